"""Write what an audit of the *choose* events compares: `python -m training.risk.audited OUT`.

The articles of `benchmarks/events` and `benchmarks/parts` are audited against the sources of all,
with what ships, up to the comparison, and each pair that it is asked for is a line: the passage as
the search cut it, the words around it in the source and in the article, who speaks in either
("case", the fields of `quotes.model.Case`), and the "label" of the key. A quotation without
original that is matched all the same is a "drift": somebody must look. A faithful one whose passage
is another is left out, as nobody says what its verdict should be.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.events import FOLDER, PARTS, copy_sources, is_right, key_of, lines_of, of_half
from quotes import Audit, Settings
from quotes.comparison.context import led
from quotes.model import Case, Glossary, Span
from quotes.readers import read_article

Row = dict[str, Any]


def main() -> None:
    """Audit the events, one after the other, and write the pairs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    events = of_half("choose", FOLDER, PARTS)
    with tempfile.TemporaryDirectory() as name, args.out.open("w", encoding="utf8") as out:
        for event in events:
            copy_sources(event, Path(name))
        audit = Audit.open(Settings(originals=Path(name), judge=False))
        for event in events:
            for row in compared(audit, event):
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
            print(event.name, flush=True)


def compared(audit: Audit, event: Path) -> Iterator[Row]:
    """Yield the pairs of an event that the comparison is asked for, as lines."""
    article, key = read_article(event / "article.txt"), key_of(event)
    found = audit.quotations(article)
    places = audit.locations(article, found, {})
    backs = audit.translations(found, places, {})
    for case in audit.cases(article, found, backs, places):
        if case is None or case.word_for_word:
            continue
        own = lines_of(key, case.quote)
        label = labelled(case, own) if own else None
        if label:
            kept = asdict(led(case).case)
            for name in ("glossary", "ignore"):
                del kept[name]
            yield {"case": kept, "label": label, "event": int(event.name)}


def labelled(case: Case, own: list[Row]) -> str | None:
    """Return the label of a case by its lines of the key, None where they do not say it."""
    if any(one["status"] == "drift" for one in own):
        return "drift"
    if all(one["status"] == "no-original" for one in own):
        return "drift"
    held = [one for one in own if one["passage"]]
    right = all(is_right({"original": case.original}, one, held) for one in held)
    return "faithful" if right else None


def case_of(row: Row, glossary: Glossary) -> Case:
    """Return the case of a line."""
    known = row["case"]
    spans = {one: tuple(Span(**s) for s in known[one]) for one in ("pieces", "unsupported")}
    return Case(**{**known, **spans, "skipped": tuple(known["skipped"]), "glossary": glossary})


if __name__ == "__main__":
    main()
