// Cards: beside the article level with their marks where there is room, else in a sheet at the foot of the screen.
const GAP = 8;
const REACH = 16; // pixels around a fingertip in which marks are meant as well
let active = [];

const cardsOf = (mark) => mark.dataset.findings.split(" ").map((id) => document.getElementById(id));
const shownOf = (mark) => cardsOf(mark).filter((card) => card && !card.hidden);
const markOf = (card) => document.getElementById(card.dataset.mark ?? "");
const homes = new WeakMap(); // a card to the list it belongs to, also while it lies in the sheet

const sheet = document.createElement("section");
sheet.className = "sheet";
sheet.hidden = true;
sheet.ariaLabel = t("Findings here");
const sheetHead = document.createElement("p");
const sheetTitle = document.createElement("b");
const sheetClose = document.createElement("button");
sheetClose.type = "button";
sheetClose.className = "close plain";
sheetClose.textContent = t("Close");
sheetHead.append(sheetTitle, sheetClose);

// Every card stands level with its mark where it can; the chosen one always does.
function placeCards(file) {
  const list = file?.querySelector(".cards");
  if (!list || !file.open || !list.checkVisibility({ contentVisibilityAuto: true })) return;
  const shown = [...list.children].filter((card) => !card.hidden);
  if (!wide.matches) {
    shown.forEach((card) => { card.style.top = ""; });
    list.style.minHeight = "";
    return;
  }
  const origin = list.getBoundingClientRect().top;
  const boxes = shown.map((card) => {
    const rect = markOf(card)?.getClientRects()[0];
    return { card, height: card.offsetHeight, wish: rect ? rect.top - origin - 6 : 0, top: 0 };
  });
  const pushDown = () => {
    let least = 0;
    boxes.forEach((box) => {
      box.top = Math.max(least, box.top);
      least = box.top + box.height + GAP;
    });
  };
  boxes.forEach((box) => { box.top = box.wish; });
  pushDown();
  const chosen = boxes.findIndex((box) => box.card === active[0]);
  if (chosen >= 0) {
    boxes[chosen].top = Math.max(boxes[chosen].wish, 0);
    for (let index = chosen - 1; index >= 0; index -= 1) {
      boxes[index].top = Math.min(boxes[index].top, boxes[index + 1].top - boxes[index].height - GAP);
    }
    pushDown();
  }
  boxes.forEach((box) => { box.card.style.top = `${Math.round(box.top)}px`; });
  const last = boxes.at(-1);
  list.style.minHeight = last ? `${Math.round(last.top + last.height)}px` : "";
}

function sendHome(cards) {
  new Set(cards.map((card) => homes.get(card))).forEach((list) => {
    const number = (card) => Number(card.id.split("-").at(-1));
    const rest = [...list.children, ...cards.filter((card) => homes.get(card) === list)];
    list.append(...[...new Set(rest)].sort((one, other) => number(one) - number(other)));
  });
}

function deactivate() {
  if (!active.length) return;
  const old = active;
  active = [];
  old.forEach((card) => { card.classList.remove("active", "related"); card.open = false; });
  all(".mark.active").forEach((mark) => mark.classList.remove("active"));
  if (!sheet.hidden) {
    sheet.hidden = true;
    sendHome(old);
  }
  new Set(old.map((card) => card.closest(".file"))).forEach(placeCards);
}

// Beside the article the first card opens, and others on the same words stay folded so that they do not push it away;
// a sheet with several cards offers them all, folded.
function activate(chosen) {
  if (chosen.length === active.length && chosen.every((card, index) => card === active[index])) return;
  deactivate();
  active = chosen;
  if (!active.length) return;
  active.forEach((card, index) => { card.classList.add(index ? "related" : "active"); });
  active[0].open = wide.matches || active.length === 1;
  const names = new Set(active.map((card) => card.id));
  const file = active[0].closest(".file");
  all(".mark[data-findings]", file).forEach((mark) => {
    if (mark.dataset.findings.split(" ").some((id) => names.has(id))) mark.classList.add("active");
  });
  if (wide.matches) placeCards(file);
  else {
    sheetTitle.textContent = isOne(active.length) ? t("{n} finding here", { n: active.length }) : t("{n} findings here", { n: active.length });
    sheet.replaceChildren(sheetHead, ...active);
    sheet.hidden = false;
    sheet.scrollTop = 0;
  }
}

