"""The sets that are compared where nobody has opened a reading: of documents, of folders of them, or named ones.

A set that came of a review is left out unless it is named, and so is that of somebody who has only decided.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations import file
from tui_reader.annotations.bulk import without_collecting
from tui_reader.annotations.folders import SUFFIX, SetFinder
from tui_reader.annotations.model import Annotation
from tui_reader.annotations.source_paths import LeadsOut, source_at
from tui_reader.documents.files import read_document
from tui_reader.documents.library import Library
from tui_reader.errors import AnnotationFileError, Stopped
from tui_reader.language import tr, tr_count
from tui_reader.review.sides import Side
from tui_reader.session.checking import files_of
from tui_reader.session.opening import find_tagset, tagset_path
from tui_reader.session.review.sides_of import is_adjudicated, read_layer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from tui_reader.annotations.tagset import Tagset
    from tui_reader.documents.document import Document
    from tui_reader.errors import FileProblem
    from tui_reader.settings import Settings


class Meant(NamedTuple):
    """A document, and its sets that may be compared."""

    path: Path
    sets: tuple[Path, ...]
    named: frozenset[Path]
    """Those of them that somebody has named, whatever they are."""


@dataclass(frozen=True)
class Gathered:
    """A document that was read, with the sets that are compared."""

    document: Document
    sides: tuple[Side, ...]
    tagset: Tagset
    problems: tuple[FileProblem, ...] = ()
    """What could not be read."""
    remarks: tuple[str, ...] = field(default=())
    """What else there is to say: of the tagset, and of annotations that have no place in the text as it is."""

    @property
    def symmetric(self) -> frozenset[str]:
        """The names of the relations of which the direction does not matter."""
        return frozenset(relation.name for relation in self.tagset.relations if relation.symmetric)


def meant_documents(paths: Sequence[Path], settings: Settings, problems: list[FileProblem]) -> list[Meant]:
    """The documents that paths stand for, in their order, each once: sets are put with what they are about.

    A path is a document, with all its sets; a folder of documents, or else of sets; or a set. What cannot be looked
    into, and sets that do not say where their document is, come to the `problems`. Raises DocumentError where a path
    is that of nothing.
    """
    finder = SetFinder(settings.annotations)
    found: dict[str, tuple[Path, dict[str, Path], set[Path]]] = {}

    def put(document: Path, sets: Iterable[Path], *, are_named: bool) -> None:
        _, known, named = found.setdefault(os.path.realpath(document), (document, {}, set()))
        for path in sets:
            real = known.setdefault(os.path.realpath(path), path)
            if are_named:
                named.add(real)

    def put_sets(sets: Iterable[Path], *, are_named: bool) -> None:
        for path in sets:
            try:
                put(source_of(path), [path], are_named=are_named)
            except AnnotationFileError as error:
                problems.append(error)

    for path in paths:
        if _is_set(path):
            put_sets([path], are_named=True)
            continue
        library = Library.find([path])
        problems += library.problems
        for entry in library.documents:
            put(entry.path, finder.sets_for(entry.path, entry.above[-1].path if entry.above else None), are_named=False)
        if not library.documents:
            put_sets(filter(_is_set, files_of(path)), are_named=False)
    return [Meant(document, tuple(known.values()), frozenset(named)) for document, known, named in found.values()]


def gathered(meant: Meant, settings: Settings, goes_on: Callable[[float], bool] = lambda _: True) -> Gathered:
    """Reads a document and its sets, and looks where their annotations are in it.

    `goes_on` is told which part of a file is done, 0 to 1, and says whether to go on. Raises DocumentError, Stopped.
    """
    document = read_document(meant.path, settings.encoding)
    if not document.count(goes_on):
        raise Stopped(tr("the comparison was given up"))
    problems: list[FileProblem] = []
    remarks: list[str] = []
    sides = []
    for path in meant.sets:
        try:
            layer = read_layer(path, document, goes_on)
        except AnnotationFileError as error:
            problems.append(error)
            continue
        records = layer.store.snapshot().records
        if path not in meant.named and (is_adjudicated(layer.annotations) or _has_only_decided(records)):
            continue
        with without_collecting():
            side = Side.of(layer.annotator, path, layer.store.placements(), records, document)
        if layer.problems:
            remarks.append(f"{path}: {tr('is damaged; what can be read of it is compared')}")
        if side.lost:
            remarks.append(f"{path}: {_lost_words(len(side.lost))}")
        sides.append(side)
    first = meant.sets[0] if meant.sets else meant.path
    tagset = find_tagset(tagset_path(first, settings.annotations), remarks)
    return Gathered(document, tuple(sides), tagset, tuple(problems), tuple(remarks))


def source_of(path: Path) -> Path:
    """The document a set is about. Raises AnnotationFileError."""
    source = file.load(path).set.source
    if source is None:
        raise AnnotationFileError(path, tr("does not say which source it is about"))
    try:
        return source_at(path, source.path)
    except LeadsOut as error:
        raise AnnotationFileError(path, str(error)) from error


def _lost_words(count: int) -> str:
    return tr_count(
        count,
        "1 annotation has no place in the text as it is, and is left out",
        "{count} annotations have no place in the text as it is, and are left out",
    )


def _is_set(path: Path) -> bool:
    return path.name.endswith(SUFFIX) and path.is_file() and file.source_of(path) is not None


def _has_only_decided(records: Sequence[object]) -> bool:
    """Whether somebody has said something, and nothing of it about the text itself."""
    return bool(records) and not any(isinstance(each, Annotation) and not each.is_suggestion for each in records)
