"""The kinds of drift that are looked for, in the order of their codes.

D1xx facts, D2xx logic and force, D3xx terms, D4xx completeness, D5xx attribution.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import Any

from quotes.bilingual.passages import completed
from quotes.checks import (
    certainty,
    completeness,
    degrees,
    names,
    negation,
    numbers,
    passages,
    persons,
    tenses,
    terms,
    whole_pair,
)
from quotes.errors import SettingsError, is_fault, unknown_name
from quotes.model import SEVERITIES, Case, Check, Evidence, Finding, Severity, Span, worded

_FILES = (
    numbers,
    names,
    negation,
    certainty,
    tenses,
    degrees,
    terms,
    completeness,
    passages,
    whole_pair,
    persons,
)
CHECKS: tuple[Check, ...] = tuple(
    sorted(
        (one for file in _FILES for one in vars(file).values() if isinstance(one, Check)),
        key=lambda one: one.code,
    )
)
_WORD_FOR_WORD = (
    negation.added_negation,
    certainty.question_statement,
    passages.truncated_clause,
    whole_pair.misquoted_words,
    persons.wrong_speaker,
)
PREFIX = re.compile(r"D\d{0,3}")
_NAMED = {key: check for check in CHECKS for key in (check.name, check.code)}


def by_name(name: str) -> Check:
    """Return the check with this slug or code; SettingsError with the nearest one otherwise."""
    found = _NAMED.get(name)
    if found:
        return found
    raise unknown_name("check", name, [check.name for check in CHECKS])


def named(pattern: str) -> tuple[Check, ...]:
    """Return the checks that a slug, a code or the beginning of codes ("D2") names.

    Raises SettingsError, with the nearest name, where it names none.
    """
    if PREFIX.fullmatch(pattern):
        found = tuple(check for check in CHECKS if check.code.startswith(pattern))
        if found:
            return found
    return (by_name(pattern),)


def silent(ignore: Iterable[str], select: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the slugs of the checks that stay silent, in the order of the checks.

    They are those that `ignore` names and, where `select` names any, those that it does not.
    Raises SettingsError for a name that does not exist, and where nothing selected is left.
    """
    ignored = {check.name for pattern in ignore for check in named(pattern)}
    selected = {check.name for pattern in select for check in named(pattern)}
    if selected and selected <= ignored:
        raise SettingsError("every check that is selected is ignored as well: none would be asked")
    return tuple(
        check.name
        for check in CHECKS
        if check.name in ignored or (selected and check.name not in selected)
    )


def weighed(severity: Mapping[str, Severity]) -> dict[str, Severity]:
    """Return severities by slug where they are set by a slug, a code or the beginning of codes.

    A longer code wins over a shorter one. Raises SettingsError, with the nearest name.
    """
    found: dict[str, Severity] = {}
    for pattern in sorted(severity, key=lambda name: (not PREFIX.fullmatch(name), len(name))):
        found |= {check.name: severity[pattern] for check in named(pattern)}
    return found


LONGEST = 8_000  # characters compared: no quotation is longer, and the time grows with the square


def shortened(case: Case) -> Case:
    """Return a case with as much of its texts as is compared."""
    back, sentence = case.back_translation, case.sentence
    if max(map(len, (case.original, case.quote, back or "", sentence or ""))) <= LONGEST:
        return case
    return replace(
        case,
        original=case.original[:LONGEST],
        quote=case.quote[:LONGEST],
        back_translation=back and back[:LONGEST],
        sentence=sentence and sentence[:LONGEST],
    )


def run(case: Case, ignore: Collection[str] = frozenset()) -> tuple[Finding, ...]:
    """Return all findings of a case, in the order of the checks, but those `ignore` names.

    Of findings of one check about the same words the first is kept. What nobody
    translated is compared word for word, and only what the same words may hide is looked for:
    what is left out, what was asked, who speaks. A check that fails on a
    case never ends the run: that it could not be compared, and why, is a finding too.
    """
    looked: Sequence[Check] = _WORD_FOR_WORD if case.word_for_word else CHECKS
    moved, longest = 0, len(case.original)
    found: list[Finding] = []
    failures: list[str] = []
    long = max(longest, len(case.quote)) > LONGEST
    case = shortened(case)
    if long:
        failures.append(worded("only its first {n} characters were compared", n=f"{LONGEST:,}"))
    try:
        case, moved = (case, 0) if case.word_for_word else passages.begun(completed(case))
    except BaseException as error:  # told with the quotation, never the end of a run
        if not is_fault(error):
            raise
        failures.append(_failure(worded("the passage"), error))
    for check in looked:
        if check.name in ignore or check.code in ignore:
            continue
        try:
            found += _found(check, case, moved, longest)
        except BaseException as error:  # the same
            if not is_fault(error):
                raise
            failures.append(_failure(check.name, error))
    if failures:
        found.append(whole_pair.failed(failures))
    return tuple(found)


def _found(check: Check, case: Case, moved: int, longest: int) -> list[Finding]:
    """Return the findings of one check, the first of those about the same words.

    Those that say the same word for word ("no" is lost twice) are one, about the words of each.
    """
    mine: dict[str, Finding] = {}
    for evidence in check.find(case):
        finding = _finding(check, evidence, moved, longest)
        if any(_same_words(finding, other) for other in mine.values()):
            continue
        said = finding.message.casefold()
        mine[said] = _both(mine[said], finding) if said in mine else finding
    return list(mine.values())


