"""Bad input, through the real command line: one clear line that names the file, and exit code 2.

Where a bad file is not all there is, the rest is done and the bad one is a warning.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from quotes.cli.loading import Reading
from quotes.tools import sources_in
from quotes.writers import WRITERS
from tests.cli.command import quotes
from tests.cli.desk import ARTICLE, AUDIT, HEADER, NOISE, PORTUGUESE, refused
from tests.writers.sample import sample_report

Make = Callable[[Path], object]


def nothing(_: Path) -> None: ...


def text(name: str, content: str) -> Make:
    def make(desk: Path) -> None:
        (desk / name).parent.mkdir(exist_ok=True)
        (desk / name).write_text(content, encoding="utf-8")

    return make


def data(name: str, content: bytes) -> Make:
    return lambda desk: (desk / name).write_bytes(content)


def folder(name: str) -> Make:
    return lambda desk: (desk / name).mkdir()


def large(desk: Path) -> None:
    (desk / "large.txt").write_text(ARTICLE * 600_000, encoding="utf-8")


CASES: list[tuple[str, Make, list[str], list[str]]] = [
    ("missing path", nothing, ["none.txt", *AUDIT], ["none.txt", "no such file"]),
    ("missing folder", nothing, ["none/", *AUDIT], ["none/", "no such file"]),
    ("pattern without a match", nothing, ["no*.txt", *AUDIT], ["no*.txt", "matches no file"]),
    ("empty folder", folder("empty"), ["empty", *AUDIT], ["empty", "no readable file"]),
    ("empty file", data("empty.txt", b""), ["empty.txt", *AUDIT], ["empty.txt", "empty"]),
    ("blank file", data("b.txt", b" \n\t\n"), ["b.txt", *AUDIT], ["b.txt", "no text"]),
    ("noise", data("noise.txt", NOISE), ["noise.txt", *AUDIT], ["noise.txt", "binary"]),
    (
        "a picture called text",
        data("photo.txt", b"\x89PNG\r\n\x1a\n" + bytes(900)),
        ["photo.txt", *AUDIT],
        ["photo.txt", "binary"],
    ),
    ("another format", data("a.pages", b"x"), ["a.pages", *AUDIT], ["a.pages", ".txt"]),
    ("no suffix", data("article", b"x"), ["article", *AUDIT], ["article", "suffix"]),
    ("50 MB", large, ["large.txt", *AUDIT], ["large.txt", "MB"]),
    ("no originals named", nothing, ["good.txt"], ["--originals"]),
    ("missing originals", nothing, ["good.txt", "--originals", "gone"], ["gone"]),
    ("empty originals", folder("bare"), ["good.txt", "--originals", "bare"], ["bare"]),
    (
        "originals without Spanish",
        text("fremd/a.txt", PORTUGUESE),
        ["good.txt", "--originals", "fremd"],
        ["fremd", "Spanish"],
    ),
    (
        "a broken glossary line",
        text("ours.csv", f"{HEADER}alcalde,mayor,,,no\nroto,a,b\n"),
        ["good.txt", *AUDIT, "--glossary", "ours.csv"],
        ["ours.csv:3"],
    ),
    (
        "a glossary that is none",
        text("ours.csv", "hello\n"),
        ["good.txt", *AUDIT, "--glossary", "ours.csv"],
        ["ours.csv:1"],
    ),
    (
        "a missing glossary",
        nothing,
        ["good.txt", *AUDIT, "--glossary", "no.csv"],
        ["no.csv"],
    ),
    (
        "an unknown translator",
        nothing,
        ["good.txt", *AUDIT, "--translator", "gogle"],
        ["gogle", "did you mean 'google'"],
    ),
    (
        "an unknown check",
        nothing,
        ["good.txt", *AUDIT, "--ignore", "lost-negatoin"],
        ["lost-negatoin", "did you mean 'lost-negation'"],
    ),
    (
        "an unknown parser",
        nothing,
        ["good.txt", *AUDIT, "--parser", "embeded"],
        ["embeded", "did you mean 'embedded'"],
    ),
    (
        "an unknown setting",
        text("quotes.toml", 'translater = "auto"\n'),
        ["good.txt", *AUDIT],
        ["quotes.toml", "translater", "did you mean 'translator'"],
    ),
    (
        "settings that are no TOML",
        text("quotes.toml", "translator = \n"),
        ["good.txt", *AUDIT],
        ["quotes.toml", "TOML"],
    ),
    (
        "settings too deep",
        text("quotes.toml", "a = " + "[" * 3_000),
        ["good.txt", *AUDIT],
        ["quotes.toml", "TOML"],
    ),
    (
        "a file where the report folder should be",
        nothing,
        ["good.txt", *AUDIT, "--report", "good.txt"],
        ["good.txt", "cannot be written"],
    ),
]


@pytest.mark.parametrize(
    ("make", "arguments", "words"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_bad_input_is_one_clear_line(
    make: Make, arguments: list[str], words: list[str], desk: Path
) -> None:
    make(desk)
    refused(quotes("audit", *arguments, folder=desk), *words)


NARROW = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"}


@pytest.mark.parametrize("arguments", [("checks",), ("explain", "D101"), ("report", "report.json")])
def test_an_ascii_terminal_is_written_to(arguments: tuple[str, ...], desk: Path) -> None:
    WRITERS["json"].write(sample_report(), desk)
    prefix = ("env", *(f"{name}={value}" for name, value in NARROW.items()))
    answer = quotes(*arguments, folder=desk, prefix=prefix)
    assert answer.code == 0
    assert answer.err == ""
    assert answer.out


LINES: list[tuple[str, list[str], bytes, list[str]]] = [
    ("pairs that are no JSON", ["compare", "--pairs", "-"], b"{\n", ["-:1", "JSON"]),
    (
        "a pair whose quote is null",
        ["compare", "--pairs", "-"],
        b'\n{"id":1}\n',
        ["-:2", "original"],
    ),
    ("a pair that is a list", ["compare", "--pairs", "-"], b"[1]\n", ["-:1"]),
    ("bytes that are no text", ["compare", "--pairs", "-"], b"\xff\xfe{}\n", ["-"]),
    ("a missing file of pairs", ["compare", "--pairs", "no.jsonl"], b"", ["no.jsonl"]),
    ("a folder as pairs", ["compare", "--pairs", "originals"], b"", ["originals"]),
    ("quotes without originals", ["locate", "words"], b"", ["--originals"]),
    ("a report that is none", ["report", "good.txt"], b"", ["good.txt", "not a report"]),
    ("a missing report", ["report", "no.json"], b"", ["no.json"]),
    ("an unknown format", ["report", "no.json", "--format", "htm"], b"", ["'html'"]),
    ("nothing to compare", ["compare", "sólo español"], b"", ["nothing to compare"]),
    (
        "a pair with a number",
        ["compare", "--pairs", "-"],
        b'{"id":1,"original":7,"quote":""}\n',
        ["-:1", "'original' is no text"],
    ),
    (
        "a pair without a quote",
        ["compare", "--pairs", "-"],
        b'{"id":1,"original":"No.","quote":null}\n',
        ["-:1", "'quote' is no text"],
    ),
    (
        "an id that is no number",
        ["locate", "--quotes", "-", *AUDIT],
        b'{"id":NaN,"quote":"a"}\n',
        ["-:1", "NaN"],
    ),
    ("a number without end", ["compare", "--pairs", "-"], b'{"id":1e999}\n', ["-:1", "1e999"]),
    ("pairs too deep", ["compare", "--pairs", "-"], b'{"id":' + b"[" * 100_000, ["-:1", "JSON"]),
    ("pairs without end", ["compare", "--pairs", "/dev/zero"], b"", ["/dev/zero", "a device"]),
    ("a report without end", ["report", "/dev/zero"], b"", ["/dev/zero", "a device"]),
    (
        "a baseline without end",
        ["audit", "good.txt", *AUDIT, "--baseline", "/dev/zero"],
        b"",
        ["/dev/zero", "a device"],
    ),
    (
        "a glossary without end",
        ["audit", "good.txt", *AUDIT, "--glossary", "/dev/zero"],
        b"",
        ["/dev/zero", "a device"],
    ),
]


@pytest.mark.parametrize(
    ("arguments", "stdin", "words"), [c[1:] for c in LINES], ids=[c[0] for c in LINES]
)
def test_other_commands_refuse_as_clearly(
    arguments: list[str], stdin: bytes, words: list[str], desk: Path
) -> None:
    refused(quotes(*arguments, folder=desk, stdin=stdin), *words)


def test_no_page_of_somebody_elses_is_written_over(desk: Path) -> None:
    (desk / "index.html").write_text("<title>The harbour</title><p>Our own page.")
    refused(quotes("audit", "good.txt", *AUDIT, "--report", ".", folder=desk), "index.html")
    assert "Our own page" in (desk / "index.html").read_text()


def test_the_files_of_a_report_are_neither_articles_nor_originals(desk: Path) -> None:
    folder = desk / "articles" / "report"
    for name in ("html", "markdown", "jsonl", "terminal"):
        WRITERS[name].write(sample_report(), folder)
    own = folder / "statement.md"
    own.write_text("No vendimos el hospital de Puerto Almendro.", encoding="utf-8")
    assert own in Reading([str(desk / "articles")]).paths
    assert sources_in(folder).paths == (own,)
    assert sources_in(folder).summary() is None
    assert not {path.name for path in Reading([str(folder)]).paths} & {"report.md", "report.txt"}


def test_the_page_of_a_report_is_no_article(desk: Path) -> None:
    WRITERS["html"].write(sample_report(), desk / "articles" / "report")
    (desk / "articles" / "index.html").write_text(f"<p>{ARTICLE}")
    found = Reading([str(desk / "articles")])
    assert [Path(article.path).parts[-2:] for article in found] == [("articles", "index.html")]
    assert found.paths == (desk / "articles" / "index.html",)
    assert found.left_out == ["articles: left out, not read: 1 page of a report (index.html)"]
