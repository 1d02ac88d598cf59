"""Articles in groups that are parsed in one go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quotes.model import Article

BATCH = 40_000  # characters: enough to fill Stanza's batches, and soon done


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
