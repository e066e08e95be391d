"""A text being typed, laid out on a page: what every key of a text field does to it. It knows no screen.

The caret stands *on* a cluster, as a block does in a terminal: what is typed comes before that cluster in the order
of the text, and at the end of a paragraph the caret stands on the cell after it, which is to the left of a
right-to-left one. So one place in the text is one place on the screen, also where two directions meet, and there is
no second caret. Left and right go to the cluster that is drawn beside, whatever its direction; at the edge of a line
they go on to the next line or back to the one before, as the paragraph runs.

Motions lead from cluster to cluster. After a change the caret is where the typed text ends, which may be inside a
cluster: between a lam and the alef behind it, for as long as nothing else is typed there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.session.page import TextPage
from tui_reader.session.window import Place, Window
from tui_reader.text.bidi import Direction
from tui_reader.text.editing import Draft, Run, as_typed, taken_by_backspace, without_controls
from tui_reader.text.paragraphs import StringParagraphs
from tui_reader.text.span import Span
from tui_reader.text.uax9 import first_strong

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.text.paragraphs import Paragraph

REACH = 4096
"""Code points of a paragraph that are asked for their direction; where none of them has any, nobody sees the first
that has."""


class DraftPage(TextPage):
    """Rows of a text being typed.

    A paragraph in which nothing has a direction, as all are when they are begun, runs as the one before it: the caret
    waits where the next letter will most likely come.
    """

    def __init__(self, text: str, width: int, otherwise: Direction) -> None:
        """`otherwise`: how a paragraph runs when nothing in it or before it says how."""
        super().__init__(StringParagraphs(text, ends_open=True), width)
        self._otherwise = otherwise

    def _direction_of(self, paragraph: Paragraph) -> Direction:
        above: Paragraph | None = paragraph
        while above is not None:
            level = first_strong(above.slice(0, REACH))
            if level is not None:
                return Direction.RTL if level else Direction.LTR
            above = self.text.preceding(above)
        return self._otherwise


class Editor:
    """A draft, its page, and what can be done to it. Places are code points of the text."""

    def __init__(
        self,
        text: str = "",
        *,
        several_lines: bool = False,
        width: int = 80,
        otherwise: Direction = Direction.LTR,
    ) -> None:
        """`several_lines`: whether the text may hold newlines that are typed or pasted. `width` is in cells.

        `otherwise`: how text runs in which nothing has a direction; `LTR` or `RTL`.
        """
        self.several_lines = several_lines
        self.draft = Draft(text)
        self.otherwise = otherwise
        """May be another one by and by; what is laid out stays as it is until the text changes."""
        self.page = DraftPage(text, width, otherwise)
        self._goal: int | None = None
        """The cell that going up and down keeps to."""

    @property
    def text(self) -> str:
        """What has been typed, in logical order."""
        return self.draft.text

    @property
    def caret(self) -> int:
        """The place before which one types."""
        return self.draft.caret

    @property
    def selection(self) -> Span | None:
        """What is selected, never empty."""
        return self.draft.selection

    # Motions. Each selects from where the caret was when it extends.

    def move(self, caret: int, *, extend: bool = False) -> None:
        """Puts the caret on the cluster at a place."""
        self._goal = None
        self.draft.move(self.page.snapped(caret), extend=extend)

    def step(self, *, right: bool, extend: bool = False) -> None:
        """One cluster to that side. From a selection, which ends, to the end of it that lies on that side."""
        span = None if extend else self.selection
        if span is not None:
            onward = right != self.page.is_rtl(self.caret)
            self.move(span.end if onward else span.start)
        else:
            self.move(self.page.step(self.caret, right=right), extend=extend)

    def step_word(self, *, right: bool, extend: bool = False) -> None:
        """To the beginning of a word: of the next one where the paragraph runs to that side, else of the one before."""
        self.move(self.page.step_word(self.caret, right=right), extend=extend)

    def step_rows(self, by: int, *, extend: bool = False) -> None:
        """Rows down, or up where `by` is negative, on the same cell; from the last row to the end of the text, from
        the first to its beginning."""
        page = self.page
        here = page.place_of(self.caret)
        there = Window(page).moved(here, by)
        goal = page.caret_cell(self.caret)[0] if self._goal is None else self._goal
        if there == here:
            self.move(page.text.end if by > 0 else 0, extend=extend)
        else:
            self.move(page.at_cell(there, goal), extend=extend)
        self._goal = goal

    def go_to_line_start(self, *, extend: bool = False) -> None:
        """To where the row begins, on the side where reading begins."""
        self.move(self.page.line_start(self.caret), extend=extend)

    def go_to_line_end(self, *, extend: bool = False) -> None:
        """To the last cluster of the row, or the end of the paragraph."""
        self.move(self.page.line_end(self.caret), extend=extend)

    def go_to_paragraph(self, *, onward: bool, extend: bool = False) -> None:
        """To the next paragraph, or to the beginning of this one and of the one before."""
        page = self.page
        self.move((page.next_paragraph if onward else page.previous_paragraph)(self.caret), extend=extend)

    def go_to_start(self, *, extend: bool = False) -> None:
        """To the beginning of the text."""
        self.move(0, extend=extend)

    def go_to_end(self, *, extend: bool = False) -> None:
        """To the end of the text."""
        self.move(len(self.text), extend=extend)

    # Selecting

    def select(self, span: Span) -> None:
        """Selects a span; the caret goes to its end."""
        self._goal = None
        self.draft.mark(span.end, span.start)

    def select_all(self) -> None:
        """Selects the text."""
        self.select(Span(0, len(self.text)))

    def select_word(self, place: int) -> None:
        """Selects the word at a place, or beside it."""
        self.select(self.page.word_at(place))

    def select_paragraph(self, place: int) -> None:
        """Selects the paragraph at a place, without its newline."""
        self.select(self.page.paragraph_at(place))

    def drag(self, start: Span, place: int) -> None:
        """Selects from a span, which stays selected, to the cluster at a place, both of them included."""
        self._goal = None
        if place >= start.start:
            self.draft.mark(max(self.page.cluster_end(place), start.end), start.start)
        else:
            self.draft.mark(self.page.snapped(place), start.end)

    # Changes. Each says whether the text is another one now.

    def type(self, character: str) -> bool:
        """Puts a character from the keyboard at the caret, or in the place of the selection."""
        return self._replace(self._chosen, as_typed(character), Run.TYPING)

    def insert(self, text: str) -> bool:
        """The same with text from elsewhere. Controls are left out."""
        kept = without_controls(text, several_lines=self.several_lines)
        return bool(kept) and self._replace(self._chosen, kept)

    def begin_line(self) -> bool:
        """Begins a new line, where there may be several."""
        return self.several_lines and self._replace(self._chosen, "\n")

    def backspace(self) -> bool:
        """Takes away the selection, or what was typed last of the cluster before the caret: marks one by one."""
        caret = self.caret
        if self.selection is not None or not caret:
            return self._remove(self._chosen)
        start = self.page.snapped(caret - 1)
        return self._remove(Span(caret - taken_by_backspace(self.text[start:caret]), caret), Run.BACK)

    def delete(self) -> bool:
        """Takes away the selection, or the cluster the caret stands on, or the rest of it."""
        return self._remove_to(self.page.after_cluster, Run.FORTH)

    def delete_word_back(self) -> bool:
        """Takes away the selection, or the word before the caret with what follows it, or what of it is before."""
        return self._remove_to(self.page.previous_word)

    def delete_word(self) -> bool:
        """Takes away the selection, or all before the next word."""
        return self._remove_to(self.page.next_word)

    def delete_to_line_start(self) -> bool:
        """Takes away the selection, or what stands before the caret in its paragraph; at its beginning the newline."""
        start = self.page.paragraph_at(self.caret).start
        return self._remove_to(lambda caret: self._newline_start(caret) if caret == start else start)

    def delete_to_line_end(self) -> bool:
        """Takes away the selection, or what stands behind the caret in its paragraph; at its end the newline."""
        end = self.page.paragraph_at(self.caret).end
        return self._remove_to(lambda caret: self.page.after_cluster(caret) if caret == end else end)

    def cut(self) -> str:
        """Takes the selection away; the text that was selected."""
        selected = self.draft.selected
        if selected:
            self._remove(self._chosen)
        return selected

    def undo(self) -> bool:
        """Takes back what was done last: a word typed, a run of letters taken away, a paste."""
        return self.draft.undo() and self._changed()

    def redo(self) -> bool:
        """Does again what was taken back."""
        return self.draft.redo() and self._changed()

    @property
    def _chosen(self) -> Span:
        """What typing replaces."""
        return self.selection or Span(self.caret, self.caret)

    def _newline_start(self, end: int) -> int:
        """Where the newline begins that ends at a place; the place itself where there is none."""
        above = self.page.paragraph_at(end - 1)
        return min(above.end, end)

    def _remove_to(self, motion: Callable[[int], int], run: Run = Run.NONE) -> bool:
        if self.selection is not None:
            return self._remove(self._chosen)
        there = motion(self.caret)
        return self._remove(Span(min(there, self.caret), max(there, self.caret)), run)

    def _remove(self, span: Span, run: Run = Run.NONE) -> bool:
        return span.length > 0 and self._replace(span, "", run)

    def _replace(self, span: Span, text: str, run: Run = Run.NONE) -> bool:
        return self.draft.replace(span, text, run) and self._changed()

    def _changed(self) -> bool:
        self._goal = None
        self.page = DraftPage(self.text, self.page.width, self.otherwise)
        return True

    # On the screen

    @property
    def place(self) -> Place:
        """The row on which the caret stands."""
        return self.page.place_of(self.caret)
