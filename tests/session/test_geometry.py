"""Sharing out the screen: no cell is given twice or to nobody, at any width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.session.geometry import LIBRARY_FROM, SIDEBAR_FROM, share, text_area
from tui_reader.text.layout import MIN_WIDTH

WIDTHS = st.integers(20, 400)
WISHES = st.sampled_from([None, True, False])


@given(WIDTHS, st.booleans(), WISHES, WISHES)
def test_panes_have_all_cells_between_them(
    width: int, several: bool, library: bool | None, sidebar: bool | None
) -> None:
    shares = share(width, several=several, library=library, sidebar=sidebar)
    if min(width, *(cells for cells in shares if cells)) > 1:
        assert sum(shares) == width
    assert all(cells >= 0 for cells in shares)
    assert library is None or bool(shares.library) == library
    assert sidebar is None or bool(shares.sidebar) == sidebar
    # The text gives way only where the screen is narrow and something was asked for.
    assert shares.text or (width < SIDEBAR_FROM and (library or sidebar))


@pytest.mark.parametrize(
    ("width", "several", "library", "sidebar"),
    [
        (SIDEBAR_FROM - 1, True, False, False),
        (SIDEBAR_FROM, True, False, True),
        (LIBRARY_FROM - 1, True, False, True),
        (LIBRARY_FROM, True, True, True),
        (LIBRARY_FROM, False, False, True),
    ],
)
def test_panes_come_by_themselves_where_there_is_room(width: int, several: bool, library: bool, sidebar: bool) -> None:
    shares = share(width, several=several)
    assert (bool(shares.library), bool(shares.sidebar)) == (library, sidebar)


@given(WIDTHS, st.integers(1, 10**7), st.integers(10, 300))
def test_a_row_is_text_margins_and_what_is_spare(row_width: int, paragraphs: int, measure: int) -> None:
    area = text_area(row_width, paragraphs, measure)
    assert MIN_WIDTH <= area.width <= measure
    assert area.margin == 0 or area.margin > len(str(paragraphs))
    assert area.spare + 2 * area.margin + 2 + area.width == row_width
    for align, begins_right, left, right in (
        ("start", False, 0, area.spare),
        ("start", True, area.spare, 0),
        ("centre", True, area.spare // 2, area.spare - area.spare // 2),
    ):
        at = area.left(align, begins_right=begins_right)
        assert at - area.margin - 1 == left
        assert row_width - at - area.width - area.margin - 1 == right
