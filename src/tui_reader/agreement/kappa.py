"""Kappa: how much more often labels agree than they would if everybody gave theirs at random, in the same shares.

Cohen's is for two annotators, each with shares of their own (J. Cohen, A Coefficient of Agreement for Nominal Scales,
Educational and Psychological Measurement 20, 1960). Light's is the mean of Cohen's over all pairs (R. J. Light,
Psychological Bulletin 76, 1971). Fleiss' is for any number with shares in common (J. L. Fleiss, Measuring Nominal Scale
Agreement among Many Raters, Psychological Bulletin 76, 1971).

All are measures of a table that says how many items have got the same labels: a figure then costs as much as there are
kinds of items, however many there are of each. Sums are whole numbers until the last division, so no order of anything
matters.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING, Any, TypeAlias

from tui_reader.agreement.measure import Measure, squares_over
from tui_reader.agreement.value import Undefined, Value, no_item, one_label
from tui_reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from tui_reader.agreement.measure import Counts, Figure

_Labelled: TypeAlias = tuple[tuple[int, Any], ...]


def _cohen_over(kinds: Sequence[tuple[Hashable, Hashable]]) -> Figure:
    return _light_over([((0, one), (1, other)) for one, other in kinds])


def _light_over(kinds: Sequence[_Labelled]) -> Figure:
    cells: dict[tuple[int, int], dict[tuple[Hashable, Hashable], list[int]]] = {}
    for kind, labels in enumerate(kinds):
        for (one, label), (other, other_label) in combinations(sorted(labels, key=_annotator), 2):
            cells.setdefault((one, other), {}).setdefault((label, other_label), []).append(kind)
    pairs = [_pair_over(cells[pair], len(kinds)) for pair in sorted(cells)]

    def figure(counts: Counts) -> Value:
        found = [value for pair in pairs if (value := pair(counts)) is not None]
        if not found:
            return no_item()
        numbers = [value for value in found if not isinstance(value, Undefined)]
        if len(numbers) < len(found):
            used = {label for kind in counts for _, label in kinds[kind]}
            is_one = len(found) == 1 or len(used) == 1
            return one_label() if is_one else Undefined(tr("a pair of annotators has used only one label"))
        return sum(numbers) / len(numbers)

    return figure


def _pair_over(cells: dict[tuple[Hashable, Hashable], list[int]], kinds: int) -> Callable[[Counts], Value | None]:
    """Cohen's kappa of two annotators, by the kinds of items that have each pair of labels; None of no items.

    Of a label that only one pair of labels has it is known at once how often both give it by chance.
    """
    pairs_with = Counter(label for pair in cells for label in {*pair})
    numbers: dict[Any, int] = {}
    cell_of = [-1] * kinds
    shared, is_same, is_alone = [], [], []
    for cell, ((one, other), of) in enumerate(cells.items()):
        for kind in of:
            cell_of[kind] = cell
        is_same.append(one == other)
        is_alone.append(one == other and pairs_with[one] == 1)
        shared.append(
            [numbers.setdefault(label, len(numbers)) if pairs_with[label] > 1 else -1 for label in (one, other)]
        )

    def figure(counts: Counts) -> Value | None:
        # The last of each is for labels that need no tally.
        first, second = [0] * (len(numbers) + 1), [0] * (len(numbers) + 1)
        alone = [0] * len(is_same)
        items = same = 0
        for kind, count in counts.items():
            cell = cell_of[kind]
            if cell < 0:
                continue
            items += count
            if is_same[cell]:
                same += count
                if is_alone[cell]:
                    alone[cell] += count
                    continue
            one, other = shared[cell]
            first[one] += count
            second[other] += count
        if not items:
            return None
        first[-1] = 0
        by_chance = sum(map(int.__mul__, first, second)) + sum(map(int.__mul__, alone, alone))
        if by_chance == items * items:
            return one_label()
        return (items * same - by_chance) / (items * items - by_chance)

    return figure


def _fleiss_over(kinds: Sequence[Sequence[Hashable]]) -> Figure:
    squares = squares_over(kinds)
    pairs = [sum(times * (times - 1) for times in Counter(labels).values()) for labels in kinds]
    sizes = list(map(len, kinds))

    def figure(counts: Counts) -> Value:
        if not counts:
            return Undefined(tr("nothing was labelled by all annotators"))
        each = sizes[next(iter(counts))]
        if any(sizes[kind] != each for kind in counts):
            return Undefined(tr("not all were labelled by the same number of annotators"))
        if each < 2:
            return Undefined(tr("there is only one annotator"))
        given = sum(counts.values()) * each
        by_chance = squares(counts)
        if by_chance == given * given:
            return one_label()
        same = sum([pairs[kind] * count for kind, count in counts.items()])
        # (same / (given * (each - 1)) - by_chance / given**2) / (1 - by_chance / given**2)
        return (same * given - by_chance * (each - 1)) / ((given * given - by_chance) * (each - 1))

    return figure


cohen: Measure[tuple[Hashable, Hashable]] = Measure(_cohen_over)
"""Of two annotators: the label of the one and the label of the other, and how many items have these. -1 to 1."""
light: Measure[_Labelled] = Measure(_light_over)
"""Of any number of annotators: the mean of Cohen's over all pairs that have labelled anything together.

The table says how many items have these labels, each with the number of the annotator who gave it.
"""
fleiss: Measure[Sequence[Hashable]] = Measure(_fleiss_over)
"""Of any number of annotators, who need not be the same for each item: all labels of an item, in any order, and how
many items have these. Every item must have got as many labels. -1 to 1.
"""


def _annotator(label: tuple[int, Hashable]) -> int:
    return label[0]
