"""Drifts by omission: subject, verb, noun, modifier, name or phrase left out."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from training.drift.changes import Change, removal
from training.drift.sentences import Sentence

SUBJECTS = ("nsubj", "nsubj:pass", "csubj")
MODIFIERS = ("ADJ", "ADV")
PHRASES = (
    "obl",
    "nmod",
    "advcl",
    "acl",
    "acl:relcl",
    "appos",
    "advmod",
    "xcomp",
    "conj",
    "obl:tmod",
)


def span(sentence: Sentence, indices: list[int]) -> tuple[int, int]:
    """Return the characters a run of tokens covers."""
    return sentence.tokens[indices[0]].start, sentence.tokens[indices[-1]].end


def subjects(sentence: Sentence, rng: Random) -> list[Change]:
    """Leave out a subject, whole or its head only."""
    found = []
    for i, token in enumerate(sentence.tokens):
        if token.relation not in SUBJECTS or token.xpos in ("WDT", "WP"):
            continue
        whole = sentence.subtree(i)
        compact = [
            j
            for j in sentence.children(i)
            if sentence.tokens[j].relation in ("compound", "flat", "det") and j < i
        ]
        if len(whole) <= 6 and whole[-1] - whole[0] + 1 == len(whole) and rng.random() < 0.5:
            found.append(removal("subject-removed", sentence.text, *span(sentence, whole)))
        elif compact and rng.random() < 0.6:
            found.append(
                removal("subject-removed", sentence.text, *span(sentence, [compact[-1], i]))
            )
        else:
            found.append(removal("subject-removed", sentence.text, token.start, token.end))
    return found


def _of(kinds: dict[str, float], name: str) -> Callable[[Sentence, Random], list[Change]]:
    """Return a generator that leaves out one word of some kinds, each taken at its share."""

    def find(sentence: Sentence, rng: Random) -> list[Change]:
        found = []
        for i, token in enumerate(sentence.tokens):
            if rng.random() > kinds.get(token.upos, 0.0) or not token.text[0].isalnum():
                continue
            start = token.start
            if token.upos == "NOUN" and i and sentence.tokens[i - 1].relation == "compound":
                start = sentence.tokens[i - 1].start if rng.random() < 0.5 else start
            if token.upos == "AUX" and token.relation == "cop" and rng.random() < 0.5:
                continue
            found.append(removal(name, sentence.text, start, token.end))
        return found

    return find


verbs = _of({"VERB": 1.0, "AUX": 0.15}, "verb-removed")
nouns = _of({"NOUN": 1.0, "PROPN": 0.2, "PRON": 0.15}, "noun-removed")
modifiers = _of({"ADJ": 1.0, "ADV": 0.8, "NUM": 0.3}, "modifier-removed")


def phrases(sentence: Sentence, rng: Random) -> list[Change]:
    """Leave out a prepositional phrase, a clause or a conjunct, whole or less its preposition."""
    found = []
    for i, token in enumerate(sentence.tokens):
        if token.relation not in PHRASES:
            continue
        below = sentence.subtree(i)
        if below[-1] - below[0] + 1 != len(below) or not 2 <= len(below) <= 14:
            continue
        if len(below) > len(sentence.tokens) * 0.6:
            continue
        if rng.random() < 0.15 and sentence.tokens[below[0]].upos in ("ADP", "SCONJ"):
            below = below[1:]
        if token.relation == "nmod" and rng.random() < 0.2:
            below = list(range(max(0, token.head), below[-1] + 1)) if token.head < i else below
        found.append(removal("phrase-removed", sentence.text, *span(sentence, below)))
    return found


def names(sentence: Sentence, rng: Random) -> list[Change]:
    """Leave out a name, or a part of one."""
    found = []
    for bounds in sentence.names():
        first, last = bounds[0], bounds[1]
        if last > first and rng.random() < 0.2:
            first = last = rng.choice([first, last])
        start = sentence.tokens[first].start
        if first and sentence.tokens[first - 1].text.lower() == "the" and rng.random() < 0.6:
            start = sentence.tokens[first - 1].start
        found.append(removal("name-removed", sentence.text, start, sentence.tokens[last].end))
    return found


def stretches(sentence: Sentence, rng: Random) -> list[Change]:
    """Leave out any run of two to eight words, the end of the sentence more often."""
    count = len(sentence.tokens)
    if count < 8:
        return []
    length = rng.randint(2, min(8, count // 3 + 1))
    first = rng.choice([rng.randrange(count - length), count - length - 1, 0])
    indices = list(range(max(first, 0), max(first, 0) + length))
    return [removal("stretch-removed", sentence.text, *span(sentence, indices))]
