"""The guard before every engine: cache, time-out, retry, pace, rejection of junk."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential_jitter

from quotes.errors import TranslatorError
from quotes.model import Translation
from quotes.translators.cache import TranslationCache
from quotes.translators.engines import Engine
from quotes.translators.junk import why_junk
from quotes.translators.splitting import pieces

Answer = TypeVar("Answer")
ATTEMPTS = 3
BATCH = 64


class Translator:
    """An engine behind the guard; it may be used from several threads, and closed.

    `retry_wait` is the first pause in seconds before a failed request is tried again;
    it doubles, with some chance in it, up to eight times as long.
    """

    def __init__(self, engine: Engine, cache: Path | None = None, retry_wait: float = 0.5) -> None:
        self.name, self.version, self.online = engine.name, engine.version, engine.online
        self._engine = engine
        self._cache = TranslationCache(cache, engine.name, engine.version)
        self._retry_wait = retry_wait
        self._lock = threading.Lock()
        self._last = 0.0

    def translate(self, texts: Sequence[str]) -> list[Translation | None]:
        """Return the Spanish of each English text, None where the engine gave junk.

        Paragraphs stay paragraphs. Raises TranslatorError where the engine cannot be
        reached or started, or does not answer in time.
        """
        wanted = list(dict.fromkeys(text for text in texts if text.strip()))
        answers = self._cache.get(wanted)
        unknown = [text for text in wanted if text not in answers]
        for start in range(0, len(unknown), BATCH):  # what is done is kept if the run is stopped
            fresh = self._ask(unknown[start : start + BATCH])
            self._cache.put(fresh)
            answers |= fresh
        return [
            Translation(answers[text], self.name, self.version) if text in answers else None
            for text in texts
        ]

    def warm(self) -> None:
        """Start to load what the engine needs without waiting, where it has such a thing."""
        start = getattr(self._engine, "warm", None)
        if start is not None:
            start()

    def close(self) -> None:
        """Let go of processes, models and files."""
        self._engine.close()
        self._cache.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def _ask(self, texts: Sequence[str]) -> dict[str, str]:
        """Return the answers that are no junk, by text; online engines get a piece at a time."""
        cut = {text: pieces(text, self._engine.limit) for text in texts}
        parts = list(dict.fromkeys(part for found in cut.values() for part, _ in found if part))
        size = 1 if self.online else max(1, len(parts))
        got = {"": ""}
        for start in range(0, len(parts), size):
            batch = parts[start : start + size]
            for part, answer in zip(batch, self._request(batch), strict=True):
                if isinstance(answer, str) and why_junk(part, answer) is None:
                    got[part] = answer.strip()
        return {
            text: "".join(got[part] + gap for part, gap in found)
            for text, found in cut.items()
            if all(part in got for part, _ in found)
        }

    def _request(self, batch: Sequence[str]) -> Sequence[object]:
        patience = self._engine.patience * (1 + sum(map(len, batch)) / 1_000)
        retrying = Retrying(
            stop=stop_after_attempt(ATTEMPTS),
            wait=wait_exponential_jitter(
                multiplier=self._retry_wait, max=self._retry_wait * 8, jitter=0.1
            ),
            retry=retry_if_exception_type((ConnectionError, TimeoutError)),
            reraise=True,
        )
        try:
            return retrying(lambda: self._paced(lambda: self._engine.translate(batch), patience))
        except TimeoutError as error:
            raise TranslatorError(
                f"{self.name}: no answer within {patience:.0f} s, asked {ATTEMPTS} times: "
                "try later or name another --translator"
            ) from error
        except ConnectionError as error:
            raise TranslatorError(
                f"{self.name}: cannot be reached ({error}): check the network or name a local "
                "--translator"
            ) from error

    def _paced(self, call: Callable[[], Answer], patience: float) -> Answer:
        with self._lock:
            time.sleep(max(0.0, self._last + self._engine.pause - time.monotonic()))
            self._last = time.monotonic()
        return within(call, patience)


def within(call: Callable[[], Answer], patience: float) -> Answer:
    """Return what `call` returns; raise TimeoutError where it takes more than `patience` seconds.

    A call that hangs is left behind on a thread that does not hold up the program's end.
    """
    results: list[Answer] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(call())
        except BaseException as error:  # noqa: BLE001 - handed on to the caller's thread
            errors.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(patience)
    if errors:
        raise errors[0]
    if not results:
        raise TimeoutError(f"no answer within {patience:.0f} s")
    return results[0]
