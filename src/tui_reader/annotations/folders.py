"""Which file holds whose annotations of which source.

The folder is the one that was asked for; else the nearest `annotations` beside the source or beside a folder
above it; else a new one. Inside, sources in sub-folders are mirrored in sub-folders, and a file is called
`<source file name>.<annotator>.json`.
"""

from __future__ import annotations

import hashlib
import os
import unicodedata
from bisect import bisect_left
from pathlib import Path
from typing import TYPE_CHECKING

from tui_reader.annotations.file import source_of
from tui_reader.annotations.roots import FOLDER, absolute, as_named, repository_with
from tui_reader.annotations.source_paths import LeadsOut, is_relative, source_at
from tui_reader.errors import TuiReaderError
from tui_reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "FOLDER",
    "SUFFIX",
    "SetFinder",
    "annotation_path",
    "annotator_part",
    "is_set_name",
    "set_name",
    "sets_for",
    "source_part",
]

SUFFIX = ".json"
MAX_NAME = 255
"""Bytes in a file name, on the file systems people use."""
MAX_ANNOTATOR = 80
"""Bytes an annotator's name may take of it."""
_DIGEST = 12
"""Hexadecimal digits that tell shortened names apart."""


def annotation_path(
    source: Path, annotator: str, *, annotations_dir: Path | None = None, opened: Path | None = None
) -> Path:
    """Where `annotator`'s set for `source` is, or is to be made.

    `annotations_dir` is the folder asked for, if one was; `opened` the folder that was opened, None when it
    was the file itself. Should a set of another source already bear the name, the next name is taken, which
    spells the source's folders out. Raises TuiReaderError for an annotator's name that is empty.
    """
    name = set_name(source.name, annotator)
    finder = SetFinder(annotations_dir)
    for folder in finder.folders_for(source, opened):
        path = folder / name
        if finder.is_about(path, source):
            return path
    raise TuiReaderError(tr("every name for a set of {source} is taken by another source", source=source))


def sets_for(source: Path, *, annotations_dir: Path | None = None, opened: Path | None = None) -> list[Path]:
    """Every annotator's set for `source`, sorted by file name."""
    return SetFinder(annotations_dir).sets_for(source, opened)


class SetFinder:
    """Finds the sets of many sources; looks into every folder once, so what changes there later goes unseen."""

    def __init__(
        self, annotations_dir: Path | None = None, source_named_by: Callable[[Path], str | None] = source_of
    ) -> None:
        """`source_named_by` answers for a set what `file.source_of` does."""
        self._annotations_dir = annotations_dir
        self._source_named_by = source_named_by
        self._folders: dict[tuple[Path, Path | None], tuple[Path, ...]] = {}
        self._names: dict[Path, list[str]] = {}
        self._real: dict[str, str] = {}

    def sets_for(self, source: Path, opened: Path | None = None) -> list[Path]:
        """Every annotator's set for `source`, sorted by file name."""
        found: dict[str, Path] = {}
        prefix = f"{source_part(source.name)}."
        for folder in self.folders_for(source, opened):
            names = self._names_in(folder)
            for number in range(bisect_left(names, prefix), len(names)):
                name = names[number]
                if not name.startswith(prefix):
                    break
                if name in found or not is_set_name(name, source.name):
                    continue
                path = folder / name
                if path.is_file() and self.is_about(path, source):
                    found[name] = path
        return [found[name] for name in sorted(found)]

    def folders_for(self, source: Path, opened: Path | None) -> tuple[Path, ...]:
        """The folders a set of `source` may lie in, the first choice first."""
        key = (source.parent, opened)
        if key not in self._folders:
            self._folders[key] = _set_folders(source.parent, self._annotations_dir, opened)
        return self._folders[key]

    def is_about(self, path: Path, source: Path) -> bool:
        """Whether the set at `path` is, or may become, one of `source`: unless it names another existing file.

        What leads out of the set's root is not asked about, and does not count: the name of the set's file decides.
        In a folder of its own that was asked for, sets are about sources anywhere.
        """
        named = self._source_named_by(path)
        if named is None or not is_relative(named):
            return True
        folder, name = os.path.split(os.path.join(path.parent, named))  # noqa: PTH118 - `Path` drops a last slash
        try:
            if name == source.name and self._real_folder(folder) == self._real_folder(os.fspath(source.parent)):
                return True
            other = path.parent / named if self._annotations_dir else source_at(path, named)
            return not other.exists() or other.samefile(source)
        except (OSError, ValueError, RecursionError, LeadsOut):
            return True

    def _names_in(self, folder: Path) -> list[str]:
        """What is in a folder, sorted, so that the sets of a source stand together."""
        if folder not in self._names:
            try:
                self._names[folder] = sorted(os.listdir(folder))  # noqa: PTH208 - names are all that is wanted
            except OSError:
                self._names[folder] = []
        return self._names[folder]

    def _real_folder(self, folder: str) -> str:
        if folder not in self._real:
            self._real[folder] = os.path.realpath(folder)
        return self._real[folder]


