"""Drifts from statement to question and back."""

from __future__ import annotations

from random import Random

from training.drift.changes import Change, Patch, swap
from training.drift.forms import inflect
from training.drift.negations import HELPERS
from training.drift.sentences import Sentence


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
