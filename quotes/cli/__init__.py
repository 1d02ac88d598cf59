"""The command line: parse arguments, call, choose the exit code.

The only place that prints or exits. Heavy libraries are loaded by
the command that needs them, so that `quotes --help` answers at once.
"""

from quotes.cli.app import app, main

__all__ = ["app", "main"]
