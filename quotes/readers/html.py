"""Web pages: the article in them as the page shows it, without menus, comments and advertisements.

trafilatura tells which blocks are the article; the blocks themselves are read as a
browser shows them (`blocks.py`), with what trafilatura passes over between them: block
quotations, embedded posts, captions and paragraphs with quotation marks.
"""

from __future__ import annotations

import codecs
import logging
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from quotes.errors import InputError
from quotes.model import placed, worded
from quotes.readers.blocks import Block, Element, ancestors, blocks, bold_of, parse, text_of
from quotes.readers.documents import MARKS, Document, Metadata, Raw
from quotes.readers.front_matter import date_problem, dateline, prints, read_date
from quotes.readers.raw import MARKS as BYTE_ORDER_MARKS
from quotes.readers.raw import decode, mend

CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
# What browsers read under other names (https://encoding.spec.whatwg.org/#names-and-labels).
BROWSERS = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874",
    "tis-620": "cp874", "gb2312": "gbk", "euc_kr": "cp949", "shift_jis": "cp932",
}  # fmt: skip
# No page holds control characters; in a file that says iso-8859-15 they are Windows's marks.
CONTROL = re.compile("[\x80-\x9f]")
# Parts of a page that are no article, by their element and by the names sites give them.
ASIDE = frozenset({"nav", "aside", "footer", "form", "dialog"})
CHROME = re.compile(
    r"(?:^|[\s_-])(?:related|recommend\w*|most-?read|newsletter|subscri\w*|promo\w*|share|sharing|"
    r"social|comments?|disqus|sidebar|advert\w*|ads?|sponsor\w*|cookie\w*|breadcrumbs?|menu|tags?|"
    r"more-?(?:from|on|stories)|read-?(?:more|next)|trending|popular|author-?bio)(?:$|[\s_-])",
    re.IGNORECASE,
)
# What sets a note of the article, which may stand in an <aside>.
NOTE = re.compile(r"(?:^|[\s_-])(?:foot|end)notes?(?:$|[\s_-])", re.IGNORECASE)
# How a line ends that belongs to a sentence, as no headline does.
SENTENCE = re.compile(r"(?:[.?!,;]|, (?:and|or))$")
# Blocks of which more than this share are links are lists of other articles.
LINKED = 0.8
PARAGRAPHS = frozenset({"p", "li", "ul", "ol", "blockquote", "h1", "h2", "h3", "td", "tr"})
# A block this long that trafilatura kept tells where the article is.
TELLING = 60
HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})  # of parts of a page, no title of the article
# Words of a link that is another article's headline; fewer name an author, a place, a subject.
HEADLINE = 5
# trafilatura's own text stands where fewer of its characters than this are found in blocks.
FOUND = 0.5
# More elements than this are no article; trafilatura goes through them many times.
MOST_ELEMENTS = 20_000
# Characters gone through when blocks are sought in trafilatura's text: a second or so.
MOST_WORK = 2_000_000_000
MOST_PULLED = 100  # block quotations beyond this many are not compared with the rest


def read_html(raw: Raw, charset: str | None = None) -> Document:
    """Return the article of a page, a paragraph a line, and its title, author, date and url.

    `charset` is what the server declared, where that is known.

    Raises InputError where the file is no page or holds no text.
    """
    if b"\0" in raw.data[:4096] and not raw.data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(
            placed(raw.name, worded("a binary file, not a web page: save the page as .html"))
        )
    text, notes = decode_page(raw, charset)
    root = parse(text)
    if root is None:
        raise _empty(raw)
    extracted, metadata, problems = _main(root)
    shown = blocks(root)
    chosen = _article(shown, extracted)
    read, quoted = (extracted, ()) if chosen is None else text_of(chosen)
    if not read.strip():
        chosen = _told_once([block for block in shown if block.element.tag != "title"])
        read, quoted = text_of(chosen)
        problems = ("no article found in the page: all of its text is read", *problems)
    if not read.strip():
        raise _empty(raw)
    if metadata.date is None or not prints(text, metadata.date):
        metadata = replace(metadata, date=dateline(read))
    bold = bold_of(chosen or (), read)
    return Document(read, metadata, warnings=(*notes, *problems), quoted=quoted, bold=bold)


