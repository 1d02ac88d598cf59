"""Firefox's neural engine (fxtranslate), held by one thread: it must not change threads.

It runs on int8 weights of the Firefox Translations models, about 1 ms a word on one core.
`translate` cuts long input; `translate_long` does not.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from quotes.errors import TranslatorError

# A sentence beyond this many characters is cut at a comma or semicolon first: the
# models learned on sentences, and what lies past their window is dropped in silence.
SENTENCE_LIMIT = 600
CUT = re.compile(r"(?<=[;,:])\s+")


class Weights:
    """The engine for one folder of weights, loaded at the first call and kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._local = threading.local()
        self._thread: ThreadPoolExecutor | None = None
        self._lock = threading.Lock()

    def translate(self, lines: Sequence[str]) -> list[str]:
        """Return the translation of each line; raises TranslatorError for broken weights."""
        with self._lock:
            if self._thread is None:
                self._thread = ThreadPoolExecutor(1, thread_name_prefix="neural")
            future = self._thread.submit(self._run, list(lines))
        return future.result()

    def warm(self) -> None:
        """Start to load the weights without waiting for them."""
        with self._lock:
            if self._thread is None:
                self._thread = ThreadPoolExecutor(1, thread_name_prefix="neural")
            self._thread.submit(self._run, [])

    def close(self) -> None:
        """Let go of the weights; the next call loads them again."""
        with self._lock:
            if self._thread is not None:
                # The engine must also be dropped by the thread that made it.
                self._thread.submit(self._forget)
                self._thread.shutdown(wait=True)
                self._thread = None

    def _forget(self) -> None:
        self._local.__dict__.clear()

    def _run(self, lines: list[str]) -> list[str]:
        translate = getattr(self._local, "translate", None)
        if translate is None:
            translate = self._local.translate = load(self._folder)
        return [_long(translate, line) for line in lines]


def load(folder: Path) -> Callable[[str], str]:
    """Return the function that translates with the weights in a Firefox model folder.

    Raises TranslatorError where they are incomplete or cannot be read.
    """
    from fxtranslate import Translator  # noqa: PLC0415 - native code, only where it is used

    try:
        model, vocabularies, shortlist = _files(folder)
        engine: Any = Translator(model, vocabularies[0], vocabularies[-1], shortlist)
    except (OSError, ValueError, IndexError) as error:
        raise TranslatorError(
            f"the weights in {folder.name} cannot be loaded ({error}): install them again"
        ) from error
    translate: Callable[[str], str] = engine.translate_long
    return translate


def complete(folder: Path) -> bool:
    """Return whether a folder holds a model and its vocabulary."""
    return any(folder.glob("model.*.bin")) and any(folder.glob("*vocab.*.spm"))


def _files(folder: Path) -> tuple[bytes, list[bytes], bytes | None]:
    model = sorted(folder.glob("model.*.bin"))[0].read_bytes()
    # "srcvocab" sorts before "trgvocab"; most pairs share one "vocab".
    vocabularies = [path.read_bytes() for path in sorted(folder.glob("*vocab.*.spm"))]
    shortlists = sorted(folder.glob("lex.*.bin"))
    return model, vocabularies, shortlists[0].read_bytes() if shortlists else None


def _long(translate: Callable[[str], str], line: str) -> str:
    if len(line) <= SENTENCE_LIMIT:
        return translate(line)
    pieces: list[str] = []
    for part in CUT.split(line):
        if pieces and len(pieces[-1]) + len(part) < SENTENCE_LIMIT:
            pieces[-1] += " " + part
        else:
            pieces.append(part)
    return " ".join(translate(piece) for piece in pieces)
