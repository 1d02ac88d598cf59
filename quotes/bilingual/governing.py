"""Words that govern a statement and that nothing in the English keeps: tried, asked for, heard.

Whoever says “procuraremos decidir” has not said “we will decide”, and who “asked that there be a
vote” has not announced one. The expressions and the words that keep them are in
`data/governing.toml`, in classes. Often a quotation begins after the words that govern it, so they
are looked for in the same sentence of the source before the passage too, and what keeps them in the
reporter's own words around the quotation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from quotes.bilingual.alignments import links
from quotes.bilingual.passages import sentence_before, whole
from quotes.languages.verbs import english_tense, holds_verb
from quotes.languages.words import has_ellipsis, phrases, tokens, vocabulary
from quotes.model import Case, Span


@dataclass(frozen=True, slots=True)
class Governor:
    """Words that govern what is quoted.

    `kind` is their class; `span` where they stand in the original, None where they stand before
    the passage; `start` where they begin, counted from the start of the passage, below 0 before it;
    `firm`: of a class that is nearly always missed where nothing keeps it.
    """

    words: str
    kind: str
    span: Span | None
    start: int
    firm: bool


def lost_governors(case: Case) -> tuple[Governor, ...]:
    """Return the governing words of a passage that neither quotation nor reporter keeps."""
    return _lost(case.original, case.quote, case.before, case.sentence)


@lru_cache(maxsize=512)
def _lost(original: str, quote: str, before: str, sentence: str | None) -> tuple[Governor, ...]:
    lead = sentence_before(before)
    around = (sentence or "").replace(quote, _HERE)
    if has_ellipsis(quote) or not asserts(quote, around.partition(_HERE)[0]):
        return ()
    return tuple(
        governor
        for kind in _kinds()
        if (governor := _governing(kind, lead, original, quote, stands=bool(around)))
        if not _kept(kind, "english").search(quote) and not _reported(kind, around)
    )


_KINDS, _HERE = "governing", "\0"


@cache
def _kinds() -> tuple[str, ...]:
    return tuple(name for name in vocabulary(_KINDS) if name not in ("verbs", "reporters"))


def _governing(kind: str, lead: str, original: str, quote: str, *, stands: bool) -> Governor | None:
    """Return the expression of a class that governs what is quoted, None where there is none.

    Before the passage only where the quotation `stands` in a sentence that is known, or opens one.
    """
    text, at = lead + original, len(lead)
    for found in _expressions(kind).finditer(text):
        clause = _clause(text, found.end())
        if clause.end <= at or _unless(kind).search(text[: found.start()]):
            continue
        if not _renders(original, quote, Span(clause.start - at, clause.end - at)):
            continue
        here = Span(found.start() - at, found.end() - at)
        if here.end > 0 or stands or quote.lstrip(_OPENING)[:1].isupper():
            firm = bool(vocabulary(_KINDS)[kind].get("firm"))
            inside = here if here.start >= 0 else None
            return Governor(found.group().strip(), kind, inside, here.start, firm)
    return None


def _renders(original: str, quote: str, clause: Span) -> bool:
    """Return whether a clause is quoted: the passage is, or a word of the clause."""
    if _WHOLLY * len(original) <= len(quote):
        return True
    return any(clause.start <= span.start < clause.end for span in _rendered(original, quote))


_WHOLLY = 0.7  # of the passage's length: a quotation as long renders all of it


@lru_cache(maxsize=512)
def _rendered(original: str, quote: str) -> tuple[Span, ...]:
    """Return the content words of the original that a word of the quotation renders."""
    words, stop = tokens(original), phrases("function_words", "spanish")
    return tuple(
        words[one.original].span
        for one in links(original, quote)
        if one.strength >= _SURE and words[one.original].key not in stop
    )


_SURE = 0.1  # weaker links are found between any two sentences


def _clause(text: str, start: int) -> Span:
    """Return the clause that begins at `start`: what an expression before it governs."""
    ends = [found.start() for found in _OTHER.finditer(text, start) if found.start() > start + 1]
    return Span(start, ends[0] if ends else len(text))


_OTHER = re.compile(
    r"[,:;.!?—–)»”]|\b(?:y|e|o|ni|pero|porque|cuando|aunque|si|que|quien\w*|como|donde|mientras)\b",
    re.IGNORECASE,
)
_OPENING = "“\"'‘«( "


def _reported(kind: str, around: str) -> bool:
    """Return whether the reporter's own words around the quotation keep a class."""
    kept = _kept(kind, "around").finditer(around)
    return any(not _reporting().fullmatch(found.group()) for found in kept)


@cache
def _reporting() -> re.Pattern[str]:
    """Return the pattern of words that any report has: "said", "would"."""
    return _words(str(vocabulary(_KINDS)["reporters"]["english"]))


# --- Whether a quotation asserts something.


