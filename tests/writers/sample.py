"""A report made by hand: invented officials of Puerto Almendro, every status, hostile texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from quotes.model import (
    Article,
    AuditedArticle,
    AuditedQuotation,
    Cue,
    Finding,
    Kind,
    Location,
    Mention,
    Passage,
    Place,
    Quotation,
    Report,
    Score,
    Source,
    Span,
    Speaker,
    Status,
    Translation,
)

TEXTS = Path(__file__).parent / "texts"
BRIDGE = (TEXTS / "bridge.txt").read_text(encoding="utf-8")
LETTER = (TEXTS / "carta.md").read_text(encoding="utf-8")
DEBATE = (TEXTS / "debate.txt").read_text(encoding="utf-8")
ENGLISH = (TEXTS / "interview.txt").read_text(encoding="utf-8")


def span_of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def sentence(first: str, last: str) -> str:
    start = BRIDGE.index(first)
    return BRIDGE[start : BRIDGE.index(last, start) + len(last)]


def spans(text: str, *words: str) -> tuple[Span, ...]:
    return tuple(span_of(text, each) for each in words)


def passage(document: str, text: str, words: str, score: float, **more: str) -> Passage:
    span = span_of(text, words)
    return Passage(
        document=document,
        span=span,
        text=words,
        score=score,
        before=text[max(0, span.start - 60) : span.start],
        after=text[span.end : span.end + 60],
        **more,
    )


def quoted(
    article: str,
    number: int,
    words: tuple[str, ...],
    status: Status,
    *,
    kind: Kind = "direct",
    speaker: Speaker | None = None,
    cue: str | None = None,
    context: str | None = None,
) -> AuditedQuotation:
    segments = spans(article, *words)
    return AuditedQuotation(
        id=f"bridge.txt#{number}",
        quotation=Quotation(
            kind=kind,
            segments=segments,
            text=" ".join(words),
            cue=Cue(cue, span_of(article, cue)) if cue else None,
            speaker=speaker,
            context=span_of(article, context) if context else None,
        ),
        status=status,
        location=Location("absent", 0.12),
    )


def mentioned(name: str, mention: str, title: str | None, evidence: str) -> Speaker:
    return Speaker(
        name=name,
        mention=Mention(mention, span_of(BRIDGE, mention)),
        title=title,
        evidence=evidence,
    )


def found(
    audited: AuditedQuotation, original: str, *passages: Passage, **more: object
) -> AuditedQuotation:
    location = Location("found", passages[0].score, passages)
    return replace(audited, location=location, original=original, **more)  # type: ignore[arg-type]


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
        ),
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


def sample_report() -> Report:
    article = Article(
        "bridge.txt",
        BRIDGE,
        "Mayor defends bridge",
        "A. Reporter",
        date(2031, 5, 8),
        "https://news.example/bridge",
    )
    quotations = (bridge_cost(), council(), delays(), worried(), *others())
    empty = Article(
        "empty & odd <names>.txt",
        "Nothing is quoted here.",
        warnings=("line 3: a byte that is no UTF-8",),
    )
    return Report(
        "quotes 0.1.0|parser:embedded|engine:embedded 0.2.0|encoder:use-m3|line:0.5",
        "2031-05-09T10:00:00+00:00",
        (AuditedArticle(empty, ()), AuditedArticle(article, quotations)),
        SOURCES,
        ("notes.docx was left out: not a text, Markdown or HTML file",),
    )


def long_report(count: int = 60) -> Report:
    """One article with `count` quotations of every status, repeated."""
    base = sample_report().articles[1]
    text, held = "", []
    for number in range(count):
        audited = base.quotations[number % len(base.quotations)]
        by = len(text)
        segments = tuple(segment.shifted(by) for segment in audited.quotation.segments)
        context = audited.quotation.context
        quotation = replace(
            audited.quotation, segments=segments, context=context and context.shifted(by)
        )
        held.append(replace(audited, id=f"long.txt#{number + 1}", quotation=quotation))
        if number % len(base.quotations) == len(base.quotations) - 1:
            text += BRIDGE + "\n"
    article = Article("long.txt", text + BRIDGE, "A long hearing in Puerto Almendro")
    return replace(sample_report(), articles=(AuditedArticle(article, tuple(held)),))
