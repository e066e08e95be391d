from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui_reader.text.edit_distance import distance, distances

texts = st.text("ابتة ١", max_size=12) | st.text("اب", max_size=90)


def plain(one: str, other: str) -> int:
    """The table of Wagner and Fischer, cell by cell."""
    row = list(range(len(other) + 1))
    for number, character in enumerate(one, 1):
        before, row[0] = row[0], number
        for place, beside in enumerate(other, 1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (character != beside))
    return row[-1]


@given(texts, texts)
def test_the_distance_is_that_of_the_whole_table(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one) == plain(one, other)


@given(texts, texts)
def test_anchored_distances_are_those_of_the_beginnings(pattern: str, text: str) -> None:
    assert distances(pattern, text, anchored=True) == [plain(pattern, text[:end]) for end in range(len(text) + 1)]


@given(st.text("ابت", max_size=9), st.text("ابت", max_size=14))
def test_free_distances_are_those_of_the_nearest_piece_that_ends_there(pattern: str, text: str) -> None:
    nearest = [min(plain(pattern, text[start:end]) for start in range(end + 1)) for end in range(len(text) + 1)]
    assert distances(pattern, text) == nearest
