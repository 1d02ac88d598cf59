"""Whom a pronoun means: "she", "it", "they"."""

from __future__ import annotations

from quotes.model import Mention
from quotes.quotations.coreference import (
    BODY,
    GUESSED,
    NAMED,
    PRONOUN_GENDER,
    Resolution,
    acts,
    body,
    known_phrase,
    written_phrase,
)
from quotes.quotations.entities import Discourse
from quotes.quotations.phrases import is_definite, noun_of
from quotes.quotations.salience import by_salience, together, why_salient
from quotes.quotations.wordlists import CALLINGS, GENDERED_NOUNS

BESIDE = 0.8  # share of a pronoun's salience that another named in the same sentence has at least


def pronoun(discourse: Discourse, mention: Mention, head: int) -> Resolution:
    """Return the person a pronoun means: one that fits its gender, recent and salient."""
    nobody = Resolution(None, f"nobody named before fits “{mention.text}”")
    lower = discourse.parsed.words[head].text.lower()
    gender = PRONOUN_GENDER.get(lower)
    if lower == "it":
        actor, index = body(discourse, head)
        phrase = (
            actor.full_name() if actor else known_phrase(discourse, index) if index >= 0 else ""
        )
        if not phrase:
            return nobody
        why = f"“{mention.text}” is {phrase}, the body that acted last"
        return Resolution(actor, why, BODY, phrase="" if actor else phrase)
    if lower in {"they", "them"}:
        phrase = _several(discourse, head)
        why = f"“{mention.text}” is {phrase}, the last to act together"
        return Resolution(None, why, BODY, phrase=phrase) if phrase else nobody
    ranked = by_salience(discourse, head, gender)
    unnamed = _unnamed_before(discourse, head, gender, alone=not ranked)
    if unnamed:
        why = f"“{mention.text}” is {unnamed}, whom the article does not name"
        others = tuple(a for _, a in ranked[:2])
        return Resolution(None, why, GUESSED, others, phrase=unnamed)
    if not ranked:
        return nobody
    best = ranked[0][1]
    rival = ranked[1][0] / ranked[0][0] if len(ranked) > 1 else 0.0
    if len(ranked) > 1 and together(discourse, best, ranked[1][1], head):
        rival = max(rival, BESIDE)
    why = f"“{mention.text}” is {best.full_name()}, {why_salient(discourse, best, head, gender)}"
    return Resolution(best, why, NAMED - 0.3 * rival**2, tuple(a for _, a in ranked[1:3]))


def _several(discourse: Discourse, head: int) -> str:
    """Return whom "they" means: the last plural subject, in this paragraph or the one before."""
    parsed = discourse.parsed
    low = parsed.line_words(max(0, parsed.paragraph[head] - 1))[0]
    for index in range(head - 1, low - 1, -1):
        plural = parsed.words[index].upos == "NOUN" and "Number=Plur" in parsed.words[index].feats
        if plural and acts(parsed, index):
            return written_phrase(discourse, index)
    return ""


def _unnamed_before(discourse: Discourse, head: int, gender: str | None, *, alone: bool) -> str:
    """Return the unnamed subject of the sentence before a pronoun: "Her husband did. “…,” he said".

    Only in the same paragraph, and where nobody else is named or taken up after it. `alone` says
    that the article names nobody whom the pronoun fits: then a role will do, too ("the captain").
    """
    parsed = discourse.parsed
    low = parsed.line_words(parsed.paragraph[head])[0]
    for index in range(head - 1, low - 1, -1):
        word = parsed.words[index]
        if parsed.quoted_at[index] >= 0:
            continue
        if index in discourse.by_word or index in discourse.by_subject:
            break
        if word.text.lower() in PRONOUN_GENDER and word.deprel != "nmod:poss":
            break
        fits = GENDERED_NOUNS.get(noun_of(parsed, index)) == gender is not None
        role = alone and noun_of(parsed, index) in CALLINGS and is_definite(parsed, index)
        if role and not fits and parsed.relations[index] == "nsubj":
            return written_phrase(discourse, index)
        if fits and parsed.relations[index] == "nsubj":
            owned = [c for c in parsed.children[index] if parsed.words[c].deprel == "nmod:poss"]
            beside = owned and owned[0] and parsed.words[owned[0] - 1].text == ","
            return written_phrase(discourse, index) if owned and not beside else ""
    return ""
