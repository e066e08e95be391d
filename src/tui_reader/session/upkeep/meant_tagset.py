"""Which tagset a person means who names a path: that file, the one in that folder, or the one its documents have."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tui_reader.annotations.folders import SetFinder
from tui_reader.session.files.opening import TAGSET_FILE, tagset_path

if TYPE_CHECKING:
    from pathlib import Path


def meant_tagset(path: Path) -> Path:
    """The file of the tagset that `path` stands for, which need not be there."""
    # Of a name that is too long Path.is_dir() makes a fault.
    if not os.path.isdir(path):  # noqa: PTH112
        return path
    inside = path / TAGSET_FILE
    if os.path.lexists(inside):
        return inside
    # Sets of whatever document in the folder would lie there.
    return tagset_path(SetFinder().folders_for(inside, path)[0] / TAGSET_FILE, None)
