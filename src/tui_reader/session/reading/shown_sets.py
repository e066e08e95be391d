"""The sets of a reading and the annotations in them that are shown: in their order, filtered, at a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.annotations.bulk import without_collecting
from tui_reader.annotations.records.annotation import Annotation
from tui_reader.session.entries import Entry, Filter
from tui_reader.session.filtering import Filtering
from tui_reader.session.listing import Listing, key_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui_reader.annotations.tagset import Tagset
    from tui_reader.session.layers import SetLayer

FIRST_FILTERED = 0.01
"""Seconds a filter may take before the first entries are shown."""


class ShownSets:
    """One's own set, those of others, and which of their annotations are listed."""

    def __init__(self, own: SetLayer, others: list[SetLayer], tagset: Tagset) -> None:
        self.own = own
        """The set that the person at the keyboard changes."""
        self.others = others
        """Sets by other annotators of the same source; shown, never changed."""
        self.tagset = tagset
        self.shows_others = True
        self.filter = Filter()
        self._entries: Listing | None = None
        self._filtering: Filtering | None = None
        self._filtered_by = self.filter, self.tagset
        """What `_filtering` follows."""
        self._words: dict[str, str] = {}
        """What annotations say, as a filter compares it, by the ids of entries."""

    @property
    def layers(self) -> list[SetLayer]:
        """The sets that are shown, one's own first."""
        return [self.own, *self.others] if self.shows_others else [self.own]

    def list_entries(self, layers: Iterable[SetLayer]) -> Listing:
        """The entries of sets that are or will be shown. Needs nothing of the reading: any thread may do it."""
        with without_collecting():
            keys = (key_of(Entry(a, layer, p)) for layer in layers for a, p in layer.store.placements())
            return Listing(self.entry, keys)

    def replace_sets(self, own: SetLayer, others: list[SetLayer], entries: Listing) -> None:
        """Puts the sets that have been read, and the entries in them, in place of what stood for them."""
        self.own, self.others = own, others
        self._entries, self._filtering = entries if self.shows_others else None, None
        self._words = {}

    def show_others(self, show: bool) -> None:
        """Shows or hides the sets of other annotators."""
        self.shows_others = show
        self._entries = self._filtering = None

    @property
    def entries(self) -> Listing:
        """All annotations shown, in document order, then those that have lost their place."""
        if self._entries is None:
            self._entries = self.list_entries(self.layers)
        return self._entries

    @property
    def listed(self) -> Listing:
        """The entries that the filter lets through, as far as `advance_filter` has come."""
        return self._filtered().listed

    def advance_filter(self, seconds: float) -> bool:
        """Goes on filtering for a while; whether there is more to look at."""
        filtering = self._filtered()
        filtering.advance(seconds)
        return not filtering.done

    @property
    def tags_in_use(self) -> list[str]:
        """Tags of the annotations shown, and those above them: the tagset's in its order, then others, "" for none."""
        used = set[str]().union(*(layer.store.tags for layer in self.layers))
        used |= {tag.name for tag in self.tagset.tags if not used.isdisjoint(self.tagset.below(tag.name))}
        known = {tag.name: number for number, tag in enumerate(self.tagset.tags)}
        return sorted(used, key=lambda tag: (not tag, known.get(tag, len(known)), tag))

    def entry(self, entry_id: str) -> Entry | None:
        """The entry of an annotation that is shown."""
        for layer in self.layers:
            item = layer.item(entry_id)
            if isinstance(item, Annotation) and not item.is_suggestion:
                return Entry(item, layer, layer.store.placement(item.id))
        return None

    def at(self, offset: int) -> list[Entry]:
        """The annotations on a character, innermost first."""
        found = [Entry(a, layer, layer.store.placement(a.id)) for layer in self.layers for a in layer.store.at(offset)]
        return sorted(found, key=lambda e: sum(span.length for span in e.spans))

    def _filtered(self) -> Filtering:
        chosen, tagset = self._filtered_by
        if self._filtering is None or chosen is not self.filter or tagset is not self.tagset:
            self._filtered_by = self.filter, self.tagset
            below = frozenset[str]() if self.filter.tag is None else self.tagset.below(self.filter.tag)
            self._filtering = Filtering(self.entries, self.filter, self._words, below, self._is_remarked)
            self._filtering.advance(FIRST_FILTERED)
        return self._filtering

    def list_again(self, ids: Iterable[str]) -> None:
        """Puts one's own annotations where they now belong in the lists."""
        if self._entries is None:
            return
        filtering = self._filtered()
        for entry_id in map(self.own.scoped, ids):
            self._words.pop(entry_id, None)
            self._entries.discard(entry_id)
            filtering.went(entry_id)
            entry = self.entry(entry_id)
            if entry is not None:
                self._entries.add(key_of(entry))
                filtering.came(key_of(entry))

    def _is_remarked(self, entry: Entry) -> bool:
        # Most sets have no remarks.
        from tui_reader.session.remarked import is_remarked

        return is_remarked(self, entry)
