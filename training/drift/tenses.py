"""Drifts of tense and aspect."""

from __future__ import annotations

from random import Random

from training.drift.changes import Change, Patch, cased, swap
from training.drift.forms import inflect
from training.drift.sentences import Sentence, Token

NOW = {
    "was": "is",
    "were": "are",
    "had": "has",
    "did": "does",
    "could": "can",
    "would": "will",
    "is": "was",
    "are": "were",
    "has": "had",
    "have": "had",
    "does": "did",
    "do": "did",
    "will": "would",
    "can": "could",
    "am": "was",
}
FUTURE = {"is", "are", "was", "were", "am"}


def plural(sentence: Sentence, index: int) -> bool:
    """Say whether the subject of a verb is plural, or I or you."""
    for child in sentence.children(index):
        token = sentence.tokens[child]
        if token.relation.startswith("nsubj"):
            return "Plur" in token.feats or token.text.lower() in ("i", "you", "we", "they")
    return False


def tenses(sentence: Sentence, rng: Random) -> list[Change]:
    """Move a finite verb to another time."""
    found = []
    for i, token in enumerate(sentence.tokens):
        if token.upos == "AUX" and token.text.lower() in NOW:
            found.append(_helper(sentence, token, rng))
        elif token.upos == "VERB" and token.xpos in ("VBD", "VBZ", "VBP"):
            below = [sentence.tokens[c].relation for c in sentence.children(i)]
            if not any(relation.startswith("aux") for relation in below):
                found.append(_verb(token, plural(sentence, i), rng))
    return [change for change in found if change.patches]


def _helper(sentence: Sentence, token: Token, rng: Random) -> Change:
    """Return the change of an auxiliary to another time."""
    low = token.text.lower()
    new = NOW[low]
    if low == "will" and rng.random() < 0.5:
        return _unwilled(sentence, token)
    if low == "had":
        new = "have" if plural(sentence, token.head) else "has"
    if low in FUTURE and rng.random() < 0.45:
        new = "will be"
    if low in ("has", "have", "had") and rng.random() < 0.3:
        new = "will have"
    return swap("tense", token.start, token.end, cased(token.text, new))


def _verb(token: Token, many: bool, rng: Random) -> Change:
    """Return the change of a simple verb to another time; no patches where it has one form."""
    other = ("VBP" if many else "VBZ") if token.xpos == "VBD" else "VBD"
    new = rng.choice([inflect(token.lemma, other), "will " + inflect(token.lemma, "VB")])
    if new.lower() == token.text.lower():
        return Change("tense", ())
    return swap("tense", token.start, token.end, cased(token.text, new))


def _unwilled(sentence: Sentence, token: Token) -> Change:
    """Return the change from the future to the past."""
    verb = sentence.tokens[token.head]
    if verb.start <= token.end or verb.xpos != "VB":
        return swap("tense", token.start, token.end, "would")
    return Change(
        "tense",
        (
            Patch(token.start, token.end + 1, ""),
            Patch(verb.start, verb.end, inflect(verb.lemma, "VBD")),
        ),
    )


def aspects(sentence: Sentence, rng: Random) -> list[Change]:
    """Turn a simple verb into a progressive or perfect one, or the other way."""
    found = []
    for i, token in enumerate(sentence.tokens):
        helpers = [
            sentence.tokens[c]
            for c in sentence.children(i)
            if sentence.tokens[c].relation.startswith("aux")
        ]
        many = plural(sentence, i)
        if token.upos == "VERB" and token.xpos in ("VBD", "VBZ", "VBP") and not helpers:
            past = token.xpos == "VBD"
            be = ("were" if many else "was") if past else ("are" if many else "is")
            have = "had" if past else ("have" if many else "has")
            options = [f"{be} {inflect(token.lemma, 'VBG')}"] * 2
            options += [
                f"{have} been {inflect(token.lemma, 'VBG')}",
                f"{have} {inflect(token.lemma, 'VBN')}",
            ]
            found.append(swap("aspect", token.start, token.end, rng.choice(options)))
        elif len(helpers) == 1 and helpers[0].end + 1 == token.start:
            found += _other(token, helpers[0], many)
    return found


def _other(token: Token, helper: Token, many: bool) -> list[Change]:
    """Return the aspect changes of a verb with one auxiliary before it."""
    low = helper.text.lower()
    if token.xpos == "VBG" and low in FUTURE:
        tag = (
            "VBD" if low in ("was", "were") else ("VBP" if many or low in ("are", "am") else "VBZ")
        )
        return [swap("aspect", helper.start, token.end, inflect(token.lemma, tag))]
    if token.xpos == "VBN" and low in FUTURE and helper.relation == "aux:pass":
        return [swap("aspect", helper.end, helper.end, " being")]
    if token.xpos in ("VBN", "VBD") and low in ("has", "have", "had"):
        return [
            swap(
                "aspect",
                helper.start,
                token.end,
                f"{helper.text} been {inflect(token.lemma, 'VBG')}",
            )
        ]
    if token.xpos == "VB" and low in ("will", "would", "can", "could", "may"):
        return [
            swap(
                "aspect", helper.start, token.end, f"{helper.text} be {inflect(token.lemma, 'VBG')}"
            )
        ]
    return []
