"""A search in slices, compared with one that looks at everything at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from readings import document_of

from tui_reader.session.searching import Search
from tui_reader.text.search import Query

if TYPE_CHECKING:
    from tui_reader.text.span import Span

LETTERS = "اأبى يق\nَـ"
texts = st.text(st.sampled_from(LETTERS), min_size=1, max_size=120)
needles = st.text(st.sampled_from("ابيَى"), min_size=1, max_size=2)
queries = st.builds(Query, needles, st.booleans())


def all_hits(text: str, query: Query) -> list[Span]:
    """Every hit, paragraph after paragraph."""
    hits, start = [], 0
    for paragraph in text.split("\n"):
        hits += [span.shifted(start) for span in query.find(paragraph)]
        start += len(paragraph) + 1
    return hits


def finished(text: str, query: Query, origin: int) -> Search:
    """A search that has seen everything, in the smallest slices."""
    search = Search(document_of(text), query, min(origin, len(text)))
    for _ in range(len(text) + 2):
        search.advance(0)
    assert search.done
    return search


@given(texts, queries, st.integers(0, 120), st.integers(0, 125))
def test_next_and_previous_are_the_nearest_and_go_round(text: str, query: Query, origin: int, offset: int) -> None:
    hits = all_hits(text, query)
    search = finished(text, query, origin)
    assert search.count == len(hits)
    behind = [hit for hit in hits if hit.start >= offset]
    before = [hit for hit in hits if hit.start < offset]
    assert search.next_from(offset) == next(iter([*behind, *hits]), None)
    assert search.previous_from(offset) == next(iter([*before[::-1], *hits[::-1]]), None)


@given(texts, queries, st.integers(0, 120))
def test_hits_are_numbered_in_the_order_of_the_text(text: str, query: Query, origin: int) -> None:
    search = finished(text, query, origin)
    assert search.number == 0
    for number, hit in enumerate(all_hits(text, query), 1):
        search.current = hit
        assert search.number == number


@given(texts, queries, st.integers(0, 120))
def test_what_has_been_seen_so_far_is_right_as_far_as_it_goes(text: str, query: Query, origin: int) -> None:
    search = Search(document_of(text), query, min(origin, len(text)))
    hits = set(all_hits(text, query))
    count = 0
    while not search.done:
        search.advance(0)
        assert count <= search.count <= len(hits)
        count = search.count
        assert search.next_from(origin) in hits | {None}
    assert count == len(hits)


def test_the_first_slice_begins_where_the_person_is() -> None:
    text = "باب\n" * 3000
    search = Search(document_of(text), Query("باب"), len(text) // 2)
    search.advance(0)
    assert not search.done
    found = search.next_from(len(text) // 2)
    assert found is not None
    assert found.start == len(text) // 2
