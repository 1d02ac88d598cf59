"""The report as a page that an editor works from: a queue of quotations, a card for each, figures.

The page asks nothing of a network. Its texts travel as JSON in blocks that no browser runs,
and a script places them as text, never as markup; a Content-Security-Policy names that script
and the style by their digests, so that nothing else can run even if a text got past it.

A small report is one file. A large one keeps its articles in files of their own beside the
page (`page/0001.js`), which are read when a card of theirs is opened, and the words of its rows
in another (`page/rows.js`), which is read once the first rows are shown: a browser forbids a
page on a disk to read JSON, and lets it load a script.

A figure (how the risks lie, which findings, speakers and sources weigh most) is a picture made
here by leather and the numbers behind it, which the page shows as a table: the picture travels as
an image, in which no script can run.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, select_autoescape

from quotes.model import FLAGGED, AuditedQuotation, Report, worded
from quotes.writers.message_translation import parts, templates, translated
from quotes.writers.page_data import WORDS, Data, article_data, page_index
from quotes.writers.page_texts import catalogue
from quotes.writers.shown_text import WORDINGS, counts, one_line, whole

SCRIPTS = ("text.js", "data.js", "decisions.js", "dialogs.js", "card.js", "queue.js", "views.js")
ODD = re.compile("[<\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
FIRST = 60  # rows whose words are in the page itself: those in sight at first
LARGE = 2_000_000  # bytes of cards beyond which they are kept out of the page: a mail's size


def render_html(report: Report) -> bytes:
    """Return the whole page in one file."""
    return page(report, [json_text(data) for data in _articles(report)])


def parts_html(report: Report) -> Iterator[tuple[str, bytes]]:
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
    index = page_index(report)
    yield ROWS, row_words(index)
    yield "index.html", page(report, index=index)


ROWS = "page/rows.js"


def left_html(folder: Path) -> set[str]:
    """Return the names of the files that a large page left in a folder, those of this one too."""
    numbered = {f"page/{one.name}" for one in (folder / "page").glob("[0-9]*.js")}
    return {name for name in numbered if re.fullmatch(r"page/\d{5}\.js", name)} | {ROWS}


def row_words(index: Data) -> bytes:
    """Return the words and the finding of every row as the script that hands them to the page."""
    return f"quotesRows({json_text([row[WORDS] for row in index['rows']])});\n".encode()


def _without_words(index: Data) -> Data:
    """Return an index whose rows, but the first ones, leave their words to `ROWS`."""
    rows = index["rows"]
    bare = [[*row[: WORDS.start], 0, 0, *row[WORDS.stop :]] for row in rows[FIRST:]]
    return index | {"rows": rows[:FIRST] + bare}


def page(
    report: Report,
    cards: list[str] | None = None,
    server: Data | None = None,
    index: Data | None = None,
) -> bytes:
    """Return the page; without `cards` it loads them, and with `server` it keeps decisions there.

    `server` is what the page is told of the server: who decides. `index` is that of the report
    (`page_index`) where it was made before.
    """
    style, script = _asset("page.css"), _script()
    index = index or page_index(report)
    return (
        template()
        .render(
            blocks={
                "index": json_text(_without_words(index) if cards is None else index),
                "catalogue": json_text(catalogue("es")),
                "templates": json_text(
                    [[one, catalogue("es", "worded")[one]] for one in templates()]
                ),
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


MOST = 10  # bars in a figure: what a reader compares at a glance
LABEL = 34  # characters of a bar's name
WIDTH, ROW = 620, 30
BLUE = "#2b5c9e"
Bars = list[tuple[str, int]]


def figures(report: Report) -> list[dict[str, Any]]:
    """Return the figures: a title, a picture as a data address, and rows of (name, number)."""
    held = [q for article in report.articles for q in article.quotations]
    flagged = [q for q in held if q.status in FLAGGED]
    titles = {source.document: source.title or source.document for source in report.sources}
    drawn = {
        "Quotations by status": _statuses(report),
        "Risk over the run": _risks(held),
        "Findings by kind": _most(f"{f.code} {f.name}" for q in held for f in q.findings),
        "Flagged quotations by speaker": _most(_speaker(q) for q in flagged),
        "Flagged quotations by source": _most(
            titles.get(q.location.passages[0].document, q.location.passages[0].document)
            for q in flagged
            if q.location.passages
        ),
    }
    return [_figure(title, bars) for title, bars in drawn.items() if bars]


def _figure(title: str, bars: Bars) -> dict[str, Any]:
    """Return a figure with a picture in each language in which its names differ."""
    told = [(parts(name), number) for name, number in bars]
    spanish = [(_kind(translated(name, "es"), "es"), number) for name, number in told]
    pictures = {"en": _picture(bars)} | ({"es": _picture(spanish)} if spanish != bars else {})
    return {"title": title, "pictures": pictures, "rows": told}


def _kind(name: str, language: str) -> str:
    """Return "D302 false-friend" with the check's name in a language, any other name as it is."""
    code, _, check = name.partition(" ")
    return f"{code} {catalogue(language)[check]}" if check in catalogue(language) else name


def _statuses(report: Report) -> Bars:
    return [(WORDINGS[status].label, number) for status, number in counts(report).items() if number]


def _risks(held: list[AuditedQuotation]) -> Bars:
    risks = [min(int(q.risk * 10), 9) for q in held if q.risk is not None]
    found = Counter(risks)
    return (
        [(f"{at / 10:.1f} – {(at + 1) / 10:.1f}", found[at]) for at in range(10)] if risks else []
    )


def _speaker(audited: AuditedQuotation) -> str:
    return audited.quotation.speaker.name if audited.quotation.speaker else worded("nobody named")


def _most(names: Any) -> Bars:  # noqa: ANN401 - any iterable of names
    return [(one_line(name), number) for name, number in Counter(names).most_common(MOST)]


def _picture(bars: Bars) -> str:
    import leather  # noqa: PLC0415 - only the page needs it
    from leather import theme  # noqa: PLC0415 - only the page needs it

    theme.background_color = "none"
    theme.tick_font_family = theme.title_font_family = theme.axis_title_font_family = "sans-serif"
    theme.tick_color, theme.label_color = "#e4e4e4", "#333333"
    theme.tick_font_size = 13
    highest = max(number for _, number in bars)
    chart = leather.Chart()
    chart.add_x_scale(0, highest or 1)
    chart.add_x_axis(ticks=_ticks(highest))
    chart.add_bars([(number, _short(name)) for name, number in bars], fill_color=BLUE)
    drawing = chart.to_svg(width=WIDTH, height=ROW * len(bars) + 60)
    encoded = base64.b64encode(drawing.encode("utf-8", "replace")).decode("ascii")
    return f"data:image/svg+xml;base64,{encoded}"


def _ticks(highest: int) -> list[int]:
    step = next(s * 10**e for e in range(9) for s in (1, 2, 5) if s * 10**e * 5 >= highest)
    return list(range(0, highest + 1, step))


def _short(name: str) -> str:
    return name if len(name) <= LABEL else f"{name[: LABEL - 1]}…"
