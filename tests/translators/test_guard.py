from __future__ import annotations

import sqlite3
import threading
import time
from itertools import pairwise
from pathlib import Path

import pytest

from quotes.errors import TranslatorError
from quotes.translators import FakeEngine, Translator
from quotes.translators.cache import FILE
from quotes.translators.junk import why_junk
from quotes.translators.splitting import pieces

ENGLISH = "The mayor said that the town would not pay the debt."
SPANISH = "La alcaldesa dijo que el municipio no pagaría la deuda."
TABLE = {ENGLISH: SPANISH, "plan": "plan", "CORTAMA": "CORTAMA"}


def test_answers_keep_order_and_name_their_engine(tmp_path: Path) -> None:
    engine = FakeEngine(TABLE)
    with Translator(engine, tmp_path) as translator:
        answers = translator.translate(["plan", ENGLISH, "", "plan", "unknown words here"])
    assert [answer and answer.text for answer in answers] == ["plan", SPANISH, None, "plan", None]
    assert answers[1] is not None
    assert (answers[1].engine, answers[1].version) == ("fake", "1")
    assert engine.asked == [("plan", ENGLISH, "unknown words here")]
    assert engine.closed


def test_what_is_cached_is_not_asked_again(tmp_path: Path) -> None:
    Translator(FakeEngine(TABLE), tmp_path).translate([ENGLISH])
    again = FakeEngine({})
    assert Translator(again, tmp_path).translate([ENGLISH])[0] is not None
    assert again.asked == []


def test_a_new_version_asks_anew(tmp_path: Path) -> None:
    Translator(FakeEngine(TABLE), tmp_path).translate([ENGLISH])
    newer = FakeEngine({ENGLISH: "La alcaldesa dijo que no pagaría."})
    newer.version = "2"
    assert Translator(newer, tmp_path).translate([ENGLISH])[0].text.endswith("no pagaría.")  # type: ignore[union-attr]


def test_junk_is_not_cached(tmp_path: Path) -> None:
    Translator(FakeEngine({ENGLISH: "<html>502 Bad Gateway"}), tmp_path).translate([ENGLISH])
    assert Translator(FakeEngine(TABLE), tmp_path).translate([ENGLISH])[0] is not None


@pytest.mark.parametrize("damage", ["garbage", "folder", "read-only", "none"])
def test_a_cache_that_cannot_be_used_never_stops_a_run(tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "cache"
    if damage == "garbage":
        folder.mkdir()
        (folder / FILE).write_bytes(b"no database" * 999)
    if damage == "folder":
        (folder / FILE).mkdir(parents=True)
    if damage == "read-only":
        folder.write_text("a file where the folder should be", encoding="utf-8")
    for _ in range(2):
        answers = Translator(FakeEngine(TABLE), folder).translate([ENGLISH, "\ud800 x"])
        assert answers[0] is not None
    if damage == "garbage":
        with sqlite3.connect(folder / FILE) as file:
            assert file.execute("SELECT count(*) FROM translations").fetchone() == (1,)


def test_paragraphs_stay_and_long_ones_are_cut() -> None:
    engine = FakeEngine(lambda text: f"{text}ñ", limit=30)
    text = "One is here. Two is there and stays on.\n\nThree.\r\n  Four, five."
    answer = Translator(engine).translate([text])[0]
    assert answer is not None
    assert answer.text == ("One is here.ñ Two is there and stays on.ñ\n\nThree.ñ\r\nFour, five.ñ")
    assert all(len(part) <= 30 for batch in engine.asked for part in batch)


@pytest.mark.parametrize(
    ("text", "limit"), [("", 9), ("\n\n", 9), ("a" * 95, 10), ("a b. " * 40, 7), ("x\n\ny z", 1)]
)
def test_pieces_hold_every_letter(text: str, limit: int) -> None:
    parts = pieces(text, limit)
    assert all(len(part) <= limit for part, _ in parts)
    assert "".join("".join(part.split()) for part, _ in parts) == "".join(text.split())


JUNK = [
    (ENGLISH, None, "no answer"),
    (ENGLISH, "  ", "no answer"),
    (ENGLISH, 7, "no answer"),
    (ENGLISH, ENGLISH, "the text unchanged"),
    (ENGLISH, "the mayor said that the town would NOT pay the debt", "the text unchanged"),
    (ENGLISH, "<!DOCTYPE html><html><body>…", "an error page"),
    (
        ENGLISH,
        "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS",
        "an error page",
    ),
    (ENGLISH, "Error 500 (Server Error)!!1", "an error page"),
    (ENGLISH, "Sí.", "an answer of another length"),
    (ENGLISH, SPANISH * 5, "an answer of another length"),
    (ENGLISH, "La la la la la la la la la la la alcaldesa dijo", "a stutter"),
    (ENGLISH, "La alcaldesa , , , , , , , , , , , , dijo", "a stutter"),
    (ENGLISH, "The mayor has said the town is not going to pay it.", "not translated"),
    (ENGLISH, SPANISH, None),
    ("plan", "plan", None),
    ("Donald Trump", "Donald Trump", None),
    ("Rosalba Quintero Vélez, CORTAMA", "Rosalba Quintero Vélez, CORTAMA", None),
    ("3.5 %", "3.5 %", None),
    ("the 404 error page", "la página del error 404", None),
    ("no, no, no, no, no, no, no", "no, no, no, no, no, no, no", None),
]


@pytest.mark.parametrize(("text", "answer", "why"), JUNK)
def test_what_is_junk(text: str, answer: object, why: str | None) -> None:
    assert why_junk(text, answer) == why


def test_a_busy_engine_is_asked_again() -> None:
    answers = iter([ConnectionError("busy"), TimeoutError("slow"), SPANISH])
    engine = FakeEngine(lambda _: next(answers))
    answer = Translator(engine, retry_wait=0.01).translate([ENGLISH])[0]
    assert answer is not None
    assert len(engine.asked) == 3


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (ConnectionError("no route"), "fake: cannot be reached (no route): check the network"),
        (TimeoutError("slow"), "fake: no answer within 5 s, asked 3 times"),
        (TranslatorError("fake: no key"), "fake: no key"),
    ],
)
def test_an_engine_that_stays_away_is_one_line(fault: Exception, message: str) -> None:
    translator = Translator(FakeEngine(lambda _: fault), retry_wait=0.01)
    with pytest.raises(TranslatorError) as caught:
        translator.translate([ENGLISH])
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_an_engine_that_hangs_is_left_behind() -> None:
    release = threading.Event()

    def hang(_: str) -> object:
        release.wait(30)
        return SPANISH

    translator = Translator(FakeEngine(hang, patience=0.05), retry_wait=0.01)
    with pytest.raises(TranslatorError, match="no answer within"):
        translator.translate([ENGLISH])
    release.set()


def test_online_engines_are_paced_and_get_one_text_at_a_time() -> None:
    times: list[float] = []

    def answer(text: str) -> str:
        times.append(time.monotonic())
        return text.upper()

    engine = FakeEngine(answer, online=True)
    engine.pause = 0.05
    Translator(engine).translate(["un", "deux", "trois"])
    assert [len(batch) for batch in engine.asked] == [1, 1, 1]
    assert all(later - sooner >= 0.045 for sooner, later in pairwise(times))
