"""Every file that is read, mutated and made up: no traceback, no hang, no memory without end.

    python -m benchmarks.fuzz [--inputs 100000] [--seed 0] [--target NAME …] [--only NUMBER]

A target is a reader or another part that takes in what others wrote. Each input is told by seed,
target and number, so that one can be tried again (`--only`). What is packed (Word, EPUB, a
gzipped WARC) is unpacked, mutated and packed again, so that more than the unpacking is tried.
Right is: read, or refused with a QuotesError of one printable line; within `SECONDS` of processor
time; no lone surrogate in a text. Memory is that of the whole process, of which the peak is told.
Every `TOLD` inputs a line says how far it is: what is wrong is printed at once.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import io
import json
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quotes.cli.options import json_lines
from quotes.errors import InputError, QuotesError
from quotes.languages.glossaries import load_glossary
from quotes.model import OpinionQuery
from quotes.opinions.measured import read_measured, written
from quotes.opinions.prompt import UnusableAnswerError, read_answer
from quotes.readers import ARTICLE_SUFFIXES, SOURCE_SUFFIXES, read_articles, read_source
from quotes.review.decisions import decisions_file, read_decisions
from quotes.settings import found_settings
from quotes.writers import WRITERS, read_report
from quotes.writers.decided import decided_report
from quotes.writers.json_report import line_of
from tests.readers.packed import warc_file, zipped
from tests.readers.samples import FILES
from tests.writers.sample import enriched_report

SECONDS = 20  # of processor time for one input
MEMORY = 1_500  # MB
TOLD = 5_000  # inputs
SAID = "“We will finish the bridge in March,” said Mayor Rosalba Quintero Vélez."
TOKENS = [
    *("<", ">", "</p>", "<p>", "<q>", "<blockquote>", "<table><tr><td colspan=99999999>", "<!--"),
    *(
        "&quot;",
        "&#x110000;",
        "&#55296;",
        "“",
        "”",
        "\n",
        "\n\n",
        "\r",
        "> ",
        "- ",
        "**",
        "|",
        "\t",
    ),
    *("[a](b)", "[^1]", "{", "}", "[", "]", '"', '{"text":', "---\n", "{\\an8}", "Ã±", "{\\"),
    *("00:01.000 --> 00:02.000\n", "99:99:99,999 --> 00:00:00,000\n", "WEBVTT\n\n", "a: b\n"),
    *("From: a@b\n", "Content-Type: multipart/mixed; boundary=a\n", "=?utf-8?b?//8=?=", "No "),
    *("\x00", "\ud800", "\ufffd", "\u2028", "\u202e", "\ufeff", "1e999", "NaN", "9" * 400, "-0"),
    *("date: 2026-02-31\n", "date: 99999-01-01\n", "title: 7\n", "author: [a, {b: c}]\n", "null"),
    *("<?xml version='1.0' encoding='utf-16'?>", "<!DOCTYPE a [<!ENTITY b '&b;'>]>", "&b;", SAID),
    *("<w:p>", "<w:tc>", "<text:s text:c='999999999'/>", "<w:gridSpan w:val='-1'/>", "]]>", "\\u"),
]
ODD: list[Any] = [
    *(None, True, 0, -1, 1 << 70, 1.5, float("nan"), float("inf"), "", "\ud800", "\x00", "a\nb"),
    *([], {}, [[]], {"a": []}, ["a"], "2026-02-31", "99999-01-01", "x" * 5_000, [None] * 50),
]
Take = Callable[[Path], list[str]]


@dataclass(frozen=True, slots=True)
class Target:
    """What takes in a file: its name's suffix, good samples of it, and the taking."""

    name: str
    suffix: str
    samples: tuple[bytes, ...]
    take: Take


class SlowInputError(Exception):
    """An input took more than `SECONDS` of processor time."""


# --- What is made of a sample ---


def made(target: Target, chance: random.Random) -> bytes:
    """Return one input: a sample mutated, values of it replaced, or tokens strung together."""
    sample = chance.choice(target.samples)
    if chance.random() < 0.7 and (packed := repacked(sample, chance)) is not None:
        return packed
    return changed(sample, chance)


