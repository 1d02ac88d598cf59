"""Every value that travels between the steps: frozen, slotted, made of tuples.

This package is the glossary of the program. Offsets are 0-based character
offsets into the text as read (never the raw file), end-exclusive, everywhere.
"""

from quotes.model.comparison import (
    Case,
    Check,
    Evidence,
    FalseFriend,
    Finding,
    Glossary,
    Score,
    Severity,
    Term,
    Verdict,
)
from quotes.model.opinions import Gravity, Opinion, OpinionError, OpinionQuery
from quotes.model.originals import Location, Passage, Place, Query, Source
from quotes.model.quotations import Cue, Kind, Mention, Quotation, Speaker, identifiers
from quotes.model.reports import (
    AuditedArticle,
    AuditedQuotation,
    Choice,
    Chosen,
    Decision,
    Report,
    Rules,
    Status,
    matching,
)
from quotes.model.texts import Article, Entity, Parse, Sentence, Span, Word
from quotes.model.translations import AlignedWords, Gloss, OtherTranslation, Translation, WordGloss

__all__ = [
    "AlignedWords",
    "Article",
    "AuditedArticle",
    "AuditedQuotation",
    "Case",
    "Check",
    "Choice",
    "Chosen",
    "Cue",
    "Decision",
    "Entity",
    "Evidence",
    "FalseFriend",
    "Finding",
    "Gloss",
    "Glossary",
    "Gravity",
    "Kind",
    "Location",
    "Mention",
    "Opinion",
    "OpinionError",
    "OpinionQuery",
    "OtherTranslation",
    "Parse",
    "Passage",
    "Place",
    "Query",
    "Quotation",
    "Report",
    "Rules",
    "Score",
    "Sentence",
    "Severity",
    "Source",
    "Span",
    "Speaker",
    "Status",
    "Term",
    "Translation",
    "Verdict",
    "Word",
    "WordGloss",
    "identifiers",
    "matching",
]
