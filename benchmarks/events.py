r"""Audit 301 invented events as a newsroom would, and say what came out right.

    python -m benchmarks.events [--folder benchmarks/parts] [--half choose|verify] [--wrong]

`benchmarks/events/NN/` holds an English article, its Spanish sources, and `key.json`: of each
quotation who said it, whether it is faithful, drifted or without original, and the passage it
renders. Articles, sources and keys were written for this project, by assistants that had not read
its code. Of the first 36 those with an even SHA-1 of their article are *choose*, the others
*verify*; 37 to 60 were read while mending and are *choose*, 61 to 72 are *verify*, and of those
after them the ones whose SHA-1 begins with 0 to 7 are *choose*. All
articles are audited in one run against all sources, with what ships.

A speaker is right where an editor would say that it is the same person or body as in the key: see
`same_speaker`.

The halves of a split quotation have a line each in the key, and one pair in the report: its passage
is right for a half that it holds, if it is that of all its halves together; a faithful half is not
asked for an alarm where the other half drifted.

`benchmarks/parts/` holds 40 more events, about where a quotation is cut: seven in ten of theirs are
parts of longer sentences, and one such part in three leaves out what turned the meaning. They are
harder than what a newsroom prints, and are told apart.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import io
import json
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Collection
from pathlib import Path
from typing import Any

from quotes.cli import app
from quotes.quotations.names import could_be, is_title, parse_name
from quotes.quotations.wordlists import BODIES

FOLDER = Path(__file__).with_name("events")
PARTS = FOLDER.with_name("parts")
FIRST, READ, LATER = 36, 60, 72  # the last events of three groups: see above
CHECKED = 138  # the last event that checks were written on, where it is *choose*
FLAGGED = ("review", "drift")
RIGHT = 0.7  # words that two passages share, of all their words, to be one passage
WANTED = {  # of each question the answer that is right
    "found": True,
    "speaker": True,
    "matched falsely": False,
    "matched": True,
    "passage right": True,
    "drift flagged": True,
    "faithful flagged": False,
    "speaker accused": False,
}
_GENITIVE = re.compile(r"['’](?:s\b|\s)")
_ADDS = re.compile(  # how a phrase goes on that only says more of the same person
    r",|(?:of|for|with|from|in|at|on|to|outside|inside|near|behind|there|who|whose|which|that|named|called|under|by|as)\b"
)
_OWN = re.compile(r"\s*\([^)]*\)|\b(?:unnamed|unidentified|anonymous)\s+", re.IGNORECASE)
_WHOSE = re.compile(r".+['’]s?\s+(?:own\s+)?\Z")
_OPENS = re.compile(r"\A(?:the|an?|one(?! of)|another|his|her|its|their)\s+", re.IGNORECASE)
Row = dict[str, Any]


def half(event: Path) -> str:
    """Return the half that an event belongs to."""
    digest = hashlib.sha1((event / "article.txt").read_bytes()).hexdigest()  # noqa: S324
    if int(event.name) > LATER:
        return "choose" if digest[0] < "8" else "verify"
    if int(event.name) > FIRST:
        return "choose" if int(event.name) <= READ else "verify"
    return "verify" if int(digest, 16) % 2 else "choose"


def of_half(which: str | None, *folders: Path) -> list[Path]:
    """Return the events of some folders (`FOLDER` where none is named) that belong to a half."""
    every = (event for folder in folders or (FOLDER,) for event in sorted(folder.iterdir()))
    return [event for event in every if which is None or half(event) == which]


def key_of(event: Path) -> list[Row]:
    """Return what the key of an event says of each quotation."""
    found: list[Row] = json.loads((event / "key.json").read_text("utf8"))["quotations"]
    return found


def copy_sources(event: Path, folder: Path) -> None:
    """Copy the sources of an event to a folder of all, under names that tell of which it is."""
    for source in (event / "sources").iterdir():
        shutil.copy(source, folder / f"{event.name}-{source.name}")


def lines_of(key: list[Row], text: str) -> list[Row]:
    """Return the lines of a key that are about the words of a quotation, or about more or less."""
    said = plain(text)
    return [one for one in key if said in plain(one["quote"]) or plain(one["quote"]) in said]


def pairs(which: str, *folders: Path) -> list[Row]:
    """Return the quotations of a half with the passages of the key, as labelled pairs."""
    return [
        {
            "original": key["passage"],
            "quote": key["quote"],
            "label": key["status"],
            "category": "",
            "event": int(event.name),
        }
        for event in of_half(which, *folders)
        for key in key_of(event)
        if key["passage"]
    ]


def audited(events: list[Path], jobs: int) -> dict[str, list[Row]]:
    """Return the quotations of the report by event, all articles in one run."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        for folder in ("articles", "originals"):
            (work / folder).mkdir()
        for event in events:
            shutil.copy(event / "article.txt", work / "articles" / f"{event.name}.txt")
            copy_sources(event, work / "originals")
        options = ["--report", str(work / "report"), "--fail-on", "never", "--jobs", str(jobs)]
        command = ["audit", str(work / "articles"), "--originals", str(work / "originals")]
        with contextlib.redirect_stdout(io.StringIO()):  # the report itself is what is read
            app([*command, *options, "--quiet", "--no-cache"], standalone_mode=False)
        report = json.loads((work / "report" / "report.json").read_text("utf8"))
    return {Path(one["path"]).stem: one["quotations"] for one in report["articles"]}


