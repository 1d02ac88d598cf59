"""Serves a report, decides without pause, and kills the server with -9: at thirty moments.

    python -m tests.review.killed FOLDER QUOTATION

prints the notes of all decisions that were answered as kept, as a JSON list. The server is the
real one, in a process of its own each time; only its libraries are loaded once.
"""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import sys
import urllib.request
from http.client import HTTPException
from pathlib import Path
from threading import Timer

import uvicorn

from quotes.batch.workers import end_with_parent
from quotes.review.server import application
from quotes.review.session import Session
from quotes.settings import Settings

KILLS = 30
LONGEST = 0.15  # seconds of deciding before the kill


def serve(folder: Path, listener: socket.socket) -> None:
    """Serve until killed."""
    session = Session(folder, Settings(), "Ana")
    app = application(session, listener.getsockname()[1], "token")
    uvicorn.Server(uvicorn.Config(app, log_level="error")).run(sockets=[listener])


def decide(port: int, quotation: str, note: int) -> None:
    """Send one decision; raise OSError or HTTPException where it is not kept."""
    site = f"http://127.0.0.1:{port}"
    made = {"quotation": quotation, "choice": "drift", "note": str(note)}
    request = urllib.request.Request(  # noqa: S310 - loopback
        f"{site}/decisions",
        json.dumps({"decisions": [made]}).encode(),
        {"Origin": site, "Cookie": f"quotes_{port}=token"},
    )
    urllib.request.urlopen(request, timeout=60).read()  # noqa: S310 - loopback


def main() -> None:
    """Kill and count."""
    folder, quotation = Path(sys.argv[1]), sys.argv[2]
    answered: list[str] = []
    sent = 0
    chance = random.Random(7)  # noqa: S311 - moments, no secrets
    for _ in range(KILLS):
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        server = os.fork()
        if server == 0:
            end_with_parent()  # it holds the output that the test reads to its end
            serve(folder, listener)
            os._exit(0)
        port = listener.getsockname()[1]
        listener.close()
        timer = Timer(chance.uniform(0, LONGEST), os.kill, (server, signal.SIGKILL))
        try:
            while True:
                sent += 1
                decide(port, quotation, sent)
                answered.append(str(sent))
                if timer.ident is None:  # not started: the first is answered
                    timer.start()
        except (OSError, HTTPException):  # it is gone, or refuses: then it has to go
            timer.cancel()
            os.kill(server, signal.SIGKILL)
            os.waitpid(server, 0)
    sys.stdout.write(json.dumps(answered))


if __name__ == "__main__":
    main()
