"""Audit translated quotations: find them, find their originals, say what drifted.

The same door serves a notebook, a server and a worker (docs/python.md):

    Audit.open(settings)       opens models, originals, translator and glossaries once
    audit.article(article)     returns an AuditedArticle
    audit.run(articles)        yields one AuditedArticle after the other

Importing this package loads no model and no heavy library, and changes nothing outside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from quotes.errors import QuotesError
    from quotes.model import Article, AuditedArticle, AuditedQuotation, Report
    from quotes.pipeline import Audit
    from quotes.readers import read_article
    from quotes.settings import Settings

_HOMES = {
    "Article": "quotes.model",
    "Audit": "quotes.pipeline",
    "AuditedArticle": "quotes.model",
    "AuditedQuotation": "quotes.model",
    "QuotesError": "quotes.errors",
    "Report": "quotes.model",
    "Settings": "quotes.settings",
    "read_article": "quotes.readers",
}

__all__ = [
    "Article",
    "Audit",
    "AuditedArticle",
    "AuditedQuotation",
    "QuotesError",
    "Report",
    "Settings",
    "read_article",
]


def __getattr__(name: str) -> object:
    """Return a public value, loaded when it is first asked for."""
    from importlib import import_module  # noqa: PLC0415 - only where something is asked for

    if name not in _HOMES:
        raise AttributeError(f"module 'quotes' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
