"""The annotations of a reading in the order they are listed in, kept in that order by change.

Those about the document as a whole come first, those that have lost their place last.

A place in the list and the entry that stands there are found from each other by halving; entries themselves
are made when somebody looks at them. So a list of any length costs what is seen of it.
"""

from __future__ import annotations

import sys
from bisect import bisect_left, insort
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, overload

from tui_reader.annotations.anchoring import Placement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tui_reader.session.entries import Entry

LOST = sys.maxsize // 2
"""Added to the offsets of annotations that have lost their place: they come behind all others."""


class Key(NamedTuple):
    """What entries are sorted by."""

    start: int
    """Offset of the first character; of a lost annotation LOST and the offset where it once was, of one about the whole
    document -1."""
    end: int
    id: str
    """The entry's id."""


def key_of(entry: Entry) -> Key:
    """The place of an entry in document order."""
    if entry.spans:
        return Key(*min(entry.spans), entry.id)
    if isinstance(entry.placed, Placement):
        return Key(-1, -1, entry.id)
    once = entry.annotation.targets[0].position
    return Key(LOST - 1, LOST, entry.id) if once is None else Key(LOST + once.start, LOST + once.end, entry.id)


class Listing(Sequence["Entry"]):
    """Entries in document order, then those that have lost their place."""

    def __init__(self, find: Callable[[str], Entry | None], keys: Iterable[Key] = ()) -> None:
        """`find` gives the entry with an id, which is there while its key is here."""
        self.find = find
        self._keys = sorted(keys)
        self._by_id = {key.id: key for key in self._keys}

    def __len__(self) -> int:
        return len(self._keys)

    @overload
    def __getitem__(self, rank: int) -> Entry: ...
    @overload
    def __getitem__(self, rank: slice) -> list[Entry]: ...
    def __getitem__(self, rank: int | slice) -> Entry | list[Entry]:
        if isinstance(rank, slice):
            return [self._entry(key) for key in self._keys[rank]]
        return self._entry(self._keys[rank])

    def id_at(self, rank: int) -> str:
        """The id of the entry with this rank."""
        return self._keys[rank].id

    def keys(self, behind: Key | None, count: int) -> list[Key]:
        """The next `count` keys behind one that need not be here; None: from the beginning."""
        first = 0 if behind is None else bisect_left(self._keys, (*behind, ""))
        return self._keys[first : first + count]

    def rank(self, entry_id: str | None) -> int | None:
        """Which entry of the list it is, from 0; None if it is not listed."""
        key = None if entry_id is None else self._by_id.get(entry_id)
        return None if key is None else bisect_left(self._keys, key)

    def rank_from(self, offset: int) -> int:
        """How many entries begin before an offset."""
        return bisect_left(self._keys, (offset,))

    @property
    def placed_count(self) -> int:
        """How many entries have a place: the first so many."""
        return bisect_left(self._keys, (LOST - 1,))

    def add(self, key: Key) -> None:
        """Lists one entry more."""
        insort(self._keys, key)
        self._by_id[key.id] = key

    def discard(self, entry_id: str) -> None:
        """Takes an entry off the list, if it is there."""
        key = self._by_id.pop(entry_id, None)
        if key is not None:
            del self._keys[bisect_left(self._keys, key)]

    def _entry(self, key: Key) -> Entry:
        entry = self.find(key.id)
        if entry is None:
            raise KeyError(key.id)
        return entry
