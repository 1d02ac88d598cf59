"""PDF files: the text of each page, its lines joined into paragraphs, with page numbers.

Read by PDFium, the library of Chromium, in a process of its own (`apart`). Of pypdf, pdfminer.six
and PDFium it alone keeps soft hyphens, justified lines and letter-spaced words whole (table in
docs/formats.md); columns that a file draws line by line across the page are put one after the
other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any

from quotes.errors import InputError
from quotes.model import placed, worded
from quotes.readers import apart
from quotes.readers.documents import Document, Metadata, Raw, TextBuilder
from quotes.readers.lines import joined, without_furniture
from quotes.readers.raw import TEXT_LIMIT, mend, shown, too_large

if TYPE_CHECKING:
    import pypdfium2


UNREADABLE = re.compile(r"[\ue000-\uf8ff\ufffd\ufffe\x00-\x08\x0e-\x1f]|\(cid:\d+\)")
LETTER = re.compile(r"(?<!\S)[^\W\d_aeiouyAEIOUYI](?!\S)")
# Prose holds next to no single consonants and no unreadable characters; beyond one in
# fifty words or letters a person should look at the page.
DAMAGED = 0.02


def read_pdf(raw: Raw) -> Document:
    """Return the text of a PDF; `places` name its pages.

    Raises InputError for an encrypted, a broken and a scanned file (one that holds
    pictures of pages and no text). A page without text and a text that looks damaged
    are warnings.
    """
    texts, metadata = _read(raw)
    if not any(text.strip() for text in texts):
        raise InputError(
            placed(
                raw.name,
                worded(
                    "holds no text, only pictures of pages (a scan): run text recognition "
                    "(OCR) on it"
                ),
            )
        )
    pages = without_furniture([text.splitlines() for text in texts])
    builder = TextBuilder()
    open_end = False
    warnings: dict[str, None] = {}
    for number, lines in enumerate(pages, 1):
        text, notes = mend(joined(lines))
        warnings.update(dict.fromkeys(f"page {number}, {note}" for note in notes))
        # A sentence that runs over the page goes on in the same paragraph.
        builder.add(text, worded("page {number}", number=number), " " if open_end else "\n")
        open_end = bool(text) and text[-1] not in '.!?:”"»…'
    empty = [str(number) for number, text in enumerate(texts, 1) if not text.strip()]
    told = (
        [worded("no text on page {numbers} (a picture?)", numbers=", ".join(empty[:9]))]
        if empty
        else []
    )
    told += list(warnings)[:3] + _damage(builder.text)
    return Document(builder.text, metadata, places=tuple(builder.places), warnings=tuple(told))


def page_texts(raw: Raw) -> list[str]:
    """Return the text of each page as it is read; raises InputError as `read_pdf`."""
    return _read(raw)[0]


def _read(raw: Raw) -> tuple[list[str], Metadata]:
    if b"%PDF" not in raw.data[:1024]:
        raise InputError(placed(raw.name, worded("not a PDF file: check how it was saved")))
    found = apart.asked("quotes.readers.pdf", raw.data)
    if found is None:
        why = worded("needs too much memory or time: save it anew or split it")
        raise InputError(placed(raw.name, why))
    fault, told = found["fault"], found["told"]
    if fault == "locked":
        raise InputError(placed(raw.name, worded("encrypted: save it without a password")))
    if fault == "broken":
        why = worded("a PDF that cannot be read ({reason}): save it anew", reason=shown(told))
        raise InputError(placed(raw.name, why))
    if fault == "pages":
        most = f"{MOST_PAGES:,}"
        raise InputError(placed(raw.name, worded("more than {most} pages: split it", most=most)))
    if fault == "large":
        raise too_large(raw.name, int(told), TEXT_LIMIT)
    return found["texts"], _metadata(found["title"], found["author"])


_FILES = (".doc", ".docx", ".pdf", ".indd", ".html", ".htm", ".odt", ".rtf", ".txt", ".pages")


def _metadata(title: str, author: str) -> Metadata:
    title, author = " ".join(title.split()), " ".join(author.split())
    # Word processors write the file's name where a title belongs.
    if title.lower().endswith(_FILES):
        title = ""
    return Metadata(title=title or None, author=author or None)


def _damage(text: str) -> list[str]:
    """Return a warning where a text holds what prose does not."""
    words = len(text.split())
    unreadable = len(UNREADABLE.findall(text))
    broken = len(LETTER.findall(text))
    if unreadable > DAMAGED * len(text) or (words >= 50 and broken > DAMAGED * words):
        what = "unreadable characters" if unreadable > broken else "words with spaces in them"
        return [f"its text looks damaged ({what}): compare it with the page, or run OCR on it"]
    return []


# --- The texts of the pages by PDFium, in a process of its own. What a file says may be anything.

MOST_PAGES = 5_000
# Fonts that name their apostrophe in a private way: between two letters it can be nothing else.
APOSTROPHE = re.compile(r"(?<=[^\W\d_])[\ue000-\uf8ff](?=[^\W\d_])")
# PDFium's signs for a hyphen at the end of a line, and the line end after it.
DIVIDED = re.compile(r"[\ufffe\x02]")
# Columns that are drawn line by line across the page: at least so many lines with pieces
# of this share of the page's width on both sides of a gap of so many points. The cells of
# a table are narrower, and their rows are left as they are.
ROWS = 4
COLUMN = 0.2
GAP = 6.0
MOST_PIECES = 5_000
# A gap between two letters that is at most this share of their size wider than the usual one of
# its line is none between words (a narrow space takes a fifth). By hand.
TIGHT = 0.1
MOST_LETTERS = 20_000
IN_WORD = re.compile(r"[^\W\d_]|[’']")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a line as drawn: its place (points, y upwards) and text."""

    left: float
    bottom: float
    right: float
    top: float
    text: str


