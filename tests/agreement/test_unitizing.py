"""Alpha for unitizing: the paper's example, its formulas worked out place by place, and what must not matter."""

from __future__ import annotations

from collections import Counter
from dataclasses import astuple
from fractions import Fraction
from itertools import pairwise, permutations, product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked import ALEX, LENGTH, PAUL, SUZAN, observers, partitions, section, shifted

from tui_reader.agreement.coincidences import Tally
from tui_reader.agreement.sections import Continuum, Section
from tui_reader.agreement.unitizing import UnitizingAlphas, alphas_of, unitizing_alphas
from tui_reader.agreement.value import Undefined

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui_reader.agreement.value import Value


def alphas(*marked: Sequence[Section], length: int = LENGTH) -> UnitizingAlphas:
    """The family over one text."""
    return unitizing_alphas([Continuum(length, marked)])


def figures(family: UnitizingAlphas) -> list[Value]:
    """All of them, one behind the other."""
    return [*astuple(family)[:4], *(value for each in family.categories.values() for value in astuple(each))]


# --- The example of the paper ---


def test_the_example_of_the_paper_has_its_published_values() -> None:
    family = alphas(ALEX, PAUL, SUZAN, length=60)
    assert family.overall == pytest.approx(0.510, abs=5e-4)
    assert family.binary == pytest.approx(0.413, abs=5e-4)
    assert family.coding == pytest.approx(0.724, abs=5e-4)
    coding = {name: each.coding for name, each in family.categories.items() if name != "7"}
    assert coding == {"1": 1, "2": 0, "3": 0, "4": 0, "5": 1, "6": 1}
    assert isinstance(family.categories["7"].coding, Undefined)
    assert family.categories["5"].coverage == pytest.approx(0.44, abs=5e-3)
    assert family.categories["7"].coverage == 0


# --- The definitions, worked out otherwise ---


def by_segments(length: int, marked: Sequence[Sequence[Section]]) -> dict[str, float | None]:
    """The equations of the paper over segments of a continuum, as it has them: for sections that do not overlap."""

    def segments(of: Sequence[Section]) -> list[tuple[int, int, str]]:
        found, end = [], 0
        for (span, *_), category in sorted(of):
            found += [(end, span.start, "")] * (span.start > end) + [(span.start, span.end, category)]
            end = span.end
        return found + [(end, length, "")] * (length > end)

    everybody = [segments(of) for of in marked]
    m, total = len(everybody), Fraction(length * len(everybody))
    observed: Counter[tuple[str, str]] = Counter()
    for one, other in permutations(everybody, 2):
        for (start, end, c), (begin, stop, k) in product(one, other):
            observed[c, k] += Fraction(max(0, min(end, stop) - max(start, begin)), m - 1)
    values = sorted({value for pair in observed for value in pair})
    sums = {c: sum(observed[c, k] for k in values) for c in values}
    own = {
        c: sum((end - start) ** (2 if c else 1) for of in everybody for start, end, value in of if value == c)
        for c in values
    }
    part = total / (total**2 - sum(own.values())) if total**2 > sum(own.values()) else None

    def ratio(unlike: Fraction, by_chance: Fraction) -> float | None:
        return float(1 - unlike / by_chance) if by_chance else None

    chance = {(c, k): part * (sums[c] * sums[k] - own[c] * (c == k)) for c in values for k in values} if part else {}
    marks = [value for value in values if value]
    met = {c: sum(observed[c, k] for k in marks) for c in marks}
    all_met = sum(met.values())
    own_met: Counter[str] = Counter()
    for number, of in enumerate(everybody):
        for start, end, c in of:
            if c:
                others = (each for each in everybody[:number] + everybody[number + 1 :])
                shared = (
                    max(0, min(end, stop) - max(start, begin)) for other in others for begin, stop, k in other if k
                )
                own_met[c] += Fraction(sum(shared), m - 1) ** 2
    rest = all_met**2 - own_met.total()
    chance_met = (
        {(c, k): all_met * (met[c] * met[k] - own_met[c] * (c == k)) / rest for c in marks for k in marks}
        if rest
        else {}
    )
    return {
        "overall": ratio(total - sum(observed[c, c] for c in values), total - sum(chance[c, c] for c in values))
        if chance
        else None,
        "binary": ratio(
            sums.get("", 0) - observed["", ""],
            sum(chance["", k] for k in values) - chance["", ""] if "" in values else 0,
        )
        if chance
        else None,
        "coding": ratio(all_met - sum(observed[c, c] for c in marks), all_met - sum(chance_met[c, c] for c in marks))
        if chance_met
        else None,
        **{
            c: ratio(
                (met[c] - observed[c, c]) / met[c],
                (sum(chance_met[c, k] for k in marks) - chance_met[c, c]) / sum(chance_met[c, k] for k in marks),
            )
            for c in marks
            if chance_met and met[c]
        },
    }


