"""Sections for tests: written down shortly, drawn at random, and the example of the paper on unitizing."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from tui_reader.agreement.sections import Section
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

LENGTH = 30
"""Of the texts that are drawn."""


def section(category: str, *ends: int) -> Section:
    """`section("A", 0, 3, 5, 9)` lies from 0 to 3 and from 5 to 9."""
    return Section(tuple(map(Span, ends[::2], ends[1::2])), category)


ALEX = [
    section("1", 2, 9),
    section("2", 11, 17),
    section("5", 24, 30),
    section("6", 32, 36),
    section("6", 36, 44),
    section("7", 44, 60),
]
PAUL = [section("1", 2, 9), section("3", 11, 17), section("5", 19, 25), section("6", 32, 44)]
SUZAN = [
    section("1", 2, 9),
    section("4", 11, 17),
    section("5", 21, 27),
    section("6", 32, 36),
    section("6", 36, 40),
    section("6", 40, 44),
]
"""Three observers of a continuum of 60, as Krippendorff, Mathet, Bouvry & Widlöcher (2016) draw them."""

spans = st.tuples(st.integers(0, LENGTH), st.integers(0, LENGTH)).map(lambda ends: Span(min(ends), max(ends)))
sections = st.builds(Section, st.lists(spans, max_size=3).map(tuple), st.sampled_from(("A", "B", "C")))
"""In any way: overlapping, in pieces, empty, without a place."""
observers = st.lists(st.lists(sections, max_size=4), min_size=2, max_size=4)


@st.composite
def partitions(draw: st.DrawFn) -> list[Section]:
    """What one observer marked without overlap, each section in one piece: what the paper speaks of."""
    cuts = draw(st.lists(st.integers(0, LENGTH), max_size=8, unique=True).map(sorted))
    values = draw(st.lists(st.sampled_from(("", "A", "B", "C")), min_size=len(cuts), max_size=len(cuts)))
    return [section(value, *ends) for value, ends in zip(values, pairwise(cuts), strict=False) if value]


def shifted(marked: Sequence[Section], by: int) -> list[Section]:
    """The same sections, `by` further on."""
    return [Section(tuple(span.shifted(by) for span in each.spans), each.category) for each in marked]
