"""The invented officials of Puerto Almendro, and the sources that hold their words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from quotes.model import (
    Mention,
    Place,
    Score,
    Source,
    Span,
)
from tests.writers.building import (
    BRIDGE,
    mentioned,
    span_of,
)

MAYOR = mentioned(
    "Rosalba Quintero Vélez", "Quintero said", "mayor", "subject of “said”; Quintero is the mayor"
)
MAYOR = replace(MAYOR, mention=Mention("Quintero", span_of(BRIDGE, "Quintero said")))
SECRETARY = mentioned(
    "Julián Ospina Berrío", "he said, adding", "finance secretary", "“he” is Julián Ospina Berrío"
)
ENGINEER = mentioned("Ingrid Solheim", "Ingrid Solheim", "project engineer", "subject of “said”")
GOVERNOR = mentioned(
    "Hernán Castellar Ruiz", "Hernán Castellar Ruiz", "governor", "subject of “called”"
)
UNION = mentioned(
    "Yolanda Cifuentes Arango", "Yolanda Cifuentes Arango", None, "subject of “disagreed”"
)

CHRF = "nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no|version:2.5.1"


def scores(chrf: float) -> tuple[Score, ...]:
    return (
        Score("chrF2", chrf, CHRF),
        Score("BLEU", chrf / 2, "nrefs:1|case:mixed|eff:yes|tok:13a|smooth:exp|version:2.5.1"),
        Score("similarity", 0.71, "use-m3|cosine"),
    )


SOURCES = (
    Source(
        "letters/carta.md",
        "",
        "es",
        "3f" * 32,
        "Carta al pueblo de Puerto Almendro",
        "Rosalba Quintero Vélez",
        date(2031, 5, 6),
        "https://alcaldia.example/carta",
        "http://archive.example/carta",
        date(2031, 5, 7),
        (Place(Span(31, 170), "paragraph 2"),),
    ),
    Source(
        "debate.txt",
        "",
        "es",
        "a1" * 32,
        "Debate en el concejo",
        "Julián Ospina Berrío",
        url="javascript:alert(1)",
    ),
    Source("interview.txt", "", "en", "b2" * 32, speaker="Ingrid Solheim"),
)
