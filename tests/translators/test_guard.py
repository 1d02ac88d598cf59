from __future__ import annotations

import sqlite3
import threading
import time
from pathlib import Path

import pytest

from quotes.errors import TranslatorError
from quotes.network.answer_cache import FILE, AnswerCache
from quotes.network.calling import ServiceError
from quotes.translators import FakeEngine, Translator
from quotes.translators.guard import NOTICE, PAGE, why_junk, why_unrelated
from quotes.translators.normalization import pieces

ENGLISH = "The mayor said that the town would not pay the debt."
SPANISH = "La alcaldesa dijo que el municipio no pagaría la deuda."
TABLE = {ENGLISH: SPANISH, "plan": "plan", "CORTAMA": "CORTAMA"}


def test_answers_keep_order_and_name_their_engine(tmp_path: Path) -> None:
    engine = FakeEngine(TABLE)
    with Translator(engine, tmp_path) as translator:
        answers = translator.translate(["plan", ENGLISH, "", "plan", "unknown words here"])
    assert [answer and answer.given for answer in answers] == ["plan", SPANISH, None, "plan", None]
    assert answers[2] is None
    assert answers[4] is not None
    assert answers[4].refused == "no answer"
    assert answers[1] is not None
    assert (answers[1].engine, answers[1].version) == ("fake", "1")
    assert engine.asked == [("plan", ENGLISH, "unknown words here")]
    assert engine.closed


def test_what_is_cached_is_not_asked_again(tmp_path: Path) -> None:
    Translator(FakeEngine(TABLE), tmp_path).translate([ENGLISH])
    again = FakeEngine({})
    assert Translator(again, tmp_path).translate([ENGLISH])[0] is not None
    assert again.asked == []


def test_an_endless_word_is_asked_of_nobody(tmp_path: Path) -> None:
    engine = FakeEngine(TABLE)
    word, good = Translator(engine, tmp_path).translate(["a" * 7_900, ENGLISH])
    assert word is not None
    assert word.refused == "a word of more than 500 letters"
    assert good is not None
    assert good.given == SPANISH
    assert engine.asked == [(ENGLISH,)]


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
            assert file.execute("SELECT count(*) FROM answers").fetchone() == (1,)


