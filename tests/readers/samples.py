"""The same statement of an invented mayor in every format that is read."""

from __future__ import annotations

import io
import json
import zlib
from collections.abc import Sequence

from tests.readers.packed import epub_file, odt_file

FIRST = "El municipio no pagará la deuda que reclama la autoridad del río."
SECOND = "«No vamos a entregar un solo peso» & no habrá otra reunión, dijo la alcaldesa."
THIRD = "Los pescadores de Puerto Almendro esperan desde el año pasado una respuesta seria."
SENTENCES = (FIRST, SECOND, THIRD)


def docx_bytes(paragraphs: Sequence[str] = SENTENCES, table: Sequence[str] = ()) -> bytes:
    import docx

    document = docx.Document()
    document.core_properties.title = "Declaración"
    for text in paragraphs:
        paragraph = document.add_paragraph()
        half = len(text) // 2
        paragraph.add_run(text[:half])
        paragraph.add_run(text[half:]).bold = True
    if table:
        grid = document.add_table(rows=1, cols=len(table))
        for cell, text in zip(grid.rows[0].cells, table, strict=True):
            cell.text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def pdf_bytes(pages: Sequence[Sequence[str]]) -> bytes:
    """Return a PDF that shows the given lines on each page, by the simplest means there are."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(count))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for i, lines in enumerate(pages):
        shown = [
            line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in lines
        ]
        words = " ".join(f"({line}) Tj 0 -14 Td" for line in shown)
        stream = f"BT /F1 11 Tf 60 780 Td {words} ET" if lines else ""
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * i} 0 R >>"
        )
        size = len(stream.encode("cp1252"))
        objects.append(f"<< /Length {size} >>\nstream\n{stream}\nendstream")
    return _assembled(objects)


def drawn(content: str, form: str, *, packed: bool = False) -> bytes:
    """Return a PDF of one page with the given content, which may draw a form."""
    data = content.encode("latin-1")
    data = zlib.compress(data, 9) if packed else data
    bold = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>"
    resources = f"/Resources << /Font << /F1 3 0 R /F2 {bold} >> /XObject << /X 6 0 R >> >>"
    body, kept = data.decode("latin-1"), "/Filter /FlateDecode" if packed else ""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {resources} /Contents 5 0 R >>",
        f"<< /Length {len(data)} {kept} >>\nstream\n{body}\nendstream",
        f"<< /Length {len(form)} /Type /XObject /Subtype /Form /BBox [0 0 9 9] {resources} >>\n"
        f"stream\n{form}\nendstream",
    ]
    return _assembled(objects, "latin-1")


def _assembled(objects: Sequence[str], encoding: str = "cp1252") -> bytes:
    data = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode(encoding)
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    data += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    data += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\n".encode()
    return data + f"startxref\n{start}\n%%EOF\n".encode()


PDF_PAGES = [
    ["Alcaldía de Puerto Almendro", FIRST[:36], FIRST[36:], SECOND[:36], SECOND[36:], "1"],
    ["Alcaldía de Puerto Almendro", "Los pescadores de Puerto Al-", "mendro esperan desde el", "2"],
    ["Alcaldía de Puerto Almendro", "año pasado una respuesta seria.", "3"],
]
SRT = f"""1
00:00:01,000 --> 00:00:03,500
<i>{FIRST[:26]}</i>

2
00:00:03,600 --> 00:00:06,000
{FIRST[26:]}

3
00:01:12,000 --> 00:01:15,000
{{\\an8}}{SECOND[:36]}
{SECOND[36:]}

4
01:00:00,000 --> 01:00:04,000
{THIRD}
"""
VTT = f"""WEBVTT - Sesión

NOTE una nota que nadie dice

00:01.000 --> 00:03.500 align:start
<v Rosalba Quintero>{FIRST[:26]}

cue-2
00:03.600 --> 00:06.000
<v Rosalba Quintero>{FIRST[26:]}

00:07.000 --> 00:15.000
<v.loud Hernán Castellar>{SECOND.replace("&", "&amp;")}

01:00:00.000 --> 01:00:04.000
{THIRD}
"""
JSONL = "\n".join(
    json.dumps({"text": text, "speaker": "Rosalba Quintero Vélez", "date": f"2024-03-0{day}"})
    for day, text in enumerate(SENTENCES, 1)
)
HTML = (
    '<!DOCTYPE html><html lang="es"><head><meta charset="utf-8"><title>Declaración</title></head>'
    "<body><article><h1>Declaración</h1>"
    f"<p>{FIRST.replace('deuda', '<b>deuda</b>').replace('á', '&aacute;')}</p>\n"
    f"<p>{SECOND.replace('&', '&amp;').replace('«', '&laquo;')}</p><p>{THIRD}</p>"
    f"<p>{'Una frase de relleno para que la página tenga cuerpo. ' * 6}</p></article></body></html>"
)
EML = f"""From: Rosalba Quintero <rq@example.org>
Subject: =?utf-8?q?Declaraci=C3=B3n?=
Date: Tue, 05 Mar 2024 10:00:00 -0500
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

{FIRST}

{SECOND}

{THIRD}
"""
ESCAPED = [text.replace("&", "&amp;") for text in SENTENCES]
FRONT = "---\ntitle: Declaración\nspeaker: Rosalba Quintero Vélez\n---\n\n"

FILES: dict[str, bytes] = {
    "a.txt": "\r\n\r\n".join(SENTENCES).encode("utf-8-sig"),
    "a.md": (FRONT + "\n\n".join((FIRST.replace("deuda", "**deuda**"), *SENTENCES[1:]))).encode(),
    "a.html": HTML.encode(),
    "a.htm": HTML.encode(),
    "a.docx": docx_bytes(),
    "a.odt": odt_file("".join(f"<text:p>{text}</text:p>" for text in ESCAPED)),
    "a.epub": epub_file([f"<h1>Uno</h1><p>{ESCAPED[0]}</p><p>{ESCAPED[1]}</p>", ESCAPED[2]]),
    "a.eml": EML.encode(),
    "a.pdf": pdf_bytes(PDF_PAGES),
    "a.srt": SRT.encode(),
    "a.vtt": VTT.encode(),
    "a.jsonl": JSONL.encode(),
}
