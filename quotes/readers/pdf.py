"""PDF files: the text of each page, its lines joined into paragraphs, with page numbers.

Read by PDFium, the library of Chromium, in a process of its own (`apart`). Of pypdf, pdfminer.six
and PDFium it alone keeps soft hyphens, justified lines and letter-spaced words whole (table in
docs/formats.md); columns that a file draws line by line across the page are put one after the
other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from ctypes import addressof, c_double, c_int, create_string_buffer
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import atan2, degrees, hypot
from statistics import median
from typing import TYPE_CHECKING, Any

from quotes.errors import InputError
from quotes.languages.lexicon import seen
from quotes.languages.words import fold
from quotes.model import Span, placed, worded
from quotes.readers import apart
from quotes.readers.documents import (
    LOWER,
    RAISE,
    Document,
    Metadata,
    Raw,
    TextBuilder,
    with_raised,
)
from quotes.readers.lines import (
    HYPHENATED,
    SENTENCE_END,
    is_divided,
    joined,
    notes_first,
    without_furniture,
)
from quotes.readers.plain import without_line_numbers
from quotes.readers.raw import TEXT_LIMIT, mend, shown, too_large

if TYPE_CHECKING:
    import pypdfium2


UNREADABLE = re.compile(r"[\ue000-\uf8ff\ufffd\ufffe\x00-\x08\x0e-\x1f]|\(cid:\d+\)")
LETTER = re.compile(r"(?<!\S)[^\W\d_aeiouyAEIOUYI](?!\S)")
LINE = re.compile(r"[^\n]+")
# Prose holds next to no single consonants and no unreadable characters; beyond one in
# fifty words or letters a person should look at the page.
DAMAGED = 0.02


def read_pdf(raw: Raw) -> Document:
    """Return the text of a PDF; `places` name its pages.

    Raises InputError for an encrypted, a broken and a scanned file (one that holds
    pictures of pages and no text). A page without text and a text that looks damaged
    are warnings.
    """
    texts, metadata, turned, bold_lines = _read(raw)
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
    warnings: dict[str, None] = {}
    read = []
    for number, lines in enumerate(pages, 1):
        text, notes = mend(joined(without_line_numbers("\n".join(lines), " ").split("\n")))
        warnings.update(dict.fromkeys(f"page {number}, {note}" for note in notes))
        read.append(text)
    _add_pages(builder, read)
    empty = [str(number) for number, text in enumerate(texts, 1) if not text.strip()]
    told = (
        [worded("no text on page {numbers} (a picture?)", numbers=", ".join(empty[:9]))]
        if empty
        else []
    )
    if turned:
        told.append(worded("words that are turned on the page are left out: {words}", words=turned))
    told += list(warnings)[:3] + _damage(builder.text)
    bold = {line for lines in bold_lines for line in joined(lines.split("\n")).split("\n")}
    set_so = (one for one in LINE.finditer(builder.text) if one[0] in bold)
    return Document(
        builder.text,
        metadata,
        places=tuple(builder.places),
        warnings=tuple(told),
        bold=tuple(Span(*one.span()) for one in set_so),
    )


def _add_pages(builder: TextBuilder, pages: Sequence[str]) -> None:
    """Add the texts of pages; a sentence that runs over a page goes on in the same paragraph."""
    gap = "\n"
    for number, (text, following) in enumerate(zip(pages, [*pages[1:], ""], strict=True), 1):
        goes_on = following[:1].islower()
        said = notes_first(text) if goes_on else text
        divided = goes_on and bool(HYPHENATED.search(said))
        shown = said[:-1] if divided and is_divided(said, following) else said
        builder.add(shown, worded("page {number}", number=number), gap)
        open_end = bool(said) and said[-1] not in '.!?:”"»…'
        gap = "" if divided else " " if open_end else "\n"


def page_texts(raw: Raw) -> list[str]:
    """Return the text of each page as it is read; raises InputError as `read_pdf`."""
    return _read(raw)[0]


def _read(raw: Raw) -> tuple[list[str], Metadata, str, list[str]]:
    """Return the texts of the pages, what the file says of itself, turned words and bold lines."""
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
    metadata = _metadata(found["title"], found["author"])
    return found["texts"], metadata, found["turned"], found["bold"]


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
CONTROL = re.compile("[\x80-\x9f]")
# Columns that are drawn line by line across the page: at least so many lines with pieces
# of this share of the page's width on both sides of a gap of so many points. The cells of
# a table are narrower, and their rows are left as they are; narrower columns are prose, whose
# lines begin with a small letter in this share.
ROWS = 4
COLUMN, NARROW_COLUMN = 0.2, 0.15
PROSE = 0.4
GAP = 6.0
MOST_PIECES = 5_000
# Between paragraphs stands this much more than between the lines of one, or the letters change
# their size by this share.
WIDER, LARGER = 1.3, 0.12
# A gap between two letters that is at most this share of their size wider than the usual one of
# its line is none between words (a narrow space takes a fifth). By hand.
TIGHT = 0.1
MOST_LETTERS = 20_000
IN_WORD = re.compile(r"[^\W\d_]|[’']")
# Words turned against the rest of their page are a stamp or stand in its margin. Where they are
# more than this share of its letters they are its text (a table set upright).
TURNED = 0.25
TOLD = 4  # words of them from which that is told: a stamp has fewer
# What stands raised is at most so large, of its line, and stands at least so much higher.
SMALL, HIGH = 0.85, 0.15
MOST_RAISED = 8
RAISABLE = re.compile(r"[\w*†‡§¶,\[\]()−–-]")
# A drop capital is this much larger than the text, and that begins within so many of its sizes.
LARGE, BESIDE = 1.6, 1.5
CAPITAL = re.compile(r"[“‘\"'«¿¡(]{0,2}[^\W\d_a-z][’']?")
WORDS_OF_ONE = frozenset("AIOYEÉÓÁ")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a line as drawn: its place (points, y upwards) and text."""

    left: float
    bottom: float
    right: float
    top: float
    text: str


