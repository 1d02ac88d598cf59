"""Engines behind the guard (cache, time limit, retry, pace, breaker, no junk); a panel of them."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, replace
from datetime import UTC, datetime
from difflib import SequenceMatcher
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple, Self

from quotes.languages.identification import identify, language_name
from quotes.model import OtherTranslation, Span, Translation, worded
from quotes.network.answer_cache import AnswerCache
from quotes.network.calling import LONGEST_WAIT, Caller, ServiceError, side_by_side
from quotes.translators.engines import Engine
from quotes.translators.normalization import pieces

ATTEMPTS: Final = {True: 3, False: 2}  # online, local
# No language has such words, and the neural engine takes 20 s of the processor over 8,000 letters.
ENDLESS: Final = re.compile(r"\S{501,}")
NO_WORD: Final = "a word of more than 500 letters"
POLL: Final = 0.1  # seconds between two looks for what another process is asking


class Outcome(NamedTuple):
    """What became of one piece: its answer, or why there is none."""

    answer: str
    day: str = ""
    cached: bool = False
    refused: str | None = None


class _Closing:
    """Closed at the end of a `with`."""

    def close(self) -> None:
        """Let go of processes, models and files."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()


class Translator(_Closing):
    """An engine behind the guard; it may be used from several threads, and closed.

    `cache` is the folder that keeps answers (None: none are kept). `retry_wait` is the first
    pause in seconds before a failed request is tried again; it doubles, with some chance in it,
    up to eight times as long. `longest_wait` bounds the seconds that a request may take beside
    its tries: pauses between them, turns, `Retry-After`.
    """

    def __init__(
        self,
        engine: Engine,
        cache: Path | None = None,
        retry_wait: float = 0.5,
        longest_wait: float = LONGEST_WAIT,
    ) -> None:
        self.name, self.version, self.online = engine.name, engine.version, engine.online
        self.host = engine.host
        self._engine = engine
        self._cache = AnswerCache(cache, engine.name, engine.version)
        self._caller = Caller(
            self._cache,
            engine.host if engine.online else "",
            attempts=ATTEMPTS[engine.online],
            pause=engine.pause,
            retry_wait=retry_wait,
            longest_wait=longest_wait,
        )
        self.longest = self._caller.longest(engine.patience)
        self._breaker = self._caller.breaker
        self._refused: dict[str, str] = {}

    def translate(self, texts: Sequence[str]) -> list[Translation | None]:
        """Return the Spanish of each English text, or why there is none (`refused`).

        None stands for a text without words. Paragraphs stay paragraphs. Nothing is raised for
        what an engine does: a text is either right or marked.
        """
        cut = {text: pieces(text, self._engine.limit) for text in texts if text.strip()}
        parts = list(dict.fromkeys(part for found in cut.values() for part, _ in found if part))
        known = {
            part: Outcome(kept.answer, kept.day, cached=True)
            for part, kept in self._cache.get(parts).items()
        }
        known |= self._ask([part for part in parts if part not in known])
        made = {text: self._assembled(found, known) for text, found in cut.items()}
        return [made.get(text) for text in texts]

    def close(self) -> None:
        """Let go of processes, models and files."""
        self._engine.close()
        self._cache.close()

    def _assembled(
        self, found: Sequence[tuple[str, str]], known: dict[str, Outcome]
    ) -> Translation | None:
        """Return the pieces of a text joined again, or refused for the first that is."""
        outcomes = [known[part] for part, _ in found if part]
        if not outcomes:
            return None
        refused = next((one.refused for one in outcomes if one.refused), None)
        text = (
            ""
            if refused
            else "".join((known[part].answer if part else "") + gap for part, gap in found)
        )
        day = max(one.day for one in outcomes) if self.online else ""
        cached = self.online and all(one.cached for one in outcomes)
        version, model = self.version, self._engine.model
        return Translation(text, self.name, version, model, day, cached, refused)

    def _ask(self, parts: Sequence[str]) -> dict[str, Outcome]:
        """Return what the engine makes of each piece: several requests at once where it may."""
        batches = list(self._batches(parts))
        done = side_by_side(self._batch, batches, self._engine.concurrency)
        return {part: outcome for outcomes in done for part, outcome in outcomes.items()}

    def _batches(self, parts: Sequence[str]) -> Iterator[list[str]]:
        batch: list[str] = []
        for part in parts:
            size = sum(map(len, batch)) + len(part)
            if batch and (len(batch) >= self._engine.batch or size > self._engine.limit):
                yield batch
                batch = []
            batch.append(part)
        if batch:
            yield batch

    def _batch(self, batch: Sequence[str]) -> dict[str, Outcome]:
        """Return the outcomes of a batch; what another process is asking for is waited for."""
        if not self.online:
            return self._asked(batch)
        until = time.monotonic() + self.longest
        outcomes: dict[str, Outcome] = {}
        while rest := [part for part in batch if part not in outcomes]:
            left = until - time.monotonic()
            mine = self._cache.claim(rest, self.longest)
            try:
                # Answered between the look into the cache and the claim: nothing is sent twice.
                known = self._cache.get(mine)
                outcomes |= {p: Outcome(k.answer, k.day, cached=True) for p, k in known.items()}
                outcomes |= self._asked([part for part in mine if part not in known], left)
            finally:
                self._cache.release(mine)
            if others := [part for part in rest if part not in outcomes]:
                time.sleep(POLL)
                for part, kept in self._cache.get(others).items():
                    outcomes[part] = Outcome(kept.answer, kept.day, cached=True)
                if time.monotonic() > until:
                    why = worded("another process asked for it and got no answer")
                    outcomes |= {p: Outcome("", refused=why) for p in others if p not in outcomes}
        return outcomes

    def _asked(self, batch: Sequence[str], left: float | None = None) -> dict[str, Outcome]:
        """Return the outcomes of a batch; one that fails as a whole is asked text by text.

        `left` bounds its seconds (None: as those of any request).
        """
        outcomes = {
            part: Outcome("", refused=self._refused[part])
            for part in batch
            if part in self._refused
        }
        outcomes |= {part: Outcome("", refused=NO_WORD) for part in batch if ENDLESS.search(part)}
        wanted = [part for part in batch if part not in outcomes]
        if not wanted:
            return outcomes
        if reason := self._breaker.closed_for():
            return outcomes | {part: Outcome("", refused=reason) for part in wanted}
        try:
            answers = self._request(wanted, left)
        except ServiceError as error:
            if len(wanted) > 1 and not (error.final or (self.online and error.transient)):
                singly = [self._asked([part]) for part in wanted]
                return outcomes | {part: one for found in singly for part, one in found.items()}
            self._breaker.failed(error)
            if not error.transient:
                self._refused |= dict.fromkeys(wanted, error.reason)
            return outcomes | {part: Outcome("", refused=error.reason) for part in wanted}
        self._breaker.worked()
        return outcomes | self._judged(wanted, answers)

    def _judged(self, parts: Sequence[str], answers: Sequence[object]) -> dict[str, Outcome]:
        """Return the answers that are translations, kept at once; the others are marked."""
        faults = {part: why_junk(part, answer) for part, answer in zip(parts, answers, strict=True)}
        given = {
            part: answer.strip()
            for part, answer in zip(parts, answers, strict=True)
            if isinstance(answer, str) and faults[part] is None
        }
        if self.online and given:
            faults |= dict(zip(given, why_unrelated([*given], [*given.values()]), strict=True))
        accepted = {part: answer for part, answer in given.items() if faults[part] is None}
        self._cache.put(accepted)
        for part, fault in faults.items():
            if fault:
                self._refused[part] = fault
            if fault in (NOTICE, PAGE):
                self._breaker.failed(ServiceError(fault, final=fault == NOTICE))
        day = datetime.now(UTC).date().isoformat()
        return {part: Outcome(accepted.get(part, ""), day, False, faults[part]) for part in parts}

    def _request(self, batch: Sequence[str], left: float | None) -> Sequence[object]:
        """Return one request's answers, as many as texts; raise ServiceError.

        Local engines get their patience for each thousand characters, online ones for a request.
        """
        size = 1.0 if self.online else 1 + sum(map(len, batch)) / 1_000
        patience = self._engine.patience * size
        answers = self._caller.ask(lambda: self._engine.translate(batch), patience, left)
        if len(answers) != len(batch):
            raise ServiceError(worded("answers missing"))
        return answers


