"""Finding the quotations of an article: marks, attribution, names, in that order."""

from __future__ import annotations

from quotes.model import Parse, Quotation, Span
from quotes.quotations.assembling import assemble
from quotes.quotations.attribution import attribute
from quotes.quotations.forms import blocks, dashed, single_marked, turns
from quotes.quotations.indirect import reported
from quotes.quotations.layouts import shown
from quotes.quotations.marks import marked
from quotes.quotations.people import people_and_bodies
from quotes.quotations.reading import read
from quotes.quotations.speaking import Cast
from quotes.quotations.stretches import Stretch


def find(text: str, parse: Parse, *, indirect: bool = False) -> tuple[Quotation, ...]:
    """Return the quotations of a text in order.

    `parse` is the parse of the same text. Scare quotes and titles of works come back
    as kind "scare". With `indirect`, reported speech without marks is returned too.
    No text makes it fail: what cannot be read as a quotation is left out.
    """
    stretches, turned = _stretches(text)
    reading = read(text, parse, stretches)
    decided = attribute(reading, shown(text, stretches, turned))
    cast = Cast(reading, people_and_bodies(reading))
    found = assemble(reading, decided, cast)
    if indirect:
        found = sorted([*found, *reported(reading, found, cast)], key=lambda q: q.segments)
    return tuple(found)


def _stretches(text: str) -> tuple[list[Stretch], dict[Span, Span]]:
    """Return the stretches of all forms in text order, and the name of each transcript turn."""
    found = marked(text)
    found += single_marked(text, found)
    found += blocks(text, found)
    found += dashed(text, found)
    turned = turns(text, found)
    found += [stretch for stretch, _ in turned]
    found.sort(key=lambda stretch: (stretch.outer.start, -stretch.outer.end))
    outermost: list[Stretch] = []
    for stretch in found:
        if not outermost or stretch.outer.start >= outermost[-1].outer.end:
            outermost.append(stretch)
    return outermost, {stretch.inner: name for stretch, name in turned}