def read(data: bytes) -> dict[str, Any]:
    """Return the `texts` of the pages, their `bold` lines, `title` and `author`; else a `fault`.

    The fault is "locked", "broken" (told: why), "pages" (too many) or "large" (told: characters).
    """
    import pypdfium2  # noqa: PLC0415 - only where a PDF is read

    found: dict[str, Any] = {
        "texts": [], "title": "", "author": "", "fault": "", "told": "", "turned": "", "bold": [],
    }  # fmt: skip
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
                text, turned, bold = _page(document, number)
            except Exception:  # noqa: BLE001 - a broken page is one without text
                text, turned, bold = "", "", []
            size += len(text)
            found["turned"] = found["turned"] or turned
            if size > TEXT_LIMIT:
                return found | {"fault": "large", "told": str(size)}
            found["texts"].append(text)
            found["bold"] += bold
        return found | _said(document)
    finally:
        document.close()


@dataclass(slots=True)
class _Letter:
    """A character of a page: what is read for it, its box, foot, size (points) and turn.

    `drawn` is False for a space or line end that PDFium adds. `sign` is "" for what is not read.
    """

    sign: str
    drawn: bool
    box: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)  # left, bottom, right, top
    foot: float = 0.0
    size: float = 0.0
    turn: int = 0  # degrees
    thing: int = 0  # the text object that it belongs to


def _page(document: pypdfium2.PdfDocument, number: int) -> tuple[str, str, list[str]]:
    """Return the text of a page, the words left out of it since they are turned, and bold lines."""
    page = document[number]
    turned, bold = "", list[str]()
    try:
        textpage = page.get_textpage()
        try:
            text = str(textpage.get_text_range())
            letters = _letters(textpage, text)
            if letters:
                _join_raised(letters)
                turned = _leave_out_turned(letters)
                lines = _lines(letters)
                for line in lines:
                    _join_spaced(line, letters)
                    _mark_raised(line, letters)
                _set_capitals(lines, letters)
                bold = _set_apart(textpage, lines, letters)
                text = _told(letters)
            pieces = _pieces(textpage, letters)
            ordered = _in_columns(pieces, float(page.get_width()))
        finally:
            textpage.close()
    finally:
        page.close()
    if ordered != pieces:
        new = set(
            _apart([one.bottom for one in ordered], [one.top - one.bottom for one in ordered])
        )
        text = "\n".join("\n" * (at in new) + piece.text for at, piece in enumerate(ordered))
    text = DIVIDED.sub("-\n", text).replace("\r\n", "\n")
    text = "\n".join(map(with_raised, text.split("\n")))
    text = APOSTROPHE.sub("’", text).encode("utf-8", "replace").decode()
    return text, turned if len(turned.split()) >= TOLD else "", bold


