"""A damaged install is told in one line, before a library's native code meets it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from quotes.errors import ModelError
from quotes.ml import shipped
from quotes.ml.trees import Booster
from training.manifest import listed

FOREST = shipped.ROOT / "locate" / "last.txt"


def test_the_manifest_names_what_is_shipped() -> None:
    assert shipped.manifest() == listed(), "weights made anew? python -m training.manifest"
    assert shipped.damaged() == []
    shipped.check_sizes()


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of two shipped files, and have it be the program's own."""
    for name in ("locate/last.txt", "locate/last.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(shipped.ROOT / name, tmp_path / name)
    monkeypatch.setattr(shipped, "ROOT", tmp_path)
    known = {name: shipped.manifest()[name] for name in ("locate/last.txt", "locate/last.json")}
    monkeypatch.setattr(shipped, "manifest", lambda: known)
    return tmp_path


def test_a_cut_or_missing_file_is_told_when_an_audit_begins(copy: Path) -> None:
    shipped.check_sizes()
    file = copy / "locate" / "last.json"
    file.write_bytes(file.read_bytes()[:100])
    with pytest.raises(ModelError, match=r"last\.json: damaged \(100 bytes, not \d+\): reinstall"):
        shipped.check_sizes()
    file.unlink()
    with pytest.raises(ModelError, match=r"last\.json: missing: reinstall"):
        shipped.check_sizes()
    assert shipped.damaged() == ["locate/last.json: missing or unreadable"]


def test_a_file_of_the_right_size_with_other_bytes_is_told(copy: Path) -> None:
    file = copy / "locate" / "last.txt"
    file.write_bytes(bytes(file.stat().st_size))
    shipped.check_sizes()
    assert shipped.damaged() == ["locate/last.txt: damaged"]
    with pytest.raises(ModelError, match=r"last\.txt: damaged \(other bytes"):
        Booster(file)


@pytest.mark.parametrize("share", [0.0, 0.02, 0.3, 0.5, 0.98])
def test_trees_cut_anywhere_do_not_end_the_process(tmp_path: Path, share: float) -> None:
    data = FOREST.read_bytes()
    cut = tmp_path / "cut.txt"
    cut.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(ModelError, match=r"cut\.txt: the model is damaged: reinstall"):
        Booster(cut)
    cut.unlink()
    with pytest.raises(ModelError, match=r"cut\.txt: the model cannot be read \(No such file"):
        Booster(cut)


@pytest.mark.parametrize("held", ["", "{", "[]", '{"a": 1}', json.dumps({"a": ["x", "y"]})])
def test_a_damaged_manifest_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: str
) -> None:
    (tmp_path / "manifest.json").write_text(held)
    monkeypatch.setattr(shipped, "MANIFEST", tmp_path / "manifest.json")
    with pytest.raises(ModelError, match=r"manifest\.json: damaged or missing"):
        shipped.manifest.__wrapped__()
