// The page: a text that is checked and mended in place, files, and statements.
import { Checks, ask } from "./server.js";
import { Editor, unitsOf } from "./editor.js";
import { byGravity, card, element } from "./findings.js";
import { isOne, t } from "./texts.js";
import { decode, documentOf, read } from "./uploads.js";

const byId = (id) => document.getElementById(id);
const PAUSE = 1200; // milliseconds without a keystroke before a check while typing
const EXAMPLE = {
  text: "Le feu cessé entre les deux pays est entré en vigueur hier soir. « Nous avons eu une conversation "
    + "très rentable avec nos alliés, et 45 familles sont rentrées chez elles », a déclaré Mme Lopez.\n\n"
    + "Elle a aussi demandé de nouveaux missiles patriotes pour protéger la capitale.",
  quote: {
    speaker: "Ana Lopez",
    aliases: ["Mme Lopez"],
    text: "We had a very fruitful conversation with our allies, and 54 families have returned home.",
  },
};

const checks = new Checks();
const editor = new Editor(byId("text"), byId("backdrop"));
const files = []; // what uploads.read gives
const quotes = []; // statements of this check
const ignored = new Set(); // fingerprints that the reader wants to see no more
let found = new Map(); // key of a mark to {finding, card}
let order = []; // keys, the gravest first
let active = null;
let opened = null; // a plain file whose text stands in the editor, in an encoding that was guessed
let report = null; // what serve/view.py gives
let last = null; // the check that it comes from
let text = ""; // what was checked
let edits = 0;

function say(words, wrong = false) {
  byId("status").textContent = words;
  byId("status").classList.toggle("wrong", wrong);
}

const counted = (n) => (isOne(n) ? t("{n} finding", { n }) : t("{n} findings", { n }));

function listed(list, names, remove) {
  list.replaceChildren(...names.map((name, index) => {
    const item = element("li");
    const button = element("button", t("Remove"), { type: "button", "aria-label": t("Remove {name}", { name }) });
    button.addEventListener("click", () => remove(index));
    item.append(element("span", name), button);
    return item;
  }));
}

function showFiles() {
  const name = (file) => (file.encoding && file.encoding !== "utf-8" ? t("{name} (read as {encoding})", file) : file.name);
  listed(byId("file-list"), files.map(name), (index) => { files.splice(index, 1); showFiles(); });
}

function showQuotes() {
  const names = quotes.map((quote) => `${quote.speaker}: ${quote.text}`);
  listed(byId("quote-list"), names, (index) => { quotes.splice(index, 1); showQuotes(); });
}

function busy(on) {
  byId("check").disabled = on;
  byId("stop").hidden = !on;
  byId("progress").hidden = !on;
}

function progressed(job) {
  const bar = byId("progress");
  if (job.total > 0) {
    bar.max = job.total;
    bar.value = job.done;
  } else bar.removeAttribute("value");
  say(job.total > 0 ? t("Checking: {done} of {total}", job) : t("Checking …"));
}

function activate(key, options = {}) {
  found.get(active)?.card.classList.remove("active");
  active = key;
  const entry = found.get(key);
  entry?.card.classList.add("active");
  entry?.card.scrollIntoView({ block: "nearest" });
  editor.activate(key, options);
  placed();
}

function placed() {
  const at = order.indexOf(active);
  byId("steps").hidden = !order.length;
  byId("place").textContent = at < 0 ? counted(order.length) : t("{place} of {all}", { place: at + 1, all: order.length });
}

function step(by) {
  if (!order.length) return;
  const at = order.indexOf(active);
  activate(order[at < 0 ? (by > 0 ? 0 : order.length - 1) : (at + by + order.length) % order.length]);
}

function applied(key) {
  const mark = editor.marks.find((one) => one.key === key);
  if (!mark) return;
  const next = order[order.indexOf(key) + 1] ?? null;
  editor.apply(mark, found.get(key).finding.suggestion);
  say(t("Applied."));
  if (next && found.has(next)) activate(next);
  if (byId("live").checked) check();
}

