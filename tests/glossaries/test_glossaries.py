"""The glossaries that ship: enough, read whole, no line twice, none that contradicts itself."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from quotes.errors import GlossaryError
from quotes.languages.glossaries import load_glossary, shipped
from quotes.model import FalseFriend, Term

GLOSSARY = load_glossary()
TERMS = {term.spanish: term for term in GLOSSARY.terms}
FRIENDS = {(friend.spanish, friend.english): friend for friend in GLOSSARY.false_friends}


def rows(name: str) -> list[list[str]]:
    path = next(path for path in shipped() if path.name == name)
    lines = path.read_text(encoding="utf-8").splitlines()
    return list(csv.reader(line for line in lines if line and not line.startswith("#")))[1:]


def twice(items: Sequence[str]) -> list[str]:
    return [item for item, count in Counter(items).items() if count > 1]


def folded(items: Sequence[str]) -> list[str]:
    return [item.casefold() for item in items]


def test_there_are_enough() -> None:
    assert len(GLOSSARY.terms) >= 200
    assert len(GLOSSARY.false_friends) >= 180


def test_every_line_is_read_and_none_is_there_twice() -> None:
    terms = [row for path in shipped() if path.stem != "false_friends" for row in rows(path.name)]
    friends = rows("false_friends.csv")
    assert len(GLOSSARY.terms) == len(terms)
    assert len(GLOSSARY.false_friends) == len(friends)
    assert not twice(folded([row[0] for row in terms]))
    assert not twice(folded([f"{row[0]} {row[1]}" for row in friends]))


def contradicts_itself(term: Term) -> bool:
    """Say whether a term is wrong in itself; without a misleading word it may be right."""
    accepted, misleading = folded(term.accepted), folded(term.misleading)
    both = set(accepted) & set(misleading)
    unexplained = term.disputed and not term.note
    return not accepted or bool(both or twice(accepted) or twice(misleading)) or unexplained


def test_no_term_contradicts_itself() -> None:
    assert not [term.spanish for term in GLOSSARY.terms if contradicts_itself(term)]


@pytest.mark.parametrize("friend", GLOSSARY.false_friends, ids=lambda friend: friend.spanish)
def test_a_false_friend_does_not_contradict_itself(friend: FalseFriend) -> None:
    assert friend.english.casefold() not in folded(friend.meaning)
    assert not twice(folded(friend.meaning))


@pytest.mark.parametrize(
    ("spanish", "right", "wrong"),
    [
        ("Procuraduría", "Inspector General's Office", "Attorney General's Office"),
        ("Fiscalía", "Attorney General's Office", "tax office"),
        ("imputación", "charges", "conviction"),
        ("cesantías", "severance fund", "unemployment benefits"),
        ("casa por cárcel", "house arrest", "parole"),
        ("tutela", "writ of protection", "guardianship"),
        ("diputado", "assembly member", "congressman"),
        ("extinción de dominio", "asset forfeiture", "expropriation"),
        ("falsos positivos", "extrajudicial killings", "false alarms"),
        ("vereda", "hamlet", "sidewalk"),
        ("dejación de armas", "laying down of arms", "surrender"),
    ],
)
def test_known_terms(spanish: str, right: str, wrong: str) -> None:
    assert right in TERMS[spanish].accepted
    assert wrong in TERMS[spanish].misleading


@pytest.mark.parametrize(
    ("spanish", "english", "meaning"),
    [
        ("actualmente", "actually", "currently"),
        ("eventualmente", "eventually", "possibly"),
        ("pretender", "pretend", "intend"),
        ("compromiso", "compromise", "commitment"),
        ("billón", "billion", "trillion"),
        ("embarazada", "embarrassed", "pregnant"),
        ("asistir", "assist", "attend"),
        ("presuntamente", "presumably", "allegedly"),
    ],
)
def test_known_false_friends(spanish: str, english: str, meaning: str) -> None:
    assert meaning in FRIENDS[spanish, english].meaning


@pytest.mark.parametrize("spanish", ["argumento", "discutir", "ignorar", "introducir", "dirección"])
def test_words_whose_look_alike_is_often_right_stay_out(spanish: str) -> None:
    assert spanish not in {known for known, _ in FRIENDS}


def test_disputed_terms_are_marked() -> None:
    disputed = {term.spanish for term in GLOSSARY.terms if term.disputed}
    assert {"consulta popular", "control político", "mermelada", "dejación de armas"} <= disputed


def test_origin_names_file_and_line() -> None:
    origin = TERMS["tutela"].origin
    file, line = origin.rsplit(":", 1)
    assert Path(file).name == "colombia_politics.csv"
    text = Path(file).read_text(encoding="utf-8").splitlines()
    assert text[int(line) - 1].startswith("tutela,")


HEADS = ("spanish,accepted,misleading,note,disputed", "spanish,english,meaning,note")
WRONG = [
    (HEADS[0], "peaje,toll;fee,Fee,,no", "2: 'fee' is accepted and misleading"),
    (HEADS[0], "peaje,toll,,,no\nPeaje,fee,,,no", "3: 'Peaje' stands on line 2 already"),
    (HEADS[1], "lancha,lance,boat,\nlancha,lance,launch,", "3: 'lancha' stands on line 2 already"),
    (HEADS[0], "peaje,toll,,,no\npeaje,toll,,,no", ""),
    (HEADS[1], "lancha,lance,boat,\nlancha,launch,boat,", ""),
]


@pytest.mark.parametrize(("head", "rows", "told"), WRONG)
def test_a_file_that_contradicts_itself_is_told(
    tmp_path: Path, head: str, rows: str, told: str
) -> None:
    path = tmp_path / "ours.csv"
    path.write_text(f"{head}\n{rows}\n", encoding="utf-8")
    if told:
        with pytest.raises(GlossaryError, match=re.escape(told)):
            load_glossary([path])
    else:
        assert load_glossary([path], defaults=False)
