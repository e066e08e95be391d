"""What `validate` looks at: the sets and tagsets under the paths a person named, and everything wrong in them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from tui_reader.annotations.folders import FOLDER
from tui_reader.annotations.page import decode_page, read_bytes
from tui_reader.annotations.problems import Problem
from tui_reader.annotations.tagset import default_tagset, load_tagset, parse_tagset
from tui_reader.annotations.validate import validate
from tui_reader.documents.files import read_document
from tui_reader.errors import AnnotationFileError
from tui_reader.language import tr
from tui_reader.session.opening import TAGSET_FILE, tagset_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui_reader.annotations.tagset import Tagset


def check(paths: Iterable[Path]) -> Iterator[Problem]:
    """Every problem of the files, and of the sets and tagsets in the folders, one file after the other.

    Of a folder, what lies in its `annotations` folders is checked; of one that is such a folder, or lies in one,
    everything. Raises AnnotationFileError for a path that does not exist or cannot be looked at.
    """
    for path in paths:
        try:
            path.stat()
        except FileNotFoundError as error:
            raise AnnotationFileError(path, tr("no such file or folder")) from error
        except OSError as error:
            raise AnnotationFileError(path, tr("cannot be read ({reason})", reason=error.strerror or error)) from error
        for file in _files(path):
            if file.name == TAGSET_FILE:
                yield from _check_tagset(file)
            else:
                yield from _check_set(file)


def _check_set(path: Path) -> Iterator[Problem]:
    try:
        yield from validate(path, tagset=_tagset_for(path), read_source=read_document)
    except AnnotationFileError as error:
        yield Problem(path, None, "$", error.reason)


def _check_tagset(path: Path) -> Iterator[Problem]:
    try:
        text = decode_page(path, read_bytes(path))
    except AnnotationFileError as error:
        yield Problem(path, None, "$", error.reason)
        return
    _, problems = parse_tagset(text, path)
    yield from problems


def _tagset_for(path: Path) -> Tagset | None:
    """The tagset a set is checked against; None when its file is wrong, which is a problem of its own."""
    file = tagset_path(path, None)
    if not file.is_file():
        return default_tagset()
    try:
        return load_tagset(file)
    except AnnotationFileError:
        return None


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    whole = FOLDER in path.absolute().parts
    for folder, below, names in os.walk(path):
        below[:] = sorted(name for name in below if not name.startswith("."))
        if not whole and FOLDER not in Path(folder).relative_to(path).parts:
            continue
        for name in sorted(names):
            if name == TAGSET_FILE or (name.endswith(".json") and not name.startswith(".")):
                yield Path(folder) / name
