"""Candidates for the cue of a quotation ("said", "according to") and what speaks for each."""

from __future__ import annotations

from bisect import bisect_left

from quotes.quotations.features.spans import RELATION, Features
from quotes.quotations.forests import Lexicon
from quotes.quotations.parsed_text import ParsedText, between

_REACH = 45  # words outside marks; 99.6 % of PolNeAR's training cues lie within
_LIKELY = -4.2  # log odds under which a word that is no verb is no candidate
_VERB_FORM = {"VBD": 1.0, "VBZ": 2.0, "VBP": 2.0, "VBG": 3.0, "VBN": 4.0, "VB": 5.0}
_UPOS = {"VERB": 1.0, "AUX": 2.0, "NOUN": 3.0, "ADP": 4.0, "PUNCT": 5.0, "PROPN": 6.0, "SCONJ": 7.0}
_NOMINAL = {"PROPN": 2.0, "PRON": 3.0, "NOUN": 1.0}
_NEXT = {"that": 1.0, "of": 2.0, "to": 3.0, ":": 4.0, "the": 5.0, "a": 5.0, "in": 6.0, "on": 7.0,
         "for": 8.0, "it": 9.0, "as": 10.0, "with": 11.0}  # fmt: skip
_PREVIOUS = {"to": 1.0, "be": 2.0, "have": 3.0, "and": 4.0, ",": 5.0, "not": 6.0, "would": 7.0,
             "who": 8.0, "by": 9.0, "also": 10.0, "as": 11.0}  # fmt: skip


class CueCandidates:
    """The words of one article that may be cues; what holds for every span is kept."""

    def __init__(self, parsed: ParsedText, lexicons: dict[str, Lexicon]) -> None:
        self.parsed = parsed
        self.lexicons = lexicons
        self._alone: dict[int, Features] = {}

    def around(self, number: int) -> list[int]:
        """Return the words that may announce a span: of its paragraph and those beside it."""
        parsed = self.parsed
        paragraph = parsed.quoted[number].paragraph
        low = parsed.line_words(max(0, paragraph - 2))[0]
        high = parsed.line_words(min(len(parsed.lines) - 1, paragraph + 1))[1]
        first, last = parsed.inner[number]
        outside, found = parsed.outside, []
        for index in range(low, high):
            if parsed.quoted_at[index] >= 0 or not self._may_announce(index):
                continue
            before = index < first
            gap = outside[first] - outside[index] if before else outside[index] - outside[last]
            if gap <= _REACH:
                found.append(index)
        return found

    def _may_announce(self, index: int) -> bool:
        upos = self.parsed.words[index].upos
        if upos == "VERB":
            return True
        odds = self.lexicons["cue"].of(self.parsed.lemmas[index])
        return odds > _LIKELY and upos not in {"DET", "PRON"}

    def features(self, number: int, rivals: list[int]) -> list[Features]:
        """Return the features of every candidate (in text order) as the cue of a span."""
        parsed = self.parsed
        odds = [self.alone(index)["lexicon"] for index in rivals]
        return [
            {
                **self.alone(index),
                **_way(parsed, number, index),
                **_tree(parsed, number, index),
                **_punctuation(parsed, number, index),
                **_rivalry(parsed, number, index, rivals, odds),
                **_other_spans(parsed, number, index),
            }
            for index in rivals
        ]

    def alone(self, index: int) -> Features:
        """Return the features of a word as a cue that hold for every span."""
        found = self._alone.get(index)
        if found is None:
            found = self._alone[index] = {
                **_itself(self.parsed, index, self.lexicons),
                **_arguments(self.parsed, index, self.lexicons),
                **_beside(self.parsed, index),
            }
        return found


def _itself(parsed: ParsedText, index: int, lexicons: dict[str, Lexicon]) -> Features:
    """Return how cue-like the word itself is: lexicons, class, verb form."""
    word = parsed.words[index]
    lemma = parsed.lemmas[index]
    return {
        "lexicon": lexicons["cue"].of(lemma),
        "lexicon_any": lexicons["cue_any"].of(lemma),
        "upos": _UPOS.get(word.upos, 0.0),
        "form": _VERB_FORM.get(word.xpos, 0.0),
    }


def _arguments(parsed: ParsedText, index: int, lexicons: dict[str, Lexicon]) -> Features:
    """Return what the verb has of its own: subject, object, clause, auxiliary, negation, depth."""
    agent = parsed.subject(index)
    relations = [parsed.relations[child] for child in parsed.children[index]]
    lemmas = {parsed.lemmas[child] for child in parsed.children[index]}
    named = agent >= 0 and parsed.words[agent].upos in {"PROPN", "PRON"}
    return {
        "subject": 0.0 if agent < 0 else 1.0 + float(named),
        "subject_source": lexicons["source"].of(parsed.lemmas[agent]) if agent >= 0 else -9.0,
        "subject_side": 0.0 if agent < 0 else float(agent < index) + 1.0,
        "has_object": float("obj" in relations),
        "has_clause": float("ccomp" in relations),
        "root_distance": float(len(parsed.ancestors(index, 6))),
        "finite_aux": float("aux" in relations),
        "negated": float("not" in lemmas or "n't" in lemmas),
    }


