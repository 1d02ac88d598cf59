"""What the HTML page shows, computed from the report; the template only lays it out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from quotes.model import AuditedArticle, AuditedQuotation, Passage, Report, Source
from quotes.writers.html_sides import Side, article_side, original_sides, shortened
from quotes.writers.marking import Run, runs
from quotes.writers.statuses import (
    WORDINGS,
    Wording,
    urgent_articles_first,
    urgent_first,
    worst_first,
)


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage with the source it stands in; links only where they are http(s)."""

    passage: Passage
    title: str
    speaker: str | None = None
    date: str | None = None
    retrieved: str | None = None
    url: str | None = None
    archive_url: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """One quotation as shown: its anchor, both sides with their marks, where it comes from."""

    anchor: str
    number: int
    audited: AuditedQuotation
    wording: Wording
    quote: Side
    originals: tuple[Side, ...]
    passages: tuple[PassageView, ...]
    candidates: tuple[PassageView, ...]
    editions: tuple[PassageView, ...]
    skipped: tuple[str, ...]

    @property
    def opened(self) -> bool:
        """Whether the card starts unfolded: where there is something to read."""
        return bool(self.audited.findings) or self.audited.status in ("review", "misquoted")


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article: its text in runs marked with cards, and the cards, most urgent first."""

    anchor: str
    audited: AuditedArticle
    url: str | None
    runs: tuple[Run[Card], ...]
    cards: tuple[Card, ...]


def article_views(report: Report) -> list[ArticleView]:
    """Return the articles of the report as shown, most urgent first, each with its own anchor."""
    sources = {source.document: source for source in report.sources}
    taken: set[str] = set()
    return [
        _article_view(audited, _anchor(audited.article.path, taken), sources)
        for audited in urgent_articles_first(report)
    ]


def safe_link(url: str | None) -> str | None:
    """Return `url` where it is a plain http or https address, else None."""
    if not url or not url.isprintable() or " " in url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and parts.hostname else None


def _article_view(audited: AuditedArticle, anchor: str, sources: dict[str, Source]) -> ArticleView:
    numbers = {quotation.id: n for n, quotation in enumerate(audited.quotations, start=1)}
    cards = tuple(
        _card(quotation, audited, f"{anchor}-{numbers[quotation.id]}", sources)
        for quotation in urgent_first(audited.quotations)
    )
    return ArticleView(
        anchor=anchor,
        audited=audited,
        url=safe_link(audited.article.url),
        runs=tuple(_marked_text(audited, cards)),
        cards=cards,
    )


def _marked_text(audited: AuditedArticle, cards: Sequence[Card]) -> list[Run[Card]]:
    marked = [(span, card) for card in cards for span in card.audited.quotation.segments]
    # the innermost (shortest) quotation comes last, and the template takes the last
    marked.sort(key=lambda pair: pair[0].start - pair[0].end)
    return runs(audited.article.text, marked)


def _card(
    audited: AuditedQuotation, article: AuditedArticle, anchor: str, sources: dict[str, Source]
) -> Card:
    location = audited.location
    audited = replace(audited, findings=worst_first(audited.findings))

    def shown(passages: Sequence[Passage]) -> tuple[PassageView, ...]:
        return tuple(_passage_view(p, sources.get(p.document)) for p in passages)

    return Card(
        anchor=anchor,
        number=int(anchor.rpartition("-")[2]),
        audited=audited,
        wording=WORDINGS[audited.status],
        quote=article_side(audited, article.article.text),
        originals=original_sides(audited),
        passages=shown(location.passages),
        candidates=shown(location.candidates),
        editions=shown(location.editions),
        skipped=tuple(map(shortened, location.skipped)),
    )


def _passage_view(passage: Passage, source: Source | None) -> PassageView:
    if source is None:
        return PassageView(passage, passage.document)
    return PassageView(
        passage=passage,
        title=source.title or passage.document,
        speaker=source.speaker,
        date=source.date.isoformat() if source.date else None,
        retrieved=source.retrieved.isoformat() if source.retrieved else None,
        url=safe_link(source.url),
        archive_url=safe_link(source.archive_url),
        sha256=source.sha256,
    )


def _anchor(path: str, taken: set[str]) -> str:
    stem = re.sub(r"[^a-z0-9]+", "-", path.lower()).strip("-") or "article"
    anchor, number = stem, 1
    while anchor in taken:
        number += 1
        anchor = f"{stem}.{number}"
    taken.add(anchor)
    return anchor
