"""Articles and sources from files: one format a file, each with its line in `formats.py`."""

from quotes.readers.articles import read_article
from quotes.readers.discovery import Discovery, discover
from quotes.readers.formats import ARTICLE_SUFFIXES, SOURCE_SUFFIXES
from quotes.readers.selectors import RawAnchor, Selectors, anchor, anchor_file, describe
from quotes.readers.sources import read_source

__all__ = [
    "ARTICLE_SUFFIXES",
    "SOURCE_SUFFIXES",
    "Discovery",
    "RawAnchor",
    "Selectors",
    "anchor",
    "anchor_file",
    "describe",
    "discover",
    "read_article",
    "read_source",
]
