"""What a person sees in a terminal: a few lines a result of a step, a report, a summary.

A report is a table an article, what needs reading first on top. Statuses carry a sign and a word
besides their colour, so that the table reads the same without colours (NO_COLOR, a pipe, a file).
Of many articles the summary shows counts, the ten quotations to read first, and where the rest is.
"""

from __future__ import annotations

import io
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from heapq import nsmallest
from itertools import count
from pathlib import Path
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from quotes.model import (
    FLAGGED,
    AuditedArticle,
    AuditedQuotation,
    Case,
    Finding,
    Location,
    Opinion,
    Passage,
    Report,
    Source,
    Span,
    Speaker,
    Translation,
    Verdict,
)
from quotes.writers.shown_text import (
    RANK,
    WORDINGS,
    Colour,
    back_lines,
    counts,
    doubt,
    nearest,
    one_line,
    opinion_lines,
    original_of,
    other_speakers,
    paragraph_of,
    place_of,
    runs,
    summary,
    urgent_articles_first,
    urgent_first,
    worst_first,
)


class Terminal(Console):
    """A console whose reader may leave (`| head`): whoever prints is told, and no exit code."""

    def on_broken_pipe(self) -> None:
        """Raise BrokenPipeError, where rich would end the program with exit code 1."""
        raise BrokenPipeError


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
            text.append_text(plain(f"\n  left out between: «{brief(skipped)}»", "dim"))
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
    line.append(f" {brief(finding.message)}", style="not bold default")
    return line.append(f" {brief(f'({finding.code} {finding.name})')}", style="not bold dim")


def brief(text: str) -> str:
    """Return a text on one line; of one that is longer than any quotation, its two ends."""
    if len(text) > SHOWN:
        text = f"{text[: SHOWN // 2]} […] {text[-SHOWN // 2 :]}"
    return one_line(text)


SHOWN = 8_000  # characters: a table wraps each text several times, and nobody reads more here


def plain(content: str, style: str) -> Text:
    """Return `content` on one line, never read as markup, with harmless characters only."""
    lead = content[: min(len(content) - len(content.lstrip()), SHOWN)]
    return Text(lead + brief(content), style=style)


def styled(text: Text) -> str:
    """Return `text` with colour codes where standard output is a terminal that wants them."""
    console = Terminal(file=sys.stdout, soft_wrap=True, emoji=False, highlight=False)
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


PLAIN_WIDTH = 100  # columns where no terminal says how wide it is
UNVERIFIABLE = "unverifiable with these sources"


def render_terminal(report: Report) -> bytes:
    """Return the report as plain text, for a file or a pipe."""
    paper = Console(
        file=io.StringIO(), width=PLAIN_WIDTH, force_terminal=False, color_system=None, emoji=False
    )
    with paper.capture() as captured:
        _print(report, paper)
    lines = [line.rstrip() for line in captured.get().splitlines()]
    return "\n".join([*lines, ""]).encode("utf-8", errors="replace")


def show_terminal(report: Report) -> None:
    """Print the report to standard output, with its width and colours."""
    if not sys.stdout.isatty():
        sys.stdout.write(render_terminal(report).decode())
    else:
        _print(report, Terminal(file=sys.stdout, emoji=False, highlight=False))


def _print(report: Report, console: Console) -> None:
    sources = {source.document: source for source in report.sources}
    for article in urgent_articles_first(report):
        console.print(_heading(article))
        if article.quotations:
            console.print(_table(article, sources))
        console.print()
    console.print(_summary(report))
    for note in report.notes:
        console.print(plain(f"note: {note}", "yellow"))
    console.print(plain(report.signature, "dim"))


def _heading(audited: AuditedArticle) -> Text:
    heading = Text(brief(audited.article.path), style="bold")
    if audited.article.title:
        heading.append(f"  {brief(audited.article.title)}", style="not bold")
    for warning in audited.article.warnings:
        heading.append(f"\n  {brief(warning)}", style="not bold yellow")
    if not audited.quotations:
        heading.append("\n  no quotations found in it", style="not bold dim")
    return heading


def _table(audited: AuditedArticle, sources: dict[str, Source]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False, leading=1)
    lines = any(one.place for one in audited.quotations)
    head = "Line" if lines else "Par."
    table.add_column(head, justify="right", no_wrap=True, min_width=6)
    table.add_column("Status", min_width=11, max_width=12)
    # of a width of 100 columns this leaves "(uncertain;" whole in the first
    for name, ratio in (("Speaker", 2), ("Quotation, and the original", 5), ("What differs", 5)):
        table.add_column(name, ratio=ratio, overflow="fold")
    for quotation in urgent_first(audited.quotations):
        table.add_row(*_row(quotation, audited, sources), end_section=False)
    return table


def _row(
    audited: AuditedQuotation, article: AuditedArticle, sources: dict[str, Source]
) -> tuple[Text, ...]:
    wording = WORDINGS[audited.status]
    speaker = audited.quotation.speaker
    line, column, *_ = audited.place or (0, 0)
    return (
        plain(f"{line}:{column}" if line else f"¶{paragraph_of(article, audited)}", "dim"),
        plain(f"{wording.sign} {wording.label.lower()}", f"bold {wording.colour}"),
        speaker_text(speaker),
        _words(audited, sources),
        _differs(audited),
    )


