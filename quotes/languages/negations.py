"""Negation in one text: the words that deny, and the words that may carry a denial.

Words of denial that turn no statement are told apart: in a question asked for a yes ("¿No es
cierto que …?", "Won't you come?" ask the same without the word, and a rendering drops or adds
it at will), and in an answer's "No," ("No, I did not" denies once; "No, we will close it" denies
what was asked, and closes it).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from quotes.languages.lexicon import back_translations, translations
from quotes.languages.words import (
    Language,
    Token,
    entries,
    mid_capitals,
    occurrences,
    phrases,
    tokens,
    vocabulary,
)
from quotes.model import Span

_ASKED = re.compile(
    # ¿No crees …?, …, ¿no?, ¿Acaso no …?
    r"¿\s*(?:(?:acaso|entonces|y|pero|o),?\s+)?(?P<es>no)\b(?=\s*\?|[^?.!]*\?)"
    # Can't you …? …, didn't he? But "why don't they" asks for the reason of a denial.
    r"|(?:^|[.!?;:,—–\"“‘(]\s*|\b(?:and|but|so|or)\s+)"
    r"(?P<en>(?:is|are|was|were|do|does|did|has|have|had|ca|could|wo|would|should)n['’]t)\s+"
    r"(?:I|you|he|she|it|we|they|this|that|these|those|there|the|anyone|anybody|someone)\b"
    r"[^?.!]*\?",
    re.IGNORECASE,
)
_ANSWER = re.compile(r"(?:^|(?<=[.!?;:\"“«¡—–-])|(?<=[.!?;:\"“«¡—–-]\s))no,\s+", re.IGNORECASE)
# "No," "No, no:" "No." before what is said then; after a question of the text itself it answers it
_OPENING = re.compile(
    r"(?:^|(?<=[.!;:\"“«¡—–-])|(?<=[.!;:\"“«¡—–-]\s))(?:no\s*[,.:;!—–]\s*)+(?P<goes_on>[^.!?]*)",
    re.IGNORECASE,
)
_CLAUSE = 3  # words that say something of their own: "No, señor alcalde." does not


def asked(text: str, denial: Span) -> bool:
    """Return whether a denial stands in a question that asks for a yes."""
    return any(denial in _groups(found) for found in _ASKED.finditer(text))


def _groups(found: re.Match[str]) -> list[Span]:
    return [Span(*found.span(name)) for name in ("es", "en") if found.group(name)]


def answered(text: str, denial: Span, denials: Sequence[Span]) -> bool:
    """Return whether a denial is the "No," of an answer that denies in its own words as well."""
    opening = next((m for m in _ANSWER.finditer(text) if m.start() == denial.start), None)
    if opening is None:
        return False
    stop = re.search(r"[.!?]", text[opening.end() :])
    end = opening.end() + stop.start() if stop else len(text)
    return any(opening.end() <= other.start < end for other in denials)


def _answers(text: str, denials: Sequence[Span]) -> tuple[Span, ...]:
    """Return the denials that only answer, while the clause that they open denies nothing."""
    found: list[Span] = []
    for opening in _OPENING.finditer(text):
        own = Span(opening.start(), opening.start("goes_on"))
        clause = Span(*opening.span("goes_on"))
        asserts = len(clause.of(text).split()) >= _CLAUSE and not any(map(clause.overlap, denials))
        found += [one for one in denials if asserts and one.overlap(own)]
    return tuple(found)


_NAMES = {"es": "spanish", "en": "english"}


@dataclass(frozen=True, slots=True)
class Negations:
    """`clear` deny a clause; `weak` may carry a denial (without, un-), `faint` now and then.

    `harmless` are those of the weak that hold a word of denial and deny nothing ("not only");
    `answers` are those of either that answer before a clause without a denial ("No, we will").
    """

    clear: tuple[Span, ...]
    weak: tuple[Span, ...]
    faint: tuple[Span, ...] = ()
    harmless: tuple[Span, ...] = ()
    answers: tuple[Span, ...] = ()


@lru_cache(maxsize=512)
def negations(text: str, language: Language) -> Negations:
    """Return the negations of `text`; harmless phrases ("not only") count as weak."""
    name = _NAMES[language]
    harmless = occurrences(text, "negation", f"{name}.harmless")
    clear = tuple(
        span
        for span in occurrences(text, "negation", f"{name}.clear")
        if not any(span.overlap(other) for other in harmless)
    )
    kept = _concordant(text, clear, harmless) if language == "es" else _numbered(text, clear)
    kept = tuple(span for span in kept if not asked(text, span) and not answered(text, span, kept))
    agreeing = tuple(span for span in clear if span not in kept)
    weak = (*agreeing, *occurrences(text, "negation", f"{name}.weak"))
    faint = occurrences(text, "negation", f"{name}.faint")
    forms = denying_forms(text, language)
    return Negations(kept, (*harmless, *weak, *forms), faint, harmless, _answers(text, clear))


# "Nadie le había dicho nunca": the second word only agrees with the first.
_LICENSING = frozenset({"no", "nunca", "jamás", "tampoco", "nadie", "ningún", "ninguno", "ninguna"})
_SUPERLATIVE = re.compile(
    r"\b(?:peor|mejor|mayor|menor|más|menos)\b[^.;:,]{0,60}\b(?:que|cual(?:es)?|quien(?:es)?)\b"
    r"[^.;:,]{0,25}$",
    re.IGNORECASE,
)
# "el primer ordenador jamás hecho", "la peor crisis nunca vista"
_EVER_DONE = re.compile(
    r"\b(?:primer[oa]?s?|únic[oa]s?|peor|mejor|mayor|menor|más|menos)\b[^.;:,]{0,40}"
    r"\b(?:jamás|nunca)(?= (?:antes )?(?:\w+[aei]d[oa]s?|hech[oa]s?|vist[oa]s?|escrit[oa]s?)\b)",
    re.IGNORECASE,
)
_WITHOUT = re.compile(
    r"\b(?:sin|antes de|imposible|difícil(?:mente)?|apenas)\b[^.;:,]{0,40}$", re.IGNORECASE
)
_LOOK = 90  # characters before a denial that are looked at
_ANEW = re.compile(r"\b(?:pero|y|aunque|porque|mientras)\s+$", re.IGNORECASE)  # begins a clause
_CONCORD = 60  # characters after a "no" within which "nada", "nadie", "ni" add no second denial


def _concordant(text: str, clear: tuple[Span, ...], harmless: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the denials with those left out that only agree with a "no" before them."""
    kept: list[Span] = []
    openings = [Span(span.start, span.start + 2) for span in harmless if _opens(text, span)]
    for span in clear:
        before = max((s for s in (*kept, *openings) if s.end <= span.start), default=None)
        agrees = before is not None and _agrees(text, before, span)
        if not (agrees or _any(text, span)):
            kept.append(span)
    return tuple(kept)


