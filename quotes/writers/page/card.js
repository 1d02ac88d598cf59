// The card of one quotation: finding, both texts, who said it, where it stands.

function pieces(parts, card) {
  return parts.map(([text, known]) => {
    if (!known) return text;
    if (known.b) return el("span.between", {}, text);
    const classes = ["w"];
    if (known.s) classes.push(known.s);
    const gloss = known.g ? { title: known.g, "data-gloss": known.g } : {};
    const pair = { "data-pair": known.a, "data-findings": known.f ? known.f.join(" ") : null };
    const marked = el(`${known.s ? "mark" : "span"}.${classes.join(".")}`, { ...gloss, ...pair }, text);
    const numbers = (known.e || []).map((number) => el(`sup.${card.findings[number - 1]?.severity}`, {}, el("span.hidden", {}, ` ${t("finding")} `), number));
    return card.findings.length > 1 ? [marked, numbers] : marked;
  });
}

/** One text: the words, a sentence around them, and the rest behind "more". */
function side(held, card) {
  const more = el("button.more", { type: "button", "aria-expanded": "false" }, t("more"));
  const hidden = [held.more && el("span.far", { hidden: true }, held.more), held.rest && el("span.far", { hidden: true }, held.rest)];
  more.addEventListener("click", () => {
    const shown = more.getAttribute("aria-expanded") !== "true";
    more.setAttribute("aria-expanded", String(shown));
    more.textContent = shown ? t("less") : t("more");
    hidden.forEach((part) => { if (part) part.hidden = !shown; });
  });
  return [
    hidden[0], held.before && el("span.context", {}, held.before), el("span.words", {}, pieces(held.parts, card)),
    held.after && el("span.context", {}, held.after), hidden[1], (held.more || held.rest) && [" ", more],
  ];
}

function findings(card, row) {
  if (!card.findings.length) return el("p.meaning", {}, MEANINGS[row.status]());
  return el("ol.findings", { "aria-label": t("Findings") }, card.findings.map((finding, at) =>
    el(`li.${finding.severity}`, { "data-findings": at + 1 }, worded(finding.message), " ", el("code", {}, `${finding.code} ${t(finding.name)}`))));
}

/** Where a passage stands, and who speaks there, unless it is who the article names. */
function source(passage, others = [passage.speaker]) {
  return el("p.source", {}, el("cite", {}, passage.title),
    [passage.place && worded(passage.place), passage.speaker && others.includes(passage.speaker) && t("said by {name}", { name: passage.speaker }), passage.date].filter(Boolean).map((words) => ` · ${words}`),
    passage.title !== passage.document && [" · ", el("span.file", {}, passage.document)],
    passage.url && [" · ", link(passage.url, t("source"))], passage.archive && [" · ", link(passage.archive, t("archived copy"))],
    passage.retrieved && ` · ${t("retrieved {date}", { date: passage.retrieved })}`);
}

/** The original in English, for who reads no Spanish: it stands under the article's English. */
function english(card) {
  if (!card.gloss || !card.gloss.text) return null;
  const trap = trapped(card);
  return el("section.english", {}, el("h2", {}, t("The original in English, by machine")), el("p", { lang: "en" }, card.gloss.text),
    trap && el("p.soft", {}, t("The machine writes “{words}” as well: the finding above says why that is doubtful.", { words: trap })));
}

