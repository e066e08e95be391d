"""Concordance rows: whole rows of cells, each part ordered as its paragraph orders it, passages in a column."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from oracles import FriBidi, visual_row
from rich.cells import cell_len
from strategies import displays, hostile_text, prose, real_paragraphs

from tui_reader.text import contexts
from tui_reader.text.bidi import Direction, base_level, paragraph_levels
from tui_reader.text.contexts import AROUND, ELLIPSIS, Context, Contexts
from tui_reader.text.kwic import GAP, MIN_WIDTH, POINT, concordance_row
from tui_reader.text.paragraphs import LONG_PARAGRAPH, StringParagraphs
from tui_reader.text.sanitise import printable
from tui_reader.text.span import Span

CLAIM = "قال الوزير إن الأسعار ارتفعت بنسبة 12% خلال عام.[9][10]"
widths = st.integers(MIN_WIDTH, 140)
few = settings(max_examples=50)


def context_of(text: str, *quotes: str) -> Context:
    """The context of the first places where some words stand."""
    return Contexts(StringParagraphs(text)).of([Span(text.index(q), text.index(q) + len(q)) for q in quotes])


def shown(context: Context, width: int) -> tuple[str, str, str]:
    """The parts of a row from left to right, without the blanks."""
    left, hit, right = (text for text, _ in concordance_row(context, width).pieces())
    return left.strip(), hit, right.strip()


@st.composite
def passages(draw: st.DrawFn, texts: st.SearchStrategy[str] = prose) -> tuple[str, Span]:
    """A paragraph and a stretch of it, perhaps empty."""
    text = draw(texts)
    ends = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    return text, Span(*ends)


@few
@given(passages(st.one_of(prose, hostile_text)), widths, displays)
def test_a_row_is_as_wide_as_asked_and_its_passages_stand_in_a_column(
    passage: tuple[str, Span], width: int, display: object
) -> None:
    text, span = passage
    row = concordance_row(Contexts(StringParagraphs(text)).of([span]), width, display)  # type: ignore[arg-type]
    pieces = [piece for piece, _ in row.pieces()]
    assert sum(map(cell_len, pieces)) == width
    assert [is_hit for _, is_hit in row.pieces()] == [False, True, False]
    start, end = cell_len(pieces[0]), cell_len(pieces[0] + pieces[1])
    before_room = width * 2 // 5
    assert start == before_room if not row.is_rtl else end == width - before_room
    assert pieces[0].endswith(" " * GAP) and pieces[2].startswith(" " * GAP)


@few
@given(passages(st.one_of(prose, hostile_text)), widths)
def test_nothing_in_a_row_is_obeyed_by_a_terminal(passage: tuple[str, Span], width: int) -> None:
    text, span = passage
    row = concordance_row(Contexts(StringParagraphs(text)).of([span]), width)
    assert all(printable(piece) == piece for piece, _ in row.pieces())


@few
@given(st.one_of(passages(), passages(st.sampled_from(real_paragraphs()))), st.integers(20, 140))
def test_each_part_is_in_the_order_that_its_paragraph_gives_it(passage: tuple[str, Span], width: int) -> None:
    fribidi = FriBidi.load()
    if fribidi is None:
        pytest.skip("libfribidi is not installed")
    text, span = passage
    assume(span.length and not text[span.start : span.end].isspace() and "\u200d" not in text)
    context = Contexts(StringParagraphs(text)).of([span])
    row = concordance_row(context, width)
    first = span.start - len(context.before)
    base = base_level(text)
    assert row.is_rtl == bool(base)
    is_whole = row.hit.end - row.hit.start >= span.length
    for line in (row.before, row.hit, row.after) if is_whole else (row.before,):
        expected = visual_row(text, base, first + line.start, first + line.end, fribidi)
        # FriBidi is not told that a blank at the end of a passage is shown too.
        assert "".join(line.glyphs).strip(" ") == expected.strip(" ")


@few
@given(passages(st.sampled_from(real_paragraphs())), st.integers(20, 140))
def test_contexts_are_cut_at_the_edges_of_words_and_as_late_as_can_be(passage: tuple[str, Span], width: int) -> None:
    text, span = passage
    assume(span.length)
    context = Contexts(StringParagraphs(text)).of([span])
    row = concordance_row(context, width)
    around = concordance_row(context, 10_000)
    for near, whole in ((row.before, around.before), (row.after, around.after)):
        assert near.width <= whole.width
    if row.before.width:
        begins = row.before.start
        kept = "".join(row.before.glyphs)
        assert begins == 0 or context.text[begins - 1].isspace() or " " not in kept.strip()
    # Another word would not fit where something was left out.
    room = width * 2 // 5 - GAP
    left_out = around.before.width - row.before.width
    if left_out:
        word = context.before[: row.before.start].rstrip().rpartition(" ")[2]
        assert row.before.width + cell_len(word) + 1 > room or not row.before.width


@few
@given(passages(st.one_of(prose, hostile_text)))
def test_a_context_is_the_paragraph_with_the_levels_it_has_there(passage: tuple[str, Span]) -> None:
    text, span = passage
    paragraph = StringParagraphs(text).paragraph_at(0)
    assume(paragraph.length == len(text) and span.length <= 2 * AROUND)
    context = Contexts(StringParagraphs(text)).of([span])
    first = span.start - len(context.before)
    blanks = re.compile("[\t\v\f\u2028]")
    assert context.text == blanks.sub(" ", text[first : first + len(context.text)])
    assert context.levels == paragraph_levels(text, base_level(text))[first : first + len(context.text)]
    assert context.passage == blanks.sub(" ", text[span.start : span.end])


def test_what_precedes_is_where_reading_begins() -> None:
    assert shown(context_of("The minister said prices rose.", "said"), 60) == ("The minister", "said", "prices rose.")
    after, hit, before = shown(context_of("قال الوزير إن الأسعار ارتفعت", "إن"), 60)
    assert hit == "ﻥﺇ"
    assert before.startswith("ﺮﻳﺯﻮﻟﺍ") and before.endswith("ﻝﺎﻗ")
    assert after.endswith("ﺭﺎﻌﺳﻷﺍ") and after.startswith("ﺖﻌﻔﺗﺭﺍ")


def test_a_piece_cut_out_runs_as_its_paragraph_does() -> None:
    """Nothing is near that would tell the direction: digits and a name in Latin letters, in an Arabic paragraph."""
    text = "قال الوزير " + "x " * 120 + "NATO (12%) then" + " y" * 120
    context = context_of(text, "(12%)")
    assert "ا" not in context.text and context.base_level == 1
    row = concordance_row(context, 60)
    assert row.is_rtl and "".join(row.before.glyphs).endswith("NATO")


def test_a_long_passage_loses_its_middle() -> None:
    words = [f"w{number:02}" for number in range(40)]
    context = context_of("before " + " ".join(words) + " behind", " ".join(words))
    assert shown(context, 90)[1] == "w00 w01 w02 w03…w37 w38 w39"


def test_a_passage_of_any_length_is_kept_short() -> None:
    text = "a" * 300 + " " + "كلمة " * 100_000 + "نهاية\nجديد"
    context = Contexts(StringParagraphs(text)).of([Span(301, text.index("\n"))])
    assert len(context.text) < 1000
    assert ELLIPSIS in context.passage and context.passage.endswith("نهاية")


def test_fragments_stand_one_behind_the_other() -> None:
    context = context_of("«نعم»، قال الوزير، «سنفعل».", "نعم", "سنفعل")
    assert context.passage == "نعم … سنفعل"
    assert (context.before, context.after) == ("«", "».")


def test_a_passage_over_paragraphs_of_two_directions_reads_on() -> None:
    text = "قال الوزير:\nThe prices rose."
    context = Contexts(StringParagraphs(text)).of([Span(4, len(text) - 1)])
    after, hit, before = shown(context, 90)
    assert hit == "The prices rose :ﺮﻳﺯﻮﻟﺍ"
    assert (after, before) == (".", "ﻝﺎﻗ")


def test_a_point_in_the_text_is_seen() -> None:
    context = Contexts(StringParagraphs("قال الوزير")).of([Span(4, 4)])
    assert shown(context, 40) == ("ﺮﻳﺯﻮﻟﺍ", POINT, "ﻝﺎﻗ")


@pytest.mark.parametrize("direction", [Direction.RTL, Direction.LTR])
def test_the_direction_that_was_chosen_holds(direction: Direction) -> None:
    context = Contexts(StringParagraphs("a b c"), direction).of([Span(2, 3)])
    assert concordance_row(context, 40).is_rtl is (direction is Direction.RTL)


def test_a_paragraph_too_long_to_be_looked_at_whole_gives_the_same() -> None:
    sentence = CLAIM + " ثم said Aliyev (2020). "
    text = sentence * (LONG_PARAGRAPH // len(sentence) + 40)
    start = text.index("Aliyev", LONG_PARAGRAPH - 500)
    context = Contexts(StringParagraphs(text)).of([Span(start, start + 6)])
    first = start - len(context.before)
    assert context.levels == paragraph_levels(text, 1)[first : first + len(context.text)]
    assert 2 * len(context.before) >= contexts.AROUND
