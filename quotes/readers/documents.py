"""What a reader hands on: the text of one document and what the document says of itself."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date as day
from html import unescape
from itertools import pairwise

from quotes.languages.words import fold
from quotes.model import Place, Span, worded

MARKS = re.compile("[“”„«»\"]|``|''")
# A block set as a quotation is a part of its document: one that holds more than this
# share of the text is the page's layout (a letter in a frame, a forwarded message).
MOST_OF_IT = 0.8


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself; None or () where it says nothing.

    `language` is as written ("es-CO", "español"); it is judged where a source is made.
    `sources` are addresses where the words were published, `ignore` checks that are to stay
    silent.
    """

    title: str | None = None
    author: str | None = None
    speaker: str | None = None
    date: day | None = None
    language: str | None = None
    url: str | None = None
    archive_url: str | None = None
    retrieved: day | None = None
    sources: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One document as extracted: the text that all offsets refer to.

    `places` name stretches of the text for a person ("page 3"). `quoted` are stretches
    that the layout shows as quotations without marks (a block quotation, `>` in a
    letter), `bold` lines that it sets in bold from end to end. `body` is the character
    offset of `text` in the decoded raw file where the text is a plain stretch of it (line
    ends may be spaces there), else None. `warnings` are one line each and do not name the
    file; the caller does.
    """

    text: str
    metadata: Metadata = Metadata()
    places: tuple[Place, ...] = ()
    warnings: tuple[str, ...] = ()
    quoted: tuple[Span, ...] = ()
    bold: tuple[Span, ...] = ()
    body: int | None = None


@dataclass(frozen=True, slots=True)
class Raw:
    """The bytes of one file and the name under which messages speak of it."""

    name: str
    data: bytes


class TextBuilder:
    """A text that grows by labelled stretches; empty ones are passed over."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self.places: list[Place] = []

    def add(self, text: str, label: str, gap: str = "\n\n", speaker: str | None = None) -> None:
        """Add a stretch, after `gap` where something stands before it."""
        if not text:
            return
        if self._parts:
            self._parts.append(gap)
            self._length += len(gap)
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        self.places.append(Place(Span(start, self._length), label, speaker))

    def __len__(self) -> int:
        return self._length

    @property
    def text(self) -> str:
        """Return the text so far."""
        return "".join(self._parts)


def with_voices(document: Document) -> str:
    """Return the text with the name of each voice before its words: captions read as an article.

    Only where the document names the voices of two stretches or more, and blocks of it are not
    set as quotations.
    """
    if document.quoted or sum(place.speaker is not None for place in document.places) < 2:
        return document.text
    parts: list[str] = []
    at, before = 0, None
    for place in document.places:
        if place.speaker and place.speaker != before:
            parts += [document.text[at : place.span.start], f"{place.speaker}: "]
            at = place.span.start
        before = place.speaker
    return "".join([*parts, document.text[at:]])


def with_marks(text: str, quoted: Sequence[Span]) -> str:
    """Return the text of an article with quotation marks around what its layout quotes.

    Every paragraph of a block opens with a mark and the last one closes, as printed
    English does it. Blocks that hold marks of their own stay as they are, and so does
    one that is nearly all of the text.
    """
    parts: list[str] = []
    at = 0
    whole = len(text.strip())
    for span in sorted(quoted):
        words = span.of(text).rstrip()
        if not words.strip() or MARKS.search(words) or len(words) > MOST_OF_IT * whole:
            continue
        parts.append(text[at : span.start])
        parts.append(re.sub(r"(?m)^(\s*)(?=\S)", r"\1“", words) + "”")
        at = span.start + len(words)
    parts.append(text[at:])
    return "".join(parts)


# --- Characters as a reader takes them: what is not seen goes, what looks alike is one letter.

