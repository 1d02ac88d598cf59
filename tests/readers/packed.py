"""Small files of the formats that pack others: Word parts, OpenDocument, EPUB, zip, WARC."""

from __future__ import annotations

import io
import zipfile

W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_NOTES = "".join(
    f"<w:footnote w:id='{number}'><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>"
    for number, text in enumerate(("Nunca citada.", "Nota al pie."), 1)
)
_NUMBERING = (
    "<w:abstractNum w:abstractNumId='4'><w:lvl w:ilvl='0'><w:numFmt w:val='bullet'/></w:lvl>"
    "</w:abstractNum><w:num w:numId='7'><w:abstractNumId w:val='4'/></w:num>"
)


def zipped(members: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return file.getvalue()


def word_file(body: str, styles: str = "") -> bytes:
    """Return a Word file whose body is the given WordprocessingML, with styles of its own."""
    return zipped(
        {
            "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
            "word/footnotes.xml": f"<w:footnotes {W}>{_NOTES}</w:footnotes>",
            "word/styles.xml": f"<w:styles {W}>{styles}</w:styles>",
            "word/numbering.xml": f"<w:numbering {W}>{_NUMBERING}</w:numbering>",
            "word/comments.xml": f"<w:comments {W}><w:t>Comentario.</w:t></w:comments>",
            "word/header1.xml": f"<w:hdr {W}><w:p><w:r><w:t>Encabezado.</w:t></w:r></w:p></w:hdr>",
        }
    )


ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def odt_file(body: str, title: str = "Declaración", styles: str = "") -> bytes:
    """Return an OpenDocument text whose body is the given XML, with styles of its own."""
    content = (
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body>"
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {ODF}>{content}</office:document-content>",
            "meta.xml": f"<office:document-meta {ODF}><office:meta><dc:title>{title}</dc:title>"
            "</office:meta></office:document-meta>",
        }
    )


def epub_file(chapters: list[str]) -> bytes:
    """Return a book whose chapters are the given pieces of XHTML."""
    names = [f"c{number}.xhtml" for number in range(len(chapters))]
    items = "".join(f'<item id="i{n}" href="{name}"/>' for n, name in enumerate(names))
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(names)))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>Memorias</dc:title>'
        "<dc:creator>Rosalba Quintero Vélez</dc:creator><dc:language>es</dc:language></metadata>"
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
    )
    pages: dict[str, str | bytes] = {
        f"OEBPS/{name}": f"<html><head><title>x</title></head><body>{chapter}</body></html>"
        for name, chapter in zip(names, chapters, strict=True)
    }
    return zipped({"META-INF/container.xml": container, "OEBPS/book.opf": package, **pages})


def warc_file(pages: dict[str, bytes], kind: str = "text/html; charset=utf-8") -> bytes:
    """Return a compressed web archive of pages, by their addresses, and one redirect."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    file = io.BytesIO()
    writer = WARCWriter(file, gzip=True)
    moved = StatusAndHeaders("301 Moved", [("Location", "/")], protocol="HTTP/1.0")
    good = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.0")
    for address, (data, headers) in {
        "https://example.org/old": (b"", moved),
        **{address: (data, good) for address, data in pages.items()},
    }.items():
        record = writer.create_warc_record(
            address, "response", payload=io.BytesIO(data), http_headers=headers
        )
        writer.write_record(record)
    return file.getvalue()
