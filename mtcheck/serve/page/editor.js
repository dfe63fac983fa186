// A text that is edited where it is marked: a text area, and behind it the same words with the marks.
const rank = { critical: 3, major: 2, minor: 1, neutral: 0 };

// The server counts code points, a text area UTF-16 units.
export function unitsOf(text) {
  if (!/[\u{10000}-\u{10ffff}]/u.test(text)) return (point) => point;
  const units = [0];
  for (const char of text) units.push(units.at(-1) + char.length);
  return (point) => units[Math.min(point, units.length - 1)];
}

export class Editor {
  #field;
  #backdrop;
  #last = "";
  #marks = []; // {start, end, severity, key}, in UTF-16 units
  #active = null;
  onchange = () => {};
  onpoint = () => {};

  constructor(field, backdrop) {
    this.#field = field;
    this.#backdrop = backdrop;
    field.addEventListener("input", () => this.#edited());
    field.addEventListener("click", () => this.#pointed());
    field.addEventListener("keyup", (event) => { if (event.key.startsWith("Arrow")) this.#pointed(); });
    this.#draw();
  }

  get text() { return this.#field.value; }

  get marks() { return this.#marks; }

  // Put other words in the place of everything; it can be undone.
  fill(text) {
    this.#field.focus();
    this.#field.select();
    this.#insert(text);
    this.#field.setSelectionRange(0, 0);
    this.#field.closest(".editor").scrollTop = 0;
  }

  mark(marks) {
    this.#marks = marks.filter((mark) => mark.end >= mark.start);
    this.#active = null;
    this.#draw();
  }

  // Put the suggestion in the place of what is marked; it can be undone.
  apply(mark, words) {
    this.#field.focus();
    this.#field.setSelectionRange(mark.start, mark.end);
    this.#insert(words);
  }

  undo() {
    this.#field.focus();
    document.execCommand("undo");
  }

  activate(key, { select = false } = {}) {
    this.#active = key;
    const mark = this.#marks.find((one) => one.key === key);
    this.#draw();
    if (!mark) return;
    if (select) {
      this.#field.focus({ preventScroll: true });
      this.#field.setSelectionRange(mark.start, mark.end);
    }
    this.#backdrop.querySelector("mark.active")?.scrollIntoView({ block: "nearest" });
  }

  // execCommand alone keeps the browser's own undo.
  #insert(words) {
    const done = words ? document.execCommand("insertText", false, words) : document.execCommand("delete");
    if (!done) {
      this.#field.setRangeText(words, this.#field.selectionStart, this.#field.selectionEnd, "end");
      this.#edited();
    }
  }

  #pointed() {
    const at = this.#field.selectionStart;
    const inside = this.#marks.filter((mark) => mark.start <= at && at <= mark.end);
    inside.sort((one, other) => rank[other.severity] - rank[one.severity] || one.end - one.start - other.end + other.start);
    if (inside.length) this.onpoint(inside[0].key);
  }

  // What was typed moves the marks behind it, and unmarks what it touches.
  #edited() {
    const [old, now] = [this.#last, this.#field.value];
    if (old === now) return;
    const most = Math.min(old.length, now.length);
    let before = 0;
    while (before < most && old[before] === now[before]) before += 1;
    let after = 0;
    while (after < most - before && old[old.length - 1 - after] === now[now.length - 1 - after]) after += 1;
    const [end, shift] = [old.length - after, now.length - old.length];
    const left = [];
    for (const mark of this.#marks) {
      if (mark.end <= before && !(mark.end === before && mark.end === mark.start)) left.push(mark);
      else if (mark.start >= end) left.push({ ...mark, start: mark.start + shift, end: mark.end + shift });
    }
    this.#marks = left;
    this.#draw();
    this.onchange();
  }

  #draw() {
    const text = this.#field.value;
    this.#last = text;
    const cuts = [...new Set([0, text.length, ...this.#marks.flatMap((mark) => [mark.start, mark.end])])]
      .filter((cut) => cut <= text.length).sort((one, other) => one - other);
    const parts = [];
    cuts.forEach((cut, number) => {
      const words = text.slice(cut, cuts[number + 1] ?? cut);
      if (!words) return;
      const over = this.#marks.filter((mark) => mark.start <= cut && cut < mark.end);
      if (!over.length) {
        parts.push(words);
        return;
      }
      const gravest = over.reduce((one, other) => (rank[other.severity] > rank[one.severity] ? other : one));
      const mark = document.createElement("mark");
      mark.dataset.severity = gravest.severity;
      mark.classList.toggle("active", over.some((one) => one.key === this.#active));
      mark.textContent = words;
      parts.push(mark);
    });
    this.#backdrop.replaceChildren(...parts, "\n"); // a last line without words has a height too
  }
}
