"""A report folder to review, and a client that speaks as the page does."""

from __future__ import annotations

from pathlib import Path

from starlette.testclient import TestClient

from quotes.review.server import application
from quotes.review.session import Session
from quotes.settings import Settings
from quotes.writers import WRITERS
from quotes.writers.decided import seen_digest
from tests.writers.building import DEBATE
from tests.writers.sample import enriched_report

PORT, TOKEN = 8123, "a-token-of-the-test"
OWN = {"Origin": f"http://127.0.0.1:{PORT}"}


def report_folder(folder: Path) -> Path:
    WRITERS["json"].write(enriched_report(), folder)
    (folder / "originals").mkdir()
    (folder / "originals" / "debate.txt").write_text(DEBATE, encoding="utf-8")
    return folder


def session_of(folder: Path, who: str = "Ana") -> Session:
    return Session(folder, Settings(originals=folder / "originals", translator="none"), who)


def client_of(session: Session, *, token: str | None = TOKEN) -> TestClient:
    client = TestClient(application(session, PORT, TOKEN), base_url=f"http://127.0.0.1:{PORT}")
    if token:
        client.cookies.set(f"quotes_{PORT}", token)
    return client


def decision(
    session: Session, id_: str, choice: str = "drift", **more: object
) -> dict[str, object]:
    seen = seen_digest(session.quotation(id_))
    return {"quotation": id_, "choice": choice, "seen": seen, **more}
