"""Zip packages: members within limits, and what is read of OpenDocument texts and of books (.epub).

Of an OpenDocument text the paragraphs are read in reading order, a line each, changes accepted; of
an electronic book the chapters, each with its place. Word's files (`docx`) and folders packed by
hand (`containers`) are opened by the same functions.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import unquote

import lxml.etree

from quotes.errors import InputError
from quotes.model import placed, worded
from quotes.readers.blocks import Element, blocks, bold_of, parse, take_out_unsaid, text_of
from quotes.readers.documents import Document, Metadata, Raw, TextBuilder
from quotes.readers.front_matter import read_date
from quotes.readers.html import decode_page
from quotes.readers.lines import unwrapped
from quotes.readers.raw import MEGABYTE, TEXT_LIMIT, mend, too_large

# Six times as much markup as the 10 MB of text that a document may hold.
PART_LIMIT = 64 * MEGABYTE
MOST_MEMBERS = 20_000
_SAFE: Final = {  # how parts are parsed: entities are not resolved and nothing outside is loaded
    "resolve_entities": False, "no_network": True, "remove_comments": True, "remove_pis": True,
    "huge_tree": False, "load_dtd": False,
}  # fmt: skip
# Each takes about 6 microseconds: a file of so many is read in 12 s at most.
MOST_ELEMENTS = 2_000_000


def open_package(raw: Raw, kind: str) -> zipfile.ZipFile:
    """Return an opened zip package; raises InputError, calling the file no `kind` of file."""
    try:
        package = zipfile.ZipFile(io.BytesIO(raw.data))
    except Exception as error:
        raise not_readable(raw.name, kind) from error
    if len(package.infolist()) > MOST_MEMBERS:
        raise InputError(
            placed(
                raw.name,
                worded("holds more than {most} members: unpack it", most=f"{MOST_MEMBERS:,}"),
            )
        )
    return package


def not_readable(name: str, kind: str) -> InputError:
    """Return the error for a file that is not what its suffix says, or is broken."""
    return InputError(placed(name, worded("not {kind} that can be read: save it anew", kind=kind)))


def part(package: zipfile.ZipFile, name: str, where: str, limit: int = PART_LIMIT) -> bytes | None:
    """Return one member's bytes, or None where there is none.

    Raises InputError where it is broken, locked or unpacks to more than `limit` bytes,
    whatever its own header says; no more than that is ever unpacked.
    """
    try:
        with package.open(name) as member:
            data = member.read(limit + 1)
    except KeyError:
        return None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise InputError(
            placed(
                where, worded("a broken package ({member}): save it anew", member=ascii(name[:60]))
            )
        ) from error
    except (RuntimeError, NotImplementedError) as error:
        raise InputError(placed(where, worded("under a password: save it without one"))) from error
    if len(data) > limit:
        raise InputError(
            placed(
                where,
                worded(
                    "unpacks to over {megabytes} MB: save it anew",
                    megabytes=f"{limit / MEGABYTE:.0f}",
                ),
            )
        )
    return data


def tree(data: bytes, where: str, kind: str) -> Any:  # noqa: ANN401 - lxml's element
    """Return the root element of an XML part; raises InputError where it is broken."""
    try:
        return lxml.etree.fromstring(data, lxml.etree.XMLParser(**_SAFE))
    except (lxml.etree.LxmlError, ValueError) as error:
        raise not_readable(where, kind) from error


def xml_events(data: bytes, where: str, kind: str) -> Iterator[tuple[str, lxml.etree._Element]]:
    """Return the start and end events of an XML part; raises InputError where it is broken.

    Entities are not resolved and nothing outside is loaded. What lies before an element
    that ended is freed as the elements around it are walked (`release`).
    """
    started = 0
    parsed = lxml.etree.iterparse(io.BytesIO(data), events=("start", "end"), **_SAFE)
    try:
        for event, element in parsed:
            started += event == "start"
            if started > MOST_ELEMENTS:
                raise InputError(
                    placed(
                        where,
                        worded("more than {most} elements: split it", most=f"{MOST_ELEMENTS:,}"),
                    )
                )
            yield event, element
    except lxml.etree.LxmlError as error:
        raise not_readable(where, kind) from error


def release(element: lxml.etree._Element) -> None:
    """Free an element that has been read and all that stands before it."""
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


def local(element: lxml.etree._Element) -> str:
    """Return an element's name without its namespace (strict and other files differ in it)."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def attribute(element: lxml.etree._Element, name: str) -> str | None:
    """Return an attribute by its name without namespace."""
    for key, value in element.attrib.items():
        if str(key).rsplit("}", 1)[-1] == name:
            return str(value)
    return None


