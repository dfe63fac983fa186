// A link may lead to a file, to a finding in an article that is not built yet, or to a known statement.
async function follow() {
  const name = location.hash.slice(1);
  const [kind, number] = name.split("-");
  const file = ["file", "finding", "mark"].includes(kind) ? document.getElementById(`file-${number}`) : null;
  if (file) await openFile(file);
  const target = document.getElementById(name);
  if (kind === "finding" && target) {
    activate([target]);
    (markOf(target) ?? target).scrollIntoView({ block: "center" });
  } else if (target?.matches("details")) {
    target.open = true;
    target.scrollIntoView();
  }
}

document.addEventListener("DOMContentLoaded", () => {
  startTheme();
  readFacts();
  startIndex();
  startFiles();
  startActing();
  startLinking();
  startFilters();
  addEventListener("hashchange", follow);
  // The same link twice changes no hash, but its file may have been folded meanwhile.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#file-'], a[href^='#quote-']");
    if (link && link.hash === location.hash) follow();
  });
  follow();
});
