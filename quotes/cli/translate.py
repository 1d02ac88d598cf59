"""`quotes translate`: the back-translation that the audit would use."""

from __future__ import annotations

from typing import Annotated

import typer

from quotes.cli import options
from quotes.cli.console import warn
from quotes.cli.loading import load_translator
from quotes.errors import TranslatorError


def translate(
    texts: Annotated[
        list[str] | None, typer.Argument(help="English texts; none: one a line from stdin.")
    ] = None,
    translator: options.Engine = None,
) -> None:
    """Translate English words into Spanish, one line each.

    Example: quotes translate "We will not raise taxes"
    """
    engine = load_translator(options.settings(translator=translator))
    if engine is None:
        raise TranslatorError("no translator: `quotes doctor` shows what can be installed")
    lines = (
        list(map(options.clean, texts or ())) or typer.get_text_stream("stdin").read().splitlines()
    )
    with engine:
        answers = engine.translate(lines)
    for number, answer in enumerate(answers, 1):
        print(answer.text if answer else "")
        if answer and answer.refused:
            warn(f"line {number}: not translated: {answer.refused}")
        for other in answer.others if answer else ():
            print(f"  {other.engine}: {other.text or f'not translated: {other.refused}'}")
    asked = [answer for answer in answers if answer]
    if asked and all(answer.refused for answer in asked):
        raise TranslatorError(f"{engine.name}: not translated: {asked[0].refused}")


def add_to(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("translate")(translate)
