"""What an edit is, and how edits are carried out on a sentence."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass

Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Patch:
    """Put ``new`` in the place of ``text[start:end]``."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """One drift: its kind and the patches that make it."""

    kind: str
    patches: tuple[Patch, ...]


@dataclass(frozen=True, slots=True)
class Edited:
    """A changed sentence.

    ``changed`` are spans of the new text that say what the original does not;
    ``gaps`` are offsets of the new text where words are missing; ``lost`` are
    spans of the old text whose sense is gone.
    """

    text: str
    kinds: tuple[str, ...]
    changed: tuple[Offsets, ...]
    gaps: tuple[int, ...]
    lost: tuple[Offsets, ...]


def removal(kind: str, text: str, start: int, end: int) -> Change:
    """Return the change that deletes a stretch and one space beside it."""
    if start > 0 and text[start - 1] == " " and (end >= len(text) or not text[end].isalnum()):
        start -= 1
    elif end < len(text) and text[end] == " ":
        end += 1
    return Change(kind, (Patch(start, end, ""),))


def swap(kind: str, start: int, end: int, new: str) -> Change:
    """Return the change that replaces one stretch."""
    return Change(kind, (Patch(start, end, new),))


def compatible(changes: Iterable[Change]) -> bool:
    """Say whether changes touch different places."""
    spans = sorted((p.start, p.end) for c in changes for p in c.patches)
    return all(b[0] > a[1] + 1 for a, b in itertools.pairwise(spans))


def trimmed(patch: Patch, old: str) -> tuple[int, int, int, int]:
    """Return (old start, old end, new start, new end) of the words that differ."""
    before, after = old[patch.start : patch.end], patch.new
    head = 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    while head and (before[head - 1 : head] != " "):
        head -= 1
    tail = 0
    limit = min(len(before), len(after)) - head
    while tail < limit and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    while tail and (before[len(before) - tail] != " "):
        tail -= 1
    return head, len(before) - tail, head, len(after) - tail


def apply(text: str, changes: Iterable[Change]) -> Edited:
    """Carry out compatible changes and say what they touched."""
    chosen = tuple(changes)
    out, at = "", 0
    changed: list[Offsets] = []
    gaps: list[int] = []
    lost: list[Offsets] = []
    for patch in sorted((p for c in chosen for p in c.patches), key=lambda p: (p.start, p.end)):
        out += text[at : patch.start]
        a, b, c, d = trimmed(patch, text)
        if text[patch.start + a : patch.start + b].strip():
            lost.append((patch.start + a, patch.start + b))
        new = patch.new[c:d]
        if new.strip():
            lead = len(new) - len(new.lstrip())
            changed.append((len(out) + c + lead, len(out) + c + len(new.rstrip())))
        else:
            gaps.append(len(out) + c)
        out += patch.new
        at = patch.end
    out += text[at:]
    return Edited(out, tuple(c.kind for c in chosen), tuple(changed), tuple(gaps), tuple(lost))


def cased(model: str, word: str) -> str:
    """Return ``word`` with the capitals of ``model``."""
    if len(model) > 1 and model.isupper():
        return word.upper()
    if model[:1].isupper():
        return word[:1].upper() + word[1:]
    return word


def articled(text: str, start: int, word: str) -> Patch | None:
    """Return a patch of a/an before ``start`` where the new word asks for the other."""
    found = re.search(r"\b([Aa]n?) $", text[:start])
    if not found:
        return None
    right = "an" if word[:1].lower() in "aeiou" else "a"
    if found[1].lower() == right:
        return None
    return Patch(found.start(1), found.end(1), cased(found[1], right))
