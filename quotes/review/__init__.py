"""Deciding about what an audit found: on a page of this machine, in a terminal, from files.

decisions   where decisions are kept: the run's SQLite file in the report folder
files       decisions as a file that travels, and two persons' files brought together
session     a report with its decisions, and a quotation judged anew
server      the page on loopback
terminal    the same keys without a browser
"""
