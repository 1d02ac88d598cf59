"""A place counts as found only if it explains the quotation."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from quotes.model import Query, Source
from quotes.originals.corpus import Corpus
from quotes.originals.explanation import Explanation, support

NEWS = """\
La alcaldesa Elvira Montoya habló ayer en el concejo. «No vendimos el acueducto y no lo vamos a \
vender mientras yo sea alcaldesa», dijo Montoya. «El contratista abandonó la obra en marzo y dejó \
una deuda enorme», agregó. El concejal Ramiro Luna respondió: «Eso es falso. Los informes se \
firmaron en octubre».

La verdad es que nadie explicó el precio del puente, según el diario de la ciudad.
"""
OTHER = """\
El festival de música reunió a cuarenta bandas de la costa. La entrada costó diez mil pesos y la \
plaza se llenó desde temprano con familias enteras.
"""


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("news")
    for name, text in (("noticia.txt", NEWS), ("festival.txt", OTHER)):
        (folder / name).write_text(text, encoding="utf8")

    def read(path: Path) -> Source:
        return Source(path.name, path.read_text(encoding="utf8"), "es", path.name)

    paths = sorted(folder.iterdir())
    return Corpus.open(folder, read, paths, cache=tmp_path_factory.mktemp("cache"))


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [
        ("truth", "He called it the “truth” about the new album."),
        ("Bridge of Sighs", "She read “Bridge of Sighs” aloud."),
        ("Price", "In his film “Price” the hero dies."),
        ("The senator promised lower taxes for families in Ohio.", None),
        ("a total disaster", "The senator said the debate was “a total disaster” for the party."),
    ],
)
def test_what_has_no_original_is_not_found(news: Corpus, quote: str, sentence: str | None) -> None:
    (where,) = news.locate([Query(quote, sentence=sentence)])
    assert where.status == "absent"


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("We sold the aqueduct and we are going to sell it,", "No vendimos el acueducto"),
        ("The contractor abandoned the works in May and left an enormous debt.", "en marzo"),
    ],
)
def test_a_quotation_that_drifted_is_found_all_the_same(
    news: Corpus, quote: str, words: str
) -> None:
    (where,) = news.locate([Query(quote)])
    assert where.status == "found"
    assert words in where.passages[0].text


def test_a_fragment_is_found_in_company(news: Corpus) -> None:
    sentence = "The contractor, she said, had left “an enormous debt” when he abandoned the works."
    queries = [
        Query("We did not sell the aqueduct and we are not going to sell it", group="a"),
        Query("an enormous debt", sentence=sentence, group="a"),
    ]
    first, second = news.locate(queries)
    assert [first.status, second.status] == ["found", "found"]
    assert "deuda enorme" in second.passages[0].text


def test_a_sentence_without_original_is_unsupported(news: Corpus) -> None:
    quote = (
        "We did not sell the aqueduct and we are not going to sell it as long as I am mayor. "
        "The hospital will have eight new doctors."
    )
    (where,) = news.locate([Query(quote)])
    assert where.status == "found"
    assert where.explained is not None
    assert where.explained < 0.8
    assert [span.of(quote) for span in where.unsupported] == [
        "The hospital will have eight new doctors"
    ]


def test_what_explains_less_than_half_is_absent(news: Corpus) -> None:
    quote = (
        "The reports were signed in October. "
        "The hospital will have eight new doctors. Every village gets a school and a library. "
        "The ferry sails again at dawn with forty passengers aboard."
    )
    (where,) = news.locate([Query(quote)])
    assert where.status == "absent"
    assert where.candidates


def test_the_speaker_and_the_marks_come_from_the_source(news: Corpus) -> None:
    (where,) = news.locate([Query("That is false. The reports were signed in October.")])
    (passage,) = where.passages
    assert passage.text == "Eso es falso. Los informes se firmaron en octubre"
    assert passage.speaker == "Ramiro Luna"


def test_the_article_itself_is_no_original_of_its_quotations(tmp_path: Path) -> None:
    article = "“We will not raise the tax on water,” the mayor of Puerto Almendro told the council."
    for name, text in (("news.txt", NEWS), ("article.txt", article)):
        (tmp_path / name).write_text(text, encoding="utf8")

    def read(path: Path) -> Source:
        language = "en" if path.name == "article.txt" else "es"
        return Source(path.name, path.read_text(encoding="utf8"), language, path.name)

    paths = sorted(tmp_path.glob("*.txt"))
    corpus = Corpus.open(tmp_path, read, paths, cache=tmp_path / "cache")
    query = Query("We will not raise the tax on water,")
    assert corpus.locate([query])[0].status == "found"
    assert corpus.locate([query], article)[0].status == "absent"
    left = Corpus.open(
        tmp_path, read, paths, cache=tmp_path / "c", audited=[tmp_path / "article.txt"]
    )
    assert any("article.txt" in note for note in left.notes)
    assert [source.document for source in left.sources] == ["news.txt"]


STORY = """\
The ferry of Piedra Mansa stayed at its pier on Monday, and nobody said for how long.

“We sold our ferry to the harbour company,” Mayor Norma Castellar told the council.

