"""`quotes checks` and `quotes explain`: the kinds of drift that are looked for."""

from __future__ import annotations

from typing import Annotated

import typer


def checks() -> None:
    """List the checks: code, name, severity and what each looks for.

    Example: quotes checks
    """
    from quotes.checks import CHECKS

    for check in CHECKS:
        summary = check.manual.strip().splitlines()[0]
        print(f"{check.code}  {check.severity:<8}  {check.name:<22}  {summary}")


def explain(
    name: Annotated[str, typer.Argument(help="A check's name or code, such as lost-negation.")],
) -> None:
    """Explain one check: what it finds, why it matters, examples.

    Example: quotes explain lost-negation
    """
    from quotes.checks import by_name

    check = by_name(name)
    print(f"{check.code} {check.name} ({check.severity})\n\n{check.manual.strip()}")


def add_to(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("checks")(checks)
    app.command("explain")(explain)
