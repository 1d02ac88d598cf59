"""Finding the quotations of an article: marks, attribution, names, in that order."""

from __future__ import annotations

from quotes.model import Parse, Quotation
from quotes.quotations.assembling import assemble
from quotes.quotations.attribution import attribute
from quotes.quotations.marks import marked
from quotes.quotations.people import actors
from quotes.quotations.reading import read
from quotes.quotations.speaking import Cast


def find(text: str, parse: Parse, *, indirect: bool = False) -> tuple[Quotation, ...]:
    """Return the quotations of a text in order.

    `parse` is the parse of the same text. Scare quotes and titles of works come back
    as kind "scare". With `indirect`, reported speech without marks is returned too.
    No text makes it fail: what cannot be read as a quotation is left out.
    """
    reading = read(text, parse, marked(text))
    return tuple(assemble(reading, attribute(reading), Cast(reading, actors(reading))))
