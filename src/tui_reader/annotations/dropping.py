"""Whether many records may go that nobody deleted here: what a save is told, and what it says when it will not."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from tui_reader.errors import SaveError
from tui_reader.language import tr_count

if TYPE_CHECKING:
    from pathlib import Path


class Dropping(Enum):
    """What becomes of many records that go although nobody deleted them here."""

    REFUSED = "refused"
    """The save is refused (DropRefused)."""
    ALLOWED = "allowed"
    """They go."""
    UNDONE = "undone"
    """What another program took away comes back."""


class DropRefused(SaveError):
    """Many records would go that nobody deleted here. `lost` of `there` records."""

    def __init__(self, path: Path, lost: int, there: int) -> None:
        super().__init__(
            path,
            tr_count(
                lost,
                "{count} of {there} annotations would go that was not deleted here",
                "{count} of {there} annotations would go that were not deleted here",
                there=there,
            ),
        )
        self.lost, self.there = lost, there
