r"""Gather sentences that people translated, from catalogues of messages and from manuals.

    python -m training.drift.catalogues --catalogues DIR … --pages DIR … --books DIR … \
        --out PAIRS.tsv

--catalogues: folders with compiled gettext catalogues, `…/es/LC_MESSAGES/*.mo` (English is
the key); --pages: folders with Mallard pages, `C/` beside `es/`; --books: folders with HTML,
`en/` or `en-US/` beside `es/` or `es-ES/`, whose paragraphs must be as many. Messages with
places to fill in are left out, paragraphs cut into sentences where both sides have as many.
Kept are whole sentences of 6 to 38 words, one of each beginning. The output holds source,
English, Spanish.
"""

from __future__ import annotations

import argparse
import gettext
import html
import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

Pair = tuple[str, str]
LENGTH = range(6, 39)  # words of the English
BEGINNING = 40  # characters that no two sentences share
WIDTH = (0.7, 1.65)  # characters of the Spanish to those of the English
_WORD = re.compile(r"[^\W_]+(?:['’-]\w+)*")
_END = re.compile(r"(?<=[.!?…])[\"”»’')]*\s+(?=[\"“«‘¡¿(]*[A-ZÁÉÍÓÚÑ])")
_SHORT = re.compile(r"\b(?:Mr|Mrs|Dr|St|vs|etc|e\.g|i\.e|Sr|Sra|p\. ?ej|No|Inc|EE|UU)\.$")
_FILLED_IN = re.compile(r"%[-+ 0-9.l*]*[a-zA-Z(]|\$\w|\{\w*\}|%%")
_WHOLE = re.compile(r"[\"“‘'A-Z0-9].*[.?!][\"”’')]?", re.DOTALL)
_CODE = re.compile(r"https?:|www\.|[<>{}|=_*#@\[\]\\^~/]|--|\(\d\)")
_BLOCKS = {"p", "div", "ul", "ol", "pre", "table"}


def clean(text: str) -> str:
    """Return a message without tags and keys' marks, on one line."""
    bare = html.unescape(re.sub(r"<[^<>]{1,200}>", "", text))
    return re.sub(r"\s+", " ", re.sub(r"[_&](?=\w)", "", bare)).strip()


def sentences(text: str) -> list[str]:
    """Return the sentences of a paragraph."""
    found, at = [], 0
    for end in _END.finditer(text):
        if not _SHORT.search(text[at : end.start()]):
            found.append(text[at : end.end()].strip())
            at = end.end()
    return [part for part in [*found, text[at:].strip()] if part]


def catalogue(path: Path) -> Iterator[Pair]:
    """Yield the paragraphs of a compiled catalogue."""
    with path.open("rb") as stream:
        known = gettext.GNUTranslations(stream)._catalog  # type: ignore[attr-defined]
    for key, value in known.items():
        if isinstance(key, str) and key and not _FILLED_IN.search(key):
            sides = [re.split(r"\n\s*\n", side) for side in (key.split("\x04")[-1], value)]
            whole = len(sides[0]) != len(sides[1])
            yield from [(key, value)] if whole else zip(*sides, strict=True)


def page(path: Path) -> list[str]:
    """Return the paragraphs of a Mallard page, without those about it."""
    found = []
    for node in etree.parse(path).iter("{*}p", "{*}title", "{*}desc"):
        if not any(etree.QName(up).localname in ("info", "credit") for up in node.iterancestors()):
            found.append("".join(node.itertext()))
    return found


def chapter(path: Path) -> list[str]:
    """Return the paragraphs of a chapter in HTML that hold no others."""
    found = []
    for node in etree.parse(path, etree.HTMLParser()).iter("p", "div"):
        plain = node.tag == "p" or "para" in node.get("class", "")
        if plain and not any(below.tag in _BLOCKS for below in node.iterdescendants()):
            found.append("".join(node.itertext()))
    return found


def paragraphs(args: argparse.Namespace) -> Iterator[tuple[str, str, str]]:
    """Yield (source, English, Spanish) paragraphs of all that was named."""
    for folder in args.catalogues:
        for path in sorted(folder.rglob("es/LC_MESSAGES/*.mo")):
            for english, spanish in catalogue(path):
                yield path.stem, english, spanish
    for folders, pattern, read in ((args.pages, "*.page", page), (args.books, "*.html", chapter)):
        for folder in folders:
            for path in sorted(p for home in folder.glob("es*") for p in home.rglob(pattern)):
                home = path.relative_to(folder)
                named = {"es": ("C", "en"), "es-ES": ("en-US",)}.get(home.parts[0], ())
                for other in (folder / name / Path(*home.parts[1:]) for name in named):
                    if other.exists() and len(read(other)) == len(read(path)):
                        for english, spanish in zip(read(other), read(path), strict=True):
                            yield folder.name, english, spanish


def usable(english: str, spanish: str) -> bool:
    """Say whether two texts are whole sentences of like length, in words and not in code."""
    letters = sum(c.islower() for c in english)
    return (
        len(_WORD.findall(english)) in LENGTH
        and _WHOLE.fullmatch(english) is not None
        and not _CODE.search(english)
        and letters >= 0.65 * len(english)
        and WIDTH[0] < len(spanish) / len(english) < WIDTH[1]
        and english != spanish
    )


def main() -> None:
    """Read the arguments and write the pairs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    for name in ("catalogues", "pages", "books"):
        parser.add_argument(f"--{name}", type=Path, nargs="*", default=[])
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    kept: dict[str, str] = {}
    for source, english, spanish in paragraphs(args):
        ours, theirs = sentences(clean(english)), sentences(clean(spanish))
        if len(ours) != len(theirs):
            ours, theirs = [clean(english)], [clean(spanish)]
        for one, other in zip(ours, theirs, strict=True):
            if usable(one, other):
                begun = re.sub(r"\W+", " ", one.lower()).strip()[:BEGINNING]
                kept.setdefault(begun, f"{source}\t{one}\t{other}")
    args.out.write_text("\n".join(kept.values()) + "\n", encoding="utf8")
    print(len(kept), "sentences")


if __name__ == "__main__":
    main()
