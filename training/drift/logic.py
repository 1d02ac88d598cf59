"""Drifts of logic and force: negation, question, modality, quantity, hedges."""

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


def questions(sentence: Sentence, rng: Random) -> list[Change]:
    """Turn a statement into a question, or a question into a statement."""
    text = sentence.text
    body = text.rstrip("\"”’' ")
    tail = text[len(body) :]
    if body.endswith("?"):
        return [swap("question", len(body) - 1, len(body), ".")]
    if len(body) < 4:
        return []
    end = Patch(len(body) - body.endswith("."), len(text), "?" + tail)
    roots = [i for i, t in enumerate(sentence.tokens) if t.relation == "root"]
    if rng.random() < 0.35 or len(roots) != 1:
        tag = rng.choice(["", "", ", right", ", isn't it", ", no"])
        return [Change("question", (Patch(end.start, end.end, tag + end.new),))]
    front = _fronted(sentence, roots[0])
    return [Change("question", (*front, end))] if front else [Change("question", (end,))]


def _fronted(sentence: Sentence, root: int) -> tuple[Patch, ...]:
    """Return the patches that put the auxiliary before the subject."""
    tokens = sentence.tokens
    subject = [c for c in sentence.children(root) if tokens[c].relation.startswith("nsubj")]
    if not subject or subject[0] > root:
        return ()
    start = tokens[sentence.subtree(subject[0])[0]].start
    at_front = sentence.text[:start].strip("\"“'‘« ") == ""
    helper = [
        t
        for t in (tokens[c] for c in sentence.children(root))
        if t.text.lower() in HELPERS and t.relation.startswith(("aux", "cop"))
    ]
    head = tokens[root]
    old = sentence.text[start : start + 1]
    low = (
        old
        if tokens[sentence.subtree(subject[0])[0]].upos == "PROPN" or old == "I"
        else old.lower()
    )
    if helper:
        word = helper[0]
        front = word.text.capitalize() if at_front else word.text
        return (Patch(start, start + 1, f"{front} {low}"), Patch(word.start, word.end + 1, ""))
    if head.xpos in ("VBD", "VBZ", "VBP") and head.upos == "VERB":
        front = {"VBD": "did", "VBZ": "does", "VBP": "do"}[head.xpos]
        front = front.capitalize() if at_front else front
        return (
            Patch(start, start + 1, f"{front} {low}"),
            Patch(head.start, head.end, inflect(head.lemma, "VB")),
        )
    return ()


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
