"""`quotes report`, `diff`, `replay` and `review`: what is done with a report that was written."""

from __future__ import annotations

import json
import socket
import sys
import webbrowser
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli import options
from quotes.cli.console import say, warn
from quotes.errors import SettingsError
from quotes.settings import Settings

if TYPE_CHECKING:
    from quotes.review.differences import Difference
    from quotes.review.session import Session

PATIENCE = 5  # seconds for what is being answered when Ctrl-C comes


def report(
    file: Annotated[Path, typer.Argument(help="A report.json that `quotes audit` wrote.")],
    format_: Annotated[str, typer.Option("--format", "-f", help=options.FORMATS)] = "terminal",
    output: Annotated[
        Path | None, typer.Option(help="Folder to write into; none: stdout.", show_default=False)
    ] = None,
) -> None:
    """Write an earlier audit again, in another format, with what was decided since.

    Example: quotes report reports/report.json --format csv
    """
    from quotes.review.decisions import kept_decisions
    from quotes.writers import WRITERS, read_report
    from quotes.writers.decided import decided_report

    options.check_format(format_, WRITERS)
    done = decided_report(read_report(file), kept_decisions(file.parent))
    if output:
        say(f"wrote {WRITERS[format_].write(done, output)}")
    else:
        WRITERS[format_].to_stdout(done)


def diff(
    old: Annotated[Path, typer.Argument(help="The earlier report.json.")],
    new: Annotated[Path, typer.Argument(help="The later report.json.")],
) -> None:
    """Show which quotations are new, gone, or judged otherwise. Exit code 1 if there are any.

    Example: quotes diff yesterday/report.json reports/report.json
    """
    from quotes.review.differences import differences
    from quotes.writers import read_report

    found = list(differences(read_report(old), read_report(new)))
    for one in found:
        print(line(one))
    raise typer.Exit(int(bool(found)))


def line(one: Difference) -> str:
    """Return a difference as "path:line:column: changed: review → drift (D201): “…”"."""
    from quotes.review.differences import verdict_of
    from quotes.writers.shown_text import one_line

    sides = [verdict_of(side) for side in (one.before, one.after) if side]
    said = " → ".join(
        f"{status} ({', '.join(codes)})" if codes else status for status, codes in sides
    )
    shown = one.after or one.before
    words = shown.quotation.text if shown else ""
    return one_line(f"{one.place}: {one.kind}: {said}: “{words}”")


def replay(
    file: Annotated[Path, typer.Argument(help="A report.json that `quotes audit` wrote.")],
    glossary: options.GlossaryFiles = None,
    ignore: options.Ignore = None,
    severity: options.Severities = None,
    judge: options.UseJudge = None,
) -> None:
    """Work every verdict out again from the report alone, offline, and say what changed.

    The originals are not looked for again: their words stand in the report, as do the user's
    own glossaries, and which checks were asked; flags are added to those. Exit code 0:
    identical; 1: something changed.

    Example: quotes replay reports/report.json
    """
    from quotes.review.differences import replay as replayed
    from quotes.review.differences import with_rules
    from quotes.tools import rules_of
    from quotes.writers import read_report
    from quotes.writers.shown_text import one_line

    read = read_report(file)
    given = Settings(
        glossaries=tuple(glossary or ()),
        ignore=tuple(ignore or ()),
        severity=dict(options.pairs("--severity", severity or (), options.LEVELS)),
    )
    rules = with_rules(read.rules, rules_of(given))
    total = changed = 0
    for one in replayed(read, rules if judge is None else replace(rules, judge=judge)):
        total += 1
        if one.changes:
            changed += 1
            print(one_line(f"{one.place}: {one.before.id}"))
            for line in one.changes:
                print(f"  {one_line(line)}")
    say(f"{total} verdicts: {f'{changed} changed' if changed else 'identical'}")
    raise typer.Exit(int(bool(changed)))


def review(
    report: Annotated[Path, typer.Argument(help="A report folder, or the report.json in it.")],
    originals: options.Originals = None,
    port: Annotated[
        int, typer.Option(min=0, max=65_535, help="Port on this machine; 0: any that is free.")
    ] = 0,
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

        if not sys.stdin.isatty():
            advice = "run it in one, or take decisions from a file with --import"
            raise SettingsError(f"--terminal reads single keys, and this is no terminal: {advice}")
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
    if not browser:
        say(f"open this address in a browser of this machine: {address}")
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
    """Add the commands to the application."""
    app.command("report")(report)
    app.command("diff")(diff)
    app.command("replay")(replay)
    app.command("review")(review)
