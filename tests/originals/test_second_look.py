"""Fragments that the ranking does not find are found beside the article's other quotations."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotes.model import Query, Source
from quotes.originals.corpus import Corpus

CHRONICLE = """\
La alcaldesa Elvira Montoya volvió ayer a Piedra Mansa. «Encontramos el acueducto sin una sola \
bomba y con las llaves oxidadas», dijo Montoya. «Los operarios firmaron la renuncia con las uñas \
rotas y bajo coacción», agregó. «La abuela del barrio tiene noventa y un años y carga el agua en \
un balde», contó. «La escuela queda cerrada hasta nueva orden», anunció la alcaldesa.
"""
FIRST = "We found the aqueduct without a single pump and with the taps rusted,"


@pytest.fixture(scope="module")
def chronicle(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("chronicle")
    (folder / "cronica.txt").write_text(CHRONICLE, encoding="utf8")

    def read(path: Path) -> Source:
        return Source(path.name, path.read_text(encoding="utf8"), "es", path.name)

    cache = tmp_path_factory.mktemp("cache")
    return Corpus.open(folder, read, sorted(folder.iterdir()), cache=cache)


@pytest.mark.parametrize(
    ("quote", "sentence", "words"),
    [
        (
            "under duress.",
            "The workers, Montoya said, signed their resignations “under duress.”",
            "bajo coacción",
        ),
        (
            "is 91",
            "The grandmother of the quarter “is 91” and carries her water in a bucket.",
            "noventa y un años",
        ),
        (
            "until further notice",
            "The mayor said the school is closed “until further notice.”",
            "hasta nueva orden",
        ),
    ],
)
def test_a_fragment_is_found_with_its_sentence_in_company(
    chronicle: Corpus, quote: str, sentence: str, words: str
) -> None:
    """The words alone say little, the sentence around them and the company say where."""
    company = Query(FIRST, sentence=f"“{FIRST}” Montoya said.", group="a", speaker="Elvira Montoya")
    asked = Query(quote, sentence=sentence, group="a", speaker="Elvira Montoya")
    first, where = chronicle.locate([company, asked])
    assert first.status == "found"
    assert where.status == "found"
    assert words in where.passages[0].text


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [
        ("a disgrace", "Asked about the stadium, Montoya called the delay “a disgrace.”"),
        ("over the moon", "A tourist from Ohio said she was “over the moon.”"),
    ],
)
def test_company_alone_is_no_original(chronicle: Corpus, quote: str, sentence: str) -> None:
    """A fragment whose original is not there stays without one."""
    company = Query(FIRST, sentence=f"“{FIRST}” Montoya said.", group="a", speaker="Elvira Montoya")
    asked = Query(quote, sentence=sentence, group="a", speaker="Elvira Montoya")
    assert chronicle.locate([company, asked])[1].status == "absent"
