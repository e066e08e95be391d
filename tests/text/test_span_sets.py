"""Sets of places as spans: what they hold is what sets of numbers hold."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from tui_reader.text.paragraphs import StringParagraphs
from tui_reader.text.span import Span
from tui_reader.text.span_sets import difference, shared_part, union

spans = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda ends: Span(min(ends), max(ends)))


def places(found: list[Span]) -> set[int]:
    return {place for span in found for place in range(*span)}


def stand_apart(found: list[Span]) -> bool:
    return all(a.end < b.start for a, b in itertools.pairwise(found)) and all(span.length > 0 for span in found)


@given(st.lists(spans, max_size=8))
def test_a_union_holds_what_any_of_them_holds(given_spans: list[Span]) -> None:
    found = union(given_spans)
    assert places(found) == places(given_spans)
    assert stand_apart(found)


@given(st.lists(spans, max_size=8), spans)
def test_a_difference_holds_what_is_not_taken(given_spans: list[Span], taken: Span) -> None:
    found = difference(given_spans, taken)
    assert places(found) == places(given_spans) - places([taken])
    assert stand_apart(found)


@given(st.text(" \n\tاب\u2029\r", max_size=12), spans)
def test_a_span_is_stripped_as_a_string_is(text: str, span: Span) -> None:
    words = text[slice(*span)]
    found = StringParagraphs(text).stripped(span)
    assert (None if found is None else text[slice(*found)]) == (words.strip() or None)
    assert found is None or span.start <= found.start < found.end <= span.end


@given(st.lists(spans, max_size=8), st.lists(spans, max_size=8))
def test_the_shared_part_is_that_of_the_places_in_both(some: list[Span], others: list[Span]) -> None:
    some, others = union(some), union(others)
    one, other = places(some), places(others)
    whole = len(one | other)
    assert shared_part(some, others) == shared_part(others, some) == (len(one & other) / whole if whole else 0.0)
