// Runs in the head, before anything is painted: the page must not flash in the other theme.
const root = document.documentElement;
const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const THEME = "mtcheck-theme";

// What is said, in the page's language: t("{n} files", { n: 2 }). The English text names its counterpart.
let texts = null;

function t(text, values = {}) {
  texts ??= JSON.parse(document.getElementById("texts").textContent);
  return (texts[text] ?? text).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

const isOne = (n) => n === 1 || (n === 0 && root.lang === "fr");

// A page opened as a file may be denied storage; the choice then lasts as long as the page.
function stored() {
  try { return localStorage.getItem(THEME); } catch { return null; }
}

function store(theme) {
  try { localStorage.setItem(THEME, theme); } catch { /* not kept */ }
}

const systemDark = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (root.dataset.theme ?? (systemDark.matches ? "dark" : "light")) === "dark";

function startTheme() {
  const button = document.querySelector(".theme");
  const show = () => { button.textContent = isDark() ? t("Light page") : t("Dark page"); };
  button.hidden = false;
  show();
  systemDark.addEventListener("change", show);
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    store(root.dataset.theme);
    show();
  });
}

root.classList.add("js");
if (["light", "dark"].includes(stored())) root.dataset.theme = stored();

