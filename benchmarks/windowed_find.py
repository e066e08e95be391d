"""Times the plainest search of a file there is in Python, which holds no more of it than a window; prints seconds.

windowed_find.py FILE WORDS
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter

WINDOW = 1 << 20
"""Bytes."""


def find(path: Path, wanted: bytes) -> int:
    """Where some bytes first stand in a file, or -1."""
    kept, start = b"", 0
    with path.open("rb", buffering=0) as file:
        while more := file.read(WINDOW):
            window = kept + more
            found = window.find(wanted)
            if found >= 0:
                return start + found
            kept = window[1 - len(wanted) :]
            start += len(window) - len(kept)
    return -1


def main() -> None:
    path, wanted = Path(sys.argv[1]), sys.argv[2].encode()
    before = perf_counter()
    found = find(path, wanted)
    spent = perf_counter() - before
    if found < 0:
        sys.exit(f"{path}: does not hold {sys.argv[2]}")
    sys.stdout.write(f"{spent}\n")


if __name__ == "__main__":
    main()
