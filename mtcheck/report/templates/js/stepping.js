// Stepping from finding to finding, in the order of the page, through files that are still folded too.
const steps = () => all(".file").flatMap(factsOf).filter((fact) => fact.shown);

async function step(by) {
  const order = steps();
  if (!order.length) return;
  const at = active.length ? order.findIndex((fact) => fact.id === active[0].id) : -1;
  const next = at < 0 ? (by > 0 ? 0 : order.length - 1) : (at + by + order.length) % order.length;
  const { id, file } = order[next];
  await openFile(document.getElementById(`file-${file}`));
  showMark(document.getElementById(id));
  say(t("{place} of {all}", { place: next + 1, all: order.length }));
}

function startStepping() {
  all(".step").forEach((button) => button.addEventListener("click", () => step(Number(button.dataset.step))));
  document.querySelector(".keys")?.removeAttribute("hidden");
  document.addEventListener("keydown", (event) => {
    const busy = event.target.matches("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey;
    if (busy || !["j", "k"].includes(event.key)) return;
    event.preventDefault();
    step(event.key === "j" ? 1 : -1);
  });
}

