"""What a record says, apart from how it is written: what merging compares.

A version has three parts. *Words*: tags, note, attributes and whatever else somebody may have said. *Place*: its
target, with what re-anchoring notes of it. *Mark*: of a conflict. When it was made and last changed is no part of it.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tui_reader.annotations import w3c
from tui_reader.annotations.strict_json import decode, encode

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.annotations.strict_json import JsonObject

TARGET = "target"
RE_ANCHORING = (w3c.ANCHORED, w3c.EARLIER)
"""What is written when a target is, because its source has changed and not because somebody chose other text."""
_PLACE = frozenset({TARGET, *RE_ANCHORING, w3c.REJECTED})
_APART = _PLACE | {"id", "created", "modified", w3c.CONFLICT}
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Version:
    """One side's state of one record."""

    def __init__(self, record: JsonObject, line: str) -> None:
        """`line` is the record's JSON, and `record` what that holds."""
        self.record = record
        self.line = line

    @cached_property
    def words(self) -> str:
        """All but id, place, mark and times."""
        return canonical({key: value for key, value in self.record.items() if key not in _APART})

    @cached_property
    def place(self) -> str:
        """The target, and how it was found again."""
        return canonical({key: value for key, value in self.record.items() if key in _PLACE})

    @cached_property
    def mark(self) -> str:
        """The mark of a conflict; empty where there is none."""
        return canonical(self.record[w3c.CONFLICT]) if w3c.CONFLICT in self.record else ""

    @property
    def content(self) -> str:
        """Words and place: equal where two versions say the same, whatever their ids and marks."""
        return f"{self.words} {self.place}"

    def says_otherwise(self, other: Version) -> bool:
        """Whether the two differ in more than the way they are written and when."""
        return self.content != other.content or self.mark != other.mark

    @property
    def quotes(self) -> list[Any]:
        """The text of each target's quotes."""
        return [
            [
                selector.get("exact")
                for selector in w3c.as_list(target.get("selector"))
                if isinstance(selector, dict) and w3c.QUOTE in w3c.as_list(selector.get("type"))
            ]
            for target in w3c.as_list(self.record.get(TARGET))
            if isinstance(target, dict)
        ]

    def is_re_anchored_since(self, old: Version) -> bool:
        """Whether its place was written anew for a source that has changed."""
        return any(_member(self, key) != _member(old, key) for key in RE_ANCHORING)

    @property
    def age(self) -> tuple[datetime, str]:
        """What decides between versions that say the same: the moment of the change, then anything at all."""
        return w3c.read_timestamp(self.record.get("modified")) or _LONG_AGO, self.line


def version_of(line: str) -> Version:
    """The version a record's JSON holds."""
    return Version(decode(line), line)


def joined(old: Version | None, mine: Version, theirs: Version) -> Version | None:
    """The one version two have come to; None where both say something else than `old` and than one another.

    Where somebody said something and somebody else re-anchored, both is kept. Where both re-anchored the same quote,
    the place is that of `theirs`: it goes with what their page says of the source.
    """
    words = _chosen(old, mine, theirs, _words)
    place = _chosen(old, mine, theirs, _place)
    if words is None:
        return None
    if place is None:
        if old is None or not _found_twice(old, mine, theirs):
            return None
        place = theirs
    mark = _chosen(old, mine, theirs, _mark) or max(mine, theirs, key=_mark)
    if words.place != place.place and (old is None or not place.is_re_anchored_since(old)):
        return None
    return _composed(words, place, mark, mine, theirs)


def _composed(words: Version, place: Version, mark: Version, *sides: Version) -> Version:
    if words.place == place.place and words.mark == mark.mark:
        return words
    record = dict(words.record)
    for origin, keys in ((place, (TARGET, *RE_ANCHORING)), (mark, (w3c.CONFLICT,))):
        for key in keys:
            if key in origin.record:
                record[key] = origin.record[key]
            else:
                record.pop(key, None)
    latest = max(sides, key=lambda side: side.age)
    if "modified" in latest.record:
        record["modified"] = latest.record["modified"]
    return Version(record, encode(record))


def _chosen(old: Version | None, mine: Version, theirs: Version, part: Callable[[Version], str]) -> Version | None:
    """The side whose state of this part counts; None where both changed it, each in its own way."""
    if part(mine) == part(theirs):
        return max(mine, theirs, key=lambda side: side.age)
    if old is not None and part(mine) == part(old):
        return theirs
    return mine if old is not None and part(theirs) == part(old) else None


def _found_twice(old: Version, mine: Version, theirs: Version) -> bool:
    """Whether both re-anchored, and found the same text."""
    return (
        mine.is_re_anchored_since(old)
        and theirs.is_re_anchored_since(old)
        and mine.quotes == theirs.quotes
        and all(mine.quotes)
    )


def _words(version: Version) -> str:
    return version.words


def _place(version: Version) -> str:
    return version.place


def _mark(version: Version) -> str:
    return version.mark


def _member(version: Version, key: str) -> str:
    return canonical(version.record[key]) if key in version.record else ""


def canonical(value: Any) -> str:
    """A JSON value in one spelling, to be compared: Python itself finds `true` equal to 1."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
