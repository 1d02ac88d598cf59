"""The steps in order, each on its own: one that fails on a quotation is told at that quotation."""

from __future__ import annotations

import doctest
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from quotes.comparison import Comparator
from quotes.errors import InputError
from quotes.model import (
    Article,
    Glossary,
    Location,
    Opinion,
    OpinionQuery,
    Query,
    Rules,
    Source,
    Translation,
)
from quotes.opinions import SecondReader
from quotes.originals.corpus import Corpus
from quotes.parsing import Parser
from quotes.pipeline import NEAR, Audit, Known, checked, isolated
from quotes.tools import Tools
from tests.batch.stub import Panic
from tests.processes import python

ROOT = Path(__file__).parents[1]
SPOKEN = "No habrá más impuestos este año en Puerto Almendro. Abriremos el puente en marzo."
ARTICLE = Article(
    "articles/a.txt",
    "“There will be no more taxes this year in Puerto Almendro,” said Mayor Rosalba Quintero. "
    "“We will open the bridge in March,” she said.",
)


@dataclass
class Engine:
    """Stands for a translator; fails on texts with a word of its own."""

    bad: str = "never said"
    asked: list[str] = field(default_factory=list)

    def translate(self, texts: Sequence[str]) -> list[Translation | None]:
        if any(self.bad in text for text in texts):
            raise RuntimeError("out of order")
        self.asked += texts
        return [Translation(text, "mirror") for text in texts]


@pytest.fixture(scope="module")
def audit(parser: Parser, tmp_path_factory: pytest.TempPathFactory) -> Audit:
    folder = tmp_path_factory.mktemp("originals")
    path = folder / "speech.txt"
    path.write_text(SPOKEN, encoding="utf-8")
    source = Source("speech.txt", SPOKEN, "es", "0")
    corpus = Corpus.open(folder, lambda _: source, [path], cache=folder)
    return Audit(Tools(parser, None, corpus, Comparator.open(judge=False), Glossary()))


def changed(audit: Audit, **parts: Any) -> Audit:
    return Audit(replace(audit.tools, **parts))


def test_every_quotation_is_found_located_and_judged(audit: Audit) -> None:
    (done,) = audit.run([ARTICLE])
    assert [q.location.status for q in done.quotations] == ["found", "found"]
    assert all(q.id.startswith("articles/a.txt#") for q in done.quotations)
    assert all(q.risk is not None and not q.notes for q in done.quotations)


def test_words_left_in_spanish_are_compared_word_for_word(audit: Audit) -> None:
    text = "“No habrá más impuestos este año en Puerto Almendro,” said Mayor Rosalba Quintero."
    (kept,) = audit.article(Article("a.txt", text)).quotations
    assert (kept.status, kept.risk, kept.findings) == ("verbatim", None, ())


ENGLISH = (
    "I never said that the council will sell the ferry. We do not trust the harbour board. "
    "The gate cost €5 million and the fees rise by 5%. Somebody burned the nets?"
)
SAME_WORDS = [
    ("“The council will sell the ferry,” said Edilma Parra.", "review"),
    ("Edilma Parra stressed she never said that “the council will sell the ferry.”", "verbatim"),
    ("“We do … trust the harbour board,” said Edilma Parra.", "review"),
    ("“We do not … the harbour board,” said Edilma Parra.", "verbatim"),
    ("“We do [truly] trust the harbour board,” said Edilma Parra.", "review"),
    ("Edilma Parra never said “the gate cost €5 million.”", "review"),
    ("Edilma Parra does not “trust the harbour board.”", "verbatim"),
    ("“The gate cost $5 million,” said Edilma Parra.", "misquoted"),
    ("Edilma Parra said the gate had cost “€5 million” and fees go up “by 5%.”", "verbatim"),
    ("“The fees rise by 5,” said Edilma Parra.", "misquoted"),
    ("“Somebody burned the nets,” said Edilma Parra.", "misquoted"),
    ("“We do not trust the harbour board,” said Hernán Castellar.", "review"),
]


