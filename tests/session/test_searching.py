"""A search by stretches, compared with one that looks at everything at once."""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice

from hypothesis import given, settings
from hypothesis import strategies as st
from readings import document_of

from tui_reader.documents.matching import STRETCH
from tui_reader.session.searching import MOST_KEPT, Search
from tui_reader.text.search import Query, QueryKind
from tui_reader.text.span import Span

LETTERS = "اأبى يق\nَـ"
texts = st.text(st.sampled_from(LETTERS), min_size=1, max_size=120)
needles = st.text(st.sampled_from("ابيَى"), min_size=1, max_size=2)
queries = st.builds(Query, needles, st.sampled_from(QueryKind))


def all_hits(text: str, query: Query) -> list[Span]:
    """Every hit, paragraph after paragraph."""
    hits, start = [], 0
    for paragraph in text.split("\n"):
        hits += [span.shifted(start) for span in query.find(paragraph)]
        start += len(paragraph) + 1
    return hits


def search_for(text: str, query: Query, origin: int) -> Search:
    """A search that nobody has run yet."""
    return Search(document_of(text), query, min(origin, len(text)))


def finished(text: str, query: Query, origin: int) -> Search:
    """A search that has seen everything."""
    search = search_for(text, query, origin)
    for _ in search.run():
        assert not search.problem
    assert search.done
    return search


def next_from(search: Search, offset: int) -> Span | None:
    """The hit to which the steps forward lead."""
    return next(filter(None, search.look_forward(offset)), None)


def previous_from(search: Search, offset: int) -> Span | None:
    """The hit to which the steps back lead."""
    return next(filter(None, search.look_back(offset)), None)


@given(texts, queries, st.integers(0, 120), st.integers(0, 125))
def test_next_and_previous_are_the_nearest_and_go_round(text: str, query: Query, origin: int, offset: int) -> None:
    hits = all_hits(text, query)
    search = finished(text, query, origin)
    assert search.count == len(hits)
    behind = [hit for hit in hits if hit.start >= offset]
    before = [hit for hit in hits if hit.start < offset]
    assert next_from(search, offset) == next(iter([*behind, *hits]), None)
    assert previous_from(search, offset) == next(iter([*before[::-1], *hits[::-1]]), None)


@given(texts, queries, st.integers(0, 120))
def test_hits_are_numbered_in_the_order_of_the_text(text: str, query: Query, origin: int) -> None:
    search = finished(text, query, origin)
    assert search.number == 0
    for number, hit in enumerate(all_hits(text, query), 1):
        search.current = hit
        assert search.number == number


@given(texts, queries, st.integers(0, 120), st.integers(0, 125), st.integers(0, 8))
def test_next_and_previous_are_right_before_all_has_been_seen(
    text: str, query: Query, origin: int, offset: int, steps: int
) -> None:
    hits = all_hits(text, query)
    search = search_for(text, query, origin)
    for _ in islice(search.run(), steps):
        assert search.count <= len(hits)
    behind = [hit for hit in hits if hit.start >= offset]
    before = [hit for hit in hits if hit.start < offset]
    assert next_from(search, offset) == next(iter([*behind, *hits]), None)
    assert previous_from(search, offset) == next(iter([*before[::-1], *hits[::-1]]), None)


def test_the_first_hit_is_known_before_the_rest_has_been_seen() -> None:
    text = "باب\n" * 300_000
    search = search_for(text, Query("باب"), len(text) // 2)
    next(search.run())
    assert search.first == Span(len(text) // 2, len(text) // 2 + 3)
    assert search.running
    assert 0 < search.fraction < 0.9
    assert search.words == f"{search.count}… {int(100 * search.fraction)}%"


@given(st.lists(st.sampled_from(["قال", "قَالَ", "ﻻ", " ", "قـ"]), min_size=1, max_size=6), st.sampled_from(["", "\n"]))
@settings(max_examples=20)
def test_hits_on_the_border_of_two_stretches_are_found_once(words: list[str], newline: str) -> None:
    piece = "".join(words)
    text = (piece + newline) * (2 * STRETCH // len(piece) + 1)
    query = Query("قال")
    search = finished(text, query, len(text) // 3)
    hits = all_hits(text, query)
    assert search.count == len(hits)
    for border in range(STRETCH - 8, STRETCH + 8):
        behind = bisect_left(hits, border, key=lambda hit: hit.start)
        assert next_from(search, border) == next(iter([*hits[behind : behind + 1], *hits[:1]]), None)


def test_more_hits_than_are_kept_are_counted_and_gone_to() -> None:
    hits = MOST_KEPT + 200_000
    text = "من\n" * hits
    search = finished(text, Query("من"), 0)
    assert search.count == hits
    assert sum(len(seen.kept.starts) for seen in (*search._after, *search._before) if seen.kept) <= MOST_KEPT
    for number in (1, MOST_KEPT, MOST_KEPT + 100_001, hits):
        search.current = next_from(search, 3 * (number - 1))
        assert search.current == Span(3 * (number - 1), 3 * (number - 1) + 2)
        assert search.words == f"{number} of {hits}"
        assert previous_from(search, search.current.start) == Span(*(3 * ((number - 2) % hits) + by for by in (0, 2)))


def test_a_cancelled_search_ends_at_once() -> None:
    search = search_for("قال\n" * 300_000, Query("قال"), 0)
    steps = search.run()
    next(steps)
    search.cancel()
    assert list(steps) == []
    assert not search.running
    assert not search.done


def test_an_expression_that_takes_too_long_ends_the_search_and_is_no_hit() -> None:
    text = "ابب\n" + "ا" * 400 + "ج"
    search = search_for(text, Query("(ا|اا)+ب", QueryKind.REGEX), 0)
    assert list(search.run())
    assert "too long" in search.words
    assert not search.running
    document = document_of(text)
    first, second = document.paragraph_at(0), document.paragraph_at(4)
    assert search.hits_in(first, Span(0, 3)) == [Span(0, 2)]
    assert search.hits_in(second, Span(4, 405)) == []
    assert search.hits_in(first, Span(0, 3)) == [], "nothing that is painted is waited for again"
