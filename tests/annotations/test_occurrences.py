from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from plain_document import PlainDocument

from tui_reader.annotations.occurrences import FEW, HEAD, find, find_all

few_letters = st.text("ابج", max_size=150)
needles = st.text("ابج", min_size=1, max_size=HEAD * 2)


def places(text: str, needle: str) -> list[int]:
    return [offset for offset in range(len(text)) if text.startswith(needle, offset)]


@given(few_letters, st.text("ابج", min_size=1, max_size=4), st.integers(1, 20), st.integers(0, 50))
def test_every_occurrence_is_found_across_pieces(text: str, needle: str, piece: int, start: int) -> None:
    document = PlainDocument(text, piece=piece)
    assert list(find(document, needle, start)) == [at for at in places(text, needle) if at >= start]


@given(few_letters, few_letters, st.integers(1, 90))
def test_a_needle_longer_than_a_piece_is_found(before: str, needle: str, piece: int) -> None:
    needle += "د" * HEAD + needle
    document = PlainDocument(before + needle + before, piece=piece)
    assert list(find(document, needle)) == [len(before)]


@given(few_letters, st.lists(needles, max_size=20), st.integers(1, 40), st.integers(1, 3))
def test_many_needles_are_found_as_one_is(text: str, wanted: list[str], piece: int, limit: int) -> None:
    text += "".join(wanted[:3])
    document = PlainDocument(text, piece=piece)
    found = find_all(document, wanted, limit)
    assert found == {needle: places(text, needle)[:limit] for needle in wanted}


def test_more_needles_than_are_searched_one_by_one() -> None:
    text = " ".join(str(number) for number in range(100, 900))
    wanted = [str(number) for number in range(100, 100 + 3 * FEW)]
    found = find_all(PlainDocument(text, piece=64), wanted, 1)
    assert found == {needle: places(text, needle)[:1] for needle in wanted}


def test_the_empty_string_is_nowhere() -> None:
    assert list(find(PlainDocument("اب"), "")) == []
    assert find_all(PlainDocument("اب"), [""]) == {"": []}
