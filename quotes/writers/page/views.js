// The page as a whole: the bar, the views, paper, keys.

const VIEWS = [["queue", () => t("Queue")], ["articles", () => t("Articles")], ["figures", () => t("Figures")]];

function tally(field) {
  const held = new Map();
  for (const row of rows) held.set(row[field], (held.get(row[field]) || 0) + 1);
  return held;
}

const MANY = 100; // options that are made only when somebody goes there

function select(name, label, options) {
  const option = ([value, words]) => el("option", { value, selected: state[name] === String(value) }, words);
  const few = options.length <= MANY ? options : options.filter(([value]) => state[name] === String(value));
  const made = el(state[name] ? "select.chosen" : "select", { id: `by-${name}`, "aria-label": label, change: (event) => { state[name] = event.target.value; state.at = ""; refresh(); } },
    el("option", { value: "" }, label), few.map(option));
  const complete = () => { if (made.length <= few.length + 1 && few !== options) { few.forEach(() => made.remove(1)); fill(made, options.map(option)); } };
  for (const kind of ["focus", "pointerdown"]) made.addEventListener(kind, complete, { once: true });
  return made;
}

function named(list) {
  return [...list].sort((a, b) => a.localeCompare(b)).map((name) => [name, name.length > 60 ? `${name.slice(0, 60)}…` : name]);
}

function chips() {
  const held = tally("status");
  const chosen = new Set(state.status.split(" ").filter(Boolean));
  return el("div.chips", { role: "group", "aria-label": t("Status") }, index.statuses.filter((status) => held.get(status)).map((status) =>
    el(`button.chip.${status}`, { type: "button", "aria-pressed": String(chosen.has(status)), title: MEANINGS[status](), click: () => {
      if (!chosen.delete(status)) chosen.add(status);
      state.status = [...chosen].join(" ");
      state.at = "";
      refresh();
    } }, el("span", { "aria-hidden": "true" }, SIGNS[status]), ` ${LABELS[status]()} `, el("b", {}, held.get(status)))));
}

function bar() {
  const { flagged, decided: done } = progress();
  const search = el("input", { type: "search", id: "search", value: state.q, placeholder: t("Search"), "aria-label": t("Search"), input: (event) => { state.q = event.target.value; state.at = ""; later(); } });
  const filters = el("div.filters", {}, chips(),
    select("finding", t("Finding"), named(index.findings).map(([code]) => [code, kind(code)])),
    index.articles.length > 1 && select("article", t("Article"), index.articles.map((article, at) => [String(at), article.title])),
    select("speaker", t("Speaker"), named(index.speakers)),
    select("source", t("Source"), named(index.sources)),
    select("decided", t("Decision"), [["open", t("still open")], ["all", t("decided")], ["faithful", CHOICES.faithful()], ["drift", CHOICES.drift()], ["wrong-source", CHOICES["wrong-source"]()], ["wrong-speaker", CHOICES["wrong-speaker"]()], ["again", t("open again")]]));
  return [
    el("a.skip", { href: "#main", click: (event) => { event.preventDefault(); byId("main").focus(); } }, t("Skip to the quotations")),
    el("div.top", {},
      el("h1", {}, t("Quotation audit")),
      el("nav", { "aria-label": t("Views") }, VIEWS.map(([view, words]) => el("button.view", { type: "button", "aria-current": (state.view === view || (view === "articles" && state.view === "article")) ? "page" : null, click: () => go(view) }, words()))),
      el("p.progress", {}, el("progress", { max: flagged || 1, value: flagged ? done : 1, "aria-label": t("Decided") }), ` ${t("{n} of {m} decided", { n: done, m: flagged })}`),
      state.view !== "figures" && search, menu()),
    !FILTERED.has(state.view) ? null : wide() ? filters : el("details.filters-box", { open: kept("filters") === "open", toggle: (event) => keep("filters", event.target.open ? "open" : "") }, el("summary", {}, t("Filters"), active() ? ` (${active()})` : ""), filters),
  ];
}

const FILTERED = new Set(["queue", "article"]);
const wide = () => innerWidth >= 1000;
const active = () => ["status", "finding", "article", "speaker", "source", "decided"].filter((name) => state[name]).length;

function menu() {
  const file = el("input.hidden", { type: "file", accept: "application/json,.json", tabindex: -1, "aria-label": t("Take in decisions"), change: async (event) => { const [chosen] = event.target.files; if (chosen) await merge(await chosen.text()); event.target.value = ""; } });
  const item = (words, click, id) => el("button", { type: "button", id, click: () => { box.open = false; click(); } }, words);
  const box = el("details.menu", {}, el("summary", {}, t("More")), el("div", {},
    item(t("Save decisions as a file"), () => download("decisions.json", decisionsFile()), "save"),
    item(t("Take in decisions"), () => file.click(), "take"), file,
    item(t("Print the flagged ones"), paper, "print"),
    item(t("Dark or light"), theme, "theme"),
    item(language === "es" ? "English" : "Español", () => { language = language === "es" ? "en" : "es"; keep("language", language); searched.clear(); refresh(); }, "language"),
    item(t("Keys and meanings"), help, "help")));
  box.addEventListener("focusout", (event) => { if (event.relatedTarget && !box.contains(event.relatedTarget)) box.open = false; });
  return box;
}

