"""One of two programs that add annotations to one set at the same time (`tests/matrix/two_writers.py`).

    adding.py FOLDER KIND WHO COUNT

KIND names one of `KINDS`, WHO is `first` or `second`. Without WHO and COUNT the set is made.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "tests" / "matrix"))

from naive.savers import LastOneWins, LooksFirst
from two_writers import Committing, add_many, put_set

KINDS = {kind.__name__: kind for kind in (Committing, LastOneWins, LooksFirst)}


def main() -> None:
    """Makes the set, or adds to it."""
    folder, kind, *rest = sys.argv[1:]
    if rest:
        who, count = rest
        add_many(Path(folder), KINDS[kind], who, int(count))
    else:
        put_set(Path(folder))


if __name__ == "__main__":
    main()
