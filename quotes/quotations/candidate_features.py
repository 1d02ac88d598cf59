"""What the page shows of each candidate for a quotation: around the marks, before, behind, in turn.

What the rankers of cues and source phrases find is among it, and what the words between the marks
give away.
"""

from __future__ import annotations

import math
import re
from collections.abc import Container, Sequence

from quotes.quotations.antecedents import PRONOUN_GENDER, candidates, chances
from quotes.quotations.antecedents import features as as_antecedents
from quotes.quotations.entities import Discourse, Place
from quotes.quotations.features.spans import Features
from quotes.quotations.forests import lexicons
from quotes.quotations.names import folded, key_of
from quotes.quotations.phrases import is_definite, noun_of, times_said, told_after, told_before
from quotes.quotations.possible_speakers import FAR, Candidate, Said
from quotes.quotations.roles import calls
from quotes.quotations.speakers import Meant
from quotes.quotations.wordlists import (
    ANYBODY,
    BODIES,
    CALLINGS,
    DOCUMENTS,
    GENDERED_NOUNS,
    OUTLETS,
    PERSONS,
    REPORTING,
    ROLES,
)

_WORDS = re.compile(r"\w+")
_WRITERS = frozenset({"i", "we", "me", "us"})
_PRONOUNS = frozenset(
    {"it", "they", "them", "who", "which", "that", "this", "one", "another", "anyone", "nobody",
     "everybody", "everyone", "he", "she"}
)  # fmt: skip
_SPEAKING = PERSONS | CALLINGS | ANYBODY | BODIES | OUTLETS | DOCUMENTS


