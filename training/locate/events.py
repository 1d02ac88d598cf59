"""Write what an audit asks of the events of `benchmarks/events`, and the sources that it asks.

    python -m training.locate.events FOLDER --half choose

FOLDER/originals holds the sources of the half's events, FOLDER/queries.jsonl a line a quotation, as
`training/locate/decision.py` reads them. Where one line of the key is about a quotation, the
passage that it names is the original; of others ("known": false) nothing is learned.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.events import copy_sources, key_of, lines_of, of_half
from quotes.parsing import Parser
from quotes.pipeline import query_of
from quotes.quotations import find, needs_tree
from quotes.readers import read_article, read_source
from training.locate.decision import write


def main() -> None:
    """Read the arguments and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", choices=["choose", "verify"], default="choose")
    args = parser.parse_args()
    originals = args.folder / "originals"
    originals.mkdir(parents=True)
    events = of_half(args.half)
    for event in events:
        copy_sources(event, originals)
    write(args.folder / "queries.jsonl", _asked(events, originals))


def _asked(events: list[Path], originals: Path) -> Iterator[dict[str, Any]]:
    """Yield what is asked for each quotation of each event."""
    parser = Parser.open("embedded", threads=1)
    for event in events:
        article = read_article(event / "article.txt")
        key = key_of(event)
        own = [path for path in originals.iterdir() if path.name.startswith(f"{event.name}-")]
        sources = [read_source(path, originals) for path in own]
        for q in find(article.text, parser.parse(article.text, trees=needs_tree), indirect=False):
            if q.kind == "scare":
                continue
            query = query_of(article, q)
            row = {
                "text": query.text,
                "sentence": query.sentence,
                "speaker": query.speaker,
                "group": event.name,
                "pieces": query.pieces,
            }
            lines = lines_of(key, query.text)
            if len(lines) != 1:
                yield row | {"known": False}
                continue
            passage = lines[0]["passage"]
            places = [
                {"document": source.document, "span": found.span()}
                for source in sources
                if passage and (found := _pattern(passage).search(source.text))
            ]
            yield row | (places[0] if places else {})


def _pattern(passage: str) -> re.Pattern[str]:
    """Return the pattern of the words of a passage, whatever stands between them."""
    return re.compile(r"\W+".join(map(re.escape, re.findall(r"\w+", passage))), re.IGNORECASE)


if __name__ == "__main__":
    main()
