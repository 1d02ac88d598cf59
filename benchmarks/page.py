"""The page at a newsroom's size, in Chromium: seconds to rows, filter, search; bytes on disk.

    python -m benchmarks.page [ARTICLES [QUOTATIONS_EACH]]

Two thousand articles of fifteen quotations unless told otherwise. What a reader waits for is
the clock from the address to the first card, with Chromium started (a reload): it counts on a
quiet machine only. So the processor time of all of Chromium's processes stands beside it, which
is no less than the wait where they take turns and more where they work at once, and that of the
renderer, which alone runs the page. Writing the page is measured in processor time as well.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from quotes.model import AuditedArticle, Report
from quotes.writers import WRITERS
from tests.writers.browser import CHROMIUM
from tests.writers.sample import enriched_report

PATIENCE = 600_000  # milliseconds: other work may hold the machine
RENDERER = "--type=renderer"
SEARCH = """() => new Promise(done => {
  const field = document.querySelector('#search');
  field.value = 'solheim';
  field.dispatchEvent(new Event('input', {bubbles: true}));
  const look = () => document.querySelector('#count').textContent.includes(' of ')
    ? done() : requestAnimationFrame(look);
  look();
})"""
SCROLL = """() => new Promise(done => {
  let left = 60;
  const step = () => {
    scrollBy(0, 400);
    if (left-- > 0) requestAnimationFrame(step); else done();
  };
  requestAnimationFrame(step);
})"""


def many(articles: int, each: int) -> Report:
    """Return a report of so many articles, whose quotations are the sample's over and over."""
    report = enriched_report()
    base = report.articles[1]

    def article(number: int) -> AuditedArticle:
        held = [base.quotations[n % len(base.quotations)] for n in range(each)]
        named = replace(base.article, path=f"{number}.txt", title=f"Hearing {number}")
        quotations = tuple(replace(q, id=f"{number}#{n}") for n, q in enumerate(held))
        return replace(base, article=named, quotations=quotations)

    return replace(report, articles=tuple(map(article, range(articles))))


def spent(kind: str = "") -> float:
    """Return the processor seconds that Chromium, a child of this process, has used so far.

    `kind` ("--type=renderer") asks for its processes of one kind: the renderer runs the page.
    """
    stats = [_stat(path) for path in Path("/proc").glob("[0-9]*/stat")]
    parents = {pid: parent for pid, parent, _ in stats}
    used = sum(t for pid, _, t in stats if _below(pid, parents) and kind in _command(pid))
    return used / os.sysconf("SC_CLK_TCK")


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(errors="replace")
    except OSError:  # it has ended meanwhile
        return ""


def _stat(path: Path) -> tuple[int, int, int]:
    try:
        head, _, rest = path.read_text().rpartition(")")
    except OSError:  # it has ended meanwhile
        return 0, 0, 0
    fields = rest.split()
    return int(head.split()[0]), int(fields[1]), int(fields[11]) + int(fields[12])


def _below(pid: int, parents: dict[int, int]) -> bool:
    while (pid := parents.get(pid, 0)) > 0:
        if pid == os.getpid():
            return True
    return False


def measured(page: Page) -> Iterator[tuple[str, float]]:
    """Yield the seconds of processor time of what a reader waits for."""
    last = 0.0

    def since() -> float:
        nonlocal last
        before, last = last, spent()
        return last - before

    since()
    renderer = spent(RENDERER)
    started = time.perf_counter()
    page.reload(timeout=PATIENCE, wait_until="commit")
    page.locator(".card-body").wait_for(timeout=PATIENCE)
    yield "open, to the first card, by the clock", time.perf_counter() - started
    yield "open, to the first card", since()
    yield "of which the renderer, which runs the page", spent(RENDERER) - renderer
    page.evaluate(SCROLL)
    yield "a frame, scrolling (mean of 60)", since() / 60
    page.locator(".chip.drift").click()
    yield "filter", since()
    page.locator(".chip.drift").click()
    since()
    page.evaluate(SEARCH)
    yield "search, the first", since()


def main() -> None:
    """Write the page, open it, print what it took."""
    articles, each = [*map(int, sys.argv[1:]), 2000, 15][:2] if sys.argv[1:] else (2000, 15)
    report = many(articles, each)
    with tempfile.TemporaryDirectory() as folder:
        before = time.process_time()
        path = WRITERS["html"].write(report, Path(folder))
        print(f"written in {time.process_time() - before:.1f} s")
        sizes = [file.stat().st_size for file in Path(folder).rglob("*") if file.is_file()]
        index = path.stat().st_size / 1e6
        print(f"{sum(sizes) / 1e6:.1f} MB in {len(sizes)} files, index {index:.1f} MB")
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=CHROMIUM)
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.set_default_timeout(PATIENCE)
            page.goto(path.as_uri(), timeout=PATIENCE)
            page.locator(".card-body").wait_for()
            for name, seconds in measured(page):
                print(f"{name}: {seconds:.3f} s")
            browser.close()


if __name__ == "__main__":
    main()
