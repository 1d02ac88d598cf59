"""A passage has the verbs, hedges and conditions that decide what the words quoted say."""

from __future__ import annotations

import pytest

from quotes.model import Query, Span
from quotes.originals.segments import segments_of
from quotes.originals.verb_groups import with_condition, with_verb_group, without_subject

BEFORE = [  # the source, the place found, the quotation, the passage, the English sentence if any
    (  # a whole statement has a verb
        "La junta está mirando la compra de un lote en Agua Fría.",
        "la compra de un lote en Agua Fría",
        "We will buy a plot in Agua Fría,",
        "está mirando la compra de un lote en Agua Fría",
    ),
    (
        "Es una lástima que la venta del molino quede así.",
        "la venta del molino",
        "We will sell the mill,",
        "la venta del molino",
    ),
    (
        "La junta está mirando la compra de un lote.",
        "la compra de un lote",
        "the purchase of a plot",
        "la compra de un lote",
    ),
    (
        "El alcalde hará lo que pueda por tapar los huecos de la vía.",
        "tapar los huecos de la vía",
        "fill the potholes",
        "hará lo que pueda por tapar los huecos de la vía",
        "He would “fill the potholes” of the road, he said.",
    ),
    (
        "Los buques pasaron por el canal viejo.",
        "por el canal viejo",
        "through the old canal",
        "por el canal viejo",
        "The ships had “through the old canal” reached the port.",
    ),
    (
        "Que yo sepa, nadie firmó el acta.",
        "nadie firmó el acta",
        "Nobody signed the minutes,",
        "Que yo sepa, nadie firmó el acta",
    ),
    (
        "Que yo sepa, nadie firmó el acta.",
        "sepa, nadie firmó el acta",
        "Nobody signed the minutes,",
        "Que yo sepa, nadie firmó el acta",
    ),
    (
        "Al principio preguntaba de dónde venía el cemento.",
        "principio preguntaba de dónde venía el cemento",
        "never asked where the cement came from.",
        "Al principio preguntaba de dónde venía el cemento",
    ),
    ("Ayer, nadie firmó el acta.", "nadie firmó el acta", "Nobody signed,", "nadie firmó el acta"),
    (
        "Yo creo que no vuelven a sembrar.",
        "no vuelven a sembrar",
        "will never sow again",
        "Yo creo que no vuelven a sembrar",
    ),
    (
        "En Puerto Almendro no nos queríamos quedar quietos a esperar la creciente.",
        "esperar la creciente",
        "could wait for the flood",
        "nos queríamos quedar quietos a esperar la creciente",
    ),
    (
        "Los vigilantes dicen que no vieron entrar a nadie.",
        "no vieron entrar a nadie",
        "saw no one come in",
        "dicen que no vieron entrar a nadie",
    ),
    (
        "Porque al principio nadie lo creyó.",
        "nadie lo creyó",
        "nobody believed it",
        "al principio nadie lo creyó",
    ),
    ("A los obreros se les está debiendo.", "está debiendo", "are owed", "se les está debiendo"),
    (
        "El puente tenía que resistir la crecida.",
        "resistir la crecida",
        "survived the flood",
        "tenía que resistir la crecida",
    ),
    (
        "Una señora ya ha subido a nueve niños.",
        "nueve niños",
        "took nine children up",
        "ha subido a nueve niños",
    ),
    # An infinitive on both sides, and a quotation with its own subject, are whole.
    (
        "Estoy dispuesto a decirlo delante del concejo.",
        "decirlo delante del concejo",
        "to say it before the council",
        "decirlo delante del concejo",
    ),
    (
        "Tenemos que arreglar la bomba.",
        "la bomba",
        "the pump",
        "la bomba",
    ),
    # Words that govern what is quoted, which nothing in the English keeps.
    (
        "Aspiramos a que ningún vecino pague la bomba.",
        "ningún vecino pague la bomba",
        "No neighbour will pay for the pump,",
        "Aspiramos a que ningún vecino pague la bomba",
    ),
    (
        "Nosotros hemos propuesto que el peaje se quite en julio.",
        "se quite en julio",
        "will be lifted in July.",
        "Nosotros hemos propuesto que el peaje se quite en julio",
        "The toll “will be lifted in July.”",
    ),
    # "para" has the ending of a verb, and is none.
    (
        "El juez está autorizado para anularlo.",
        "anularlo",
        "will annul it",
        "está autorizado para anularlo",
    ),
]


