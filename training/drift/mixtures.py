"""Pairs made of more or less than a sentence: crops, mismatches, the other gender's twin."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Sequence
from random import Random
from typing import Any

from training.drift.alignments import Aligner
from training.drift.changes import Edited, Offsets
from training.drift.genders import MAP
from training.drift.sentences import Sentence, Token

WORD = re.compile(r"\w+(?:['’]\w+)?")
GENDERED = {*MAP, "her", "his", "him", "hers"}


def difference(old: str, new: str, kind: str) -> Edited:
    """Return the second text as an edit of the first, by words."""
    a, b = list(WORD.finditer(old)), list(WORD.finditer(new))
    matcher = difflib.SequenceMatcher(
        None, [m[0].lower() for m in a], [m[0].lower() for m in b], autojunk=False
    )
    changed: list[Offsets] = []
    gaps: list[int] = []
    lost: list[Offsets] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            continue
        lost += [x.span() for x in a[i:j]]
        if m > k:
            changed.append((b[k].start(), b[m - 1].end()))
        else:
            gaps.append(b[k].start() if k < len(b) else len(new))
    return Edited(new, (kind,), tuple(changed), tuple(gaps), tuple(lost))


def counterparts(pairs: Sequence[Sequence[str]]) -> dict[int, int]:
    """Return, for each row, a row whose English differs in gendered words only."""
    groups: dict[str, list[int]] = defaultdict(list)
    for row, (_, english, _spanish) in enumerate(pairs):
        plain = [w.lower() for w in WORD.findall(english)]
        if any(w in GENDERED for w in plain):
            groups[" ".join("@" if w in GENDERED else w for w in plain)].append(row)
    found = {}
    for rows in groups.values():
        for one, two in zip(rows, [*rows[1:], rows[0]], strict=True):
            if pairs[one][1].lower() != pairs[two][1].lower() and len(pairs[one][1]) > 40:
                found[one] = two
    return found


def crop(
    sentence: Sentence, spanish: str, aligner: Aligner, rng: Random
) -> tuple[Sentence, str] | None:
    """Return a stretch of a sentence and the Spanish stretch that stands for it."""
    tokens = sentence.tokens
    if len(tokens) < 9:
        return None
    heads = [
        i
        for i, t in enumerate(tokens)
        if t.relation
        in (
            "obj",
            "ccomp",
            "xcomp",
            "conj",
            "advcl",
            "nsubj",
            "obl",
            "acl:relcl",
            "parataxis",
            "root",
        )
    ]
    rng.shuffle(heads)
    links = aligner.counterparts(sentence.text, spanish)
    for head in heads:
        below = sentence.subtree(head)
        if (
            below[-1] - below[0] + 1 != len(below)
            or not 3 <= len(below) <= 16
            or len(below) > len(tokens) * 0.8
        ):
            continue
        start, end = tokens[below[0]].start, tokens[below[-1]].end
        found = _image(links, start, end, spanish)
        if found:
            moved = tuple(_moved(tokens[i], start, below[0], len(below)) for i in below)
            return Sentence(sentence.text[start:end], moved), found
    return None


def _image(links: dict[Offsets, list[Offsets]], start: int, end: int, spanish: str) -> str | None:
    """Return the Spanish stretch of an English one, or nothing where the two are not in step."""
    inside = [s for (a, b), others in links.items() if start <= a and b <= end for s in others]
    words = [a for a, b in links if start <= a and b <= end]
    if len(inside) < max(2, 0.6 * len(words)):
        return None
    first, last = min(s for s, _ in inside), max(e for _, e in inside)
    outside = [s for (a, b), others in links.items() if b <= start or a >= end for s in others]
    if any(first <= s < last for s, _ in outside):
        return None
    before = re.search(
        r"(?:\b(?:el|la|los|las|un|una|de|del|al|en|a|por|para|con|que|su|sus|lo|se|no) )+$",
        spanish[:first],
        re.IGNORECASE,
    )
    return spanish[before.start() if before and len(before[0]) < 9 else first : last]


def _moved(token: Token, start: int, first: int, count: int) -> Token:
    """Return a token as it stands in a crop."""
    head = token.head - first
    inside = 0 <= head < count
    return Token(
        token.text,
        token.start - start,
        token.end - start,
        token.upos,
        token.xpos,
        token.feats,
        token.lemma,
        head if inside else -1,
        token.relation if inside else "root",
        token.name,
    )


def mismatch(pairs: Sequence[Sequence[str]], row: int, other: int, rng: Random) -> dict[str, Any]:
    """Return an original with the words, or half the words, of another sentence."""
    english, spanish = pairs[row][1], pairs[row][2]
    stranger = pairs[other][1]
    half = english.rfind(" ", 0, len(english) // 2) + 1
    if rng.random() < 0.5 and half:
        tail = stranger[stranger.rfind(" ", 0, len(stranger) // 2) + 1 :]
        text, start, kind = english[:half] + tail, half, "splice"
    else:
        text, start, kind = stranger, 0, "mismatch"
    return {
        "row": row,
        "twin": -1,
        "original": spanish,
        "quote": text,
        "kinds": [kind],
        "changed": [[start, len(text)]],
        "gaps": [],
        "lost": [],
    }


def joined(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    """Return two made pairs as one of two sentences, offsets moved along."""
    theirs, ours = len(first["original"]) + 1, len(first["quote"]) + 1
    return {
        "row": second["row"],
        "twin": -1,
        "original": f"{first['original']} {second['original']}",
        "quote": f"{first['quote']} {second['quote']}",
        "kinds": [*first["kinds"], *second["kinds"]],
        "changed": [*first["changed"], *([a + ours, b + ours] for a, b in second["changed"])],
        "gaps": [*first["gaps"], *(a + ours for a in second["gaps"])],
        "lost": [*first["lost"], *([a + theirs, b + theirs] for a, b in second["lost"])],
    }
