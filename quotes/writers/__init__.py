"""Reports in every format: `WRITERS["html"].write(report, folder)` puts one into a folder.

It is written atomically; `.to_stdout(report)` prints it. To add a format, write a function
`render_<format>(report)` that returns the file's bytes, beside a format of its kind or in a module
of its own, and add one line to `WRITERS`.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from quotes.model import Report
from quotes.safe_files import check_writable, write_atomically

__all__ = ["WRITERS", "Writer", "check_writable", "is_of_report", "is_page", "read_report"]


@dataclass(frozen=True, slots=True)
class Writer:
    """One report format: its name, the file it makes, and the module that knows how.

    The module is loaded when it is used: pydantic and rich take their time. A format of several
    files has a function `parts_<format>(report)` besides, which yields names with bytes, and
    `left_<format>(folder)`, which yields the names of such files that lie there already; one
    whose file grows large `chunks_<format>(report)`, which yields it in pieces.
    """

    name: str
    filename: str
    module: str

    def render(self, report: Report) -> bytes:
        """Return the report in this format; may raise `ReportError` where a library is missing."""
        content: bytes = self._function("render")(report)
        return content

    def write(self, report: Report, folder: Path) -> Path:
        """Write the report into `folder` and return the file's path; may raise `ReportError`."""
        if several := self._function("parts"):
            written = {
                write_atomically(folder / name, [content]) for name, content in several(report)
            }
            for left in {folder / name for name in self._function("left")(folder)} - written:
                left.unlink(missing_ok=True)
        else:
            chunks = self._function("chunks")
            pieces = chunks(report) if chunks else [self.render(report)]
            write_atomically(folder / self.filename, pieces)
        return folder / self.filename

    def to_stdout(self, report: Report) -> None:
        """Print the report: coloured and as wide as the terminal, or bytes for a machine."""
        if shown := self._function("show"):
            shown(report)
        else:
            sys.stdout.buffer.write(self.render(report))
        sys.stdout.flush()

    def _function(self, what: str) -> Any:  # noqa: ANN401 - a function of the module, or None
        module = import_module(f"quotes.writers.{self.module}")
        return getattr(module, f"{what}_{self.name}", None)


WRITERS: dict[str, Writer] = {
    writer.name: writer
    for writer in (
        Writer("terminal", "report.txt", "terminal_report"),
        Writer("html", "index.html", "html_report"),
        Writer("json", "report.json", "json_report"),
        Writer("jsonl", "report.jsonl", "json_report"),
        Writer("csv", "report.csv", "tables"),
        Writer("xlsx", "report.xlsx", "tables"),
        Writer("parquet", "report.parquet", "tables"),
        Writer("markdown", "report.md", "code_hosts"),
        Writer("sarif", "report.sarif", "code_hosts"),
        Writer("github", "annotations.txt", "code_hosts"),
        Writer("webannotation", "annotations.jsonld", "exchange"),
        Writer("claimreview", "claimreview.jsonld", "exchange"),
        Writer("tmx", "pairs.tmx", "exchange"),
    )
}


def read_report(path: Path) -> Report:
    """Return the report in the JSON file at `path`; an `InputError` says why it is none."""
    report: Report = import_module("quotes.writers.json_report").read_report(path)
    return report


def is_of_report(path: Path) -> bool:
    """Return whether a file is part of a report by its name and by what stands beside it."""
    folder = path.parent
    if folder.name == RUN and path.name.startswith(f"{Path(STORE).stem}."):
        return True
    names = {writer.filename for writer in WRITERS.values()}
    return path.name in names and (
        (folder / RUN / STORE).is_file() or is_page(folder / WRITERS["html"].filename)
    )


RUN, STORE = "run", "quotes.sqlite"  # in the report folder, as quotes/batch/run_store.py has it
TITLE = b"<title>Quotation audit</title>"  # of the page, before anything of an article
HEAD = 4_096  # bytes that hold it


def is_page(path: Path) -> bool:
    """Return whether a file is the page of a report: no article, and ours to write over."""
    try:
        with path.open("rb") as file:
            return TITLE in file.read(HEAD)
    except OSError:
        return False
