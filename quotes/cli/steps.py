"""`quotes extract`, `locate` and `translate`: the steps of an audit, each alone."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from quotes.cli import options
from quotes.cli.console import progress, warn
from quotes.cli.loading import load_corpus, load_translator, read_articles
from quotes.errors import SettingsError, TranslatorError


def extract(
    files: options.Files,
    format_: options.LineFormat = "terminal",
    parser: options.ParserName = None,
    indirect: options.Indirect = None,
) -> None:
    """Find the quotations in articles: kind, words, cue and speaker.

    Example: quotes extract article.txt --format jsonl
    """
    options.check_format(format_)
    chosen = options.settings(parser=parser, indirect=indirect)
    articles = read_articles(files)
    from quotes.model import identifiers
    from quotes.parsing import Parser, parsed
    from quotes.quotations import find, needs_tree
    from quotes.writers.json_report import extract_line, line_of
    from quotes.writers.terminal_report import quotation_line

    stanza = Parser.open(chosen.parser)
    with progress("parsing", len(articles)) as advance:
        trees = None if chosen.indirect else needs_tree
        for article, parse in parsed(stanza, articles, trees=trees):
            found = find(article.text, parse, bold=article.bold, indirect=chosen.indirect)
            ids = identifiers(article.path, found)
            for identifier, quotation in zip(ids, found, strict=True):
                line = extract_line(article.path, identifier, quotation)
                print(line_of(line) if format_ == "jsonl" else quotation_line(line))
            advance()


WORDS = ("quote", "sentence", "speaker", "group")


def locate(
    words: Annotated[list[str] | None, typer.Argument(help="The English words.")] = None,
    quotes: Annotated[
        Path | None,
        typer.Option(help='JSON lines of {"id", "quote"}; "-" is stdin.', show_default=False),
    ] = None,
    originals: options.Originals = None,
    format_: options.LineFormat = "terminal",
    # Nothing is translated to locate: taken, so that a script that gives it still runs.
    translator: Annotated[str | None, typer.Option("--translator", hidden=True)] = None,
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
    from quotes.model import Query
    from quotes.writers.json_report import line_of, locate_line
    from quotes.writers.terminal_report import location_lines

    asked = [
        Query(one["quote"], one.get("sentence"), one.get("speaker"), group=one.get("group"))
        for one in items
    ]
    for item, where in zip(items, load_corpus(chosen).locate(asked), strict=True):
        line = line_of(locate_line(item["id"], where))
        print(line if format_ == "jsonl" else location_lines(item["quote"], where))


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
    """Add the commands to the application."""
    app.command("extract")(extract)
    app.command("locate")(locate)
    app.command("translate")(translate)