function theme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  keep("theme", root.dataset.theme);
}

function go(view, article = "", at = "") {
  Object.assign(state, { ...(at ? NOTHING : {}), view, article, at });
  queue.open = -1;
  refresh();
  scrollTo(0, 0);
  if (at) queue.unfold(queue.rows.findIndex((row) => row.id === at));
}

// ---- the views
function list() { return el("div.list", { role: "feed", "aria-label": t("Quotations") }); }

function toolbar(shown, notes = null) {
  const unread = shown.filter((row) => !row.flagged && row.status !== "no-original" && !row.findings.length && !holds(row, decisionOf(row)));
  const calm = unread.filter((row) => !row.other);
  const words = shown.length === rows.length ? t("{n} quotations", { n: rows.length }) : t("{n} of {m} quotations", { n: shown.length, m: rows.length });
  return el("div.toolbar", {}, el("p", { id: "count" }, words), notes,
    calm.length > 0 && el("button", { type: "button", id: "confirm", click: () => confirmAll(calm, unread.length - calm.length) }, t("Decide the {n} without findings together", { n: calm.length })),
    (active() || state.q) && el("button", { type: "button", id: "clear", click: () => { Object.assign(state, { ...NOTHING, view: state.view, article: state.view === "article" ? state.article : "" }); refresh(); } }, t("Clear the filter")));
}

async function confirmAll(calm, others) {
  const values = await question(t("Decide “faithful” for {n} quotations without reading each?", { n: calm.length }), [
    el("p", {}, t("The program compared each of them with its original and found nothing. It misses about two drifts in five: some of them may have changed in meaning all the same.")),
    others > 0 && el("p", {}, t("Left out, because another speaker stands in the source: {n}.", { n: others })),
    el("p", {}, t("One undo takes it back."))], t("Decide “faithful”"));
  if (values) await settle(calm, { choice: "faithful" }, false);
}

function queueView(shown) {
  const notes = index.notes.length > 0 && el("details.notes", {}, el("summary", {}, t("Notes about this run ({n})", { n: index.notes.length })), el("ul", {}, index.notes.map((note) => el("li", {}, worded(note)))));
  const held = list();
  return { parts: [toolbar(shown, notes), shown.length ? held : el("p.empty", {}, rows.length ? t("Nothing fits this filter.") : t("No quotations found."))], held };
}

function articleView(shown) {
  const article = index.articles[Number(state.article)];
  if (!article) return queueView(shown);
  const held = list();
  const prose = el("div.prose", { lang: "en", tabindex: 0, role: "region", "aria-label": t("Text of the article, quotations marked") });
  load(Number(state.article)).then((data) => fill(prose, data.text.map(([text, known]) => (known ? quoted(text, known.q, data) : text)))).then(() => { if (queue.open >= 0) mark(queue.rows[queue.open]); });
  return { held, parts: [
    el("div.article-head", {}, el("h2", {}, article.title), el("p.soft", {}, [article.title !== article.path && article.path, article.author, article.date].filter(Boolean).join(" · "), article.url && [" · ", link(article.url, article.url)]),
      article.warnings.map((words) => el("p.notes", {}, worded(words)))),
    el("div.columns", {}, el("div", {}, toolbar(shown), shown.length ? held : el("p.empty", {}, t("No quotations found in this article."))), prose),
  ] };
}

function quoted(text, numbers, data) {
  const id = data.cards[numbers[numbers.length - 1]].id;
  const row = rowOf.get(id);
  const open = () => { const at = queue.rows.indexOf(row); if (at >= 0) queue.unfold(at); };
  return el(`a.q.${row.status}`, { href: `#at=${encodeURIComponent(id)}`, "data-id": id, click: (event) => { event.preventDefault(); open(); } }, text);
}

/** Mark the open quotation in the article's text, and bring it into sight in its pane. */
function mark(row) {
  const pane = document.querySelector(".prose");
  if (!pane) return;
  pane.querySelectorAll(".q.current").forEach((part) => part.classList.remove("current"));
  if (!row) return;
  const parts = [...pane.querySelectorAll(".q")].filter((part) => part.dataset.id === row.id);
  parts.forEach((part) => part.classList.add("current"));
  if (parts.length && pane.scrollHeight > pane.clientHeight + 1) pane.scrollTop += parts[0].getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3;
}

