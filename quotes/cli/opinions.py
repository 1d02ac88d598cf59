"""`quotes opinions measure`: what a model of one's own is worth, on labelled pairs."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quotes.cli import options
from quotes.cli.compare import judged, reread
from quotes.cli.console import progress, say
from quotes.cli.loading import load_comparator, load_readers
from quotes.errors import InputError, ReportError, SettingsError

if TYPE_CHECKING:
    from quotes.opinions.measured import Labelled, Measured

CHUNK = 16  # pairs asked for together: progress is told after each
PATIENCE = 120.0  # seconds for one answer, as in an audit
LABELS = {"faithful": False, "drift": True}
WORDS = ("original", "quote", "label")
commands = typer.Typer(
    help="Measure a model that gives second opinions.\n\n"
    "Example: quotes opinions measure pairs.jsonl --second-opinion ollama:NAME"
)


@commands.command()
def measure(
    pairs: Annotated[
        Path,
        typer.Argument(
            help='JSON lines of {"id", "original", "quote", "label": "faithful" or "drift"}.'
        ),
    ],
    second_opinion: options.SecondOpinion = None,
    output: Annotated[
        Path | None,
        typer.Option(help="Keep the figures there, for --opinions-measured.", show_default=False),
    ] = None,
    limit: Annotated[int, typer.Option(help="So many pairs at most; 0: all.", min=0)] = 0,
    patience: Annotated[
        float, typer.Option(help="Seconds that a server's answer may take.", min=1)
    ] = PATIENCE,
    judge: options.UseJudge = None,
) -> None:
    """Ask a model of labelled pairs that the audit flags or is unsure of, and count.

    Example: quotes opinions measure pairs.jsonl --second-opinion ollama:NAME --output m.json
    """
    from quotes.opinions import split
    from quotes.opinions.measured import measured, written
    from quotes.safe_files import write_atomically

    chosen = options.settings(second_opinion=second_opinion, judge=judge)
    if len(split(chosen.second_opinion)) != 1:
        raise SettingsError("which model? name one with --second-opinion")
    items = _labelled(pairs, limit)
    rows = _asked(items, chosen, patience)
    known = measured(chosen.second_opinion, pairs.name, rows)
    for line in table(known, rows, len(items)):
        print(line)
    if output:
        try:
            write_atomically(output, [written(known).encode()])
        except OSError as error:
            raise ReportError(f"{output}: cannot be written ({error.strerror})") from error
        say(f"wrote {output}")


def _labelled(pairs: Path, limit: int) -> list[dict[str, Any]]:
    items = [
        item
        for item in options.json_lines(pairs, "id", "original", "quote", "label", words=WORDS)
        if item["label"] in LABELS
    ]
    if not items:
        raise InputError(f"{pairs}: no pair labelled faithful or drift: both are needed")
    return items[:limit] if limit else items


def _asked(
    items: list[dict[str, Any]],
    chosen: Any,  # noqa: ANN401 - Settings
    patience: float,
) -> list[Labelled]:
    """Return the pairs that an audit would ask the model for, with what it says."""
    from quotes.languages.glossaries import load_glossary
    from quotes.opinions.measured import Labelled

    comparator, glossary = load_comparator(chosen), load_glossary()
    readers = load_readers(chosen, patience)
    rows: list[Labelled] = []
    with progress("asking", -(-len(items) // CHUNK)) as advance:
        for start in range(0, len(items), CHUNK):
            chunk = items[start : start + CHUNK]
            done = judged(chunk, None, comparator, glossary, frozenset())
            verdicts = [row[-1] for row in done]
            said = reread([case for *_, case, _ in done], verdicts, readers, comparator.risk.review)
            rows += [
                Labelled(verdict.verdict, opinions[0], LABELS[item["label"]])
                for item, verdict, opinions in zip(chunk, verdicts, said, strict=True)
                if opinions
            ]
            advance()
    return rows


def table(known: Measured, rows: list[Labelled], total: int) -> list[str]:
    """Return what is printed: figures, and how often what was said of which pairs."""
    from quotes.opinions.measured import level

    lines = [f"{known.model or known.name} {known.version}".strip()]
    lines += [f"{total} pairs, {len(rows)} flagged or unsure and asked, {known.pairs} answered"]
    lines += [f"{name}: {value:.3f}" for name, value in known.figures.items()]
    seen = Counter(
        (row.status, level(row.opinion, known.cuts) or "refused", row.drifted) for row in rows
    )
    lines.append(f"{'audit':9} {'model':9} {'faithful':>8} {'drift':>6}  weight")
    for status, said in sorted({(status, said) for status, said, _ in seen}):
        weight = known.ratios.get(status, {}).get(said)
        shown = f"{weight:6.2f}" if weight else "     –"
        faithful, drift = seen[status, said, False], seen[status, said, True]
        lines.append(f"{status:9} {said:9} {faithful:8} {drift:6}  {shown}")
    refused = Counter(row.opinion.refused for row in rows if row.opinion.refused)
    lines += [f"{count} without an opinion: {reason}" for reason, count in refused.most_common()]
    return lines


def add_to(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.add_typer(commands, name="opinions")
