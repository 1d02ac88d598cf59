"""Electronic books (.epub): the chapters in reading order, each with its place."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote

from quotes.errors import InputError
from quotes.model import placed, worded
from quotes.readers.blocks import Element, blocks, parse, text_of
from quotes.readers.documents import Document, Metadata, Raw, TextBuilder
from quotes.readers.front_matter import read_date
from quotes.readers.html import decode_page
from quotes.readers.packages import local, not_readable, open_package, part, tree
from quotes.readers.raw import MEGABYTE, TEXT_LIMIT, too_large

KIND = "an electronic book"
CHAPTER_LIMIT = 10 * MEGABYTE
LONGEST_TITLE = 60


def read_epub(raw: Raw) -> Document:
    """Return the text of a book; `places` name its chapters by their headings.

    Raises InputError for another kind of file, a protected, a broken or an overgrown one.
    """
    with open_package(raw, KIND) as package:
        if part(package, "META-INF/encryption.xml", raw.name, MEGABYTE) and not _fonts(
            package, raw
        ):
            raise InputError(placed(raw.name, worded("protected against copying: give its text")))
        name, book = _book(package, raw)
        builder = TextBuilder()
        for number, chapter in enumerate(_chapters(package, name, book, raw), 1):
            text, label = _chapter(package, chapter, number, raw)
            builder.add(text, label)
            if len(builder) > TEXT_LIMIT:
                raise too_large(raw.name, len(builder), TEXT_LIMIT)
    if not builder.text.strip():
        raise InputError(placed(raw.name, worded("the book holds no text: leave it out")))
    return Document(builder.text, _metadata(book), tuple(builder.places))


def _fonts(package: zipfile.ZipFile, raw: Raw) -> bool:
    """Tell whether only fonts are encrypted, as many free books have it."""
    data = part(package, "META-INF/encryption.xml", raw.name, MEGABYTE) or b""
    targets = [
        element.get("URI", "") for element in tree(data, raw.name, KIND).iter("{*}CipherReference")
    ]
    return all(target.lower().endswith((".ttf", ".otf", ".woff", ".woff2")) for target in targets)


def _book(package: zipfile.ZipFile, raw: Raw) -> tuple[str, Element]:
    """Return the name and the root of the part that lists what the book holds."""
    container = part(package, "META-INF/container.xml", raw.name, MEGABYTE)
    if container is None:
        raise not_readable(raw.name, KIND)
    files = [
        element.get("full-path", "")
        for element in tree(container, raw.name, KIND).iter("{*}rootfile")
    ]
    data = part(package, files[0], raw.name) if files else None
    if data is None:
        raise not_readable(raw.name, KIND)
    return files[0], tree(data, raw.name, KIND)


def _chapters(
    package: zipfile.ZipFile, name: str, book: Element, raw: Raw
) -> Iterator[bytes | None]:
    folder = posixpath.dirname(name)
    items = {element.get("id"): element.get("href") for element in book.iter("{*}item")}
    for reference in book.iter("{*}itemref"):
        href = items.get(reference.get("idref"))
        if href and reference.get("linear") != "no":
            path = posixpath.normpath(posixpath.join(folder, unquote(href.split("#")[0])))
            yield part(package, path, raw.name, CHAPTER_LIMIT)


def _chapter(
    package: zipfile.ZipFile, data: bytes | None, number: int, raw: Raw
) -> tuple[str, str]:
    root = parse(decode_page(Raw(raw.name, data))[0]) if data else None
    if root is None:
        return "", ""
    shown = blocks(root)
    heading = next((b.text for b in shown if b.element.tag in {"h1", "h2", "h3"}), "")
    title = " ".join(heading.split())[:LONGEST_TITLE]
    return text_of(shown, gap="\n")[0], (
        worded("chapter {number}, {title}", number=number, title=title)
        if title
        else worded("chapter {number}", number=number)
    )


def _metadata(book: Element) -> Metadata:
    fields: dict[str, str] = {}
    for element in book.iter():
        if isinstance(element.tag, str) and element.text and element.text.strip():
            fields.setdefault(local(element), " ".join(element.text.split())[:300])
    return Metadata(
        title=fields.get("title"),
        author=fields.get("creator"),
        date=read_date(fields.get("date", "")),
        language=fields.get("language"),
    )
