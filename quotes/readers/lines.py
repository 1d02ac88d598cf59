"""Printed lines into paragraphs: what a measure or a page's layout broke is joined again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from quotes.languages.lexicon import seen
from quotes.languages.words import fold

PAGE_NUMBER = re.compile(
    r"\s*[-–—|]?\s*(?:(?:page|página|pág\.?|p\.)\s*)?\d{1,4}(?:\s*(?:of|de|/)\s*\d{1,4})?\s*[-–—|]?\s*",
    re.IGNORECASE,
)
HYPHENATED = re.compile(r"[^\W\d_]{2,}[-\u00ad\u2010]$")
LAST_WORD = re.compile(r"([^\W\d_]+)[-\u00ad\u2010]$")
FIRST_WORD = re.compile(r"([^\W\d_]+)")
SENTENCE_END = re.compile(r"[.!?:…][\"”’»)\]]*$")
# A line ends a paragraph if it closes a sentence and stays this far short of the others.
SHORT = 0.8
# A line without an end that stops before this share of the measure is a heading or a row.
HALF = 0.6
# Lines that stand at the edge of this share of the pages are running heads.
REPEATED = 0.5

# What begins a line of its own whatever stands before it: a bullet, a dash of dialogue, a
# heading, a row of a table, a time, a mark of a reply.
OWN_LINE = re.compile(
    r"\s*(?:[-–—―•·▪◦*+](?:\s|[“\"«]|(?=[^\W\d_a-zà-ÿ]))|[—―]|#{1,6}\s|\||>|[\[(]?\d{1,2}:\d\d\b|={3}|-{3})"
)
# What begins one where the line before it is not full: a number of a list, a speaker's name.
LABEL = re.compile(r"\s*(?:\(?[\da-z]{1,2}[.)]\s|\**[^\W\d_a-z][^:\n]{0,60}:\s)")
# "ANA RUIZ:", "El señor RUIZ PEÑA (Alba):", "Sra. Ruiz.–": who speaks next, where a sentence ended.
_OF_NAME = r"(?:[^\W\d_a-zà-ÿ][\w.’'-]*|de|del|la|las|los|y|señor|señora)"
TURN = re.compile(
    rf"(?=[^\W\d_a-zà-ÿ]){_OF_NAME}(?: {_OF_NAME}){{0,6}}(?: \([^)\n]{{1,60}}\))?(?::|[.:][-–—]) "
)
# What stands between the pages of a sentence: a running head or foot, at most so long, and a note.
HEAD = 60
NOTE = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡]+)[\])]?[.)]?\s*[^\W\d_a-zà-ÿ]")
SMALL = re.compile(r"\s*[\"“«(¿¡]?[^\W\d_]")
# A dash inside a sentence, at the beginning of a line.
DASH = re.compile(r"\s*[-–—―]{1,2}\s*[^\W\d_A-Z]")
# Marks of quotation: what opens one, what closes it, and the signs that can do both.
CLOSING = {"“": "”", "«": "»", "‘": "’", '"': '"', "'": "'"}
OPENS = re.compile(r"[“«‘]|(?<![^\s(\[“‘«—–-])(?:\"(?=[\w¿¡…])|'(?=[^\W\d]|[¿¡…]))")
CLOSES = re.compile(r"[”»]|(?<=\S)[\"'’](?!\w)")
# A quotation that a narrow measure broke closes within so many lines.
NEAR = 3
# Running prose begins 82 % of its lines with a small letter (polnear/dev set at a measure of
# 70 characters), lists and verse few.
PROSE = 0.4
# Nobody wraps prose below this measure; shorter lines are lists, verse and addresses.
NARROW = 30
# Beyond this a line is a paragraph, not a line of a measure.
WIDE = 140


def joined(lines: Sequence[str]) -> str:
    """Return the lines of a page as paragraphs, a line each.

    Words divided at a line's end are put together. A paragraph ends at a blank line (but not
    inside a sentence), where a line closes a sentence well before the measure of the page or
    before a turn of a transcript, and where the next line begins with a capital whose word would
    have fitted (headings, tables).
    """
    measure = max((len(line.strip()) for line in lines), default=0)
    paragraphs: list[list[str]] = []
    fresh = True
    for line in (line.strip() for line in lines):
        ended = not paragraphs or bool(SENTENCE_END.search(paragraphs[-1][-1]))
        if not line:
            fresh = True
            continue
        fresh = fresh and (ended or not _starts_small(line))
        turn = ended and TURN.match(line)
        if fresh or turn or OWN_LINE.match(line) or _is_apart(paragraphs[-1][-1], line, measure):
            paragraphs.append([line])
        else:
            _glue(paragraphs[-1], line)
        fresh = bool(SENTENCE_END.search(line)) and len(line) < SHORT * measure
    return "\n".join(re.sub(r"[ \t]{2,}", " ", " ".join(parts)) for parts in paragraphs)


def _is_apart(before: str, line: str, measure: int) -> bool:
    """Tell whether a short line and one that begins with a capital are no sentence."""
    if measure < NARROW or line[:1].islower() or HYPHENATED.search(before):
        return False
    return len(before) + 1 + len(line.split(maxsplit=1)[0]) < HALF * measure


def _glue(parts: list[str], line: str) -> None:
    if HYPHENATED.search(parts[-1]) and line[0].islower():
        parts[-1] = (parts[-1][:-1] if is_divided(parts[-1], line) else parts[-1]) + line
    else:
        parts.append(line)


def is_divided(line: str, following: str) -> bool:
    """Tell whether the hyphen at a line's end divides a word: "ques-", "tion".

    The word is known as a whole, or one of its halves is none. "well-", "known" stays as it is.
    """
    left, right = LAST_WORD.search(line), FIRST_WORD.match(following)
    if left is None or right is None or line.endswith("\u00ad"):
        return line.endswith("\u00ad")
    halves, word = (fold(left[1]), fold(right[1])), fold(left[1] + right[1])
    if seen(word, "en") or seen(word, "es"):
        return True
    return not (all(seen(half, "en") for half in halves) or all(seen(h, "es") for h in halves))


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines without a blank one between them, their measure, and whether they are prose."""

    lines: tuple[str, ...]
    measure: int
    prose: bool


