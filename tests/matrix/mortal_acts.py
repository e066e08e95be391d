"""What is done in a process that may die of it: named here, as that process has to import it."""

from __future__ import annotations

import resource
from typing import TYPE_CHECKING, Any

from tui_reader.errors import SaveError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[[Path, bytes], object]

NAME = "doc.txt.amal.json"
OLD, NEW = b"old\n" * 3000, b"new\n" * 5000


def put_old(place: Path) -> None:
    """Puts the file there that is to be replaced."""
    (place / NAME).write_bytes(OLD)


def rewrite(place: Path, write: Write, content: bytes) -> Any:
    """Puts a content into the file of that name."""
    return write(place / NAME, content)


def rewrite_until_it_works(place: Path, write: Write, content: bytes) -> int:
    """The same, and again as a person does who is told that it failed; how many times it was tried."""
    for attempt in range(1, 4):
        try:
            write(place / NAME, content)
        except (SaveError, OSError):
            continue
        return attempt
    raise SaveError(place / NAME, "failed three times")


def rewrite_within(place: Path, write: Write, content: bytes, limit: int) -> Any:
    """Puts a content into the file in a process whose files may have so many bytes."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    return write(place / NAME, content)


def files_in(place: Path) -> dict[str, bytes]:
    """All files beneath a folder, by their path in it."""
    return {str(path.relative_to(place)): path.read_bytes() for path in place.rglob("*") if path.is_file()}
