"""Nothing beyond loopback: proved by a process that tries, and by the kernel's own record."""

from __future__ import annotations

import json
import os
import re
import select
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import requests

from quotes.network import is_local
from tests.cli.command import QUOTES
from tests.processes import begun, ended, ends_with_parent, python
from tests.review.folders import report_folder
from tests.writers.building import DEBATE

PLACES = [
    ("http://127.0.0.1:5000", True),
    ("http://localhost/v1", True),
    ("http://[::1]:80/", True),
    ("127.8.8.8", True),
    ("localhost", True),
    ("http://127.0.0.1.example.org", False),
    ("http://example.org#localhost", False),
    ("http://localhost@example.org/", False),
    ("http://[", False),
    ("10.0.0.1", False),
    ("", False),
]


@pytest.mark.parametrize(("address", "local"), PLACES)
def test_what_is_local(address: str, local: bool) -> None:
    assert is_local(address) is local


TRIES = """
import socket, sys
from quotes.network import enforce, permit
enforce(); enforce()
served = socket.create_server(("127.0.0.1", 0))
here = served.getsockname()
def tried(call):
    try:
        call()
    except OSError as error:
        return "refused" if str(error).startswith("offline: ") else type(error).__name__
    return "done"
def requests_get():
    import requests
    requests.get("http://192.0.2.1/", timeout=1)
def urllib_get():
    import urllib.request
    urllib.request.urlopen("http://example.invalid/", timeout=1)
def udp(): socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("192.0.2.1", 53))
def datagram(): socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(("192.0.2.1", 53))
for call in (
    lambda: socket.create_connection(here, 1),
    lambda: socket.create_connection(("localhost", here[1]), 1),
    lambda: socket.create_connection(("192.0.2.1", 80), 1),
    lambda: socket.socket().connect_ex(("192.0.2.1", 80)),
    lambda: socket.getaddrinfo("example.invalid", 80),
    lambda: socket.gethostbyname("example.invalid"),
    lambda: socket.gethostbyaddr("192.0.2.1"),
    udp, datagram,
):
    print(tried(call))
import requests
try:
    requests_get()
except Exception as error:
    print("refused" if "offline: " in str(error) else error)
try:
    urllib_get()
except Exception as error:
    print("refused" if "offline: " in str(error) else error)
import os
os.environ["HTTP_PROXY"] = "http://proxy.invalid:3128"
permit("http://localhost:11434/v1")
print(tried(lambda: socket.getaddrinfo("proxy.invalid", 80)))
permit("https://example.invalid/v1")
print(tried(lambda: socket.getaddrinfo("example.invalid", 80)))
print(tried(lambda: socket.getaddrinfo("other.invalid", 80)))
"""


def test_no_library_leaves_the_machine() -> None:
    said = python(TRIES).split()
    assert said == ["done", "done", *["refused"] * 10, "gaierror", "refused"]


AUDIT = """
import sys
sys.argv[1:] = ["audit", *sys.argv[1:], "--fail-on", "never"]
from quotes.cli import main
main()
"""
ARTICLE = "“We will not pay the debt,” said Rosalba Quintero, mayor of Puerto Almendro.\n"
ORIGINAL = "La alcaldesa Rosalba Quintero lo dejó claro: «No vamos a pagar la deuda».\n"
BEYOND = re.compile(r"(?:connect|sendto|sendmsg)\(.*sin6?_(?:addr|port).*")
HERE = re.compile(r'inet_addr\("127\.|inet_pton\(AF_INET6, "::1"')
NAMES = re.compile(r"/etc/(?:resolv\.conf|hosts)\b")  # read by every look-up of a name


def traced(trace: Path) -> list[str]:
    """Return the command before a command whose connections the kernel records; else skip."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed")
    calls = "trace=connect,sendto,sendmsg,open,openat"
    command = [strace, "-f", "--seccomp-bpf", "-qq", "-e", calls, "-o", str(trace)]
    if ended([*command, "true"]).returncode:
        pytest.skip("no process may be traced here")
    return [*command, *ends_with_parent()]  # what is traced outlives its strace else


def beyond(trace: Path) -> list[str]:
    """Return the recorded calls that lead beyond this machine or look a name up."""
    lines = trace.read_text(encoding="utf-8", errors="replace").splitlines()
    assert lines
    return [
        line
        for line in lines
        if NAMES.search(line) or (BEYOND.search(line) and not HERE.search(line))
    ]


@pytest.mark.slow
def test_an_offline_audit_connects_to_nothing(tmp_path: Path) -> None:
    command = traced(tmp_path / "trace")
    (tmp_path / "articles").mkdir()
    (tmp_path / "originals").mkdir()
    (tmp_path / "articles" / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "originals" / "o.txt").write_text(ORIGINAL, encoding="utf-8")
    audit = (sys.executable, "-c", AUDIT, "articles", "--originals", "originals")
    done = ended([*command, *audit], cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert beyond(tmp_path / "trace") == []


def served_at(server: subprocess.Popen[str]) -> str:
    """Return the address that a review server prints; fails where it says none in five minutes."""
    assert server.stdout
    ready, _, _ = select.select([server.stdout], [], [], 300)
    assert ready, "the server does not say where it serves"
    return str(json.loads(server.stdout.readline())["address"])


def traced_process(trace: Path) -> int:
    """Return the first process of a trace: the program, before any child of it."""
    return int(trace.read_text(encoding="utf-8").split(maxsplit=1)[0])


def work_on(address: str) -> None:
    """Open the page, decide on a quotation and have another passage judged."""
    site = address.partition("/?")[0]
    with requests.Session() as page:
        assert page.get(address, timeout=120).status_code == 200
        for path in ("/page/0.js", "/decisions", "/sources"):
            assert page.get(site + path, timeout=120).status_code == 200
        text, id_ = DEBATE, "bridge.txt#2"
        start = text.index("Creo que")
        span = [start, text.index(".", start) + 1]
        chosen = {"document": "debate.txt", "span": span}
        bodies: list[tuple[str, dict[str, Any]]] = [
            ("/decisions", {"decisions": [{"quotation": id_, "choice": "drift"}]}),
            ("/judge", {"quotation": id_, "passage": chosen}),
        ]
        for path, body in bodies:
            answer = page.post(site + path, json=body, headers={"Origin": site}, timeout=300)
            assert answer.status_code == 200, answer.text


@pytest.mark.slow
def test_a_review_server_at_work_connects_to_nothing(tmp_path: Path) -> None:
    command = traced(tmp_path / "trace")
    folder = report_folder(tmp_path / "report")
    arguments = ("review", folder, "--originals", folder / "originals", "--no-browser")
    with begun([*command, *QUOTES, *arguments], stdout=subprocess.PIPE, text=True) as server:
        work_on(served_at(server))
        os.kill(traced_process(tmp_path / "trace"), signal.SIGTERM)
        server.wait(timeout=60)
    assert beyond(tmp_path / "trace") == []
