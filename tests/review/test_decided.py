"""Decisions beside a report, in files, between people, in the terminal."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from quotes.errors import InputError
from quotes.model import Decision, Report
from quotes.review.decisions import decisions_file, read_decisions
from quotes.review.terminal_review import review_in_terminal
from quotes.writers import WRITERS
from quotes.writers.decided import decided_report, merged, seen_digest
from tests.cli.command import quotes
from tests.review.folders import report_folder, session_of
from tests.writers.sample import sample_report

COUNCIL = sample_report().articles[1].quotations[1]
HELD = Decision("faithful", "checked", who="Ana", at="2031-05-09T10:00:00+00:00")
SEEN = replace(HELD, seen=seen_digest(COUNCIL), words=COUNCIL.quotation.text)


def second(report: Report) -> Decision:
    decision = report.articles[1].quotations[1].decision
    assert decision
    return decision


def with_second(**changes: object) -> Report:
    report = sample_report()
    quotations = list(report.articles[1].quotations)
    quotations[1] = replace(quotations[1], **changes)  # type: ignore[arg-type]
    article = replace(report.articles[1], quotations=tuple(quotations))
    return replace(report, articles=(report.articles[0], article))


def test_a_decision_holds_while_words_and_original_do() -> None:
    decided = decided_report(sample_report(), {COUNCIL.id: SEEN})
    assert second(decided).holds
    assert not decided.articles[1].quotations[1].flagged
    changed = decided_report(with_second(original="otra cosa"), {COUNCIL.id: SEEN})
    assert second(changed).reopened
    assert changed.articles[1].quotations[1].flagged


def test_a_changed_quotation_shows_what_was_decided_before() -> None:
    words = replace(COUNCIL.quotation, text="The council approved every contract at once,")
    decided = decided_report(with_second(id="new", quotation=words), {COUNCIL.id: SEEN})
    assert second(decided).reopened
    assert second(decided).note == "checked"
    other = replace(COUNCIL.quotation, text="Something else altogether was said there")
    lost = decided_report(with_second(id="new", quotation=other), {COUNCIL.id: SEEN})
    assert lost.articles[1].quotations[1].decision is None


def test_a_decision_follows_an_article_given_by_another_path() -> None:
    moved = with_second(id="/elsewhere/bridge.txt#0123456789")
    decided = decided_report(moved, {"bridge.txt#0123456789": SEEN})
    assert second(decided).holds
    two = {"a/bridge.txt#0123456789": SEEN, "b/bridge.txt#0123456789": replace(SEEN, note="b")}
    assert second(decided_report(moved, two)).reopened


def test_two_persons_files() -> None:
    luis = replace(SEEN, choice="drift", who="Luis", note="no")
    ((_, conflict),) = merged({"q": SEEN}, [("q", luis)])
    assert conflict.conflict == "Ana: faithful; Luis: drift"
    assert conflict.note == "checked / no"
    assert not conflict.holds
    assert list(merged({"q": SEEN}, [("q", replace(SEEN, who="Luis"))])) == []
    later = replace(SEEN, choice="drift", at="2031-06-01T10:00:00+00:00")
    assert list(merged({"q": SEEN}, [("q", later)])) == [("q", later)]
    assert list(merged({"q": later}, [("q", SEEN)])) == []


def test_files_travel(tmp_path: Path) -> None:
    path = tmp_path / "decisions.json"
    path.write_text(decisions_file({"q": SEEN}), encoding="utf-8")
    assert read_decisions(path) == [("q", SEEN)]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '{"quotes_decisions":1}',
        '{"quotes_decisions":1,"decisions":[{"choice":1}]}',
        '{"quotes_decisions":1,"decisions":[{"quotation":"a","choice":"nonsense"}]}',
    ],
)
def test_what_is_no_file_of_decisions_is_refused_in_one_line(content: str, tmp_path: Path) -> None:
    path = tmp_path / "odd.json"
    path.write_text(content)
    with pytest.raises(InputError) as refused:
        read_decisions(path)
    assert str(path) in str(refused.value)
    assert "\n" not in str(refused.value)


def test_the_command_takes_in_and_writes_decisions(tmp_path: Path) -> None:
    folder = report_folder(tmp_path / "report")
    path = tmp_path / "theirs.json"
    path.write_text(decisions_file({COUNCIL.id: SEEN, "gone": SEEN}), encoding="utf-8")
    answer = quotes(
        "review", "report", "--import", "theirs.json", "--export", "all.json", folder=tmp_path
    )
    assert answer.code == 0
    assert "1 taken in, 1 of quotations that the report lacks" in answer.err
    assert json.loads((tmp_path / "all.json").read_text())["decisions"][0]["who"] == "Ana"
    shown = quotes("report", str(folder / "report.json"), "--format", "json", folder=tmp_path)
    assert json.loads(shown.out)["articles"][1]["quotations"][1]["decision"]["choice"] == "faithful"


def test_the_terminal_has_the_same_keys(tmp_path: Path) -> None:
    session = session_of(report_folder(tmp_path))
    keys = iter("djuanq")
    console = Console(width=100, color_system=None, force_terminal=False)
    with console.capture() as captured:
        review_in_terminal(session, console, lambda: next(keys), lambda _: "a word")
    text = captured.get()
    assert "The original denies it" in text
    assert "in English, by machine: The council did not approve" in text
    assert session.decisions.latest_number() == 4
    assert "decided" in text


def test_decisions_reach_every_format(tmp_path: Path) -> None:
    decided = decided_report(sample_report(), {COUNCIL.id: SEEN})
    for name in ("json", "jsonl", "csv", "html"):
        assert b"checked" in WRITERS[name].render(decided), name
