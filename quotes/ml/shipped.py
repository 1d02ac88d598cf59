"""Whether the shipped models are whole: sizes when an audit begins, hashes in `quotes doctor`.

`weights/manifest.json` holds of every file its size in bytes and its SHA-256. A copy that a full
disk cut short would else end the process in a library's native code, or fail at each quotation.
"""

from __future__ import annotations

import json
from functools import cache
from hashlib import file_digest
from pathlib import Path

from quotes.errors import ModelError

ROOT = Path(__file__).parents[1] / "weights"
MANIFEST = ROOT / "manifest.json"
AGAIN = "reinstall quotes-audit (who trained it anew: python -m training.manifest)"


@cache
def manifest() -> dict[str, tuple[int, str]]:
    """Return size and SHA-256 of each file by its path below `weights/`; raises ModelError."""
    try:
        stored = json.loads(MANIFEST.read_text(encoding="utf-8"))
        return {name: (int(size), str(digest)) for name, (size, digest) in stored.items()}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise ModelError(f"{MANIFEST}: damaged or missing: reinstall quotes-audit") from error


def check_sizes() -> None:
    """Raise ModelError for the first shipped file that is missing or has another size."""
    for name, (size, _) in manifest().items():
        path = ROOT / name
        held = path.stat().st_size if path.is_file() else None
        if held is None:
            raise ModelError(f"{path}: missing: reinstall quotes-audit")
        if held != size:
            raise ModelError(f"{path}: damaged ({held:,} bytes, not {size:,}): {AGAIN}")


def check_content(path: Path) -> None:
    """Raise ModelError where a shipped file does not hold what was shipped.

    One that is not among the shipped files, such as a model under training, is let pass.
    """
    name = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else ""
    if name in manifest() and digest(path) != manifest()[name][1]:
        raise ModelError(f"{path}: damaged (other bytes than were shipped): {AGAIN}")


def damaged() -> list[str]:
    """Return a line for each shipped file that does not hold what was shipped."""
    found = []
    for name in manifest():
        try:
            check_content(ROOT / name)
        except (OSError, ModelError) as error:
            missing = isinstance(error, OSError)
            found.append(f"{name}: {'missing or unreadable' if missing else 'damaged'}")
    return found


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
