"""The command line: parse arguments, call, choose the exit code.

The only place that prints or exits. One command a file; heavy libraries are loaded by
the command that needs them, so that `quotes --help` answers at once.
"""

import os

# numpy's library would share out even tiny products among threads that wait for one another:
# finding the passages of seeds/ took 3.8 s of processor time with two threads, 1.6 with one.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from quotes.cli.app import app, main  # numpy reads the variable when it is loaded

__all__ = ["app", "main"]
