"""Whom a pronoun means: "she", "it", "they"."""

from __future__ import annotations

from quotes.model import Mention
from quotes.quotations.antecedents import PRONOUN_GENDER, ranked
from quotes.quotations.coreference import BODY, Resolution, whom
from quotes.quotations.documents import acts, body
from quotes.quotations.entities import Discourse
from quotes.quotations.phrases import known_phrase, written_phrase


def pronoun(discourse: Discourse, mention: Mention, head: int) -> Resolution:
    """Return the person a pronoun means: one that fits its gender, recent and salient."""
    nobody = Resolution(None, f"nobody named before fits “{mention.text}”")
    lower = discourse.parsed.words[head].text.lower()
    gender = PRONOUN_GENDER.get(lower)
    if lower == "it":
        actor, index = body(discourse, head)
        phrase = (
            actor.full_name()
            if actor
            else known_phrase(discourse.parsed, index)
            if index >= 0
            else ""
        )
        if not phrase:
            return nobody
        why = f"“{mention.text}” is {phrase}, the body that acted last"
        return Resolution(actor, why, BODY, phrase="" if actor else phrase)
    if lower in {"they", "them"}:
        phrase = _several(discourse, head)
        why = f"“{mention.text}” is {phrase}, the last to act together"
        return Resolution(None, why, BODY, phrase=phrase) if phrase else nobody
    found = ranked(discourse, head, gender)
    return whom(discourse, mention, head, found) if found else nobody


def _several(discourse: Discourse, head: int) -> str:
    """Return whom "they" means: the last plural subject, in this paragraph or the one before."""
    parsed = discourse.parsed
    low = parsed.line_words(max(0, parsed.paragraph[head] - 1))[0]
    for index in range(head - 1, low - 1, -1):
        plural = parsed.words[index].upos == "NOUN" and "Number=Plur" in parsed.words[index].feats
        if plural and acts(parsed, index):
            return written_phrase(discourse.parsed, index)
    return ""
