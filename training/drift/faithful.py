"""What may differ without any drift: case, marks, spelling, contractions, numerals, synonyms."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from random import Random

from training.drift.changes import Offsets, Patch
from training.drift.variants import CONTRACTIONS, EQUALS, NUMERALS, SPELLINGS

DRESSES = ("lower", "first", "tokens", "bare", "straight", "curly", "same")


QUOTES: dict[str, dict[int, str] | dict[int, int]] = {
    "straight": str.maketrans("“”‘’", "\"\"''"),
    "curly": {ord('"'): "”", ord("'"): "’"},
}


def equals(text: str, rng: Random) -> list[Patch]:
    """Return patches between forms of the same sense, in both directions."""
    found = []
    for one, two in (*CONTRACTIONS, *SPELLINGS, *EQUALS, *NUMERALS.items()):
        for old, new in ((one, two), (two, one)):
            if old in ("%", "too", "like", "that", "to", "persons", "yet", "since", "over"):
                continue
            for match in re.finditer(rf"(?<![\w'.,-]){re.escape(old)}(?![\w'-]|[.,]\d)", text):
                found.append(
                    Patch(
                        match.start()
                        - (
                            1
                            if new == "%" and text[match.start() - 1 : match.start()] == " "
                            else 0
                        ),
                        match.end(),
                        new,
                    )
                )
    rng.shuffle(found)
    return found


def patched(
    text: str, patches: Sequence[Patch], spans: Sequence[Offsets]
) -> tuple[str, list[Offsets]]:
    """Carry out patches that touch none of the spans, and move the spans along."""
    out, at = "", 0
    starts, shifts = [0], [0]
    for patch in sorted(patches, key=lambda p: (p.start, p.end)):
        if patch.start < at or any(a <= patch.end and patch.start <= b for a, b in spans):
            continue
        out += text[at : patch.start] + patch.new
        at = patch.end
        starts.append(patch.end)
        shifts.append(len(out) - patch.end)
    out += text[at:]

    def moved(offset: int) -> int:
        return offset + shifts[bisect_right(starts, offset) - 1]

    return out, [(moved(a), moved(b)) for a, b in spans]


def tokenised(text: str) -> list[Patch]:
    """Return patches that set marks apart with spaces, as tokenisers do."""
    found = []
    for match in re.finditer(r"(?<=\S)(?=[,.;:!?\"”’)\]]|'s\b|-)|(?<=[\"“(\[-])(?=\S)", text):
        before, after = text[: match.start()][-1:], text[match.start() :][:1]
        if before.isdigit() and text[match.start() + 1 : match.start() + 2].isdigit():
            continue
        if before.isspace() or after.isspace():
            continue
        found.append(Patch(match.start(), match.start(), " "))
    return found


def formatted(text: str, spans: Sequence[Offsets], rng: Random) -> tuple[str, list[Offsets]]:
    """Return the text in some other dress, or the same, and the spans where they now stand."""
    moved = list(spans)
    dress = rng.choices(DRESSES, (6, 5, 6, 8, 8, 5, 62))[0]
    if dress == "tokens":
        return patched(text, tokenised(text), moved)
    if dress == "lower" and len(text.lower()) == len(text):
        return text.lower(), moved
    if dress == "first":
        return text[:1].lower() + text[1:], moved
    if dress == "bare" and text[-1:] in ".!" and not any(b >= len(text) for _, b in moved):
        return text[:-1], moved
    return text.translate(QUOTES.get(dress, {})), moved


def original(text: str, rng: Random) -> str:
    """Return the Spanish text with other quotation marks, or without its last mark."""
    way = rng.random()
    if way < 0.1:
        return text.replace("«", '"').replace("»", '"').replace("“", '"').replace("”", '"')
    if way < 0.15:
        return text.rstrip(".")
    if way < 0.2 and text.count('"') == 2:
        first, middle, last = text.split('"')
        return f"{first}«{middle}»{last}"
    return text
