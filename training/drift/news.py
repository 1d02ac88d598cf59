r"""Give English news machine Spanish, and keep what reads as a translation of it.

    python -m training.drift.news --polnear DIR --conll FILE --treebank FILE.conllu \
        --out PAIRS.tsv

DIR holds texts, a paragraph a line. Whole sentences of 7 to 34 words, one of each beginning,
go through the embedded translator (neural to Portuguese, then Apertium). Left out are
answers that lose a number, a denial or a question, or hold lower-case words that Apertium does not
know. The output holds source, English, Spanish; `training.drift.make` then leaves out what is badly
linked.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from quotes.translators.apertium import find_mode
from quotes.translators.pivot import EmbeddedEngine
from training.drift.catalogues import BEGINNING, sentences
from training.drift.machines import facts

LENGTH = range(7, 35)  # words
CHARACTERS = range(35, 231)
BATCH = 50
ANALYSER = "es-pt.automorf.bin"
_ODD = re.compile(r"https?:|www\.|[<>{}|=_*#@\[\]\\]|\.\.\.|- [a-z]|--")
_WHOLE = re.compile(r"[\"“‘'A-Z0-9].*[.?!][\"”’')]?")
_DENIED = re.compile(
    r"\b(?:no|nunca|nadie|nada|ningun[oa]?|ningún|sin|tampoco|ni|jamás)\b", re.IGNORECASE
)
_TIGHT = (
    (r" ([.,;:?!%)])", r"\1"),
    (r"([(\[$]) ", r"\1"),
    (r" ('s|'re|'ve|'ll|'d|'m|n't|')\b", r"\1"),
    (r"s ' ", "s' "),
)


def usable(text: str) -> bool:
    """Say whether a text is one whole sentence in plain words."""
    return (
        len(re.findall(r"[^\W_]+", text)) in LENGTH
        and len(text) in CHARACTERS
        and _WHOLE.fullmatch(text) is not None
        and not _ODD.search(text)
        and sum(c.islower() for c in text) > 0.65 * len(text)
    )


def polnear(folder: Path) -> Iterator[str]:
    """Yield the sentences of texts."""
    for path in sorted(folder.glob("*.txt")):
        for paragraph in path.read_text(encoding="utf8").splitlines():
            yield from sentences(paragraph)


def conll(path: Path) -> Iterator[str]:
    """Yield the sentences of a file with a word a line, put together again."""
    for block in path.read_text(encoding="utf8").split("\n\n"):
        text = " ".join(line.split()[0] for line in block.splitlines() if line.strip())
        for pattern, new in _TIGHT:
            text = re.sub(pattern, new, text)
        if text.count('"') % 2 == 0:
            yield re.sub(r'" ?([^"]*?) ?"', r'"\1"', text)


def treebank(path: Path) -> Iterator[str]:
    """Yield the sentences of a treebank."""
    for line in path.read_text(encoding="utf8").splitlines():
        if line.startswith("# text = "):
            yield line.removeprefix("# text = ")


def unknown(spanish: list[str]) -> list[list[str]]:
    """Return the lower-case words of each text that Apertium's analyser does not know."""
    mode = find_mode("es-pt")
    if mode is None:
        raise SystemExit("Apertium's Spanish and Portuguese are not installed")
    places = [part for part in mode.read_text(encoding="utf8").split() if part.endswith(ANALYSER)]
    plain = "\n".join(re.sub(r"[\[\]{}/\\@<>^$]", " ", text) for text in spanish)
    run = subprocess.run(
        [shutil.which("lt-proc") or "lt-proc", "-a", places[0].strip("'\"")],
        input=plain, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [
        [w for w in re.findall(r"\^([^/$]+)/\*", line) if w[0].islower() and len(w) > 2]
        for line in run.stdout.split("\n")
    ]


def faithful(english: str, spanish: str, strange: list[str]) -> bool:
    """Say whether a machine's Spanish keeps the facts and holds known words."""
    numbers, denied, asked = facts(_joined(english))
    return (
        numbers == facts(_joined(spanish))[0]
        and denied == bool(_DENIED.search(spanish))
        and asked == ("?" in spanish)
        and all(word in english.lower() for word in strange)
        and 0.7 < len(spanish) / len(english) < 1.6
    )


def _joined(text: str) -> str:
    """Return a text whose numbers have no marks within."""
    return re.sub(r"(?<=\d)[.,](?=\d)", "", text)


def main() -> None:
    """Read the arguments, translate, write what is kept."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    for name in ("polnear", "conll", "treebank", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    args = parser.parse_args()
    chosen: dict[str, tuple[str, str]] = {}
    for source, read in (("polnear", polnear), ("conll", conll), ("treebank", treebank)):
        for text in filter(usable, read(getattr(args, source))):
            begun = re.sub(r"\W+", " ", text.lower()).strip()[:BEGINNING]
            chosen.setdefault(begun, (source, text))
    rows, machine, spanish = list(chosen.values()), EmbeddedEngine(), []
    for at in range(0, len(rows), BATCH):
        spanish += machine.translate([text for _, text in rows[at : at + BATCH]])
    machine.close()
    lines = [
        f"machine-spanish/{source}\t{text}\t{' '.join(answer.split())}"
        for (source, text), answer, strange in zip(rows, spanish, unknown(spanish), strict=True)
        if faithful(text, answer, strange)
    ]
    args.out.write_text("\n".join(lines) + "\n", encoding="utf8")
    print(len(lines), "of", len(rows), "sentences")


if __name__ == "__main__":
    main()