def plain(text: str) -> str:
    """Return a text as its letters and figures only."""
    return " ".join(re.findall(r"\w+", text.lower()))


def judged(key: Row, found: list[Row]) -> Row | None:
    """Return the quotation of the report that a line of the key means."""
    wanted = plain(key["quote"])
    return next((one for one in found if plain(one["text"]) == wanted), None) or next(
        (one for one in found if wanted in plain(one["text"])), None
    )


def called(name: str) -> str:
    """Return a speaker's name as compared: without case, marks and an article before it."""
    return re.sub(r"^(?:the|an?) ", "", plain(name))


def same_speaker(ours: str, wanted: str, others: Collection[str] = ()) -> bool:
    """Return whether a speaker of the report is the one of the key, as an editor would say.

    - Case, marks, an article or possessive and titles before a name do not count: "Don Eusebio" is
      "Eusebio", "the magazine El Faro" is "El Faro".
    - A longer or shorter form of one name is the same person ("Ana Mejía", "Mejía"), unless
      another of the speakers of the article (`others`) could be called by the shorter form, too.
    - A role is the same with what follows it or without ("a shopkeeper", "a shopkeeper who asked
      not to be identified"): not "the mayor" for "the mayor’s office", "the union" for "the union
      leader", nor a role for a name.
    - Whose a body is, that somebody is unnamed, and what stands in brackets do not count: "the
      cooperative’s supervisory board" is "the supervisory board", "the supervisory board of the
      cooperative", "the cooperative supervisory board". "The court" is "the Constitutional Court",
      not the other way round, where no other speaker of the article is a court.
    """
    one, two = (_OPENS.sub("", _OWN.sub("", text.strip()), count=1) for text in (ours, wanted))
    if not (one and two) or _owned(one) == _owned(two) or _is_the_body(one, two, others):
        return bool(one and two)
    short, long = sorted((one, two), key=len)
    rest = long[len(short) :].lstrip(" ")
    if long.lower().startswith(short.lower()) and _ADDS.match(rest.lower()):
        starts = (_OPENS.sub("", other.strip(), count=1).lower() for other in others)
        return not any(start.startswith(short.lower()) for start in starts)
    if long.lower().endswith(short.lower()) and _WHOSE.match(long[: -len(short)]):
        return True
    names = [_name(one), _name(two)]
    if "" in names:
        return False
    brief, full = sorted((parse_name(name) for name in names), key=lambda name: len(name.parts))
    if brief.parts == full.parts:
        return True
    rivals = [parse_name(name) for other in others if (name := _name(other))]
    rivals = [name for name in rivals if not (could_be(name, full) or could_be(full, name))]
    return could_be(brief, full) and not any(could_be(brief, rival) for rival in rivals)


def _owned(text: str) -> str:
    """Return a body with its owner in one form: "town council" for "council of the town"."""
    body, _, whose = text.partition(" of ")
    text = f"{_OPENS.sub('', whose)} {body}" if whose and not _GENITIVE.search(text) else text
    return called(_GENITIVE.sub(" ", f"{text} "))


def _is_the_body(ours: str, wanted: str, others: Collection[str]) -> bool:
    """Return whether a body of the key is ours by its kind alone, and no other speaker's."""
    kind = called(wanted)
    same = (called(_OWN.sub("", other)).split()[-1:] == [kind] for other in others)
    return kind in BODIES and called(ours).split()[-1:] == [kind] and not any(same)


