"""Making very many objects that stay, without the cyclic collector walking over all of them again and again."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def without_collecting() -> Iterator[None]:
    """Puts the collector off, in all threads, and then counts what is there now among the old objects.

    Otherwise reading a large set is for half of its time collecting, and what was read would be walked over three
    more times soon after, each time with every thread standing still.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        # To freeze and to thaw costs nothing: two lists are joined, and what was frozen comes back as old.
        gc.freeze()
        gc.unfreeze()
        if was_enabled:
            gc.enable()
