"""Decisions beside a report, in files, between people, in the terminal."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from quotes.errors import InputError
from quotes.model import Chosen, Decision, Report, Span, Speaker
from quotes.review.decisions import decisions_file, read_decisions
from quotes.review.terminal_review import review_in_terminal
from quotes.writers import WRITERS
from quotes.writers.decided import decided_report, merged, seen_digest
from tests.cli.command import quotes
from tests.review.folders import report_folder, session_of
from tests.writers.building import DEBATE
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


@pytest.mark.parametrize(
    ("keys", "answers", "choice", "speaker"),
    [
        ("sq", ["1"], "wrong-speaker", "Elvira Montoya"),
        ("sq", ["2"], "wrong-speaker", "Eva Sol"),
        ("sq", ["Ana Mejía"], "wrong-speaker", "Ana Mejía"),
        ("sq", ["?"], "wrong-speaker", None),
        ("sq", ["7"], None, None),
        ("sq", [""], None, None),
        ("wq", [""], None, None),
        ("wq", ["3"], None, None),
        ("wq", ["0"], "wrong-source", None),
    ],
)
def test_the_terminal_asks_who_and_which_before_it_decides(
    tmp_path: Path, keys: str, answers: list[str], choice: str | None, speaker: str | None
) -> None:
    session = session_of(report_folder(tmp_path))
    first, second = session.report.articles
    drift = next(q for q in second.quotations if q.status == "drift")
    named = replace(drift.quotation, speaker=Speaker("Ana Ruiz", None, candidates=("Eva Sol",)))
    passages = tuple(replace(p, speaker="Elvira Montoya") for p in drift.location.passages)
    where = replace(drift.location, passages=passages, candidates=())
    changed = replace(second, quotations=(replace(drift, quotation=named, location=where),))
    session.report = replace(session.report, articles=(first, changed))
    session.places = {drift.id: (1, 0)}
    asked, pressed = iter(answers), iter(keys)
    console = Console(width=200, color_system=None, force_terminal=False)
    with console.capture() as captured:
        review_in_terminal(session, console, lambda: next(pressed), lambda _: next(asked))
    assert "in the source Elvira Montoya speaks" in captured.get()
    assert "1 of 1 quotations are flagged and shown here" in captured.get()
    made = session.decisions.latest().get(drift.id)
    assert (made and made.choice, made and made.speaker) == (choice, speaker)


def test_the_terminal_judges_anew_on_the_passage_that_is_picked(tmp_path: Path) -> None:
    session = session_of(report_folder(tmp_path))
    keys, answers = iter("wq"), iter(["1"])
    first, second = session.report.articles
    drift = next(q for q in second.quotations if q.status == "drift")
    near = replace(
        drift.location.passages[0], document="debate.txt", span=Span(0, 30), text=DEBATE[:30]
    )
    changed = replace(drift, location=replace(drift.location, candidates=(near,)))
    session.report = replace(
        session.report, articles=(first, replace(second, quotations=(changed,)))
    )
    session.places = {drift.id: (1, 0)}
    console = Console(width=200, color_system=None, force_terminal=False)
    with console.capture() as captured:
        review_in_terminal(session, console, lambda: next(keys), lambda _: next(answers))
    assert "judged anew" in captured.get()
    made = session.decisions.latest()[drift.id]
    assert made.passage == Chosen("debate.txt", Span(0, 30))
    assert session.quotation(drift.id).original == DEBATE[:30]


def test_without_a_terminal_one_line_says_so(tmp_path: Path) -> None:
    report_folder(tmp_path / "report")
    answer = quotes("review", "report", "--terminal", folder=tmp_path)
    assert answer.code == 2
    assert answer.out == ""
    assert answer.err.startswith("error: --terminal reads single keys")


def test_decisions_reach_every_format(tmp_path: Path) -> None:
    decided = decided_report(sample_report(), {COUNCIL.id: SEEN})
    for name in ("json", "jsonl", "csv", "html"):
        assert b"checked" in WRITERS[name].render(decided), name