def decode_page(raw: Raw, charset: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Return the characters of a page as browsers take its bytes, with warnings.

    UTF-8 where the bytes are that; else the declared encoding, iso-8859-1 meaning
    Windows-1252, whose marks are read in its sisters too; else Windows-1252.
    """
    marked = any(raw.data.startswith(mark) for mark, _ in BYTE_ORDER_MARKS)
    found = CHARSET.search(raw.data[:4096])
    declared = charset or (found[1].decode("ascii", "replace") if found else None)
    if marked or declared is None:
        return decode(raw)
    try:
        return mend(raw.data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        pass
    try:
        name = codecs.lookup(declared).name
        name = BROWSERS.get(name, name)
        text = raw.data.decode(name, errors="replace") if name != "utf-8" else None
        if text is not None and name.startswith("iso8859"):
            text = CONTROL.sub(
                lambda sign: sign[0].encode("latin-1").decode("cp1252", errors="replace"), text
            )
    except (LookupError, ValueError):
        text = None
    return decode(raw) if text is None else (text, ())


def _empty(raw: Raw) -> InputError:
    return InputError(
        placed(raw.name, worded("the page holds no text: save the page once it is loaded"))
    )


def _main(root: Element) -> tuple[str, Metadata, tuple[str, ...]]:
    """Return what trafilatura takes for the article, and the page's metadata."""
    import trafilatura  # noqa: PLC0415 - 0.3 s that other formats need not pay

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # its errors are ours
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        return "", Metadata(), ("a page of very many elements: all of its text is read",)
    try:
        page = trafilatura.bare_extraction(
            root,
            include_comments=False,
            with_metadata=True,
            favor_recall=True,
            # its wider search makes a first of January of any year in the page
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception:  # noqa: BLE001 - what trafilatura stumbles over is read without it
        return "", Metadata(), ()
    metadata, problems = _metadata(page)
    return str(getattr(page, "text", None) or ""), metadata, problems


def _article(shown: Sequence[Block], extracted: str) -> list[Block] | None:
    """Return the blocks that are the article; None where trafilatura's own text must do."""
    if not extracted.strip():
        return []
    squeezed = _squeezed(extracted)
    keys = [_squeezed(block.text) for block in shown]
    matched = _found(keys, squeezed, {_squeezed(line) for line in extracted.split("\n")})
    found = sum(len(key) for key, match in zip(keys, matched, strict=True) if match)
    if found < FOUND * len(squeezed):
        return None
    telling = [n for n, key in enumerate(keys) if matched[n] and len(key) >= TELLING]
    telling = telling or [n for n, match in enumerate(matched) if match]
    page = _Page(shown, _common([shown[n].element for n in telling]))
    parents = {id(shown[n].element.getparent()) for n in telling}
    chosen: list[Block] = []
    led = False  # a list that a sentence leads to is no list of other articles
    for number, block in enumerate(shown):
        led = block.text.startswith("- ") and (led or (bool(chosen) and _leads(chosen[-1])))
        inside = page.within(block, page.top)
        near = telling[0] <= number <= telling[-1] or inside
        around = page.within(block, page.whole) and (near or not page.is_other(block))
        kept = matched[number] and (near or (around and _is_sentence(block, page)))
        if kept or (around and _belongs(block, page, parents, led=led)):
            chosen.append(block)
    return _told_once(chosen)


def _found(keys: Sequence[str], squeezed: str, lines: set[str]) -> list[bool]:
    """Tell of each key whether the text holds it, as a line or (within MOST_WORK) anywhere."""
    found: list[bool] = []
    tries = MOST_WORK // max(1, len(squeezed))
    for key in keys:
        if key in lines:
            found.append(bool(key))
            continue
        tries -= 1
        found.append(bool(key) and tries >= 0 and key in squeezed)
    return found


def _squeezed(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _common(elements: Sequence[Element]) -> Element:
    """Return the innermost element that holds all of the given ones."""
    paths = [list(reversed(list(ancestors(element, None)))) for element in elements]
    common = paths[0]
    for path in paths[1:]:
        length = 0
        for one, other in zip(common, path, strict=False):
            if one is not other:
                break
            length += 1
        common = common[:length]
    return common[-1]


def _leads(block: Block) -> bool:
    return block.text.endswith(":") and len(block.text) - block.linked >= TELLING


class _Page:
    """Where the article stands in a page: `top` holds its long blocks, `whole` all of it.

    What stands outside `top` (a lead above the body, a remark below it) is the article's within its
    <article>, else within <main>, else anywhere, if it is no part with other articles or comments.
    """

    def __init__(self, shown: Sequence[Block], top: Element) -> None:
        while top.tag in PARAGRAPHS and top.getparent() is not None:
            top = top.getparent()  # one long paragraph: what stands beside it belongs to it
        around = list(ancestors(top, None))
        tags = [element.tag for element in around]
        self.top = top
        self.whole = around[next((tags.index(t) for t in ("article", "main") if t in tags), -1)]
        self._around = {id(element) for element in around}
        self._blocks: dict[int, list[Block]] = {}
        for block in shown:
            self._blocks.setdefault(id(block.element), []).append(block)
        self._others: dict[int, bool] = {}

    def within(self, block: Block, element: Element) -> bool:
        """Tell whether a block stands in an element."""
        return any(one is element for one in ancestors(block.element, None))

    def is_other(self, block: Block) -> bool:
        """Tell whether the part beside the article that holds a block is of something else.

        It has headlines that are links, or its heading says so: "Comments (3)", "Read more".
        """
        part = block.element
        for element in ancestors(part, self._beside(block)):
            part = element
        if part is block.element and id(part) in self._around:
            return False  # it stands in what is around the article
        if id(part) not in self._others:
            own = [one for e in part.iter() for one in self._blocks.get(id(e), ())]
            self._others[id(part)] = any(_is_headline(one) or _heads_other(one) for one in own)
        return self._others[id(part)]

    def is_note(self, block: Block) -> bool | None:
        """Tell a note of the article (True) and what is set aside from it (False), else None."""
        for element in ancestors(block.element, self.whole):
            names = f"{element.get('class') or ''} {element.get('id') or ''}"
            if NOTE.search(f"{names} {element.get('role') or ''}"):
                return True
            if not block.quote and (element.tag in ASIDE or CHROME.search(names)):
                return False
        return None

    def _beside(self, block: Block) -> Element:
        """Return the innermost element that holds both the block and the article."""
        return next(e for e in ancestors(block.element, None) if id(e) in self._around)


def _is_sentence(block: Block, page: _Page) -> bool:
    return bool(SENTENCE.search(block.text)) and page.is_note(block) is not False


def _is_headline(block: Block) -> bool:
    linked = block.linked > LINKED * len(block.text)
    return linked and block.element.tag != "h1" and len(block.text.split()) >= HEADLINE


def _heads_other(block: Block) -> bool:
    words = block.text.split()
    few = block.element.tag in HEADINGS and len(words) < HEADLINE
    return few and CHROME.match("-".join(words)) is not None


def _belongs(block: Block, page: _Page, parents: set[int], *, led: bool) -> bool:
    """Tell whether a block that trafilatura left out is part of the article all the same."""
    sentence = (led or SENTENCE.search(block.text)) and MARKS.search(block.text)
    if not block.quote and not sentence and block.linked > LINKED * len(block.text):
        return False  # an embedded post may be one link, as may "See “Repairs”."
    note = page.is_note(block)
    if note is not None:
        return note
    if block.quote or block.caption or MARKS.search(block.text):
        return True
    return block.element.tag == "p" and id(block.element.getparent()) in parents


def _told_once(chosen: Sequence[Block]) -> list[Block]:
    """Return the blocks without pull quotes: excerpts of what the article says elsewhere."""
    plain = "".join(_squeezed(block.text) for block in chosen if not block.quote)
    groups: dict[int, list[str]] = {}
    for block in chosen:
        if block.quote:
            groups.setdefault(block.quote, []).append(block.text)
    excerpts = {
        number
        for number, texts in list(groups.items())[:MOST_PULLED]
        if all(
            _squeezed(piece) in plain
            for piece in re.split(r"…|\.\.\.|\n", "\n".join(texts))
            if len(piece.split()) >= 2
        )
        and any(len(text.split()) >= 2 for text in texts)
    }
    return [block for block in chosen if block.quote not in excerpts]


def _metadata(page: Any) -> tuple[Metadata, tuple[str, ...]]:  # noqa: ANN401 - trafilatura's
    if page is None:
        return Metadata(), ()
    written = page.date or None
    day = read_date(written) if written else None
    problem = date_problem(written, day) if written else None
    metadata = Metadata(
        title=_line(page.title),
        author=_line(page.author),
        date=None if problem else day,
        url=_line(page.url),
    )
    return metadata, (problem,) if problem else ()


def _line(value: str | None) -> str | None:
    return re.sub(r"\s+", " ", value).strip() or None if value else None
