"""Where annotations lie, as their records say it: fragments, points, and the source as a whole.

Text quote and text position selectors are those of the Web Annotation Data Model, 4.2.4 and 4.2.5.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from tui_reader.annotations import w3c

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.annotations.positions import Pointer
    from tui_reader.annotations.strict_json import JsonObject
    from tui_reader.text.span import Span

POINT_SIGN = "│"
"""Stands where a point is."""
BETWEEN_FRAGMENTS = " … "
WORDS_AROUND = 16
"""Code points to either side of a point that tell which one it is."""


class TextQuote(NamedTuple):
    """W3C TextQuoteSelector: the text itself and what stands right before and after it."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """Where one fragment of an annotation lies: by quote, by position (code points), or both; by neither, everywhere.

    An empty quote is a *point*, a place between two characters: what stands around it tells where.
    """

    quote: TextQuote | None = None
    position: Span | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it is the source as a whole."""
        return self.quote is None and self.position is None

    @property
    def is_point(self) -> bool:
        """Whether it is a place without text."""
        if self.quote is not None:
            return not self.quote.exact
        return self.position is not None and not self.position.length

    @property
    def is_quoted(self) -> bool:
        """Whether it can be found in a text in which positions say nothing."""
        return self.quote is not None and any(self.quote)

    @property
    def words(self) -> str:
        """The text it is on; of a point a sign between the words around it."""
        if self.quote is None:
            return ""
        if self.quote.exact:
            return self.quote.exact
        return f"{self.quote.prefix[-WORDS_AROUND:]}{POINT_SIGN}{self.quote.suffix[:WORDS_AROUND]}"


def read_target(member: Any, pointer: Pointer = ()) -> Target:
    """Where a record's target lies; `pointer` is the way to it. Raises Misunderstood."""
    quote, position = w3c.read_selectors(member, pointer)
    return Target(None if quote is None else TextQuote(*quote), position)


def require_targets(targets: Sequence[Target]) -> None:
    """Raises ValueError for no target at all, and for the whole source beside a part of it."""
    if not targets:
        raise ValueError("an annotation needs a target")
    if len({target.is_whole for target in targets}) > 1:
        raise ValueError("an annotation is about the whole source or about parts of it")


def set_targets(record: JsonObject, targets: Sequence[Target]) -> None:
    """Puts a record on other text. Raises ValueError as `require_targets` does."""
    require_targets(targets)
    if list(targets) == [read_target(member) for member in w3c.as_list(record["target"])]:
        return
    old = _members(record)
    source = next((target["source"] for target in old if "source" in target), None)
    members = [
        old[number] if number < len(old) else {"source": source} if source is not None else {}
        for number in range(len(targets))
    ]
    for member, target in zip(members, targets, strict=True):
        w3c.set_selectors(member, target.quote, target.position)
    record["target"] = members[0] if len(members) == 1 and not isinstance(record["target"], list) else members


def set_fragments(
    record: JsonObject, earlier: Sequence[Target], targets: Sequence[Target], origins: Sequence[Sequence[int]]
) -> None:
    """Puts a record, which lies on `earlier`, on fragments of which each goes on from some of these.

    `origins`: for each target the numbers of the fragments it was made from, none for a new one. What other programs
    have written to these stays with it; of several, the first one's comes before the others'. Raises ValueError as
    `require_targets` does.
    """
    require_targets(targets)
    old = _members(record)
    members: list[JsonObject] = []
    used: set[int] = set()
    for target, numbers in zip(targets, origins, strict=True):
        merged: JsonObject = {}
        for number in numbers:
            own = {key: value for key, value in old[number].items() if key != "id" or number not in used}
            merged |= {key: deepcopy(value) for key, value in own.items() if key not in merged}
        used.update(numbers)
        if not merged and "source" in old[0]:
            merged["source"] = old[0]["source"]
        # What has not changed stays as it is spelt.
        if not numbers or earlier[numbers[0]] != target:
            w3c.set_selectors(merged, target.quote, target.position)
        members.append(merged)
    record["target"] = members[0] if len(members) == 1 and not isinstance(record["target"], list) else members


def _members(record: JsonObject) -> list[JsonObject]:
    """The record's own target objects. The source as a whole may be told by its name alone."""
    return [target if isinstance(target, dict) else {"source": target} for target in w3c.as_list(record["target"])]
