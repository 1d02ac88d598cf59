"""Two reports beside each other, and a report judged again from itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from quotes.model import Report, Rules
from quotes.review.differences import differences, only_new, replay
from quotes.writers import WRITERS
from tests.cli.command import quotes
from tests.writers.sample import sample_report

OLD = sample_report()


def changed() -> Report:
    """The sample with one quotation gone, one new and one judged otherwise."""
    article = OLD.articles[1]
    first, second, third, *rest = article.quotations
    words = replace(third.quotation, text="Something new was said")
    quotations = (
        replace(first, status="review"),
        replace(third, id="new", quotation=words),
        replace(rest[0], id="moved"),
        *rest[1:],
    )
    assert second
    return replace(OLD, articles=(OLD.articles[0], replace(article, quotations=quotations)))


def test_what_is_new_gone_and_judged_otherwise() -> None:
    assert list(differences(OLD, OLD)) == []
    found = list(differences(OLD, changed()))
    kinds = [(one.kind, (one.after or one.before).id) for one in found]  # type: ignore[union-attr]
    assert kinds == [
        ("changed", "bridge.txt#1"),
        ("new", "new"),
        ("gone", "bridge.txt#2"),
        ("gone", "bridge.txt#3"),
    ]


def test_a_baseline_leaves_what_is_new() -> None:
    left = only_new(OLD)(changed().articles[1])
    assert [q.id for q in left.quotations] == ["bridge.txt#1", "new"]
    assert only_new(OLD)(OLD.articles[1]).quotations == ()


def test_the_command_says_so_in_lines(tmp_path: Path) -> None:
    WRITERS["json"].write(OLD, tmp_path / "old")
    WRITERS["json"].write(changed(), tmp_path / "new")
    answer = quotes("diff", "old/report.json", "new/report.json", folder=tmp_path)
    assert answer.code == 1
    first, *_ = answer.out.splitlines()
    assert first.startswith("bridge.txt, paragraph 2:")
    assert "changed: drift (D102) → review (D102): “We are going" in first
    assert quotes("diff", "old/report.json", "old/report.json", folder=tmp_path).code == 0


@pytest.mark.slow
def test_a_report_replayed_from_itself_is_identical() -> None:
    without = replace(OLD, rules=Rules(judge=False))
    first = {one.after.id: one for one in replay(without)}
    assert any(one.changes for one in first.values()), "the sample's verdicts are invented"
    quotations = tuple(
        first[q.id].after if q.id in first else q for q in OLD.articles[1].quotations
    )
    again = replace(without, articles=(replace(OLD.articles[1], quotations=quotations),))
    assert [one.changes for one in replay(again)] == [()] * len(first)
