"""Drifts that pairs of sentences alone do not show: order, attempts, wishes, hearsay, roles.

Each function takes a parsed sentence and returns the changes that it allows, as the other
generators do. `reordered` returns what looks like one of them and is none: conjuncts that
change places, which a judge that punishes every other order must learn to let pass.
"""

from __future__ import annotations

import re
from random import Random

from lemminflect import getInflection

from training.drift.changes import Change, Patch, cased, removal, swap
from training.drift.sentences import Sentence, Token

_CONTENT = ("NOUN", "PROPN", "ADJ", "VERB", "NUM", "ADV")
_HEARSAY = (
    "apparently", "allegedly", "reportedly", "supposedly", "seemingly", "according to",
    "it seems that", "it is said that", "they say that", "rumour has it that",
)  # fmt: skip
_ROLES = (
    "former", "ex-", "vice ", "vice-", "deputy", "acting", "interim", "future", "alleged",
    "suspected", "assistant", "retired", "late", "honorary", "then-",
)  # fmt: skip
_RELATIONS = (
    ("although", "because"), ("even though", "since"), ("despite", "because of"),
    ("in spite of", "thanks to"), ("so that", "even if"), ("in order to", "without wanting to"),
    ("even if", "only if"), ("unless", "if"), ("until", "since"), ("while", "after"),
    ("instead of", "as well as"), ("due to", "despite"), ("thanks to", "in spite of"),
    ("therefore", "nevertheless"), ("however", "therefore"), ("as if", "because"),
)  # fmt: skip
_RIGHTS = (
    ("has the right to", "has to"), ("have the right to", "have to"), ("is allowed to", "must"),
    ("are allowed to", "must"), ("must", "may"), ("has to", "can"), ("have to", "can"),
    ("has to", "wants to"), ("is required to", "is allowed to"), ("should", "must"),
    ("can", "must"), ("could", "will"), ("would like to", "will"), ("hopes to", "will"),
    ("hope to", "will"), ("want to", "will"), ("wants to", "will"), ("wanted to", "did not"),
    ("plans to", "refuses to"), ("began to", "stopped to"), ("used to", "is going to"),
)  # fmt: skip
_TRY = ("try", "attempt", "seek")
_PEOPLE = (
    "president", "minister", "mayor", "governor", "director", "secretary", "senator", "judge",
    "general", "chief", "leader", "chairman", "chancellor", "captain", "spokesman", "spokeswoman",
    "prosecutor", "ambassador", "commissioner",
)  # fmt: skip


def order(sentence: Sentence, rng: Random) -> list[Change]:
    """Let two words of one class that are no conjuncts of each other change places."""
    by: dict[str, list[int]] = {}
    for at, token in enumerate(sentence.tokens):
        if token.upos in _CONTENT and token.text[:1].isalnum() and len(token.text) > 2:
            by.setdefault(token.xpos, []).append(at)
    found = []
    for places in by.values():
        if len(places) < 2:
            continue
        one, two = sorted(rng.sample(places, 2))
        a, b = sentence.tokens[one], sentence.tokens[two]
        alike = a.text.lower() == b.text.lower() or _conjuncts(sentence, one, two)
        if not alike and two - one < 14:
            found.append(_exchanged("word-order", a, b))
    return found


def reordered(sentence: Sentence, rng: Random) -> list[Patch]:
    """Return the patches that let two conjuncts of one word each change places: no drift."""
    found = []
    for at, token in enumerate(sentence.tokens):
        head = sentence.tokens[token.head] if token.relation == "conj" and token.head >= 0 else None
        alone = head and not [
            c for c in sentence.children(at) if sentence.tokens[c].relation != "cc"
        ]
        if head and alone and token.upos in ("NOUN", "ADJ", "PROPN") and head.end < token.start:
            between = sentence.text[head.end : token.start].strip().lower()
            if between in ("and", "or") and head.start > 0:
                found.append(
                    [
                        Patch(head.start, head.end, token.text),
                        Patch(token.start, token.end, head.text),
                    ]
                )
    return rng.choice(found) if found else []


def speech(sentence: Sentence, rng: Random) -> list[Change]:
    """Drop hearsay, or a word that makes a role another ("former", "deputy", "alleged")."""
    found = []
    for kind, some in (("hearsay", _HEARSAY), ("role-word", _ROLES)):
        for words in some:
            for match in re.finditer(rf"(?<!\w){re.escape(words)}", sentence.text, re.IGNORECASE):
                end = match.end()
                if sentence.text[end : end + 1].isalnum() and words[-1].isalnum():
                    continue
                found.append(removal(kind, sentence.text, match.start(), end))
    people = [t for t in sentence.tokens if t.lemma.lower() in _PEOPLE and t.upos == "NOUN"]
    if people:
        token = rng.choice(people)
        found.append(
            swap(
                "role-word", token.start, token.start, rng.choice(("former ", "deputy ", "acting "))
            )
        )
    return found


def relations(sentence: Sentence, rng: Random) -> list[Change]:
    """Turn a concession into a reason, a right into a duty, a wish into a promise, or back."""
    found = []
    padded = f" {sentence.text.lower()} "
    for kind, pairs in (("concession", _RELATIONS), ("right-or-duty", _RIGHTS)):
        for one, two in pairs:
            for old, new in ((one, two), (two, one)) if kind == "concession" else ((one, two),):
                at = padded.find(f" {old} ")
                if at >= 0:
                    model = sentence.text[at : at + len(old)]
                    found.append(swap(kind, at, at + len(old), cased(model, new)))
    rng.shuffle(found)
    return found[:3]


def attempts(sentence: Sentence, rng: Random) -> list[Change]:
    """Say that what was tried was done ("tried to build" as "built"), or the other way."""
    found = []
    tokens = sentence.tokens
    for at in range(len(tokens) - 2):
        verb = tokens[at + 2]
        if tokens[at].lemma.lower() in _TRY and tokens[at + 1].text == "to" and verb.upos == "VERB":
            form = getInflection(verb.lemma, tokens[at].xpos)
            if form:
                found.append(
                    swap("attempt", tokens[at].start, verb.end, cased(tokens[at].text, form[0]))
                )
    past = [t for t in tokens if t.xpos == "VBD" and t.upos == "VERB" and t.lemma.isalpha()]
    if past and rng.random() < 0.3:
        verb = rng.choice(past)
        way = rng.choice(("tried to", "wanted to", "failed to", "refused to", "was about to"))
        found.append(swap("attempt", verb.start, verb.end, f"{way} {verb.lemma}"))
    return found


def _conjuncts(sentence: Sentence, one: int, two: int) -> bool:
    """Return whether two words are joined, or share a head by the same relation."""
    a, b = sentence.tokens[one], sentence.tokens[two]
    if b.relation == "conj" and b.head == one:
        return True
    if a.relation == "flat" or b.relation == "flat" or two - one == 1:
        return True
    return a.head == b.head and a.relation == b.relation


def _exchanged(kind: str, a: Token, b: Token) -> Change:
    one, two = a.text, b.text
    if a.start == 0 and b.upos != "PROPN":
        two = cased(a.text, two)
        one = one if a.upos == "PROPN" else one.lower()
    return Change(kind, (Patch(a.start, a.end, two), Patch(b.start, b.end, one)))
