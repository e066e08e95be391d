"""Lines cut around a part of a paragraph."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from strategies import hostile_text, inline_text, prose

from tui_reader.text.excerpt import ELLIPSIS, around, both_ends, shortened
from tui_reader.text.span import Span


@given(st.one_of(prose, inline_text, hostile_text).filter(bool), st.integers(8, 100), st.data())
def test_the_line_holds_where_the_span_begins_and_says_where_it_was_cut(
    text: str, width: int, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    line, place = around(text, span, width)
    assert place.length == span.length
    assert line.right - line.left <= width
    assert any(cluster.start <= place.start < cluster.end for cluster in line.placed) or text[start].isspace()
    assert ELLIPSIS in line.text() or place == span


def test_a_short_paragraph_is_shown_as_it_is() -> None:
    line, place = around("قال الوزير إن", Span(4, 10), 40)
    assert place == Span(4, 10)
    assert ELLIPSIS not in line.text()


def test_a_long_one_begins_and_ends_between_words() -> None:
    text = "كلمة " * 50 + "هنا" + " كلمة" * 50
    line, place = around(text, Span(250, 253), 40)
    glyphs = {cluster.start: cluster.glyph for cluster in line.placed}
    assert glyphs[0] == ELLIPSIS
    assert glyphs[line.last_column] == ELLIPSIS
    assert sorted(glyphs)[1:3] == [1, 2], "no blank behind the ellipsis"
    assert place.start in glyphs
    assert place.length == 3


@given(st.one_of(prose, inline_text, hostile_text), st.integers(8, 100))
def test_of_a_long_text_the_ends_are_shown_and_it_fits(text: str, width: int) -> None:
    line = both_ends(text, width)
    assert line.right - line.left <= width
    assert ELLIPSIS in line.text() or line.text().split() == shortened(text, 10_000).text().split()


def test_texts_that_differ_at_their_ends_alone_are_told_from_each_other() -> None:
    shared = "قصد بالكلمات والعبارات التالية حيثما وردت في هذا القانون"
    one, other = (both_ends(f"{shared} {end}", 32).text().split() for end in ("المعاني", "المبينة"))
    assert one[1:] == other[1:]
    assert one[1] == ELLIPSIS
    assert one[0] != other[0], "the end of the text, on the left"
