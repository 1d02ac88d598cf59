"""Articles and sources from files: one format a file, each with its line in `formats.py`."""

from quotes.readers.articles import read_article
from quotes.readers.discovery import Discovery, discover
from quotes.readers.formats import ARTICLE_SUFFIXES, SOURCE_SUFFIXES
from quotes.readers.sources import read_source

__all__ = [
    "ARTICLE_SUFFIXES",
    "SOURCE_SUFFIXES",
    "Discovery",
    "discover",
    "read_article",
    "read_source",
]
