"""Which units of several observers are the same: the alignment of all of them that has the least disorder.

After Mathet, Widlöcher & Métivier (2015), The unified and holistic method gamma for inter-annotator agreement measure
and alignment, Computational Linguistics 41, sections 4.2 and 5.1. Every unit is in one group, with at most one unit of
each observer. The disorder of a group is the mean over all pairs of observers of how unlike their units are, or 1 where
one of the two has none in it.

To find the best alignment is hard from three observers on (set partitioning). It is found exactly, in three steps.
A group that costs no less than two it can be split into is never needed; that leaves groups of units that are near.
A group that saves no less than all that its units could save elsewhere is settled at once. The rest falls into
connected parts. Each is walked through in the order of the text, with the best beginning for every set of units ahead
that may be taken already, and without beginnings that another one is sure to beat. Where many are left, prices of units
(Lagrangian relaxation) tell how much can be saved at most, and rule out what cannot come near that. Where there
would be too many groups or beginnings even so, or more work than is allowed, the likeliest are kept, and the alignment
says that it may not be the best.

Units of one observer that are the same in all are one *kind*, of which there are so many: which of them is in a group
makes no difference.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from math import fsum, inf
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tui_reader.agreement.dissimilarity import Dissimilarity, Unit

Group: TypeAlias = tuple[int, ...]
"""Kinds of units by their numbers, in ascending order."""
_Trail: TypeAlias = "tuple[Group, _Trail] | None"

MOST_BEGINNINGS = 1500
MOST_GROUPS = 20_000
MOST_STEPS = 2_000_000
"""Of work on an alignment: looking at one group or beginning. They are counted, as seconds differ each time."""
_STEPS_OF_A_LOOK = 1000
_STEPS_OF_A_GROUP = 8
"""Tried for each group that may be found, about."""
_GROUPS_OF_A_UNIT, _WALKS = 10, 100
"""Groups that there may be at least; and how often each is to be looked at, at least."""
_MOST_PAIRS = 300_000
"""Of units that are compared: where there would be more, those that begin farthest from each other are left out."""
_NEAREST = (24, 12, 6, 4, 3, 2, 1)
"""How many units of each other observer are looked at for a group with a unit, if there would be too many groups."""
_FEW_BEGINNINGS = 40
"""How many are kept on a first walk."""
_STEPS, _PATIENCE = 150, 8
"""Of looking for prices: at most, and without success before the steps become smaller."""
_SHARES = (1 / 64, 1 / 16, 1 / 4, 1)
"""How near to the most that can be saved a choice is looked for, as a share of what the best known one lacks to it."""
_ROUNDING = 1e-9
_RIVALS = 12
"""How many of the best beginnings a worse one is compared with."""


@dataclass(frozen=True)
class Alignment:
    """Units put into groups."""

    groups: tuple[tuple[tuple[int, int], ...], ...]
    """In each: the number of an observer, and that of one of its units. Every unit is in one group."""
    disorder: float
    """The sum of the disorders of all groups."""
    is_exact: bool
    """Whether no other alignment has less disorder. If not, this one was merely the best that was found."""
    steps: int = 0
    """How much work it was."""


def best_alignment(
    observers: Sequence[Sequence[Unit]],
    dissimilarity: Dissimilarity,
    look: Callable[[], None] = lambda: None,
    most_groups: int = MOST_GROUPS,
    most_beginnings: int = MOST_BEGINNINGS,
    most_steps: int = MOST_STEPS,
) -> Alignment:
    """The alignment with the least disorder. `look` is called often and may raise to give it up."""
    numbers: dict[tuple[Unit, int], list[int]] = defaultdict(list)
    for observer, marked in enumerate(observers):
        for number, unit in enumerate(marked):
            numbers[unit, observer].append(number)
    kinds = sorted(numbers, key=lambda kind: (kind[0].start + kind[0].end, kind[0].length, kind[1], numbers[kind]))
    pairs = len(observers) * (len(observers) - 1) // 2
    if not pairs:
        return Alignment(tuple(((of, number),) for (_, of), each in numbers.items() for number in each), 0.0, True)
    look()
    work = _Work(look, most_steps)
    most_groups = min(most_groups, max(_GROUPS_OF_A_UNIT * len(kinds), most_steps // _WALKS))
    savings, is_exact = _savings(kinds, len(observers), dissimilarity, work, most_groups)
    saved = dict(savings)
    counts = [len(numbers[kind]) for kind in kinds]
    chosen = _settled(savings, counts, work)
    groups_left = len(savings)
    for part in _parts(savings):
        share = work.share(len(part) / groups_left)
        found, is_certain = _chosen(part, savings, counts, share, most_beginnings)
        work.do(share.done)
        groups_left -= len(part)
        chosen += found
        is_exact = is_exact and is_certain
    left = [[(observer, number) for number in numbers[unit, observer]] for unit, observer in kinds]
    groups = [tuple(sorted(left[kind].pop(0) for kind in group)) for group in sorted(chosen)]
    groups += [(each,) for kind in left for each in kind]
    disorder = sum(map(len, observers)) - fsum(saved[group] for group in chosen) / pairs
    return Alignment(tuple(sorted(groups)), disorder, is_exact, work.done)


class _Work:
    """How much is done, and whether there is something left that may be."""

    def __init__(self, look: Callable[[], None], most: int) -> None:
        self._look, self._most = look, most
        self._looked = 0
        self.done = 0

    @property
    def is_over(self) -> bool:
        return self.done >= self._most

    def do(self, steps: int = 1) -> None:
        """So many steps are done. Looks around now and then, which may raise."""
        self.done += steps
        if self.done >= self._looked + _STEPS_OF_A_LOOK:
            self._looked = self.done
            self._look()

    def share(self, part: float) -> _Work:
        """Work of its own, which may be so much of what is left."""
        self._look()
        return _Work(self._look, int(part * max(0, self._most - self.done)))


class _TooMany(Exception):
    """There are more groups than can be looked at."""


def _savings(
    units: Sequence[tuple[Unit, int]],
    observers: int,
    dissimilarity: Dissimilarity,
    work: _Work,
    most_groups: int,
) -> tuple[dict[Group, float], bool]:
    """What each group that may be needed saves against units left alone, and whether these are all.

    Counted in pairs of observers: its units less one, and for each pair of them how much less than 1 they differ by.
    """
    near, are_all = _near(units, observers, dissimilarity, work)
    try:
        return dict(_groups(units, near, observers, work, most_groups)), are_all
    except _TooMany:
        for nearest in _NEAREST:
            try:
                return dict(_groups(units, _nearest(units, near, nearest), observers, work, most_groups)), False
            except _TooMany:
                continue
    return {}, False


def _near(
    units: Sequence[tuple[Unit, int]], observers: int, dissimilarity: Dissimilarity, work: _Work
) -> tuple[list[dict[int, float]], bool]:
    """For each unit those of other observers that a group may join it with, and how much more than 1 they differ by;
    and whether these are all.

    In a group that no split makes cheaper, what a unit differs by from the others is less than 1 each and the pairs of
    observers together. So from a single one it differs by less than these and the number of observers less one.
    """
    most = observers * (observers - 1) // 2 + observers - 1
    near: list[dict[int, float]] = [{} for _ in units]
    by_observer: list[list[int]] = [[] for _ in range(observers)]
    for number, (_, observer) in enumerate(units):
        by_observer[observer].append(number)
    for numbers in by_observer:
        numbers.sort(key=lambda number: units[number][0].start)
    starts = [[units[number][0].start for number in numbers] for numbers in by_observer]
    widest = [
        max((units[number][0].end - units[number][0].start for number in numbers), default=0) for numbers in by_observer
    ]
    longest = [max((units[number][0].length for number in numbers), default=0) for numbers in by_observer]
    compared = max(_NEAREST[0], _MOST_PAIRS // max(1, len(units) * (observers - 1) // 2))
    are_all = True
    for one, (unit, observer) in enumerate(units):
        for others in range(observer + 1, observers):
            reach = dissimilarity.reach(most, unit.length + longest[others])
            first = bisect_left(starts[others], unit.start - reach - widest[others])
            last = bisect_right(starts[others], unit.end + reach)
            if last - first > compared:
                are_all = False
                first = min(max(first, bisect_left(starts[others], unit.start) - compared // 2), last - compared)
                last = first + compared
            work.do(last - first)
            for other in by_observer[others][first:last]:
                unlike = dissimilarity.between(unit, units[other][0])
                if unlike < most:
                    near[one][other] = near[other][one] = unlike - 1
    return near, are_all


def _nearest(units: Sequence[tuple[Unit, int]], near: Sequence[dict[int, float]], count: int) -> list[dict[int, float]]:
    """Of each unit's neighbours no more than `count` of an observer; the two need not be each other's nearest."""
    kept: list[dict[int, float]] = [{} for _ in near]
    for one, others in enumerate(near):
        taken: dict[int, int] = defaultdict(int)
        for other in sorted(others, key=lambda other: (others[other], other)):
            if taken[units[other][1]] < count:
                taken[units[other][1]] += 1
                kept[one][other] = kept[other][one] = others[other]
    return kept


def _groups(
    units: Sequence[tuple[Unit, int]],
    near: Sequence[dict[int, float]],
    observers: int,
    work: _Work,
    most_groups: int,
) -> Iterator[tuple[Group, float]]:
    """All groups of two or more that cost less than any two groups they can be split into, and what they save."""
    pairs = observers * (observers - 1) // 2
    left, tries = most_groups, most_groups * _STEPS_OF_A_GROUP

    def grown(
        group: Group, excesses: Sequence[float], total: float, others: Sequence[int]
    ) -> Iterator[tuple[Group, float]]:
        nonlocal left, tries
        work.do(len(others))
        tries -= len(others)
        if tries < 0:
            raise _TooMany
        for place, unit in enumerate(others):
            new = [near[member][unit] for member in group]
            sums = [*map(float.__add__, excesses, new), sum(new)]
            to_come = observers - len(sums)
            if max(sums) - to_come >= pairs:
                continue
            larger, whole = (*group, unit), total + sums[-1]
            if max(sums) < pairs and _holds_together(larger, near, pairs):
                left -= 1
                if left < 0:
                    raise _TooMany
                yield larger, len(group) * pairs - whole
            if to_come:
                of = units[unit][1]
                yield from grown(
                    larger,
                    sums,
                    whole,
                    [each for each in others[place + 1 :] if units[each][1] != of and each in near[unit]],
                )

    for unit, others in enumerate(near):
        yield from grown((unit,), (0.0,), 0.0, sorted(other for other in others if other > unit))


def _holds_together(group: Group, near: Sequence[dict[int, float]], pairs: int) -> bool:
    """Whether no split into two groups of two or more is as cheap. Single units are looked at by who asks."""
    return all(
        sum(near[one][other] for one in some for other in group if other not in some) < pairs
        for size in range(2, len(group) // 2 + 1)
        for some in combinations(group, size)
    )


def _losses(savings: dict[Group, float], work: _Work) -> dict[int, list[tuple[float, Group]]]:
    """For each unit, its groups and how much less they save without it, at most; the greatest loss first."""
    kept: dict[Group, float] = {}

    def without(group: Group) -> float:
        if len(group) < 2:
            return 0.0
        if group not in kept:
            saving = savings.get(group)
            kept[group] = (
                max(without(group[:place] + group[place + 1 :]) for place in range(len(group)))
                if saving is None
                else saving
            )
        return kept[group]

    losses: dict[int, list[tuple[float, Group]]] = defaultdict(list)
    for group, saving in savings.items():
        work.do()
        for place, unit in enumerate(group):
            losses[unit].append((saving - without(group[:place] + group[place + 1 :]), group))
    for of in losses.values():
        of.sort(key=lambda each: (-each[0], each[1]))
    return losses


def _settled(savings: dict[Group, float], counts: list[int], work: _Work) -> list[Group]:
    """Groups that are in a best alignment whatever else is: taken out of the savings, with all that they rule out.

    Another alignment that has its units in other groups can be changed to have it: these lose each no more than the
    greatest loss, and the group is won. So it is as often as there are units of all its kinds; `counts` says how many
    there are, and then how many are left.
    """
    losses = _losses(savings, work)
    settled: list[Group] = []
    waiting = sorted(savings, key=lambda group: (-savings[group], group))
    while waiting:
        ruled_out: set[Group] = set()
        for group in waiting:
            if work.is_over:
                return settled
            work.do()
            if group not in savings:
                continue
            elsewhere = 0.0
            for unit in group:
                elsewhere += next((loss for loss, other in losses[unit] if other != group and other in savings), 0.0)
            if elsewhere <= savings[group]:
                times = min(counts[unit] for unit in group)
                settled += [group] * times
                for unit in group:
                    counts[unit] -= times
                    if counts[unit]:
                        continue
                    work.do(len(losses[unit]))
                    for _, other in losses[unit]:
                        if savings.pop(other, None) is not None:
                            ruled_out.add(other)
        touched = {unit for group in ruled_out for unit in group}
        for unit in touched:
            losses[unit] = [each for each in losses[unit] if each[1] in savings]
        waiting = [group for group in waiting if group in savings and not touched.isdisjoint(group)]
    return settled


def _parts(groups: Iterable[Group]) -> list[list[Group]]:
    """The groups, apart where they have no unit in common, be it through others."""
    parent: dict[int, int] = {}

    def root(unit: int) -> int:
        parent.setdefault(unit, unit)
        while parent[unit] != unit:
            parent[unit] = unit = parent[parent[unit]]
        return unit

    groups = list(groups)
    for group in groups:
        for unit in group[1:]:
            parent[root(unit)] = root(group[0])
    parts: dict[int, list[Group]] = defaultdict(list)
    for group in groups:
        parts[root(group[0])].append(group)
    return list(parts.values())


def _chosen(
    part: Sequence[Group], savings: dict[Group, float], counts: Sequence[int], work: _Work, most_beginnings: int
) -> tuple[list[Group], bool]:
    """The groups of a part that together save most, no two with a unit in common, and whether that is certain.

    Where a narrow walk is not, the prices of units tell the most that can be saved. Groups and beginnings that cannot
    come near that are left out; how near is tried from very near on, until there is something as near as that.
    """
    best, is_certain = _walk(part, savings, counts, work, min(_FEW_BEGINNINGS, most_beginnings))
    if is_certain or best is None:
        return best or [], is_certain
    prices = _prices(part, savings, counts, _saved(best, savings), work)
    most = _most(part, savings, counts, prices)
    shares = iter(_SHARES)
    while (share := next(shares, None)) is not None:
        gap = most - _saved(best, savings)
        if gap <= _ROUNDING:
            return best, True
        below = share * gap + _ROUNDING
        near = [group for group in part if most + min(0.0, _gain(group, savings, prices)) >= most - below]
        found: list[Group] = []
        is_certain = is_whole = True
        for smaller in _parts(near):
            least = _most(smaller, savings, counts, prices) - below
            better, is_sure = _walk(smaller, savings, counts, work, most_beginnings, prices, least)
            found += better or []
            is_certain = is_certain and is_sure
            is_whole = is_whole and better is not None
        if is_certain and (share == 1 or (is_whole and _saved(found, savings) > most - below)):
            return max(best, found, key=lambda groups: _saved(groups, savings)), True
        if _saved(found, savings) > _saved(best, savings) + _ROUNDING:
            best, shares = found, iter(_SHARES)
        elif not is_certain:
            break
    return best, False


def _saved(groups: Iterable[Group], savings: dict[Group, float]) -> float:
    return fsum(savings[group] for group in groups)


def _gain(group: Group, savings: dict[Group, float], prices: dict[int, float]) -> float:
    return savings[group] - sum(prices[unit] for unit in group)


def _most(
    groups: Iterable[Group], savings: dict[Group, float], counts: Sequence[int], prices: dict[int, float]
) -> float:
    """More than any choice of groups can save: what all units cost, and each may lead one group to a gain."""
    gains: dict[int, float] = defaultdict(float)
    units: set[int] = set()
    for group in groups:
        gains[group[0]] = max(gains[group[0]], _gain(group, savings, prices))
        units.update(group)
    return fsum(prices[unit] * counts[unit] for unit in units) + fsum(
        gain * counts[unit] for unit, gain in gains.items()
    )


def _prices(
    part: Sequence[Group], savings: dict[Group, float], counts: Sequence[int], least: float, work: _Work
) -> dict[int, float]:
    """What a unit is worth to whoever has it in a group, so that `_most` comes near what can be saved at all.

    Lagrangian relaxation of "each unit is in one group", by subgradient steps: units that many want become dearer.
    """
    prices: dict[int, float] = defaultdict(float)
    for group in part:
        for unit in group:
            prices[unit] = max(prices[unit], savings[group] / len(group))
    best, best_most, pace, since = dict(prices), inf, 1.5, 0
    for _ in range(_STEPS):
        if work.is_over:
            break
        work.do(len(part))
        gains: dict[int, tuple[float, Group]] = {}
        for group in part:
            gain = savings[group]
            for unit in group:
                gain -= prices[unit]
            if gain > 0 and (group[0] not in gains or gains[group[0]][0] < gain):
                gains[group[0]] = gain, group
        most = fsum(price * counts[unit] for unit, price in prices.items())
        most += fsum(gain * counts[unit] for unit, (gain, _) in gains.items())
        if most < best_most - _ROUNDING:
            best, best_most, since = dict(prices), most, 0
        else:
            since += 1
            if since == _PATIENCE:
                prices, pace, since = dict(best), pace / 2, 0
        wanted = {unit: -counts[unit] for unit in prices}
        for leader, (_, group) in gains.items():
            for unit in group:
                wanted[unit] += counts[leader]
        length = sum(count * count for unit, count in wanted.items() if count > 0 or prices[unit] > 0)
        if not length or best_most - least <= _ROUNDING:
            break
        step = pace * (most - least) / length
        prices = {unit: max(0.0, price + step * wanted[unit]) for unit, price in prices.items()}
    return best


def _walk(
    part: Sequence[Group],
    savings: dict[Group, float],
    counts: Sequence[int],
    work: _Work,
    most_beginnings: int,
    prices: dict[int, float] | None = None,
    least: float = -inf,
) -> tuple[list[Group] | None, bool]:
    """The groups of a part that together save most, and whether that is certain. With prices: None if not over `least`,
    or when there is no more work to be done.

    A beginning is the set of units ahead that are taken, as bits counted from the unit that is next. Of those of one
    kind, which stand together, the first are taken first.
    """
    kinds = sorted({unit for group in part for unit in group})
    units = [unit for unit in kinds for _ in range(counts[unit])]
    firsts: dict[int, int] = {}
    for place, unit in enumerate(units):
        firsts.setdefault(unit, place)
    led: dict[int, list[tuple[Group, float]]] = defaultdict(list)
    for group in part:
        led[group[0]].append((group, savings[group]))
    worth = {
        unit: [(firsts[group[0]] + counts[group[0]] - 1, loss) for loss, group in of]
        for unit, of in _losses({group: savings[group] for group in part}, work).items()
    }
    window = max(firsts[group[-1]] + counts[group[-1]] - firsts[group[0]] for group in part)
    of_place = [0.0 if prices is None else prices[unit] for unit in units]
    to_come = [0.0] * (len(units) + 1)
    for place in reversed(range(len(units))):
        gains = (0.0 if prices is None else _gain(group, savings, prices) for group, _ in led[units[place]])
        to_come[place] = to_come[place + 1] + of_place[place] + max(0.0, max(gains, default=0.0))
    beginnings: dict[int, tuple[float, _Trail]] = {0: (0.0, None)}
    is_certain = True
    for place, leader in enumerate(units):
        if work.is_over and prices is not None:
            return None, False
        ahead = [
            next((loss for last, loss in worth[unit] if last > place), 0.0)
            for unit in units[place + 1 : place + 1 + window]
        ]
        wanted = sum(1 << bit for bit, loss in enumerate(ahead) if loss > 0)
        choices = [
            (group, saving, [_bits(firsts[unit] - place, counts[unit]) for unit in group[1:]])
            for group, saving in led[leader]
        ]
        longer: dict[int, tuple[float, _Trail]] = {}
        for taken, (value, trail) in beginnings.items():
            after = taken >> 1 & wanted
            if after not in longer or longer[after][0] < value:
                longer[after] = value, trail
            if taken & 1:
                continue
            work.do(1 + len(choices))
            for group, saving, members in choices:
                after = taken
                for first, all_of_kind in members:
                    # Those that are taken are the first ones: one more carries over to the next, if there is one.
                    one_more = ((taken & all_of_kind) + first) & all_of_kind
                    if not one_more:
                        break
                    after |= one_more
                else:
                    after = after >> 1 & wanted
                    if after not in longer or longer[after][0] < value + saving:
                        longer[after] = value + saving, (group, trail)
        if prices is not None:
            longer = {
                taken: beginning
                for taken, beginning in longer.items()
                if beginning[0] + to_come[place + 1] - _worth(taken, of_place, place + 1) > least
            }
        most = 1 if work.is_over else most_beginnings
        kept = _unbeaten(longer, ahead, most, work)
        is_certain = is_certain and len(kept) <= most
        beginnings = {taken: longer[taken] for taken in kept[:most]}
    if not beginnings:
        return None, is_certain
    ((_, trail),) = beginnings.values()
    chosen: list[Group] = []
    while trail is not None:
        group, trail = trail
        chosen.append(group)
    return chosen, is_certain


def _bits(first: int, count: int) -> tuple[int, int]:
    """That of the first unit of a kind, and those of all: the first may stand before the next place, but not all."""
    bits = ((1 << count) - 1) << first if first >= 0 else ((1 << count) - 1) >> -first
    return bits & -bits, bits


def _worth(taken: int, prices: Sequence[float], place: int) -> float:
    """What the units that are taken cost, bits being counted from a place."""
    worth = 0.0
    while taken:
        lowest = taken & -taken
        worth += prices[place + lowest.bit_length() - 1]
        taken ^= lowest
    return worth


def _unbeaten(beginnings: dict[int, tuple[float, _Trail]], ahead: Sequence[float], most: int, work: _Work) -> list[int]:
    """The beginnings, best first, without those that save less than another and win no more by what they leave free.

    No more are looked for when there are more than `most`.
    """
    kept: list[int] = []
    for taken in sorted(beginnings, key=lambda taken: (-beginnings[taken][0], taken)):
        value = beginnings[taken][0]
        for rival in kept[:_RIVALS]:
            lead, more = beginnings[rival][0] - value, rival & ~taken
            while more:
                lowest = more & -more
                lead -= ahead[lowest.bit_length() - 1]
                if lead < 0:
                    break
                more ^= lowest
            if lead >= 0:
                break
        else:
            kept.append(taken)
            work.do(_RIVALS)
            if len(kept) > most:
                break
    return kept
