"""The files that are open are looked at now and then, off the event loop; who wanted to know hears what has changed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui_reader.session.files.watching import Watch
from tui_reader.ui.parts import AppPart

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.timer import Timer

    from tui_reader.documents.stamp import Stamp

LOOK_EVERY = 1.0
"""Seconds between two looks."""
WATCH = "watch"
"""The group of the workers that look."""


class FileWatching(AppPart):
    """The part of an app that watches files."""

    _watch_timer: Timer | None = None

    def watch_file(self, path: Path, changed: Callable[[], object], read: Stamp | None = None) -> None:
        """Has `changed` called, in a thread, soon after a file or folder may have changed (`Watch.add`).

        It may take its time: nothing else is looked at meanwhile. What it finds it has shown by `call_from_thread`.
        """
        if self._watch_timer is None:
            self._file_watch = Watch()
            self._watchers: dict[Path, Callable[[], object]] = {}
            self._watch_timer = self.set_interval(LOOK_EVERY, self._look)
        self._watchers[path] = changed
        self._file_watch.add(path, read)

    def unwatch_files(self) -> None:
        """Has nothing watched any more; what is being looked at is not shown (its worker is cancelled)."""
        if self._watch_timer is not None:
            for path in self._file_watch.paths:
                self._file_watch.discard(path)
            self._watchers.clear()
            self.workers.cancel_group(self, WATCH)

    def _look(self) -> None:
        if not any(worker.group == WATCH and not worker.is_finished for worker in self.workers):
            self.run_worker(partial(self._look_now, dict(self._watchers)), thread=True, group=WATCH)

    def _look_now(self, watchers: dict[Path, Callable[[], object]]) -> None:
        for path in self._file_watch.look():
            if path in watchers:
                watchers[path]()
