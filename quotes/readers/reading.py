"""From a file to Articles, whose quotations are sought, and to Sources, in which they are."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from quotes.errors import InputError, SourceError
from quotes.languages.identification import identify, language_code, language_name
from quotes.model import Article, Source, Span, placed, worded
from quotes.readers.documents import Document, Metadata, readable, with_marks, with_voices
from quotes.readers.file_lines import file_lines
from quotes.readers.formats import COLLECTIONS, load, parsed, suffix_of
from quotes.readers.raw import TEXT_LIMIT, decode, shown, too_large

# Parsing costs about 2 s per 1,000 words: a megabyte (170,000 words, two long
# novels) takes some five minutes. A longer "article" is a mistake.
ARTICLE_LIMIT = 1_000_000
# A paragraph whose marks all close: nothing says which of them was meant to open.
ONLY_CLOSING = re.compile(r"^[^“”\n]*”(?=\w)[^“”\n]*”[^“\n]*$", re.MULTILINE)
# One that opens a quotation and never closes it, where the next does not go on with it.
_PAIRS = r"(?:[^“”\"\n]*\"[^“”\"\n]*\")*"
_UNCLOSED = (
    r"[^“”„\n]*“[^“”\"\n]*",  # “We have no water, said Luna.
    r"[^“”\n]*“\w[^“”\"\n]*[^\S\n]“\w[^“”\"\n]*[”\"][^“”\"\n]*",  # and “Nobody came,” he added.
    r"[^«»\n]*«[^«»“\"\n]*",
    rf"{_PAIRS}[^“”\"\n]*(?<!\d)\"\w[^“”\"\n]*",  # 12" is a measure
    rf"{_PAIRS}(?:|[^“”\"\n]*[^\S\n])\"\w[^“”\"\n]*[^\S\n]\"\w[^“”\n]*",
)
ONLY_OPENING = re.compile(rf"^(?:{'|'.join(_UNCLOSED)})$(?!\n[\s>*•–—-]*[“«»\"])", re.MULTILINE)
# What stands like marks of quotation and is none that is known: |Nobody came,| said Luna.
_KNOWN = "\"“”„‟«»″＂〝〞❝❞‹›「」『』'‘’´`′<>"
ODD_MARKS = re.compile(
    rf"(?:^|(?<=\s))[^\w\s{_KNOWN}…(\[¿¡#$@&-]{{1,2}}(?=[\w¿¡])[^\n{_KNOWN}*|~/_=+^]{{8,400}}?[,.?!]"
    rf"[^\w\s{_KNOWN}…)\].,;:?!—–-]{{1,2}}\s(?:\S+\s){{0,3}}(?:said|says|added|told|asked|wrote)\b",
    re.MULTILINE,
)
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
            article = _article(f"{where}/{shown(inner)}" if inner else where, readable(found))
        except InputError as problem:
            yield problem
        else:
            yield article
    if not count:
        raise InputError(placed(where, worded("holds no article: there is nothing to audit")))


def read_article(path: str | Path, name: str | None = None) -> Article:
    """Return the one article in a file; messages and reports call it `name` (default: its path).

    Raises InputError where the file cannot be used, or may hold many articles. What is
    only doubtful becomes a warning of the article.
    """
    path = Path(path)
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
    warnings += _doubtful_marks(text)
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
        bold=_same_lines(document.bold, document.text, text),
    )


def _same_lines(bold: Sequence[Span], before: str, after: str) -> tuple[Span, ...]:
    """Return lines of a text in the text that marks and names were set in, which adds no line."""
    numbers = {before.count("\n", 0, span.start) for span in bold}
    lines = enumerate(re.finditer(r"[^\n]*\n?", after)) if numbers else ()
    return tuple(Span(*line.span()) for number, line in lines if number in numbers)


def _doubtful_marks(text: str) -> Iterator[str]:
    """Yield what is to be told of paragraphs whose marks do not pair."""
    if what := _paragraphs_with(ONLY_CLOSING, text):
        yield worded(
            "{what} only closing quotation marks (”…”): look for quotations there", what=what
        )
    if what := _paragraphs_with(ONLY_OPENING, text):
        yield worded(
            "{what} a quotation that opens and never closes (“…): look where it ends", what=what
        )
    if odd := ODD_MARKS.findall(text):
        yield worded(
            "words before “said” stand between signs that are no quotation marks ({sample}): "
            "they are not read as quotations",
            sample=f"{odd[0][:30]}…",
        )


def _paragraphs_with(marks: re.Pattern[str], text: str) -> str:
    """Return how many paragraphs have such marks, as words; none for no paragraph."""
    count = len(marks.findall(text))
    many = worded("{n} paragraphs have", n=count) if count > 1 else worded("a paragraph has")
    return many if count else ""


# --- From a file to a Source: an original ---

# Enough to tell a document's language beyond doubt; telling it on a megabyte adds nothing.
SAMPLE = 20_000


def read_source(path: Path, root: Path) -> Source:
    """Return the original in a file below the originals folder `root`.

    Raises SourceError where the file cannot be used or is neither Spanish nor English.
    """
    name = _relative(path, root)
    try:
        raw = load(path, name)
        document = parsed(raw, suffix_of(path))
    except SourceError:
        raise
    except InputError as error:
        raise SourceError(str(error)) from error
    digest = hashlib.sha256(raw.data).hexdigest()
    return make_source(name, raw.name, document, digest)


def make_source(name: str, where: str, document: Document, sha256: str) -> Source:
    """Return the Source of a document; messages call it `where`."""
    if not document.text.strip():
        raise SourceError(
            placed(where, worded("the file holds no text: leave it out or give its text"))
        )
    if len(document.text) > TEXT_LIMIT:
        raise SourceError(str(too_large(where, len(document.text), TEXT_LIMIT)))
    language, doubts = _language(where, document)
    metadata = _checked(document.metadata)
    return Source(
        document=name,
        text=document.text,
        language=language,
        sha256=sha256,
        title=metadata.title,
        speaker=metadata.speaker,
        date=metadata.date,
        url=metadata.url,
        archive_url=metadata.archive_url,
        retrieved=metadata.retrieved,
        places=document.places,
        warnings=tuple(f"{where}: {warning}" for warning in document.warnings + doubts),
    )


def _relative(path: Path, root: Path) -> str:
    try:
        name = path.resolve().relative_to(root.resolve()).as_posix()
    except (ValueError, OSError):
        name = path.name
    # A name that is no UTF-8 is written with escapes: reports and caches are UTF-8.
    return name.encode("utf-8", "backslashreplace").decode()


def _checked(metadata: Metadata) -> Metadata:
    if metadata.url or not metadata.sources:
        return metadata
    return replace(metadata, url=metadata.sources[0])


def _language(where: str, document: Document) -> tuple[str, tuple[str, ...]]:
    """Return "es" or "en" and doubts; what the text says outweighs nothing but silence."""
    written = document.metadata.language
    stated = language_code(written) if written else None
    told = identify(document.text[:SAMPLE])
    language = stated or told or "es"
    if language not in ("es", "en"):
        raise SourceError(
            placed(
                where,
                worded(
                    "in {language}, neither Spanish nor English: left out",
                    language=language_name(language),
                ),
            )
        )
    if written and stated is None:
        return told or "es", (f"language {written[:30]!r} is unknown: told from the text",)
    if stated and told and told != stated:
        doubt = f"said to be in {language_name(stated)}, looks like {language_name(told)}"
        return language, (doubt,)
    if not stated and not told:
        return language, ("its language cannot be told: taken for Spanish (say language: en)",)
    return language, ()
