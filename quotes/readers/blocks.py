"""HTML as a page shows it: blocks of running text, with what is set as a quotation and by whom.

Web pages, rendered Markdown, letters and electronic books share this reading of elements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

import lxml.etree
import lxml.html

from quotes.model import Span
from quotes.readers.documents import NOTE_MARK, raised
from quotes.readers.lines import NARROW, unwrapped

_SHOWN = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main nav ol p "
    "pre section summary table tbody td tfoot th thead title tr ul"
)
_NOT_SHOWN = (
    "audio base button canvas datalist head iframe input link map meta meter noscript object "
    "option picture progress script select style svg template textarea track video"
)
BLOCKS: Final = frozenset(_SHOWN.split())
UNSEEN: Final = frozenset(_NOT_SHOWN.split())
BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
UNSEEN_CLASS = re.compile(
    r"\b(?:sr-only|visually-?hidden|screen-?reader(?:-text)?)\b", re.IGNORECASE
)
PULLED = re.compile(r"\bpull-?quote", re.IGNORECASE)
CITED, CITED_END = "\ue000", "\ue001"
# The end of a block quotation that names who said it: <cite>, or a dash and a name.
BY_CITE = re.compile(
    rf"(?s)(.*?)\s*[-–—―]*\s*{CITED}\s*[-–—―]*\s*([^{CITED_END}]*){CITED_END}(.{{0,120}})"
)
BY_DASH = re.compile(r"[-–—―]{1,2}\s*(?=[^\W\d_a-z]|@|[^\n]{1,60}\(@)(.{2,200})", re.DOTALL)
# The same as the last line: a name behind a dash, or behind a sentence "Ana Ruiz, teacher".
_CAPITAL = r"[^\W\d_a-z][\w.’'-]*"
_NAME = rf"{_CAPITAL}(?: (?:(?:de|del|la|las|los|y|of|the|van|von) ){{0,3}}{_CAPITAL})"
_OFFICE = r"(?:[,\n] ?[^\d.!?:;“”\"\n]{2,80})?"
SIGNED = re.compile(
    rf"(?s)(.*[.!?…”\"»])\n+({_NAME}{{1,4}}{_OFFICE})"
    rf"|(.*\S)\n+[-–—―]{{1,2}}\s*({_NAME}{{0,4}}{_OFFICE}|[^\n]{{1,60}}\(@[^\n]*)"
)
LAST = 400  # characters at the end of a quotation among which its signature stands
# "Rosalba Quintero, we will not forget you" is no signature.
SPOKEN = re.compile(r"\b(?:I|we|you|my|our|your|us|me)\b", re.IGNORECASE)
# The author of a post: a name, perhaps with pictures in it, and that of the account.
ACCOUNT = re.compile(r"(?s)(.*?)\s*\(\s*(@[^)\s]+)\s*\).*")
PICTURE = re.compile(r"[^\w\s.,;:!?@&()\[\]/’'\"“”«»|·•–—―-]+")
# What Instagram and Facebook write below a post that a page shows.
SHARED_POST = re.compile(
    r"(?i:A post shared by) (.{2,80}?\(@[^)\s]{1,40}\))"
    r"|^Posted by\s((?:[^\W\d_a-z]|@)[^,;:!?]{1,80}?)(?:\son\s\w[^.]{0,40}\d[^.]{0,20})?\.?$"
)
# What TikTok, Mastodon, Instagram and Threads write above a post, and what no author wrote.
POSTED = re.compile(r"(?i:posts? by) (.{2,80}?\(?@[^)\s]{1,80}\)?)|(@[\w.]{2,40})")
NO_POST = re.compile(
    r"♬.*|(?:View|Ver|See) .{0,40}\b(?:Instagram|Threads|TikTok|Facebook|Mastodon|Bluesky|X)",
    re.DOTALL,
)
# libxml2 compares each attribute of an element with all before it.
MOST_ATTRIBUTES = 200
LONG_TAG = re.compile(r"<([a-zA-Z][\w:-]{0,40})(\s[^<>]{2000,})>")
Element = Any  # lxml gives its elements no public type


@dataclass(slots=True)
class Block:
    """One block of text as shown: its words, element, and what the layout says of them.

    `quote` numbers the block quotation that it belongs to (0: none), `by` names who said
    that, on its last block. `linked` counts the characters inside links. `bold` are the lines of
    running text that are bold from their first letter to their last.
    """

    text: str
    element: Element
    quote: int = 0
    by: str = ""
    linked: int = 0
    caption: bool = False
    bold: tuple[Span, ...] = ()


@dataclass(slots=True)
class _State:
    blocks: list[Block] = field(default_factory=list)
    buffer: list[str] = field(default_factory=list)
    letters: list[tuple[int, bool]] = field(default_factory=list)  # how many, and whether bold
    bold: int = 0
    linked: int = 0
    links: int = 0
    quotes: list[Element] = field(default_factory=list)
    quote: int = 0
    number: int = 0
    figures: list[int] = field(default_factory=list)
    captions: int = 0
    sources: int = 0
    pre: int = 0
    marker: str = ""
    depth: int = 0


def parse(text: str) -> Element | None:
    """Return the root element of a page or a piece of one, or None where there is none.

    What is hidden or struck out, and the marks of notes, are no longer in it.
    """
    safe = LONG_TAG.sub(_bare_tag, text.replace("\0", ""))
    safe = re.sub(r"^\s*<\?xml[^>]*\?>", "", safe)
    try:
        # Bytes, since lxml refuses a text that declares its own encoding.
        data = safe.encode("utf-8", "replace")
        parser = lxml.html.HTMLParser(
            huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8"
        )
        root = lxml.html.document_fromstring(data, parser=parser)
    except (lxml.etree.LxmlError, ValueError, AssertionError):
        return None
    take_out_unsaid(root)
    return root


def _bare_tag(match: re.Match[str]) -> str:
    names = re.sub(r"\"[^\"]*\"|'[^']*'", "", match[2]).split()
    return f"<{match[1]}>" if len(names) > MOST_ATTRIBUTES else match[0]


def blocks(root: Element) -> list[Block]:
    """Return the visible blocks under an element, in order, none of them empty."""
    state = _State()
    walk = lxml.etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in UNSEEN or not tag:
                walk.skip_subtree()
                element.set("data-unseen", "")
                continue
            _open(state, element, tag)
            _add(state, element.text)
        else:
            if element.get("data-unseen") is None:
                _close(state, element, tag)
            if element is not root:
                _add(state, element.tail)
    _flush(state, root)
    return _signed(_posts(state.blocks))


def _posts(shown: Sequence[Block]) -> list[Block]:
    """Return the blocks, embedded posts signed by the name above them and without their frame."""
    kept: list[Block] = []
    author: tuple[int, str] = (0, "")
    for number, block in enumerate(shown):
        first = number == 0 or shown[number - 1].quote != block.quote
        last = number + 1 == len(shown) or shown[number + 1].quote != block.quote
        above = POSTED.fullmatch(block.text) if block.quote and first and not last else None
        if above is not None:
            author = (block.quote, above[1] or above[2])
        elif not (block.quote and NO_POST.fullmatch(block.text)):
            kept.append(block)
        if author[0] and last and kept and kept[-1].quote == block.quote == author[0]:
            kept[-1].by = kept[-1].by or _author(author[1])
    return kept


def _author(name: str) -> str:
    """Return who is named as speaker without pictures; by the account where there is no name."""
    plain = " ".join(PICTURE.sub("", name).split())
    account = ACCOUNT.fullmatch(plain)
    return account[2] if account and not account[1][:1].isupper() else plain


def _signed(shown: Sequence[Block]) -> list[Block]:
    """Return the blocks, those whose last line is a name said by it: "Ana Ruiz, teacher"."""
    kept: list[Block] = []
    start = 0  # of the block quotation
    for number, block in enumerate(shown):
        kept.append(block)
        if number == 0 or shown[number - 1].quote != block.quote:
            start = len(kept) - 1
        last = number + 1 == len(shown) or shown[number + 1].quote != block.quote
        if not block.quote or block.by or not last:
            continue
        match = SIGNED.fullmatch("\n".join(one.text for one in kept[start:])[-LAST:])
        by = (match[2] or match[4]) if match else ""
        words = match[1] or match[3] if match else ""
        below = len(match[0]) - len(words) if match else 0
        if not by or SPOKEN.search(by) or below > len(block.text) + 1:
            continue
        block.text = block.text[: max(0, len(block.text) - below)]
        if not block.text:
            kept.pop()
        kept[-1].by = _author(by.replace("\n", ", "))
    return kept


def _open(state: _State, element: Element, tag: str) -> None:
    if tag in BLOCKS:
        parent = element.getparent()
        _flush(state, element if parent is None else parent)  # what stands before it there
    if tag == "li":
        state.marker = _marker(element)
    elif tag == "br":
        state.buffer.append("\n")
    elif tag == "pre":
        state.pre += 1
    elif tag == "a":
        state.links += 1
    elif tag == "q":
        state.depth += 1
        state.buffer.append("“" if state.depth % 2 else "‘")
    elif tag == "figure":
        state.figures.append(0)
    state.bold += _is_bold(element, tag)
    _open_quote(state, element, tag)


def _is_bold(element: Element, tag: str) -> bool:
    return tag in {"b", "strong"} or bool(BOLD_STYLE.search(element.get("style") or ""))


def _open_quote(state: _State, element: Element, tag: str) -> None:
    if tag == "blockquote" or (tag in BLOCKS and PULLED.search(element.get("class") or "")):
        if not state.quotes:
            state.number += 1
            state.quote = state.number
        state.quotes.append(element)
        if state.figures:
            state.figures[-1] = state.quote
    elif tag == "figcaption":
        state.captions += 1
        if state.figures and state.figures[-1] and not state.quotes:
            state.quote = state.figures[-1]
            state.buffer.append(CITED)
    elif state.quotes and tag in {"cite", "footer"}:
        state.sources += 1
        if state.sources == 1:
            state.buffer.append(CITED)


def _close(state: _State, element: Element, tag: str) -> None:
    if tag in {"cite", "footer"} and state.sources and state.quotes:
        state.sources -= 1
        if not state.sources:
            state.buffer.append(CITED_END)
    elif tag == "figcaption":
        _close_caption(state, element)
    if tag in BLOCKS:
        _flush(state, element)
    state.bold -= _is_bold(element, tag)
    if tag == "pre":
        state.pre -= 1
    elif tag == "a":
        state.links -= 1
    elif tag == "q":
        state.buffer.append("”" if state.depth % 2 else "’")
        state.depth -= 1
    elif tag == "figure" and state.figures:
        state.figures.pop()
    if state.quotes and state.quotes[-1] is element:
        state.quotes.pop()
        state.quote = state.quote if state.quotes else 0


def _close_caption(state: _State, element: Element) -> None:
    state.captions -= 1
    if state.quotes:
        return
    if state.figures and state.figures[-1]:
        state.buffer.append(CITED_END)
    _flush(state, element)
    state.quote = 0


def _marker(element: Element) -> str:
    parent = element.getparent()
    if parent is None or parent.tag != "ol":
        return "- "
    number = (
        1 + sum(1 for _ in element.itersiblings("li", preceding=True)) if len(parent) < 1000 else 0
    )
    return f"{number}. " if number else "- "


def _add(state: _State, text: str | None) -> None:
    if not text:
        return
    if not state.pre:
        text = re.sub(r"[ \t\r\n\f]+", " ", text)
    state.buffer.append(text)
    state.letters.append((sum(map(str.isalnum, text)), state.bold > 0))
    if state.links:
        state.linked += len(text.strip())


def _flush(state: _State, element: Element) -> None:
    text = "".join(state.buffer)
    state.buffer.clear()
    linked, state.linked = state.linked, 0
    letters, state.letters = state.letters, []
    text = re.sub(r"“(?=[“\"«])|(?<=[”\"»])”", "", re.sub(r" *\n *", "\n", text))
    text = re.sub(r"[ \t]{2,}", " ", text).strip() if not state.pre else text.strip("\n")
    text = unwrapped(text, narrowest=0 if state.quote else NARROW, whole=True)
    by = ""
    if state.quote:
        text, by = _attributed(re.sub(r"\n{2,}", "\n", text))
        by = _author(by)
    text = text.replace(CITED, "").replace(CITED_END, "")
    if by and not text and state.blocks and state.blocks[-1].quote == state.quote:
        state.blocks[-1].by = by
        return
    if not text.strip():
        return
    # What is quoted is words: a bullet is the page's.
    marker, state.marker = "" if state.quote else state.marker, ""
    caption = bool(state.captions)
    bold = () if state.quote else bold_lines(text, letters, len(marker))
    state.blocks.append(Block(marker + text, element, state.quote, by, linked, caption, bold))


def bold_lines(text: str, letters: Sequence[tuple[int, bool]], shift: int) -> tuple[Span, ...]:
    """Return the lines of a block whose letters are all bold; the text begins at `shift`."""
    if not any(bold for _, bold in letters):
        return ()
    flags = iter([bold for count, bold in letters for _ in range(count)])
    found = []
    for line in re.finditer(r"[^\n]+", text):
        own = [next(flags, False) for char in line[0] if char.isalnum()]
        if own and all(own):
            found.append(Span(line.start() + shift, line.end() + shift))
    return tuple(found)


def _attributed(text: str) -> tuple[str, str]:
    """Return the words of a block quotation's part and who is named as their speaker."""
    match = BY_CITE.fullmatch(text)
    if match and (not match[1] or match[1].rstrip()[-1:] in '.!?…”"»'):
        name = " ".join(f"{match[2]}{match[3]}".split())
        if name:
            return match[1], name
    match = BY_DASH.fullmatch(text)
    if match:
        return "", " ".join(match[1].split())
    shared = SHARED_POST.search(text)
    return ("", shared[1] or shared[2]) if shared and len(text) < 160 else (text, "")