def repacked(sample: bytes, chance: random.Random) -> bytes | None:
    """Return a packed sample with what is in it changed; None for what is not packed."""
    if sample.startswith(b"\x1f\x8b"):
        return gzip.compress(changed(gzip.decompress(sample), chance), 1)
    if not sample.startswith(b"PK"):
        return None
    with zipfile.ZipFile(io.BytesIO(sample)) as pack:
        members = {name: pack.read(name) for name in pack.namelist()}
    for name in chance.sample(sorted(members), min(len(members), chance.choice((1, 1, 1, 2, 4)))):
        members[name] = changed(members[name], chance)
    if chance.random() < 0.1:
        del members[chance.choice(sorted(members))]
    return zipped(dict(members))


def changed(sample: bytes, chance: random.Random) -> bytes:
    """Return bytes mutated, values of them replaced, or tokens strung together instead."""
    kind = chance.random()
    if kind < 0.4:
        return damaged(sample, chance)
    if kind < 0.7 and (odd := replaced(sample, chance)) is not None:
        return odd
    if kind < 0.85:
        return spliced(sample, chance)
    return strung(chance)


def strung(chance: random.Random) -> bytes:
    """Return tokens of markup strung together, some of them very often."""
    tokens = [
        chance.choice(TOKENS) * (chance.choice((1, 1, 1, 1, 1, 1, 1, 3, 50, 2_000)))
        for _ in range(chance.randint(0, 40))
    ]
    return "".join(tokens).encode("utf-8", "surrogatepass")


def damaged(sample: bytes, chance: random.Random) -> bytes:
    """Return a sample with bytes changed, taken out, doubled, and perhaps cut off."""
    data = bytearray(sample)
    for _ in range(chance.randint(1, 16)):
        at = chance.randrange(len(data) + 1)
        length = chance.choice((0, 1, 1, 2, 4, 30))
        piece = chance.choice((chance.randbytes(length), bytes(data[at : at + 40]), b"\xff", b""))
        data[at : at + length] = piece
    return bytes(data[: chance.randint(1, len(data))] if data and chance.random() < 0.2 else data)


def spliced(sample: bytes, chance: random.Random) -> bytes:
    """Return a sample with tokens of markup put into it."""
    data = bytearray(sample)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(data) + 1)
        token = chance.choice(TOKENS) * chance.choice((1, 1, 1, 20, 1_000))
        data[at:at] = token.encode("utf-8", "surrogatepass")
    return bytes(data)


def replaced(sample: bytes, chance: random.Random) -> bytes | None:
    """Return JSON, or lines of it, with odd values in it; None for what is no JSON."""
    lines = sample.split(b"\n") if sample.count(b"\n{") else [sample]
    try:
        documents = [json.loads(line) for line in lines if line.strip()]
    except ValueError:
        return None
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(documents))
        documents[at] = _replaced(documents[at], chance)
    written = [json.dumps(one, ensure_ascii=chance.random() < 0.5) for one in documents]
    return "\n".join(written).encode("utf-8", "surrogatepass")


def _replaced(part: Any, chance: random.Random) -> Any:  # noqa: ANN401 - whatever JSON holds
    if not part or not isinstance(part, dict | list) or chance.random() < 0.15:
        return chance.choice(ODD)
    if isinstance(part, list):
        at = chance.randrange(len(part))
        return [*part[:at], _replaced(part[at], chance), *part[at + 1 :]]
    key = chance.choice(list(part))
    if chance.random() < 0.1:
        return {name: value for name, value in part.items() if name != key}
    return part | {key: _replaced(part[key], chance)}


# --- What takes it ---


def articles(path: Path) -> list[str]:
    """Return the texts and problems of a file of articles."""
    found = []
    for one in read_articles(path, path.name):
        found.append(told(one) if isinstance(one, InputError) else one.text)
        if not isinstance(one, InputError):
            found += [*one.warnings, one.title or "", one.author or "", one.url or ""]
    return found


def source(path: Path) -> list[str]:
    """Return the text of an original, its places held against it."""
    one = read_source(path, path.parent)
    for place in one.places:
        if not 0 <= place.span.start <= place.span.end <= len(one.text):
            raise AssertionError(f"a place outside the text: {place}")
    return [one.text, *one.warnings, one.title or "", one.speaker or ""]


