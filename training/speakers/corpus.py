"""PolNeAR as the rankers see it: parsed texts with the annotated cue and source of each span."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from quotes.model import Parse, Span
from quotes.quotations.marks import marked
from quotes.quotations.parsed_text import ParsedText, lay_flat


@dataclass(frozen=True, slots=True)
class Attribution:
    """One annotated attribution: spans of its content, its source and its cue."""

    content: tuple[Span, ...]
    source: tuple[Span, ...]
    cue: tuple[Span, ...]


@dataclass(slots=True)
class Example:
    """One article parsed, all its attributions, and that of each quoted span (None: not said)."""

    name: str
    parsed: ParsedText
    attributions: list[Attribution]
    gold: list[Attribution | None]


def attributions(path: Path) -> list[Attribution]:
    """Read the attributions of a brat standoff file; roles may be numbered and in pieces."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n")]
    spans = {
        row[0]: tuple(Span(*map(int, p.split())) for p in row[1].split(" ", 1)[1].split(";"))
        for row in rows
        if row[0].startswith("T") and len(row) > 2
    }
    found = []
    for row in rows:
        if not row[0].startswith("E"):
            continue
        roles: dict[str, list[Span]] = defaultdict(list)
        for role, _, key in (part.partition(":") for part in row[1].split()):
            roles[role.rstrip("0123456789")].extend(spans.get(key, ()))
        if roles["Content"]:
            found.append(Attribution(*(tuple(roles[r]) for r in ("Content", "Source", "Cue"))))
    return found


def holder(span: Span, found: list[Attribution]) -> Attribution | None:
    """Return the attribution whose content holds at least half of the span."""
    best, most = None, 0
    for attribution in found:
        shared = sum(span.overlap(content) for content in attribution.content)
        if shared > most:
            best, most = attribution, shared
    return best if 2 * most >= span.end - span.start else None


def articles(folder: Path) -> Iterator[tuple[str, str, list[Attribution]]]:
    """Yield name, text and the first annotator's attributions of each article of a split."""
    for path in sorted((folder / "text").glob("*.txt")):
        annotated = sorted((folder / "attributions").glob(f"{path.stem}_*.ann"))
        if annotated:
            yield path.name, path.read_text(encoding="utf-8"), attributions(annotated[0])


def example(name: str, text: str, found: list[Attribution], parse: Parse) -> Example:
    """Return an article as an example: what its quoted spans are and who said them."""
    quoted = marked(text)
    gold = [holder(span.inner, found) for span in quoted]
    return Example(name, lay_flat(text, parse, quoted), found, gold)
