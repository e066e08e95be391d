"""A page whose paragraphs are laid out in sections is walked like any other."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING
from unittest.mock import patch

from hypothesis import assume, given
from hypothesis import strategies as st
from readings import document_of
from strategies import hostile_text, prose

from tui_reader.session.page import Page
from tui_reader.session.window import Place, Window
from tui_reader.text import paragraphs, sections

if TYPE_CHECKING:
    from collections.abc import Iterator

texts = st.lists(st.one_of(prose, hostile_text), min_size=1, max_size=6).map(" ".join)
texts = texts.filter(lambda text: len(text) > 90)
widths = st.integers(2, 40)


@contextmanager
def in_sections() -> Iterator[None]:
    """Paragraphs of more than 90 code points are laid out in sections of 80."""
    with (
        patch.object(paragraphs, "LONG_PARAGRAPH", 90),
        patch.object(sections, "SECTION_LENGTH", 80),
        patch.object(sections, "ROWS_IN_SECTION", 2),
        patch.object(sections, "CLUSTER_REACH", 64),
    ):
        yield


def all_places(page: Page) -> list[Place]:
    places, block = [], page.first_block
    while block is not None:
        places += [Place(block, row) for row in range(page.row_count(block))]
        block = page.following(block)
    return places


@given(texts, widths)
def test_rows_follow_one_another_and_are_found_by_their_offsets(text: str, width: int) -> None:
    with in_sections():
        page = Page(document_of(text), width)
        places = all_places(page)
        assert places == sorted(set(places))
        assert places[-1].block == page.last_block
        spans = [page.line_span(place) for place in places]
        for before, after in pairwise(spans):
            assert before.end == after.start or page.document.paragraph_at(after.start).start == after.start
        for place, span in zip(places, spans, strict=True):
            if span.length:
                assert page.place_of(span.start) == place
                assert page.place_of(page.snapped(span.end - 1)) == place


@given(texts, widths)
def test_backwards_the_blocks_are_the_same(text: str, width: int) -> None:
    with in_sections():
        page = Page(document_of(text), width)
        forwards = list(dict.fromkeys(place.block for place in all_places(page)))
        backwards = [page.last_block]
        while (above := page.preceding(backwards[-1])) is not None:
            backwards.append(above)
        assert backwards[::-1] == forwards
        assert [page.nearest(block) for block in forwards] == forwards


@given(texts, widths, st.integers(1, 20), st.integers(-60, 60))
def test_moving_counts_rows(text: str, width: int, height: int, by: int) -> None:
    with in_sections():
        page = Page(document_of(text), width)
        places = all_places(page)
        window = Window(page)
        window.height = height
        for start, place in enumerate(places):
            assert window.moved(place, by) == places[min(max(start + by, 0), len(places) - 1)]


@given(texts, widths, st.data())
def test_snapping_and_stepping_work_over_the_edges_of_sections(text: str, width: int, data: st.DataObject) -> None:
    with in_sections():
        page = Page(document_of(text), width)
        offset = data.draw(st.integers(0, len(text)))
        snapped = page.snapped(offset)
        assert snapped <= offset
        assert page.snapped(snapped) == snapped
        for right in (True, False):
            after = page.step(snapped, right=right)
            assert page.snapped(after) == after
            if after != snapped and page.place_of(after) == page.place_of(snapped):
                assert page.step(after, right=not right) == snapped


@given(texts, widths)
def test_going_onward_reaches_the_end(text: str, width: int) -> None:
    assume("\n" not in text)
    with in_sections():
        page = Page(document_of(text), width)
        caret, seen = page.snapped(0), set()
        last = page.document.paragraph_at(page.document.end).end
        while caret != last:
            assert caret not in seen
            seen.add(caret)
            caret = page.step(caret, right=not page.is_rtl(caret))
