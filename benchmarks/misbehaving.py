"""A thousand texts, each engine's own class, and a service that misbehaves in every known way.

    python -m benchmarks.misbehaving [--texts N] [--engine NAME …] [--kills N]

A server on the loopback interface plays the service of each engine and misbehaves once for every
fourth text, in the ways of `tests/translators/service.py` one after the other. Shown for each
engine: how many texts came back right, how many marked with a reason, how many neither (a
fault), how many were sent again after a right answer, the seconds, and the longest wait of a
caller for one request, with its tries, pauses and turns, beside the limit that was set (a text a
call; 20 a call for services that take many, of which a batch that fails is asked text by text).

Then what ends the asking (an expired key, a closed port, a name that is not known): all marked,
after how many requests. And `--kills` times over all engines a process that translates is
killed (-9) at a moment of chance and begun again: what is right in the end, and how many texts
were sent again that had been answered. Those alone may be that were under way at the kill.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from quotes.translators import ONLINE, Translator
from quotes.translators.guard import why_unrelated
from tests.translators.service import FINAL, MISBEHAVIOURS, Fault, Service, dictionary

PATHS = {"google": "/m", "mymemory": "/get", "libre": "", "microsoft": "/microsoft", "deepl": ""}
PATIENCE, WAIT = 1.0, 1.0  # seconds of a try, and of a request beside its tries
LATE = 0.5  # seconds by which a busy machine may end a wait late


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


def timed(translator: Translator) -> list[float]:
    """Return the list to which the wall time of each request of a translator is added."""
    took: list[float] = []
    real = translator._caller.ask

    def ask(*arguments: Any) -> Any:  # noqa: ANN401 - as the method
        start = time.perf_counter()
        try:
            return real(*arguments)
        finally:
            took.append(time.perf_counter() - start)

    translator._caller.ask = ask  # type: ignore[assignment, method-assign]
    return took


def measure(name: str, count: int, cache: Path) -> str:
    """Return the line of one engine."""
    texts = texts_of(count)
    why_unrelated(texts[:1], texts[1:2])  # loads its model: no wait for a service
    with Service() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        misbehave(server, texts)
        engine = ONLINE[name](server.url + PATHS[name])
        engine.pause, engine.patience = 0.0, PATIENCE
        start = time.perf_counter()
        at_once = 20 if engine.batch > 1 else 1
        answers, calls = [], [0.0]
        with Translator(engine, cache, 0.01, WAIT) as translator:
            requests = timed(translator)
            for at in range(0, count, at_once):
                begun = time.perf_counter()
                answers += translator.translate(texts[at : at + at_once])
                calls.append(time.perf_counter() - begun)
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
    limit = translator.longest
    late = sum(one > limit + LATE for one in requests)
    return (
        f"{name:10} {right:5} right {marked:5} marked {count - right - marked:3} neither, "
        f"{again} sent again, {seconds:6.1f} s, longest request {max(requests):.2f} s of "
        f"{limit:.0f} s ({late} beyond), longest call of {at_once} {max(calls):.2f} s; {reasons}"
    )


def unreachable() -> str:
    """Return the address of a port that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


def ended(name: str, count: int) -> str:
    """Return the line of what ends the asking: requests sent, and texts that are not marked."""
    told = []
    with Service() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        addresses = dict.fromkeys(FINAL, server.url)
        addresses |= {"closed port": unreachable(), "unknown name": "http://service.invalid"}
        for fault, address in addresses.items():
            server.fault_of = dict.fromkeys(texts_of(count), FINAL.get(fault)).get
            before, start = len(server.paths), time.perf_counter()
            engine = ONLINE[name](address + PATHS[name])
            engine.pause, engine.patience = 0.0, PATIENCE
            with TemporaryDirectory() as cache, Translator(engine, Path(cache), 0.01) as translator:
                answers = translator.translate(texts_of(count))
            left = sum(not (a and a.refused) for a in answers)
            sent, seconds = len(server.paths) - before, time.perf_counter() - start
            told.append(f"{fault}: {sent} requests, {left} not marked, {seconds:.1f} s")
        server.shutdown()
    return f"{name:10} {'; '.join(told)}"


def translate(name: str, url: str, cache: Path, count: int) -> None:
    """Translate in a process of its own, which may be killed."""
    engine = ONLINE[name](url + PATHS[name])
    engine.pause = 0.0
    with Translator(engine, cache, retry_wait=0.01) as translator:
        print("begun", flush=True)
        texts = texts_of(count)
        for at in range(0, count, 20):
            translator.translate(texts[at : at + 20])


def killed(name: str, count: int, kills: int, chance: random.Random) -> str:
    """Return the line of one engine whose process is killed at moments of chance."""
    with Service() as server, TemporaryDirectory() as cache:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        command = [sys.executable, "-m", "benchmarks.misbehaving", "--texts", str(count)]
        command += ["--child", server.url, cache, "--engine", name]
        most = ONLINE[name](server.url + PATHS[name])
        under_way = most.batch * most.concurrency
        for _ in range(kills):
            with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
                if process.stdout:
                    process.stdout.readline()
                time.sleep(chance.uniform(0, 6))
                process.send_signal(signal.SIGKILL)
        translate(name, server.url, Path(cache), count)
        times = Counter(server.answered)
        before = len(server.paths)
        engine = ONLINE[name](server.url + PATHS[name])
        with Translator(engine, Path(cache)) as translator:
            texts = texts_of(count)
            answers = translator.translate(texts)
        server.shutdown()
    right = sum(
        a is not None and a.text == dictionary(t) for t, a in zip(texts, answers, strict=True)
    )
    again = sum(number - 1 for number in times.values())
    return (
        f"{name:10} {kills} kills: {right} of {count} right, {again} sent again after an answer "
        f"(at most {under_way} under way at a kill), "
        f"{len(server.paths) - before} requests when all are known"
    )


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--texts", type=int, default=1_000)
    parser.add_argument("--engine", action="append", choices=list(PATHS))
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    os.environ |= {"MICROSOFT_API_KEY": "invented-key", "DEEPL_API_KEY": "invented-key:fx"}
    engines = chosen.engine or list(PATHS)
    if chosen.child:
        url, folder = chosen.child
        translate(engines[0], url, Path(folder), chosen.texts)
        return
    if "deepl" in engines and find_spec("deepl") is None:
        print("deepl: its client is not installed (pip install -e '.[deepl]'): left out")
        engines.remove("deepl")
    if chosen.kills:
        chance = random.Random(0)
        for name in engines:
            kills = -(-chosen.kills // len(engines))
            print(killed(name, chosen.texts, kills, chance), flush=True)
        return
    for name in engines:
        with TemporaryDirectory() as folder:
            print(measure(name, chosen.texts, Path(folder)), flush=True)
        print(ended(name, chosen.texts), flush=True)


if __name__ == "__main__":
    main()