class Surroundings:
    """What one quotation has in common for all its candidates."""

    def __init__(self, discourse: Discourse, said: Said, people: Sequence[Candidate]) -> None:
        self.discourse, self.parsed, self.said = discourse, discourse.parsed, said
        parsed = self.parsed
        self.span = parsed.quoted[said.numbers[0]]
        self.line = self.span.paragraph
        self.last_line = parsed.quoted[said.numbers[-1]].paragraph
        self.text = " ".join(parsed.quoted[n].inner.of(parsed.text) for n in said.numbers)
        self.words = {folded(word) for word in _WORDS.findall(self.text)}
        self.before = self._own(range(said.low - 1, -1, -1))
        self.after = self._own(range(said.high, len(parsed.words)))
        self.people = people
        lasts = [_last(one.places, said.low) for one in people]
        self.newest = max((p.word for p in lasts if p), default=-1)
        subjects = [_last([p for p in one.places if p.subject], said.low) for one in people]
        self.newest_subject = max((p.word for p in subjects if p), default=-1)
        self.mentions = sum(len(one.places) for one in people)
        own = parsed.sentence[self.before] if self.before >= 0 else -1
        inside = [
            [p.word for p in one.places if p.word < said.low and parsed.sentence[p.word] == own]
            for one in people
        ]
        self.opening = min((words[0] for words in inside if words), default=-1)
        self.crowd = sum(bool(words) for words in inside)
        self.writes = self._writer_speaks(own)
        self.antecedents = self._antecedents()
        self.own = self._shape() | self._found()

    def _own(self, order: range) -> int:
        """Return the first word outside marks that is no punctuation, -1 if there is none."""
        parsed = self.parsed
        return next(
            (i for i in order if parsed.quoted_at[i] < 0 and parsed.words[i].upos != "PUNCT"), -1
        )

    def _writer_speaks(self, sentence: int) -> bool:
        """Say whether the sentence before is of the writer's own "I": "I asked whether"."""
        if sentence < 0:
            return False
        words = range(*self.parsed.sentences[sentence])
        subjects = (at for at in words if self.parsed.relations[at] == "nsubj")
        own = (at for at in subjects if self.parsed.quoted_at[at] < 0)
        return any(self.parsed.words[at].text in {"I", "We", "we"} for at in own)

    def line_of(self, said: Said) -> int:
        """Return how many paragraphs back another quotation ends."""
        return self.line - self.parsed.quoted[said.numbers[-1]].paragraph

    def rivals(self, one: Candidate) -> int:
        """Count the others of a candidate's gender in this paragraph or the one above."""
        low = self.parsed.line_words(max(0, self.line - 1))[0]
        return sum(
            other is not one
            and other.kind in {"person", "unnamed"}
            and other.gender in {one.gender, None}
            and any(low <= place.word < self.said.low for place in other.places)
            for other in self.people
        )

    def _antecedents(self) -> dict[int, Features]:
        """Return what speaks for each person as the one whom "she" or "the midfielder" takes up.

        Only of persons whom the first source phrase may mean: of its gender, named before it.
        """
        parsed, head = self.parsed, self.said.decided.source_word
        if head < 0 or head in self.discourse.by_word:
            return {}
        noun, word = noun_of(parsed, head), parsed.words[head].text.lower()
        someone = noun in PERSONS | CALLINGS | ANYBODY and is_definite(parsed, head)
        if word not in PRONOUN_GENDER and not someone:
            return {}
        gender = PRONOUN_GENDER.get(word) or GENDERED_NOUNS.get(noun)
        people = candidates(self.discourse, head, gender)
        if not people:
            return {}
        rows = as_antecedents(self.discourse, head, gender, people)
        return {
            id(person): row | {"chance": chance, "same noun": float(person.noun == noun)}
            for person, row, chance in zip(people, rows, chances(rows), strict=True)
        }

    def _shape(self) -> Features:
        """Return how the quotation stands on the page."""
        parsed, span = self.parsed, self.span
        line = parsed.lines[self.line]
        before = parsed.text[line.start : span.outer.start].rstrip()
        end = parsed.quoted[self.said.numbers[-1]].outer.end
        after = parsed.text[end : parsed.lines[self.last_line].end].strip()
        inner = self.text.rstrip()
        own = parsed.words[self.before] if self.before >= 0 else None
        asked = parsed.text[: span.outer.start].rstrip().endswith("?")
        low, _ = parsed.on_line(self.line)
        return {
            "alone": float(not before and not after),
            "opens": float(not before),
            "closes": float(not after),
            "after stop": float(before[-1:] in {".", "!", "?", "…"}),
            "after colon": float(before[-1:] == ":"),
            "after mark": float(before[-1:] in {"”", '"'}),
            "whole": float(inner[-1:] in {".", "!", "?", "…"} and not inner[:1].islower()),
            "small": float(inner[:1].islower()),
            "length": math.log1p(len(inner.split())),
            "asks": float(inner.endswith("?")),
            "writer before": float(self.writes),
            "heading": float(self.line == 0),
            "asked": float(asked),
            "nth": float(self.said.numbers[0] - low),
            "parts": float(len(self.said.numbers)),
            "sentences after": float(
                parsed.text.count(". ", end, parsed.lines[self.last_line].end)
            ),
            "first person": float(bool(self.words & {"i", "my", "me", "im", "ive"})),
            "we": float(bool(self.words & {"we", "our", "us"})),
            "you": float(bool(self.words & {"you", "your"})),
            "own word before": float(own is not None and own.upos == "VERB"),
            "line": float(min(20, self.line)),
        }

    def _found(self) -> Features:
        """Return what the rankers of cues and source phrases say of the quotation."""
        decided, parsed = self.said.decided, self.parsed
        cue, head = decided.cue_word, decided.source_word
        row = {
            "said": decided.said,
            "cue chance": decided.cue_chance,
            "source chance": decided.chance,
        }
        if cue >= 0:
            near = max(parsed.outside[self.said.low] - parsed.outside[cue],
                       parsed.outside[cue] - parsed.outside[self.said.low])  # fmt: skip
            row |= {
                "cue far": math.log1p(near),
                "cue before": float(cue < self.said.low),
                "cue here": float(parsed.paragraph[cue] == self.line),
                "cue says": float(parsed.lemmas[cue] in REPORTING),
                "cue colon": float(parsed.words[cue].text == ":"),
                "cue odds": lexicons()["cue"].of(parsed.lemmas[cue]),
                "cue beside": float(cue in self._beside()),
                "cue in sentence": float(self._in_sentences(cue)),
                "cue and source": float(head >= 0 and parsed.heads[head] == cue),
            }
        if head >= 0:
            word = parsed.words[head]
            row |= {
                "source far": math.log1p(abs(parsed.outside[self.said.low] - parsed.outside[head])),
                "source before": float(head < self.said.low),
                "source here": float(parsed.paragraph[head] == self.line),
                "source pronoun": float(word.upos == "PRON"),
                "source role": float(noun_of(parsed, head) in CALLINGS),
                "source thing": float(noun_of(parsed, head) not in _SPEAKING),
                "source voice": lexicons()["source"].of(parsed.lemmas[head]),
                "source name": float(head in self.discourse.by_word),
                "source person": float(noun_of(parsed, head) in PERSONS),
                "source subject": float(parsed.relations[head] == "nsubj"),
                "source office": float(noun_of(parsed, head) in ROLES),
                "source definite": float(is_definite(parsed, head)),
                "source told before": float(told_before(parsed, head)),
                "source told after": float(told_after(parsed, head)),
                "source brought": float(min(3, times_said(parsed, parsed.lemmas[head], head))),
            }
        return row

    def _beside(self) -> set[int]:
        """Return the words right before the first and behind the last mark."""
        edges = self.parsed.edges
        return {edges[self.said.numbers[0]][0], *(edges[number][1] for number in self.said.numbers)}

    def _in_sentences(self, word: int) -> bool:
        """Say whether a word stands in a sentence that the quotation stands in, too."""
        parsed, said = self.parsed, self.said
        own = {parsed.sentence[at] for at in range(said.low, min(said.high, len(parsed.words)))}
        return parsed.sentence[word] in own


