"""A short seed of `benchmarks.fuzz`: whatever is read, mutated, is read or refused in a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import fuzz
from quotes.readers import read_articles
from tests.readers.packed import warc_file
from tests.readers.samples import HTML


@pytest.mark.parametrize("target", fuzz.targets(), ids=lambda target: str(target.name))
def test_what_is_mutated_is_read_or_refused_in_a_line(target: fuzz.Target) -> None:
    assert fuzz.fuzz([target], seed=16, seconds=60, rounds=6) == []


def test_a_broken_archive_is_told_and_nothing_else_is(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(
        warc_file({"https://example.org/a": HTML.encode()}) + b"\n<!-- words -->\n" * 9
    )
    list(read_articles(path))
    assert capfd.readouterr() == ("", "")
