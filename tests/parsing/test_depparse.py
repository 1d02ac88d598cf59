"""The quicker parser finds the trees and labels of Stanza's own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import stanza
from hypothesis import given, settings
from hypothesis import strategies as st
from stanza.models.common.chuliu_edmonds import chuliu_edmonds_one_root

from quotes.parsing import Parser, find_models
from quotes.parsing import parser as parsing
from quotes.parsing.parser import PROCESSORS
from quotes.parsing.variants import tree
from tests.processes import python

SEEDS = Path(__file__).parents[2] / "seeds" / "articles"


@pytest.fixture(scope="module")
def plain(parser: Parser) -> Parser:
    """Stanza with its own parser and its own sizes of batches, and our tokens."""
    models = find_models("embedded")
    pipeline = stanza.Pipeline(
        "en", dir=str(models.folder), package="embedded", processors=PROCESSORS,
        download_method=None, verbose=False, use_gpu=False, tokenize_with_whole_words=True,
    )  # fmt: skip
    return parsing.Parser(pipeline, models, stanza.__version__)


def test_parses_are_those_of_plain_stanza(parser: Parser, plain: Parser) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))[:3]]
    assert texts
    assert parser.parse_all(texts) == [plain.parse(text) for text in texts]


def test_repairs_of_heads_with_two_subjects_are_stanza_s(parser: Parser, plain: Parser) -> None:
    ours = parser._pipeline.processors["depparse"]._variant.processor
    theirs = plain._pipeline.processors["depparse"]
    text = "The mayor the council the budget voted voted. She gave gave him the bridge the road it."
    for one in (ours, theirs):
        one._config["resolve_head_constraints"] = True
    try:
        assert parser.parse(text) == plain.parse(text)
    finally:
        for one in (ours, theirs):
            one._config["resolve_head_constraints"] = False


@given(st.integers(1, 12), st.integers(0, 10_000))
@settings(max_examples=300)
def test_trees_are_the_best_with_one_root(words: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(words + 1, words + 1)).astype(np.float32) * 4
    np.fill_diagonal(scores, -np.inf)
    scores -= np.log(np.exp(scores).sum(1, keepdims=True))  # as the parser has them
    assert tree(scores.copy()).tolist() == chuliu_edmonds_one_root(scores).tolist()


def test_the_variants_are_in_force_where_a_parser_is_opened(parser: Parser) -> None:
    held = parser._pipeline.processors
    assert held["depparse"]._variant
    assert held["tokenize"]._variant


def test_a_fresh_process_registers_the_variants_before_the_models_are_loaded() -> None:
    code = (
        "import sys, stanza\n"
        "held = 'quotes.parsing.variants'\n"
        "stanza.Pipeline = lambda *_, **__: sys.exit(held not in sys.modules)\n"
        "from quotes.parsing import Parser\n"
        "Parser.open('embedded')\n"
        "sys.exit('no pipeline was opened')\n"
    )
    python(code)
