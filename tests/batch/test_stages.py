"""What of an old answer holds when originals, glossaries or the program change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from quotes.batch.stages import Before, Keys, keys_of, known, whole
from quotes.model import AuditedArticle, Location
from quotes.pipeline import NOTHING
from quotes.settings import Settings
from quotes.tools import source_digests
from tests.batch.stub import articles, audited

SOURCES = {"speech.txt": "0", "other.txt": "1"}
NOW = Keys("f", "l", "j|l", SOURCES)


def answer() -> AuditedArticle:
    """Return an article with one quotation that was found, and one that was not."""
    (article,) = articles("There will be no taxes. Or so he says.")
    (found,) = audited(article).quotations
    absent = replace(found, id="absent", status="no-original", location=Location("absent", 0.1))
    return AuditedArticle(article, (found, absent))


CASES = [
    ("nothing changed", {}, SOURCES, [0, 1], [0, 1]),
    ("a new original", {}, SOURCES | {"new.txt": "2"}, [0], [0]),
    ("the cited one changed", {}, SOURCES | {"speech.txt": "9"}, [], []),
    ("the cited one is gone", {}, {"other.txt": "1"}, [1], [1]),
    ("one that nobody cites is gone", {}, {"speech.txt": "0"}, [0, 1], [0, 1]),
    ("another glossary", {"judged": "k|l"}, SOURCES, [0, 1], []),
]


@pytest.mark.parametrize(
    ("keys", "sources", "places", "done"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_only_what_a_change_concerns_is_done_again(
    keys: dict[str, str], sources: dict[str, str], places: list[int], done: list[int]
) -> None:
    now = replace(NOW, sources=sources, **keys)
    kept = known(Before("f", "j|l", SOURCES, answer()), now)
    assert kept.found is not None
    assert len(kept.found) == 2
    assert sorted(kept.places) == places
    assert sorted(kept.done) == done
    assert whole(kept) is (done == [0, 1])


def test_another_parser_or_a_failure_begins_anew() -> None:
    audited_ = answer()
    assert known(Before("g", "j|l", SOURCES, audited_), NOW) is NOTHING
    assert known(Before("f", "j|l", SOURCES, replace(audited_, failed="why")), NOW) is NOTHING
    faulty = replace(audited_.quotations[0], notes=("back-translating it failed",))
    again = replace(audited_, quotations=(faulty, *audited_.quotations[1:]))
    assert known(Before("f", "j|l", SOURCES, again), NOW) is NOTHING


def test_keys_depend_on_what_the_answers_do(tmp_path: Path) -> None:
    glossary = tmp_path / "ours.csv"
    glossary.write_text(
        "spanish,accepted,misleading,note,disputed\nconcejo,council,advice,,no\n", encoding="utf-8"
    )
    plain = keys_of(Settings(), "pivot 1", SOURCES)
    assert keys_of(Settings(), "pivot 1", SOURCES) == plain
    ours = keys_of(Settings(glossaries=(glossary,)), "pivot 1", SOURCES)
    assert (ours.found, ours.located) == (plain.found, plain.located)
    assert ours.judged != plain.judged
    grown = keys_of(Settings(), "pivot 1", SOURCES | {"new.txt": "2"})
    assert grown.found == plain.found
    assert grown.located != plain.located
    assert keys_of(Settings(), "pivot 2", SOURCES).found != plain.found
    assert keys_of(Settings(fail_on="never"), "pivot 1", SOURCES) == plain


def test_a_file_that_is_audited_is_no_original(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUOTES_CACHE", str(tmp_path / "cache"))
    originals = tmp_path / "originals"
    originals.mkdir()
    (originals / "acta.txt").write_text(
        "No vendimos el acueducto de Piedra Mansa.", encoding="utf-8"
    )
    article = originals / "article.txt"
    article.write_text("“We did not sell the aqueduct,” said the mayor.", encoding="utf-8")
    settings = Settings(originals=originals)
    assert set(source_digests(settings)) == {"acta.txt", "article.txt"}
    assert set(source_digests(replace(settings, audited=(article,)))) == {"acta.txt"}
    gone = replace(settings, audited=(tmp_path / "not there",))
    assert set(source_digests(gone)) == {"acta.txt", "article.txt"}
