"""`quotes extract`: the quotations of articles, with cue and speaker."""

from __future__ import annotations

import typer

from quotes.cli import options
from quotes.cli.console import progress
from quotes.cli.loading import read_articles


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
    from quotes.writers.documents import extract_line, line_of
    from quotes.writers.terminal import quotation_line

    stanza = Parser.open(chosen.parser)
    with progress("parsing", len(articles)) as advance:
        trees = None if chosen.indirect else needs_tree
        for article, parse in parsed(stanza, articles, trees=trees):
            found = find(article.text, parse, indirect=chosen.indirect)
            ids = identifiers(article.path, found)
            for identifier, quotation in zip(ids, found, strict=True):
                line = extract_line(article.path, identifier, quotation)
                print(line_of(line) if format_ == "jsonl" else quotation_line(line))
            advance()


def add_to(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("extract")(extract)
