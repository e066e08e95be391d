"""How much work something is, whatever the machine, and how much is done where a change is judged."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


# Every run sees the same examples there: what chance finds is for those who can look into it. As these are always the
# same, fewer of them show as much, in less time.
IS_JUDGED = bool(os.environ.get("CI"))


def lines_run(act: Callable[[], object]) -> int:
    """Lines of Python that are run to do something, calls and returns among them."""
    run = 0

    def trace(*_: object) -> object:
        nonlocal run
        run += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        act()
    finally:
        sys.settrace(before)
    return run