def asserts(quote: str, before: str) -> bool:
    """Return whether a quotation is a statement, with the reporter's words `before` it."""
    opening = quote.lstrip(_OPENING)
    if opening[:1].isupper():
        return holds_verb(quote) or (whole(quote) and bool(_NAMED.match(opening)))
    if _STATES.match(opening) or _AUXILIARY.search(before):
        return True
    past = english_tense(quote, "past")
    return bool(_SUBJECT.search(before)) and any(s.start == quote.find(opening) for s in past)


_FINITE = (
    r"(?:(?:will|shall|is|are|was|were|am|has|have|had|does|do|did|can|could|would|must|should|may|might|"
    r"cannot)|\w+['’](?:s|re|ve|ll|d|m|t))"
)
_STATES = re.compile(
    r"(?:(?!(?:who\w*|which|that|what|where|when|how|why|to|without|before|after|because|if|as)\b)"
    rf"[\w-]+ ){{0,5}}?{_FINITE}(?!\w)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:The|An?|Our|Their|His|Her|My|Your|This|That|These|Those|All|Every|Each|No)\b"
)
_SUBJECT = re.compile(
    r"(?:\b(?:I|we|he|she|they|it|who|that|and)|[A-Z][\w'’-]+|(?:[Tt]he|his|her|their|its) \w+)"
    r"[\s\"“'‘]*$"
)
_AUXILIARY = re.compile(rf"(?<!\w){_FINITE}(?: (?:also|not|never))?[\s\"“'‘]*$", re.IGNORECASE)


# --- The notation of the vocabulary as patterns.

_ENDINGS = (
    "|o|as?|amos|á|an|es?|emos|en|imos|é|í|ió|ó|iste|aste|aron|ieron|eron|yeron|[aá]b[ae]\\w{0,4}"
    "|[aei]r(?:se|l[aoe]s?|nos|me|te)?|[aei]?r?(?:é|ás|án|á|emos|ía(?:s|n|mos)?)"
    "|(?:a|ie|e|ye)r[ae]n?|(?:á|ié|é)ramos|(?:a|ie)sen?|(?:a|ie|ye)ndo(?:se|l[aoe]s?|nos|me|te)?"
    "|[ai]d[oa]s?"
)
_INFINITIVE = r"(?=(?:no |ya |ir )?\w*[aeií]r(?:se|[nm]?os|(?:se|me|te)?l[aoe]s?|me|te)?\b)"
_THAT = (
    r"(?:,[^,.;:]{1,40},| (?:también|además|hoy|ayer|mañana|siempre|es)"
    r"| (?:al|a|ante|en|por|con) (?:\w+ ){0,2}?(?!(?:el|la|l[oa]s|una?)\b)\w+)? que"
)
_AFTER_NOUNS = r"(?<!\bel )(?<!\bla )(?<!\blos )(?<!\blas )(?<!\bun )(?<!\bdel )(?<!\bsu )"


@cache
def _expressions(kind: str) -> re.Pattern[str]:
    """Return the pattern of a class: any of its Spanish expressions."""
    told = _entries(str(vocabulary(_KINDS)[kind]["spanish"]))
    return re.compile(rf"{_AFTER_NOUNS}\b(?:{'|'.join(map(_expression, told))})", re.IGNORECASE)


def _expression(entry: str) -> str:
    """Return an expression as a pattern."""
    infinitive = entry.endswith(" INF")
    entry = entry.removesuffix(" INF").replace(" QUE", "\0")
    written = re.sub(r"<(\w+)>", lambda found: _forms(found.group(1)), re.escape(entry))
    written = written.replace(r"\ ", " ").replace(" ", r"\s+").replace("\0", _THAT)
    written = written.replace("\\\x00", _THAT)
    return rf"{written}\b" + (rf"\s+{_INFINITIVE}" if infinitive else "")


@cache
def _forms(verb: str) -> str:
    stems = "|".join(_entries(str(vocabulary(_KINDS)["verbs"][verb])))
    return rf"(?:{stems})(?:{_ENDINGS})"


@cache
def _unless(kind: str) -> re.Pattern[str]:
    words = _entries(str(vocabulary(_KINDS)[kind].get("unless", "si")))
    written = rf"\b(?:{'|'.join(words)})\s+(?:(?:me|te|se|les?|nos|l[oa]s?)\s+)?$"
    return re.compile(written if words else r"(?!)", re.IGNORECASE)


@cache
def _kept(kind: str, side: str) -> re.Pattern[str]:
    """Return the pattern of the English words that keep a class."""
    entry = vocabulary(_KINDS)[kind]
    return _words(str(entry.get(side) or entry["english"]))


def _words(listed: str) -> re.Pattern[str]:
    written = [
        re.escape(word).replace(r"\*", r"\w*").replace("'", "['’]") for word in _entries(listed)
    ]
    return re.compile(r"(?<!\w)(?:" + "|".join(written) + r")(?!\w)", re.IGNORECASE)


def _entries(text: str) -> list[str]:
    return [word for part in re.split(r"[,\n]", text) if (word := part.strip())]
