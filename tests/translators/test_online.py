from __future__ import annotations

import socket
from collections.abc import Callable

import pytest

from quotes.errors import TranslatorError
from quotes.translators import Translator
from quotes.translators.engines import Engine
from quotes.translators.online.google import google
from quotes.translators.online.libretranslate import libre
from quotes.translators.online.mymemory import mymemory
from tests.translators.conftest import Server

TEXT = "The mayor said that the town will not pay the debt."
ENGINES: list[tuple[Callable[[str | None], Engine], str]] = [
    (google, "/m"),
    (mymemory, "/get"),
    (libre, ""),
]
each = pytest.mark.parametrize(("make", "path"), ENGINES)


def _open(make: Callable[[str | None], Engine], url: str) -> Translator:
    engine = make(url)
    engine.pause = 0.0
    return Translator(engine, retry_wait=0.01)


@each
def test_the_right_languages_are_asked_for(
    server: Server, make: Callable[[str | None], Engine], path: str
) -> None:
    _open(make, server.url + path).translate([TEXT])
    assert server.asked == [TEXT]
    (asked,) = server.paths
    assert any(pair in asked for pair in ("sl=en", "langpair=en-US%7Ces-ES", "source=en"))
    assert any(pair in asked for pair in ("tl=es", "es-ES", "target=es"))


FAULTS = [
    [(500, "oops")],
    [(503, "<html>Service Unavailable"), (429, "Too Many Requests")],
]


@each
@pytest.mark.parametrize("faults", FAULTS)
def test_a_passing_fault_is_asked_again(
    server: Server,
    make: Callable[[str | None], Engine],
    path: str,
    faults: list[tuple[int, str]],
) -> None:
    server.faults = list(faults)
    assert _open(make, server.url + path).translate([TEXT])[0] is not None
    assert len(server.asked) == 1 + len(faults)


JUNK = [
    "",
    "null",
    "{}",
    "<html><body>Our systems have detected unusual traffic</body></html>",
    '{"translatedText": null, "responseData": {"translatedText": null}}',
    '{"translatedText": 7, "responseData": {"translatedText": 7}}',
    '{"translatedText": "<html>", "responseData": {"translatedText": "QUERY LENGTH LIMIT"}}',
    f'{{"translatedText": "{TEXT}", "responseData": {{"translatedText": "{TEXT}"}}}}',
    f'<div class="result-container">{TEXT}</div>',
    '<div class="result-container">Error 500 (Server Error)!!1</div>',
]


@each
@pytest.mark.parametrize("body", JUNK)
def test_junk_is_none(
    server: Server, make: Callable[[str | None], Engine], path: str, body: str
) -> None:
    server.faults = [(200, body)]
    answers = _open(make, server.url + path).translate([TEXT, "The river will not pay."])
    assert answers[0] is None
    assert answers[1] is not None


@each
def test_no_network_is_one_line(make: Callable[[str | None], Engine], path: str) -> None:
    with socket.socket() as held:  # a port on which nobody listens
        held.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{held.getsockname()[1]}{path}"
        with pytest.raises(TranslatorError, match=r"cannot be reached .*: check the network"):
            _open(make, address).translate([TEXT])


def test_libre_needs_a_url() -> None:
    for url in (None, "", "example.org"):
        with pytest.raises(TranslatorError, match="write libre:URL"):
            libre(url)


def test_libre_sends_its_key_and_names_a_refused_one(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    _open(libre, server.url).translate([TEXT])
    assert "api_key" not in server.paths[0]
    monkeypatch.setenv("LIBRE_API_KEY", "invented")
    _open(libre, server.url).translate([TEXT])
    assert "api_key=invented" in server.paths[1]
    server.faults = [(403, "{}")]
    with pytest.raises(TranslatorError, match="libre: the server refuses the key"):
        _open(libre, server.url).translate([TEXT])
