"""Reports made by hand: a small one with every status, and one with many quotations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from quotes.comparison.features import aligned_words, word_glosses
from quotes.model import (
    Article,
    AuditedArticle,
    AuditedQuotation,
    Gloss,
    Report,
)
from tests.writers.building import (
    BRIDGE,
)
from tests.writers.officials import (
    SOURCES,
)
from tests.writers.quoted import bridge_cost, council, delays, others, worried


def sample_report() -> Report:
    article = Article(
        "bridge.txt",
        BRIDGE,
        "Mayor defends bridge",
        "A. Reporter",
        date(2031, 5, 8),
        "https://news.example/bridge",
    )
    quotations = (bridge_cost(), council(), delays(), worried(), *others())
    empty = Article(
        "empty & odd <names>.txt",
        "Nothing is quoted here.",
        warnings=("line 3: a byte that is no UTF-8",),
    )
    return Report(
        "quotes 0.1.0|parser:embedded|engine:embedded 0.2.0|encoder:use-m3|line:0.5",
        "2031-05-09T10:00:00+00:00",
        (AuditedArticle(empty, ()), AuditedArticle(article, quotations)),
        SOURCES,
        ("notes.docx was left out: not a text, Markdown or HTML file",),
    )


def long_report(count: int = 60) -> Report:
    """One article with `count` quotations of every status, repeated."""
    base = sample_report().articles[1]
    text, held = "", []
    for number in range(count):
        audited = base.quotations[number % len(base.quotations)]
        by = len(text)
        segments = tuple(segment.shifted(by) for segment in audited.quotation.segments)
        context = audited.quotation.context
        quotation = replace(
            audited.quotation, segments=segments, context=context and context.shifted(by)
        )
        held.append(replace(audited, id=f"long.txt#{number + 1}", quotation=quotation))
        if number % len(base.quotations) == len(base.quotations) - 1:
            text += BRIDGE + "\n"
    article = Article("long.txt", text + BRIDGE, "A long hearing in Puerto Almendro")
    return replace(sample_report(), articles=(AuditedArticle(article, tuple(held)),))


ENGLISH = {
    "bridge.txt#1": "We are going to finish the bridge in March. It will cost 2,600 million pesos.",
    "bridge.txt#2": "The council did not approve all the contracts",
    "bridge.txt#4": "worried about the water level",
    "bridge.txt#6": "The workers have not been paid since June.",
}
NEAREST = {"bridge.txt#5": ("The works are the dream of three generations.",)}


def enriched_report() -> Report:
    """The sample with what helps a reader without Spanish, as the pipeline adds it."""
    report = sample_report()
    return replace(
        report,
        articles=tuple(
            replace(article, quotations=tuple(map(_enriched, article.quotations)))
            for article in report.articles
        ),
    )


def _enriched(audited: AuditedQuotation) -> AuditedQuotation:
    if near := NEAREST.get(audited.id):
        return replace(audited, gloss=Gloss("", "embedded-es-en", "es-pt", candidates=near))
    if audited.id not in ENGLISH:
        return audited
    marked = [span for finding in audited.findings for span in finding.original]
    words = word_glosses(audited.original, marked)
    return replace(
        audited,
        aligned=aligned_words(audited.original, audited.quotation.text),
        gloss=Gloss(ENGLISH[audited.id], "embedded-es-en", "es-pt", words),
    )
