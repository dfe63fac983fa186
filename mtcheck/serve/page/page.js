"use strict";

const byId = (id) => document.getElementById(id);
const POLL = 300; // milliseconds between two looks at a check
const PAUSE = 1200; // milliseconds without a keystroke before a check while typing

let chosen = []; // files to check
let quotes = []; // statements of this check
let running = null; // id of the check at work
let round = 0; // a later check makes an earlier one's answers stale

function headers() {
  const token = byId("token").value.trim();
  return token ? { authorization: `Bearer ${token}` } : {};
}

async function ask(method, path, body) {
  const options = { method, headers: headers(), cache: "no-store" };
  if (body !== undefined) {
    options.headers["content-type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new Error("the server does not answer");
  }
  if (!answer.ok) {
    const told = await answer.json().catch(() => ({}));
    const detail = Array.isArray(told.detail) ? told.detail.map((one) => one.message).join("; ") : told.detail;
    throw new Error(detail || `the server answered ${answer.status}`);
  }
  return answer;
}

function say(text, wrong = false) {
  byId("status").textContent = text;
  byId("status").classList.toggle("wrong", wrong);
}

function listed(list, names, remove) {
  list.replaceChildren(...names.map((name, index) => {
    const item = document.createElement("li");
    const words = document.createElement("span");
    words.textContent = name;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Remove";
    button.setAttribute("aria-label", `Remove ${name}`);
    button.addEventListener("click", () => remove(index));
    item.append(words, button);
    return item;
  }));
}

function showFiles() {
  listed(byId("file-list"), chosen.map((file) => file.name), (index) => { chosen.splice(index, 1); showFiles(); });
}

function showQuotes() {
  const names = quotes.map((quote) => `${quote.speaker}: ${quote.text}`);
  listed(byId("quote-list"), names, (index) => { quotes.splice(index, 1); showQuotes(); });
}

function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(new Error(`${file.name} cannot be read`));
    reader.readAsDataURL(file);
  });
}

async function documents() {
  const found = [];
  const text = byId("text").value;
  if (text.trim()) found.push({ name: "text", text });
  for (const file of chosen) {
    const content = await base64(file);
    found.push({ name: file.name, content: content.startsWith("data:") ? "" : content });
  }
  return found;
}

function busy(on) {
  byId("check").disabled = on;
  byId("stop").hidden = !on;
  byId("progress").hidden = !on;
}

function showProgress(job) {
  const bar = byId("progress");
  if (job.total > 0) {
    bar.max = job.total;
    bar.value = job.done;
  } else {
    bar.removeAttribute("value");
  }
  say(job.total > 0 ? `${job.stage}: ${job.done} of ${job.total}` : `${job.stage} …`);
}

const later = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function follow(id, mine) {
  for (;;) {
    const job = await (await ask("GET", `/jobs/${id}`)).json();
    if (mine !== round) return null;
    if (job.state === "done") return job;
    if (job.state === "failed") throw new Error(job.error || "the check failed");
    showProgress(job);
    await later(POLL);
  }
}

async function check() {
  const mine = ++round;
  if (running) ask("DELETE", `/jobs/${running}`).catch(() => {});
  busy(true);
  say("reading …");
  try {
    const sent = await documents();
    if (!sent.length) throw new Error("There is nothing to check: paste a text or choose a file.");
    const begun = await (await ask("POST", "/jobs", { documents: sent, quotes })).json();
    if (mine !== round) {
      ask("DELETE", `/jobs/${begun.id}`).catch(() => {});
      return;
    }
    running = begun.id;
    const job = await follow(begun.id, mine);
    if (!job) return;
    byId("report").src = `/jobs/${job.id}/report.html`;
    byId("report").hidden = false;
    byId("open").href = `/jobs/${job.id}/report.html`;
    byId("links").hidden = false;
    byId("save").dataset.id = job.id;
    say(job.findings === 1 ? "Checked: 1 finding." : `Checked: ${job.findings} findings.`);
  } catch (error) {
    if (mine === round) say(error.message, true);
  } finally {
    if (mine === round) {
      running = null;
      busy(false);
    }
  }
}

async function stop() {
  const id = running;
  round += 1;
  running = null;
  busy(false);
  say("Stopped.");
  if (id) await ask("DELETE", `/jobs/${id}`).catch(() => {});
}

async function save() {
  try {
    const answer = await ask("GET", `/jobs/${byId("save").dataset.id}/report?format=json`);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = "report.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  } catch (error) {
    say(error.message, true);
  }
}

function addQuote() {
  const speaker = byId("speaker").value.trim();
  const text = byId("statement").value.trim();
  if (!speaker || !text) {
    say("A statement needs its speaker and its words.", true);
    byId(speaker ? "statement" : "speaker").focus();
    return;
  }
  const aliases = byId("aliases").value.split(",").map((name) => name.trim()).filter(Boolean);
  quotes.push(aliases.length ? { speaker, text, aliases } : { speaker, text });
  for (const id of ["speaker", "aliases", "statement"]) byId(id).value = "";
  showQuotes();
  say("Statement added.");
  byId("speaker").focus();
}

async function showBank() {
  if (document.body.dataset.token === "true" && !byId("token").value) return;
  try {
    const bank = (await (await ask("GET", "/quotes")).json()).quotes.length;
    byId("bank-note").textContent = bank ? `The server's own bank holds ${bank}; they are used as well.` : "";
  } catch (error) {
    say(error.message, true);
  }
}

function takeFiles(files) {
  chosen.push(...files);
  showFiles();
  if (byId("live").checked) check();
}

function start() {
  byId("token-part").hidden = document.body.dataset.token !== "true";
  byId("form").addEventListener("submit", (event) => { event.preventDefault(); check(); });
  byId("stop").addEventListener("click", stop);
  byId("save").addEventListener("click", save);
  byId("add").addEventListener("click", addQuote);
  byId("token").addEventListener("change", showBank);
  byId("files").addEventListener("change", (event) => { takeFiles([...event.target.files]); event.target.value = ""; });
  const drop = byId("drop");
  for (const name of ["dragover", "drop", "dragleave"]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.toggle("over", name === "dragover");
      if (name === "drop") takeFiles([...event.dataTransfer.files]);
    });
  }
  let pause;
  byId("text").addEventListener("input", () => {
    clearTimeout(pause);
    if (byId("live").checked) pause = setTimeout(check, PAUSE);
  });
  showBank();
}

start();
