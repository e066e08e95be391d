"""The changes that killed programs left behind, set by set: everywhere, or where a person points."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations.journal import digest_of, left_anywhere
from tui_reader.annotations.recovery import recovery
from tui_reader.errors import FileProblem
from tui_reader.session.upkeep.meant_sets import is_at_or_in, meant_sets

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tui_reader.annotations.journal import Left
    from tui_reader.annotations.recovery import Recovery
    from tui_reader.settings import Settings


class LeftChanges(NamedTuple):
    """The journals of one set, and what they come to."""

    journals: list[Left]
    """Oldest first."""
    recovery: Recovery | None
    """None where nothing can be read of them, or not put into what is in the set's place."""
    problem: FileProblem | None = None
    """Why it cannot."""

    @property
    def path(self) -> Path:
        """That of the set; where no journal tells it, of a journal."""
        named = [journal.header.set_path for journal in self.journals if journal.header is not None]
        return (named or [self.journals[0].path])[-1]

    @property
    def lost_bytes(self) -> int:
        """How much of the journals cannot be read."""
        return sum(journal.lost_bytes for journal in self.journals)


def all_left(folder: Path) -> list[LeftChanges]:
    """What is left of all sets. `folder` is that of the journals."""
    sets: dict[str, list[Left]] = {}
    for journal in left_anywhere(folder):
        sets.setdefault(journal.digest, []).append(journal)
    return [_read(journals) for journals in sets.values()]


def meant(path: Path, settings: Settings, left: Iterable[LeftChanges]) -> list[LeftChanges]:
    """What is left of the set at `path`, of the sets of the document there, or of all that is in that folder.

    Raises TuiReaderError when the settings name no annotator.
    """
    left = list(left)
    headers = [journal.header for one in left for journal in one.journals if journal.header is not None]
    sets = meant_sets(path, settings, [header.set_path for header in headers])
    sets += [header.set_path for header in headers if is_at_or_in(os.path.realpath(header.source_path), path)]
    digests = set(map(digest_of, sets))
    return [one for one in left if one.journals[0].digest in digests]


def _read(journals: list[Left]) -> LeftChanges:
    try:
        return LeftChanges(journals, recovery(journals))
    except FileProblem as error:
        return LeftChanges(journals, None, error)
