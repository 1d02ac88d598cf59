"""Which Spanish word stands for which English one: IBM model 1 with a pull to the diagonal.

Brown et al. 1993, "The mathematics of statistical machine translation"; words are
cut to five letters, which stands in for a lemma in both languages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

WORD = re.compile(r"\w+(?:[.,]\d+)*", re.UNICODE)
Offsets = tuple[int, int]


def stems(text: str) -> tuple[list[str], list[Offsets]]:
    """Return the cut words of a text and where they stand."""
    found = list(WORD.finditer(text))
    return [m[0].lower()[:5] for m in found], [m.span() for m in found]


@dataclass(slots=True)
class Aligner:
    """Word translation probabilities in both directions."""

    forward: dict[tuple[str, str], float]
    backward: dict[tuple[str, str], float]

    def scores(self, english: Sequence[str], spanish: Sequence[str]) -> np.ndarray:
        """Return a matrix of how likely each English word goes with each Spanish one."""
        table = np.zeros((len(english), len(spanish)))
        for i, e in enumerate(english):
            for j, s in enumerate(spanish):
                both = self.forward.get((e, s), 1e-6) * self.backward.get((e, s), 1e-6)
                if e == s and len(e) > 1:
                    both = max(both, 0.5)
                far = abs(i / len(english) - j / len(spanish))
                table[i, j] = both**0.5 * np.exp(-3 * far)
        return table

    def counterparts(
        self, english: str, spanish: str, least: float = 0.03
    ) -> dict[Offsets, list[Offsets]]:
        """Return, for each English word, the Spanish words that stand for it."""
        words, places = stems(english)
        others, homes = stems(spanish)
        if not words or not others:
            return {}
        table = self.scores(words, others)
        found: dict[Offsets, list[Offsets]] = {p: [] for p in places}
        for j, home in enumerate(homes):
            i = int(table[:, j].argmax())
            if table[i, j] >= least and table[i, j] >= 0.3 * table[i].max():
                found[places[i]].append(home)
        return found

    def coverage(self, english: str, spanish: str) -> float:
        """Return the share of words of both sides, long ones, that find a counterpart."""
        words, _ = stems(english)
        others, _ = stems(spanish)
        if not words or not others:
            return 0.0
        table = self.scores(words, others)
        ours = [table[i].max() > 0.02 for i, w in enumerate(words) if len(w) > 3 or w.isdigit()]
        theirs = [
            table[:, j].max() > 0.02 for j, w in enumerate(others) if len(w) > 3 or w.isdigit()
        ]
        return sum(ours + theirs) / max(1, len(ours + theirs)) if ours + theirs else 0.5

    def strangers(self, english: str, spanish: str) -> list[str]:
        """Return the names and numbers within either text that the other does not hold."""
        words, places = stems(english)
        others, homes = stems(spanish)
        if not words or not others:
            return []
        near = self.scores(words, others).max(1) > 0.02, self.scores(words, others).max(0) > 0.02
        sides = ((english, spanish, places, near[0]), (spanish, english, homes, near[1]))
        return [
            text[a:b]
            for text, other, spans, linked in sides
            for (a, b), link in zip(spans, linked, strict=True)
            if not link and a > 1 and _telling(text, a, b) and text[a:b][:4] not in other
        ]


def _telling(text: str, start: int, end: int) -> bool:
    """Say whether a word within a sentence is a name or a number of two digits or more."""
    word = text[start:end]
    if word[0].isdigit():
        return len(word) > 1
    return word[0].isupper() and len(word) > 2 and text[start - 2 : start - 1].isalpha()


def learn(pairs: Sequence[tuple[str, str]], rounds: int = 5) -> Aligner:
    """Fit both directions on (English, Spanish) pairs."""
    cut = [(stems(e)[0][:80], stems(s)[0][:80]) for e, s in pairs]
    return Aligner(_fit(cut, rounds), _fit([(s, e) for e, s in cut], rounds, flip=True))


def _fit(
    cut: Sequence[tuple[list[str], list[str]]], rounds: int, flip: bool = False
) -> dict[tuple[str, str], float]:
    """Return p(left | right) after some rounds of expectation and maximisation."""
    left = {w: i for i, w in enumerate(sorted({w for a, _ in cut for w in a}))}
    right = {w: i + 1 for i, w in enumerate(sorted({w for _, b in cut for w in b}))}
    keys, slots = [], []
    slot = 0
    for a, b in cut:
        given = np.array([0] + [right[w] for w in b])
        for w in a:
            keys.append(given * len(left) + left[w])
            slots.append(np.full(len(given), slot))
            slot += 1
    unique, inverse = np.unique(np.concatenate(keys), return_inverse=True)
    where = np.concatenate(slots)
    owner = unique // len(left)
    chance = np.full(len(unique), 1.0)
    for _ in range(rounds):
        weight = chance[inverse]
        share = weight / np.bincount(where, weight, minlength=slot)[where]
        count = np.bincount(inverse, share, minlength=len(unique))
        chance = count / np.bincount(owner, count)[owner]
    names_left, names_right = list(left), ["", *right]
    kept = np.nonzero(chance > 1e-3)[0]
    table = {}
    for k in kept:
        pair = (names_left[int(unique[k]) % len(left)], names_right[int(owner[k])])
        table[pair[::-1] if flip else pair] = float(chance[k])
    return table
