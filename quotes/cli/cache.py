"""`quotes cache`: what is kept of earlier runs, how old and how large; and clearing it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from quotes.cli.console import say

commands = typer.Typer(
    help="Show what is kept of originals and translations, or clear it.\n\nExample: quotes cache"
)


@commands.callback(invoke_without_command=True)
def cache(context: typer.Context) -> None:
    """Show what is kept: how large, how old, what it holds.

    Example: quotes cache
    """
    if context.invoked_subcommand:
        return
    from quotes.settings import cache_folder
    from quotes.stored import stored

    kept = stored(cache_folder())
    print(f"{cache_folder()}")
    for one in kept:
        day = datetime.fromtimestamp(one.used).strftime("%Y-%m-%d")
        print(f"  {one.size / 1e6:8.1f} MB  last used {day}  {one.what}")
    if not kept:
        print("  nothing is kept")


@commands.command()
def clear(
    older: Annotated[
        int | None, typer.Option(help="Only what is older than so many days.", min=0)
    ] = None,
    article: Annotated[
        list[Path] | None, typer.Option(help="Only translations of this article's quotations.")
    ] = None,
) -> None:
    """Delete what is kept: all of it, what is old, or what stems from an article.

    Example: quotes cache clear --older 30
    """
    from quotes.settings import cache_folder
    from quotes.stored import clear_older, forget

    if article:
        from quotes.cli.loading import quoted_texts

        gone = forget(cache_folder(), quoted_texts(article))
        say(f"{gone} translations deleted")
        return
    freed = clear_older(cache_folder(), older)
    say(f"{freed / 1e6:.1f} MB deleted")


def add_to(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.add_typer(commands, name="cache")
