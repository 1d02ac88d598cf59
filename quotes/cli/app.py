"""The application: its commands, and what happens when one of them fails."""

from __future__ import annotations

import os
import sys
from typing import TextIO

import typer

from quotes import __version__
from quotes.cli import audit, compare, installed, opinions, reports, steps, watch
from quotes.cli.console import fail
from quotes.errors import DEBUG, QuotesError, is_fault
from quotes.network import enforce

INTERRUPTED = 130  # typer's own exit code for Ctrl-C, which it gives without a word

app = typer.Typer(
    name="quotes",
    help="Tell, for every quotation in an English article that was first said in Spanish, "
    "whether its meaning survived the translation, and show why.",
    epilog="Example: quotes audit articles/ --originals originals/ --report reports/",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def _options(
    version: bool = typer.Option(False, "--version", help="Show the version and leave."),
) -> None:
    if version:
        print(f"quotes {__version__}")
        raise typer.Exit


for module in (audit, watch, steps, compare, reports, opinions, installed):
    module.add_to(app)


def widen(stream: TextIO) -> None:
    """Have a stream take every character: "?" on a terminal that lacks it, UTF-8 elsewhere.

    Python writes ASCII where the locale is C, and would stop at the first “ of a report.
    """
    try:
        "“ñ≠→█".encode(stream.encoding)
    except (UnicodeError, LookupError):
        if stream.isatty():
            stream.reconfigure(errors="replace")  # type: ignore[attr-defined]
        else:
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[attr-defined]
    except (AttributeError, TypeError):
        return  # closed from the beginning, or a stand-in


def fill() -> None:
    """Give this process an input and outputs where it was started with some of them closed.

    Otherwise the next file that is opened, a cache, takes the number of the closed output, and
    what a child process prints is written into it.
    """
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        try:
            os.fstat(number)
        except OSError:
            nowhere = os.open(os.devnull, os.O_RDWR)
            if nowhere != number:
                os.dup2(nowhere, number)
                os.close(nowhere)
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(number, mode, closefd=False))


def main() -> None:
    """Run the command line; exit 0 (nothing found), 1 (something found) or 2 (not done)."""
    fill()
    enforce()
    widen(sys.stdout)
    widen(sys.stderr)
    if not os.environ.get(DEBUG):
        os.environ["RUST_BACKTRACE"] = "0"  # a library in Rust prints one for what we handle
    try:
        app()
    except SystemExit as left:
        if left.code == INTERRUPTED:
            fail("interrupted")
        raise
    except QuotesError as error:
        fail(str(error))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        fail(f"{error.filename or 'the system'}: {error.strerror or error}")
    except BaseException as error:
        if os.environ.get(DEBUG) or not is_fault(error):
            raise
        fail(
            f"a fault of this program ({type(error).__name__}: {error}); "
            f"run again with {DEBUG}=1 and send us what it prints"
        )
