"""What of real web pages, PDFs and Word files is read: against the text that others show of them.

    python -m benchmarks.reading FOLDER [--lost]

FOLDER holds files of packages, in folders of any name: pages are compared with the `innerText`
that headless Chromium shows, PDFs with `pdftotext` (reading order), Word files with pandoc's plain
text (insertions accepted). Every passage between quotation marks of 15 characters and more and,
in Word files, every paragraph must stand in what is read, its letters in their order. Prints a row
a file: pages or kilobytes, passages, lost. --lost shows what is lost. Skips where a program or
FOLDER is absent.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from quotes.errors import InputError
from quotes.readers.formats import read_document, suffix_of

SHORTEST = 15
# Within one paragraph: marks that no sentence closes are no quotation.
BETWEEN = re.compile(r"“([^“”]{2,600})”|«([^«»]{2,600})»|(?<![\w\"])\"(?=\w)([^\"\n]{2,600})\"")
PAGE = "\f"


def main() -> None:
    """Print the table of files and, at its end, the sums."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--lost", action="store_true")
    args = parser.parse_args()
    if not args.folder.is_dir():
        sys.exit(f"skipped: {args.folder} is absent")
    sums: dict[str, list[int]] = {}
    for path in sorted(path for path in args.folder.rglob("*") if suffix_of(path) in RENDERERS):
        shown = RENDERERS[suffix_of(path)](path)
        if shown is None:
            print(f"{path.name}\tskipped: the program that renders it is absent")
            continue
        wanted = list(passages(shown, whole=suffix_of(path) == ".docx"))
        lost = missing(path, wanted)
        total = sums.setdefault(suffix_of(path), [0, 0, 0])
        total[:] = [total[0] + 1, total[1] + len(wanted), total[2] + len(lost)]
        print(f"{path.name}\t{shown.count(PAGE) or 1}\t{len(wanted)}\t{len(lost)}", flush=True)
        for words in lost if args.lost else ():
            print(f"    {words[:160]!r}")
    for suffix, (files, wanted_, lost_) in sums.items():
        print(f"{suffix}: {files} files, {wanted_} passages, {lost_} lost")


def missing(path: Path, wanted: list[str]) -> list[str]:
    """Return the passages whose letters do not stand in what is read of the file."""
    try:
        read = squeezed(read_document(path)[1].text)
    except InputError:  # a file without text, as some tests of the libraries are
        read = ""
    return [words for words in wanted if squeezed(words) not in read]


def passages(shown: str, whole: bool) -> Iterator[str]:
    """Return what stands between marks in each paragraph of a rendered text; `whole`: all of it."""
    for paragraph in re.split(r"\n\s*\n|\f", shown):
        found = (
            [paragraph] if whole else ["".join(m.groups("")) for m in BETWEEN.finditer(paragraph)]
        )
        yield from (words for words in found if len(squeezed(words)) >= SHORTEST)


def squeezed(text: str) -> str:
    """Return the letters and digits of a text, in small letters."""
    return "".join(char for char in text.casefold() if char.isalnum())


def page_text(path: Path) -> str | None:
    """Return what Chromium shows of a page (`innerText` of its body), or None without it."""
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - optional
    except ImportError:
        return None
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    if browser is None:
        return None
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=browser)
        page = opened.new_page(java_script_enabled=False)
        page.goto(path.resolve().as_uri(), timeout=0)
        text = str(page.inner_text("body"))
        opened.close()
    return text


def printed_by(*command: str) -> Callable[[Path], str | None]:
    """Return what gives the text that a program prints of a file, or None without it."""

    def printed(path: Path) -> str | None:
        if shutil.which(command[0]) is None:
            return None
        filled = [str(path) if part == "FILE" else part for part in command]
        done = subprocess.run(filled, capture_output=True, check=False, timeout=300)
        return done.stdout.decode("utf-8", "replace")

    return printed


RENDERERS: dict[str, Callable[[Path], str | None]] = {
    ".html": page_text,
    ".htm": page_text,
    ".pdf": printed_by("pdftotext", "-enc", "UTF-8", "FILE", "-"),
    ".docx": printed_by("pandoc", "--track-changes=accept", "--wrap=none", "-t", "plain", "FILE"),
}


if __name__ == "__main__":
    main()
