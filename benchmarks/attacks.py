"""What once broke the shipped command, tried again: one line an attack, right or wrong.

    python -m benchmarks.attacks [NAME …] [--list]

Each attack is made anew in an empty folder and met by the real command in a process of its own.
Right is: the exit code that was expected, the words that must be told, no traceback, and
less than `MEMORY` and `SECONDS`. Needs some minutes a dozen; nothing is sent anywhere.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Dialog, sync_playwright

from quotes.writers import WRITERS
from tests.cli.command import QUOTES, without_privileges
from tests.cli.desk import ARTICLE, HEADER, LETTER
from tests.processes import ROOT
from tests.readers.packed import odt_file, word_file, zipped
from tests.readers.samples import PDF_PAGES, drawn, pdf_bytes
from tests.writers.browser import CHROMIUM

MEMORY = 1_500  # MB, models included
SECONDS = 120.0  # of processor time, models loaded included
AUDIT = ("audit", "articles", "--originals", "originals", "--report", "out", "--fail-on", "never")
ONE = ("--jobs", "1")
FAST = ("--translator", "none", "--no-judge", *ONE)
Make = Callable[[Path], object]


@dataclass(frozen=True, slots=True)
class Attack:
    """What is made, the command that meets it, and what must come of it."""

    name: str
    make: Make
    arguments: tuple[str, ...] = (*AUDIT, *FAST)
    codes: tuple[int, ...] = (0,)
    words: tuple[str, ...] = ()
    through: str = ""
    unprivileged: bool = False
    environment: dict[str, str] = field(default_factory=dict)
    after: Callable[[Path], str] = lambda _: ""


def several(*makes: Make) -> Make:
    """Return what makes all of them."""

    def make(desk: Path) -> None:
        for one in makes:
            one(desk)

    return make


def file(name: str, data: str | bytes) -> Make:
    """Return what makes one file."""

    def make(desk: Path) -> None:
        path = desk / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data)

    return make


def nothing(_: Path) -> None:
    """Make nothing more."""


NAMES = [f"Rosalba Quintero Vélez, list {number}" for number in range(300)]
LIST = "\n".join(NAMES)
ROWS = "".join(f"| {name} | {7 * n} | Piedra Mansa |\n" for n, name in enumerate(NAMES[:120]))
TABLE = f"| Name | Votes | Town |\n|---|---|---|\n{ROWS}"
CELLS = "".join(f"<tr><td>{name}</td><td>{n}</td></tr>" for n, name in enumerate(NAMES[:120]))
LISTA = "\n".join(f"Hernán Castellar Duarte, mesa {number}" for number in range(300))
RATIO = (
    "“1:3,500” was the ratio that Mayor Rosalba Quintero Vélez named. “2,5:1,” she said. "
    "“The map is drawn at 1:3,500,” she said, “and not at 3:1.” “1/2:3,” she added.\n"
)
RATIO_ES = "El plano está a 1:3.500, y no a 3:1. La proporción es de 2,5:1. Es 1/2:3.\n"
RUN = "<w:r><w:t>Vamos a terminar el puente en marzo.</w:t></w:r>"
CELL = f"<w:tc><w:p>{RUN}</w:p></w:tc>"
SPAN = "<w:tcPr><w:gridSpan w:val='1000000000'/></w:tcPr>"
MERGED = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"
GAP = "<w:trPr><w:gridBefore w:val='2'/><w:gridAfter w:val='x'/></w:trPr>"


def table(rows: str) -> bytes:
    """Return a Word file of one table."""
    return word_file(f"<w:tbl>{rows}</w:tbl><w:p>{RUN}</w:p>")


ODD_TABLE = f"<w:tr>{GAP}{CELL}{MERGED}</w:tr><w:tr/><w:tr>{MERGED}</w:tr><w:tr>{CELL}</w:tr>"
TITLED = pdf_bytes(PDF_PAGES).replace(b"/Root 1 0 R", b"/Root 1 0 R /Info << /Title 7 /Author 3 >>")
ATTRIBUTES = " ".join(f'a{number}="1"' for number in range(50_000))
LIMITS: dict[str, bytes] = {
    "span.docx": table(f"<w:tr><w:tc>{SPAN}<w:p>{RUN}</w:p></w:tc></w:tr>"),
    "empty.docx": word_file("<w:p/>" * 30_000 + f"<w:p>{RUN}</w:p>"),
    "merged.docx": table(f"<w:tr>{CELL}</w:tr>" + f"<w:tr>{MERGED * 8}</w:tr>" * 900),
    "odd.docx": table(ODD_TABLE),
    "rows.odt": odt_file(
        "<table:table-row table:number-rows-repeated='1000000000'><text:p>Hola.</text:p>"
        "</table:table-row>"
    ),
    "title.pdf": TITLED,
    "attributes.html": f"<p {ATTRIBUTES}>She said no.</p>".encode(),
    "deep.jsonl": b'{"text": ' + b"[" * 100_000,
    "brackets.md": b"[" * 20_000 + b" She said no.",
    "bomb.zip": zipped({"a.txt": b"0" * 50_000_000}),
}
FORM = drawn("/X Do", "/X Do /X Do")
SUBJECT = b"Subject: " + b"=?utf-8?q?a?= " * 100_000 + b"\n\nShe said no."
CAPTIONS = b"1\n00:00:01,000 --> 00:00:02,000\n" + b"{\\" * 200_000 + b"Hola."


def sparse(desk: Path) -> None:
    """Make texts of 5 GB that take no room."""
    for name in ("articles/sparse.txt", "originals/sparse.txt", "originals/sparse.md"):
        with (desk / name).open("wb") as hole:
            hole.truncate(5_000_000_000)


def oddities(desk: Path) -> None:
    """Make among the originals what is no readable file."""
    folder = desk / "originals"
    os.mkfifo(folder / "pipe.txt")
    (folder / "zero.txt").symlink_to("/dev/zero")
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    (folder / "closed").mkdir(mode=0)
    (folder / "closed.txt").write_text(LETTER)
    (folder / "closed.txt").chmod(0)
    Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt")).write_text(LETTER)
    Path(os.fsdecode(os.fsencode(desk) + b"/articles/se\xf1ora.txt")).write_text(ARTICLE)


def full_disk(folder: str, size: str) -> str:
    """Return the shell's words that run a command where a folder is a disk of so many bytes.

    The disk is one in memory, which this command alone sees; only root may make one.
    """
    made = f'mount -t tmpfs -o size={size} none {folder} && exec "$@"'
    return f"unshare --mount bash -c '{made}' bash \"$@\""


def two_texts(desk: Path) -> None:
    """Make a pair of two texts of 32 kB."""
    spanish = " ".join(f"El concejo no aprobó el contrato {n}." for n in range(900))
    english = " ".join(f"The council approved the contract {n}." for n in range(850))
    pair = {"id": "1", "original": spanish[:32_000], "quote": english[:32_000]}
    (desk / "pairs.jsonl").write_text(json.dumps(pair))


def broken_caches(kind: str) -> Make:
    """Return what breaks every file of a cache that an audit has filled."""

    def make(desk: Path) -> None:
        run(desk, ("locate", "finish the bridge", "--originals", "originals"))
        run(desk, ("translate", "The bridge is closed."))
        for path in (desk / "cache").rglob("*.sqlite*"):
            data = path.read_bytes()
            if kind == "garbage":
                path.write_bytes(b"no database at all " * 300)
            elif kind == "pages":
                path.write_bytes(data[:4096] + b"\xa5" * max(0, len(data) - 4096))
            elif kind == "cut":
                path.write_bytes(data[: len(data) // 2])
            else:
                path.unlink()
                path.mkdir()

    return make


def private(desk: Path) -> str:
    """Return what others may read of the cache and the run, "" for nothing."""
    places = [*(desk / "cache").rglob("*"), *(desk / "out").glob(".*"), desk / "cache"]
    open_ = [path.name for path in places if path.stat().st_mode & 0o077]
    return f"open to others: {', '.join(open_)}" if open_ else ""


def whole(desk: Path) -> str:
    """Return what is wrong with the report in its folder, "" for nothing."""
    try:
        report = json.loads((desk / "out" / "report.json").read_bytes())
    except (OSError, ValueError) as error:
        return f"no report: {error}"
    return "" if report["articles"] else "no article in the report"


def quoted(desk: Path) -> str:
    """Return "" where the good article was audited among the bad ones."""
    report = json.loads((desk / "out" / "report.json").read_bytes())
    good = [a for a in report["articles"] if a["path"].endswith("good.txt") and a["quotations"]]
    return "" if good else "the good article was lost"


def theirs(desk: Path) -> None:
    """Make a quotes.toml of another user's that names an online engine."""
    (desk / "quotes.toml").write_text('translator = "google"\n')
    os.chown(desk / "quotes.toml", 65_534, 65_534)


