from __future__ import annotations

import pytest

from quotes.languages.words import differences
from quotes.model import Query
from quotes.originals.corpus import Corpus

ORIGINAL = "The people of Sabanalta have waited far too long for a safe crossing, and they built it"
SAME = [
    "The people of Sabanalta have waited far too long",
    "the people of Sabanalta have waited far too long",
    "The people of Sabanalta have waited … for a safe crossing",
    "[They] have waited far too long for a safe crossing",
    "have waited far too long for a safe crossing—and they built it",
    "have waited far too long for a ‘safe’ crossing.",
]


@pytest.mark.parametrize("quote", SAME)
def test_finds_the_same_words(corpus: Corpus, quote: str) -> None:
    (where,) = corpus.locate([Query(quote)])
    assert where.status == "found"
    (passage,) = where.passages
    assert passage.language == "en"
    assert passage.document == "embassy.txt"
    assert differences(quote, passage.text) == []


def test_shows_the_words_that_differ(corpus: Corpus) -> None:
    quote = "The people of Sabanalta have waited much too long for a safe bridge"
    (where,) = corpus.locate([Query(quote)])
    (passage,) = where.passages
    assert passage.language == "en"
    found = differences(quote, passage.text)
    assert next(one.quote.of(quote) for one in found) == "much"
    assert next(one.original.of(passage.text) for one in found) == "far"


@pytest.mark.parametrize("quote", ["safe bridge", "a too long", "of the", "waited"])
def test_few_unequal_or_common_words_prove_nothing(corpus: Corpus, quote: str) -> None:
    (where,) = corpus.locate([Query(quote)])
    assert not [one for one in where.passages if one.language == "en"]


@pytest.mark.parametrize(
    ("quote", "original", "expected"),
    [
        ("we will not leave", "we will leave", [("not", "")]),
        ("we will leave", "we will not leave", [("", "not")]),
        ("We won't go", "We won’t go", []),
        ("ten boats", "two boats", [("ten", "two")]),
        ("“We” go, now", "we go now", []),
        ("We will … pay", "We will one day pay", []),
        ("We will never … pay", "We will one day pay", [("never", "one day")]),
        ("[The council] never paid", "They paid", [("never", "They")]),
    ],
)
def test_differences(quote: str, original: str, expected: list[tuple[str, str]]) -> None:
    found = differences(quote, original)
    assert [(one.quote.of(quote), one.original.of(original)) for one in found] == expected
