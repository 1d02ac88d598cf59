"""Fixtures of the command line's tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.desk import ARTICLE, LETTER


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with one good article and its original."""
    (tmp_path / "good.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "originals").mkdir()
    (tmp_path / "originals" / "carta.md").write_text(LETTER, encoding="utf-8")
    return tmp_path