def text_of(chosen: Sequence[Block], gap: str = "\n") -> tuple[str, tuple[Span, ...]]:
    """Return the text of blocks, a line each, and the spans of the block quotations in it.

    `gap` stands between two blocks, a single line end within a list or a quotation.
    """
    parts: list[str] = []
    quoted: list[Span] = []
    length, start = 0, 0
    for number, block in enumerate(chosen):
        before = chosen[number - 1] if number else None
        if before is not None:
            space = "\n" if _belong_together(before, block) else gap
            parts.append(space)
            length += len(space)
        if block.quote and (before is None or before.quote != block.quote):
            start = length
        parts.append(block.text)
        length += len(block.text)
        after = chosen[number + 1] if number + 1 < len(chosen) else None
        if block.quote and (block.by or after is None or after.quote != block.quote):
            if start < length:
                quoted.append(Span(start, length))
            start = length
        if block.by:
            parts.append(f" — {block.by}")
            length += len(parts[-1])
            start = length
    return "".join(parts), tuple(quoted)


def bold_of(chosen: Sequence[Block], text: str) -> tuple[Span, ...]:
    """Return the bold lines of blocks in the text that `text_of` made of them."""
    found, at = [], 0
    for block in chosen:
        at = text.index(block.text, at)
        found += [Span(line.start + at, line.end + at) for line in block.bold]
        at += len(block.text)
    return tuple(found)


