"""A translation server on the loopback interface: the online engines talk to it for real."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse

import pytest

WORDS = {
    "mayor": "alcaldesa", "said": "dijo", "the": "la", "town": "ciudad", "not": "no", "in": "en",
    "pay": "pagar", "debt": "deuda", "will": "va a", "river": "río", "that": "que", "of": "de",
    "we": "nosotros",
}  # fmt: skip


def dictionary(text: str) -> str:
    """Return a word-for-word translation: enough to tell it from its text."""
    return re.sub(r"[A-Za-z]+", lambda match: WORDS.get(match[0].lower(), match[0]), text)


class Server(ThreadingHTTPServer):
    """Answers as Google's page, MyMemory and LibreTranslate do; `faults` come first."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[str] = []
        self.paths: list[str] = []
        self.faults: list[tuple[int, str]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
        pass

    def _answer(self) -> None:
        address = urlparse(self.path)
        text = parse_qs(address.query).get("q", [""])[0]
        self.server.asked.append(text)
        self.server.paths.append(self.path)
        if self.server.faults:
            status, body = self.server.faults.pop(0)
        else:
            status, body = 200, _body(address.path, dictionary(text))
        self.send_response(status)
        self.end_headers()
        self.wfile.write(body.encode())


def _body(path: str, answer: str) -> str:
    if path == "/get":
        return json.dumps({"responseData": {"translatedText": answer}, "matches": []})
    if path == "/translate":
        return json.dumps({"translatedText": answer})
    return f'<html><body><div class="result-container">{answer}</div></body></html>'


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