def defined(value: Value) -> float | None:
    """The number, where there is one."""
    return None if isinstance(value, Undefined) else value


@given(st.lists(partitions(), min_size=2, max_size=4))
def test_sections_that_do_not_overlap_have_the_paper_s_values(marked: list[list[Section]]) -> None:
    family, expected = alphas(*marked), by_segments(LENGTH, marked)
    found = {
        "overall": family.overall,
        "binary": family.binary,
        "coding": family.coding,
        **{name: each.coding for name, each in family.categories.items()},
    }
    for name, value in found.items():
        assert defined(value) == pytest.approx(expected.get(name), abs=1e-12), name


def by_places(length: int, marked: Sequence[Sequence[Section]]) -> tuple[float | None, float | None, float | None]:
    """Overall, binary and coding alpha by looking at every place and every pair of places."""

    def value(of: Sequence[Section], place: int) -> tuple[frozenset[str], frozenset[int]]:
        over = [n for n, each in enumerate(of) if any(span.contains(place) for span in each.spans)]
        return frozenset(of[n].category for n in over), frozenset(over)

    def unlike(one: frozenset[str], other: frozenset[str]) -> Fraction:
        return 1 - Fraction(2 * len(one & other), len(one) + len(other)) if one or other else Fraction(0)

    def alpha(
        weight: Callable[[int, int], Fraction], difference: Callable[[frozenset[str], frozenset[str]], Fraction]
    ) -> float | None:
        given = [
            (number, weight(number, place), *value(of, place), place)
            for number, of in enumerate(marked)
            for place in range(length)
        ]
        given = [each for each in given if each[1]]
        observed = Fraction(0)
        for place in range(length):
            for one, other in permutations([each for each in given if each[4] == place], 2):
                observed += difference(one[2], other[2]) / (len(marked) - 1)
        chance = pairs = Fraction(0)
        for one, other in product(given, given):
            is_own = one[0] == other[0] and (one[3] == other[3] if one[3] or other[3] else one[4] == other[4])
            if not is_own:
                pairs += one[1] * other[1]
                chance += one[1] * other[1] * difference(one[2], other[2])
        return float(1 - (observed / sum(each[1] for each in given)) / (chance / pairs)) if chance else None

    def met(number: int, place: int) -> Fraction:
        others = sum(bool(value(of, place)[0]) for n, of in enumerate(marked) if n != number)
        return Fraction(others, len(marked) - 1) if value(marked[number], place)[0] else Fraction(0)

    everywhere = lambda number, place: Fraction(1)  # noqa: E731
    return (
        alpha(everywhere, unlike),
        alpha(everywhere, lambda one, other: Fraction(bool(one) != bool(other))),
        alpha(met, unlike),
    )


small = st.lists(
    st.lists(
        st.builds(
            Section,
            st.lists(st.tuples(st.integers(0, 6), st.integers(0, 3)), max_size=2).map(
                lambda spans: section("", *(end for start, size in spans for end in (start, start + size))).spans
            ),
            st.sampled_from("AB"),
        ),
        max_size=3,
    ),
    min_size=2,
    max_size=3,
)


@given(small)
def test_overlap_is_what_counting_every_place_and_pair_gives(marked: list[list[Section]]) -> None:
    family = alphas(*marked, length=9)
    for found, expected in zip((family.overall, family.binary, family.coding), by_places(9, marked), strict=True):
        assert defined(found) == pytest.approx(expected, abs=1e-12)


# --- What matters and what does not ---


@given(observers, st.randoms(use_true_random=False))
def test_it_does_not_matter_who_is_named_first_nor_in_which_order_sections_come(marked, random) -> None:
    others = [random.sample(each, len(each)) for each in random.sample(marked, len(marked))]
    assert alphas(*marked) == alphas(*others)


@given(observers)
def test_who_marks_the_same_agrees_entirely(marked: list[list[Section]]) -> None:
    family = alphas(marked[0], marked[0], marked[0])
    assert {value for value in figures(family) if not isinstance(value, Undefined)} <= {1.0, family.coverage}


@given(observers)
def test_no_figure_is_above_one(marked: list[list[Section]]) -> None:
    assert all(value <= 1 for value in figures(alphas(*marked)) if not isinstance(value, Undefined))


@given(observers)
def test_a_section_marked_twice_by_one_observer_counts_once(marked: list[list[Section]]) -> None:
    twice = [[*marked[0], *marked[0]], *marked[1:]]
    assert alphas(*twice) == alphas(*marked)


@given(observers)
def test_sections_without_a_place_count_for_nothing_but_are_named(marked: list[list[Section]]) -> None:
    found = alphas([*marked[0], Section((), "nowhere"), section("point", 4, 4)], *marked[1:])
    assert (found.overall, found.binary, found.coding) == astuple(alphas(*marked))[:3]
    assert {"nowhere", "point"} <= set(found.categories)


