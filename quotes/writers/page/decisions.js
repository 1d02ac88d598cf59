// What a person decided: kept by the server where there is one, else in this browser.

const SHELF = `decisions:${location.pathname}`;
const decisions = new Map(Object.entries(index.decisions));
const history_ = [];
let version = 0;

if (!server) {
  const own = JSON.parse(kept(SHELF) || "{}");
  for (const [id, decision] of Object.entries(own)) {
    const base = decisions.get(id);
    if (!base || !(base.at > decision.at)) decisions.set(id, decision);
  }
}

const decisionOf = (row) => decisions.get(row.id);
const holds = (row, decision) => Boolean(decision) && decision.choice !== "open" && !decision.conflict && decision.seen === row.seen;
const me = () => (server ? server.who : kept("who") || "");

function progress() {
  let decided = 0;
  for (const [id, decision] of decisions) {
    const row = rowOf.get(id);
    if (row && row.flagged && holds(row, decision)) decided += 1;
  }
  return { flagged: rows.reduce((count, row) => count + row.flagged, 0), decided };
}

/** Decide about rows at once; `change` holds the choice and what belongs to it. */
async function decide(chosen, change) {
  await wordsTold;
  const at = new Date().toISOString();
  const made = chosen.map((row) => {
    const before = decisionOf(row);
    const note = change.note ?? (before && before.seen === row.seen ? before.note : "") ?? "";
    return [row.id, { choice: "open", speaker: null, passage: null, ...change, note, who: me(), at, seen: row.seen, words: row.words }];
  });
  const earlier = made.map(([id]) => [id, decisions.get(id) || null]);
  if (!(await store(made))) return false;
  history_.push(earlier);
  return true;
}

/** Take the last decision back; return the rows concerned. */
async function undo() {
  const earlier = history_.pop();
  if (!earlier) { say(t("Nothing to undo.")); return []; }
  const at = new Date().toISOString();
  const made = earlier.map(([id, before]) => {
    const blank = { choice: "open", note: "", speaker: null, passage: null, seen: rowOf.get(id).seen };
    return [id, { ...(before || blank), who: me(), at }];
  });
  if (!(await store(made))) { history_.push(earlier); return []; }
  say(t("Taken back."));
  return earlier.map(([id]) => rowOf.get(id));
}

/** Keep decisions: true once they are safe, for only then are they shown. */
async function store(made) {
  if (server) {
    const answer = await ask("decisions", { decisions: made.map(([id, decision]) => ({ quotation: id, ...decision })) });
    if (!answer) return false;
    seen(answer.version, made.length);
  }
  made.forEach(([id, decision]) => decisions.set(id, decision));
  if (!server && !keep(SHELF, JSON.stringify(Object.fromEntries(decisions)))) {
    say(t("This browser keeps nothing: save your decisions as a file before you close the page."));
  }
  return true;
}

/** Our own decisions are known; where others decided before them, all since are asked for. */
function seen(latest, many) {
  if (latest === version + many) version = latest;
}

/** Ask the server; null, and a word about it, where it does not answer. */
async function ask(path, body = null) {
  try {
    const answer = await fetch(path, body === null ? {} : {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
    });
    if (answer.ok) return await answer.json();
    const fault = await answer.json().catch(() => ({}));
    const why = worded(fault.told) || fault.error || answer.status;
    say(body === null ? why : t("Not saved: {why}", { why }));
  } catch {
    say(t("Not saved: the server does not answer. Is quotes review still running?"));
  }
  return null;
}

/** See what others decide meanwhile. */
async function follow() {
  if (document.hidden) return;
  try {
    const answer = await fetch(`decisions?after=${version}`);
    if (!answer.ok) return;
    const news = await answer.json();
    if (news.version <= version) return;
    version = news.version;
    for (const [id, decision] of Object.entries(news.decisions)) decisions.set(id, decision);
    if (!document.querySelector("dialog[open]")) renew(new Set(Object.keys(news.decisions)));
  } catch { /* the next decision says so */ }
}

function decisionsFile() {
  const held = [...decisions].map(([id, decision]) => ({ quotation: id, ...decision }));
  return JSON.stringify({ quotes_decisions: 1, decisions: held }, null, 2);
}

function download(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const anchor = el("a", { href: address, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

const sameChoice = (a, b) => a.choice === b.choice && a.speaker === b.speaker && JSON.stringify(a.passage) === JSON.stringify(b.passage);

/** Take another person's decisions in: what contradicts ours is shown, and counts for nothing. */
async function merge(text) {
  let held;
  try {
    held = JSON.parse(text);
    if (held.quotes_decisions !== 1 || !Array.isArray(held.decisions)) throw new Error();
  } catch { say(t("This is no file of decisions.")); return; }
  const made = [];
  let conflicts = 0;
  for (const { quotation, ...other } of held.decisions) {
    const row = rowOf.get(quotation);
    if (!row || !(other.choice in CHOICES)) continue;
    const mine = decisions.get(quotation);
    if (mine && mine.choice !== "open" && other.choice !== "open" && mine.who !== other.who && !sameChoice(mine, other)) {
      conflicts += 1;
      const words = [mine, other].map((d) => `${d.who || t("somebody")}: ${CHOICES[d.choice]()}`).join("; ");
      const note = [mine.note, other.note].filter(Boolean).join(" / ");
      made.push([quotation, { ...other, choice: "open", note, conflict: words, seen: row.seen }]);
    } else if (!mine || String(other.at) > String(mine.at)) made.push([quotation, other]);
  }
  if (!(await store(made))) return;
  say(t("Taken in: {n}. In conflict, to be decided again: {m}.", { n: made.length - conflicts, m: conflicts }));
  refresh();
}
