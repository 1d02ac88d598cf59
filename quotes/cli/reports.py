"""`quotes report`, `diff` and `replay`: what is done with a report that was written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli import options
from quotes.cli.console import say
from quotes.settings import Settings

if TYPE_CHECKING:
    from quotes.review.differences import Difference


def report(
    file: Annotated[Path, typer.Argument(help="A report.json that `quotes audit` wrote.")],
    format_: Annotated[str, typer.Option("--format", "-f", help=options.FORMATS)] = "terminal",
    output: Annotated[
        Path | None, typer.Option(help="Folder to write into; none: stdout.", show_default=False)
    ] = None,
) -> None:
    """Write an earlier audit again, in another format, with what was decided since.

    Example: quotes report reports/report.json --format csv
    """
    from quotes.review.decisions import kept_decisions
    from quotes.writers import WRITERS, read_report
    from quotes.writers.decided import decided_report

    options.check_format(format_, WRITERS)
    done = decided_report(read_report(file), kept_decisions(file.parent))
    if output:
        say(f"wrote {WRITERS[format_].write(done, output)}")
    else:
        WRITERS[format_].to_stdout(done)


def diff(
    old: Annotated[Path, typer.Argument(help="The earlier report.json.")],
    new: Annotated[Path, typer.Argument(help="The later report.json.")],
) -> None:
    """Show which quotations are new, gone, or judged otherwise. Exit code 1 if there are any.

    Example: quotes diff yesterday/report.json reports/report.json
    """
    from quotes.review.differences import differences
    from quotes.writers import read_report

    found = list(differences(read_report(old), read_report(new)))
    for one in found:
        print(line(one))
    raise typer.Exit(int(bool(found)))


def line(one: Difference) -> str:
    """Return a difference as "path:line:column: changed: review → drift (D201): “…”"."""
    from quotes.review.differences import verdict_of
    from quotes.writers.shown_text import one_line

    sides = [verdict_of(side) for side in (one.before, one.after) if side]
    said = " → ".join(
        f"{status} ({', '.join(codes)})" if codes else status for status, codes in sides
    )
    shown = one.after or one.before
    words = shown.quotation.text if shown else ""
    return one_line(f"{one.place}: {one.kind}: {said}: “{words}”")


def replay(
    file: Annotated[Path, typer.Argument(help="A report.json that `quotes audit` wrote.")],
    glossary: options.GlossaryFiles = None,
    ignore: options.Ignore = None,
    severity: options.Severities = None,
    judge: options.UseJudge = None,
) -> None:
    """Work every verdict out again from the report alone, offline, and say what changed.

    The originals are not looked for again: their words stand in the report, as do the user's
    own glossaries, and which checks were asked; flags are added to those. Exit code 0:
    identical; 1: something changed.

    Example: quotes replay reports/report.json
    """
    from quotes.review.differences import replay as replayed
    from quotes.review.differences import with_rules
    from quotes.tools import rules_of
    from quotes.writers import read_report
    from quotes.writers.shown_text import one_line

    read = read_report(file)
    given = Settings(
        glossaries=tuple(glossary or ()),
        ignore=tuple(ignore or ()),
        severity=dict(options.pairs("--severity", severity or (), options.LEVELS)),
    )
    rules = with_rules(read.rules, rules_of(given))
    total = changed = 0
    for one in replayed(read, rules if judge is None else replace(rules, judge=judge)):
        total += 1
        if one.changes:
            changed += 1
            print(one_line(f"{one.place}: {one.before.id}"))
            for line in one.changes:
                print(f"  {one_line(line)}")
    say(f"{total} verdicts: {f'{changed} changed' if changed else 'identical'}")
    raise typer.Exit(int(bool(changed)))


def add_to(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("report")(report)
    app.command("diff")(diff)
    app.command("replay")(replay)
