"""Where people were: the reading place and the caret of each document, kept between runs.

The file is in the user's state folder. Losing it costs a place to scroll to and nothing else, so a broken one
is set aside without a word, and a failure to write it stops nobody.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from tui_reader.errors import SaveError

if TYPE_CHECKING:
    from pathlib import Path

REMEMBERED = 1000
"""Documents whose places are kept, the latest ones."""


class ReadingPlace(NamedTuple):
    """Offsets in a document as it was when it was left."""

    top: int
    """First character of the row at the top of the reading pane."""
    caret: int


class ReadingState:
    """The places in one state file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._places = _read(path)

    def place_of(self, document: Path) -> ReadingPlace | None:
        """Where this document was left."""
        return self._places.get(_key(document))

    def remember(self, document: Path, place: ReadingPlace) -> None:
        """Keeps a place, on the disk too, unless it is there already."""
        key = _key(document)
        # What other windows have written meanwhile is theirs to keep.
        places = _read(self._path)
        if places.get(key) == place:
            return
        places.pop(key, None)
        places[key] = place
        self._places = dict(list(places.items())[-REMEMBERED:])
        import json

        from tui_reader.annotations import atomic

        text = json.dumps({"places": self._places}, ensure_ascii=True, indent=0)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            atomic.replace(self._path, text.encode())
        except (OSError, SaveError):
            return


def _key(document: Path) -> str:
    return os.path.realpath(document)


def _read(path: Path) -> dict[str, ReadingPlace]:
    try:
        content = path.read_bytes()
    except OSError:
        return {}
    import json

    try:
        places = json.loads(content)["places"]
        return {key: _place(value) for key, value in places.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _place(value: Any) -> ReadingPlace:
    top, caret = value
    if type(top) is not int or type(caret) is not int or top < 0 or caret < 0:
        raise ValueError("not an offset")
    return ReadingPlace(top, caret)