def test_broken_pages_are_made_anew_once(tmp_path: Path) -> None:
    """The first page of the tables is whole: the file opens, and fails where rows are read."""
    many = {f"text {number}": f"texto {number} " * 20 for number in range(400)}
    first, second = AnswerCache(tmp_path, "fake", "1"), AnswerCache(tmp_path, "fake", "1")
    first.put(many)
    first.close()
    with sqlite3.connect(tmp_path / FILE) as file:
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (root,) = file.execute("SELECT rootpage FROM sqlite_master WHERE name='answers'").fetchone()
    data = bytearray((tmp_path / FILE).read_bytes())
    for page in range(len(data) // 4096):
        if page > 0 and page + 1 != root:
            data[page * 4096 : page * 4096 + 8] = b"\xa5" * 8
    (tmp_path / FILE).write_bytes(data)
    first = AnswerCache(tmp_path, "fake", "1")
    assert len(first.get(many)) < len(many)
    first.put({"new": "nuevo"})
    second.get(many)
    third = AnswerCache(tmp_path, "fake", "1")
    assert [cache.get(["new"])["new"].answer for cache in (first, second, third)] == ["nuevo"] * 3
    for cache in (first, second, third):
        cache.close()


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
    (ENGLISH, "  ", "an empty answer"),
    (ENGLISH, 7, "no answer"),
    (ENGLISH, ENGLISH, "the text unchanged"),
    (ENGLISH, "the mayor said that the town would NOT pay the debt", "the text unchanged"),
    (ENGLISH, "<!DOCTYPE html><html><body>…", "an error page"),
    (
        ENGLISH,
        "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS",
        NOTICE,
    ),
    (ENGLISH, "Error 500 (Server Error)!!1", "an error page"),
    (ENGLISH, "Sí.", "a text cut off"),
    (ENGLISH, SPANISH[:20], "a text cut off"),
    (ENGLISH, "La alcaldesa dijo que el pueblo no iba a", "a text cut off"),
    (ENGLISH, "La alcaldesa dijo que no pagar\ufffda su deuda.", "characters lost on the way"),
    (ENGLISH, "La alcaldesa dijo que no pagar\ud800 la deuda del todo.", "half a character"),
    (ENGLISH, "La maire a dit que la ville ne paiera pas la dette.", "French, not Spanish"),
    (
        ENGLISH,
        "A prefeita disse que o município não vai pagar a dívida e não há mais.",
        "Portuguese, not Spanish",
    ),
    (ENGLISH, "<p>La alcaldesa dijo que no pagaría la deuda.</p>", PAGE),
    (ENGLISH, "You have exceeded your quota, upgrade your plan today.", NOTICE),
    ("We exceeded the limit.", "Excedimos el límite.", None),
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


def test_what_says_something_else_is_told() -> None:
    texts = [ENGLISH, ENGLISH, "plan"]
    answers = [SPANISH, "El gato duerme sobre la alfombra y afuera llueve sin parar.", "gato"]
    assert why_unrelated(texts, answers) == [None, "something else than the text", None]


def test_a_busy_engine_is_asked_again() -> None:
    answers = iter([ConnectionError("busy"), TimeoutError("slow"), SPANISH])
    engine = FakeEngine(lambda _: next(answers), online=True)
    answer = Translator(engine, retry_wait=0.01).translate([ENGLISH])[0]
    assert answer is not None
    assert len(engine.asked) == 3


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (ConnectionError("no route"), "it cannot be reached (no route)"),
        (TimeoutError("slow"), "no answer within 5 s"),
        (TranslatorError("no key"), "no key"),
        (ServiceError("too many requests (429)", transient=True), "too many requests (429)"),
        (RecursionError("deep"), "a broken answer (RecursionError)"),
    ],
)
def test_an_engine_that_stays_away_is_told_at_each_text(fault: Exception, why: str) -> None:
    translator = Translator(FakeEngine(lambda _: fault), retry_wait=0.01)
    answers = translator.translate([ENGLISH, "plan"])
    assert [answer and answer.given for answer in answers] == [None, None]
    assert all(answer and answer.refused and why in answer.refused for answer in answers)


def test_an_engine_that_hangs_is_left_behind() -> None:
    release = threading.Event()

    def hang(_: str) -> object:
        release.wait(30)
        return SPANISH

    translator = Translator(FakeEngine(hang, patience=0.05), retry_wait=0.01)
    (answer,) = translator.translate([ENGLISH])
    release.set()
    assert answer is not None
    assert answer.refused == "no answer within 0 s"


def test_a_batch_that_fails_is_asked_text_by_text() -> None:
    def answer(text: str) -> object:
        return ServiceError("it chokes", of_text=True) if "chokes" in text else SPANISH

    engine = FakeEngine(answer)
    answers = Translator(engine).translate([ENGLISH, "this chokes it", ENGLISH + " Again."])
    assert [answer and answer.refused for answer in answers] == [None, "it chokes", None]


def numbered(count: int) -> list[str]:
    return [f"{ENGLISH} Number {number}." for number in range(count)]


def test_a_service_that_is_down_is_not_asked_a_thousand_times() -> None:
    engine = FakeEngine(lambda _: ServiceError("down (503)", transient=True), online=True)
    answers = Translator(engine, retry_wait=0.001).translate(numbered(50))
    assert len(engine.asked) == 9
    assert [answer and answer.refused for answer in answers[:4]] == [
        *["down (503)"] * 3,
        "not asked: down (503)",
    ]


