"""The page on loopback: who is refused, what is kept, what others see."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from quotes.batch.run_store import RunStore
from quotes.errors import InputError, ReportError
from quotes.model import Chosen, Decision, Rules, Span
from quotes.review.decisions import Decisions, kept_decisions
from quotes.safe_files import write_atomically
from quotes.writers import WRITERS, read_report
from tests.processes import ROOT, ended
from tests.review.folders import OWN, PORT, TOKEN, client_of, decision, report_folder, session_of
from tests.writers.building import DEBATE

COUNCIL = "bridge.txt#2"


@pytest.mark.parametrize("path", ["/", "/decisions", "/sources", "/page/00000.js"])
def test_without_a_token_nothing_is_answered(path: str, tmp_path: Path) -> None:
    session = session_of(report_folder(tmp_path))
    for token in (None, "wrong", "ñ"):
        answer = client_of(session, token=token and "wrong").get(path)
        assert answer.status_code == 403
        assert "bridge" not in answer.text


def test_the_printed_address_becomes_a_cookie(tmp_path: Path) -> None:
    client = client_of(session_of(report_folder(tmp_path)), token=None)
    assert client.get("/?token=wrong").status_code == 403
    answer = client.get(f"/?token={TOKEN}")
    assert answer.status_code == 200
    assert answer.url.path == "/"
    assert not answer.url.query
    assert "HttpOnly" in answer.history[0].headers["set-cookie"]
    assert "SameSite=strict" in answer.history[0].headers["set-cookie"]
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": f"evil.example:{PORT}"},
        {"Host": f"127.0.0.1.evil.example:{PORT}"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": f"https://127.0.0.1:{PORT}"},
        {},
    ],
)
def test_a_decision_from_elsewhere_is_refused(headers: dict[str, str], tmp_path: Path) -> None:
    session = session_of(report_folder(tmp_path))
    body = {"decisions": [decision(session, COUNCIL)]}
    sent = headers if "Origin" in headers or not headers else {**OWN, **headers}
    answer = client_of(session).post("/decisions", json=body, headers=sent)
    assert answer.status_code == 403
    assert session.decisions.latest() == {}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"decisions": [{"quotation": "nowhere#1", "choice": "drift"}]}, 404),
        ({"decisions": [{"quotation": COUNCIL, "choice": "nonsense"}]}, 400),
        ({"decisions": [{"quotation": COUNCIL, "choice": "drift", "note": "n" * 20_001}]}, 400),
        ({"decisions": [{"choice": "drift"}]}, 404),
        (
            {
                "decisions": [
                    {
                        "quotation": COUNCIL,
                        "choice": "wrong-source",
                        "passage": {"document": "../../etc/passwd", "span": [0, 9]},
                    }
                ]
            },
            400,
        ),
        ({"decisions": 3}, 400),
        ({"decisions": None}, 400),
        ([], 400),
        (None, 400),
    ],
)
def test_what_is_no_decision_is_refused(body: object, status: int, tmp_path: Path) -> None:
    session = session_of(report_folder(tmp_path))
    answer = client_of(session).post("/decisions", json=body, headers=OWN)
    assert answer.status_code == status
    assert session.decisions.latest() == {}


def test_a_decision_is_kept_and_others_see_it(tmp_path: Path) -> None:
    session = session_of(report_folder(tmp_path))
    one, other = client_of(session), client_of(session_of(tmp_path, "Luis"))
    before = other.get("/decisions").json()["version"]
    body = {"decisions": [decision(session, COUNCIL, "drift", note="ask her", who="forged")]}
    assert one.post("/decisions", json=body, headers=OWN).status_code == 200
    news = other.get(f"/decisions?after={before}").json()
    assert news["decisions"][COUNCIL]["choice"] == "drift"
    assert news["decisions"][COUNCIL]["who"] == "Ana"
    assert other.get(f"/decisions?after={news['version']}").json()["decisions"] == {}
    decided = session.decided().articles[1].quotations[1].decision
    assert decided
    assert decided.holds
    assert "ask her" in one.get("/").text
    assert (tmp_path / "run" / "quotes.sqlite").stat().st_mode & 0o077 == 0


def test_articles_come_as_scripts(tmp_path: Path) -> None:
    client = client_of(session_of(report_folder(tmp_path)))
    script = client.get("/page/00001.js").text
    found = re.fullmatch(r"quotesArticle\(1,(.*)\);", script, re.DOTALL)
    assert found
    assert json.loads(found[1])["cards"][1]["id"] == COUNCIL
    assert client.get("/page/00009.js").status_code == 404


def test_sources_are_those_of_the_folder_only(tmp_path: Path) -> None:
    client = client_of(session_of(report_folder(tmp_path)))
    assert client.get("/sources").json() == {"documents": ["debate.txt"]}
    assert client.get("/source?document=debate.txt").json()["text"].strip() == DEBATE.strip()
    for path in ("../report.json", "/etc/passwd", "none.txt", ""):
        assert client.get("/source", params={"document": path}).status_code == 404


def test_words_that_do_not_exist_cannot_be_the_original(tmp_path: Path) -> None:
    client = client_of(session_of(report_folder(tmp_path)))
    body = {"quotation": COUNCIL, "passage": {"document": "debate.txt", "span": [5, 999_999]}}
    assert client.post("/judge", json=body, headers=OWN).status_code == 422


@pytest.mark.parametrize("body", [None, [], 3, {}, {"passage": None}, {"passage": 1, "note": 2}])
def test_what_is_no_passage_is_refused(body: object, tmp_path: Path) -> None:
    client = client_of(session_of(report_folder(tmp_path)))
    assert client.post("/judge", json=body, headers=OWN).status_code in {400, 404}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"/decisions?after={'9' * 5_000}", 200),
        (f"/page/{'9' * 5_000}.js", 404),
        ("/page/99999.js", 404),
        ("/page/-1.js", 404),
        ("/page/²x.js", 404),
    ],
)
def test_what_is_no_number_of_ours_is_answered(path: str, status: int, tmp_path: Path) -> None:
    answer = client_of(session_of(report_folder(tmp_path))).get(path)
    assert answer.status_code == status
    assert status == 200 or answer.json()["error"] == "no such article"


def test_a_fault_of_this_program_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("quotes.review.server.article_data", lambda *_: 1 // 0)
    monkeypatch.delenv("QUOTES_DEBUG", raising=False)
    answer = client_of(session_of(report_folder(tmp_path))).get("/page/00000.js")
    assert answer.status_code == 500
    assert answer.json()["error"] == "a fault of this program (ZeroDivisionError)"
    assert answer.headers["x-frame-options"] == "DENY"
    assert capfd.readouterr() == ("", "")


@pytest.mark.slow
def test_a_quotation_is_judged_anew_on_words_that_were_selected(tmp_path: Path) -> None:
    session = session_of(report_folder(tmp_path))
    session.report = replace(session.report, rules=Rules(judge=False))
    article = session.report.articles[1]
    with RunStore(tmp_path) as store:
        run = store.begin([article.article], "key", lambda: "signature", "then")
        store.put(article, ("a", "b", "c"))
    text = session.source("debate.txt").text
    start = text.index("Creo que")
    passage = Chosen("debate.txt", Span(start, text.index(".", start) + 1))
    judged = session.judge(COUNCIL, passage, "not that letter")
    assert judged.original == passage.span.of(text)
    assert judged.location.passages[0].document == "debate.txt"
    kept = read_report(tmp_path / "report.json").articles[1].quotations[1]
    assert kept.original == judged.original
    with RunStore(tmp_path) as store:
        assert store.articles(run)[0].quotations[1].original == judged.original
        assert [source.document for source in store.sources(run)] == ["debate.txt"]
    decided = session.decided().articles[1].quotations[1].decision
    assert decided
    assert (decided.choice, decided.note, decided.passage) == (
        "wrong-source",
        "not that letter",
        passage,
    )
    assert decided.holds


def test_a_decision_follows_an_article_that_is_given_by_another_path(tmp_path: Path) -> None:
    session = session_of(report_folder(tmp_path))
    elsewhere = f"/elsewhere/{COUNCIL}"
    session.decisions.add([(elsewhere, Decision("faithful", "checked"))])
    told = client_of(session).get("/decisions?after=0").json()["decisions"]
    assert told[COUNCIL]["note"] == session.latest()[COUNCIL].note == "checked"


def test_a_report_that_an_audit_wrote_anew_is_not_written_over(tmp_path: Path) -> None:
    session = session_of(report_folder(tmp_path))
    newer = replace(session.report, notes=("written by an audit since",))
    write_atomically(session.file, [WRITERS["json"].render(newer)])
    passage = Chosen("debate.txt", Span(0, 10))
    with pytest.raises(InputError, match="reload the page"):
        session.judge(COUNCIL, passage)
    assert session.report.notes == newer.notes
    assert read_report(session.file).notes == newer.notes


def test_killed_at_thirty_moments_it_has_lost_nothing_that_it_answered(tmp_path: Path) -> None:
    folder = report_folder(tmp_path)
    done = ended((sys.executable, "-m", "tests.review.killed", folder, COUNCIL), cwd=ROOT)
    assert done.returncode == 0, done.stderr[-2000:]
    answered = json.loads(done.stdout)
    assert len(answered) >= 30
    with sqlite3.connect(folder / "run" / "quotes.sqlite") as held:
        values = [json.loads(value) for (value,) in held.execute("SELECT value FROM decisions")]
    assert {value["note"] for value in values} >= set(answered)
    assert int(kept_decisions(folder)[COUNCIL].note) >= int(answered[-1])


def test_a_decision_survives_beside_others(tmp_path: Path) -> None:
    with Decisions(tmp_path) as one, Decisions(tmp_path) as other:
        one.add([("a", Decision("drift"))])
        other.add([("b", Decision("faithful")), ("a", Decision("open"))])
        assert {id_: made.choice for id_, made in one.latest().items()} == {
            "a": "open",
            "b": "faithful",
        }


def test_many_decide_at_once_and_each_decision_is_kept(tmp_path: Path) -> None:
    with Decisions(tmp_path) as held:
        with ThreadPoolExecutor(8) as pool:
            numbers = pool.map(lambda n: held.add([(str(n), Decision("drift"))]), range(200))
            assert max(numbers) == 200
        assert set(held.latest()) == set(map(str, range(200)))


def test_where_no_room_is_left_that_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    with Decisions(tmp_path) as held:
        held.add([("a", Decision("drift"))])
        (pages,) = held._connection.execute("PRAGMA page_count").fetchone()
        held._connection.execute(f"PRAGMA max_page_count={pages}")
        long = [(str(number), Decision("drift", note="n" * 15_000)) for number in range(50)]
        with pytest.raises(ReportError, match=r"\(database or disk is full\).*free some space"):
            held.add(long)
        held._connection.execute(f"PRAGMA max_page_count={100 * pages}")
        assert held.add([("b", Decision("open"))]) == 2
        assert {id_: made.choice for id_, made in held.latest().items()} == {
            "a": "drift",
            "b": "open",
        }


def moved(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))


def replaced(folder: Path) -> None:
    moved(folder)
    folder.mkdir()
    (folder / "quotes.sqlite").touch()


@pytest.mark.parametrize("lost", [shutil.rmtree, moved, replaced])
def test_where_the_folder_is_gone_no_decision_is_said_to_be_kept(
    lost: Callable[[Path], None], tmp_path: Path
) -> None:
    session = session_of(report_folder(tmp_path))
    client, body = client_of(session), {"decisions": [decision(session, COUNCIL)]}
    assert client.post("/decisions", json=body, headers=OWN).status_code == 200
    lost(tmp_path / "run")
    answer = client.post("/decisions", json=body, headers=OWN)
    assert answer.status_code == 500
    assert "decisions cannot be kept there" in answer.json()["error"]
    assert "begin the review again" in answer.json()["error"]


def test_a_decision_while_an_audit_holds_the_file_is_told_to_be_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quotes.review.decisions.BUSY", 0.01)
    session = session_of(report_folder(tmp_path))
    client, body = client_of(session), {"decisions": [decision(session, COUNCIL)]}
    with closing(sqlite3.connect(session.decisions.path)) as audit:
        audit.execute("BEGIN IMMEDIATE")
        answer = client.post("/decisions", json=body, headers=OWN)
        assert answer.status_code == 500
        assert "decide again in a moment" in answer.json()["error"]
        assert client.get("/decisions").json()["decisions"] == {}
        audit.execute("ROLLBACK")
    assert client.post("/decisions", json=body, headers=OWN).status_code == 200