# --- OpenDocument texts (.odt).

ODT = "an OpenDocument text"
CONTENT_LIMIT = 32 * MEGABYTE
# OpenDocument's elements by what HTML calls them. Deletions stand apart, in
# tracked-changes, so that leaving that out accepts all changes.
HTML_NAMES: Final = {
    "h": "h2", "list": "ul", "list-item": "li", "list-header": "li", "table-cell": "td",
    "table-row": "tr", "line-break": "br", "tracked-changes": "script", "annotation": "script",
    "ruby-text": "script", "hidden-text": "script", "note": "script", "text-box": "div",
    "note-body": "div", "forms": "script", "automatic-styles": "script", "scripts": "script",
    "font-face-decls": "script", "meta": "span", "title": "span", "object": "script",
}  # fmt: skip
QUOTATION = re.compile(r"quotations?|cita|block_20_quotation", re.IGNORECASE)


def read_odt(raw: Raw) -> Document:
    """Return the text of an OpenDocument file, its title and author; notes stand at the end.

    Insertions are taken as accepted, deletions, comments and hidden text are not read;
    paragraphs in a quotation style are `quoted`. Raises InputError for another kind of
    file, one under a password, a broken or an overgrown one.
    """
    with open_package(raw, ODT) as package:
        data = part(package, "content.xml", raw.name, CONTENT_LIMIT)
        if data is None:
            raise not_readable(raw.name, ODT)
        root = tree(data, raw.name, ODT)
        named = part(package, "styles.xml", raw.name, CONTENT_LIMIT)
        styles = [root] if named is None else [tree(named, raw.name, ODT), root]
        metadata = _odt_metadata(part(package, "meta.xml", raw.name, MEGABYTE), raw)
    _prepare(root, styles)
    shown = blocks(root)
    text, quoted = text_of(shown)
    bold = bold_of(shown, text)
    text = text if root.find(".//td") is not None else unwrapped(text)
    if not text.strip():
        raise InputError(placed(raw.name, worded("the document holds no text: leave it out")))
    mended, warnings = mend(text)
    quoted, bold = (quoted, bold) if mended == text else ((), ())
    return Document(mended, metadata, warnings=warnings, quoted=quoted, bold=bold)


def _prepare(root: Element, styles: list[Element]) -> None:
    """Give the elements HTML's names, notes their place at the end, boxes one after their line."""
    named: dict[str, str] = {}
    for style in (style for one in styles for style in one.iter("{*}style")):
        if tag := _drawn_as(style, named):
            named[attribute(style, "name") or ""] = tag
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    for element in elements:
        _rename(element, named)
    take_out_unsaid(root)
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    for element in elements:
        if local(element) == "li" and element.find("h2") is not None:
            element.tag = "div"  # a numbered heading
    for body in [element for element in elements if element.getparent() is not None]:
        if body.tag == "div" and body.getparent().tag == "script":
            root.append(body)
        elif body.tag == "div" and body.getparent().tag == "frame":
            _set_after(body)


def _drawn_as(style: Element, named: dict[str, str]) -> str:
    """Return HTML's name for what a style makes of words; `named` are those of earlier styles."""
    above = attribute(style, "parent-style-name") or ""
    tag = "blockquote" if QUOTATION.fullmatch(above) else named.get(above, "")
    for drawn in style.iter("{*}text-properties"):
        line = attribute(drawn, "text-line-through-style") or "none"
        line = line if line != "none" else attribute(drawn, "text-line-through-type") or "none"
        position = (attribute(drawn, "text-position") or "").split(maxsplit=1)[:1]
        if attribute(drawn, "display") == "none":
            return "script"
        if line != "none":
            return "del"
        if position == ["super"] or re.fullmatch(r"[1-9]\d*%", "".join(position)):
            return "sup"
        if attribute(drawn, "font-weight") == "bold":
            tag = tag or "b"
    return tag


