"""Spanish to English: an aid for a reader without Spanish."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from quotes.stored import forget
from quotes.translators.pivot import GlossEngine

ENGINE = GlossEngine.installed()


@pytest.mark.skipif(ENGINE is None, reason="apertium-es-pt is not installed")
def test_a_sentence_in_english() -> None:
    assert ENGINE is not None
    (answer,) = ENGINE.translate(["Vamos a terminar el puente en marzo."])
    assert "bridge" in answer
    assert "March" in answer
    ENGINE.close()


@pytest.mark.skipif(ENGINE is None, reason="apertium-es-pt is not installed")
def test_what_was_rendered_is_kept_until_its_quotation_is_to_be_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def translate(_: GlossEngine, texts: Sequence[str]) -> list[str]:
        asked.extend(texts)
        return [f"English of {text}" for text in texts]

    monkeypatch.setattr(GlossEngine, "translate", translate)
    pair = ("It is not over.", "No se acabó.")
    for _ in range(2):
        engine = GlossEngine(tmp_path)
        assert engine.rendered([pair, pair]) == ["English of No se acabó."] * 2
        engine.close()
    assert asked == ["No se acabó."]
    assert forget(tmp_path, [pair[0]]) == 1
    assert not any(b"English of" in path.read_bytes() for path in tmp_path.iterdir())
