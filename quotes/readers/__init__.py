"""Articles and sources from files: each format with its line in `formats.py`.

    discover(patterns, ARTICLE_SUFFIXES) -> Discovery   the files that names, folders, globs mean
        (.leftovers and .summary(): one line that counts and names what was passed over)
    read_articles(path) -> Iterator[Article | InputError]   every article in a file, lazily
    read_article(path) -> Article    the one article of a file that holds one
    read_source(path, root) -> Source

A .zip, .jsonl or .warc holds many articles: their paths are "pack.zip/inner/a.txt". A member
that cannot be read comes as an InputError in the iterator and ends nothing; InputError is
raised where the file as a whole cannot be used. Every failure of a reader is an InputError.
"""

from quotes.readers.discovery import Discovery, Leftover, discover, is_address
from quotes.readers.formats import ARTICLE_SUFFIXES, SOURCE_SUFFIXES
from quotes.readers.reading import read_article, read_articles, read_source

__all__ = [
    "ARTICLE_SUFFIXES",
    "SOURCE_SUFFIXES",
    "Discovery",
    "Leftover",
    "discover",
    "is_address",
    "read_article",
    "read_articles",
    "read_source",
]
