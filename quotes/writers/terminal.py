"""What `extract`, `locate` and `compare` show to a person: a few lines a result."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import Any

from rich.console import Console
from rich.text import Text

from quotes.model import Case, Finding, Location, Opinion, Passage, Span, Translation, Verdict
from quotes.writers.second_opinions import back_lines, opinion_lines
from quotes.writers.shown_text import one_line, runs
from quotes.writers.statuses import WORDINGS, Colour, doubt, worst_first

SEVERITY_STYLE = {"error": "bold red", "warning": "yellow", "info": "dim"}


def quotation_line(line: Mapping[str, Any]) -> str:
    """Return an extract line as one for a person: id, kind, speaker and words."""
    speaker, cue = line["speaker"], line["cue"]
    text = plain(line["id"], "dim").append(f"  {line['kind']}  ")
    text.append_text(plain(speaker["name"], "bold") if speaker else plain("nobody named", "dim"))
    if speaker:
        text.append_text(
            plain(doubt(sure=speaker["sure"], candidates=speaker["candidates"]), "yellow")
        )
    if cue:
        text.append_text(plain(f" ({cue['text']})", "dim"))
    return styled(text.append_text(plain(f": “{line['text']}”", "")))


def location_lines(quote: str, where: Location) -> str:
    """Return where a quotation was found, or the nearest candidates as what they are."""
    text = plain(f"“{quote}”", "bold")
    if where.status == "absent":
        text.append("\n  no original found: unverifiable with these sources", style="blue")
        _passages(text, "nearest, below the line", where.candidates)
    else:
        _passages(text, "found", where.passages)
        for skipped in where.skipped:
            text.append_text(plain(f"\n  left out between: «{one_line(skipped)}»", "dim"))
        _passages(text, "also in", where.editions)
    return styled(text)


def side_by_side(
    case: Case,
    verdict: Verdict,
    back: Translation | None = None,
    opinions: Sequence[Opinion] = (),
) -> str:
    """Return both texts with the words concerned marked, what was found, and what others say."""
    wording = WORDINGS[verdict.verdict]
    text = plain(f"{wording.sign} {wording.label.lower()}", f"bold {wording.colour}")
    text.append(f"  risk {verdict.risk:.2f}\n", style="dim")
    original = [span for found in verdict.findings for span in found.original]
    quote = [span for found in verdict.findings for span in found.quote]
    colour = wording.colour
    text.append("  original   ", style="dim")
    text.append_text(_marked(case.original, (*original, *verdict.original_differs), colour))
    text.append("\n  quotation  ", style="dim")
    text.append_text(_marked(case.quote, (*quote, *verdict.quote_differs), colour))
    if case.back_translation:
        text.append("\n  back       ", style="dim").append_text(plain(case.back_translation, "dim"))
    for line in back_lines(back):
        text.append("\n             ").append_text(plain(line, "dim"))
    for finding in worst_first(verdict.findings):
        text.append("\n  ").append_text(finding_text(finding))
    for opinion in opinions:
        for line in opinion_lines(opinion, case.original, case.quote):
            text.append("\n  ").append_text(plain(f"second opinion, {line}", "cyan"))
    return styled(text)


def finding_text(finding: Finding) -> Text:
    """Return a finding as one line: severity, message, code and slug."""
    line = plain(finding.severity, SEVERITY_STYLE[finding.severity])
    line.append(f" {one_line(finding.message)}", style="not bold default")
    return line.append(f" {one_line(f'({finding.code} {finding.name})')}", style="not bold dim")


def plain(content: str, style: str) -> Text:
    """Return `content` on one line, never read as markup, with harmless characters only."""
    lead = content[: len(content) - len(content.lstrip())]
    return Text(lead + one_line(content), style=style)


def styled(text: Text) -> str:
    """Return `text` with colour codes where standard output is a terminal that wants them."""
    console = Console(file=sys.stdout, soft_wrap=True, emoji=False, highlight=False)
    with console.capture() as captured:
        console.print(text, end="")
    return captured.get()


def _passages(text: Text, label: str, passages: Iterable[Passage]) -> None:
    for passage in passages:
        place = f", {passage.place}" if passage.place else ""
        head = f"{label}: {passage.document}{place}, characters {passage.span.start}"
        head = f"{head} to {passage.span.end}, match {passage.score:.2f}"
        text.append("\n  ").append_text(plain(head, "dim"))
        text.append("\n    ").append_text(plain(f"«{passage.text}»", ""))


def _marked(content: str, spans: Sequence[Span], colour: Colour) -> Text:
    # brackets as well as colour, so that a pipe or a colour-blind reader sees the words
    text = Text()
    numbered = zip(spans, count())
    for run in runs(content, list(numbered)):
        words = one_line(run.text)
        lead, trail = run.text[:1].isspace(), run.text[-1:].isspace() and bool(words)
        shown = f"[{words}]" if run.marks and words else words
        text.append(" " if lead else "")
        text.append(shown, style=f"bold {colour}" if run.marks else "")
        text.append(" " if trail else "")
    return text
