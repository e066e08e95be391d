"""Words for what differs in a group: each thing once, each version with all who say it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hypothesis import given
from three_sets import ANNOTATORS, random_sides, side, three_sides, unit

from tui_reader.review.differing import differences, sentence
from tui_reader.review.groups import State
from tui_reader.review.matching import compare

if TYPE_CHECKING:
    from tui_reader.review.groups import Comparison
    from tui_reader.review.sides import Side


def told(comparison: Comparison, number: int) -> list[str]:
    """Sentences without the isolates around names."""
    names = [each.annotator for each in comparison.sides]
    found = (sentence(each, names) for each in differences(comparison, comparison.groups[number]))
    return [words.replace("\u2068", "").replace("\u2069", "") for words in found]


@given(random_sides(least=2))
def test_what_differs_is_told_and_nothing_else(sides: list[Side]) -> None:
    comparison = compare(sides)
    for group in comparison.groups:
        found = differences(comparison, group)
        assert {each.state for each in found} == group.differences
        for each in found:
            assert len(each.versions) > 1
            who = [number for version in each.versions for number in version.sides]
            everybody = each.state is State.MISSING
            assert sorted(who) == [n for n, there in enumerate(group.units) if there is not None or everybody]


def test_every_way_to_differ_has_its_words() -> None:
    comparison = compare(three_sides())
    lines = [line for group in comparison.groups for line in told(comparison, group.number)]
    a, b, c = ANNOTATORS
    assert f"Tag: Claim ({a}, {c}); Quote ({b})" in lines
    assert f"Tag: a highlight ({a}, {b}); Evidence ({c})" in lines
    assert f"verdict: unverified ({a}); refuted ({b}); – ({c})" in lines
    assert f"Annotation: marked ({a}, {b}); nothing ({c})" in lines
    assert any(f"support full ({a}); support partial ({b}); no link ({c})" in line for line in lines)
    assert any(re.fullmatch(rf"Boundaries: \d+–\d+, \d+–\d+ \({a}, {b}\); \d+–\d+ \({c}\)", line) for line in lines)


def test_answers_that_look_alike_are_told_apart() -> None:
    answers = ({"n": "1"}, {"n": 1})
    sides = [side(name, [unit(name, (0, 5), answers=each)]) for name, each in zip("ab", answers, strict=True)]
    assert told(compare(sides), 0) == ["n: 1 (a); 1 (b)"]
