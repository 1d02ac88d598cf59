"""`quotes report`: an audit written earlier, in another format."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from quotes.cli import options
from quotes.cli.console import say


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


def add_to(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("report")(report)
