"""`quotes audit`: the whole chain over a set of articles."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quotes import __version__
from quotes.cli import options
from quotes.cli.console import progress, say, warn
from quotes.cli.loading import load_comparator, load_corpus, read_articles, translator_name
from quotes.errors import unknown_name
from quotes.settings import Settings, cache_folder

if TYPE_CHECKING:
    from quotes.model import Article, AuditedArticle, Report
    from quotes.pipeline import Audit

FAILING = {
    "never": frozenset[str](),
    "drift": frozenset({"drift", "misquoted"}),
    "review": frozenset({"drift", "misquoted", "review"}),
}


def audit(
    articles: options.Files,
    originals: options.Originals = None,
    format_: Annotated[
        str, typer.Option("--format", "-f", help=f"On stdout: {options.FORMATS}.")
    ] = "terminal",
    report: Annotated[
        Path | None,
        typer.Option(help="Folder for index.html, report.json and report.csv.", show_default=False),
    ] = None,
    translator: options.Engine = None,
    parser: options.ParserName = None,
    glossary: options.GlossaryFiles = None,
    ignore: options.Ignore = None,
    fail_on: options.FailOn = None,
    indirect: options.Indirect = None,
    judge: options.UseJudge = None,
) -> None:
    """Audit articles against the originals that they quote.

    Exit code 0: nothing at or above --fail-on; 1: something was found; 2: not done.

    Example: quotes audit articles/ --originals originals/ --report reports/
    """
    chosen = options.settings(
        originals=originals,
        translator=translator,
        parser=parser,
        glossaries=glossary,
        ignore=ignore,
        fail_on=fail_on,
        indirect=indirect,
        judge=judge,
    )
    check(chosen, format_, report)
    read = read_articles(articles)
    done = run(load(chosen, len(read)), read, chosen)
    write(done, format_, report)
    raise typer.Exit(exit_code(done, len(read), chosen))


def check(chosen: Settings, format_: str, folder: Path | None) -> None:
    """Raise an error for a name that does not exist or a folder closed, before hours of work."""
    from quotes.writers import WRITERS, check_writable

    options.check_format(format_, WRITERS)
    check_names(chosen)
    if folder:
        check_writable(folder)


def check_names(chosen: Settings) -> None:
    """Raise SettingsError for a name that does not exist, before any work is done."""
    from quotes.checks import by_name

    if chosen.fail_on not in FAILING:
        raise unknown_name("--fail-on", chosen.fail_on, FAILING)
    for name in chosen.ignore:
        by_name(name)


def exit_code(done: Report, asked: int, chosen: Settings) -> int:
    """Return 2 where articles are missing, 1 for a status at or above --fail-on, else 0."""
    if len(done.articles) < asked:
        return 2
    statuses = {q.status for article in done.articles for q in article.quotations}
    return int(bool(statuses & FAILING[chosen.fail_on]))


def load(chosen: Settings, count: int = 1) -> Audit:
    """Load every tool of the audit of so many articles, the cheap ones that may fail first."""
    from quotes.languages.glossaries import load_glossary
    from quotes.parsing import find_models
    from quotes.pipeline import Audit
    from quotes.quoting import Quoting
    from quotes.rehearsal import rehearse
    from quotes.writers.html_report import template

    glossary = load_glossary(chosen.glossaries)
    find_models(chosen.parser)
    engine = translator_name(chosen)
    quoting = Quoting(chosen.parser, engine, cache_folder(), chosen.indirect)
    corpus = load_corpus(chosen)
    quoting.start()  # loads its models while the rest is loaded here
    audit = Audit(
        quoting=quoting,
        corpus=corpus,
        comparator=load_comparator(chosen, threads=1),  # the parser has another core
        glossary=glossary,
        ignore=frozenset(chosen.ignore),
    )
    rehearse(audit, several=count > 1)
    template()  # compiled while the parser loads
    return audit


def run(tools: Audit, articles: list[Article], chosen: Settings) -> Report:
    """Audit the articles; on Ctrl-C, report what is done so far."""
    done: list[AuditedArticle] = []
    notes: list[str] = []
    with progress("auditing", len(articles)) as advance:
        try:
            for article in tools.run(articles):
                done.append(article)
                advance()
        except KeyboardInterrupt:
            notes.append(f"interrupted: {len(done)} of {len(articles)} articles were audited")
            warn(notes[0])
    return assemble(tools, done, notes, chosen)


def assemble(
    tools: Audit, done: list[AuditedArticle], notes: list[str], chosen: Settings
) -> Report:
    """Return the report of the articles done, with the sources that they quote."""
    from quotes.model import Report

    if tools.quoting.translator is None:
        notes.append("no back-translation: compared on both texts alone")
    documents = {
        passage.document
        for article in done
        for q in article.quotations
        for passage in (*q.location.passages, *q.location.candidates, *q.location.editions)
    }
    return Report(
        signature=signature(tools, chosen),
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        articles=tuple(done),
        sources=tuple(tools.corpus.source(document) for document in sorted(documents)),
        notes=(*tools.corpus.notes, *notes),
    )


def signature(tools: Audit, chosen: Settings) -> str:
    """Return the line that lets others know exactly what was done."""
    parts = (
        f"quotes {__version__}",
        *tools.quoting.names,
        tools.comparator.signature,
        f"{len(tools.glossary.terms) + len(tools.glossary.false_friends)} glossary entries",
        f"ignored: {', '.join(sorted(chosen.ignore)) or 'none'}",
    )
    return " | ".join(parts)


def write(done: Report, format_: str, folder: Path | None) -> None:
    """Write the report to stdout, then to the folder, if one is named: a disk may be full."""
    from quotes.writers import WRITERS

    WRITERS[format_].to_stdout(done)
    if folder:
        for name in ("html", "json", "csv"):
            path = WRITERS[name].write(done, folder)
            say(f"wrote {path}")


def add_to(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("audit")(audit)
