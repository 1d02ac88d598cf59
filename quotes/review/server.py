"""The page on loopback: the same page, whose decisions go into the run's file at once.

It answers this machine only, under its own name, to who brings the token: the address that is
printed holds it once, and a cookie holds it from then on. A decision must come from a page of
this server (Origin). Nothing is kept by a browser, and no page may frame it.
"""

from __future__ import annotations

import json
import os
import re
import secrets
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from quotes.errors import DEBUG, QuotesError
from quotes.model import worded
from quotes.review.decisions import DECISION, decision_of
from quotes.review.session import Session
from quotes.writers.decided import Latest
from quotes.writers.html_report import ROWS, json_text, page, policy, row_words
from quotes.writers.message_translation import parts
from quotes.writers.page_data import article_data, card_data, page_index

HOST = "127.0.0.1"
LARGEST = 20_000_000  # bytes of one request: 30,000 quotations confirmed together are some 6 MB
HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
NUMBER = re.compile("[0-9]{1,18}")  # of a row or an article: SQLite's have 64 bits
Answer = Callable[[Request], Awaitable[Response]]


def application(session: Session, port: int, token: str) -> Starlette:
    """Return the server of a session that listens at `port` of loopback."""
    views = Views(session, token, port)
    routes = [
        Route("/", views.page),
        Route(f"/{ROWS}", views.rows),
        Route("/page/{number}.js", views.article),
        Route("/decisions", views.decisions),
        Route("/decisions", views.decide, methods=["POST"]),
        Route("/sources", views.sources),
        Route("/source", views.source),
        Route("/judge", views.judge, methods=["POST"]),
    ]
    guard = Middleware(BaseHTTPMiddleware, dispatch=Guard(port, token))
    return Starlette(routes=routes, middleware=[guard])


class Guard:
    """Refuses whoever calls the server by another name, without token, or from another page."""

    def __init__(self, port: int, token: str) -> None:
        """Know the names under which the server may be called."""
        self.hosts = {f"{name}:{port}" for name in (HOST, "localhost")}
        self.token, self.cookie = token, f"quotes_{port}"

    async def __call__(self, request: Request, answer: Answer) -> Response:
        """Return the answer, or why there is none, with headers that keep it here."""
        refused = self._refused(request)
        if refused:
            response: Response = _refusal(refused, 403)
        else:
            response = await _answered(answer, request)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    def _refused(self, request: Request) -> str:
        host = request.headers.get("host", "")
        if host not in self.hosts:
            return worded("another host than this server's own")
        given = request.query_params.get("token") if request.url.path == "/" else None
        held = given or request.cookies.get(self.cookie, "")
        if not secrets.compare_digest(held.encode(), self.token.encode()):
            return worded("no token, or a wrong one: open the address that quotes review printed")
        origin = request.headers.get("origin")
        own = {f"http://{name}" for name in self.hosts}
        if (origin is not None or request.method != "GET") and origin not in own:
            return worded("another origin than this server's own page")
        if int(request.headers.get("content-length") or 0) > LARGEST:
            return worded("too large")
        return ""


