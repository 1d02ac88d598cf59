"""Whom a pronoun means: "she", "it", "they"."""

from __future__ import annotations

from quotes.model import Mention, worded
from quotes.quotations.antecedents import PRONOUN_GENDER, ranked
from quotes.quotations.coreference import BODY, UNNAMED, Resolution, whom
from quotes.quotations.documents import acts, asked, body
from quotes.quotations.entities import Discourse
from quotes.quotations.phrases import known_phrase, written_phrase

_INDEFINITE = frozenset(
    {"someone", "somebody", "anyone", "anybody", "everyone", "everybody", "nobody", "one", "others"}
)
_LAST_LINES = 3  # of a letter, in which a name alone is a signature; by hand


def pronoun(discourse: Discourse, mention: Mention, head: int) -> Resolution:
    """Return the person a pronoun means: one that fits its gender, recent and salient."""
    nobody = Resolution(
        None, worded("nobody named before fits “{mention}”", mention=mention.text), UNNAMED
    )
    lower = discourse.parsed.words[head].text.lower()
    gender = PRONOUN_GENDER.get(lower)
    if lower == "it":
        actor, index = asked(discourse, head)
        if actor is None and index < 0:
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
        why = worded(
            "“{mention}” is {name}, the body that acted last", mention=mention.text, name=phrase
        )
        return Resolution(actor, why, BODY, phrase="" if actor else phrase)
    if lower in {"they", "them"}:
        phrase = _several(discourse, head)
        why = worded(
            "“{mention}” is {name}, the last to act together", mention=mention.text, name=phrase
        )
        return Resolution(None, why, BODY, phrase=phrase) if phrase else nobody
    if lower in _INDEFINITE:
        return Resolution(None, worded("the article does not name them"), UNNAMED)
    if lower in {"i", "we"}:
        return _writer(discourse, mention)
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


def _writer(discourse: Discourse, mention: Mention) -> Resolution:
    """Return whom "I" outside marks means: who signs a letter or stands in its byline."""
    parsed = discourse.parsed
    for actor in discourse.actors if mention.text.lower() == "i" else []:
        for first, end in actor.spans if actor.kind == "person" and actor.name.is_full else []:
            line = parsed.line_words(parsed.paragraph[first])
            before = [word.text.lower() for word in parsed.words[line[0] : first]]
            signs = not before and parsed.paragraph[first] >= len(parsed.lines) - _LAST_LINES
            if end == line[1] and (signs or before == ["by"]):
                return Resolution(
                    actor,
                    worded(
                        "“{mention}” is {name}, who signs",
                        mention=mention.text,
                        name=actor.full_name(),
                    ),
                    BODY,
                )
    return Resolution(None, worded("the article speaks of itself"), BODY, phrase=mention.text)
