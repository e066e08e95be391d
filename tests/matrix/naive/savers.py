"""Ways for two programs to save one set in which somebody's work is lost."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tui_reader.annotations import file

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from tui_reader.annotations.records.record import Record

BETWEEN = 0.002
"""Seconds from reading to writing, as with a set of some thousands."""


class LastOneWins:
    """Reads a set once, and writes what it has."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.set = file.load(path).set

    def save(self, records: Sequence[Record], deleted: Collection[str] = ()) -> None:
        """Writes these, whatever is there by now."""
        self.set = self.set.with_records(records)
        file.save(self.path, self.set)


class LooksFirst(LastOneWins):
    """Reads what is there by now, and puts its newest changes into that, but holds no lock meanwhile."""

    def save(self, records: Sequence[Record], deleted: Collection[str] = ()) -> None:
        """Writes what is there with what is new here; what others write between the two is lost."""
        there = {record.id: record for record in file.load(self.path).set.records if record.id not in deleted}
        new = {record.id: record for record in records if record not in self.set.records}
        time.sleep(BETWEEN)
        self.set = self.set.with_records({**there, **new}.values())
        file.save(self.path, self.set)