def _beside(parsed: ParsedText, index: int) -> Features:
    """Look at the words right beside a word, which hold where the parse went wrong."""
    words, last = parsed.words, len(parsed.words) - 1
    after = parsed.lemmas[index + 1] if index < last else ""
    before = parsed.lemmas[index - 1] if index else ""
    above = any(parsed.subject(i) >= 0 for i in parsed.ancestors(index, 3))
    return {
        "subject_above": float(above),
        "next_word": _NEXT.get(after, 0.0),
        "previous_word": _PREVIOUS.get(before, 0.0),
        "comma_next": float(after == ","),
        "before_name": _NOMINAL.get(words[index + 1].upos, 0.0) if index < last else 0.0,
        "after_name": _NOMINAL.get(words[index - 1].upos, 0.0) if index else 0.0,
    }


def _way(parsed: ParsedText, number: int, index: int) -> Features:
    """Return side, distances and whether it stands right beside the span."""
    first, last = parsed.inner[number]
    low, high = gap(parsed, number, index)
    edge = parsed.sentence[first if index < first else max(first, last - 1)] if last > first else 0
    # A gap that begins or ends inside the span (at its outer edge) does not count the span itself.
    own = high > low and number in (parsed.quoted_at[low], parsed.quoted_at[high - 1])
    return {
        "before": float(index < first),
        "distance": float(parsed.outside[high] - parsed.outside[low]),
        "words_between": float(min(60, high - low)),
        "adjacent": float(index in parsed.edges[number]),
        "sentences_between": float(min(4, abs(edge - parsed.sentence[index]))),
        "lines_between": float(parsed.quoted[number].paragraph - parsed.paragraph[index]),
        "spans_between": float(spans_in(parsed, low, high) - own),
    }


def _tree(parsed: ParsedText, number: int, index: int) -> Features:
    """Return how the word and the span hang together in the parse."""
    governor = parsed.tops[number]
    if governor < 0:
        return {"relation": 0.0, "governs_top": 0.0, "steps_down": -1.0, "steps_up": -1.0}
    above = parsed.ancestors(governor)
    own = parsed.ancestors(index)
    relation = parsed.words[index].deprel
    code = 20.0 if relation == "acl:relcl" else RELATION.get(relation.split(":")[0], 0.0)
    return {
        "relation": code,
        "governs_top": float(parsed.heads[governor] == index),
        "steps_down": float(above.index(index)) if index in above else -1.0,
        "steps_up": float(own.index(governor)) if governor in own else -1.0,
    }


def _punctuation(parsed: ParsedText, number: int, index: int) -> Features:
    """Return what stands in the journalist's words between: colon, comma, "that", a stop."""
    low, high = gap(parsed, number, index)
    counts = parsed.counts
    return {
        "colon_between": float(between(counts.colons, low, high) > 0),
        "comma_between": float(between(counts.own_commas, low, high) > 0),
        "that_between": float(between(counts.thats, low, high) > 0),
        "stop_between": float(between(counts.stops, low, high) > 0),
    }


def _rivalry(
    parsed: ParsedText, number: int, index: int, rivals: list[int], odds: list[float]
) -> Features:
    """Return how many rivals stand between, and the most cue-like there and elsewhere.

    `odds` are the rivals' log odds as cues; rivals are in text order.
    """
    low, high = gap(parsed, number, index)
    first, last = bisect_left(rivals, low), bisect_left(rivals, high)
    last = max(first, last)
    own = bisect_left(rivals, index)
    inside = odds[first:last]
    before, after = (odds[:own], odds[last:]) if index < low else (odds[:first], odds[own + 1 :])
    return {
        "verbs_between": float(len(inside)),
        "best_between": max(inside, default=-9.0),
        "best_elsewhere": max(before + after, default=-9.0),
    }


def _other_spans(parsed: ParsedText, number: int, index: int) -> Features:
    """Return distances to the spans before and after."""
    outside = parsed.outside
    previous = parsed.inner[number - 1][1] if number else -1
    following = parsed.inner[number + 1][0] if number + 1 < len(parsed.inner) else -1
    to_previous = abs(outside[index] - outside[previous]) if previous >= 0 else 60
    to_next = abs(outside[following] - outside[index]) if following >= 0 else 60
    return {
        "distance_previous": float(min(60, to_previous)),
        "follows_previous": float(previous >= 0 and index >= previous),
        "distance_next": float(min(60, to_next)),
    }


def gap(parsed: ParsedText, number: int, index: int) -> tuple[int, int]:
    """Return the range of words between a word and a span."""
    first, last = parsed.inner[number]
    return (index + 1, first) if index < first else (last, index)


def spans_in(parsed: ParsedText, low: int, high: int) -> int:
    """Return how many spans a range of words touches."""
    if high <= low:
        return 0
    goes_on = parsed.quoted_at[low] >= 0 and not between(parsed.counts.begun, low, low + 1)
    return between(parsed.counts.begun, low, high) + goes_on
