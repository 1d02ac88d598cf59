"""`quotes replay`: whether a report still says what this program says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from quotes.cli import options
from quotes.cli.console import say
from quotes.settings import Settings


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
    from quotes.review.replay import replay as replayed
    from quotes.review.replay import with_rules
    from quotes.tools import rules_of
    from quotes.writers import read_report
    from quotes.writers.visible import one_line

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
    """Add the command to the application."""
    app.command("replay")(replay)
