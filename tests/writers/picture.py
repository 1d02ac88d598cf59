"""The page's picture for the README and the documentation, made anew by one command.

quotes audit seeds/articles --originals seeds/originals --report reports --fail-on never
python -m tests.writers.picture reports docs/report.png
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.writers.browser import CHROMIUM

WIDTH, HEIGHT = 1280, 800


def main() -> None:
    """Open the page of a report folder and keep what a reader sees first."""
    folder, picture = (Path(name) for name in sys.argv[1:3])
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale="en-GB")
        page.goto((folder / "index.html").resolve().as_uri())
        page.locator(".card-body").wait_for()
        page.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    main()
