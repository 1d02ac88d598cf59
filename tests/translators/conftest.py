"""The server that plays the online services."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from tests.translators.service import Service


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    monkeypatch.setenv("MICROSOFT_API_KEY", "invented-key")
    monkeypatch.setenv("DEEPL_API_KEY", "invented-key:fx")
    with Service() as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server
        server.shutdown()
