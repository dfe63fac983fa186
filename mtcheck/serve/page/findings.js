// Findings as cards: of the text in the editor, and of files.
import { t } from "./texts.js";

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
  shown.append(element("del", finding.text || t("[missing words]")));
  if (finding.suggestion !== null) shown.append(" → ", element("ins", finding.suggestion || t("[nothing]")));
  return shown;
}

function more(finding) {
  const list = element("dl");
  const tell = (name, words, lang) => {
    if (!words) return;
    list.append(element("dt", name), element("dd", words, lang ? { lang } : {}));
  };
  tell(t("English"), finding.reference, "en");
  finding.reasons.forEach((reason, number) => tell(number ? "" : t("Reasons"), reason));
  tell(t("Back-translation by machine: {trust}", finding), finding.back_translation, "en");
  tell(t("Rule"), `${finding.code} ${finding.rule}`);
  const folded = element("details");
  folded.append(element("summary", t("Why")), list);
  return folded;
}

// acts: what the buttons do, by name
export function card(finding, acts) {
  const names = { apply: t("Apply"), show: t("Show"), ignore: t("Ignore") };
  const made = element("li", "", { class: "finding", "data-severity": finding.severity });
  const what = element("p", "", { class: "what" });
  what.append(element("span", finding.gravity, { class: "badge" }), ` ${finding.sure}, ${finding.place}`);
  made.append(what, change(finding), element("p", finding.message));
  const buttons = element("p", "", { class: "acts" });
  for (const [name, act] of Object.entries(acts)) {
    const button = element("button", names[name], { type: "button" });
    button.setAttribute("aria-label", `${names[name]}: ${finding.text || t("[missing words]")}`);
    if (name === "apply") button.className = "apply";
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
