"""The adjudicated set on the disk: made of the decisions of a review, beside the reviewer's own set, and made again.

Nothing of it is worth keeping but what it comes from, so it is written over; what is no such set never is. The version
that was there is a backup.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations import file, sets
from tui_reader.annotations.backups import FOLDER, Backups
from tui_reader.annotations.commit import commit
from tui_reader.annotations.dropping import Dropping
from tui_reader.annotations.file import Known
from tui_reader.annotations.folders import SetFinder, annotator_in, is_set_name, set_name
from tui_reader.annotations.records.remark import Remark
from tui_reader.annotations.strict_json import decode
from tui_reader.documents.standing import Standing, standing_of
from tui_reader.errors import AnnotationFileError, DocumentError, SaveError
from tui_reader.language import tr
from tui_reader.review.adjudication import ADJUDICATED, adjudicated
from tui_reader.settings import state_folder
from tui_reader.text.excerpt import isolated

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.annotations.commit import Committed
    from tui_reader.annotations.sets import AnnotationSet
    from tui_reader.annotations.tagset import Tagset
    from tui_reader.documents.document import Document
    from tui_reader.review.adjudication import Adjudicated
    from tui_reader.review.decisions import Decisions
    from tui_reader.session.layers import SetLayer


class Written(NamedTuple):
    """The adjudicated set as it is on the disk."""

    adjudicated: Adjudicated
    committed: Committed
    is_new: bool
    """Whether something was written; else the file holds just this already."""

    @property
    def path(self) -> Path:
        """The file."""
        return self.adjudicated.set.path


def usual_path(decisions: Decisions) -> Path:
    """Where the adjudicated set is where nobody names another place: beside the reviewer's own."""
    return decisions.own.path.with_name(set_name(decisions.document.path.name, ADJUDICATED))


def write_adjudicated(decisions: Decisions, own: SetLayer, tagset: Tagset, path: Path | None = None) -> Written:
    """Makes the set of what was accepted and writes it; nothing is written that is there already.

    `own` is the reviewer's set, which has the decisions. Any thread may do it, if nobody decides meanwhile. Raises
    SaveError, also where that set cannot be read as a whole, and for a file that is something else than what came of
    this reviewer's decisions on the same document; DocumentError where the document has changed since it was read.
    """
    document = decisions.document
    if standing_of(document) is not Standing.AS_READ:
        raise DocumentError(document.path, tr("has changed while it was read; nothing was written"))
    target = usual_path(decisions) if path is None else path
    if own.read_only_because and (own.problems or own.known.base is None) and own.path.exists():
        # What cannot be read of it would be taken for what was never decided.
        name, reason = isolated(own.path.name), own.read_only_because
        raise SaveError(target, tr("not all decisions in {name} can be read: {reason}", name=name, reason=reason))
    known = _known(target, document, decisions.reviewer)
    made = adjudicated(
        decisions,
        target,
        annotator=_annotator(target, document),
        symmetric=tagset.symmetric_relations,
    )
    backups = Backups(state_folder() / FOLDER, target)
    # What was taken out of it was taken back by a decision: nobody need be asked about it here.
    committed = commit(known, made.set, dropping=Dropping.ALLOWED, backups=backups)
    return Written(made, committed, committed.saved.text_hash != known.text_hash)


def _known(path: Path, document: Document, reviewer: str) -> Known:
    """The version of the set that is there. Raises SaveError where it is not one that may be written over."""
    if not path.exists():
        return Known()
    try:
        loaded = file.load(path)
    except AnnotationFileError as error:
        raise SaveError(
            path, tr("is no adjudicated set ({reason}); it is left as it is", reason=error.reason)
        ) from None
    if loaded.read_only:
        raise SaveError(path, tr("the file is damaged, or of a newer version"))
    if sets.ADJUDICATED not in dict(loaded.set.members):
        raise SaveError(path, tr("is no adjudicated set; it is left as it is"))
    if any(isinstance(record, Remark) for record in loaded.set.records):
        # Somebody who is called as the set is has decided or answered there.
        raise SaveError(path, tr("holds what somebody has said; it is left as it is"))
    if not SetFinder(path.parent).is_about(path, document.path):
        raise SaveError(path, tr("is the adjudicated set of another document; it is left as it is"))
    whose = _reviewer_of(loaded.set)
    if whose not in (None, reviewer):
        raise SaveError(path, tr("came of the decisions of {reviewer}; it is left as it is", reviewer=isolated(whose)))
    return Known(loaded.set, loaded.text_hash)


def _reviewer_of(annotations: AnnotationSet) -> str | None:
    """Of whose decisions a set came; None where it does not say."""
    told = decode(dict(annotations.members)[sets.ADJUDICATED])
    whose = told.get("by") if isinstance(told, dict) else None
    return whose if isinstance(whose, str) else None


def _annotator(path: Path, document: Document) -> str:
    """Whose set it says to be: what the name of the file says, as others do."""
    if not is_set_name(path.name, document.path.name):
        return ADJUDICATED
    return annotator_in(path)
