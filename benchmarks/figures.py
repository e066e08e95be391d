"""What is measured, by name: a figure is one of these, of one program, on one text, on one screen."""

from __future__ import annotations

import math
import statistics
from collections import defaultdict
from typing import NamedTuple

FIRST_TEXT, READY, FIRST_KEY = "first readable text", "ready for keys", "first key after the full frame"
TURN, TURN_MIDDLE, TURN_END = "page down", "page down, in the middle", "page up, at the end"
HELD, RESIZE = "page down held for 3 s, lag of the last", "resize"
END, END_AT_ONCE = "to the end", "to the end, at once after the start"
LITERAL, FOLDED = "search at 95 %, literal", "search at 95 %, folded"
PRIVATE, PRIVATE_AFTER = "private memory, MiB", "private memory after end and search, MiB"
RESIDENT, PEAK = "resident memory after end and search, MiB", "peak of resident memory, MiB"
KEY = "key to repaint"
KEYS = tuple(
    f"{KEY}: {name}"
    for name in (
        *("tag", "next annotation", "along a link", "attributes", "resize by a word", "cite", "undo", "labels to jump"),
        *("list of tags", "a letter of a filter", "same words everywhere", "list of views", "page down"),
        *("next suggestion", "accept a suggestion", "reject a suggestion", "page down with suggestions"),
        "way through suggestions",
    )
)
REVIEW_KEYS = tuple(
    f"{KEY}, in a review: {name}"
    for name in ("next group", "next in the list", "next version", "accept", "undo", "another order")
)
TAG, VALIDATE, FOLDER = "tag to repaint", "validate, process", "folder, ready for keys"
LAYOUT = "layout of a row, µs"
CHANGE, FSYNCS = "a change, to the disk", "fsyncs of a change"
SHOWN, LOST = "annotations shown as saved before a kill", "of these, lost by kill -9"
APART = "additions lost by two programs with one set"
DAMAGED, FAULTS, MINUTES = "damaged sets read, checked and repaired", "of these, not got over", "minutes of that"
MUTATED, RELOCATED = "mutated quotes, number", "lost quotes looked for at once"
UNITIZED = "agreement on spans"
MATCHED = "three annotators' sets matched"
ORDER = (
    *(FIRST_TEXT, READY, FIRST_KEY, TURN, TURN_MIDDLE, TURN_END, HELD, END, END_AT_ONCE, LITERAL, FOLDED, RESIZE),
    *(PRIVATE, PRIVATE_AFTER, RESIDENT, PEAK, TAG, *KEYS, *REVIEW_KEYS, CHANGE, FSYNCS, VALIDATE, FOLDER, LAYOUT),
    *(SHOWN, LOST, APART, DAMAGED, FAULTS, MINUTES, MUTATED, RELOCATED, MATCHED, UNITIZED),
)
"""In which they are shown."""


class Figure(NamedTuple):
    """Something measured, in milliseconds unless `what` says otherwise."""

    what: str
    text: str
    screen: str
    program: str


class Figures:
    """All that was measured so far."""

    def __init__(self) -> None:
        self.values: defaultdict[Figure, list[float]] = defaultdict(list)
        self.remarks: dict[Figure, str] = {}
        """Why there is no value, or no further one."""
        self.sentences: list[str] = []
        """What there is to say besides."""

    def all(self) -> list[Figure]:
        """In the order in which they were first measured."""
        return list(dict.fromkeys([*self.values, *self.remarks]))

    def statistic(self, figure: Figure, *, p95: bool) -> float | None:
        """The median or the 95th percentile; infinite where the measurement was given up, None where there is none."""
        if figure in self.remarks:
            return math.inf
        values = self.values.get(figure)
        if not values:
            return None
        return percentile_95(values) if p95 else statistics.median(values)


def percentile_95(values: list[float]) -> float:
    """The smallest value that 95 of 100 values do not exceed."""
    return sorted(values)[math.ceil(0.95 * len(values)) - 1]