def report(path: Path) -> list[str]:
    """Return a report in the formats that need no browser, where it is one."""
    done = decided_report(read_report(path), {})
    formats = ("json", "csv", "markdown", "sarif", "html", "jsonl", "webannotation", "tmx")
    return [WRITERS[name].render(done).decode() for name in formats]


def decisions(path: Path) -> list[str]:
    """Return a file of decisions as it would be written again."""
    return [decisions_file(dict(read_decisions(path)))]


def figures(path: Path) -> list[str]:
    """Return the figures of a model that was measured."""
    return [written(read_measured(path))]


def settings(path: Path) -> list[str]:
    """Return the settings of a quotes.toml."""
    return [repr(found_settings(path.parent)[0])]


def glossary(path: Path) -> list[str]:
    """Return what a glossary holds."""
    return [repr(load_glossary([path], defaults=False))]


def pairs(path: Path) -> list[str]:
    """Return the pairs of a file for `quotes compare`."""
    keys = ("original", "quote")
    return [line_of(item) for item in json_lines(path, "id", *keys, words=keys)]


def answer(path: Path) -> list[str]:
    """Return what a language model's answer says of a pair."""
    query = OpinionQuery("No vamos a pagar la deuda.", "We will pay the debt.", status="drift")
    try:
        return [repr(read_answer(path.read_bytes().decode("utf-8", "replace"), query))]
    except UnusableAnswerError as error:
        return [str(error)]


def told(error: Exception) -> str:
    """Return the text of an error, which must be one printable line."""
    text = str(error)
    if "\n" in text or not text.isprintable():
        raise AssertionError(f"no printable line: {text!r}") from error
    return text


def targets() -> list[Target]:
    """Return all that is fuzzed; readers come twice, for articles and for originals."""
    samples = dict(collections())
    for name, data in FILES.items():
        samples.setdefault(Path(name).suffix, data)
    found = []
    for suffix in sorted(ARTICLE_SUFFIXES | SOURCE_SUFFIXES):
        sample = (samples.get(suffix) or samples[".xml" if "xml" in suffix else ".txt"],)
        if suffix in ARTICLE_SUFFIXES:
            found.append(Target(f"articles{suffix}", suffix, sample, articles))
        if suffix in SOURCE_SUFFIXES:
            found.append(Target(f"originals{suffix}", suffix, sample, source))
    return found + others()


def collections() -> Iterator[tuple[str, bytes]]:
    """Yield a sample of each format that holds many articles."""
    page = FILES["a.html"]
    body = f"<body><body.content><p>{SAID}</p></body.content></body>"
    news = f"<nitf><head><title>T</title></head>{body}</nitf>"
    yield ".zip", zipped({"a.txt": SAID, "b.docx": FILES["a.docx"], "c.jsonl": FILES["a.jsonl"]})
    yield ".warc.gz", warc_file({"https://example.org/a": page})
    yield ".warc", warc_file({"https://example.org/a": page})
    yield ".xml", news.encode()
    yield ".nitf", news.encode()
    try:
        import pyarrow  # noqa: PLC0415 - an extra
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError:
        yield ".parquet", b"PAR1 noise PAR1"
        return
    with tempfile.TemporaryDirectory() as folder:
        rows = [{"id": f"p{n}", "text": SAID, "date": "2024-03-05"} for n in range(9)]
        parquet.write_table(pyarrow.Table.from_pylist(rows), Path(folder, "a.parquet"))
        yield ".parquet", Path(folder, "a.parquet").read_bytes()


