"""The served page in real browsers: what is decided in one is seen in the other."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
import uvicorn
from playwright.sync_api import expect

from quotes.review.decisions import kept_decisions
from quotes.review.server import application
from tests.review.folders import TOKEN, report_folder, session_of
from tests.writers.browser import current, faults, press

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Return the address, with its token, of the review of the sample."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    port = listener.getsockname()[1]
    session = session_of(report_folder(tmp_path))
    server = uvicorn.Server(
        uvicorn.Config(application(session, port, TOKEN), log_level="error", ws="none")
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{port}/?token={TOKEN}"
    server.should_exit = True
    thread.join(30)


def opened(
    browser: Browser,
    address: str,
    size: tuple[int, int] = (1280, 800),
    scheme: Literal["light", "dark"] = "light",
    locale: str = "en",
) -> Page:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, locale=locale
    )
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(address)
    page.wait_for_selector(".card-body")
    return page


def test_two_browsers_see_each_other_decide(
    chromium: Browser, address: str, tmp_path: Path
) -> None:
    one, other = opened(chromium, address), opened(chromium, address)
    assert "token" not in one.url
    press(one, "d")
    expect(one.locator("#bar")).to_contain_text("1 of 4 decided")
    (made,) = kept_decisions(tmp_path).values()
    assert (made.choice, made.who) == ("drift", "Ana")
    expect(other.locator("#bar")).to_contain_text("1 of 4 decided")
    press(one, "u")
    expect(other.locator("#bar")).to_contain_text("0 of 4 decided")
    for page in (one, other):
        page.context.close()


def test_what_another_decided_just_before_is_not_missed(chromium: Browser, address: str) -> None:
    """The answer to our own decision counts theirs too, and tells nothing of it."""
    one, other = opened(chromium, address), opened(chromium, address)
    one.route("**/decisions?after=*", lambda route: route.abort())
    press(other, "d")
    expect(other.locator("#bar")).to_contain_text("1 of 4 decided")
    press(one, "jd")
    expect(one.locator("#bar")).to_contain_text("1 of 4 decided")
    one.unroute("**/decisions?after=*")
    for page in (one, other):
        expect(page.locator("#bar")).to_contain_text("2 of 4 decided")
        page.context.close()


def test_words_are_selected_in_the_source_and_a_server_that_is_gone_is_told(
    chromium: Browser, address: str
) -> None:
    page = opened(chromium, address)
    gone: list[str] = []  # Chromium takes a moment to ask before it sends, so that is set up first
    page.route("**/decisions", lambda route: route.abort() if gone else route.continue_())
    first = current(page)
    press(page, "w")
    text = page.locator(".source-text")
    page.select_option("dialog select", "debate.txt")
    expect(text).to_contain_text("Creo que")
    text.evaluate(
        "part => { const range = document.createRange(); const node = part.firstChild;"
        "const at = node.data.indexOf('Creo que'); range.setStart(node, at);"
        "range.setEnd(node, at + 8); getSelection().removeAllRanges();"
        "getSelection().addRange(range); }"
    )
    expect(page.locator("dialog")).to_contain_text("Selected: “Creo que”")
    assert page.is_checked("dialog input[value=own]")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    gone.append(address)
    press(page, "d")
    expect(page.locator("#said")).to_contain_text("Not saved", timeout=30_000)
    assert "0 of 4 decided" in page.locator("#bar").inner_text()
    assert current(page) == first
    page.context.close()


@pytest.mark.parametrize(
    ("size", "scheme", "locale"),
    [
        ((1280, 800), "light", "en"),
        ((1280, 800), "dark", "es-CO"),
        ((390, 844), "light", "es-CO"),
        ((390, 844), "dark", "en"),
    ],
)
def test_axe_finds_nothing_on_the_served_page(
    chromium: Browser,
    address: str,
    size: tuple[int, int],
    scheme: Literal["light", "dark"],
    locale: str,
) -> None:
    page = opened(chromium, address, size, scheme, locale)
    press(page, "d")
    expect(page.locator(".settled")).to_have_count(1)
    press(page, "k")
    page.wait_for_selector(".decided")
    assert faults(page) == []
    press(page, "w")
    page.select_option("dialog select", "debate.txt")
    expect(page.locator(".source-text")).not_to_be_empty()
    assert faults(page) == []
    page.keyboard.press("Escape")
    page.context.close()
