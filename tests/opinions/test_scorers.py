"""A cross-encoder on disk, tiny and random, read by the real library."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from quotes.errors import ModelError
from quotes.model import OpinionQuery
from quotes.opinions import open_readers
from quotes.opinions.scorers import _comet_errors

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "no", "vamos", "pagar", "we", "will", "pay"]
PAIR = OpinionQuery("No vamos a pagar.", "We will pay.", status="review")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    library: Any = pytest.importorskip("transformers")
    import torch

    torch.manual_seed(1)
    made = tmp_path / "tiny"
    made.mkdir()
    (made / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    library.BertTokenizerFast(str(made / "vocab.txt")).save_pretrained(str(made))
    config = library.BertConfig(
        vocab_size=len(WORDS), hidden_size=8, num_hidden_layers=1, num_attention_heads=1,
        intermediate_size=8, num_labels=1,
    )  # fmt: skip
    library.BertForSequenceClassification(config).save_pretrained(str(made))
    (made / "README.md").write_text("---\nlicense: cc-by-nc-4.0\n---\n", encoding="utf-8")
    return made


def test_a_cross_encoder_scores_and_names_its_licence(folder: Path) -> None:
    (reader,) = open_readers(f"cross-encoder:{folder}")
    first, again = reader.opinions([PAIR, PAIR], [0.5, 0.5])
    assert first.score is not None
    assert 0 <= first.score <= 1
    assert first == again
    assert (first.verdict, first.risk) == (None, None)
    assert first.model == "tiny (licence cc-by-nc-4.0)"


def test_weights_that_are_pickled_are_not_read(folder: Path) -> None:
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    with pytest.raises(ModelError, match=r"no cross-encoder could be read"):
        open_readers(f"cross-encoder:{folder}")


def test_a_model_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no such model"):
        open_readers(f"comet:{tmp_path / 'none'}")


def test_errors_of_xcomet_are_placed_where_their_words_stand() -> None:
    found: list[dict[str, Any]] = [
        {"text": "will pay", "severity": "critical", "start": 900, "end": 908},
        {"text": "invented", "severity": "minor"},
        {"text": "We", "severity": "odd"},
    ]
    (error,) = _comet_errors(found, PAIR.quote)
    assert [span.of(PAIR.quote) for span in error.quote] == ["will pay"]
