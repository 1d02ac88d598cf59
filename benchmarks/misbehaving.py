"""A thousand texts, each engine's own class, and a service that misbehaves in every known way.

    python -m benchmarks.misbehaving [--texts N] [--engine NAME …]

A server on the loopback interface plays the service of each engine and misbehaves once for every
fourth text, in the ways of `tests/translators/service.py` one after the other. Shown for each
engine: how many texts came back right, how many marked with a reason, how many neither (a
fault), how many were sent again after a right answer, and the seconds.
"""

from __future__ import annotations

import argparse
import os
import threading
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from quotes.translators import ONLINE, Translator
from tests.translators.service import MISBEHAVIOURS, Fault, Service, dictionary

PATHS = {"google": "/m", "mymemory": "/get", "libre": "", "microsoft": "/microsoft", "deepl": ""}
PATIENCE = 1.0


def texts_of(count: int) -> list[str]:
    """Return so many different texts."""
    said = "The mayor said that the town will not pay the debt of the street number"
    return [f"{said} {number}." for number in range(count)]


def misbehave(server: Service, texts: list[str]) -> None:
    """Have the server misbehave once for every fourth text."""
    faults = [fault for name, fault in MISBEHAVIOURS.items() if name != "quota text"]
    due: dict[str, Fault] = {
        text: faults[number // 4 % len(faults)]
        for number, text in enumerate(texts)
        if not number % 4
    }
    due[texts[-1]] = MISBEHAVIOURS["quota text"]  # ends the asking: nothing comes after it
    server.fault_of = lambda text: due.pop(text, None)


def measure(name: str, count: int, cache: Path) -> str:
    """Return the line of one engine."""
    texts = texts_of(count)
    with Service() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        misbehave(server, texts)
        engine = ONLINE[name](server.url + PATHS[name])
        engine.pause, engine.patience = 0.0, PATIENCE
        start = time.perf_counter()
        longest = 0.0
        answers = []
        with Translator(engine, cache, retry_wait=0.01) as translator:
            for at in range(0, count, 20):
                begun = time.perf_counter()
                answers += translator.translate(texts[at : at + 20])
                longest = max(longest, time.perf_counter() - begun)
            before = Counter(server.answered)
            kept = [t for t, a in zip(texts, answers, strict=True) if a and not a.refused]
            translator.translate(kept)
            again = sum((Counter(server.answered) - before).values())
        seconds = time.perf_counter() - start
        server.shutdown()
    right = sum(
        a is not None and not a.refused and a.text == dictionary(t)
        for t, a in zip(texts, answers, strict=True)
    )
    marked = sum(a is not None and bool(a.refused) for a in answers)
    reasons = Counter(a.refused for a in answers if a and a.refused).most_common(4)
    return (
        f"{name:10} {right:5} right {marked:5} marked {count - right - marked:3} neither, "
        f"{again} sent again, {seconds:6.1f} s, longest call of 20 texts {longest:.1f} s; {reasons}"
    )


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--texts", type=int, default=1_000)
    parser.add_argument("--engine", action="append", choices=list(PATHS))
    chosen = parser.parse_args()
    os.environ |= {"MICROSOFT_API_KEY": "invented-key", "DEEPL_API_KEY": "invented-key:fx"}
    for name in chosen.engine or PATHS:
        with TemporaryDirectory() as folder:
            print(measure(name, chosen.texts, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
