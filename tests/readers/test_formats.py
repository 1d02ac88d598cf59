from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest

from quotes.errors import InputError, SourceError
from quotes.model import Source
from quotes.readers import read_article, read_source
from quotes.readers.lines import joined, without_furniture
from tests.readers.samples import FILES, FIRST, SECOND, THIRD, docx_bytes, drawn, pdf_bytes


def source(tmp_path: Path, name: str, data: bytes | str) -> Source:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_source(path, tmp_path)


def labels(found: Source) -> list[tuple[str, str, str | None]]:
    return [(place.label, place.span.of(found.text), place.speaker) for place in found.places]


def test_pages_of_a_pdf(tmp_path: Path) -> None:
    found = source(tmp_path, "a.pdf", FILES["a.pdf"])
    assert found.text == f"{FIRST}\n{SECOND}\n{THIRD}"
    assert [place.label for place in found.places] == ["page 1", "page 2", "page 3"]
    assert found.places[2].span.of(found.text) == "año pasado una respuesta seria."


def test_an_article_in_word_and_pdf(tmp_path: Path) -> None:
    words = ["Mayor refuses to pay", "“The town will not pay,” she said (twice)."]
    (tmp_path / "a.docx").write_bytes(docx_bytes(words, table=["a cell", "another"]))
    (tmp_path / "a.pdf").write_bytes(pdf_bytes([words]))
    article = read_article(tmp_path / "a.docx")
    assert article.text == "\n".join([*words, "a cell", "another"])
    assert article.title == "Declaración"
    assert "“The town will not pay,” she said (twice)." in read_article(tmp_path / "a.pdf").text


def test_letter_spaced_words_of_a_pdf(tmp_path: Path) -> None:
    spaced = drawn("BT /F1 16 Tf 6 Tc 60 700 Td (THE DAM HOLDS) Tj ET", "")
    assert source(tmp_path, "a.pdf", spaced).text == "THE DAM HOLDS"


def at(x: float, y: float, words: str, size: float = 12, turned: str = "1 0 0 1") -> str:
    return f"BT /F1 {size} Tf {turned} {x} {y} Tm ({words}) Tj ET "


def high(words: str, rise: float = 4) -> str:
    return f"{rise} Ts /F1 7 Tf ({words}) Tj 0 Ts /F1 12 Tf "


REST = at(60, 686, "until the council of Piedra Mansa pays what it owes, said the mayor.")
BELOW = at(60, 672, "Nobody answered her on Tuesday.")
PLACED = [
    (  # a drop capital before its heading, beside its line and the next
        at(60, 676, "N", 40) + at(60, 740, "The pier of Puerto Almendro", 18)
        + at(92, 700, "o pier will be mended this year or in the following one,")
        + at(92, 686, "until the council of Piedra Mansa pays what it owes, she said."),
        "The pier of Puerto Almendro\nNo pier will be mended this year or in the following one, "
        "until the council of Piedra Mansa pays what it owes, she said.",
    ),
    (  # one that is a word
        at(60, 676, "A", 40) + at(92, 700, "council that pays nothing mends no pier this year,")
        + at(92, 686, "said the mayor."),
        "A council that pays nothing mends no pier this year, said the mayor.",
    ),
    (  # a large letter over a list is none
        at(60, 740, "N", 40) + at(60, 700, "Nets and all that belongs to them"),
        "N\nNets and all that belongs to them",
    ),
    (  # a stamp across the page and words in its margin
        at(60, 700, "No pier will be mended this year or in the following one,") + REST
        + at(200, 690, "DRAFT", 60, "0.8 0.6 -0.6 0.8") + at(20, 600, "Printed", 8, "0 1 -1 0")
        + BELOW,
        "No pier will be mended this year or in the following one, until the council of Piedra "
        "Mansa pays what it owes, said the mayor. Nobody answered her on Tuesday.",
    ),
    (  # more space, and letters of another size, end a paragraph; within a sentence they do not
        at(60, 740, "The pier of Puerto Almendro is closed", 14)
        + at(60, 722, "No pier will be mended this year or in the following one, it seems.")
        + at(60, 698, "Nobody knows when the council of Piedra Mansa pays what it owes,")
        + at(60, 684, "said the mayor of the town, who had been to")
        + at(60, 650, "the council on Monday."),
        "The pier of Puerto Almendro is closed\nNo pier will be mended this year or in the "
        "following one, it seems.\nNobody knows when the council of Piedra Mansa pays what it "
        "owes, said the mayor of the town, who had been to the council on Monday.",
    ),
    (  # a page set upright is read
        at(60, 100, "No pier will be mended.", 12, "0 1 -1 0"), "No pier will be mended.",
    ),
    (  # a note's mark, a power, an ordinal, a formula
        "BT /F1 12 Tf 60 700 Td (We lost 30) Tj " + high("2") + "( men and 10) Tj " + high("6")
        + "( nets for the 1) Tj " + high("st") + "( time in H) Tj " + high("2", -3) + "(O.) Tj ET",
        "We lost 30 men and 10⁶ nets for the 1st time in H2O.",
    ),
    (  # a note's mark that stands so high that PDFium begins a line
        "BT /F1 12 Tf 60 700 Td (We lost 30) Tj " + high("2", 8) + "( men and nobody came.) Tj ET",
        "We lost 30 men and nobody came.",
    ),
]  # fmt: skip


