"""Articles with their parses: in groups, the next group parsed while the last is worked on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from quotes.model import Article, Parse
from quotes.parsing.parser import Parser
from quotes.parsing.process import ParserProcess

BATCH = 6_000  # characters parsed in one go: about two articles, so that both cores have work


def parsed(
    parser: Parser | ParserProcess, articles: Iterable[Article]
) -> Iterator[tuple[Article, Parse]]:
    """Yield each article with its parse, in order.

    Stanza runs in a thread of its own, one group ahead of whoever asks.
    """
    with ThreadPoolExecutor(max_workers=1) as stanza:
        waiting: tuple[list[Article], Future[list[Parse]]] | None = None
        for batch in batches(articles):
            coming = batch, stanza.submit(parser.parse_all, [article.text for article in batch])
            if waiting:
                yield from zip(waiting[0], waiting[1].result(), strict=True)
            waiting = coming
        if waiting:
            yield from zip(waiting[0], waiting[1].result(), strict=True)


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
