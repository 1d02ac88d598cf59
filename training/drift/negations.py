"""Drifts of negation: put in, taken out."""

from __future__ import annotations

from random import Random

from training.drift.changes import Change, Patch, cased, removal, swap
from training.drift.forms import inflect
from training.drift.sentences import Sentence, Token

BE = {"is", "are", "was", "were", "am"}


HELPERS = BE | {
    "has",
    "have",
    "had",
    "will",
    "would",
    "can",
    "could",
    "should",
    "may",
    "might",
    "must",
    "shall",
}


SHORT = {
    "is": "isn't",
    "are": "aren't",
    "was": "wasn't",
    "were": "weren't",
    "has": "hasn't",
    "have": "haven't",
    "had": "hadn't",
    "will": "won't",
    "would": "wouldn't",
    "can": "can't",
    "could": "couldn't",
    "should": "shouldn't",
}


def negations(sentence: Sentence, rng: Random) -> list[Change]:
    """Negate a clause, or take its negation out."""
    found = []
    for i, token in enumerate(sentence.tokens):
        low = token.text.lower()
        if low in ("not", "n't", "never") and token.relation == "advmod":
            found.append(_affirmed(sentence, token))
        elif low == "no" and token.relation == "det":
            found.append(
                swap(
                    "negation",
                    token.start,
                    token.end,
                    cased(token.text, rng.choice(["the", "some", "a"])),
                )
            )
        elif low in ("without",):
            found.append(swap("negation", token.start, token.end, cased(token.text, "with")))
        elif low in ("nobody", "nothing", "nowhere", "none"):
            new = {
                "nobody": "everybody",
                "nothing": "everything",
                "nowhere": "everywhere",
                "none": "all",
            }[low]
            found.append(swap("negation", token.start, token.end, cased(token.text, new)))
        elif _denied(sentence, i):
            continue
        elif low in HELPERS and token.upos == "AUX":
            found.append(_negated_helper(token, rng))
        elif (
            token.upos == "VERB" and token.xpos in ("VBD", "VBZ", "VBP") and token.relation != "aux"
        ):
            helper = {"VBD": "did", "VBZ": "does", "VBP": "do"}[token.xpos]
            word = rng.choice([helper + " not", helper + "n't", "never"])
            new = f"{word} {token.text if word == 'never' else inflect(token.lemma, 'VB')}"
            found.append(swap("negation", token.start, token.end, new))
        elif token.xpos in ("VBG", "VB") and token.upos == "VERB" and rng.random() < 0.3:
            found.append(swap("negation", token.start, token.start, "not "))
    return found


def _denied(sentence: Sentence, index: int) -> bool:
    """Say whether a verb, or the verb of an auxiliary, has a helper or a negation already."""
    token = sentence.tokens[index]
    verb = token.head if token.relation.startswith(("aux", "cop")) else index
    below = [sentence.tokens[c] for c in sentence.children(verb)]
    if any(c.text.lower() in ("not", "n't", "never", "no") for c in below):
        return True
    return verb == index and any(c.relation.startswith("aux") for c in below)


def _affirmed(sentence: Sentence, token: Token) -> Change:
    """Return the change that takes a negation out."""
    text = sentence.text
    low = token.text.lower()
    if low == "n't":
        stem = text[max(0, token.start - 2) : token.start].lower()
        if stem == "ca":
            return swap("negation", token.start, token.end, "n")
        if stem == "wo":
            return Change("negation", (Patch(token.start - 2, token.end, "will"),))
    if low == "never":
        return swap("negation", token.start, token.end, "always")
    return removal("negation", text, token.start, token.end)


def _negated_helper(token: Token, rng: Random) -> Change:
    """Return the change that negates an auxiliary."""
    low = token.text.lower()
    if rng.random() < 0.3 and low in SHORT:
        return swap("negation", token.start, token.end, cased(token.text, SHORT[low]))
    word = "not" if rng.random() < 0.85 else "never"
    new = "cannot" if low == "can" and word == "not" else f"{token.text} {word}"
    return swap("negation", token.start, token.end, new)
