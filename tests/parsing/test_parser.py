"""The embedded models load without a network and give values whose offsets hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotes.errors import ModelError, SettingsError
from quotes.model import Span
from quotes.parsing import EMBEDDED, Parser, find_models

TEXT = "“We won’t pay,” said Rosalba Quintero, the mayor of Puerto Almendro.\n\nShe didn't smile."


def test_words_sentences_and_entities_lie_where_they_say(parser: Parser) -> None:
    parse = parser.parse(TEXT)
    words = [word for sentence in parse.sentences for word in sentence.words]
    assert [w.text for w in words if w.span.of(TEXT) != w.text] == []
    assert [s.span.of(TEXT).split()[-1] for s in parse.sentences] == ["Almendro.", "smile."]
    assert "Rosalba Quintero" in {e.text for e in parse.entities if e.type == "PERSON"}
    assert all(e.span.of(TEXT) == e.text for e in parse.entities)


def test_the_subject_of_an_inverted_cue_is_found(parser: Parser) -> None:
    sentence = parser.parse(TEXT).sentences[0]
    said = next(i for i, w in enumerate(sentence.words) if w.lemma == "say")
    subjects = [w.text for w in sentence.words if w.head == said and w.deprel == "nsubj"]
    assert subjects == ["Rosalba"]


def test_texts_parsed_together_are_parsed_as_alone(parser: Parser) -> None:
    texts = [TEXT, "", "The council voted against it."]
    together = parser.parse_all(texts)
    assert [len(p.sentences) for p in together] == [2, 0, 1]
    assert together[2].sentences == parser.parse(texts[2]).sentences


def test_the_parse_names_its_models(parser: Parser) -> None:
    assert "embedded" in parser.parse(TEXT).models


def test_the_models_carry_a_card() -> None:
    card = (EMBEDDED / "CARD.md").read_text(encoding="utf-8")
    assert "CC BY-SA 4.0" in card


def test_an_unknown_parser_names_the_nearest() -> None:
    with pytest.raises(SettingsError, match="embedded"):
        find_models("embeded")


def test_missing_official_models_say_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STANZA_RESOURCES_DIR", str(tmp_path))
    with pytest.raises(ModelError, match="quotes models fetch"):
        find_models("official")


def test_only_the_paragraphs_asked_for_are_parsed(parser: Parser) -> None:
    whole = parser.parse(TEXT)
    cut = TEXT.index("\n\n")
    some = parser.parse(TEXT, [Span(cut, len(TEXT))])
    assert some.sentences == whole.sentences[1:]
    both = parser.parse(TEXT, [Span(0, cut), Span(cut, len(TEXT))])
    assert (both.sentences, both.entities) == (whole.sentences, whole.entities)
    assert parser.parse(TEXT, []).sentences == ()


def test_an_endless_word_is_read_in_parts(parser: Parser) -> None:
    text = f"The mayor wrote {'ab' * 2_000} and left. She smiled."
    words = [word for sentence in parser.parse(text).sentences for word in sentence.words]
    assert words[0].text == "The"
    assert words[-2].text == "smiled"
    assert max(word.span.end - word.span.start for word in words) <= 300
    assert all(word.span.of(text) == word.text for word in words)
