"""A server on the loopback interface that plays each online service, well or badly.

Google's page, MyMemory, LibreTranslate, Microsoft and DeepL speak to it through their own classes.
`faults` are told one a request before it answers well; `Misbehaviour` lists them.
"""

from __future__ import annotations

import gzip
import json
import re
import socket
import struct
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlparse

WORDS = {
    "mayor": "alcaldesa", "said": "dijo", "the": "la", "town": "ciudad", "not": "no", "in": "en",
    "pay": "pagar", "debt": "deuda", "will": "va a", "river": "río", "that": "que", "of": "de",
    "we": "nosotros", "council": "concejo", "street": "calle", "number": "número", "for": "para",
}  # fmt: skip


def dictionary(text: str) -> str:
    """Return a word-for-word translation: enough to tell it from its text."""
    return re.sub(r"[A-Za-z]+", lambda match: WORDS.get(match[0].lower(), match[0]), text)


class Service(ThreadingHTTPServer):
    """Answers as five services do; `faults` come first, one a request."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[str] = []
        self.answered: list[str] = []
        self.paths: list[str] = []
        self.bodies: list[str] = []
        self.keys: list[str] = []
        self.faults: list[Fault] = []
        self.fault_of: Callable[[str], Fault | None] = lambda _: None
        self.translate: Callable[[str], object] = dictionary
        self.lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: who hangs up in the middle is part of the play."""


