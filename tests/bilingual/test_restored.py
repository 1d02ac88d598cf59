"""Accepted renderings are put back into Spanish for the judge, and its words found again."""

from __future__ import annotations

import pytest

from quotes.bilingual.restored import restored
from quotes.languages.glossaries import load_glossary
from quotes.model import Span, Term

TERMS = (
    Term("Fiscalía", ("Attorney General's Office", "prosecutor's office"), ()),
    Term("concejal", ("councillor", "city council member"), ("counsel",)),
    Term("conflicto de intereses", ("conflict of interest",), ()),
    Term("niño", ("child",), ()),
    Term("pleno", ("full session", "joint-sitting"), ()),
    Term("vereda", ("hamlet",), ("sidewalk",)),
    Term("suspender", ("suspend", "halt"), ("cancel",)),
    Term("nos toca", ("we have to",), ()),
    Term("tomar el pelo", ("pull somebody's leg",), ("hair",)),
    Term("pelo", ("hair",), ()),
    Term("armar la gorda", ("make a scene", "kick up a fuss"), ("fat",)),
    Term("tirar la toalla", ("throw in the towel",), ()),
    Term("echar para atrás", ("back out", "withdraw", "change", "let go"), ()),
)


@pytest.mark.parametrize(
    ("original", "quote", "read"),
    [
        (
            "La Fiscalía citó a los concejales",
            "The Attorney General's Office summoned the councillors",
            "The Fiscalía summoned the concejales",
        ),
        ("el concejal renunció", "the city council member quit", "the concejal quit"),
        ("la moto del concejal", "the councillor's motorbike", "the concejal's motorbike"),
        ("hay conflictos de intereses", "there are conflicts of interest", None),
        # what is not accepted stands out
        ("en la vereda", "on the sidewalk", "on the sidewalk"),
        # another number is another thing said
        ("el concejal renunció", "the councillors quit", "the councillors quit"),
        ("un conflicto de intereses", "the conflicts of interest", "the conflicts of interest"),
        ("un niño cayó", "the children fell", "the children fell"),
        ("un niño cayó", "a child fell", "a niño fell"),
        ("el pleno votó", "the joint-sitting voted", "the pleno voted"),
        # a verb would lose its tense, a pronoun its person
        ("suspendieron la obra", "they suspended the works", "they suspended the works"),
        ("nos toca salir", "we have to leave", "we have to leave"),
        # but for one of several words where both are surely the same
        ("armó la gorda", "she kicked up a fuss", "she armó la gorda"),
        ("armaron la gorda", "they made a scene", "they armaron la gorda"),
        ("nunca armó la gorda", "she never made a scene", "she never armó la gorda"),
        ("quiere armar la gorda", "he will make a scene", "he will armar la gorda"),
        ("echó para atrás el plan", "she withdrew the plan", "she echó para atrás the plan"),
        ("armó la gorda", "she kicks up a fuss", "she kicks up a fuss"),
        ("armó la gorda", "she will kick up a fuss", "she will kick up a fuss"),
        ("armó la gorda", "she had made a scene", "she had made a scene"),
        ("armó la gorda", "they made a scene", "they made a scene"),
        ("armaron la gorda", "it made a scene", "it made a scene"),
        ("armó la gorda", "I made a scene", "I made a scene"),
        ("yo armo la gorda", "he made a scene", "he made a scene"),
        ("arma la gorda", "she made a scene", "she made a scene"),
        ("armaría la gorda", "she made a scene", "she made a scene"),
        ("quiere armar la gorda", "he made a scene", "he made a scene"),
        ("no armó la gorda", "he did not make a scene", "he did not make a scene"),
        ("tiró la toalla", "he threw in the towel", "he threw in the towel"),
        ("echó para atrás el plan", "the plan changed", "the plan changed"),
        ("echó para atrás el plan", "she let go of it", "she let go of it"),
        # a word of an idiom is none of its own
        ("nos van a tomar el pelo", "they will take our hair", "they will take our hair"),
        # each place of the original is used once
        ("la vereda", "the hamlet and the hamlet", "the vereda and the hamlet"),
        ("Nada de eso", "None of it", "None of it"),
        ("", "", ""),
    ],
)
def test_what_the_judge_reads(original: str, quote: str, read: str | None) -> None:
    """Only renderings that the glossary accepts are put back, in their number."""
    expected = "there are conflictos de intereses" if read is None else read
    assert restored(original, quote, TERMS).text == expected


def test_every_stretch_is_found_again() -> None:
    """A stretch taken there and back holds what it was."""
    original = "La Fiscalía citó a los concejales de la vereda"
    quote = "So the prosecutor's office summoned councillors of the hamlet."
    text = restored(original, quote, TERMS)
    assert len(text.pieces) == 3
    for start in range(len(quote)):
        span = Span(start, start + 1)
        back = text.before(text.after(span))
        assert back.start <= span.start
        assert back.end >= span.end
    for mine, theirs in text.pieces:
        assert text.before(mine) == theirs
        assert text.after(theirs) == mine


def test_the_glossaries_of_the_program_hold_names_of_offices() -> None:
    """What ships knows the institutions that newspapers name in English."""
    terms = load_glossary().terms
    text = restored("Denunció ante la Fiscalía", "He told the Attorney General's Office", terms)
    assert text.text == "He told the Fiscalía"
