"""Passages in the order somebody wants them in: by place, by their words or those beside them, by who says them."""

from __future__ import annotations

import re
from collections import defaultdict
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.language import tr
from tui_reader.text.folding import fold_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from tui_reader.session.views.passages import Passage

COMPARED = 60
"""Code points, from the passage outwards, that contexts are compared by."""
_WORD = re.compile(r"\w+")


class Order(Enum):
    """What passages are sorted by. Where that is the same, by place."""

    PLACE = "place"
    """Document by document, from its beginning to its end; what has lost its place at the end."""
    BEFORE = "before"
    """By the words before, the nearest first."""
    AFTER = "after"
    PASSAGE = "passage"

    @property
    def words(self) -> str:
        """What it is called on the screen."""
        return {
            Order.PLACE: tr("by place"),
            Order.BEFORE: tr("by what stands before"),
            Order.AFTER: tr("by what follows"),
            Order.PASSAGE: tr("by the passage itself"),
        }[self]

    @property
    def following(self) -> Order:
        """The next one."""
        orders = list(Order)
        return orders[(orders.index(self) + 1) % len(orders)]


class Heading(NamedTuple):
    """Stands over the passages of one source."""

    name: str | None
    """What the text calls the source; None over what nobody says."""
    total: int
    """Passages below."""


class Arranger:
    """Sorts passages again and again while more of them come; what each is compared by is found out once."""

    def __init__(self) -> None:
        self._keys: dict[tuple[Order, Path, str, str], list[str]] = {}

    def arranged(self, passages: Sequence[Passage], order: Order) -> Sequence[Passage]:
        """Passages, which come by place, in another order."""
        if order is Order.PLACE:
            return passages
        return sorted(passages, key=lambda passage: self._key(passage, order))

    def _key(self, passage: Passage, order: Order) -> list[str]:
        name = order, passage.path, passage.id, passage.source_key
        found = self._keys.get(name)
        if found is None:
            found = self._keys[name] = _compared_by(passage, order)
        return found


def _compared_by(passage: Passage, order: Order) -> list[str]:
    """The words that decide where a passage stands in an order."""
    if order is Order.PASSAGE or passage.context is None:
        return _words(passage.quote[:COMPARED]) if order is Order.PASSAGE else []
    if order is Order.BEFORE:
        return _words(passage.context.before[-COMPARED:])[::-1]
    return _words(passage.context.after[:COMPARED])


def grouped(passages: Iterable[Passage]) -> list[tuple[Heading, list[Passage]]]:
    """Passages by who says them, whoever says most first; what nobody says comes last."""
    groups: defaultdict[str | None, list[Passage]] = defaultdict(list)
    for passage in passages:
        groups[None if passage.source is None else passage.source_key].append(passage)
    ordered = sorted(groups.items(), key=lambda group: (group[0] is None, -len(group[1]), group[0] or ""))
    return [(Heading(members[0].source, len(members)), members) for _, members in ordered]


def passing(passages: Iterable[Passage], typed: str) -> list[Passage]:
    """Those in which every word stands that was typed, folded as in a search."""
    wanted = fold_text(typed).split()
    return [passage for passage in passages if all(word in passage.folded for word in wanted)]


def _words(text: str) -> list[str]:
    return _WORD.findall(fold_text(text))