BAD_LINES = "\n".join(
    (
        '{"text": "“We will finish the bridge,” she said. \\ud800", "id": NaN}',
        '{"text": "“We will finish the bridge,” she said.", "date": "2026-02-31", "id": 1e999}',
        '{"text": 7}',
        '{"text": ["a"], "speaker": {"a": 1}}',
        '{"text": "She said no.", "speaker": 3, "title": [], "language": {}, "url": -Infinity}',
        "[" * 5_000,
        '"text"',
        "null",
        '{"id": ' + "9" * 6_000 + ', "text": "She said no."}',
    )
)
PAIRS = (
    '{"id": NaN, "original": "No fue un error.", "quote": "It was an error."}\n'
    '{"id": "\\ud800", "original": "No fue \\udc00 un error.", "quote": "It \\ud800 was."}\n'
    '{"id": {"a": [1]}, "original": 7, "quote": null}\n'
)
DATES = "---\ndate: 2026-02-31\ntitle: 7\nauthor: [a, {b: c}]\nretrieved: 99999-99-99\n---\n"
FORMULA = "“We will finish the bridge in March;=1+1;+2;@SUM(A1),” said Rosalba Quintero Vélez.\n"
ASCII = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
LOOKED = ("articles/good.txt", "--originals", "originals", "--fail-on", "never")

