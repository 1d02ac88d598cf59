"""Numbers and tensors are those that Stanza makes itself."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from stanza.models.common import vocab

from quotes.parsing import numbering
from quotes.parsing.numbering import Known, long_tensor, quicken_numbering

numbers = st.integers(0, 99)


@given(st.lists(st.lists(numbers, min_size=1), min_size=1), st.integers(0, 3))
def test_tensors_of_lists(rows: list[list[int]], more: int) -> None:
    count = len(rows) + more
    assert torch.equal(long_tensor(rows, count, 7), numbering._theirs(rows, count, 7))


@given(st.lists(st.lists(st.tuples(numbers, numbers).map(list), min_size=1), min_size=1))
def test_tensors_of_lists_of_lists(rows: list[list[list[int]]]) -> None:
    assert torch.equal(long_tensor(rows, len(rows)), numbering._theirs(rows, len(rows)))


class Letters(vocab.BaseVocab):  # type: ignore[misc] # the library has no types
    """A vocabulary of three letters and the library's own signs."""

    def build_vocab(self) -> None:
        self._id2unit = [*vocab.VOCAB_PREFIX, *"abc"]
        self._unit2id = {unit: number for number, unit in enumerate(self._id2unit)}


@pytest.mark.parametrize("lower", [True, False])
def test_units_unknown_or_in_capitals_are_numbered_as_before(lower: bool) -> None:
    quicken_numbering()
    letters = Letters([], lower=lower)
    units = ["a", "C", "z", None, "a"]
    assert letters.map(units) == [letters.unit2id(unit) for unit in units]


def test_a_vocabulary_does_not_remember_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbering, "KEPT", 3)
    known = Known(hash)
    assert [known[unit] for unit in range(10)] == list(range(10))
    assert len(known) <= 3


@pytest.mark.parametrize(("keyed", "sep"), [(True, "|"), (False, "+"), (False, None)])
def test_what_has_several_numbers_is_named_as_before(keyed: bool, sep: str | None) -> None:
    quicken_numbering()
    joint = sep or ""
    words = [[f"A=x{joint}B=y"], ["A=x"], ["_"]] if keyed else [["xy"], ["x"], ["y"]]
    letters = vocab.CompositeVocab([words], "en", idx=0, sep=sep, keyed=keyed)
    for word in words:
        number = letters.unit2id(word[0])
        for _ in range(2):
            assert letters.id2unit(number) == numbering._their_name(letters, number)
