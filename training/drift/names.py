"""Drifts of who and where: a name for another, two names or two roles exchanged."""

from __future__ import annotations

from random import Random

from training.drift.changes import Change, Patch, swap
from training.drift.pools import Pool
from training.drift.sentences import Sentence


def replaced(sentence: Sentence, pool: Pool, rng: Random) -> list[Change]:
    """Put another name in the place of a name."""
    found = []
    for first, last, kind in sentence.names():
        start, end = sentence.tokens[first].start, sentence.tokens[last].end
        old = sentence.text[start:end]
        way = rng.random()
        if way < 0.15:
            others = [
                sentence.text[sentence.tokens[a].start : sentence.tokens[b].end]
                for a, b, k in sentence.names()
                if (a, b) != (first, last)
            ]
            new = rng.choice(others) if others else pool.name(kind, rng)
        elif way < 0.35 and last > first:
            part = rng.randint(first, last)
            start, end = sentence.tokens[part].start, sentence.tokens[part].end
            new = rng.choice(pool.name(kind, rng).split())
        else:
            new = pool.name(kind if rng.random() < 0.85 else "", rng)
        if new.lower() not in old.lower() and old.lower() not in new.lower():
            found.append(swap("name-replaced", start, end, new))
    return found


def exchanged(sentence: Sentence, rng: Random) -> list[Change]:
    """Let two names, or subject and object, change places."""
    found = []
    spans = [(sentence.tokens[a].start, sentence.tokens[b].end) for a, b, _ in sentence.names()]
    for i, token in enumerate(sentence.tokens):
        if token.upos == "VERB":
            sides = [
                sentence.subtree(c)
                for c in sentence.children(i)
                if sentence.tokens[c].relation in ("nsubj", "obj")
                and sentence.tokens[c].upos in ("NOUN", "PROPN")
            ]
            if len(sides) == 2 and all(s[-1] - s[0] < 5 for s in sides):
                pair = [(sentence.tokens[s[0]].start, sentence.tokens[s[-1]].end) for s in sides]
                found.append(_exchange(sentence.text, "roles", pair[0], pair[1]))
    if len(spans) > 1:
        first, second = sorted(rng.sample(spans, 2))
        found.append(_exchange(sentence.text, "name-swapped", first, second))
    return [c for c in found if c is not None]


def _exchange(text: str, kind: str, a: tuple[int, int], b: tuple[int, int]) -> Change | None:
    """Return the change that puts two stretches in each other's place."""
    a, b = sorted((a, b))
    one, two = text[slice(*a)], text[slice(*b)]
    if a[1] >= b[0] or one.lower() == two.lower():
        return None
    if a[0] == 0 and one[0].isupper() and two[0].islower():
        one, two = (
            (one[0].lower() + one[1:] if one.split()[0].lower() in ("the", "a", "an") else one),
            two[0].upper() + two[1:],
        )
    return Change(kind, (Patch(a[0], a[1], two), Patch(b[0], b[1], one)))