def read(data: bytes) -> dict[str, Any]:
    """Return the `texts` of the pages, `title` and `author`; else a `fault`, and `told` of it.

    The fault is "locked", "broken" (told: why), "pages" (too many) or "large" (told: characters).
    """
    import pypdfium2  # noqa: PLC0415 - only where a PDF is read

    found: dict[str, Any] = {"texts": [], "title": "", "author": "", "fault": "", "told": ""}
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        reason = (str(error).splitlines() or [""])[0][:80]
        return found | {"fault": "locked" if "assword" in reason else "broken", "told": reason}
    try:
        if len(document) > MOST_PAGES:
            return found | {"fault": "pages"}
        size = 0
        for number in range(len(document)):
            try:
                text = _page(document, number)
            except Exception:  # noqa: BLE001 - a broken page is one without text
                text = ""
            size += len(text)
            if size > TEXT_LIMIT:
                return found | {"fault": "large", "told": str(size)}
            found["texts"].append(text)
        return found | _said(document)
    finally:
        document.close()


def _page(document: pypdfium2.PdfDocument, number: int) -> str:
    page = document[number]
    try:
        textpage = page.get_textpage()
        try:
            text = _without_false_spaces(textpage, str(textpage.get_text_range()))
            pieces = _pieces(textpage)
            ordered = _in_columns(pieces, float(page.get_width()))
        finally:
            textpage.close()
    finally:
        page.close()
    if ordered != pieces:
        text = "\n".join(piece.text for piece in ordered)
    text = DIVIDED.sub("-\n", text).replace("\r\n", "\n")
    return APOSTROPHE.sub("’", text).encode("utf-8", "replace").decode()


