"""Deciding for every span: was it said, which words announce it, which phrase is its source.

Three forests answer in turn: one ranks the words that may be the cue, one the noun phrases that
may be the source (seen from the two likeliest cues), one decides whether it was said at all.
Second looks, with the answers for the spans before and after as features, were tried and left
out: over PolNeAR's training articles (four folds) they changed the share of right cues from 91.7
to 91.7 %, of right sources from 89.0 to 89.0 %, and the best F1 of "was it said" from 97.0 to 96.9.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from quotes.model import Span
from quotes.quotations.entities import captions
from quotes.quotations.features.cues import CueCandidates
from quotes.quotations.features.sources import source_candidates, source_features
from quotes.quotations.features.spans import Features, span_features
from quotes.quotations.features.speech import speech_features
from quotes.quotations.forests import Floats, Lexicon, columns, forest, lexicons
from quotes.quotations.layouts import Shown
from quotes.quotations.parsed_text import ParsedText, is_heading
from quotes.quotations.phrases import cue_span, phrase_span
from quotes.quotations.word_order import (
    COMING,
    JUDGING,
    agent,
    authority,
    authority_before,
    caller,
    caused,
    claimed_by,
    gapped,
    inserted,
    introduced_before,
    inverted,
    is_verb_before,
    named_beside,
    never_speaks,
    only_attends,
    reported_too,
    says_in,
    somebody,
    subject_behind,
    subject_beside,
    tag_behind,
    talking_verb,
    view,
    whole_word,
)
from quotes.quotations.wordlists import BODIES, CALLINGS, PERSONS, RELATIVES, REPORTING, ROLES

WITHOUT_MARKS = frozenset({"turn", "answer", "block", "dash"})  # nobody sets a scare quote so
SOURCE_AT_LEAST = 0.02  # chance under which the text names no source; set by hand, never swept
RANKED, RANKED_AT_LEAST = 5, 0.005  # source phrases, and their chance, that are candidates; by hand
ORDER = 0.8  # chance of a source that the order of words shows against the ranker; by hand
TALKED = 0.9  # chance of a cue or source over which nobody else "goes on about" it; by hand
VIEWED = 0.95  # chance that words were said which "by his reckoning" gives; by hand
_NO_TERM = 3  # words, the last mark among them, that are no term
_SLIGHTLY = 1e-6
VERB_AT_LEAST = 0.1  # chance over which a verb is named as the cue instead of its colon; by hand
_OPEN_ENDS = frozenset(",!?…-–—")  # what ends a quotation whose verb follows
_MISSING = -9.0  # the value of every feature of a cue or source that is not there


@dataclass(slots=True)
class Choices:
    """The candidates of one span, the features of each, and how likely each is.

    `shared` are the features that all of them have alike, those of the span itself.
    """

    words: list[int]
    features: list[Features]
    shared: Features
    chances: Floats = field(default_factory=lambda: np.zeros(0, dtype=np.float32))

    def best(self) -> int:
        """Return the position of the likeliest candidate, -1 if there is none."""
        return int(np.argmax(self.chances)) if len(self.chances) else -1

    def best_word(self) -> int:
        """Return the likeliest word, -1 if there is none."""
        best = self.best()
        return self.words[best] if best >= 0 else -1

    def ranked(self) -> list[int]:
        """Return the positions of the candidates, likeliest first."""
        return [int(i) for i in np.argsort(-self.chances, kind="stable")]

    def top_chance(self) -> float:
        """Return how likely the likeliest candidate is, 0 if there is none."""
        return float(self.chances.max()) if len(self.chances) else 0.0


@dataclass(frozen=True, slots=True)
class Attributed:
    """What was decided of one span.

    `said` is the chance that it was said; `cue` and `source` are spans of the text, `cue_word` and
    `source_word` their head words (-1 if none), `chance` and `cue_chance` how likely the rankers
    find them. `shown` is True where the layout or "according to" shows it, `named` where that is a
    name beside the words. `sources` are the head words of the likeliest source phrases with their
    chances.
    """

    said: float
    cue: Span | None = None
    cue_word: int = -1
    source: Span | None = None
    source_word: int = -1
    chance: float = 0.0
    cue_chance: float = 0.0
    shown: bool = False
    named: bool = False
    sources: tuple[tuple[int, float], ...] = ()


def attribute(parsed: ParsedText, shown: Mapping[int, Shown]) -> list[Attributed]:
    """Return one decision a span, in text order; what the layout shows is taken as it is."""
    if not parsed.quoted or not parsed.words:
        return [Attributed(0.0) for _ in parsed.quoted]
    said, cues, sources = _ranked(parsed)
    found = []
    for number, span in enumerate(parsed.quoted):
        chance = 1.0 if span.style in WITHOUT_MARKS else float(said[number])
        if number in shown:
            found.append(_as_shown(parsed, shown[number]))
        else:
            cue = cues[number].best_word()
            viewer, view_word = view(parsed, number)
            shown_by = (viewer, authority(parsed, number, cue), agent(parsed, number, cue),
                        caused(parsed, number), gapped(parsed, number),
                        somebody(parsed, number))  # fmt: skip
            whose = next((word for word in shown_by if word >= 0), -1)
            source = (
                _at_least(parsed, whose, sources[number])
                if whose >= 0
                else _ordered(parsed, number, cue, sources[number])
            )
            source = source or _source_word(parsed, cue, sources[number])
            source = (whole_word(parsed, source[0]), source[1])
            one = _as_ranked(parsed, chance, cues[number], sources[number], source)
            tag = tag_behind(parsed, number)
            if view_word >= 0:
                one = _as_viewed(parsed, number, one, view_word)
            elif tag >= 0:
                one = replace(one, said=max(one.said, VIEWED))
            found.append(replace(one, shown=True) if whose >= 0 else one)
    return found


def _as_viewed(parsed: ParsedText, number: int, one: Attributed, word: int) -> Attributed:
    """Return what somebody's view or words hold as said: three words or more are no term.

    Nor is what comes from somebody: "“Why?” came a voice from the hall".
    """
    first, last = parsed.inner[number]
    comes = parsed.lemmas[word] in COMING | {"voice"}
    said = max(one.said, VIEWED) if comes or last - first >= _NO_TERM else one.said
    return replace(one, said=said, cue=cue_span(parsed, word), cue_word=word)


def _ranked(parsed: ParsedText) -> tuple[Floats, list[Choices], list[Choices]]:
    """Run the rankers: chances of being said, cues, sources."""
    known, numbers = lexicons(), range(len(parsed.quoted))
    own = [span_features(parsed, number, known) for number in numbers]
    candidates = CueCandidates(parsed, known)
    cues = [cue_choices(candidates, number, own[number]) for number in numbers]
    _rank("cue", cues)
    asides = {number for number in range(len(parsed.lines)) if is_heading(parsed, number)}
    asides |= captions(parsed)
    for number, choices in enumerate(cues):
        _hush(parsed, number, choices, asides)
        _prefer_adjacent(parsed, number, choices)
    sources = [source_choices(parsed, n, cues[n], known, own[n]) for n in numbers]
    _rank("source", sources)
    for number, choices in enumerate(sources):
        _hush(parsed, number, choices, asides)
    rows = said_features(parsed, own, cues, sources, known)
    return forest("said").probability(matrix("said", rows)), cues, sources


def cue_choices(candidates: CueCandidates, number: int, own: Features) -> Choices:
    """Return the cue candidates of a span; `own` are the features of the span."""
    words = candidates.around(number)
    return Choices(words, candidates.features(number, words), _prefixed("span", own))


def source_choices(
    parsed: ParsedText,
    number: int,
    cues: Choices,
    lexicons: dict[str, Lexicon],
    own: Features,
) -> Choices:
    """Return the source candidates of a span, seen from its likeliest cue and the next."""
    order = cues.ranked()[:2]
    cue, other = [*(cues.words[i] for i in order), -1, -1][:2]
    chances = [*(float(cues.chances[i]) for i in order), 0.0, 0.0]
    words = source_candidates(parsed, number, cue)
    seen = {"cue_chance": chances[0], "second_cue_chance": chances[1]}
    features = source_features(parsed, number, (cue, other), lexicons, words)
    return Choices(words, features, _prefixed("span", own) | seen)


def said_features(
    parsed: ParsedText,
    own: Sequence[Features],
    cues: Sequence[Choices],
    sources: Sequence[Choices],
    lexicons: dict[str, Lexicon],
) -> list[Features]:
    """Return the features for "was this said": span, best cue, best source, signs of speech."""
    return [
        _prefixed("span", own[number])
        | _best("cue", cue)
        | _best("source", source)
        | speech_features(parsed, number, lexicons)
        for number, (cue, source) in enumerate(zip(cues, sources, strict=True))
    ]


def _best(name: str, choices: Choices) -> Features:
    """Return the two highest chances of some candidates and the features of the best one."""
    best, order = choices.best(), choices.ranked()
    chances = [*(float(choices.chances[i]) for i in order[:2]), 0.0, 0.0]
    own = choices.features[best] if best >= 0 else {}
    return {
        f"{name}.chance": chances[0],
        f"{name}.second_chance": chances[1],
        **_prefixed(name, own),
    }


def _prefixed(name: str, features: Features) -> Features:
    return {f"{name}.{key}": value for key, value in features.items()}


def matrix(name: str, rows: Sequence[Features]) -> Floats:
    """Return the features that the named forest reads, in its order: (rows, features).

    A cue or a source that is not there has -9 for each of its features.
    """
    names = columns(name)
    values = [[row.get(key, _MISSING) for key in names] for row in rows]
    return np.array(values, dtype=np.float32).reshape(len(rows), len(names))


def choice_matrix(name: str, choices: Sequence[Choices]) -> Floats:
    """Return the rows of all candidates of some spans: (candidates, features)."""
    names = columns(name)
    own = [at for at, key in enumerate(names) if key not in choices[0].shared]
    shared = [at for at, key in enumerate(names) if key in choices[0].shared]
    rows = np.empty((sum(len(choice.words) for choice in choices), len(names)), dtype=np.float32)
    start = 0
    for choice in choices:
        end = start + len(choice.words)
        if end > start:
            rows[start:end, own] = [[row[names[at]] for at in own] for row in choice.features]
            rows[start:end, shared] = [choice.shared[names[at]] for at in shared]
        start = end
    return rows


def _rank(name: str, choices: list[Choices]) -> None:
    """Give every choice its chances, all spans of the text at once."""
    chances = forest(name).probability(choice_matrix(name, choices))
    start = 0
    for choice in choices:
        choice.chances = chances[start : start + len(choice.words)]
        start += len(choice.words)


def _hush(parsed: ParsedText, number: int, choices: Choices, asides: set[int]) -> None:
    """Take their chance from words of captions and headings above another paragraph."""
    own = parsed.quoted[number].paragraph
    for at, word in enumerate(choices.words):
        if parsed.paragraph[word] != own and parsed.paragraph[word] in asides:
            choices.chances[at] = 0.0


def _prefer_adjacent(parsed: ParsedText, number: int, cues: Choices) -> None:
    """Make a verb of saying right beside the marks the likeliest cue: “…!” stated X."""
    before, after = parsed.edges[number]
    talks = talking_verb(parsed, number)
    for verb, says in (
        (talks, cues.top_chance() < TALKED),
        (before, is_verb_before(parsed, number, JUDGING)),
        (after, after >= 0 and _follows(parsed, number, after)),
    ):
        if says and verb in cues.words:
            at = cues.words.index(verb)
            cues.chances[at] = max(float(cues.chances[at]), cues.top_chance() + _SLIGHTLY)


def _cue_word(parsed: ParsedText, cues: Choices) -> int:
    """Return the likeliest cue; instead of a colon the verb of its sentence, if that may be it."""
    best = cues.best_word()
    if best < 0 or parsed.words[best].text != ":":
        return best
    for position in cues.ranked():
        word = cues.words[position]
        if cues.chances[position] < VERB_AT_LEAST:
            break
        if parsed.words[word].upos == "VERB" and parsed.sentence[word] == parsed.sentence[best]:
            return word
    return best


def _source_word(parsed: ParsedText, cue: int, sources: Choices) -> tuple[int, float]:
    """Return the head word of the likeliest source and its chance; -1 if the text names none.

    What a role or a body belongs to does not speak in its stead: "the finance secretary of Puerto
    Almendro". A time, a place or who only hears is passed over, and the next best has its chance.
    """
    passed = 0.0
    for position in sources.ranked():
        word, chance = sources.words[position], float(sources.chances[position])
        likely = min(0.99, chance / max(0.05, 1.0 - passed)) if passed else chance
        if likely < SOURCE_AT_LEAST:
            break
        if parsed.quoted_at[word] >= 0:
            continue
        aside = only_attends(parsed, cue, word, sources.words)
        if never_speaks(parsed, word) or aside or says_in(parsed, cue, word, sources.words):
            passed += chance
            continue
        head = parsed.heads[word]
        relation = parsed.words[word].deprel
        owned = relation in {"nmod", "nmod:poss"} and head in sources.words
        owner = ROLES | BODIES if relation == "nmod:poss" else ROLES
        speaks = owned and parsed.words[word].upos != "PRON" and parsed.lemmas[head] in owner
        owns = relation == "nmod:poss" and parsed.lemmas[head] in PERSONS | CALLINGS | RELATIVES
        speaks = speaks or (owns and parsed.words[word].upos == "PRON")  # "his nephew was heard"
        return (head if speaks else word), likely
    return -1, sources.top_chance()


def _ordered(
    parsed: ParsedText, number: int, cue: int, sources: Choices
) -> tuple[int, float] | None:
    """Return the source that the order of the words shows, None where it shows none."""
    talks = talking_verb(parsed, number)
    unsure = talks == cue >= 0 and sources.top_chance() < TALKED
    for word in (
        claimed_by(parsed, parsed.inner[number][0]),
        caller(parsed, number, cue),
        authority_before(parsed, number),
        reported_too(parsed, number),
        parsed.subject(talks) if unsure else -1,
        subject_beside(parsed, number, cue),
        subject_behind(parsed, number, cue),
        inverted(parsed, number, cue),
        inserted(parsed, cue),
        introduced_before(parsed, number, cue),
        named_beside(parsed, cue),
    ):
        if word >= 0:
            return _at_least(parsed, word, sources)
    return None


def _at_least(parsed: ParsedText, word: int, sources: Choices) -> tuple[int, float]:
    """Return a source that the order of words shows, or the candidate of its name, with its chance.

    It is at least as likely as the order of words makes it.
    """
    entity = parsed.entity[word]
    fits = (at for at in sources.ranked() if sources.words[at] == word
            or 0 <= entity == parsed.entity[sources.words[at]])  # fmt: skip
    best = next(fits, -1)
    chance = float(sources.chances[best]) if best >= 0 else 0.0
    return (sources.words[best] if best >= 0 else word), max(chance, ORDER)


def _follows(parsed: ParsedText, number: int, verb: int) -> bool:
    """Say whether a verb of saying stands right after a mark that leaves the clause open."""
    span = parsed.quoted[number]
    gap = parsed.text[span.outer.end : parsed.words[verb].span.start]
    ended = span.inner.of(parsed.text)[-1:] in _OPEN_ENDS
    return parsed.lemmas[verb] in REPORTING and span.closed and ended and not gap.strip()


def _as_ranked(
    parsed: ParsedText, said: float, cues: Choices, sources: Choices, source: tuple[int, float]
) -> Attributed:
    word, chance = source
    cue = _cue_word(parsed, cues)
    return Attributed(
        said,
        cue_span(parsed, cue) if cue >= 0 else None,
        cue,
        phrase_span(parsed, word) if word >= 0 else None,
        word,
        chance,
        cues.top_chance(),
        sources=_likeliest(parsed, sources, source),
    )


def _likeliest(
    parsed: ParsedText, sources: Choices, first: tuple[int, float]
) -> tuple[tuple[int, float], ...]:
    """Return the source phrases that a speaker may be found by, likeliest first."""
    ranked = ((sources.words[at], float(sources.chances[at])) for at in sources.ranked())
    others = [
        (word, chance)
        for word, chance in ranked
        if chance >= RANKED_AT_LEAST and parsed.quoted_at[word] < 0 and word != first[0]
    ]
    own = (first,) if first[0] >= 0 else ()
    return (*own, *(pair for pair in others[:RANKED] if not never_speaks(parsed, pair[0])))


def _as_shown(parsed: ParsedText, shown: Shown) -> Attributed:
    low, high = parsed.within(shown.source)
    head = shown.source_word
    if head < 0 and low < high:
        inside = [i for i in range(low, high) if not low <= parsed.heads[i] < high]
        head = inside[0] if inside else low
    return Attributed(
        1.0,
        shown.cue,
        shown.cue_word,
        shown.source,
        head,
        1.0,
        1.0,
        shown=True,
        named=shown.source_word < 0,
        sources=((head, 1.0),) if head >= 0 else (),
    )