def _belong_together(one: Block, other: Block) -> bool:
    if one.quote or other.quote:
        return one.quote == other.quote
    return (one.text.startswith("- ") and other.text.startswith("- ")) or bool(
        re.match(r"\d+\. ", one.text) and re.match(r"\d+\. ", other.text)
    )


def ancestors(element: Element, top: Element) -> Iterator[Element]:
    """Return the element and those around it, up to and without `top`."""
    while element is not None and element is not top:
        yield element
        element = element.getparent()


# --- What an element holds that is not said: hidden, struck out, the mark of a note.

STRUCK: Final = frozenset({"s", "strike", "del"})
# A link to a note: its address or what it calls itself.
TO_NOTE = re.compile(
    r"#_?(?:fn|ftn|edn|foot|end|note|nota|cite_note|ref|n)[\w:.-]*$", re.IGNORECASE
)
NOTE_ROLE = re.compile(
    r"\b(?:doc-noteref|noteref|footnote(?:-?ref\w*)?|reference)\b", re.IGNORECASE
)
# The properties of a style sheet that take words out of sight, and their values that do.
PROPERTY = re.compile(
    r"(?:^|[;{\s])(display|visibility|opacity|font-size|text-decoration(?:-line)?)\s*:\s*"
    r"([^;}!]+)",
    re.IGNORECASE,
)
NOTHING = re.compile(r"0*\.?0+(?:px|pt|em|rem|%)?")
COMPOUND = re.compile(r"([\w-]+|\*)?((?:[.#][\w-]+)*)")
MOST_CSS = 1_000_000
MOST_RULES = 5_000
MOST_FITTING = 100  # rules tried on one element
Style = dict[str, str]


