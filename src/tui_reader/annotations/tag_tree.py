"""Tags below tags: what stands above a tag, what below it, and all of them in order.

A tree is told by the parent of each name, None for one that stands by itself. What leads nowhere, or back to itself, is
for `tagset` to tell of; here it ends.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def ancestors(parents: Mapping[str, str | None], name: str) -> list[str]:
    """The names above one, the nearest first; one that stands above itself is among them, as the last."""
    found: list[str] = []
    parent = parents.get(name)
    while parent is not None and parent in parents and parent not in found:
        found.append(parent)
        parent = parents[parent]
    return found


def below(parents: Mapping[str, str | None], name: str) -> frozenset[str]:
    """A name and all that stand below it."""
    return frozenset((name, *(other for other in parents if name in ancestors(parents, other))))


def in_order(parents: Mapping[str, str | None]) -> list[tuple[str, int]]:
    """Every name behind its parent, and how deep it stands; names beside one another in the order they came in."""
    children: defaultdict[str | None, list[str]] = defaultdict(list)
    for name, parent in parents.items():
        children[parent].append(name)
    found: list[tuple[str, int]] = []
    waiting = [(name, 0) for name in reversed(children[None])]
    while waiting:
        name, depth = waiting.pop()
        found.append((name, depth))
        waiting += [(child, depth + 1) for child in reversed(children[name])]
    return found
