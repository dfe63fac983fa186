// Aligned words: pointing at one, or reaching it with the arrow keys, shows its counterpart in the other language.
const announcer = document.createElement("p");
announcer.className = "visually-hidden";
announcer.role = "status";
const say = (words) => { announcer.textContent = words; };
let held = null; // a word that was clicked stays lit until another is

const linksOf = (word) => word.dataset.link.split(" ");

function partnersOf(word) {
  const links = linksOf(word);
  return all(".word", word.closest(".pair")).filter((other) => linksOf(other).some((link) => links.includes(link)));
}

function light(word) {
  all(".word.lit").forEach((lit) => lit.classList.remove("lit"));
  if (word) partnersOf(word).forEach((other) => other.classList.add("lit"));
}

function hold(word) {
  held?.setAttribute("aria-pressed", "false");
  held = held === word ? null : word;
  held?.setAttribute("aria-pressed", "true");
  light(held);
}

function tell(word) {
  const side = word.closest(".words");
  const others = partnersOf(word).filter((other) => other.closest(".words") !== side);
  say(`${word.textContent}: ${others.map((other) => other.textContent).join(" ")}`);
}

// One stop of the Tab key for each text; the arrow keys walk its words.
function walk(event) {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  const word = event.target;
  if (event.key === "Enter" || event.key === " ") hold(word);
  else if (step) {
    const row = all(".word", word.closest(".words"));
    const next = row[row.indexOf(word) + step];
    if (next) {
      word.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    }
  } else return;
  event.preventDefault();
}

function startWords(file) {
  all(".words", file).forEach((text) => {
    all(".word", text).forEach((word, place) => {
      word.role = "button";
      word.ariaPressed = "false";
      word.tabIndex = place ? -1 : 0;
    });
  });
}

function startLinking() {
  document.body.append(announcer);
  const wordAt = (event) => event.target.closest?.(".pair .word");
  document.addEventListener("pointerover", (event) => {
    const word = wordAt(event);
    if (word) light(word);
    else if (!held && document.querySelector(".word.lit") && !document.activeElement.matches(".word")) light(null);
    else if (held) light(held);
  });
  document.addEventListener("focusin", (event) => {
    const word = wordAt(event);
    if (word) { light(word); tell(word); }
  });
  document.addEventListener("focusout", (event) => { if (wordAt(event)) light(held); });
  document.addEventListener("click", (event) => { if (wordAt(event)) hold(wordAt(event)); });
  document.addEventListener("keydown", (event) => { if (wordAt(event)) walk(event); });
}