function ignore(fingerprint) {
  ignored.add(fingerprint);
  show();
}

// Cards follow the marks: what was edited away has none.
function followMarks() {
  const left = new Set(editor.marks.map((mark) => mark.key));
  for (const [key, entry] of found) {
    if (!left.has(key)) {
      entry.card.remove();
      found.delete(key);
    }
  }
  order = order.filter((key) => found.has(key));
  if (!found.has(active)) active = null;
  placed();
}

function showText(file) {
  const units = unitsOf(text);
  const shown = file.findings.filter((finding) => !ignored.has(finding.fingerprint)).sort(byGravity);
  found = new Map();
  order = [];
  const marks = [];
  for (const [number, finding] of shown.entries()) {
    const key = `${number}`;
    const acts = {};
    if (finding.suggestion !== null) acts.apply = () => applied(key);
    acts.show = () => activate(key, { select: true });
    acts.ignore = () => ignore(finding.fingerprint);
    const made = card(finding, acts);
    made.addEventListener("click", (event) => { if (!event.target.closest("summary, button")) activate(key); });
    found.set(key, { finding, card: made });
    order.push(key);
    marks.push({ start: units(finding.start), end: units(finding.end), severity: finding.severity, key });
  }
  byId("findings").replaceChildren(...[...found.values()].map((entry) => entry.card));
  editor.mark(editor.text === text ? marks : []);
  byId("verdict").textContent = file.error ?? t("Verdict: {words}", { words: file.verdict });
  active = null;
  placed();
}

function showOthers(others) {
  byId("others").replaceChildren(...others.map((file) => {
    const part = element("section", "", { "aria-label": file.path });
    const list = element("ol");
    list.append(...file.findings.filter((one) => !ignored.has(one.fingerprint)).sort(byGravity)
      .map((finding) => card(finding, { ignore: () => ignore(finding.fingerprint) })));
    part.append(element("h3", file.path), element("p", file.error ?? file.verdict), list);
    return part;
  }));
}

function show() {
  if (!report) return;
  const own = text.trim() ? report.files[0] : null;
  if (own) showText(own);
  else {
    byId("findings").replaceChildren();
    byId("verdict").textContent = "";
    found = new Map();
    order = [];
    placed();
  }
  showOthers(own ? report.files.slice(1) : report.files);
  byId("ignored").hidden = !ignored.size;
  byId("ignored").firstElementChild.textContent = isOne(ignored.size) ? t("{n} finding ignored here.", { n: ignored.size }) : t("{n} findings ignored here.", { n: ignored.size });
}

function documents() {
  const sent = files.map(documentOf);
  return text.trim() ? [{ name: "text", text }, ...sent] : sent;
}

async function check() {
  busy(true);
  say(t("Reading …"));
  text = editor.text;
  let done = true;
  try {
    const sent = documents();
    if (!sent.length) throw new Error(t("There is nothing to check: paste a text or choose a file."));
    const answer = await checks.run(sent, quotes, progressed);
    done = answer !== null;
    if (!done) return;
    report = answer.report;
    last = answer.id;
    byId("open").href = `/jobs/${answer.id}/report.html`;
    byId("links").hidden = false;
    show();
    say(t("Checked: {findings}.", { findings: counted(report.files.reduce((sum, file) => sum + file.findings.length, 0)) }));
  } catch (error) {
    say(error.message, true);
  } finally {
    if (done) busy(false);
  }
}

function stop() {
  checks.stop();
  busy(false);
  say(t("Stopped."));
}

async function save() {
  try {
    const answer = await ask("GET", `/jobs/${last}/report?format=json`);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = "report.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  } catch (error) {
    say(error.message, true);
  }
}

