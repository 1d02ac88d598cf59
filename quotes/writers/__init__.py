"""Reports: one format a file, each with a function `render(report)` that returns its bytes.

`WRITERS["html"].write(report, folder)` puts the report into a folder, atomically;
`.to_stdout(report)` prints it. To add a format, write `<format>_report.py` with
`render` and add one line to `WRITERS`.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType

from quotes.model import Report
from quotes.writers.files import check_writable, write_atomically

__all__ = ["WRITERS", "Writer", "check_writable", "read_report"]


@dataclass(frozen=True, slots=True)
class Writer:
    """One report format: its name and the file it makes.

    Its module is loaded when it is used: pydantic and rich take their time. A module that
    makes several files has a function `parts(report)` besides, which yields names with bytes;
    one whose file grows large `chunks(report)`, which yields it in pieces.
    """

    name: str
    filename: str

    def render(self, report: Report) -> bytes:
        """Return the report in this format; may raise `ReportError` where a library is missing."""
        content: bytes = self._module().render(report)
        return content

    def write(self, report: Report, folder: Path) -> Path:
        """Write the report into `folder` and return the file's path; may raise `ReportError`."""
        module = self._module()
        if several := getattr(module, "parts", None):
            for name, content in several(report):
                write_atomically(folder / name, [content])
        else:
            chunks = getattr(module, "chunks", None)
            pieces = chunks(report) if chunks else [self.render(report)]
            write_atomically(folder / self.filename, pieces)
        return folder / self.filename

    def to_stdout(self, report: Report) -> None:
        """Print the report: coloured and as wide as the terminal, or bytes for a machine."""
        if self.name == "terminal":
            self._module().show(report)
        else:
            sys.stdout.buffer.write(self.render(report))
        sys.stdout.flush()

    def _module(self) -> ModuleType:
        return import_module(f"quotes.writers.{self.name}_report")


WRITERS: dict[str, Writer] = {
    writer.name: writer
    for writer in (
        Writer("terminal", "report.txt"),
        Writer("html", "index.html"),
        Writer("json", "report.json"),
        Writer("jsonl", "report.jsonl"),
        Writer("csv", "report.csv"),
        Writer("xlsx", "report.xlsx"),
        Writer("parquet", "report.parquet"),
        Writer("markdown", "report.md"),
        Writer("sarif", "report.sarif"),
        Writer("github", "annotations.txt"),
        Writer("webannotation", "annotations.jsonld"),
        Writer("claimreview", "claimreview.jsonld"),
        Writer("tmx", "pairs.tmx"),
    )
}


def read_report(path: Path) -> Report:
    """Return the report in the JSON file at `path`; an `InputError` says why it is none."""
    report: Report = import_module("quotes.writers.json_report").read_report(path)
    return report
