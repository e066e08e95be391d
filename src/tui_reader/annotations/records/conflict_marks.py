"""The mark a record bears while two people have left it in two states: what happened, to which record, by whom.

It is a member of the record, `"tui:conflict": {"kind": "edited", "of": "urn:uuid:…", "by": "amal"}`, so it travels
with the file until somebody settles it.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple

from tui_reader.annotations.w3c import CONFLICT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui_reader.annotations.strict_json import JsonObject

_WRITTEN = f'"{CONFLICT}"'


class ConflictKind(Enum):
    """What two sides did to one record."""

    EDITED = "edited"
    """Both changed it: this record is a copy that holds one version, the original holds the other."""
    DELETED = "deleted"
    """One side took it away while the other changed it or linked to it."""


class ConflictMark(NamedTuple):
    """What a record says of the conflict it stands in."""

    kind: ConflictKind
    of: str | None = None
    """Id of the original, where this is a copy."""
    by: str | None = None
    """Whose version this is, or who took the record away."""

    @property
    def json(self) -> JsonObject:
        """The mark as the value of its member."""
        return {"kind": self.kind.value} | {key: value for key in ("of", "by") if (value := getattr(self, key))}


def may_be_marked(line: str) -> bool:
    """Whether a record's JSON can bear a mark: at the cost of a search, not of a parser."""
    return _WRITTEN in line


def read_conflict(record: Mapping[str, Any]) -> ConflictMark | None:
    """The mark of a record; None where it bears none that is understood."""
    value = record.get(CONFLICT)
    if not isinstance(value, dict):
        return None
    try:
        kind = ConflictKind(value.get("kind"))
    except ValueError:
        return None
    of, by = (name if isinstance(name := value.get(key), str) and name else None for key in ("of", "by"))
    return None if kind is ConflictKind.EDITED and of is None else ConflictMark(kind, of, by)
