"""Changes that a program which is no more had not saved: what they would add to a set, and what becomes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations import journal
from tui_reader.annotations.changes import steps
from tui_reader.annotations.difference import Difference, difference
from tui_reader.annotations.journal import Left, sides
from tui_reader.annotations.merging import merge
from tui_reader.errors import SaveError
from tui_reader.language import tr, tr_count
from tui_reader.session.wording import annotations_in, words_for
from tui_reader.settings import state_folder
from tui_reader.text.excerpt import isolated

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.annotations.changes import Change
    from tui_reader.annotations.model import Record
    from tui_reader.annotations.sets import AnnotationSet
    from tui_reader.session.layers import SetLayer
    from tui_reader.session.reader import ReaderSession


class Unsaved(NamedTuple):
    """A journal with changes that a set does not have."""

    left: Left
    news: Difference
    """From the set as it is to the set with them."""
    revision: int
    """Of the store when that was found out."""

    @property
    def words(self) -> str:
        """What it holds, for the person."""
        began = "" if self.left.header is None else self.left.header.began.astimezone().strftime("%Y-%m-%d %H:%M")
        return tr_count(
            len(self.news), "{count} change, begun on {when}", "{count} changes, begun on {when}", when=isolated(began)
        )

    def changes(self, session: ReaderSession) -> list[str]:
        """Each change in a few words, with the note that comes or goes with it."""
        return [_described(step, session) for step in steps(self.news.change)]


class LeftOver(NamedTuple):
    """What programs that are no more have left."""

    unsaved: list[Unsaved]
    """Of the set of the reading."""
    remarks: list[str]
    """What else there is to be said."""


def look(session: ReaderSession) -> LeftOver:
    """The journals of dead programs. Those whose changes are all in the set are removed. Any thread may ask.

    What cannot be looked through stays where it is.
    """
    folder = state_folder() / journal.FOLDER
    unsaved: list[Unsaved] = []
    remarks: list[str] = []
    others: set[Path] = set()
    own = journal.digest_of(session.own.path)
    for left in journal.left_anywhere(folder):
        if not left.path.name.startswith(own):
            if left.header is not None:
                others.add(left.header.set_path)
            continue
        if left.lost_bytes:
            remarks.append(
                tr(
                    "{path}: {bytes} bytes of a journal are damaged; what stands before them is offered",
                    path=left.path,
                    bytes=left.lost_bytes,
                )
            )
        revision = session.own.store.revision
        news = _news(session.own, left)
        if news:
            unsaved.append(Unsaved(left, news, revision))
        elif not left.lost_bytes:
            forget(left.path)
    if others:
        remarks.append(
            tr_count(
                len(others),
                "Changes to {count} other document were not saved: tui-reader recover",
                "Changes to {count} other documents were not saved: tui-reader recover",
            )
        )
    return LeftOver(unsaved, remarks)


def recover(session: ReaderSession, unsaved: Unsaved) -> int:
    """Makes the changes again, as one that can be taken back; how many there were. They are then to be saved."""
    store = session.own.store
    news = unsaved.news if store.revision == unsaved.revision else _news(session.own, unsaved.left)
    if len(news):
        store.apply(news.change)
    return len(news)


def _described(step: Change, session: ReaderSession) -> str:
    note = next((each.note for each in annotations_in(step)), None)
    words = words_for(step, session.tagset)
    return f"{words}: {isolated(note)}" if note else words


def set_aside(unsaved: Unsaved) -> Path:
    """Keeps the journal under a name that is not looked at. Raises SaveError."""
    return journal.set_aside(unsaved.left.path)


def forget(path: Path) -> bool:
    """Removes a journal whose changes are on the disk; whether that could be done. If not it is looked at again."""
    try:
        journal.remove(path)
    except SaveError:
        return False
    return True


def _news(own: SetLayer, left: Left) -> Difference:
    """What the set would have to get: what the journal changed, merged with what has been changed since."""
    theirs = own.annotations.with_snapshot(own.store.snapshot())
    before, after = sides(left.edits)
    touched = {record.id for record in (*before, *after)}
    merged = merge(_with(theirs, before, touched), _with(theirs, after, touched), theirs)
    # What nobody here understands is not changed by anybody.
    news = difference(theirs.records, merged.set.records)
    return Difference(news.added, news.changed, news.removed)


def _with(there: AnnotationSet, records: list[Record], touched: set[str | None]) -> AnnotationSet:
    """A set in which some records are as they are given, or not at all."""
    others = (record for record in there.records if record.id is None or record.id not in touched)
    return there.with_records([*others, *records])
