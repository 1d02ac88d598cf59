// Questions to the reader: a note, another speaker, another source, the keys.

/** Show a form; promise the values of its fields, or null where it is put away. */
function question(title, body, sure = t("Save"), wide = false) {
  return new Promise((resolve) => {
    const form = el("form", { method: "dialog" },
      el("h2", { id: "dialog-title" }, title), body,
      el("p.actions", {},
        sure && el("button.primary", { type: "submit", value: "yes" }, sure),
        el("button", { type: "button", click: () => dialog.close("") }, sure ? t("Cancel") : t("Close"))));
    const dialog = el(wide ? "dialog.wide" : "dialog", { "aria-labelledby": "dialog-title" }, form);
    const before = document.activeElement;
    dialog.addEventListener("close", () => {
      const values = dialog.returnValue === "yes" ? Object.fromEntries(new FormData(form)) : null;
      dialog.remove();
      if (before && before.isConnected) before.focus({ preventScroll: true });
      resolve(values);
    });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); form.requestSubmit(form.querySelector(".primary")); }
    });
    document.body.append(dialog);
    dialog.showModal();
    const first = form.querySelector("[autofocus], input:checked, textarea, input, select");
    if (first) first.focus();
  });
}

function noteField(row) {
  const decision = decisionOf(row);
  return el("label.field", {}, t("Note"), el("textarea", { name: "note", rows: 3, maxlength: 20000 }, decision ? decision.note : ""));
}

/** One of several choices, none of which is made for the reader: one is to be made. */
function radio(name, value, words, more = {}) {
  return el("label.radio", {}, el("input", { type: "radio", name, value, required: true, ...more }), el("span", {}, words));
}

async function askNote(row) {
  const values = await question(t("Note on this quotation"), [noteField(row)]);
  if (!values) return;
  const before = decisionOf(row);
  const choice = holds(row, before) ? before.choice : "open";
  await settle([row], { choice, note: values.note.trim(), speaker: before?.speaker ?? null, passage: before?.passage ?? null }, false);
}

async function askSpeaker(row, card) {
  const said = card.speaker;
  const others = [...new Set([...card.others, ...(said ? said.candidates : [])])].filter((name) => name !== said?.name);
  const field = el("input", { name: "name", "aria-label": t("Name"), autocomplete: "off", list: "speakers", autofocus: !others.length, input: () => { own.checked = true; } });
  const choice = radio("pick", "", t("somebody else:"));
  const own = choice.firstChild;
  const told = (name) => (card.others.includes(name) ? [name, el("span.soft", {}, ` · ${t("who speaks in the source")}`)] : name);
  const values = await question(t("Who says it?"), [
    said && el("p.soft", {}, t("The report names {name}.", { name: said.name })),
    el("fieldset", { change: () => { field.required = own.checked; } }, el("legend", {}, t("Speaker")),
      others.map((name) => radio("pick", `=${name}`, told(name))),
      choice, field, el("datalist", { id: "speakers" }, index.speakers.map((value) => el("option", { value }))),
      radio("pick", "?", t("I do not know"))),
    noteField(row),
  ]);
  if (!values) return;
  const name = values.pick.startsWith("=") ? values.pick.slice(1) : values.pick ? "" : values.name.trim();
  await settle([row], { choice: "wrong-speaker", speaker: name || null, note: values.note.trim() });
}

async function askSource(row, card) {
  const picker = server ? sourcePicker(card) : null;
  const shown = card.candidates.concat(card.editions);
  const values = await question(t("Which words are the original?"), [
    el("p", {}, el("q.quote", { lang: "en" }, row.words)),
    el("fieldset", {}, el("legend", {}, t("Another passage")),
      shown.map((passage, at) => radio("pick", String(at), [
        el("span", { lang: passage.language }, passage.text), el("span.soft", {}, ` ${passage.title}${passage.place ? `, ${worded(passage.place)}` : ""}`)])),
      picker && radio("pick", "own", t("the words selected in the source below"), { disabled: true }),
      radio("pick", "", card.passages.length ? t("none of these: the passage found is wrong, and no other is known") : t("none of these"))),
    picker ? picker.part : el("p.soft", {}, t("To choose words in a source, open the report with quotes review and --originals DIR.")),
    noteField(row),
  ], t("Save"), Boolean(picker));
  if (!values) return;
  const own = values.pick === "own" && picker ? picker.chosen() : null;
  const picked = values.pick && values.pick !== "own" ? shown[Number(values.pick)] : null;
  const passage = own || (picked && { document: picked.raw, span: picked.span });
  if (passage && server) { await judgeAnew(row, passage, values.note.trim()); return; }
  await settle([row], { choice: "wrong-source", passage, note: values.note.trim() });
}