def unwrapped(text: str, narrowest: int = NARROW, whole: bool = False) -> str:
    r"""Return the text with the line ends that only a measure set turned into spaces.

    A line goes on in the next where that begins with a small letter in the middle of a
    sentence, or where its first word would not have fitted. Bullets, turns, headings,
    signatures, verse and lines below the measure `narrowest` stay lines. Every other
    character stays where it is, so that offsets hold (but for `\r\n`, which becomes one
    space). With `whole`, words divided at a line's end become whole, and the margin of a
    line that is joined goes, so that offsets do not hold.
    """
    if "\n" not in text:
        return text
    parts: list[str] = []
    for block in _judged(text.split("\n")):
        inside, margin = "", ""
        for number, (line, following) in enumerate(pairwise(block.lines), start=1):
            inside = _open_mark(line, inside)
            shown = line.removeprefix(margin)
            margin = ""
            quoted = inside and _closes(block.lines[number : number + NEAR], inside)
            if _goes_on(line, following, block, narrowest) or (
                quoted and _goes_on_quoted(line, following)
            ):
                bare = shown.rstrip("\r")
                start = following.lstrip() if whole else following
                margin = following[: len(following) - len(start)]
                tight = bool(HYPHENATED.search(bare)) and start[:1].islower()
                divided = tight and whole and is_divided(bare, start)
                parts.append(bare[: len(bare) - divided] if tight else bare + " ")
            else:
                parts.append(shown + "\n")
                inside = ""
        parts.append(block.lines[-1].removeprefix(margin) + "\n")
    return "".join(parts)[:-1]


def _judged(lines: Sequence[str]) -> Iterator[_Block]:
    """Return the blocks, each judged by its own lines and by those of the whole text."""
    blocks = list(_blocks(lines))
    starts = [_starts_small(line) for block in blocks for line in block[1:]]
    prose = len(starts) >= 3 and sum(starts) >= PROSE * len(starts)
    widths = [max(len(line.rstrip()) for line in block) for block in blocks]
    common = max((width for width in widths if width <= WIDE), default=0)
    for block, width in zip(blocks, widths, strict=True):
        starts = [_starts_small(line) for line in block[1:]]
        own = len(starts) >= 2 and sum(starts) >= PROSE * len(starts)
        filled = prose and all(map(_is_full, block, block[1:], [common] * (len(block) - 1)))
        # Its own lines tell prose; among prose so does a block whose lines are all full.
        yield _Block(tuple(block), width if own or not filled else common, own or filled)


def _blocks(lines: Sequence[str]) -> Iterator[list[str]]:
    block: list[str] = []
    for line in lines:
        if line.strip():
            block.append(line)
            continue
        if block:
            yield block
        yield [line]
        block = []
    if block:
        yield block


def _starts_small(line: str) -> bool:
    return bool(SMALL.match(line)) and line.lstrip('"“«(¿¡ \t')[:1].islower()


def _goes_on(line: str, following: str, block: _Block, narrowest: int) -> bool:
    if _is_indented(line, following):
        return False
    ended = bool(SENTENCE_END.search(line.rstrip()))
    begun = line.count("“") > line.count("”") or line.count("«") > line.count("»")
    begun = begun or line.rstrip().rstrip('”"’»').endswith(",")
    if block.measure < narrowest and not (begun and not ended and _starts_small(following)):
        return False
    full = _is_full(line, following, block.measure)
    if OWN_LINE.match(following):
        dash = block.prose and full and not ended and not OWN_LINE.match(line)
        return dash and bool(DASH.match(following))
    if LABEL.match(following) and (ended or not full):
        return False
    if _starts_small(following) and not ended:
        return True
    return full and block.prose and block.measure <= WIDE


