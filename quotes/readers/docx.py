"""Word documents (.docx): what the page shows once all tracked changes are accepted.

python-docx, docx2python, mammoth and markitdown each lose some of what Word can hold
(a table of constructs is in docs/formats.md), so WordprocessingML is read here as the
standard (ISO/IEC 29500-1) has it, with lxml, element by element and within limits.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

import lxml.etree

from quotes.errors import InputError
from quotes.model import Span, placed, worded
from quotes.readers.blocks import BY_DASH, bold_lines
from quotes.readers.documents import LOWER, RAISE, Document, Metadata, Raw, with_raised
from quotes.readers.lines import unwrapped
from quotes.readers.packages import (
    attribute,
    local,
    not_readable,
    open_package,
    part,
    release,
    xml_events,
)
from quotes.readers.raw import TEXT_LIMIT, mend, too_large

KIND = "a Word document"
OLE = b"\xd0\xcf\x11\xe0"  # an old .doc, or a .docx under a password
MAIN = "word/document.xml"
# Deleted and moved away, codes of fields, readings above words, and what newer programs
# show in its newer form.
PASSED_OVER: Final = frozenset(
    {"del", "moveFrom", "instrText", "delText", "delInstrText", "rt", "Fallback"}
)
CHARACTERS: Final = {
    "tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "",
}  # fmt: skip
# Symbol and Wingdings at their private places, as far as they stand for text.
SYMBOLS: Final = {0xB7: "•", 0xA7: "▪", 0xA2: "′", 0xB2: "″", 0xBC: "…", 0x2D: "−"}
MOST_LEVELS = 9
QUOTE_STYLE = re.compile(
    r"(?:intense)?quote|cita(?:destacada|intensa)?|blockt?ext|blockquote", re.IGNORECASE
)
BULLET_STYLE = re.compile(r"bullet|vi.{0,2}etas", re.IGNORECASE)


@dataclass(slots=True)
class _Paragraph:
    parts: list[str] = field(default_factory=list)
    letters: list[tuple[int, bool]] = field(default_factory=list)  # how many, and whether bold
    after: list[_Paragraph] = field(default_factory=list)  # text boxes that hang on it
    style: str = ""
    list_id: str = ""
    level: str = "0"
    joined: bool = False  # its mark was deleted: it goes on in the next one
    cell: bool = False

    def lines(self) -> Iterator[_Paragraph]:
        """Return the paragraph and its text boxes' paragraphs."""
        yield self
        for box in self.after:
            yield from box.lines()


# How a style or a run draws words: "vanish", "strike", "dstrike", "b" on or not, "vertAlign" where.
Drawn = dict[str, str]
OFF = frozenset({"0", "false", "off"})
UNSAID: Final = ("vanish", "strike", "dstrike")


@dataclass(slots=True)
class _Walk:
    """What is known while the elements of a part are walked."""

    open: list[_Paragraph] = field(default_factory=list)
    done: list[_Paragraph] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    skipped: int = 0  # depth inside what is passed over
    row: Any = None  # a deleted row
    styles: dict[str, Drawn] = field(default_factory=dict)
    drawn: Drawn = field(default_factory=dict)  # how the run that is walked is drawn
    fields: list[bool] = field(default_factory=list)  # True while a field's code is read
    size: int = 0


def read_docx(raw: Raw) -> Document:
    """Return the text of a Word document, its title and author; a line a paragraph or cell.

    Insertions and moves are taken as accepted. Footnotes and endnotes stand at the end;
    headers, footers, comments, hidden text and prompts are not read. Paragraphs in a quotation
    style are `quoted`. Raises InputError for another kind of file, one under a password,
    a broken or an overgrown one.
    """
    if raw.data.startswith(OLE):
        raise InputError(
            placed(
                raw.name,
                worded("an old .doc or a file under a password: save it as .docx without one"),
            )
        )
    with open_package(raw, KIND) as package:
        main = _main_part(package, raw)
        styles = _styles(package, main[0], raw)
        walk = _walk(main[1], styles, raw)
        bullets = _bullets(package, main[0], raw)
        notes = list(_notes(package, main[0], walk, raw))
        metadata = _metadata(package, raw)
    text, quoted, bold = _assembled([*walk.done, *notes], bullets)
    if not text.strip():
        raise InputError(placed(raw.name, worded("the document holds no text: leave it out")))
    mended, warnings = mend(text)
    quoted, bold = (quoted, bold) if mended == text else ((), ())
    return Document(mended, metadata, warnings=warnings, quoted=quoted, bold=bold)


