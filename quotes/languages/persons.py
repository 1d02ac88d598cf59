"""Who speaks of whom: first person singular and plural, on both sides.

Spanish drops its pronouns: the verb's ending tells the person, and "quiere" may be
he, she, you (usted) or it. Without a parser the rules ask for certainty: an English
"I" is unsupported only if no Spanish word could be a first person singular.
"""

from __future__ import annotations

import re
from functools import lru_cache

from quotes.languages.words import Token, mid_capitals, occurrences, phrases, tokens
from quotes.model import Span

# "hablo", "hablé", "haré", "dormí", "hablaba", "haría", "diera", "traje": forms that can be
# first person; "era", "vi", "di" whole.
_MAYBE_I = re.compile(
    r"\w{2,}(o|é|í|aba|ía|ara|iera|era|ase|iese|oy|sé|me|melo|mela|uve|uje|aje|ije)$|"
    r"^(sé|era|iba|vi|di|vine|quise|hice|puse|supe|pude|cupe|quepo|haya|sea|vaya|pueda|tenga|haga|dí)$"
)
_AFTER_CLITIC = frozenset({"lo", "la", "los", "las", "le", "les", "te", "se", "nos"})
_THIRD_ONLY = re.compile(r"\w{2,}(ó|aron|ieron|ará|erá|irá|arán|erán|irán)$")
_WE = re.compile(r"\w{2,}[aeií]mos$")


@lru_cache(maxsize=512)
def first_singular(text: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return (words that are first person singular, words that may be) of a Spanish text."""
    clear = occurrences(text, "persons", "spanish.i_clear")
    words = tokens(text)
    before = (None, *words)
    maybe = (t.span for b, t in zip(before, words, strict=False) if _may_be_i(b, t))
    return clear, (*clear, *maybe)


def _may_be_i(before: Token | None, token: Token) -> bool:
    """Return whether a word can be a first person: "firmo", but not "el contrato"."""
    if not token.wordlike or not _MAYBE_I.match(token.text.lower()):
        return False
    if before is None and token.text == "Como":
        return True  # "Como fruta"
    if token.key in phrases("persons", "spanish.not_i") and token.text.lower() != "sé":
        return False
    if before is None or before.key in _AFTER_CLITIC or token.text.lower().endswith(("é", "í")):
        return True  # "lo corto" is a verb now and then, "ayudé" always
    nominal = token.key.endswith(("o", "ia", "e"))
    return not nominal or before.key not in phrases("persons", "spanish.before_nouns")


@lru_cache(maxsize=512)
def first_plural(text: str) -> tuple[Span, ...]:
    """Return the words of a Spanish text that are first person plural."""
    clear = occurrences(text, "persons", "spanish.we_clear")
    names = mid_capitals(text)
    verbs = tuple(t.span for t in tokens(text) if _is_we_verb(t) and t.span.start not in names)
    return tuple(sorted((*clear, *verbs)))


def _is_we_verb(token: Token) -> bool:
    if token.key in phrases("persons", "spanish.not_verbs") or token.key.endswith("isimos"):
        return False
    return token.wordlike and bool(_WE.match(token.text.lower()))


def third_person(text: str) -> tuple[Span, ...]:
    """Return verbs of a Spanish text that can only be third person (or usted)."""
    return tuple(t.span for t in tokens(text) if t.wordlike and _THIRD_ONLY.match(t.text.lower()))


def english(text: str, person: str) -> tuple[Span, ...]:
    """Return the words of an English text for a person: i, we, you or third."""
    return occurrences(text, "persons", f"english.{person}")
