"""What every engine must keep, whichever it is: the local ones, the online ones, the fake."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from quotes.translators import LOCAL, ONLINE, FakeEngine, Translator
from quotes.translators.engines import Engine
from tests.translators.service import Service, dictionary

MAKERS: dict[str, Callable[[Service], Engine]] = {
    "firefox": lambda _: LOCAL["firefox"][0](),
    "embedded": lambda _: LOCAL["embedded"][0](),
    "apertium": lambda _: LOCAL["apertium"][0](),
    "google": lambda server: ONLINE["google"](f"{server.url}/m"),
    "mymemory": lambda server: ONLINE["mymemory"](f"{server.url}/get"),
    "libre": lambda server: ONLINE["libre"](server.url),
    "microsoft": lambda server: ONLINE["microsoft"](f"{server.url}/microsoft"),
    "deepl": lambda server: ONLINE["deepl"](server.url),
    "fake": lambda _: FakeEngine(dictionary),
}


def test_every_engine_is_held_to_the_contract() -> None:
    assert {*LOCAL, *ONLINE, "fake"} == set(MAKERS)


@pytest.fixture(params=MAKERS)
def translator(request: pytest.FixtureRequest, server: Service) -> Iterator[Translator]:
    name: str = request.param
    if name == "deepl":
        pytest.importorskip("deepl")
    if name in LOCAL and (lacking := LOCAL[name][1]()):
        pytest.skip(f"{name}: {lacking}")
    engine = MAKERS[name](server)
    engine.pause = 0.0  # the pace is tested with the guard
    with Translator(engine, retry_wait=0.01) as made:
        yield made


def test_name_version_and_place(translator: Translator) -> None:
    assert translator.name in MAKERS
    assert translator.version
    assert translator.online == (translator.name in ONLINE)


def test_a_sentence_becomes_spanish(translator: Translator) -> None:
    (answer,) = translator.translate(["The mayor said that the town will not pay the debt."])
    assert answer is not None
    assert answer.engine == translator.name
    words = answer.text.lower().split()
    assert {"dijo", "que", "no"} <= set(words)
    assert "deuda" in answer.text
    assert "the" not in words


KEPT = [
    ("The mayor will not pay 3.5% of the debt in 2024.", ["2024"]),
    ("We will not pay Rosalba Quintero Vélez.", ["Rosalba Quintero Vélez"]),
    ("The mayor said that José Muñoz Peña will pay.", ["José Muñoz Peña"]),
    ("The mayor [of the town] will pay (not) the debt.", ["[", "]", "(", ")"]),
    ("The mayor will not pay CORTAMA the debt.", ["CORTAMA"]),
    ("The mayor said: “We will not pay.”", ["no"]),
    ("We will not pay ... the debt.", ["..."]),
]


@pytest.mark.parametrize(("text", "kept"), KEPT)
def test_numbers_names_and_marks_survive(
    translator: Translator, text: str, kept: list[str]
) -> None:
    (answer,) = translator.translate([text])
    assert answer is not None
    assert [mark for mark in kept if mark not in answer.text] == []


def test_paragraphs_survive(translator: Translator) -> None:
    text = "The mayor said no.\n\nWe will not pay the debt.\nThe river will pay."
    (answer,) = translator.translate([text])
    assert answer is not None
    assert [len(line) > 0 for line in answer.text.split("\n")] == [True, False, True, True]


def test_a_long_text_is_not_cut_off(translator: Translator) -> None:
    text = "The mayor said that the town will not pay the debt. " * 60
    (answer,) = translator.translate([text])
    assert answer is not None
    assert answer.text.count("deuda") == 60


STRANGE = ["", " \n ", "\0", "…", "”", "\\ ^ $ / @ < > { } * ~ #", "[[]", "汉字", "🙂🙂", "\ud800",
           "a" * 3_000, "))))((((", "<b>no</b>", "---", "\x1b[31m", "¿¡"]  # fmt: skip


def test_strange_texts_break_nothing(translator: Translator) -> None:
    texts = [*STRANGE, "The mayor will not pay."]
    answers = translator.translate(texts)
    assert len(answers) == len(texts)
    assert answers[-1] is not None
    assert "pagar" in answers[-1].text


def test_texts_are_not_mixed_up_between_threads(translator: Translator) -> None:
    texts = [f"The mayor said that the town will pay {number} pesos." for number in range(12)]
    found: dict[int, str] = {}

    def work(part: int) -> None:
        for number in range(part, 12, 4):
            answer = translator.translate([texts[number]])[0]
            found[number] = answer.text if answer else ""

    threads = [threading.Thread(target=work, args=(part,), daemon=True) for part in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(300)
    assert all(str(number) in found[number] for number in range(12))


def test_it_works_again_after_it_was_closed(translator: Translator) -> None:
    translator.close()
    assert translator.translate(["The mayor said no."])[0] is not None
