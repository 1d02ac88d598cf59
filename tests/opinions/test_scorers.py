"""Models on disk, tiny and of chance, made here and read by the real libraries.

COMET wants an environment of its own (docs/second-opinions.md); elsewhere its tests are skipped.
"""

from __future__ import annotations

import os
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


PIECES = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
KINDS = {"referenceless": "unified_metric", "xcomet": "xcomet_metric"}


class Touched:
    """What makes a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return (os.mknod, (str(self.path),))


def comet_model(folder: Path, kind: str, **more: object) -> Path:
    """Make a checkpoint as the library writes it: an XLM-R of two layers, weights of chance."""
    comet: Any = pytest.importorskip("comet.models", reason="needs quotes-audit[comet]")
    import torch
    import transformers
    from tokenizers import Tokenizer, models, pre_tokenizers

    torch.manual_seed(3)
    library: Any = transformers
    letters = [(letter, -3.0) for letter in "▁abcdefghijklmnopqrstuvwxyzNWI.,áéíóúñ"]
    tokenizer: Any = Tokenizer(models.Unigram(PIECES + letters, unk_id=3))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    encoder = folder / "encoder"
    library.XLMRobertaTokenizerFast(
        tokenizer_object=tokenizer, model_max_length=64
    ).save_pretrained(encoder)
    library.XLMRobertaConfig(
        vocab_size=len(PIECES + letters) + 1, hidden_size=16, num_hidden_layers=2,
        num_attention_heads=2, intermediate_size=16, max_position_embeddings=80,
    ).save_pretrained(encoder)  # fmt: skip
    options: dict[str, Any] = {
        "pretrained_model": str(encoder), "encoder_model": "XLM-RoBERTa", "word_layer": 2,
        "hidden_sizes": [8], "load_pretrained_weights": False, "local_files_only": True,
    }  # fmt: skip
    if kind == "unified_metric":
        options |= {"input_segments": ["mt", "src"], "layer_transformation": "softmax"}
    made: Any = comet.str2model[kind](**options)
    for weights in made.parameters():
        torch.nn.init.normal_(weights, std=0.5)  # as they begin all texts get one score
    (folder / "checkpoints").mkdir()
    saved = {"state_dict": made.state_dict(), "hyper_parameters": dict(made.hparams)}
    saved |= {"pytorch-lightning_version": "2.0.0"} | more
    torch.save(saved, folder / "checkpoints" / "model.ckpt")
    settings = f"class_identifier: {kind}\npretrained_model: {encoder}\n"
    (folder / "hparams.yaml").write_text(settings, encoding="utf-8")
    (folder / "README.md").write_text("license: cc-by-nc-sa-4.0\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_comet_scores_says_nothing_beside_it_and_starts_no_process(
    kind: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    made = comet_model(tmp_path / "tiny", kind)
    capfd.readouterr()
    (reader,) = open_readers(f"comet:{made}")
    longer = OpinionQuery(
        "No vamos a pagar nada, vecinos.", "We will pay the debt.", status="drift"
    )
    alone = [reader.opinions([query], [0.5])[0] for query in (longer, PAIR)]
    both = reader.opinions([longer, PAIR], [0.5, 0.5])
    assert [one.score for one in both] == pytest.approx([one.score for one in alone], abs=1e-3)
    assert [one.errors for one in both] == [one.errors for one in alone]
    assert both[0].score != both[1].score
    assert {one.model for one in both} == {"tiny (licence cc-by-nc-sa-4.0)"}
    assert "".join(capfd.readouterr()) == ""


def test_a_checkpoint_of_comet_runs_no_code(tmp_path: Path) -> None:
    made = comet_model(tmp_path / "tiny", "unified_metric", code=Touched(tmp_path / "run"))
    with pytest.raises(ModelError, match="it holds code"):
        open_readers(f"comet:{made}")
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ("checkpoints/model.ckpt", "NAME.ckpt"),
        ("hparams.yaml", "hparams.yaml belongs"),
        ("encoder", "must be in Hugging Face's cache"),
        ("noise", "no COMET model could be read"),
    ],
)
def test_a_broken_model_of_comet_is_one_clear_line(broken: str, told: str, tmp_path: Path) -> None:
    made = comet_model(tmp_path / "tiny", "unified_metric")
    if broken == "noise":
        (made / "checkpoints" / "model.ckpt").write_bytes(b"noise" * 99)
    else:
        (made / broken).rename(tmp_path / "elsewhere")
    with pytest.raises(ModelError, match=told) as error:
        open_readers(f"comet:{made}")
    assert "\n" not in str(error.value)


def test_a_model_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no such model"):
        open_readers(f"comet:{tmp_path / 'none'}")


def test_errors_of_xcomet_are_placed_where_their_words_stand() -> None:
    found: list[dict[str, Any]] = [
        {"text": "will pay", "severity": "critical", "start": 900, "end": 908},
        {"text": "invented", "severity": "minor"},
        {"text": "We", "severity": "odd"},
        {"text": " e", "severity": "minor", "start": 1, "end": 3},
        {"text": "y", "severity": "minor", "start": -4},
    ]
    quote = "Be e will pay y"
    errors = _comet_errors(found, quote)
    assert [span.of(quote) for error in errors for span in error.quote] == ["will pay", "e", "y"]
    assert errors[1].quote[0].start == 1