class Views:
    """What the server answers; the order of quotations and their card come from the writers."""

    def __init__(self, session: Session, token: str, port: int) -> None:
        """Serve this session."""
        self.session, self.token, self.cookie = session, token, f"quotes_{port}"

    async def page(self, request: Request) -> Response:
        """Return the page; who comes with the token gets a cookie and an address without it."""
        if "token" in request.query_params:
            response: Response = RedirectResponse("/", 303)
            response.set_cookie(self.cookie, self.token, httponly=True, samesite="strict", path="/")
            return response
        html = await run_in_threadpool(self._page)
        headers = {"Content-Security-Policy": f"{policy(server=True)}; frame-ancestors 'none'"}
        return Response(html, media_type="text/html; charset=utf-8", headers=headers)

    def _page(self) -> bytes:
        told = {"who": self.session.who, "version": self.session.decisions.latest_number()}
        return page(self.session.decided(), server=told)

    async def rows(self, _: Request) -> Response:
        """Return the words of the rows as the script that hands them to the page."""
        script = await run_in_threadpool(lambda: row_words(page_index(self.session.decided())))
        return Response(script, media_type="text/javascript")

    async def article(self, request: Request) -> Response:
        """Return the cards of an article as the script that hands them to the page."""
        named, articles = request.path_params["number"], self.session.report.articles
        number = int(named) if NUMBER.fullmatch(named) else len(articles)
        if number >= len(articles):
            return _refusal(worded("no such article"), 404)
        data = article_data(articles[number], self.session.report.sources)
        return Response(f"quotesArticle({number},{json_text(data)});", media_type="text/javascript")

    async def decisions(self, request: Request) -> Response:
        """Return the decisions made since a version: another browser's, another person's."""
        after = request.query_params.get("after", "0")
        return JSONResponse(
            await run_in_threadpool(self._since, int(after) if NUMBER.fullmatch(after) else 0)
        )

    def _since(self, after: int) -> dict[str, Any]:
        version = self.session.decisions.latest_number()
        return {"version": version, "decisions": _shown(self.session.latest(after))}

    async def decide(self, request: Request) -> Response:
        """Keep decisions; they are on the disk when the answer goes out."""
        try:
            body = json.loads(await request.body())
            made = [(str(one["quotation"]), decision_of(one)) for one in body["decisions"]]
            number = await run_in_threadpool(self.session.decide, made)
        except KeyError as error:
            return _refusal(worded("unknown quotation {id}", id=error), 404)
        except (ValueError, TypeError, RecursionError) as error:
            return _refusal(worded("no decision ({error})", error=error), 400)
        except QuotesError as error:
            return _refusal(str(error), 500)
        return JSONResponse({"version": number})

    async def sources(self, _: Request) -> Response:
        """Return the names of the originals."""
        return JSONResponse({"documents": await run_in_threadpool(self.session.documents)})

    async def source(self, request: Request) -> Response:
        """Return the text of an original, in which a reader selects words."""
        document = request.query_params.get("document", "")
        try:
            source = await run_in_threadpool(self.session.source, document)
        except QuotesError as error:
            return _refusal(str(error), 404)
        return JSONResponse({"document": document, "text": source.text})

    async def judge(self, request: Request) -> Response:
        """Return the row and the card of a quotation judged on the passage that was chosen."""
        try:
            body = json.loads(await request.body())
            note = {"note": body["note"]} if "note" in body else {}
            wanted = decision_of({"choice": "wrong-source", "passage": body["passage"]} | note)
            if wanted.passage is None:
                raise ValueError("no passage")
            id_ = str(body["quotation"])
            judged = await run_in_threadpool(self.session.judge, id_, wanted.passage, wanted.note)
        except KeyError as error:
            return _refusal(worded("unknown quotation {id}", id=error), 404)
        except (ValueError, TypeError, RecursionError) as error:
            return _refusal(worded("no passage ({error})", error=error), 400)
        except QuotesError as error:
            return _refusal(str(error), 422)
        return JSONResponse(self._card(id_) | {"status": judged.status})

    def _card(self, id_: str) -> dict[str, Any]:
        report = self.session.decided()
        at, number = self.session.places[id_]
        article = report.articles[at]
        sources = {source.document: source for source in report.sources}
        row = next(row for row in page_index(report)["rows"] if row[0] == id_)
        made = self.session.decisions.latest()[id_]
        return {
            "row": row,
            "card": card_data(article.quotations[number], article, sources),
            "decision": DECISION.dump_python(made, mode="json"),
            "version": self.session.decisions.latest_number(),
        }


async def _answered(answer: Answer, request: Request) -> Response:
    """Return the answer, or in one line that this program is at fault; nothing is printed."""
    try:
        return await answer(request)
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        fault = worded("a fault of this program ({name})", name=type(error).__name__)
        return _refusal(fault, 500)


def _refusal(why: str, status: int) -> Response:
    """Return why there is no other answer, in English and as the page says it in its language."""
    return JSONResponse({"error": why, "told": parts(why)}, status)


def _shown(latest: Latest) -> dict[str, Any]:
    return {id_: DECISION.dump_python(made, mode="json") for id_, made in latest.items()}