class Handler(BaseHTTPRequestHandler):
    server: Service

    def do_GET(self) -> None:
        self._answer("")

    def do_POST(self) -> None:
        length = int(self.headers.get("content-length") or 0)
        self._answer(self.rfile.read(length).decode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
        pass

    def _answer(self, body: str) -> None:
        address = urlparse(self.path)
        texts = _texts(parse_qs(address.query), body)
        with self.server.lock:
            self.server.asked += texts
            self.server.paths.append(self.path)
            self.server.bodies.append(body)
            self.server.keys.append(self.headers.get("Authorization", ""))
            fault = self.server.faults.pop(0) if self.server.faults else None
        fault = fault or self.server.fault_of(texts[0] if texts else "")
        if fault:
            fault(self)
            return
        answers = [self.server.translate(text) for text in texts]
        with self.server.lock:
            self.server.answered += texts
        self.say(200, shaped(address.path, answers).encode("utf-8", "surrogatepass"))

    def say(self, status: int, body: bytes, **headers: str) -> None:
        """Send an answer; underscores in the names of headers stand for hyphens."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if "content_length" not in {name.lower() for name in headers}:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def wrapped(self, answer: object) -> bytes:
        """Return an answer of one text in the shape of the service that is asked."""
        return shaped(urlparse(self.path).path, [answer]).encode("utf-8", "surrogatepass")


Fault = Callable[[Handler], None]


def _texts(query: dict[str, list[str]], body: str) -> list[str]:
    if body.startswith(("{", "[")):
        sent: Any = json.loads(body)
        return [one["text"] for one in sent] if isinstance(sent, list) else list(sent["text"])
    return (parse_qs(body) if body else query).get("q", [""])


def shaped(path: str, answers: list[object]) -> str:
    """Return answers as the service at that path gives them."""
    if path == "/get":
        return json.dumps({"responseData": {"translatedText": answers[0]}, "matches": []})
    if path.endswith("/v2/translate"):
        more = {"detected_source_language": "EN", "billed_characters": 1}
        return json.dumps({"translations": [{"text": answer, **more} for answer in answers]})
    if path == "/microsoft":
        return json.dumps([{"translations": [{"text": answer, "to": "es"}]} for answer in answers])
    if path == "/translate":
        return json.dumps({"translatedText": answers[0]})
    return f'<html><body><div class="result-container">{answers[0]}</div></body></html>'


def status(code: int, body: str = "{}", **headers: str) -> Fault:
    """Return the fault of a status that is no success."""
    return lambda handler: handler.say(code, body.encode(), **headers)


def text(answer: object) -> Fault:
    """Return the fault of an answer in the right shape that is no translation."""
    return lambda handler: handler.say(200, handler.wrapped(answer))


def raw(body: bytes | str, **headers: str) -> Fault:
    """Return the fault of a body of another shape."""
    data = body.encode() if isinstance(body, str) else body
    return lambda handler: handler.say(200, data, **headers)


def _hang(handler: Handler) -> None:
    time.sleep(3)


def _drip(handler: Handler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(30):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.1)


def _reset(handler: Handler) -> None:
    linger = struct.pack("ii", 1, 0)
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    handler.connection.close()


def _half(handler: Handler) -> None:
    body = handler.wrapped("La alcaldesa")
    handler.say(200, body[: len(body) // 2], Content_Length=str(len(body)))
    handler.close_connection = True


def _endless(handler: Handler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(400):
        handler.wfile.write(b"x" * 65_536)


def _loop(handler: Handler) -> None:
    handler.say(302, b"", Location=handler.path)


def _slow_headers(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(30):
        handler.wfile.write(f"X-Slow-{number}: 1\r\n".encode())
        time.sleep(0.1)


def _endless_headers(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(400):
        handler.wfile.write(f"X-{number}: {'x' * 60_000}\r\n".encode())


def _broken_chunks(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"zz\r\n" + handler.wrapped("La alcaldesa dijo que"))
    handler.close_connection = True


def _noise(handler: Handler) -> None:
    handler.wfile.write(b"\x15\x03\x01\x00\x02\x02\x16 no answer of the protocol\r\n\r\n")
    handler.close_connection = True


def _unchanged(handler: Handler) -> None:
    text = handler.server.asked[-1] if handler.server.asked else ""
    handler.say(200, handler.wrapped(text))


BOMB = gzip.compress(b"0" * 30_000_000)
FRENCH = "La maire a dit que la ville ne paiera pas la dette et que nous allons tous partir."
OTHER = "El gato duerme tranquilo sobre la alfombra mientras afuera llueve sin parar."

# name → fault; each is a text refused, or tried again and then right.
MISBEHAVIOURS: dict[str, Fault] = {
    "hang": _hang,
    "slow drip": _drip,
    "429": status(429),
    "429 with Retry-After": status(429, Retry_After="0"),
    "500": status(500, "oops"),
    "503": status(503, "<html>Service Unavailable"),
    "reset": _reset,
    "half a body": _half,
    "wrong charset": raw("café y año".encode("latin-1"), Content_Type="text/html; charset=utf-8"),
    "HTML page": raw("<!doctype html><html><body><p>Sorry</p></body></html>"),
    "empty": raw(""),
    "None": text(None),
    "quota text": text("MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY."),
    "French": text(FRENCH),
    "unrelated": text(OTHER),
    "cut text": text("La alcaldesa dijo que"),
    "U+FFFD": text("La alcaldesa dijo que la ciudad no pagar\ufffd la deuda de la calle."),
    "lone surrogate": raw('{"translatedText": "La alcaldesa \\ud800 dijo que no va a pagar nada"}'),
    "redirect loop": _loop,
    "redirect elsewhere": status(302, "", Location="http://192.0.2.1/"),
    "malformed redirect": status(302, "", Location="http://[::1"),
    "bad JSON": raw('{"translatedText": "La alc'),
    "deep JSON": raw("[" * 100_000),
    "figures": raw('{"translatedText": ' + "9" * 6_000 + "}"),
    "huge body": _endless,
    "gzip bomb": raw(BOMB, Content_Encoding="gzip"),
    "unknown packing": raw(b"x", Content_Encoding="br"),
    "bad request": status(400),
    "slow headers": _slow_headers,
    "headers without end": _endless_headers,
    "broken chunks": _broken_chunks,
    "another protocol": _noise,
    "no content": status(204, ""),
    "unchanged": _unchanged,
    "redirect to a file": status(302, "", Location="file:///etc/hostname"),
    "two lengths": raw("{}", Content_Length="7", content_length="9"),
}
# What ends the asking: no text after it is sent.
FINAL: dict[str, Fault] = {
    "quota text": MISBEHAVIOURS["quota text"],
    "expired key": status(403, '{"message": "the key has expired"}'),
    "no such key": status(401),
}