@pytest.mark.parametrize(
    ("text", "found", "quotation", "wanted", "sentence"),
    [(*one, None)[:5] for one in BEFORE],
)
def test_a_passage_has_the_verbs_and_hedges_before_it(
    text: str, found: str, quotation: str, wanted: str, sentence: str | None
) -> None:
    place = Span(text.index(found), text.index(found) + len(found))
    grown = with_verb_group(place, quotation, sentence, text, Span(0, len(text)))
    assert grown.of(text) == wanted


AFTER = [  # the source, the quotation, the English sentence, the passage
    (
        "Abrimos el lunes, a menos que siga lloviendo.",
        "We open on Monday,",
        None,
        "Abrimos el lunes, a menos que siga lloviendo",
    ),
    (
        "Abrimos el lunes, pero eso está por confirmar.",
        "We open on Monday,",
        None,
        "Abrimos el lunes, pero eso está por confirmar",
    ),
    ("Abrimos el lunes, pero la plaza ya no existe.", "We open on Monday,", None, ""),
    ("Abrimos el lunes, según nos contó el celador de turno.", "We open on Monday,", None, ""),
    (
        "Abrimos el lunes siempre que baje el río.",
        "We open on Monday,",
        "“We open on Monday,” he said.",
        "Abrimos el lunes siempre que baje el río",
    ),
    (
        "Abrimos el lunes, menos la panadería.",
        "We open on Monday,",
        None,
        "Abrimos el lunes, menos la panadería",
    ),
    (
        "Abrimos el lunes, mientras haya luz.",
        "we open on Monday,",
        "As long as there is power, “we open on Monday,” he said.",
        "",
    ),
    (
        "Abrimos el lunes, si el río baja.",
        "open on Monday",
        "They will “open on Monday” if the river goes down.",
        "",
    ),
    (  # the rest of its clause stands between
        "Abrimos el lunes por la puerta de atrás, a menos que siga lloviendo.",
        "We open on Monday,",
        None,
        "Abrimos el lunes por la puerta de atrás, a menos que siga lloviendo",
    ),
    (  # it bounds another statement
        "Abrimos el lunes; la función dura dos horas, si no llueve.",
        "We open on Monday,",
        None,
        "",
    ),
    (
        "Abrimos el lunes, y la banda ya dijo que, si no llueve, toca toda la noche.",
        "We open on Monday,",
        None,
        "",
    ),
    (
        "Abrimos el lunes, fuera de la panadería, que abre el martes, y nos vamos de fiesta.",
        "We open on Monday,",
        None,
        "Abrimos el lunes, fuera de la panadería, que abre el martes",
    ),
    (
        "Abrimos el lunes, al menos la planta baja.",
        "We open on Monday,",
        None,
        "Abrimos el lunes, al menos la planta baja",
    ),
    (
        "Abrimos el lunes, pero no todos los puestos.",
        "We open on Monday,",
        None,
        "Abrimos el lunes, pero no todos los puestos",
    ),
    (
        "Abrimos el lunes, pero dependemos de que la gobernación gire la plata.",
        "We open on Monday,",
        None,
        "Abrimos el lunes, pero dependemos de que la gobernación gire la plata",
    ),
    (
        "Abrimos el lunes, sujeto a la visita de los bomberos.",
        "We open on Monday,",
        "“We open on Monday,” subject to a visit by the firemen, it says.",
        "",
    ),
    (  # what the reporter concedes is another matter
        "Abrimos el lunes, menos la panadería.",
        "We open on Monday,",
        "“We open on Monday,” she said, though she looked tired.",
        "Abrimos el lunes, menos la panadería",
    ),
    ("Abrimos el lunes, y no sé nada de la fiesta que anuncian.", "We open on Monday,", None, ""),
    (
        "Abrimos el lunes, pero eso no me consta.",
        "We open on Monday,",
        None,
        "Abrimos el lunes, pero eso no me consta",
    ),
    ("Abrimos el lunes, aunque el alcalde no venga.", "We open on Monday,", None, ""),
    ("Abrimos el lunes, por falta de turnos el domingo.", "We open on Monday,", None, ""),
]