function articlesView() {
  const flagged = new Map();
  for (const row of rows) if (row.flagged) flagged.set(row.article, (flagged.get(row.article) || 0) + 1);
  const wanted = plain(state.q).split(/\s+/).filter(Boolean);
  const fits = (article) => wanted.every((word) => plain(`${article.title} ${article.path} ${article.author || ""}`).includes(word));
  const order = index.articles.map((article, at) => [article, at]).filter(([article]) => fits(article)).sort((a, b) => (flagged.get(b[1]) || 0) - (flagged.get(a[1]) || 0));
  return { parts: [el("ul.articles", {}, order.map(([article, at]) => el("li", {},
    el("div", {}, el("button", { type: "button", click: () => go("article", String(at)) }, article.title), el("p.soft", {}, [article.path, article.author, article.date].filter(Boolean).join(" · "))),
    el("p.counts", {}, flagged.get(at) && el("b", {}, t("{n} to read", { n: flagged.get(at) })), el("span.soft", {}, t("{n} quotations", { n: article.quotations })))))), !order.length && el("p.empty", {}, t("Nothing fits this filter."))] };
}

const TITLES = {
  "Quotations by status": () => t("Quotations by status"), "Risk over the run": () => t("Risk over the run"),
  "Findings by kind": () => t("Findings by kind"), "Flagged quotations by speaker": () => t("Flagged quotations by speaker"),
  "Flagged quotations by source": () => t("Flagged quotations by source"),
};

const FILTER_OF = { "Findings by kind": ["finding", "findings"], "Flagged quotations by speaker": ["speaker", "speakers"], "Flagged quotations by source": ["source", "sources"] };

/** A name in a figure's table: it leads to the quotations behind it where they can be filtered. */
function filtering(title, name) {
  const [field, names] = FILTER_OF[title] || [];
  if (!field || !index[names].includes(name)) return worded(name);
  return el("button.plain", { type: "button", click: () => { Object.assign(state, { ...NOTHING, [field]: name }); refresh(); scrollTo(0, 0); } }, field === "finding" ? kind(name) : name);
}

function figuresView() {
  const held = block("data-figures");
  return { parts: [el("div.figures", {}, held.map((figure) => el("figure", {}, el("figcaption", {}, el("h2", {}, TITLES[figure.title]())),
    el("img", { src: figure.pictures[language] || figure.pictures.en, alt: `${TITLES[figure.title]()}: ${t("the numbers stand in the table below")}`, width: 620 }),
    el("details", {}, el("summary", {}, t("Numbers")), el("table", {}, el("thead", {}, el("tr", {}, el("th", { scope: "col" }, t("Name")), el("th", { scope: "col" }, t("Quotations")))), el("tbody", {}, figure.rows.map(([name, number]) => el("tr", {}, el("th", { scope: "row" }, filtering(figure.title, name)), el("td", {}, number)))))))))] };
}

// ---- drawing
let timer = 0;
function later() { clearTimeout(timer); timer = setTimeout(() => refresh(true), 120); }

function refresh(typing = false) {
  document.documentElement.lang = language;
  const shown = shownRows();
  const view = { queue: queueView, article: articleView, articles: articlesView, figures: figuresView }[state.view] || queueView;
  const focused = document.activeElement && document.activeElement.id;
  if (typing) updateProgress(); else byId("bar").replaceChildren(...fill(document.createDocumentFragment(), bar()).childNodes);
  const { parts, held } = view(shown);
  byId("main").replaceChildren(...fill(document.createDocumentFragment(), parts).childNodes);
  if (!typing && focused && byId(focused)) byId(focused).focus({ preventScroll: true });
  document.title = t("Quotation audit: {n} to read", { n: progress().flagged });
  writeAddress();
  if (held && shown.length) {
    const at = queue.show(shown, held);
    if (at >= 0) queue.unfold(at, false);
  } else { queue.list = null; queue.open = -1; queue.rows = []; }  // no key decides what is not shown
  if (typing) say(t("{n} of {m} quotations", { n: shown.length, m: rows.length }));
}

/** Show what others decided: their rows only, so that nothing moves under who is reading. */
function renew(ids) {
  updateProgress();
  if (state.decided) { refresh(); return; }
  for (const at of [...queue.made.keys()]) {
    if (!queue.rows[at] || !ids.has(queue.rows[at].id)) continue;
    if (at === queue.open) queue.reopen(); else queue.remake(at);
  }
}

function updateProgress() {
  const { flagged, decided: done } = progress();
  const part = document.querySelector(".progress");
  part.replaceChildren(el("progress", { max: flagged || 1, value: flagged ? done : 1, "aria-label": t("Decided") }), ` ${t("{n} of {m} decided", { n: done, m: flagged })}`);
}

