"""Which sets a person means who names a path: that set itself, all sets of that document, or all in that folder.

Neither need be there any more: what is remembered of a set is wanted most when the set is gone.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from tui_reader.annotations.file import source_of
from tui_reader.annotations.folders import SUFFIX, SetFinder, annotation_path, is_set_name
from tui_reader.documents.library import Library
from tui_reader.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui_reader.settings import Settings


def meant_sets(path: Path, settings: Settings, remembered: Iterable[Path]) -> list[Path]:
    """The sets that `path` stands for, sorted; `remembered` are those that may be gone.

    Raises TuiReaderError when the settings name no annotator.
    """
    known = {os.path.realpath(there): there for there in remembered}
    if os.path.isdir(path):  # noqa: PTH112 - a name that is too long is that of nothing
        about = {os.path.realpath(there) for there in sets_about(path)}
        return sorted(there for real, there in known.items() if real in about or is_at_or_in(real, path))
    if os.path.realpath(path) in known or (path.name.endswith(SUFFIX) and source_of(path) is not None):
        return [path]
    finder = SetFinder(settings.annotations)
    own = annotation_path(path, settings.annotator, annotations_dir=settings.annotations)
    found = {os.path.realpath(there): there for there in (own, *finder.sets_for(path))}
    folders = {os.path.realpath(folder) for folder in finder.folders_for(path, None)}
    for real, there in known.items():
        folder, name = os.path.split(real)
        if folder in folders and is_set_name(name, path.name):
            found.setdefault(real, there)
    return sorted(found.values())


def sets_about(path: Path) -> Iterator[Path]:
    """The sets there are of a document, or of all documents in a folder: where the app looks for them."""
    opened, finder = path if path.is_dir() else None, SetFinder()
    try:
        documents = Library.find([path]).documents
    except DocumentError:
        return
    for document in documents:
        yield from finder.sets_for(document.path, opened)


def is_at_or_in(real: str, path: Path) -> bool:
    """Whether a real path is that of a file, or of something in that folder."""
    return Path(real).is_relative_to(os.path.realpath(path))