WORD: Final = re.compile(r"\w+")


class Panel(_Closing):
    """Engines behind their guards; used as one of them is."""

    def __init__(self, engines: Sequence[Translator]) -> None:
        self._engines = engines
        self.name = ",".join(engine.name for engine in engines)
        self.version = "; ".join(engine.version for engine in engines)
        self.online = any(engine.online for engine in engines)
        self.host = ", ".join(engine.host for engine in engines if engine.online)

    def translate(self, texts: Sequence[str]) -> list[Translation | None]:
        """Return the first engine's Spanish of each text, with what the others made of it."""
        many = len(self._engines)
        columns = side_by_side(lambda engine: engine.translate(texts), self._engines, many)
        return [together(*answers) for answers in zip(*columns, strict=True)]

    def close(self) -> None:
        """Let go of processes, models and files."""
        for engine in self._engines:
            engine.close()


def together(first: Translation | None, *others: Translation | None) -> Translation | None:
    """Return the first translation with the others beside it and the words that all share."""
    if first is None:
        return None
    names = [field.name for field in fields(OtherTranslation)]
    beside = tuple(
        OtherTranslation(**{name: getattr(other, name) for name in names})
        for other in others
        if other is not None
    )
    given = [other.text for other in beside if not other.refused]
    return replace(first, others=beside, agreed=agreed(first.text, given) if given else ())


