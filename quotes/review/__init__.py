"""Deciding about what an audit found: on a page of this machine, in a terminal, from files.

decisions        where they are kept, in the run's SQLite file, and the file in which they travel
differences      two reports beside each other; a report's verdicts worked out again
session          a report with its decisions, and a quotation judged anew
server           the page on loopback
terminal_review  the same keys without a browser
"""
