"""Candidates for the source of a quotation (the phrase that speaks) and what speaks for each."""

from __future__ import annotations

import re
from bisect import bisect_left

from quotes.quotations.features.cues import spans_in
from quotes.quotations.features.spans import RELATION, Features
from quotes.quotations.forests import Lexicon
from quotes.quotations.parsed_text import ParsedText, between

_PARTS = frozenset({"compound", "flat", "fixed", "goeswith", "punct", "case", "amod", "nummod"})
_NOMINAL = frozenset({"PROPN", "PRON", "NOUN"})
_HEADS = frozenset({"nsubj", "obj", "obl", "root", "conj", "iobj", "nmod", "appos", "parataxis"})
_REACH = 70  # words outside marks between cue and source
_EASY = frozenset({"ADV", "AUX", "PART", "PUNCT"})
_DASHED = re.compile(r"[-–—―]\s*(?:\S+\s){0,3}$")
_UPOS = {"PROPN": 1.0, "PRON": 2.0, "NOUN": 3.0, "DET": 4.0, "NUM": 5.0, "ADJ": 6.0}
_CUE_UPOS = {"VERB": 1.0, "NOUN": 2.0, "ADP": 3.0, "AUX": 4.0}
_VERB_FORM = {"VBD": 1.0, "VBZ": 2.0, "VBP": 2.0, "VBG": 3.0, "VBN": 4.0, "VB": 5.0}
_ENTITY = {"PERSON": 1.0, "ORG": 2.0, "LOC": 3.0, "MISC": 4.0}
_PRONOUN = {"he": 1.0, "she": 2.0, "they": 3.0, "i": 4.0, "we": 4.0, "who": 5.0, "it": 6.0,
            "which": 7.0, "that": 7.0, "you": 8.0, "him": 9.0, "her": 9.0, "them": 9.0}  # fmt: skip


def source_candidates(parsed: ParsedText, number: int, cue: int) -> list[int]:
    """Return the heads of the noun phrases around the cue that may be the source."""
    first, last = parsed.inner[number]
    centre = cue if cue >= 0 else max(0, first - 1)
    paragraph = min(parsed.paragraph[centre], parsed.quoted[number].paragraph)
    low = parsed.line_words(max(0, paragraph - 2))[0]
    end = max(parsed.paragraph[centre], parsed.quoted[number].paragraph)
    high = parsed.line_words(min(len(parsed.lines) - 1, end))[1]
    outside = parsed.outside
    return [
        i
        for i in range(low, high)
        if (parsed.quoted_at[i] < 0 or first <= i < min(last, first + 4))
        and abs(outside[i] - outside[centre]) <= _REACH
        and is_head(parsed, i)
    ]


def is_head(parsed: ParsedText, index: int) -> bool:
    """Say whether a word heads a noun phrase of its own."""
    upos, relation = parsed.words[index].upos, parsed.relations[index]
    if upos in _NOMINAL:
        return relation not in _PARTS or upos == "PRON"
    return upos in {"DET", "NUM", "ADJ"} and relation in _HEADS


def source_features(
    parsed: ParsedText,
    number: int,
    cues: tuple[int, int],
    lexicons: dict[str, Lexicon],
    rivals: list[int],
) -> list[Features]:
    """Return the features of every phrase (in text order) as the source of a span.

    `cues` are the likeliest cue and the next; -1 where there is none.
    """
    cue, other = cues
    people = [index for index in rivals if _is_person(parsed, index)]
    announced = _cue(parsed, number, cue, lexicons)
    return [
        {
            **_itself(parsed, index, lexicons),
            **_tree(parsed, cue, index),
            **_way(parsed, number, cue, index),
            **_between(parsed, cue, index, rivals, people),
            **_form(parsed, index),
            **announced,
            **_beside(parsed, number, cue, index),
            **_second_cue(parsed, other, index),
        }
        for index in rivals
    ]


def _itself(parsed: ParsedText, index: int, lexicons: dict[str, Lexicon]) -> Features:
    """Return how source-like the phrase itself is: lexicon, class, entity, relation."""
    word, entity = parsed.words[index], parsed.entity[index]
    relation = word.deprel
    code = 20.0 if relation == "nmod:poss" else RELATION.get(relation.split(":")[0], 0.0)
    speaks, named = parsed.frequencies.get(parsed.lemmas[index], (0, 0))
    return {
        "lexicon": lexicons["source"].of(parsed.lemmas[index]),
        "upos": _UPOS.get(word.upos, 0.0),
        "entity": _ENTITY.get(parsed.entities[entity].type, 0.0) if entity >= 0 else 0.0,
        "pronoun": _PRONOUN.get(word.text.lower(), 0.0) if word.upos == "PRON" else 0.0,
        "relation": code,
        "quoted": float(parsed.quoted_at[index] >= 0),
        "speaks_often": float(min(8, speaks)),
        "named_often": float(min(12, named)),
    }


def _tree(parsed: ParsedText, cue: int, index: int) -> Features:
    """Return how phrase and cue hang together in the parse."""
    if cue < 0:
        return {"is_subject": 0.0, "is_dependent": 0.0, "subject_up": -1.0, "governs": 0.0,
                "tree_distance": -1.0}  # fmt: skip
    above = [cue, *parsed.ancestors(cue)]
    own = [index, *parsed.ancestors(index)]
    up = -1.0
    if parsed.relations[index] == "nsubj" and parsed.heads[index] in above:
        up = float(above.index(parsed.heads[index]))
    meeting = next((word for word in own if word in above), -1)
    return {
        "is_subject": float(parsed.subject(cue) == index),
        "is_dependent": float(parsed.heads[index] == cue),
        "subject_up": up,
        "governs": float(index in above),
        "tree_distance": float(own.index(meeting) + above.index(meeting)) if meeting >= 0 else -1.0,
    }