def _open_mark(line: str, inside: str) -> str:
    """Return what closes the quotation that is open at a line's end, or "".

    `inside` says the same of the line before.
    """
    at = 0
    while True:
        if inside:
            found = next((m for m in CLOSES.finditer(line, at) if m[0] == inside), None)
        else:
            found = OPENS.search(line, at)
        if found is None:
            return inside
        inside, at = "" if inside else CLOSING[found[0]], found.end()


def _closes(lines: Sequence[str], mark: str) -> bool:
    return any(match[0] == mark for line in lines for match in CLOSES.finditer(line))


def _goes_on_quoted(line: str, following: str) -> bool:
    """Tell whether a sentence goes on in the next line, both inside one quotation."""
    if SENTENCE_END.search(line.rstrip()) or _is_indented(line, following):
        return False
    return not OWN_LINE.match(following) and not LABEL.match(following)


def _is_full(line: str, following: str, measure: int) -> bool:
    word = following.split(maxsplit=1)[0]
    return len(line.rstrip()) + 1 + len(word) > measure


def _is_indented(line: str, following: str) -> bool:
    """Tell whether `following` is set in and so begins a paragraph."""

    def margin(one: str) -> int:
        return len(one) - len(one.lstrip())

    return margin(following) > margin(line) + 1


def without_furniture(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the lines of each page without page numbers and running heads."""
    kept = body_lines(pages)
    return [[lines[at] for at in here] for lines, here in zip(pages, kept, strict=True)]


def body_lines(pages: Sequence[Sequence[str]]) -> list[range]:
    """Return which lines of each page stand between its running head and its foot.

    These repeat, or stand apart where a sentence goes on from page to page.
    """
    edges: Counter[str] = Counter()
    for lines in pages:
        edges.update({_key(line) for line in _edge(lines)})
    often = {key for key, count in edges.items() if count >= max(3, REPEATED * len(pages))}
    kept = [_between(lines, often) for lines in pages]
    for at in range(1, len(kept)):
        start = _below_head(pages[at], kept[at])
        lines, one = pages[at - 1], kept[at - 1]
        foot = _foot(lines, one)
        if _starts_small("".join(pages[at][start : start + 1])) and _is_open(
            lines[one.start : foot]
        ):
            kept[at] = range(start, kept[at].stop)
            noted = any(NOTE.match(line.strip()) for line in lines[foot : one.stop])
            kept[at - 1] = one if noted else range(one.start, foot)
    return kept


def _is_furnished(line: str) -> bool:
    """Return whether a line that stands apart may be a page's head or foot: a few words, no end."""
    return 0 < len(line.strip()) <= HEAD and not SENTENCE_END.search(line.rstrip())


def _is_open(lines: Sequence[str]) -> bool:
    """Return whether lines end inside a sentence."""
    filled = [line.rstrip() for line in lines if line.strip()]
    return bool(filled) and not SENTENCE_END.search(filled[-1])


def _below_head(lines: Sequence[str], kept: range) -> int:
    """Return where a page begins below its head: a line that stands apart."""
    blank = next((at for at in kept if not lines[at].strip()), kept.start)
    return blank + 1 if blank == kept.start + 1 and _is_furnished(lines[kept.start]) else kept.start


def _foot(lines: Sequence[str], kept: range) -> int:
    """Return where a page ends above its foot: a line or a note that stands apart."""
    blank = next((at for at in reversed(kept) if not lines[at].strip()), kept.stop)
    below = lines[blank + 1 : kept.stop]
    furnished = len(below) == 1 and _is_furnished(below[0])
    noted = bool(below) and NOTE.match(below[0].strip())
    return blank if furnished or noted else kept.stop


def notes_first(text: str) -> str:
    """Return the paragraphs of a page with the notes below an open sentence before it."""
    parts = text.split("\n")
    at = len(parts)
    while at and NOTE.match(parts[at - 1]):
        at -= 1
    if not 0 < at < len(parts) or SENTENCE_END.search(parts[at - 1]):
        return text
    return "\n".join([*parts[: at - 1], *parts[at:], parts[at - 1]])


def _between(lines: Sequence[str], often: set[str]) -> range:
    start, end = 0, len(lines)
    while start < end and _is_furniture(lines[start], often):
        start += 1
    while start < end and _is_furniture(lines[end - 1], often):
        end -= 1
    return range(start, end)


def _is_furniture(line: str, often: set[str]) -> bool:
    return not line.strip() or bool(PAGE_NUMBER.fullmatch(line)) or _key(line) in often


def _edge(lines: Sequence[str]) -> list[str]:
    filled = [line for line in lines if line.strip()]
    return filled[:2] + filled[-2:]


def _key(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split())).casefold()