def test_bold_lines_of_a_pdf_are_known(tmp_path: Path) -> None:
    content = at(60, 700, "The mayor of Puerto Almendro answers.")
    content += at(60, 686, "Is the pier closed, and for").replace("/F1", "/F2")
    content += at(60, 672, "how long?").replace("/F1", "/F2") + at(60, 658, "Until June, I hope.")
    (tmp_path / "a.pdf").write_bytes(drawn(content, ""))
    article = read_article(tmp_path / "a.pdf")
    bold = [span.of(article.text).strip() for span in article.bold]
    assert bold == ["Is the pier closed, and for how long?"]


MORE = ["El concejo de Puerto Almendro se reunió el martes.", "Vinieron todos."] * 3
OVER = [
    (  # running heads and feet that change from page to page, a word divided by the page's end
        [["Actas de 2031", "", *MORE, "Nadie ha consultado a las comuni-", "", "Puerto Almendro"],
         ["Pleno de mayo", "", "dades de la ribera del río.", *MORE]],
        "\nNadie ha consultado a las comunidades de la ribera del río.",
    ),
    (  # a note below a sentence
        [[*MORE, "Nadie ha consultado a los pueblos de la", "", "1 Decreto 14 de Piedra Mansa."],
         ["ribera del río, y eso lo vuelve nulo."]],
        "1 Decreto 14 de Piedra Mansa.\nNadie ha consultado a los pueblos de la ribera del río, y",
    ),
    (  # a heading at a page's foot
        [[*MORE, "", "El puente"], ["cruza el río.", *MORE]], "\nEl puente cruza el río."
    ),
]  # fmt: skip


@pytest.mark.parametrize(("pages", "text"), OVER)
def test_a_sentence_goes_on_over_a_page(tmp_path: Path, pages: list[list[str]], text: str) -> None:
    assert text in source(tmp_path, "a.pdf", pdf_bytes(pages)).text


def test_the_numbers_of_a_pdfs_lines_are_no_text(tmp_path: Path) -> None:
    lines = ["1 TESTIGO: Yo no vi el arma, y", "2 eso declaré.", "3 FISCAL: Bien.", "4 Nada más."]
    read = source(tmp_path, "a.pdf", pdf_bytes([lines])).text
    assert read == "TESTIGO: Yo no vi el arma, y eso declaré.\nFISCAL: Bien.\nNada más."


@pytest.mark.parametrize(("content", "text"), PLACED)
def test_words_of_a_pdf_by_where_they_stand(tmp_path: Path, content: str, text: str) -> None:
    assert source(tmp_path, "a.pdf", drawn(content, "")).text == text


def test_an_encrypted_pdf(tmp_path: Path) -> None:
    import pypdf

    for password in ("secret", ""):
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(FILES["a.pdf"]))
        writer.encrypt(password, algorithm="RC4-128")
        file = io.BytesIO()
        writer.write(file)
        if password:
            with pytest.raises(SourceError, match=r"a\.pdf: encrypted: save it without"):
                source(tmp_path, "a.pdf", file.getvalue())
        else:  # protected against printing only: anybody may read it
            assert FIRST in source(tmp_path, "a.pdf", file.getvalue()).text