def _opens(text: str, span: Span) -> bool:
    """Return whether a harmless phrase begins with the word "no": "no faltan ni …"."""
    return text[span.start : span.start + 3].lower() == "no "


def _agrees(text: str, before: Span, span: Span) -> bool:
    """Return whether a denial only agrees with the one before it."""
    word, between = span.of(text).lower(), text[before.end : span.start]
    near = len(between) < _CONCORD or word == "ni"
    licensed = before.of(text).lower() in _LICENSING and word != "no"
    anew = word != "ni" and _ANEW.search(between)
    return bool(licensed and near and not anew and not set(".;:!?") & set(between))


def _any(text: str, span: Span) -> bool:
    """Return whether "nunca" is "ever" and "ningún" is "any": in a comparison, after "sin"."""
    before = text[max(0, span.start - _LOOK) : span.start]
    word = span.of(text).lower()
    if word in {"no", "ni", "tampoco"}:
        return word == "ni" and bool(_WITHOUT.search(before))  # "sin traducciones ni notas"
    done = any(found.end() == span.end for found in _EVER_DONE.finditer(text))
    return done or bool(_SUPERLATIVE.search(before) or _WITHOUT.search(before))


def _numbered(text: str, clear: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the denials without "No. 1", "not … until" and "What Not to Wear", a title.

    Nor is "not even on Sunday" one of its own behind another in its sentence, as "ni" is none.
    """
    kept: list[Span] = []
    for span in clear:
        harmless = _HARMLESS.match(text[span.start :]) or _titled(text, span)
        between = text[kept[-1].end : span.start] if kept else "."
        again = _EMPHATIC.match(text[span.start :]) and not set(".;:!?") & set(between)
        if not harmless and not again:
            kept.append(span)
    return tuple(kept)


_EMPHATIC = re.compile(r"not (?:even|once|one|a single|for all)\b")


def _titled(text: str, denial: Span) -> bool:
    """Return whether a denial is a word of a title within a text: a capital, and more around it.

    "We will NOT sell" and "we will Not sell" deny, and so does a text whose words all begin with a
    capital, as headlines do.
    """
    if denial.start not in mid_capitals(text) or denial.of(text)[1:].isupper():
        return False
    small = phrases("function_words", "english")
    words = tokens(text)
    if all(w.text[0].isupper() for w in words if w.wordlike and w.key not in small):
        return False
    at = next(n for n, word in enumerate(words) if word.span.start == denial.start)
    goes_on = next((w for w in words[at + 1 :] if w.key not in small or w.text[0].isupper()), None)
    if goes_on and goes_on.wordlike:
        return goes_on.text[0].isupper() and goes_on.key != "i"
    return words[at - 1].text[0].isupper() and words[at - 1].key != "i"


_HARMLESS = re.compile(
    r"[Nn]o\.\s?\d|(?:not|\w+n['’]t)\b[^.;:!?]{0,50}\buntil\b"
    r"|(?:not|never|\w+n['’]t)\s+(?:stop|quit|cease|help)\s+(?:\w+ly\s+)?(?:but\b|\w+ing\b)"
)


@lru_cache(maxsize=512)
def denying_forms(text: str, language: Language) -> tuple[Span, ...]:
    """Return the words that deny by their form: unsafe, useless, imposible, desconfianza."""
    words = tokens(text)
    pairs = zip((None, *words), words, strict=False)
    return tuple(word.span for before, word in pairs if _denies(before, word, language))


def _denies(before: Token | None, word: Token, language: Language) -> bool:
    """Return whether a word denies by its form; "identificado" after "no" does not once more."""
    if len(word.key) <= _SHORT:
        return False
    if language == "en":
        return _english_denies(word.key)
    return not (before and before.key == "no") and _spanish_denies(word.key)


_SHORT = 4  # letters: "unit" and "into" deny nothing
_NOT_UN = ("under", "uni", "until", "unanim", "uncle")


@lru_cache(maxsize=65536)
def _english_denies(word: str) -> bool:
    """Return whether a word is another word with un-, in-, dis- … before or -less after it."""
    table = vocabulary("negation")["english"]
    if word in phrases("negation", "english.not_prefixed"):
        return False
    if word.endswith("less") and translations(word[:-4]):
        return True
    if word.startswith("un") and not word.startswith(_NOT_UN):
        return True
    starts = (p for p in entries(table["prefixes"]) if word.startswith(p))
    return any(len(word) - len(p) > 3 and translations(word[len(p) :]) for p in starts)


_NOT_ABLE = re.compile(r"(?!inmueble|increible|impecable|implacable)i[mnr]\w{4,}bles?$")


@lru_cache(maxsize=65536)
def _spanish_denies(word: str) -> bool:
    """Return whether the usual renderings of a word deny by their form."""
    if _NOT_ABLE.match(word):
        return True
    found = back_translations(word)
    usual = sorted(found, key=lambda english: -found[english])[:3]
    return word.startswith(("in", "im", "ir", "il", "des", "dis")) and any(
        _english_denies(english) for english in usual
    )


# --- What an article denies in its own words beside a quotation, in English.

_FILLERS = "|".join(sorted(phrases("lead_ins", "english.between")))
_NOT = r"(?:never|not|cannot|no longer|\w+n['’]t)"
_DO = r"(?:(?:do|does|did|is|are|was|were|has|have|had|will|would|can|could)\s+)?"
_SAY = r"(?:say|said|saying|stat(?:e|ed|ing)|claim(?:ed|ing)?)"
_UNSAID = rf"(?:{_DO}{_NOT}|(?:refus|declin)\w+\s+to|den\w+(?:\s+having)?)\s+{_SAY}"
_UNTRUE = r"a lie|false|untrue|not true|not the case|a myth|incorrect"
_NOBODY = r"nobody|no one"
_REST = r"[^,;:?!]{0,60}"  # who or what, up to the mark
_DENIED = re.compile(
    r"\b(?:"
    # did not “save”, never “arrived”, is not “a thief”, did not, she said, “save”
    rf"(?P<of_it>{_DO}{_NOT}|(?:fail|refus)\w*\s+to|unable to|far from)(?:,[^,;:]{{1,50}},)?"
    rf"(?:\s+(?:{_FILLERS})){{0,3}}"
    # denied that they had “saved”, denied having “saved”
    rf"|(?P<claim>den(?:y|ies|ied|ying)\s+(?:having|being|that))\b{_REST}"
    # nobody believes that they “saved”, does not think that they “saved”
    rf"|(?P<thought>(?:{_NOBODY}|{_DO}{_NOT})\s+(?:believ|thi|tho|accept|agree|claim)\w*)"
    rf"\s+that\b{_REST}"
    # it is a lie that they “saved”, false claims that they “saved”
    rf"|(?P<lie>(?:{_UNTRUE})(?:\s+\w+)?)\s+that\b{_REST}"
    # never said (that) they “saved”
    rf"|(?P<unsaid>{_UNSAID})(?:\s+that\b{_REST})?[,:]?"
    r")\s*$",
    re.IGNORECASE,
)
_DENIED_AFTER = re.compile(  # …, Castellar did not say.
    rf"[^\w,]*,?[^\w,]*(?:[\w’'-]+\s+){{1,5}}?(?P<unsaid>{_UNSAID})\s*(?:[.;,!]|$)",
    re.IGNORECASE,
)
# A condition or a question denies nothing, "not only “…”" says it and more, and who does not deny
# something says it; "not “…” as they claim" denies what others say.
_UNDECIDED = re.compile(
    r"\b(?:if|whether|unless|why|until|not (?:only|just|merely|simply))\b"
    rf"|\b(?:{_NOT}|{_NOBODY})\s+(?:\w+\s+){{0,2}}(?:den\w+|{_UNTRUE}|refus\w+|fail\w*)\b",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(r"\W*(?:that|which|who|as|described|promised|claimed)\b", re.IGNORECASE)
_MARKS = ' \t"“‘«(['


def denied_beside(before: str, after: str) -> str:
    """Return the words by which an article denies what it quotes between two texts, or ""."""
    before = before.rstrip(_MARKS)
    found = None if _UNDECIDED.search(before) else _DENIED.search(before)
    if found and found["of_it"] and _OF_OTHERS.match(after):
        return ""
    found = found or _DENIED_AFTER.match(after)
    return next((said for said in found.groups() if said), "") if found else ""
