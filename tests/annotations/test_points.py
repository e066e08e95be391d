"""Points, places without text: found where the text around them is, and never on a look-alike in silence."""

from __future__ import annotations

import random
from itertools import islice

import pytest
from annotation_cases import annotate, arabic_texts
from edited_texts import EDITS, Tracked, edited_texts
from hypothesis import given
from hypothesis import strategies as st
from plain_document import SPEC_TEXT, PlainDocument
from strategies import real_texts

from tui_reader.annotations.anchoring import (
    Anchored,
    Orphan,
    Placement,
    State,
    anchor,
    anchor_all,
    confirmed,
    describe,
    reanchored,
)
from tui_reader.annotations.records.targets import POINT_SIGN, Target, TextQuote
from tui_reader.text.comparing import compared_text
from tui_reader.text.span import Span

PROSE = "وقال الناس إن الأمر قد انتهى منذ زمن. ثم جاء قوم آخرون فبنوا المدينة من جديد، وسكنوها عمرا طويلا."
PLACE = PROSE.index(" ثم")


def point(text: str, place: int) -> Target:
    return describe(PlainDocument(text), Span(place, place))


@given(arabic_texts, st.data(), st.integers(1, 40), st.booleans())
def test_a_point_that_was_described_is_found_exactly_there(
    text: str, data: st.DataObject, piece: int, unchanged: bool
) -> None:
    place = data.draw(st.integers(0, len(text)))
    target = point(text, place)
    assert target.is_point and target.quote is not None and target.quote.exact == ""
    found = anchor(PlainDocument(text, piece=piece), target, source_unchanged=unchanged)
    assert found == Anchored(Span(place, place), State.EXACT)


@pytest.mark.parametrize("seed", range(3))
def test_a_point_in_an_edited_text_is_where_its_neighbours_are_or_lost(seed: int) -> None:
    told = 0
    edits = islice(edited_texts(list(real_texts().values()), random.Random(seed), quotes=5), 2 * len(EDITS))
    for name, edited, spans in edits:
        for place in sorted({place for span in spans for place in span}):
            target = point(edited.original, place)
            found = anchor(PlainDocument(edited.text), target)
            if isinstance(found, Orphan):
                continue
            told += 1
            assert found.span.length == 0
            assert _stands_right(edited, target, found), (name, place, found)
    assert told > 50


def _stands_right(edited: Tracked, target: Target, found: Anchored) -> bool:
    """Whether the letter on one of its sides is the one that stood there, or all that was known of it is there."""
    quote, position, place = target.quote, target.position, found.span.start
    assert quote is not None and position is not None
    is_copy = edited.text[:place].endswith(quote.prefix) and edited.text[place:].startswith(quote.suffix)
    if found.state is not State.CHANGED:
        return is_copy
    before = edited.origins[place - 1] if place else -1
    behind = edited.origins[place] if place < len(edited.origins) else len(edited.original)
    copied = edited.text[:place].endswith(quote.prefix) or edited.text[place:].startswith(quote.suffix)
    around = edited.text[max(0, place - 3 * len(quote.prefix)) : place + 3 * len(quote.suffix)]
    copied = copied or compared_text(quote.prefix + quote.suffix) in compared_text(around)
    # A mark that was put in or taken out belongs to a letter near by.
    return copied or abs(before - position.start + 1) <= 3 or abs(behind - position.start) <= 3


def test_a_point_moves_along_with_the_text_around_it() -> None:
    found = anchor(PlainDocument("خبر: " + PROSE), point(PROSE, PLACE))
    assert found == Anchored(Span(PLACE + 5, PLACE + 5), State.MOVED)


@pytest.mark.parametrize(
    ("old", "new", "shift"),
    [("زمن. ثم", "زمن. (وهذا جديد) ثم", 0), ("ثم جاء قوم آخرون", "وبعد ذلك", 0), ("وقال الناس إن الأمر", "قيل", -16)],
)
def test_an_edit_beside_a_point_is_said_and_waits_for_somebody(old: str, new: str, shift: int) -> None:
    edited = PROSE.replace(old, new)
    found = anchor(PlainDocument(edited), point(PROSE, PLACE), source_unchanged=False)
    assert isinstance(found, Anchored) and found.span == Span(PLACE + shift, PLACE + shift)
    assert found.state is State.CHANGED and 0 < found.likeness < 1


def test_a_point_is_found_in_text_that_was_given_its_vowels() -> None:
    edited = PROSE.replace("الأمر", "الأَمْرُ").replace("قوم", "قَوْمٌ")
    found = anchor(PlainDocument(edited), point(PROSE, PLACE))
    place = edited.index(" ثم")
    assert found == Anchored(Span(place, place), State.CHANGED, 1.0)


def test_what_stood_around_a_point_and_stands_apart_now_does_not_tell_where_it_is() -> None:
    before, behind = PROSE[:PLACE], PROSE[PLACE:]
    far = "كلام آخر لا صلة له بما مضى ولا بما سيأتي، يطول حتى يمل القارئ منه. " * 12
    for edited in (f"{behind} {before}", before + far + behind, far):
        assert isinstance(anchor(PlainDocument(edited), point(PROSE, PLACE)), Orphan)


def test_on_an_unchanged_source_the_text_around_a_point_is_looked_at_all_the_same() -> None:
    target = point(PROSE, PLACE)
    shifted = Target(target.quote, Span(PLACE + 2, PLACE + 2))
    found = anchor(PlainDocument(PROSE), shifted, source_unchanged=True)
    assert found == Anchored(Span(PLACE, PLACE), State.MOVED)


def test_a_text_that_stands_twice_tells_no_point() -> None:
    target = Target(TextQuote("", "قال ", "إن"), Span(1, 1))
    assert isinstance(anchor(PlainDocument("قال إن هذا، وقال إن ذاك"), target, source_unchanged=True), Orphan)


def test_a_point_by_its_position_alone_holds_while_the_source_is_unchanged() -> None:
    target = Target(position=Span(3, 3))
    document = PlainDocument(SPEC_TEXT)
    assert anchor(document, target, source_unchanged=True) == Anchored(Span(3, 3), State.EXACT)
    assert isinstance(anchor(document, target), Orphan)
    assert isinstance(anchor(document, Target(TextQuote(""), Span(3, 3)), source_unchanged=True), Orphan)


def test_a_point_that_was_found_again_stays_marked_until_somebody_confirms_it() -> None:
    made = annotate(PlainDocument(PROSE), Span(PLACE, PLACE), tags=["Issue"])
    edited = PlainDocument(PROSE.replace("ثم جاء قوم آخرون", "وبعد ذلك"))
    placed = anchor_all(edited, [made])[made.id]
    assert isinstance(placed, Placement) and placed.state is State.CHANGED
    marked = reanchored(made, edited, placed)
    again = anchor_all(edited, [marked], source_unchanged=True)[made.id]
    assert isinstance(again, Placement) and again.spans == placed.spans and again.state is State.CHANGED
    settled = confirmed(marked, edited, placed.spans)
    assert anchor_all(edited, [settled])[made.id] == Placement(placed.spans, State.EXACT)


def test_a_point_is_called_by_the_words_around_it() -> None:
    made = annotate(PlainDocument(PROSE), Span(PLACE, PLACE))
    assert made.quote == f"{PROSE[PLACE - 16 : PLACE]}{POINT_SIGN}{PROSE[PLACE : PLACE + 16]}"
