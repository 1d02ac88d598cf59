"""Signs that a span was said or merely names something: titles, nicknames, terms, irony.

Only the question "was it said" looks at these, beside the span's own features and those of its
likeliest cue and source.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quotes.quotations.features.spans import Features
from quotes.quotations.forests import Lexicon
from quotes.quotations.indirect import content
from quotes.quotations.parsed_text import ParsedText, lemma_at, sentences_of
from quotes.quotations.wordlists import GENITIVES, NAMING, PERFORMING, REPORTING, WORKS

_NOTHING = -9.0
_DEFINING = frozenset({"DET", "PRON"})
_PREPOSITIONS = frozenset({"on", "of", "in", "at", "for", "by", "with"})
_CLASSES = {"VERB": 1.0, "NOUN": 2.0, "PROPN": 3.0, "AUX": 4.0, "ADJ": 5.0}


def speech_features(parsed: ParsedText, number: int, lexicons: dict[str, Lexicon]) -> Features:
    """Return the signs of one span, by name; log odds are those of cues."""
    return {
        **_in_front(parsed, number),
        **_inside(parsed, number, lexicons),
        **_above(parsed, number, lexicons),
        **_around(parsed, number, lexicons),
        **_naming(parsed, number),
        **_size(parsed, number),
    }


def _in_front(parsed: ParsedText, number: int) -> Features:
    """Return what the words before say: a work, a name given, a performance, a preposition."""
    first, last = parsed.inner[number]
    near = words_before(parsed, first, 4)
    after = _word_after(parsed, parsed.quoted[number].outer.end)
    direct = parsed.words[first - 2] if first > 1 else None
    capital = near[:1] != [] and near[0][:1].isupper()
    words = parsed.words[first:last]
    return {
        "work_before": float(next((4 - i for i, word in enumerate(near) if is_work(word)), 0)),
        "naming_before": float(any(word.lower() in NAMING for word in near)),
        "performing_before": float(any(stems(word) & PERFORMING for word in near)),
        "title_capitals": float(has_title_capitals(parsed, number)),
        "all_capital": float(all(w.text[:1].isupper() for w in words if w.text.isalpha())),
        "between_names": float(capital and after[:1].isupper()),
        "preposition_before": float(near[:1] != [] and near[0].lower() in _PREPOSITIONS),
        "noun_after": float(bool(after) and _class_after(parsed, last) == "NOUN"),
        "modifier_before": float(direct is not None and direct.upos in {"DET", "ADJ"}),
    }


def _inside(parsed: ParsedText, number: int, lexicons: dict[str, Lexicon]) -> Features:
    """Return the best cue of its sentence, what clause it holds, how much the article quotes."""
    first, last = parsed.inner[number]
    low, high = sentences_of(parsed, first, last)
    classes = {w.upos for w in parsed.words[first:last]}
    relations = {parsed.relations[i] for i in range(first, last)}
    clause = bool(classes & {"VERB", "AUX"}) and bool(classes & {"PRON", "DET", "PART"})
    share = parsed.characters_quoted / max(1, len(parsed.text))
    return {
        "best_cue_in_sentence": _most(parsed, low, min(high, len(parsed.words)), lexicons),
        "attributive": float(bool(relations & {"amod", "compound"}) and last - first <= 3),
        "clause_inside": float(clause),
        "share_in_marks": round(share, 2),
        "work_after": float(is_work(_word_after(parsed, parsed.quoted[number].outer.end))),
    }


def _above(parsed: ParsedText, number: int, lexicons: dict[str, Lexicon]) -> Features:
    """Return the most cue-like word above the span, and whether one reports all of it."""
    governor = parsed.tops[number]
    above = parsed.ancestors(governor) if governor >= 0 else []
    lemmas = [parsed.lemmas[i] for i in above if parsed.quoted_at[i] < 0]
    first, last = parsed.inner[number]
    low, high = sentences_of(parsed, first, last)
    reporting = [
        i
        for i in range(low, high)
        if parsed.quoted_at[i] < 0
        and (parsed.words[i].text.lower() == "according" or parsed.lemmas[i] in REPORTING)
    ]
    spans = [content(parsed, i) for i in reporting]
    return {
        "above": max((lexicons["cue"].of(lemma) for lemma in lemmas), default=_NOTHING),
        "above_any": max((lexicons["cue_any"].of(lemma) for lemma in lemmas), default=_NOTHING),
        "reported": float(any(s is not None and s[0] <= first and last <= s[1] + 1 for s in spans)),
    }


def _around(parsed: ParsedText, number: int, lexicons: dict[str, Lexicon]) -> Features:
    """Return the most cue-like words of the paragraph and of the sentences beside."""
    first, last = parsed.inner[number]
    low, high = parsed.line_words(parsed.quoted[number].paragraph)
    begin, end = sentences_of(parsed, first, last)
    before = parsed.sentences[parsed.sentence[begin - 1]][0] if begin > low else begin
    after = parsed.sentences[parsed.sentence[end]][1] if end < high else end
    return {
        "in_line": _most(parsed, low, high, lexicons),
        "sentence_before": _most(parsed, max(low, before), begin, lexicons),
        "sentence_after": _most(parsed, end, min(high, after), lexicons),
    }


def _most(parsed: ParsedText, low: int, high: int, lexicons: dict[str, Lexicon]) -> float:
    cue = lexicons["cue"]
    odds = [cue.of(parsed.lemmas[i]) for i in range(low, high) if parsed.quoted_at[i] < 0]
    return max(odds, default=_NOTHING)


def _naming(parsed: ParsedText, number: int) -> Features:
    """Return the signs of a name: a noun that it modifies, "a play called", "CBS's", "…, the …"."""
    last = parsed.inner[number][1]
    governor = parsed.tops[number]
    head = parsed.heads[governor] if governor >= 0 else -1
    before, after = parsed.edges[number]
    outer = parsed.quoted[number].outer
    rest = parsed.text[outer.end : outer.end + 40]
    ends = parsed.text[max(0, outer.end - 2) : outer.end]
    comma = "," in ends or rest[:1] == ","
    return {
        "modifies_next": float(last <= head <= last + 3 and rest[:1] == " "),
        "called": float(before >= 0 and _is_participle(parsed, before)),
        "genitive_before": float(before >= 0 and parsed.words[before].text in GENITIVES),
        "defined_after": float(comma and after >= 0 and parsed.words[after].upos in _DEFINING),
        "author_after": float(rest.lstrip(" ,").startswith("by ")),
    }


def _is_participle(parsed: ParsedText, index: int) -> bool:
    """Say whether a word gives a noun its name: "a play called", "a plan dubbed"."""
    word = parsed.words[index]
    return word.text.lower() in NAMING and (
        parsed.relations[index] == "acl"
        or (word.xpos == "VBN" and parsed.relations[index] != "root")
    )


def _size(parsed: ParsedText, number: int) -> Features:
    """Return the characters, whether the neighbour hangs on the same word, the governor's class."""
    governor = parsed.tops[number]
    head = parsed.heads[governor] if governor >= 0 else -1
    beside = [parsed.tops[n] for n in (number - 1, number + 1) if 0 <= n < len(parsed.quoted)]
    shared = [head >= 0 and g >= 0 and head in (g, parsed.heads[g]) for g in beside]
    span = parsed.quoted[number].inner
    return {
        "characters": float(min(120, span.end - span.start)),
        "same_head": float(any(shared)),
        "governor_upos": _CLASSES.get(parsed.words[head].upos, 0.0) if head >= 0 else 0.0,
    }