@pytest.fixture(scope="module")
def english(audit: Audit, tmp_path_factory: pytest.TempPathFactory) -> Audit:
    folder = tmp_path_factory.mktemp("english")
    path = folder / "letter.txt"
    path.write_text(ENGLISH, encoding="utf-8")
    source = Source("letter.txt", ENGLISH, "en", "0", speaker="Edilma Parra")
    return changed(audit, corpus=Corpus.open(folder, lambda _: source, [path], cache=folder))


@pytest.mark.parametrize(("text", "status"), SAME_WORDS)
def test_the_same_words_are_verbatim_only_where_they_say_the_same(
    english: Audit, text: str, status: str
) -> None:
    done = english.article(Article("a.txt", text)).quotations
    assert {one.status for one in done} == {status}
    assert all(one.findings for one in done if status != "verbatim")


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("No habra mas impuestos este ano en Puerto Almendro", "verbatim"),
        ("No habra mas impuestos este año en Puerto Almendro", "verbatim"),
        ("NO HABRÁ MÁS IMPUESTOS este año en Puerto Almendro", "verbatim"),
        ("No habrá mas impuestos este año en Puerto Almendro", "misquoted"),
    ],
)
def test_accents_may_be_left_out_together_and_not_one_by_one(
    audit: Audit, words: str, status: str
) -> None:
    text = f"Mayor Rosalba Quintero told the council on Monday in the town hall: “{words}.”"
    (kept,) = audit.article(Article("a.txt", text)).quotations
    assert kept.status == status
    told = kept.findings and kept.findings[0].message
    assert not told or "accents" in told or "“más”" in told


def test_a_translation_with_words_left_out_is_not_taken_for_the_original(audit: Audit) -> None:
    text = "“We will open the bridge … in March,” said Mayor Rosalba Quintero."
    (done,) = audit.article(Article("a.txt", text)).quotations
    assert done.status in {"faithful", "review"}
    assert done.risk is not None


def test_what_stands_right_before_the_mark_is_compared(audit: Audit) -> None:
    text = (
        "There will not “be more taxes this year in Puerto Almendro,” said Mayor Rosalba Quintero."
    )
    (led,) = audit.article(Article("a.txt", text)).quotations
    assert led.status == "faithful"
    assert not led.findings


def test_what_cannot_be_translated_is_compared_without(audit: Audit) -> None:
    engine = Engine(bad="bridge")
    done = changed(audit, translator=engine).article(ARTICLE)
    first, second = done.quotations
    assert first.back_translation is not None
    assert second.back_translation is None
    assert second.notes == (
        "not translated: back-translating it failed (RuntimeError: out of order)",
    )
    assert second.location.status == "found"


def test_a_place_that_may_be_another_is_never_vouched_for(audit: Audit) -> None:
    found = audit.quotations(ARTICLE)
    first, *others = audit.locations(ARTICLE, found, {})
    assert isinstance(first, Location)
    places = {n: one for n, one in enumerate(others, 1) if isinstance(one, Location)}
    for sure, status in ((0.2, "review"), (0.4, "faithful"), (first.probability, "faithful")):
        known = Known(found, places={0: replace(first, probability=sure), **places})
        done = audit.article(ARTICLE, known).quotations[0]
        assert done.status == status
        assert ("doubtful-match" in {one.name for one in done.findings}) == (sure < 0.5)


def test_only_what_came_near_is_translated_and_what_is_translated_already_is_not(
    audit: Audit,
) -> None:
    found, engine = audit.quotations(ARTICLE), Engine()
    near, far = Location("absent", NEAR), Location("absent", NEAR / 2)
    backs = changed(audit, translator=engine).translations(found, [near, far], {})
    assert backs == [Translation(found[0].text, "mirror"), None]
    known = Translation("Abriremos el puente", "mirror")
    backs = changed(audit, translator=engine).translations(found, [near, near], {1: known})
    assert backs == [Translation(found[0].text, "mirror"), known]
    assert engine.asked == [found[0].text] * 2


@dataclass
class Renderer:
    """Stands for the engine that says in English what an original says."""

    name: str = "mirror"
    version: str = "1"

    def rendered(self, pairs: Sequence[tuple[str, str]]) -> list[str]:
        return [f"English of {original}" for _, original in pairs]


