"""Stretches: where what lies on the text, compared character by character."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from tui_reader.session.decorations import Decoration, Layer, stretches
from tui_reader.text.span import Span

spans = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda ends: Span(min(ends), max(ends)))
decorations = st.lists(
    st.builds(
        Decoration,
        spans,
        st.sampled_from(Layer),
        st.sampled_from(["", "Claim", "Quote"]),
        st.integers(0, 3),
    ),
    max_size=8,
)


@given(decorations, spans)
def test_each_character_is_in_the_one_stretch_with_all_that_lies_on_it(placed: list[Decoration], within: Span) -> None:
    found = list(stretches(placed, within))
    for offset in range(within.start, within.end):
        lying_here = [d for d in placed if d.span.contains(offset)]
        holding = [stretch for stretch in found if stretch.span.contains(offset)]
        assert len(holding) == (1 if lying_here else 0)
        if holding:
            assert sorted(holding[0].decorations) == sorted(lying_here)


@given(decorations, spans)
def test_stretches_are_in_order_and_inside(placed: list[Decoration], within: Span) -> None:
    found = [stretch.span for stretch in stretches(placed, within)]
    assert found == sorted(found)
    assert all(span.length > 0 and within.start <= span.start and span.end <= within.end for span in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))


@given(decorations, spans)
def test_what_is_painted_last_is_the_most_important_and_then_the_innermost(
    placed: list[Decoration], within: Span
) -> None:
    for stretch in stretches(placed, within):
        keys = [(d.priority, -d.span.length) for d in stretch.decorations]
        assert keys == sorted(keys)
