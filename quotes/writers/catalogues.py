"""The page's words in other languages: gettext catalogues under `page/locale`.

The words stand in the page's scripts as `t("…")`. Babel takes them out and compiles what was
translated; `make catalogues` says how. A word without translation is shown in English.
"""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations
from importlib.resources import files


@cache
def catalogue(language: str) -> dict[str, str]:
    """Return the English words with their translations into `language` ("es")."""
    path = files("quotes.writers") / "page" / "locale" / language / "LC_MESSAGES" / "page.mo"
    with path.open("rb") as compiled:
        translated = GNUTranslations(compiled)
    held: dict[str, str] = vars(translated)["_catalog"]
    return {english: words for english, words in held.items() if english}
