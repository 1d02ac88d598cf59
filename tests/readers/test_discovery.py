from __future__ import annotations

import os
from pathlib import Path

import pytest

from quotes.readers import ARTICLE_SUFFIXES, discover, read_article, read_source


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.md", "deep/c.HTML", "deep/.hidden.txt", ".git/d.txt", "expected.json"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("The mayor said so.", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("", ["a.md", "b.txt", "deep/c.HTML"]),
        ("deep", ["deep/c.HTML"]),
        ("b.txt", ["b.txt"]),
        ("*.txt", ["b.txt"]),
        ("*", ["a.md", "b.txt", "deep/c.HTML"]),
        ("**/*.HTML", ["deep/c.HTML"]),
        ("deep/.hidden.txt", ["deep/.hidden.txt"]),
    ],
)
def test_names_files_folders_and_globs(newsroom: Path, pattern: str, expected: list[str]) -> None:
    found = discover([f"{newsroom}/{pattern}"], ARTICLE_SUFFIXES)
    assert [path.relative_to(newsroom).as_posix() for path in found.paths] == expected
    assert found.problems == ()


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("missing.txt", "no such file or folder"),
        ("empty", "no readable file in this folder"),
        ("expected.json", ".json files are not read: give one of .docx"),
        ("*.pages", "matches no file"),
        ("x" * 300, "no such file or folder"),
        ("nul\0.txt", "no such file or folder"),
    ],
)
def test_what_cannot_be_found_is_one_problem(newsroom: Path, pattern: str, message: str) -> None:
    found = discover([newsroom / pattern, newsroom / "b.txt"], ARTICLE_SUFFIXES)
    assert [path.name for path in found.paths] == ["b.txt"]
    assert len(found.problems) == 1
    assert message in str(found.problems[0])
    assert str(found.problems[0]).isprintable()


def test_each_file_once_however_named(newsroom: Path) -> None:
    (newsroom / "again.txt").symlink_to(newsroom / "b.txt")
    names: list[str | Path] = [
        newsroom / "b.txt",
        newsroom,
        str(newsroom / "deep" / ".." / "b.txt"),
    ]
    found = discover(names, ARTICLE_SUFFIXES)
    assert [path.name for path in found.paths] == ["a.md", "b.txt", "c.HTML"]


def test_a_file_whose_name_looks_like_a_pattern(tmp_path: Path) -> None:
    odd = tmp_path / "what [now]?.txt"
    odd.write_text("x", encoding="utf-8")
    assert discover([odd], ARTICLE_SUFFIXES).paths == (odd,)


def test_a_dangling_link_is_named(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing.txt")
    found = discover([tmp_path / "gone.txt"], ARTICLE_SUFFIXES)
    assert "a link to nothing" in str(found.problems[0])


def test_leftovers_are_counted_and_named_once(tmp_path: Path) -> None:
    for name in ("a.txt", "old.doc", "older.doc", "voice.mp3", "notes", ".hidden.doc", "~$a.docx"):
        (tmp_path / name).write_text("The mayor said so.", encoding="utf-8")
    (tmp_path / "nothing.txt").touch()
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "missing.txt")
    (tmp_path / "twice.txt").symlink_to(tmp_path / "a.txt")
    found = discover([tmp_path, tmp_path / "*"], ARTICLE_SUFFIXES)
    assert [path.name for path in found.paths] == ["a.txt"]
    assert found.summary() == (
        "left out, not read: 2 .doc (old.doc, older.doc); 1 .mp3 (voice.mp3); 1 empty "
        "(nothing.txt); 1 links to nothing (gone.txt); 1 lock (~$a.docx); 1 pipes, devices or "
        "folders (pipe.txt); 1 without a suffix (notes)"
    )
    assert discover([tmp_path / "a.txt"], ARTICLE_SUFFIXES).summary() is None


def test_a_name_that_is_no_utf8(tmp_path: Path) -> None:
    odd = tmp_path / os.fsdecode(b"espa\xf1a.txt")
    odd.write_text("La alcaldesa dijo que no.", encoding="utf-8")
    assert discover([tmp_path], ARTICLE_SUFFIXES).paths == (odd,)
    assert read_source(odd, tmp_path).document == "espa\\udcf1a.txt"
    assert read_article(odd).path.isprintable()


def test_a_folder_too_deep_to_be_named_costs_no_other_article(
    newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(newsroom / "deep")
    for _ in range(20):  # more than the 4,096 bytes that a path may have
        os.mkdir("x" * 240)  # noqa: PTH102 - from where we stand
        os.chdir("x" * 240)
    Path("e.txt").write_text("The mayor said so.", encoding="utf-8")
    found = discover([newsroom], ARTICLE_SUFFIXES)
    assert [path.name for path in found.paths] == ["a.md", "b.txt", "c.HTML"]
    assert found.problems == ()
    assert "1 folders that cannot be entered" in str(found.summary())
