"""The kept index: private, mapped, never deleted while it may be whole."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import numpy as np
import pytest

from quotes.originals import store
from quotes.originals.corpus import _empty
from quotes.originals.index import build, load, save
from quotes.originals.store import Store

EMPTY = _empty("holds no text")


def test_a_broken_file_is_set_aside_and_told(tmp_path: Path) -> None:
    first = Store(tmp_path)
    first.close()
    (path,) = tmp_path.glob("*.sqlite")
    path.write_bytes(b"no database at all, but long enough to be read as one" * 50)
    again = Store(tmp_path)
    assert again.known() == set()
    assert len(again.notes) == 1
    assert "was broken" in again.notes[0]
    again.close()
    assert [one.read_bytes()[:11] for one in tmp_path.glob("*.broken-*")] == [b"no database"]


def test_broken_pages_are_told_and_the_files_hashed_anew(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    root, cache = tmp_path / "originals", tmp_path / "cache"
    root.mkdir()
    paths = [root / f"{n}.txt" for n in range(300)]
    for path in paths:
        path.write_text(path.name, encoding="utf-8")
    whole = store.digests(root, paths, cache)
    (file,) = cache.rglob("*.sqlite")
    data = file.read_bytes()
    file.write_bytes(data[:4096] + b"\xa5" * (len(data) - 4096))
    assert store.digests(root, paths, cache) == whole
    assert "was broken" in caplog.text
    assert store.digests(root, paths, cache) == whole


def test_what_another_has_made_anew_is_not_set_aside(tmp_path: Path) -> None:
    first, second = Store(tmp_path), Store(tmp_path)
    first.mend(sqlite3.DatabaseError("malformed"))
    first.put([("0", "a.txt", EMPTY)])
    second.mend(sqlite3.DatabaseError("malformed"))  # of the file that both had open
    assert second.known() == {("0", "a.txt")}
    assert len(list(tmp_path.glob("*.broken-*"))) == 1
    assert second.notes == []
    first.close()
    second.close()


def test_a_file_that_cannot_be_read_now_is_left_alone(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.mend(sqlite3.OperationalError("disk I/O error"))
    assert "cannot be used now (disk I/O error); the originals are indexed" in store.notes[0]
    store.put([("0", "a.txt", EMPTY)])
    assert store.known() == {("0", "a.txt")}
    store.close()
    assert not list(tmp_path.glob("*.broken-*"))


def test_a_folder_that_cannot_be_made_costs_the_index_only(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be", encoding="utf-8")
    store = Store(tmp_path / "cache" / "originals" / "a")
    assert "cannot be used now (Not a directory)" in store.notes[0]
    store.put([("0", "a.txt", EMPTY)])
    assert store.known() == {("0", "a.txt")}
    store.close()


def test_a_locked_file_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Store(tmp_path).close()
    (path,) = tmp_path.glob("*.sqlite")
    monkeypatch.setattr(store, "_PATIENCE", 0.05)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("PRAGMA locking_mode=EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    kept = path.read_bytes()
    other = Store(tmp_path)
    other.put([])
    assert other.known() == set()
    assert path.read_bytes() == kept
    assert not list(tmp_path.glob("*.broken-*"))
    other.close()
    holder.close()


def test_the_index_is_its_owners_alone(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    folder.mkdir(mode=0o755)
    Store(folder).close()
    (path,) = folder.glob("*.sqlite")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_saved_index_is_mapped_from_the_disk(tmp_path: Path) -> None:
    vectors = np.eye(4, 512, dtype=np.float16)
    made = build(
        np.zeros(4, np.int32),
        np.zeros((4, 2), np.int32),
        vectors,
        np.array([7, 8, 9, 7], np.uint32),
        np.ones(4, np.int32),
    )
    assert load(tmp_path / "index-a") is None
    save(made, tmp_path / "index-a")
    found = load(tmp_path / "index-a")
    assert found is not None
    assert isinstance(found.vectors.base, np.memmap)
    assert (found.vectors == made.vectors).all()
    assert [path.name for path in tmp_path.iterdir()] == ["index-a"]
