"""The members of two pages made into those of one: key by key, and objects by their own keys.

What describes the page itself goes by what is on the disk where both sides changed it. What another program keeps
there is somebody's work: where two values remain, the one that lost its place is kept beside the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tui_reader.annotations import sets
from tui_reader.annotations.strict_json import decode, encode
from tui_reader.annotations.versions import canonical
from tui_reader.annotations.w3c import CONFLICT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_OF_THE_PAGE = frozenset({sets.ID, sets.TYPE, sets.FORMAT_KEY, sets.CREATOR, sets.SOURCE, sets.TAGSET, sets.CONTEXT})
_WHOLE = frozenset({sets.SOURCE, sets.CREATOR})
"""Objects whose members mean something only together."""


class _Absent:
    """What a key leads to where it does not stand."""


_ABSENT: Final = _Absent()


class Members(NamedTuple):
    """What the members of two pages come to."""

    members: tuple[tuple[str, str], ...]
    """Each key with its JSON on one line, in the order of `theirs`; what only `mine` has stands before the items."""
    clashes: tuple[str, ...]
    """Keys that both sides gave different values."""

    @property
    def values(self) -> dict[str, Any]:
        """The members as values, but for the items."""
        return {key: decode(line) for key, line in self.members if key != sets.ITEMS}


def merge_members(
    base: Iterable[tuple[str, str]], mine: Iterable[tuple[str, str]], theirs: Iterable[tuple[str, str]]
) -> Members:
    """Three pages' members, each with its JSON, as one page's. Where both sides changed a value, `theirs` stands.

    One that only another program understands is then kept too, under its key in the page's own `tui:conflict`.
    """
    old, own, other = dict(base), dict(mine), dict(theirs)
    merged: dict[str, str] = {}
    clashes: list[str] = []
    for key in _keys(own, other):
        if own.get(key) == other.get(key):
            merged[key] = other[key]
            continue
        value, clashed = _three_way(_read(old, key), _read(own, key), _read(other, key), parts=_parts_of(key))
        if not isinstance(value, _Absent):
            merged[key] = encode(value)
        if clashed:
            clashes.append(key)
    beside = {key: decode(own[key]) for key in clashes if key in own and key not in _OF_THE_PAGE | {CONFLICT}}
    if beside:
        there = _read(merged, CONFLICT)
        merged[CONFLICT] = encode((there if isinstance(there, dict) else {}) | beside)
        merged[sets.ITEMS] = merged.pop(sets.ITEMS)
    return Members(tuple(merged.items()), tuple(clashes))


def _keys(own: dict[str, str], other: dict[str, str]) -> Iterator[str]:
    for key in other:
        if key == sets.ITEMS:
            yield from (new for new in own if new not in other)
        yield key


def _read(members: dict[str, str], key: str) -> Any:
    return decode(members[key]) if key in members else _ABSENT


def _parts_of(key: str) -> tuple[type, ...]:
    """What is merged part by part behind this key. Only in a context an array's places have a meaning of their own."""
    return () if key in _WHOLE else (dict, list) if key == sets.CONTEXT else (dict,)


def _three_way(old: Any, own: Any, other: Any, *, parts: tuple[type, ...]) -> tuple[Any, bool]:
    """The value two have come to, and whether both changed it or a part of it, each in its own way."""
    if _same(own, other) or _same(own, old):
        return other, False
    if _same(other, old):
        return own, False
    if dict in parts and isinstance(own, dict) and isinstance(other, dict):
        return _by_key(old if isinstance(old, dict) else {}, own, other, parts)
    if list in parts and isinstance(own, list) and isinstance(other, list) and len(own) == len(other):
        before = old if isinstance(old, list) and len(old) == len(own) else [_ABSENT] * len(own)
        merged, clashed = _by_key(dict(enumerate(before)), dict(enumerate(own)), dict(enumerate(other)), parts)
        return list(merged.values()), clashed
    return (own, True) if isinstance(other, _Absent) else (other, True)


def _by_key(
    old: dict[Any, Any], own: dict[Any, Any], other: dict[Any, Any], parts: tuple[type, ...]
) -> tuple[dict[Any, Any], bool]:
    merged: dict[Any, Any] = {}
    clashed = False
    for key in (*other, *(key for key in own if key not in other)):
        sides = (values.get(key, _ABSENT) for values in (old, own, other))
        value, differs = _three_way(*sides, parts=parts)
        clashed |= differs
        if not isinstance(value, _Absent):
            merged[key] = value
    return merged, clashed


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, _Absent) or isinstance(other, _Absent):
        return one is other
    return canonical(one) == canonical(other)
