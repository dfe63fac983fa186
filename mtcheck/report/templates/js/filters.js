// Filters: they ask the facts, not the page, since a long report builds an article only when it is opened.
const COMBINING = /\p{Mn}/gu;
const folded = (words) => words.normalize("NFD").replace(COMBINING, "").toLowerCase();
let facts = null; // finding by finding: {file, severity, code, speaker, confidence, known, words, length, key, id or element, shown}
const byFile = new Map();
const byId = new Map();

function readFacts() {
  const source = JSON.parse(document.getElementById("facts").textContent);
  facts = source.map(([file, severity, code, speaker, confidence, known, words, length, key]) => {
    const mates = byFile.get(file) ?? [];
    byFile.set(file, mates);
    const fact = { file, severity, code, speaker, confidence, known, words, length, key, shown: true };
    fact.id = `finding-${file}-${mates.push(fact)}`;
    byId.set(fact.id, fact);
    return fact;
  });
  // Findings across files stand in no article: they carry their own facts.
  all(".across > li").forEach((element) => {
    const { severity, code, known } = element.dataset;
    const [speaker, confidence, of] = ["speaker", "confidence", "of"].map((name) => Number(element.dataset[name]));
    const words = element.textContent;
    facts.push({ severity, code, speaker, confidence, known, words, element, of, shown: true });
  });
}

const factOf = (card) => byId.get(card.id);
const factsOf = (element) => byFile.get(Number(element.dataset.file)) ?? [];

// Show, in an article that is built, what the filters leave.
function applyFilter(file) {
  if (!built.has(file)) return;
  factsOf(file).forEach((fact) => { document.getElementById(fact.id).hidden = !fact.shown; });
  all(".prose .mark", file).forEach((mark) => {
    const [first] = shownOf(mark);
    mark.dataset.stop ??= String(mark.tabIndex);
    mark.tabIndex = first ? Number(mark.dataset.stop) : -1;
    mark.dataset.severity = first ? first.dataset.severity : "off";
  });
  placeCards(file);
}

function wanted(form) {
  const data = new FormData(form);
  const severities = new Set(data.getAll("severity"));
  const words = folded(data.get("words").trim());
  const code = data.get("code");
  const speaker = data.get("speaker");
  const confidence = Number(data.get("confidence"));
  const status = data.get("status") ?? "";
  const own = data.get("judged");
  const judgedSo = (fact) => own === "" || (verdicts[fact.key]?.verdict ?? "none") === own;
  return (fact) => judgedSo(fact) && severities.has(fact.severity)
    && (status === "all" || fact.known === status) && (!code || fact.code === code)
    && (speaker === "" || fact.speaker === Number(speaker)) && fact.confidence >= confidence
    && (!words || (fact.folded ??= folded(fact.words)).includes(words));
}

function filter(form) {
  const wants = wanted(form);
  deactivate();
  facts.forEach((fact) => { fact.shown = wants(fact); });
  const shown = facts.filter((fact) => fact.shown).length;
  const status = form.elements.status?.value ?? "";
  const most = status ? facts.length : facts.filter((fact) => !fact.known).length;
  const everything = shown === most;
  const named = new Set(facts.filter((fact) => fact.element && fact.shown).map((fact) => fact.of));
  const hides = (element) => !everything && !named.has(Number(element.dataset.file))
    && !factsOf(element).some((fact) => fact.shown);
  all(".file, .index tbody tr").forEach((element) => {
    const hidden = hides(element);
    if (element.hidden !== hidden) element.hidden = hidden;
  });
  facts.forEach((fact) => { if (fact.element) fact.element.hidden = !fact.shown; });
  built.forEach(applyFilter);
  form.querySelector(".shown").textContent = isOne(most) ? t("{shown} of {n} finding shown", { shown, n: most }) : t("{shown} of {n} findings shown", { shown, n: most });
  document.querySelector(".no-hits").hidden = shown > 0 || facts.length === 0;
  const code = form.elements.code.value;
  all(".kind").forEach((kind) => { kind.ariaPressed = String(kind.dataset.code === code); });
}

function startFilters() {
  const form = document.querySelector(".filters");
  if (!form) return;
  form.hidden = false;
  form.reset(); // a browser may bring back the last choice when the page is loaded again
  filter(form);
  form.addEventListener("input", () => filter(form));
  document.querySelector(".show-all").addEventListener("click", () => form.reset());
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => filter(form)));
  all(".kind").forEach((kind) => {
    kind.disabled = false;
    kind.addEventListener("click", () => {
      form.elements.code.value = kind.ariaPressed === "true" ? "" : kind.dataset.code;
      filter(form);
    });
  });
}

