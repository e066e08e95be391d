"""What `validate` looks at: the sets and tagsets under the paths a person named, and everything wrong in them."""

from __future__ import annotations

import fcntl
import os
import re
from collections import defaultdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tui_reader.annotations.folders import FOLDER, SUFFIX
from tui_reader.annotations.page import decode_page, read_bytes
from tui_reader.annotations.problems import Problem
from tui_reader.annotations.strict_json import encode_ascii
from tui_reader.annotations.tagset import default_tagset, load_tagset, parse_tagset
from tui_reader.annotations.validate import inspect
from tui_reader.documents.files import read_document
from tui_reader.errors import AnnotationFileError
from tui_reader.language import tr, tr_count
from tui_reader.session.files.opening import TAGSET_FILE, tagset_path
from tui_reader.session.upkeep.meant_sets import sets_about

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tui_reader.annotations.tagset import Tagset
    from tui_reader.annotations.validate import Inspected

_LEFT_OVER = re.compile(r"\.tui-reader-[0-9a-f]+\.(?:tmp|lock)")
"""What `atomic` calls a file before it is whole, and `lock` the one that is locked."""


def check(
    paths: Iterable[Path], progress: Callable[[Path, float], object] = lambda _path, _part: None
) -> Iterator[Problem]:
    """Every problem of the files, and of the sets and tagsets in the folders, one file after the other.

    Of a folder, what lies in its `annotations` folders is checked; of one that is such a folder, or lies in one,
    everything. `progress` is told which part of which file has been read, 0 to 1. Raises AnnotationFileError for a
    path that does not exist or cannot be looked at.
    """
    checker = Checker(progress)
    for path in paths:
        for file in files_of(path):
            yield from checker.check(file)


def files_of(path: Path) -> Iterator[Path]:
    """The sets and tagsets under a path, and what a save left there; then the sets that are elsewhere.

    Those are the ones about a document, or about the documents in a folder: the app makes a folder for them beside the
    one that it opens. Raises AnnotationFileError.
    """
    try:
        path.stat()
    except (FileNotFoundError, ValueError) as error:
        raise AnnotationFileError(path, tr("no such file or folder")) from error
    except OSError as error:
        raise AnnotationFileError(path, tr("cannot be read ({reason})", reason=error.strerror or error)) from error
    if path.is_file() and (path.name == TAGSET_FILE or path.name.endswith(SUFFIX) or is_left_over(path)):
        yield path
        return
    if not path.is_dir():
        # What is no document of any set is taken for a set, and said not to be one.
        yield from list(sets_about(path)) or [path]
        return
    seen = set()
    for file in _files(path):
        seen.add(os.path.realpath(file))
        yield file
    yield from (file for file in sets_about(path) if os.path.realpath(file) not in seen)


class Checker:
    """Checks one file after the other, and what they have in common."""

    def __init__(self, progress: Callable[[Path, float], object] = lambda _path, _part: None) -> None:
        """`progress` is told which part of which file has been read, 0 to 1."""
        self._progress = progress
        self._twins = _Twins()

    def check(self, path: Path, content: bytes | None = None) -> Iterator[Problem]:
        """Every problem of a set, of a tagset, or of what a save left; `content` stands for a set's own."""
        if path.name == TAGSET_FILE:
            yield from _check_tagset(path)
        elif is_set(path):
            yield from self._check_set(path, content)
        else:
            yield from _left_over(path)

    def _check_set(self, path: Path, content: bytes | None) -> Iterator[Problem]:
        progress = partial(self._progress, path)
        try:
            found = inspect(
                path, tagset=tagset_for(path), read_source=read_document, progress=progress, content=content
            )
        except AnnotationFileError as error:
            yield Problem(path, None, "$", error.reason)
        else:
            yield from found.problems
            yield from self._twins.of(path, found)


class _Twins:
    """Ids that stand in more than one set of a source: nobody could say which of the two is meant."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._seen: defaultdict[str, list[tuple[Path, frozenset[str]]]] = defaultdict(list)

    def of(self, path: Path, found: Inspected) -> Iterator[Problem]:
        """What a set has in common with those of the same source in its folder that came before it."""
        # Sets of one source lie together, and those of a whole corpus need not be remembered.
        if path.parent != self._folder:
            self._folder = path.parent
            self._seen.clear()
        if found.source is None:
            return
        for other, ids in self._seen[found.source]:
            common = found.ids & ids
            if common:
                message = tr_count(
                    len(common),
                    "{count} of its records has an id that a record in {name} has too: {id}",
                    "{count} of its records have ids that records in {name} have too, the first {id}",
                    name=other.name,
                    id=encode_ascii(min(common)),
                )
                yield Problem(path, None, "items", message, is_warning=True)
        self._seen[found.source].append((path, found.ids))


def is_set(path: Path) -> bool:
    """Whether what `files_of` gave is neither a tagset nor left by a save."""
    return path.name != TAGSET_FILE and not is_left_over(path)


def is_left_over(path: Path) -> bool:
    """Whether a file's name is that of one that a save makes beside a set."""
    return _LEFT_OVER.fullmatch(path.name) is not None


def _left_over(path: Path) -> Iterator[Problem]:
    """What a save left that was killed; nothing about one that still goes on."""
    if _is_locked(path):
        return
    message = tr("was left by a save that did not come to its end; nothing reads it")
    yield Problem(path, None, "$", message, is_warning=True)


def _is_locked(path: Path) -> bool:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False


def _check_tagset(path: Path) -> Iterator[Problem]:
    try:
        text = decode_page(path, read_bytes(path))
    except AnnotationFileError as error:
        yield Problem(path, None, "$", error.reason)
        return
    _, problems = parse_tagset(text, path)
    yield from problems


def tagset_for(path: Path) -> Tagset | None:
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
            is_set = name.endswith(".json") and not name.startswith(".")
            if is_set or name == TAGSET_FILE or _LEFT_OVER.fullmatch(name):
                yield Path(folder) / name
