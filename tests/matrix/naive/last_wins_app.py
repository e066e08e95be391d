"""The app, but that it writes what it has, whatever somebody else has written meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui_reader.__main__ import main
from tui_reader.annotations import file, set_file
from tui_reader.annotations.commit import Committed

if TYPE_CHECKING:
    from tui_reader.annotations.sets import AnnotationSet


def write(_: object, mine: AnnotationSet, **__: Any) -> Committed:
    """Takes no lock and reads nothing."""
    return Committed(file.save(mine.path, mine), mine, None)


if __name__ == "__main__":
    set_file.commit = write
    main()
