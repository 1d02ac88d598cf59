"""Fixtures that more than one step needs: the real parser, and a cache of the test run's own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from quotes.parsing import Parser

# As in a worker of an audit: several processes share the cores (`pytest -n 2`), and torch's
# threads would wait for one another.
os.environ.setdefault("OMP_NUM_THREADS", "1")
# The servers of the tests are on this machine, whatever proxy it has for others.
os.environ |= {"no_proxy": "*", "NO_PROXY": "*"}

# The same texts in every run, and none that fails for having taken long on a busy machine.
settings.register_profile(
    "sure", deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
settings.load_profile("sure")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take long, so that no process works long after the others."""
    long = {i.path for i in items for mark in ("slow", "browser") if i.get_closest_marker(mark)}
    items.sort(key=lambda item: item.path not in long)


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the user's own cache out of the tests, and the tests' out of the user's."""
    os.environ["QUOTES_CACHE"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def parser() -> Parser:
    """Return the real Stanza pipeline on the embedded models, loaded once a session."""
    from quotes.parsing import Parser

    return Parser.open()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return a real browser, headless, driven by Playwright; one for the whole session."""
    from tests.writers.browser import CHROMIUM

    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=60_000)  # other work may load the machine
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, timeout=300_000)
        yield browser
        browser.close()