def words_before(parsed: ParsedText, first: int, count: int) -> list[str]:
    """Return the words before a span, nearest first, punctuation and its own mark left out."""
    low = parsed.sentences[parsed.sentence[first]][0] if first < len(parsed.words) else 0
    words = parsed.words[max(low, first - count - 2) : first]
    return [w.text for w in reversed(words) if w.text[:1].isalnum()][:count]


def _word_after(parsed: ParsedText, end: int) -> str:
    """Return the word that follows the closing mark with only a space between, else ""."""
    rest = parsed.text[end : end + 30]
    return rest.split()[0] if rest[:1] == " " and rest.split() else ""


def _class_after(parsed: ParsedText, last: int) -> str:
    following = [w for w in parsed.words[last : last + 3] if w.text[:1].isalnum()]
    return following[0].upos if following else ""


def is_work(word: str) -> bool:
    """Say whether a word is what a work is called: a film, a song."""
    return bool(stems(word) & WORKS)


def stems(word: str) -> set[str]:
    """Return what the lemma of an English word can be, without a parser."""
    lower = word.lower()
    return {lower, lower.removesuffix("s"), lower.removesuffix("ed"), lower.removesuffix("ing"),
            lower.removesuffix("d"), lower.removesuffix("es")}  # fmt: skip


