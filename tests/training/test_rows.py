"""New rows for the judge: what is kept of them; adapters, their blend, and what is stored."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch.nn.utils import parametrize

from quotes.ml.networks import Shape
from quotes.ml.tokenization import tokenizer
from training.adapters import adapt
from training.drift.catalogues import chapter, clean, sentences, usable
from training.drift.examples import example
from training.drift.labelled import line, times
from training.drift.news import faithful
from training.drift.written import cut, lines, rows


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


def test_an_adapter_changes_nothing_until_it_has_learned_and_can_be_merged() -> None:
    torch.manual_seed(0)
    network = Shape(10, width=24, heads=2, inner=48).transformer(2).eval()
    states = torch.randn(1, 5, 24)
    before = network(states)
    (adapter,) = adapt(network, ["layers.1.linear1.weight"], 4).values()
    assert torch.allclose(network(states), before, atol=1e-6)
    assert [n for n, p in network.named_parameters() if p.requires_grad] == [
        "layers.1.linear1.parametrizations.weight.0.left",
        "layers.1.linear1.parametrizations.weight.0.right",
    ]
    torch.nn.init.ones_(adapter.left)
    after = network(states)
    assert not torch.allclose(after, before, atol=1e-3)
    parametrize.remove_parametrizations(network.get_submodule("layers.1.linear1"), "weight")
    assert torch.allclose(network(states), after, atol=1e-6)


def test_labelled_pairs_say_what_is_known_of_them() -> None:
    row = {"original": "No vino.", "quote": "He came.", "label": "drift", "category": "omission"}
    made = line(row | {"set": "biomqm"})
    assert (made["kinds"], made["changed"], made["lost"]) == (["omission"], None, [])
    assert times(row | {"set": "biomqm"}) > times(row | {"set": "pawsx"}) == 1
    found = example(made, tokenizer())
    assert (found.drift, found.known, found.lost_known) == (1.0, 0.0, 0.0)
    faithful_pair = line(row | {"label": "faithful", "set": "pawsx"})
    assert example(faithful_pair, tokenizer()).known == 1.0
    assert made["twin"] == faithful_pair["twin"]


def test_a_fragment_is_compared_with_its_words_and_some_around_them() -> None:
    original = "Ni plata ni gente nos faltaron este año en la plaza de mercado de Piedra Mansa"
    fragment = {"quote": "this year at the market", "span": "este año en la plaza de mercado"}
    drift = fragment | {"category": "broader-term", "lost": ["nos faltaron"]}
    for number in range(50):
        quote = {"quote": f"the market {number}"}
        assert fragment["span"] in cut(original, fragment | quote)
        assert "nos faltaron este año" in cut(original, drift | quote)
    assert cut(original, fragment) == cut(original, fragment)
    assert len({cut(original, fragment | {"quote": str(n)}) for n in range(50)}) > 5
    assert cut(original, {"quote": "all of it"}) == original


def test_renderings_of_one_variant_of_a_contrast_set_are_wrong_for_the_others() -> None:
    pays, paid = "Se les está pagando a las maestras.", "Ya se les pagó a las maestras."
    contrast = {
        "kind": "aspect",
        "variants": [
            {"es": pays, "en": ["The teachers are being paid.", "are being paid"]},
            {"es": paid, "en": ["The teachers have been paid.", "got their money"]},
        ],
    }
    labels = {(row["original"], row["quote"]): row["label"] for row in rows([contrast])}
    assert labels[pays, "are being paid"] == labels[paid, "got their money"] == "faithful"
    assert labels[pays, "got their money"] == labels[paid, "are being paid"] == "drift"
    assert len(labels) == 8
    assert {row["whole"] for row in rows([contrast])} == {pays}
    made = list(lines([contrast]))
    assert len({row["twin"] for row in made}) == 1
    assert {row["changed"] is None for row in made if row["kinds"]} == {True}
