"""A set's source as it is often found: what the set says, behind the set's folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def source_at(path: Path, named: str, root: Path | None = None) -> Path:
    """The file that the set at `path` names."""
    return path.parent / named
