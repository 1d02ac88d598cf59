"""Articles with their parses: in groups, since short texts are parsed faster together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quotes.model import Article, Parse
from quotes.parsing.parser import Parser, Wanted

BATCH = 2_000  # characters parsed in one go: an article, or a few short ones


def parsed(
    parser: Parser, articles: Iterable[Article], *, trees: Wanted | None = None
) -> Iterator[tuple[Article, Parse]]:
    """Yield each article with its parse, in order; `trees` as `Parser.parse` has it."""
    for batch in batches(articles):
        parses = parser.parse_all([article.text for article in batch], trees=trees)
        yield from zip(batch, parses, strict=True)


def batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Yield the articles in groups of about BATCH characters, each at least one article."""
    batch: list[Article] = []
    for article in articles:
        batch.append(article)
        if sum(len(a.text) for a in batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
