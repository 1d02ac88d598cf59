"""The parser in a process of its own: same parses, and one clear line when it is killed."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from pathlib import Path

import pytest

from quotes.errors import ModelError, SettingsError
from quotes.parsing import Parser, ParserProcess

TEXT = "Mayor Rosalba Quintero said the bridge would open “before Easter”. Nobody clapped."
OPEN = """
import time
from quotes.parsing import ParserProcess
if __name__ == "__main__":
    print(ParserProcess("embedded").name, flush=True)
    time.sleep(60)
"""


def test_parses_are_those_of_a_parser_in_this_process(parser: Parser) -> None:
    elsewhere = ParserProcess("embedded")
    assert elsewhere.name == parser.name
    assert elsewhere.parse_all([TEXT, ""]) == parser.parse_all([TEXT, ""])


def test_two_share_one_process() -> None:
    first, second = ParserProcess("embedded"), ParserProcess("embedded")
    assert first.name == second.name
    assert len(multiprocessing.active_children()) == 1


def test_unknown_models_are_refused_at_once() -> None:
    with pytest.raises(SettingsError, match="embedded"):
        ParserProcess("embeded")


def test_a_killed_process_is_one_clear_line_and_the_next_works() -> None:
    elsewhere = ParserProcess("embedded")
    assert elsewhere.name
    for child in multiprocessing.active_children():
        child.kill()
    with pytest.raises(ModelError, match="ended from outside"):
        elsewhere.parse_all([TEXT])
    assert len(ParserProcess("embedded").parse_all([TEXT])) == 1


def test_it_does_not_outlive_an_audit_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "opened.py"
    script.write_text(OPEN)
    root = Path(__file__).parents[2]
    audit = subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(root)},
    )
    assert audit.stdout
    assert audit.stdout.readline()
    audit.kill()
    audit.communicate(timeout=60)  # the parser's process writes to the same pipe: closed, it ended
