"""News as agencies exchange it: NITF, and NewsML-G2 around NITF, XHTML or plain text.

Both are standards of the IPTC (https://iptc.org/standards/). A NewsML-G2 message may
carry several items; each is an article.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from quotes.errors import InputError
from quotes.model import Span, placed, worded
from quotes.readers.blocks import Element, blocks, take_out_unsaid, text_of
from quotes.readers.documents import Document, Metadata, Raw
from quotes.readers.front_matter import date_problem, read_date
from quotes.readers.packages import local, tree
from quotes.readers.plain import plain_text
from quotes.readers.raw import shown

# NITF's elements by what HTML calls them; others keep their name.
HTML_NAMES: Final = {
    "hl1": "h1", "hl2": "h2", "bq": "blockquote", "credit": "cite", "media": "figure",
    "media-caption": "figcaption", "media-producer": "script", "media-reference": "script",
    "media-metadata": "script", "body.content": "div", "block": "div", "fn": "div", "fnote": "div",
    "dateline": "p", "story.date": "span", "nitf-table": "div", "nitf-table-metadata": "script",
}  # fmt: skip
ITEMS: Final = ("newsItem", "nitf")
HEADS: Final = ("hl1", "hl2", "abstract")  # of NITF, above its body


def read_news(raw: Raw) -> Iterator[tuple[str, Document | InputError]]:
    """Return each item of a file with its name: "" where it is the only one.

    Raises InputError for XML that is neither NITF nor NewsML-G2, or broken.
    """
    root = tree(raw.data, raw.name, "XML")
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = local(element)
    items = _items(root)
    if not items:
        kind = shown(local(root)[:40])
        raise InputError(
            placed(
                raw.name,
                worded("XML of another kind ({kind}): only NewsML-G2 and NITF are read", kind=kind),
            )
        )
    for number, item in enumerate(items, 1):
        name = (item.get("guid") or str(number)) if len(items) > 1 else ""
        try:
            yield name, _document(item)
        except InputError as problem:
            where = f"{raw.name}/{shown(name)}" if name else raw.name
            yield name, InputError(f"{where}: {problem}")


def _items(root: Element) -> list[Element]:
    for name in ITEMS:
        found = [root] if root.tag == name else list(root.iter(name))
        if found:
            return found
    return []


def _document(item: Element) -> Document:
    body = _body(item)
    if body is None:
        raise InputError(worded("an item without text: leave it out"))
    apart = body.tag == "body.content"  # what heads it stands elsewhere
    if body.tag == "inlineData":
        text, quoted = plain_text("".join(body.itertext()))
    else:
        for element in body.iter():
            element.tag = HTML_NAMES.get(element.tag, element.tag)
        take_out_unsaid(body)
        text, quoted = text_of(blocks(body))
    if apart:
        heads = filter(None, (_words(one) for name in HEADS for one in item.iter(name)))
        above = "".join(f"{head}\n" for head in heads)
        quoted = tuple(Span(one.start + len(above), one.end + len(above)) for one in quoted)
        text = above + text
    metadata, problems = _metadata(item)
    return Document(text, metadata, warnings=problems, quoted=quoted)


def _words(element: Element) -> str:
    """Return the words of an element and of all inside it."""
    return " ".join("".join(element.itertext()).split())


def _body(item: Element) -> Element | None:
    """Return the element that holds the item's text."""
    for name in ("body.content", "body", "inlineXML", "inlineData"):
        found = next(item.iter(name), None)
        if found is not None and "".join(found.itertext()).strip():
            return found
    return None


def _metadata(item: Element) -> tuple[Metadata, tuple[str, ...]]:
    written = _said(item, "contentCreated", "versionCreated", "story.date", "date.issue")
    day = read_date(written) if written else None
    problem = date_problem(written, day) if written else None
    metadata = Metadata(
        title=_said(item, "hl1", "headline", "title"),
        author=_said(item, "byline", "by", "creator"),
        date=None if problem else day,
    )
    return metadata, (problem,) if problem else ()


def _said(item: Element, *names: str) -> str | None:
    """Return the words of the first of these elements that has any, or its norm attribute."""
    for name in names:
        found = next(item.iter(name), None)
        if found is not None:
            text = _words(found) or found.get("norm")
            if text:
                # NITF writes days as 20210303T101500Z.
                plain = str(text)
                days = plain[:8].isdigit() and name.endswith(("date", "issue"))
                return f"{plain[:4]}-{plain[4:6]}-{plain[6:8]}" if days else plain[:300]
    return None
