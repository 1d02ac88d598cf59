// What the report holds: rows in reading order, cards loaded when they are needed, the filter.

const index = block("data-index");
const server = block("data-server");
const FIELDS = ["id", "article", "status", "risk", "speaker", "source", "findings", "words", "message", "seen", "number", "sure", "flagged", "severity", "other"];
const rows = index.rows.map((
  [id, article, status, risk, speaker, source, findings, words, message, seen, number, sure, flagged, severity, other], at,
) => ({ at, id, article, status: index.statuses[status], risk, speaker, source, findings, words, message, seen, number, sure, flagged, severity, other }));
const wordless = index.rows.some((row) => row[7] === 0);
index.rows = null;
const rowOf = new Map(rows.map((row) => [row.id, row]));
const speakerOf = (row) => (row.speaker < 0 ? t("nobody named") : index.speakers[row.speaker]);
const articleOf = (row) => index.articles[row.article];

// ---- cards, by article: in the page, or in a file beside it
const articles = new Map();
const waiting = new Map();

globalThis.quotesArticle = (at, data) => {
  articles.set(at, data);
  (waiting.get(at) || []).forEach((done) => done(data));
  waiting.delete(at);
};

/** Promise the text and the cards of an article. */
function load(at) {
  if (articles.has(at)) return Promise.resolve(articles.get(at));
  const held = byId(`article-${at}`);
  if (held) {
    articles.set(at, JSON.parse(held.textContent));
    held.remove();
    return Promise.resolve(articles.get(at));
  }
  return new Promise((resolve, reject) => {
    if (waiting.has(at)) { waiting.get(at).push(resolve); return; }
    waiting.set(at, [resolve]);
    const script = document.createElement("script");
    script.src = `page/${String(at).padStart(5, "0")}.js`;
    script.addEventListener("error", () => {
      waiting.delete(at);
      reject(new Error(t("A file is missing: keep the folder “page” beside index.html.")));
    });
    document.head.append(script);
  });
}

/** Promise the words of all rows: in a large report only the first have them at once. */
let tellWords = () => {};
const wordsTold = wordless ? new Promise((resolve) => { tellWords = resolve; }) : Promise.resolve();

globalThis.quotesRows = (held) => {
  held.forEach(([text, message], at) => { rows[at].words = text; rows[at].message = message; });
  searched.clear();
  tellWords();
};

function loadWords() {
  const script = document.createElement("script");
  script.src = "page/rows.js";
  script.addEventListener("error", () => say(t("A file is missing: keep the folder “page” beside index.html.")));
  document.head.append(script);
}

/** Return a card that is loaded, or null. */
function loaded(row) {
  if (!articles.has(row.article) && byId(`article-${row.article}`)) load(row.article);
  const article = articles.get(row.article);
  return article ? article.cards[row.number - 1] : null;
}

// ---- the filter, which lives in the address
const NOTHING = { view: "queue", status: "", finding: "", article: "", speaker: "", source: "", decided: "", q: "", at: "" };
const state = { ...NOTHING };

function readAddress() {
  const held = new URLSearchParams(location.hash.slice(1));
  for (const key of Object.keys(NOTHING)) state[key] = held.get(key) ?? NOTHING[key];
}

function writeAddress() {
  const held = new URLSearchParams();
  for (const [key, value] of Object.entries(state)) {
    if (value !== NOTHING[key]) held.set(key, value);
  }
  history.replaceState(null, "", `#${held}`);
}

const plain = (words) => words.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
const searched = new Map();

/** Return what a search looks at, folded: accents and capitals do not count. */
function haystack(row) {
  let words = searched.get(row.at);
  if (words === undefined) {
    const article = articleOf(row);
    const findings = row.findings.map((at) => `${index.findings[at]} ${kind(index.findings[at])}`).join(" ");
    const source = row.source < 0 ? "" : index.sources[row.source];
    words = plain([row.words || "", worded(row.message), speakerOf(row), article.title, article.path, source, findings].join("\n"));
    searched.set(row.at, words);
  }
  return words;
}

/** Return the rows that the filter lets through, in reading order (an article's in text order). */
function shownRows() {
  const statuses = new Set(state.status ? state.status.split(" ") : []);
  const finding = index.findings.indexOf(state.finding);
  const speaker = index.speakers.indexOf(state.speaker);
  const source = index.sources.indexOf(state.source);
  const wanted = plain(state.q).split(/\s+/).filter(Boolean);
  const found = rows.filter((row) =>
    (!statuses.size || statuses.has(row.status))
    && (!state.finding || row.findings.includes(finding))
    && (state.article === "" || row.article === Number(state.article))
    && (!state.speaker || row.speaker === speaker)
    && (!state.source || row.source === source)
    && (!state.decided || decisionFilter(row))
    && wanted.every((word) => haystack(row).includes(word)));
  if (state.view === "article") found.sort((a, b) => a.number - b.number);
  return found;
}

function decisionFilter(row) {
  const decision = decisionOf(row);
  if (state.decided === "open") return !holds(row, decision);
  if (state.decided === "again") return Boolean(decision) && !holds(row, decision) && decision.choice !== "open";
  if (state.decided === "all") return holds(row, decision);
  return holds(row, decision) && decision.choice === state.decided;
}
