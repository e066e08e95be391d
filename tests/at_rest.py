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
from typing import Any

import textual.app
import textual.pilot

FRAME = 0.02
"""Seconds. What is to be done within them is done at once: the next frame, a piece of work, a pause in typing."""
MOST = 1.0
"""Seconds after which an app that is never at rest is not waited for any more, as Textual has it."""
LOOK = 0.001
"""Seconds between two looks at what other threads do."""
_WAITING = ("threading.py", "queue.py", "selectors.py", "/concurrent/futures/thread.py")
"""Files of the library in which a thread that has nothing to do waits to be told what to do."""
_OTHERS = "/execnet/"
"""Threads that are no part of the app: pytest-xdist's."""


async def at_rest(min_sleep: float = 0.0, max_sleep: float = MOST) -> None:
    """Returns as soon as nothing more happens by itself within a frame. In the place of Textual's `wait_for_idle`."""
    loop: Any = asyncio.get_running_loop()
    until = loop.time() + max_sleep
    quiet = 0
    while quiet < 2 and loop.time() < until:
        await asyncio.sleep(0)
        if loop._ready or _hurried(loop):
            quiet = 0
        elif _others_work():
            quiet = 0
            await asyncio.sleep(LOOK)
        else:
            quiet += 1


def _hurried(loop: Any) -> bool:
    """Has what is due within a frame come now; whether there is any."""
    now = loop.time()
    soon = [handle for handle in loop._scheduled if not handle._cancelled and handle._when <= now + FRAME]
    for handle in soon:
        handle._when = min(handle._when, now)
    if soon:
        heapq.heapify(loop._scheduled)
    return bool(soon)


def _others_work() -> bool:
    """Whether a thread beside this one does something, be it only waiting for the disk."""
    here = threading.get_ident()
    frames = [frame.f_code.co_filename for thread, frame in sys._current_frames().items() if thread != here]
    return any(not file.endswith(_WAITING) and _OTHERS not in file for file in frames)


def use() -> None:
    """Has every pilot wait like this."""
    textual.app.wait_for_idle = textual.pilot.wait_for_idle = at_rest  # type: ignore[attr-defined]
