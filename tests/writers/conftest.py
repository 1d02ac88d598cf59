"""A real browser for the page: Chromium, headless, driven by Playwright."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from quotes.model import Report
from quotes.writers import WRITERS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Opened = Callable[..., "Page"]


@pytest.fixture
def opened(chromium: Browser, tmp_path: Path) -> Iterator[Opened]:
    """Open the page of a report from the disk; a fault in its script fails the test."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    faults: list[str] = []

    def open_(report: Report, address: str = "") -> Page:
        written = WRITERS["html"].write(report, tmp_path / "report")
        page = context.new_page()
        page.set_default_timeout(60_000)  # other work may load the machine
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.goto(written.as_uri() + address)
        return page

    yield open_
    context.close()
    assert faults == []
