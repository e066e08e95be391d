"""Three files of one set made into one, as a version control system asks for it.

What cannot be read as a set, or only in part, is not merged by records: what was missing would count as deleted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.annotations import atomic
from tui_reader.annotations.file import load, parse, serialise
from tui_reader.annotations.merging import Merged, merge
from tui_reader.errors import AnnotationFileError, SaveError
from tui_reader.language import tr

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.annotations.sets import AnnotationSet


def merge_files(base: Path, ours: Path, theirs: Path) -> Merged:
    """Merge two files and write the result to `ours`, whose versions keep their ids. An empty `base` is none.

    Raises AnnotationFileError and SaveError; then `ours` is as it was.
    """
    old = None if _is_empty(base) else _whole(base)
    merged = merge(old, _whole(theirs), _whole(ours))
    text = serialise(merged.set)
    again = parse(ours, text)
    if again.read_only or [record.json for record in again.set.records] != [r.json for r in merged.set.records]:
        raise SaveError(ours, tr("could not be read again; nothing was written"))
    atomic.replace(ours, text.encode())
    return merged


def _is_empty(path: Path) -> bool:
    try:
        return path.stat().st_size == 0
    except OSError as error:
        raise AnnotationFileError(path, error.strerror or str(error)) from None


def _whole(path: Path) -> AnnotationSet:
    loaded = load(path)
    if loaded.read_only:
        raise AnnotationFileError(path, loaded.problems[-1].message)
    return loaded.set
