"""What a passage needs for its sense beyond the words quoted, and what of it is only context.

A newsroom quotes "could hold out for a draw"; "aguantar el empate" alone would not say that they
could *not*: what decides stands in the verbs before ("no nos podíamos meter atrás a aguantar el
empate"), in a hedge ("dicen que no tenían ni idea"), in a bound ("al principio") or in a
condition after it ("…, siempre y cuando llueva"). What the article says in its own words beside
the quotation is context, and no part of the passage.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from quotes.bilingual.governing import lost_governors
from quotes.languages.verbs import english_tense, first_plural, spanish_tense
from quotes.languages.words import fold, phrases
from quotes.model import Case, Span
from quotes.originals.boundaries import clause_before, word_before
from quotes.originals.segments import Segment
from quotes.originals.word_overlap import Matcher, function_words

_BACK = 9  # words before a passage in which its verb stands
_OPENING = 3  # words of a passage of which one is its infinitive, participle or gerund
_VERBS = 4  # words of a passage of which one is its finite verb
_NEAR = 3  # and where the passage begins with no infinitive
_WORD = re.compile(r"\d[\d.,]*\d|\w+")
_ENGLISH = re.compile(r"\w+(?:['’]\w+)?")
_NON_FINITE = re.compile(
    r"\w{2,}[aeiáéí]r(?:se|me|nos|te)?(?:l[aeo]s?)?|\w{2,}(?:[aií]d[oa]s?|iendo|ando|yendo)"
)
_CLAUSE = re.compile(r"[^\W_](?:[^,.;:!?()\[\]…¿¡«»“”\"—–\n]|(?<=\d)[.,](?=\d))*(?<![\W_])")
_RELATIVE = re.compile(r",\s+(?=(?:que|quien(?:es)?|l[oa]s? cual(?:es)?)\b)", re.IGNORECASE)
_LITTLE = 4  # words after "no me consta"
_PAUSES = ("", ",", ";", ":")  # between a passage and a reservation
_HEAD = re.compile(
    r"(?:\A|[,.;:!?()\[\]…¿¡«»“”\"—–\n])\s*(?:(?:pero|y|ahora|entonces|que)\s+)?"
    r"(?P<said>\w[^.;:!?()\[\]…¿¡«»“”\"—–\n]*)\Z",
    re.IGNORECASE,
)
_LONGEST_TAIL = 16  # words
_HEDGE = re.compile(r"(?<![\w,] )\b(?P<said>\w+(?: \w+){1,3}),\s+\Z")
_STOP = re.compile(r"[,;:.!?()…«»“”\"—]")
_OWN, _OTHERS = 0.12, 0.3  # cells from which a word renders the segment, and its surroundings
_NOT_FINITE = frozenset({"sido", "para"})


def with_verb_group(
    found: Span, quotation: str, sentence: str | None, text: str, bounds: Span
) -> Span:
    """Return `found` grown to the verb group and hedge before it (`text` as `plain` returns it).

    Back to the finite verb only where the quotation begins with one that the passage lacks, or
    goes on after one of the English `sentence` (would “honour …”): "to look them in the eye" is an
    infinitive on both sides. Or where it is a whole sentence: of “We will sell the mill” the place
    "la venta del molino" lacks what is done ("estudiamos la venta del molino").
    """
    quoted = found
    found = _with_governor(found, quotation, sentence, text, bounds)
    found = _with_hedging_clause(found, text, bounds)
    clause = clause_before(found.start, text, bounds.start)
    words = list(_WORD.finditer(clause))[-_BACK:]
    before = [word.group().lower() for word in words]
    own = [word.group().lower() for word in _WORD.finditer(text, found.start, found.end)]
    first = len(before)
    if own and (begins_with_verb(quotation) or _follows_modal(quotation, sentence)):
        first = _finite_before(before, own)
    elif _states(quotation) and "que" not in before and not _has_verb(found.of(text)):
        first = max((at for at, word in enumerate(before) if is_finite(word)), default=first)
    keys = [fold(word) for word in before]
    first = _hedged([*keys, *map(fold, own)], _with_pronouns(keys, first))
    if first == len(words) and found == quoted:
        return found
    first -= first > 0 and keys[first - 1] in phrases("edges", "spanish.subjects")
    if first == len(words):
        return found
    return Span(found.start - len(clause) + words[first].start(), found.end)


def _with_governor(
    found: Span, quotation: str, sentence: str | None, text: str, bounds: Span
) -> Span:
    """Return `found` with the words before it that govern it and that nothing in English keeps.

    "Aspiramos a que ningún estudiante pague" for "no student will pay".
    """
    before = text[bounds.start : found.start]
    lost = lost_governors(Case(found.of(text), quotation, before=before, sentence=sentence))
    first = min((one.start for one in lost if one.firm), default=0)
    return Span(max(bounds.start, found.start + min(first, 0)), found.end)


def _with_hedging_clause(found: Span, text: str, bounds: Span) -> Span:
    """Return `found` with the hedge that a comma parts from it ("Que yo sepa, nadie pagó")."""
    hedge = _HEDGE.search(text, bounds.start, found.start)
    if hedge is None or hedge.end() != found.start:
        return found
    keys = " ".join(fold(word) for word in _WORD.findall(hedge["said"]))
    hedged = keys in phrases("edges", "spanish.hedges_before")
    return Span(hedge.start("said"), found.end) if hedged else found


def with_condition(
    found: Span, quotation: str, sentence: str | None, text: str, bounds: Span, *, last: bool
) -> Span:
    """Return `found` with the reservations before it and after it in its sentence.

    Not where the English says one, in the quotation or beside it. After it only the `last` segment
    of a quotation has one, and without a comma only where the passage has a verb that it could
    bound.
    """
    before, quoted, behind = (
        [fold(one) for one in _ENGLISH.findall(side)] for side in _sides(quotation, sentence)
    )
    english, contrasts = (phrases("edges", f"english.{kind}") for kind in ("bounds", "conditions"))
    if english.intersection(before):
        return found
    told = english.intersection([*quoted, *behind])
    start = found.start if told else _with_condition_before(found, text, bounds)
    bounded = not last or told or contrasts.intersection([*quoted, *behind[:1]])
    end = found.end if bounded else _with_reservation_after(found, text, bounds.end)
    return Span(start, end)


def _sides(quotation: str, sentence: str | None) -> tuple[str, str, str]:
    """Return an English sentence before its quotation, the quotation, and the sentence after it."""
    at = (sentence or "").find(quotation[:30])
    if sentence is None or at < 0:
        return "", quotation, ""
    return sentence[:at], quotation, sentence[at + len(quotation) :]


def _with_condition_before(found: Span, text: str, bounds: Span) -> int:
    """Return where the clause begins that makes a passage conditional ("Si llueve, …").

    Also where the passage begins inside it ("si tienen paciencia y | tienen suerte, lo ven").
    """
    before = text[bounds.start : found.start]
    if not before.rstrip().endswith(",") and "," not in found.of(text):
        return found.start
    for at in (0, *(comma.start() for comma in re.finditer(",", before))):
        head = _HEAD.search(before, at)
        if head and _is_condition(head["said"]):
            return bounds.start + head.start("said")
    return found.start


def _with_reservation_after(found: Span, text: str, end: int) -> int:
    """Return where the reservation ends that follows a passage in its sentence (up to `end`).

    Behind the rest of its clause, maybe, or words without a verb ("se van, todos, si pagan"): one
    behind another statement bounds that ("; son seis horas, si no llueve"), and one behind "que"
    what comes next.
    """
    passage = found.of(text)
    if not passage[-1:].isalnum():
        return found.end
    at = found.end
    for clause in _CLAUSE.finditer(text, at, end):
        pause, said = text[at : clause.start()].strip(), clause.group()
        if pause not in _PAUSES or (not pause and at > found.end) or said.endswith(" que"):
            break
        at = clause.end()
        if _is_reservation(said) and (pause or _has_verb(passage)):
            return _with_relative(at, text, end)
        if pause == ";" or _has_verb(said):
            break
    return found.end


def _with_relative(at: int, text: str, end: int) -> int:
    """Return where the relative clause after a place ends ("si me dejan, que no me dejan")."""
    relative = _RELATIVE.match(text, at, end)
    clause = _CLAUSE.match(text, relative.end(), end) if relative else None
    return clause.end() if clause else at


def _has_verb(text: str) -> bool:
    return any(is_finite(word.lower()) for word in _WORD.findall(text))


def _is_reservation(clause: str) -> bool:
    """Return whether a clause after another bounds that, or leaves it open.

    What its speaker does not vouch for is what was said only where little more comes ("pero no lo
    sé"): "y no digo que todos sepan nadar" is another statement.
    """
    words = [fold(word) for word in _WORD.findall(clause)]
    keys = " ".join(words) + " "
    limits = phrases("edges", "spanish.limits")
    if _is_condition(clause) or any(keys.startswith(f"{one} ") for one in limits):
        return True
    if words[0] not in phrases("edges", "spanish.reserving"):
        return False
    if any(f" {one} " in f" {keys}" for one in phrases("edges", "spanish.doubts_after")):
        return True
    return any(
        len(keys[found.end() :].split()) <= _LITTLE
        for one in phrases("truncations", "disowned")
        for found in re.finditer(rf"\b{one}\b", keys)
    )


def _is_condition(clause: str) -> bool:
    """Return whether a clause of no great length begins as a condition or limit does."""
    words = [fold(word) for word in _WORD.findall(clause)]
    conditions = phrases("edges", "spanish.conditions")
    keys = " ".join(words) + " "
    return len(words) <= _LONGEST_TAIL and any(keys.startswith(f"{one} ") for one in conditions)


def without_subject(found: Span, segment: Segment, text: str) -> Span:
    """Return `found` less the subject of its verb, where the article says that in its own words.

    The pump “had been broken for weeks” is "llevaba semanas dañada", not "La bomba llevaba …". Only
    before the first finite verb of a quotation that begins with one, where nothing of the
    quotation is rendered, the words around it are or it is a phrase (cut, maybe: "en la
    *visita no encontró*"), and no word decides.
    """
    around = segment.sentence_matcher
    if around is None or not begins_with_verb(segment.text):
        return found
    words = list(_WORD.finditer(text, found.start, found.end))
    keys = [fold(word.group()) for word in words]
    verbs = [at for at, word in enumerate(words) if is_finite(word.group().lower())]
    articles = phrases("edges", "spanish.articles")
    own = rendered(segment.matcher, keys, frozenset())
    other = rendered(around, keys, frozenset(segment.matcher.rows))
    theirs = np.flatnonzero((other >= _OTHERS) & (own < _OWN))
    announced = word_before(text, found.start)
    cut = bool(announced and fold(announced[1]) in phrases("edges", "spanish.announcing"))
    deciders = phrases("edges", "spanish.deciders")
    for verb in verbs:
        if own[:verb].max(initial=0.0) >= _OWN:
            break
        first = _with_pronouns(keys, verb)
        while first and keys[first - 1] in deciders:
            first -= 1
        noun = first > 0 and keys[first - 1] not in function_words()
        bare = noun and (cut or keys[0] in articles)
        if (theirs < verb).any() or (bare and 2 * (len(keys) - verb) >= len(segment.matcher.rows)):
            left_out = text[found.start : words[first].start()]
            if _STOP.search(left_out) or deciders.intersection(keys[:first]):
                break
            return Span(words[first].start(), found.end)
    return found


def rendered(english: Matcher, keys: Sequence[str], but: frozenset[str]) -> NDArray[np.float32]:
    """Return how surely each Spanish word renders a content word of a matcher that is not `but`."""
    kept = np.array([row not in but for row in english.rows]) * english.content
    cells = english.table(keys) * kept[:, None]
    return np.asarray(cells.max(axis=0), dtype=np.float32)


def begins_with_verb(quotation: str) -> bool:
    """Return whether a fragment begins with a finite verb ("will lift it"), so with no subject."""
    first = _ENGLISH.search(quotation)
    if first is None or first.group()[0].isupper():
        return False
    finite = phrases("edges", "english.modals") | phrases("edges", "english.auxiliaries")
    if fold(first.group()) in finite - {"being", "been", "be"}:
        return True
    return any(
        span.start == first.start()
        for tense in ("past", "present", "future")
        for span in english_tense(quotation, tense)
    )


def is_finite(word: str) -> bool:
    """Return whether a Spanish word is a finite verb, as far as its form says so."""
    key = fold(word)
    if word == "esta" or key in _NOT_FINITE:
        return False
    if key in phrases("edges", "spanish.modals") | phrases("edges", "spanish.auxiliaries"):
        return True
    if key in phrases("function_words", "spanish"):
        return False
    tenses = ("past", "present", "future")
    return bool(first_plural(word) or any(spanish_tense(word, tense) for tense in tenses))


def _states(quotation: str) -> bool:
    """Return whether a quotation is a whole statement: it begins large and has a verb."""
    opening = next((letter for letter in quotation if letter.isalnum()), "")
    words = {fold(one) for one in _ENGLISH.findall(quotation)}
    finite = phrases("edges", "english.modals") | phrases("edges", "english.auxiliaries")
    return opening.isupper() and not words.isdisjoint(finite)


def _follows_modal(quotation: str, sentence: str | None) -> bool:
    """Return whether a quotation goes on after a modal of the article (would “honour …”)."""
    at = (sentence or "").find(quotation)
    before = _ENGLISH.findall((sentence or "")[: max(0, at)])[-1:]
    opening = _ENGLISH.findall(quotation)[:1]
    if not before or not opening or fold(opening[0]) in function_words():
        return False
    return fold(before[0]) in phrases("edges", "english.modals")


def _finite_before(before: Sequence[str], own: Sequence[str]) -> int:
    """Return where the finite verb stands that a passage with the words `own` lacks, or the end.

    In front of a relative clause that is the one before it: "hará lo que pueda por cumplir".
    """
    opens = any(map(_NON_FINITE.fullmatch, own[:_OPENING]))
    if not _NON_FINITE.fullmatch(own[0]) and any(map(is_finite, own[:_VERBS])):
        return len(before)
    nearest = len(before)
    for at in list(range(len(before)))[::-1][: _BACK if opens else _NEAR]:
        if is_finite(before[at]):
            first = _with_pronouns([fold(word) for word in before], at)
            if not first or before[first - 1] != "que":
                return at
            nearest = at if nearest == len(before) else nearest
    return nearest


def _with_pronouns(keys: Sequence[str], first: int) -> int:
    """Return `first` moved before the pronouns that lean on a verb ("se les")."""
    while first and keys[first - 1] in phrases("edges", "spanish.clitics"):
        first -= 1
    return first


def _hedged(keys: Sequence[str], first: int) -> int:
    """Return `first` moved before the hedge or bound next to it ("dicen que", "al principio").

    Also where it stands inside one ("que yo | sepa").
    """
    hedges = phrases("edges", "spanish.hedges_before")
    between = phrases("edges", "spanish.between")
    for at in range(min(first + 3, len(keys)), max(-1, first - 4), -1):
        for start in range(max(0, at - 4), min(at - 1, first)):
            if " ".join(keys[start:at]) in hedges:
                return start
        if at == 0 or (at <= first and keys[at - 1] not in between):
            break
    return first
