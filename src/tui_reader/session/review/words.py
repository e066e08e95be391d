"""What states of groups are called."""

from __future__ import annotations

from tui_reader.language import listed, tr
from tui_reader.review.groups import Group, State

SIGNS = {
    State.MISSING: "−",
    State.TAG: "#",
    State.BOUNDARIES: "↔",
    State.ATTRIBUTES: "±",
    State.RELATIONS: "→",
    State.AGREED: "=",
    State.ALONE: "•",
}
"""What stands for a state where there is little room; of one cell in any terminal."""


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


def differences_words(group: Group) -> str:
    """All that is different in a group, the greatest first; else that it is agreed."""
    found = [state for state in State if state in group.differences]
    return listed([state_words(state) for state in found or [group.state]])
