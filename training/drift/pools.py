"""What the generators borrow from other sentences: names, modifiers, phrases, near words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random

from training.drift.sentences import Sentence
from training.drift.wordnet import WordNet


@dataclass(slots=True)
class Pool:
    """Stretches of many sentences, by kind, with the resources on words."""

    wordnet: WordNet
    near: dict[str, list[str]] = field(default_factory=dict)
    kept: dict[str, list[str]] = field(default_factory=dict)
    common: Counter[str] = field(default_factory=Counter)
    words: set[str] = field(default_factory=set)
    before: dict[str, list[str]] = field(default_factory=dict)
    after: dict[str, list[str]] = field(default_factory=dict)

    def any(self, kind: str, rng: Random) -> str:
        """Return one stretch of a kind."""
        return rng.choice(self.kept[kind])

    def name(self, kind: str, rng: Random) -> str:
        """Return a name of a kind (PER, ORG, LOC, MISC), or of any kind."""
        kind = kind if f"name-{kind}" in self.kept else rng.choice(["PER", "ORG", "LOC"])
        return self.any(f"name-{kind}", rng)


def gather(sentences: Iterable[Sentence], wordnet: WordNet, near: dict[str, list[str]]) -> Pool:
    """Collect what can be borrowed."""
    kept: dict[str, list[str]] = defaultdict(list)
    pool = Pool(wordnet, near)
    for sentence in sentences:
        tokens, text = sentence.tokens, sentence.text
        for first, last, kind in sentence.names():
            if last - first < 4:
                kept[f"name-{kind}"].append(text[tokens[first].start : tokens[last].end])
        for i, token in enumerate(tokens):
            pool.words.add(token.text.lower())
            if token.text.isalpha() and token.upos not in ("PROPN", "X"):
                pool.common[f"{token.upos}:{token.lemma.lower()}"] += 1
                if token.upos in ("ADJ", "ADV", "NOUN", "VERB") and token.text.islower():
                    kept[f"{token.upos}-{token.xpos}"].append(token.text)
            if token.relation in ("obl", "nmod", "advcl", "acl:relcl", "conj", "appos"):
                below = sentence.subtree(i)
                if below[-1] - below[0] + 1 == len(below) and 2 <= len(below) <= 9:
                    kept[token.relation].append(
                        text[tokens[below[0]].start : tokens[below[-1]].end]
                    )
            _beside(pool, sentence, i)
    pool.kept = dict(kept)
    _compounds(pool)
    return pool


def _beside(pool: Pool, sentence: Sentence, at: int) -> None:
    """Note a modifier that stands right before its word, and a noun right after its compound."""
    token = sentence.tokens[at]
    if token.head != at + 1 or not token.text.isalpha() or not token.text.islower():
        return
    head = sentence.tokens[at + 1]
    if token.relation in ("amod", "compound") or (
        token.relation == "advmod" and token.text.endswith("ly")
    ):
        pool.before.setdefault(f"{head.upos}:{head.text.lower()}", []).append(token.text)
    if token.relation == "compound" and head.upos == "NOUN":
        pool.after.setdefault(token.text, []).append(head.text)


def _compounds(pool: Pool) -> None:
    """Add WordNet's nouns of two words, where both are known from the sentences."""
    for key in pool.wordnet.senses:
        words = key[2:].split(" ")
        if key[0] == "n" and len(words) == 2 and all(w in pool.words for w in words):
            pool.before.setdefault(f"NOUN:{words[1]}", []).append(words[0])
            pool.after.setdefault(words[0], []).append(words[1])