def _without_false_spaces(textpage: pypdfium2.PdfTextPage, text: str) -> str:
    """Return the text of a page without the spaces that PDFium sets into letter-spaced words.

    Such a space is in no file: the gap that it stands for is hardly wider than those between the
    letters of its line.
    """
    if not LETTER.search(text) or len(text) > MOST_LETTERS:
        return text
    from pypdfium2 import raw  # noqa: PLC0415 - only where a PDF is read

    count = int(textpage.count_chars())
    signs = [chr(raw.FPDFText_GetUnicode(textpage, at)) for at in range(count)]
    if "".join(signs) != text:
        return text
    drawn = [at for at in range(count) if raw.FPDFText_IsGenerated(textpage, at) != 1]
    box = raw.FS_RECTF()
    edges: dict[int, tuple[float, float]] = {}
    for at in drawn:
        raw.FPDFText_GetLooseCharBox(textpage, at, box)
        edges[at] = (float(box.left), float(box.right))
    lines: list[list[tuple[int, int]]] = [[]]
    for one, other in pairwise(drawn):
        if "\n" in signs[one:other]:
            lines.append([])
        else:
            lines[-1].append((one, other))
    false: set[int] = set()
    for line in (line for line in lines if line):
        gaps = [edges[other][0] - edges[one][1] for one, other in line]
        size = float(raw.FPDFText_GetFontSize(textpage, line[0][0]))
        most = median(gaps) + TIGHT * size
        false.update(
            one + 1
            for (one, other), gap in zip(line, gaps, strict=True)
            if signs[one + 1 : other] == [" "]
            and gap <= most
            and IN_WORD.match(signs[one])
            and IN_WORD.match(signs[other])
        )
    return "".join(sign for at, sign in enumerate(signs) if at not in false)


def _pieces(textpage: pypdfium2.PdfTextPage) -> list[_Piece]:
    """Return the parts of lines in the order in which they are drawn."""
    pieces: list[_Piece] = []
    count = int(textpage.count_rects())
    for number in range(count if count <= MOST_PIECES else 0):
        left, bottom, right, top = textpage.get_rect(number)
        bounded = str(textpage.get_text_bounded(left, bottom, right, top))
        words = DIVIDED.sub("-", bounded).strip()
        if words:
            pieces.append(_Piece(left, bottom, right, top, words))
    return pieces


def _in_columns(pieces: Sequence[_Piece], width: float) -> list[_Piece]:
    """Return the pieces column by column where they are drawn across a gutter, else as given."""
    gutter = _gutter(pieces, width)
    if gutter is None:
        return list(pieces)
    ordered: list[_Piece] = []
    left: list[_Piece] = []
    right: list[_Piece] = []
    for piece in pieces:
        if piece.left < gutter < piece.right:  # a heading over both columns
            ordered += _in_columns(left, width) + _in_columns(right, width) + [piece]
            left, right = [], []
        else:
            (left if piece.right <= gutter else right).append(piece)
    return ordered + _in_columns(left, width) + _in_columns(right, width)


def _gutter(pieces: Sequence[_Piece], width: float) -> float | None:
    """Return where the gap between two columns lies (points from the left), or None."""
    gaps = [
        (one.right, other.left)
        for one, other in pairwise(pieces)
        if other.left - one.right >= GAP
        and min(one.top, other.top) > max(one.bottom, other.bottom)
        and min(one.right - one.left, other.right - other.left) >= COLUMN * width
    ]
    if len(gaps) < ROWS:
        return None
    first = min(start for _, start in gaps)  # of three columns the first gutter comes first
    ends = [end for end, start in gaps if start < first + COLUMN * width]
    return (max(ends) + first) / 2 if len(ends) >= ROWS and max(ends) < first else None


def _said(document: pypdfium2.PdfDocument) -> dict[str, str]:
    """Return what the document says of itself."""
    try:
        info = document.get_metadata_dict(skip_empty=True)
    except Exception:  # noqa: BLE001 - metadata is no reason to refuse a text
        return {}
    named = {"title": "Title", "author": "Author"}
    return {
        name: str(info.get(key, "")).encode("utf-8", "replace").decode()
        for name, key in named.items()
    }