# A character reference that was escaped once too often and stands in the text.
REFERENCE = re.compile(r"&(?:amp;)*(#\d{2,6}|#[xX][\dA-Fa-f]{2,5}|[A-Za-z][A-Za-z\d]{1,8});")
ESCAPED = re.compile(r"\\(?=[\"“”])")
# Signs that no page shows. A joiner between two pictures (👩‍🌾) or letters that it shapes stays.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
    "|[\u200c\u200d](?![^\\W\\dA-Za-z_\u00c0-\u024f]|[\u2640\u2642\u2695-\u27bf\U0001f000-\U0001faff])"
)
ACCENTED = re.compile("[^\\W\\d_][\u0300-\u036f]+")
# Letters of one shape that are drawn in another: “𝗻𝗼𝘁” in a post, “ﬁnal” in old type, “ｎｏｔ”.
STYLED = re.compile("[\ufb00-\ufb06\uff01-\uff5e\U0001d400-\U0001d7ff]")
APOSTROPHE = re.compile(
    "(?<=[^\\W\\d_])[\u02b9\u02bc\u02c8\u055a\u2032\ua78c\u00b4`](?=[^\\W\\d_])"
)
# Windows' signs at places where Unicode has controls, and fonts of their own letters: “won\x92t”.
WINDOWS = re.compile("[\x80-\x84\x86-\x9f\uf080-\uf09f]")
# Cyrillic and Greek letters that nobody can tell from Latin ones.
_ALIKE = (
    "аa еe оo рp сc хx уy іi јj ѕs ԁd һh ӏl ѡw АA ВB ЕE КK МM НH ОO РP СC ТT ХX УY ІI ЈJ ЅS "
    "οo νv ιi αa ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX"
)
ALIKE = {ord(pair[0]): pair[1] for pair in _ALIKE.split()}
_OTHER = "".join(map(chr, ALIKE))
MIXED = re.compile(
    rf"(?<![^\W\d_])(?=[{_OTHER}]*[A-Za-z\u00c0-\u024f])[A-Za-z\u00c0-\u024f]*[{_OTHER}]"
    rf"[A-Za-z\u00c0-\u024f{_OTHER}]*(?![^\W\d_])"
)
SPACED = re.compile(
    r"(?<![^\s“\"'‘«(¡¿])(?:[^\W\d_][ \u00a0\u2009\u200a\u202f]){2,}[^\W\d_](?![\w’'])"
)
NOTED = re.compile(r"(?<!(?<![\d.,])10)(?<=\d)[¹²³⁰⁴-⁹]{1,2}(?![⁄/¹²³⁰⁴-⁹])")
RAISED = str.maketrans("0123456789-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁻")


def readable(document: Document) -> Document:
    """Return a document with its characters as a reader takes them; read again, it is the same.

    Soft hyphens and signs of no width go, accents are one with their letter (NFC), letters of
    another script inside a Latin word and letters set apart (n o t) are the word that is seen,
    and the marks of notes behind a number (45¹) go. Places and quoted stretches move along.
    """
    known = document.metadata
    metadata = replace(
        known,
        title=known.title and as_seen(known.title),
        author=known.author and as_seen(known.author),
        speaker=known.speaker and as_seen(known.speaker),
    )
    return replace(_as_seen(document), metadata=metadata)


def as_seen(words: str) -> str:
    """Return words with their characters as a reader takes them."""
    return words if words.isascii() and not SPACED.search(words) else _as_seen(Document(words)).text


def _as_seen(document: Document) -> Document:
    document = _with(document, REFERENCE, _referred)
    if document.text.count('\\"') > 1:
        document = _with(document, ESCAPED, lambda _: "")
    document = _with(
        document, WINDOWS, lambda sign: bytes([ord(sign) & 0xFF]).decode("cp1252", "ignore")
    )
    document = _with(document, INVISIBLE, lambda _: "")
    document = _with(document, ACCENTED, _composed)
    document = _with(document, STYLED, lambda found: unicodedata.normalize("NFKC", found))
    document = _with(document, APOSTROPHE, lambda _: "’")
    if disguised := MIXED.findall(document.text):
        told = worded(
            "letters of another script in Latin words ({sample}; {n} in all): read as they look",
            sample=f"“{disguised[0].translate(ALIKE)[:30]}”",
            n=len(disguised),
        )
        document = replace(document, warnings=(*document.warnings, told))
        document = _with(document, MIXED, lambda found: found.translate(ALIKE))
        document = _with(document, ACCENTED, _composed)
    document = _with(document, SPACED, _unspaced)
    return _with(document, NOTED, lambda _: "")


