"""A parser in a process of its own, so that parsing takes no time from the other steps.

Stanza is largely Python: in a thread, it and the rest of the audit wait for one another.
The process starts to load the models as soon as it is opened, while the audit loads
its other tools.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache, cached_property
from typing import ParamSpec, TypeVar

from quotes.errors import ModelError
from quotes.model import Parse
from quotes.parsing.models import find_models
from quotes.parsing.parser import Parser

P = ParamSpec("P")
T = TypeVar("T")


class ParserProcess:
    """Parses texts as `Parser` does, elsewhere; two of the same models share one process."""

    def __init__(self, models: str) -> None:
        """Start the process, which loads the models; raise ModelError where there are none."""
        self._models = find_models(models).name
        self._process = _process(self._models)
        self._process.submit(_name, self._models)

    @cached_property
    def name(self) -> str:
        """What the parser calls itself: Stanza's version and the models."""
        return self._there(_name, self._models)

    def parse_all(self, texts: Sequence[str]) -> list[Parse]:
        """Return one parse a text; raise ModelError if the process is killed."""
        return self._there(_parse_all, self._models, list(texts))

    def _there(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return self._process.submit(work, *args, **kwargs).result()
        except BrokenProcessPool as error:
            _process.cache_clear()
            raise ModelError(
                "the parser's process was ended from outside, perhaps for want of memory: "
                "close other programs, or audit fewer articles at once"
            ) from error


@cache
def _process(models: str) -> ProcessPoolExecutor:
    """Return the one process for a set of models; its first task loads them."""
    del models
    return ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=_settle)


def _settle() -> None:
    """Leave Ctrl-C to the audit, which keeps what is done, and never outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


@cache
def _parser(models: str) -> Parser:
    return Parser.open(models, threads=1)


def _name(models: str) -> str:
    return _parser(models).name


def _parse_all(models: str, texts: list[str]) -> list[Parse]:
    return _parser(models).parse_all(texts)
