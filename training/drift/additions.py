"""Drifts by addition: words, phrases and clauses that the original never said."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from training.drift.changes import Change, Patch, swap
from training.drift.pools import Pool
from training.drift.sentences import Sentence

OPENINGS = (
    "according to {}",
    "as {} said",
    "together with {}",
    "unlike {}",
    "thanks to {}",
    "led by {}",
)


def collocations(sentence: Sentence, pool: Pool, rng: Random) -> list[Change]:
    """Put a word in that elsewhere goes with the word beside it.

    So "details" becomes "graphic details" and "time" "time travel", as the additions of
    DEMETR (Karpinska et al. 2022) do; the English stays sound, only the original lacks it.
    """
    found = []
    for i, token in enumerate(sentence.tokens):
        word = token.text.lower()
        beside = sentence.tokens[i - 1].upos if i else ""
        if token.upos in ("NOUN", "VERB", "ADJ", "PROPN"):
            new = _kin(pool.before.get(f"{token.upos}:{word}", ()), rng)
            if new and new.lower() not in sentence.text.lower() and beside != "PROPN":
                found.append(swap("addition", token.start, token.start, new + " "))
        after = sentence.tokens[i + 1].upos if i + 1 < len(sentence.tokens) else ""
        if token.upos in ("NOUN", "PROPN") and after not in ("NOUN", "PROPN"):
            new = _kin(pool.after.get(word, ()), rng)
            if new and new.lower() not in sentence.text.lower():
                found.append(swap("addition", token.end, token.end, " " + new))
    return [c for c in found if c.patches[0].start > 0]


def _kin(words: Sequence[str], rng: Random) -> str:
    """Return one of some words, or nothing."""
    return rng.choice(words) if words else ""


def modifiers(sentence: Sentence, pool: Pool, rng: Random) -> list[Change]:
    """Put an adjective, a noun or an adverb before or after a word."""
    found = []
    for i, token in enumerate(sentence.tokens):
        before = sentence.tokens[i - 1].upos if i else ""
        if token.upos == "NOUN" and before in ("DET", "ADP", "VERB", "ADJ", ""):
            word = pool.any("ADJ-JJ" if rng.random() < 0.7 else "NOUN-NN", rng)
            found.append(swap("addition", token.start, token.start, word + " "))
        elif token.upos == "NOUN" and rng.random() < 0.4:
            found.append(swap("addition", token.end, token.end, " " + pool.any("NOUN-NN", rng)))
        elif token.upos in ("VERB", "ADJ") and before in ("AUX", "NOUN", "PROPN", "PRON"):
            found.append(swap("addition", token.start, token.start, pool.any("ADV-RB", rng) + " "))
        elif token.upos == "NUM" and rng.random() < 0.5:
            word = rng.choice(["over", "nearly", "almost", "only", "about", "at least"])
            found.append(swap("addition", token.start, token.start, word + " "))
    return [c for c in found if c.patches[0].start > 0]


def phrases(sentence: Sentence, pool: Pool, rng: Random) -> list[Change]:
    """Put a phrase or a clause from another sentence in."""
    found = []
    ends = [t for t in sentence.tokens if t.upos in ("NOUN", "PROPN")]
    if ends:
        token = rng.choice(ends)
        kind = rng.choice(["obl", "nmod", "acl:relcl", "advcl", "conj"])
        words = pool.any(kind, rng).strip(" ,")
        found.append(swap("addition", token.end, token.end, " " + words))
    body = sentence.text.rstrip(".\"”!?’' ")
    words = pool.any(rng.choice(["obl", "advcl"]), rng).strip(" ,")
    if words and body:
        found.append(swap("addition", len(body), len(body), rng.choice([" ", ", "]) + words))
    if rng.random() < 0.3 and body:
        words = rng.choice(OPENINGS).format(pool.name(rng.choice(["PER", "ORG"]), rng))
        found.append(Change("addition", (Patch(len(body), len(body), ", " + words),)))
    return found


def names(sentence: Sentence, pool: Pool, rng: Random) -> list[Change]:
    """Name a thing or a person that the original does not name."""
    found = []
    for i, token in enumerate(sentence.tokens[:-1]):
        if token.upos == "NOUN" and sentence.tokens[i + 1].upos in ("PUNCT", "ADP", "VERB"):
            if rng.random() < 0.5:
                new = " " + pool.name("PER", rng)
            else:
                new = rng.choice([" of ", " in ", " from "]) + pool.name("LOC", rng)
            found.append(swap("name-added", token.end, token.end, new))
    return found
