"""Working one item ahead: order, errors in their place, no further than one, and an early end."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from quotes.ahead import ahead


def counted(made: list[int], upto: int = 5) -> Iterator[int]:
    for number in range(upto):
        made.append(number)
        yield number


@pytest.mark.parametrize("items", [[], [None], [0, "", None, False], list(range(100))])
def test_items_come_in_order(items: list[object]) -> None:
    assert list(ahead(items)) == items


def test_items_are_made_in_another_thread() -> None:
    names = list(ahead(threading.current_thread().name for _ in range(3)))
    assert threading.current_thread().name not in names


def test_no_more_than_one_item_is_made_before_it_is_asked_for() -> None:
    made: list[int] = []
    for number in ahead(counted(made)):
        assert len(made) <= number + 2


def test_an_error_is_raised_where_its_item_would_have_come() -> None:
    items = ahead(6 // (2 - number) for number in range(4))
    assert [next(items), next(items)] == [3, 6]
    with pytest.raises(ZeroDivisionError):
        next(items)


def test_an_early_end_makes_no_more() -> None:
    made: list[int] = []
    items = ahead(counted(made, 50))
    assert next(items) == 0
    items.close()
    assert len(made) <= 2


def test_one_can_run_inside_another() -> None:
    assert list(ahead(n + 1 for n in ahead(range(20)))) == list(range(1, 21))
