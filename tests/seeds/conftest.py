"""One audit of the seeds, by the real pipeline, for every test that asks about it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from quotes.batch.run import Batch
from quotes.batch.workers import Auditor, Done, Task
from quotes.cli.loading import Reading
from quotes.pipeline import Audit
from quotes.settings import Settings
from quotes.tools import Tools
from quotes.writers import WRITERS
from tests.seeds.expectations import SEEDS, Outcome, outcomes, read_expected

if TYPE_CHECKING:
    from quotes.parsing import Parser


@dataclass
class Here:
    """Audits in this process, with the parser that other tests use too."""

    auditor: Auditor

    def run(self, tasks: Iterable[Task]) -> Iterator[Done]:
        return map(self.auditor.do, tasks)


@pytest.fixture(scope="session")
def audited(parser: Parser) -> tuple[Outcome, ...]:
    """Return every expectation with what an audit as `quotes audit` makes it reported of it."""
    settings = Settings(originals=SEEDS / "originals")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("quotes.parsing.Parser.open", lambda *_, **__: parser)
        auditor = Auditor(Audit(Tools.open(settings)))
    with Batch.open(settings, None) as batch:
        batch.here = auditor
        assert batch.plan(Reading([str(SEEDS / "articles")]))
        batch.prepare(alone=True)
        for event in batch.work(Here(auditor)):
            assert event.failed is None
        report = json.loads(WRITERS["json"].render(batch.report()))
    return outcomes(read_expected(), report)


@pytest.fixture(scope="session")
def floors() -> dict[str, int]:
    """Return the figures that the seeds must not fall below (or rise above)."""
    with (Path(__file__).parent / "floors.toml").open("rb") as file:
        return {str(name): int(value) for name, value in tomllib.load(file)["floors"].items()}
