"""Every command has help with an example; unknown names are told with the nearest real one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from quotes.cli import app
from quotes.readers import ARTICLE_SUFFIXES, SOURCE_SUFFIXES
from quotes.writers import WRITERS
from tests.cli.command import quotes
from tests.processes import python
from tests.writers.sample import sample_report

COMMANDS = (
    "audit",
    "extract",
    "locate",
    "compare",
    "translate",
    "report",
    "checks",
    "explain",
    "models",
    "doctor",
)


@pytest.mark.parametrize("command", [*COMMANDS, "watch", "review", "diff", "replay"])
def test_every_command_has_help_with_an_example(command: str) -> None:
    shown = CliRunner().invoke(app, [command, "--help"])
    assert shown.exit_code == 0
    assert f"Example: quotes {command}" in re.sub(r"\s+", " ", shown.output)


@pytest.mark.parametrize(
    ("command", "suffixes"),
    [
        ("audit", ARTICLE_SUFFIXES | SOURCE_SUFFIXES),
        ("extract", ARTICLE_SUFFIXES),
        ("locate", SOURCE_SUFFIXES),
    ],
)
def test_help_and_documentation_name_every_format(command: str, suffixes: frozenset[str]) -> None:
    shown = CliRunner().invoke(app, [command, "--help"]).output
    assert suffixes <= set(re.findall(r"\.[a-z]+(?:\.gz)?", shown))
    table = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
    assert suffixes <= set(re.findall(r"`(\.[a-z.]+)`", table))


def test_every_command_is_in_the_readme() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert [c for c in COMMANDS if f"quotes {c}" not in readme] == []


@pytest.mark.parametrize(("typed", "offered"), [("quotes rev", "review"), ("quotes re", "replay")])
def test_a_shell_completes_commands(typed: str, offered: str) -> None:
    shell = {"_QUOTES_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": "1"}
    code = "from quotes.cli import app; app(prog_name='quotes')"
    assert offered in python(code, **shell).split()


def test_help_loads_no_heavy_library() -> None:
    code = (
        "import sys\nfrom quotes.cli import app\n"
        "try:\n    app(['--help'])\nexcept SystemExit:\n    pass\n"
        "print({'torch', 'sacrebleu', 'stanza', 'numpy'} & set(sys.modules))"
    )
    assert python(code).splitlines()[-1] == "set()"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["audit", "x.txt", "--originals", ".", "--format", "jsn"], "did you mean 'json'"),
        (["audit", "x.txt", "--originals", ".", "--ignore", "lost-negatoin"], "lost-negation"),
        (["audit", "x.txt", "--originals", ".", "--fail-on", "revue"], "did you mean 'review'"),
        (["audit", "x.txt", "--originals", ".", "--severity", "D305=fatal"], "known: error"),
        (["audit", "x.txt", "--originals", ".", "--severity", "=info"], "two names with ="),
        (["audit", "x.txt", "--originals", ".", "--per-file-ignore", "*.md=D9"], "check 'D9'"),
        (["explain", "changed-nmber"], "changed-number"),
        (["translate", "Hello", "--translator", "gogle"], "google"),
        (["compare", "solo español"], "nothing to compare"),
        (["compare", "--pairs", "missing.jsonl"], "missing.jsonl"),
        (["locate", "words"], "--originals"),
        (["report", "missing.json"], "missing.json"),
    ],
)
def test_a_wrong_word_gets_one_clear_line_and_exit_code_2(
    arguments: list[str], said: str, tmp_path: Path
) -> None:
    answer = quotes(*arguments, folder=tmp_path)
    assert answer.code == 2
    assert said in answer.err
    assert "Traceback" not in answer.err
    assert len(answer.err.strip().splitlines()) == 1


@pytest.mark.parametrize("port", ["-1", "65536"])
def test_a_port_that_no_machine_has_is_refused(port: str, tmp_path: Path) -> None:
    WRITERS["json"].write(sample_report(), tmp_path)
    answer = quotes("review", ".", "--no-browser", "--port", port, folder=tmp_path)
    assert answer.code == 2
    assert "'--port': Input should be" in answer.err  # typer's own words
    assert "fault" not in answer.err


@pytest.mark.parametrize("limit", ["nan", "inf", "1e300", "0"])
def test_a_limit_that_no_clock_can_wait_for_is_refused(limit: str, tmp_path: Path) -> None:
    arguments = ("audit", "a.txt", "--originals", ".", "--limit-article", limit)
    answer = quotes(*arguments, folder=tmp_path)
    assert answer.code == 2
    assert "'--limit-article': Input should be" in answer.err  # typer's own words
