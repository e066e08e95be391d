"""The guard in front of the terminal: nothing a terminal obeys passes, and no row changes its width."""

from __future__ import annotations

from unicodedata import category

import pytest
from hostile import HOSTILE, OBEYED, one_line
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import ControlType, Segment
from rich.style import Style
from sent import foreign_text
from strategies import hostile_text
from textual.color import Color
from textual.widgets import Button, DataTable, Input, Label, OptionList, Static, TextArea, Tree

from tui_reader.ui.guard import ControlGuard

BLACK = Color(0, 0, 0)
anything = st.one_of(hostile_text, st.sampled_from(list(HOSTILE.values())), st.text(st.characters(), max_size=30))


def guarded(segments: list[Segment]) -> list[Segment]:
    """What is left of some segments."""
    return ControlGuard().apply(segments, BLACK)


@given(st.lists(anything, max_size=6))
def test_nothing_that_is_obeyed_passes_and_every_segment_stays_as_wide(texts: list[str]) -> None:
    segments = [Segment(text, Style(bold=bool(number % 2))) for number, text in enumerate(texts)]
    passed = guarded(segments)
    assert [cell_len(text) for text, _, _ in passed] == [cell_len(text) for text, _, _ in segments]
    assert [style for _, style, _ in passed] == [style for _, style, _ in segments]
    for text, _, _ in passed:
        assert not [sign for sign in text if category(sign) in ("Cc", "Cs", "Zl", "Zp") or sign == "\u200d"]
        text.encode()


@pytest.mark.parametrize("name", OBEYED)
def test_what_a_terminal_would_do_something_with_is_shown_instead(name: str) -> None:
    [segment] = guarded([Segment(OBEYED[name])])
    assert not [sign for sign in foreign_text(segment.text.encode()) if sign != repr("\u200c")]


def test_links_and_control_segments_are_taken_out() -> None:
    link = Style(bold=True, link="http://pwned.example/\x1b\\")
    passed = guarded([Segment("a", link), Segment("\x1b]0;pwned\x07", None, [(ControlType.BELL,)]), Segment("b")])
    assert [text for text, _, _ in passed] == ["a", "b"]
    assert passed[0].style == Style(bold=True)
    assert "pwned" not in "".join(style.render(text) if style else text for text, style, _ in passed)


def test_harmless_rows_are_not_even_copied() -> None:
    row = [Segment("قال ", Style(bold=True)), Segment("abc ﻝﺎﻗ ▏ ّ")]
    assert guarded(row) is row


async def test_the_guard_comes_last(reader) -> None:
    """Whatever another filter makes of a row, the guard sees it."""
    async with reader() as hands:
        assert isinstance(hands.app.get_line_filters()[-1], ControlGuard)


@pytest.mark.parametrize(
    "widget",
    [
        lambda text: Static(text, markup=False),
        lambda text: Label(text, markup=False),
        lambda text: Input(text, placeholder=text),
        lambda text: TextArea(text),
        lambda text: OptionList(text, markup=False),
        lambda text: Button(text.replace("[", "(")),
        lambda text: Tree(text.replace("[", "(")),
        lambda text: DataTable(),
    ],
    ids=["static", "label", "input", "area", "options", "button", "tree", "table"],
)
async def test_whichever_widget_is_on_the_screen_its_rows_are_guarded(reader, widget) -> None:
    async with reader() as hands:
        shown = widget(one_line())
        shown.styles.layer = "_toastrack"
        shown.styles.width, shown.styles.height = 60, 8
        await hands.app.screen.mount(shown)
        if isinstance(shown, DataTable):
            shown.add_column(one_line().replace("[", "("))
            shown.add_row(one_line().replace("[", "("))
        shown.border_title = one_line().replace("[", "(")
        shown.styles.border = ("round", "red")
        await hands.pilot.pause()
        rows = ["".join(text for text, _, _ in strip) for strip in hands.app.screen._compositor.render_strips()]
        assert any("pwned" in row or "31;5m" in row for row in rows)
        assert all(row.isprintable() for row in rows)
        assert {cell_len(row) for row in rows} == {hands.app.size.width}
