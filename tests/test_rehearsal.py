"""The rehearsal reads what the steps need at first use, and leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

from quotes.comparison import Comparator
from quotes.languages.glossaries import load_glossary
from quotes.languages.inflections import pattern
from quotes.ml import reranker, word_vectors
from quotes.model import Source
from quotes.originals import Corpus
from quotes.pipeline import Audit
from quotes.quoting import Quoting
from quotes.rehearsal import rehearse

TEXT = "El alcalde de Puerto Almendro habló del agua. No habrá más impuestos este año, dijo."


def test_weights_and_patterns_are_there_after_it(tmp_path: Path) -> None:
    path = tmp_path / "speech.txt"
    path.write_text(TEXT, encoding="utf-8")
    corpus = Corpus.open(
        tmp_path, lambda _: Source("speech.txt", TEXT, "es", "0"), [path], cache=tmp_path
    )
    glossary = load_glossary(())
    rehearse(Audit(Quoting(), corpus, Comparator.open(threads=1), glossary))
    assert word_vectors._encoder.cache_info().currsize == 1
    assert reranker._network.cache_info().currsize == 1
    before = pattern.cache_info().misses
    pattern(glossary.false_friends[0].spanish.split()[0])
    assert pattern.cache_info().misses == before
