"""Which row goes with which column so that the sum of their weights is greatest: the assignment problem.

Rows and columns may be of any number, and any of them may stay alone: only pairs that weigh something are given. Each
row in turn takes the shortest augmenting path by reduced costs (Kuhn 1955; Jonker & Volgenant 1987), found by
Dijkstra's method as pairs are few. Weights are whole numbers, so that nothing is rounded and equal sums are equal.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING

from tui_reader.errors import Stopped
from tui_reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

MOST_PAIRS = 1_000_000
"""What an assignment may take if nobody says otherwise: about half a second."""
_LOOKS_UP = 50_000
"""Pairs between two questions whether to go on."""


class Effort:
    """How many pairs may be looked at, by one assignment after the other; what is left, and whether to go on."""

    def __init__(self, pairs: int = MOST_PAIRS, goes_on: Callable[[], bool] = lambda: True) -> None:
        self.left = pairs
        self._goes_on = goes_on
        self._asked = pairs

    def spend(self, pairs: int) -> None:
        """Pairs are looked at. Raises Stopped when somebody says no."""
        self.left -= pairs
        if self._asked - self.left >= _LOOKS_UP:
            self._asked = self.left
            if not self._goes_on():
                raise Stopped(tr("the comparison was given up"))


def assignment(weights: Sequence[Mapping[int, int]], effort: Effort | None = None) -> list[int | None]:
    """For each row the column it goes with, or None: at most one row for each column.

    `weights` has for each row the columns it may go with, and what that weighs, more than 0. The sum is the greatest
    there is, as long as there is `effort` left; that takes thousands of rows that all want the same columns. Each row
    that is left then has the free column that weighs most with it. Of several answers that are as good it is always
    the same one, which follows from the order of rows and columns. Raises Stopped.
    """
    return _Assignment(weights, Effort() if effort is None else effort).columns


class _Assignment:
    """The work: what each row and column is worth (its dual), with which no pair weighs more than its two ends."""

    def __init__(self, weights: Sequence[Mapping[int, int]], effort: Effort) -> None:
        self._weights = weights
        self._effort = effort
        self._worth = [max(row.values(), default=0) for row in weights]
        self._price: dict[int, int] = {}
        self._row_of: dict[int, int] = {}
        self.columns: list[int | None] = [None] * len(weights)
        for row in range(len(weights)):
            if effort.left > 0:
                self._place(row)
            else:
                self._take_what_is_free(row)

    def _place(self, first: int) -> None:
        """Gives a row its column along the cheapest path; whoever is at its end goes to a free column or without."""
        weights, price, row_of = self._weights, self._price, self._row_of
        cost = {first: 0}
        reached: dict[int, int] = {}
        came_from: dict[int, int] = {}
        settled: list[int] = []
        ahead: list[tuple[int, int, int]] = []
        heappush(ahead, (0, 1, first))
        # At equal costs a free column comes before a row that has one, and that before going without.
        while True:
            so_far, kind, number = heappop(ahead)
            if kind == 0:
                end: int | None = number
                last = came_from[number]
                break
            if kind == 2:
                end, last = None, number
                break
            if so_far > cost[number]:
                continue
            settled.append(number)
            own = so_far + self._worth[number]
            heappush(ahead, (own, 2, number))
            self._effort.spend(len(weights[number]))
            for column, weight in weights[number].items():
                there = own + price.get(column, 0) - weight
                if there >= reached.get(column, there + 1):
                    continue
                reached[column], came_from[column] = there, number
                owner = row_of.get(column)
                if owner is None:
                    heappush(ahead, (there, 0, column))
                else:
                    cost[owner] = there
                    heappush(ahead, (there, 1, owner))
        for row in settled:
            self._worth[row] -= so_far - cost[row]
        for column, there in reached.items():
            if there < so_far:
                price[column] = price.get(column, 0) + so_far - there
        self._turn(first, last, end, came_from)

    def _turn(self, first: int, row: int, column: int | None, came_from: Mapping[int, int]) -> None:
        """Hands the columns on along a path, from its end to its beginning."""
        while True:
            before = self.columns[row]
            self.columns[row] = column
            if column is not None:
                self._row_of[column] = row
            if row == first:
                return
            assert before is not None, "only the first row of a path has no column"
            column, row = before, came_from[before]

    def _take_what_is_free(self, row: int) -> None:
        free = [(-weight, column) for column, weight in self._weights[row].items() if column not in self._row_of]
        self._effort.spend(len(self._weights[row]))
        if free:
            _, column = min(free)
            self.columns[row], self._row_of[column] = column, row
