"""What a document of any structure shows is read, once and in order; what it hides is not."""

from __future__ import annotations

import textwrap
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.readers import read_article
from quotes.readers.lines import unwrapped
from tests.readers.packed import word_file

ANY = settings(max_examples=40)
Piece = tuple[str, list[str]]  # markup, and the words of it that a reader sees
RUN = "<w:r><w:t xml:space='preserve'>{} </w:t></w:r>"
DELETED = "<w:r><w:delText xml:space='preserve'>{} </w:delText></w:r>"
SHOWN = [
    "<w:ins w:id='1' w:author='a'>{}</w:ins>",
    "<w:moveTo w:id='2' w:author='a'>{}</w:moveTo>",
    "<w:hyperlink w:anchor='x'>{}</w:hyperlink>",
    "<w:smartTag w:element='x'>{}</w:smartTag>",
    "<w:customXml w:element='x'>{}</w:customXml>",
    "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "<w:fldSimple w:instr=' REF x '>{}</w:fldSimple>",
    "<w:dir w:val='ltr'>{}</w:dir>",
]
HIDDEN = [
    "<w:del w:id='3' w:author='a'>{}</w:del>",
    "<w:moveFrom w:id='4' w:author='a'>{}</w:moveFrom>",
]
WORDS = st.text(alphabet="abcdefgñó", min_size=3, max_size=8)


def nested(inner: st.SearchStrategy[Piece]) -> st.SearchStrategy[Piece]:
    """Return Word markup around other markup: shown, or taken away with all that is in it."""
    some = st.lists(inner, min_size=1, max_size=3)
    shown = st.builds(
        lambda frame, parts: (
            frame.format("".join(markup for markup, _ in parts)),
            [word for _, words in parts for word in words],
        ),
        st.sampled_from(SHOWN),
        some,
    )
    hidden = st.builds(
        lambda frame, word: (frame.format(DELETED.format(word)), list[str]()),
        st.sampled_from(HIDDEN), WORDS,
    )  # fmt: skip
    return shown | hidden


WORD = st.recursive(WORDS.map(lambda word: (RUN.format(word), [word])), nested, max_leaves=8)


@ANY
@given(st.lists(st.lists(WORD, min_size=1, max_size=4), min_size=1, max_size=4))
def test_word_shows_what_is_accepted(tmp_path: Path, paragraphs: list[list[Piece]]) -> None:
    first = f"<w:p>{RUN.format('Acta')}</w:p>"
    body = "".join(f"<w:p>{''.join(p[0] for p in parts)}</w:p>" for parts in paragraphs)
    (tmp_path / "a.docx").write_bytes(word_file(first + body))
    words = [word for parts in paragraphs for part in parts for word in part[1]]
    assert read_article(tmp_path / "a.docx").text.split() == ["Acta", *words]


PROSE = (
    "The council of the town met on the quay to hear what the fishermen of the bay had to say "
    "about the new ferry and the old pier which nobody has mended in the last four years."
)
FRAMES = [
    "<p>{}</p>", "<div><p>{}</p></div>", "<blockquote><p>{}</p></blockquote>", "<h2>{}</h2>",
    "<ul><li>{}</li></ul>", "<figure><figcaption>{}</figcaption></figure>", "<p><em>{}</em></p>",
    "<table><tr><td>{}</td></tr></table>", "<section><div>{}</div></section>", "<p><a>{}</a></p>",
    "<dl><dt>Then</dt><dd>{}</dd></dl>", "<details><summary>More</summary>{}</details>",
]  # fmt: skip


@ANY
@given(st.lists(st.tuples(st.sampled_from(FRAMES), st.integers(10, 99)), min_size=1, max_size=6))
def test_no_sentence_between_marks_of_a_page_is_lost(
    tmp_path: Path, parts: list[tuple[str, int]]
) -> None:
    said = [f"We counted {number} boats on day {at}" for at, (_, number) in enumerate(parts)]
    inside = "".join(
        frame.format(f"“{words},” she said.") for (frame, _), words in zip(parts, said, strict=True)
    )
    page = (
        f"<html><body><article><p>{PROSE}</p>{inside}<p>{PROSE[::-1]}</p></article></body></html>"
    )
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    text = read_article(tmp_path / "a.html").text
    at = [text.find(words) for words in said]
    assert -1 not in at
    assert at == sorted(at)
    assert all(text.count(words) == 1 for words in said)


@ANY
@given(st.integers(40, 100), st.integers(0, 6), st.sampled_from(["\n", "\r\n"]))
def test_a_measure_leaves_no_trace_in_running_prose(width: int, skipped: int, end: str) -> None:
    prose = " ".join(PROSE.split()[skipped:])
    wrapped = end.join(textwrap.wrap(prose, width))
    assert " ".join(unwrapped(wrapped).split()) == prose
    assert "\n" not in unwrapped(wrapped)
