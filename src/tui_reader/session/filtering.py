"""A filter at work on a list of annotations: a slice of time after the other, and kept up with every change."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tui_reader.session.listing import Listing

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.session.entries import Entry, Filter
    from tui_reader.session.listing import Key

BATCH = 256
"""Entries that are looked at between two looks at the clock."""


class Filtering:
    """The entries that a filter lets through, as far as it has looked."""

    def __init__(
        self,
        entries: Listing,
        chosen: Filter,
        words: dict[str, str],
        below: frozenset[str] = frozenset(),
        is_remarked: Callable[[Entry], bool] = lambda _: False,
    ) -> None:
        """`words` remembers the folded words of entries by id; whoever changes an entry forgets them there.

        `below` are the tags that stand below the one that is asked for. `is_remarked` says whether something is said
        of an annotation, which is known to other sets too.
        """
        self.chosen = chosen
        self.listed = entries if chosen.is_empty else Listing(entries.find)
        self.done = chosen.is_empty
        self._entries = entries
        self._words = words
        self._below = below
        self._is_remarked = is_remarked
        self._seen: Key | None = None
        """The last entry that was looked at."""

    def advance(self, seconds: float) -> None:
        """Looks at entries for about so long, at a batch at least."""
        until = time.monotonic() + seconds
        while not self.done:
            batch = self._entries.keys(self._seen, BATCH)
            for key in batch:
                if self._lets_through(key.id):
                    self.listed.add(key)
            self._seen = batch[-1] if batch else self._seen
            self.done = len(batch) < BATCH
            if time.monotonic() >= until:
                return

    def came(self, key: Key) -> None:
        """An entry has been added to the list that is filtered."""
        looked_at = self.done or (self._seen is not None and key <= self._seen)
        if self.listed is not self._entries and looked_at and self._lets_through(key.id):
            self.listed.add(key)

    def went(self, entry_id: str) -> None:
        """An entry has been taken off the list that is filtered."""
        self.listed.discard(entry_id)

    def _lets_through(self, entry_id: str) -> bool:
        words = self._words.get(entry_id, "")
        if words and self.chosen.asks_for_words:
            return self.chosen.finds(words)
        entry = self._entries.find(entry_id)
        if entry is None or not self.chosen.tells(entry, self._below):
            return False
        if self.chosen.remarked and not self._is_remarked(entry):
            return False
        if not words:
            words = self._words[entry_id] = entry.folded_words()
        return self.chosen.finds(words)
