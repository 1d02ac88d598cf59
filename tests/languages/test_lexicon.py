"""The bilingual lexicon: forms of words that it never saw, and entries that people wrote."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from quotes.languages.lexicon import akin, back_translations, given, seen, taken
from quotes.languages.words import snowball_stem
from training.lexicon.written import joined, read_entries


@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        ("signed", "firmamos"),
        ("postponed", "aplazaron"),
        ("truce", "treguas"),
        ("paid", "pagarles"),
    ],
)
def test_other_forms_stand_for_a_form_never_seen(english: str, spanish: str) -> None:
    assert not back_translations(spanish)
    assert seen(spanish, "es")
    assert max(given(english, spanish), taken(english, spanish)) > 0.05


@pytest.mark.parametrize(
    ("english", "spanish"), [("children", "nietos"), ("auditor", "puente"), ("boat", "escuela")]
)
def test_words_of_other_things_are_not_akin(english: str, spanish: str) -> None:
    assert not akin(english, spanish)


@pytest.mark.parametrize(
    ("english", "spanish"),
    [("town", "pueblo"), ("village", "pueblo"), ("grandchildren", "nietos"), ("bridge", "puente")],
)
def test_renderings_and_their_synonyms_are_akin(english: str, spanish: str) -> None:
    assert akin(english, spanish)


def test_a_word_without_any_form_is_not_seen() -> None:
    assert not seen("xyloquatro", "es")
    assert not seen("zzzz", "en")


@pytest.mark.parametrize("form", ["firmaria", "firmabamos", "firmamos", "firmaron", "firmando"])
def test_forms_of_a_verb_have_one_stem(form: str) -> None:
    assert snowball_stem(form, "es") == snowball_stem("firmar", "es")


def test_written_entries_join_what_was_learned(tmp_path: Path) -> None:
    path = tmp_path / "written.tsv"
    path.write_text("aplazar\tpostpone 60, delay 30\nCanoa\tcanoe 90\n", encoding="utf8")
    learned = {
        "english": np.array("\nboat\ncanoe"),
        "spanish": np.array("\ncanoa\nlancha"),
        "english_counts": np.array([0, 95, 5], dtype="u4"),
        "spanish_counts": np.array([0, 5, 95], dtype="u4"),
        "left": np.array([1, 1], dtype="u4"),
        "right": np.array([1, 2], dtype="u4"),
        "given_english": np.array([26, 230], dtype="u1"),
        "given_spanish": np.array([204, 255], dtype="u1"),
    }
    rows = joined(learned, read_entries(path))
    english, spanish = (str(rows[side]).split("\n") for side in ("english", "spanish"))
    pairs = {
        (english[e], spanish[s]): (int(there), int(back))
        for e, s, there, back in zip(
            rows["left"], rows["right"], rows["given_english"], rows["given_spanish"], strict=True
        )
    }
    assert pairs["boat", "lancha"] == (230, 255)  # nobody wrote of it
    assert pairs["boat", "canoa"] == (26, 204)  # what was learned is kept
    assert pairs["canoe", "canoa"] == (121, 115)
    assert pairs["postpone", "aplazar"] == (255, 153)
    assert len(rows["english_counts"]) == len(english)
