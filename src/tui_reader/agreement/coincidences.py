"""How often observers gave the same places of a text like and unlike values: what alpha for unitizing comes from.

One sweep over the ends of all sections cuts the text into stretches on which nobody's value changes. The value of a
place is the set of categories its observer marked it with, a gap being the empty set. Two sets differ as in
Krippendorff & Craggs (2016), The reliability of multi-valued coding of data, Communication Methods and Measures 10: by
1 - 2|A & B| / (|A| + |B|), which for sets of one category is 0 or 1. Everything is counted in integers and fractions.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from math import lcm
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias

from tui_reader.agreement.sections import pieces_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tui_reader.agreement.sections import Continuum, Section

Categories: TypeAlias = frozenset[str]
GAP: Categories = frozenset()
_MARKED: Categories = frozenset(("",))
_NONE = Fraction(0)


@dataclass(frozen=True)
class Pool:
    """Values given to places: how often, and how often unlike ones came together. Pools of several texts add up."""

    values: Mapping[Categories, Fraction] = field(default_factory=dict)
    """How many places have each value, over all observers."""
    unlike: Fraction = _NONE
    """The differences between what two observers gave the same place: summed over ordered pairs of observers, and
    divided by the number of observers less one, so that a place counts once for each of its values."""
    own: Fraction = _NONE
    """Ordered pairs of places that are not paired by chance, as one observer's same unit covers both."""

    def __add__(self, other: Pool) -> Pool:
        values = dict(self.values)
        for value, count in other.values.items():
            values[value] = values.get(value, _NONE) + count
        return Pool(values, self.unlike + other.unlike, self.own + other.own)

    @property
    def total(self) -> Fraction:
        """How many values were given."""
        return sum(self.values.values(), _NONE)

    def alpha(self) -> Fraction | None:
        """1 - observed / expected disagreement; None where chance could not bring unlike values together."""
        total, unlike = self.total, _unlike_by_chance(self.values)
        return 1 - self.unlike * (total * total - self.own) / (total * unlike) if unlike else None


@dataclass(frozen=True)
class CategoryTally:
    """What was counted of one category."""

    met: Fraction = _NONE
    """Places marked with it that another observer marked with anything."""
    agreed: Fraction = _NONE
    """Of these, those that the other marked with it too."""
    own: Fraction = _NONE
    """Ordered pairs of such places that one observer's same unit covers."""
    marked: int = 0
    """All places marked with it."""
    alone: Pool = Pool()
    """Where it was marked and where it was not."""

    def __add__(self, other: CategoryTally) -> CategoryTally:
        return CategoryTally(
            self.met + other.met,
            self.agreed + other.agreed,
            self.own + other.own,
            self.marked + other.marked,
            self.alone + other.alone,
        )


@dataclass(frozen=True)
class Tally:
    """All that is counted on a text. Tallies of several texts add up, as do those of parts that no section crosses."""

    everywhere: Pool = Pool()
    marked: Pool = Pool()
    """The same with two values: gap, and all else."""
    met: Pool = Pool()
    """Only where two observers marked something."""
    categories: Mapping[str, CategoryTally] = field(default_factory=dict)
    """In alphabetical order."""
    observers: int = 0
    """The most there were on one text."""

    @classmethod
    def of(cls, continuum: Continuum) -> Tally:
        """What is to be counted on one text. Raises ValueError where a section lies outside of it."""
        length, observers = continuum
        if len(observers) < 2:
            return cls(observers=len(observers))
        alone: dict[str, list[list[Section]]] = defaultdict(lambda: [[] for _ in observers])
        for number, sections in enumerate(observers):
            for section in sections:
                alone[section.category][number].append(section)
        counts = _Counts(length, observers)
        return cls(
            counts.everywhere(),
            counts.marked(),
            counts.met(),
            {name: counts.category(name, _Counts(length, alone[name]).marked()) for name in sorted(alone)},
            len(observers),
        )

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.everywhere + other.everywhere,
            self.marked + other.marked,
            self.met + other.met,
            {
                name: self._category(name) + other._category(name)
                for name in sorted({*self.categories, *other.categories})
            },
            max(self.observers, other.observers),
        )

    def _category(self, name: str) -> CategoryTally:
        """What was counted of a category. Where nobody marked anything with it all is gap, which counts too."""
        gaps = self.everywhere.total
        return self.categories.get(name) or CategoryTally(alone=Pool({GAP: gaps}, own=gaps))


@dataclass(slots=True)
class _Unit:
    """What one observer's same sections cover, in as many pieces as may be."""

    value: Categories
    places: int = 0
    met: int = 0
    """Its places, each as often as another observer marked it."""