BAD = [
    ("scan.pdf", pdf_bytes([[], []]), "holds no text, only pictures of pages"),
    ("a.pdf", b"no pdf at all", "not a PDF file"),
    ("a.pdf", FILES["a.pdf"][:300], "a PDF that cannot be read"),
    ("a.docx", b"\xd0\xcf\x11\xe0 old", "an old .doc or a file under a password"),
    ("a.docx", b"PK\x03\x04 broken", "not a Word document that can be read"),
    ("a.docx", docx_bytes([]), "holds no text"),
    ("a.srt", b"no times here", "no captions in it"),
    ("a.vtt", b"WEBVTT\n\n", "no captions in it"),
    ("a.vtt", b"\x00\x01\x02" * 99, "a binary file"),
    ("a.jsonl", b"{broken\n", "line 1: not JSON"),
    ("a.jsonl", b"\n\n", "no statement in it"),
    ("a.jsonl", b'{"speaker": "x"}', "line 1: no text in it"),
    ("a.jsonl", b"[" * 100_000, "line 1: not JSON"),
]


@pytest.mark.parametrize(("name", "data", "message"), BAD)
def test_bad_files_are_one_clear_line(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        source(tmp_path, name, data)
    assert message in str(caught.value)
    assert str(caught.value).startswith(f"{name}: ")
    assert str(caught.value).isprintable()


def test_a_page_without_text_is_a_warning(tmp_path: Path) -> None:
    found = source(tmp_path, "a.pdf", pdf_bytes([[FIRST], [], [THIRD]]))
    assert found.warnings == ("a.pdf: no text on page 2 (a picture?)",)


def test_captions_with_times(tmp_path: Path) -> None:
    found = source(tmp_path, "a.srt", FILES["a.srt"])
    assert found.text == f"{FIRST}\n{SECOND}\n{THIRD}"
    assert [place.label for place in found.places] == [
        "00:00:01", "00:00:03", "00:01:12", "01:00:00",
    ]  # fmt: skip


def test_captions_with_voices(tmp_path: Path) -> None:
    found = source(tmp_path, "a.vtt", FILES["a.vtt"])
    assert found.text == f"{FIRST}\n{SECOND}\n{THIRD}"
    assert labels(found)[1:] == [
        ("00:00:03", FIRST[26:], "Rosalba Quintero"),
        ("00:00:07", SECOND, "Hernán Castellar"),
        ("01:00:00", THIRD, None),
    ]


def test_a_caption_that_goes_on_keeps_its_voice(tmp_path: Path) -> None:
    cues = [("<v Ana Ruiz>Nadie habló", 1), ("del puente.", 2), ("Yo sí.", 3)]
    body = "".join(f"00:0{n}.000 --> 00:0{n}.900\n{words}\n\n" for words, n in cues)
    found = source(tmp_path, "a.vtt", f"WEBVTT\n\n{body}")
    assert found.text == "Nadie habló del puente.\nYo sí."
    assert [label[2] for label in labels(found)] == ["Ana Ruiz", "Ana Ruiz", None]


def subtitles(cues: list[str]) -> str:
    return "\n\n".join(
        f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\n{cue}" for n, cue in enumerate(cues, 1)
    )


def test_names_in_brackets_are_labels_of_captions_and_sounds_are_not(tmp_path: Path) -> None:
    cues = [
        "(INÉS ZAPATA) No se cierra el muelle.", "(APLAUSOS) Se arregla.", "[Lucena Rey] No.",
        "(APLAUSOS) (INÉS ZAPATA) Consta.", "(INÉS ZAPATA) Lo vi.", "(PERIODISTA) ¿Cuándo?",
    ]  # fmt: skip
    body = subtitles(cues)
    assert source(tmp_path, "a.srt", body).text.split("\n") == [
        "INÉS ZAPATA: No se cierra el muelle. (APLAUSOS) Se arregla.",
        "Lucena Rey: No. (APLAUSOS) (INÉS ZAPATA) Consta.",
        "INÉS ZAPATA: Lo vi.",
        "PERIODISTA: ¿Cuándo?",
    ]
    twice = body.replace("(INÉS ZAPATA) Lo", "Lo")
    assert "(INÉS ZAPATA) No se" in source(tmp_path, "b.srt", twice).text


def test_labels_and_dashes_in_captions_begin_turns(tmp_path: Path) -> None:
    cues = [
        "INÉS ZAPATA: No se cierra el muelle.",
        "Se arregla,\ny les digo: se arregla ya.",
        ">> Lucena (concejal): Eso no consta.",
        "- ¿No consta?\n- No, señora.",
        "- DRA. ZAPATA: Consta en el acta\n— dice el acta — del lunes.",
        ">> Lucena: No la vi.",
        "Recuerden: no la vi.",
        "Recuerden: era de noche.",
    ]
    body = subtitles(cues)
    assert source(tmp_path, "a.srt", body).text.split("\n") == [
        "INÉS ZAPATA: No se cierra el muelle. Se arregla, y les digo: se arregla ya.",
        "Lucena (concejal): Eso no consta.",
        "- ¿No consta?",
        "- No, señora.",
        "DRA. ZAPATA: Consta en el acta — dice el acta — del lunes.",
        "Lucena: No la vi. Recuerden: no la vi. Recuerden: era de noche.",
    ]


def test_an_escaped_tag_of_a_caption_is_text(tmp_path: Path) -> None:
    cue = "00:01.000 --> 00:02.000\n<i>No</i> vamos a vender &lt;nada&gt; &amp; punto.\n"
    assert source(tmp_path, "a.vtt", f"WEBVTT\n\n{cue}").text == "No vamos a vender <nada> & punto."


def test_captions_that_roll_on_are_read_once(tmp_path: Path) -> None:
    rolling = (
        "1\n00:00:01,000 --> 00:00:02,000\nNo vamos a pagar\n\n"
        "2\n00:00:02,000 --> 00:00:03,000\nNo vamos a pagar\nun solo peso\n\n"
        "3\n00:00:03,000 --> 00:00:04,000\nun solo peso\nde la deuda.\n"
    )
    assert source(tmp_path, "a.srt", rolling).text == "No vamos a pagar un solo peso de la deuda."


def test_statements_one_a_line(tmp_path: Path) -> None:
    found = source(tmp_path, "a.jsonl", FILES["a.jsonl"])
    assert found.text == f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
    assert (found.speaker, found.date) == ("Rosalba Quintero Vélez", None)
    assert labels(found)[1] == (
        "line 2, Rosalba Quintero Vélez, 2024-03-02",
        SECOND,
        "Rosalba Quintero Vélez",
    )


def test_statements_that_cannot_be_read_are_left_out(tmp_path: Path) -> None:
    lines = [
        json.dumps({"text": FIRST, "date": "2024-03-05T10:00:00Z", "url": "https://example.org/1"}),
        "{broken",
        "7",
        json.dumps({"content": SECOND, "date": "2024-99-99", "extra": [1, {}]}),
        '{"text": "media \\ud800 pareja"}',
    ]
    found = source(tmp_path, "a.jsonl", "\n".join(lines))
    assert found.text == f"{FIRST}\n\n{SECOND}\n\nmedia ? pareja"
    assert [warning.removeprefix("a.jsonl: ")[:22] for warning in found.warnings] == [
        "line 2: not JSON: left",
        "line 3: no text in it ",
        "line 4: date: date '20",
    ]
    assert found.date is None
    single = source(tmp_path, "b.jsonl", lines[0])
    assert (single.date, single.url) == (date(2024, 3, 5), "https://example.org/1")


def test_captions_and_statements_are_no_articles(tmp_path: Path) -> None:
    from quotes.readers import ARTICLE_SUFFIXES, discover

    (tmp_path / "a.srt").write_bytes(FILES["a.srt"])
    assert isinstance(discover([tmp_path / "a.srt"], ARTICLE_SUFFIXES).problems[0], InputError)


LINES = [
    (["una línea entera que llena", "la medida de la página y", "acaba aquí."],
     "una línea entera que llena la medida de la página y acaba aquí."),
    (["Primera oración de la página.", "Fin.", "Otro párrafo que empieza"],
     "Primera oración de la página. Fin.\nOtro párrafo que empieza"),
    (["los munici-", "pios", "", "Nuevo"], "los municipios\nNuevo"),
    (["centro-", "Izquierda"], "centro- Izquierda"),
    (["PRESIDENTA: Se abre la sesión y tiene la palabra el señor Luna.", "El señor LUNA: Gracias."],
     "PRESIDENTA: Se abre la sesión y tiene la palabra el señor Luna.\nEl señor LUNA: Gracias."),
    (["El puente de Puerto Almendro que cruza el río", "", "no se abre."],
     "El puente de Puerto Almendro que cruza el río no se abre."),
    ([], ""),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "text"), LINES)
def test_lines_into_paragraphs(lines: list[str], text: str) -> None:
    assert joined(lines) == text


def test_running_heads_and_page_numbers_go() -> None:
    pages = [
        ["Boletín 7", f"Texto {letter}", "", f"Página {n} de 3"]
        for n, letter in enumerate("abc", 1)
    ]
    assert without_furniture(pages) == [["Texto a"], ["Texto b"], ["Texto c"]]
    assert without_furniture([["2024 fue el año.", "x"]]) == [["2024 fue el año.", "x"]]
