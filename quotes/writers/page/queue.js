// The queue: what is flagged on two lines, the rest on one. Only rows in sight are on the page;
// one may be open.

const queue = {
  rows: [], open: -1, extra: 0, tops: [0], list: null, made: new Map(), card: null,

  /** Show rows in `list`; the one that was open stays open if it is still among them. */
  show(rows_, list) {
    const id = this.open >= 0 && this.rows[this.open] ? this.rows[this.open].id : state.at;
    this.list = list;
    this.rows = rows_;
    this.made.forEach((part) => part.remove());
    this.made.clear();
    const narrow = innerWidth < 640;
    const [flagged, calm] = narrow ? [114, 66] : [64, 40];
    this.tops = new Array(rows_.length + 1).fill(0);
    rows_.forEach((row, at) => { this.tops[at + 1] = this.tops[at] + (row.flagged ? flagged : calm); });
    this.open = -1;
    this.extra = 0;
    const at = id ? rows_.findIndex((row) => row.id === id) : -1;
    this.stretch();
    this.draw();
    return at;
  },

  stretch() { this.list.style.height = `${this.tops[this.rows.length] + this.extra}px`; },

  top(at) { return this.tops[at] + (this.open >= 0 && at > this.open ? this.extra : 0); },

  height(at) { return this.tops[at + 1] - this.tops[at]; },

  /** The row at a height of the list, by halving. */
  find(y) {
    let low = 0, high = this.rows.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.top(middle) <= y) low = middle; else high = middle - 1;
    }
    return low;
  },

  /** Draw the rows in sight and forget the others. */
  draw() {
    if (!this.list || !this.list.isConnected) return;
    const above = -this.list.getBoundingClientRect().top;
    const first = Math.max(0, this.find(Math.max(0, above)) - 8);
    const last = Math.min(this.rows.length - 1, this.find(Math.max(0, above + innerHeight)) + 8);
    const wanted = new Set();
    for (let at = first; at <= last; at += 1) wanted.add(at);
    if (this.open >= 0) wanted.add(this.open);
    this.made.forEach((part, at) => { if (!wanted.has(at)) { part.remove(); this.made.delete(at); } });
    for (const at of [...wanted].sort((a, b) => a - b)) {
      if (!this.made.has(at)) { const part = this.row(at); this.made.set(at, part); this.place(part, at); }
      this.made.get(at).style.transform = `translateY(${this.top(at)}px)`;
    }
  },

  place(part, at) {
    const after = [...this.made.keys()].filter((other) => other > at && this.made.get(other).isConnected).sort((a, b) => a - b)[0];
    this.list.insertBefore(part, after === undefined ? null : this.made.get(after));
  },

  row(at) {
    const row = this.rows[at];
    const decision = decisionOf(row);
    const settled = holds(row, decision);
    const name = `row-${row.at}`;
    const open = at === this.open;
    const state_ = [
      settled && el("span.settled", {}, `✔ ${CHOICES[decision.choice]()}`),
      decision && !settled && decision.choice !== "open" && el("span.settled.again", {}, `↻ ${t("open again")}`),
      decision && decision.conflict && el("span.settled.again", {}, `⚠ ${t("in conflict")}`),
    ];
    const words = el("q.quote", { lang: "en" }, row.words || "…");
    const meta = el("span.meta", {}, !open && [el("b", {}, speakerOf(row)), !row.sure && el("span.uncertain", {}, ` △ ${t("uncertain")}`), state.view !== "article" && " · "],
      (open || state.view !== "article") && articleOf(row).title);
    const more = row.findings.length > 1 && el("span.soft", {}, ` +${row.findings.length - 1}`);
    const lines = open ? el("span.line", {}, badge(row.status), state_, meta, el("span.place", {}, t("{n} of {m}", { n: at + 1, m: this.rows.length })))
      : row.flagged ? [el("span.line", {}, badge(row.status), state_, words), el("span.line.second", {}, el("span.finding", {}, worded(row.message) || MEANINGS[row.status](), more), meta)]
        : el("span.line.second", {}, badge(row.status), state_, words, meta);
    const head = el("button.head", { type: "button", id: name, "aria-expanded": String(open), click: () => this.toggle(at) }, lines);
    const part = el(`article.row.${row.status}`, { "aria-posinset": at + 1, "aria-setsize": this.rows.length, "aria-labelledby": name, "data-id": row.id }, head);
    part.style.setProperty("--row", `${this.height(at)}px`);
    if (settled) part.classList.add("done");
    if (!row.flagged) part.classList.add("calm");
    if (at === this.open) { part.classList.add("open"); if (this.card) part.append(this.card); }
    return part;
  },

  toggle(at) { if (at === this.open) this.fold(); else this.unfold(at); },

  fold() {
    const at = this.open;
    if (at < 0) return;
    this.open = -1;
    this.extra = 0;
    this.card = null;
    this.remake(at);
    state.at = "";
    writeAddress();
    this.stretch();
    this.draw();
    mark(null);
  },

  remake(at) {
    const old = this.made.get(at);
    if (!old) return;
    const focused = old.contains(document.activeElement);
    const fresh = this.row(at);
    old.replaceWith(fresh);
    this.made.set(at, fresh);
    fresh.style.transform = `translateY(${this.top(at)}px)`;
    if (focused) fresh.querySelector(".head").focus({ preventScroll: true });
  },

  /** Unfold a row, fold the one that was open, and bring it under the bar. */
  async unfold(at, scroll = true) {
    const row = this.rows[at];
    if (!row) return;
    const before = this.open;
    this.open = at;
    this.extra = 0;
    this.card = null;
    if (before >= 0 && before !== at) this.remake(before);
    state.at = row.id;
    writeAddress();
    let article;
    try { article = await load(row.article); } catch (fault) { say(fault.message); return; }
    if (this.rows[this.open] !== row) return;
    this.card = cardOf(row, article.cards[row.number - 1]);
    this.stretch();
    this.draw();
    this.remake(at);
    this.measure();
    const watcher = new ResizeObserver(() => { if (this.card && this.card.isConnected) this.measure(); else watcher.disconnect(); });
    watcher.observe(this.card);
    if (scroll) {
      this.reveal(at);
      this.made.get(at).querySelector(".head").focus({ preventScroll: true });
    }
    mark(row);
  },

  reopen() { const at = this.open; if (at >= 0) this.unfold(at, false); },

  measure() {
    const extra = this.made.get(this.open).offsetHeight + 4 - this.height(this.open);
    if (extra === this.extra) return;
    this.extra = extra;
    this.stretch();
    this.draw();
  },

  reveal(at) {
    const bar = byId("bar").offsetHeight;
    const top = this.list.getBoundingClientRect().top + scrollY + this.top(at);
    const fits = top >= scrollY + bar && top + this.height(at) + (at === this.open ? this.extra : 0) <= scrollY + innerHeight;
    if (!fits || at === this.open) scrollTo(0, Math.max(0, top - bar - 6));
    this.draw();
  },

  step(by) {
    const at = this.open < 0 ? (by > 0 ? 0 : this.rows.length - 1) : this.open + by;
    if (this.rows[at]) this.unfold(at);
  },

  /** The next row that nobody has decided about, after the open one. */
  async advance() {
    const from = this.open;
    this.remake(from);
    for (let at = from + 1; at < this.rows.length; at += 1) {
      if (!holds(this.rows[at], decisionOf(this.rows[at]))) { await this.unfold(at); return; }
    }
    this.fold();
    say(t("That was the last one shown."));
  },
};

addEventListener("scroll", () => requestAnimationFrame(() => queue.draw()), { passive: true });
