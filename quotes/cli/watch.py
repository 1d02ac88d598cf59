"""`quotes watch`: audit what is dropped into a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from quotes.cli import options
from quotes.cli.audit import asked_to_end, check, finished, run
from quotes.cli.console import say, warn
from quotes.cli.loading import Reading
from quotes.errors import InputError
from quotes.settings import Settings

if TYPE_CHECKING:
    from quotes.batch.workers import Auditor

Held: TypeAlias = "dict[str, Auditor]"
SETTLED = 1600  # milliseconds without a change until a file counts as whole


def watch(
    folder: Annotated[Path, typer.Argument(help="Folder of articles.", file_okay=False)],
    originals: options.Originals = None,
    report: Annotated[Path, typer.Option(help="Folder for the report.")] = Path("reports"),
    translator: options.Engine = None,
    second_opinion: options.SecondOpinion = None,
    opinions_measured: options.OpinionsMeasured = None,
    parser: options.ParserName = None,
    glossary: options.GlossaryFiles = None,
    ignore: options.Ignore = None,
    indirect: options.Indirect = None,
    judge: options.UseJudge = None,
    jobs: options.Jobs = 0,
    limit: options.Limit = 600.0,
    log: options.LogFormat = "text",
    quiet: options.Quiet = False,
) -> None:
    """Audit the articles of a folder, and again whenever one is added, changed or removed.

    The report is written anew each time; only what changed is audited. Originals that change
    are looked through too. Ctrl-C ends it.

    Example: quotes watch inbox/ --originals originals/ --report reports/
    """
    options.messages(log, quiet=quiet)
    chosen = options.settings(
        originals=originals,
        translator=translator,
        second_opinion=second_opinion,
        opinions_measured=opinions_measured,
        parser=parser,
        glossaries=glossary,
        ignore=ignore,
        indirect=indirect,
        judge=judge,
    )
    check(chosen, "html", report)
    from watchfiles import watch as changes

    watched = [path for path in (folder, chosen.originals) if path]
    held: Held = {}
    with asked_to_end():
        again(folder, chosen, report, held, jobs=jobs, limit=limit)
        say(f"watching {folder}: Ctrl-C ends it")
        try:
            for _ in changes(*watched, watch_filter=_others(report), debounce=SETTLED):
                again(folder, chosen, report, held, jobs=jobs, limit=limit)
        except KeyboardInterrupt:
            say("ended; what was audited is kept")


def _others(report: Path) -> Callable[[object, str], bool]:
    """Return what tells a change in the folder from one of the report, if it lies in there."""
    own = report.resolve()
    return lambda _, path: not Path(path).is_relative_to(own)


def again(
    folder: Path, chosen: Settings, report: Path, held: Held, *, jobs: int, limit: float
) -> None:
    """Audit what changed in the folder and write the report; one without articles is no fault.

    `held` keeps the tools that were opened here, until they are others.
    """
    from quotes.batch import Batch

    with Batch.open(chosen, report) as batch:
        reading = Reading([str(folder)], read=batch.read)
        try:
            pending = batch.plan(reading)
        except InputError as error:
            warn(str(error))
            return
        batch.left_out = tuple(reading.left_out)
        batch.here = held.get(batch.keys.judged)
        stopped = run(batch, pending, jobs=jobs, limit=limit)
        if batch.here:
            held.clear()
            held[batch.keys.judged] = batch.here
        finished(batch, report, stopped)
    if stopped:
        raise KeyboardInterrupt


def add_to(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("watch")(watch)
