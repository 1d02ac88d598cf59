"""Names with letters beyond ASCII stay one word."""

from __future__ import annotations

import pytest

from quotes.languages.sentences import titles_before_names
from quotes.parsing import Parser, variants
from quotes.parsing.variants import inside


@pytest.mark.parametrize("name", ["Imbachí", "Tucupí", "Úsuga", "Muñoz", "Güejía", "Ñáñez"])
def test_a_name_is_one_word(parser: Parser, name: str) -> None:
    text = f"“We guard the páramo,” Rosa {name} Chate said. {name} did not smile."
    words = [word.text for sentence in parser.parse(text).sentences for word in sentence.words]
    assert words.count(name) == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Inés counts them.", ["Inés", "counts", "them", "."]),
        ("I cannot count.", ["I", "can", "not", "count", "."]),
        ("They don't.", ["They", "do", "n't", "."]),
    ],
)
def test_only_contractions_are_two_words(parser: Parser, text: str, words: list[str]) -> None:
    parsed = parser.parse(text)
    assert [word.text for s in parsed.sentences for word in s.words] == words


TITLES = """
Capt.|Lt. Col.|Sgt.|Brig. Gen.|Gov.|Sen.|Rep.|the Rev.|Fr.|Dr.|Prof.|Atty.|Insp.|Det.|Supt.|Cmdr.
Cllr.|Eng.|Msgr.|Hon.
"""


@pytest.mark.parametrize("title", TITLES.strip().replace("\n", "|").split("|"))
def test_no_sentence_ends_at_a_title_before_a_name(parser: Parser, title: str) -> None:
    parsed = parser.parse(f"“It will rain,” said {title} Tabares, who was there. He was wet.")
    assert [len(s.words) > 8 for s in parsed.sentences] == [True, False]
    assert "Tabares" in [word.text for word in parsed.sentences[0].words]


@pytest.mark.parametrize(
    "text",
    [
        "He was made a Lt. The army was proud.",
        "They were shown to a Dr. She was out.",
        "The shop is on Main St. Officers came.",
        "It took 30 min. Rojas was late.",  # no title: a small letter
        "Nobody knows the Capt.\n\nRojas was late.",  # another paragraph
    ],
)
def test_a_short_word_that_no_name_follows_may_end_a_sentence(text: str) -> None:
    assert list(titles_before_names(text)) == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Imbachí said", [5]),
        ("Núñez’s aide", [0, 1, 2]),
        ("didn’t", []),
        ("Ibáñez-Öström", [1, 2, 3, 7, 10, 11]),
        ("I\u0301n\u0303igo", [0, 1, 2, 3]),  # accents as marks of their own
        ("cannot", []),
        ("", []),
    ],
)
def test_where_a_word_certainly_goes_on(text: str, kept: list[int]) -> None:
    assert inside(list(text)) == kept


LISTS = {
    "lines": "\n".join(f"Rosalba Quintero Vélez, list {n}" for n in range(30)),
    "marks": ", ".join(f"Rosalba Quintero list {n}" for n in range(40)),
    "neither": " ".join(f"Quintero list {n}" for n in range(60)),
}


@pytest.mark.parametrize("kind", LISTS)
def test_an_endless_sentence_is_parsed_in_parts_and_told(
    parser: Parser, kind: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    text = LISTS[kind]
    whole = parser.parse(text)
    monkeypatch.setattr(variants, "LONGEST", 40)
    cut = parser.parse(text)
    assert "from character 0 on, is parsed in parts" in caplog.text
    assert "Quintero" not in caplog.text
    words = [[w for s in parse.sentences for w in s.words] for parse in (whole, cut)]
    assert [w.span for w in words[0]] == [w.span for w in words[1]]
    assert (
        max(len(s.words) for s in cut.sentences) <= 40 < max(len(s.words) for s in whole.sentences)
    )
    ends = [s.span.of(text)[-1] for s in cut.sentences[:-1]]
    if kind == "lines":
        assert all(text[s.span.end] == "\n" for s in cut.sentences[:-1])
    if kind == "marks":
        assert set(ends) == {","}


def test_a_text_without_full_stops_is_read_at_its_ends(
    parser: Parser, caplog: pytest.LogCaptureFixture
) -> None:
    text = f"The mayor said: “{'Vote no, ' * 2_400}and go home,” Rosalba Quintero added."
    parse = parser.parse(text)
    words = [word for sentence in parse.sentences for word in sentence.words]
    assert [word.text for word in words[:3]] == ["The", "mayor", "said"]
    assert [word.span.of(text) for word in words[-4:]] == ["Rosalba", "Quintero", "added", "."]
    assert len(words) < 1_500
    assert "only 2000 at each end parsed" in caplog.text


def test_a_long_text_is_read_paragraph_by_paragraph(
    parser: Parser, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "\n\n".join(f"Rosalba Quintero won {n} votes. She smiled." for n in range(12))
    whole = parser.parse(text)
    monkeypatch.setattr("quotes.parsing.parser._TOGETHER", 100)
    parts = parser.parse(text)
    assert [s.span for s in parts.sentences] == [s.span for s in whole.sentences]
    assert [w.upos for s in parts.sentences for w in s.words] == [
        w.upos for s in whole.sentences for w in s.words
    ]
