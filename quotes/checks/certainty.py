"""How sure, and how bound: hedges, modality, and what is asked rather than stated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from quotes.bilingual.governing import Governor, asserts, lost_governors
from quotes.bilingual.modifiers import added_modifiers, hedge_gaps, lost_modifiers, rumours
from quotes.bilingual.oppositions import Clash, clashes, contrast
from quotes.bilingual.passages import exchanged, inside, sentence_before, whole
from quotes.languages.sentences import sentences
from quotes.languages.verbs import (
    conditionals,
    english_tense,
    holds_verb,
    spanish_future_verbs,
    spanish_tense,
)
from quotes.languages.words import first_texts, has_ellipsis, keys, occurrences
from quotes.model import Case, Evidence, Severity, Span, check, worded


@check("D203", "lost-hedge", "warning")
def lost_hedge(case: Case) -> Iterator[Evidence]:
    """Doubt, opinion or hearsay in the original is a bare fact in the quotation.

    Why it matters: “Presuntamente” keeps a newspaper out of court; “creo que” makes an opinion
    of a charge.

    Drifts:
        Presuntamente el tesorero recibió los sobornos.
        The treasurer took the bribes.

    Clean:
        Al parecer hubo un error.
        There seems to have been a mistake.
    """
    yield from exchanged(case, "lost-hedge", worded("Said to be surer than it was"))
    lost, _ = hedge_gaps(case.original, case.quote)
    alone = [one for one in lost_modifiers(case.original, case.quote) if one.kind == "hedge"]
    told = {*rumours(case.original), *(one.span for one in alone if one.firm)}
    spans = sorted({*lost, *(one.span for one in alone)})
    kept = tuple(span for span in spans if _governs(case, span))
    if kept:
        words = first_texts(case.original, kept)
        message = worded("The original hedges ({words}); the quotation states a fact.", words=words)
        yield Evidence(message, kept, firm=not told.isdisjoint(kept))
    for one in lost_governors(case):
        if one.kind in _GOVERNING and not (one.span and any(map(one.span.overlap, kept))):
            yield _ungoverned(one)


_GOVERNING = frozenset({"hearsay", "appearance", "opinion", "fear", "open", "unproven"})


def _ungoverned(one: Governor) -> Evidence:
    """Return what leaves the passage open and is lost, in the passage or before it."""
    if one.span is None:
        message = worded(
            "Before these words stands “{said}”; the quotation states a fact.", said=one.words
        )
        return Evidence(message, firm=one.firm)
    message = worded("“{said}” leaves it open; the quotation states a fact.", said=one.words)
    return Evidence(message, (one.span,), firm=one.firm)


def _governs(case: Case, span: Span) -> bool:
    """Return whether a hedge stands in what is quoted, or before it and it states something.

    A quotation nearly as long as its passage renders all of it, wherever the words are known: of
    the statements of training/drift the hedges seen only by this were missing in eight drifts
    and one faithful rendering.
    """
    states = holds_verb(case.quote)
    if states and _WHOLLY * len(case.original) <= len(case.quote):
        return not has_ellipsis(case.quote)
    return inside(case.original, case.quote, span, lead=states)


_WHOLLY = 0.6  # of the passage's length


@check("D204", "added-hedge", "warning")
def added_hedge(case: Case) -> Iterator[Evidence]:
    """The quotation doubts what the original asserts.

    Why it matters: A flat accusation or promise made soft is another statement, and it lets
    somebody off.

    Drifts:
        El contratista robó la plata.
        The contractor allegedly stole the money.

    Clean:
        Se dice que robó la plata.
        He allegedly stole the money.
    """
    yield from exchanged(case, "added-hedge", worded("Said to be less sure than it was"))
    _, added = hedge_gaps(case.original, case.quote)
    alone = [one for one in added_modifiers(case.original, case.quote) if one.kind == "hedge"]
    spans = tuple(sorted({*added, *(one.span for one in alone)}))
    if spans:
        words = first_texts(case.quote, spans)
        message = worded("The quotation hedges ({words}); the original does not.", words=words)
        yield Evidence(message, (), spans, firm=any(one.firm for one in alone))


@check("D205", "changed-modality", "error")
def changed_modality(case: Case) -> Iterator[Evidence]:
    """Obligation, possibility, permission and intention are exchanged.

    Why it matters: “Podría” announces a possibility and “will” a decision; “debe” is an order,
    “may” a favour.

    Drifts:
        El alcalde debe entregar los documentos.
        The mayor may hand over the documents.

    Clean:
        Hay que proteger el río.
        We have to protect the river.
    """
    kind = worded("Another modality")
    yield from exchanged(case, "changed-modality", kind)
    promise = promised(case.original, case.quote)
    if promise:
        severity: Severity | None = None if promise.own else "warning"
        yield contrast(case, kind, promise.original, promise.quote, severity)
    for clash in clashes(case.original, case.quote, "modality"):
        if clash.name != _PROMISES and not _foretold(case, clash):
            yield contrast(case, kind, clash.original, clash.quote)
    told: list[Span] = []
    for one in lost_modifiers(case.original, case.quote):
        if one.kind in _LOST and inside(case.original, case.quote, one.span, lead=True):
            yield _unmodified(one.kind, one.span.of(case.original), one.span, firm=one.firm)
            told.append(one.span)
    for lost in lost_governors(case):
        if lost.kind in _LOST and not (lost.span and any(map(lost.span.overlap, told))):
            yield _unmodified(lost.kind, lost.words, lost.span, firm=lost.firm)


def _unmodified(kind: str, said: str, span: Span | None, *, firm: bool) -> Evidence:
    """Return what governs the passage and is lost, in the passage or (no span) before it."""
    what = _LOST[kind]
    if span is None:
        message = worded(
            "Before these words stands “{said}”, which speaks of {what}; the quotation does not.",
            said=said,
            what=what,
        )
        return Evidence(message, (), (), "warning", firm)
    message = worded("“{said}” speaks of {what}; the quotation does not.", said=said, what=what)
    return Evidence(message, (span,), (), "warning", firm)


_LOST = {
    "attempt": worded("an attempt"),
    "right": worded("a right"),
    "duty": worded("a duty"),
    "wish": worded("a wish"),
    "aim": worded("an aim"),
    "proposal": worded("a proposal"),
    "request": worded("a request"),
    "effort": worded("an effort"),
    "promise": worded("a promise"),
    "capacity": worded("a power or a readiness"),
}

_PROMISES = "would_will"  # its words are read by `promised`, which knows the tenses


def _foretold(case: Case, clash: Clash) -> bool:
    """Return whether "will" is a future of the original: "favorecerá que pueda" allows."""
    will = all(span.of(case.quote).lower() in _WILL for span in clash.quote)
    return will and len(clash.quote) <= len(spanish_future_verbs(case.original))


_WILL = frozenset({"will", "shall", "is going to", "are going to"})


# --- A conditional given as a promise: "lo pensaría" as "I will do it".


@dataclass(frozen=True, slots=True)
class Promise:
    """The conditionals of the original and the futures of the quotation.

    `own`: the speaker's own. Another's was no promise in four of nine pairs of drift2/train.
    """

    original: tuple[Span, ...]
    quote: tuple[Span, ...]
    own: bool


@lru_cache(maxsize=512)
def promised(original: str, quote: str) -> Promise | None:
    """Return what would be done and is said to be done, None where forms allow doubt.

    No word of the quotation may stand for the conditional ("would", "could", "if" unless
    the original says "si" too). The original must not speak of the future itself, nor of
    the past: "anunció que lo haría" is also "announced that he will do it".
    """
    verbs, will = conditionals(original), english_tense(quote, "future")
    past = set(spanish_tense(original, "past")) - set(verbs)
    if not (verbs and will) or past or spanish_future_verbs(original):
        return None
    rendering = [span.of(quote).lower() for span in occurrences(quote, "modality", _WOULD)]
    if "si" in keys(original):
        rendering = [word for word in rendering if word != "if"]
    return None if rendering else Promise(verbs, will, bool(_OWN.search(quote)))


_WOULD = "would_will.en_left"
_OWN = re.compile(
    r"\b(?:i|we)(?:['’]ll| will| shall| am| are)\b|\b(?:i['’]m|we['’]re)\b", re.IGNORECASE
)


@check("D208", "question-statement", "error")
def question_statement(case: Case) -> Iterator[Evidence]:
    """A question is given as a statement, or a statement as a question.

    Why it matters: Who asks whether there was fraud has not said that there was.

    Drifts:
        ¿Hubo fraude en las elecciones?
        There was fraud in the elections.

    Clean:
        ¿Quién responde por esto?
        Who answers for this?
    """
    drift = (
        _question_kept(case) if case.word_for_word else question_drift(case.original, case.quote)
    )
    if drift and drift.original:
        yield Evidence(
            worded("The original asks a question; the quotation states."), drift.original
        )
    elif drift:
        yield Evidence(
            worded("The quotation asks a question; the original states."), (), drift.quote
        )


# --- Questions that only one of two texts asks.

# Marks at the end of a text, and the mark of its sentence among them.
_TAIL = re.compile(r"[\s.,;:!?…\"'“”‘’«»)]*$")
_STOP = re.compile(r"[\s\"'“”‘’«»)]*(?P<mark>[.!?…]+|$)")
_ASKING = re.compile(
    r"\W*(?:(?:and|but|so|or|then|well|y|pero|o|entonces),?\s+)?(?:who|whom|whose|what|when|where|why|how|"
    r"which|is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|shall|should|may|might|"
    r"must|\w+n['’]t|qué|quién(?:es)?|cuándo|dónde|adónde|cómo|cuál(?:es)?|cuánt[oa]s?|acaso|"
    r"(?:a|de|con|por|para|en|desde|hasta) (?:qué|quién(?:es)?|cuándo|dónde|cuál(?:es)?))\b",
    re.IGNORECASE,
)
_ASKED = re.compile(r"\b(?:ask\w*|wonder\w*|question\w*|whether|if|inquir\w*)\b", re.IGNORECASE)


def _question_kept(case: Case) -> QuestionDrift | None:
    """Return a question that the same words only put on one side, where both end a sentence.

    A part of a question states nothing, and "Who did it," is a question without its mark.
    """
    ours, theirs = _TAIL.search(case.quote), _TAIL.search(case.original)
    stop = theirs and _STOP.match(theirs.group() + case.after)
    if not (ours and theirs and stop) or theirs.group().startswith((",", ";", ":")):
        return None
    last = Span(max(0, theirs.start() - 1), theirs.start())
    asked, asks = "?" in stop["mark"], "?" in ours.group()
    if asks and not asked:
        return QuestionDrift(quote=(Span(ours.start(), len(case.quote)),))
    if asks or not asked or _ASKED.search((case.sentence or "").replace(case.quote, " ")):
        return None
    begun = (sentences(case.quote) or [Span(0, 0)])[-1].of(case.quote)
    entire = not sentence_before(case.before).strip() or len(sentences(case.quote)) > 1
    states = entire or asserts(case.quote, (case.sentence or "").partition(case.quote)[0])
    return QuestionDrift((last,)) if states and not _ASKING.match(begun) else None


_TAG = re.compile(
    r"(¿no\?|¿verdad\?|¿cierto\?|¿sí\?|¿ah\?|¿eh\?|¿vale\?|¿sabe[sn]?\?|¿ve[sn]?\?|¿entiende[sn]?\?|¿oyó\?)",
    re.IGNORECASE,
)
_INDIRECT = re.compile(r"\b(if|whether|who|what|how|why|where|when|which)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class QuestionDrift:
    """The marks of the question, on the side that asks."""

    original: tuple[Span, ...] = ()
    quote: tuple[Span, ...] = ()


def question_drift(original: str, quote: str) -> QuestionDrift | None:
    """Return the question that only one side asks.

    A tag question ("¿no?", "right?") asks nothing, an indirect question needs no mark, nor
    does a transcript always write one, and a fragment without an end mark may come from inside a
    question. Whose quotation goes on behind a question answers it: 17 of 20 such were faithful.
    """
    plain = _TAG.sub(lambda found: " " * len(found.group()), original)
    here, there = _marks(plain), _marks(quote)
    if bool(here) == bool(there):
        return None
    if there:
        if not _marks(sentences(quote)[-1].of(quote)):
            return None  # "Resign? I never said so."
        tagged = len(_marks(original)) > len(here) or not whole(original) or "pregunt" in original
        return (
            None
            if tagged or _asks(original)
            else QuestionDrift(quote=(_opening(quote, there), *there))
        )
    all_asks = plain.strip(" \"'“”«»").startswith("¿") or plain.rstrip(" \"'“”«»").endswith("?")
    if not all_asks or not whole(quote) or _INDIRECT.search(quote):
        return None
    return QuestionDrift(original=here)


# "Y a los 58 años quién me va a dar trabajo": asked in a main clause, by its accent.
_INTERROGATIVE = re.compile(
    r"\b(?:qué|quién(?:es)?|cómo|cuándo|d[oó]nde|adónde|cuánt[oa]s?|cuál(?:es)?)\b", re.IGNORECASE
)
_CLAUSE = re.compile(
    r"[.;:!?¡¿\n—]|(?:,|^)\s*[yeo]\b|\b(?:pero|entonces|porque|pues|si no)\b", re.IGNORECASE
)
# What an indirect question hangs on: "no sé quién", "depende de cuánto", "no hay con qué".
_HANGS_ON = re.compile(
    r"\b(?:s[ée]|sab\w*|sep\w+|sup[oei]\w*|pregunt\w*|d[ií]g[ao]\w*|dec\w+|dic\w+|dij\w+|dir\w+|"
    r"ver\w*|vea\w*|veo|ven?|vi[oóm]?\w*|ent(?:iend|end)\w+|expli\w+|c(?:ue|o)nt\w+|averig\w+|"
    r"determin\w+|estable\w+|investig\w+|import\w+|depend\w*|rec(?:ue|o)rd\w+|ac(?:ue|o)rd\w+|"
    r"olvid\w+|imagin\w+|mir[aeo]\w*|f[ií]j\w+|o[iíy]\w*|ideas?|dudas?|m(?:ue|o)str\w+|aclar\w+|"
    r"claro|defin\w+|descubr\w+|enter\w+|aprend\w+|t(?:ie|e)n\w+|tuv\w+|hay|hab\w+|hub\w+|"
    r"interes\w+|cono[cz]\w+|discut\w+|anali\w+|estudi\w+|revis\w+|eval\w+|demuestr\w+|señal\w+|"
    r"indi[cq]\w+|inform\w+|confirm\w+|precis\w+|ignor\w+|descono\w+|decid\w+|busc\w+|según|"
    r"sobre|problema|cuestión|asunto|tema)\b",
    re.IGNORECASE,
)


def _asks(original: str) -> bool:
    """Return whether a text without question marks asks something in a main clause."""
    for asked in _INTERROGATIVE.finditer(original):
        before = original[: asked.start()]
        starts = [found.end() for found in _CLAUSE.finditer(before)]
        if not _HANGS_ON.search(before[starts[-1] if starts else 0 :]):
            return True
    return False


def _marks(text: str) -> tuple[Span, ...]:
    return tuple(Span(*found.span()) for found in re.finditer(r"[¿?](?!\))", text))


def _opening(quote: str, marks: tuple[Span, ...]) -> Span:
    """Return the question itself: from the end of the sentence before it to its mark."""
    before = quote[: marks[0].start]
    start = max(before.rfind(mark) for mark in (". ", "! ", "\n", "; "))
    return Span(start + 2 if start >= 0 else 0, marks[0].start)
