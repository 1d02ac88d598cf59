"""One audit of the seeds, by the real command, for every test that asks about it."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.seeds.expectations import SEEDS, Outcome, outcomes, read_expected

AUDIT = "import sys; from quotes.cli import main; sys.exit(main())"


@pytest.fixture(scope="session")
def audited() -> tuple[Outcome, ...]:
    """Return every expectation with what `quotes audit` reported of it."""
    command = [sys.executable, "-c", AUDIT, "audit", str(SEEDS / "articles")]
    options = ["--originals", str(SEEDS / "originals"), "--format", "json", "--fail-on", "never"]
    done = subprocess.run(command + options, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return outcomes(read_expected(), json.loads(done.stdout))


@pytest.fixture(scope="session")
def floors() -> dict[str, int]:
    """Return the figures that the seeds must not fall below (or rise above)."""
    with (Path(__file__).parent / "floors.toml").open("rb") as file:
        return {str(name): int(value) for name, value in tomllib.load(file)["floors"].items()}
