"""A set's file as one running program keeps it up: its journal, what is known of it, and what others have put there.

After a save that was merged the file holds more than was handed over. Until that has been taken in (`take`), every
save merges again, on the base of what was handed over last: so each is right, whenever the taking in comes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations.commit import Committed, commit
from tui_reader.annotations.difference import Difference, difference
from tui_reader.annotations.dropping import Dropping
from tui_reader.annotations.file import Known
from tui_reader.annotations.journal import edits_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.annotations.backups import Backups
    from tui_reader.annotations.changes import Change
    from tui_reader.annotations.journal import Journal
    from tui_reader.annotations.sets import AnnotationSet
    from tui_reader.annotations.store import Snapshot


class Job(NamedTuple):
    """What is to be on the disk: the records of a store on the page they belong to."""

    page: AnnotationSet
    snapshot: Snapshot

    @property
    def set(self) -> AnnotationSet:
        """Both together."""
        return self.page.with_snapshot(self.snapshot)


class Written(NamedTuple):
    """What came of a save."""

    committed: Committed
    news: Difference | None = None
    """From what was handed over to what is on the disk, where others have put something there."""


class SetFile:
    """One set on the disk. The saver's thread notes and writes; while it rests, others may `take`."""

    def __init__(self, known: Known, journal: Journal, backups: Backups | None = None) -> None:
        """`known` is the version of the file that the first job will have come from."""
        self.known = known
        self.journal = journal
        self._backups = backups
        self.deleted: set[str] = set()
        """Ids of the records that were deleted here."""
        self.dropping = Dropping.REFUSED
        """What the next save does where many records go that nobody deleted here."""

    def note(self, changes: Sequence[Change]) -> None:
        """Puts changes into the journal. Raises SaveError; they go along with the next ones then."""
        self.journal.append([edit for change in changes for edit in edits_of(change)])

    def write(self, job: Job) -> Written:
        """Puts a set on the disk that holds all that was noted. Raises SaveError."""
        position = self.journal.position
        mine = job.set
        committed = commit(self.known, mine, deleted=self.deleted, dropping=self.dropping, backups=self._backups)
        self.dropping = Dropping.REFUSED
        news = difference(mine.records, committed.set.records) if committed.merged is not None else None
        is_new = news is not None and (bool(news) or mine.members != committed.set.members)
        self.known = Known(mine, None) if is_new else Known(committed.set, committed.saved.text_hash)
        # What the disk has not confirmed may be gone with the power: the journal was confirmed.
        if committed.saved.durable:
            self.journal.truncate(position)
        return Written(committed, news if is_new else None)

    def take(self, known: Known) -> None:
        """From now on jobs come from this version: what was in it has been taken in."""
        self.known = known
