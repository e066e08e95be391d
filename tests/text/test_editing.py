"""What is changed in a string and taken back, and what backspace takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import hostile_text

from tui_reader.text.editing import Draft, Edit, Run, as_typed, can_be_typed, taken_by_backspace, without_controls
from tui_reader.text.span import Span

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


@pytest.mark.parametrize(
    ("cluster", "left"),
    [
        ("a", ""),
        ("كَ", "ك"),
        ("كَّ", "كَ"),
        ("لا", "ل"),
        ("لَا", "لَ"),
        ("שׁ", "ש"),
        ("e\u0301", "e"),
        ("ی\u200c", "ی"),
        ("ه\u200d", "ه"),
        ("a\u200f", "a"),
        ("\u1112\u1161", "\u1112"),
        ("한", ""),
        ("中", ""),
        ("\r\n", ""),
        ("\n", ""),
        ("😀", ""),
        (FAMILY, ""),
        ("👍🏽", ""),
        ("🏳\ufe0f\u200d🌈", ""),
        ("❤\ufe0f", ""),
        ("1\ufe0f\u20e3", ""),
        ("🇵🇸", ""),
        ("🇵", ""),
        ("🏴\U000e0067\U000e0062\U000e007f", ""),
        ("👍\u200d", "👍"),
        ("👍\u200e", "👍"),
        ("\u200f👍", "\u200f"),
        ("葛\U000e0100", ""),
    ],
)
def test_what_backspace_takes_from_the_end_of_a_cluster(cluster: str, left: str) -> None:
    assert cluster[: len(cluster) - taken_by_backspace(cluster)] == left


@given(hostile_text, hostile_text, st.data())
def test_an_edit_is_taken_back_by_its_inverse(text: str, inserted: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    removed = text[start : data.draw(st.integers(start, len(text)))]
    edit = Edit(start, removed, inserted)
    after = edit.applied(text)
    assert after == text[:start] + inserted + text[start + len(removed) :]
    assert edit.inverse.applied(after) == text


def typed(draft: Draft, letters: str) -> None:
    for letter in letters:
        draft.replace(draft.selection or Span(draft.caret, draft.caret), letter, Run.TYPING)


def versions(draft: Draft) -> list[str]:
    """What one comes by taking everything back, one step after the other."""
    found = [draft.text]
    while draft.undo():
        found.append(draft.text)
    return found


def test_words_are_taken_back_one_by_one() -> None:
    draft = Draft("قال: ")
    typed(draft, "نعم ثم لا")
    assert versions(draft) == ["قال: نعم ثم لا", "قال: نعم ثم ", "قال: نعم ", "قال: "]


def test_a_run_ends_where_the_caret_goes_elsewhere() -> None:
    draft = Draft("")
    typed(draft, "اب")
    draft.move(0)
    typed(draft, "جد")
    draft.move(2)
    typed(draft, "ه")
    assert versions(draft) == ["جدهاب", "جداب", "اب", ""]


def test_what_was_typed_over_a_selection_comes_back_selected() -> None:
    draft = Draft("قال الوزير")
    draft.mark(10, 4)
    typed(draft, "هو")
    assert draft.text == "قال هو"
    assert draft.undo()
    assert (draft.text, draft.selection, draft.caret) == ("قال الوزير", Span(4, 10), 10)
    assert draft.redo()
    assert (draft.text, draft.selection, draft.caret) == ("قال هو", None, 6)


def test_letters_taken_away_one_after_the_other_come_back_together() -> None:
    draft = Draft("سلام")
    for _ in range(2):
        draft.replace(Span(draft.caret - 1, draft.caret), "", Run.BACK)
    draft.move(0)
    for _ in range(2):
        draft.replace(Span(0, 1), "", Run.FORTH)
    assert versions(draft) == ["", "سل", "سلام"]


def test_what_was_taken_back_is_gone_once_something_else_is_typed() -> None:
    draft = Draft("")
    typed(draft, "نعم")
    draft.undo()
    typed(draft, "لا")
    assert not draft.redo()
    assert draft.text == "لا"


def test_undo_does_not_go_on_with_the_run_before_it() -> None:
    draft = Draft("")
    typed(draft, "نعم")
    draft.undo()
    draft.redo()
    typed(draft, "ا")
    assert versions(draft) == ["نعما", "نعم", ""]


@given(hostile_text, st.booleans())
def test_what_is_pasted_holds_no_control(text: str, several_lines: bool) -> None:
    kept = without_controls(text, several_lines=several_lines)
    assert all(can_be_typed(character) or character in "\t\n" for character in kept)
    assert several_lines or not set(kept) & set("\t\n\u2028")
    assert without_controls(kept, several_lines=several_lines) == kept


def test_newlines_of_all_kinds_are_newlines() -> None:
    assert without_controls("ا\r\nب\rج\x85د\u2029ه\u2028و", several_lines=True) == "ا\nب\nج\nد\nه\nو"
    assert without_controls("ا\r\nب\tج", several_lines=False) == "ا ب ج"


def test_what_is_not_seen_and_still_means_something_stays() -> None:
    text = "می\u200cخواهم \u2067אב\u2069 \u202bx\u202c \u200e\u200f\u061c\u200d"
    assert without_controls(text, several_lines=False) == text
    assert all(map(can_be_typed, text))


def test_a_key_for_lam_alef_types_two_letters() -> None:
    assert [as_typed(character) for character in "ﻻﻷﻹﻵس"] == ["لا", "لأ", "لإ", "لآ", "س"]
