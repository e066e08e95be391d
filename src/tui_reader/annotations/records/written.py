"""What every record says, whatever it is about: its id, when it was made and changed, by whom, whether in a conflict.

What a value says is always what its `json` says: a change is written into a copy of that JSON, touching only the keys
it owns, and read again. So unknown keys survive on every level, and saving is joining lines.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeAlias
from uuid import uuid4

from tui_reader.annotations import w3c
from tui_reader.annotations.records.conflict_marks import ConflictMark, may_be_marked, read_conflict
from tui_reader.annotations.strict_json import JsonObject, decode, encode

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Self

Clock: TypeAlias = Callable[[], datetime]
NewId: TypeAlias = Callable[[], str]


def utc_now() -> datetime:
    """The wall clock."""
    return datetime.now(UTC)


def random_id() -> str:
    """A new `urn:uuid:`; random, so that two branches of a repository cannot make the same one."""
    return uuid4().urn


class Written:
    """A record. What hardly anybody asks for is read from its JSON then, and not before."""

    __slots__ = ()
    id: str
    json: str
    """Its own text, on one line."""

    @classmethod
    def read(cls, record: JsonObject, json: str) -> Self:
        """What a record of this kind says; `json` is its own text on one line. Raises Misunderstood."""
        raise NotImplementedError

    @property
    def created(self) -> datetime | None:
        """When it was made, in UTC."""
        return w3c.read_timestamp(self._record().get("created"))

    @property
    def modified(self) -> datetime | None:
        """When it was last changed, in UTC."""
        return w3c.read_timestamp(self._record().get("modified"))

    @property
    def creator(self) -> str | None:
        """Only where the record itself names one; else the set's annotator made it."""
        return w3c.agent_name(self._record().get("creator"))

    @property
    def conflict(self) -> ConflictMark | None:
        """The conflict it stands in, until somebody settles that."""
        return read_conflict(self._record()) if may_be_marked(self.json) else None

    def _record(self) -> JsonObject:
        """The JSON as an object of one's own, to be changed at will."""
        record: JsonObject = decode(self.json)
        return record

    def without_conflict(self) -> Self:
        """The same without the mark of a conflict. What it says has not changed, nor when it did."""
        record = self._record()
        record.pop(w3c.CONFLICT, None)
        return self.read(*rewritten(record))

    def in_place_of(self, other_id: str, *, now: Clock = utc_now) -> Self:
        """What this one says as another one says it: under its id, and without the mark of a conflict."""
        record = self._record() | {"id": other_id}
        record.pop(w3c.CONFLICT, None)
        return self._changed(record, now)

    def _changed(self, record: JsonObject, now: Clock) -> Self:
        record["modified"] = w3c.timestamp(now())
        return self.read(*rewritten(record))


class Commented(Written):
    """A record on which people write notes, and of which a tagset may ask something."""

    __slots__ = ()

    def with_note(
        self,
        note: str | None,
        *,
        language: str | None = None,
        direction: str | None = None,
        now: Clock = utc_now,
    ) -> Self:
        """The same with this comment (None: without), its BCP 47 language and `ltr` or `rtl`."""
        record = self._record()
        w3c.set_note(record, note, language, direction)
        w3c.set_motivation(record)
        return self._changed(record, now)

    def with_attributes(self, attributes: Mapping[str, Any], *, now: Clock = utc_now) -> Self:
        """The same with these attributes and no others."""
        record = self._record()
        w3c.set_attributes(record, attributes)
        return self._changed(record, now)


def rewritten(record: JsonObject) -> tuple[JsonObject, str]:
    """A record as it is read again from its own line, and that line: what is said is what will be found."""
    line = encode(record)
    again: JsonObject = decode(line)
    return again, line