/** Return words that a finding about terms (D3xx) sets against the original's and the machine writes too. */
function trapped(card) {
  const bare = (text) => ` ${plain(text).replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;
  const english = bare(card.gloss.text);
  const said = card.findings.map((finding, at) => (finding.paired && finding.code.startsWith("D3") && finding.severity !== "info"
    ? card.quote.parts.filter(([, known]) => known && known.f && known.f.includes(at + 1)).map(([text]) => text).join("") : ""));
  return said.find((words) => words && english.includes(bare(words)));
}

function glosses(card) {
  if (!card.glosses.length) return null;
  return el("p.glosses", {}, card.glosses.map(([word, meaning]) => el("span.gloss", {}, el("i", { lang: "es" }, word), ` ${meaning}`)));
}

function original(card, row) {
  const spanish = card.language !== "en";
  const head = el("h2", {}, spanish ? t("The original") : t("The original, in English"));
  if (!card.originals.length) return el("section", {}, head, nearest(card));
  return el("section", {}, head, card.originals.map((held, at) => [
    el("blockquote", { lang: card.language }, side(held, card)),
    card.originals.length > 1 && card.passages[at] && source(card.passages[at]),
    at < card.originals.length - 1 && card.skipped[at] && el("p.gap", {}, el("b", {}, t("Left out between the two:")), " ", el("span", { lang: card.language }, card.skipped[at])),
  ]), spanish && glosses(card));
}

function nearest(card) {
  if (!card.candidates.length) return el("p.soft", {}, t("Nothing in the sources comes near it."));
  return el("details", { open: true }, el("summary", {}, t("Nearest passages, all below the line ({n})", { n: card.candidates.length })),
    el("p.soft", {}, t("None of them is taken for the original. They are shown so that you can judge for yourself.")),
    card.candidates.map((passage) => [el("blockquote.small", { lang: passage.language }, passage.text),
      passage.english && el("p.rendered", {}, el("b", {}, t("In English, by machine:")), " ", el("span", { lang: "en" }, passage.english)), source(passage)]));
}

function who(card, row) {
  const said = card.speaker;
  if (!said) return el("p.who", {}, el("b", {}, t("Nobody named")), el("span.soft", {}, ` · ${t("The article names nobody for these words.")}`));
  return el("p.who", {}, el("b", {}, said.name), said.title && ` (${said.title})`,
    !said.sure && [" ", el("span.uncertain", {}, el("span", { "aria-hidden": "true" }, "△ "), said.probability === null ? t("uncertain") : t("not certain: {share} likely", { share: `${Math.round(100 * said.probability)} %` }))],
    said.why && el("span.soft", {}, ` · ${worded(said.why)}`),
    !said.sure && said.candidates.length > 0 && el("span.soft", {}, ` · ${t("or: {names}", { names: said.candidates.filter((name) => name !== said.name).join(", ") })}`));
}

/** What other models say, which the user asked; the status above is the audit's own. */
function opinions(card) {
  return card.opinions.map((said) => {
    const verdicts = { faithful: () => t("Faithful"), review: () => t("Review"), drift: () => t("Drift") };
    const words = said.refused ? el("span.soft", {}, `${t("no opinion")} (${said.refused})`)
      : el("b", {}, said.verdict ? verdicts[said.verdict]() : `${t("score")} ${said.score.toFixed(2)}`);
    return el("div.opinion", {}, el("p", {}, t("Second opinion of {model}:", { model: said.model }), " ", words,
      said.risk !== null && ` · ${t("risk with it")} ${said.risk.toFixed(2)}`),
      said.errors.length > 0 && el("ul", {}, said.errors.map((error) => el("li", {},
        error.quote.map((part) => el("q", { lang: "en" }, part)), error.quote.length > 0 && error.original.length > 0 && " / ",
        error.original.map((part) => el("q", { lang: "es" }, part)), el("span.soft", {}, ` (${error.kind}) `), error.message))),
      el("p.soft", {}, said.name));
  });
}

function back(held) {
  const words = held.others.some((other) => other.given) ? held.parts.map(([text, shared]) => (shared ? el("b", {}, text) : text)) : held.text;
  return [el("span", { lang: "es" }, words), el("span.soft", {}, ` (${held.engine})`),
    held.others.map((other) => el("p", {}, el("span", other.given ? { lang: "es" } : {}, other.text), el("span.soft", {}, ` (${other.engine})`))),
    held.others.length > 0 && el("p.soft", {}, t("Bold: words that all of them have."))];
}

function evidence(card, row) {
  const facts = [
    card.back && [t("Put back into Spanish by machine"), back(card.back)],
    card.gloss && [t("English by"), card.gloss.engine],
    row.risk !== null && [t("Risk"), `${row.risk.toFixed(2)} · ${t("probability that a careful bilingual reader would object")}`],
    card.passages.length > 0 && [t("Match"), `${(card.match ?? 0).toFixed(2)} · ${t("probability that this passage is the original")}`],
    card.scores.length > 0 && [t("Scores"), card.scores.map(([metric, value, signature]) => el("span.score", { title: signature }, `${metric} ${value === null ? "–" : value.toFixed(value > 1.5 ? 1 : 2)}`))],
    card.cue && [t("Announced by"), `“${card.cue}”`],
    card.speaker && card.speaker.mention && [t("Attributed to"), `“${card.speaker.mention}”`],
    card.editions.length > 0 && [t("Also in"), card.editions.map((passage) => source(passage))],
    [t("Identifier"), signs(row.id)],
  ].filter(Boolean);
  return el("details.evidence", {}, el("summary", {}, t("Scores, evidence, back-translation")),
    el("dl", {}, facts.map(([name, words]) => el("div", {}, el("dt", {}, name), el("dd", {}, words)))));
}

function decided(row) {
  const decision = decisionOf(row);
  if (!decision) return null;
  const by = [decision.who, decision.at && moment(decision.at)].filter(Boolean).join(", ");
  if (decision.conflict) return el("p.decided.again", {}, el("b", {}, t("In conflict:")), ` ${decision.conflict}. ${t("Please decide.")}`, decision.note && ` ${t("Note")}: ${decision.note}`);
  if (decision.choice === "open") return decision.note ? el("p.decided", {}, el("b", {}, t("Note")), ` ${decision.note}`) : null;
  const words = [el("b", {}, CHOICES[decision.choice]()), by && ` · ${by}`,
    decision.speaker && ` · ${t("speaker: {name}", { name: signs(decision.speaker) })}`, decision.passage && ` · ${t("passage: {document}", { document: signs(decision.passage.document) })}`,
    decision.note && ` · ${signs(decision.note)}`];
  if (holds(row, decision)) return el("p.decided", {}, t("Decided:"), " ", words);
  return el("p.decided.again", {}, t("Open again, for the quotation or its source changed. Decided before:"), " ", words);
}

/** The way to the article's whole text, at this quotation. */
function whole(row) {
  return [" ", el("button.plain.whole", { type: "button", click: () => go("article", String(row.article), row.id) }, t("show the whole article"))];
}

const ACTIONS = [
  ["a", "faithful", () => t("Faithful")], ["d", "drift", () => t("Drift")], ["w", "source", () => t("Wrong source")],
  ["s", "speaker", () => t("Wrong speaker")], ["n", "note", () => t("Note")], ["c", "copy", () => t("Copy correction")],
];

function actions(row) {
  return el("p.actions", { role: "group", "aria-label": t("Decide") }, ACTIONS.map(([key, name, words]) =>
    el(`button.act.act-${name}`, { type: "button", "aria-keyshortcuts": key, click: () => act(key, row) }, words(), " ", el("kbd", { "aria-hidden": "true" }, key))));
}

/** The whole card; hovering a word lights the one that renders it. */
function cardOf(row, card) {
  const made = el("div.card-body", {},
    findings(card, row),
    el("div.sides", {},
      el("div", {}, el("section", {}, el("h2", {}, t("In the article"), state.view !== "article" && whole(row)), el("blockquote", { lang: "en" }, side(card.quote, card))), english(card)),
      original(card, row)),
    el("div.facts", {}, who(card, row), card.passages.length > 0 && card.originals.length < 2 && source(card.passages[0], card.others)),
    opinions(card), card.notes.map((note) => el("p.notes", {}, worded(note))), decided(row), actions(row), evidence(card, row));
  for (const kind of ["mouseover", "focusin", "mouseout", "focusout"]) {
    made.addEventListener(kind, (event) => light(made, event.target, kind === "mouseover" || kind === "focusin"));
  }
  return made;
}

function light(card, word, on) {
  const held = word.closest("[data-pair], [data-findings]");
  if (!held) return;
  const { pair, findings: numbers } = held.dataset;
  const wanted = [pair !== undefined && `[data-pair="${pair}"]`, ...(numbers ? numbers.split(" ").map((n) => `[data-findings~="${n}"]`) : [])].filter(Boolean);
  card.querySelectorAll(wanted.join(",")).forEach((part) => part.classList.toggle("lit", on));
}

/** The correction as a text for the message to the author. */
function correction(row, card) {
  const words = (held) => held.parts.map(([text]) => text).join("");
  const article = articleOf(row);
  const passage = card.passages[0];
  const lines = [
    `${article.title}${article.title === article.path ? "" : ` (${article.path})`}`, "",
    `${t("Quoted")}: “${words(card.quote)}”${card.speaker ? ` — ${card.speaker.name}` : ""}`,
    card.originals.length && `${t("Said")}: «${card.originals.map(words).join(" […] ")}»`,
    card.gloss && card.gloss.text && `${t("In English, by machine:")} ${card.gloss.text}`,
    passage && `${t("Source")}: ${[passage.title, passage.place && worded(passage.place), passage.speaker, passage.date, passage.url, passage.archive].filter(Boolean).join(", ")}`,
    ...card.findings.map((finding) => `– ${worded(finding.message)}`),
    decisionOf(row)?.note && `${t("Note")}: ${decisionOf(row).note}`,
  ];
  return lines.filter((line) => line || line === "").join("\n");
}

async function copy(row, card) {
  const text = correction(row, card);
  try { await navigator.clipboard.writeText(text); } catch {
    const field = el("textarea.hidden", {}, text);
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  say(t("The correction is copied."));
}
