"""Changes that programs which are no more had not saved, offered to the reading of their set."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations import journal
from tui_reader.annotations.changes import Change, steps
from tui_reader.annotations.difference import Difference, difference
from tui_reader.annotations.recovery import with_changes
from tui_reader.errors import SaveError
from tui_reader.language import tr, tr_count
from tui_reader.session.files.drafts import Drafts
from tui_reader.session.wording import annotations_in, words_for
from tui_reader.settings import state_folder
from tui_reader.text.excerpt import isolated

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tui_reader.annotations.journal import Left
    from tui_reader.session.layers import SetLayer
    from tui_reader.session.reader import ReaderSession


class Unsaved(NamedTuple):
    """Journals with changes that a set does not have."""

    journals: tuple[Left, ...]
    """Oldest first."""
    news: Difference
    """From the set as it is to the set with them."""
    revision: int
    """Of the store when that was found out."""

    @property
    def paths(self) -> set[Path]:
        """Where the journals are."""
        return {left.path for left in self.journals}

    @property
    def words(self) -> list[str]:
        """What they hold, for the person."""
        began = next((left.header.began for left in self.journals if left.header is not None), None)
        when = "" if began is None else began.astimezone().strftime("%Y-%m-%d %H:%M")
        count = self.news.size
        lines = [tr_count(count, "{count} change, begun on {when}", "{count} changes, begun on {when}", when=when)]
        if lost := sum(left.lost_bytes for left in self.journals):
            words = tr("What was written behind it is damaged ({count} bytes); that part is set aside", count=lost)
            lines.append(words)
        return lines

    def changes(self, session: ReaderSession) -> list[str]:
        """Each change in a few words, with the note that comes or goes with it."""
        return [_described(step, session) for step in steps(self.news.change)]


class LeftOver(NamedTuple):
    """What programs that are no more have left."""

    unsaved: Unsaved | None
    """Of the set of the reading."""
    remarks: list[str]
    """What else there is to be said."""
    waiting: str = ""
    """That there are some which cannot be made again, as that set is for reading only; empty where it is not so."""


def look(session: ReaderSession) -> LeftOver:
    """The journals of dead programs. Those whose changes are all in the set are removed. Any thread may ask."""
    own = journal.digest_of(session.own.path)
    found = journal.left_anywhere(state_folder() / journal.FOLDER)
    mine = tuple(left for left in found if left.digest == own)
    others = {left.digest for left in found} - {own}
    remarks = []
    if begun := Drafts(state_folder()).count_about(session.own.path, session.document.path):
        remarks.append(
            tr_count(
                begun,
                "{count} note was not finished: it can be gone on with where it was begun",
                "{count} notes were not finished: they can be gone on with where they were begun",
            )
        )
    if others:
        remarks.append(
            tr_count(
                len(others),
                "Changes to {count} other set were not saved: tui-reader recover",
                "Changes to {count} other sets were not saved: tui-reader recover",
            )
        )
    if not mine:
        return LeftOver(None, remarks)
    if session.own.read_only_because:
        words = tr(
            "Changes to {name} that were not saved are kept, and offered when it can be written again",
            name=isolated(session.own.path.name),
        )
        return LeftOver(None, remarks, words)
    revision = session.own.store.revision
    news = _news(session.own, mine)
    if news:
        return LeftOver(Unsaved(mine, news, revision), remarks)
    if not _is_on_disk(session.own, mine):
        return LeftOver(None, remarks)
    for left in mine:
        if left.lost_bytes:
            remarks.append(tr("{path}: is a journal of unsaved changes that cannot be read", path=left.path))
        else:
            forget(left)
    return LeftOver(None, remarks)


def recover(session: ReaderSession, unsaved: Unsaved) -> int:
    """Makes the changes again, as one that can be taken back; how many there were. They are then to be saved."""
    store = session.own.store
    news = unsaved.news if store.revision == unsaved.revision else _news(session.own, unsaved.journals)
    if news:
        store.apply(news.change)
    return news.size


def set_aside(unsaved: Unsaved) -> list[Path]:
    """Keeps the journals under names that are not looked at. Raises SaveError."""
    return [journal.set_aside(left.path) for left in unsaved.journals]


def forget(left: Left) -> bool:
    """Removes a journal whose changes are on the disk, or sets it aside where a part of it cannot be read.

    Whether that could be done; if not it is found again.
    """
    try:
        if left.lost_bytes:
            journal.set_aside(left.path)
        else:
            journal.remove(left.path)
    except SaveError:
        return False
    return True


def _news(own: SetLayer, left: Iterable[Left]) -> Difference:
    """What the set would have to get: what the journals changed, merged with what has been changed since."""
    there = own.annotations.with_snapshot(own.store.snapshot())
    merged = with_changes(there, left)
    # What nobody here understands is not changed by anybody.
    return difference(there.records, merged.set.records)._replace(unknown=None)


def _is_on_disk(own: SetLayer, left: Iterable[Left]) -> bool:
    """Whether a set's file has what the journals changed, as far as it is known: what was recovered may wait for it."""
    records = () if own.known.base is None else own.known.base.records
    merged = with_changes(own.annotations.with_records(records), left)
    return not difference(records, merged.set.records)._replace(unknown=None)


def _described(step: Change, session: ReaderSession) -> str:
    note = next((each.note for each in annotations_in(step)), None)
    words = words_for(step, session.tagset)
    return f"{words}: {isolated(note)}" if note else words
