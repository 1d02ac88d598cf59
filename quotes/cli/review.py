"""`quotes review`: decide about what an audit found."""

from __future__ import annotations

import json
import socket
import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli import options
from quotes.cli.console import say, warn
from quotes.errors import SettingsError

if TYPE_CHECKING:
    from quotes.review.session import Session

PATIENCE = 5  # seconds for what is being answered when Ctrl-C comes


def review(
    report: Annotated[Path, typer.Argument(help="A report folder, or the report.json in it.")],
    originals: options.Originals = None,
    port: Annotated[int, typer.Option(help="Port on this machine; 0: any that is free.")] = 0,
    browser: Annotated[bool, typer.Option(help="Open the page in a browser.")] = True,
    who: Annotated[
        str | None, typer.Option(help="Your name, kept with decisions.", show_default=False)
    ] = None,
    terminal: Annotated[bool, typer.Option("--terminal", help="Decide in the terminal.")] = False,
    import_: Annotated[
        list[Path] | None,
        typer.Option("--import", help="Take in a file of decisions; may be repeated."),
    ] = None,
    export: Annotated[
        Path | None, typer.Option(help="Write the decisions to a file.", show_default=False)
    ] = None,
) -> None:
    """Decide about the quotations of a report, on a page that only this machine can open.

    With --originals a wrong source can be corrected and judged anew. Ctrl-C ends it.

    Example: quotes review reports/ --originals originals/
    """
    from quotes.review.session import Session

    session = Session(report, options.settings(originals=originals), who)
    if import_ or export:
        travel(session, import_ or [], export)
    elif terminal:
        from quotes.review.terminal_review import review_in_terminal

        review_in_terminal(session)
    else:
        serve(session, port, browser)


def travel(session: Session, taken: list[Path], export: Path | None) -> None:
    """Take in files of decisions, telling each conflict; write all that is decided then."""
    from quotes.review.decisions import decisions_file, read_decisions
    from quotes.safe_files import write_atomically
    from quotes.writers.decided import merged

    for path in taken:
        read = read_decisions(path)
        known = [(id_, made) for id_, made in read if id_ in session.places]
        made = list(merged(session.decisions.latest(), known))
        session.decisions.add(made)
        for id_, decision in made:
            if decision.conflict:
                warn(f"{id_}: in conflict, to be decided again ({decision.conflict})")
        lost = len(read) - len(known)
        say(f"{path}: {len(made)} taken in, {lost} of quotations that the report lacks")
    if export:
        text = decisions_file(session.decisions.latest())
        say(f"wrote {write_atomically(export, [text.encode()])}")


def serve(session: Session, port: int, browser: bool) -> None:
    """Serve the page until Ctrl-C; the address with its token is printed as JSON on stdout."""
    import secrets

    import uvicorn

    from quotes.review.server import HOST, application

    listener = socket.socket()
    try:
        listener.bind((HOST, port))
        listener.listen()
    except OSError as error:
        raise SettingsError(f"--port {port}: {error.strerror}: name another, or none") from error
    port = listener.getsockname()[1]
    token = secrets.token_urlsafe(24)
    address = f"http://{HOST}:{port}/?token={token}"
    print(json.dumps({"address": address}), flush=True)
    say(f"reviewing {session.file}: Ctrl-C ends it; decisions are kept in {session.decisions.path}")
    if browser:
        webbrowser.open(address)
    settings = uvicorn.Config(
        application(session, port, token),
        log_level="error",
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=PATIENCE,
    )
    with suppress(KeyboardInterrupt):  # raised again by uvicorn, once it has ended
        uvicorn.Server(settings).run(sockets=[listener])
    say("ended; decisions are kept")


def add_to(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("review")(review)
