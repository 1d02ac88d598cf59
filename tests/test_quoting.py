"""The first half of an audit, elsewhere: what it finds is what the steps find here."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotes import quotations
from quotes.errors import SettingsError
from quotes.model import Article
from quotes.parsing import Parser
from quotes.quoting import Quoting

TEXTS = (
    "Mayor Rosalba Quintero said the bridge would open “before Easter, whatever it costs”.",
    "Nobody clapped, and the so-called “mayor” left.",
    "",
)


def test_quotations_are_those_found_here(parser: Parser) -> None:
    articles = [Article(f"{number}.txt", text) for number, text in enumerate(TEXTS)]
    got = list(Quoting("embedded").quoted(articles))
    assert [article for article, _, _ in got] == articles
    here = [quotations.find(text, parser.parse(text)) for text in TEXTS]
    kept = [tuple(q for q in found if q.kind != "scare") for found in here]
    assert [found for _, found, _ in got] == kept
    assert [len(found) for found in kept] == [1, 0, 0]
    assert got[0][2] == [None]


@pytest.mark.parametrize("waited", [True, False])
def test_what_is_waited_for_is_translated_by_who_waits(
    waited: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("quotes.quoting.waited_for", lambda: waited)
    quoting = Quoting("embedded", "embedded", tmp_path)
    ((found, translations),) = quoting.read([TEXTS[0]])
    there = quoting.translated(found)
    assert there[0] is not None
    assert there[0].text.startswith("antes de")
    assert translations == (None if waited else there)


def test_translations_are_the_same_wherever_they_are_made(tmp_path: Path) -> None:
    articles = [Article(f"{number}.txt", TEXTS[0]) for number in range(4)]
    quoting = Quoting("embedded", "embedded", tmp_path)
    rows = list(quoting.quoted(articles))
    assert [translations for _, _, translations in rows] == [quoting.translated(rows[0][1])] * 4


def test_it_names_the_parser_and_the_translator(parser: Parser) -> None:
    assert Quoting("embedded").names == (parser.name, "no translator")


def test_the_translator_is_opened_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="google"):
        list(Quoting("embedded", "gogle", tmp_path).quoted([Article("a.txt", TEXTS[0])]))


def test_unknown_models_are_refused_at_once() -> None:
    with pytest.raises(SettingsError, match="embedded"):
        Quoting("embeded").start()
