"""What differs in a group, thing by thing, in words: which version there is of it, and whose it is."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations.tagset import value_words
from tui_reader.language import listed, tr
from tui_reader.review.groups import State
from tui_reader.review.likeness import canonical
from tui_reader.text.excerpt import beginning, isolated
from tui_reader.text.span_sets import union

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from tui_reader.review.groups import Comparison, Group
    from tui_reader.review.sides import Unit
    from tui_reader.review.ties import Tie
    from tui_reader.text.span import Span

MOST_QUOTED = 40
"""Code points of the other end of a link."""


class Version(NamedTuple):
    """What some of the sides say of one thing."""

    words: str
    sides: tuple[int, ...]


class Difference(NamedTuple):
    """One thing that is not the same for all."""

    state: State
    about: str
    """What it is, in words."""
    versions: tuple[Version, ...]
    """At least two, in the order of the sides that say them first."""


def differences(comparison: Comparison, group: Group) -> list[Difference]:
    """All that differs in a group, the greatest first: an attribute or a link at a time. Empty where all agree."""
    found: list[Difference] = []
    if State.MISSING in group.differences:
        there = [(unit is None, tr("nothing") if unit is None else tr("marked")) for unit in group.units]
        versions = _versions([(side, *said) for side, said in enumerate(there)])
        found.append(Difference(State.MISSING, tr("Annotation"), versions))
    if State.TAG in group.differences:
        found.append(
            _difference(
                State.TAG, tr("Tag"), group, lambda unit: frozenset(unit.tags), lambda unit: tags_words(unit.tags)
            )
        )
    if State.BOUNDARIES in group.differences:
        found.append(
            _difference(
                State.BOUNDARIES,
                tr("Boundaries"),
                group,
                lambda unit: (tuple(union(unit.places)), frozenset(p for p in unit.places if not p.length)),
                lambda unit: place_words(unit.places),
            )
        )
    if State.ATTRIBUTES in group.differences:
        found += _attributes(group)
    if State.RELATIONS in group.differences:
        found += _links(comparison, group)
    return found


def sentence(difference: Difference, names: Sequence[str]) -> str:
    """A difference on one line, with who says what; `names` are those of the sides."""
    versions = "; ".join(
        f"{version.words} ({listed(isolated(names[side]) for side in version.sides)})"
        for version in difference.versions
    )
    return f"{difference.about}: {versions}"


def tags_words(tags: Sequence[str]) -> str:
    """Tags as they are written in the set; what one without is called."""
    return listed(map(isolated, tags)) or tr("a highlight")


def place_words(places: Sequence[Span]) -> str:
    """Code points, the first and the one behind the last, of each fragment; a point is one number."""
    words = [f"{place.start}–{place.end}" if place.length else str(place.start) for place in places]
    return listed(words) or tr("the whole document")


def answer_words(value: Any) -> str:
    """The value of an attribute; nothing where there is none."""
    if value is None:
        return "–"
    return listed(isolated(value_words(each)) for each in (value if isinstance(value, list) else [value]))


def quote_words(unit: Unit) -> str:
    """The text of a unit on one line, cut where it is long."""
    return f"«{isolated(beginning(unit.annotation.quote, MOST_QUOTED))}»" if unit.places else tr("the whole document")


def _difference(
    state: State, about: str, group: Group, key: Callable[[Unit], object], words: Callable[[Unit], str]
) -> Difference:
    return Difference(state, about, _versions([(side, key(unit), words(unit)) for side, unit in group.present]))


def _versions(said: Sequence[tuple[int, object, str]]) -> tuple[Version, ...]:
    """Versions from sides, what tells them apart, and the words for it."""
    by_key: dict[object, tuple[str, list[int]]] = {}
    for side, key, words in said:
        by_key.setdefault(key, (words, []))[1].append(side)
    return tuple(Version(words, tuple(sides)) for words, sides in by_key.values())


def _attributes(group: Group) -> Iterator[Difference]:
    names = sorted({name for _, unit in group.present for name in unit.annotation.attributes})
    for name in names:
        values = [(side, unit.annotation.attributes.get(name)) for side, unit in group.present]
        versions = _versions([(side, canonical(value), answer_words(value)) for side, value in values])
        if len(versions) > 1:
            yield Difference(State.ATTRIBUTES, isolated(name), versions)


def _links(comparison: Comparison, group: Group) -> Iterator[Difference]:
    ties = [(side, comparison.ties[side].get(unit.id, Counter())) for side, unit in group.present]
    for name, other in sorted({(tie.name, tie.group) for _, said in ties for tie in said}):
        versions = _versions(
            [(side, links, _link_words(links)) for side, said in ties for links in [_links_to(said, name, other)]]
        )
        if len(versions) > 1:
            quote = quote_words(comparison.groups[other].present[0][1])
            yield Difference(State.RELATIONS, tr("Link {name} to {quote}", name=isolated(name), quote=quote), versions)


def _links_to(said: Counter[Tie], name: str, other: int) -> tuple[tuple[Tie, int], ...]:
    return tuple(sorted((tie, count) for tie, count in said.items() if (tie.name, tie.group) == (name, other)))


def _link_words(links: Sequence[tuple[Tie, int]]) -> str:
    """The links of one name to one other end: mostly there is one, or none."""
    return listed(map(_tie_words, [tie for tie, count in links for _ in range(count)])) or tr("no link")


def _tie_words(tie: Tie) -> str:
    answers = ((name, json.loads(value)) for name, value in tie.answers)
    return listed(f"{isolated(name)} {answer_words(value)}" for name, value in answers) or tr("linked")
