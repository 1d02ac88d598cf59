"""Logs hold no text of an article and no key, also where somebody logs all that is logged."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

import pytest

from quotes.model import Article
from quotes.settings import Settings
from tests.opinions.server import ModelServer

KEY = "invented-key"
# Its words stand in no other text of the test; a list without full stops is told in the log.
MARKED = "Zarquelina Brundivar"
ARTICLE = (
    f"“We will pay the debt of the port,” said {MARKED}, mayor of Puerto Almendro.\n\n"
    f"“{MARKED} is right,” she said.\n\n" + f"{MARKED} and the council, " * 400
)
ORIGINAL = f"{MARKED} lo dejó claro: «No vamos a pagar la deuda del puerto».\n"


@pytest.mark.slow
def test_an_audit_logs_no_word_of_its_texts(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    from quotes.pipeline import Audit

    monkeypatch.setenv("OPINION_API_KEY", KEY)
    (tmp_path / "originals").mkdir()
    (tmp_path / "originals" / "o.txt").write_text(ORIGINAL, encoding="utf-8")
    with ModelServer() as model:
        threading.Thread(target=model.serve_forever, args=(0.02,), daemon=True).start()
        settings = Settings(originals=tmp_path / "originals", second_opinion=model.name)
        audit = Audit.open(settings)
        caplog.set_level(logging.DEBUG)
        logging.getLogger("stanza").setLevel(logging.DEBUG)
        (found,) = audit.run([Article("a.txt", ARTICLE)])
        audit.tools.close()
        model.shutdown()
        assert model.asked
    assert len(found.quotations) == 2
    assert "characters without" in caplog.text or "parsed in parts" in caplog.text
    words = (*MARKED.split(), "debt of the port", "deuda", "council", KEY)
    assert not [word for word in words if word in caplog.text]
