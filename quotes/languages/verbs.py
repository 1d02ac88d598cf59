"""What the forms of verbs tell in Spanish and English: past, present or future, and who speaks.

Certainty before coverage: a Spanish text is called future only by endings in -rá(n),
-ré, -remos and "va a"; past only by preterites, imperfects and compound forms.

Persons are the first, singular and plural. Spanish drops its pronouns: the verb's ending tells
the person, and "quiere" may be he, she, you (usted) or it. Without a parser the rules ask for
certainty: an English "I" is unsupported only if no Spanish word could be a first person singular.
"""

from __future__ import annotations

import re
from functools import lru_cache

from quotes.languages.dictionary import entries_at
from quotes.languages.lexicon import back_translations
from quotes.languages.words import Token, fold, mid_capitals, occurrences, phrases, tokens
from quotes.model import Span

_ES_PAST = re.compile(
    r"\w{2,}([aei]ó|[^aeiou\W]ó|aron|ieron|yeron|jeron|aba|aban|ábamos|ían|ía|aste|iste)$"
)
_ES_FUTURE = re.compile(r"\w{2,}(rá|rán|ré|rás|remos|ría|rían|ríamos)$")
_ES_SIMPLE_FUTURE = re.compile(r"\w{2,}(rá|rán|ré|remos)$")
_ES_GOING = re.compile(
    r"\b(voy|vas|va|vamos|van)\s+a\s+(\w+[aei]r)(?:se|lo|la|los|las|le|les|nos|me)?\b",
    re.IGNORECASE,
)
_ES_CONDITIONAL = re.compile(r"\w+(?:[aei]r|[nl]dr|br|podr|har|dir)ía(?:n|mos)?$")
_NO_VERBS = frozenset({"mar", "lugar", "hogar", "bar", "par", "azar", "ayer", "taller", "lunar"})
_ES_SUBJUNCTIVE = re.compile(r"\w{2,}(ara|aran|iera|ieran|ase|iese)$")


@lru_cache(maxsize=512)
def spanish_tense(text: str, tense: str) -> tuple[Span, ...]:
    """Return the words of a Spanish text that are "past", "present" or "future" forms."""
    listed = occurrences(text, "tenses", f"spanish.{tense}")
    if tense == "present":
        return listed
    ended = _ending(text, _ES_PAST if tense == "past" else _ES_FUTURE)
    if tense == "past":
        ended = tuple(span for span in ended if not _noun_ia(span.of(text)))
        listed = tuple(span for span in listed if not _WINE.search(text[: span.end]))
    if tense == "future":
        ended = tuple(span for span in ended if not _preterite(span.of(text)))
    return tuple(sorted((*listed, *ended)))


# "el vino", "vino tinto o blanco"
_WINE = re.compile(
    r"\b(?:el|un|del|de|su|este|ese|buen|con|copa|botella|o|y)\s+vino$", re.IGNORECASE
)


def _noun_ia(word: str) -> bool:
    """Return whether a word in -ía is no imperfect: "policía", "todavía"; nor is "acaba" one."""
    lower = word.lower()
    if lower in _NOT_PAST:
        return True
    root = re.sub(r"ían?$", "", lower)
    if root == lower:
        return False
    return not any(back_translations(fold(root + ending)) for ending in ("er", "ir"))


_NOT_PAST = frozenset({"acaba", "acaban", "graba", "graban", "traba", "traban", "sílaba"})


_IRREGULAR = re.compile(r"(?:ha|di|que|sab|hab|pod|cab|ten|ven|pon|sal|val|ser|ir)(?:r|dr)é$")


def _preterite(word: str) -> bool:
    """Return whether a word in -ré is a past "I" of a verb in -rar: "compré", "miré", "lloré".

    A future keeps its infinitive whole ("compraré"); "preparé" is told by the lexicon, "enteré"
    by the dictionary.
    """
    lower = word.lower()
    if not lower.endswith("ré") or _IRREGULAR.search(lower):
        return False
    verb = f"{lower[:-1]}ar"
    known = bool(back_translations(verb) or entries_at((verb,))[1])
    return known or not lower.endswith(("aré", "eré", "iré"))


def spanish_future_verbs(text: str) -> tuple[Span, ...]:
    """Return the verbs that can only be future: -rá(n), -ré, -remos, and "va a" + infinitive."""
    going = tuple(
        Span(*found.span()) for found in _ES_GOING.finditer(text) if found.group(2) not in _NO_VERBS
    )
    simple = _ending(text, _ES_SIMPLE_FUTURE)
    kept = (
        s for s in simple if not _preterite(s.of(text)) and not _CONJECTURE.match(text, s.start)
    )
    return tuple(sorted((*kept, *going)))


# "Le habrá costado", "¿dónde habré dejado …?": a guess about the past, not a future.
_CONJECTURE = re.compile(
    r"habr(?:á|án|é|emos|ás)\s+(?:\w+\s+)?\w+(?:[ai]d[oa]|cho|sto|rto)\b", re.I
)


def conditionals(text: str) -> tuple[Span, ...]:
    """Return the conditionals of a Spanish text: "lo pensaría"; not the imperfect "quería"."""
    other = phrases("tenses", "spanish.not_conditional")
    found = _ending(text, _ES_CONDITIONAL)
    return tuple(
        span
        for span in found
        if fold(span.of(text)) not in other and _conditional(span.of(text).lower())
    )


_STEM = re.compile(r"([aei]r|[nl]dr|br|podr|har|dir)ía(?:n|mos)?$")