@pytest.mark.parametrize(
    "answer", ["Quota exceeded for this key.", ServiceError("the key is refused", final=True)]
)
def test_a_used_up_quota_ends_the_asking(answer: object) -> None:
    engine = FakeEngine(lambda _: answer, online=True)
    answers = Translator(engine).translate(numbered(50))
    assert len(engine.asked) == 1
    assert all(answer and answer.refused for answer in answers)


def test_what_was_refused_is_neither_kept_nor_asked_twice(tmp_path: Path) -> None:
    engine = FakeEngine(lambda _: "The mayor has said the town is not going to pay it.")
    translator = Translator(engine, tmp_path)
    for _ in range(2):
        (answer,) = translator.translate([ENGLISH])
        assert answer is not None
        assert answer.refused == "not translated"
    assert len(engine.asked) == 1
    assert Translator(FakeEngine(TABLE), tmp_path).translate([ENGLISH])[0].given == SPANISH  # type: ignore[union-attr]


def test_retry_after_is_obeyed_within_bounds(tmp_path: Path) -> None:
    times: list[float] = []
    faults = iter([ServiceError("busy (429)", transient=True, wait=0.3)])

    def answer(_: str) -> object:
        times.append(time.monotonic())
        return next(faults, SPANISH)

    engine = FakeEngine(answer, online=True)
    assert Translator(engine, tmp_path, retry_wait=0.001).translate([ENGLISH])[0].given  # type: ignore[union-attr]
    assert times[1] - times[0] >= 0.3
    long = FakeEngine(lambda _: ServiceError("busy (429)", transient=True, wait=3_600), online=True)
    answers = Translator(long, tmp_path, retry_wait=0.001).translate(numbered(3))
    assert len(long.asked) == 1
    assert [answer and answer.refused for answer in answers] == [
        "busy (429)",
        "not asked: busy (429)",
        "not asked: busy (429)",
    ]
    elsewhere = Translator(FakeEngine(TABLE, online=True), tmp_path).translate([numbered(9)[8]])
    assert "left alone" in elsewhere[0].refused  # type: ignore[union-attr, operator]


def test_no_wait_is_begun_that_ends_beyond_the_limit_of_a_request(tmp_path: Path) -> None:
    busy = FakeEngine(lambda _: ServiceError("busy (429)", transient=True, wait=3), online=True)
    (answer,) = Translator(busy, retry_wait=0.001, longest_wait=2).translate([ENGLISH])
    assert answer is not None
    assert (answer.refused, len(busy.asked)) == ("busy (429)", 1)
    AnswerCache(tmp_path, "another", "1").turn("fake", 60, 0)
    queued = FakeEngine(TABLE, online=True, patience=0.1)
    (answer,) = Translator(queued, tmp_path, 0.001, longest_wait=0.1).translate([ENGLISH])
    assert answer is not None
    assert (answer.refused, queued.asked) == ("no turn in time: others ask it too", [])


def test_texts_asked_for_by_two_at_once_are_sent_once(tmp_path: Path) -> None:
    asked: list[str] = []

    def answer(text: str) -> str:
        asked.append(text)
        time.sleep(0.05)
        return f"{SPANISH} Número {text[-2:]}"

    translators = [Translator(FakeEngine(answer, online=True), tmp_path) for _ in range(3)]
    threads = [
        threading.Thread(target=t.translate, args=(numbered(4),), daemon=True) for t in translators
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(300)
    assert sorted(asked) == sorted(numbered(4))


def test_online_engines_are_paced_and_get_one_text_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waits: list[float] = []
    monkeypatch.setattr("quotes.network.calling.time.sleep", waits.append)
    engine = FakeEngine(lambda text: f"{SPANISH} {text}", online=True)
    engine.pause = 250.0
    Translator(engine, longest_wait=600.0).translate(["one", "two", "three"])
    assert [len(batch) for batch in engine.asked] == [1, 1, 1]
    assert [round(wait / engine.pause) for wait in waits] == [0, 1, 2]  # nobody waited here