/** Decide, say so, show it; a decision about the open quotation goes on to the next. */
async function settle(chosen, change, advance = true) {
  if (!(await decide(chosen, change))) return;
  say(change.choice === "open" ? t("Kept.") : t("Decided: {choice}", { choice: CHOICES[change.choice]() }));
  updateProgress();
  if (chosen.length > 1 || chosen[0] !== queue.rows[queue.open]) { refresh(); return; }
  if (advance) await queue.advance();
  else { queue.remake(queue.open); queue.reopen(); }
}

async function act(key, row) {
  const card = (await load(row.article)).cards[row.number - 1];
  if (key === "a") await settle([row], { choice: "faithful" });
  if (key === "d") await settle([row], { choice: "drift" });
  if (key === "w") await askSource(row, card);
  if (key === "s") await askSpeaker(row, card);
  if (key === "n") await askNote(row);
  if (key === "c") await copy(row, card);
}

// ---- paper
function sheet(row) {
  const card = loaded(row);
  const decision = decisionOf(row);
  const words = (held) => [held.before && el("span.context", {}, held.before), pieces(held.parts, { findings: [] }), held.after && el("span.context", {}, held.after)];
  return el(`article.sheet.${row.status}`, {},
    el("h2", {}, badge(row.status), ` ${speakerOf(row)} · ${articleOf(row).title}`),
    card ? card.findings.map((finding) => el("p", {}, el("b", {}, worded(finding.message)), ` ${finding.code}`)) : el("p", {}, el("b", {}, worded(row.message))),
    card && el("div.sides", {}, el("blockquote", { lang: "en" }, words(card.quote)), el("blockquote", { lang: card.language }, card.originals.map(words))),
    card && card.gloss && card.gloss.text && el("p", {}, t("In English, by machine:"), " ", card.gloss.text),
    card && card.passages[0] && el("p.source", {}, [card.passages[0].title, card.passages[0].place && worded(card.passages[0].place), card.passages[0].date, card.passages[0].url].filter(Boolean).join(" · ")),
    el("p.verdict", {}, decision && decision.choice !== "open" ? [t("Decided:"), " ", el("b", {}, CHOICES[decision.choice]()), decision.who && `, ${decision.who}`, decision.speaker && ` · ${decision.speaker}`] : `☐ ${t("faithful")}   ☐ ${t("drift")}   ☐ ${t("wrong source")}   ☐ ${t("wrong speaker")}`, decision && decision.note && ` · ${decision.note}`));
}

function layOut() {
  const flagged = rows.filter((row) => row.flagged);
  byId("paper").replaceChildren(el("h1", {}, t("Quotation audit")), el("p.soft", {}, `${t("{n} to read", { n: flagged.length })} · ${moment(index.created)}`), ...flagged.map(sheet));
}

async function paper() {
  await Promise.all([...new Set(rows.filter((row) => row.flagged).map((row) => row.article))].map(load));
  print();
}

addEventListener("beforeprint", layOut);
addEventListener("afterprint", () => byId("paper").replaceChildren());

// ---- keys
document.addEventListener("keydown", async (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || kept("keys") === "off") return;
  if (document.querySelector("dialog[open]")) return;
  if (event.target.closest("input, select, textarea")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const row = queue.open >= 0 ? queue.rows[queue.open] : null;
  const done = () => event.preventDefault();
  if (event.key === "j") { done(); queue.step(1); }
  else if (event.key === "k") { done(); queue.step(-1); }
  else if (event.key === "/") { done(); byId("search").focus(); }
  else if (event.key === "?") { done(); help(); }
  else if (event.key === "Escape") queue.fold();
  else if (event.key === "u") {
    done();
    const back = await undo();
    updateProgress();
    if (back.length > 1) refresh();
    else if (back.length) {
      const at = queue.rows.indexOf(back[0]);
      if (at >= 0) { queue.remake(at); await queue.unfold(at); }
    }
  } else if (row && "adwsnc".includes(event.key)) { done(); await act(event.key, row); }
});

let width = innerWidth;
addEventListener("resize", () => { if (innerWidth !== width) { width = innerWidth; refresh(); } });
addEventListener("hashchange", () => { readAddress(); queue.open = -1; refresh(); });

if (kept("theme")) document.documentElement.dataset.theme = kept("theme");
readAddress();
const linked = state.at;
refresh();
if (state.view === "queue" && !linked && queue.rows.length && queue.rows[0].flagged) queue.unfold(0, false);
else if (linked && queue.open >= 0) queue.reveal(queue.open);
if (wordless) {
  wordsTold.then(() => { if (state.q) refresh(); else for (const at of [...queue.made.keys()]) if (at !== queue.open) queue.remake(at); });
  requestAnimationFrame(() => setTimeout(loadWords));
}
if (server) { version = server.version; setInterval(follow, 2000); }
