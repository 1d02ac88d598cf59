"""The review without a browser: a quotation at a time, the same keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

import click
from rich.console import Console
from rich.text import Text

from quotes.errors import QuotesError
from quotes.model import FLAGGED, AuditedQuotation, Choice, Chosen, Decision, Passage
from quotes.review.session import Session
from quotes.writers.decided import decided_article, seen_digest
from quotes.writers.page_data import queue_key
from quotes.writers.page_texts import Side, original_sides, quote_side
from quotes.writers.shown_text import (
    WORDINGS,
    is_telling,
    one_line,
    other_speakers,
    place_of,
    speaker_in,
    worst_first,
)
from quotes.writers.terminal_report import brief, finding_text, plain, speaker_text

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
MARKED = re.compile(r"[“‘«\"—-]\s*$")  # the text's own marks stand before the words
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
    told = f"{len(queue)} of {len(session.places)} quotations are flagged and shown here"
    console.print(plain(f"{told}; all stand on the page (quotes review without --terminal)", "dim"))
    earlier: list[tuple[str, Decision]] = []
    at = 0
    while 0 <= at < len(queue):
        audited = _now(session, queue[at])
        _show(console, session, audited, f"{at + 1} of {len(queue)}")
        pressed = key()
        if pressed in ("q", "\x03", "\x04", ""):
            break
        step = {"j": 1, "k": -1 if at else 0}.get(pressed, 0)
        if pressed == "u" and earlier:
            session.decide([earlier.pop()])
        elif pressed in CHOICES or pressed == "n":
            before = audited.id, audited.decision or _blank(audited)
            if _decide(console, session, audited, pressed, ask):
                earlier.append(before)
                step = int(pressed in CHOICES)
        at += step
    decided = sum(1 for id_ in queue if (d := _now(session, id_).decision) and d.holds)
    console.print(plain(f"{decided} of {len(queue)} decided", "bold"))


def _queue(session: Session) -> list[str]:
    quotations = [q for article in session.report.articles for q in article.quotations]
    flagged = [q for q in quotations if q.status in FLAGGED]
    return [q.id for q in sorted(flagged, key=queue_key)]


def _now(session: Session, id_: str) -> AuditedQuotation:
    at, number = session.places[id_]
    article = session.report.articles[at]
    one = replace(article, quotations=(article.quotations[number],))
    return decided_article(one, session.latest()).quotations[0]


def _blank(audited: AuditedQuotation) -> Decision:
    return Decision("open", seen=seen_digest(audited))


def _decide(
    console: Console, session: Session, audited: AuditedQuotation, pressed: str, ask: Ask
) -> bool:
    """Keep what was decided by a key, after what there is to ask; return whether anything was."""
    before, seen = audited.decision or _blank(audited), seen_digest(audited)
    if pressed == "n":
        choice: Choice = before.choice if before.holds else "open"
        made = replace(before, choice=choice, note=ask("Note"), seen=seen)
    else:
        made = Decision(CHOICES[pressed], before.note, seen=seen)
    if pressed == "s":
        names = _speakers(session, audited)
        for number, name in enumerate(names, 1):
            console.print(plain(f"{number} {name}", ""))
        offered = "a number or a name" if names else "a name"
        said = ask(f"Who says it ({offered}; ? if you do not know; nothing: back)").strip()
        name = _picked(said, names) or said
        if not name or name.isdigit():
            return False
        made = replace(made, speaker=None if name == "?" else name)
    if pressed == "w":
        where = audited.location
        shown = [*filter(is_telling, where.candidates), *where.editions]
        for number, passage in enumerate(shown, 1):
            console.print(plain(f"{number} «{passage.text}» {_place(passage)}", ""))
        kind = (
            "Which is the original (a number; 0 none of these" if shown else "Wrong source (0 yes"
        )
        said = ask(f"{kind}; nothing: back)").strip()
        picked = _picked(said, shown)
        if said != "0" and not picked:
            return False
        if picked:
            chosen = Chosen(picked.document, picked.span)
            return _take(console, session, audited, replace(made, passage=chosen))
    session.decide([(audited.id, made)])
    return True


def _take(console: Console, session: Session, audited: AuditedQuotation, made: Decision) -> bool:
    """Judge a quotation anew on a passage where its source is at hand, else keep which it is."""
    if made.passage is None or made.passage.document not in session.documents():
        session.decide([(audited.id, made)])
        return True
    console.print(plain("judging it anew…", "dim"))
    try:
        judged = session.judge(audited.id, made.passage, made.note)
    except QuotesError as error:
        console.print(plain(f"not saved: {error}", "red"))
        return False
    console.print(plain(f"judged anew: {WORDINGS[judged.status].label.lower()}", "bold"))
    return True


Item = TypeVar("Item")


def _picked(said: str, shown: Sequence[Item]) -> Item | None:
    number = int(said) if re.fullmatch("[0-9]{1,3}", said) else 0
    return shown[number - 1] if 0 < number <= len(shown) else None


def _place(passage: Passage) -> str:
    return f"{passage.document}, {passage.place}" if passage.place else passage.document


def _speakers(session: Session, audited: AuditedQuotation) -> list[str]:
    """Return who else may have said it: who speaks in the source, and the reader's next choices."""
    named = audited.quotation.speaker
    known = {source.document: source for source in session.report.sources}
    others = other_speakers(named, audited.location.passages, known)
    names = [*others, *(named.candidates if named else ())]
    return [name for name in dict.fromkeys(names) if not named or name != named.name]


def _show(console: Console, session: Session, audited: AuditedQuotation, where: str) -> None:
    article = session.report.articles[session.places[audited.id][0]]
    known = {source.document: source for source in session.report.sources}
    wording = WORDINGS[audited.status]
    console.print(Text("─" * min(console.width, 80), style="dim"))
    head = plain(f"{wording.sign} {wording.label.lower()}", f"bold {wording.colour}")
    head.append("  ").append_text(speaker_text(audited.quotation.speaker))
    console.print(head.append_text(plain(f"  {where}  {place_of(article, audited)}", "dim")))
    for finding in worst_first(audited.findings):
        console.print(finding_text(finding))
    console.print(_sentence("the article:", quote_side(audited, article.article.text)))
    for side in original_sides(audited):
        console.print(_sentence("the original:", side))
    if audited.gloss and audited.gloss.text:
        console.print(plain(f"in English, by machine: {audited.gloss.text}", "dim"))
    for passage in audited.location.passages:
        speaks = speaker_in(passage, known)
        said = f"; in the source {speaks} speaks" if speaks else ""
        console.print(plain(f"{_place(passage)}{said}", "dim"))
    made = audited.decision
    if made and (made.holds or made.note or made.reopened or made.conflict):
        told = f"in conflict: {made.conflict}" if made.conflict else made.choice
        again = "open again; before: " if made.reopened else ""
        words = filter(None, (f"{again}{told}", made.speaker, one_line(made.note), made.who))
        console.print(plain(" · ".join(words), "green"))
    console.print(plain(HELP, "dim"))


def _sentence(label: str, side: Side) -> Text:
    """Return a text within the sentence it stands in; marks tell it apart without colour."""
    before, after = side.get("before", ""), side.get("after", "")
    marks = "" if MARKED.search(before) else "«»"
    lead = f"{label}  {one_line(before)}{' ' if before[-1:].isspace() else ''}{marks[:1]}"
    line = Text(lead, style="dim")
    line.append(brief("".join(part[0] for part in side["parts"])), style="not dim bold")
    return line.append(f"{marks[1:]}{' ' if after[:1].isspace() else ''}{one_line(after)}")