@pytest.mark.parametrize(("text", "quotation", "sentence", "wanted"), AFTER)
def test_a_passage_has_the_condition_after_it(
    text: str, quotation: str, sentence: str | None, wanted: str
) -> None:
    place = Span(0, len("Abrimos el lunes"))
    bounds = Span(0, len(text))
    grown = with_condition(place, quotation, sentence, text, bounds, last=True).of(text)
    assert grown == (wanted or "Abrimos el lunes")


CONDITIONS = [  # the source, the place found, the quotation, the English sentence, the passage
    (
        "Gracias. Si la junta no paga antes del martes, cerramos el molino.",
        "cerramos el molino",
        "We are closing the mill,",
        "“We are closing the mill,” he said.",
        "Si la junta no paga antes del martes, cerramos el molino",
    ),
    (
        "Si la junta no paga, cerramos el molino.",
        "cerramos el molino",
        "we close the mill",
        "Unless the board pays, “we close the mill,” he said.",
        "cerramos el molino",
    ),
    (
        "Las bombas, hasta donde yo sé, sirven.",
        "sirven",
        "work.",
        "The pumps “work.”",
        "hasta donde yo sé, sirven",
    ),
    (
        "Si madrugan y tienen suerte, ven la garza.",
        "tienen suerte, ven la garza",
        "They will see the heron.",
        None,
        "Si madrugan y tienen suerte, ven la garza",
    ),
    (
        "Si llueve; cerramos el molino.",
        "cerramos el molino",
        "We close the mill,",
        None,
        "cerramos el molino",
    ),
    (
        "Ayer llovió, cerramos el molino.",
        "cerramos el molino",
        "We close the mill,",
        None,
        "cerramos el molino",
    ),
]


@pytest.mark.parametrize(("text", "found", "quotation", "sentence", "wanted"), CONDITIONS)
def test_a_passage_has_the_condition_before_it(
    text: str, found: str, quotation: str, sentence: str | None, wanted: str
) -> None:
    place = Span(text.index(found), text.index(found) + len(found))
    bounds = Span(0, len(text))
    for last in (True, False):
        grown = with_condition(place, quotation, sentence, text, bounds, last=last)
        assert grown.of(text) == wanted


SUBJECTS = [
    (
        "la ceniza no es tóxica",
        "is not toxic",
        "The mayor said that the ash “is not toxic” in Sabanalta.",
        "no es tóxica",
    ),
    ("la ceniza no es tóxica", "The ash is not toxic", None, "la ceniza no es tóxica"),
    ("la ceniza no es tóxica", "is not toxic", None, "la ceniza no es tóxica"),
]


@pytest.mark.parametrize(("passage", "quotation", "sentence", "wanted"), SUBJECTS)
def test_the_subject_that_the_article_says_itself_is_context(
    passage: str, quotation: str, sentence: str | None, wanted: str
) -> None:
    (segment,) = segments_of(Query(quotation, sentence=sentence))
    assert without_subject(Span(0, len(passage)), segment, passage).of(passage) == wanted


CUT = [
    (
        "Y en la ronda no hallaron grietas.",
        "ronda no hallaron grietas",
        "found no cracks",
        "The engineers of Piedra Mansa “found no cracks” last week.",
        "no hallaron grietas",
    ),
    (
        "Los obreros del muelle se quedaron sin casco.",
        "muelle se quedaron sin casco",
        "were left without helmets",
        "The men at the pier “were left without helmets” that day.",
        "se quedaron sin casco",
    ),
    (  # what is quoted has its subject
        "La ronda no halló grietas.",
        "ronda no halló grietas",
        "patrol found no cracks",
        "The night “patrol found no cracks” last week.",
        "ronda no halló grietas",
    ),
]


@pytest.mark.parametrize(("text", "found", "quotation", "sentence", "wanted"), CUT)
def test_a_passage_begins_with_no_half_of_a_subject_that_is_not_quoted(
    text: str, found: str, quotation: str, sentence: str, wanted: str
) -> None:
    (segment,) = segments_of(Query(quotation, sentence=sentence))
    place = Span(text.index(found), text.index(found) + len(found))
    assert without_subject(place, segment, text).of(text) == wanted
