"""What a library in C makes of a file has bounds, and its process ends with the program."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from quotes.errors import InputError
from quotes.readers import apart, read_source
from tests.processes import LIMIT, ROOT, begun, descendants, ended_soon
from tests.readers import endless
from tests.readers.samples import PDF_PAGES, drawn, pdf_bytes

HOSTILE = {
    "a drawing that draws itself twice": drawn("/X Do", "/X Do /X Do"),
    "300 MB of text packed": drawn("BT /F1 11 Tf (Hola) Tj ET " * 12_000_000, "", packed=True),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_takes_all_memory_is_refused_and_the_next_is_read(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / "bad.pdf").write_bytes(HOSTILE[name])
    (tmp_path / "good.pdf").write_bytes(pdf_bytes(PDF_PAGES))
    with pytest.raises(InputError, match=r"bad\.pdf: needs too much memory or time: save it anew"):
        read_source(tmp_path / "bad.pdf", tmp_path)
    assert "pescadores" in read_source(tmp_path / "good.pdf", tmp_path).text


def test_a_file_that_takes_too_long_is_given_up_and_the_next_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert apart.asked(endless.__name__, endless.ENDS) == "read"
    monkeypatch.setattr(apart, "WAITED", 0.5)
    assert apart.asked(endless.__name__, b"") is None
    monkeypatch.undo()
    assert apart.asked(endless.__name__, endless.ENDS) == "read"


READS = "import sys; from quotes.readers.apart import asked; asked(sys.argv[1], b'')"


def test_the_process_ends_with_the_program_also_at_work() -> None:
    command = (sys.executable, "-c", READS, endless.__name__)
    with begun(command, cwd=ROOT, stdout=subprocess.DEVNULL) as program:
        until = time.monotonic() + LIMIT
        while not (found := descendants(program.pid)) and time.monotonic() < until:
            time.sleep(0.05)
        time.sleep(1.0)
        assert len(found) == 1
        program.kill()
        program.wait()
        assert ended_soon(found)
