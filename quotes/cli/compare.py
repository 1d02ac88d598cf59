"""`quotes compare`: one original against one quotation, or a file of pairs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quotes.cli import options
from quotes.cli.audit import FAILING, check_names
from quotes.cli.console import progress
from quotes.cli.loading import load_comparator, load_readers, load_translator
from quotes.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quotes.comparison import Comparator
    from quotes.model import Case, Glossary, Opinion, Translation, Verdict
    from quotes.opinions import SecondReader
    from quotes.pipeline import Fault
    from quotes.settings import Settings
    from quotes.translators import Panel, Translator

CHUNK = 64  # pairs judged together: enough to fill the encoder's batches
WORDS = ("original", "quote")
Item = dict[str, Any]


def compare(
    original: Annotated[str | None, typer.Argument(help="The Spanish words.")] = None,
    quote: Annotated[str | None, typer.Argument(help="The English words.")] = None,
    pairs: Annotated[
        Path | None,
        typer.Option(
            help='JSON lines of {"id", "original", "quote"}; "-" is stdin.', show_default=False
        ),
    ] = None,
    format_: options.LineFormat = "terminal",
    translator: options.Engine = None,
    second_opinion: options.SecondOpinion = None,
    opinions_measured: options.OpinionsMeasured = None,
    glossary: options.GlossaryFiles = None,
    ignore: options.Ignore = None,
    select: options.Select = None,
    severity: options.Severities = None,
    judge: options.UseJudge = None,
    fail_on: options.FailOn = None,
) -> None:
    """Compare Spanish words with their English quotation, side by side.

    Example: quotes compare "No fue un error" "It was an error"
    """
    chosen = options.settings(
        translator=translator,
        second_opinion=second_opinion,
        opinions_measured=opinions_measured,
        glossaries=glossary,
        ignore=ignore,
        select=select,
        severity=severity,
        judge=judge,
        fail_on=fail_on,
    )
    options.check_format(format_)
    check_names(chosen)
    items = _items(original, quote, pairs)
    verdicts = run(items, chosen, format_)
    raise typer.Exit(int(bool(verdicts & FAILING[chosen.fail_on])))


def _items(original: str | None, quote: str | None, pairs: Path | None) -> list[Item]:
    if pairs and original is None:
        return list(options.json_lines(pairs, "id", "original", "quote", words=WORDS))
    if pairs or original is None or quote is None:
        raise SettingsError('nothing to compare: give "texto original" "English words", or --pairs')
    return [{"id": "1", "original": options.clean(original), "quote": options.clean(quote)}]


def run(items: list[Item], chosen: Settings, format_: str) -> set[str]:
    """Print one line (or one side-by-side) a pair; return the verdicts that occurred."""
    from quotes.languages.glossaries import load_glossary

    glossary = load_glossary(chosen.glossaries)
    engine, comparator = load_translator(chosen), load_comparator(chosen)
    readers = load_readers(chosen)
    ignore, seen = frozenset(chosen.ignore), set[str]()
    with progress("comparing", -(-len(items) // CHUNK)) as advance:
        for start in range(0, len(items), CHUNK):
            chunk = items[start : start + CHUNK]
            done = judged(chunk, engine, comparator, glossary, ignore)
            line = comparator.risk.review
            said = reread([case for *_, case, _ in done], [row[-1] for row in done], readers, line)
            for (item, back, case, verdict), opinions in zip(done, said, strict=True):
                seen.add(verdict.verdict)
                show(item, back, case, verdict, opinions, format_)
            advance()
    return seen


def judged(
    chunk: list[Item],
    engine: Translator | Panel | None,
    comparator: Comparator,
    glossary: Glossary,
    ignore: frozenset[str],
) -> list[tuple[Item, Translation | None, Case, Verdict]]:
    """Return each pair with its back-translation, its case and its verdict."""
    from quotes import checks
    from quotes.model import Case
    from quotes.pipeline import Fault, isolated

    def compared(some: list[Case]) -> list[Verdict]:
        return comparator.judge(some, [checks.run(case, ignore=ignore) for case in some])

    texts = [str(item["quote"]) for item in chunk]
    begun = [text[: checks.LONGEST] for text in texts]  # no more is compared
    backs = engine.translate(begun) if engine else [None] * len(chunk)
    cases = [
        Case(
            original=str(item["original"]),
            quote=text,
            back_translation=back.given if back else None,
            glossary=glossary,
        )
        for item, text, back in zip(chunk, texts, backs, strict=True)
    ]
    verdicts = [
        not_compared(one, comparator) if isinstance(one, Fault) else one
        for one in isolated("comparing it", compared, cases)
    ]
    return list(zip(chunk, backs, cases, verdicts, strict=True))


def not_compared(fault: Fault, comparator: Comparator) -> Verdict:
    """Return that a person must read a pair, since a step failed on it."""
    from quotes.checks.whole_pair import failed
    from quotes.model import Verdict

    return Verdict("review", comparator.risk.review, (), (failed((fault.reason,)),))


def reread(
    cases: Sequence[Case], verdicts: Sequence[Verdict], readers: Sequence[SecondReader], line: float
) -> list[tuple[Opinion, ...]]:
    """Return the opinions of each pair: none where it is neither flagged nor unsure."""
    from quotes.model import OpinionQuery
    from quotes.opinions import worth_asking

    wanted = [n for n, v in enumerate(verdicts) if worth_asking(v.verdict, v.risk, line)]
    queries = [
        OpinionQuery(cases[n].original, cases[n].quote, status=verdicts[n].verdict) for n in wanted
    ]
    risks = [verdicts[n].risk for n in wanted]
    columns = [reader.opinions(queries, risks) for reader in readers]
    said = dict(zip(wanted, zip(*columns, strict=True), strict=bool(columns)))
    return [said.get(n, ()) for n in range(len(cases))]


def show(
    item: Item,
    back: Translation | None,
    case: Case,
    verdict: Verdict,
    opinions: tuple[Opinion, ...],
    format_: str,
) -> None:
    """Print one pair."""
    from quotes.writers.json_report import compare_line, line_of
    from quotes.writers.terminal_report import side_by_side

    if format_ == "jsonl":
        print(line_of(compare_line(item["id"], verdict, back, opinions)))
    else:
        print(side_by_side(case, verdict, back, opinions))


def add_to(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("compare")(compare)
