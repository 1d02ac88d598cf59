"""OpenDocument texts (.odt): paragraphs in reading order, a line each, changes accepted."""

from __future__ import annotations

import re
from typing import Final

import lxml.etree

from quotes.errors import InputError
from quotes.model import placed, worded
from quotes.readers.blocks import Element, blocks, text_of
from quotes.readers.documents import Document, Metadata, Raw
from quotes.readers.packages import attribute, local, not_readable, open_package, part, tree
from quotes.readers.raw import MEGABYTE, mend

KIND = "an OpenDocument text"
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
    with open_package(raw, KIND) as package:
        data = part(package, "content.xml", raw.name, CONTENT_LIMIT)
        if data is None:
            raise not_readable(raw.name, KIND)
        root = tree(data, raw.name, KIND)
        metadata = _metadata(part(package, "meta.xml", raw.name, MEGABYTE), raw)
    _prepare(root)
    text, quoted = text_of(blocks(root))
    if not text.strip():
        raise InputError(placed(raw.name, worded("the document holds no text: leave it out")))
    mended, warnings = mend(text)
    return Document(mended, metadata, warnings=warnings, quoted=quoted if mended == text else ())


def _prepare(root: Element) -> None:
    """Give the elements HTML's names, notes their place at the end, boxes one after their line."""
    quotations = {
        attribute(style, "name")
        for style in root.iter("{*}style")
        if QUOTATION.fullmatch(attribute(style, "parent-style-name") or "")
    }
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    for element in elements:
        _rename(element, quotations)
    for element in elements:
        if local(element) == "li" and element.find("h2") is not None:
            element.tag = "div"  # a numbered heading
    for body in [element for element in elements if element.getparent() is not None]:
        if body.tag == "div" and body.getparent().tag == "script":
            root.append(body)
        elif body.tag == "div" and body.getparent().tag == "frame":
            _set_after(body)


def _rename(element: Element, quotations: set[str | None]) -> None:
    name = local(element)
    element.tag = HTML_NAMES.get(name, name)
    style = attribute(element, "style-name") if name == "p" else None
    if style and (style in quotations or QUOTATION.fullmatch(style)):
        element.tag = "blockquote"
    elif name == "s":
        element.text = " "
    elif name == "tab":
        element.text = "\t"


def _set_after(box: Element) -> None:
    around = next((one for one in box.iterancestors() if one.tag in {"p", "h2"}), None)
    if around is not None:
        tail, around.tail = around.tail, None
        around.addnext(box)
        box.tail = tail


def _metadata(data: bytes | None, raw: Raw) -> Metadata:
    try:
        root = tree(data, raw.name, KIND) if data else lxml.etree.Element("none")
    except InputError:  # metadata is no reason to refuse a text
        return Metadata()
    fields = {local(element): " ".join((element.text or "").split()) for element in root.iter()}
    author = fields.get("initial-creator") or fields.get("creator")
    return Metadata(title=fields.get("title") or None, author=author or None)