def features(
    around: Surroundings,
    one: Candidate,
    before: Sequence[tuple[Said, str]],
    after: Said | None,
    then: Meant | None,
) -> Features:
    """Return the features of a candidate for a quotation.

    `before` are the quotations before it with the keys of their speakers, `after` is the next one
    and `then` its likeliest source phrase.
    """
    return (
        around.own
        | _as_found(around, one)
        | _before(around, one)
        | _behind(around, one)
        | _itself(around, one)
        | _turns(around, one, before, after, then)
    )


def _last(places: Sequence[Place], low: int) -> Place | None:
    return next((place for place in reversed(places) if place.word < low), None)


def _as_found(around: Surroundings, one: Candidate) -> Features:
    head = around.said.decided.source_word
    row = {
        "phrase": one.phrase.chance if one.phrase else 0.0,
        "phrase rank": one.rank,
        "meant": one.phrase.found.chance if one.phrase else 0.0,
        "called so": -1.0,
        "fits gender": -1.0,
    }
    if around.antecedents:
        taken = [around.antecedents[id(p)] for p in one.persons if id(p) in around.antecedents]
        best = max(taken, key=lambda found: found["chance"], default={"chance": 0.0})
        row |= {f"antecedent {name}": value for name, value in best.items()}
    if head >= 0:
        word = around.parsed.words[head].text.lower()
        noun = noun_of(around.parsed, head)
        gender = PRONOUN_GENDER.get(word) or GENDERED_NOUNS.get(noun)
        if gender:
            row["fits gender"] = 0.5 if one.gender is None else float(one.gender == gender)
        if word not in PRONOUN_GENDER and head not in around.discourse.by_word:
            row["called so"] = float(one.actor is not None and bool(calls(one.actor, noun)))
    return row


def _before(around: Surroundings, one: Candidate) -> Features:
    """Return where the candidate stands before the marks."""
    parsed, low = around.parsed, around.said.low
    places = [place for place in one.places if place.word < low]
    if not places:
        return {"there before": 0.0}
    last = places[-1]
    sentence = parsed.sentence[around.before] if around.before >= 0 else -1
    here = [p for p in places if parsed.sentence[p.word] == sentence]
    line = [p for p in places if parsed.paragraph[p.word] == around.line]
    above = [p for p in places if parsed.paragraph[p.word] == around.line - 1]
    own_first = _first_of(around, around.line)
    above_first = _first_of(around, around.line - 1)
    subject = _last([p for p in places if p.subject], low)
    return {
        "there before": 1.0,
        "near": math.log1p(parsed.outside[low] - parsed.outside[last.word]),
        "lines back": min(FAR, float(around.line - parsed.paragraph[last.word])),
        "sentences back": min(FAR, float(max(0, sentence - parsed.sentence[last.word]))),
        "newest": float(last.word == around.newest),
        "newest subject": float(subject is not None and subject.word == around.newest_subject),
        "between": float(_between(around, last.word, low)),
        "last subject": float(last.subject),
        "last owner": float(last.owner),
        "last oblique": float(last.oblique),
        "last object": float(parsed.relations[last.top] in {"obj", "iobj"}),
        "last speaks": float(last.speaks),
        "in sentence": float(bool(here)),
        "first of sentence": float(bool(here) and here[0].word == around.opening),
        "alone in sentence": float(bool(here) and around.crowd == 1),
        "alone of gender": float(around.rivals(one) == 0),
        "named in sentence": float(any(around.parsed.words[p.word].upos == "PROPN" for p in here)),
        "subject of sentence": float(any(p.subject for p in here)),
        "main of sentence": float(any(p.subject and _is_main(around, p) for p in here)),
        "owner in sentence": float(any(p.owner for p in here)),
        "addressed": float(any(_is_addressed(around, p) for p in here)),
        "verb odds": max((_odds(around, p) for p in here if p.subject), default=-FAR),
        "in line": float(len(line)),
        "subject in line": float(any(p.subject for p in line)),
        "first in line": float(own_first == one.key()),
        "in line above": float(len(above)),
        "subject above": float(any(p.subject for p in above)),
        "first above": float(above_first == one.key()),
        "brought here": float(places[0].word == (line[0].word if line else -1)),
        "brought above": float(places[0].word == (above[0].word if above else -1)),
    }


