// Findings as cards: of the text in the editor, and of files.
const CONFIDENCE = [[0.95, "almost certain"], [0.8, "very likely"], [0.6, "likely"], [0.4, "possible"], [0, "doubtful"]];
const rank = { critical: 3, major: 2, minor: 1, neutral: 0 };

export const byGravity = (one, other) => rank[other.severity] - rank[one.severity]
  || other.confidence - one.confidence || one.start - other.start;

export function element(name, words, attributes = {}) {
  const made = document.createElement(name);
  if (words) made.textContent = words;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function change(finding) {
  const shown = element("p", "", { class: "change", lang: "fr" });
  shown.append(element("del", finding.text || "[missing words]"));
  if (finding.suggestion !== null) shown.append(" → ", element("ins", finding.suggestion || "[nothing]"));
  return shown;
}

function more(finding) {
  const list = element("dl");
  const tell = (name, words, lang) => {
    if (!words) return;
    list.append(element("dt", name), element("dd", words, lang ? { lang } : {}));
  };
  tell("English", finding.reference, "en");
  finding.evidence.forEach((one, number) => tell(number ? "" : "Reasons", one.detail));
  tell("Back-translation by machine", finding.back_translation, "en");
  tell("Rule", `${finding.code} ${finding.name}`);
  const folded = element("details");
  folded.append(element("summary", "Why"), list);
  return folded;
}

// acts: name to what a button of that name does
export function card(finding, acts) {
  const made = element("li", "", { class: "finding", "data-severity": finding.severity });
  const what = element("p", "", { class: "what" });
  const sure = CONFIDENCE.find(([least]) => finding.confidence >= least)[1];
  what.append(element("span", finding.severity, { class: "badge" }), ` ${sure}`);
  if (finding.line) what.append(`, line ${finding.line}`);
  made.append(what, change(finding), element("p", finding.message));
  const buttons = element("p", "", { class: "acts" });
  for (const [name, act] of Object.entries(acts)) {
    const button = element("button", name, { type: "button" });
    button.setAttribute("aria-label", `${name}: ${finding.text || "missing words"}`);
    if (name === "Apply") button.className = "apply";
    button.addEventListener("click", (event) => {
      event.stopPropagation();
      act();
    });
    buttons.append(button);
  }
  if (buttons.childElementCount) made.append(buttons);
  made.append(more(finding));
  return made;
}
