from __future__ import annotations

import os
from pathlib import Path

import pytest

from quotes.errors import InputError, SourceError
from quotes.readers import read_article, read_source
from quotes.readers.raw import TEXT_LIMIT

BAD = [
    ("empty.txt", b"", "the file is empty"),
    ("blank.txt", b" \n\n\t ", "holds no text"),
    ("blank.md", b"---\ntitle: x\n---\n\n", "holds no text"),
    ("picture.txt", bytes(range(256)) * 4, "a binary file"),
    ("picture.md", b"\x89PNG\r\n\x1a\n\0\0\0", "a binary file"),
    ("half.txt", b"\xff\xfeA\xd8", "a binary file"),
    ("page.html", b"<html><body></body></html>", "holds no text"),
    ("page.htm", b"\x89PNG\r\n\x1a\n\0\0\0", "a binary file"),
    ("table.xlsx", b"x", "files .xlsx are not read"),
    ("nothing", b"x", "files without a suffix are not read"),
]


@pytest.mark.parametrize(("name", "data", "message"), BAD)
def test_bad_files_are_one_clear_line(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    for read in (lambda: read_article(path, name), lambda: read_source(path, tmp_path)):
        with pytest.raises(InputError) as caught:
            read()
        text = str(caught.value)
        assert text.startswith(f"{name}: ")
        assert message in text
        assert "\n" not in text
        assert ": " in text.removeprefix(f"{name}: ")  # what is wrong, then what to do


def test_a_source_that_cannot_be_used_is_a_source_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    with pytest.raises(SourceError, match="the file is empty"):
        read_source(tmp_path / "a.txt", tmp_path)


def test_missing_and_special_files(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_article(tmp_path / "gone.txt")
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(InputError, match="not a file"):
        read_article(tmp_path / "folder.txt")
    os.mkfifo(tmp_path / "pipe.txt")  # reading it would wait for ever
    with pytest.raises(InputError, match="not a file"):
        read_article(tmp_path / "pipe.txt")


def test_no_right_to_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "closed.txt"
    path.write_text("He said no.", encoding="utf-8")
    path.chmod(0)
    if os.geteuid() == 0:  # root may read all, so the refusal is made up

        def refuse(*_: object) -> int:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(InputError, match=r"cannot be opened \(permission denied\)"):
        read_article(path)


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(InputError, match=r"holds 50\.0 MB, more than the 10 MB"):
        read_article(path)


def test_a_huge_article_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("He said no. " * 100_000, encoding="utf-8")
    assert path.stat().st_size < TEXT_LIMIT
    with pytest.raises(InputError, match=r"1\.2 MB, more than the 1 MB"):
        read_article(path)
    assert len(read_source(path, tmp_path).text) == 1_200_000


def test_a_hostile_name_stays_one_line(tmp_path: Path) -> None:
    path = tmp_path / "a\nb\x1b[31m.txt"
    path.write_bytes(b"")
    with pytest.raises(InputError) as caught:
        read_article(path)
    assert str(caught.value).isprintable()
