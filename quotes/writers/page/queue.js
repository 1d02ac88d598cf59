// The queue: rows of one height, of which only those in sight are on the page; one may be open.

const queue = {
  rows: [], open: -1, extra: 0, height: 64, list: null, made: new Map(), card: null,

  /** Show rows in `list`; the one that was open stays open if it is still among them. */
  show(rows_, list) {
    const id = this.open >= 0 && this.rows[this.open] ? this.rows[this.open].id : state.at;
    this.list = list;
    this.rows = rows_;
    this.made.forEach((part) => part.remove());
    this.made.clear();
    this.height = innerWidth < 640 ? 96 : 64;
    this.open = -1;
    this.extra = 0;
    const at = id ? rows_.findIndex((row) => row.id === id) : -1;
    this.stretch();
    this.draw();
    return at;
  },

  stretch() { this.list.style.height = `${this.rows.length * this.height + this.extra}px`; },

  top(at) { return at * this.height + (this.open >= 0 && at > this.open ? this.extra : 0); },

  /** Draw the rows in sight and forget the others. */
  draw() {
    if (!this.list || !this.list.isConnected) return;
    const above = -this.list.getBoundingClientRect().top;
    const find = (y) => {
      if (this.open < 0 || y < this.open * this.height) return Math.floor(y / this.height);
      return Math.max(this.open, Math.floor((y - this.extra) / this.height));
    };
    const first = Math.max(0, find(Math.max(0, above)) - 8);
    const last = Math.min(this.rows.length - 1, find(Math.max(0, above + innerHeight)) + 8);
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
    const finding = row.message || MEANINGS[row.status]();
    const head = el("button.head", { type: "button", id: name, "aria-expanded": String(at === this.open), click: () => this.toggle(at) },
      el("span.line", {}, badge(row.status),
        settled && el("span.settled", {}, `✔ ${CHOICES[decision.choice]()}`),
        decision && !settled && decision.choice !== "open" && el("span.settled.again", {}, `↻ ${t("open again")}`),
        decision && decision.conflict && el("span.settled.again", {}, `⚠ ${t("in conflict")}`),
        el("span.finding", {}, finding, row.findings.length > 1 && el("span.soft", {}, ` +${row.findings.length - 1}`))),
      el("span.line.second", {}, el("q.quote", { lang: "en" }, row.words),
        el("span.meta", {}, el("b", {}, speakerOf(row)), !row.sure && el("span.uncertain", {}, ` △ ${t("uncertain")}`), state.view !== "article" && ` · ${articleOf(row).title}`)));
    const part = el(`article.row.${row.status}`, { "aria-posinset": at + 1, "aria-setsize": this.rows.length, "aria-labelledby": name, "data-id": row.id }, head);
    part.style.setProperty("--row", `${this.height}px`);
    if (settled) part.classList.add("done");
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
    const extra = this.made.get(this.open).offsetHeight + 4 - this.height;
    if (extra === this.extra) return;
    this.extra = extra;
    this.stretch();
    this.draw();
  },

  reveal(at) {
    const bar = byId("bar").offsetHeight;
    const top = this.list.getBoundingClientRect().top + scrollY + this.top(at);
    const fits = top >= scrollY + bar && top + this.height + (at === this.open ? this.extra : 0) <= scrollY + innerHeight;
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
