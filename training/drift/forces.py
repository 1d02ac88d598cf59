"""Drifts of force: modality, quantity, degree, relation, hedges."""

from __future__ import annotations

from random import Random

from training.drift.changes import Change, cased, removal, swap
from training.drift.sentences import Sentence

GROUPS: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (
    ("modality", (("will", "must", "can"), ("may", "might", "could"), ("should",), ("would",))),
    (
        "quantifier",
        (
            ("all", "every", "each"),
            ("some", "several", "a few"),
            ("most", "many"),
            ("no", "none"),
            ("few",),
        ),
    ),
    (
        "quantifier",
        (("always",), ("often", "usually"), ("sometimes",), ("rarely", "seldom"), ("never",)),
    ),
    ("quantifier", (("more",), ("less", "fewer"), ("most",), ("least",))),
    ("quantifier", (("both",), ("neither", "either"))),
    (
        "quantifier",
        (
            ("at least",),
            ("at most", "up to"),
            ("exactly",),
            ("about", "nearly"),
            ("more than", "over"),
            ("less than", "under"),
        ),
    ),
    ("intensity", (("very", "extremely", "deeply"), ("slightly", "a bit", "somewhat"))),
    (
        "intensity",
        (("good",), ("excellent", "great"), ("acceptable", "regular"), ("bad",), ("terrible",)),
    ),
    ("intensity", (("concerned", "worried"), ("terrified", "outraged"), ("relaxed", "calm"))),
    ("intensity", (("criticized", "criticised"), ("attacked", "destroyed"), ("praised",))),
    ("intensity", (("problem", "difficulty"), ("crisis", "disaster"), ("detail",))),
    ("relation", (("before", "prior to"), ("after", "following"), ("during",))),
    ("relation", (("because", "since"), ("although", "even though"), ("if", "unless"))),
    ("relation", (("with",), ("without", "against"))),
    ("relation", (("and",), ("or",), ("but",))),
    ("relation", (("from",), ("to",))),
    ("relation", (("above", "over"), ("below", "under"))),
    ("relation", (("but", "however"), ("therefore", "so"))),
    ("time", (("already",), ("not yet", "still"), ("again",))),
    ("time", (("now", "currently"), ("then", "formerly"), ("soon",))),
)


HEDGES = (
    "I think",
    "perhaps",
    "allegedly",
    "probably",
    "apparently",
    "possibly",
    "maybe",
    "reportedly",
    "presumably",
    "supposedly",
    "likely",
    "seemingly",
    "almost",
    "nearly",
    "partly",
)


def forces(sentence: Sentence, rng: Random) -> list[Change]:
    """Change a modal, a quantifier, a degree, a relation or the time."""
    found = []
    padded = f" {sentence.text.lower()} "
    for kind, groups in GROUPS:
        for at, group in enumerate(groups):
            for word in group:
                where = padded.find(f" {word} ")
                if where < 0 or (word in ("to", "and", "from", "with") and rng.random() < 0.8):
                    continue
                new = rng.choice([w for k, other in enumerate(groups) if k != at for w in other])
                old = sentence.text[where : where + len(word)]
                found.append(swap(kind, where, where + len(word), cased(old, new)))
    return found


def hedges(sentence: Sentence, rng: Random) -> list[Change]:
    """Put a hedge in, or take one out."""
    found = []
    low = sentence.text.lower()
    for hedge in HEDGES:
        at = low.find(hedge.lower())
        if (
            at >= 0
            and (at == 0 or not low[at - 1].isalpha())
            and not low[at + len(hedge) :][:1].isalpha()
        ):
            found.append(removal("hedge-removed", sentence.text, at, at + len(hedge)))
    verbs = [
        t for t in sentence.tokens if t.upos == "VERB" and t.xpos in ("VBD", "VBZ", "VBN", "VBP")
    ]
    if verbs:
        token = rng.choice(verbs)
        found.append(swap("hedge-added", token.start, token.start, rng.choice(HEDGES[1:]) + " "))
    return found