@given(observers, observers)
def test_texts_are_pooled_as_one_text_behind_the_other(first, second) -> None:
    observers = max(len(first), len(second))
    first, second = ([*each, *[[]] * (observers - len(each))] for each in (first, second))
    in_one = [[*one, *shifted(other, LENGTH)] for one, other in zip(first, second, strict=True)]
    assert unitizing_alphas([Continuum(LENGTH, first), Continuum(LENGTH, second)]) == alphas(*in_one, length=2 * LENGTH)


@given(observers)
def test_what_was_counted_can_be_added_up_later(marked: list[list[Section]]) -> None:
    continuum = Continuum(LENGTH, marked)
    assert alphas_of([Tally.of(continuum)] * 3) == unitizing_alphas([continuum] * 3)


def test_a_text_that_only_one_observer_read_changes_nothing() -> None:
    both = Continuum(60, [ALEX, PAUL])
    assert unitizing_alphas([both, Continuum(60, [SUZAN])]) == unitizing_alphas([both])


def test_agreement_falls_as_sections_are_shifted() -> None:
    marked = [section("A", 10, 20), section("B", 40, 50), section("A", 45, 55, 60, 65)]
    found = [alphas(marked, shifted(marked, by), length=100) for by in range(6)]
    for figure in ("overall", "binary"):
        values = [getattr(family, figure) for family in found]
        assert values[0] == 1
        assert all(later < earlier for earlier, later in pairwise(values))
    marking = [family.categories["A"].marking for family in found]
    assert all(later < earlier for earlier, later in pairwise(marking))


def test_of_two_categories_on_a_place_sharing_one_is_half_of_agreeing() -> None:
    both = [section("A", 0, 10), section("B", 0, 10), section("C", 12, 14)]
    one, none = [section("A", 0, 10), section("C", 12, 14)], [section("D", 0, 10), section("C", 12, 14)]
    whole, half, nothing = (Tally.of(Continuum(20, [both, each])).everywhere.unlike for each in (both, one, none))
    assert (whole, half, nothing) == (0, 2 * 10 * Fraction(1, 3), 2 * 10)


def test_pieces_of_a_section_are_one_unit() -> None:
    in_pieces = alphas([section("A", 0, 3, 6, 9)], [section("A", 0, 9)], length=20)
    apart = alphas([section("A", 0, 3), section("A", 6, 9)], [section("A", 0, 9)], length=20)
    touching = alphas([section("A", 0, 3, 3, 9)], [section("A", 0, 9)], length=20)
    assert in_pieces.binary != apart.binary
    assert touching.binary == 1


def test_everything_may_lie_over_everything() -> None:
    nested = [section("AB"[n % 2], n, 400 - n) for n in range(200)]
    others = [section("AB"[n % 2], n, 400 - n) for n in range(0, 200, 2)]
    family = alphas(nested, others, length=400)
    assert all(isinstance(value, float) for value in (family.overall, family.coding))
    assert isinstance(family.binary, Undefined)


# --- Where there is no figure ---


def test_what_is_undefined_says_why() -> None:
    for family in (alphas(ALEX, length=60), unitizing_alphas([])):
        assert all(value == Undefined("there is only one annotator") for value in figures(family))
    nothing = alphas([], [Section((), "A")])
    assert nothing.overall == nothing.coverage == Undefined("nobody marked anything")
    everything = alphas([section("A", 0, LENGTH)], [section("A", 0, LENGTH)])
    assert everything.overall == Undefined("everybody marked all of the text with the same")
    assert everything.binary == Undefined("everybody marked all of the text")
    assert everything.coding == Undefined("all that two annotators marked was marked with the same")
    assert everything.categories["A"].coding == Undefined("all that two annotators marked was marked with it")
    apart = alphas([section("A", 0, 5)], [section("A", 6, 9), section("B", 9, 9)])
    assert apart.coding == Undefined("no two annotators marked the same text")
    assert apart.categories["A"].coding == Undefined("nobody else marked anything where it was marked")
    assert apart.categories["B"].marking == Undefined("no text was marked with it")
    assert apart.coverage == 0


def test_one_who_marks_nothing_disagrees_with_one_who_marks() -> None:
    family = alphas([section("A", 5, 9)], [], length=20)
    assert isinstance(family.overall, float)
    assert family.overall <= 0


@pytest.mark.parametrize("beyond", [section("A", 5, LENGTH + 1), section("A", -1, 3)])
def test_a_section_outside_of_the_text_is_refused(beyond: Section) -> None:
    with pytest.raises(ValueError, match="text of 30 code points"):
        alphas([beyond], [])