HARM = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
ODD = f'{HARM}=HYPERLINK("javascript:x"),\u202e\u2066\u200b '
FALSE = (
    "“The council approved all the contracts of the work, but it did not approve the largest, and "
    "the workers expect no pay since July,” said Rosalba Quintero Vélez. "
    "“Nobody asked us,” she said."
)
HEAD, _, SAID = LETTER.rpartition("---\n")


def filled(text: str, size: int) -> str:
    """Return a text over and over, in as many bytes of UTF-8 as fit into `size`."""
    return text * (size // len(text.encode()))


def longest(name: str) -> str:
    """Return a name of a file as long as a file system takes, harmful, with that suffix."""
    harmful = ODD.replace("/", "\n").encode()[:200].decode("utf-8", "ignore")
    return harmful + "n" * (255 - len(harmful.encode()) - len(name)) + name


NAMED = HEAD.replace("---\n", "---\ntitle: ?\nurl: javascript:?\n", 1) + "---\n" + SAID
TITLE = json.dumps(filled(ODD, 4_000))
NOTE = filled(HARM.replace('"', ""), 9_900_000)


def notes(size: int) -> Make:
    """Return what audits, and makes a file of decisions with a note of that size to each."""

    def make(desk: Path) -> None:
        run(desk, (*AUDIT, *FAST))
        report = json.loads((desk / "out" / "report.json").read_bytes())
        ids = [q["id"] for article in report["articles"] for q in article["quotations"]]
        made = {"choice": "drift", "note": filled(ODD, size), "who": ODD, "at": "2026-01-01"}
        held = [{"quotation": id_, **made} for id_ in ids]
        (desk / "theirs.json").write_text(json.dumps({"quotes_decisions": 1, "decisions": held}))

    return make


def exported(desk: Path) -> str:
    """Return what is wrong with any export of the report, or its page in Chromium, "" for none."""
    for name in WRITERS:
        outcome = run(desk, ("report", "out", "--format", name, "--output", "exports"))
        told = Attack(name, nothing)
        if wrong := faults(told, outcome, desk):
            return f"{name}: {', '.join(wrong)}"
    return harmless(desk / "exports" / "index.html") or quoted(desk)


def harmless(page: Path) -> str:
    """Return what a page does, opened and unfolded in Chromium, that it should not."""
    if CHROMIUM is None:
        return ""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM)
        shown = browser.new_page()
        wrong: list[str] = []
        shown.on("pageerror", lambda error: wrong.append(str(error)))

        def opened(box: Dialog) -> None:
            wrong.append(box.message)
            box.dismiss()

        shown.on("dialog", opened)
        shown.goto(page.as_uri())
        for address in ("", "#view=articles", "#view=figures"):
            shown.goto(page.as_uri() + address)
            shown.wait_for_timeout(500)
            shown.keyboard.press("j")
            shown.wait_for_timeout(500)
        if shown.title() == "owned":
            wrong.append("a script ran")
        shown.pdf()
        browser.close()
    return ", ".join(wrong)


