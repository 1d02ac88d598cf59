"""The JSON lines, exactly as the contract writes them."""

from __future__ import annotations

import json

from quotes.model import (
    Cue,
    Finding,
    Location,
    Mention,
    Passage,
    Quotation,
    Score,
    Span,
    Speaker,
    Translation,
    Verdict,
)
from quotes.writers.json_report import compare_line, extract_line, line_of, locate_line


def test_extract_line() -> None:
    speaker = Speaker(
        "Teresa Manjarrés Lobo",
        Mention("she", Span(49, 52)),
        evidence="“she” is Teresa Manjarrés Lobo, the last woman named",
        probability=0.71,
        sure=False,
        candidates=("Clara Duarte",),
    )
    quotation = Quotation("mixed", (Span(10, 42),), "words", Cue("said", Span(44, 48)), speaker)
    assert extract_line("a.txt", "a.txt#3", quotation) == {
        "article": "a.txt",
        "id": "a.txt#3",
        "kind": "mixed",
        "text": "words",
        "segments": [[10, 42]],
        "cue": {"text": "said", "span": [44, 48]},
        "speaker": {
            "name": "Teresa Manjarrés Lobo",
            "mention": {"text": "she", "span": [49, 52]},
            "probability": 0.71,
            "sure": False,
            "candidates": ["Clara Duarte"],
            "evidence": "“she” is Teresa Manjarrés Lobo, the last woman named",
        },
    }


def test_extract_line_without_cue_and_speaker() -> None:
    line = extract_line(
        "a.txt", "a.txt#1", Quotation("scare", (Span(0, 3), Span(5, 9)), "abc defg")
    )
    assert (line["cue"], line["speaker"]) == (None, None)
    assert line["segments"] == [[0, 3], [5, 9]]
    unnamed = Quotation("direct", (), "", speaker=Speaker("a senior official", None))
    speaker = extract_line("a.txt", "a.txt#1", unnamed)["speaker"]
    assert (speaker["name"], speaker["mention"]) == ("a senior official", None)


def test_locate_line() -> None:
    passage = Passage("b.txt", Span(0, 9), "el puente", 0.9)
    assert locate_line("q1", Location("found", 0.9, (passage,))) == {
        "id": "q1",
        "status": "found",
        "document": "b.txt",
        "span": [0, 9],
        "text": "el puente",
        "score": 0.9,
    }


def test_locate_line_never_names_a_candidate_as_the_original() -> None:
    candidate = Passage("b.txt", Span(0, 9), "el puente", 0.3)
    line = locate_line(7, Location("absent", 0.3, candidates=(candidate,)))
    assert line == {
        "id": 7,
        "status": "absent",
        "document": None,
        "span": None,
        "text": None,
        "score": 0.3,
    }


def test_compare_line() -> None:
    verdict = Verdict(
        "drift",
        0.87654321,
        (Score("chrF2", 61.2, "nrefs:1"),),
        (Finding("D101", "changed-number", "error", "12, not 21", (Span(4, 6),), (Span(9, 11),)),),
    )
    assert compare_line("p", verdict, Translation("Doce", "embedded")) == {
        "id": "p",
        "verdict": "drift",
        "risk": 0.876543,
        "back_translation": "Doce",
        "scores": [{"metric": "chrF2", "value": 61.2, "signature": "nrefs:1"}],
        "findings": [
            {
                "code": "D101",
                "name": "changed-number",
                "severity": "error",
                "message": "12, not 21",
                "original": [[4, 6]],
                "quote": [[9, 11]],
            }
        ],
    }
    assert compare_line("p", verdict)["back_translation"] is None


def test_a_dumped_line_is_one_line_and_reads_back() -> None:
    line = {"text": "a\nb\u2028c\u2029d\x85e ñ “” \ud800 \x00"}
    text = line_of(line)
    assert text.splitlines() == [text]
    assert "ñ “”" in text
    assert json.loads(text)["text"] == line["text"].replace("\ud800", "\ufffd")
    text.encode("utf-8")
