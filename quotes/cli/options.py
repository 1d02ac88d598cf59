"""Options that several commands share, and the settings they make together."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from quotes.cli.console import STYLE, say
from quotes.errors import InputError, SettingsError, unknown_name
from quotes.safe_files import read_bounded, read_stream
from quotes.settings import Settings, check_owner, found_settings
from quotes.writers import WRITERS

LONGEST = 1_000_000.0  # seconds for one article: eleven days, and no clock overflows
# What `readers/formats.py` reads, which would load with it; a test holds the two together.
BOTH = ".txt, .md, .markdown, .html, .htm, .docx, .odt, .pdf, .eml, .jsonl"
Files = Annotated[
    list[str],
    typer.Argument(
        help=f"Files, folders or globs: {BOTH}, .parquet, .zip, .warc, .warc.gz, .xml, "
        ".nitf, .newsml."
    ),
]
Format = Annotated[str, typer.Option("--format", "-f", help=f"On stdout: {', '.join(WRITERS)}.")]
Report = Annotated[
    Path | None,
    typer.Option(
        help="Folder for index.html, report.json and report.csv. A run that was stopped "
        "goes on where it was when it is begun again with the same folder.",
        show_default=False,
    ),
]
Baseline = Annotated[
    Path | None,
    typer.Option(help="An earlier report.json: show only what it lacks.", show_default=False),
]
Fresh = Annotated[
    bool, typer.Option("--fresh", help="Audit everything anew, whatever --report holds.")
]
Full = Annotated[
    bool, typer.Option("--full", help="In the terminal every quotation, also of many articles.")
]
Originals = Annotated[
    Path | None,
    typer.Option(
        "--originals",
        "-o",
        help=f"Folder of originals: {BOTH}, .epub, .srt, .vtt.",
        show_default=False,
    ),
]
Engine = Annotated[
    str | None,
    typer.Option(
        "--translator",
        help='Engine for back-translations: "auto" (the best local one), "none", or a name '
        "from `quotes doctor`. Only a named online engine uses the network.",
        show_default=False,
    ),
]
ParserName = Annotated[
    str | None,
    typer.Option("--parser", help='Stanza models: "embedded" or "official".', show_default=False),
]
GlossaryFiles = Annotated[
    list[Path] | None,
    typer.Option("--glossary", help="One more glossary (CSV); may be repeated."),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore",
        help="A check that stays silent: a name, a code, or D2 for all D2xx; may be repeated.",
    ),
]
Select = Annotated[
    list[str] | None,
    typer.Option("--select", help="Only such checks are asked; may be repeated."),
]
Severities = Annotated[
    list[str] | None,
    typer.Option(
        "--severity",
        metavar="CHECK=LEVEL",
        help="How grave a check's findings are: D305=info, warning or error; may be repeated.",
    ),
]
PerFile = Annotated[
    list[str] | None,
    typer.Option(
        "--per-file-ignore",
        metavar="PATTERN=CHECK",
        help='A check that stays silent for some articles: "opinion/*.md=D3"; may be repeated.',
    ),
]
Indirect = Annotated[
    bool | None,
    typer.Option("--indirect/--no-indirect", help="Indirect quotations as well."),
]
UseJudge = Annotated[
    bool | None,
    typer.Option("--judge/--no-judge", help="Ask the learned judge (on unless turned off)."),
]

SecondOpinion = Annotated[
    str | None,
    typer.Option(
        "--second-opinion",
        help='A model to ask of what is flagged or unsure: "ollama:NAME", "llamacpp", "vllm:NAME", '
        '"server:NAME@URL", "cross-encoder:FOLDER", "comet:FILE"; "none" for none.',
        show_default=False,
    ),
]
OpinionsMeasured = Annotated[
    Path | None,
    typer.Option(
        "--opinions-measured",
        help="What `quotes opinions measure` wrote of that model: lets its opinions move the risk.",
        show_default=False,
    ),
]
Offline = Annotated[
    bool,
    typer.Option(
        "--offline",
        help="Refuse an online engine, also one that quotes.toml names. Without one named, "
        "nothing leaves this machine anyway.",
    ),
]
Keep = Annotated[
    bool | None,
    typer.Option("--cache/--no-cache", help="Keep translations and indexes in the cache."),
]
FailOn = Annotated[
    str | None,
    typer.Option(
        help="Exit with 1 from here on: no-original, review, drift or never.", show_default=False
    ),
]
Jobs = Annotated[
    int,
    typer.Option("--jobs", "-j", min=0, help="Workers; 0: a core each.", show_default=False),
]
Limit = Annotated[
    float,
    typer.Option("--limit-article", min=1, max=LONGEST, help="Seconds that one article may take."),
]
Workplace = Annotated[
    str, typer.Option("--engine", help='Where to work: "local", or "ray" for a cluster.')
]
Address = Annotated[
    str | None,
    typer.Option(help="Ray's address; none: a Ray of this machine.", show_default=False),
]
LogFormat = Annotated[str, typer.Option("--log", help="Messages on stderr: text or json.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No messages but errors.")]

SETTINGS = (
    "originals", "translator", "keep", "offline", "parser", "glossaries", "ignore", "select",
    "severity", "per_file_ignores", "fail_on", "indirect", "judge", "second_opinion",
    "opinions_measured",
)  # fmt: skip
"""The options of an audit that are settings."""

LineFormat = Annotated[str, typer.Option("--format", "-f", help="terminal or jsonl.")]
LINE_FORMATS = ("terminal", "jsonl")
FORMATS = ", ".join(WRITERS)
LEVELS = ("info", "warning", "error")
LARGEST = 500_000_000  # bytes of a file of pairs: about two million of them


def check_format(name: str, known: Iterable[str] = LINE_FORMATS) -> None:
    """Raise SettingsError, with the nearest real one, for a format that does not exist."""
    if name not in known:
        raise unknown_name("format", name, known)


def check_name(what: str, name: str, known: Iterable[str]) -> None:
    """Raise SettingsError, with the nearest real one, for a name that is not known."""
    if name not in known:
        raise unknown_name(what, name, known)


def messages(log: str, *, quiet: bool) -> None:
    """Say how messages are shown; raise SettingsError for an unknown way."""
    check_name("--log", log, ("text", "json"))
    STYLE.log, STYLE.quiet = "json" if log == "json" else "text", quiet


def settings(**flags: Any) -> Settings:  # noqa: ANN401 - each flag has its own type
    """Return the settings of the working folder, with the flags that were given."""
    given = {name: flag for name, flag in flags.items() if flag not in (None, [], ())}
    for name in ("glossaries", "ignore", "select"):
        if name in given:
            given[name] = tuple(given[name])
    if "severity" in given:
        given["severity"] = dict(pairs("--severity", given["severity"], LEVELS))
    if "per_file_ignores" in given:
        silenced: dict[str, tuple[str, ...]] = {}
        for pattern, check in pairs("--per-file-ignore", given["per_file_ignores"]):
            silenced[pattern] = (*silenced.get(pattern, ()), check)
        given["per_file_ignores"] = silenced
    found, file = found_settings(Path.cwd())
    theirs = replace(
        found,
        translator="auto" if "translator" in given else found.translator,
        second_opinion="" if "second_opinion" in given else found.second_opinion,
    )
    if file and (told := check_owner(theirs, file)):
        say(told)
    offline = given.pop("offline", None)
    chosen = replace(found, **given)
    if chosen.second_opinion == "none":
        chosen = replace(chosen, second_opinion="")
    if offline:
        _check_offline(chosen)
    if not chosen.ignore and not chosen.select:
        return chosen
    from quotes.checks import silent  # the checks take their time to load

    return replace(chosen, ignore=silent(chosen.ignore, chosen.select), select=())


def pairs(flag: str, given: Iterable[str], known: Iterable[str] = ()) -> Iterator[tuple[str, Any]]:
    """Yield the two sides of "LEFT=RIGHT"; raise SettingsError where one is missing or unknown."""
    for pair in given:
        left, _, right = pair.rpartition("=")
        if not left.strip() or not right.strip():
            raise SettingsError(f"{flag} {pair!r}: write two names with = between them")
        if known:
            check_name(flag, right.strip(), known)
        yield left.strip(), right.strip()


def _check_offline(chosen: Settings) -> None:
    """Raise SettingsError where --offline stands beside what is online."""
    from quotes import opinions, translators

    if out := translators.sends_out(chosen.translator):
        raise SettingsError(f"{out[0]} is an online translator: leave out --offline to use it")
    if out := opinions.sends_out(chosen.second_opinion):
        raise SettingsError(f"{out[0]} is beyond this machine: leave out --offline to use it")


def json_lines(path: Path, *keys: str, words: Sequence[str] = ()) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON lines file ("-" is stdin); raise InputError with the line.

    Each must have the `keys`, and text in those that are `words`, where it has them.
    """
    for number, line in enumerate(_read(path).split("\n"), 1):
        if not line.strip():
            continue
        try:
            item = json.loads(line, parse_constant=_no_number, parse_float=_finite)
        except (ValueError, RecursionError) as error:
            raise InputError(f"{path}:{number}: no JSON ({error}): one object a line") from error
        missing = [k for k in keys if not isinstance(item, dict) or k not in item]
        if missing:
            raise InputError(f"{path}:{number}: {missing[0]!r} is missing: each line needs {keys}")
        for word in (one for one in words if one in keys or item.get(one) is not None):
            if not isinstance(item[word], str):
                raise InputError(f"{path}:{number}: {word!r} is no text: write it in quotes")
            item[word] = clean(item[word])
        yield item


def clean(text: str) -> str:
    """Return a text that can be encoded: halves of characters (surrogates) become "?"."""
    return text.encode("utf-8", "replace").decode()


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    return number if math.isfinite(number) else _no_number(digits)


def _read(path: Path) -> str:
    try:
        if str(path) == "-":
            raw = read_stream(sys.stdin.buffer, LARGEST, "-")
        else:
            raw = read_bounded(path, LARGEST)
        return raw.decode("utf-8-sig")
    except FileNotFoundError:
        raise InputError(f"{path}: no such file: check the name") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is no UTF-8 text ({error.reason}): save it as UTF-8") from error
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}: check the name and its rights") from error
