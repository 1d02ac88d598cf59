"""`quotes models`: the Stanza models that are found, and fetching the official ones."""

from __future__ import annotations

import typer

from quotes.cli.console import say

commands = typer.Typer(
    help="Show the Stanza models, or fetch the official ones.\n\nExample: quotes models fetch"
)


@commands.callback(invoke_without_command=True)
def models(context: typer.Context) -> None:
    """Show the Stanza models: name, whether they are installed, and where.

    Example: quotes models
    """
    if context.invoked_subcommand:
        return
    from quotes.parsing import known_models

    for known in known_models():
        state = "installed" if known.installed else "not found"
        print(f"{known.name:<10} {state:<10} {known.folder}")


@commands.command()
def fetch() -> None:
    """Fetch Stanza's official English models (this uses the network).

    Example: quotes models fetch
    """
    from quotes.network import lift
    from quotes.parsing import fetch_official

    lift()
    say(f"installed in {fetch_official().folder}: use them with --parser official")


def add_to(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.add_typer(commands, name="models")
