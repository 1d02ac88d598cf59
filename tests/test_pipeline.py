"""Articles come in order whenever the judge answers, and those that are done are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

import pytest

from quotes.comparison import Comparator
from quotes.elsewhere import Answer
from quotes.model import Article, Quotation, Source, Span
from quotes.originals import Corpus
from quotes.pipeline import Audit
from quotes.quoting import Found, Translations

SPOKEN = "No habrá más impuestos este año en Puerto Almendro, dijo el alcalde."
SAID = "There will be no more taxes this year in Puerto Almendro"
ARTICLES = [Article(f"{number}.txt", f"“{SAID}”, he said.") for number in range(4)]


@dataclass
class Slow:
    """Stands for the first half: what it is given to share is answered when told to."""

    ended: int = 99
    shared: list[Callable[[], None]] = field(default_factory=list)

    def quoted(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Found, Translations]]:
        quotation = Quotation("direct", (Span(1, 1 + len(SAID)),), SAID)
        for number, article in enumerate(articles):
            if number == self.ended:
                raise KeyboardInterrupt
            yield article, (quotation,), [None]

    def share(self, work: Callable[[Any], Any], item: Any) -> Answer[Any]:
        future: Future[Any] = Future()
        self.shared.append(lambda: future.set_result(work(item)))
        return Answer("slow", future)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("originals")
    path = folder / "speech.txt"
    path.write_text(SPOKEN, encoding="utf-8")
    source = Source("speech.txt", SPOKEN, "es", "0")
    return Corpus.open(folder, lambda _: source, [path], cache=folder)


def audit(corpus: Corpus, slow: Slow) -> Audit:
    return Audit(slow, corpus, Comparator.open(judge=False))  # type: ignore[arg-type]


def test_an_article_waits_for_the_judge_while_the_next_is_begun(corpus: Corpus) -> None:
    slow = Slow()
    begun: list[int] = []

    def quoted() -> Iterator[Article]:
        for number, article in enumerate(ARTICLES):
            begun.append(number)
            if number == 2:
                slow.shared[1]()  # the second is judged before the first
            if number == 3:
                slow.shared[0]()
            yield article

    done = audit(corpus, slow).run(quoted())
    first = next(done)
    assert begun == [0, 1, 2, 3]
    slow.shared[2]()
    slow.shared[3]()
    assert [one.article.path for one in (first, *done)] == [one.path for one in ARTICLES]
    assert first.quotations[0].location.status == "found"


def test_what_is_judged_is_kept_when_it_is_interrupted(corpus: Corpus) -> None:
    slow = Slow(ended=2)
    done = audit(corpus, slow).run(ARTICLES)

    def answered(work: Callable[[Any], Any], item: Any) -> Answer[Any]:
        answer = Slow.share(slow, work, item)
        if len(slow.shared) == 2:
            slow.shared[1]()
        return answer

    slow.share = answered  # type: ignore[method-assign]
    assert next(done).article.path == "1.txt"
    with pytest.raises(KeyboardInterrupt):
        next(done)
