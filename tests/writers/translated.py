"""The page's words, every `t("…")` of its scripts and `worded("…")` of the program, as catalogues.

    python -m tests.writers.translated

writes new words into `page.po` of each language, keeps what is translated, and compiles it.
"""

from __future__ import annotations

import ast
import io
import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from quotes.checks import CHECKS
from quotes.languages.glossaries import load_glossary
from quotes.languages.words import vocabulary
from quotes.writers import html_report

PAGE = Path(html_report.__file__).parent / "page"
PACKAGE = PAGE.parents[1]
WORDS = re.compile(r'\bt\("((?:[^"\\]|\\.)+)"')


def words() -> list[str]:
    """Return the English words of the page's scripts, and the names of checks, each once."""
    scripts = [(PAGE / name).read_text(encoding="utf-8") for name in html_report.SCRIPTS]
    said = [found[1] for text in scripts for found in WORDS.finditer(text)]
    return list(dict.fromkeys([*said, *(check.name for check in CHECKS)]))


def templates() -> list[str]:
    """Return the templates of the program's sentences, notes of its glossaries, names of units."""
    glossary = load_glossary()
    found = {term.note for term in glossary.terms} | {one.note for one in glossary.false_friends}
    found.discard("")
    found |= set(vocabulary("numbers")["units"])
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "worded":
                template = node.args[0]
                assert isinstance(template, ast.Constant), f"{path}:{node.lineno}: no literal"
                found.add(str(template.value))
    return sorted(found)


def stored(language: str) -> Catalog:
    """Return the catalogue of a language as it lies beside the page."""
    with (PAGE / "locale" / language / "LC_MESSAGES" / "page.po").open("rb") as file:
        return read_po(file, locale=language, domain="page")


def compiled(catalogue: Catalog) -> bytes:
    """Return a catalogue as gettext reads it."""
    held = io.BytesIO()
    write_mo(held, catalogue)
    return held.getvalue()


def main() -> None:
    """Bring the catalogue of each language up to date and compile it."""
    for folder in sorted((PAGE / "locale").iterdir()):
        catalogue, template = stored(folder.name), Catalog()
        for text in words():
            template.add(text)
        for text in templates():
            template.add(text, context="worded")
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        catalogue.header_comment = "# The words of the page: see tests/writers/translated.py"
        path = folder / "LC_MESSAGES" / "page.po"
        with path.open("wb") as file:
            write_po(file, catalogue, omit_header=False, width=100)
        path.with_suffix(".mo").write_bytes(compiled(catalogue))


if __name__ == "__main__":
    main()