def test_what_each_quotation_came_from_is_said_in_english(audit: Audit) -> None:
    absent = " “Nobody answers the telephone at the customs office,” said the driver."
    article = replace(ARTICLE, text=ARTICLE.text + absent)
    *found, last = changed(audit, gloss=Renderer()).article(article).quotations
    assert [q.location.status for q in (*found, last)] == ["found", "found", "absent"]
    for q in found:
        assert q.gloss is not None
        assert q.gloss.text == f"English of {q.original}"
        assert q.aligned
    assert last.gloss is not None
    assert last.gloss.candidates == tuple(
        f"English of {one.text}" if one.score >= NEAR else "" for one in last.location.candidates
    )
    assert len(set(last.gloss.candidates)) > 1
    bare = audit.article(article).quotations
    assert [q.gloss and q.gloss.text for q in bare] == ["", "", ""]


class Lost:
    """Stands for a corpus that fails on some quotations."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.source, self.versions = corpus.source, corpus.versions

    def locate(self, queries: Sequence[Query], article: str | None = None) -> list[Location]:
        if any("bridge" in query.text for query in queries):
            raise ZeroDivisionError("by zero")
        return self.corpus.locate(queries, article)


def test_a_failing_step_is_told_at_its_quotation_and_the_rest_goes_on(
    audit: Audit, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = changed(audit, corpus=Lost(audit.tools.corpus)).article(ARTICLE)
    assert [q.status for q in done.quotations][1] == "review"
    (finding,) = done.quotations[1].findings
    assert finding.name == "not-comparable"
    assert "could not be compared: locating it failed (ZeroDivisionError" in finding.message

    def fails(case: Any, ignore: object) -> Any:
        if "bridge" in case.quote:
            raise RecursionError
        return ()

    monkeypatch.setattr("quotes.checks.run", fails)
    done = audit.article(ARTICLE)
    assert done.quotations[0].status == "faithful"
    assert done.quotations[1].status == "review"
    assert "comparing it failed (RecursionError" in done.quotations[1].findings[0].message
    assert done.quotations[1].original.startswith("Abriremos")


def test_a_quotation_that_is_too_long_is_told_and_the_rest_goes_on(audit: Audit) -> None:
    engine = Engine()
    long = f"The mayor said: “{'Vote no, ' * 3_000}.” {ARTICLE.text}"
    done = changed(audit, translator=engine).article(replace(ARTICLE, text=long))
    first, second, _ = done.quotations
    assert first.status == "review"
    assert first.notes == (
        "could not be compared: it has 27,001 characters, more than 8,000: is a mark missing?",
    )
    assert second.location.status == "found"
    assert max(map(len, engine.asked)) < 100


def test_an_article_silences_checks_by_its_front_matter_and_by_its_path(audit: Audit) -> None:
    rules = Rules(per_file_ignores={"articles/*.txt": ("lost-number",), "b.txt": ("lost-name",)})
    here = changed(audit, rules=rules)
    article = replace(ARTICLE, ignore=("D302", "nonsense"))
    told, names = here.silenced(article)
    assert names == {"lost-number", "false-friend"}
    (warning,) = told.warnings
    assert warning.startswith("articles/a.txt: quotes-ignore: unknown check 'nonsense'")
    assert here.silenced(replace(ARTICLE, path="deep/articles/a.txt"))[1] == {"lost-number"}
    assert here.silenced(replace(ARTICLE, path="x/b.txt"))[1] == {"lost-name"}
    found, backs, places = _found(audit)
    case = audit.cases(article, found, backs, places, names)[0]
    assert case
    assert case.ignore == names
    assert case.sentence
    assert case.quote in case.sentence


def _found(audit: Audit) -> Any:
    found = audit.quotations(ARTICLE)
    return found, [None] * len(found), audit.locations(ARTICLE, found, {})


def test_only_what_is_not_known_is_done_again(audit: Audit) -> None:
    whole = audit.article(ARTICLE)
    first, second = whole.quotations
    known = Known(
        found=[q.quotation for q in whole.quotations],
        places={0: first.location},
        done={0: replace(first, status="review")},
    )
    again = changed(audit, parser=None).article(ARTICLE, known)
    assert again.quotations[0].status == "review"
    assert again.quotations[1] == second


def test_items_that_fail_cost_no_other_its_answer() -> None:
    def inverse(numbers: list[int]) -> list[float]:
        if 3 in numbers:
            raise Panic("as a library in Rust does", "")  # which is no Exception
        return [1 / number for number in numbers]

    halves, fault, panic, thirds = isolated("it", inverse, [2, 0, 3, 4])
    assert (halves, thirds) == (0.5, 0.25)
    assert "ZeroDivisionError" in str(fault)
    assert "Panic: as a library in Rust does" in str(panic)


def test_importing_the_package_changes_nothing_and_loads_nothing_heavy() -> None:
    code = (
        "import os, sys; before = dict(os.environ); import quotes, quotes.cli; quotes.Settings;"
        "assert dict(os.environ) == before;"
        "print({'torch', 'numpy', 'stanza', 'sacrebleu'} & set(sys.modules))"
    )
    assert python(code).strip() == "set()"


def test_the_public_names_are_all_there_and_sorted() -> None:
    import quotes

    assert quotes.__all__ == sorted(quotes.__all__)
    assert all(getattr(quotes, name) for name in quotes.__all__)
    with pytest.raises(AttributeError, match="no attribute 'Elsewhere'"):
        _ = quotes.Elsewhere


@pytest.mark.slow
def test_the_examples_of_the_manual_run() -> None:
    options = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    ran = doctest.testfile(
        str(ROOT / "docs" / "python.md"), module_relative=False, optionflags=options
    )
    assert ran.attempted
    assert not ran.failed


class Second:
    """Stands for a model that gives second opinions, and fails on some words."""

    name, host = "ollama:fable", ""

    def __init__(self) -> None:
        self.asked: list[OpinionQuery] = []

    def opinions(self, queries: Sequence[OpinionQuery]) -> list[Opinion]:
        if any("bridge" in query.quote for query in queries):
            raise RuntimeError("no such weights")
        self.asked += queries
        return [Opinion(self.name, verdict="faithful") for _ in queries]

    def close(self) -> None:
        pass


def test_a_second_opinion_stands_beside_the_verdict_and_changes_none(audit: Audit) -> None:
    text = ARTICLE.text.replace("no more taxes", "more taxes").replace("March", "May")
    article = replace(ARTICLE, text=text)
    second = Second()
    before = audit.article(article)
    after = changed(audit, readers=(SecondReader(second),)).article(article)
    assert [q.status for q in before.quotations] == [q.status for q in after.quotations]
    assert [q.risk for q in before.quotations] == [q.risk for q in after.quotations]
    first, last = after.quotations
    assert first.flagged
    assert [o.verdict for o in first.opinions] == ["faithful"]
    assert first.weighed == first.risk
    assert second.asked[0].sentence.startswith("“There will be more taxes")
    if last.flagged:
        assert "no such weights" in (last.opinions[0].refused or "")


UNFIT = [
    (("a.txt", None, {}), "Article: text: text is needed, not None"),
    (("a.txt", b"x", {}), "Article: text: text is needed, not b'x'"),
    ((3, "x", {}), "Article: path: text is needed, not 3"),
    (("a.txt", "x", {"date": "2024-01-01"}), "Article: date: datetime.date is needed"),
    (("a.txt", "x", {"title": ["x"]}), "Article: title: text is needed"),
]


@pytest.mark.parametrize(("values", "told"), UNFIT)
def test_an_article_of_other_values_is_told(values: tuple[Any, Any, Any], told: str) -> None:
    path, text, more = values
    with pytest.raises(InputError, match=told):
        checked(Article(path, text, **more))


def test_what_is_no_article_is_told_and_a_path_is_one() -> None:
    with pytest.raises(InputError, match="an Article is needed"):
        checked("a.txt")
    article = Article(Path("a.txt"), "x")  # type: ignore[arg-type]
    assert checked(article).path == "a.txt"
