"""The last step of a row: from cells in visual order to what a terminal is sent, so that it shows those cells.

Terminals that reorder do so to whole rows, across panes and borders; so whole rows are encoded, and only after
everything that is to be on them has been put together.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from tui_reader.text.display import Display

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

S = TypeVar("S")


class Encoder(StrEnum):
    """What is done for a terminal with ideas of its own about order."""

    VISUAL = "visual"
    """Nothing: cells in visual order, letters joined. For terminals that leave cells where they are put."""
    RUNS = "runs"
    """Each run of right-to-left letters in logical order, raw, fenced by LRM. For terminals that reorder rows."""
    KITTY = "kitty"
    """Letters of a word in logical order, raw, in one another's cells. For kitty, which draws them right to left."""
    INVERSE = "inverse"
    """The text that the bidi algorithm turns into these cells. For terminals that reorder rows and drop controls."""

    @property
    def display(self) -> Display:
        """How text is to be laid out for it: as letters join, or raw where the terminal joins them.

        Konsole and VTE draw forms among raw letters as they are. In kitty's turned runs they would not fit.
        """
        return Display(joined=self is Encoder.VISUAL, lam_alef=self is Encoder.RUNS)

    @property
    def is_reordered(self) -> bool:
        """Whether the terminal shows cells elsewhere than they were sent. Where they were is what the mouse tells."""
        return self in (Encoder.RUNS, Encoder.INVERSE)


class Sent(NamedTuple, Generic[S]):
    """What a terminal is sent for a row."""

    stretches: Sequence[tuple[str, S]]
    """Text, and what goes with it, in the order of sending. Whole cells: a character without width is on the cell
    of the character before it, and must be written in one go with it."""
    is_right: bool = True
    """Whether the terminal will show the row as it is meant. What is sent is the best that was found in any case."""


class Faces(NamedTuple, Generic[S]):
    """What is to be known of the styles that go with text, for terminals that look at its font."""

    face: Callable[[S], object]
    """Something that differs where styles are drawn in different faces: bold, italic."""
    others: Callable[[S], Sequence[S]]
    """The same style in one or two other faces: in italics, or upright where it is in italics; bold, or not."""


def encode(encoder: Encoder, row: Sequence[tuple[str, S]], faces: Faces[S] | None = None) -> Sent[S]:
    """What to send for a whole row of cells in visual order, none of them a bidi control.

    `row` holds stretches of text, each with something that goes with it (a style); letters are as
    in `Encoder.display`. For `kitty` some get another face; without `faces` it may misplace signs in words.
    """
    match encoder:
        case Encoder.VISUAL:
            return Sent(row)
        case Encoder.RUNS:
            from tui_reader.text.encode_runs import in_runs

            return in_runs(row)
        case Encoder.KITTY:
            from tui_reader.text.encode_kitty import for_kitty

            return for_kitty(row, faces)
        case Encoder.INVERSE:
            from tui_reader.text.encode_inverse import inverse

            return inverse(row)
