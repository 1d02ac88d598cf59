// Words on the page: elements are made here, and every text becomes a text node, never markup.

const byId = (id) => document.getElementById(id);
const block = (id) => JSON.parse(byId(id).textContent);

/** Return an element: "p.soft", attributes (a function listens to its event), children. */
function el(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const made = document.createElement(tag);
  if (classes.length) made.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(key, value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  fill(made, children);
  return made;
}

function fill(parent, children) {
  for (const child of children.flat(3)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    parent.append(child);
  }
  return parent;
}

const CATALOGUES = { en: {}, es: block("data-catalogue") };
let language = kept("language") || (navigator.language.startsWith("es") ? "es" : "en");

/** Return words in the reader's language, with {names} filled in. */
function t(words, values = {}) {
  const said = CATALOGUES[language][words] || words;
  return said.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** Return "D302 false-friend" with the check's name in the reader's language. */
function kind(code) {
  const [number, name] = code.split(" ");
  return name ? `${number} ${t(name)}` : code;
}

const templates = block("data-templates").map(([en, es]) => ({ en, es, places: [...en.matchAll(/\{(\w+)\}/g)].map((found) => found[1]) }));

/** Return a sentence of the report in the reader's language: a text, or templates with their words. */
function worded(parts) {
  if (!parts || typeof parts === "string") return parts || "";
  return parts.map((part) => {
    if (typeof part === "string") return part;
    const [number, ...words] = part;
    const { places, ...said } = templates[number];
    return said[language].replace(/\{(\w+)\}/g, (_, name) => worded(words[places.indexOf(name)]));
  }).join("");
}

function kept(name) {
  try { return localStorage.getItem(`quotes:${name}`); } catch { return null; }
}

function keep(name, value) {
  try { localStorage.setItem(`quotes:${name}`, value); return true; } catch { return false; }
}

/** Tell what happened: to a screen reader, and for a moment on the screen. */
function say(words) {
  byId("said").textContent = words;
  document.querySelectorAll(".toast").forEach((old) => old.remove());
  const toast = el("p.toast", { "aria-hidden": "true" }, words);
  document.body.append(toast);
  setTimeout(() => toast.remove(), 3500);
}

/** Return a text as the report holds it with its control characters shown, one sign for each. */
function signs(text) {
  return String(text).replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, "\ufffd");
}

function link(address, words) {
  return el("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, words);
}

const LABELS = {
  "drift": () => t("Drift"), "misquoted": () => t("Misquoted"), "review": () => t("Review"),
  "no-original": () => t("No original"), "faithful": () => t("Faithful"),
  "verbatim": () => t("Verbatim"),
};
const SIGNS = { "drift": "✗", "misquoted": "≠", "review": "?", "no-original": "○", "faithful": "✓", "verbatim": "=" };
const MEANINGS = {
  "drift": () => t("The meaning changed in translation."),
  "misquoted": () => t("Said in English, and the words differ."),
  "review": () => t("Something differs that a person should read."),
  "no-original": () => t("No original found: unverifiable with these sources. That does not make it false."),
  "faithful": () => t("The original was found, and no drift was seen."),
  "verbatim": () => t("Word for word as the source has it."),
};
const CHOICES = {
  "faithful": () => t("faithful"), "drift": () => t("drift"), "wrong-source": () => t("wrong source"),
  "wrong-speaker": () => t("wrong speaker"), "open": () => t("open"),
};

function badge(status) {
  return el(`span.badge.${status}`, {}, el("span", { "aria-hidden": "true" }, SIGNS[status]), ` ${LABELS[status]()}`);
}

function moment(when) {
  const date = new Date(when);
  return Number.isNaN(date.valueOf()) ? signs(when) : date.toLocaleString(language, { dateStyle: "medium", timeStyle: "short" });
}
