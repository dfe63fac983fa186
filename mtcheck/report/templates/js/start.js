// A link may lead to a file, to a finding in an article that is not built yet, or to a known statement.
async function follow() {
  const name = location.hash.slice(1);
  const [kind, number] = name.split("-");
  const file = ["file", "finding", "mark"].includes(kind) ? document.getElementById(`file-${number}`) : null;
  if (file) await openFile(file);
  const target = document.getElementById(name);
  if (kind === "finding" && target) showMark(target);
  else if (target?.matches("details")) {
    target.open = true;
    target.scrollIntoView();
  }
}

// What is folded here stands open where no scripts run.
function startFolds() {
  all(".folds > details").forEach((fold) => { fold.open = false; });
  const button = document.querySelector(".show-clean");
  if (!button) return;
  button.hidden = false;
  const toggle = () => {
    const shown = document.querySelector(".index").classList.toggle("short");
    button.ariaExpanded = String(!shown);
  };
  toggle();
  button.addEventListener("click", toggle);
}

document.addEventListener("DOMContentLoaded", () => {
  startTheme();
  readFacts();
  readVerdicts();
  startFolds();
  startIndex();
  startFiles();
  startActing();
  startLinking();
  startJudging();
  startFilters();
  startStepping();
  addEventListener("hashchange", follow);
  // The same link twice changes no hash, but its file may have been folded meanwhile.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#file-'], a[href^='#quote-']");
    if (link && link.hash === location.hash) follow();
  });
  follow();
});