def set_name(source_name: str, annotator: str) -> str:
    """The file name of a set. A source name too long for it is cut and told apart by a digest."""
    return f"{source_part(source_name)}.{annotator_part(annotator)}{SUFFIX}"


def is_set_name(name: str, source_name: str) -> bool:
    """Whether a file of this name would be somebody's set for a source of that name."""
    prefix = f"{source_part(source_name)}."
    annotator = name.removeprefix(prefix).removesuffix(SUFFIX)
    return name == f"{prefix}{annotator}{SUFFIX}" and annotator != "" and "." not in annotator


def annotator_in(path: Path) -> str:
    """The annotator that the name of a set's file says, as it is spelt there; of any other name its last part."""
    return path.name.removesuffix(SUFFIX).rpartition(".")[2]


def annotator_part(annotator: str) -> str:
    """An annotator's name as part of a file name, in which no dot, slash, space or control can stand.

    Letters, digits, marks, `-` and `_` stay; all else becomes the `%XX` of its UTF-8 bytes, so names that
    differ stay different. A result over MAX_ANNOTATOR bytes is cut and gets `~` and a digest of the whole
    name; no short name can hold a `~`. Names that differ only in Unicode normalisation are one name. Raises
    TuiReaderError for a name that is empty.
    """
    name = unicodedata.normalize("NFC", annotator)
    if not name.strip():
        raise TuiReaderError(tr("the annotator's name is empty"))
    safe = "".join(_escaped(character) for character in name)
    return safe if len(safe.encode()) <= MAX_ANNOTATOR else _cut(safe, name, MAX_ANNOTATOR)


def _escaped(character: str) -> str:
    if character in "-_" or unicodedata.category(character)[0] in "LNM":
        return character
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogatepass"))


def source_part(name: str) -> str:
    """A source's name as part of a file name: cut, and told apart by a digest, where it is too long."""
    limit = MAX_NAME - MAX_ANNOTATOR - len(".") - len(SUFFIX)
    return name if len(os.fsencode(name)) <= limit else _cut(name, name, limit)


def _cut(text: str, whole: str, limit: int) -> str:
    digest = hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST]
    room = limit - len(digest) - 1
    while len(text.encode("utf-8", "surrogatepass")) > room:
        text = text[:-1]
    return f"{text}~{digest}"


def _set_folders(parent: Path, annotations_dir: Path | None, opened: Path | None) -> tuple[Path, ...]:
    """The folders a set of a source in `parent` may lie in, the first choice first.

    They are named as the one that was asked for is, or as the source is: relative, or absolute.
    """
    named = parent if annotations_dir is None else annotations_dir
    parent = absolute(parent)
    opened = None if opened is None else absolute(opened)
    if opened is not None and not parent.is_relative_to(opened):
        opened = None
    if annotations_dir is not None:
        folder = absolute(annotations_dir)
    else:
        base = _base(parent, opened)
        if base is None:
            base = parent if opened is None else parent.parent
        folder = base / FOLDER
    if parent.is_relative_to(folder.parent):
        whole = parent.relative_to(folder.parent)
        mirrored = Path(*whole.parts[1:])
    else:
        whole = parent.relative_to(parent.anchor)
        mirrored = Path() if opened is None else parent.relative_to(opened)
    digest = hashlib.sha256(os.fsencode(whole)).hexdigest()[:_DIGEST]
    places = dict.fromkeys((folder / mirrored, folder / whole, folder / f"~{digest}"))
    return tuple(as_named(place, named) for place in places)


def _base(parent: Path, opened: Path | None) -> Path | None:
    """The nearest folder, from a source's own upwards, that has an `annotations` folder, no higher than the bound.

    The bound is the parent of the repository or of the opened folder, whichever is higher, so that a source
    has the same sets whether it was opened by itself or in its folder.
    """
    bounds = [root.parent for root in (repository_with(parent), opened) if root is not None]
    highest = min(bounds, key=lambda bound: len(bound.parts), default=None)
    for folder in (parent, *parent.parents):
        if (folder / FOLDER).is_dir():
            return folder
        if folder == highest:
            return None
    return None