def agreed(text: str, others: Sequence[str]) -> tuple[Span, ...]:
    """Return the words of a text that stand in every other one too, in the same order."""
    found = list(WORD.finditer(text))
    words = [match[0].casefold() for match in found]
    shared = set(range(len(words)))
    for other in others:
        theirs = [word.casefold() for word in WORD.findall(other)]
        blocks = SequenceMatcher(None, words, theirs, autojunk=False).get_matching_blocks()
        shared &= {at for block in blocks for at in range(block.a, block.a + block.size)}
    return tuple(Span(*found[at].span()) for at in sorted(shared))


# --- Answers that are no translation: nothing, the question itself, a notice, another language.
# What an answer's length tells was measured on the 34,190 pairs of `parallel` of 20 characters or
# more (WMT, Tatoeba, TICO-19, XQuAD): Spanish is 1.04 to 1.09 times as long, 99.9 % are longer
# than 0.49 times the English up to 60 characters and than 0.58 times beyond, and shorter than
# 2.1 and 1.9 times. Engines are given some room.

LONG_ENOUGH: Final = 20
LONG: Final = 60
RATIOS: Final = {False: (0.42, 3.0), True: (0.52, 2.3)}  # by whether the text is long
# A text that ends with a mark, an answer that does not, and one fifth of it missing.
CUT: Final = 0.8
WORDS: Final = 8
# Of 4,000 pairs of `parallel` 0.08 % lie below this cosine of the two texts' vectors (proverbs
# rendered by other proverbs), of pairs shuffled 99.05 %.
UNRELATED: Final = 0.25
TELLING: Final = 30  # characters, from which on a text's vector tells