def _way(parsed: ParsedText, number: int, cue: int, index: int) -> Features:
    """Return sides and distances between phrase, cue and span."""
    first, last = parsed.inner[number]
    outside, centre = parsed.outside, (cue if cue >= 0 else first)
    away = outside[first] - outside[index] if index < first else outside[index] - outside[last]
    at = min(centre, len(parsed.words) - 1)
    lines = parsed.paragraph[at] - parsed.paragraph[index]
    return {
        "before_cue": float(index < centre),
        "distance": float(abs(outside[centre] - outside[index])),
        "before_span": float(index < first),
        "span_distance": float(away),
        "sentences": float(parsed.sentence[at] - parsed.sentence[index]),
        "lines": float(lines),
        "same_line": float(lines == 0),
    }


def _between(
    parsed: ParsedText, cue: int, index: int, rivals: list[int], people: list[int]
) -> Features:
    """Return what stands between phrase and cue: rivals, people, a comma, spans.

    `people` are those of the rivals who are persons; both are in text order.
    """
    low, high = (index + 1, cue) if index < cue else (cue + 1, index)
    low, high = max(0, low), max(0, high)
    return {
        "rank": float(_count(rivals, low, high)),
        "people_between": float(_count(people, low, high)),
        "comma_between": float(between(parsed.counts.commas, low, high) > 0),
        "span_between": float(spans_in(parsed, low, high)),
    }


def _count(words: list[int], low: int, high: int) -> int:
    return max(0, bisect_left(words, high) - bisect_left(words, low))


def _is_person(parsed: ParsedText, index: int) -> bool:
    """Say whether a word is a pronoun or part of a person's name."""
    return parsed.in_persons_name(index) or parsed.words[index].upos == "PRON"


def _form(parsed: ParsedText, index: int) -> Features:
    """Return article, place in the sentence, number, genitive, preposition."""
    lemmas = {parsed.lemmas[child] for child in parsed.children[index]}
    word = parsed.words[index]
    begin = parsed.sentences[parsed.sentence[index]][0]
    known = bool(lemmas & {"the", "this", "that"})
    return {
        "definite": 2.0 if known else float(bool(lemmas & {"a", "an"})),
        "opens_sentence": float(index - begin if index - begin < 8 else 8),
        "plural": float("Number=Plur" in word.feats),
        "possessive": float(word.deprel == "nmod:poss"),
        "preposition_by": float("by" in lemmas) + 2 * ("to" in lemmas) + 3 * ("from" in lemmas),
    }


def _cue(parsed: ParsedText, number: int, cue: int, lexicons: dict[str, Lexicon]) -> Features:
    """Return what kind of cue it is: lexicon, form, own subject, side, passive."""
    if cue < 0:
        return {"cue_lexicon": -9.0, "cue_form": 0.0, "cue_has_subject": 0.0, "cue_before": 0.0,
                "cue_passive": 0.0, "cue_upos": 0.0}  # fmt: skip
    word = parsed.words[cue]
    relations = {parsed.words[child].deprel for child in parsed.children[cue]}
    own = parsed.subject(cue)
    return {
        "cue_lexicon": lexicons["cue"].of(parsed.lemmas[cue]),
        "cue_form": _VERB_FORM.get(word.xpos, 0.0),
        "cue_has_subject": float(own >= 0) + float(0 <= own < cue),
        "cue_before": float(cue < parsed.inner[number][0]),
        "cue_passive": float("nsubj:pass" in relations or "aux:pass" in relations),
        "cue_upos": _CUE_UPOS.get(word.upos, 0.0),
    }


def _beside(parsed: ParsedText, number: int, cue: int, index: int) -> Features:
    """Return signs beside the phrase that hold where the parse went wrong."""
    centre = cue if cue >= 0 else parsed.inner[number][0]
    low, high = (index + 1, centre) if index < centre else (centre + 1, index)
    near = min(high, low + 40)
    start, end = parsed.words[index].span.start, parsed.words[index].span.end
    easy = high - low < 5 and all(w.upos in _EASY for w in parsed.words[low:high])
    return {
        "adjacent": float(cue >= 0 and abs(index - cue) == 1),
        "signed": float(max(-30, min(30, centre - index))),
        "subjects_between": float(between(parsed.counts.subjects, low, near)),
        "after_dash": float(_DASHED.search(parsed.text[max(0, start - 25) : start]) is not None),
        "before_colon": float(parsed.text[end : end + 1] == ":"),
        "on_line": float(parsed.paragraph[index] == parsed.quoted[number].paragraph),
        "only_adverbs": float(easy),
    }


def _second_cue(parsed: ParsedText, cue: int, index: int) -> Features:
    """Say whether a phrase is the subject of the second likeliest cue, and how far off it is."""
    if cue < 0:
        return {"second_cue_subject": 0.0, "second_cue_distance": 60.0}
    away = abs(parsed.outside[cue] - parsed.outside[index])
    return {
        "second_cue_subject": float(parsed.subject(cue) == index),
        "second_cue_distance": float(min(60, away)),
    }
