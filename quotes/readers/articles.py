"""From a file to Articles: the English text that quotations are sought in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from quotes.errors import InputError
from quotes.languages.identification import identify
from quotes.model import Article, placed, worded
from quotes.readers.documents import Document, with_marks, with_voices
from quotes.readers.file_lines import file_lines
from quotes.readers.formats import COLLECTIONS, load, parsed, suffix_of
from quotes.readers.raw import decode, shown, too_large

# Parsing costs about 2 s per 1,000 words: a megabyte (170,000 words, two long
# novels) takes some five minutes. A longer "article" is a mistake.
ARTICLE_LIMIT = 1_000_000
# A paragraph whose marks all close: nothing says which of them was meant to open.
ONLY_CLOSING = re.compile(r"^[^“”\n]*”(?=\w)[^“”\n]*”[^“\n]*$", re.MULTILINE)
# Words from which a text's language is beyond doubt (see languages/identification.py).
CERTAIN = 20
# Formats whose files are lines of text; True where tags stand between the words.
LINED = {".txt": False, ".md": False, ".markdown": False, ".html": True, ".htm": True}


def read_articles(path: Path, name: str | None = None) -> Iterator[Article | InputError]:
    """Return every article in a file, one after another, each read as it is asked for.

    Most files hold one. A .zip, .jsonl or .warc holds many; their paths are the file's
    with what names the article in it ("pack.zip/inner/a.txt", "posts.jsonl/12"). A member
    that cannot be used comes as an InputError among the articles and ends nothing; an
    InputError is raised where the file as a whole cannot be used.
    """
    if suffix_of(path) not in COLLECTIONS:
        yield read_article(path, name)
        return
    from quotes.readers.containers import collected  # noqa: PLC0415 - loads their libraries

    where = shown(path if name is None else name)
    count = 0
    for inner, found in collected(path, where):
        count += 1
        if isinstance(found, InputError):
            yield found
            continue
        try:
            article = _article(f"{where}/{shown(inner)}" if inner else where, found)
        except InputError as problem:
            yield problem
        else:
            yield article
    if not count:
        raise InputError(placed(where, worded("holds no article: there is nothing to audit")))


def read_article(path: Path, name: str | None = None) -> Article:
    """Return the one article in a file; messages and reports call it `name` (default: its path).

    Raises InputError where the file cannot be used, or may hold many articles. What is
    only doubtful becomes a warning of the article.
    """
    if suffix_of(path) in COLLECTIONS:
        raise InputError(placed(shown(path), worded("may hold many articles: give it as a whole")))
    raw = load(path, str(path) if name is None else name)
    suffix = suffix_of(path)
    article = _article(raw.name, parsed(raw, suffix))
    if suffix not in LINED:
        return article
    written = decode(raw)[0].replace("\r\n", "\n")
    lines = file_lines(written, article.text, markup=LINED[suffix])
    return replace(article, lines=lines)


def _article(where: str, document: Document) -> Article:
    text = with_marks(with_voices(document), document.quoted)
    if len(text) > ARTICLE_LIMIT:
        raise too_large(where, len(text), ARTICLE_LIMIT)
    if not text.strip():
        raise InputError(placed(where, worded("the file holds no text: there is nothing to audit")))
    warnings = list(document.warnings)
    if len(text.split()) >= CERTAIN and identify(text[:20_000]) == "es":
        warnings.append(worded("the text seems to be Spanish: an audit needs the English article"))
    unpaired = len(ONLY_CLOSING.findall(text))
    if unpaired:
        what = (
            worded("a paragraph has")
            if unpaired == 1
            else worded("{n} paragraphs have", n=unpaired)
        )
        warnings.append(
            worded(
                "{what} only closing quotation marks (”…”): look for quotations there", what=what
            )
        )
    metadata = document.metadata
    return Article(
        path=where,
        text=text,
        title=metadata.title,
        author=metadata.author,
        date=metadata.date,
        url=metadata.url or next(iter(metadata.sources), None),
        warnings=tuple(f"{where}: {warning}" for warning in warnings),
        ignore=metadata.ignore,
    )
