"""What is kept is closed to others, can be listed, and is gone when it is cleared."""

from __future__ import annotations

import contextlib
import os
import platform
import sqlite3
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from quotes.errors import InputError
from quotes.network import answer_cache
from quotes.safe_files import private_file, private_folder, temporary_folder, write_atomically
from quotes.settings import Settings
from quotes.stored import clear_older, forget, stored
from quotes.tools import corpus_of, source_digests
from quotes.translators import FakeEngine, Translator
from tests.processes import ROOT, ended

TEXT = "The mayor said that the town would not pay the debt."
ANSWER = "La alcaldesa dijo que el municipio no pagaría la deuda."


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_folders_and_files_are_closed_also_those_that_were_open(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    folder.mkdir(mode=0o755)
    (folder / "f").write_text("x", encoding="utf-8")
    (folder / "f").chmod(0o644)
    assert rights(private_folder(folder)) == 0o700
    assert rights(private_file(folder / "f")) == 0o600
    assert (folder / "f").read_text("utf-8") == "x"
    assert rights(private_file(folder / "g")) == 0o600


def test_translations_are_for_their_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    folder.mkdir(mode=0o755)
    Translator(FakeEngine({TEXT: ANSWER}), folder).translate([TEXT])
    assert rights(folder) == 0o700
    assert {rights(path) for path in folder.iterdir()} == {0o600}
    assert all(TEXT.encode() not in path.read_bytes() for path in folder.iterdir())


def test_what_a_killed_process_left_of_a_report_goes_with_the_next(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path; from quotes.safe_files import *;"
        "write_atomically(Path(sys.argv[1]), (os.kill(os.getpid(), signal.SIGKILL) for _ in [0]))"
    )
    ended([sys.executable, "-c", code, str(tmp_path / "report.json")], cwd=ROOT)
    (left,) = tmp_path.iterdir()
    assert left.name.endswith(".part")
    (tmp_path / f".report.json.{platform.node()}-{os.getpid()}-x.part").touch()  # one that lives
    write_atomically(tmp_path / "report.json", [b"{}"])
    assert sorted(path.name.split("-")[-1] for path in tmp_path.iterdir()) == [
        "report.json",
        "x.part",
    ]


def test_two_may_clear_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process deletes what the listing of this one holds."""
    (tmp_path / "originals" / "abc").mkdir(parents=True)
    (tmp_path / "originals" / "abc" / "index").write_bytes(b"x")
    listed = stored(tmp_path)
    clear_older(tmp_path, None)
    monkeypatch.setattr("quotes.stored.stored", lambda _: listed)
    clear_older(tmp_path, None)
    assert stored(tmp_path / "originals") == []


def test_what_is_kept_is_listed_and_cleared(tmp_path: Path) -> None:
    with Translator(FakeEngine({TEXT: ANSWER}), tmp_path) as translator:
        translator.translate([TEXT])
    (tmp_path / "originals" / "abc").mkdir(parents=True)
    (tmp_path / "originals" / "abc" / "index").write_bytes(b"x" * 5_000_000)
    first, second = stored(tmp_path)
    assert (first.what, first.size) == ("originals in full, with their index: abc", 5_000_000)
    assert second.what.startswith("translations")
    assert clear_older(tmp_path, 30) == 0
    os.utime(tmp_path / "originals" / "abc" / "index", (0, 0))
    assert clear_older(tmp_path, 30) == 5_000_000
    clear_older(tmp_path, None)
    assert stored(tmp_path) == []


def test_the_translations_of_one_article_are_forgotten(tmp_path: Path) -> None:
    other = "We will not raise the tax on water this year."
    with Translator(FakeEngine({TEXT: ANSWER, other: "No subiremos el impuesto al agua este año."}),
                    tmp_path) as translator:  # fmt: skip
        translator.translate([TEXT, other])
    assert forget(tmp_path, [TEXT]) == 1
    files = [path.read_bytes() for path in tmp_path.iterdir()]
    assert not any(ANSWER.encode() in raw for raw in files)
    assert any(b"impuesto" in raw for raw in files)


def kept(folder: Path) -> Path:
    with Translator(FakeEngine({TEXT: ANSWER}), folder) as translator:
        translator.translate([TEXT])
    return folder / answer_cache.FILE


BROKEN: dict[str, Callable[[bytes], bytes]] = {
    "garbage": lambda data: b"no database at all " * len(data),
    "pages": lambda data: data[:4096] + b"\xa5" * (len(data) - 4096),
    "cut": lambda data: data[: len(data) // 2],
    "another's table": lambda _: b"",
}


@pytest.mark.parametrize("how", BROKEN)
@pytest.mark.parametrize("clear", [lambda at: forget(at, [TEXT]), lambda at: clear_older(at, 30)])
def test_what_is_to_go_from_a_broken_file_goes_with_it(
    tmp_path: Path, how: str, clear: Callable[[Path], int]
) -> None:
    file = kept(tmp_path)
    file.write_bytes(BROKEN[how](file.read_bytes()))
    with contextlib.suppress(InputError):
        clear(tmp_path)
    assert not any(ANSWER.encode() in path.read_bytes() for path in tmp_path.iterdir())


def test_a_file_in_use_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answer_cache, "BUSY", 0.01)
    file = kept(tmp_path)
    with contextlib.closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(InputError, match="nothing could be deleted"):
            forget(tmp_path, [TEXT])


KILLED = """
import os, signal, sys
from quotes.safe_files import temporary_folder
with temporary_folder() as folder:
    print(folder, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_run_left_is_deleted_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    left = Path(ended((sys.executable, "-c", KILLED), cwd=ROOT).stdout.decode().strip())
    assert rights(left) == 0o700
    with temporary_folder() as folder:
        assert not left.exists()
        assert folder.exists()
    assert not folder.exists()


def test_nothing_is_kept_where_nothing_may_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUOTES_CACHE", str(tmp_path / "cache"))
    (tmp_path / "o").mkdir()
    (tmp_path / "o" / "carta.txt").write_text("No vamos a pagar la deuda.", encoding="utf-8")
    settings = Settings(originals=tmp_path / "o", keep=False)
    assert list(source_digests(settings)) == ["carta.txt"]
    corpus_of(settings)
    assert not (tmp_path / "cache").exists()


def test_what_is_passed_over_among_the_originals_is_a_note_of_theirs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever opens them tells it: workers, and one article audited in the program itself."""
    (tmp_path / "cache").write_text("a file where the folder should be", encoding="utf-8")
    monkeypatch.setenv("QUOTES_CACHE", str(tmp_path / "cache"))
    (tmp_path / "o").mkdir()
    (tmp_path / "o" / "carta.txt").write_text("No vamos a pagar la deuda.", encoding="utf-8")
    (tmp_path / "o" / "up").symlink_to("..")
    os.mkfifo(tmp_path / "o" / "p.txt")
    found, cache = corpus_of(Settings(originals=tmp_path / "o")).notes
    assert "originals: left out, not read: 1 links to folders (up); 1 pipes" in found
    assert "cannot be written (File exists): indexing for this run only" in cache
