"use strict";
// Filters, order and keys. The page reads the same without this script.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);
  const cards = all(".card");
  const chips = all(".chip");
  const chosen = new Set();
  let current = null;

  all(".scripted").forEach((part) => { part.hidden = false; });

  const visible = () => all(".card").filter((card) => card.offsetParent !== null);

  function filter() {
    const article = byId("article") ? byId("article").value : "";
    all(".article").forEach((part) => { part.hidden = article !== "" && part.id !== article; });
    cards.forEach((card) => { card.hidden = chosen.size > 0 && !chosen.has(card.dataset.status); });
    all(".q").forEach((mark) => {
      mark.classList.toggle("off", byId(mark.dataset.card).hidden);
    });
    all(".article").forEach((part) => {
      part.classList.toggle("empty", chosen.size > 0 && all(".card:not([hidden])", part).length === 0);
    });
    const shown = visible().length;
    byId("shown").textContent =
      shown === cards.length ? "" : `Showing ${shown} of ${cards.length} quotations.`;
  }

  function order() {
    const inText = byId("order").value === "text";
    all(".cards").forEach((column) => {
      const held = all(".card", column);
      held.sort((a, b) => inText
        ? a.dataset.number - b.dataset.number
        : cards.indexOf(a) - cards.indexOf(b));
      held.forEach((card) => column.append(card));
    });
  }

  function marksOf(card) {
    return all(".q").filter((mark) => mark.dataset.card === card.id);
  }

  // Scroll the article's own pane only, never the page, and only where it is a pane.
  function showInPane(card) {
    const mark = marksOf(card)[0];
    const pane = mark && mark.closest(".text");
    if (!pane || pane.scrollHeight <= pane.clientHeight + 1) return;
    const gap = mark.getBoundingClientRect().top - pane.getBoundingClientRect().top;
    pane.scrollTop += gap - pane.clientHeight / 3;
  }

  function select(card) {
    if (current === card) return;
    all(".current").forEach((part) => part.classList.remove("current"));
    current = card;
    card.classList.add("current");
    marksOf(card).forEach((mark) => mark.classList.add("current"));
    showInPane(card);
  }

  function open(card) {
    card.querySelector("details").open = true;
    select(card);
    card.scrollIntoView({ block: "start" });
    card.querySelector("summary").focus({ preventScroll: true });
  }

  function step(by) {
    const shown = visible();
    if (shown.length === 0) return;
    const at = shown.indexOf(current);
    const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : at + by;
    if (shown[next]) open(shown[next]);
  }

  function goToHash() {
    let id = "";
    try { id = decodeURIComponent(location.hash.slice(1)); } catch { return; }
    const target = byId(id);
    const card = target && target.closest(".card");
    if (!card) return;
    if (card.hidden || card.closest(".article").hidden) showEverything();
    if (target === card) open(card);
    else { card.querySelector("details").open = true; select(card); }
  }

  function showEverything() {
    chosen.clear();
    chips.forEach((chip) => chip.setAttribute("aria-pressed", "false"));
    if (byId("article")) byId("article").value = "";
    filter();
  }

  chips.forEach((chip) => chip.addEventListener("click", () => {
    const status = chip.dataset.status;
    if (!chosen.delete(status)) chosen.add(status);
    chip.setAttribute("aria-pressed", String(chosen.has(status)));
    filter();
  }));
  if (byId("article")) byId("article").addEventListener("change", filter);
  byId("order").addEventListener("change", order);
  byId("unfold").addEventListener("click", (event) => {
    const unfold = event.currentTarget.getAttribute("aria-pressed") !== "true";
    event.currentTarget.setAttribute("aria-pressed", String(unfold));
    event.currentTarget.textContent = unfold ? "Fold all" : "Unfold all";
    all(".card > details").forEach((part) => { part.open = unfold; });
  });
  byId("theme").addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });
  cards.forEach((card) => {
    card.addEventListener("focusin", () => select(card));
    card.addEventListener("click", () => select(card));
  });
  all(".q").forEach((mark) => mark.addEventListener("click", (event) => {
    event.preventDefault();
    history.replaceState(null, "", `#${mark.dataset.card}`);
    goToHash();
  }));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("select, input, textarea")) return;
    if (event.key === "j") step(1);
    if (event.key === "k") step(-1);
  });
  addEventListener("hashchange", goToHash);
  addEventListener("beforeprint", () => all(".card details").forEach((part) => { part.open = true; }));
  goToHash();
})();
