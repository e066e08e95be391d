"""The groups as they are listed: in which order, and which of them; kept so by change.

A place in the list, the group that stands there and the next that is open are found by halving; a decision moves one
group. Another order sorts those that are listed; only another filter or another comparison goes through all of them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from enum import Enum
from typing import TYPE_CHECKING

from tui_reader.language import tr
from tui_reader.review.decisions import Standing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui_reader.review.groups import Group
    from tui_reader.session.review.filtering import GroupFilter


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


_Key = tuple[float, int]
"""What a group is sorted by: first what the order says, then its number."""


class GroupListing:
    """The numbers of the listed groups in their order."""

    def __init__(
        self,
        groups: Sequence[Group],
        words: Sequence[str],
        order: Order,
        chosen: GroupFilter,
        standing: Callable[[Group], Standing],
    ) -> None:
        """`words` are the folded words of the groups, `standing` says how one stands with the reviewer now."""
        self._groups, self._standing = groups, standing
        self.order, self.chosen = order, chosen
        self._let_through = frozenset(group.number for group in groups if chosen.tells(group, words[group.number]))
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

    def sort_by(self, order: Order) -> None:
        """Sorts the same groups otherwise."""
        self.order = order
        open_there, groups, key = self._open_there, self._groups, self._key
        self._keys = {number: key(groups[number], is_open=number in open_there) for number in self._keys}
        self._sorted = sorted(self._keys.values())
        self._open = sorted(key(groups[number], is_open=True) for number in open_there)

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
        return bisect_left(self._sorted, self._key(group, is_open=self._standing(group) is not Standing.DECIDED))

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
        standing = self._standing(group)
        is_open = standing is not Standing.DECIDED
        if is_open:
            self._all_open.add(group.number)
        if group.number not in self._let_through or self.chosen.standing not in (None, standing):
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
