// Files: their articles are built when they are opened, and the index can be sorted.
const wide = matchMedia("(min-width: 70rem)");
const building = new Map(); // file to promise
const built = new Set();
const growing = new ResizeObserver((entries) => entries.forEach((entry) => placeCards(entry.target.closest(".file"))));

// What is unpacked was escaped by this page's own template, and the parser runs no scripts.
async function unpack(packed) {
  const bytes = Uint8Array.from(atob(packed.textContent), (char) => char.charCodeAt(0));
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const parsed = new DOMParser().parseFromString(await new Response(plain).text(), "text/html");
  packed.replaceWith(...parsed.body.childNodes);
}

async function makeReady(file) {
  const packed = file.querySelector(":scope > .packed");
  if (packed) await unpack(packed);
  built.add(file);
  startCards(file);
  startWords(file);
  applyFilter(file);
  all(".prose", file).forEach((article) => growing.observe(article));
}

// Resolves when the file's article stands in the page; at once where it was never packed.
function build(file) {
  if (!building.has(file)) building.set(file, makeReady(file));
  return building.get(file);
}

async function openFile(file) {
  file.open = true;
  await build(file);
}

// One after another, so that the page answers meanwhile.
async function openAll(button) {
  const shown = all(".file").filter((file) => !file.hidden && !file.open);
  button.disabled = true;
  for (const file of shown) await openFile(file);
  button.disabled = false;
  say(isOne(shown.length) ? t("{n} file opened", { n: shown.length }) : t("{n} files opened", { n: shown.length }));
}

function sortIndex(column, rising) {
  const body = document.querySelector(".index tbody");
  const value = (row) => {
    if (column === 0) return row.cells[0].textContent;
    if (column === 1) return -Number(row.dataset.place); // as it came: the gravest first
    return Number(row.cells[column]?.textContent.match(/\d+(\.\d+)?/)?.[0] ?? -1);
  };
  const keyed = [...body.rows].map((row, place) => ({ row, place, key: value(row) }));
  const order = (one, other) => (typeof one === "string" ? one.localeCompare(other) : one - other);
  keyed.sort((one, other) => (rising ? 1 : -1) * order(one.key, other.key) || one.place - other.place);
  body.append(...keyed.map((item) => item.row));
}

function startIndex() {
  const heads = all(".index thead th");
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      // Figures start with what needs reading first: the gravest verdict, the lowest score.
      const rising = head.ariaSort ? head.ariaSort === "descending" : column === 0 || column === 2;
      heads.forEach((other) => { other.ariaSort = null; });
      head.ariaSort = rising ? "ascending" : "descending";
      sortIndex(column, rising);
    });
  });
}

// On paper everything is open, but for articles that are still packed: a print cannot wait for them.
function startFiles() {
  const files = all(".file");
  document.getElementById("articles").addEventListener("toggle", (event) => {
    const file = event.target;
    if (file.matches(".file") && file.open) build(file).then(() => placeCards(file));
  }, true);
  files.filter((file) => file.open).forEach(build);
  files.forEach((file) => file.addEventListener("contentvisibilityautostatechange", (event) => {
    if (!event.skipped) placeCards(file);
  }));
  document.querySelector(".unfold")?.addEventListener("click", (event) => openAll(event.target));
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = all("details:not([open])").filter((item) => !item.querySelector(":scope > .packed"));
    opened.forEach((item) => { item.open = true; });
  });
  addEventListener("afterprint", () => {
    opened.forEach((item) => { item.open = false; });
    files.forEach(placeCards);
  });
}

