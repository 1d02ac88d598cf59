"""Who: the one who speaks, and the persons spoken of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from quotes.bilingual.alignments import FIRM, links
from quotes.bilingual.oppositions import Clash, clashes, contrast
from quotes.bilingual.passages import exchanged, inside
from quotes.languages.dictionary import renders
from quotes.languages.lexicon import akin
from quotes.languages.names import (
    another_person,
    another_surname,
    differently_named,
    named_in,
    own_words,
)
from quotes.languages.verbs import english, first_plural, first_singular, third_person
from quotes.languages.words import (
    addressed,
    first_texts,
    fold,
    keys,
    mid_capitals,
    occurrences,
    phrases,
    tokens,
)
from quotes.model import Case, Evidence, Span, check, worded


@check("D501", "wrong-speaker", "error", stands=0.75)
def wrong_speaker(case: Case) -> Iterator[Evidence]:
    """Somebody else speaks in the source than the article names.

    Why it matters: The words are right and the wrong person is held to them.

    Who speaks in the source is told by a turn's label ("DRA. QUINTERO:", "LUNA (concejal):", in
    captions too), by a voice of captions, by the line above a post, by a cue beside quotation marks
    ("dijo Quintero"), or by the front matter. A surname alone stands for the full name that the
    document gives with it; a caller who says “Soy Nidia Carrasco” is Nidia Carrasco.

    - Two full names without a word in common: an error. A title before a surname counts as a word.
    - A label of one surname, and a full name without it: a warning.
    - Where the words stand in quotation marks in the source, it is a warning: the source may quote
      somebody.
    - Where it is not sure whom the article names (under 95 %), or both have surnames alone, or the
      source has somebody without a name (“oyente”, “periodista”): a remark, which changes no
      verdict.
    - Roles alone ("ALCALDESA:"), bodies, initials, ordinary words and whoever speaks for the body
      that the source names: nothing is said.

    Drifts:
        (source: Rosalba Quintero; article: Hernán Castellar)
        -

    Clean:
        (source: Rosalba Quintero Vélez; article: Mayor Quintero)
        -
    """
    said, given = case.source_speaker, case.speaker
    if not (said and given):
        return
    if said.islower() and fold(said) in phrases("speech", "spanish.asking") and own_words(given):
        message = worded(
            "In the source “{said}” speaks, without a name; the article names {given}.",
            said=said,
            given=given,
        )
        yield Evidence(message, severity="info")
        return
    if not (another_person(said, given) or differently_named(said, given)):
        return
    if not _speaks_for(said, case):
        yield from _accused(case, said, given)


def _accused(case: Case, said: str, given: str) -> Iterator[Evidence]:
    """Yield that the source has `said` where the article names `given`, as gravely as is sure."""
    full = another_person(said, given)
    message = worded(
        "In the source {said} speaks; the article names {given}.", said=said, given=given
    )
    # Inside the marks of a source it is sure only where who speaks is named beside them.
    inside = _quoted_inside(case.before)
    before, after = case.before[-_AROUND:], case.after[:_AROUND]
    if not case.speaker_sure or not (full or (another_surname(said, given) and not inside)):
        yield Evidence(message, severity="info")
    elif not inside or named_in(said, f"{before} {after}"):
        sure = full and not case.word_for_word
        yield Evidence(message, severity=None if sure else "warning")
    elif not named_in(given, f"{before} {case.original} {after}"):
        yield Evidence(message, severity="warning")


def _speaks_for(said: str, case: Case) -> bool:
    """Return whether the article says that its speaker belongs to whom the source names.

    "Ana Ruiz, of Fenaltabaco": what a body posts is given to whoever speaks for it.
    """
    words = own_words(said)
    around = f"{case.nearby} {case.sentence or ''}"
    named = rf"\b(?:of|for|at|from|with)\s+(?:the\s+)?{re.escape(words[0])}\b" if words else "$^"
    return re.search(named, fold(around)) is not None


_AROUND = 80  # characters: farther from a quotation stands who says the next one


def _quoted_inside(before: str) -> bool:
    """Return whether the passage stands inside an open quotation of the source."""
    straight = before.rsplit("\n", 1)[-1].count('"') % 2 == 1
    return straight or any(before.rfind(a) > before.rfind(b) for a, b in ("«»", "“”"))


@check("D502", "wrong-person", "error")
def wrong_person(case: Case) -> Iterator[Evidence]:
    """I, we, you, he or they are exchanged.

    Why it matters: Spanish drops its pronouns: “quiere” is he, she or you (usted), never “I”.

    Drifts:
        Quiere que le devuelvan la finca.
        I want the farm back.

    Clean:
        Quiero que me devuelvan la finca.
        I want the farm back.
    """
    yield from exchanged(case, "wrong-person", worded("Another person"))
    shift = person_shift(case.original, case.quote)
    if shift and _quoted(case, shift.original) and not _told_of(case):
        yield Evidence(
            worded(
                "{reason} (original {said}, quotation {given}).",
                reason=shift.reason,
                said=first_texts(case.original, shift.original) or worded("none"),
                given=first_texts(case.quote, shift.quote) or worded("none"),
            ),
            shift.original,
            shift.quote,
        )


# They “do not know where they come from”, in the article's own words before the mark.
_OF_THEM = re.compile(r"\b(?:they|he|she|who)(?:['’](?:s|re|ve|d|ll))?\W*$", re.IGNORECASE)


def _told_of(case: Case) -> bool:
    """Return whether the article itself tells of them: what is quoted goes on in that person."""
    before, found, _ = (case.sentence or "").partition(case.quote)
    return bool(found) and _OF_THEM.search(before) is not None


def _quoted(case: Case, spans: tuple[Span, ...]) -> bool:
    """Return whether the words of the original lie in the stretch that the quotation renders."""
    return not spans or any(inside(case.original, case.quote, s, lead=True) for s in spans)


# --- A first person that only one of two texts has.


@dataclass(frozen=True, slots=True)
class PersonShift:
    """Why the person differs, and the words that show it."""

    reason: str
    original: tuple[Span, ...]
    quote: tuple[Span, ...]


@lru_cache(maxsize=512)
def person_shift(original: str, quote: str) -> PersonShift | None:
    """Return the shift of person between two texts, None where forms allow doubt."""
    _, maybe = first_singular(original)
    i, we, third = _pronouns(original, quote), english(quote, "we"), english(quote, "third")
    plural = () if _RECIPROCAL in keys(original) else first_plural(original)
    if i and not maybe and plural:
        return PersonShift(worded("The original says we; the quotation says I"), plural, i)
    other = third_person(original)
    if (
        _subjects(i, quote)
        and not maybe
        and not plural
        and not {_RECIPROCAL, "hay", "ojala"} & set(keys(original))
    ):
        return PersonShift(worded("The quotation says I; the original does not"), other, i)
    turned = (
        _addressed(original, quote)
        or _turned(original, quote)
        or _done_and_doer(original, quote)
        or _turned_round(original, quote)
        or _doer_and_done(original, quote)
        or _openings(original, quote)
    )
    if turned:
        return turned
    clear = _clear_verbs(original)
    if clear and third and not (i or we) and not _subjectless(quote, third):
        return PersonShift(worded("The original says I; the quotation does not"), clear, third)
    others = len(third) > len(_THEIRS.findall(original))
    told = we or i or english(quote, "you") or _GENERAL.search(quote)
    fragment = _subjectless(quote, third) and not _OF_US.search(original)
    if plural and others and not (told or fragment):
        return PersonShift(worded("The original says we; the quotation does not"), plural, third)
    return None


_OF_US = re.compile(r"\b(?:nosotr|nuestr)[oa]s?\b", re.IGNORECASE)
_OBJECTS = frozenset({"him", "her", "them", "his", "their", "theirs", "hers"})


def _subjectless(quote: str, third: tuple[Span, ...]) -> bool:
    """Return whether a fragment has no subject: "saw her leave" is what "la vi salir" says."""
    fragment = quote.lstrip(" \"'“‘(")[:1].islower()
    return fragment and all(span.of(quote).lower() in _OBJECTS for span in third)


# "Usted" as a subject: before a verb, not after a preposition ("a usted", "de ustedes").
_YOU = re.compile(
    r"(?<!\ba )(?<!\bde )(?<!\bcon )(?<!\bpara )(?<!\bpor )(?<!\bque )(?<!\ben )(?<!\bsobre )"
    r"(?<!se )\b(usted(?:es)?|vosotr[oa]s|tú|vos)\b",
    re.IGNORECASE,
)
_YOURS = re.compile(
    r"\b(?:you\w*|ya|u|thee|thou|thy|one|lets?|ladies|gentlemen|sir|madam|folks|guys|y['’]all)\b",
    re.IGNORECASE,
)
_THIRD = re.compile(r"\b(?:él|ell[oa]s?|dij\w+|dic\w+|pregunt\w+|respond\w+)\b", re.IGNORECASE)
_HE = re.compile(r"\b(?:he|she|they)\b", re.IGNORECASE)


def _addressed(original: str, quote: str) -> PersonShift | None:
    """Return "usted no contestó" given as "he did not answer": nobody is addressed there."""
    you, he = _YOU.search(original), _HE.search(quote)
    if not (you and he) or _YOURS.search(quote) or _THIRD.search(original):
        return None
    spans = (Span(*you.span(1)),), (Span(*he.span()),)
    return PersonShift(
        worded("The original addresses somebody; the quotation speaks of them"), *spans
    )


_THEIRS = re.compile(r"\b(?:sus?|suy[oa]s?|él|ell[oa]s?|les?)\b", re.IGNORECASE)
# Verbs of feeling and lack: "nos gusta" is what "we like".
_FELT = "parec|gust|encant|import|sorprend|falt|cost|qued|result|interes"
_TO_ME = re.compile(
    rf"\b(me|nos)\s+(?!{_FELT})"
    r"(\w{2,}(?:ó|aron|ieron)|dijo|dijeron|hizo|dio|dieron|pidió|trajo|puso)\b",
    re.IGNORECASE,
)
_I_THEM = re.compile(
    r"\b(I|we|We)\s+(?:had\s+|have\s+)?(\w+)\s+(?:(?:for|at|to|on|after|up|back)\s+)?"
    r"(him|her|them)\b"
)


def _turned(original: str, quote: str) -> PersonShift | None:
    """Return "me llamó" given as "I called him": the doer made the one it was done to."""
    done, does = _TO_ME.search(original), _I_THEM.search(quote)
    objects = occurrences(quote, "persons", "english.object")
    times = len(_TO_ME.findall(original))
    if not (done and does) or len(objects) >= times or _clear_verbs(original):
        return None
    if first_plural(original) and (times < _OFTEN or english(quote, "we")):
        return None
    reason = worded(
        "The original says what was done to the speaker, the quotation what the speaker did"
    )
    return PersonShift(reason, (Span(*done.span()),), (Span(*does.span()),))


def _done_and_doer(original: str, quote: str) -> PersonShift | None:
    """Return "nos deben" given as "we owe": doer and done-to exchanged, the verb the same.

    Not where a verb of feeling or lack has its English subject there ("nos gusta", "we like").
    """
    if first_plural(original) or _clear_verbs(original) or _US.search(quote):
        return None
    for done in _DONE_TO_US.finditer(original):
        for does in _WE_DO.finditer(quote):
            if renders(does[1], fold(done[1])):
                return _exchange(done, does)
    return None


def _exchange(original: re.Match[str], quote: re.Match[str]) -> PersonShift:
    """Return that doer and done-to are exchanged between two matches."""
    reason = worded("Who does it and to whom it is done have changed places")
    return PersonShift(reason, (Span(*original.span()),), (Span(*quote.span()),))


_DONE_TO_US = re.compile(
    r"(?<!\bse )\bnos\s+(?:ha[n]?\s+|había[n]?\s+|están?\s+|va[n]? a\s+)?"
    rf"(?!{_FELT}|agrad|cuest|preocup|duel|dol|alegr|molest|sobr|convien|conven|extrañ|fascin|aburr|bast"
    r"|recuerd|record|inspir|toc|pas|hac|hic|hiz|llam|ca[eyí]|da[n]?\b|di(?:o|eron)\b|sal|lleg|va\b|fue"
    r"|enter|sent|sient|ve[anr]?\b|hemos|hab[ríi]|est[aáu]|urg|alcanz)"
    r"(?!\w+mos\b)(\w{3,})",
    re.IGNORECASE,
)
_US = re.compile(r"\b(?:us|me|ourselves|myself)\b", re.IGNORECASE)
_WE_DO = re.compile(
    r"\bwe\s+(?:have\s+|had\s+|still\s+|are\s+going\s+to\s+|will\s+|(?:are|were)\s+(?=\w+ing\b))?"
    r"(\w{3,})\b(?!\s+(?:us|me|by)\b)",
    re.IGNORECASE,
)


def _turned_round(original: str, quote: str) -> PersonShift | None:
    """Return "el sargento le pegó al muchacho" given as "the young man hit the sergeant".

    Of 48,000 written renderings nine drifts and no faithful one, of 13,900 of drift2 none.
    """
    here, there = _DOES_TO.match(original), _ACTS_ON.match(quote)
    if not (here and there) or _NO_DEED.search(here["deed"]) or _NO_ACT.search(there["deed"]):
        return None
    doer, done_to = fold(here["one"]), fold(here["other"])
    first, second = there["one"], there["other"]
    if not (_names(first, done_to) and _names(second, doer)):
        return None
    if _names(first, doer) or _names(second, done_to) or keys(original).count(doer) > 1:
        return None
    deed, act = Span(*here.span("deed")), Span(*there.span("deed"))
    left, right = tokens(original), tokens(quote)
    same = (
        left[link.original].span.overlap(deed) and right[link.quote].span.overlap(act)
        for link in links(original, quote)
        if link.strength >= FIRM
    )
    return _exchange(here, there) if any(same) else None


def _doer_and_done(original: str, quote: str) -> PersonShift | None:
    """Return "le prestamos plata a la cooperativa" given as "the cooperative lent us money"."""
    if _OUR_DEED.search(quote) or _TO_US.search(original):
        return None
    for does in _WE_DO_TO.finditer(original):
        other, verb = fold(does["other"]), fold(does["deed"])
        for done in _DOES_TO_US.finditer(quote):
            act = fold(done["deed"])
            if _names(done["one"], other) and (renders(act, verb) or akin(act, verb)):
                return _exchange(does, done)
    return None


def _names(english: str, spanish: str) -> bool:
    """Return whether one of some English words is what a Spanish word (folded) says."""
    return any(akin(word, spanish) or renders(word, spanish) for word in fold(english).split())


_TO_OTHER = r"(?:al|a\s+(?:la|l[oa]s|una?|mis?|sus?|nuestr[oa]s?|es[eao]s?))\s+(?P<other>\w+)"
_DOES_TO = re.compile(
    r"\W*(?:el|la|l[oa]s|una?|mis?|sus?|nuestr[oa]s?|es[eao]s?)\s+(?P<one>\w+)"
    rf"(?P<deed>[^.;:,?!]{{1,40}}?)\s{_TO_OTHER}",
    re.IGNORECASE,
)
_ACTS_ON = re.compile(
    r"\W*(?:the|an?|my|his|her|their|our)\s+(?P<one>[\w-]+(?:\s[\w-]+)?)"
    r"(?P<deed>(?:\s[\w'’-]+){1,4}?)\s"
    r"(?:the|an?|my|his|her|their|our)\s+(?P<other>[\w-]+(?:\s[\w-]+)?)",
    re.IGNORECASE,
)
_WE_DO_TO = re.compile(
    rf"\b(?P<deed>\w{{2,}}(?:[aei]mos|é|í|o))\b[^.;:?!]{{0,40}}?\s{_TO_OTHER}",
    re.IGNORECASE,
)
_DOES_TO_US = re.compile(
    r"\b(?:the|an?|his|her|their|that)\s+(?P<one>[\w-]+(?:\s[\w-]+)?)\s(?P<deed>[\w'’]+)\s(?:us|me)\b",
    re.IGNORECASE,
)
_OUR_DEED = re.compile(r"\b(?:I|we|our)\b", re.IGNORECASE)
_TO_US = re.compile(r"\b(?:nos|me|mí)\b", re.IGNORECASE)
_NO_DEED = re.compile(r"\b(?:del?|con|para|por|gracias)\b", re.IGNORECASE)
_NO_ACT = re.compile(
    r"\b(?:by|of|from|with|is|are|was|were|be|been|being|got|ha[sd]|have|having|let|made?|make)\b",
    re.IGNORECASE,
)


# "La echaremos de menos" is "she will be missed", "cuando creemos" is "when people think".
_GENERAL = re.compile(
    r"\b(?:people|anyone|everyone|everybody|someone|humans|be \w+(?:ed|en|wn|ld))\b",
    re.IGNORECASE,
)
_OFTEN = 2  # times that something is done to the speaker: then no "we" beside it explains it

_OPENS = re.compile(r"(?:^|(?<=[.!?]))[\s«»\"“”'¿¡—-]*(\w+)")
_LIKED = re.compile(
    r"\s+(?:no\s+)?(?:me|nos)\s+(?:gust|agrad|encant|interes|import|parec|duel|dol|falt|convenc|molest"
    r"|preocup|recuerd|record|inspir|cae|cay|sorprend)\w*",
    re.IGNORECASE,
)
_DONE_TO = re.compile(
    r"(?:I|We) (?:was|were|am|are|have been|had been|got) \w+(?:ed|en|wn|ght|nt|ld)\b"
)
_NOT_ME = {"usted", "ustedes", "el", "ella", "ellos", "ellas"}


def _openings(original: str, quote: str) -> PersonShift | None:
    """Return "Usted estuvo" given as "I was", where sentence answers to sentence."""
    here, there = list(_OPENS.finditer(original)), list(_OPENS.finditer(quote))
    if len(here) != len(there):
        return None
    for one, other in zip(here, there, strict=True):
        pronoun = one.group(1).lower()
        accented = pronoun == "él" or (pronoun in _NOT_ME and pronoun != "el")
        liked = _LIKED.match(original, one.end(1))  # "Ella nos agrada": "We like her"
        done = _DONE_TO.match(quote, other.start(1))  # "Él se rió de mí": "I was laughed at"
        if accented and not (liked or done) and other.group(1) in {"I", "We"}:
            spans = (Span(*one.span(1)),), (Span(*other.span(1)),)
            return PersonShift(worded("Another person is spoken of"), *spans)
    return None


def _subjects(spans: tuple[Span, ...], quote: str) -> tuple[Span, ...]:
    """Return the words among `spans` that are subjects: I, I'm, I've; not "my" or "me"."""
    return tuple(span for span in spans if quote[span.start : span.end].startswith("I"))


_RECIPROCAL = "nos"  # "nos vemos" is "see you": rendered freely
_FILLER = re.compile(
    r"\bI(?: (?:mean|guess|suppose|wonder|must say|may say so|beg|repeat|say it|swear|might add)|"
    r"(?: am|['’]m) (?:sorry|afraid|saying so))\b|^\W*I do[.,!]|\bwhat I(?: am|['’]m) saying\b"
)
_NUMBERED = re.compile(
    r"\b(phase|type|part|stage|class|level|war|volume|act|grade)\s+I\b", re.IGNORECASE
)
_NUMERAL = re.compile(r"(?<=\s)I\b")  # in Spanish: "angiotensina I", "fase I"


def _pronouns(original: str, quote: str) -> tuple[Span, ...]:
    """Return the words for I and me; the numeral I after "phase" or a name is none."""
    if _NUMERAL.search(original):
        return ()
    numerals = [Span(*found.span()) for p in (_NUMBERED, _FILLER) for found in p.finditer(quote)]
    return tuple(s for s in english(quote, "i") if not any(s.overlap(n) for n in numerals))


def _clear_verbs(original: str) -> tuple[Span, ...]:
    """Return verbs that can only be "I": "creo", and not "creó", which is another verb."""
    spans = occurrences(original, "persons", "spanish.i_verbs")
    return tuple(span for span in spans if not span.of(original).endswith(("ó", "Ó")))


@check("D503", "changed-gender", "error")
def changed_gender(case: Case) -> Iterator[Evidence]:
    """A person’s gender is changed.

    Why it matters: She becomes he: the quotation is about somebody else.

    Drifts:
        Ella firmó el acta en mi despacho.
        He signed the minutes in my office.

    Clean:
        Mi hermana vive en Sabanalta.
        My sister lives in Sabanalta.
    """
    for clash in gender_clashes(case.original, case.quote):
        yield contrast(case, worded("Another gender"), clash.original, clash.quote)


# --- Clashes of gender that are about one person.
#
# Where the quotation shows its gender by pronouns alone, a noun of the other gender in the
# original is often somebody else: "su amiga" beside "he", "el director" beside "she". Such a
# noun tells something only if it says who the subject is: "fue profesora" given as "he was".

_PRONOUNS = frozenset(
    "he she him her his hers himself herself he's she's he'd she'd he'll she'll".split()  # noqa: SIM905
)
_SHE = frozenset({"ella", "ellas"})
_AFTER_PREPOSITION = re.compile(r"\b(?:en|de|con|por|sobre|para|a|sin|tras|entre)\s+$", re.I)
_HE_SAID = re.compile(r"\bél\b", re.IGNORECASE)  # whom "he" renders, whoever "la hermana" is
_THING = frozenset({"it", "its", "them", "this", "that"})
_OTHER = re.compile(
    r"\b(?:(?:su|sus|mi|mis|tu|nuestr[oa]s?|cuy[oa]s?|cada|ningún|otr[oa])|"
    r"(?:a|al|con|del|de|para|por)(?:\s+(?:el|la|los|las|un|una|su|sus))?)\s+(?:\w+\s+)?$",
    re.I,
)
_SUBJECT = re.compile(  # a predicate, or what opens a sentence
    r"(?:\b(?:es|era|fue|ser|sido|siendo|será|como|soy|hizo|convirtió en)\s+(?:(?:el|un)\s+)?|"
    r"(?:^|[.!?]\s+|[«“\"¿¡])(?:el|un|los|dijo el|dice el)\s+)(?:\w+\s+)?$",
    re.I,
)
_NEAR = 0.3  # of the length of a text: further away it is about somebody else
_LOOK = 60  # characters before a word that are looked at
_BESIDE = 40  # characters that are always near
_CUFFS = re.compile(r"\b(?:hand)?cuff", re.I)


def gender_clashes(original: str, quote: str) -> Iterator[Clash]:
    """Yield the clashes of `data/genders.toml` that are about one person."""
    for clash in clashes(original, quote, "genders"):
        shown = [
            s for s in clash.original if not (_cuffs(original, quote, s) or addressed(original, s))
        ]
        given = [span.of(quote).lower().replace("’", "'") for span in clash.quote]
        if all(word in _PRONOUNS for word in given):
            if _HE_SAID.search(original) and not any("sh" in it or "her" in it for it in given):
                continue
            shown = [s for s in shown if _tells(original, quote, s, clash.quote)]
        if shown:
            yield replace(clash, original=tuple(shown))


def _cuffs(original: str, quote: str, span: Span) -> bool:
    """Return whether "esposas" are handcuffs."""
    return fold(span.of(original)) == "esposas" and bool(_CUFFS.search(quote))


def _tells(original: str, quote: str, span: Span, pronouns: tuple[Span, ...]) -> bool:
    """Return whether a Spanish word tells the gender of the person a pronoun stands for."""
    word = fold(span.of(original))
    before = original[max(0, span.start - _LOOK) : span.start]
    if word in _SHE:
        thing = _AFTER_PREPOSITION.search(before) and _THING & set(keys(quote))
        return not thing
    if span.start in mid_capitals(original) or word.endswith("s") or _OTHER.search(before):
        return False
    masculine = span in occurrences(original, "genders", "gender.es_right")
    if masculine and not _SUBJECT.search(before):
        return False
    scale = len(original) / len(quote)
    far = max(_NEAR * len(original), _BESIDE)
    return any(abs(span.start - pronoun.start * scale) <= far for pronoun in pronouns)
