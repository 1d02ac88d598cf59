"""Selectors find a passage again in the extracted text and in the raw file of every format."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quotes.errors import InputError
from quotes.model import Span
from quotes.readers import SOURCE_SUFFIXES, read_source
from quotes.readers.selectors import Selectors, anchor, anchor_file, describe
from tests.readers.samples import FILES, SENTENCES


def test_a_sample_of_every_format() -> None:
    assert {Path(name).suffix for name in FILES} | {".markdown"} == SOURCE_SUFFIXES


def squeezed(text: str) -> str:
    return re.sub(r"[\s\-«»\"]", "", text)


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("name", FILES)
def test_the_extracted_text_holds_each_sentence(tmp_path: Path, name: str, sentence: str) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    source = read_source(tmp_path / name, tmp_path)
    assert sentence in source.text
    assert (source.language, source.warnings) == ("es", ())


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("name", FILES)
def test_a_passage_is_found_again_in_the_raw_file(tmp_path: Path, name: str, sentence: str) -> None:
    path = tmp_path / name
    path.write_bytes(FILES[name])
    text = read_source(path, tmp_path).text
    start = text.index(sentence)
    wanted = Span(start + 3, start + len(sentence) - 2)
    span, anchors = anchor_file(path, describe(text, wanted))
    assert span == wanted
    assert anchors
    whole = squeezed("".join(visible(place.text) for place in anchors))
    assert whole == squeezed(wanted.of(text))
    if path.suffix == ".txt":
        raw = FILES[name].decode("utf-8-sig")
        assert anchors[0].span.of(raw) == wanted.of(text)
    parts = {
        ".docx": {"word/document.xml"},
        ".odt": {"content.xml"},
        ".epub": {"OEBPS/c0.xhtml", "OEBPS/c1.xhtml"},
        ".eml": {"text/plain"},
        ".pdf": {"page 1", "page 2", "page 3"},
    }
    assert {place.part for place in anchors} <= parts.get(path.suffix, {""})


def visible(raw: str) -> str:
    """Return what a reader sees of a stretch of a raw file, told here once more and simply."""
    import html

    raw = re.sub(r"(?m)^(?:\d+|cue-2)\r?\n(?=.*-->)|^.*-->.*$|<[^>]*>|\{\\an8\}|\*\*", "", raw)
    raw = re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), raw)
    return html.unescape(raw)


def test_a_passage_over_two_pages_has_a_place_on_each(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(FILES["a.pdf"])
    text = read_source(path, tmp_path).text
    start = text.index("esperan desde el año pasado")
    _, anchors = anchor_file(path, describe(text, Span(start, start + 27)))
    assert [place.part for place in anchors] == ["page 2", "page 3"]
    assert [place.text.strip() for place in anchors] == ["esperan desde el", "año pasado"]


def test_the_selectors_as_the_w3c_writes_them() -> None:
    selectors = describe("uno dos tres cuatro", Span(4, 7), context=3)
    assert selectors.to_json() == [
        {"type": "TextQuoteSelector", "exact": "dos", "prefix": "no ", "suffix": " tr"},
        {"type": "TextPositionSelector", "start": 4, "end": 7},
    ]


MOVED = [
    ("dijo que no. Y dijo que no.", Selectors("dijo que no", "Y ", ".", Span(0, 5)), Span(15, 26)),
    ("Antes.\n\nEl  río\ncrece.", Selectors("El río crece", "", ".", Span(0, 12)), Span(8, 21)),
    ("«El río» crece", Selectors("El río” crece", "“", "", Span(0, 13)), Span(1, 14)),
    ("El agua baja", Selectors("El río crece", "", "", Span(0, 12)), None),
    ("", Selectors("x", "", "", Span(0, 1)), None),
    ("abc", Selectors("", "", "", Span(1, 1)), None),
]


@pytest.mark.parametrize(("text", "selectors", "span"), MOVED)
def test_a_passage_that_moved(text: str, selectors: Selectors, span: Span | None) -> None:
    assert anchor(text, selectors) == span


def test_a_changed_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Otra cosa.", encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.txt: no longer holds 'El río'"):
        anchor_file(path, Selectors("El río", "", "", Span(0, 6)))
