"""A language model behind an OpenAI-compatible address: Ollama, llama.cpp, vLLM, or online."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from quotes.model import Opinion, OpinionQuery, worded
from quotes.network import is_local, permit
from quotes.network.answer_cache import AnswerCache
from quotes.network.calling import Caller, ServiceError, key, side_by_side
from quotes.network.fetching import BoundedRequests
from quotes.opinions.prompt import (
    LONGEST,
    SHAPES,
    VERSION,
    UnusableAnswerError,
    material,
    messages,
    read_answer,
)

KEY: Final = "OPINION_API_KEY"
PATIENCE: Final = 120.0  # seconds for one answer: seven milliard weights on a processor take 60
BUDGET: Final = 300.0  # seconds for all of one article: half of what an article may take
CONCURRENCY: Final = 2
ATTEMPTS: Final = 2
TOKENS: Final = 2_000  # of an answer; one with five errors has 400, the longest one in shape 1,700
NOT_THERE: Final = 404
LARGEST: Final = 12_000  # characters of a pair with its context that are sent
REQUESTS: Final = BoundedRequests()


class _Answer(NamedTuple):
    """What came back: the model's name as the server tells it, and its words."""

    model: str
    content: str


class ChatReader:
    """Asks one model; it may be used from several threads, and closed.

    `patience` bounds the seconds of one answer, `budget` those of one call of `opinions`: a
    model that is slow, or hangs, costs no article its audit.
    """

    def __init__(
        self,
        name: str,
        model: str,
        url: str,
        cache: Path | None = None,
        *,
        patience: float = PATIENCE,
        budget: float = BUDGET,
        retry_wait: float = 0.5,
    ) -> None:
        permit(url)
        self.name = name
        self.host = "" if is_local(url) else urlsplit(url).netloc.rpartition("@")[2]
        self._model, self._url = model, f"{url.rstrip('/')}/chat/completions"
        self._patience, self._budget = patience, budget
        self._cache = AnswerCache(cache, f"opinion {name}", VERSION)
        host = urlsplit(url).netloc
        self._caller = Caller(
            self._cache, host, attempts=ATTEMPTS, pause=0.0, retry_wait=retry_wait
        )
        self._shape = 0
        self._refused: dict[str, str] = {}
        self._lock = threading.Lock()

    def opinions(self, queries: Sequence[OpinionQuery]) -> list[Opinion]:
        """Return what the model says of each pair, or why it says nothing."""
        keys = [f"{query.quote}\0{material(query)}" for query in queries]
        kept = self._cache.get(keys)
        said = {
            asked: self._opinion(query, _unpacked(kept[asked].answer), kept[asked].day, cached=True)
            for asked, query in zip(keys, queries, strict=True)
            if asked in kept
        }
        wanted = [(a, q) for a, q in dict(zip(keys, queries, strict=True)).items() if a not in said]
        until = time.monotonic() + self._budget
        done = side_by_side(lambda one: self._asked(one[0], one[1], until), wanted, CONCURRENCY)
        said |= {asked: opinion for (asked, _), opinion in zip(wanted, done, strict=True)}
        return [said[asked] for asked in keys]

    def close(self) -> None:
        """Close the file of answers."""
        self._cache.close()

    def _asked(self, asked: str, query: OpinionQuery, until: float) -> Opinion:
        """Return the model's opinion of one pair, kept where it is one."""
        left = until - time.monotonic()
        reason = self._refused.get(asked) or self._caller.breaker.closed_for()
        if not reason and left <= 0:
            reason = f"not asked: the {self._budget:.0f} s for second opinions were used up"
        if not reason and len(asked) > LARGEST:
            reason = "not asked: the texts are too long for it"
        if reason:
            return self._nothing(reason)
        patience = min(self._patience, left)
        try:
            answer = self._caller.ask(lambda: self._request(query, patience), patience, left)
        except ServiceError as error:
            self._caller.breaker.failed(error)
            if error.of_text:
                self._refused[asked] = error.reason
            return self._nothing(error.reason)
        self._caller.breaker.worked()
        opinion = self._opinion(query, answer, datetime.now(UTC).date().isoformat())
        if opinion.refused is None:
            self._cache.put({asked: json.dumps(answer)})
        else:
            self._refused[asked] = opinion.refused
        return opinion

    def _request(self, query: OpinionQuery, patience: float) -> _Answer:
        """Return the model's answer, of the best shape that its server takes."""
        with self._lock:
            shape = self._shape
        while True:
            try:
                answer = self._posted(query, patience, SHAPES[shape])
            except ServiceError as error:
                if not error.of_text or SHAPES[shape] is None:
                    raise
                shape = shape + 1 if error.status else len(SHAPES) - 1
            else:
                with self._lock:
                    self._shape = shape
                return answer

    def _posted(
        self, query: OpinionQuery, patience: float, shape: dict[str, Any] | None
    ) -> _Answer:
        body: dict[str, Any] = {
            "model": self._model or "default",
            "messages": messages(query),
            "temperature": 0,
            "seed": 1,
            "max_tokens": TOKENS,
            "stream": False,
        }
        secret = key(KEY)
        headers = {"Authorization": f"Bearer {secret}"} if secret else {}
        if shape:
            body["response_format"] = shape
        try:
            with REQUESTS.within(patience):
                response = REQUESTS.post(self._url, json=body, headers=headers)
        except ServiceError as error:
            if error.status == NOT_THERE:
                raise ServiceError(
                    worded("no such model or address there (404)"), final=True
                ) from None
            raise
        try:
            return _answer_of(response.json(), self._model)
        except (ValueError, RecursionError):
            raise ServiceError(
                worded("a broken answer (no JSON of the protocol)"), of_text=True
            ) from None

    def _opinion(
        self, query: OpinionQuery, answer: _Answer, day: str, *, cached: bool = False
    ) -> Opinion:
        try:
            reading = read_answer(answer.content, query)
        except UnusableAnswerError as error:
            return self._nothing(str(error), answer.model)
        return Opinion(
            self.name,
            answer.model,
            VERSION,
            day,
            cached,
            verdict=reading.verdict,
            errors=reading.errors,
            dropped=reading.dropped,
        )

    def _nothing(self, reason: str, model: str = "") -> Opinion:
        return Opinion(self.name, model or self._model, VERSION, refused=reason)


def _answer_of(document: object, model: str) -> _Answer:
    """Return the answer in a document of the protocol; raise ValueError, ServiceError."""
    if not isinstance(document, dict):
        raise ValueError("no object")
    choices = document.get("choices")
    first = choices[0] if isinstance(choices, list) and choices else None
    message = first.get("message") if isinstance(first, dict) else None
    if not isinstance(first, dict) or not isinstance(message, dict):
        raise ValueError("no choice")
    if message.get("refusal"):
        raise ServiceError(worded("the model refuses to answer"), of_text=True)
    content = message.get("content")
    if not isinstance(content, str):
        raise ServiceError(worded("an empty answer"), of_text=True)
    if first.get("finish_reason") == "length":
        raise ServiceError(worded("its answer was cut"), of_text=True)
    told = document.get("model")
    name = told if isinstance(told, str) and 0 < len(told) <= 1_000 else model
    if name.lower().endswith(".gguf"):  # llama.cpp tells the path of the file on its machine
        name = PurePosixPath(name.replace("\\", "/")).name
    return _Answer(" ".join(name.split())[:200], content[: LONGEST + 1])


def _unpacked(kept: str) -> _Answer:
    try:
        model, content = json.loads(kept)
        return _Answer(str(model), str(content))
    except (ValueError, TypeError):
        return _Answer("", "")
