"""What is selected again to repeat a change: as much text as before, and what stands behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readings import marked, reading
from strategies import prose

from tui_reader.session.annotating.repeating import UNITS, Unit, go_behind, select_unit, unit_selected

if TYPE_CHECKING:
    from tui_reader.text.span import Span

WORD, SENTENCE, PARAGRAPH = UNITS


@pytest.mark.parametrize(
    ("selected", "unit"),
    [
        ("قال ⟨الوزير⟩ نعم. ثم نفى.", WORD),
        ("⟨قال نعم.⟩ ثم نفى.", SENTENCE),
        ("⟨قال نعم. ثم نفى.⟩\nثم سكت.", PARAGRAPH),
        ("قال ⟨الوزير نعم⟩. ثم نفى.", None),
        ("قال |الوزير", None),
    ],
)
def test_what_was_selected(selected: str, unit: Unit | None) -> None:
    assert unit_selected(reading(selected)) is unit


def test_what_stands_behind_is_gone_to_across_paragraphs_and_no_further_than_the_end() -> None:
    session = reading("|قال نعم. ثم نفى.\n\nثم سكت.")
    places = []
    while go_behind(session, SENTENCE):
        places.append(marked(session))
    assert places == ["قال نعم. |ثم نفى.\n\nثم سكت.", "قال نعم. ثم نفى.\n\n|ثم سكت."]


@given(st.lists(prose, min_size=1, max_size=3).map("\n".join), st.sampled_from(UNITS))
def test_going_on_ends_and_never_selects_anything_twice(text: str, unit: Unit) -> None:
    session = reading("|" + text.translate(dict.fromkeys(map(ord, "⟨⟩|"), " ")))
    seen: list[Span] = []
    while True:
        if select_unit(session, unit):
            assert session.selection is not None
            assert all(span.start < session.selection.start for span in seen)
            seen.append(session.selection)
            session.move(session.selection.start)
        if not go_behind(session, unit):
            break
        assert len(seen) <= len(text)
