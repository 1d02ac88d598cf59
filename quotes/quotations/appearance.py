"""What a stretch looks like by itself: its length, its marks, its place on the line."""

from __future__ import annotations

from quotes.quotations.reading import Reading
from quotes.quotations.surroundings import RELATION, UPOS, top


def shape(reading: Reading, number: int) -> tuple[float, ...]:
    """Return length, capital, what ends it, whether it is closed, and the marks' style."""
    stretch = reading.stretches[number]
    inner = stretch.inner.of(reading.text)
    last = inner.rstrip("'’‘” ")[-1:]
    after = reading.text[stretch.outer.end : stretch.outer.end + 1]
    first, end = reading.inner[number]
    return (
        float(min(end - first, 50)),
        float(inner[:1].isupper()),
        float(last == "," or after == ","),
        float(last == "." or (after == "." and last not in "!?")),
        float(last in "?!") if last else 0.0,
        float(stretch.closed),
        float(stretch.style == "straight") + 2 * float(stretch.style == "doubled"),
    )


def place(reading: Reading, number: int) -> tuple[float, ...]:
    """Return where the stretch stands on its line and among the stretches of that line."""
    stretch = reading.stretches[number]
    line = reading.lines[stretch.paragraph]
    before = reading.text[line.start : stretch.outer.start].strip()
    after = reading.text[stretch.outer.end : line.end].strip()
    peers = [i for i, s in enumerate(reading.stretches) if s.paragraph == stretch.paragraph]
    return (
        float(not before and not after),
        float(not before),
        float(not after),
        float(peers.index(number)),
        float(len(peers)),
        float(min(stretch.paragraph, 5)),
    )


def words(reading: Reading, number: int) -> tuple[float, ...]:
    """Return relation and class of its governing, first and last words, and its capitals."""
    first, last = reading.inner[number]
    governor = top(reading, number)
    words = reading.words[first:last]
    long = [w for w in words if len(w.text) > 3 and w.text[0].isalpha()]
    return (
        RELATION.get(reading.relations[governor], 0.0) if governor >= 0 else 0.0,
        UPOS.get(reading.words[governor].upos, 0.0) if governor >= 0 else 0.0,
        float(governor >= 0 and first <= reading.heads[governor] < last),
        UPOS.get(words[0].upos, 0.0) if words else 0.0,
        UPOS.get(words[-1].upos, 0.0) if words else 0.0,
        float(any(w.upos in {"VERB", "AUX"} for w in words)),
        float(any(reading.entity[i] >= 0 for i in range(first, last))),
        sum(w.text[0].isupper() for w in long) / len(long) if long else 0.0,
    )


def before(reading: Reading, number: int) -> tuple[float, ...]:
    """Return what stands before the opening mark: comma, colon, dash, that, article, bracket."""
    text = reading.text[: reading.stretches[number].outer.start].rstrip(" \t\u00a0")
    word = text[-12:].rsplit(None, 1)[-1].lower() if text[-12:].strip() else ""
    determiners = {"the", "a", "an", "his", "her", "their", "its", "this", "these", "any", "no"}
    return (
        float(text[-1:] == ","),
        float(text[-1:] == ":"),
        float(text[-1:] in "-–—―") if text else 0.0,
        float(word == "that"),
        float(word in determiners),
        float(text[-1:] in "([") if text else 0.0,
    )


def after(reading: Reading, number: int) -> tuple[float, ...]:
    """Return what stands after the closing mark: comma, stop, colon."""
    rest = reading.text[reading.stretches[number].outer.end :][:3].lstrip(" \t\u00a0")
    return (
        float(rest[:1] == ","),
        float(rest[:1] in ".!?") if rest else 0.0,
        float(rest[:1] == ":"),
    )