def _letters(textpage: pypdfium2.PdfTextPage, text: str) -> list[_Letter]:
    """Return the characters of a page with their places; none where they are too many or odd."""
    from pypdfium2 import raw  # noqa: PLC0415 - only where a PDF is read

    count = int(textpage.count_chars())
    if count > MOST_LETTERS:
        return []
    signs = [chr(raw.FPDFText_GetUnicode(textpage, at)) for at in range(count)]
    # PDFium passes over controls, among them Windows' quotation marks at their places.
    if CONTROL.sub("", DIVIDED.sub("-", "".join(signs))) != CONTROL.sub("", DIVIDED.sub("-", text)):
        return []
    box, matrix, x, y = raw.FS_RECTF(), raw.FS_MATRIX(), c_double(), c_double()
    letters = []
    for at, sign in enumerate(signs):
        if raw.FPDFText_IsGenerated(textpage, at) == 1:
            letters.append(_Letter(sign, drawn=False))
            continue
        raw.FPDFText_GetLooseCharBox(textpage, at, box)
        raw.FPDFText_GetMatrix(textpage, at, matrix)
        raw.FPDFText_GetCharOrigin(textpage, at, x, y)
        turn = round(degrees(atan2(matrix.b, matrix.a))) % 360
        edges = (float(box.left), float(box.bottom), float(box.right), float(box.top))
        thing = addressof(raw.FPDFText_GetTextObject(textpage, at).contents)
        size = float(raw.FPDFText_GetFontSize(textpage, at)) * hypot(matrix.c, matrix.d)
        letters.append(_Letter(sign, True, edges, float(y.value), size, turn, thing))
    return letters


def _join_raised(letters: Sequence[_Letter]) -> None:
    """Take out the line ends that PDFium sets before what stands raised right behind a word."""
    drawn = [at for at, letter in enumerate(letters) if letter.drawn]
    for one, other in pairwise(drawn):
        left, right = letters[one], letters[other]
        gap = right.box[0] - left.box[2]
        if letters[other - 1].sign == "\n" and abs(gap) <= HIGH * left.size:
            overlap = min(left.box[3], right.box[3]) - max(left.box[1], right.box[1])
            if 2 * overlap > min(left.size, right.size):
                for added in letters[one + 1 : other]:
                    added.sign = ""


def _leave_out_turned(letters: Sequence[_Letter]) -> str:
    """Leave out the words that are turned against the rest of the page, and return them."""
    turns = Counter(letter.turn for letter in letters if letter.drawn and letter.sign.strip())
    if len(turns) < 2:
        return ""
    usual, count = turns.most_common(1)[0]
    if turns.total() - count > TURNED * turns.total():
        return ""
    words: list[str] = []
    out = False
    for letter in letters:
        out = letter.turn != usual if letter.drawn else out
        if out:
            words.append(letter.sign)
            if letter.drawn:
                letter.sign = ""
    return " ".join("".join(words).split())


def _lines(letters: Sequence[_Letter]) -> list[list[int]]:
    """Return the letters of each line that are drawn and read, by their numbers."""
    lines: list[list[int]] = [[]]
    for at, letter in enumerate(letters):
        if letter.drawn and letter.sign:
            lines[-1].append(at)
        if letter.sign == "\n" or DIVIDED.match(letter.sign):
            lines.append([])
    return [line for line in lines if line]