def has_title_capitals(parsed: ParsedText, number: int) -> bool:
    """Say whether every longer word has a capital and there are two words or more."""
    words = parsed.quoted[number].inner.of(parsed.text).split()
    long = [w.lstrip("‘'([") for w in words if len(w.strip(".,’'")) > 3]
    return 1 < len(words) < 12 and bool(long) and all(w[:1].isupper() for w in long)


# Spans that nobody said, whatever the rankers think: nicknames, glosses, credits.

_DIRECTION = re.compile(r"[(\[][A-Z .,;:…-]{3,}[)\]]?[. ]*")
_CREDIT = re.compile(r"(?:Follow|Contact|Email|Like) .*(?:@|Twitter|Facebook|Instagram)")
_GLOSS = re.compile(
    r"\b(?:Spanish|English|French|Latin|Italian|Portuguese|German|Russian|Arabic|Greek|Hebrew|Chinese"
    r"|Japanese|slang|shorthand|short|code) for $"
)
_DEFINED = re.compile(r",? (?:which|that) (?:is|are|was|were) defined as\b|,? defined as\b")
_GIVEN = frozenset(
    {"aka", "alias", "nicknamed", "titled", "entitled", "so-called", "word", "named"}
)
_CHRISTENED = frozenset({"dubbed", "baptised", "baptized", "christened", "codenamed", "code-named"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_TERM = 4  # words of what people call a thing: "the trampoline of death"
_CALLING = frozenset({"call", "dub", "nickname"})
_TOLD = frozenset({"det", "nummod", "nmod", "acl"})  # what tells these people from others
_IT = frozenset({"it", "them", "this", "these"})
_TAKING_SIDES = frozenset(
    {"critics", "opponents", "supporters", "backers", "detractors", "rivals", "activists",
     "campaigners", "prosecutors", "officials", "investigators", "authorities", "lawyers",
     "analysts", "observers", "environmentalists", "they", "we", "you", "those", "others",
     "organizers", "organisers", "protesters", "strikers", "leaders", "unions", "lawmakers"}
)  # fmt: skip
_KNOWN_REACH = 8  # words from "known" to the name
_SHOWN = frozenset(
    {"album", "anthem", "ballad", "comedy", "documentary", "drama", "film", "memoir", "miniseries",
     "movie", "musical", "novel", "opera", "podcast", "program", "series", "show", "sitcom", "song",
     "track"}
)  # fmt: skip


def is_label(parsed: ParsedText, number: int) -> bool:
    """Say whether a span is a nickname in a name, a gloss, a stage direction or a credit.

    Luis “Shorty” Páez; Spanish for “goodbye”; “(CROSSTALK)”; “Follow us on Twitter”; a “target
    area,” which is defined as.
    """
    span = parsed.quoted[number]
    inner = span.inner.of(parsed.text)
    line = parsed.lines[span.paragraph]
    before = parsed.text[max(line.start, span.outer.start - 30) : span.outer.start]
    return (
        _DIRECTION.fullmatch(inner) is not None
        or _CREDIT.match(inner) is not None
        or _GLOSS.search(before) is not None
        or _DEFINED.match(parsed.text, span.outer.end) is not None
        or _is_nickname(parsed, number)
    )


def _is_nickname(parsed: ParsedText, number: int) -> bool:
    """Say whether one or two capitalised words stand between the two halves of a person's name."""
    span = parsed.quoted[number]
    words = span.inner.of(parsed.text).split()
    low, high = parsed.within(span.outer)
    if not 1 <= len(words) <= 2 or not 0 < low < high < len(parsed.words):
        return False
    text, outer = parsed.text, span.outer
    if text[outer.start - 1] != " " or text[outer.end : outer.end + 1] != " ":
        return False
    sides = (low - 1, high)
    return (
        all(word[:1].isupper() and word[-1:].isalnum() for word in words)
        and all(_is_name(parsed, side) for side in sides)
        and any(parsed.in_persons_name(side) for side in sides)
    )


def _is_name(parsed: ParsedText, index: int) -> bool:
    word = parsed.words[index]
    return word.upos in {"PROPN", "NOUN"} and word.text[:1].isupper()


def names_something(parsed: ParsedText, number: int) -> bool:
    """Say whether the words before leave no doubt: known as “Shorty”, titled “…”, the film “…”.

    What they are said of must look like a name too: few words, no clause, or a title's capitals.
    """
    first, last = parsed.inner[number]
    near = [word.lower() for word in words_before(parsed, first, _KNOWN_REACH)]
    known = near[:1] == ["as"] and "known" in near  # "known in the office as"
    by = lemma_at(parsed, parsed.edges[number][1]) == "by"
    known, near = known or (_is_called(near) and not by), near[:2]
    if not near or last - first > 12:
        return False
    titled = has_title_capitals(parsed, number)
    led = parsed.text[: parsed.quoted[number].outer.start].rstrip().endswith(":")
    given = (near[0] in _GIVEN and not led) or known or tuple(near) == ("itself", "calls")
    if given:
        return titled or last - first <= 3
    capitals = all(w.text[:1].isupper() for w in parsed.words[first:last] if w.text.isalpha())
    if (near[0] in _CHRISTENED and capitals) or (titled and _is_told_behind(parsed, number)):
        return True
    if _is_usage(parsed, number):
        return last - first <= _TERM
    if _is_shown(parsed, number, near[0]):
        return True
    return titled and (is_work(near[0]) or bool(stems(near[0]) & {"sang", "sing", "play", "sung"}))


def _is_told_behind(parsed: ParsedText, number: int) -> bool:
    """Say whether what a span names is told behind its comma: "opened “Roof for All,” a hostel"."""
    behind, rest = parsed.edges[number][1], parsed.text[parsed.quoted[number].inner.end - 1 :][:3]
    if behind < 0 or "," not in rest or parsed.words[behind].upos != "DET":
        return False
    end = parsed.sentences[parsed.sentence[behind]][1]
    stop = next((i for i in range(behind, end) if parsed.words[i].upos == "PUNCT"), end)
    return not any(parsed.words[at].xpos in _FINITE for at in range(behind, stop))


def _is_called(near: Sequence[str]) -> bool:
    """Say whether "what is called (the)" stands before a span; `near` are its words backwards."""
    words = [word for word in near[:4] if word not in {"the", "a", "an"}]
    return words[:1] == ["called"] and words[1:2] in (["is"], ["was"]) and words[2:3] == ["what"]


def _is_usage(parsed: ParsedText, number: int) -> bool:
    """Say whether a span is what people in general call a thing: "which locals call “X”".

    Nobody has said it: several who are told by no more than what they are do so again and again.
    Those who take a side ("critics call it “X”") have.
    """
    before = parsed.edges[number][0]
    verb = next((at for at in (before, before - 1) if at > 0 and parsed.lemmas[at] in _CALLING), -1)
    it = verb == before or parsed.words[max(0, before)].text.lower() in _IT
    if verb < 0 or not it or parsed.words[verb].xpos not in {"VBP", "VB"}:
        return False
    below = [at for at in parsed.children[verb] if at < verb]
    subject = max((at for at in below if parsed.relations[at] == "nsubj"), default=-1)
    if subject < 0 or any(parsed.words[at].upos in {"AUX", "PART"} for at in below):
        return False
    plural = "Number=Plur" in parsed.words[subject].feats and parsed.quoted_at[subject] < 0
    told = any(parsed.relations[child] in _TOLD for child in parsed.children[subject])
    return plural and not told and parsed.words[subject].text.lower() not in _TAKING_SIDES


def _is_shown(parsed: ParsedText, number: int, before: str) -> bool:
    """Say whether a capitalised word or three follow a film, a song or a show without a comma.

    18 of 20 such on PolNeAR's training articles were said by nobody.
    """
    outer, words = parsed.quoted[number].outer, parsed.quoted[number].inner.of(parsed.text)
    beside = parsed.text[max(0, outer.start - 2) : outer.start]
    name = words[:1].isupper() or words[:1].isdigit()
    return (
        name
        and len(words.split()) <= 3
        and beside[:1].isalnum()
        and beside[1:] in {" ", "\u00a0"}
        and bool(stems(before) & _SHOWN)
    )