def _first_of(around: Surroundings, line: int) -> str:
    """Return the key of whom a paragraph means first, before the quotation."""
    if line < 0:
        return ""
    low, high = around.parsed.line_words(line)
    high = min(high, around.said.low)
    firsts = [(p.word, one.key()) for one in around.people for p in one.places
              if low <= p.word < high]  # fmt: skip
    return min(firsts)[1] if firsts else ""


def _between(around: Surroundings, word: int, low: int) -> int:
    """Count the other candidates that stand between a word and the marks."""
    return sum(any(word < p.word < low for p in one.places) for one in around.people)


def _is_main(around: Surroundings, place: Place) -> bool:
    head = around.parsed.heads[place.top]
    return head < 0 or around.parsed.relations[head] in {"root", "conj", "parataxis"}


def _is_addressed(around: Surroundings, place: Place) -> bool:
    """Say whether a place is to whom something is said or done."""
    parsed = around.parsed
    aside = parsed.relations[place.top] in {"obj", "iobj", "obl"} and not place.subject
    return aside and parsed.heads[place.top] >= 0


def _odds(around: Surroundings, place: Place) -> float:
    """Return how often the verb that a place is the subject of announces speech."""
    head = around.parsed.heads[place.top]
    return lexicons()["cue"].of(around.parsed.lemmas[head]) if head >= 0 else -FAR


def _behind(around: Surroundings, one: Candidate) -> Features:
    """Return where the candidate stands behind the marks."""
    parsed, high = around.parsed, around.said.high
    places = [place for place in one.places if place.word >= high]
    if not places or around.after < 0:
        return {"there after": 0.0}
    first = places[0]
    sentence, line = parsed.sentence[around.after], parsed.paragraph[around.after]
    here = [p for p in places if parsed.sentence[p.word] == sentence]
    last = parsed.outside[min(len(parsed.outside) - 1, high)]
    others = sum(any(high <= p.word < first.word for p in other.places) for other in around.people)
    return {
        "there after": 1.0,
        "near after": math.log1p(max(0, parsed.outside[first.word] - last)),
        "lines after": min(FAR, float(parsed.paragraph[first.word] - around.last_line)),
        "same line after": float(line == around.last_line and bool(here)),
        "subject after": float(any(p.subject for p in here)),
        "main after": float(any(p.subject and _is_main(around, p) for p in here)),
        "owner after": float(first.owner),
        "verb odds after": max((_odds(around, p) for p in here if p.subject), default=-FAR),
        "between after": float(others),
    }


