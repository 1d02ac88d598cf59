"""What of Stanza works in another way here, registered by its own means as processor variants.

Tokens: whole words, and sentences of a bearable length. No token ends between two letters of
which one is beyond ASCII: models learned from English have seen few such letters and cut names
at them ("Imbach|í"), which loses the speaker. English has no contraction that would ask for such
a cut. Nor is a word taken for two that has no apostrophe and is no known contraction ("counts"
for "cou" and "nt"), nor does a sentence end behind the "Capt." of "said Capt. Rojas". A list or a
table without full stops is one sentence to Stanza, and the parser's work grows with the square of
its length (300 lines of names took 62 s and 10 GB), so such sentences are cut.

Trees: the same, with less work. The graph parser scores every label of every pair of words, of
which a tree keeps one a word, and runs Chu-Liu-Edmonds in Python on every sentence, though in
eight of ten the likeliest heads are a tree already. Over the 4,003 words of seeds/ the parser
took 3.3 s before and takes 1.6 s so.

Loading: no optimizer is made. Stanza makes one for each model that it reads, which only training
would use; for it torch imports its compiler, and that leaves a folder among the temporary files.

This file imports torch and Stanza, so it is itself imported only when a parser is loaded.
"""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from stanza.models.common import utils
from stanza.models.common.chuliu_edmonds import chuliu_edmonds
from stanza.models.common.doc import Document
from stanza.models.common.vocab import VOCAB_PREFIX_SIZE
from stanza.models.depparse.head_constraints import (
    find_head_constraint_violations,
    resolve_head_constraint_violations,
)
from stanza.models.depparse.model import GraphParser
from stanza.pipeline.depparse_processor import DepparseProcessor
from stanza.pipeline.processor import ProcessorVariant, register_processor_variant
from stanza.pipeline.tokenize_processor import TokenizeProcessor
from torch import Tensor, nn

from quotes.languages.sentences import titles_before_names
from quotes.model import Span

# Tokens of a sentence: three times as many as the longest of 40 of PolNeAR's development texts
# has (95), so that news is never cut.
LONGEST = 300
# Contractions without an apostrophe.
_TWO_WORDS = frozenset(
    {"cannot", "gonna", "gotta", "wanna", "gimme", "lemme", "dunno", "kinda", "sorta", "outta",
     "aint", "arent", "cant", "couldnt", "didnt", "doesnt", "dont", "hadnt", "hasnt", "havent",
     "isnt", "shouldnt", "wasnt", "werent", "wont", "wouldnt", "im", "ive", "id", "youre",
     "youve", "theyre", "theyve", "weve", "hes", "shes", "thats", "whats", "whos", "theres",
     "heres", "lets"}
)  # fmt: skip
_OTHER = "\0"  # in place of what Stanza puts for no character: padding
_MARKS = frozenset(";•·▪–—|,:")  # where a list is cut if its lines do not end


@contextmanager
def to_be_used_only() -> Iterator[None]:
    """Have Stanza make no optimizer for the models that it reads meanwhile."""
    made = utils.dispatch_optimizer
    utils.dispatch_optimizer = lambda *_, **__: SimpleNamespace(param_groups=[])
    try:
        yield
    finally:
        utils.dispatch_optimizer = made


@register_processor_variant("tokenize", "whole_words")
class WholeWords(ProcessorVariant):  # type: ignore[misc] # the library has no types
    """Stanza's tokenizer, with whole words and without endless sentences.

    Asked for by `tokenize_with_whole_words=True`.
    """

    OVERRIDE = True

    def __init__(self, config: dict[str, Any]) -> None:
        """Load the tokenizer that the configuration names."""
        own = {key: value for key, value in config.items() if not key.startswith("with_")}
        pipeline = SimpleNamespace(foundation_cache=None, loaded_processors=[])
        self.processor = Tokens(own, pipeline, "cpu")

    def process(self, document: Any) -> Any:  # noqa: ANN401 - the library has no types
        """Return a text as a document of sentences and tokens."""
        return self.processor.process(document)

    def bulk_process(self, docs: Any) -> Any:  # noqa: ANN401 - the library has no types
        """Return texts as documents, read together."""
        return self.processor.bulk_process(docs)


