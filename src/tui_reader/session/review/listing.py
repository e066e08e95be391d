"""The groups as they are listed: in which order, and which of them; kept so by change.

A place in the list, the group that stands there and the next that is open are found by halving; a decision moves one
group. Only another order, another filter or another comparison goes through all of them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.language import tr
from tui_reader.text.folding import fold_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui_reader.review.groups import Group, State


class Order(Enum):
    """How the list of groups is sorted."""

    PLACE = "place"
    LIKENESS = "likeness"
    OPEN = "open"

    @property
    def words(self) -> str:
        """Its name."""
        match self:
            case Order.PLACE:
                return tr("by place")
            case Order.LIKENESS:
                return tr("least agreement first")
            case Order.OPEN:
                return tr("undecided first")


class GroupFilter(NamedTuple):
    """Which groups are listed; an empty one lets all through."""

    state: State | None = None
    """One of the differences there are in the group; AGREED and ALONE where there are none."""
    tag: str | None = None
    """Somebody has given it; "" for no tag."""
    side: int | None = None
    """The number of a side that has something here."""
    is_open: bool | None = None
    """Whether it is still to be decided."""
    text: str = ""
    """Words that are in what is marked, in tags or in notes."""
    among: frozenset[int] | None = None
    """Numbers of groups; what these are is said by `among_words`."""
    among_words: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether it lets everything through."""
        return self == GroupFilter()

    def tells(self, group: Group) -> bool:
        """Whether a group is let through, as far as that does not depend on decisions."""
        if self.among is not None and group.number not in self.among:
            return False
        if self.state is not None and self.state not in (group.differences or {group.state}):
            return False
        if self.tag is not None and not any(self.tag in (unit.tags or ("",)) for _, unit in group.present):
            return False
        if self.side is not None and group.units[self.side] is None:
            return False
        return not self.text or fold_text(self.text).strip() in folded_words(group)


def folded_words(group: Group) -> str:
    """All that is said in a group, as it is compared."""
    annotations = [unit.annotation for _, unit in group.present]
    return fold_text(" ".join(f"{each.quote} {each.note or ''} {' '.join(each.tags)}" for each in annotations))


_Key = tuple[float, int]
"""What a group is sorted by: first what the order says, then its number."""


class GroupListing:
    """The numbers of the listed groups in their order."""

    def __init__(
        self, groups: Sequence[Group], order: Order, chosen: GroupFilter, is_open: Callable[[Group], bool]
    ) -> None:
        self._groups, self._is_open = groups, is_open
        self.order, self.chosen = order, chosen
        self._let_through = frozenset(group.number for group in groups if chosen.tells(group))
        self._keys: dict[int, _Key] = {}
        """Of those that are listed."""
        self._open: list[_Key] = []
        """Of those that are listed and to be decided, as they are sorted while they are that."""
        self._open_there: set[int] = set()
        self._all_open: set[int] = set()
        for group in groups:
            self._enter(group)
        self._sorted = sorted(self._keys.values())
        self._open.sort()

    def __len__(self) -> int:
        return len(self._sorted)

    @property
    def open_count(self) -> int:
        """How many groups of all are still to be decided."""
        return len(self._all_open)

    def number_at(self, rank: int) -> int:
        """The number of the group that stands there."""
        return self._sorted[rank][1]

    def rank(self, number: int | None) -> int | None:
        """Where a group stands; None where it is not listed."""
        key = None if number is None else self._keys.get(number)
        return None if key is None else bisect_left(self._sorted, key)

    def rank_near(self, number: int) -> int:
        """Where a group would stand."""
        group = self._groups[number]
        return bisect_left(self._sorted, self._key(group, is_open=self._is_open(group)))

    def update(self, number: int) -> None:
        """Puts a group where it belongs after a decision."""
        key = self._keys.pop(number, None)
        if key is not None:
            del self._sorted[bisect_left(self._sorted, key)]
        if number in self._open_there:
            self._open_there.discard(number)
            open_key = self._key(self._groups[number], is_open=True)
            del self._open[bisect_left(self._open, open_key)]
        self._all_open.discard(number)
        self._enter(self._groups[number], sort=True)

    def next_open(self, number: int | None, *, forward: bool) -> int | None:
        """The next group that is to be decided, or the one before, round the ends; None where none is left here."""
        if not self._open:
            return None
        if number is None:
            return self._open[0 if forward else -1][1]
        key = self._key(self._groups[number], is_open=True)
        place = bisect_right(self._open, key) if forward else bisect_left(self._open, key) - 1
        return self._open[place % len(self._open)][1]

    def _enter(self, group: Group, *, sort: bool = False) -> None:
        is_open = self._is_open(group)
        if is_open:
            self._all_open.add(group.number)
        if group.number not in self._let_through or self.chosen.is_open not in (None, is_open):
            return
        key = self._keys[group.number] = self._key(group, is_open=is_open)
        if sort:
            insort(self._sorted, key)
        if is_open:
            self._open_there.add(group.number)
            open_key = self._key(group, is_open=True)
            if sort:
                insort(self._open, open_key)
            else:
                self._open.append(open_key)

    def _key(self, group: Group, *, is_open: bool) -> _Key:
        match self.order:
            case Order.PLACE:
                return 0.0, group.number
            case Order.LIKENESS:
                return group.likeness, group.number
            case Order.OPEN:
                return float(not is_open), group.number