ATTACKS: tuple[Attack, ...] = (
    Attack("list of 300 lines", file("articles/list.txt", LIST), after=whole),
    Attack("table of 120 rows, md", file("articles/table.md", TABLE), after=whole),
    Attack(
        "table of 120 rows, html", file("articles/a.html", f"<table>{CELLS}</table>"), after=whole
    ),
    Attack("a word of 100 kB", file("articles/word.txt", "a" * 100_000), after=whole),
    Attack(
        "100 kB in one quotation",
        file("articles/word.txt", f"The mayor said: “{'Vote no, ' * 11_000}.”"),
        after=whole,
    ),
    Attack(
        "3,000 quotations", file("articles/many.txt", "“Vote no,” she said. " * 3_000), after=whole
    ),
    Attack(
        "originals: list, table, word",
        several(
            file("originals/lista.txt", LISTA),
            file("originals/tabla.md", TABLE.replace("list", "mesa")),
            file("originals/palabra.txt", "ñ" * 100_000),
        ),
        after=quoted,
    ),
    Attack(
        "ratios",
        several(file("articles/ratio.txt", RATIO), file("originals/ratio.txt", RATIO_ES)),
        after=quoted,
    ),
    Attack(
        "readers' limits, articles",
        several(*(file(f"articles/{name}", data) for name, data in LIMITS.items())),
        codes=(0, 2),
        after=quoted,
    ),
    Attack(
        "readers' limits, originals",
        several(
            *(file(f"originals/{name}", data) for name, data in LIMITS.items()),
            file("originals/captions.srt", CAPTIONS),
        ),
        codes=(0, 2),
        after=quoted,
    ),
    Attack("sparse texts of 5 GB", sparse, words=("10 MB",), after=quoted),
    Attack(
        "what is no readable file",
        oddities,
        codes=(0, 2),
        words=("pipe", "closed", "links to nothing"),
        unprivileged=True,
        after=quoted,
    ),
    Attack(
        "odd originals, one article",
        oddities,
        ("audit", "articles/good.txt", *AUDIT[2:], *FAST),
        words=("pipe", "closed", "links to nothing"),
        unprivileged=True,
        after=quoted,
    ),
    *(
        Attack(
            f"PDFs that draw themselves, {place}",
            file(f"{place}/form.pdf", FORM),
            codes=(0, 2),
            words=("needs too much memory or time",),
            after=quoted,
        )
        for place in ("articles", "originals")
    ),
    Attack(
        "a subject of 1.4 MB",
        several(file("articles/a.eml", SUBJECT), file("originals/a.eml", SUBJECT)),
        after=quoted,
    ),
    Attack("two texts of 32 kB", two_texts, ("compare", "--pairs", "pairs.jsonl"), codes=(0, 1)),
    Attack("| head", nothing, (*AUDIT, *FAST, "--full"), through='"$@" | head -c 5', after=whole),
    Attack(
        "a full output",
        nothing,
        (*AUDIT, *FAST, "--format", "json"),
        codes=(2,),
        words=("the report is in out",),
        through='"$@" > /dev/full',
        after=whole,
    ),
    Attack("stdout closed", nothing, (*AUDIT, *FAST), (0, 2), through='"$@" >&-', after=whole),
    *(
        Attack(f"caches: {kind}", broken_caches(kind), after=quoted)
        for kind in ("garbage", "pages", "cut", "folders")
    ),
    Attack(
        "a full disk for the caches",
        nothing,
        ("locate", "finish the bridge", "--originals", "originals"),
        through='ulimit -f 4; "$@"',
        words=("carta.md",),
    ),
    *(
        Attack(
            f"a full disk of {size} for {folder}",
            file(f"{folder}/kept", ""),
            codes=codes,
            words=words,
            through=full_disk(folder, size),
        )
        for folder, size, codes, words in (
            ("cache", "64k", (0,), ("1 article, 1 quotation",)),
            ("cache", "300k", (0,), ("1 article, 1 quotation",)),
            ("out", "64k", (2,), ("cannot be written", "free some space")),
            ("out", "140k", (2,), ("cannot be written",)),
        )
    ),
    Attack("modes of caches", nothing, after=private),
    Attack(
        "another's quotes.toml",
        theirs,
        ("audit", *LOOKED),
        codes=(2,),
        words=("another user's",),
    ),
    Attack(
        "bad lines, articles and originals",
        several(file("articles/a.jsonl", BAD_LINES), file("originals/a.jsonl", BAD_LINES)),
        codes=(0, 2),
        after=quoted,
    ),
    Attack(
        "bad pairs",
        file("pairs.jsonl", PAIRS),
        ("compare", "--pairs", "pairs.jsonl", "--format", "jsonl"),
        codes=(0, 1, 2),
    ),
    Attack(
        "pairs too deep",
        file("pairs.jsonl", '{"id": ' + "[" * 100_000),
        ("compare", "--pairs", "pairs.jsonl"),
        codes=(2,),
        words=("pairs.jsonl:1",),
    ),
    Attack(
        "impossible dates",
        several(file("articles/d.md", DATES + ARTICLE), file("originals/d.md", DATES + LETTER)),
        words=("2026-02-31",),
        after=quoted,
    ),
    *(
        Attack(f"/dev/zero: {arguments[0]} {arguments[1]}", nothing, arguments, codes=(2,))
        for arguments in (
            ("report", "/dev/zero"),
            ("diff", "/dev/zero", "/dev/zero"),
            ("replay", "/dev/zero"),
            ("review", "/dev/zero"),
            ("compare", "--pairs", "/dev/zero"),
            ("audit", "--baseline", "/dev/zero", *LOOKED),
            ("audit", "--glossary", "/dev/zero", *LOOKED),
            ("audit", "--opinions-measured", "/dev/zero", *LOOKED),
            ("audit", "/dev/zero", *LOOKED[1:]),
        )
    ),
    Attack(
        "TOML 3,000 deep",
        file("quotes.toml", "a = " + "[" * 3_000),
        ("audit", *LOOKED),
        codes=(2,),
        words=("quotes.toml", "TOML"),
    ),
    Attack(
        "a report 100,000 deep",
        file("deep.json", "[" * 100_000),
        ("report", "deep.json"),
        codes=(2,),
        words=("not a report",),
    ),
    *(
        Attack(f"an ASCII terminal: {name}", nothing, (*AUDIT, *FAST, *more), environment=ASCII)
        for name, more in (("terminal", ("--full",)), ("csv", ("--format", "csv")))
    ),
    Attack(
        "cells with semicolons",
        file("articles/f.txt", FORMULA),
        (*AUDIT, *FAST, "--format", "csv"),
        words=(";'=1+1", ";'+2", ";'@SUM"),
    ),
    Attack(
        "a line of 10 MB: article",
        file("articles/line.txt", filled(ODD, 9_900_000)),
        words=("more than the 1 MB that one file may hold",),
        after=exported,
    ),
    Attack(
        "a line of 1 MB: article",
        file("articles/line.txt", FALSE + NOTE[:900_000].replace(".", " ") + FALSE),
        after=exported,
    ),
    Attack(
        "a line of 10 MB: source",
        several(
            file("articles/false.txt", FALSE),
            file("originals/carta.md", f"{LETTER.strip()} {filled(ODD, 9_900_000)}"),
        ),
        after=exported,
    ),
    Attack(
        "a line of 10 MB: glossary",
        file("ours.csv", f'{HEADER}puente,bridge,,"{NOTE}",'),
        (*AUDIT, *FAST, "--glossary", "ours.csv"),
        codes=(2,),
        words=("ours.csv:2",),
    ),
    Attack(
        "a line of 100 kB: glossary",
        several(
            file("articles/false.txt", FALSE.replace("workers", "labourers")),
            file(
                "ours.csv",
                f'{HEADER}trabajadores,workers,labourers,"{NOTE[:100_000]}",',
            ),
        ),
        (*AUDIT, *FAST, "--glossary", "ours.csv"),
        after=exported,
    ),
    Attack(
        "a line of 10 MB: front matter",
        several(
            file("articles/a.md", f"---\ntitle: {filled(HARM, 900_000)}\n---\n{FALSE}"),
            file("originals/b.md", f"---\ntitle: {filled(HARM, 9_900_000)}\n---\n{SAID}"),
        ),
        words=("within 20,000 characters",),
        after=exported,
    ),
    Attack(
        "the longest front matter and names",
        several(
            file(f"articles/{longest('.md')}", f"---\ntitle: {TITLE}\n---\n{FALSE}"),
            file("originals/carta.md", NAMED.replace("?", TITLE)),
            file(f"originals/{longest('.md')}", NAMED.replace("?", TITLE)),
        ),
        after=exported,
    ),
    Attack(
        "the longest notes",
        several(file("articles/false.txt", FALSE), notes(19_000)),
        ("review", "out", "--import", "theirs.json"),
        words=("3 taken in",),
        after=exported,
    ),
    Attack(
        "a line of 10 MB: notes",
        several(file("articles/false.txt", FALSE), notes(9_900_000)),
        ("review", "out", "--import", "theirs.json"),
        codes=(2,),
        words=("theirs.json: not a file of decisions (note has", "more than 20,000"),
        after=exported,
    ),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command ended."""

    code: int
    said: str
    seconds: float
    megabytes: int


def bounded() -> None:
    """Keep an attack that succeeds from taking the machine with it."""
    resource.setrlimit(resource.RLIMIT_AS, (12 << 30, 12 << 30))


def run(
    desk: Path,
    arguments: Sequence[str],
    *,
    through: str = "",
    prefix: Sequence[str] = (),
    environment: dict[str, str] | None = None,
) -> Outcome:
    """Run the command in a folder with a cache of its own."""
    command = [*prefix, *QUOTES, *arguments]
    if through:
        command = ["/bin/bash", "-o", "pipefail", "-c", through, "bash", *command]
    own = {"QUOTES_CACHE": str(desk / "cache"), "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    with (desk / "said").open("w+b") as said:
        process = subprocess.Popen(
            command,
            cwd=desk,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            env=os.environ | own | (environment or {}),
            start_new_session=True,
            preexec_fn=bounded,  # noqa: PLW1509 - the one thread that is started comes later
        )
        stop = threading.Timer(10 * SECONDS, os.killpg, (process.pid, signal.SIGKILL))
        stop.start()
        _, status, usage = os.wait4(process.pid, 0)
        stop.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        told = said.read().decode("utf-8", "replace")
    (desk / "said").unlink()
    seconds = usage.ru_utime + usage.ru_stime
    return Outcome(process.returncode, told, seconds, usage.ru_maxrss // 1024)


def faults(attack: Attack, met: Outcome, desk: Path) -> list[str]:
    """Return what is wrong, nothing where all is right."""
    wrong = []
    if met.code not in attack.codes:
        wrong.append(f"exit {met.code}")
    wrong += [f"{word!r} is not told" for word in attack.words if word not in met.said]
    wrong += [
        word for word in ("Traceback", "a fault of this program", "Error:") if word in met.said
    ]
    if met.seconds > SECONDS:
        wrong.append(f"more than {SECONDS:.0f} s")
    if met.megabytes > MEMORY:
        wrong.append(f"more than {MEMORY} MB")
    if not wrong and (left := attack.after(desk)):
        wrong.append(left)
    return wrong


def met(attack: Attack) -> bool:
    """Try one attack, print its line, and return whether it was met."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Path(folder)
        file("articles/good.txt", ARTICLE)(desk)
        file("originals/carta.md", LETTER)(desk)
        attack.make(desk)
        prefix = (without_privileges() or ()) if attack.unprivileged else ()
        outcome = run(
            desk,
            attack.arguments,
            through=attack.through,
            prefix=prefix,
            environment=attack.environment,
        )
        try:
            wrong = faults(attack, outcome, desk)
        except (OSError, ValueError) as error:
            wrong = [f"no report ({type(error).__name__})"]
    print(
        f"{'WRONG' if wrong else 'right'}  {attack.name:36} exit {outcome.code:3} "
        f"{outcome.seconds:6.1f} s {outcome.megabytes:6} MB  {'; '.join(wrong)}",
        flush=True,
    )
    if wrong:
        for line in outcome.said.splitlines()[-6:]:
            print(f"         | {line[:200]}", flush=True)
    return not wrong


def main() -> None:
    """Try the attacks that are named, or all."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("names", nargs="*", help="parts of names")
    parser.add_argument("--list", action="store_true")
    chosen = parser.parse_args()
    attacks = [
        a for a in ATTACKS if not chosen.names or any(part in a.name for part in chosen.names)
    ]
    if chosen.list:
        print("\n".join(a.name for a in attacks))
        return
    right = sum([met(attack) for attack in attacks])
    print(f"{right} of {len(attacks)} right")
    sys.exit(right < len(attacks))


if __name__ == "__main__":
    main()
