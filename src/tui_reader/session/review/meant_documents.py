"""The documents that somebody asks about by paths, with the sets of each that are compared."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations import file
from tui_reader.annotations.folders import SUFFIX, SetFinder
from tui_reader.annotations.source_paths import LeadsOut, source_at
from tui_reader.documents.files import read_document
from tui_reader.documents.library import Library
from tui_reader.errors import AnnotationFileError
from tui_reader.language import tr
from tui_reader.session.files.opening import find_tagset, tagset_path
from tui_reader.session.review.sides_of import has_only_decided, is_adjudicated, sides_of
from tui_reader.session.upkeep.checking import files_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from tui_reader.annotations.sets import AnnotationSet
    from tui_reader.annotations.tagset import Tagset
    from tui_reader.documents.document import Document
    from tui_reader.errors import FileProblem
    from tui_reader.review.sides import Side
    from tui_reader.settings import Settings


class Meant(NamedTuple):
    """A document, and which of its sets are meant."""

    path: Path
    opened: Path | None
    """The folder it was found in, if it was."""
    is_meant: bool
    """Whether the document is meant, and so all of its sets that people compare."""
    named: tuple[Path, ...]
    """Sets of it that are meant, whatever they are."""
    most: int
    """How many sets there may be to be compared: who needs two need not read a document that has one."""


@dataclass(frozen=True)
class Gathered:
    """A document that was read, with the sets that are compared."""

    document: Document
    sides: tuple[Side, ...]
    tagset: Tagset
    problems: tuple[FileProblem, ...]
    """What could not be read."""
    remarks: tuple[str, ...]
    """What else there is to say of the sets and of the tagset."""
    is_whole: bool = True
    """Whether all of every set could be read."""


def meant_documents(paths: Sequence[Path], settings: Settings, problems: list[FileProblem]) -> list[Meant]:
    """The documents that paths stand for, in their order, each once: sets are put with what they are about.

    A path is a document, a folder of documents, a set, or a folder of sets and nothing else. What cannot be looked
    into, and sets that do not say where their document is, come to the `problems`. Raises DocumentError where a path
    is that of nothing.
    """
    finder = SetFinder(settings.annotations)
    found: dict[str, Meant] = {}

    def put_document(path: Path, opened: Path | None) -> None:
        real = os.path.realpath(path)
        known = found.get(real, Meant(path, opened, False, (), 0))
        found[real] = known._replace(is_meant=True, most=known.most + len(finder.sets_for(path, opened)))

    def put_set(path: Path, *, is_named: bool) -> None:
        try:
            annotations = file.load(path).set
            if not is_named and is_adjudicated(annotations):
                return
            document = _source_of(annotations)
        except AnnotationFileError as error:
            problems.append(error)
            return
        real = os.path.realpath(document)
        known = found.get(real, Meant(document, None, False, (), 0))
        found[real] = known._replace(named=tuple(dict.fromkeys((*known.named, path))), most=known.most + 1)

    for path in paths:
        if _is_set(path):
            put_set(path, is_named=True)
            continue
        library = Library.find([path])
        problems += library.problems
        for entry in library.documents:
            put_document(entry.path, entry.above[-1].path if entry.above else None)
        if not library.documents and path.is_dir():
            for each in filter(_is_set, files_of(path)):
                put_set(each, is_named=False)
    return list(found.values())


def gathered(meant: Meant, settings: Settings, goes_on: Callable[[float], bool] = lambda _: True) -> Gathered:
    """Reads a document and its sets, and looks where their annotations are in it.

    `goes_on` is told which part is done, 0 to 1, and says whether to go on. Raises DocumentError and Stopped.
    """
    document = read_document(meant.path, settings.encoding)
    sides: dict[Path, Side] = {}
    problems: list[FileProblem] = []
    remarks: list[str] = []
    is_whole = True
    if meant.is_meant:
        read = sides_of(document, settings, (), meant.opened, goes_on=goes_on)
        pairs = zip(read.layers, read.sides, strict=True)
        sides |= {side.path: side for layer, side in pairs if not has_only_decided(layer)}
        problems += read.problems
        remarks += read.remarks
        is_whole = read.is_whole
    if meant.named:
        read = sides_of(document, settings, meant.named, meant.opened, goes_on=goes_on)
        known = {os.path.realpath(path) for path in sides}
        sides |= {side.path: side for side in read.sides if os.path.realpath(side.path) not in known}
        problems += [problem for problem in read.problems if str(problem) not in map(str, problems)]
        remarks += [remark for remark in read.remarks if remark not in remarks]
        is_whole &= read.is_whole
    tagset = find_tagset(_tagset_path(meant, sides, settings), remarks)
    return Gathered(document, tuple(sides.values()), tagset, tuple(problems), tuple(remarks), is_whole)


def _tagset_path(meant: Meant, sides: Iterable[Path], settings: Settings) -> Path:
    """Beside the first of the sets; where there is none, where one would be."""
    first = next(iter(sides), None)
    folder = SetFinder(settings.annotations).folders_for(meant.path, meant.opened)[0]
    return tagset_path(folder / meant.path.name if first is None else first, settings.annotations)


def _source_of(annotations: AnnotationSet) -> Path:
    """The document a set is about. Raises AnnotationFileError."""
    if annotations.source is None:
        raise AnnotationFileError(annotations.path, tr("does not say which source it is about"))
    try:
        return source_at(annotations.path, annotations.source.path)
    except LeadsOut as error:
        raise AnnotationFileError(annotations.path, str(error)) from error


def _is_set(path: Path) -> bool:
    return path.name.endswith(SUFFIX) and path.is_file() and file.source_of(path) is not None
