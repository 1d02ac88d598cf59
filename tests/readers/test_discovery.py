from __future__ import annotations

from pathlib import Path

import pytest

from quotes.readers import ARTICLE_SUFFIXES, discover


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
