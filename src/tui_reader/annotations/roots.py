"""The folders that bound where sets and sources are looked for: the repository, and what holds `annotations`."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = "annotations"


def absolute(path: Path) -> Path:
    """Absolute and without `..`, symbolic links left as the user wrote them."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow the links


def as_named(path: Path, like: Path) -> Path:
    """An absolute path as somebody names it who names `like`: from where we are, where that is relative."""
    return path if like.is_absolute() else Path(os.path.relpath(path))


def repository_root(path: Path) -> Path | None:
    """The nearest folder above `path` that holds `.git`."""
    return repository_with(absolute(path).parent)


def repository_with(folder: Path) -> Path | None:
    """`folder` or the nearest one above it that holds `.git`."""
    return next((above for above in (folder, *folder.parents) if (above / ".git").exists()), None)


def root_of(path: Path) -> Path:
    """The folder in which the source of the set at `path` must lie: the repository, else what holds `annotations`."""
    repository = repository_root(path)
    if repository is not None:
        return repository
    real = Path(os.path.realpath(path))
    return next((folder.parent for folder in real.parents if folder.name == FOLDER), real.parent)