def _main_part(package: zipfile.ZipFile, raw: Raw) -> tuple[str, bytes]:
    name = MAIN
    relations = part(package, "_rels/.rels", raw.name, 1_000_000)
    if relations:
        for event, element in xml_events(relations, raw.name, KIND):
            if event == "end" and (element.get("Type") or "").endswith("/officeDocument"):
                name = (element.get("Target") or MAIN).lstrip("/")
    data = part(package, name, raw.name)
    if data is None:
        raise not_readable(raw.name, KIND)
    return name, data


def _walk(data: bytes, styles: dict[str, Drawn], raw: Raw) -> _Walk:
    walk = _Walk(styles=styles)
    for event, element in xml_events(data, raw.name, KIND):
        _step(walk, event, element)
        if walk.size > TEXT_LIMIT:
            raise too_large(raw.name, walk.size, TEXT_LIMIT)
    return walk


def _step(walk: _Walk, event: str, element: lxml.etree._Element) -> None:
    (_start if event == "start" else _end)(walk, element, local(element))


def _start(walk: _Walk, element: lxml.etree._Element, name: str) -> None:
    if _is_passed_over(element, name):
        walk.skipped += 1
    elif name == "p":
        paragraph = _Paragraph(cell=any(local(one) == "tc" for one in element.iterancestors()))
        if walk.open:
            walk.open[-1].after.append(paragraph)
        walk.open.append(paragraph)
    elif name == "r":
        walk.drawn = walk.styles.get(walk.open[-1].style, {}) if walk.open else {}


def _is_passed_over(element: lxml.etree._Element, name: str) -> bool:
    return (name in PASSED_OVER and not _is_property(element)) or _is_prompt(element, name)


def _is_property(element: lxml.etree._Element) -> bool:
    """Tell <w:del/> that marks a paragraph or row as deleted from one that holds deleted runs."""
    parent = element.getparent()
    return parent is not None and local(parent) in {"rPr", "trPr", "tcPr", "pPr"}


def _is_prompt(element: lxml.etree._Element, name: str) -> bool:
    """Tell whether a content control holds only Word's prompt: "Click here to enter text."."""
    before = element.getprevious() if name == "sdtContent" else None
    if before is None or local(before) != "sdtPr":
        return False
    shows = [child for child in before if local(child) == "showingPlcHdr"]
    return any((attribute(child, "val") or "1") not in {"0", "false", "off"} for child in shows)


def _end(walk: _Walk, element: lxml.etree._Element, name: str) -> None:
    if _is_passed_over(element, name):
        walk.skipped -= 1
    elif name in PROPERTIES:
        PROPERTIES[name](walk, element)
    elif name == "fldChar":
        _field(walk, attribute(element, "fldCharType"))
    elif name == "p":
        _end_paragraph(walk, element)
    elif name in {"tr", "tc"}:
        if walk.row is element:
            walk.row = None
        release(element)
    elif walk.open and not (
        walk.skipped or walk.row is not None or _is_unsaid(walk.drawn) or any(walk.fields)
    ):
        _add(walk, element, name)


def _add(walk: _Walk, element: lxml.etree._Element, name: str) -> None:
    text = ""
    if name == "t":
        text = element.text or ""
    elif name == "sym":
        text = _symbol(attribute(element, "char"))
    elif name in {"footnoteReference", "endnoteReference"}:
        walk.notes.append((name.removesuffix("Reference") + "s", attribute(element, "id") or ""))
    elif name in CHARACTERS and not _is_tab_stop(element, name):
        text = CHARACTERS[name]
    if text:
        high = walk.drawn.get("vertAlign") == "superscript" or _is_exponent(element)
        walk.open[-1].parts.append(f"{RAISE}{text}{LOWER}" if high else text)
        bold = walk.drawn.get("b", "0") not in OFF
        walk.open[-1].letters.append((sum(map(str.isalnum, text)), bold))
        walk.size += len(text)


def _is_unsaid(drawn: Drawn) -> bool:
    """Tell whether words are hidden or struck out."""
    return any(drawn.get(name, "0") not in OFF for name in UNSAID)


