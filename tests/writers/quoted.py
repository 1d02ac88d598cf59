"""Nine quotations of one article, every status among them, as an audit would see them."""

from __future__ import annotations

from dataclasses import replace

from quotes.model import (
    AuditedQuotation,
    Finding,
    Location,
    Opinion,
    OpinionError,
    OtherTranslation,
    Span,
    Translation,
)
from tests.writers.building import (
    BRIDGE,
    DEBATE,
    ENGLISH,
    LETTER,
    found,
    passage,
    quoted,
    sentence,
    span_of,
    spans,
)
from tests.writers.officials import (
    ENGINEER,
    GOVERNOR,
    MAYOR,
    SECRETARY,
    UNION,
    scores,
)


def seconded(original: str, text: str) -> Opinion:
    error = OpinionError(
        "number",
        "critical",
        "Ten times as much.",
        spans(original, "2.600 millones"),
        spans(text, "26 billion"),
    )
    return Opinion(
        "ollama:fable",
        "fable:1b",
        "mqm-1",
        "2031-05-09",
        verdict="drift",
        errors=(error,),
        risk=0.99,
    )


def bridge_cost() -> AuditedQuotation:
    words = ("We are going to finish the bridge in March,", "and it will cost 26 billion pesos.")
    original = "Vamos a terminar el puente en marzo. Costará 2.600 millones de pesos."
    text = " ".join(words)
    finding = Finding(
        "D102",
        "changed-scale",
        "error",
        "“2.600 millones” is 2.6 billion; the quotation says 26 billion, ten times as much.",
        spans(original, "2.600 millones"),
        spans(text, "26 billion"),
    )
    audited = quoted(
        BRIDGE,
        1,
        words,
        "drift",
        speaker=MAYOR,
        cue="said",
        context=sentence("“We are going", "pesos.”"),
    )
    return found(
        audited,
        original,
        passage("letters/carta.md", LETTER, original, 0.97, place="paragraph 2"),
        risk=0.98,
        findings=(finding,),
        scores=scores(58.3),
        back_translation=Translation(
            "Vamos a acabar el puente en marzo y costará 26 mil millones de pesos.",
            "embedded",
            "0.2.0",
            others=(OtherTranslation("Terminaremos el puente en marzo.", "apertium", "3"),),
            agreed=(Span(14, 16), Span(17, 23), Span(24, 26), Span(27, 32)),
        ),
        opinions=(seconded(original, text),),
        original_differs=spans(original, "2.600 millones"),
        quote_differs=spans(text, "26 billion"),
    )


def council() -> AuditedQuotation:
    text = "The council approved every contract,"
    original = "El concejo no aprobó todos los contratos"
    finding = Finding(
        "D201",
        "lost-negation",
        "error",
        "The original denies it (“no aprobó”); the quotation asserts it.",
        spans(original, "no aprobó"),
        spans(text, "approved"),
    )
    cut = Finding(
        "D404",
        "truncated-clause",
        "error",
        "The sentence goes on with “pero aprobó los más grandes”, which the quotation leaves out.",
        spans(original, "todos los contratos"),
        spans(text, "every contract"),
    )
    audited = quoted(
        BRIDGE,
        2,
        (text,),
        "drift",
        speaker=MAYOR,
        context="“The council approved every contract,” the mayor told reporters.",
    )
    place = passage("letters/carta.md", LETTER, original, 0.91, place="paragraph 2")
    copy = replace(place, document="press/boletin-14.txt", score=0.9, place=None)
    audited = found(
        audited,
        original,
        place,
        risk=0.93,
        findings=(finding, cut),
        scores=scores(41.0),
        back_translation=Translation("El concejo aprobó cada contrato,", "embedded", "0.2.0"),
        original_differs=spans(original, "no"),
    )
    return replace(audited, location=replace(audited.location, editions=(copy,)))


def delays() -> AuditedQuotation:
    text = "I think there may be delays,"
    original = "Creo que puede haber demoras."
    audited = quoted(BRIDGE, 3, (text,), "faithful", speaker=SECRETARY, cue="he said")
    return found(
        audited,
        original,
        passage("debate.txt", DEBATE, original, 0.95, place="00:12:07"),
        risk=0.04,
        scores=scores(66.0),
        back_translation=Translation("Creo que puede haber retrasos,", "embedded", "0.2.0"),
    )


def worried() -> AuditedQuotation:
    text = "deeply worried"
    original = "preocupada por el nivel del agua"
    finding = Finding(
        "D211",
        "changed-intensity",
        "warning",
        "“deeply” makes it stronger than “preocupada”.",
        (span_of(original, "preocupada"),),
        (Span(0, 6),),
    )
    audited = quoted(
        BRIDGE,
        4,
        (text,),
        "review",
        kind="mixed",
        speaker=SECRETARY,
        context=sentence("“I think there", "water level."),
    )
    return found(
        audited,
        original,
        passage("debate.txt", DEBATE, original, 0.74),
        risk=0.55,
        findings=(finding,),
        scores=scores(33.0),
        quote_differs=(Span(0, 6),),
        original_differs=spans(original, "por el nivel del agua"),
    )


def others() -> tuple[AuditedQuotation, ...]:
    dream = quoted(
        BRIDGE, 5, ("a dream of three generations.",), "no-original", kind="mixed", speaker=GOVERNOR
    )
    nearest = passage(
        "letters/carta.md", LETTER, "Las obras son el sueño de tres generaciones.", 0.38
    )
    dream = replace(dream, location=Location("absent", 0.38, candidates=(nearest,)))
    unpaid = quoted(
        BRIDGE, 6, ("The workers have not been paid since June.",), "faithful", speaker=UNION
    )
    original = "A los trabajadores no se les ha pagado desde junio."
    unpaid = found(unpaid, original, passage("letters/carta.md", LETTER, original, 0.96), risk=0.02)
    deck = quoted(
        BRIDGE, 7, ("safe for forty tonnes.",), "verbatim", kind="mixed", speaker=ENGINEER
    )
    deck = found(
        deck,
        "safe for forty tonnes.",
        passage("interview.txt", ENGLISH, "safe for forty tonnes.", 1.0, language="en"),
    )
    survey = quoted(
        BRIDGE,
        8,
        ("nobody has asked us for another survey.",),
        "misquoted",
        kind="mixed",
        speaker=ENGINEER,
    )
    said = "Nobody asked us for a second survey,"
    finding = Finding(
        "D401",
        "omitted-content",
        "warning",
        "The words differ: “a second” was said, “another” is quoted.",
        spans(said, "a second"),
        spans(survey.quotation.text, "another"),
    )
    survey = found(
        survey,
        said,
        passage("interview.txt", ENGLISH, said, 0.9, language="en"),
        findings=(finding,),
        original_differs=spans(said, "asked", "a second"),
        quote_differs=spans(survey.quotation.text, "has asked", "another"),
    )
    nowhere = quoted(BRIDGE, 9, ("bridge to nowhere.",), "no-original", kind="scare")
    return dream, unpaid, deck, survey, nowhere
