"""Write `quotes/weights/manifest.json` anew, after any file of the weights was made anew.

    python -m training.manifest

The program refuses weights whose sizes are others (`quotes/ml/shipped.py`).
"""

from __future__ import annotations

import json

from quotes.ml.shipped import MANIFEST, ROOT, digest


def listed() -> dict[str, tuple[int, str]]:
    """Return size and SHA-256 of all files of the weights, cards and the manifest left out."""
    files = sorted(path for path in ROOT.rglob("*") if path.is_file())
    return {
        path.relative_to(ROOT).as_posix(): (path.stat().st_size, digest(path))
        for path in files
        if path != MANIFEST and path.name != "CARD.md"
    }


def main() -> None:
    """Write the manifest and say how many files it names."""
    found = listed()
    lines = [f" {json.dumps(name)}: {json.dumps(value)}" for name, value in found.items()]
    MANIFEST.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    print(f"{MANIFEST}: {len(found)} files")


if __name__ == "__main__":
    main()
