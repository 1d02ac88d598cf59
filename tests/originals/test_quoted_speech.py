"""What a Spanish source quotes, and whom it names as the speaker."""

from __future__ import annotations

import pytest

from quotes.model import Place, Source, Span
from quotes.originals.quoted_speech import speaker_at, spoken, utterances, within_marks

TOLD: list[tuple[str, list[tuple[str, str | None]]]] = [
    (
        "La alcaldesa Elvira Montoya habló ayer. «No vendimos el acueducto», dijo Montoya. "
        "«Nadie nos preguntó», agregó. El concejal Ramiro Luna respondió: “Eso es falso”.",
        [
            ("No vendimos el acueducto", "Elvira Montoya"),
            ("Nadie nos preguntó", "Elvira Montoya"),
            ("Eso es falso", "Ramiro Luna"),
        ],
    ),
    (
        "—No vendimos nada —dijo la alcaldesa Elvira Montoya—. Y no lo venderemos.\n"
        "—¿Y las bombas? —preguntó el concejal Ramiro Luna.\n- una lista\n- otra cosa",
        [
            ("No vendimos nada", "Elvira Montoya"),
            ("Y no lo venderemos.", "Elvira Montoya"),
            ("¿Y las bombas?", "Ramiro Luna"),
        ],
    ),
    (  # a dash inside a line opens what is said only where an incise or a colon says so
        "La familia quiso aplazar la feria. —Mi papá dejó dicho que se baila —contesta Marta "
        "Olmos, y abre un cuaderno.\nEl concejal Ramiro Luna responde: —No habrá baile este año.\n"
        "Vino tarde. —Por la lluvia— y se fue.",
        [
            ("Mi papá dejó dicho que se baila", "Marta Olmos"),
            ("No habrá baile este año.", "Ramiro Luna"),
        ],
    ),
    (
        'Según Inés Zapata, "el muelle está firmado". El diario lo vio. "No firmé", dijo Ramiro '
        "Luna a este medio.",
        [("el muelle está firmado", "Inés Zapata"), ("No firmé", "Ramiro Luna")],
    ),
    (
        "ALCALDESA MONTOYA: No vendimos.\nCONCEJAL LUNA: Es falso.\nALCALDESA MONTOYA: Miente.",
        [
            ("No vendimos.", "Alcaldesa Montoya"),
            ("Es falso.", "Concejal Luna"),
            ("Miente.", "Alcaldesa Montoya"),
        ],
    ),
    (
        "DIRECTOR RAMIRO LUNA (Autoridad del Agua): No vendimos.\nDIRECTOR RAMIRO LUNA (Autoridad "
        "del Agua): Es falso.",
        [("No vendimos.", "Director Ramiro Luna"), ("Es falso.", "Director Ramiro Luna")],
    ),
    (
        "«Primero se fue el agua.\n\n»Después se fue la gente», escribió Elvira Montoya.\n\nFin.",
        [
            ("Primero se fue el agua.", "Elvira Montoya"),
            ("Después se fue la gente", "Elvira Montoya"),
        ],
    ),
    (
        "[8/03/25, 5:12:40\u202fa. m.] Inés Z.: Mañana abrimos.\n"
        "[8/03/25, 5:14:02\u202fa. m.] Ramiro Luna: No se abre.\n8/3/25, 17:14 - Inés Z.: Se abre.",
        [("Mañana abrimos.", "Inés Z."), ("No se abre.", "Ramiro Luna"), ("Se abre.", "Inés Z.")],
    ),
    ("Nadie dijo nada. El río subió tres metros.", []),
]


@pytest.mark.parametrize(("text", "told"), TOLD, ids=[text[:30] for text, _ in TOLD])
def test_what_is_quoted_and_who_says_it(text: str, told: list[tuple[str, str | None]]) -> None:
    source = Source("a.txt", text, "es", "0")
    assert [(one.span.of(text), one.speaker) for one in utterances(source)] == told


def test_a_place_with_a_speaker_is_an_utterance() -> None:
    text = "No vendimos nada.\nEso es falso."
    places = (
        Place(Span(0, 17), "00:00:01", "Elvira Montoya"),
        Place(Span(18, 31), "00:00:05", "Ramiro Luna"),
    )
    source = Source("a.vtt", text, "es", "0", places=places)
    assert speaker_at(source, Span(20, 30)) == "Ramiro Luna"


@pytest.mark.parametrize(
    ("passage", "kept"),
    [
        ("es salado y dan sed», aseguró Luna", "es salado y dan sed"),
        ("Luna habló del pan. «El pan", "Luna habló del pan. «El pan"),
        ("lo que alarmó", "lo que alarmó"),
    ],
)
def test_a_passage_never_runs_past_the_marks(passage: str, kept: str) -> None:
    text = "Luna habló del pan. «El pan es salado y dan sed», aseguró Luna, lo que alarmó."
    source, at = Source("a.txt", text, "es", "0"), text.index(passage)
    assert within_marks(Span(at, at + len(passage)), source).of(text) == kept


def test_a_small_word_before_the_marks_is_no_part_of_what_is_said() -> None:
    text = "Están dispuestas a «ir hasta el fondo», dijo Luna."
    source, at = Source("a.txt", text, "es", "0"), text.index("a «ir")
    assert within_marks(Span(at, at + len("a «ir")), source).of(text) == "ir"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("—Las garzas se fueron —dijo la bióloga Sara Rincón—, y no sabemos por qué.",
         ["Las garzas se fueron", "y no sabemos por qué."]),
        ("«Se quemó el archivo», contó el notario Duarte, «y con él las escrituras».",
         ["Se quemó el archivo", "y con él las escrituras"]),
        ("«Se fue el agua.\n\n»Y se fue la gente.» Eso escribió el notario Duarte.",
         ["Se fue el agua.\n\n»Y se fue la gente."]),
        ("Nadie sabe por qué las garzas se fueron de la laguna.", []),
    ],
)  # fmt: skip
def test_the_reporters_words_between_are_no_part_of_what_is_said(
    text: str, parts: list[str]
) -> None:
    source = Source("a.txt", text, "es", "0")
    assert [one.of(text) for one in spoken(Span(0, len(text)), source)] == parts
