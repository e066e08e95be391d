"""A figure that is asked again and again of the same kinds of items, each time with other numbers of them.

What a kind says by itself is worked out once (`over`). A figure then costs a few additions for each kind, so that an
interval (`bootstrap`) of a thousand rounds is no thousand times the figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

from tui_reader.agreement.value import Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Kind = TypeVar("Kind")
Counts: TypeAlias = Mapping[int, int]
"""How many items there are of a kind, by its number; none of those that are not named."""
Figure: TypeAlias = Callable[[Counts], Value]


@dataclass(frozen=True)
class Measure(Generic[Kind]):
    """A figure of a table of kinds of items and how many there are of each."""

    over: Callable[[Sequence[Kind]], Figure]
    """From the kinds there may be to the figure of any numbers of them."""

    def __call__(self, table: Mapping[Kind, int]) -> Value:
        return self.over(list(table))({number: count for number, count in enumerate(table.values()) if count})


def squares_over(kinds: Iterable[Sequence[Any]]) -> Callable[[Counts], int]:
    """From the labels of each kind to the sum over all labels of the square of how often each is given.

    A label that one kind alone has needs no tally of its own. So where each item has got other labels, as free text
    has, nothing is done for each label.
    """
    tallies = [Counter(labels) for labels in kinds]
    kinds_with = Counter(label for tally in tallies for label in tally)
    numbers: dict[Any, int] = {}
    own, shared = [], []
    for tally in tallies:
        own.append(sum(times * times for label, times in tally.items() if kinds_with[label] == 1))
        shared.append(
            [
                (numbers.setdefault(label, len(numbers)), times)
                for label, times in tally.items()
                if kinds_with[label] > 1
            ]
        )

    def squares(counts: Counts) -> int:
        totals = [0] * len(numbers)
        alone = 0
        for kind, count in counts.items():
            alone += own[kind] * count * count
            for label, times in shared[kind]:
                totals[label] += times * count
        return alone + sum([total * total for total in totals])

    return squares