async function addQuote() {
  const value = (id) => byId(id).value.trim();
  if (!value("speaker") || !value("statement")) {
    say(t("A statement needs its speaker and its words."), true);
    byId(value("speaker") ? "statement" : "speaker").focus();
    return;
  }
  const quote = { speaker: value("speaker"), text: value("statement") };
  const aliases = value("aliases").split(",").map((name) => name.trim()).filter(Boolean);
  if (aliases.length) quote.aliases = aliases;
  if (value("date")) quote.date = value("date");
  if (value("link")) quote.source = value("link");
  try {
    if (byId("keep").checked) await ask("POST", "/quotes", { quotes: [quote] });
    else quotes.push(quote);
  } catch (error) {
    say(error.message, true);
    return;
  }
  for (const id of ["speaker", "aliases", "statement", "date", "link"]) byId(id).value = "";
  showQuotes();
  showBank();
  say(t("Statement added."));
  byId("speaker").focus();
}

async function showBank() {
  if (document.body.dataset.token === "true" && !byId("token").value) return;
  try {
    const bank = (await (await ask("GET", "/quotes")).json()).quotes.length;
    byId("bank-note").textContent = bank ? t("The server's own bank holds {bank}; they are used as well.", { bank }) : "";
  } catch (error) {
    say(error.message, true);
  }
}

async function takeFiles(taken) {
  try {
    for (const file of await Promise.all([...taken].map(read))) {
      if (file.plain && !editor.text.trim()) {
        editor.fill(file.text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n"));
        opened = file.encoding === "utf-8" ? null : file;
        byId("encoding-part").hidden = opened === null;
        if (opened) byId("encoding").value = file.encoding;
        say(t("{name} stands in the editor.", file));
      } else files.push(file);
    }
  } catch (error) {
    say(error.message, true);
  }
  showFiles();
  if (byId("live").checked) check();
}

function showExample() {
  editor.fill(EXAMPLE.text);
  if (!quotes.some((quote) => quote.text === EXAMPLE.quote.text)) quotes.push(EXAMPLE.quote);
  showQuotes();
  check();
}

function typing(event) {
  return event.target.matches("input, textarea, select, [contenteditable]") || event.ctrlKey || event.metaKey || event.altKey;
}

function start() {
  byId("token-part").hidden = document.body.dataset.token !== "true";
  byId("form").addEventListener("submit", (event) => { event.preventDefault(); check(); });
  const acts = { stop, save, add: addQuote, example: showExample, undo: () => editor.undo(), previous: () => step(-1), next: () => step(1) };
  for (const [id, act] of Object.entries(acts)) byId(id).addEventListener("click", act);
  byId("restore").addEventListener("click", () => { ignored.clear(); show(); });
  byId("token").addEventListener("change", showBank);
  byId("files").addEventListener("change", async (event) => {
    await takeFiles(event.target.files);
    event.target.value = "";
  });
  byId("encoding").addEventListener("change", () => {
    if (opened) editor.fill(decode(opened.bytes, byId("encoding").value).replace(/\r\n?/g, "\n"));
  });
  for (const name of ["dragover", "drop", "dragleave"]) {
    byId("drop").addEventListener(name, (event) => {
      event.preventDefault();
      byId("drop").classList.toggle("over", name === "dragover");
      if (name === "drop") takeFiles(event.dataTransfer.files);
    });
  }
  let pause;
  editor.onchange = () => {
    edits += 1;
    byId("undo").disabled = edits === 0;
    if (report && text.trim() && editor.text === text) show(); // undone: what was found holds again
    else followMarks();
    clearTimeout(pause);
    if (byId("live").checked) pause = setTimeout(check, PAUSE);
  };
  editor.onpoint = (key) => activate(key);
  document.addEventListener("keydown", (event) => {
    if (typing(event) || !["j", "k"].includes(event.key)) return;
    event.preventDefault();
    step(event.key === "j" ? 1 : -1);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) check();
  });
  showBank();
}

start();
