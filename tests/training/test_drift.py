"""Made drifts: what an edit touches, and that every generator says so truly."""

# ruff: noqa: S311 - seeded edits are no secrets
from __future__ import annotations

from random import Random

import pytest

from training.drift import (
    additions,
    faithful,
    mixtures,
    names,
    negations,
    numbers,
    questions,
    removals,
)
from training.drift.alignments import learn
from training.drift.changes import Edited, apply, compatible, removal, swap
from training.drift.pools import Pool
from training.drift.sentences import Sentence, flatten

TEXT = "The mayor did not open 12 schools in Villarrobledal."
ROWS = [
    ["The", 0, 3, "DET", "DT", "", "the", 2, "det", "O"],
    ["mayor", 4, 9, "NOUN", "NN", "Number=Sing", "mayor", 5, "nsubj", "O"],
    ["did", 10, 13, "AUX", "VBD", "", "do", 5, "aux", "O"],
    ["not", 14, 17, "PART", "RB", "", "not", 5, "advmod", "O"],
    ["open", 18, 22, "VERB", "VB", "", "open", 0, "root", "O"],
    ["12", 23, 25, "NUM", "CD", "", "12", 7, "nummod", "O"],
    ["schools", 26, 33, "NOUN", "NNS", "Number=Plur", "school", 5, "obj", "O"],
    ["in", 34, 36, "ADP", "IN", "", "in", 9, "case", "O"],
    ["Villarrobledal", 37, 51, "PROPN", "NNP", "", "Villarrobledal", 5, "obl", "S-LOC"],
    [".", 51, 52, "PUNCT", ".", "", ".", 5, "punct", "O"],
]
PAIRS = [
    ("the mayor opens the school", "el alcalde abre la escuela"),
    ("the school closes", "la escuela cierra"),
    ("the mayor speaks", "el alcalde habla"),
    ("a school speaks", "una escuela habla"),
]


@pytest.fixture(name="sentence")
def parsed() -> Sentence:
    """Return one parsed sentence."""
    return flatten(TEXT, [[list(row) for row in ROWS]])


def words(edited: Edited) -> list[str]:
    return [edited.text[a:b] for a, b in edited.changed]


def test_a_swap_is_a_changed_span() -> None:
    edited = apply(TEXT, [swap("number", 23, 25, "15")])
    assert words(edited) == ["15"]
    assert [TEXT[a:b] for a, b in edited.lost] == ["12"]


def test_a_removal_is_a_gap_and_leaves_no_double_space() -> None:
    edited = apply(TEXT, [removal("negation", TEXT, 14, 17)])
    assert edited.text == "The mayor did open 12 schools in Villarrobledal."
    assert edited.changed == ()
    assert edited.text[: edited.gaps[0]] == "The mayor did"


def test_only_what_differs_within_a_patch_is_changed() -> None:
    edited = apply(TEXT, [swap("modality", 10, 22, "did never open")])
    assert words(edited) == ["never"]


def test_edits_of_one_place_do_not_go_together() -> None:
    assert not compatible([swap("a", 23, 25, "15"), swap("b", 23, 33, "x")])
    assert compatible([swap("a", 23, 25, "15"), swap("b", 4, 9, "judge")])


@pytest.mark.parametrize("seed", range(20))
def test_a_changed_number_is_another_number(seed: int) -> None:
    for number in ("12", "7", "1,200", "3.5", "2026"):
        assert numbers.redigited(number, Random(seed)) != number


def test_the_negation_is_found_and_taken_out(sentence: Sentence) -> None:
    texts = {apply(TEXT, [c]).text for c in negations.negations(sentence, Random(1))}
    assert "The mayor did open 12 schools in Villarrobledal." in texts


@pytest.mark.parametrize("seed", range(8))
def test_a_question_asks(sentence: Sentence, seed: int) -> None:
    for change in questions.questions(sentence, Random(seed)):
        assert apply(TEXT, [change]).text.endswith("?")


@pytest.mark.parametrize("seed", range(8))
def test_removals_only_remove(sentence: Sentence, seed: int) -> None:
    makers = (removals.subjects, removals.verbs, removals.nouns, removals.phrases, removals.names)
    for find in makers:
        for change in find(sentence, Random(seed)):
            edited = apply(TEXT, [change])
            assert len(edited.text) < len(TEXT)
            assert edited.gaps


def test_exchanged_roles_keep_the_words(sentence: Sentence) -> None:
    for change in names.exchanged(sentence, Random(0)):
        assert sorted(apply(TEXT, [change]).text.lower()) == sorted(TEXT.lower())


@pytest.mark.parametrize("seed", range(40))
def test_dress_carries_the_spans_along(seed: int) -> None:
    rng = Random(seed)
    text, spans = faithful.formatted(TEXT, [(23, 25)], rng)
    assert [text[a:b] for a, b in spans] == ["12"]
    patches = faithful.equals(TEXT, rng)
    text, spans = faithful.patched(TEXT, patches, [(26, 33)])
    assert "didn't" in text
    assert [text[a:b] for a, b in spans] == ["schools"]


def test_the_aligner_learns_words() -> None:
    aligner = learn(PAIRS)
    links = aligner.counterparts("the mayor closes", "el alcalde cierra")
    assert links[4, 9] == [(3, 10)]


def test_a_name_that_the_other_text_lacks_is_a_stranger() -> None:
    aligner = learn(PAIRS)
    english, spanish = "the mayor Quintero speaks", "el alcalde habla en Sabanalta"
    assert aligner.strangers(english, spanish) == ["Quintero", "Sabanalta"]
    assert not aligner.strangers(english, "el alcalde Quintero habla")


def test_an_added_word_goes_with_its_neighbour(sentence: Sentence) -> None:
    pool = Pool(None, before={"NOUN:schools": ["rural"]})  # type: ignore[arg-type]  # no WordNet
    texts = {apply(TEXT, [c]).text for c in additions.collocations(sentence, pool, Random(0))}
    assert texts == {"The mayor did not open 12 rural schools in Villarrobledal."}


def test_the_difference_of_gendered_twins() -> None:
    edited = mixtures.difference("He lost his hat.", "She lost her hat.", "gender-swap")
    assert words(edited) == ["She", "her"]


def test_joined_pairs_keep_their_offsets() -> None:
    plain = {"row": 0, "original": "Sí.", "quote": "Yes.", "kinds": [], "changed": [], "gaps": []}
    one = {**plain, "lost": []}
    two = {**one, "quote": "Oh no.", "kinds": ["x"], "changed": [[3, 5]], "lost": [[0, 2]]}
    both = mixtures.joined(one, two)
    (a, b), (c, d) = both["changed"][0], both["lost"][0]
    assert (both["quote"][a:b], both["original"][c:d]) == ("no", "Sí")
