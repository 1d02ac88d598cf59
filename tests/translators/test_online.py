"""The online engines, through their own libraries, against a server that plays their services."""

from __future__ import annotations

import logging
import socket

import pytest

from quotes.errors import TranslatorError
from quotes.translators import ONLINE, Translator, open_translator, sends_out
from quotes.translators.online import LibreEngine
from tests.translators.service import MISBEHAVIOURS, Service, status

TEXT = "The mayor said that the town will not pay the debt of the street."
PATHS = {
    "google": "/m", "mymemory": "/get", "libre": "", "microsoft": "/microsoft", "deepl": "",
}  # fmt: skip
each = pytest.mark.parametrize("name", PATHS)


def _open(name: str, address: str, patience: float = 60.0) -> Translator:
    if name == "deepl":
        pytest.importorskip("deepl")
    engine = ONLINE[name](address + PATHS[name])
    engine.pause = 0.0
    engine.patience = patience
    return Translator(engine, retry_wait=0.01)


def test_every_service_is_tested() -> None:
    assert set(PATHS) == set(ONLINE)


@each
def test_the_right_languages_are_asked_for(server: Service, name: str) -> None:
    (answer,) = _open(name, server.url).translate([TEXT])
    assert answer is not None
    assert answer.given
    assert len(answer.date) == 10
    assert server.asked == [TEXT]
    asked = (server.paths[0] + server.bodies[0]).replace(" ", "").lower()
    pairs = ("sl=en", "langpair=en-us%7ces-es", "source=en", "from=en", '"source_lang":"en"')
    assert any(pair in asked for pair in pairs)
    assert any(pair in asked for pair in ("tl=es", "es-es", "target=es", "to=es", ':"es"'))


SLOW = {
    *("hang", "slow drip", "huge body", "gzip bomb", "slow headers", "headers without end"),
}
FAULTS = ["429", "429 with Retry-After", "500", "503", "reset", "half a body"]


@each
@pytest.mark.parametrize("fault", FAULTS)
def test_a_passing_fault_is_asked_again(server: Service, name: str, fault: str) -> None:
    server.faults = [MISBEHAVIOURS[fault], MISBEHAVIOURS[fault]]
    (answer,) = _open(name, server.url).translate([TEXT])
    assert answer is not None
    assert answer.given
    assert len(server.asked) == 3


@each
@pytest.mark.parametrize("fault", MISBEHAVIOURS)
def test_whatever_a_service_does_a_text_is_right_or_marked(
    server: Service, name: str, fault: str
) -> None:
    if fault in SLOW and name != "libre":
        pytest.skip("slow, and the same for all")
    server.fault_of = lambda _: MISBEHAVIOURS[fault]
    (answer,) = _open(name, server.url, patience=0.5).translate([TEXT])
    assert answer is not None
    assert answer.text == ""
    assert answer.refused
    assert "\n" not in answer.refused
    assert TEXT not in answer.refused
    assert "invented-key" not in answer.refused


@each
@pytest.mark.parametrize("fault", ["", "500", "reset", "quota text", "bad JSON"])
def test_nothing_that_is_logged_holds_a_text_or_a_key(
    server: Service,
    name: str,
    fault: str,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LIBRE_API_KEY", "invented-key")
    server.faults = [MISBEHAVIOURS[fault]] if fault else []
    with caplog.at_level(logging.DEBUG):
        _open(name, server.url).translate([TEXT, f"{TEXT} It is so."])
    assert server.asked
    assert not [word for word in ("mayor", "debt", "alcaldesa", "invented") if word in caplog.text]


@each
def test_no_network_is_told(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MICROSOFT_API_KEY", "invented-key")
    monkeypatch.setenv("DEEPL_API_KEY", "invented-key")
    with socket.socket() as held:  # a port on which nobody listens
        held.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{held.getsockname()[1]}"
        (answer,) = _open(name, address).translate([TEXT])
    assert answer is not None
    assert answer.refused == "it cannot be reached"


def test_texts_go_together_where_the_service_takes_them(server: Service) -> None:
    texts = [f"{TEXT} Number {number}." for number in range(30)]
    answers = _open("microsoft", server.url).translate(texts)
    assert all(answer and answer.given for answer in answers)
    assert server.asked == texts
    assert len(server.paths) == 1


@each
def test_a_thousand_texts_are_asked_for_once_each(server: Service, name: str) -> None:
    texts = [f"{TEXT} Number {number}." for number in range(40)] * 3
    _open(name, server.url).translate(texts)
    assert sorted(server.asked) == sorted(set(texts))


def test_libre_needs_a_url() -> None:
    for url in (None, "", "example.org"):
        with pytest.raises(TranslatorError, match="write libre:URL"):
            LibreEngine(url)


@pytest.mark.parametrize(
    ("name", "variable"), [("microsoft", "MICROSOFT_API_KEY"), ("deepl", "DEEPL_API_KEY")]
)
def test_a_service_that_wants_a_key_says_so(
    name: str, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name == "deepl":
        pytest.importorskip("deepl")
    monkeypatch.delenv(variable, raising=False)
    with pytest.raises(TranslatorError, match=f"{name}: no key: put it into {variable}"):
        open_translator(name)


def test_libre_sends_its_key_in_the_body(server: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIBRE_API_KEY", "invented-key")
    translator = _open("libre", server.url)
    translator.translate([TEXT])
    assert "api_key=invented-key" in server.bodies[0]
    assert "?" not in server.paths[0]
    assert "invented-key" not in translator.version


@each
def test_an_expired_key_ends_the_asking(server: Service, name: str) -> None:
    server.fault_of = lambda _: status(403, '{"message": "invented-key is expired"}')
    answers = _open(name, server.url).translate([f"{TEXT} {number}" for number in range(200)])
    assert len(server.paths) <= 4
    assert all(answer and answer.refused and "403" in answer.refused for answer in answers)


@pytest.mark.parametrize(
    ("name", "out"),
    [
        ("embedded", []),
        ("auto", []),
        ("google", ["google"]),
        ("embedded, deepl", ["deepl"]),
        ("libre:http://localhost:5000", []),
        ("libre:https://example.org,google", ["libre", "google"]),
    ],
)
def test_which_engines_send_texts_out(name: str, out: list[str]) -> None:
    assert sends_out(name) == out


def test_several_engines_and_where_they_agree(server: Service) -> None:
    name = f"google:{server.url}/m,libre:{server.url}"
    with open_translator(name) as panel:
        first, nothing = panel.translate([TEXT, " "])
    assert nothing is None
    assert first is not None
    assert (first.engine, [other.engine for other in first.others]) == ("google", ["libre"])
    assert "".join(span.of(first.text) for span in first.agreed) == first.text.replace(" ", "")[:-1]
