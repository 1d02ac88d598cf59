"""Reports: one format a file, each a function `render(report)` that returns a text.

`WRITERS["html"].write(report, folder)` puts the report into a folder, atomically;
`.to_stdout(report)` prints it. To add a format, write `<format>_report.py` with
`render` and add one line to `WRITERS`.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from quotes.model import Report
from quotes.writers.files import check_writable, write_atomically

__all__ = ["WRITERS", "Writer", "check_writable", "read_report"]


@dataclass(frozen=True, slots=True)
class Writer:
    """One report format: its name, the file it makes and that file's encoding.

    Its module is loaded when it is used: jinja2, pydantic and rich take their time.
    """

    name: str
    filename: str
    encoding: str = "utf-8"

    def render(self, report: Report) -> str:
        """Return the report as a text of this format."""
        text: str = import_module(f"quotes.writers.{self.name}_report").render(report)
        return text

    def write(self, report: Report, folder: Path) -> Path:
        """Write the report into `folder` and return the file's path; may raise `ReportError`."""
        content = self.render(report).encode(self.encoding, errors="replace")
        return write_atomically(folder / self.filename, content)

    def to_stdout(self, report: Report) -> None:
        """Print the report: coloured and as wide as the terminal, or UTF-8 for a machine."""
        if self.name == "terminal":
            import_module("quotes.writers.terminal_report").show(report)
        else:
            sys.stdout.buffer.write(self.render(report).encode("utf-8", errors="replace"))
        sys.stdout.flush()


WRITERS: dict[str, Writer] = {
    "terminal": Writer("terminal", "report.txt"),
    "html": Writer("html", "index.html"),
    "json": Writer("json", "report.json"),
    "csv": Writer("csv", "report.csv", encoding="utf-8-sig"),
}


def read_report(path: Path) -> Report:
    """Return the report in the JSON file at `path`; an `InputError` says why it is none."""
    report: Report = import_module("quotes.writers.json_report").read_report(path)
    return report