def _name(text: str) -> str:
    """Return the name that a speaker is called by, without roles; "" where it is a role alone."""
    if _GENITIVE.search(text):
        return ""
    words = _OPENS.sub("", text.split(",", maxsplit=1)[0].strip(), count=1).split()
    while words and (words[0][:1].islower() or (len(words) > 1 and is_title(words[0]))):
        words = words[1:]
    small = [word for word in words if word[:1].islower()]
    return "" if len(small) * 2 > len(words) or len(words) == 0 else " ".join(words)


def is_right(one: Row, key: Row, halves: list[Row]) -> bool:
    """Return whether the passage of the report is that of the key's line and its other halves."""
    ours, own = Counter(words(one["original"])), Counter(words(key["passage"]))
    passages = list(dict.fromkeys(plain(half["passage"] or "") for half in halves))
    theirs = Counter(
        " ".join(
            text for text in passages if not any(text in o for o in passages if o != text)
        ).split()
    )
    common = 2 * (ours & theirs).total() / max(1, ours.total() + theirs.total())
    held = (ours & own).total() / max(1, own.total())
    return common >= RIGHT and held >= RIGHT


def words(text: str | None) -> list[str]:
    """Return the words of a text as compared."""
    return plain(text or "").split()


def outcome(key: Row, one: Row | None, halves: list[Row], others: Collection[str] = ()) -> Row:
    """Return what came out for a quotation of the key, as true or false by question.

    `halves` are the lines of the key that are in the same quotation of the report, `others` the
    speakers of the key's other lines.
    """
    if one is None:
        return {"found": False}
    status, held = one["status"], key["status"] != "no-original"
    said: Row = {"found": True, "speaker": same_speaker(speaker(one), key["speaker"], others)}
    if not held:
        return said | {"matched falsely": status != "no-original"}
    said["matched"] = status != "no-original"
    said["passage right"] = is_right(one, key, halves)
    said["passage whole"] = plain(key["passage"]) in plain(one["original"] or "")
    label = "drift flagged" if key["status"] == "drift" else "faithful flagged"
    named = [one["text"][slice(*span)] for span in one["quote_differs"]]
    if key["status"] == "drift" or all(half["status"] == "faithful" for half in halves):
        said[label] = status in FLAGGED
    if key["status"] == "drift" and key["changed"] and status in FLAGGED:
        told = plain(" ".join(named)).split()
        said["wrong words named"] = any(w in told for w in plain(" ".join(key["changed"])).split())
    accused = any(f["name"] == "wrong-speaker" and f["severity"] != "info" for f in one["findings"])
    return said | {"speaker accused": accused}


def speaker(one: Row) -> str:
    """Return the name of a quotation's speaker in the report."""
    return (one["speaker"] or {}).get("name") or ""


def told(event: Path, key: Row, one: Row | None, said: Row) -> str:
    """Return what is wrong with a quotation as lines, "" where all is right."""
    wrong = [q for q, right in WANTED.items() if said.get(q, right) != right]
    if not wrong:
        return ""
    lines = [f"{event.name} {', '.join(wrong)} (wanted {key['status']}): {key['quote']}"]
    if one:
        lines.append(f"   passage {one['original']!r} for {key['passage']!r}")
        lines.append(f"   speaker {speaker(one)!r} for {key['speaker']!r}")
        lines.append(
            f"   {one['status']} {one['risk']} "
            + " | ".join(
                f"{f['name']}: {f['message']}" for f in one["findings"] if f["severity"] != "info"
            )
        )
    return "\n".join([*lines, f"   {key.get('why', '')}"])


def main() -> None:
    """Read the arguments, audit and print the shares."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--half", choices=["choose", "verify"])
    parser.add_argument("--wrong", action="store_true", help="print what is wrong, one by one")
    parser.add_argument("--jobs", type=int, default=1)
    args = parser.parse_args()
    events = of_half(args.half, args.folder)
    found = audited(events, args.jobs)
    shares: dict[str, list[bool]] = {}
    for event in events:
        keys = key_of(event)
        means = [judged(key, found[event.name]) for key in keys]
        for key, one in zip(keys, means, strict=True):
            halves = [other for other, its in zip(keys, means, strict=True) if its is one]
            said = outcome(key, one, halves, {k["speaker"] for k in keys} - {key["speaker"]})
            for question, answer in said.items():
                shares.setdefault(question, []).append(answer)
            if args.wrong and (text := told(event, key, one, said)):
                print(text)
    for question, answers in shares.items():
        print(
            f"{question:20} {sum(answers):4} of {len(answers):4}  {sum(answers) / len(answers):.1%}"
        )


if __name__ == "__main__":
    main()
