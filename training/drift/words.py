"""Drifts of sense: opposites, broader, narrower, sister and neighbouring words."""

from __future__ import annotations

from random import Random

from training.drift.changes import Change, Patch, articled, cased
from training.drift.forms import inflect
from training.drift.opposites import OPPOSITES
from training.drift.pools import Pool
from training.drift.sentences import Sentence, Token
from training.drift.wordnet import TAGS


def _form(token: Token, lemma: str) -> str:
    """Return a lemma in the form and case of a token."""
    new = inflect(lemma, token.xpos) if " " not in lemma and token.xpos[:1] in "VNJR" else lemma
    return cased(token.text, new)


def _replace(sentence: Sentence, token: Token, kind: str, lemma: str) -> Change | None:
    """Return the change of one word for another lemma, with a/an put right."""
    new = _form(token, lemma)
    if new.lower() == token.text.lower() or not new.replace(" ", "").replace("-", "").isalpha():
        return None
    patches = [Patch(token.start, token.end, new)]
    article = articled(sentence.text, token.start, new)
    return Change(kind, tuple([article, *patches] if article else patches))


def _content(sentence: Sentence) -> list[Token]:
    """Return the words that may be exchanged."""
    return [
        t
        for t in sentence.tokens
        if t.upos in TAGS
        and len(t.text) > 2
        and t.text.isalpha()
        and t.lemma not in ("be", "have", "do")
    ]


def antonyms(sentence: Sentence, pool: Pool, rng: Random) -> list[Change]:
    """Put an opposite in the place of a word."""
    found = []
    for token in _content(sentence):
        lemma = token.lemma.lower()
        options = pool.wordnet.antonyms(lemma, TAGS[token.upos])
        for known in (token.text.lower(), lemma):
            if known in OPPOSITES:
                options = [OPPOSITES[known]] * 2 + options
        if options:
            found.append(_replace(sentence, token, "antonym", rng.choice(options)))
    return [c for c in found if c]


def relatives(sentence: Sentence, pool: Pool, rng: Random) -> list[Change]:
    """Put a broader, narrower or sister word, or a neighbour in use, in the place of a word."""
    found = []
    for token in _content(sentence):
        lemma, part = token.lemma.lower(), TAGS[token.upos]
        way = rng.random()
        near: list[str] = []
        kind = "hypernym"
        if way < 0.5:
            near = pool.wordnet.above(lemma, part, rng.choice((1, 2, 4)))
        elif way < 0.6:
            kind, near = "hyponym", pool.wordnet.under(lemma, part)
        elif way < 0.8:
            kind, near = "sister", pool.wordnet.sisters(lemma, part)
        if not near and rng.random() < 0.5:
            same = pool.wordnet.everything_near(lemma, part)
            kind = "neighbour"
            near = [
                w
                for w in pool.near.get(lemma, ())
                if w not in same and pool.common[f"{token.upos}:{w}"] > 1
            ]
        near = [
            w
            for w in near
            if pool.common[f"{token.upos}:{w.lower()}"] > 0 or (" " in w and way < 0.1)
        ]
        if near:
            found.append(_replace(sentence, token, kind, rng.choice(near[:12])))
    return [c for c in found if c]


def strangers(sentence: Sentence, pool: Pool, rng: Random) -> list[Change]:
    """Put any word of the same form in the place of a word."""
    found = []
    for token in _content(sentence):
        kind = f"{token.upos}-{token.xpos}"
        if kind in pool.kept and token.text.islower():
            new = pool.any(kind, rng)
            if new != token.text:
                found.append(Change("substitution", (Patch(token.start, token.end, new),)))
    return found


def synonyms(sentence: Sentence, pool: Pool, rng: Random) -> list[Patch]:
    """Return patches that keep the sense: frequent synonyms of words with one main sense."""
    found: list[Patch] = []
    for token in _content(sentence):
        lemma, part = token.lemma.lower(), TAGS[token.upos]
        if len(pool.wordnet.senses.get(f"{part}:{lemma}", ())) > 3:
            continue
        near = [
            w for w in pool.wordnet.synonyms(lemma, part, 1) if pool.common[f"{token.upos}:{w}"] > 4
        ]
        change = _replace(sentence, token, "synonym", rng.choice(near)) if near else None
        if change:
            found.extend(change.patches)
    return found