def _set_apart(
    textpage: pypdfium2.PdfTextPage, lines: Sequence[Sequence[int]], letters: Sequence[_Letter]
) -> list[str]:
    """Set a blank line before each line with more space above it, of another size or weight.

    Returns the bold lines, those that follow one another together.
    """
    shown = [[at for at in line if letters[at].sign.strip()] for line in lines]
    shown = [line for line in shown if line]
    feet = [median(letters[at].foot for at in line) for line in shown]
    sizes = [median(letters[at].size for at in line) for line in shown]
    bold = [_is_bold(textpage, line[0]) and _is_bold(textpage, line[-1]) for line in shown]
    found = ["".join(one.sign for one in letters[line[0] : line[-1] + 1]) for line in shown]
    for at in _apart(feet, sizes):
        letters[shown[at][0]].sign = f"\n{letters[shown[at][0]].sign}"
    for at, (one, other) in enumerate(pairwise(bold), 1):
        if one != other and SENTENCE_END.search(found[at - 1].rstrip()):
            letters[shown[at][0]].sign = f"\n{letters[shown[at][0]].sign}"
    runs = groupby(zip(bold, found, strict=True), key=lambda pair: pair[0])
    return ["\n".join(line for _, line in run) for is_bold, run in runs if is_bold]


def _apart(feet: Sequence[float], sizes: Sequence[float]) -> Iterator[int]:
    """Yield which lines stand apart from those before them, by their heights and letters' sizes."""
    steps = [one - other for one, other in pairwise(feet)]
    below = sorted(step for step in steps if step > 0)
    usual = below[len(below) // 4] if below else 0.0
    for at, (step, one, other) in enumerate(zip(steps, sizes, sizes[1:], strict=False), 1):
        if step > WIDER * usual or (step > 0 and abs(one - other) > LARGER * max(one, other)):
            yield at


def _is_bold(textpage: pypdfium2.PdfTextPage, at: int) -> bool:
    """Return whether a character is of a font that calls itself bold."""
    from pypdfium2 import raw  # noqa: PLC0415 - only where a PDF is read

    name, flags = create_string_buffer(200), c_int()
    raw.FPDFText_GetFontInfo(textpage, at, name, len(name), flags)
    return b"bold" in name.value.lower()


def _told(letters: Sequence[_Letter]) -> str:
    """Return the text of a page without the lines of which nothing is read."""
    lines: list[list[_Letter]] = [[]]
    for letter in letters:
        lines[-1].append(letter)
        if letter.sign.endswith("\n") and not letter.drawn:
            lines.append([])
    return "".join(
        letter.sign
        for line in lines
        if any(letter.sign for letter in line if letter.drawn) or not any(one.drawn for one in line)
        for letter in line
    )


def _join_spaced(line: Sequence[int], letters: Sequence[_Letter]) -> None:
    """Take out the spaces that PDFium sets into letter-spaced words of a line.

    Such a space is in no file: the gap that it stands for is hardly wider than those between the
    letters of its line.
    """
    if not LETTER.search("".join(one.sign for one in letters[line[0] : line[-1] + 1])):
        return
    pairs = list(pairwise(line))
    gaps = [letters[other].box[0] - letters[one].box[2] for one, other in pairs]
    if not gaps:
        return
    most = median(gaps) + TIGHT * letters[line[0]].size
    for (one, other), gap in zip(pairs, gaps, strict=True):
        between = letters[one + 1 : other]
        if (
            gap <= most
            and [letter.sign for letter in between] == [" "]
            and IN_WORD.match(letters[one].sign)
            and IN_WORD.match(letters[other].sign)
        ):
            between[0].sign = ""


def _mark_raised(line: Sequence[int], letters: Sequence[_Letter]) -> None:
    """Mark what stands raised in a line, right behind a word: a note's mark, a power."""
    size = median(letters[at].size for at in line)
    foot = median(letters[at].foot for at in line)
    high = [
        letters[at].size <= SMALL * size
        and letters[at].foot >= foot + HIGH * size
        and bool(RAISABLE.match(letters[at].sign))
        for at in line
    ]
    for start, end in _stretches(high):
        first, before = letters[line[start]], letters[line[start - 1]] if start else None
        if before is None or end - start > MOST_RAISED:
            continue
        if first.box[0] - before.box[2] > HIGH * size:
            continue
        first.sign = RAISE + first.sign
        letters[line[end - 1]].sign += LOWER
        for added in letters[line[start - 1] + 1 : line[start]]:
            added.sign = ""


def _stretches(marked: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield where what is marked begins and ends."""
    start = None
    for at, one in enumerate([*marked, False]):
        if one and start is None:
            start = at
        elif not one and start is not None:
            yield start, at
            start = None


def _set_capitals(lines: Sequence[Sequence[int]], letters: Sequence[_Letter]) -> None:
    """Set each drop capital before the line that begins beside its head."""
    usual = median(letters[at].size for line in lines for at in line) if lines else 0.0
    for line in lines:
        count = 0
        while count < len(line) and letters[line[count]].size >= LARGE * usual:
            count += 1
        capital = [letters[at] for at in line[:count]]
        said = "".join(letter.sign for letter in capital).strip()
        if not CAPITAL.fullmatch(said):
            continue
        right = max(letter.box[2] for letter in capital)
        head, feet = max(letter.box[3] for letter in capital), min(one.foot for one in capital)
        beside = [
            letters[at]
            for at in _line_heads(lines, line, count)
            if abs(letters[at].box[0] - right) <= BESIDE * usual
            and feet - HIGH * usual <= letters[at].foot <= head
            and letters[at].size < LARGE * usual
        ]
        first = max(beside, key=lambda letter: letter.foot, default=None)
        if first is None:
            continue
        rest = _first_word(first, letters)
        if not rest or not (rest[0].islower() or rest.isupper()):
            continue
        for letter in capital:
            letter.sign = ""
        first.sign = f"\n{said}{_gap(said, rest)}{first.sign}"


def _line_heads(
    lines: Sequence[Sequence[int]], capital: Sequence[int], count: int
) -> Iterator[int]:
    """Yield the first letter of each line; in the capital's own, the first after its `count`."""
    for line in lines:
        yield from (line[count:] if line is capital else line)[:1]


def _first_word(first: _Letter, letters: Sequence[_Letter]) -> str:
    at = next(at for at, letter in enumerate(letters) if letter is first)
    found = re.match(r"[^\W\d_]+", "".join(one.sign for one in letters[at : at + 40]))
    return found[0] if found else ""


def _gap(capital: str, rest: str) -> str:
    """Return the space between a drop capital and what follows where it is a word itself."""
    letter = capital.strip("“‘\"'«¿¡(")
    words = fold(letter + rest), fold(rest)
    whole, alone = (any(seen(word, one) for one in ("en", "es")) for word in words)
    return " " if letter in WORDS_OF_ONE and alone and not whole else ""


def _pieces(textpage: pypdfium2.PdfTextPage, letters: Sequence[_Letter]) -> list[_Piece]:
    """Return the parts of lines in the order in which they are drawn, a text object each."""
    pieces: list[_Piece] = []
    if letters:
        drawn = [at for at, letter in enumerate(letters) if letter.drawn]
        for _, group in groupby(drawn, key=lambda at: letters[at].thing):
            some = list(group)
            boxes = [letters[at].box for at in some if letters[at].sign.strip()]
            words = "".join(letter.sign for letter in letters[some[0] : some[-1] + 1])
            words = DIVIDED.sub("-", words).strip()
            if boxes and words and len(pieces) < MOST_PIECES:
                left, bottom, _, _ = map(min, zip(*boxes, strict=True))
                _, _, right, top = map(max, zip(*boxes, strict=True))
                pieces.append(_Piece(left, bottom, right, top, words))
        return pieces
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
    beside = [
        (one, other)
        for one, other in pairwise(pieces)
        if other.left - one.right >= GAP and min(one.top, other.top) > max(one.bottom, other.bottom)
    ]
    small = sum(one.text[:1].islower() + other.text[:1].islower() for one, other in beside)
    least = (NARROW_COLUMN if small >= 2 * PROSE * len(beside) else COLUMN) * width
    gaps = [
        (one.right, other.left)
        for one, other in beside
        if min(one.right - one.left, other.right - other.left) >= least
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
