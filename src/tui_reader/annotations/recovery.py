"""What programs that were killed left in their journals, as a version of the set: a merge like any other.

Each journal tells what its records were and what became of them, so the base and the one side of the merge are the
set as it is now with the ones or the others in it; the other side is the set as it is now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations import file, journal
from tui_reader.annotations.commit import Committed, commit, version_in
from tui_reader.annotations.difference import Difference, difference
from tui_reader.annotations.file import Known
from tui_reader.annotations.journal import sides
from tui_reader.annotations.merging import Merged, merge
from tui_reader.annotations.page import reason_of
from tui_reader.errors import SaveError
from tui_reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from tui_reader.annotations.backups import Backups
    from tui_reader.annotations.journal import Edit, Left
    from tui_reader.annotations.merging import Conflict
    from tui_reader.annotations.records.record import Record
    from tui_reader.annotations.sets import AnnotationSet


class Recovery(NamedTuple):
    """What the journals of one set come to. Nothing has been written yet."""

    journals: tuple[Left, ...]
    """Those that it takes in; of others not even the header can be read."""
    known: Known
    """The set as it is."""
    set: AnnotationSet
    """The set as it would be."""
    difference: Difference
    """From the one to the other."""
    conflicts: tuple[Conflict, ...]
    """What somebody else has changed meanwhile as well."""

    @property
    def path(self) -> Path:
        """The set's file, which need not be there."""
        return self.set.path


def recovery(left: Sequence[Left]) -> Recovery | None:
    """What the journals of one set, oldest first, would change in it; None where nothing can be read of any.

    Raises SaveError when what is in the set's place is damaged, newer or another set, AnnotationFileError when there
    is nothing and the journal does not tell what the set began as.
    """
    readable = tuple(one for one in left if one.header is not None)
    if not readable:
        return None
    header = readable[-1].header
    assert header is not None, "they are readable"
    begun = file.parse(header.set_path, header.page).set
    known = _as_it_is(begun)
    merged = with_changes(known.base or begun, readable)
    present: tuple[Record, ...] = known.base.records if known.base is not None else ()
    return Recovery(readable, known, merged.set, difference(present, merged.set.records), merged.conflicts)


def with_changes(there: AnnotationSet, left: Iterable[Left]) -> Merged:
    """A set with what journals, oldest first, would change in it."""
    conflicts: list[Conflict] = []
    left = list(left)
    for one in left:
        if any(_goes_on_from(other, one) for other in left):
            continue
        merged = with_edits(there, one.edits)
        there = merged.set
        conflicts += merged.conflicts
    return Merged(there, tuple(conflicts))


def with_edits(theirs: AnnotationSet, edits: Iterable[Edit]) -> Merged:
    """A set with the edits of a journal, which were made on some version of it."""
    before, after = sides(edits)
    touched = {record.id or record.json for record in (*before, *after)}
    others = [record for record in theirs.records if (record.id or record.json) not in touched]
    return merge(theirs.with_records([*others, *before]), theirs.with_records([*others, *after]), theirs)


def _goes_on_from(later: Left, earlier: Left) -> bool:
    """Whether a journal is another one written anew with more in it, because the disk had failed."""
    count = len(earlier.edits)
    return later.header == earlier.header and count < len(later.edits) and later.edits[:count] == earlier.edits


def recover(found: Recovery, backups: Backups | None = None) -> Committed:
    """Put a recovered set on the disk, and remove the journals; those of which a part cannot be read are set aside.

    They stay while the disk has not confirmed the set: what is recovered twice is there once. Raises SaveError with the
    set as it was and the journals where they were.
    """
    deleted = {item.id for item in found.difference.removed}
    committed = commit(found.known, found.set, deleted=deleted, backups=backups)
    for one in found.journals if committed.saved.durable else ():
        if one.lost_bytes:
            journal.set_aside(one.path)
        else:
            journal.remove(one.path)
    return committed


def _as_it_is(begun: AnnotationSet) -> Known:
    try:
        content = begun.path.read_bytes()
    except FileNotFoundError:
        return Known(None, "")
    except (OSError, ValueError) as error:
        raise SaveError(begun.path, tr("cannot be read ({reason})", reason=reason_of(error))) from None
    loaded = version_in(content, begun)
    return Known(loaded.set, loaded.text_hash)
