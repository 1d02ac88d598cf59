"""From a file to an Article: the English text that quotations are sought in."""

from __future__ import annotations

from pathlib import Path

from quotes.errors import InputError
from quotes.languages.identification import identify
from quotes.model import Article
from quotes.readers.formats import read_document
from quotes.readers.raw import too_large

# Parsing costs about 2 s per 1,000 words: a megabyte (170,000 words, two long
# novels) takes some five minutes. A longer "article" is a mistake.
ARTICLE_LIMIT = 1_000_000
# Words from which a text's language is beyond doubt (see languages/identification.py).
CERTAIN = 20


def read_article(path: Path, name: str | None = None) -> Article:
    """Return the article in a file; messages and reports call it `name` (default: its path).

    Raises InputError where the file cannot be used. What is only doubtful becomes
    a warning of the article.
    """
    shown_as = str(path) if name is None else name
    where, document = read_document(path, shown_as)
    if len(document.text) > ARTICLE_LIMIT:
        raise too_large(where, len(document.text), ARTICLE_LIMIT)
    if not document.text.strip():
        raise InputError(f"{where}: the file holds no text: there is nothing to audit")
    warnings = list(document.warnings)
    if len(document.text.split()) >= CERTAIN and identify(document.text[:20_000]) == "es":
        warnings.append("the text seems to be Spanish: an audit needs the English article")
    metadata = document.metadata
    return Article(
        path=shown_as,
        text=document.text,
        title=metadata.title,
        author=metadata.author,
        date=metadata.date,
        url=metadata.url or next(iter(metadata.sources), None),
        warnings=tuple(f"{where}: {warning}" for warning in warnings),
    )
