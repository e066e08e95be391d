"""A figure, or why there is none: what is undefined says so, and is never a number that looks like one."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from tui_reader.language import tr


class Undefined(NamedTuple):
    """That a figure cannot be worked out from these data."""

    reason: str
    """A few words for people: `nobody marked anything`."""


Value: TypeAlias = float | Undefined


def no_item() -> Undefined:
    """Where no two annotators have said anything of the same thing."""
    return Undefined(tr("nothing was labelled by two annotators"))


def one_label() -> Undefined:
    """Where agreement by chance is complete: whoever has no choice cannot disagree."""
    return Undefined(tr("only one label was used"))


def nothing_marked() -> Undefined:
    """Where there is nothing to be found again."""
    return Undefined(tr("nobody marked anything"))
