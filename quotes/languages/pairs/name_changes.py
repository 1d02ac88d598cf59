"""Names that changed, were lost or were added between a case's two texts."""

from __future__ import annotations

from dataclasses import dataclass

from quotes.languages.folding import fold
from quotes.languages.lexicon import back_translations, translations
from quotes.languages.names import Name, unmatched_names
from quotes.model import Case


@dataclass(frozen=True, slots=True)
class NameDrift:
    """`changed` pairs names in text order; `lost` and `added` stand alone."""

    changed: tuple[tuple[Name, Name], ...]
    lost: tuple[Name, ...]
    added: tuple[Name, ...]

    def solid(self, name: Name) -> bool:
        """Return whether an English name holds a word that is no ordinary word."""
        return name.sure and (_many(name) or any(not translations(t.key) for t in name.words))

    def solid_original(self, name: Name) -> bool:
        """Return whether a Spanish name holds a word that is no ordinary word."""
        return name.sure and (_many(name) or any(not back_translations(t.key) for t in name.words))


def _many(name: Name) -> bool:
    return len(name.words) > 1


def name_drift(case: Case) -> NameDrift:
    """Return the drift of names; a name of the quotation found in the context is not added."""
    lost, added = unmatched_names(case.original, case.quote)
    context = fold(f"{case.before} {case.after} {' '.join(case.skipped)}")
    added = tuple(n for n in added if not any(token.key in context for token in n.words))
    both = min(len(lost), len(added))
    changed = tuple(zip(lost[:both], added[:both], strict=True))
    return NameDrift(changed, lost[both:], added[both:])