class Tokens(TokenizeProcessor):  # type: ignore[misc] # the library has no types
    """Stanza's tokenizer as `WholeWords` holds it."""

    def _set_up_model(self, config: Any, pipeline: Any, device: Any) -> None:  # noqa: ANN401
        super()._set_up_model(config, pipeline, device)
        keep_words_whole(self._trainer)

    def process(self, document: Any) -> Any:  # noqa: ANN401 - the library has no types
        """Return a text as a document; sentences that are too long are cut, and told."""
        found = super().process(document)
        for token in (t for s in found.sentences for t in s.tokens):
            if token.text.isalpha() and token.text.lower() not in _TWO_WORDS:
                token.misc = None if token.misc == "MWT=Yes" else token.misc
        long = [s for s in found.sentences if len(s.tokens) > LONGEST]
        if not long:
            return found
        logging.getLogger("quotes").warning(
            "a sentence of %d words, from character %d on, is parsed in parts: list or table?%s",
            len(long[0].tokens),
            long[0].tokens[0].start_char,
            f" ({len(long) - 1} more such)" if len(long) > 1 else "",
        )
        parts = [part for s in found.sentences for part in shortened(s.tokens, found.text)]
        return Document([_entries(part) for part in parts], found.text)


def shortened(tokens: Sequence[Any], text: str) -> Iterator[Sequence[Any]]:
    """Yield the tokens of a sentence in parts of `LONGEST` at most.

    Each ends at the last end of a line in its second half, else after the last list mark there,
    else where it must.
    """
    while len(tokens) > LONGEST:
        ways = range(LONGEST, LONGEST // 2, -1)
        lines = (n for n in ways if "\n" in text[tokens[n - 1].end_char : tokens[n].start_char])
        marks = (n for n in ways if tokens[n - 1].text in _MARKS)
        end = next(lines, None) or next(marks, LONGEST)
        yield tokens[:end]
        tokens = tokens[end:]
    yield tokens


def _entries(tokens: Sequence[Any]) -> list[dict[str, Any]]:
    """Return tokens as a document is made of them."""
    found = []
    for number, token in enumerate(tokens, 1):
        entry = {
            "id": (number,),
            "text": token.text,
            "start_char": token.start_char,
            "end_char": token.end_char,
        }
        found.append({**entry, "misc": "MWT=Yes"} if "MWT=Yes" in (token.misc or "") else entry)
    return found


def keep_words_whole(tokenizer: Any) -> None:  # noqa: ANN401 - Stanza has no types
    """Have a Stanza tokenizer's trainer keep words beyond ASCII and titles before names whole."""
    predict = tokenizer.predict

    def whole(batch: Any) -> Any:  # noqa: ANN401 - what Stanza hands on
        scores = predict(batch)
        for row, units in zip(scores, batch[3], strict=True):
            row[inside(units), 0] = np.inf  # class 0: the token goes on
            for title in titles_before_names("".join(u if len(u) == 1 else _OTHER for u in units)):
                row[title.start : title.end - 1, 0] = np.inf
                row[title.end - 1, 1] = np.inf  # class 1: the token ends and the sentence does not
        return scores

    tokenizer.predict = whole


def inside(units: Sequence[str]) -> list[int]:
    """Return the places of the letters after which the word certainly goes on."""
    return [
        at
        for at, (one, following) in enumerate(pairwise(units))
        if not (one.isascii() and following.isascii()) and _letter(one) and _letter(following)
    ]


def _letter(unit: str) -> bool:
    return len(unit) == 1 and unicodedata.category(unit)[0] in "LM"


Heads = NDArray[np.int64]
Wanted = Callable[[str, Sequence[Span]], Sequence[bool]]  # which sentences of a text get a tree
NEVER = -1e9  # score of an arc that no tree has
FEW = 64  # words labelled at once: what lies between stays in the processor's cache


@register_processor_variant("depparse", "best_trees")
class BestTrees(ProcessorVariant):  # type: ignore[misc] # the library has no types
    """Stanza's dependency parser, which looks for trees and labels in the way of this file.

    Asked for by `depparse_with_best_trees=True`; `depparse_foundation` is the cache from which it
    takes the word vectors that the tagger uses too. A parser of a kind not known here is left as
    it is.
    """

    OVERRIDE = True

    def __init__(self, config: dict[str, Any]) -> None:
        """Load the parser that the configuration names."""
        own = {key: value for key, value in config.items() if not key.startswith("with_")}
        pipeline = SimpleNamespace(foundation_cache=own.pop("foundation"), loaded_processors=[])
        self.processor = DepparseProcessor({**own, "check_requirements": False}, pipeline, "cpu")
        model = self.processor.trainer.model
        if type(model) is GraphParser:
            model.deprel = Labels(model.deprel)
            model.decode_graph_predictions = model.deprel.decoded

        self.wanted: Wanted | None = None

    def process(self, document: Any) -> Any:  # noqa: ANN401 - the library has no types
        """Return a document with heads and labels."""
        return self.bulk_process([document])[0]

    def bulk_process(self, docs: Any) -> Any:  # noqa: ANN401 - the library has no types
        """Return documents with heads and labels, their sentences read together.

        Where `wanted` is set, the sentences that it leaves out get no tree: each word is a root
        of its own, by the label "dep".
        """
        sentences = [s for doc in docs for s in doc.sentences]
        chosen = sentences
        if self.wanted is not None:
            flags = [flag for doc in docs for flag in self.wanted(doc.text, _spans(doc))]
            chosen = [s for s, flag in zip(sentences, flags, strict=True) if flag]
            for word in (
                w for s, f in zip(sentences, flags, strict=True) if not f for w in s.words
            ):
                word.head, word.deprel = 0, "dep"
        if chosen:
            together = Document([])
            together.sentences = chosen
            together.num_tokens = sum(len(s.tokens) for s in chosen)
            together.num_words = sum(len(s.words) for s in chosen)
            self.processor.process(together)
        return docs


def _spans(document: Any) -> list[Span]:  # noqa: ANN401 - the library has no types
    """Return where the sentences of a document stand in its text."""
    return [Span(s.tokens[0].start_char, s.tokens[-1].end_char) for s in document.sentences]


class Labels(nn.Module):
    """Stands where the parser scores all labels, and scores those of the trees found.

    The parser asks for scores before it looks for trees, so it is answered with a single
    label and what it asked about is kept until the trees are there.
    """

    def __init__(self, scorer: nn.Module) -> None:
        """Hold the parser's own scorer, a `DeepBiaffineScorer`."""
        super().__init__()
        self.scorer = scorer
        self.states = torch.zeros(0)

    def forward(self, states: Tensor, _: Tensor) -> Tensor:
        """Keep the states of the words, shape (sentences, length, width); return one label."""
        self.states = states
        return states.new_zeros(*states.shape[:2], states.shape[1], 1)

    def decoded(
        self,
        vocab: Any,  # noqa: ANN401 - the library has no types
        batch_size: int,
        preds: Sequence[NDArray[np.float32]],
        sentlens: Sequence[int],
        resolve_head_constraints: bool = False,
    ) -> list[list[list[Any]]]:
        """Return [head, label] of each word of each sentence, as Stanza's method does."""
        scores = [preds[0][n][:length, :length] for n, length in enumerate(sentlens[:batch_size])]
        trees = [tree(one) for one in scores]
        found = []
        for n, (heads, numbers) in enumerate(zip(trees, self._numbers(trees), strict=True)):
            labels = vocab.unmap(numbers)
            if resolve_head_constraints and find_head_constraint_violations(heads, labels):
                chances = self._chances(n, len(heads))
                heads, raw = resolve_head_constraint_violations(scores[n], chances, heads, vocab)  # noqa: PLW2901
                labels = vocab.unmap([number + VOCAB_PREFIX_SIZE for number in raw])
            found.append([[head, label] for head, label in zip(heads[1:], labels, strict=True)])
        return found

    def _numbers(self, trees: Sequence[Heads]) -> list[list[int]]:
        """Return the vocabulary's number of the best label of each word for the head it has."""
        ours, theirs = self._sides()
        scorer: Any = self.scorer
        inner = scorer.scorer.W_bilin
        rows = torch.cat([ours[n, 1 : len(heads)] for n, heads in enumerate(trees)])
        heads = torch.cat([theirs[n, torch.from_numpy(heads[1:])] for n, heads in enumerate(trees)])
        some = zip(torch.split(rows, FEW), torch.split(heads, FEW), strict=True)
        best = torch.cat([(_products(*few, inner.weight) + inner.bias).argmax(1) for few in some])
        each = torch.split(best + VOCAB_PREFIX_SIZE, [len(heads) - 1 for heads in trees])
        return [numbers.tolist() for numbers in each]

    def _sides(self) -> tuple[Tensor, Tensor]:
        """Return the words as dependents and as heads, each with a one at its end."""
        scorer: Any = self.scorer
        ours = scorer.hidden_func(scorer.W1(self.states))
        theirs = scorer.hidden_func(scorer.W2(self.states))
        one = self.states.new_ones(*self.states.shape[:2], 1)
        return torch.cat([ours, one], 2), torch.cat([theirs, one], 2)

    def _chances(self, number: int, length: int) -> NDArray[np.float32]:
        """Return the log-probability of every label of every arc of one sentence."""
        states = self.states[number : number + 1, :length]
        found: NDArray[np.float32] = self.scorer(states, states)[0].log_softmax(2).numpy()
        return found


def _products(rows: Tensor, heads: Tensor, weight: Tensor) -> Tensor:
    """Return the products of dependents and their heads for each label, shape (words, labels)."""
    turned = (rows @ weight.flatten(1)).view(-1, *weight.shape[1:])
    return torch.bmm(heads.unsqueeze(1), turned)[:, 0]


def tree(scores: NDArray[np.float32]) -> Heads:
    """Return the best tree with one root: the head of every word, 0 for the root, [0] is 0.

    `scores` holds the log-probability of each head (column) of each word (row). Where the
    likeliest heads are a tree with one root none is better, nor where the best tree with
    any number of roots has one. Only else is one root asked for.
    """
    heads: Heads = scores.argmax(1)
    heads[0] = 0
    if not _reaches_root(heads):
        heads = chuliu_edmonds(scores.astype(np.float64))
    if np.count_nonzero(heads[1:] == 0) == 1:
        return heads
    return _one_root(scores)


def _one_root(scores: NDArray[np.float32]) -> Heads:
    """Return the best of the trees that have one word or another as their only root.

    Words are tried from the best on by what a tree with that root has at most: the root's score
    and that of the likeliest head of each other word. Over seeds/ that is one or two words,
    where Stanza's way breaks a circle for almost every word.
    """
    arcs = scores.astype(np.float64)
    np.fill_diagonal(arcs, NEVER)
    likeliest = arcs[1:, 1:].max(1)
    most = likeliest.sum() - likeliest + arcs[1:, 0]
    best, found = -np.inf, np.zeros(len(arcs), dtype=np.int64)
    for root in (1 + np.argsort(-most, kind="stable")).tolist():
        if most[root - 1] <= best:
            break
        heads = _tree_below(arcs, root)
        total = float(arcs[np.arange(1, len(arcs)), heads[1:]].sum())
        if total > best:
            best, found = total, heads
    return found


def _tree_below(arcs: NDArray[np.float64], root: int) -> Heads:
    """Return the best tree with this root."""
    own = arcs.copy()
    own[:, 0] = own[root] = NEVER
    own[root, 0] = 0
    heads: Heads = own.argmax(1)
    heads[0] = 0
    return heads if _reaches_root(heads) else np.asarray(chuliu_edmonds(own))


def _reaches_root(heads: Heads) -> bool:
    """Return whether every word comes to the root by its heads: no circle holds it."""
    up = heads
    for _ in range(len(heads).bit_length()):
        up = up[up]
    return not up.any()
