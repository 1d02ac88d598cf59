"""Values are worked out once, in order, and forgotten together where they are too many."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from quotes.ml.batching import Cache


def test_only_what_is_not_known_is_worked_out_each_once() -> None:
    asked: list[list[str]] = []

    def lengths(words: list[str]) -> list[int]:
        asked.append(words)
        return [len(word) for word in words]

    known: Cache[str, int] = Cache(3)
    assert known.of(["one", "three", "one"], lengths) == [3, 5, 3]
    assert known.of(["three", "seven"], lengths) == [5, 5]
    assert known.of([], lengths) == []
    assert asked == [["one", "three"], ["seven"]]


def test_all_is_forgotten_where_too_many_come_together() -> None:
    asked: list[list[str]] = []

    def sized(words: list[str]) -> list[str]:
        asked.append(words)
        return words

    known: Cache[str, str] = Cache(6, len)
    known.of(["abc", "de"], sized)
    assert known.of(["abc", "fgh"], sized) == ["abc", "fgh"]  # 8 letters: only "fgh" is kept
    known.of(["fgh", "abc"], sized)
    known.of(["much too long"], sized)  # more than may be kept at all
    known.of(["much too long"], sized)
    assert asked == [["abc", "de"], ["fgh"], ["abc"], ["much too long"], ["much too long"]]


def test_threads_may_ask_at_once() -> None:
    known: Cache[str, str] = Cache(40, len)

    def ask(number: int) -> list[str]:
        words = [f"{number} {again % 7}" for again in range(400)]
        return [known.of([word, "shared"], list)[0] for word in words]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(8)))
    assert answers[3][:8] == [f"3 {again % 7}" for again in range(8)]
