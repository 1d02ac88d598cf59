"""Lines of a newsroom's own glossary: found in every inflection, stronger than shipped ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotes.checks import run
from quotes.languages.glossaries import load_glossary
from quotes.model import Case

TERM = "spanish,accepted,misleading,note,disputed\n"
FRIEND = "spanish,english,meaning,note\n"


def told(folder: Path, lines: str, original: str, quote: str) -> set[str]:
    path = folder / "own.csv"
    path.write_text(lines, encoding="utf-8")
    case = Case(original, quote, glossary=load_glossary([path]))
    return {f.name for f in run(case)} & {"misleading-term", "false-friend", "disputed-term"}


@pytest.mark.parametrize(
    ("lines", "original", "quote", "name"),
    [
        # a participle, and its verb, in another gender, number and spelling
        (FRIEND + "cancelado,cancelled,paid,", "Los arriendos fueron cancelados ayer.",
         "The rents were cancelled yesterday.", "false-friend"),
        (FRIEND + "cancelado,cancelled,paid,", "La cuota fue cancelada ayer.",
         "The instalment was cancelled yesterday.", "false-friend"),
        (FRIEND + "cancelar,cancel,paid,", "Los arriendos fueron cancelados ayer.",
         "The rents were cancelled yesterday.", "false-friend"),
        (TERM + "cancelado,paid,cancelled,,no", "La boleta fue cancelada ayer.",
         "The ticket was cancelled yesterday.", "misleading-term"),
        (TERM + "cancelar,pay,cancel,,no", "Ya cancelamos las boletas.",
         "We have already canceled the tickets.", "misleading-term"),
        # an irregular verb, and words that a shipped term overlaps
        (TERM + "dar pena con,embarrassed,sorry,,no", "A mí me da pena con los vecinos.",
         "I feel sorry for the neighbours.", "misleading-term"),
        (TERM + "pena con,embarrassed,sorry,,no", "A mí me da pena con los vecinos.",
         "I feel sorry for the neighbours.", "misleading-term"),
        (TERM + "hacer conejo,skip the bill,rabbit,,no", "Nos hicieron conejo en la fonda.",
         "They made us rabbit at the inn.", "misleading-term"),
        (TERM + "poner quejas,complain,put,,no", "Ya puse quejas en la alcaldía.",
         "I already put complaints in at the town hall.", "misleading-term"),
        (TERM + "minuta,draft,minute,Argued about.,yes", "La minuta del contrato está lista.",
         "The minute of the contract is ready.", "disputed-term"),
    ],
)  # fmt: skip
def test_a_line_is_found_in_every_inflection(
    tmp_path: Path, lines: str, original: str, quote: str, name: str
) -> None:
    assert told(tmp_path, lines, original, quote) == {name}


@pytest.mark.parametrize(
    ("lines", "original", "quote"),
    [
        (FRIEND + "cancelado,cancelled,paid,", "Los arriendos fueron cancelados ayer.",
         "The rents were paid yesterday."),
        (TERM + "cancelar,pay;paid,cancel,,no", "Ya cancelamos los arriendos.",
         "We have paid the rents."),
        # nouns that only look like another gender of the word, or like a form of a verb
        (TERM + "bombo,bass drum,bomb,,no", "La bomba cayó en el patio.",
         "The bomb fell in the yard."),
        (TERM + "dar,give,of,,no", "El puente de la vereda.", "The bridge of the hamlet."),
    ],
)  # fmt: skip
def test_a_line_says_nothing_where_it_should_not(
    tmp_path: Path, lines: str, original: str, quote: str
) -> None:
    assert not told(tmp_path, lines, original, quote)
