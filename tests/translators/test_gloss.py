"""Spanish to English: an aid for a reader without Spanish."""

from __future__ import annotations

import pytest

from quotes.translators.pivot.gloss import GlossEngine

ENGINE = GlossEngine.installed()


@pytest.mark.skipif(ENGINE is None, reason="apertium-es-pt is not installed")
def test_a_sentence_in_english() -> None:
    assert ENGINE is not None
    (answer,) = ENGINE.translate(["Vamos a terminar el puente en marzo."])
    assert "bridge" in answer
    assert "March" in answer
    ENGINE.close()