def take_out_unsaid(root: Element) -> None:
    """Take what is hidden or struck out, and the marks of notes, out of a tree of elements.

    What a style sheet hides and makes up half of the page or more stays: a script shows that.
    """
    styles = _styles(root)
    letters = 0
    for element in list(root.iter()):
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in {"html", "body", "head"} or tag in UNSEEN:
            continue
        if element is not root and _is_gone(element, tag, {}):
            _replace(element, "")
        elif (style := styles.get(element)) and _is_gone(element, tag, style):
            letters = letters or len("".join(root.itertext()))
            if 2 * len("".join(element.itertext())) < letters:
                _replace(element, "")
        elif tag == "sup" or (tag == "a" and _is_to_note(element)):
            _read_raised(element, linked=tag == "a")


def _is_gone(element: Element, tag: str, style: Style) -> bool:
    """Tell whether nobody reads an element; `style` is what style sheets say of it."""
    if not style and (
        tag in STRUCK
        or element.get("hidden") is not None
        or UNSEEN_CLASS.search(element.get("class") or "")
    ):
        return True
    own = style or _declared(element.get("style") or "")
    if own.get("display") == "none" or own.get("visibility") in {"hidden", "collapse"}:
        return True
    if "line-through" in own.get("text-decoration", ""):
        return True
    # Blocks of no opacity fade in, and a frame of no size holds elements that have one.
    if NOTHING.fullmatch(own.get("opacity", "1")):
        return tag not in BLOCKS
    return bool(NOTHING.fullmatch(own.get("font-size", "1"))) and len(element) == 0


