"""Krippendorff's alpha: how much less labels differ within items than they do among all that were given.

K. Krippendorff, Computing Krippendorff's Alpha-Reliability, University of Pennsylvania, 2011. Any number of annotators,
who need not have labelled the same items; what was not labelled is left out, and an item with one label says nothing.

One notion carries it: the *spread* of some labels, the sum of the squared differences over all their ordered pairs.
Disagreement that is observed is the spread within each item, disagreement to be expected that of all labels together.
"""

from __future__ import annotations

from collections import Counter
from enum import Enum
from math import fsum
from typing import TYPE_CHECKING, Any

from tui_reader.agreement.value import Undefined, Value, no_item, one_label
from tui_reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence


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

    Labels are hashable, and numbers where the level says so.
    """
    kinds = [(Counter(labels), len(labels), count) for labels, count in table.items() if count and len(labels) > 1]
    if not kinds:
        return no_item()
    every: Counter[Any] = Counter()
    for labels, _, count in kinds:
        for label, times in labels.items():
            every[label] += times * count
    if len(every) == 1:
        return one_label()
    if level is Level.RATIO and min(every) < 0:
        return Undefined(tr("a label is a number below 0"))
    if level is Level.ORDINAL:
        ranks = _ranks(every)
        kinds = [(_renamed(labels, ranks), size, count) for labels, size, count in kinds]
        every = _renamed(every, ranks)
    observed = fsum(_spread(labels, level) * count / (size - 1) for labels, size, count in kinds)
    return 1 - (every.total() - 1) * observed / _spread(every, level)


def _spread(labels: Counter[Any], level: Level) -> float:
    """The sum of the squared differences over all ordered pairs of these labels."""
    if len(labels) == 1:
        return 0
    size = labels.total()
    match level:
        case Level.NOMINAL:
            return size * size - sum(times * times for times in labels.values())
        case Level.RATIO:
            return fsum(
                times * others * ((one - other) / (one + other)) ** 2
                for one, times in labels.items()
                for other, others in labels.items()
                if one != other
            )
        case _:
            # Taken from the mean, so that large numbers close to each other keep their differences.
            mean = fsum(label * times for label, times in labels.items()) / size
            total = fsum((label - mean) * times for label, times in labels.items())
            squares = fsum((label - mean) ** 2 * times for label, times in labels.items())
            return 2 * (size * squares - total * total)


def _ranks(labels: Counter[Any]) -> dict[Hashable, float]:
    """Of each label the middle of where it stands when all are put in order. Between these, ordinal is interval."""
    ranks, before = {}, 0
    for label in sorted(labels):
        ranks[label] = before + labels[label] / 2
        before += labels[label]
    return ranks


def _renamed(labels: Counter[Any], names: Mapping[Hashable, Hashable]) -> Counter[Any]:
    return Counter({names[label]: times for label, times in labels.items()})
