"""The last change, to be made again elsewhere: on what is selected there, on the annotation, or on as much text.

Who tags a sentence, goes to another and repeats means that sentence. So the kind of stretch that was selected is kept
with the change, and selected again where nothing is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_reader.session.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.session.reader import ReaderSession
    from tui_reader.text.span import Span

MOST_LOOKED_AT = 50
"""Steps to the next stretch of a kind: between two words there is hardly ever so much that is none."""


class Unit(NamedTuple):
    """A kind of stretch that `space` selects."""

    around: Callable[[Page, int], Span]
    """The one at an offset, or beside it."""
    behind: Callable[[Page, int], int]
    """Where the next one begins."""


SENTENCE = Unit(Page.sentence_at, Page.next_sentence)
UNITS = (
    Unit(Page.word_at, Page.next_word),
    SENTENCE,
    Unit(Page.paragraph_at, Page.next_paragraph),
)


class LastChange(NamedTuple):
    """A change, and on what it was made."""

    again: Callable[[], object]
    """Makes it where one is."""
    on_selection: bool
    unit: Unit | None
    """What was selected; None where that was no such stretch."""
    within: Unit | None = None
    """What it looks for its place in where nothing is selected: one change is enough for each of these."""


def unit_selected(session: ReaderSession) -> Unit | None:
    """What kind of stretch is selected, the smallest that it may be."""
    selection = session.selection
    if selection is None:
        return None
    return next((unit for unit in UNITS if unit.around(session.page, selection.start) == selection), None)


def select_unit(session: ReaderSession, unit: Unit) -> bool:
    """Selects the stretch of a kind at the caret; whether there is one."""
    found = unit.around(session.page, session.caret)
    if found.length:
        session.select(found)
    return bool(found.length)


def go_behind(session: ReaderSession, unit: Unit) -> bool:
    """Goes to the next stretch of a kind; whether there is one."""
    page, at = session.page, session.caret
    here = unit.around(page, at)
    for _ in range(MOST_LOOKED_AT):
        before, at = at, unit.behind(page, at)
        found = unit.around(page, at)
        if found.start > here.start and found.length:
            session.move(found.start)
            return True
        if at <= before:
            break
    return False
