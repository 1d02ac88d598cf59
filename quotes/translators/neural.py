"""Firefox's neural engine (fxtranslate), and its English to Spanish model where one lies on disk.

The engine is held by one thread: it must not change threads. It runs on int8 weights of the
Firefox Translations models, about 1 ms a word on one core. `translate` cuts long input;
`translate_long` does not. Where English to Spanish is on disk it is the best local engine;
fxtranslate fetches it where there is a network: `fxtranslate translate en es "Hello"`.
"""

from __future__ import annotations

import importlib.util
import queue
import re
import threading
import weakref
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeAlias

from quotes.errors import TranslatorError, is_fault
from quotes.translators.engines import LocalEngine
from quotes.translators.normalization import ended, like, lowered, raised, respell, spellable

# A sentence beyond this many characters is cut at a comma or semicolon first: the
# models learned on sentences, and what lies past their window is dropped in silence.
SENTENCE_LIMIT = 600
CUT = re.compile(r"(?<=[;,:])\s+")

Jobs: TypeAlias = queue.SimpleQueue[tuple[list[str], Future[list[str]]] | None]


class Weights:
    """The engine for one folder of weights, loaded at the first call and kept by its own thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._jobs: Jobs | None = None

    def translate(self, lines: Sequence[str]) -> list[str]:
        """Return the translation of each line; raises TranslatorError for broken weights."""
        return self._submit(lines).result()

    def warm(self) -> None:
        """Start to load the weights without waiting for them."""
        self._submit([])

    def close(self) -> None:
        """Let go of the weights; the next call loads them again."""
        with self._lock:
            if self._jobs is not None:
                self._jobs.put(None)
                self._jobs = None

    def _submit(self, lines: Sequence[str]) -> Future[list[str]]:
        future: Future[list[str]] = Future()
        with self._lock:
            if self._jobs is None:
                jobs: Jobs = queue.SimpleQueue()
                # A daemon: what still runs at the end of the program is simply left.
                threading.Thread(target=_serve, args=(self._folder, jobs), daemon=True).start()
                weakref.finalize(self, jobs.put, None)
                self._jobs = jobs
            self._jobs.put((list(lines), future))
        return future


def _serve(folder: Path, jobs: Jobs) -> None:
    """Make, use and drop the engine in this one thread: in another it panics.

    Every job is answered, whatever happens: a thread that died would leave the next to wait. An
    engine that panicked may be in any state, so the next line gets a new one.
    """
    translate: Callable[[str], str] | None = None
    while (job := jobs.get()) is not None:
        lines, future = job
        try:
            if translate is None:
                translate = load(folder)
            answers = []
            for line in lines:
                if translate is None:
                    translate = load(folder)
                answer = _answer(translate, line)
                if answer is None:
                    translate = None
                answers.append(answer or "")
        except BaseException as error:  # noqa: BLE001 - handed on to the thread that asked
            future.set_exception(error)
        else:
            future.set_result(answers)


def _answer(translate: Callable[[str], str], line: str) -> str | None:
    """Return the translation of a line, None where the engine panics on it."""
    try:
        return _long(translate, line)
    except BaseException:  # noqa: BLE001 - a panic of Rust is no Exception
        return None


def load(folder: Path) -> Callable[[str], str]:
    """Return the function that translates with the weights in a Firefox model folder.

    Raises TranslatorError where they are incomplete or cannot be read.
    """
    from fxtranslate import Translator  # noqa: PLC0415 - native code, only where it is used

    try:
        model, vocabularies, shortlist = _files(folder)
        engine: Any = Translator(model, vocabularies[0], vocabularies[-1], shortlist)
    except BaseException as error:
        if not is_fault(error):
            raise
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


ADVICE = 'no English to Spanish model on disk: fetch it with `fxtranslate translate en es "Hello"`'


class FirefoxEngine(LocalEngine):
    """English to Spanish by one neural model."""

    name = "firefox"

    def __init__(self, folder: Path | None = None) -> None:
        folder = folder or model_folder()
        if folder is None or not complete(folder):
            raise TranslatorError(f"firefox: {ADVICE}")
        size = sum(path.stat().st_size for path in folder.glob("model.*.bin"))
        self.version = f"{folder.name} {size}, fxtranslate {version('fxtranslate')}"
        self._weights = Weights(folder)

    def translate(self, texts: Sequence[str]) -> list[str]:
        """Return one answer a text; raises TranslatorError where the model is broken."""
        spelled = [spellable(ended(lowered(text))) for text in texts]
        answers = self._weights.translate([text for text, _ in spelled])
        return [
            raised(text, like(text, respell(answer, spellings)))
            for text, (_, spellings), answer in zip(texts, spelled, answers, strict=True)
        ]

    def warm(self) -> None:
        """Start to load the model."""
        self._weights.warm()

    def close(self) -> None:
        """Let go of the model."""
        self._weights.close()


def missing() -> str:
    """Return what is missing in one line, or ""."""
    return "" if model_folder() else ADVICE


def model_folder() -> Path | None:
    """Return the folder of the model in fxtranslate's cache, or None."""
    if importlib.util.find_spec("fxtranslate") is None:
        return None
    from fxtranslate import Cache  # noqa: PLC0415 - native code, only where it is used

    folder = Path(Cache().root) / "en-es"
    return folder if complete(folder) else None
