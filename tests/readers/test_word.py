"""What a Word file can hold, and what of it is read: a table of constructs."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotes.readers import read_article, read_source
from tests.readers.packed import odt_file, word_file


def run(text: str, properties: str = "") -> str:
    return f"<w:r>{properties}<w:t xml:space='preserve'>{text}</w:t></w:r>"


def par(*runs: str, properties: str = "") -> str:
    return f"<w:p>{properties}{''.join(runs)}</w:p>"


def field(code: str, shown: str) -> str:
    def char(kind: str) -> str:
        return f"<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>"

    coded = f"<w:r><w:instrText>{code}</w:instrText></w:r>"
    return char("begin") + coded + char("separate") + run(shown) + char("end")


def deleted(text: str) -> str:
    return f"<w:del w:id='1' w:author='a'><w:r><w:delText>{text}</w:delText></w:r></w:del>"


BOX = f"<w:txbxContent>{par(run('En la caja.'))}</w:txbxContent>"
PICTURE = f"<w:r><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></w:r>"
INSERTED = f"<w:ins w:id='1' w:author='a'>{run('no ')}</w:ins>"
CONTROL = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
CELL = f"<w:tc>{par(run('Celda.'))}</w:tc>"
QUOTED = "<w:pPr><w:pStyle w:val='Quote'/></w:pPr>"
BULLET = "<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='7'/></w:numPr></w:pPr>"
GONE = "<w:pPr><w:rPr><w:del w:id='1' w:author='a'/></w:rPr></w:pPr>"
GONE_ROW = "<w:trPr><w:del w:id='1' w:author='a'/></w:trPr>"

CONSTRUCTS = [
    ("an insertion", par(run("Ella "), INSERTED, run("vino.")), "Ella no vino."),
    ("a deletion", par(run("Ella "), deleted("no "), run("vino.")), "Ella vino."),
    (
        "an insertion deleted again",
        par(run("Ella "), f"<w:ins w:id='1'>{deleted('no ')}</w:ins>", run("vino.")),
        "Ella vino.",
    ),
    (
        "a deleted line end",
        par(run("Ella no "), properties=GONE) + par(run("vino.")),
        "Ella no vino.",
    ),
    (
        "a deleted row",
        f"<w:tbl><w:tr>{GONE_ROW}<w:tc>{par(run('Fuera.'))}</w:tc></w:tr>"
        f"<w:tr><w:tc>{par(run('Queda.'))}</w:tc></w:tr></w:tbl>",
        "Queda.",
    ),
    (
        "moved text",
        par(
            f"<w:moveFrom w:id='1'>{run('No vino. ')}</w:moveFrom>",
            run("Llovió. "),
            f"<w:moveTo w:id='2'>{run('No vino.')}</w:moveTo>",
        ),
        "Llovió. No vino.",
    ),
    (
        "a prompt nobody filled in",
        par(
            run("Ella "),
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
            f"{run('Escriba aquí.')}</w:sdtContent></w:sdt>",
            run("vino."),
        ),
        "Ella vino.",
    ),
    (
        "a control in a line",
        par(run("Ella "), CONTROL.format(run("no ")), run("vino.")),
        "Ella no vino.",
    ),
    ("a control around a line", CONTROL.format(par(run("No vino."))), "No vino."),
    (
        "controls around a row and a cell",
        "<w:tbl>"
        + CONTROL.format(f"<w:tr>{CONTROL.format(CELL)}</w:tr>")
        + "</w:tbl>",
        "Celda.",
    ),
    (
        "a simple field",
        par(run("Son "), f"<w:fldSimple w:instr='REF x'>{run('30')}</w:fldSimple>", run(" votos.")),
        "Son 30 votos.",
    ),
    ("a field", par(run("Son "), field(" REF x ", "30"), run(" votos.")), "Son 30 votos."),
    (
        "a field in a field's code",
        par(field(f"IF {field('REF x', 'oculto')} = 1", "30"), run(" votos.")),
        "30 votos.",
    ),
    ("a link", par(f"<w:hyperlink r:id='x'>{run('La alcaldesa')}</w:hyperlink>"), "La alcaldesa"),
    ("a text box", par(run("Fuera."), PICTURE), "Fuera.\nEn la caja."),
    (
        "a text box in two ways",
        par(
            f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{BOX}</w:drawing>"
            f"</mc:Choice><mc:Fallback>{PICTURE}</mc:Fallback></mc:AlternateContent></w:r>"
        ),
        "En la caja.",
    ),
    (
        "a footnote",
        par(run("No vino."), "<w:r><w:footnoteReference w:id='2'/></w:r>"),
        "No vino.\nNota al pie.",
    ),
    (
        "merged cells",
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='1000000000'/><w:vMerge w:val='restart'/>"
        f"</w:tcPr>{par(run('Una.'))}</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/>"
        f"</w:tc><w:tc>{par(run('Dos.'))}</w:tc></w:tr></w:tbl>",
        "Una.\nDos.",
    ),
    (
        "characters",
        par("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t>"
            "<w:softHyphen/><w:t>e</w:t><w:sym w:font='Symbol' w:char='F0A2'/></w:r>"),
        "a\nb\tc-de′",
    ),
    (
        "hidden text",
        par(run("Visto."), run("Oculto.", "<w:rPr><w:vanish/></w:rPr>"),
            run(" Sí.", "<w:rPr><w:vanish w:val='0'/></w:rPr>")),
        "Visto. Sí.",
    ),
    (
        "how a paragraph was set before a tracked change",
        par(run("una"), properties=f"<w:pPr><w:pPrChange w:id='1'>{BULLET}</w:pPrChange></w:pPr>"),
        "una",
    ),
    (
        "a line end in a sentence",
        par(run("El puente de Piedra Mansa se abre y"), "<w:r><w:br/></w:r>", run("nadie sabe.")),
        "El puente de Piedra Mansa se abre y nadie sabe.",
    ),
    (
        "lines of a measure, each a paragraph",
        par(run("La alcaldesa dijo que el puente no se abre antes de"))
        + par(run("las lluvias, que el muelle tampoco y que nadie le ha"))
        + par(run("pagado un peso."))
        + par(run("El concejo calla.")),
        "La alcaldesa dijo que el puente no se abre antes de las lluvias, que el muelle tampoco y "
        "que nadie le ha pagado un peso.\nEl concejo calla.",
    ),
    (
        "cells",
        f"<w:tbl><w:tr><w:tc>{par(run('la escuela de Piedra Mansa se cierra'))}</w:tc>"
        f"<w:tc>{par(run('el hospital no'))}</w:tc></w:tr></w:tbl>",
        "la escuela de Piedra Mansa se cierra\nel hospital no",
    ),
    (
        "a list",
        par(run("una"), properties=BULLET) + par(run("dos"), properties=BULLET),
        "- una\n- dos",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "text"), [pytest.param(b, t, id=name) for name, b, t in CONSTRUCTS]
)
def test_what_a_word_file_can_hold(tmp_path: Path, body: str, text: str) -> None:
    (tmp_path / "a.docx").write_bytes(word_file(body))
    assert read_source(tmp_path / "a.docx", tmp_path).text == text


def styled(name: str, drawn: str, above: str = "") -> str:
    based = f"<w:basedOn w:val='{above}'/>" if above else ""
    return f"<w:style w:styleId='{name}'>{based}<w:rPr>{drawn}</w:rPr></w:style>"


STYLES = (
    styled("Oculto", "<w:vanish/>") + styled("MasOculto", "", "Oculto")
    + styled("Tachado", "<w:strike/>") + styled("Llamada", "<w:vertAlign w:val='superscript'/>")
)  # fmt: skip
DRAWN = [
    ("no ", "<w:strike/>", ""), ("no ", "<w:dstrike w:val='true'/>", ""),
    ("no ", "<w:rStyle w:val='Oculto'/>", ""), ("no ", "<w:rStyle w:val='MasOculto'/>", ""),
    ("no ", "<w:rStyle w:val='Tachado'/>", ""),
    ("no ", "<w:rStyle w:val='Tachado'/><w:strike w:val='0'/>", "no "),
    ("no ", "<w:b/>", "no "), ("no ", "<w:u/>", "no "),
    ("3", "<w:vertAlign w:val='superscript'/>", ""), ("3", "<w:rStyle w:val='Llamada'/>", ""),
    ("2", "<w:vertAlign w:val='subscript'/>", "2"), ("3", "<w:vertAlign w:val='baseline'/>", "3"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "properties", "shown"), DRAWN)
def test_what_is_drawn_as_unsaid_is_not_read(
    tmp_path: Path, words: str, properties: str, shown: str
) -> None:
    odd = run(words, f"<w:rPr>{properties}</w:rPr>")
    body = par(run("La lancha de los 45"), odd, run("pescadores."))
    (tmp_path / "a.docx").write_bytes(word_file(body, STYLES))
    said = f"La lancha de los 45{shown}pescadores."
    assert read_source(tmp_path / "a.docx", tmp_path).text == said


def test_powers_and_ordinals_of_a_word_file(tmp_path: Path) -> None:
    high = "<w:rPr><w:vertAlign w:val='superscript'/></w:rPr>"
    formula = (
        "<m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>6</m:t></m:r></m:sup></m:sSup>"
    )
    body = par(
        run("Por 1"), run("a", high), run(" vez, 30 km"), run("2", high), run(" y "), formula
    )
    (tmp_path / "a.docx").write_bytes(word_file(body.replace("m:", "w:")))
    assert read_source(tmp_path / "a.docx", tmp_path).text == "Por 1ª vez, 30 km² y 10⁶"


def letter(*quoted: str) -> bytes:
    lead = par(run("The mayor of Puerto Almendro wrote to the council of Piedra Mansa:"))
    lines = [par(run(line), properties=QUOTED) for line in quoted]
    return word_file("".join([lead, *lines, par(run("The council did not answer."))]))


def test_a_quotation_style_is_a_quotation(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(letter("The bridge is closed.", "It stays closed."))
    assert read_article(tmp_path / "a.docx").text.splitlines()[1:3] == [
        "“The bridge is closed.",
        "“It stays closed.”",
    ]
    assert "“" not in read_source(tmp_path / "a.docx", tmp_path).text


def test_who_signs_a_quotation_stands_behind_it(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(letter("The bridge is closed.", "— Elvira Montoya, mayor"))
    assert read_article(tmp_path / "a.docx").text.splitlines()[1:] == [
        "“The bridge is closed.” — Elvira Montoya, mayor",
        "The council did not answer.",
    ]


ASKED = "Is the bridge closed?"
BOLD = styled("Pregunta", "<w:b/>")


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        (par(run("Is the "), run("bridge", "<w:rPr><w:b/></w:rPr>"), run(" closed?")), False),
        (par(run(ASKED, "<w:rPr><w:b/></w:rPr>")), True),
        (par(run(ASKED), properties="<w:pPr><w:pStyle w:val='Pregunta'/></w:pPr>"), True),
        (par(run(ASKED, "<w:rPr><w:rStyle w:val='Pregunta'/></w:rPr>")), True),
        (par(run(ASKED, "<w:rPr><w:rStyle w:val='Pregunta'/><w:b w:val='0'/></w:rPr>")), False),
    ],
)
def test_a_line_in_bold_is_known(tmp_path: Path, question: str, whole: bool) -> None:
    body = par(run("The mayor answers.")) + question + par(run("Until June."))
    (tmp_path / "a.docx").write_bytes(word_file(body, BOLD))
    article = read_article(tmp_path / "a.docx")
    assert [span.of(article.text).strip() for span in article.bold] == [ASKED] * whole


def test_a_line_in_bold_of_an_opendocument_file_is_known(tmp_path: Path) -> None:
    named = "xmlns:fo='urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0'"
    style = PROPERTIES.format("P1", f"fo:font-weight='bold' {named}")
    body = (
        f"<text:p>The mayor answers.</text:p><text:p text:style-name='P1'>{ASKED}</text:p>"
        "<text:p>Until June.</text:p><text:p><text:span text:style-name='P1'>And then?</text:span>"
        "</text:p><text:p>I <text:span text:style-name='P1'>hope</text:span>.</text:p>"
    )
    (tmp_path / "a.odt").write_bytes(odt_file(body, styles=style))
    article = read_article(tmp_path / "a.odt")
    assert [span.of(article.text).strip() for span in article.bold] == [ASKED, "And then?"]


ODT = [
    ("<text:p>Ella <text:span>no</text:span> vino<text:s text:c='9'/>ayer.</text:p>",
     "Ella no vino ayer."),
    ("<text:tracked-changes><text:p>Borrado.</text:p></text:tracked-changes><text:p>Queda.</text:p>",
     "Queda."),
    ("<text:p>No vino<text:note><text:note-citation>1</text:note-citation><text:note-body>"
     "<text:p>Nota.</text:p></text:note-body></text:note> ayer.</text:p><text:p>Fin.</text:p>",
     "No vino ayer.\nFin.\nNota."),
    ("<text:p>Una<draw:frame><draw:text-box><text:p>Caja.</text:p></draw:text-box></draw:frame>"
     " dos.</text:p>", "Una dos.\nCaja."),
    ("<text:p>Uno<office:annotation><text:p>Comentario.</text:p></office:annotation>.</text:p>",
     "Uno."),
    ("<text:list><text:list-item><text:p>una</text:p></text:list-item><text:list-item>"
     "<text:p>dos</text:p></text:list-item></text:list>", "- una\n- dos"),
    ("<table:table><table:table-row><table:table-cell table:number-columns-repeated='1000000000'>"
     "<text:p>Una.</text:p></table:table-cell></table:table-row></table:table>", "Una."),
]  # fmt: skip


PROPERTIES = "<style:style style:name='{}'><style:text-properties {}/></style:style>"
ODT_STYLES = "".join(
    PROPERTIES.format(name, drawn)
    for name, drawn in [
        ("T1", "style:text-line-through-style='solid'"), ("T2", "text:display='none'"),
        ("T3", "style:text-position='super 58%'"), ("T4", "style:text-position='sub 58%'"),
        ("T5", "style:text-line-through-style='none'"),
        ("T6", "style:text-line-through-type='double'"),
    ]
)  # fmt: skip
SPANS = [("T1", "no ", ""), ("T2", "no ", ""), ("T3", "4", ""), ("T4", "4", "4"),
         ("T5", "no ", "no "), ("T6", "no ", ""), ("T9", "no ", "no ")]  # fmt: skip


@pytest.mark.parametrize(("style", "words", "shown"), SPANS)
def test_what_opendocument_draws_as_unsaid_is_not_read(
    tmp_path: Path, style: str, words: str, shown: str
) -> None:
    span = f"<text:span text:style-name='{style}'>{words}</text:span>"
    body = f"<text:p>Son<text:s text:c='2'/>30{span}lanchas<text:s/>rojas.</text:p>"
    (tmp_path / "a.odt").write_bytes(odt_file(body, styles=ODT_STYLES))
    assert read_source(tmp_path / "a.odt", tmp_path).text == f"Son 30{shown}lanchas rojas."


@pytest.mark.parametrize(("body", "text"), ODT)
def test_what_an_opendocument_file_can_hold(tmp_path: Path, body: str, text: str) -> None:
    (tmp_path / "a.odt").write_bytes(odt_file(body))
    source = read_source(tmp_path / "a.odt", tmp_path)
    assert (source.text, source.title) == (text, "Declaración")
