"""What the states of groups are called, and the signs that tell them without a colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.language import listed, tr
from tui_reader.review.groups import State

if TYPE_CHECKING:
    from collections.abc import Collection

SIGNS = {
    State.MISSING: "−",
    State.TAG: "#",
    State.BOUNDARIES: "↔",
    State.ATTRIBUTES: "±",
    State.RELATIONS: "→",
    State.AGREED: "=",
    State.ALONE: "•",
}
"""What stands for a state where there is little room; of one cell in any terminal, and without a direction."""


def state_words(state: State) -> str:
    """What is the matter with a group."""
    match state:
        case State.MISSING:
            return tr("missing for some")
        case State.TAG:
            return tr("another tag")
        case State.BOUNDARIES:
            return tr("other boundaries")
        case State.ATTRIBUTES:
            return tr("other attributes")
        case State.RELATIONS:
            return tr("other links")
        case State.AGREED:
            return tr("agreed")
        case State.ALONE:
            return tr("one annotator")


def differences_words(differences: Collection[State], state: State) -> str:
    """All that is different in a group, the greatest first; else what state it is in."""
    found = [each for each in State if each in differences]
    return listed([state_words(each) for each in found or [state]])