def _itself(around: Surroundings, one: Candidate) -> Features:
    """Return what the candidate is, and what the words between the marks say of them."""
    words, name = around.words, one.name.split()
    own = {folded(word) for word in name if word[:1].isupper() and len(word) > 1}
    he, she = bool(words & {"he", "him", "his"}), bool(words & {"she", "her", "hers"})
    return {
        "is person": float(one.kind == "person"),
        "is unnamed": float(one.kind == "unnamed"),
        "is body": float(one.kind in {"organisation", "body"}),
        "is document": float(one.kind == "document"),
        "is group": float(one.kind == "group"),
        "is writer": float(one.name.lower() in _WRITERS),
        "is pronoun": float(one.name.lower() in _PRONOUNS),
        "is thing": float(one.actor is None and not _can_speak(around, one)),
        "is somebody": float(one.actor is None and _can_speak(around, one, PERSONS | CALLINGS)),
        "voice": _voice(around, one),
        "other role": float(one.actor is not None and bool(set(one.actor.roles) & ROLES)),
        "role inside": float(one.actor is not None and bool(set(one.actor.roles) & words)),
        "full name": float(one.actor is not None and one.actor.name.is_full),
        "male": float(one.gender == "male"),
        "female": float(one.gender == "female"),
        "often": math.log(max(1, len(one.places))),
        "share": len(one.places) / max(1, around.mentions),
        "most": float(len(one.places) == max(len(other.places) for other in around.people)),
        "speaks often": float(sum(place.speaks for place in one.places)),
        "named inside": float(bool(own & words)),
        "meant inside": float((he and one.gender == "male") or (she and one.gender == "female")),
        "candidates": float(len(around.people)),
    }


def _can_speak(around: Surroundings, one: Candidate, nouns: Container[str] = _SPEAKING) -> bool:
    return any(noun_of(around.parsed, place.word) in nouns for place in one.places)


def _voice(around: Surroundings, one: Candidate) -> float:
    """Return how often the word that stands for the candidate is a source in PolNeAR."""
    known = lexicons()["source"]
    return max((known.of(around.parsed.lemmas[p.word]) for p in one.places), default=-FAR)


def _turns(
    around: Surroundings,
    one: Candidate,
    before: Sequence[tuple[Said, str]],
    after: Said | None,
    then: Meant | None,
) -> Features:
    """Return who spoke before and, by its likeliest source phrase, who speaks next."""
    key = one.key()
    keys = [speaker for _, speaker in before]
    since = next((n for n, speaker in enumerate(reversed(keys)) if speaker == key), None)
    row = {
        "spoke": float(keys.count(key)),
        "since spoke": FAR if since is None else min(FAR, float(since)),
        "spoke last": float(keys[-1:] == [key]),
        "spoke before last": float(keys[-2:-1] == [key]),
        "first quotation": float(not before),
        "two take turns": float(len(keys) > 1 and keys[-1] != keys[-2]),
    }
    row |= _since_last(around, one, before) if before else {}
    return row | (_until_next(around, key, after, then) if after is not None else {})


def _since_last(
    around: Surroundings, one: Candidate, before: Sequence[tuple[Said, str]]
) -> Features:
    """Return what stands between the last quotation and this one, and who spoke near it."""
    parsed, key, last = around.parsed, one.key(), before[-1][0]
    gap = parsed.outside[around.said.low] - parsed.outside[last.high - 1 if last.high else 0]
    quoted = parsed.quoted[last.numbers[-1]]
    inside = [p for p in one.places if last.high <= p.word < around.said.low]
    text = quoted.inner.of(parsed.text).rstrip()
    own = {folded(word) for word in one.name.split() if word[:1].isupper() and len(word) > 1}
    here, above = ({who for said, who in before if around.line_of(said) == n} for n in (0, 1))
    return {
        "gap": math.log1p(max(0, gap)),
        "lines since": min(FAR, float(around.line - quoted.paragraph)),
        "last asked": float(text.endswith("?")),
        "in gap": float(len(inside)),
        "spoke here": float(key in here),
        "spoke above": float(key in above),
        "others here": float(len(here - {key})),
        "subject in gap": float(any(p.subject for p in inside)),
        "named by last": float(bool(own & {folded(w) for w in _WORDS.findall(text)})),
    }


def _until_next(around: Surroundings, key: str, after: Said, then: Meant | None) -> Features:
    """Return whether the next quotation is likely by the same speaker, and how far it is."""
    parsed = around.parsed
    end = min(len(parsed.outside) - 1, around.said.high)
    line = parsed.quoted[after.numbers[0]].paragraph
    return {
        "speaks next": float(then is not None and key_of(then.name) == key),
        "next chance": then.chance * then.found.chance if then else 0.0,
        "next gap": math.log1p(max(0, parsed.outside[after.low] - parsed.outside[end])),
        "next line": min(FAR, float(line - around.last_line)),
    }
