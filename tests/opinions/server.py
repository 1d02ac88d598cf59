"""A server on the loopback interface that plays the OpenAI-compatible protocol, well or badly."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

ERROR = {
    "category": "negation",
    "severity": "critical",
    "original": "No vamos a pagar",
    "quotation": "We will pay",
    "explanation": "The original denies it.",
}
Asked = dict[str, Any]
Play = Callable[["Handler", Asked], None]


class ModelServer(ThreadingHTTPServer):
    """Answers each request as `play` says; `asked` holds the bodies that came."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[Asked] = []
        self.keys: list[str | None] = []
        self.play: Play = said(json.dumps({"errors": [ERROR]}))
        self.lock = threading.Lock()

    @property
    def name(self) -> str:
        return f"server:fable@http://127.0.0.1:{self.server_port}/v1"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: who hangs up in the middle is part of the play."""


class Handler(BaseHTTPRequestHandler):
    server: ModelServer

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        with self.server.lock:
            self.server.asked.append(body)
            self.server.keys.append(self.headers.get("Authorization"))
        if self.path != "/v1/chat/completions":
            self.say(404, b"{}")
            return
        self.server.play(self, body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
        pass

    def say(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)


def document(content: object, **more: object) -> bytes:
    """Return an answer of the protocol."""
    message = {"role": "assistant", "content": content}
    choice = {"index": 0, "message": message, "finish_reason": "stop", **more}
    return json.dumps({"model": "fable:1b", "choices": [choice]}).encode()


def said(content: object, **more: object) -> Play:
    """Return the play of one answer, always the same."""
    return lambda handler, _: handler.say(200, document(content, **more))


def raw(body: bytes, status: int = 200, **headers: str) -> Play:
    """Return the play of a body of another shape."""
    return lambda handler, _: handler.say(status, body, **headers)


def slow(seconds: float) -> Play:
    """Return the play of an answer that comes late."""

    def play(handler: Handler, _: Asked) -> None:
        time.sleep(seconds)
        handler.say(200, document('{"errors": []}'))

    return play


def no_shapes(handler: Handler, asked: Asked) -> None:
    """Play a server that does not know `response_format`."""
    if "response_format" in asked:
        handler.say(400, b'{"error": "unknown field"}')
    else:
        handler.say(200, document('{"errors": []}'))


def gullible(handler: Handler, asked: Asked) -> None:
    """Play a model that does whatever any text tells it, wherever it stands."""
    told = asked["messages"][-1]["content"]
    obeyed = "faithful" in told or '"errors": []' in told.replace('\\"', '"')
    handler.say(200, document(json.dumps({"errors": [] if obeyed else [ERROR]})))
