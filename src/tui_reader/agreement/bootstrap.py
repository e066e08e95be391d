"""How sure a figure is: it is worked out again and again on items drawn at random from those there are.

B. Efron and R. Tibshirani, An Introduction to the Bootstrap, 1993: as many items are drawn, with repetition, as there
are, and the interval holds the middle of what comes out (percentile method). Items that are alike need not be drawn one
by one: how many of each kind come out is a multinomial draw, one binomial draw for each kind. So 15,000 items of twenty
kinds cost as much as twenty items. Rare kinds are drawn together as if they were one, and of that, items.
"""

from __future__ import annotations

import random
from collections import Counter
from math import ceil, floor, lgamma, log, log1p, sqrt
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

from tui_reader.agreement.measure import Measure
from tui_reader.agreement.value import Undefined, Value
from tui_reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

    from tui_reader.agreement.measure import Counts, Figure

ROUNDS = 1000
FEWEST_ROUNDS = 100
KINDS_IN_ALL = 100_000
"""Kinds of items that all rounds of an interval see, about: where there are many, there are fewer rounds."""
RARE = 16
"""Of a kind with fewer items it is quicker to draw these."""
FEWEST_ITEMS = 5
"""Of fewer nothing can be learned about others like them."""
MIDDLE = 0.95
DEFINED = 0.9
"""The part of the rounds that must have come out with a number."""

Kind = TypeVar("Kind", bound="Hashable")


class Interval(NamedTuple):
    """Both ends of the middle 95 %."""

    low: float
    high: float


Sureness: TypeAlias = Interval | Undefined


def interval(table: Mapping[Kind, int], figure: Callable[[Mapping[Kind, int]], Value], seed: int) -> Sureness:
    """The interval of a figure that is made from a table of kinds of items and how many there are of each.

    The same table in the same order with the same seed gives the same interval, on every machine.
    """
    value = figure(table)
    if isinstance(value, Undefined):
        return value
    if sum(table.values()) < FEWEST_ITEMS:
        return Undefined(tr("there are too few to draw from"))
    kinds = [kind for kind, count in table.items() if count]
    rounds = max(FEWEST_ROUNDS, min(ROUNDS, KINDS_IN_ALL // len(kinds)))
    value_of = _over(figure, kinds)
    values = map(value_of, resampled([table[kind] for kind in kinds], rounds, seed))
    numbers = sorted(value for value in values if not isinstance(value, Undefined))
    if len(numbers) < DEFINED * rounds:
        return Undefined(tr("drawn again, it is undefined too often"))
    outside = (1 - MIDDLE) / 2 * (len(numbers) - 1)
    found = Interval(numbers[floor(outside)], numbers[ceil(len(numbers) - 1 - outside)])
    # A few items in which hardly a label comes twice are less alike in every draw than they are themselves.
    return found if found.low <= value <= found.high else Undefined(tr("drawn again, it lies elsewhere"))


def _over(figure: Callable[[Mapping[Kind, int]], Value], kinds: Sequence[Kind]) -> Figure:
    if isinstance(figure, Measure):
        return figure.over(kinds)
    return lambda counts: figure({kinds[number]: count for number, count in counts.items()})


def resampled(counts: Sequence[int], rounds: int, seed: int) -> Iterator[Counts]:
    """How many come out of each kind, by its number, when as many items as there are, are drawn with repetition.

    That is done `rounds` times. Kinds of which none comes out are left out.
    """
    # Only `random()` is promised to give the same numbers with every version of Python.
    draw = random.Random(seed).random
    common = [(number, count) for number, count in enumerate(counts) if count >= RARE]
    rare = [number for number, count in enumerate(counts) if count < RARE for _ in range(count)]
    for _ in range(rounds):
        left = to_come = sum(counts)
        drawn = {}
        for number, count in common:
            got = binomial(left, count / to_come, draw) if count < to_come else left
            if got:
                drawn[number] = got
            left -= got
            to_come -= count
        if left:
            drawn.update(Counter([rare[int(draw() * to_come)] for _ in range(left)]))
        yield drawn


def binomial(trials: int, chance: float, draw: Callable[[], float]) -> int:
    """How many of so many trials succeed; `draw` gives numbers from 0 up to 1.

    W. Hörmann, The Generation of Binomial Random Variates, Journal of Statistical Computation and Simulation 46, 1993
    (BTRS); where few are to be expected, from one success to the next by the geometric distribution.
    """
    if chance <= 0 or trials <= 0:
        return 0
    if chance >= 1:
        return trials
    if chance > 0.5:
        return trials - binomial(trials, 1 - chance, draw)
    if trials * chance < 10:
        failure = log1p(-chance)
        found, at = 0, 0
        while True:
            at += floor(log(1 - draw()) / failure) + 1
            if at > trials:
                return found
            found += 1
    spread = sqrt(trials * chance * (1 - chance))
    b = 1.15 + 2.53 * spread
    a = -0.0873 + 0.0248 * b + 0.01 * chance
    c = trials * chance + 0.5
    vr = 0.92 - 4.2 / b
    while True:
        u = draw() - 0.5
        us = 0.5 - abs(u)
        if us == 0:
            continue
        k = floor((2 * a / us + b) * u + c)
        if not 0 <= k <= trials:
            continue
        v = draw()
        if us >= 0.07 and v <= vr:
            return k
        mode = floor((trials + 1) * chance)
        v *= (2.83 + 5.1 / b) * spread / (a / (us * us) + b)
        likely = lgamma(mode + 1) + lgamma(trials - mode + 1) - lgamma(k + 1) - lgamma(trials - k + 1)
        if v <= 0 or log(v) <= likely + (k - mode) * log(chance / (1 - chance)):
            return k
