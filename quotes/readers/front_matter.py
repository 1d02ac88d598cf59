"""YAML front matter, what stands between two lines of three hyphens above a text, and its dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import date as day

import yaml

from quotes.model import worded
from quotes.readers.documents import Metadata

ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_date(text: str) -> date | None:
    """Return the day that `text` names, or None.

    Read are ISO dates and times ("2025-06-23", "2025-06-23T10:00:00Z") and days
    written out in English or Spanish ("June 23, 2025", "23 de junio de 2025").
    Figures alone in another order ("03/04/2025") are ambiguous and not read.
    """
    text = text.strip()
    try:
        if ISO.match(text):
            return datetime.fromisoformat(text).date()
    except ValueError:
        return None
    return _read_words(text) if re.search(r"[^\W\d_]{3}", text) and len(text) < 60 else None


def date_problem(text: str, found: date | None) -> str | None:
    """Return why the date written as `text` cannot be right, or None."""
    if found is None:
        return worded(
            "date {written} is not a date (write YYYY-MM-DD): left out", written=repr(text[:40])
        )
    # A day's grace: the article may come from a time zone ahead of this one.
    if found > datetime.now(UTC).date() + timedelta(days=1):
        return worded("date {written} lies in the future: left out", written=repr(text[:40]))
    return None


MONTHS = (
    "jan|ene", "feb", "mar", "apr|abr", "may", "jun", "jul", "aug|ago", "sep|set", "oct", "nov",
    "dec|dic",
)  # fmt: skip
NTH = r"(?:st|nd|rd|th|\.?[º°])?"
BETWEEN = r"[\s,./_-]*(?:(?:de|del|of)\s+)?"
_MONTH = rf"(?:{'|'.join(MONTHS)})[a-z]*\.?"
WRITTEN = (
    rf"\d{{1,2}}{NTH}\s+(?:(?:de|of)\s+)?{_MONTH},?\s+(?:(?:de|del)\s+)?\d{{4}}"
    rf"|{_MONTH}\s+\d{{1,2}}{NTH},?\s+\d{{4}}"
)
# "Puerto Almendro, 3 de mayo de 2031. La alcaldesa …", "Published on May 3, 2031 at 10:15", "By Ana
# Mejía | 3 May 2031". A day within a sentence ("cayó el 3 de mayo de 2031") is no dateline.
DATELINE = re.compile(
    rf"""\s*(?:[^\W\da-zà-ÿ][^.!?:\d“”«»"]{{0,80}}[,.|·•)/–—-]\s*)?
    (?:(?i:publi\w+|posted|updated|actualiz\w+|fecha|date)(?:\s+(?:on|el))?:?\s+)?
    (?:(?i:lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo|\w{{3,6}}day),?\s+)?
    (?P<day>(?i:{WRITTEN}))
    (?:\s*$|\s*[.:|·•(/–—-]|,?\s+(?:(?:a\s+las?|at)\s+)?\d\d?[.:h]\d\d|\s+(?:por|by)\s)""",
    re.VERBOSE,
)
DATED = 6  # lines at the top of an article among which its date stands, with headline and byline


def dateline(text: str) -> date | None:
    """Return the day that a line of its own, or a paragraph's dateline, prints above an article."""
    lines = [line for line in text.split("\n") if line.strip()][:DATED]
    for found in filter(None, map(DATELINE.match, lines)):
        written = re.sub(rf"(?<=\d){NTH}(?=\W)", "", found["day"])  # no parser reads "1.º"
        day = read_date(written)
        if not date_problem(written, day):
            return day
    return None


def prints(page: str, day: date) -> bool:
    """Return whether a page holds the whole day: what finds dates makes days of bare months."""
    year, month = str(day.year), rf"(?:0?{day.month}|(?:{MONTHS[day.month - 1]})[a-z]*\.?)"
    number = rf"0?{day.day}{NTH}"
    orders = ((year, month, number), (number, month, year), (month, number, year))
    written = "|".join(BETWEEN.join(order) for order in orders)
    return re.search(rf"(?<!\d)(?:{written})(?!\d)", page, re.IGNORECASE) is not None


def _read_words(text: str) -> date | None:
    import dateparser  # noqa: PLC0415 - 0.3 s that ISO dates need not pay

    settings = {"STRICT_PARSING": True, "DATE_ORDER": "DMY", "PARSERS": ["absolute-time"]}
    found = dateparser.parse(text, languages=["en", "es"], settings=settings)
    return found.date() if found else None


OPENING = re.compile(r"\ufeff?---[ \t]*\r?\n")
CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
FIELD = re.compile(r"[A-Za-z_][\w -]*:(?:\s|$)")
# Front matter is a card, not a data set: what closes beyond this is a rule in a text.
LONGEST = 20_000
NOTHING = Metadata()


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The metadata of a text, where its body starts (characters), and one-line warnings."""

    metadata: Metadata = NOTHING
    body: int = 0
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Field:
    """One value of the front matter and the line of the file that holds it, from 1."""

    values: tuple[str, ...]
    line: int


def read_front_matter(text: str) -> FrontMatter:
    """Return what stands above the text; a text without front matter has none and body 0.

    What cannot be read is left out with a warning that names the line; the body
    is read all the same. Blank lines between front matter and body belong to neither.
    """
    opening = OPENING.match(text)
    if not opening or not FIELD.match(text, opening.end()):
        return _without_fields(text, opening)
    closing = CLOSING.search(text, opening.end(), opening.end() + LONGEST)
    if not closing:
        warning = worded(
            "line 1: front matter is opened and not closed by --- within {most} characters: "
            "read as text",
            most=f"{LONGEST:,}",
        )
        return FrontMatter(warnings=(warning,))
    body = _skip_blank_lines(text, closing.end())
    block = text[opening.end() : closing.start()]
    try:
        fields = dict(_fields(block))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return FrontMatter(body=body, warnings=(_yaml_problem(error),))
    metadata, warnings = _judge(fields)
    return FrontMatter(metadata, body, warnings)


def _without_fields(text: str, opening: re.Match[str] | None) -> FrontMatter:
    """Tell an empty or broken block ("---", words, "---") from a rule that opens a text."""
    closing = CLOSING.search(text, opening.end(), opening.end() + LONGEST) if opening else None
    if not opening or not closing:
        return FrontMatter()
    block = text[opening.end() : closing.start()]
    if not block.strip():
        return FrontMatter(body=_skip_blank_lines(text, closing.end()))
    if not block.splitlines()[0].strip():
        return FrontMatter()  # a rule, a blank line and paragraphs: text
    warning = worded("line 2: front matter is not a list of 'key: value' lines: left out")
    return FrontMatter(body=_skip_blank_lines(text, closing.end()), warnings=(warning,))


def _skip_blank_lines(text: str, position: int) -> int:
    blank = re.compile(r"(?:[ \t]*\r?\n)*").match(text, position)
    return blank.end() if blank else position


def _fields(block: str) -> Iterator[tuple[str, _Field]]:
    # Nodes, not values: YAML would turn "no" into False and raise on 2025-13-45,
    # and only nodes know their line.
    root = yaml.compose(block, Loader=yaml.SafeLoader)
    if not isinstance(root, yaml.MappingNode):
        raise ValueError("it is not a list of 'key: value' lines")
    for key, value in root.value:
        if isinstance(key, yaml.ScalarNode):
            name = key.value.strip().lower().replace("-", "_").replace(" ", "_")
            yield name, _Field(_values(value), key.start_mark.line + 2)


def _values(node: yaml.Node) -> tuple[str, ...]:
    children = node.value if isinstance(node, yaml.SequenceNode) else [node]
    texts = (child.value for child in children if isinstance(child, yaml.ScalarNode))
    return tuple(text.strip() for text in texts if text.strip() not in ("", "~", "null"))


def _yaml_problem(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 2 if mark else 2
    problem = getattr(error, "problem", None) or (str(error).splitlines() or ["too deep"])[0]
    return worded(
        "line {line}: front matter cannot be read ({problem}): left out, the text is read",
        line=line,
        problem=problem,
    )


def _judge(fields: dict[str, _Field]) -> tuple[Metadata, tuple[str, ...]]:
    warnings: list[str] = []
    metadata = Metadata(
        title=_one(fields, "title"),
        author=_one(fields, "author"),
        speaker=_one(fields, "speaker"),
        date=_day(fields, "date", warnings),
        language=_one(fields, "language"),
        url=_one(fields, "url"),
        archive_url=_one(fields, "archive_url"),
        retrieved=_day(fields, "retrieved", warnings),
        sources=fields["sources"].values if "sources" in fields else (),
        ignore=_names(fields, "quotes_ignore"),
    )
    return metadata, tuple(warnings)


def _names(fields: dict[str, _Field], name: str) -> tuple[str, ...]:
    """Return the names in a list, or in one value with commas or spaces between them."""
    found = fields.get(name)
    return tuple(" ".join(found.values).replace(",", " ").split()) if found else ()


def _one(fields: dict[str, _Field], name: str) -> str | None:
    found = fields.get(name)
    return ", ".join(found.values) or None if found else None


def _day(fields: dict[str, _Field], name: str, warnings: list[str]) -> day | None:
    text = _one(fields, name)
    if text is None:
        return None
    found = read_date(text)
    problem = date_problem(text, found)
    if problem:
        warnings.append(f"line {fields[name].line}: {name}: {problem}")
        return None
    return found
