"""Values are worked out once, in order, and forgotten together where they are too many."""

from __future__ import annotations

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