The council meets again in the first week of October to hear from the engineers.
"""
STATEMENT = "We sold our ferry to the harbour company. We thank the crews of Piedra Mansa. No more."
WIRE = (
    "PIEDRA MANSA. The crews of the ferry learned it from the radio. “We sold our ferry to the "
    "harbour company,” Mayor Norma Castellar told the council. Some of them had worked there for "
    "thirty years. The company did not answer our questions. Its lawyers were out of the country."
)


@pytest.mark.parametrize(
    ("source", "original"),
    [
        (STORY.replace("in the first week of October", "in November"), False),
        (STORY.replace("sold our ferry", "never sold our ferry"), False),
        (STORY + "Rain is expected for the whole week along the coast of Sabanalta.\n" * 2, False),
        (STATEMENT, True),
        (WIRE, True),
    ],
)
def test_another_version_of_an_article_is_no_original(
    tmp_path: Path, source: str, original: bool
) -> None:
    (tmp_path / "a.txt").write_text(source, encoding="utf8")
    (tmp_path / "news.txt").write_text(NEWS, encoding="utf8")
    corpus = Corpus.open(
        tmp_path,
        lambda path: Source(path.name, path.read_text(encoding="utf8"), "en", path.name),
        sorted(tmp_path.glob("*.txt")),
        cache=tmp_path / "cache",
    )
    query = Query("We sold our ferry to the harbour company,")
    assert (corpus.locate([query], STORY)[0].status == "found") == original
    assert corpus.versions(STORY) == (() if original else ("a.txt",))
    corpus.leave_out([STORY])
    other = "“We sold our ferry to the harbour company,” the mayor said."
    assert (corpus.locate([query], other)[0].status == "found") == original
    assert any(note.startswith("a.txt: is another version") for note in corpus.notes) != original


def test_a_statement_quoted_whole_is_its_original(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STATEMENT, encoding="utf8")
    corpus = Corpus.open(
        tmp_path,
        lambda path: Source(path.name, path.read_text(encoding="utf8"), "en", path.name),
        [tmp_path / "a.txt"],
        cache=tmp_path / "cache",
    )
    assert not corpus.versions(f"The mayor wrote:\n\n{STATEMENT}\n\n“No more,” she wrote.")


def test_support_counts_words_by_their_information() -> None:
    values = np.array([1, 1, 1, 0, 0, 0, 0, 0], dtype=np.float32)
    text = "we sold the acre hospital beside doctors ferry library"
    first = Explanation(values[:4], values[:4], 1.0)
    found = support(text, [("we sold the acre", first), ("hospital doctors ferry library", None)])
    assert 0 < found.explained < 0.5
    assert [span.of(text) for span in found.unsupported] == [
        "hospital beside doctors ferry library"
    ]


PRESS = """\
NORMA CASTELLAR: Buenos días. El muelle de Piedra Mansa se cierra el lunes hasta que llegue el \
perito. No vamos a abrirlo antes.

RAMIRO LUNA: Gracias, alcaldesa. A los pescadores les digo que el hielo no va a faltar. Ya hablé \
con la planta de Puerto Almendro.

NORMA CASTELLAR: La otra semana nos vemos aquí mismo.
"""
SHORT, WHOLE = "will be no shortage", "I tell the fishermen that there will be no shortage of ice."


def _corpus(folder: Path, text: str) -> Corpus:
    """Return a corpus of one Spanish source of that text."""
    path = folder / "rueda.txt"
    path.write_text(text, encoding="utf8")

    def read(path: Path) -> Source:
        return Source(path.name, path.read_text(encoding="utf8"), "es", path.name)

    return Corpus.open(folder, read, [path], cache=folder / "cache")


def test_who_speaks_in_the_source_tells_a_fragment_and_hides_no_sentence(tmp_path: Path) -> None:
    corpus = _corpus(tmp_path, PRESS)

    def probability(quote: str, speaker: str | None) -> float:
        (found,) = corpus.locate([Query(quote, speaker=speaker)])
        return found.probability or 0.0

    own, nobody, unnamed, other = (
        probability(SHORT, who) for who in ("Luna", None, "a fisherman", "Norma Castellar")
    )
    assert own > nobody == unnamed > other
    # It is told who said it in place of whom the article names: see `wrong-speaker`.
    assert probability(WHOLE, "Norma Castellar") > 0.5


SHORT_XFAIL = pytest.mark.xfail(
    strict=True,
    reason="another speaker weighs as much as three content words: as often an article is right",
)


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("La grieta crece un dedo cada semana.", "The crack grows by a finger each week,"),
        pytest.param(
            "La caja fuerte está vacía desde noviembre.",
            "The safe has been empty since November,",
            marks=SHORT_XFAIL,
        ),
        pytest.param(
            "Los faroles llevan ocho meses apagados.",
            "The street lamps have been off for 8 months,",
            marks=SHORT_XFAIL,
        ),
    ],
)
def test_a_short_sentence_given_to_somebody_else_is_found(
    tmp_path: Path, said: str, quote: str
) -> None:
    text = f"NORMA CASTELLAR: {said}\n\nRAMIRO LUNA: ¿Y quién responde?\n"
    sentence = f"“{quote}” said Ramiro Luna, the mayor."
    asked = Query(quote, sentence=sentence, speaker="Ramiro Luna")
    (found,) = _corpus(tmp_path, text).locate([asked])
    assert found.status == "found"
    assert found.passages[0].speaker == "Norma Castellar"
