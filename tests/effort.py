"""How much work something is, whatever the machine."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


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