def _conditional(word: str) -> bool:
    """Return whether a word in -ría is a verb: "pagaría" of "pagar", not "librería" or "varía"."""
    stem = _STEM.sub(r"\1", word)
    if not stem.endswith(("ar", "er", "ir")) or stem in {"ir", "ser", "ver", "dar"}:
        return True
    known = not stem.endswith("er") or bool(back_translations(stem))
    return len(stem) > _SHORTEST and known


_SHORTEST = 3  # letters: no other infinitive is as short


def unreal(text: str) -> bool:
    """Return whether a Spanish text has a past subjunctive, which English renders freely."""
    return bool(_ending(text, _ES_SUBJUNCTIVE))


def _ending(text: str, endings: re.Pattern[str]) -> tuple[Span, ...]:
    """Return the words with one of the endings; capitals inside a sentence are names."""
    names, other = mid_capitals(text), phrases("tenses", "spanish.not_future")
    words = tokens(text)
    return tuple(
        token.span
        for before, token in zip((None, *words), words, strict=False)
        if token.wordlike and token.key not in other and token.span.start not in names
        if endings.match(token.text.lower()) and not (before and before.key in _BEFORE_NOUNS)
    )


# "en veremos", "el porvenir": what follows these is no finite verb.
_BEFORE_NOUNS = frozenset({"en", "un", "una", "del", "al", "con", "sin", "por", "sobre"})


# "need", "speed", "hundred": no past forms
_EN_PAST = re.compile(
    r"(?!\w*eed$|hundred$|sacred$|naked$|wicked$|hatred$|beloved$)\w{2,}ed$"
    r"|(?:agr|disagr|fr|guarant|decr)eed$"
)
_LOOK = 60  # characters before a word that are looked at


_SHALL_WE = re.compile(r"shall we (?:say|call|put)\b", re.IGNORECASE)


def _noun_will(text: str, span: Span) -> bool:
    """Return whether "will" is the noun: "the will to carry on", "God's will"; "shall we say"."""
    before = text[: span.start].rstrip().rsplit(" ", 1)[-1].lower()
    if before.endswith(("'s", "’s")) or _SHALL_WE.match(text, span.start):
        return True
    return before in {
        "the",
        "a",
        "his",
        "her",
        "their",
        "our",
        "my",
        "your",
        "free",
        "good",
        "political",
        "popular",
        "no",
        "of",
    }


def _past_plan(text: str, span: Span) -> bool:
    """Return whether "going to" or "about to" is a plan of the past: "were going to"."""
    before = text[max(0, span.start - _LOOK) : span.start].lower().split()[-3:]
    return not span.of(text).lower().endswith("ll") and bool({"was", "were"} & set(before))


@lru_cache(maxsize=512)
def english_tense(text: str, tense: str) -> tuple[Span, ...]:
    """Return the words of an English text that are "past", "present", "future" forms.

    "future_any" are all words that may render a Spanish future.
    """
    listed = occurrences(text, "tenses", f"english.{tense}")
    if tense == "future":
        return tuple(s for s in listed if not (_noun_will(text, s) or _past_plan(text, s)))
    if tense == "present":
        return tuple(span for span in listed if not _PERFECT.match(text, span.start))
    if tense != "past":
        return listed
    names = mid_capitals(text)
    verbs = (t.span for t in tokens(text) if t.wordlike and _EN_PAST.match(t.key))
    return tuple(sorted((*listed, *(span for span in verbs if span.start not in names))))


# "has come", "have gone bad": an English perfect renders a Spanish preterite.
_PERFECT = re.compile(
    r"ha(?:s|ve)\s+(?:\w+ly\s+|not\s+|also\s+|already\s+|just\s+|never\s+|ever\s+)?(?:\w+(?:ed|en|wn|nt|lt|pt|ft)"
    r"|come|become|gone|done|been|made|had|put|set|cut|hit|let|led|left|lost|held|told|sold|said|paid"
    r"|found|won|built|brought|bought|caught|taught|thought|met|run|begun|stood|read|heard|got)\b",
    re.IGNORECASE,
)
_NOT_FINITE = frozenset(
    """
    is are am 's 're be being been get gets getting to the a an of by with as
    for from in on at this that's it's its his her their our my your these those more most newly
    well highly
    """.split()  # noqa: SIM905 - a list of words reads best so
)


def finite(text: str, span: Span) -> bool:
    """Return whether a past form is a verb of its own: not "is served" nor "the lost years"."""
    word = span.of(text).lower()
    near = text[max(0, span.start - _LOOK) : span.start].lower()
    before = near.replace("-", " ").replace("’", "'").split()[-4:]
    helped = bool(before) and (before[-1] in _NOT_FINITE or before[-1].endswith("'re"))
    asked = any(one in _BEING or one.endswith("'s") for one in before)
    opening = _OPENING.search(text[: span.start])  # "Presented here are": no subject before it
    return word != "been" and not opening and (word in _AUXILIARY or not (helped or asked))


_OPENING = re.compile(r"(?:^|[.!?:;])[\s\"“”'‘’«»(-]*$")
_BEING = frozenset({"is", "are", "am", "be", "being"})
_AUXILIARY = frozenset({"was", "were", "had", "did", "went", "came", "yesterday", "ago"})


def holds_verb(text: str) -> bool:
    """Return whether an English text seems to state something: a tense or a subject pronoun."""
    tenses = ("past", "present", "future")
    return bool(_SUBJECT.search(text)) or any(english_tense(text, tense) for tense in tenses)


_SUBJECT = re.compile(r"\b(?:I|we|he|she|they|it|you|there|who)\b|['’](?:s|re|ve|d|ll|m)\b", re.I)


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
