"""The window over rows in blocks, compared with a slice of all rows in one list."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from tui_reader.session.window import ListRows, Place, Window


@dataclass
class Counted(ListRows):
    """Rows that are nothing but their number."""

    counts: list[int]

    @property
    def block_count(self) -> int:
        return len(self.counts)

    def row_count(self, block: int) -> int:
        return self.counts[block]

    @property
    def all_places(self) -> list[Place]:
        return [Place(block, row) for block, count in enumerate(self.counts) for row in range(count)]


contents = st.lists(st.integers(1, 6), min_size=1, max_size=12).map(Counted)
heights = st.integers(1, 30)
steps = st.integers(-90, 90)


def window(rows: Counted, height: int, top: int = 0) -> Window:
    """A window of some height, scrolled by some rows from the beginning."""
    found = Window(rows)
    found.height = height
    found.scroll(top)
    return found


@given(contents, heights, st.integers(0, 80))
def test_the_places_are_a_slice_of_all_rows_and_fill_the_window(rows: Counted, height: int, top: int) -> None:
    shown = list(window(rows, height, top).places())
    everything = rows.all_places
    first = everything.index(shown[0])
    assert shown == everything[first : first + len(shown)]
    assert len(shown) == min(height, len(everything))


@given(contents, heights, st.integers(0, 80), steps)
def test_moving_counts_rows_and_stops_at_the_ends(rows: Counted, height: int, start: int, by: int) -> None:
    everything = rows.all_places
    start = min(start, len(everything) - 1)
    expected = everything[min(max(start + by, 0), len(everything) - 1)]
    assert window(rows, height).moved(everything[start], by) == expected


@given(contents, heights, st.integers(0, 80), steps)
def test_scrolling_and_scrolling_back_is_identity_where_no_end_was_met(
    rows: Counted, height: int, top: int, by: int
) -> None:
    moving = window(rows, height, top)
    everything = rows.all_places
    before = everything.index(moving.top)
    moved = moving.scroll(by)
    after = everything.index(moving.top)
    assert moved == (after != before)
    assert after == min(max(before + by, 0), max(0, len(everything) - height))
    if after - before == by:
        moving.scroll(-by)
        assert everything.index(moving.top) == before


@given(contents, heights, st.integers(0, 80))
def test_what_is_likely_next_is_the_window_below_and_the_window_above(rows: Counted, height: int, top: int) -> None:
    looking = window(rows, height, top)
    everything = rows.all_places
    first = everything.index(looking.top)
    above, below = max(0, first - height), min(first + height, len(everything) - 1)
    expected = everything[below : below + height] + everything[above : above + height]
    assert list(looking.next_places()) == expected


@given(contents, heights, st.integers(0, 80), st.integers(0, 80), st.integers(0, 5))
def test_showing_a_row_scrolls_no_further_than_it_must(
    rows: Counted, height: int, top: int, wanted: int, margin: int
) -> None:
    showing = window(rows, height, top)
    everything = rows.all_places
    before = everything.index(showing.top)
    place = everything[min(wanted, len(everything) - 1)]
    showing.show(place, margin)
    after = everything.index(showing.top)
    assert showing.contains(place)
    assert place in list(showing.places())
    # No window nearer to the old one has the row with its margin, as far as the ends allow one.
    margin = min(margin, (height - 1) // 2)
    number, last_top = everything.index(place), max(0, len(everything) - height)
    fits = [
        top
        for top in range(last_top + 1)
        if max(0, number - margin) >= top and min(len(everything) - 1, number + margin) < top + height
    ]
    assert abs(after - before) == min(abs(top - before) for top in fits)


@given(contents, heights, st.integers(0, 80))
def test_the_middle_is_the_middle_unless_an_end_is_near(rows: Counted, height: int, wanted: int) -> None:
    centred = window(rows, height)
    everything = rows.all_places
    number = min(wanted, len(everything) - 1)
    centred.centre(everything[number])
    top = everything.index(centred.top)
    assert top == min(max(0, number - height // 2), max(0, len(everything) - height))


@given(contents, heights)
def test_it_knows_its_last_row_without_looking_at_the_others(rows: Counted, height: int) -> None:
    assert window(rows, height).last_place == rows.all_places[-1]


def test_a_window_on_nothing_shows_nothing() -> None:
    empty = window(Counted([]), 10)
    assert list(empty.places()) == []
    assert not empty.scroll(5)
    assert empty.moved(Place(0, 0), 3) == Place(0, 0)


def test_a_place_that_is_no_longer_there_becomes_one_that_is() -> None:
    shrunk = Counted([4, 4, 4])
    looking = window(shrunk, 3, 9)
    shrunk.counts[1:] = []
    assert all(place in shrunk.all_places for place in looking.places())
    looking.scroll_to(looking.top)
    assert list(looking.places()) == [Place(0, 1), Place(0, 2), Place(0, 3)]
