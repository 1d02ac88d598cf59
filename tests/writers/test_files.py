"""Writing into folders that do not want it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from quotes.errors import ReportError
from quotes.safe_files import write_atomically
from quotes.writers import WRITERS, check_writable
from tests.processes import python
from tests.writers.sample import sample_report

FULL = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
from pathlib import Path
from quotes.errors import ReportError
from quotes.writers import WRITERS
from tests.writers.sample import sample_report
try:
    WRITERS["html"].write(sample_report(), Path(sys.argv[1]))
except ReportError as error:
    print(error)
"""


def test_missing_folders_are_made_and_nothing_else_is_left(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    for writer in WRITERS.values():
        assert writer.write(sample_report(), folder).parent == folder
    names = sorted(path.name for path in folder.iterdir())
    assert names == sorted(writer.filename for writer in WRITERS.values())


def test_a_report_is_as_readable_as_any_new_file(tmp_path: Path) -> None:
    beside = tmp_path / "beside"
    beside.touch()
    path = write_atomically(tmp_path / "report", [b"x"])
    assert path.stat().st_mode == beside.stat().st_mode


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("a file")
    with pytest.raises(ReportError, match="the report cannot be written") as refused:
        check_writable(tmp_path / "reports")
    assert "\n" not in str(refused.value)


def test_a_folder_where_the_file_should_be(tmp_path: Path) -> None:
    (tmp_path / "report.csv").mkdir()
    with pytest.raises(ReportError, match=r"report\.csv: the report cannot be written"):
        WRITERS["csv"].write(sample_report(), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["report.csv"]


def test_a_name_with_a_null_character(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="null"):
        check_writable(tmp_path / "a\x00b")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(ReportError, match="Permission denied"):
        check_writable(tmp_path)


def test_check_writable_leaves_nothing(tmp_path: Path) -> None:
    check_writable(tmp_path / "new")
    assert list((tmp_path / "new").iterdir()) == []


def test_a_full_disk_keeps_the_earlier_report(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("the earlier report")
    said = python(FULL, tmp_path, PYTHONDONTWRITEBYTECODE="1")
    assert "index.html: the report cannot be written (File too large)" in said
    assert said.count("\n") == 1
    assert (tmp_path / "index.html").read_text() == "the earlier report"
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]
