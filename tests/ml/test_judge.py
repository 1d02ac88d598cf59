"""The learned judge: what it must catch and leave alone, and how it bears odd input.

The people and the town are invented. Each row is an original, a faithful quotation of it
and a drifted one; the judge must find the drifted one the more doubtful of the two.
"""

from __future__ import annotations

import pickle

import pytest

from quotes.ml.judge import STEEPEST, Assessment, Judge
from tests.processes import python

TABLE = [
    pytest.param(
        "El alcalde de Villarrobledal anunció la construcción de 12 escuelas rurales.",
        "The mayor of Villarrobledal announced the construction of 12 rural schools.",
        "The mayor of Villarrobledal announced the construction of 20 rural schools.",
        id="number",
    ),
    pytest.param(
        "No vamos a subir los impuestos este año, dijo la secretaria Amparo Quilichao.",
        "We are not going to raise taxes this year, said secretary Amparo Quilichao.",
        "We are going to raise taxes this year, said secretary Amparo Quilichao.",
        id="negation",
    ),
    pytest.param(
        "La concejala Ofelia Barragán pidió que se investigue al contratista.",
        "Councillor Ofelia Barragán asked for the contractor to be investigated.",
        "Councillor Teresa Montoya asked for the contractor to be investigated.",
        id="name-replaced",
    ),
    pytest.param(
        "El acueducto quedará listo antes de diciembre.",
        "The aqueduct will be ready before December.",
        "Will the aqueduct be ready before December?",
        id="question",
    ),
    pytest.param(
        "El personero Hernán Tovar viajó a Puerto Sereno el lunes.",
        "The ombudsman Hernán Tovar travelled to Puerto Sereno on Monday.",
        "The ombudsman Hernán Tovar travelled on Monday.",
        id="name-removed",
    ),
    pytest.param(
        "Ella dijo que su hija trabaja en el hospital del pueblo.",
        "She said that her daughter works at the town's hospital.",
        "He said that his son works at the town's hospital.",
        id="gender-swap",
    ),
    pytest.param(
        "El presupuesto fue aprobado por el concejo municipal.",
        "The budget was approved by the town council.",
        "The secret budget was approved by the corrupt town council.",
        id="addition",
    ),
    pytest.param(
        "El gobernador inauguró el puente con los campesinos de la vereda.",
        "The governor opened the bridge with the farmers of the village.",
        "The governor opened the bridge.",
        id="phrase-removed",
    ),
    pytest.param(
        "La inspectora firmó el acta y entregó las llaves del archivo.",
        "The inspector signed the record and handed over the keys to the archive.",
        "The inspector signed the record and the keys to the archive.",
        id="verb-removed",
    ),
]
OPPOSITES = ("increased", "decreased")
ORIGINAL = "El tesorero Ramiro Sandoval pagó 300 millones de pesos por la obra."
QUOTE = "The treasurer Ramiro Sandoval paid 300 million pesos for the work."


@pytest.fixture(scope="module")
def judge() -> Judge:
    """Return the shipped judge, loaded once."""
    return Judge.load()


@pytest.mark.parametrize(("original", "faithful", "drifted"), TABLE)
def test_doubts_the_drifted_quotation_more(
    judge: Judge, original: str, faithful: str, drifted: str
) -> None:
    """The drifted quotation is the riskier of the two."""
    sound, unsound = judge.assess([(original, faithful), (original, drifted)])
    assert sound.logit < unsound.logit


def test_doubts_an_opposite_clearly_more(judge: Judge) -> None:
    original = "La deuda del municipio aumentó durante el último semestre."
    increased, decreased = judge.assess(
        [(original, f"The town's debt {verb} during the last six months.") for verb in OPPOSITES]
    )
    assert decreased.logit > increased.logit + 1


def test_points_at_the_changed_word(judge: Judge) -> None:
    """The word most at fault is the changed name."""
    quote = QUOTE.replace("Ramiro Sandoval", "Gustavo Peralta")
    (assessed,) = judge.assess([(ORIGINAL, quote)])
    worst = max(assessed.quote, key=lambda tag: tag.probability)
    assert quote[worst.start : worst.end] in ("Gustavo", "Peralta")


def test_offsets_are_words_of_the_texts(judge: Judge) -> None:
    """Every tag covers a word, in order, with chances between 0 and 1."""
    (assessed,) = judge.assess([(ORIGINAL, f"“{QUOTE}”")])
    for text, tags in ((ORIGINAL, assessed.original), (f"“{QUOTE}”", assessed.quote)):
        assert [text[t.start : t.end] for t in tags] == text.strip("“”.").split()
        assert all(0 <= t.probability <= 1 and 0 <= t.gap <= 1 for t in tags)


def test_the_same_pair_gets_the_same_answer(judge: Judge) -> None:
    """Neither a second call nor the company of other pairs moves a judgement."""
    alone = judge.assess([(ORIGINAL, QUOTE)])[0]
    again = judge.assess([(ORIGINAL, QUOTE)])[0]
    company = [(str(case.values[0]), str(case.values[1])) for case in TABLE]
    among = judge.assess([*company, (ORIGINAL, QUOTE)])[-1]
    assert alone == again
    assert among.logit == pytest.approx(alone.logit, abs=1e-2)


@pytest.mark.parametrize(
    ("original", "quote", "odds"),
    [
        ("", "", -STEEPEST),
        ("Hola a todos.", "", STEEPEST),
        ("", "Hello, everyone.", STEEPEST),
        ("¿…?", "!!", -STEEPEST),
    ],
)
def test_texts_without_words(judge: Judge, original: str, quote: str, odds: float) -> None:
    """Nothing against nothing is no drift; something against nothing is."""
    assert judge.assess([(original, quote)])[0].logit == odds


def test_no_pairs(judge: Judge) -> None:
    """No question, no answer."""
    assert judge.assess([]) == []


def test_long_texts_are_read_in_windows(judge: Judge) -> None:
    """A text far beyond one window is judged, and every word of it tagged."""
    (assessed,) = judge.assess([((ORIGINAL + " ") * 30, (QUOTE + " ") * 30)])
    assert isinstance(assessed, Assessment)
    assert len(assessed.quote) == 30 * len(QUOTE.split())


@pytest.mark.parametrize("text", ["\x00\ufffd", "漢字かな", "😀😀 ok", "a" * 5000, "ﬁn №5 ½"])
def test_odd_characters(judge: Judge, text: str) -> None:
    """Whatever the characters, there is an answer and its offsets lie in the text."""
    (assessed,) = judge.assess([(ORIGINAL, text)])
    assert -STEEPEST <= assessed.logit <= STEEPEST
    assert all(0 <= t.start < t.end <= len(text) for t in assessed.quote)


def test_importing_the_judge_does_not_import_torch() -> None:
    """The command line stays quick: torch comes with the weights, not before."""
    assert not python("import sys, quotes.ml.judge; sys.exit('torch' in sys.modules)")


def test_it_goes_to_another_process_as_the_name_of_its_folder() -> None:
    judge = Judge.load()
    sent = pickle.dumps(judge.assess)
    assert len(sent) < 1_000
    there = pickle.loads(sent)  # noqa: S301 - our own
    assert there([(ORIGINAL, QUOTE)]) == judge.assess([(ORIGINAL, QUOTE)])
    assert pickle.loads(sent).__self__ is there.__self__  # noqa: S301 - our own
