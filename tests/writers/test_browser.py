"""The page in a real browser: its own script runs, nothing else does, nothing is requested."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from quotes.model import AuditedArticle, Report
from quotes.writers import WRITERS
from tests.writers.browser import CHROMIUM, document, scripted
from tests.writers.hostile import HOSTILE, hostile_report
from tests.writers.sample import sample_report

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]


def everything_hostile() -> Report:
    reports = [hostile_report(text) for text in HOSTILE]
    articles = tuple(article for report in reports for article in report.articles)
    sources = tuple(source for report in reports for source in report.sources)
    return Report("signature", "", articles, sources, HOSTILE)


def title(dom: str) -> str:
    return dom.split("<title>")[1].split("</title>", maxsplit=1)[0]


def test_no_script_in_a_text_runs_and_the_page_works(tmp_path: Path) -> None:
    dom = document(WRITERS["html"].write(everything_hostile(), tmp_path))
    assert title(dom).startswith("Quotation audit")
    assert '<div class="tools scripted">' in dom, "the page's own script ran"
    assert "&lt;script&gt;document.title='owned'&lt;/script&gt;" in dom


def test_the_policy_stops_what_escaping_would_miss(tmp_path: Path) -> None:
    page = WRITERS["html"].write(sample_report(), tmp_path)
    attack = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
    html = page.read_text(encoding="utf-8").replace("<main", f"{attack}<main")
    page.write_text(html, encoding="utf-8")
    dom = document(page)
    assert "owned" not in title(dom)
    assert '<div class="tools scripted">' in dom


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """A web server that notes what it is asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()


def test_nothing_is_requested(listener: tuple[str, list[str]], tmp_path: Path) -> None:
    address, asked = listener
    text = (
        f'<img src="{address}/a"><link rel=stylesheet href="{address}/b">'
        f'<script src="{address}/c"></script><iframe src="{address}/d"></iframe> {address}/e'
    )
    report = hostile_report(text)
    linked = [replace(a, article=replace(a.article, url=f"{address}/f")) for a in report.articles]
    sources = [replace(source, url=f"{address}/g") for source in report.sources]
    report = replace(report, articles=tuple(linked), sources=tuple(sources))
    dom = document(WRITERS["html"].write(report, tmp_path))
    assert f'href="{address}/f"' in dom
    assert asked == []


STEPS = (
    ("key('j')", "1", "the first card is what needs reading first"),
    ("key('j')", "2", "and so on"),
    ("key('j')", "8", "a misquotation after the drifts"),
    ("key('k')", "2", "back again"),
    ("press('.chip.review'); key('j')", "4", "only what the filter shows"),
    (
        "press('.chip.review'); press('.q[data-card=bridge-txt-6]')",
        "6",
        "a mark opens its card",
    ),
    ("order('text'); key('j')", "7", "in the order of the text"),
    ("key('j'); key('j'); key('j'); key('j')", "9", "the last one stays"),
    ("document.querySelector('select').focus(); key('k', document.activeElement)", "9", "typing"),
)
DRIVER = """
const key = (k, at = document.body) =>
  at.dispatchEvent(new KeyboardEvent('keydown', {key: k, bubbles: true}));
const press = (selector) => document.querySelector(selector).click();
const order = (value) => {
  const list = document.querySelector('#order');
  list.value = value;
  list.dispatchEvent(new Event('change'));
};
const seen = [];
const note = () => {
  const cards = [...document.querySelectorAll('.card.current')].map((c) => c.dataset.number);
  const marks = [...document.querySelectorAll('.q.current')].map((m) => m.dataset.card);
  const open = document.querySelector('.card.current > details').open;
  seen.push([...cards, new Set(marks).size, open].join(' '));
};
"""


def test_keys_filters_order_and_marks(tmp_path: Path) -> None:
    page = WRITERS["html"].write(sample_report(), tmp_path)
    steps = "".join(f"{step}; note();\n" for step, _, _ in STEPS)
    dom = scripted(page, f"{DRIVER}{steps}document.title = seen.join('|');")
    assert title(dom).split("|") == [f"{number} 1 true" for _, number, _ in STEPS]


def test_a_filter_says_how_many_it_shows(tmp_path: Path) -> None:
    page = WRITERS["html"].write(sample_report(), tmp_path)
    chips = "for (const c of ['drift', 'misquoted']) document.querySelector(`.chip.${c}`).click();"
    dom = scripted(page, chips)
    assert "Showing 3 of 9 quotations." in dom
    assert len(re.findall(r'<article class="card [^>]* hidden=""', dom)) == 6


def test_a_link_to_a_quotation_opens_it(tmp_path: Path) -> None:
    page = WRITERS["html"].write(sample_report(), tmp_path)
    dom = scripted(page, "location.hash = '#bridge-txt-5'; dispatchEvent(new Event('hashchange'));")
    card = dom.split('id="bridge-txt-5"')[1]
    assert card.index('<details open="">') < card.index("</article>")


def test_a_page_without_quotations_stands(tmp_path: Path) -> None:
    article = sample_report().articles[1].article
    bare = replace(sample_report(), articles=(AuditedArticle(article, ()),))
    assert "No quotations found" in document(WRITERS["html"].write(bare, tmp_path))
