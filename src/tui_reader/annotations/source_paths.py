"""Where the source of a set is, and whether a program may go there: a set is a stranger's file.

A path in a set is followed only if it is relative and ends, symbolic links followed, under the root: the
repository the set lies in, else the folder that holds the set's `annotations`. Whoever reads a source because a set
names it asks here.
"""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from pathlib import Path

from tui_reader.annotations.roots import root_of
from tui_reader.errors import TuiReaderError
from tui_reader.language import tr

SHOWN = 80
"""Code points of a path that a message repeats."""
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_LOST = "\ufffd"
"""Stands in a set for a byte of a file's name that is no UTF-8: JSON cannot hold it."""


class LeadsOut(TuiReaderError):
    """A set names a source that may not be read for its sake; the message shows the path and the root."""


def source_at(path: Path, named: str, root: Path | None = None) -> Path:
    """The file that the set at `path` means by `named`, links followed; nobody has looked whether it is there.

    `root` is the folder it must lie in, else `root_of` the set. Raises LeadsOut; nothing outside is opened or asked
    about beyond what following links needs.
    """
    root = root_of(path) if root is None else root
    # Too long, a loop of links, or no name a file could have: that leads nowhere.
    with suppress(OSError, ValueError, RecursionError):
        top = os.path.realpath(root)
        real = Path(os.path.realpath(path.parent / named))
        if is_relative(named) and real.is_relative_to(top):
            real = Path(os.path.realpath(_spelt_as_on_disk(real)))
            if real.is_relative_to(top):
                return real
    shown = json.dumps(named if len(named) <= SHOWN else named[:SHOWN] + "…", ensure_ascii=False)
    raise LeadsOut(tr("{path} leads out of {root}", path=shown, root=root))


def is_relative(named: str) -> bool:
    """Whether this is a relative path at all: no address, no path from the top, nothing that names no file."""
    return not (_SCHEME.match(named) or named.startswith(("/", "\\")) or "\0" in named)


def _spelt_as_on_disk(path: Path) -> Path:
    """The one file whose name reads like this when what is no UTF-8 in it is replaced; else the path as it is."""
    found = Path(path.anchor)
    for name in path.relative_to(found).parts:
        there = found / name
        if _LOST in name and not os.path.lexists(there) and found.is_dir():
            alike = [other for other in found.iterdir() if _as_written(other.name) == name]
            there = alike[0] if len(alike) == 1 else there
        found = there
    return found


def _as_written(name: str) -> str:
    return os.fsencode(name).decode("utf-8", "replace")
