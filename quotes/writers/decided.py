"""Decisions brought together with a report: which hold, which are open again, which contradict.

A decision belongs to a quotation by its identifier, which is a hash of article, words and
place. It holds as long as the words and the original are those that were decided on. Where
the words changed, so did the identifier: the nearest words find the earlier decision.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import SequenceMatcher

from quotes.model import AuditedArticle, AuditedQuotation, Decision, Report

WORDS = 220  # characters of the quotation kept with a decision
ALIKE = 0.8  # likeness (difflib's ratio) from which words are the same ones, corrected
Latest = Mapping[str, Decision]


def seen_digest(audited: AuditedQuotation) -> str:
    """Return the digest of what a reader sees and decides on: words, speaker, original."""
    passages, speaker = audited.location.passages, audited.quotation.speaker
    document = passages[0].document if passages else ""
    who = speaker.name if speaker else ""
    shown = "\x00".join((audited.quotation.text, who, audited.original, document))
    return hashlib.sha256(shown.encode("utf-8", "replace")).hexdigest()[:16]


def decided_report(report: Report, latest: Latest) -> Report:
    """Return the report with the decision in force, or the earlier one, at each quotation."""
    if not latest:
        return report
    latest, lost = followed(latest, {q.id for one in report.articles for q in one.quotations})
    articles = tuple(decided_article(article, latest, lost) for article in report.articles)
    return replace(report, articles=articles)


def followed(latest: Latest, known: Collection[str]) -> tuple[Latest, list[Decision]]:
    """Return decisions by the identifiers of a report (`known`), and those of no quotation in it.

    An article that is given by another path has other identifiers, which end alike: a decision
    follows where no other quotation and no other decision has that end.
    """
    lost = {id_: d for id_, d in latest.items() if id_ not in known and d.choice != "open"}
    theirs, ours = Counter(map(_end, lost)), Counter(map(_end, known))
    earlier = {_end(id_): id_ for id_ in lost if theirs[_end(id_)] == ours[_end(id_)] == 1}
    moved = {id_: earlier[_end(id_)] for id_ in known if id_ not in latest and _end(id_) in earlier}
    found = {**latest, **{id_: lost.pop(old) for id_, old in moved.items()}}
    return found, list(lost.values())


def _end(id_: str) -> str:
    return id_.rpartition("#")[2]


def decided_article(
    audited: AuditedArticle, latest: Latest, lost: Iterable[Decision] = ()
) -> AuditedArticle:
    """Return an article with the decisions on its quotations.

    `lost` are decisions whose quotation is no longer there: one on nearly the same words is
    shown as an earlier decision on the quotation that has them now.
    """
    return replace(
        audited,
        quotations=tuple(_decided(quotation, latest, lost) for quotation in audited.quotations),
    )


def _decided(
    audited: AuditedQuotation, latest: Latest, lost: Iterable[Decision]
) -> AuditedQuotation:
    made = latest.get(audited.id)
    if made is None:
        near = _nearest(audited.quotation.text, lost)
        return replace(audited, decision=replace(near, reopened=True)) if near else audited
    if made.choice == "open":
        return replace(audited, decision=made) if made.note or made.conflict else audited
    stale = bool(made.seen) and made.seen != seen_digest(audited)
    return replace(audited, decision=replace(made, reopened=stale))


def _nearest(words: str, lost: Iterable[Decision]) -> Decision | None:
    held = words[:WORDS].rstrip("…")
    for made in lost:
        matcher = SequenceMatcher(None, held, made.words.rstrip("…"), autojunk=False)
        if made.words and matcher.real_quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE:
            return made
    return None


def merged(
    latest: Latest, others: Iterable[tuple[str, Decision]]
) -> Iterator[tuple[str, Decision]]:
    """Yield what to record so that another person's decisions count beside ours.

    The later of two by one person wins. Where two persons decided otherwise nothing is
    decided: a conflict is recorded, which names both, until somebody decides.
    """
    held = dict(latest)
    for quotation, other in others:
        mine = held.get(quotation)
        if mine and _contradict(mine, other):
            made = _conflict(mine, other)
        elif mine is None or other.at > mine.at:
            made = other
        else:
            continue
        held[quotation] = made
        yield quotation, made


def _contradict(mine: Decision, other: Decision) -> bool:
    if "open" in (mine.choice, other.choice) or mine.who == other.who:
        return False
    return (mine.choice, mine.speaker, mine.passage) != (other.choice, other.speaker, other.passage)


def _conflict(mine: Decision, other: Decision) -> Decision:
    said = [f"{made.who or 'somebody'}: {made.choice}" for made in (mine, other)]
    notes = [made.note for made in (mine, other) if made.note]
    return replace(
        other,
        choice="open",
        note=" / ".join(notes),
        conflict="; ".join(said),
        at=max(mine.at, other.at),
    )
