"""Asking a service: its key, a limit of time, retry of what is transient, its pace, and its rest.

Translators and second opinions stand on the same caller. What a call raises becomes a
ServiceError, whose reason holds neither text nor key, and which says whether asking again may
help. The circuit breaker sees to it that a service that does not answer is not asked a thousand
times.

Keys come from the environment or the system's keyring, never from a file of ours. They are handed
to the client of their service and to nothing else: no report, log, cache key or error text holds
one.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final, TypeVar, cast

from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception,
    stop_after_attempt,
    stop_before_delay,
)
from tenacity import wait_exponential_jitter as exponential_jitter

from quotes.errors import QuotesError, is_fault
from quotes.model import worded
from quotes.network.answer_cache import AnswerCache


class ServiceError(Exception):
    """A service gave no usable answer; `reason` says why, without the text, address or key.

    `transient`: asking again may help. `final`: no further request can help (a refused
    key, a quota used up); `of_text`: it is this text that the service does not take. `wait` is
    how many seconds the service asks to be left alone, `status` the HTTP status where it gave one.
    """

    def __init__(
        self,
        reason: str,
        *,
        transient: bool = False,
        final: bool = False,
        of_text: bool = False,
        wait: float = 0.0,
        status: int = 0,
    ) -> None:
        super().__init__(reason)
        self.reason, self.wait, self.status = reason, wait, status
        self.transient, self.final, self.of_text = transient, final, of_text


KEY_REFUSED = frozenset({401, 403})
QUOTA = frozenset({402, 456})
BUSY = frozenset({408, 425, 429})


def status_error(status: int, wait: float = 0.0) -> ServiceError:
    """Return the error for an HTTP status that is no success."""
    if status in KEY_REFUSED:
        return ServiceError(
            worded("the service refuses the key or this machine ({status})", status=status),
            final=True,
        )
    if status in QUOTA:
        return ServiceError(worded("the quota is used up ({status})", status=status), final=True)
    if status in BUSY:
        return ServiceError(
            worded("too many requests ({status})", status=status), transient=True, wait=wait
        )
    if status >= 500:
        return ServiceError(
            worded("a fault of the service ({status})", status=status), transient=True, wait=wait
        )
    reason = worded("the service does not take this text ({status})", status=status)
    return ServiceError(reason, of_text=True, status=status)


FAILURES: Final = 3  # in a row, each tried several times
REST: Final = 60.0  # seconds, after which one request is tried again


class Breaker:
    """Counts the failures of a service in a row; several threads may use it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failures = 0
        self._until = 0.0
        self._reason = ""

    def closed_for(self) -> str | None:
        """Return why the service is not asked now, None where it may be."""
        with self._lock:
            if time.monotonic() >= self._until:
                return None
            return f"not asked: {self._reason}"

    def failed(self, error: ServiceError) -> None:
        """Count a failure: after three in a row the service rests, after a final one for good.

        A refusal of this one text is none.
        """
        if error.of_text:
            return
        with self._lock:
            self._reason = error.reason
            self._failures += 1
            if error.final:
                self._until = float("inf")
            elif self._failures >= FAILURES or error.wait:
                self._until = max(self._until, time.monotonic() + max(REST, error.wait))

    def worked(self) -> None:
        """Forget the failures: an answer came."""
        with self._lock:
            self._failures = 0


SERVICE: Final = "quotes-audit"


def key(name: str) -> str | None:
    """Return the key that the variable `name` holds, else the keyring's entry of that name.

    The keyring is asked where the package `keyring` is installed: `keyring set quotes-audit NAME`
    puts one in.
    """
    value = os.environ.get(name, "").strip()
    if value:
        return value
    with suppress(Exception):  # none installed, locked, without a desktop: there is no key then
        import keyring  # noqa: PLC0415 - optional

        return keyring.get_password(SERVICE, name) or None
    return None


T = TypeVar("T")
R = TypeVar("R")
LONGEST_WAIT: Final = 30.0  # seconds of one request beside its tries: pauses, turns, Retry-After


