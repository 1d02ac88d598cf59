"""A desk with one good article and its original, and what may lie on it besides."""

from __future__ import annotations

from tests.cli.command import Answer

ARTICLE = "Mayor Rosalba Quintero Vélez said on Tuesday: “We will finish the bridge in March.”\n"
LETTER = (
    "---\nspeaker: Rosalba Quintero Vélez\n---\n"
    "Vamos a terminar el puente en marzo. El concejo no aprobó todos los contratos de la obra, "
    "pero aprobó los más grandes, y los trabajadores esperan su pago desde junio.\n"
)
PORTUGUESE = "O prefeito disse que a ponte não estará pronta em março, pois as obras não começaram."
HEADER = "spanish,accepted,misleading,note,disputed\n"
NOISE = bytes(range(256)) * 16
AUDIT = ("--originals", "originals")


def refused(answer: Answer, *words: str) -> None:
    assert answer.code == 2
    lines = answer.err.strip().splitlines()
    assert len(lines) == 1, answer.err
    assert lines[0].startswith("error: ")
    assert "a fault of this program" not in lines[0]
    for word in words:
        assert word in lines[0]
    assert answer.out == ""