def _declared(text: str) -> Style:
    declared = {name.lower(): value.strip().lower() for name, value in PROPERTY.findall(text)}
    if "text-decoration-line" in declared:
        declared["text-decoration"] = declared.pop("text-decoration-line")
    return declared


def _read_raised(element: Element, *, linked: bool) -> None:
    words = "".join(element.itertext())
    link = linked or element.find(".//a") is not None or _in_link(element)
    named = NOTE_ROLE.search(f"{element.get('class') or ''} {element.get('role') or ''}")
    if NOTE_MARK.fullmatch(words.strip()) and (link or named):
        _replace(element, "")
    elif not linked:
        said = raised(_before(element), words, (element.tail or "").lstrip())
        if said != words:
            _replace(element, said)


def _in_link(element: Element) -> bool:
    around = element.getparent()
    return around is not None and around.tag == "a" and _is_to_note(around)


def _is_to_note(link: Element) -> bool:
    """Tell whether a link is the mark of a note: [1], leading to one."""
    if not NOTE_MARK.fullmatch("".join(link.itertext()).strip()):
        return False
    names = " ".join(str(link.get(name) or "") for name in ("class", "role", "epub:type"))
    return bool(TO_NOTE.search(link.get("href") or "") or NOTE_ROLE.search(names))


