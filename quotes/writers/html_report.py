"""The report as a page that an editor works from: a queue of quotations, a card for each.

The page asks nothing of a network. Its texts travel as JSON in blocks that no browser runs,
and a script places them as text, never as markup; a Content-Security-Policy names that script
and the style by their digests, so that nothing else can run even if a text got past it.

A small report is one file. A large one keeps its articles in files of their own beside the
page (`page/0001.js`), which are read when a card of theirs is opened: a browser forbids a page
on a disk to read JSON, and lets it load a script.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, select_autoescape

from quotes.model import Report
from quotes.writers.page_data import Data, article_data, page_index
from quotes.writers.page_figures import figures
from quotes.writers.page_texts import catalogue
from quotes.writers.shown_text import whole

SCRIPTS = ("text.js", "data.js", "decisions.js", "dialogs.js", "card.js", "queue.js", "views.js")
ODD = re.compile("[<\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
LARGE = 2_000_000  # bytes of cards beyond which they are kept out of the page: a mail's size


def render(report: Report) -> bytes:
    """Return the whole page in one file."""
    return page(report, [json_text(data) for data in _articles(report)])


def parts(report: Report) -> Iterator[tuple[str, bytes]]:
    """Yield the page's files with their names: one, or for a large report one an article besides.

    Of a large report one article is held at a time.
    """
    held: list[str] = []
    size = 0
    for at, data in enumerate(_articles(report)):
        held.append(json_text(data))
        size += len(held[-1])
        if size > LARGE:
            first = at - len(held) + 1
            for number, text in enumerate(held, first):
                yield f"page/{number:05}.js", f"quotesArticle({number},{text});\n".encode()
            held.clear()
    if size <= LARGE:
        yield "index.html", page(report, held)
        return
    first = len(report.articles) - len(held)
    for number, text in enumerate(held, first):
        yield f"page/{number:05}.js", f"quotesArticle({number},{text});\n".encode()
    yield "index.html", page(report)


def page(report: Report, cards: list[str] | None = None, server: Data | None = None) -> bytes:
    """Return the page; without `cards` it loads them, and with `server` it keeps decisions there.

    `server` is what the page is told of the server: who decides.
    """
    style, script = _asset("page.css"), _script()
    return (
        template()
        .render(
            blocks={
                "index": json_text(page_index(report)),
                "catalogue": json_text(catalogue("es")),
                "figures": json_text(figures(report)),
                "server": json_text(server),
            },
            cards=cards or [],
            style=style,
            script=script,
            policy=policy(server=server is not None),
        )
        .encode()
    )


def policy(*, server: bool = False) -> str:
    """Return the page's Content-Security-Policy: this script, this style, and nothing else.

    "strict-dynamic" lets the page's own script, and no markup, load the files of a large report.
    """
    connect = "'self'" if server else "'none'"
    return (
        f"default-src 'none'; style-src '{_digest(_asset('page.css'))}'; "
        f"script-src '{_digest(_script())}' 'strict-dynamic'; img-src data:; "
        f"connect-src {connect}; base-uri 'none'; form-action 'none'"
    )


@cache
def template() -> Template:
    """Return the page's template, which takes 50 ms to compile."""
    environment = Environment(
        loader=PackageLoader("quotes.writers", "page"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html")


def _articles(report: Report) -> Iterator[Data]:
    return (article_data(article, report.sources) for article in report.articles)


def json_text(data: object) -> str:
    """Return `data` as JSON that is safe within a page and within a script."""
    text = whole(json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":")))
    return ODD.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


@cache
def _script() -> str:
    return "\n".join(('"use strict";', "(() => {", *map(_asset, SCRIPTS), "})();"))


@cache
def _digest(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


@cache
def _asset(name: str) -> str:
    return (files("quotes.writers") / "page" / name).read_text(encoding="utf-8")