class _Counts:
    """The stretches of a text, put together by what the observers gave them, and their units."""

    def __init__(self, length: int, observers: Sequence[Sequence[Section]]) -> None:
        self._others = len(observers) - 1
        self._together: Counter[tuple[Categories, ...]] = Counter()
        self._with: dict[str, Counter[int]] = defaultdict(Counter)
        units: dict[tuple[int, int], _Unit] = {}
        values, keys = [GAP] * len(observers), [0] * len(observers)
        depths: list[Counter[str]] = [Counter() for _ in observers]
        before = 0
        for place, observer, key, category, step in _ends(length, observers):
            if place > before:
                self._add(place - before, values, keys, units)
                before = place
            depths[observer][category] += step
            keys[observer] ^= key
            if depths[observer][category] == 0:
                values[observer] -= {category}
            elif category not in values[observer]:
                values[observer] |= {category}
        self._units = list(units.values())
        marked = sum(unit.places for unit in self._units)
        self._gaps = length * len(observers) - marked
        self._own = Fraction(sum(unit.places**2 for unit in self._units) + self._gaps)

    def _add(
        self, places: int, values: Sequence[Categories], keys: Sequence[int], units: dict[tuple[int, int], _Unit]
    ) -> None:
        if not any(values):
            return
        others = sum(map(bool, values)) - 1
        self._together[tuple(values)] += places
        for observer, value in enumerate(values):
            if value:
                of = observer, keys[observer]
                unit = units.get(of)
                if unit is None:
                    unit = units[of] = _Unit(value)
                unit.places += places
                unit.met += places * others

    def everywhere(self) -> Pool:
        """All values of all places. Pairs of places in a gap are kept apart only if they are one place."""
        values: Counter[Categories] = Counter({GAP: self._gaps})
        for unit in self._units:
            values[unit.value] += unit.places
        return Pool(_fractions(values), self._unlike(self._together), self._own)

    def marked(self) -> Pool:
        """The same, each value being gap or not."""
        unlike = 0
        for values, places in self._together.items():
            having = sum(map(bool, values))
            unlike += 2 * places * having * (len(values) - having)
        marked = sum(unit.places for unit in self._units)
        return Pool(_fractions({GAP: self._gaps, _MARKED: marked}), Fraction(unlike, self._others), self._own)

    def met(self) -> Pool:
        """What was marked by two, each value counting by how many of the others marked the place too."""
        values: Counter[Categories] = Counter()
        together: Counter[tuple[Categories, ...]] = Counter()
        for unit in self._units:
            values[unit.value] += unit.met
        for given, places in self._together.items():
            together[tuple(filter(None, given))] += places
        own = Fraction(sum(unit.met**2 for unit in self._units), self._others**2)
        return Pool(_fractions(values, self._others), self._unlike(together), own)

    def category(self, name: str, alone: Pool) -> CategoryTally:
        """What was counted of one category, `alone` being the pool of its own sections."""
        units = [unit for unit in self._units if name in unit.value]
        agreed = 0
        for values, places in self._together.items():
            having = sum(name in value for value in values)
            agreed += places * having * (having - 1)
        return CategoryTally(
            Fraction(sum(unit.met for unit in units), self._others),
            Fraction(agreed, self._others),
            Fraction(sum(unit.met**2 for unit in units), self._others**2),
            sum(unit.places for unit in units),
            alone,
        )

    def _unlike(self, together: Mapping[tuple[Categories, ...], int]) -> Fraction:
        by_size: Counter[int] = Counter()
        for values, places in together.items():
            for one, other in combinations(values, 2):
                if one != other:
                    by_size[len(one) + len(other)] += 2 * places * len(one ^ other)
        return sum((Fraction(count, size) for size, count in by_size.items()), _NONE) / self._others


def _ends(length: int, observers: Sequence[Sequence[Section]]) -> Iterator[tuple[int, int, int, str, int]]:
    """Where sections begin (1) and end (-1), in order: place, observer, key of the section, category, step.

    The keys of the sections that cover a place, put together by XOR, tell which sections these are: with 128 bits, two
    sets of sections have the same one by chance once in 10^38 times.
    """
    keys = random.Random(0)
    ends = []
    for observer, sections in enumerate(observers):
        for section in sections:
            key = keys.getrandbits(128)
            for start, end in pieces_of(section, length):
                ends.append((start, observer, key, section.category, 1))
                ends.append((end, observer, key, section.category, -1))
    return iter(sorted(ends, key=itemgetter(0)))


def _fractions(values: Mapping[Categories, int], of: int = 1) -> dict[Categories, Fraction]:
    return {value: Fraction(count, of) for value, count in values.items() if count}


def _unlike_by_chance(values: Mapping[Categories, Fraction]) -> Fraction:
    """The differences of all ordered pairs of values, each as often as it was given.

    Summed by category and by how many come together: where much overlaps there are far more sets than sizes of sets.
    """
    scale = lcm(*(places.denominator for places in values.values()))
    with_category: dict[str, Counter[int]] = defaultdict(Counter)
    for value, places in values.items():
        for category in value:
            with_category[category][len(value)] += int(places * scale)
    shared: Counter[int] = Counter()
    for sizes in with_category.values():
        for size, count in sizes.items():
            for other, others in sizes.items():
                shared[size + other] += 2 * count * others
    alike = sum((Fraction(count, size) for size, count in shared.items()), _NONE) / scale**2
    return sum(values.values(), _NONE) ** 2 - values.get(GAP, _NONE) ** 2 - alike
