// What is said, in the page's language: t("{n} files", { n: 2 }). The English text names its counterpart.
const texts = JSON.parse(document.getElementById("texts").textContent);

export function t(text, values = {}) {
  return (texts[text] ?? text).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export const isOne = (n) => n === 1 || (n === 0 && document.documentElement.lang === "fr");
