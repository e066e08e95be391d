"""A figure, or why there is none: what is undefined says so, and is never a number that looks like one."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias


class Undefined(NamedTuple):
    """That a figure cannot be worked out from these data."""

    reason: str
    """A few words for people: `nobody marked anything`."""


Value: TypeAlias = float | Undefined
