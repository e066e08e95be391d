"""Kappa: how much more often labels agree than they would if everybody gave theirs at random, in the same shares.

Cohen's is for two annotators, each with shares of their own (J. Cohen, A Coefficient of Agreement for Nominal Scales,
Educational and Psychological Measurement 20, 1960). Light's is the mean of Cohen's over all pairs (R. J. Light,
Psychological Bulletin 76, 1971). Fleiss' is for any number with shares in common (J. L. Fleiss, Measuring Nominal Scale
Agreement among Many Raters, Psychological Bulletin 76, 1971).

All take a table that says how many items have got the same labels: a figure then costs as much as there are kinds of
items, however many there are of each. Sums are whole numbers until the last division, so no order of anything matters.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

from tui_reader.agreement.value import Undefined, Value, no_item, one_label
from tui_reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence


def cohen(table: Mapping[tuple[Hashable, Hashable], int]) -> Value:
    """Of two annotators: the label of the one and the label of the other, and how many items have these. -1 to 1."""
    items = sum(table.values())
    if not items:
        return no_item()
    first: Counter[Hashable] = Counter()
    second: Counter[Hashable] = Counter()
    for (one, other), count in table.items():
        first[one] += count
        second[other] += count
    by_chance = sum(count * second[label] for label, count in first.items())
    if by_chance == items * items:
        return one_label()
    same = sum(count for (one, other), count in table.items() if one == other)
    return (items * same - by_chance) / (items * items - by_chance)


def light(table: Mapping[tuple[tuple[int, Hashable], ...], int]) -> Value:
    """Of any number of annotators: the mean of Cohen's over all pairs that have labelled anything together.

    The table says how many items have these labels, each with the number of the annotator who gave it.
    """
    pairs: dict[tuple[int, int], Counter[tuple[Hashable, Hashable]]] = {}
    for labels, count in table.items():
        for (one, label), (other, other_label) in combinations(sorted(labels, key=_annotator), 2):
            pairs.setdefault((one, other), Counter())[label, other_label] += count
    if not any(sum(pair.values()) for pair in pairs.values()):
        return no_item()
    values = [cohen(pairs[pair]) for pair in sorted(pairs) if sum(pairs[pair].values())]
    numbers = [value for value in values if not isinstance(value, Undefined)]
    if len(numbers) < len(values):
        used = {label for labels, count in table.items() if count for _, label in labels}
        is_one = len(values) == 1 or len(used) == 1
        return one_label() if is_one else Undefined(tr("a pair of annotators has used only one label"))
    return sum(numbers) / len(numbers)


def fleiss(table: Mapping[Sequence[Hashable], int]) -> Value:
    """Of any number of annotators, who need not be the same for each item: all labels of an item, in any order, and
    how many items have these. Every item must have got as many labels. -1 to 1.
    """
    kinds = [(labels, count) for labels, count in table.items() if count]
    if not kinds:
        return Undefined(tr("nothing was labelled by all annotators"))
    each = len(kinds[0][0])
    if any(len(labels) != each for labels, _ in kinds):
        return Undefined(tr("not all were labelled by the same number of annotators"))
    if each < 2:
        return Undefined(tr("there is only one annotator"))
    totals: Counter[Hashable] = Counter()
    same = items = 0
    for labels, count in kinds:
        items += count
        for label, times in Counter(labels).items():
            totals[label] += times * count
            same += times * (times - 1) * count
    given = items * each
    by_chance = sum(total * total for total in totals.values())
    if len(totals) == 1:
        return one_label()
    # (same / (given * (each - 1)) - by_chance / given**2) / (1 - by_chance / given**2)
    return (same * given - by_chance * (each - 1)) / ((given * given - by_chance) * (each - 1))


def _annotator(label: tuple[int, Hashable]) -> int:
    return label[0]