function keepVisible(mark) {
  if (sheet.hidden) return;
  if (mark.getBoundingClientRect().bottom > sheet.getBoundingClientRect().top) mark.scrollIntoView({ block: "start" });
}

function returnToText() {
  const card = document.activeElement.closest(".card") ?? active[0];
  const mark = card && markOf(card);
  deactivate();
  mark?.focus({ preventScroll: true });
  deactivate();
}

// Bring what is at fault and its card into view together; cards move level with their marks, so their aim counts.
function reveal(card) {
  const mark = markOf(card);
  if (!wide.matches || !sheet.hidden || !mark) {
    (mark ?? card).scrollIntoView({ block: sheet.hidden ? "center" : "start" });
    return;
  }
  const box = mark.getClientRects()[0];
  const top = card.parentElement.getBoundingClientRect().top + (Number.parseFloat(card.style.top) || 0);
  const bar = document.querySelector(".filters")?.offsetHeight ?? 0;
  const [first, last] = [Math.min(box.top, top), Math.max(box.bottom, top + card.offsetHeight)];
  const room = innerHeight - bar - 2 * GAP;
  const aim = bar + GAP + Math.max(0, (room - (last - first)) / 2);
  scrollBy({ top: first - aim, behavior: "instant" });
}

function showMark(card) {
  const mark = markOf(card);
  (mark ?? card).scrollIntoView({ block: "center" }); // so that what was out of sight is laid out
  mark?.focus({ preventScroll: true });
  activate([card]);
  reveal(card);
  requestAnimationFrame(() => {
    placeCards(card.closest(".file"));
    reveal(card);
  });
}

// A finger covers more than a comma: offer what is marked all around it, the touched words first.
function touched(mark, event) {
  const near = all(".mark[data-findings]", mark.closest(".prose")).filter((other) => [...other.getClientRects()].some(
    (box) => event.clientX > box.left - REACH && event.clientX < box.right + REACH
      && event.clientY > box.top - REACH && event.clientY < box.bottom + REACH));
  return [...new Set([mark, ...near].flatMap(shownOf))];
}

async function copy(button) {
  const text = button.dataset.copy;
  try {
    await navigator.clipboard.writeText(text);
  } catch { // a page opened as a file may be denied the clipboard
    const field = document.createElement("textarea");
    field.value = text;
    button.after(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    button.focus();
  }
  say(t("Copied"));
  const words = button.dataset.words ??= button.textContent;
  button.textContent = t("Copied");
  setTimeout(() => { button.textContent = words; }, 1500);
}

function onClick(event) {
  const target = event.target;
  const mark = target.closest(".prose .mark");
  const card = target.closest(".card");
  const link = target.closest("a[href^='#finding-']:not(.mark)");
  if (mark) {
    event.preventDefault();
    activate(event.pointerType === "touch" ? touched(mark, event) : shownOf(mark));
    keepVisible(mark);
    if (event.detail === 0) active[0]?.querySelector("summary").focus();
  } else if (link) {
    event.preventDefault();
    const name = link.hash.slice(1);
    openFile(document.getElementById(`file-${name.split("-")[1]}`)).then(() => showMark(document.getElementById(name)));
  } else if (target.closest(".copy")) copy(target.closest(".copy"));
  else if (target.closest(".close")) returnToText();
  else if (card && target.closest(".back")) {
    event.preventDefault();
    showMark(card);
  } else if (card && target.closest("summary")?.parentElement === card && sheet.hidden) {
    event.preventDefault();
    if (card.classList.contains("active")) deactivate();
    else activate([card]);
  } else if (active.length && !target.closest(".card, .sheet, .filters")) deactivate();
}

function startCards(file) {
  all(".card", file).forEach((card) => {
    homes.set(card, card.parentElement);
    card.open = false;
    card.querySelector(".acts").hidden = false;
    card.querySelector(".more").open = false;
    card.querySelector(".more").addEventListener("toggle", () => placeCards(card.closest(".file")));
    showJudged(card);
  });
}

function startActing() {
  document.body.append(sheet);
  all(".gravest .copy").forEach((button) => { button.hidden = false; });
  document.addEventListener("click", onClick);
  document.addEventListener("focusin", (event) => {
    const mark = event.target.closest(".prose .mark");
    if (!mark?.matches(":focus-visible")) return;
    activate(shownOf(mark));
    keepVisible(mark);
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && active.length) returnToText(); });
  wide.addEventListener("change", () => { deactivate(); all(".file[open]").forEach(placeCards); });
}

