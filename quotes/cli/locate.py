"""`quotes locate`: the passage that a quotation comes from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quotes.cli import options
from quotes.cli.loading import load_corpus, load_translator
from quotes.errors import SettingsError

if TYPE_CHECKING:
    from quotes.model import Query
    from quotes.translators import Panel, Translator

WORDS = ("quote", "sentence", "speaker", "group")


def locate(
    words: Annotated[list[str] | None, typer.Argument(help="The English words.")] = None,
    quotes: Annotated[
        Path | None,
        typer.Option(help='JSON lines of {"id", "quote"}; "-" is stdin.', show_default=False),
    ] = None,
    originals: options.Originals = None,
    format_: options.LineFormat = "terminal",
    translator: options.Engine = None,
) -> None:
    """Find the passage in the originals that English words render.

    A line of --quotes may also hold "sentence" (the sentence around the quotation),
    "speaker" and "group" (the article it comes from).

    Example: quotes locate "turn the page" --originals originals/
    """
    options.check_format(format_)
    chosen = options.settings(originals=originals, translator=translator)
    if bool(words) == bool(quotes):
        raise SettingsError("nothing to locate: give English words, or --quotes FILE")
    items = (
        list(options.json_lines(quotes, "id", "quote", words=WORDS))
        if quotes
        else [{"id": str(n), "quote": options.clean(text)} for n, text in enumerate(words or [], 1)]
    )
    from quotes.writers.documents import line_of, locate_line
    from quotes.writers.terminal import location_lines

    corpus = load_corpus(chosen)
    asked = queries(items, load_translator(chosen))
    for item, where in zip(items, corpus.locate(asked), strict=True):
        line = line_of(locate_line(item["id"], where))
        print(line if format_ == "jsonl" else location_lines(item["quote"], where))


def queries(items: list[dict[str, Any]], engine: Translator | Panel | None) -> list[Query]:
    """Return one query an item, with its back-translation where there is an engine."""
    from quotes.model import Query

    texts = [str(item["quote"]) for item in items]
    backs = engine.translate(texts) if engine else [None] * len(texts)
    return [
        Query(
            text=text,
            sentence=item.get("sentence"),
            speaker=item.get("speaker"),
            group=item.get("group"),
            back_translation=back.given if back else None,
        )
        for item, text, back in zip(items, texts, backs, strict=True)
    ]


def add_to(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("locate")(locate)