ENDS: Final = re.compile(r"[.!?…][\"”’»')\]]*\s*$")
QUOTA: Final = re.compile(
    r"MYMEMORY WARNING|QUERY LENGTH LIMIT|YOU USED ALL AVAILABLE FREE|quota (?:has been |was )?"
    r"(?:exceeded|reached|used up)|exceeded (?:your|the) (?:quota|limit|rate)|rate limit"
    r"|too many requests|limit (?:has been )?reached for|upgrade your plan|unusual traffic"
    r"|usage limit|out of credits|(?:api|auth) ?key (?:is )?(?:invalid|expired|missing)"
    r"|invalid (?:api|auth) ?key|subscription (?:has )?expired",
    re.IGNORECASE,
)
ERROR_PAGE: Final = re.compile(
    r"<!doctype|</?(?:html|head|body|div|script|title|p|span|br)\b[^>]*>|&lt;html"
    r"|INVALID (?:SOURCE|TARGET|LANGUAGE)|PLEASE SELECT TWO DISTINCT"
    r"|\b(?:50[0234]|403|404|429)\b.{0,20}(?:error|gateway|unavailable|forbidden|not found)"
    r"|error.{0,20}\b(?:50[0234]|403|404|429)\b|internal server error|service unavailable",
    re.IGNORECASE,
)
STUTTER: Final = re.compile(r"(\b\w+\b)(?:[\s,]+\1\b){5,}|([,.;:!?-])(?:\s*\2){5,}", re.IGNORECASE)
NOTICE: Final = "a notice of the service (quota, limit, key)"
PAGE: Final = "an error page"


def why_junk(text: str, answer: object) -> str | None:
    """Return in a few words why `answer` is no translation of `text`, or None where it may be."""
    if not isinstance(answer, str):
        return "no answer"
    if not answer.strip():
        return "an empty answer"
    for sign, why in ((QUOTA, NOTICE), (ERROR_PAGE, PAGE)):
        if sign.search(answer) and not sign.search(text):
            return why
    if _same(text, answer):
        # Names, numbers and words such as "plan" rightly stay as they are.
        return "the text unchanged" if identify(text) == "en" and _worded(text) else None
    return next((why for why in (fault(text, answer) for fault in _FAULTS) if why), None)


def why_unrelated(texts: Sequence[str], answers: Sequence[str]) -> list[str | None]:
    """Return of each answer why it cannot render its text: they say different things; or None."""
    from quotes.ml.vectors import encode  # noqa: PLC0415 - a second to open

    likeness = (encode(texts) * encode(answers)).sum(axis=1)
    return [
        "something else than the text"
        if like < UNRELATED and min(len(text), len(answer)) >= TELLING
        else None
        for like, text, answer in zip(likeness, texts, answers, strict=True)
    ]


def _damaged(text: str, answer: str) -> str | None:
    if "\ufffd" in answer and "\ufffd" not in text:
        return "characters lost on the way"
    return "half a character" if any("\ud800" <= char <= "\udfff" for char in answer) else None


def _another_length(text: str, answer: str) -> str | None:
    if len(text) < LONG_ENOUGH:
        return None
    shortest, longest = RATIOS[len(text) >= LONG]
    if len(answer) > longest * len(text):
        return "an answer of another length"
    cut = len(answer) < CUT * len(text) and ENDS.search(text) and not ENDS.search(answer)
    return "a text cut off" if len(answer) < shortest * len(text) or cut else None


def _stuttered(text: str, answer: str) -> str | None:
    return "a stutter" if STUTTER.search(answer) and not STUTTER.search(text) else None


def _another_language(text: str, answer: str) -> str | None:
    if min(len(text.split()), len(answer.split())) < WORDS or identify(text) != "en":
        return None
    language = identify(answer)
    if language == "en":
        return "not translated"
    # Catalan and Galician are told from Spanish too seldom (5 of 3,800) to be refused for it.
    if language in ("pt", "fr", "it", "de"):
        return f"{language_name(language)}, not Spanish"
    return None


_FAULTS: Final[tuple[Callable[[str, str], str | None], ...]] = (
    _damaged,
    _stuttered,
    _another_length,
    _another_language,
)


def _same(text: str, answer: str) -> bool:
    return re.sub(r"\W", "", text).casefold() == re.sub(r"\W", "", answer).casefold()


def _worded(text: str) -> bool:
    """Return whether the text holds words that are not all names: two or more in lower case."""
    return len(re.findall(r"\b[a-zà-ÿ]{2,}\b", text)) >= 2
