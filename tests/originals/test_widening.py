"""A place that holds a quotation of the source beside the reporter's words is that quotation."""

from __future__ import annotations

import pytest

from quotes.model import Query, Source, Span
from quotes.originals.segments import segments_of
from quotes.originals.widening import quoted_whole

SOURCE = "La tesorera comparó la caja con «un balde roto» y dijo que el hueco es viejo."


@pytest.mark.parametrize(
    ("place", "quotation", "wanted"),
    [
        ("un balde roto» y dijo que el hueco", "a bucket with a hole,", "un balde roto"),
        ("con «un balde roto» y dijo que el hueco", "a bucket with a hole,", "un balde roto"),
        # What the reporter says explains more: he is quoted there, in indirect speech.
        pytest.param(
            *("un balde roto» y dijo que el hueco es viejo", "the hole is old", None),
            marks=pytest.mark.xfail(
                strict=True, reason="a “roto” is a hole, too, by the dictionary of renderings"
            ),
        ),
        ("dijo que el hueco es viejo", "the hole is old", None),
    ],
)
def test_the_quotation_of_the_source(place: str, quotation: str, wanted: str | None) -> None:
    (segment,) = segments_of(Query(quotation))
    at = SOURCE.index(place)
    source = Source("a.txt", SOURCE, "es", "a.txt")
    found = quoted_whole(Span(at, at + len(place)), segment, source)
    assert found.of(SOURCE) == (wanted or place)