class Caller:
    """What asks one service; several threads may use it.

    `host` is "" for what needs no turn, `pause` the seconds between two requests to it, kept in
    the cache for all processes. `retry_wait` is the first pause in seconds before a failed
    request is tried again; it doubles, with some chance in it, up to eight times as long.
    `longest_wait` bounds the seconds that a request may take beside its tries.
    """

    def __init__(
        self,
        cache: AnswerCache,
        host: str,
        *,
        attempts: int,
        pause: float,
        retry_wait: float,
        longest_wait: float = LONGEST_WAIT,
    ) -> None:
        self.breaker = Breaker()
        self._cache, self._host, self._gap = cache, host, pause
        self._attempts, self._longest_wait = attempts, longest_wait
        self._backoff = exponential_jitter(
            multiplier=retry_wait, max=retry_wait * 8, jitter=retry_wait / 2
        )

    def longest(self, patience: float) -> float:
        """Return the seconds that a request may take whose tries have `patience` each."""
        return self._attempts * patience + self._longest_wait

    def ask(self, call: Callable[[], T], patience: float, whole: float | None = None) -> T:
        """Return what `call` returns within `patience` seconds a try; raise ServiceError.

        All tries, the pauses between them and the turns waited for take `whole` seconds at most
        (None: as `longest` has it).
        """
        whole = self.longest(patience) if whole is None else whole
        until = time.monotonic() + whole
        retrying = Retrying(
            stop=stop_after_attempt(self._attempts) | stop_before_delay(whole),
            wait=self._pause,
            retry=retry_if_exception(self._worth_retrying),
            reraise=True,
        )
        answer: T = retrying(self._attempt, call, patience, until)
        return answer

    def _attempt(self, call: Callable[[], T], patience: float, until: float) -> T:
        if self._host:
            self._await_turn(until - time.monotonic())
        patience = max(0.0, min(patience, until - time.monotonic()))
        try:
            return within(call, patience)
        except ServiceError as error:
            if error.wait:
                self._cache.hold(self._host, error.wait)
            raise
        except TimeoutError:
            raise ServiceError(
                worded("no answer within {patience} s", patience=f"{patience:.0f}"), transient=True
            ) from None
        except ConnectionError as error:
            raise ServiceError(
                worded("it cannot be reached ({error})", error=error), transient=True
            ) from error
        except QuotesError as error:
            raise ServiceError(str(error), final=True) from error
        except BaseException as error:
            if not is_fault(error):
                raise
            raise ServiceError(
                worded("a broken answer ({name})", name=type(error).__name__)
            ) from error

    def _await_turn(self, left: float) -> None:
        """Wait until the host may be asked; raise ServiceError where that is not in time."""
        held = self._cache.held(self._host)
        if held > min(self._longest_wait, left):
            raise ServiceError(
                worded("it asks to be left alone for {held} s", held=f"{held:.0f}"), wait=held
            )
        turn = self._cache.turn(self._host, self._gap, left)
        if turn > left:
            raise ServiceError(worded("no turn in time: others ask it too"), transient=True)
        time.sleep(max(held, turn))

    def _pause(self, state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        wanted = error.wait if isinstance(error, ServiceError) else 0.0
        return max(wanted, self._backoff(state))

    def _worth_retrying(self, error: BaseException) -> bool:
        if not isinstance(error, ServiceError):
            return False
        return error.transient and error.wait <= self._longest_wait


def within(call: Callable[[], T], patience: float) -> T:
    """Return what `call` returns; raise TimeoutError where it takes more than `patience` seconds.

    A call that hangs is left behind on a thread that does not hold up the program's end.
    """
    results: list[T] = []
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


def side_by_side(call: Callable[[T], R], items: Sequence[T], many: int) -> list[R]:
    """Return what `call` returns for each item, in order, so many at a time.

    Unlike those of an executor the threads hold up nobody who leaves (Ctrl-C, a raised error).
    """
    if many <= 1 or len(items) <= 1:
        return [call(item) for item in items]
    waiting, lock = iter(enumerate(items)), threading.Lock()
    done: dict[int, R] = {}
    errors: list[BaseException] = []

    def work() -> None:
        while not errors:
            with lock:
                number, item = next(waiting, (None, None))
            if number is None:
                return
            try:
                done[number] = call(cast("T", item))
            except BaseException as error:  # noqa: BLE001 - handed on to the caller's thread
                errors.append(error)

    threads = [threading.Thread(target=work, daemon=True) for _ in range(min(many, len(items)))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return [done[number] for number in range(len(items))]
