"""A real Ray of two workers on this machine; one is killed in the middle, and nothing is lost."""

from __future__ import annotations

import os
import signal
from importlib.util import find_spec
from pathlib import Path

import pytest

from quotes.batch.run import Batch
from quotes.batch.run_store import RunStore
from quotes.batch.stages import Keys
from quotes.batch.workers import Workers
from quotes.errors import ModelError
from quotes.settings import Settings
from quotes.writers import WRITERS
from tests.batch.stub import articles, opened
from tests.processes import alive, descendants

# Not imported: that would take its seconds in every process that collects the tests.
pytestmark = pytest.mark.skipif(
    find_spec("ray") is None,
    reason="Ray is not installed: pip install 'quotes-audit[cluster]'",
)
KEYS = Keys("f", "l", "j|l", {})
TEXTS = [*("sleep 0.1" for _ in range(12)), "raise too soon", "sleep 0.1"]


@pytest.mark.slow
def test_a_worker_killed_in_the_middle_costs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from quotes.batch.cluster import NOT_STARTED, Cluster

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    reports, killed = [], []
    for pool in (
        Cluster(Settings(), jobs=2, limit=60, opener=opened),
        Workers(Settings(), 2, 60, opened),
    ):
        with Batch(Settings(), RunStore(None), KEYS) as batch:
            assert batch.plan(articles(*TEXTS)) == len(TEXTS)
            try:
                for number, _ in enumerate(batch.work(pool)):
                    if isinstance(pool, Cluster) and number == 2:
                        killed = _actors()
                        os.kill(killed[0], signal.SIGKILL)
            except ModelError as error:
                if NOT_STARTED in str(error):  # its own time limits, on a machine under load
                    pytest.skip(str(error))
                raise
            reports.append(WRITERS["json"].render(batch.report()))
    assert killed
    assert b"ZeroDivisionError: too soon, twice" in reports[0]
    assert reports[0] == reports[1]


def _actors() -> list[int]:
    """Return the processes of this Ray that work as actors: it names them so."""
    names = {pid: Path(f"/proc/{pid}/cmdline") for pid in descendants(os.getpid())}
    found = {pid: name.read_bytes() for pid, name in names.items() if alive(pid)}
    return [pid for pid, name in found.items() if b"ray::" in name and b"Map" in name]
