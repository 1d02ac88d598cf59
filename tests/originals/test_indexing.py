from __future__ import annotations

import multiprocessing
import os
import sqlite3
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from quotes.errors import SourceError
from quotes.model import Query, Source
from quotes.originals.corpus import Corpus
from tests.originals.conftest import FILES, read, write
from tests.processes import LIMIT

QUOTE = Query("The water of the Tamarindo is not for sale.")


class Reader:
    """Reads and remembers what it read; stops like a killed process after `most` files."""

    def __init__(self, most: int = 10**6) -> None:
        self.names: list[str] = []
        self._most = most

    def __call__(self, path: Path) -> Source:
        if len(self.names) >= self._most:
            raise KeyboardInterrupt
        self.names.append(path.name)
        return read(path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "originals"
    made.mkdir()
    write(made)
    return made


def open_(folder: Path, reader: Reader) -> Corpus:
    return Corpus.open(folder, reader, sorted(folder.iterdir()), cache=folder.parent / "cache")


def test_reads_nothing_twice(folder: Path) -> None:
    open_(folder, Reader())
    again = Reader()
    corpus = open_(folder, again)
    assert again.names == []
    assert corpus.locate([QUOTE])[0].passages[0].document == "discurso.txt"


def test_reads_only_what_was_added_or_changed(folder: Path) -> None:
    open_(folder, Reader())
    (folder / "nuevo.txt").write_text("La feria empieza el lunes en la plaza.", encoding="utf8")
    (folder / "policia.txt").write_text("La policía no informó nada nuevo hoy.", encoding="utf8")
    (folder / "diario.txt").unlink()
    again = Reader()
    corpus = open_(folder, again)
    assert sorted(again.names) == ["nuevo.txt", "policia.txt"]
    names = {source.document for source in corpus.sources}
    assert "nuevo.txt" in names
    assert "diario.txt" not in names


def test_a_touched_file_with_the_same_words_is_not_read_again(folder: Path) -> None:
    open_(folder, Reader())
    os.utime(folder / "carta.txt")
    again = Reader()
    open_(folder, again)
    assert again.names == []


def test_a_change_that_keeps_size_and_time_is_seen(folder: Path) -> None:
    path = folder / "discurso.txt"
    open_(folder, Reader())
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"Tamarindo no se", b"Tamarindo si se"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    again = Reader()
    corpus = open_(folder, again)
    assert again.names == ["discurso.txt"]
    assert "Tamarindo si se vende" in corpus.source("discurso.txt").text


@pytest.mark.parametrize("most", [0, 1, 4])
def test_a_killed_run_is_completed_by_the_next(folder: Path, most: int) -> None:
    with pytest.raises(KeyboardInterrupt):
        open_(folder, Reader(most))
    corpus = open_(folder, Reader())
    assert len(corpus.sources) == 5
    assert corpus.locate([QUOTE])[0].status == "found"


def _run(folder: Path) -> None:
    open_(folder, Reader())
    assert "torch" not in sys.modules  # memory and seconds that indexing needs nothing of


def test_two_runs_at_once_leave_a_whole_index(folder: Path) -> None:
    context = multiprocessing.get_context("spawn")
    runs = [context.Process(target=_run, args=(folder,)) for _ in range(2)]
    try:
        for run in runs:
            run.start()
        for run in runs:
            run.join(LIMIT)
    finally:
        for run in runs:
            run.kill()
    assert [run.exitcode for run in runs] == [0, 0]
    again = Reader()
    assert len(open_(folder, again).sources) == 5
    assert again.names == []


@pytest.mark.parametrize("damage", [b"", b"no database at all " * 400])
def test_a_damaged_index_is_made_anew(folder: Path, damage: bytes) -> None:
    open_(folder, Reader())
    for file in (folder.parent / "cache").rglob("*.sqlite*"):
        file.write_bytes(damage)
    assert len(open_(folder, Reader()).sources) == 5


def test_an_index_cut_short_is_made_anew(folder: Path) -> None:
    open_(folder, Reader())
    (file,) = (folder.parent / "cache").rglob("*.sqlite")
    file.write_bytes(file.read_bytes()[: 3 * file.stat().st_size // 4])
    assert len(open_(folder, Reader()).sources) == 5


def test_names_what_is_left_out(corpus: Corpus) -> None:
    assert [note for note in corpus.notes if note.startswith("mairie.txt: is in French")]
    assert [note for note in corpus.notes if note.startswith("vacio.txt: holds no text")]
    assert "1 of 5 sources hold no Spanish: embassy.txt" in corpus.notes
    assert len(corpus.notes) == 3


def test_what_readers_warn_of_is_a_note_the_second_time_too(folder: Path) -> None:
    def doubtful(path: Path) -> Source:
        source = read(path)
        return replace(source, warnings=(f"{source.document}: line 1: not UTF-8",))

    for _ in range(2):
        files, cache = sorted(folder.iterdir()), folder.parent / "cache"
        notes = Corpus.open(folder, doubtful, files, cache=cache).notes
        assert any(note.endswith(": line 1: not UTF-8") for note in notes)


def test_a_file_that_cannot_be_read_is_a_note(folder: Path) -> None:
    def fussy(path: Path) -> Source:
        if path.name == "carta.txt":
            raise SourceError("carta.txt: is locked with a password; save it without one")
        return read(path)

    corpus = Corpus.open(folder, fussy, sorted(folder.iterdir()), cache=folder.parent / "c")
    assert "carta.txt: is locked with a password; save it without one" in corpus.notes
    assert corpus.locate([QUOTE])[0].status == "found"


def test_an_empty_folder_is_an_error_of_one_line(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="holds no document") as caught:
        Corpus.open(tmp_path, read, [], cache=tmp_path / "cache")
    assert "\n" not in str(caught.value)


def test_a_folder_without_usable_text_is_an_error_of_one_line(tmp_path: Path) -> None:
    paths = write(tmp_path, {"mairie.txt": FILES["mairie.txt"]})
    with pytest.raises(SourceError, match="no Spanish or English text") as caught:
        Corpus.open(tmp_path, read, paths, cache=tmp_path / "cache")
    assert "\n" not in str(caught.value)


def test_duplicates_are_found_once_and_shown_as_editions(tmp_path: Path) -> None:
    folder = tmp_path / "originals"
    folder.mkdir()
    write(folder, dict.fromkeys(("a.txt", "b.txt", "c.txt"), FILES["discurso.txt"]))
    corpus = open_(folder, Reader())
    (where,) = corpus.locate([QUOTE])
    assert where.status == "found"
    assert len(where.passages) == 1
    assert len(where.editions) == 2
    assert all(one.score == 1 for one in where.editions)


def test_the_index_is_sqlite_and_safe_to_delete(folder: Path) -> None:
    open_(folder, Reader())
    (file,) = (folder.parent / "cache").rglob("*.sqlite")
    assert sqlite3.connect(file).execute("SELECT count(*) FROM texts").fetchone() == (7,)
    file.unlink()
    assert len(open_(folder, Reader()).sources) == 5