def _is_exponent(element: lxml.etree._Element) -> bool:
    """Tell whether a text of a formula is a power in it."""
    above = element.getparent()
    above = above.getparent() if above is not None else None
    return above is not None and local(above) == "sup"


def _is_tab_stop(element: lxml.etree._Element, name: str) -> bool:
    parent = element.getparent()
    return name == "tab" and parent is not None and local(parent) == "tabs"


def _symbol(code: str | None) -> str:
    try:
        number = int(code or "", 16)
    except ValueError:
        return " "
    if 0xF000 <= number <= 0xF0FF:
        return SYMBOLS.get(number - 0xF000, " ")
    return chr(number) if 0x20 <= number < 0xD800 else " "


def _field(walk: _Walk, kind: str | None) -> None:
    if walk.skipped:
        return
    if kind == "begin":
        walk.fields.append(True)
    elif kind == "separate" and walk.fields:
        walk.fields[-1] = False
    elif kind == "end" and walk.fields:
        walk.fields.pop()


def _end_paragraph(walk: _Walk, element: lxml.etree._Element) -> None:
    if walk.open:
        paragraph = walk.open.pop()
        if not walk.open:
            walk.done.extend(one for one in paragraph.lines() if one.parts or one.joined)
    walk.drawn = {}
    release(element)


def _end_run_properties(walk: _Walk, element: lxml.etree._Element) -> None:
    parent = element.getparent()
    if parent is None or local(parent) != "r":
        return
    walk.drawn = walk.drawn | _drawn(element, walk.styles)


def _drawn(properties: lxml.etree._Element, styles: dict[str, Drawn]) -> Drawn:
    """Return how a run's or style's properties draw words, their own above a named style's."""
    drawn: Drawn = {}
    for child in properties:
        name, value = local(child), attribute(child, "val") or "1"
        if name == "rStyle":
            drawn = styles.get(value, {}) | drawn
        elif name in UNSAID or name in {"b", "vertAlign"}:
            drawn[name] = value
    return drawn


def _styles(package: zipfile.ZipFile, main: str, raw: Raw) -> dict[str, Drawn]:
    """Return how the styles of a document draw words, by their ids."""
    data = part(package, posixpath.join(posixpath.dirname(main), "styles.xml"), raw.name)
    own: dict[str, Drawn] = {}
    above: dict[str, str] = {}
    for event, element in xml_events(data, raw.name, KIND) if data else ():
        if event == "end" and local(element) == "style":
            known = attribute(element, "styleId") or ""
            for child in element:
                if local(child) == "rPr":
                    own[known] = _drawn(child, {})
                elif local(child) == "basedOn":
                    above[known] = attribute(child, "val") or ""
            release(element)
    styles: dict[str, Drawn] = {}
    for style in {*own, *above}:
        drawn, one = dict[str, str](), style
        for _ in range(MOST_LEVELS):
            drawn = own.get(one, {}) | drawn
            one = above.get(one, "")
        if drawn:
            styles[style] = drawn
    return styles


def _end_paragraph_properties(walk: _Walk, element: lxml.etree._Element) -> None:
    if not walk.open:
        return
    paragraph = walk.open[-1]
    above = element.getparent()
    if above is not None and local(above) == "pPrChange":
        element.clear()  # how it was set before a tracked change
    for child in element.iter():
        name = local(child)
        if name == "pStyle":
            paragraph.style = attribute(child, "val") or ""
        elif name == "numId":
            paragraph.list_id = attribute(child, "val") or ""
        elif name == "ilvl":
            paragraph.level = attribute(child, "val") or "0"
        elif name in {"del", "moveFrom"}:
            paragraph.joined = True


def _end_row_properties(walk: _Walk, element: lxml.etree._Element) -> None:
    gone = {"del", "moveFrom", "cellDel"}
    if walk.row is None and any(local(child) in gone for child in element):
        walk.row = element.getparent()


PROPERTIES: Final = {
    "rPr": _end_run_properties,
    "pPr": _end_paragraph_properties,
    "trPr": _end_row_properties,
    "tcPr": _end_row_properties,
}


