"""Where Chromium lies, and what tests read off the page."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)


def current(page: Page) -> str | None:
    """Return the identifier of the quotation that is unfolded."""
    part = page.locator(".row.open")
    return part.get_attribute("data-id") if part.count() else None


def listed(page: Page) -> list[str]:
    """Return the identifiers of the rows on the page, in order."""
    held: list[str] = page.eval_on_selector_all(".row", "rows => rows.map(r => r.dataset.id)")
    return held


def faults(page: Page) -> list[tuple[str, str]]:
    """Return what axe-core finds fault with, and the first part it is about."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in found]


def press(page: Page, keys: str) -> None:
    """Press keys one after the other, and wait until each has been answered."""
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(60)
