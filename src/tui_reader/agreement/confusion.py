"""Which labels are given for which: a matrix with a row and a column for having marked nothing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Item = TypeVar("Item")
Label: TypeAlias = tuple[str, ...]
"""The tags of a mark, each once, in order; empty where it has none."""
Cell: TypeAlias = tuple[Label | None, Label | None]


@dataclass(frozen=True)
class Confusion(Generic[Item]):
    """The matrix of labels, and the items that each of its cells was counted from."""

    labels: tuple[Label | None, ...]
    """Of its rows and columns, in order; None last, where somebody has marked nothing."""
    cells: Mapping[Cell, tuple[Item, ...]]
    """From row and column to the items, in the order they came; only of those that are not empty. An item stands
    in a cell once for each pair of annotators that has given these labels."""
    is_symmetric: bool
    """Whether nobody is the row and nobody the column: then a cell and its mirror image hold the same."""

    def count(self, row: Label | None, column: Label | None) -> int:
        """How often the two labels were given for the same."""
        return len(self.cells.get((row, column), ()))


def confusion(items: Iterable[tuple[Item, Sequence[Label | None]]], *, pair: bool = False) -> Confusion[Item]:
    """From items, each with the label of every annotator, None where that has marked nothing.

    With `pair`, items have two labels: the first is the row, the second the column. Else all pairs of annotators are
    added up, each both ways round but once on the diagonal: a cell there says how often two have given this label.
    """
    cells: defaultdict[Cell, list[Item]] = defaultdict(list)
    for item, given in items:
        for one, other in combinations(given, 2):
            if one is None and other is None:
                continue
            cells[one, other].append(item)
            if not pair and one != other:
                cells[other, one].append(item)
    named = {label for cell in cells for label in cell if label is not None}
    return Confusion(
        (*sorted(named), None) if cells else (),
        {cell: tuple(cells[cell]) for cell in cells},
        not pair,
    )