def _notes(package: zipfile.ZipFile, main: str, told: _Walk, raw: Raw) -> Iterator[_Paragraph]:
    """Return the paragraphs of the notes that the text refers to, in its order."""
    folder = posixpath.dirname(main)
    found: dict[tuple[str, str], list[_Paragraph]] = {}
    for kind in sorted({kind for kind, _ in told.notes}):
        data = part(package, posixpath.join(folder, f"{kind}.xml"), raw.name)
        walk = _Walk(styles=told.styles)
        for event, element in xml_events(data, raw.name, KIND) if data else ():
            _step(walk, event, element)
            if event == "end" and local(element) in {"footnote", "endnote"}:
                found[(kind, attribute(element, "id") or "")] = walk.done
                walk.done = []
    for key in dict.fromkeys(told.notes):
        yield from found.get(key, ())


def _bullets(package: zipfile.ZipFile, main: str, raw: Raw) -> frozenset[tuple[str, str]]:
    """Return the (list, level) pairs whose items a dot marks and not a number."""
    data = part(package, posixpath.join(posixpath.dirname(main), "numbering.xml"), raw.name)
    kinds: dict[str, list[str]] = {}  # levels with a dot, by the list's definition
    lists: dict[str, str] = {}
    for event, element in xml_events(data, raw.name, KIND) if data else ():
        if event == "start":
            continue
        name, parent = local(element), element.getparent()
        if name == "numFmt" and parent is not None and local(parent) == "lvl":
            above = parent.getparent()
            abstract = attribute(above, "abstractNumId") if above is not None else None
            if attribute(element, "val") == "bullet":
                kinds.setdefault(abstract or "", []).append(attribute(parent, "ilvl") or "0")
        elif name == "abstractNumId" and parent is not None and local(parent) == "num":
            lists[attribute(parent, "numId") or ""] = attribute(element, "val") or ""
    return frozenset(
        (number, level)
        for number, abstract in lists.items()
        for level in kinds.get(abstract, [])[:MOST_LEVELS]
    )


def _assembled(
    paragraphs: list[_Paragraph], bullets: frozenset[tuple[str, str]]
) -> tuple[str, tuple[Span, ...], tuple[Span, ...]]:
    """Return the text, a line a paragraph, and what of it is quoted and bold.

    What only a measure broke is joined, but for items and cells. Who signs a quotation stands
    behind it.
    """
    lines: list[str] = []
    apart: list[bool] = []
    quoted: list[Span] = []
    bold: list[Span] = []
    length = 0
    carried, letters = "", list[tuple[int, bool]]()
    for paragraph in paragraphs:
        carried += "".join(paragraph.parts)
        letters += paragraph.letters
        if paragraph.joined:
            continue
        text, carried = with_raised(carried).strip(" \t\n"), ""
        drawn, letters = letters, []
        if not text.strip():
            continue
        marked = (paragraph.list_id, paragraph.level) in bullets
        if (marked or BULLET_STYLE.search(paragraph.style)) and text[0] not in "-–—•":
            text = f"- {text}"
        if QUOTE_STYLE.fullmatch(paragraph.style):
            goes_on = bool(quoted) and quoted[-1].end == length - 1
            if goes_on and (signed := BY_DASH.fullmatch(text)):
                lines[-1] += f" — {signed[1]}"
                length += len(signed[1]) + 3
                continue
            start = quoted.pop().start if goes_on else length
            quoted.append(Span(start, length + len(text)))
        bold += [one.shifted(length) for one in bold_lines(text, drawn, 0)]
        lines.append(text)
        apart.append(paragraph.cell or bool(paragraph.list_id))
        length += len(text) + 1
    if carried.strip():
        lines.append(with_raised(carried).strip())
        apart.append(True)
    runs = groupby(zip(apart, lines, strict=True), key=itemgetter(0))
    parts = (("\n".join(line for _, line in run), alone) for alone, run in runs)
    text = "\n".join(part if alone else unwrapped(part) for part, alone in parts)
    return text, tuple(quoted), tuple(bold)


def _metadata(package: zipfile.ZipFile, raw: Raw) -> Metadata:
    try:
        data = part(package, "docProps/core.xml", raw.name, 1_000_000)
        fields = {
            local(element): " ".join((element.text or "").split())
            for event, element in (xml_events(data, raw.name, KIND) if data else ())
            if event == "end"
        }
    except InputError:  # metadata is no reason to refuse a text
        return Metadata()
    # python-docx's own template names itself as the author.
    author = fields.get("creator", "")
    return Metadata(
        title=fields.get("title") or None,
        author=author if author and author != "python-docx" else None,
    )