def _both(one: Finding, other: Finding) -> Finding:
    """Return two findings that say the same as one, as grave and as firm as the graver."""
    graver = min(one, other, key=lambda f: (SEVERITIES.index(f.severity), not f.firm))
    return replace(
        graver, original=(*one.original, *other.original), quote=(*one.quote, *other.quote)
    )


def _failure(what: str, error: BaseException) -> str:
    """Return what failed and why, in one line."""
    reason = " ".join(str(error).split())[:_LONGEST_REASON]
    return f"{what} ({type(error).__name__}{': ' if reason else ''}{reason})"


_LONGEST_REASON = 120  # characters


def _finding(check: Check, evidence: Evidence, moved: int, longest: int) -> Finding:
    """Return the evidence stamped, its words moved back to where the case has them.

    Words of the original that do not lie within the `longest` characters of the case are
    named by the message alone.
    """
    return check.finding(
        evidence.message,
        tuple(
            Span(max(0, span.start - moved), min(span.end - moved, longest))
            for span in evidence.original
            if max(0, span.start - moved) < min(span.end - moved, longest)
        ),
        tuple(span for span in evidence.quote if span.start < span.end),
        severity=evidence.severity,
        firm=evidence.firm,
    )


def _same_words(one: Finding, other: Finding) -> bool:
    return any(a.overlap(b) for a in one.original for b in other.original) and any(
        a.overlap(b) for a in one.quote for b in other.quote
    )


@cache
def _measured(name: str = "measured") -> dict[str, Any]:
    """Return the counts of `measured.toml`, or of another file: how often each check is right."""
    text = resources.files("quotes.checks").joinpath(f"{name}.toml").read_text(encoding="utf8")
    return tomllib.loads(text)


def measured(check: Check, kind: str = "measured") -> tuple[float | None, float, float]:
    """Return the precision of a check, its recall and its false alarms (0..1).

    Counted are errors and warnings on the pairs that `measured.toml` names, or `written.toml`:
    precision among faithful and drifting pairs as they stand there (about two faithful ones to a
    drift, or one), None where the check found nothing.
    """
    every = _measured(kind)
    counts = every["checks"].get(check.name, {"faithful": [0, 0, 0], "drift": [0, 0, 0]})
    wrong, right = sum(counts["faithful"][:2]), sum(counts["drift"][:2])
    share = right / (right + wrong) if right + wrong else None
    return share, right / every["drift"], wrong / every["faithful"]


@cache
def _decisive() -> frozenset[str]:
    """Return the checks of which some finding decides by what was learned (`weights/risk`)."""
    file = resources.files("quotes").joinpath("weights", "risk", "with_judge.json")
    learned = json.loads(file.read_text("utf8"))
    return frozenset(kind.split()[0] for kind in (*learned["alone"], *learned["alone_located"]))


def handbook() -> str:
    """Return docs/checks.md: a table of all checks, how often each is right, and its page."""
    counts = _measured()
    lines = [
        "# The checks",
        "",
        "Made from the docstrings of `quotes/checks/` by `quotes.checks.handbook()`; "
        "`quotes explain NAME` prints one page. `--ignore NAME` silences a check.",
        "",
        "| code | name | severity | looks for |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| {check.code} | [{check.name}](#{check.name}) | {check.severity} | "
        f"{check.manual.partition(chr(10))[0]} |"
        for check in CHECKS
    ]
    lines += [
        "",
        "## How often each is right",
        f"Checks alone, without the judge and the risk, on {counts['data']} "
        f"({counts['faithful']:,} faithful, {counts['drift']:,} drifting; `python -m "
        "benchmarks.checks`). Errors and warnings count. Precision: the share of the pairs "
        "objected to that drift, in that mixture; recall: the share of all drifts; false alarms: "
        "the share of the faithful pairs. The last precision is that on "
        f"{_measured('written')['data']}: statements as newsrooms print them, free and cut, one "
        "drift to a faithful rendering. A check stands alone where its firm findings, or its "
        "errors or warnings, were right often enough of those pairs that the learned risk took for "
        "faithful (`weights/risk/CARD.md`), or where it knows more than the pair; any other "
        "explains what the risk says and decides nothing by itself.",
        "",
        "| name | precision | recall % | false alarms % | … of statements | stands alone |",
        "|---|---|---|---|---|---|",
    ]
    for check in CHECKS:
        share, recall, alarms = measured(check)
        free, _, _ = measured(check, "written")
        shown, told = ("–" if one is None else f"{one:.2f}" for one in (share, free))
        alone = "yes" if check.stands or check.name in _decisive() else "no"
        lines.append(
            f"| {check.name} | {shown} | {100 * recall:.2f} | {100 * alarms:.2f} | {told} "
            f"| {alone} |"
        )
    for check in CHECKS:
        page = check.manual.strip().replace("Drifts:", "Drifts:\n").replace("Clean:", "Clean:\n")
        lines += ["", f"## {check.name}", f"`{check.code}`, {check.severity}. {page}"]
    return "\n".join(lines) + "\n"
