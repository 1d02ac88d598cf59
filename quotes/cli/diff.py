"""`quotes diff`: what two reports say otherwise."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from quotes.review.differences import Difference


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
    from quotes.writers.visible import one_line

    sides = [verdict_of(side) for side in (one.before, one.after) if side]
    said = " → ".join(
        f"{status} ({', '.join(codes)})" if codes else status for status, codes in sides
    )
    shown = one.after or one.before
    words = shown.quotation.text if shown else ""
    return one_line(f"{one.place}: {one.kind}: {said}: “{words}”")


def add_to(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("diff")(diff)
