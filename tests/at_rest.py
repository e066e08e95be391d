"""When an app that is tested without a terminal has done what it was asked for: looked up, and not waited for.

Textual's pilot takes an app for idle when the process has used next to no processor for 20 ms. That is three such
times a key, and wrong on a machine that gives the process no processor. Here the event loop itself is asked: it has
nothing to do, no other thread is at work, and what was put off for less than a frame is done at once.
"""

from __future__ import annotations

import asyncio
import heapq
import sys
import threading
import time
from typing import Any

import textual.app
import textual.pilot

FRAME = 0.02
"""Seconds. What is to be done within them is done at once: the next frame, a piece of work, a pause in typing."""
MOST = 1.0
"""Seconds of work after which an app that is never at rest is not waited for any more, as Textual has it."""
PATIENCE = 15.0
"""Seconds by the clock after which that is so: on a machine that has much else to do they hold little work."""
LOOK = 0.001
"""Seconds between two looks at what other threads do: who was told to go on has to have his turn to be seen."""
_WAITING = ("threading.py", "queue.py", "selectors.py", "/concurrent/futures/thread.py")
"""Files of the library in which a thread that has nothing to do waits to be told what to do."""
_IDLE = "/concurrent/futures/thread.py"
"""That in which a thread of a pool does, and nothing else."""
_OTHERS = "/execnet/"
"""Threads that are no part of the app: pytest-xdist's."""


async def at_rest(min_sleep: float = 0.0, max_sleep: float = MOST) -> None:
    """Returns as soon as nothing more happens by itself within a frame. In the place of Textual's `wait_for_idle`."""
    loop: Any = asyncio.get_running_loop()
    until, worked_until = loop.time() + PATIENCE, time.process_time() + max_sleep
    quiet = 0
    while quiet < 2 and loop.time() < until and time.process_time() < worked_until:
        await asyncio.sleep(0)
        if loop._ready or _hurried(loop):
            quiet = 0
            continue
        quiet = 0 if _others_work(loop) else quiet + 1
        await asyncio.sleep(LOOK)


def _hurried(loop: Any) -> bool:
    """Has what is due within a frame come now; whether there is any."""
    now = loop.time()
    soon = [handle for handle in loop._scheduled if not handle._cancelled and handle._when <= now + FRAME]
    for handle in soon:
        handle._when = min(handle._when, now)
    if soon:
        heapq.heapify(loop._scheduled)
    return bool(soon)


def _others_work(loop: Any) -> bool:
    """Whether a thread beside this one does something, be it only waiting for the disk, or has been told to."""
    here = threading.get_ident()
    files = {thread: frame.f_code.co_filename for thread, frame in sys._current_frames().items() if thread != here}
    if any(not file.endswith(_WAITING) and _OTHERS not in file for file in files.values()):
        return True
    # Who has been given something to do looks idle until it is his turn; the pool has counted him out already.
    pool = getattr(loop, "_default_executor", None)
    if pool is None:
        return False
    idle = sum(files.get(thread.ident, "").endswith(_IDLE) for thread in pool._threads)
    return bool(pool._idle_semaphore._value < idle)


def use() -> None:
    """Has every pilot wait like this."""
    textual.app.wait_for_idle = textual.pilot.wait_for_idle = at_rest  # type: ignore[attr-defined]
