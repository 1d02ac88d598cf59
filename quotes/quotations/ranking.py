"""Who said a quotation, of everybody who may have: one forest over all candidates.

Quotations are taken in text order, since who spoke before says who answers. The chances of the
source phrases are features among others; the phrase that stands for who is chosen is the evidence.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from quotes.model import Speaker
from quotes.quotations.attribution import WITHOUT_MARKS, matrix
from quotes.quotations.candidate_features import Surroundings, features
from quotes.quotations.coreference import UNNAMED
from quotes.quotations.features.spans import Features
from quotes.quotations.forests import Floats, branching, learned
from quotes.quotations.marks import QuotedSpan, core
from quotes.quotations.names import key_of
from quotes.quotations.possible_speakers import (
    AHEAD,
    BACK,
    Candidate,
    Said,
    everybody,
    phrase_candidate,
)
from quotes.quotations.speakers import BESIDE, TURN, Meant, SpeakerResolver

Rows = list[Features]
Told = Sequence[tuple[Said, str]]  # quotations with whom they were given to, in text order
Choose = Callable[[int, list[Candidate], Rows, Told], int]
_NOBODY = frozenset({"that", "which", "this", "what", "who", "whom"})
AS_WRITTEN = 0.5  # rank of "the mayor" as somebody without a name, where it may be one named
SHARPER, ALONE = 2.0, 3.0  # of the scores in a share; lead of an only candidate; by hand
OTHER_AT_LEAST = 0.05  # chance over which somebody else is named as a candidate; by hand


class SpeakerRanker:
    """Names the speakers of the quotations of one article."""

    def __init__(self, resolver: SpeakerResolver) -> None:
        self.discourse, self.parsed = resolver.discourse, resolver.parsed
        self.resolver = resolver
        self.people = everybody(self.discourse)

    def speakers(self, saids: Sequence[Said]) -> list[Speaker | None]:
        """Return the speaker of each quotation in text order, None where nobody stands near."""
        scores: dict[int, Floats] = {}

        def choose(number: int, people: list[Candidate], rows: Rows, before: Told) -> int:
            scores[number] = branching("speaker").score(matrix("speaker", rows))
            likeliest = int(np.argmax(scores[number]))
            return self.answering(saids, number, before, people, likeliest)

        ranked = enumerate(self.ranked(saids, choose))
        found = [
            self._speaker(saids[number], people, rows, chosen, scores.get(number))
            for number, (people, rows, chosen) in ranked
        ]
        return [found[self._said_again(saids, number)] for number in range(len(saids))]

    def _said_again(self, saids: Sequence[Said], number: int) -> int:
        """Return the quotation of the article that a headline quotes from, else the same one."""
        parsed, span = self.parsed, self.parsed.quoted[saids[number].numbers[0]]
        headline = parsed.lines[0].of(parsed.text).rstrip("”\"'’ ")
        if span.paragraph or headline[-1:] in {".", "!", "?", ","}:
            return number
        texts = [
            " ".join(core(parsed.quoted[at].inner.of(parsed.text)).lower() for at in said.numbers)
            for said in saids
        ]
        later = range(number + 1, len(saids))
        below = (at for at in later if parsed.quoted[saids[at].numbers[0]].paragraph)
        return next((at for at in below if texts[number] in texts[at]), number)

    def ranked(
        self, saids: Sequence[Said], choose: Choose
    ) -> Iterator[tuple[list[Candidate], Rows, int]]:
        """Yield for each quotation its candidates, their features, and which one is chosen.

        `choose` is asked with the number of the quotation, its candidates, their features and
        whom the quotations before it were given to, but not for what the layout shows;
        -1 is chosen where there is no candidate.
        """
        before: list[tuple[Said, str]] = []
        phrases = [self.phrases(said) for said in saids]
        for number, said in enumerate(saids):
            people = self.candidates(said, phrases[number])
            around = Surroundings(self.discourse, said, people)
            after = saids[number + 1] if number + 1 < len(saids) else None
            then = phrases[number + 1][0] if after and phrases[number + 1] else None
            rows = [features(around, one, before, after, then) for one in people]
            shown = next((at for at, one in enumerate(people) if not one.rank), -1)
            if said.decided.shown or not people:
                chosen = shown
            else:
                chosen = choose(number, people, rows, before)
            before.append((said, people[chosen].key() if chosen >= 0 else ""))
            yield people, rows, chosen

    def answering(
        self, saids: Sequence[Said], number: int, before: Told, people: list[Candidate], chosen: int
    ) -> int:
        """Return whose turn stands alone in its paragraph, neither who asked nor who goes on.

        "“…,” said Mejía. / “Why?” asked the judge. / “…”" is Mejía's, "“…,” said Mejía. / “Why?” /
        “…,” Mejía said" the judge's, who opens the dialogue or spoke before.
        """
        span = self.parsed.quoted[saids[number].numbers[0]]
        if self.parsed.lines[span.paragraph] != span.outer:
            return chosen
        key, keys = people[chosen].key(), [one.key() for one in people]
        turns = self._turns(before, span.paragraph)
        last, asked = turns[0] if turns else ("", False)
        then = self._speaks_next(saids, number)
        if asked and key == last:
            others = [one for one, _ in turns[1:2]]
        elif self._is_question(span) and key in {last, then}:
            opener = self._opener(people, span.paragraph - len(turns))
            others = [one for one, asks in turns if asks]
            others += [opener, *(one for one, _ in turns)]
            others = [one for one in others if one not in {last, then}]
        else:
            others = [one for one, _ in turns[1:2] if key == last == then]
        return next((keys.index(one) for one in others if one in keys), chosen)

    def _turns(self, before: Told, line: int) -> list[tuple[str, bool]]:
        """Return who has the turns right above a paragraph, the nearest first, and if they ask.

        A turn is a paragraph that a quotation opens; the first of all may have words before it.
        """
        found: list[tuple[str, bool]] = []
        for said, key in reversed(before):
            at, span = line - len(found) - 1, self.parsed.quoted[said.numbers[0]]
            first = self.parsed.quoted[self.parsed.on_line(span.paragraph)[0]]
            opens = self.parsed.lines[span.paragraph].start == first.outer.start
            if span.paragraph < at:
                break
            if span.paragraph == at:
                found.append((key, self._is_question(self.parsed.quoted[said.numbers[-1]])))
                if not opens:
                    break
        return found

    def _speaks_next(self, saids: Sequence[Said], number: int) -> str:
        """Return who is named beside what is quoted in the next paragraph, "" where nobody is."""
        line = self.parsed.quoted[saids[number].numbers[-1]].paragraph
        after = saids[number + 1] if number + 1 < len(saids) else None
        cue = after.decided.cue_word if after else -1
        if not after or cue < 0 or self.parsed.paragraph[cue] != line + 1:
            return ""
        return next((key_of(phrase.name) for phrase in self.phrases(after)), "")

    def _opener(self, people: Sequence[Candidate], line: int) -> str:
        """Return who is the subject of the sentence above a paragraph, "" where nobody is."""
        parsed, (low, high) = self.parsed, self.parsed.line_words(max(0, line - 1))
        own = parsed.sentence[high - 1] if low < high and line else -1
        acts = (
            one.key()
            for one in people
            for place in one.places
            if parsed.sentence[place.word] == own and place.subject and not place.speaks
        )
        return next(acts, "")

    def _is_answered(self, said: Said, phrase: Meant) -> bool:
        """Say whether a question alone in its paragraph is given to who speaks in another.

        "“Minister, did you know?” / “I did,” Mejía said": it may be a reporter's.
        """
        span = self.parsed.quoted[said.numbers[-1]]
        alone = self.parsed.lines[span.paragraph] == span.outer
        elsewhere = self.parsed.paragraph[phrase.head] != span.paragraph
        return alone and self._is_question(span) and elsewhere

    def _is_question(self, span: QuotedSpan) -> bool:
        return span.inner.of(self.parsed.text).rstrip().endswith("?")

    def phrases(self, said: Said) -> list[Meant]:
        """Return whom the source phrases of a quotation stand for, the likeliest first.

        A "that" or "who" that stands for nothing is none, nor is a mark without letters.
        """
        cue = said.decided.cue_word
        found = [self.resolver.meant(word, cue, chance) for word, chance in said.decided.sources]
        found = [one for one in found if said.decided.shown or any(map(str.isalnum, one.name))]
        return [one for one in found if said.decided.shown or one.name.lower() not in _NOBODY]

    def candidates(self, said: Said, phrases: Sequence[Meant]) -> list[Candidate]:
        """Return who may have said a quotation: who stands near it, and its source phrases."""
        outside = self.parsed.outside
        low, high = outside[said.low] - BACK, outside[said.high] + AHEAD
        line = self.parsed.quoted[said.numbers[0]].paragraph
        near = {
            one.key(): replace(one)
            for one in self.people
            if any(low <= outside[place.word] <= high for place in one.places)
            and not self.discourse.only_aside(one.places, line)
        }
        ranked = [(float(rank), phrase) for rank, phrase in enumerate(phrases)]
        if phrases and phrases[0].found.guessed and not said.decided.shown:
            ranked.append((AS_WRITTEN, self.resolver.as_written(phrases[0])))
        for rank, phrase in ranked:
            key = key_of(phrase.name)
            if key not in near:
                known = next((one for one in self.people if one.key() == key), None)
                near[key] = replace(known) if known else phrase_candidate(self.discourse, phrase)
            if near[key].phrase is None:
                near[key].phrase, near[key].rank = phrase, rank
        return list(near.values())

    def _speaker(
        self, said: Said, people: Sequence[Candidate], rows: Rows, at: int, scores: Floats | None
    ) -> Speaker | None:
        """Return a candidate as the speaker, by the phrase or else the place that shows it best.

        It is no surer than what its phrase stands for: a pronoun that two persons fit.
        """
        decided = said.decided
        if decided.named and decided.source is not None:
            style = self.parsed.quoted[said.numbers[0]].style
            likely = TURN if style in WITHOUT_MARKS else BESIDE
            shown = self.resolver.interviewed if style == "answer" else self.resolver.beside
            return shown(decided.source, decided.source_word, likely)
        if at < 0:
            return None
        one, others = people[at], list[str]()
        phrase, cue = one.phrase, decided.cue_word
        if phrase is None:
            place = min(one.places, key=lambda p: (p.word >= said.low, abs(p.word - said.low)))
            phrase, cue = self.resolver.standing_at(place.word, one.actor, one.name), -1
        likely = min(0.99, phrase.found.chance, UNNAMED if self._is_answered(said, phrase) else 1)
        if scores is None:
            likely = min(likely, phrase.chance)
        else:
            likely = min(likely, certainty(signs(rows[at], scores)))
            order = [int(number) for number in np.argsort(-scores, kind="stable")][1:3]
            chances = shares(SHARPER * scores)
            others = [people[at].name for at in order if chances[at] >= OTHER_AT_LEAST]
        others += [actor.full_name() for actor in phrase.found.others if not others]
        return self.resolver.speaker(phrase, cue, likely, others)


def shares(scores: Floats) -> Floats:
    """Return the softmax of the scores of the candidates of one quotation."""
    parts = np.exp(scores - scores.max())
    return np.asarray(parts / parts.sum(), dtype=np.float32)


def signs(row: Features, scores: Floats) -> dict[str, float]:
    """Return what the certainty of a chosen speaker is worked out from."""
    order = np.sort(scores)[::-1]
    meant = row["meant"] if row["phrase"] else 0.0
    return {
        "share": _log_odds(float(shares(SHARPER * scores).max())),
        "lead": float(order[0] - order[1]) if len(order) > 1 else ALONE,
        "first": float(row["phrase rank"] == 0.0),
        "meant": _log_odds(meant) if meant else 0.0,
        "said": _log_odds(row["said"]),
        "alone": row["alone"],
        "cue here": float(row.get("cue here", 0.0) > 0),
        "phrase": _log_odds(row["phrase"]),
        "name": row.get("source name", 0.0),
        "pronoun": row.get("source pronoun", 0.0),
        "role": row.get("source role", 0.0),
        "person": row["is person"],
    }


def certainty(values: dict[str, float]) -> float:
    """Return how likely a chosen speaker is right, by a logistic regression over its signs."""
    weights: Features = learned("certainty")
    score = weights["bias"] + sum(weights[name] * value for name, value in values.items())
    return 1.0 / (1.0 + math.exp(-score))


def _log_odds(chance: float) -> float:
    bounded = min(max(float(chance), 1e-3), 1.0 - 1e-3)
    return math.log(bounded / (1.0 - bounded))
