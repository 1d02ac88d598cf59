"""The review without a browser: a quotation at a time, the same keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import click
from rich.console import Console
from rich.text import Text

from quotes.model import AuditedQuotation, Choice, Decision
from quotes.review.session import Session
from quotes.writers.decided import decided_article, seen_digest
from quotes.writers.page_data import queue_key
from quotes.writers.shown_text import WORDINGS, one_line, worst_first
from quotes.writers.terminal_report import finding_text, plain

CHOICES: dict[str, Choice] = {
    "a": "faithful",
    "d": "drift",
    "w": "wrong-source",
    "s": "wrong-speaker",
}
HELP = (
    "a faithful  d drift  w wrong source  s wrong speaker  n note  u undo  "
    "j next  k previous  q quit"
)
Ask = Callable[[str], str]


def review_in_terminal(
    session: Session,
    console: Console | None = None,
    key: Callable[[], str] = click.getchar,
    ask: Ask = lambda question: click.prompt(question, default="", show_default=False),
) -> None:
    """Show the flagged quotations in the page's order and keep what is decided by key."""
    console = console or Console(highlight=False, emoji=False)
    queue = _queue(session)
    earlier: list[tuple[str, Decision]] = []
    at = 0
    while 0 <= at < len(queue):
        audited = _now(session, queue[at])
        _show(console, audited, f"{at + 1} of {len(queue)}")
        pressed = key()
        if pressed in ("q", "\x03", "\x04", ""):
            break
        if pressed == "u" and earlier:
            session.decide([earlier.pop()])
        elif pressed in CHOICES or pressed == "n":
            earlier.append((audited.id, audited.decision or _blank(audited)))
            session.decide([(audited.id, _made(audited, pressed, ask))])
        at += {"j": 1, "k": -1 if at else 0}.get(pressed, 1 if pressed in CHOICES else 0)
    decided = sum(1 for id_ in queue if (d := _now(session, id_).decision) and d.holds)
    console.print(plain(f"{decided} of {len(queue)} decided", "bold"))


def _queue(session: Session) -> list[str]:
    quotations = [q for article in session.report.articles for q in article.quotations]
    flagged = [q for q in quotations if q.status in ("drift", "misquoted", "review")]
    return [q.id for q in sorted(flagged, key=queue_key)]


def _now(session: Session, id_: str) -> AuditedQuotation:
    at, number = session.places[id_]
    article = session.report.articles[at]
    one = replace(article, quotations=(article.quotations[number],))
    return decided_article(one, session.latest()).quotations[0]


def _blank(audited: AuditedQuotation) -> Decision:
    return Decision("open", seen=seen_digest(audited))


def _made(audited: AuditedQuotation, pressed: str, ask: Ask) -> Decision:
    before = audited.decision or _blank(audited)
    if pressed == "n":
        choice: Choice = before.choice if before.holds else "open"
        return replace(before, choice=choice, note=ask("Note"), seen=seen_digest(audited))
    speaker = ask("Who says it") or None if pressed == "s" else None
    return Decision(CHOICES[pressed], before.note, speaker, seen=seen_digest(audited))


def _show(console: Console, audited: AuditedQuotation, where: str) -> None:
    wording = WORDINGS[audited.status]
    speaker = audited.quotation.speaker
    console.print(Text("─" * min(console.width, 80), style="dim"))
    head = plain(f"{wording.sign} {wording.label.lower()}", f"bold {wording.colour}")
    head.append_text(plain(f"  {speaker.name if speaker else 'nobody named'}", "bold"))
    console.print(head.append_text(plain(f"  {where}  {audited.id}", "dim")))
    for finding in worst_first(audited.findings):
        console.print(finding_text(finding))
    console.print(plain(f"“{audited.quotation.text}”", ""))
    if audited.original:
        console.print(plain(f"«{audited.original}»", "italic"))
    if audited.gloss and audited.gloss.text:
        console.print(plain(f"in English, by machine: {audited.gloss.text}", "dim"))
    for passage in audited.location.passages:
        place = f", {passage.place}" if passage.place else ""
        console.print(plain(f"{passage.document}{place}", "dim"))
    made = audited.decision
    if made and (made.holds or made.note or made.reopened or made.conflict):
        said = f"in conflict: {made.conflict}" if made.conflict else made.choice
        again = "open again; before: " if made.reopened else ""
        console.print(plain(f"{again}{said} {one_line(made.note)} {made.who}".strip(), "green"))
    console.print(plain(HELP, "dim"))
