"""How text is shown, whatever it says: what is joined, what of the unseen is seen.

The usual way is one for the whole process, as there is one terminal: what it does with letters is decided before
the first row is laid out, and nobody in between has to hand it on. A page may show its text in another way.
"""

from __future__ import annotations

from typing import NamedTuple


class Display(NamedTuple):
    """A way of showing text. Columns and offsets are the same in all of them."""

    joined: bool = True
    """Whether letters are sent as they join: presentation forms, a lam-alef in one cell. Else they are sent as
    they are in the source, each in a cell of its own, for terminals that join them."""
    hidden: bool = False
    """Whether characters without a look of their own have a mark."""
    harakat: bool = True
    """Whether vowel signs are seen."""
    lam_alef: bool = False
    """Whether, where letters are sent as they are, a lam-alef is one cell all the same, and sent as it joins with what
    it is joined to: a terminal that draws one sign for two letters leaves a cell empty."""


_usual = Display()


def usual_display() -> Display:
    """What holds where nothing else is said."""
    return _usual


def set_usual_display(display: Display) -> None:
    """Said once, before anything is laid out."""
    global _usual
    _usual = display