def others() -> list[Target]:
    """Return what else takes in files of others: reports, decisions, settings, glossaries."""
    report_json = WRITERS["json"].render(enriched_report())
    made = {"choice": "faithful", "note": "a", "who": "b", "at": "2026-01-01T00:00:00+00:00"}
    decided = {"quotes_decisions": 1, "decisions": [{"quotation": "a.txt#1", **made}]}
    measure = {
        "name": "ollama:a", "model": "a", "version": "1", "data": "p.jsonl", "pairs": 9,
        "ratios": {"drift": {"drift": 2.0}}, "cuts": [0.1, 0.5], "figures": {"refused": 0.1},
    }  # fmt: skip
    table = "spanish,accepted,misleading,note,disputed\nalcalde,mayor;major,,,no\n"
    toml = (
        'originals = "o"\ntranslator = "auto"\nignore = ["D3"]\nglossaries = ["a.csv"]\n'
        '[severity]\nD305 = "info"\n[per-file-ignores]\n"a/*" = ["D3"]\n'
    )
    pair = {"id": "1", "original": "No fue un error.", "quote": "It was an error."}
    error = {"severity": "major", "category": "omission", "original": "No", "quotation": "will"}
    return [
        Target("report", ".json", (report_json,), report),
        Target("decisions", ".json", (json.dumps(decided).encode(),), decisions),
        Target("figures", ".json", (json.dumps(measure).encode(),), figures),
        Target("settings", ".toml", (toml.encode(),), settings),
        Target("glossary", ".csv", (table.encode(),), glossary),
        Target("pairs", ".jsonl", (f"{json.dumps(pair)}\n{json.dumps(pair)}".encode(),), pairs),
        Target("answer", ".txt", (json.dumps({"errors": [error]}).encode(),), answer),
    ]


# --- The trying ---


def tried(target: Target, data: bytes, folder: Path) -> str | None:
    """Return what is wrong with how a target takes an input, None where nothing is."""
    path = folder / ("quotes.toml" if target.suffix == ".toml" else f"a{target.suffix}")
    path.write_bytes(data)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    said = io.StringIO()
    try:
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
            for text in target.take(path):
                text.encode()
    except QuotesError as error:
        return _unclear(error)
    except SlowInputError:
        return f"more than {SECONDS} s"
    except Exception:  # noqa: BLE001 - that is what is sought
        return traceback.format_exc(limit=-4)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return f"said beside its answer: {said.getvalue()[:300]!r}" if said.getvalue() else None


def _unclear(error: QuotesError) -> str | None:
    try:
        told(error).encode()
    except (AssertionError, UnicodeError) as unclear:
        return str(unclear)
    return None


def peak() -> int:
    """Return the most memory that this process has taken, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def too_slow(*_: object) -> None:
    """End the input that is under way."""
    raise SlowInputError


def inputs(found: list[Target], seed: int) -> Iterator[tuple[Target, int, bytes]]:
    """Yield inputs without end, of each target in turn."""
    number = 0
    while True:
        for target in found:
            yield target, number, made(target, random.Random(f"{seed} {target.name} {number}"))
        number += 1


def fuzz(
    found: list[Target],
    seed: int,
    seconds: float,
    rounds: int = sys.maxsize,
    only: int | None = None,
) -> list[str]:
    """Try inputs for so long, or so many of each target; print and return what is wrong."""
    signal.signal(signal.SIGPROF, too_slow)
    counts: Counter[str] = Counter()
    wrong: dict[str, int] = {}
    until = time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder:
        for target, number, data in inputs(found, seed):
            if number >= rounds or time.monotonic() > until:
                break
            if only is not None and number != only:
                continue
            before = peak()
            fault = tried(target, data, Path(folder))
            counts[target.name] += 1
            if not counts.total() % TOLD:
                faults = sum(wrong.values())
                print(f"{counts.total()} inputs, {faults} wrong, peak {peak()} MB", flush=True)
            if peak() - before > 300:
                fault = f"{fault or ''} {peak() - before} MB more"
            if fault:
                wrong[fault] = wrong.get(fault, 0) + 1
            if fault and wrong[fault] == 1:
                print(f"{target.name} {number} ({len(data)} bytes): {fault}", flush=True)
    faults = sum(wrong.values())
    print(f"{counts.total()} inputs of {len(counts)} targets, {faults} wrong, peak {peak()} MB")
    return list(wrong)


def main() -> None:
    """Read the arguments and fuzz."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--target", action="append")
    parser.add_argument("--only", type=int)
    chosen = parser.parse_args()
    found = [t for t in targets() if not chosen.target or t.name in chosen.target]
    rounds = -(-chosen.inputs // len(found)) if chosen.only is None else chosen.only + 1
    sys.exit(bool(fuzz(found, chosen.seed, chosen.seconds, rounds, chosen.only)))


if __name__ == "__main__":
    main()
