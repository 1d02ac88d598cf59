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


def press(page: Page, keys: str) -> None:
    """Press keys one after the other, and wait until each has been answered."""
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(60)