def speaker_text(speaker: Speaker | None) -> Text:
    """Return a speaker's name, with whom else it may be where that is not sure."""
    if speaker is None:
        return plain("nobody named", "dim")
    other = plain(doubt(sure=speaker.sure, candidates=speaker.candidates), "yellow")
    return plain(speaker.name, "").append_text(other)


def _words(audited: AuditedQuotation, sources: dict[str, Source]) -> Text:
    words = plain(f"“{audited.quotation.text}”", "")
    near = nearest(audited)
    if near is not None:
        words.append(f"\nnearest, below the line: «{brief(near.text)}»", style="dim italic")
        return words.append(f"\n{brief(_source_of(near, audited, sources))}", style="dim")
    if not audited.location.passages:
        return words
    words.append(f"\n«{brief(original_of(audited))}»", style="italic")
    where = _source_of(audited.location.passages[0], audited, sources)
    return words.append(f"\n{brief(where)}", style="dim")


def _source_of(passage: Passage, audited: AuditedQuotation, sources: dict[str, Source]) -> str:
    """Return the title of a passage's source, where in it, and who else says it there."""
    source = sources.get(passage.document)
    where = [source.title if source and source.title else passage.document]
    where += [passage.place] if passage.place else []
    others = other_speakers(audited.quotation.speaker, [passage], sources)
    where += [f"said by {name}" for name in others]
    return ", ".join(where)


def _differs(audited: AuditedQuotation) -> Text:
    said = _findings(audited) + [plain(note, "dim") for note in audited.notes]
    for opinion in audited.opinions:
        first, *errors = opinion_lines(opinion, audited.original, audited.quotation.text)
        said.append(plain(f"second opinion, {first}", "cyan"))
        said += [plain(f"  {error}", "dim") for error in errors]
    if audited.flagged:
        said += [plain(f"back: {line}", "dim") for line in back_lines(audited.back_translation)]
    return Text("\n").join(said)


def _findings(audited: AuditedQuotation) -> list[Text]:
    if audited.status == "no-original":
        return [plain(UNVERIFIABLE, "dim")]
    if audited.findings or audited.status in ("faithful", "verbatim"):
        return [finding_text(finding) for finding in worst_first(audited.findings)]
    return [plain(WORDINGS[audited.status].meaning, "dim")]


def _summary(report: Report) -> Text:
    line = plain(summary(report), "bold")
    if counts(report)["no-original"]:
        line.append(f"\n{WORDINGS['no-original'].meaning}", style="not bold")
    return line


FIRST = 10
LONGEST = 200  # characters of a quotation that are shown

Entry = tuple[tuple[int, float, int], AuditedArticle, AuditedQuotation]


def show_summary(report: Report, page: Path | None) -> None:
    """Print counts, the quotations to read first, and what there is to know of the run."""
    console = Terminal(file=sys.stdout, emoji=False, highlight=False, soft_wrap=True)
    counts: Counter[str] = Counter()
    articles, entries = 0, []
    for article in report.articles:
        articles += 1
        counts.update(q.status for q in article.quotations)
        entries += [
            ((RANK[q.status], -(q.risk or 0.0), articles), article, q)
            for q in article.quotations
            if q.status in FLAGGED
        ]
        entries = nsmallest(FIRST, entries, key=lambda entry: entry[0])
    for _, article, q in entries:
        console.print(_entry(article, q))
    flagged = sum(counts[status] for status in FLAGGED)
    console.print(_counts(articles, counts))
    if flagged > len(entries):
        console.print(plain(f"{flagged - len(entries)} more to read: see the page", "bold"))
    for note in report.notes:
        console.print(plain(f"note: {note}", "yellow"))
    where = f"page: {page}" if page else "no page: name a folder with --report, or use --full"
    console.print(plain(where, "bold"))
    console.print(plain(report.signature, "dim"))


def _entry(article: AuditedArticle, q: AuditedQuotation) -> Text:
    wording, speaker = WORDINGS[q.status], q.quotation.speaker
    text = plain(f"{wording.sign} {wording.label.lower()}", f"bold {wording.colour}")
    text.append_text(plain(f"  {place_of(article, q)}", "dim"))
    if speaker:
        text.append_text(plain(f"  {speaker.name}", ""))
    text.append_text(plain(f"\n  “{_short(q.quotation.text)}”", ""))
    if q.original:
        text.append("\n  ").append_text(plain(f"«{_short(original_of(q))}»", "italic"))
    for finding in worst_first(q.findings)[:2]:
        text.append("\n  ").append_text(finding_text(finding))
    for note in q.notes:
        text.append("\n  ").append_text(plain(note, "dim"))
    return text.append("\n")


def _short(text: str) -> str:
    line = brief(text)
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def _counts(articles: int, counts: Counter[str]) -> Text:
    parts = [
        f"{counts[status]:,} {wording.label.lower()}"
        for status, wording in WORDINGS.items()
        if counts[status]
    ]
    total = sum(counts.values())
    return plain(
        f"{articles:,} articles, {total:,} quotations: {', '.join(parts) or 'none'}", "bold"
    )
