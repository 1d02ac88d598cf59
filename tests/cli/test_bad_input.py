"""Bad input, through the real command line: one clear line that names the file, and exit code 2.

Where a bad file is not all there is, the rest is done and the bad one is a warning.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.command import ENVIRONMENT, QUOTES, Answer, as_nobody, can_become_nobody, quotes

ARTICLE = "Mayor Rosalba Quintero Vélez said on Tuesday: “We will finish the bridge in March.”\n"
LETTER = (
    "---\nspeaker: Rosalba Quintero Vélez\n---\n"
    "Vamos a terminar el puente en marzo. El concejo no aprobó todos los contratos de la obra, "
    "pero aprobó los más grandes, y los trabajadores esperan su pago desde junio.\n"
)
PORTUGUESE = "O prefeito disse que a ponte não estará pronta em março, pois as obras não começaram."
HEADER = "spanish,accepted,misleading,note,disputed\n"
Make = Callable[[Path], object]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with one good article and its original."""
    (tmp_path / "good.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "originals").mkdir()
    (tmp_path / "originals" / "carta.md").write_text(LETTER, encoding="utf-8")
    return tmp_path


def nothing(_: Path) -> None: ...


def text(name: str, content: str) -> Make:
    def make(desk: Path) -> None:
        (desk / name).parent.mkdir(exist_ok=True)
        (desk / name).write_text(content, encoding="utf-8")

    return make


def data(name: str, content: bytes) -> Make:
    return lambda desk: (desk / name).write_bytes(content)


def folder(name: str) -> Make:
    return lambda desk: (desk / name).mkdir()


def large(desk: Path) -> None:
    (desk / "large.txt").write_text(ARTICLE * 600_000, encoding="utf-8")


def refused(answer: Answer, *words: str) -> None:
    assert answer.code == 2
    lines = answer.err.strip().splitlines()
    assert len(lines) == 1, answer.err
    assert lines[0].startswith("error: ")
    assert "a fault of this program" not in lines[0]
    for word in words:
        assert word in lines[0]
    assert answer.out == ""


NOISE = bytes(range(256)) * 16
AUDIT = ("--originals", "originals")
CASES: list[tuple[str, Make, list[str], list[str]]] = [
    ("missing path", nothing, ["none.txt", *AUDIT], ["none.txt", "no such file"]),
    ("missing folder", nothing, ["none/", *AUDIT], ["none/", "no such file"]),
    ("pattern without a match", nothing, ["no*.txt", *AUDIT], ["no*.txt", "matches no file"]),
    ("empty folder", folder("empty"), ["empty", *AUDIT], ["empty", "no readable file"]),
    ("empty file", data("empty.txt", b""), ["empty.txt", *AUDIT], ["empty.txt", "empty"]),
    ("blank file", data("b.txt", b" \n\t\n"), ["b.txt", *AUDIT], ["b.txt", "no text"]),
    ("noise", data("noise.txt", NOISE), ["noise.txt", *AUDIT], ["noise.txt", "binary"]),
    (
        "a picture called text",
        data("photo.txt", b"\x89PNG\r\n\x1a\n" + bytes(900)),
        ["photo.txt", *AUDIT],
        ["photo.txt", "binary"],
    ),
    ("another format", data("a.pages", b"x"), ["a.pages", *AUDIT], ["a.pages", ".txt"]),
    ("no suffix", data("article", b"x"), ["article", *AUDIT], ["article", "suffix"]),
    ("50 MB", large, ["large.txt", *AUDIT], ["large.txt", "MB"]),
    ("no originals named", nothing, ["good.txt"], ["--originals"]),
    ("missing originals", nothing, ["good.txt", "--originals", "gone"], ["gone"]),
    ("empty originals", folder("bare"), ["good.txt", "--originals", "bare"], ["bare"]),
    (
        "originals without Spanish",
        text("fremd/a.txt", PORTUGUESE),
        ["good.txt", "--originals", "fremd"],
        ["fremd", "Spanish"],
    ),
    (
        "a broken glossary line",
        text("ours.csv", f"{HEADER}alcalde,mayor,,,no\nroto,a,b\n"),
        ["good.txt", *AUDIT, "--glossary", "ours.csv"],
        ["ours.csv:3"],
    ),
    (
        "a glossary that is none",
        text("ours.csv", "hello\n"),
        ["good.txt", *AUDIT, "--glossary", "ours.csv"],
        ["ours.csv:1"],
    ),
    (
        "a missing glossary",
        nothing,
        ["good.txt", *AUDIT, "--glossary", "no.csv"],
        ["no.csv"],
    ),
    (
        "an unknown translator",
        nothing,
        ["good.txt", *AUDIT, "--translator", "gogle"],
        ["gogle", "did you mean 'google'"],
    ),
    (
        "an unknown check",
        nothing,
        ["good.txt", *AUDIT, "--ignore", "lost-negatoin"],
        ["lost-negatoin", "did you mean 'lost-negation'"],
    ),
    (
        "an unknown parser",
        nothing,
        ["good.txt", *AUDIT, "--parser", "embeded"],
        ["embeded", "did you mean 'embedded'"],
    ),
    (
        "an unknown setting",
        text("quotes.toml", 'translater = "auto"\n'),
        ["good.txt", *AUDIT],
        ["quotes.toml", "translater", "did you mean 'translator'"],
    ),
    (
        "settings that are no TOML",
        text("quotes.toml", "translator = \n"),
        ["good.txt", *AUDIT],
        ["quotes.toml", "TOML"],
    ),
    (
        "a file where the report folder should be",
        nothing,
        ["good.txt", *AUDIT, "--report", "good.txt"],
        ["good.txt", "cannot be written"],
    ),
]


@pytest.mark.parametrize(
    ("make", "arguments", "words"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_bad_input_is_one_clear_line(
    make: Make, arguments: list[str], words: list[str], desk: Path
) -> None:
    make(desk)
    refused(quotes("audit", *arguments, folder=desk), *words)


LINES: list[tuple[str, list[str], bytes, list[str]]] = [
    ("pairs that are no JSON", ["compare", "--pairs", "-"], b"{\n", ["-:1", "JSON"]),
    ("a pair without a quote", ["compare", "--pairs", "-"], b'\n{"id":1}\n', ["-:2", "original"]),
    ("a pair that is a list", ["compare", "--pairs", "-"], b"[1]\n", ["-:1"]),
    ("bytes that are no text", ["compare", "--pairs", "-"], b"\xff\xfe{}\n", ["-"]),
    ("a missing file of pairs", ["compare", "--pairs", "no.jsonl"], b"", ["no.jsonl"]),
    ("a folder as pairs", ["compare", "--pairs", "originals"], b"", ["originals"]),
    ("quotes without originals", ["locate", "words"], b"", ["--originals"]),
    ("a report that is none", ["report", "good.txt"], b"", ["good.txt", "not a report"]),
    ("a missing report", ["report", "no.json"], b"", ["no.json"]),
    ("an unknown format", ["report", "no.json", "--format", "htm"], b"", ["'html'"]),
    ("nothing to compare", ["compare", "sólo español"], b"", ["nothing to compare"]),
]


@pytest.mark.parametrize(
    ("arguments", "stdin", "words"), [c[1:] for c in LINES], ids=[c[0] for c in LINES]
)
def test_other_commands_refuse_as_clearly(
    arguments: list[str], stdin: bytes, words: list[str], desk: Path
) -> None:
    refused(quotes(*arguments, folder=desk, stdin=stdin), *words)


@pytest.fixture
def shared(desk: Path) -> Iterator[Path]:
    """The desk in a place that a user without rights can reach."""
    place = Path("/var/tmp") / f"quotes-{os.getpid()}"  # noqa: S108 - pytest's own is closed
    shutil.copytree(desk, place)
    place.chmod(0o755)
    yield place
    shutil.rmtree(place)


def test_a_file_that_may_not_be_read(shared: Path) -> None:
    if not can_become_nobody(shared):
        pytest.skip("needs setpriv, and a checkout that other users may read")
    closed = shared / "closed.txt"
    closed.write_text(ARTICLE)
    closed.chmod(0)
    answer = quotes("audit", "closed.txt", *AUDIT, folder=shared, prefix=as_nobody())
    refused(answer, "closed.txt", "ermission")


def test_a_report_folder_that_may_not_be_written(shared: Path) -> None:
    if not can_become_nobody(shared):
        pytest.skip("needs setpriv, and a checkout that other users may read")
    (shared / "reports").mkdir(mode=0o555)
    arguments = ("audit", "good.txt", *AUDIT, "--report", "reports")
    answer = quotes(*arguments, folder=shared, prefix=as_nobody())
    refused(answer, "reports", "ermission denied")


@pytest.mark.slow
def test_a_full_disk_is_one_line_and_the_earlier_report_stays(desk: Path) -> None:
    (desk / "reports").mkdir()
    (desk / "reports" / "index.html").write_text("the earlier report")
    arguments = ("audit", "good.txt", *AUDIT, "--report", "reports", "--translator", "none")
    answer = quotes(*arguments, folder=desk, limit=9000)
    assert answer.code == 2
    assert "cannot be written" in answer.err.splitlines()[-1]
    assert "Traceback" not in answer.err
    assert (desk / "reports" / "index.html").read_text() == "the earlier report"


@pytest.mark.slow
def test_one_bad_file_never_stops_the_rest(desk: Path) -> None:
    articles = desk / "articles"
    articles.mkdir()
    shutil.copy(desk / "good.txt", articles)
    (articles / "empty.txt").touch()
    (articles / "noise.txt").write_bytes(NOISE)
    (articles / "latin1.txt").write_bytes(ARTICLE.encode("cp1252"))
    (articles / "front.md").write_text(f"---\ntitle: [open\n---\n{ARTICLE}", encoding="utf-8")
    (desk / "originals" / "empty.txt").touch()
    (desk / "originals" / "noise.txt").write_bytes(NOISE)
    (desk / "originals" / "fremd.txt").write_text(PORTUGUESE, encoding="utf-8")
    arguments = ("audit", "articles", "none.txt", *AUDIT, "--format", "json")
    answer = quotes(*arguments, "--report", "reports", folder=desk)
    assert answer.code in (0, 1)
    assert "Traceback" not in answer.err
    for name in ("empty.txt", "noise.txt", "latin1.txt", "front.md", "none.txt", "fremd.txt"):
        assert name in answer.err
    report = json.loads(answer.out)
    audited = {Path(article["path"]).name: article for article in report["articles"]}
    assert set(audited) == {"good.txt", "latin1.txt", "front.md"}
    assert len(audited["good.txt"]["quotations"]) == 1
    assert audited["good.txt"]["quotations"][0]["status"] == "faithful"
    assert (desk / "reports" / "index.html").exists()


def test_interrupted_while_loading_it_says_so(desk: Path) -> None:
    process = subprocess.Popen(
        [*QUOTES, "audit", "good.txt", *AUDIT],
        cwd=desk,
        env=os.environ | ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=120)
    assert "Traceback" not in errors
    if process.returncode != 0:  # a quick machine may have finished
        assert (process.returncode, errors.strip().splitlines()[-1]) == (2, "error: interrupted")