/** A source's whole text, in which words can be selected: the server gives it. */
function sourcePicker(card) {
  let span = null;
  const text = el("pre.source-text", { tabindex: 0, lang: "es", "aria-label": t("Text of the source") });
  const held = [...new Set(card.passages.concat(card.candidates, card.editions).map((p) => p.raw))];
  const list = el("select", { change: () => open() }, el("option", { value: "" }, t("choose a source")));
  const chosen = el("p.soft", {}, t("Select words in the text."));
  const open = async () => {
    if (!list.value) return;
    const answer = await ask(`source?document=${encodeURIComponent(list.value)}`);
    if (!answer) return;
    const characters = [...signs(answer.text)]; // as Python counts them
    const here = card.passages.find((passage) => passage.raw === list.value);
    const cut = (from, to) => characters.slice(from, to).join("");
    const now = here && el("mark.differs", {}, cut(...here.span));
    text.replaceChildren(...(here ? [cut(0, here.span[0]), now, cut(here.span[1])] : [cut(0)]));
    text.scrollTop = now ? now.offsetTop - text.clientHeight / 3 : 0;
  };
  ask("sources").then((answer) => {
    const all = answer ? answer.documents : [];
    if (!all.length) chosen.textContent = t("The sources’ texts are not here: start the review with --originals DIR.");
    const first = held.filter((name) => all.includes(name));
    [...new Set(first.concat(all))].forEach((name) => list.append(el("option", { value: name }, signs(name))));
    if (first.length) { [list.value] = first; open(); }
  });
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed || !text.contains(selection.anchorNode)) return;
    const range = selection.getRangeAt(0);
    const before = document.createRange();
    before.setStart(text, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const start = [...before.toString()].length; // characters, as Python counts them
    const words = range.toString();
    span = [start, start + [...words].length];
    chosen.textContent = t("Selected: “{words}”", { words: words.length > 160 ? `${words.slice(0, 160)}…` : words });
    const own = text.closest("form").querySelector("input[value=own]");
    if (own) { own.disabled = false; own.checked = true; }
  });
  const part = el("fieldset", {}, el("legend", {}, t("In the source")), el("label.field", {}, t("Document"), list), text, chosen);
  return { part, chosen: () => (span && list.value ? { document: list.value, span } : null) };
}

async function judgeAnew(row, passage, note) {
  say(t("Judging it anew…"));
  const answer = await ask("judge", { quotation: row.id, passage, note });
  if (!answer) return;
  articles.get(row.article).cards[row.number - 1] = answer.card;
  FIELDS.forEach((field, place) => {
    if (!["id", "article", "speaker", "source", "findings", "number"].includes(field)) row[field] = answer.row[place];
  });
  row.status = index.statuses[row.status];
  searched.delete(row.at);
  decisions.set(row.id, answer.decision);
  seen(answer.version, 1);
  say(t("Judged anew: {status}", { status: LABELS[row.status]() }));
  refresh();
  queue.reopen();
}

const KEYS = [
  ["j", () => t("next")], ["k", () => t("previous")], ["Enter", () => t("unfold or fold")],
  ["a", () => t("faithful: nothing to correct")], ["d", () => t("drift: to be corrected")],
  ["w", () => t("wrong source")], ["s", () => t("wrong speaker")], ["n", () => t("note")],
  ["c", () => t("copy the correction")], ["u", () => t("undo")], ["/", () => t("search")],
  ["?", () => t("this help")],
];

function help() {
  const on = kept("keys") !== "off";
  question(t("Keys and meanings"), [
    el("dl.keys", {}, KEYS.map(([key, words]) => el("div", {}, el("dt", {}, el("kbd", {}, key)), el("dd", {}, words())))),
    el("label.radio", {}, el("input", { type: "checkbox", checked: on, change: (event) => keep("keys", event.target.checked ? "on" : "off") }), t("Single keys work")),
    !server && el("label.field", {}, t("Your name, kept with your decisions"), el("input", { value: kept("who") || "", autocomplete: "name", change: (event) => keep("who", event.target.value.trim()) })),
    el("dl.legend", {}, index.statuses.map((status) => el("div", {}, el("dt", {}, badge(status)), el("dd", {}, MEANINGS[status]())))),
    el("p.soft", {}, t("A finding is a reason to read both texts side by side, never a judgement on a person. English renderings and back-translations are made by machines: an aid for reading, no evidence.")),
    el("p.signature", {}, index.signature),
  ], "", true);
}