def _before(element: Element) -> str:
    """Return the words that stand right before an element."""
    before = element.getprevious()
    if before is not None:
        return str(before.tail or "".join(before.itertext()))
    around = element.getparent()
    return (around.text or "") if around is not None else ""


def _replace(element: Element, words: str) -> None:
    """Set words in an element's place."""
    around, before = element.getparent(), element.getprevious()
    if around is None:
        return
    kept = words + (element.tail or "")
    if before is not None:
        before.tail = (before.tail or "") + kept
    else:
        around.text = (around.text or "") + kept
    around.remove(element)


def _styles(root: Element) -> dict[Element, Style]:
    """Return what the page's own style sheets say of elements, of what hides and strikes out."""
    sheets = "".join(element.text or "" for element in root.iter("style"))[:MOST_CSS]
    rules: dict[str, list[tuple[int, int, list[str], Style]]] = {}
    for number, (heads, body) in enumerate(islice(_rules(sheets), MOST_RULES)):
        declared = _declared(body)
        for head in heads.split(",") if declared else ():
            steps = head.replace(">", " ").split()
            if steps and all(COMPOUND.fullmatch(step) for step in steps):
                weight = 100 * head.count("#") + 10 * head.count(".") + len(steps)
                key = re.split(r"(?=[.#])", steps[-1])[-1]
                rules.setdefault(key, []).append((weight, number, steps, declared))
    styles: dict[Element, Style] = {}
    for element in root.iter() if rules else ():
        if isinstance(element.tag, str):
            keys = [element.tag, f"#{element.get('id')}"]
            keys += [f".{name}" for name in (element.get("class") or "").split()]
            fitting = [rule for key in keys for rule in rules.get(key, ())]
            for _, _, steps, declared in sorted(fitting[:MOST_FITTING], key=lambda rule: rule[:2]):
                if _fits(element, steps):
                    styles.setdefault(element, {}).update(declared)
            if element in styles:
                styles[element].update(_declared(element.get("style") or ""))
    return styles


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Yield selectors and declarations of a style sheet, as far as they hold on a screen."""
    sheet = re.sub(r"(?s)/\*.*?\*/", "", sheet)
    depth, start, head = 0, 0, ""
    for found in re.finditer(r"([^{};]*)\{|\}", sheet):
        if found[0] != "}":
            depth += 1
            if depth == 1:
                head, start = found[1].strip(), found.end()
            continue
        depth = max(0, depth - 1)
        if depth:
            continue
        if re.fullmatch(r"@media\s+(?:screen|all)", head):
            yield from _rules(sheet[start : found.start()])
        elif head and head[0] != "@":
            yield head, sheet[start : found.start()]


def _fits(element: Element, steps: Sequence[str]) -> bool:
    """Tell whether an element is one that the steps of a selector name (div .note, p.x)."""
    if not _is_named(element, steps[-1]):
        return False
    wanted = list(steps[:-1])
    for around in element.iterancestors() if wanted else ():
        if _is_named(around, wanted[-1]):
            wanted.pop()
            if not wanted:
                break
    return not wanted


def _is_named(element: Element, step: str) -> bool:
    found = COMPOUND.fullmatch(step)
    if found is None or not isinstance(element.tag, str):
        return False
    names = {f".{name}" for name in (element.get("class") or "").split()}
    names.add(f"#{element.get('id')}")
    wanted = set(re.findall(r"[.#][\w-]+", found[2] or ""))
    return (found[1] or "*") in {"*", element.tag} and wanted <= names
