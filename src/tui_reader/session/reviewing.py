"""Annotations that wait for somebody to say whether they are where they belong, after their source has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations.anchoring import State
from tui_reader.language import listed, tr_count

if TYPE_CHECKING:
    from tui_reader.annotations.store import AnnotationStore


class Tally(NamedTuple):
    """How many annotations of a set were found how."""

    exact: int
    moved: int
    changed: int
    lost: int

    @classmethod
    def of(cls, store: AnnotationStore) -> Tally:
        """Those of a set as they are now."""
        states = store.states
        return cls(states[State.EXACT], states[State.MOVED], states[State.CHANGED], states[None])

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self)

    @property
    def to_confirm(self) -> int:
        """Those that were found, but not as they were made."""
        return self.moved + self.changed

    @property
    def unsettled(self) -> int:
        """Those that wait for somebody."""
        return self.to_confirm + self.lost

    @property
    def words(self) -> str:
        """All that there are: `40 annotations in place, 3 moved, 1 changed, 1 lost`."""
        return listed(
            [
                tr_count(self.exact, "{count} annotation in place", "{count} annotations in place"),
                *([tr_count(self.moved, "{count} moved", "{count} moved")] if self.moved else []),
                *([tr_count(self.changed, "{count} changed", "{count} changed")] if self.changed else []),
                *([tr_count(self.lost, "{count} lost", "{count} lost")] if self.lost else []),
            ]
        )

    @property
    def unsettled_words(self) -> str:
        """Those that wait, for the status line: `3 to confirm, 1 lost`; empty where none does."""
        return listed(
            [
                *([tr_count(self.to_confirm, "{count} to confirm", "{count} to confirm")] if self.to_confirm else []),
                *([tr_count(self.lost, "{count} lost", "{count} lost")] if self.lost else []),
            ]
        )
