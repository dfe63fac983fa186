// Verdicts of whoever reads: kept in this browser, and written as the file that `mtcheck review` writes.
const KEPT = "mtcheck-verdicts";
let verdicts = {}; // key of a finding to {verdict, reason, when}

function readVerdicts() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT) ?? "{}");
    if (kept && typeof kept === "object") verdicts = kept;
  } catch { // a page in a frame of no origin keeps nothing
    verdicts = {};
  }
}

function keepVerdicts() {
  try {
    localStorage.setItem(KEPT, JSON.stringify(verdicts));
  } catch { /* they hold for as long as the page is open */ }
}

const judged = () => facts.filter((fact) => fact.key && verdicts[fact.key]);

function showJudged(card) {
  const own = verdicts[factOf(card)?.key];
  card.dataset.judged = own?.verdict ?? "";
  all(".judge", card).forEach((button) => { button.ariaPressed = String(button.dataset.verdict === own?.verdict); });
  all(".own", card).forEach((old) => old.remove());
  if (own?.reason) {
    const line = document.createElement("p");
    line.className = "own";
    line.textContent = t("Ignored: {reason}", { reason: own.reason });
    card.querySelector(".acts").after(line);
  }
  const mark = markOf(card);
  if (mark && shownOf(mark)[0] === card) mark.dataset.judged = own?.verdict ?? "";
}

function countJudged() {
  const number = judged().length;
  const part = document.querySelector(".verdicts");
  if (!part) return;
  part.hidden = !number;
  const whole = facts.filter((fact) => fact.key).length;
  part.querySelector(".judged-count").textContent = t("Your verdicts: {number} of {all}.", { number, all: whole });
}

function judge(card, verdict, reason) {
  const { key } = factOf(card);
  if (verdict) verdicts[key] = { verdict, ...(reason ? { reason } : {}), when: new Date().toISOString().slice(0, 10) };
  else delete verdicts[key];
  keepVerdicts();
  // The same words in the same company are the same finding, wherever they stand.
  facts.filter((fact) => fact.key === key && fact.id).forEach((fact) => {
    const other = document.getElementById(fact.id);
    if (other) showJudged(other);
  });
  countJudged();
}

// To ignore a finding takes a reason, which goes into the ignore list with it.
function askReason(card) {
  const asked = document.createElement("form");
  asked.className = "own";
  const label = document.createElement("label");
  const field = document.createElement("input");
  const button = document.createElement("button");
  field.autocomplete = "off";
  field.required = true;
  button.className = "plain";
  button.textContent = t("Ignore");
  label.append(`${t("Reason")} `, field);
  asked.append(label, " ", button);
  asked.addEventListener("submit", (event) => {
    event.preventDefault();
    if (field.value.trim()) judge(card, "ignored", field.value.trim().replace(/\s+/g, " "));
  });
  all(".own", card).forEach((old) => old.remove());
  card.querySelector(".acts").after(asked);
  field.focus();
}

function onJudge(button) {
  const card = button.closest(".card");
  if (button.ariaPressed === "true") judge(card, null);
  else if (button.dataset.verdict === "ignored") askReason(card);
  else judge(card, button.dataset.verdict);
  placeCards(card.closest(".file"));
}

const pathOf = (fact) => document.querySelector(`.file[data-file="${fact.file}"] > summary h2`)?.textContent ?? "";

function verdictLines() {
  const seen = new Set();
  const told = judged().filter((fact) => !seen.has(fact.key) && seen.add(fact.key));
  return told.map((fact) => `${JSON.stringify({
    fingerprint: fact.key,
    code: fact.code,
    text: fact.words.slice(0, fact.length),
    verdict: verdicts[fact.key].verdict,
    confidence: fact.confidence,
    reason: verdicts[fact.key].reason,
    path: pathOf(fact) || undefined,
    when: verdicts[fact.key].when,
  })}\n`).join("");
}

function download() {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([verdictLines()], { type: "application/jsonl" }));
  link.download = "verdicts.jsonl";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function startJudging() {
  countJudged();
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".judge");
    if (button) onJudge(button);
  });
  document.querySelector(".download")?.addEventListener("click", download);
  document.querySelector(".forget")?.addEventListener("click", () => {
    judged().forEach((fact) => { delete verdicts[fact.key]; });
    keepVerdicts();
    all(".card").forEach(showJudged);
    countJudged();
  });
}

