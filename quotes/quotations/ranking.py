"""Who said a quotation, of everybody who may have: one forest over all candidates.

Quotations are taken in text order, since who spoke before says who answers. What rules and rankers
found before is a feature among others; where the forest names the same speaker, its words and its
evidence stay.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np

from quotes.model import Mention, Speaker, worded
from quotes.quotations.attribution import matrix
from quotes.quotations.candidate_features import Surroundings, features
from quotes.quotations.entities import Discourse
from quotes.quotations.features.spans import Features
from quotes.quotations.forests import Floats, branching
from quotes.quotations.phrases import phrase_span
from quotes.quotations.possible_speakers import (
    AHEAD,
    BACK,
    Candidate,
    Said,
    everybody,
    key_of,
    phrase_candidate,
)
from quotes.quotations.speakers import SURE_AT_LEAST, SpeakerResolver

Rows = list[Features]
Choose = Callable[[int, list[Candidate], Rows], int]
SHARPER, ALONE = 2.0, 3.0  # of the scores in a share; lead of an only candidate; by hand
OTHER_AT_LEAST = 0.05  # chance over which somebody else is named as a candidate; by hand


class SpeakerRanker:
    """Names the speakers of the quotations of one article."""

    def __init__(self, discourse: Discourse, resolver: SpeakerResolver) -> None:
        self.discourse, self.parsed = discourse, discourse.parsed
        self.resolver = resolver
        self.people = everybody(discourse)

    def speakers(self, saids: Sequence[Said]) -> list[Speaker | None]:
        """Return the speaker of each quotation in text order, None where nobody stands near."""
        scores: dict[int, Floats] = {}

        def choose(number: int, people: list[Candidate], rows: Rows) -> int:
            own = next((at for at, row in enumerate(rows) if row["found"]), -1)
            if own >= 0 and saids[number].decided.cue_chance >= 1.0:
                return own  # what the layout shows
            scores[number] = branching("speaker").score(matrix("speaker", rows))
            return int(np.argmax(scores[number]))

        found: list[Speaker | None] = []
        for number, (people, rows, chosen) in enumerate(self.ranked(saids, choose)):
            said = saids[number]
            if number in scores:
                spoken = self._speaker(said, people[chosen], rows[chosen])
                found.append(_rated(spoken, said, people, rows[chosen], scores[number]))
            else:
                found.append(said.found)
        return found

    def ranked(
        self, saids: Sequence[Said], choose: Choose
    ) -> Iterator[tuple[list[Candidate], Rows, int]]:
        """Yield for each quotation its candidates, their features, and which one is chosen.

        `choose` is asked with the number of the quotation; -1 keeps what was found before.
        """
        before: list[tuple[Said, str]] = []
        for number, said in enumerate(saids):
            people = self.candidates(said)
            around = Surroundings(self.discourse, said, people)
            after = saids[number + 1] if number + 1 < len(saids) else None
            rows = [features(around, one, before, after) for one in people]
            chosen = choose(number, people, rows) if people else -1
            key = key_of(said.found.name) if said.found else ""
            before.append((said, people[chosen].key() if chosen >= 0 else key))
            yield people, rows, chosen

    def candidates(self, said: Said) -> list[Candidate]:
        """Return who may have said a quotation: who stands near it, and its source phrases."""
        outside = self.parsed.outside
        low, high = outside[said.low] - BACK, outside[said.high] + AHEAD
        near = {
            one.key(): replace(one)
            for one in self.people
            if any(low <= outside[place.word] <= high for place in one.places)
        }
        found, head = said.found, said.decided.source_word
        if found is not None and head >= 0:
            self._add(near, found.name, head)
        for rank, (word, chance) in enumerate(said.decided.sources):
            one = self._add(near, self.resolver.called(word, said.decided.cue_word), word)
            if chance > one.chance:
                one.chance, one.rank = chance, float(rank)
        return list(near.values())

    def _add(self, near: dict[str, Candidate], name: str, head: int) -> Candidate:
        """Return the candidate of a name, a new one where none is there yet."""
        key = key_of(name)
        if key not in near:
            known = next((one for one in self.people if one.key() == key), None)
            near[key] = replace(known) if known else phrase_candidate(self.discourse, name, head)
        return near[key]

    def _speaker(self, said: Said, one: Candidate, row: Features) -> Speaker:
        """Return a candidate as the speaker, with the place that shows it best."""
        if row["found"] and said.found is not None:
            return said.found
        place = min(one.places, key=lambda p: (p.word >= said.low, abs(p.word - said.low)))
        span = phrase_span(self.parsed, place.word)
        mention = Mention(span.of(self.parsed.text), span)
        same = key_of(mention.text) == one.key()
        beside = worded("“{mention}” stands beside the words", mention=mention.text)
        means = worded("“{mention}” is {name}", mention=mention.text, name=one.name)
        evidence = beside if same else f"{means}; {beside}"
        actor = one.actor
        kind: Any = one.kind if one.kind in {"person", "document"} else "unnamed"
        kind = "organisation" if one.kind in {"organisation", "body"} else kind
        gender: Any = one.gender if one.gender in {"male", "female"} else None
        return Speaker(one.name, mention, kind, gender, actor.title if actor else None, evidence)


def shares(scores: Floats) -> Floats:
    """Return the softmax of the scores of the candidates of one quotation."""
    parts = np.exp(scores - scores.max())
    return np.asarray(parts / parts.sum(), dtype=np.float32)


def signs(row: Features, scores: Floats) -> dict[str, float]:
    """Return what the certainty of a chosen speaker is worked out from."""
    order = np.sort(scores)[::-1]
    agrees = row["found"]
    return {
        "share": _log_odds(float(shares(SHARPER * scores).max())),
        "lead": float(order[0] - order[1]) if len(order) > 1 else ALONE,
        "agrees": agrees,
        "rules": _log_odds(row["found chance"]) if agrees else 0.0,
        "said": _log_odds(row["said"]),
        "alone": row["alone"],
        "cue here": float(row.get("cue here", 0.0) > 0),
        "phrase": _log_odds(row["phrase"]),
    }


def certainty(values: dict[str, float]) -> float:
    """Return how likely a chosen speaker is right, by a logistic regression over its signs."""
    weights = _certainty()
    score = weights["bias"] + sum(weights[name] * value for name, value in values.items())
    return 1.0 / (1.0 + math.exp(-score))


@lru_cache(maxsize=1)
def _certainty() -> dict[str, float]:
    raw = (files("quotes") / "weights" / "speakers" / "certainty.json").read_text("utf-8")
    return dict(json.loads(raw))


def _log_odds(chance: float) -> float:
    bounded = min(max(float(chance), 1e-3), 1.0 - 1e-3)
    return math.log(bounded / (1.0 - bounded))


def _rated(
    spoken: Speaker, said: Said, people: Sequence[Candidate], row: Features, scores: Floats
) -> Speaker:
    """Return a speaker with its certainty and, where that is low, who else it may be.

    Where the rules name the same speaker, they are no less sure: a pronoun that two persons fit.
    """
    rules = said.found.probability if row["found"] and said.found is not None else 1.0
    likely = round(min(0.99, rules, certainty(signs(row, scores))), 3)
    sure = likely >= SURE_AT_LEAST
    order = [int(at) for at in np.argsort(-scores, kind="stable")][1:3]
    chances = shares(SHARPER * scores)
    others = [people[at].name for at in order if chances[at] >= OTHER_AT_LEAST]
    return replace(spoken, probability=likely, sure=sure, candidates=() if sure else tuple(others))
