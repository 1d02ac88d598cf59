"""A worker without models: what it does with an article stands in the article.

Real processes, a real store and real signals are tested with it in milliseconds an article.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import time
from pathlib import Path
from tempfile import mkstemp

from pebble.pool.channel import WorkerChannel

from quotes.batch.workers import Done, Task
from quotes.errors import ModelError
from quotes.model import (
    Article,
    AuditedArticle,
    AuditedQuotation,
    Location,
    Passage,
    Quotation,
    Source,
    Span,
    identifiers,
)
from quotes.settings import Settings

SOURCE = Source("speech.txt", "No subiremos los impuestos.", "es", "0")


class Panic(BaseException):
    """No Exception, and one that another process cannot make again from its pickle."""

    def __init__(self, what: str, like: str) -> None:
        super().__init__(what)
        self.like = like


class Stub:
    """Finds each article to be one quotation, unless its text says what else is to happen."""

    def do(self, task: Task) -> Done:
        """Do what the text says; leave a file for each time that an article is begun."""
        word, _, rest = task.article.text.partition(" ")
        if trace := os.environ.get("STUB_TRACE"):
            os.close(mkstemp(prefix=f"{Path(task.article.path).name} ", dir=trace)[0])
        if word == "crash":
            os._exit(9)
        if word == "seize":  # as one that is killed while it hands over its answer
            held = (one for one in gc.get_objects() if isinstance(one, WorkerChannel))
            next(held).mutex.acquire()
            os._exit(9)
        if word == "raise":
            raise ZeroDivisionError(rest)
        if word == "panic":
            raise Panic(rest, "as a library in Rust does")
        if word == "exhaust":
            _ = bytearray(1 << 45)
        if word == "hang":
            while True:
                time.sleep(0.01)
        if word == "sleep":
            time.sleep(float(rest))
        return Done(audited(task.article), (SOURCE,), 0.01)


def audited(article: Article) -> AuditedArticle:
    """Return the article with all of it as one quotation."""
    quotation = Quotation("direct", (Span(0, len(article.text)),), article.text)
    (identifier,) = identifiers(article.path, [quotation])
    passage = Passage("speech.txt", Span(0, 27), SOURCE.text, 0.9)
    location = Location("found", 0.9, (passage,))
    found = AuditedQuotation(identifier, quotation, "review", location, SOURCE.text, risk=0.5)
    return AuditedArticle(article, (found,))


def opened(_: Settings) -> Stub:
    """Open a stub."""
    return Stub()


def blocked(settings: Settings) -> Stub:
    """Open a stub, if Ctrl-C is blocked here and not only ignored."""
    if signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ()):
        raise ModelError("Ctrl-C reaches a worker")
    return Stub()


def refused(_: Settings) -> Stub:
    """Fail to open."""
    raise ModelError("the models are missing: fetch them")


def dies(_: Settings) -> Stub:
    """End the process, as the system does for want of memory."""
    os._exit(9)


def articles(*texts: str) -> list[Article]:
    """Return an article a text, in order."""
    return [Article(f"{number:02}.txt", text) for number, text in enumerate(texts)]


def main() -> None:
    """Run a batch of so many articles into a folder, as `quotes audit` does."""
    from quotes.batch.run import Batch
    from quotes.batch.run_store import RunStore
    from quotes.batch.stages import Keys
    from quotes.batch.workers import Workers
    from quotes.writers import WRITERS

    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    keys = Keys("f", "l", "j|l", {})
    with Batch(Settings(), RunStore(folder), keys) as batch:
        batch.plan(articles(*(f"sleep 0.0{number % 3}" for number in range(count))))
        for _ in batch.work(Workers(Settings(), 2, 60, opened)):
            pass
        WRITERS["json"].write(batch.report(), folder)


if __name__ == "__main__":
    main()
