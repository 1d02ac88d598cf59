"""New rows for the judge: what is kept of catalogues and of machine Spanish, and the blend."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from quotes.ml import weights
from quotes.ml.cross_encoder import CrossEncoder
from training.drift.blended import thin
from training.drift.catalogues import chapter, clean, sentences, usable
from training.drift.news import faithful


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The bridge is open. The road is not.", ["The bridge is open.", "The road is not."]),
        ("Mr. Quintero came. He spoke!", ["Mr. Quintero came.", "He spoke!"]),
        ("¿Vino? Sí, vino.", ["¿Vino?", "Sí, vino."]),
        ("one line", ["one line"]),
    ],
)
def test_paragraphs_are_cut_into_sentences(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


def test_marks_and_tags_of_messages_are_taken_off() -> None:
    assert clean("_Open the <b>bridge</b>\n now &amp; then") == "Open the bridge now & then"


@pytest.mark.parametrize(
    ("english", "spanish", "kept"),
    [
        ("The river authority closed the old bridge.", "La autoridad cerró el puente viejo.", True),
        ("Close the bridge.", "Cierre el puente.", False),
        ("the river authority closed the old bridge.", "cerraron el puente viejo ayer.", False),
        ("See https://example.org for what the council said.", "Vea la página del concejo.", False),
        ("The river authority closed the old bridge.", "Cerró.", False),
    ],
)
def test_only_whole_sentences_of_like_length_are_kept(
    english: str, spanish: str, kept: bool
) -> None:
    assert usable(english, spanish) is kept


@pytest.mark.parametrize(
    ("spanish", "strange", "kept"),
    [
        ("El concejo no pagó 1.428 pesos.", [], True),
        ("El concejo pagó 1.428 pesos.", [], False),
        ("El concejo no pagó 1.429 pesos.", [], False),
        ("¿El concejo no pagó 1.428 pesos?", [], False),
        ("El concejo no pagó 1.428 pesos.", ["reviravolta"], False),
    ],
)
def test_machine_spanish_keeps_numbers_denials_and_questions(
    spanish: str, strange: list[str], kept: bool
) -> None:
    assert faithful("The council did not pay 1,428 pesos.", spanish, strange) is kept


def test_paragraphs_of_a_chapter_hold_no_others(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text("<div class='para'>One.<ul><li><p>Two.</p></li></ul></div><p>Three.</p>")
    assert chapter(page) == ["Two.", "Three."]


def test_a_blend_is_as_near_as_its_rank_allows() -> None:
    torch.manual_seed(0)
    whole = torch.randn(60, 20) @ torch.randn(20, 50)
    left, right = thin(whole)
    assert np.allclose(left.astype("f4") @ right.astype("f4"), whole.numpy(), atol=0.1)


def matrix(read: CrossEncoder) -> Tensor:
    """Return a matrix of the last layer."""
    return cast(nn.Linear, read.get_submodule("layers.10.up")).weight


def test_the_judge_is_turned_and_what_it_is_turned_from_is_not() -> None:
    read, own, stored = (
        weights.judge(),
        weights.unadapted(weights.JUDGE),
        weights.judge(adapted=False),
    )
    assert torch.equal(matrix(own), matrix(stored))
    assert not torch.allclose(matrix(read), matrix(stored), atol=1e-3)
    assert torch.equal(own.tags.weight, stored.tags.weight)
    assert own.layers[0] is read.layers[0]
