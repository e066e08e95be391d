"""Krippendorff's alpha: how much less labels differ within items than they do among all that were given.

K. Krippendorff, Computing Krippendorff's Alpha-Reliability, University of Pennsylvania, 2011. Any number of annotators,
who need not have labelled the same items; what was not labelled is left out, and an item with one label says nothing.

One notion carries it: the *spread* of some labels, the sum of the squared differences over all their ordered pairs.
Disagreement that is observed is the spread within each item, disagreement to be expected that of all labels together.
Numbers are made whole ones first, by one factor for all, which changes no alpha. So all sums are exact until the last
division: no number is too large, too small or too near to another.
"""

from __future__ import annotations

from collections import Counter
from enum import Enum
from functools import partial
from math import lcm
from typing import TYPE_CHECKING, Any

from tui_reader.agreement.measure import Measure, squares_over
from tui_reader.agreement.value import Undefined, Value, no_item, one_label
from tui_reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from tui_reader.agreement.measure import Counts, Figure


class Level(Enum):
    """What labels are, and so how far apart two of them are (squared)."""

    NOMINAL = "nominal"
    """Names: 1 where they differ."""
    ORDINAL = "ordinal"
    """Ranks, known by `<`: how many labels were given between the one and the other, each of these counted half."""
    INTERVAL = "interval"
    """Numbers: their difference."""
    RATIO = "ratio"
    """Numbers from 0 up: their difference by their sum."""


def alpha(table: Mapping[Sequence[Any], int], level: Level = Level.NOMINAL) -> Value:
    """All labels of an item, in any order, and how many items have these. At most 1; 0 is what chance would do.

    Labels are hashable, and numbers where the level says so: whole ones or floats.
    """
    return alpha_at(level)(table)


def alpha_at(level: Level) -> Measure[Sequence[Any]]:
    """Alpha with labels of this level."""
    return Measure({Level.NOMINAL: _nominal, Level.ORDINAL: _ordinal}.get(level, partial(_of_numbers, level)))


def _nominal(kinds: Sequence[Sequence[Any]]) -> Figure:
    squares = squares_over(labels if len(labels) > 1 else () for labels in kinds)
    within = [len(labels) ** 2 - sum(times * times for times in Counter(labels).values()) for labels in kinds]

    def spread(counts: Counts, size: int) -> int:
        return size * size - squares(counts)

    return _alpha_over(list(map(len, kinds)), within, spread)


def _of_numbers(level: Level, kinds: Sequence[Sequence[Any]]) -> Figure:
    try:
        whole = _whole_numbers(label for labels in kinds for label in labels)
    except (OverflowError, ValueError):
        return lambda _: Undefined(tr("a label is not a finite number"))
    kinds = [[whole[label] for label in labels] for labels in kinds]
    return _intervals(kinds) if level is Level.INTERVAL else _ratios(kinds)


def _intervals(kinds: Sequence[Sequence[int]]) -> Figure:
    sums = [sum(labels) if len(labels) > 1 else 0 for labels in kinds]
    squares = [sum(label * label for label in labels) if len(labels) > 1 else 0 for labels in kinds]
    sizes = list(map(len, kinds))

    def spread(counts: Counts, size: int) -> int:
        total = sum([sums[kind] * count for kind, count in counts.items()])
        return 2 * (size * sum([squares[kind] * count for kind, count in counts.items()]) - total * total)

    within = [2 * (size * square - total * total) for size, square, total in zip(sizes, squares, sums, strict=True)]
    return _alpha_over(sizes, within, spread)


def _ratios(kinds: Sequence[Sequence[int]]) -> Figure:
    if any(label < 0 for labels in kinds if len(labels) > 1 for label in labels):
        return lambda _: Undefined(tr("a label is a number below 0"))
    # Enough bits for the least difference by the greatest sum.
    bits = max((label for labels in kinds for label in labels), default=0).bit_length() + 64

    def spread_of(labels: Counter[int]) -> int:
        return sum(
            times * others * ((abs(one - other) << bits) // (one + other)) ** 2
            for one, times in labels.items()
            for other, others in labels.items()
            if one != other
        )

    def spread(counts: Counts, _: int) -> int:
        return spread_of(_given(kinds, counts))

    return _alpha_over(list(map(len, kinds)), [spread_of(Counter(labels)) for labels in kinds], spread)


def _ordinal(kinds: Sequence[Sequence[Any]]) -> Figure:
    """Between ranks, ordinal is interval; but which rank a label has depends on how many others there are."""

    def figure(counts: Counts) -> Value:
        ranks, before = {}, 0
        given = _given(kinds, counts)
        for label in sorted(given):
            ranks[label] = 2 * before + given[label]
            before += given[label]
        drawn = list(counts)
        ranked = [[ranks[label] for label in kinds[kind]] if len(kinds[kind]) > 1 else () for kind in drawn]
        return _intervals(ranked)(dict(enumerate(counts.values())))

    return figure


def _alpha_over(sizes: Sequence[int], within: Sequence[int], spread: Callable[[Counts, int], int]) -> Figure:
    """From the number of labels of each kind, their spread, and that of all labels of many kinds, to alpha."""
    parts = lcm(*(size - 1 for size in sizes if size > 1))
    observed_of = [
        spread * (parts // (size - 1)) if size > 1 else 0 for size, spread in zip(sizes, within, strict=True)
    ]
    sizes = [size if size > 1 else 0 for size in sizes]

    def figure(counts: Counts) -> Value:
        size = sum([sizes[kind] * count for kind, count in counts.items()])
        if not size:
            return no_item()
        expected = spread(counts, size)
        if not expected:
            return one_label()
        observed = sum([observed_of[kind] * count for kind, count in counts.items()])
        return 1 - (size - 1) * observed / (expected * parts)

    return figure


def _given(kinds: Sequence[Sequence[Any]], counts: Counts) -> Counter[Any]:
    """All labels that count, and how often each was given."""
    given: Counter[Any] = Counter()
    for kind, count in counts.items():
        if len(kinds[kind]) > 1:
            for label in kinds[kind]:
                given[label] += count
    return given


def _whole_numbers(labels: Iterable[float]) -> dict[float, int]:
    """Numbers times the least factor that makes all of them whole.

    Raises ValueError for one that is not a number, OverflowError for an infinite one.
    """
    ratios = {label: label.as_integer_ratio() for label in labels}
    factor = lcm(*(below for _, below in ratios.values()))
    return {label: above * (factor // below) for label, (above, below) in ratios.items()}
