"""Two set files to be compared: whether they are about one source, what that is now, and whether they are one set.

Where the source is not there, which it is not for the files that git hands to a program, the sets themselves say where
their annotations are: then places are those at which they were made.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations import file
from tui_reader.annotations.folders import annotator_in
from tui_reader.annotations.records.annotation import Annotation
from tui_reader.annotations.records.relation import Relation
from tui_reader.annotations.sets import ID, AnnotationSet, page_set
from tui_reader.annotations.source_paths import source_at
from tui_reader.documents.files import read_document
from tui_reader.errors import AnnotationFileError, DocumentError, Stopped, TuiReaderError
from tui_reader.language import tr
from tui_reader.review.sides import Side, Unit
from tui_reader.session.layers import layer_of
from tui_reader.session.review.sides_of import AnotherSource, remarks_on, side_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tui_reader.annotations.file import Loaded
    from tui_reader.documents.document import Document


class TwoSets(NamedTuple):
    """Two sets of one source."""

    loaded: tuple[Loaded, Loaded]
    document: Document | None
    """The source; None where it cannot be read."""
    remarks: tuple[str, ...]

    @property
    def sets(self) -> tuple[AnnotationSet, AnnotationSet]:
        """What was read."""
        return self.loaded[0].set, self.loaded[1].set

    @property
    def are_versions(self) -> bool:
        """Whether they are two versions of one set: with one id, or of one annotator with records of the same ids."""
        one, other = self.sets
        if not one.members or not other.members:
            return True
        ids = dict(one.members).get(ID), dict(other.members).get(ID)
        if ids[0] is not None and ids[0] == ids[1]:
            return True
        names = [{record.id for record in each.records if record.id is not None} for each in (one, other)]
        return one.annotator == other.annotator and not names[0].isdisjoint(names[1])

    def sides(self, goes_on: Callable[[float], bool] = lambda _: True) -> tuple[tuple[Side, Side], list[str]]:
        """The sets as sides of a comparison, and what is to be told of them. Counts the source. Raises Stopped."""
        document = self.document
        if document is None:
            one, other = map(_side_as_made, self.loaded)
            return (one, other), []
        if not document.count(goes_on):
            raise Stopped(tr("the comparison was given up"))
        sides, remarks = [], []
        for loaded in self.loaded:
            layer = layer_of(loaded, document, annotator_in(loaded.set.path), str(loaded.set.path), goes_on)
            sides.append(side_of(layer, document))
            remarks += remarks_on(layer)
        return (sides[0], sides[1]), remarks


def two_sets(one: Path, other: Path, encoding: str | None = None) -> TwoSets:
    """Reads two sets and their source; an empty file is a set before anything was in it.

    Raises AnnotationFileError for one that cannot be read whole, and AnotherSource where they are about two sources.
    """
    loaded = _whole(one), _whole(other)
    remarks: list[str] = []
    _require_one_source(loaded[0].set, loaded[1].set)
    document: Document | None = None
    reason: TuiReaderError | None = None
    for each in loaded:
        if document is None and each.set.source is not None:
            try:
                document = read_document(source_at(each.set.path, each.set.source.path), encoding)
            except (DocumentError, TuiReaderError) as error:
                reason = reason or error
    if document is None:
        remarks.append(
            tr("{reason}: places and texts are those at which the annotations were made", reason=reason)
            if reason is not None
            else tr("neither set says which source it is about: places are those at which annotations were made")
        )
        hashes = {each.set.source.sha256 for each in loaded if each.set.source is not None}
        if len(hashes) > 1:
            remarks.append(tr("the sets were made on different versions of the source: places may not be the same"))
    return TwoSets(loaded, document, tuple(remarks))


def _whole(path: Path) -> Loaded:
    if _is_empty(path):
        return file.Loaded(page_set(path, (), {}, ()), (), False, "")
    loaded = file.load(path)
    if loaded.read_only:
        raise AnnotationFileError(path, tr("the file is damaged, or of a newer version"))
    return loaded


def _is_empty(path: Path) -> bool:
    """Whether there is nothing in a file, or it is what programs name for nothing."""
    try:
        return os.fspath(path) == os.devnull or (path.is_file() and path.stat().st_size == 0)
    except (OSError, ValueError):
        return False


def _require_one_source(one: AnnotationSet, other: AnnotationSet) -> None:
    first, second = one.source, other.source
    if first is None or second is None or (first.sha256 and first.sha256 == second.sha256):
        return
    try:
        paths = [source_at(each.path, about.path) for each, about in ((one, first), (other, second))]
        if all(path.exists() for path in paths):
            is_same = paths[0].samefile(paths[1])
        else:
            is_same = paths[0].name == paths[1].name
    except (OSError, ValueError, TuiReaderError):
        is_same = os.path.basename(first.path) == os.path.basename(second.path)  # noqa: PTH119 - no path of ours
    if not is_same:
        raise AnotherSource(
            other.path,
            tr("is about {source}, and {path} about {other}", source=second.path, path=one.path, other=first.path),
        )


def _side_as_made(loaded: Loaded) -> Side:
    """A set whose source is not there: what says its position is where it says."""
    units, lost = [], []
    for record in loaded.set.records:
        if not isinstance(record, Annotation) or record.is_suggestion:
            continue
        places = tuple(sorted(target.position for target in record.targets if target.position is not None))
        if record.is_on_document or len(places) == len(record.targets):
            units.append(Unit(record, places, places))
        else:
            lost.append(record)
    here = {unit.id for unit in units}
    links = (each for each in loaded.set.records if isinstance(each, Relation) and {each.source, each.target} <= here)
    annotator = loaded.set.annotator or annotator_in(loaded.set.path)
    return Side(annotator, loaded.set.path, tuple(units), tuple(links), tuple(lost))
