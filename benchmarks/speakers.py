r"""Say how many speakers of articles are right: `python -m benchmarks.speakers --cache FOLDER`.

    python -m benchmarks.speakers [--half choose|verify] --cache FOLDER
    python -m benchmarks.speakers --use unread --cache FOLDER

The articles are the events of `benchmarks/events` or those of one use in
`training/speakers/articles.jsonl`; they are only extracted from, with what ships. A speaker is
right where `same_speaker` of `benchmarks/events.py` says so. Prints how many quotations are found,
how many speakers are right, and how many of those called sure. Parses are kept in the cache.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks.events import judged, key_of, of_half, same_speaker
from quotes.quotations import find
from quotes.readers import read_article
from training.speakers.antecedents import parses
from training.speakers.ranking import ARTICLES

Keys = list[tuple[str, list[str]]]


def events(which: str | None) -> Iterator[tuple[str, str, Keys]]:
    """Yield name, text, and the quotations with their speakers of each event of a half."""
    for event in of_half(which):
        text = read_article(event / "article.txt").text
        yield event.name, text, [(key["quote"], [key["speaker"]]) for key in key_of(event)]


def written(use: str) -> Iterator[tuple[str, str, Keys]]:
    """Yield the same of the written articles of one use; "-" is nobody's."""
    for line in ARTICLES.read_text("utf8").splitlines():
        one = json.loads(line)
        if one["use"] == use:
            keys = [(one["text"][q["start"] : q["end"]], q["speakers"]) for q in one["quotations"]]
            yield one["name"], one["text"], [(quote, who) for quote, who in keys if who != ["-"]]


def main() -> None:
    """Read the arguments, extract and print the shares."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--half", choices=["choose", "verify"])
    parser.add_argument("--use", help="articles of articles.jsonl instead of events")
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--wrong", action="store_true", help="print what is wrong, one by one")
    args = parser.parse_args()
    asked = 0
    right: list[bool] = []
    sure: list[bool] = []
    for name, text, keys in written(args.use) if args.use else events(args.half):
        found = [
            {"text": quotation.text, "speaker": quotation.speaker}
            for quotation in find(text, parses(text, args.cache))
            if quotation.kind != "scare"
        ]
        names = {who for _, wanted in keys for who in wanted}
        for quote, wanted in keys:
            asked += 1
            one = judged({"quote": quote}, found)
            if one is None:
                continue
            speaker = one["speaker"]
            ours = speaker.name if speaker else ""
            right.append(any(same_speaker(ours, who, names - set(wanted)) for who in wanted))
            if speaker and speaker.sure:
                sure.append(right[-1])
            if args.wrong and not right[-1]:
                print(f"{name}: {ours!r} for {wanted}: {quote}")
    print(f"{len(right)} of {asked} found; right {sum(right)}, {sum(right) / len(right):.1%}; "
          f"sure {len(sure)}, of these right {sum(sure) / max(1, len(sure)):.1%}")  # fmt: skip


if __name__ == "__main__":
    main()