def _rename(element: Element, named: dict[str, str]) -> None:
    name = local(element)
    element.tag = HTML_NAMES.get(name, name)
    style = attribute(element, "style-name") or "" if name in {"p", "h", "span"} else ""
    tag = "blockquote" if QUOTATION.fullmatch(style) else named.get(style, "")
    if tag in (
        {"script", "del", "sup", "b"} if name == "span" else {"script", "del", "blockquote"}
    ):
        element.tag = tag
    elif tag == "b":
        element.set("style", "font-weight:bold")
    elif name == "section" and attribute(element, "display") == "none":
        element.tag = "script"
    elif name == "s":
        element.tag, element.text = "span", " "
    elif name == "tab":
        element.text = "\t"


def _set_after(box: Element) -> None:
    around = next((one for one in box.iterancestors() if one.tag in {"p", "h2"}), None)
    if around is not None:
        tail, around.tail = around.tail, None
        around.addnext(box)
        box.tail = tail


def _odt_metadata(data: bytes | None, raw: Raw) -> Metadata:
    try:
        root = tree(data, raw.name, ODT) if data else lxml.etree.Element("none")
    except InputError:  # metadata is no reason to refuse a text
        return Metadata()
    fields = {local(element): " ".join((element.text or "").split()) for element in root.iter()}
    author = fields.get("initial-creator") or fields.get("creator")
    return Metadata(title=fields.get("title") or None, author=author or None)


# --- Electronic books (.epub).

EPUB = "an electronic book"
CHAPTER_LIMIT = 10 * MEGABYTE
LONGEST_TITLE = 60


def read_epub(raw: Raw) -> Document:
    """Return the text of a book; `places` name its chapters by their headings.

    Raises InputError for another kind of file, a protected, a broken or an overgrown one.
    """
    with open_package(raw, EPUB) as package:
        if part(package, "META-INF/encryption.xml", raw.name, MEGABYTE) and not _fonts(
            package, raw
        ):
            raise InputError(placed(raw.name, worded("protected against copying: give its text")))
        name, book = _book(package, raw)
        builder = TextBuilder()
        for number, chapter in enumerate(_chapters(package, name, book, raw), 1):
            text, label = _chapter(chapter, number, raw)
            builder.add(text, label)
            if len(builder) > TEXT_LIMIT:
                raise too_large(raw.name, len(builder), TEXT_LIMIT)
    if not builder.text.strip():
        raise InputError(placed(raw.name, worded("the book holds no text: leave it out")))
    return Document(builder.text, _epub_metadata(book), tuple(builder.places))


def _fonts(package: zipfile.ZipFile, raw: Raw) -> bool:
    """Tell whether only fonts are encrypted, as many free books have it."""
    data = part(package, "META-INF/encryption.xml", raw.name, MEGABYTE) or b""
    targets = [
        element.get("URI", "") for element in tree(data, raw.name, EPUB).iter("{*}CipherReference")
    ]
    return all(target.lower().endswith((".ttf", ".otf", ".woff", ".woff2")) for target in targets)


def _book(package: zipfile.ZipFile, raw: Raw) -> tuple[str, Element]:
    """Return the name and the root of the part that lists what the book holds."""
    container = part(package, "META-INF/container.xml", raw.name, MEGABYTE)
    if container is None:
        raise not_readable(raw.name, EPUB)
    files = [
        element.get("full-path", "")
        for element in tree(container, raw.name, EPUB).iter("{*}rootfile")
    ]
    data = part(package, files[0], raw.name) if files else None
    if data is None:
        raise not_readable(raw.name, EPUB)
    return files[0], tree(data, raw.name, EPUB)


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


def _chapter(data: bytes | None, number: int, raw: Raw) -> tuple[str, str]:
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


def _epub_metadata(book: Element) -> Metadata:
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