def _referred(reference: str) -> str:
    said = unescape(REFERENCE.sub(r"&\1;", reference))
    return said if len(said) < len(reference) else reference


def _composed(accented: str) -> str:
    return unicodedata.normalize("NFC", accented)


def _unspaced(spaced: str) -> str:
    from quotes.languages.lexicon import seen  # noqa: PLC0415 - numpy, for few texts

    word = "".join(spaced.split())
    listed = all(ord(other) == ord(one) + 1 for one, other in pairwise(word))  # vitamins A B C
    known = any(seen(fold(word), language) for language in ("en", "es"))
    return word if known and not listed else spaced


def _with(document: Document, pattern: re.Pattern[str], read: Callable[[str], str]) -> Document:
    """Return the document with each match of a pattern read otherwise."""
    text = document.text
    parts: list[str] = []
    starts, ends, at = [0], [0], 0  # where unchanged stretches begin, before and after
    for found in pattern.finditer(text):
        said = read(found[0])
        if said == found[0]:
            continue
        parts += [text[at : found.start()], said]
        starts.append(found.end())
        ends.append(ends[-1] + found.start() - at + len(said))
        at = found.end()
    if not parts:
        return document

    def moved(span: Span) -> Span:
        return Span(*(_moved(offset, starts, ends) for offset in (span.start, span.end)))

    return replace(
        document,
        text="".join([*parts, text[at:]]),
        places=tuple(replace(place, span=moved(place.span)) for place in document.places),
        quoted=tuple(moved(span) for span in document.quoted),
        bold=tuple(moved(span) for span in document.bold),
        body=None,
    )


def _moved(offset: int, starts: Sequence[int], ends: Sequence[int]) -> int:
    """Return where an offset lies after changes; one inside what was changed lies at its end."""
    at = bisect_right(starts, offset) - 1
    shifted = ends[at] + offset - starts[at]
    return min(shifted, ends[at + 1]) if at + 1 < len(ends) else shifted


# --- What stands raised: marks of notes, powers, ordinals.

NOTE_MARK = re.compile(
    r"[\[(]?(?:\d{1,3}|[a-zA-Z]|[*†‡§¶]{1,3})(?:\s?[,;–-]\s?(?:\d{1,3}|[a-z]))*[\])]?"
)
# 10⁶, 30 m², x²: a base that takes a power.
BASE = re.compile(r"(?<![\d.,])10$|(?<![^\W\d_])(?:[kcdmh]?m|ft|mi|in|yd|s|[a-z])$")
ORDINAL = re.compile(r"(?:\d|(?<![^\W\d_])[^\W\d_]{1,2}\.?)$")
# Between these stands in a line what its layout raises, until the line is read.
RAISE, LOWER = "\ue010", "\ue011"
_RAISED_WORDS = re.compile(f"{RAISE}([^{LOWER}]*){LOWER}")
NEAR = 20  # characters before that tell what a raised one is


def with_raised(line: str) -> str:
    """Return a line with what stands raised in it (between RAISE and LOWER) read."""
    if RAISE not in line:
        return line
    line = line.replace(LOWER + RAISE, "")
    before = ""
    at = 0
    for found in _RAISED_WORDS.finditer(line):
        before += line[at : found.start()]
        before += raised(before[-NEAR:], found[1], line[found.end() :][:1])
        at = found.end()
    return (before + line[at:]).replace(RAISE, "").replace(LOWER, "")


def raised(before: str, words: str, after: str = "") -> str:
    """Return how words that stand raised are read: a note's mark not at all, a power as one.

    `before` and `after` are the words of the same line around them.
    """
    said = words.strip()
    if after[:1] in {"/", "⁄"} and said.isdigit():
        return f" {said}" if before[-1:].isdigit() else said
    if re.fullmatch(r"[-−–]?\d{1,3}", said) and said != "1" and BASE.search(before):
        return said.translate(RAISED)
    if said in {"a", "o"} and ORDINAL.search(before):
        return "ª" if said == "a" else "º"
    return "" if NOTE_MARK.fullmatch(said) else words
