"""Making very many objects that stay, without the cyclic collector walking over all of them again and again."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_is_kept = False
"""Whether what there is stays frozen: then the collector never looks at it."""


def keep_what_there_is() -> None:
    """What there is now stays for good; only what comes from now on is worth looking through.

    What is made by `without_collecting` is not, either: a set of 5,000 would have every key wait a sixth of a second,
    now and then. It holds no cycles, so it goes all the same when nobody has it any more.
    """
    global _is_kept
    _is_kept = True
    gc.freeze()
    gc.enable()


def let_go() -> None:
    """Has the collector look at all there is, the next time it does."""
    global _is_kept
    _is_kept = False
    gc.unfreeze()


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
        if not _is_kept:
            gc.unfreeze()
        if was_enabled:
            gc.enable()
