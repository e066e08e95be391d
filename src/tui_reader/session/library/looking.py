"""Fills the shelf in the background, a piece at a time: the rows in sight, then the list, then everything else.

A piece takes a few milliseconds. Whoever runs the pieces, on a thread of its own, rests between them, so that
keys are answered; and may stop after any.
"""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.documents.library import Library
from tui_reader.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from tui_reader.documents.walk import Entry
    from tui_reader.session.library.shelf import Details, Shelf

PIECE = 0.004
"""Seconds a piece takes at least, but for the last."""
STEPS = 50
"""Files and folders gone through between two looks at the clock."""


class News(NamedTuple):
    """What a piece has come to."""

    details: list[tuple[Entry, Details]]
    """Of documents that were looked at."""
    library: Library | None = None
    """The library read anew, if it has just been."""
    problem: str = ""
    """Why it could not be read anew."""


class Looking:
    """What is still to be looked at. Pieces are run one after the other; the rest may be called meanwhile."""

    def __init__(self, shelf: Shelf, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._shelf = shelf
        self._clock = clock
        self._seen: set[Path] = set()
        """Documents that need no look."""
        self._next = 0
        self._again: deque[Entry] = deque()
        self._anew: Library | None = None
        """The library that is being read in place of the present one."""
        self._asked_anew = False
        self._asked_changed = False
        self._is_whole_look = True
        """Whether a look at the whole library is under way."""

    @property
    def done(self) -> bool:
        """Whether nothing is left to do."""
        if self._is_to_list or self._again or self._is_whole_look:
            return False
        return self._next >= len(self._shelf.library.documents)

    @property
    def _is_to_list(self) -> bool:
        asked = self._asked_anew or self._asked_changed or self._anew is not None
        return asked or not self._shelf.library.is_complete

    def look_again(self, entries: Iterable[Entry] = ()) -> None:
        """Has some documents looked at again, before what is left."""
        self._shelf.look_again()
        self._again.extend(entries)

    def look_for_changes(self, entries: Iterable[Entry]) -> None:
        """Has some documents looked at again, and the whole library read anew if a folder of it has changed."""
        self._asked_changed = True
        self.look_again(entries)

    def read_anew(self) -> None:
        """Has folders listed again, and every document looked at again."""
        self._asked_anew = True

    def piece(self, in_sight: Sequence[Entry] = ()) -> News:
        """Does what comes next, those of the documents in sight first that need it; takes about PIECE."""
        until = self._clock() + PIECE
        found: list[tuple[Entry, Details]] = []
        while True:
            entry = self._next_entry(in_sight)
            if entry is not None:
                found.append((entry, self._shelf.look_at(entry)))
                self._seen.add(entry.path)
            elif not self._is_to_list:
                break
            else:
                try:
                    library = self._list_on()
                except DocumentError as problem:
                    return News(found, None, str(problem))
                if library is not None:
                    return News(found, library)
            if self._clock() >= until:
                return News(found)
        if self._is_whole_look:
            self._is_whole_look = False
            self._shelf.cache.save(whole=True)
        return News(found)

    def _next_entry(self, in_sight: Sequence[Entry]) -> Entry | None:
        """The document to look at now; None when there is something to list first."""
        if self._again:
            return self._again.popleft()
        for entry in in_sight:
            if not entry.is_folder and entry.path not in self._seen:
                return entry
        if self._is_to_list:
            return None
        documents = self._shelf.library.documents
        while self._next < len(documents):
            entry = documents[self._next]
            self._next += 1
            if entry.path not in self._seen:
                return entry
        return None

    def _list_on(self) -> Library | None:
        """Lists a little more; the library read anew, when it is complete. Raises DocumentError."""
        library = self._shelf.library
        if not library.is_complete:
            library.read_on(STEPS)
            return None
        if self._asked_changed:
            self._asked_changed = False
            self._asked_anew = self._asked_anew or library.has_changed()
        elif self._asked_anew:
            self._asked_anew = False
            self._anew = Library(library.paths)
        elif self._anew is not None:
            self._anew.read_on(STEPS)
            if self._anew.is_complete:
                found, self._anew = self._anew, None
                self._begin(found)
                return found
        return None

    def _begin(self, library: Library) -> None:
        """Begins a look at a whole library, which takes the place of the present one."""
        self._shelf.library = library
        self._shelf.look_again()
        self._shelf.cache.begin()
        self._seen.clear()
        self._next = 0
        self._is_whole_look = True
