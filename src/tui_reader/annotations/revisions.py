"""What became of each annotation between two versions of one set, thing by thing: records are known by their ids.

When a record was written, and how, says nothing; two versions that say the same are no change.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple

from tui_reader.annotations import w3c
from tui_reader.annotations.difference import difference
from tui_reader.annotations.file_order import file_order
from tui_reader.annotations.records.annotation import Annotation
from tui_reader.annotations.records.record import UnknownRecord
from tui_reader.annotations.records.relation import Relation
from tui_reader.annotations.records.remark import Remark
from tui_reader.annotations.strict_json import decode
from tui_reader.annotations.versions import canonical, version_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.annotations.changes import Item
    from tui_reader.annotations.sets import AnnotationSet

_TIMES = frozenset({"modified"})
_TOLD = frozenset({"id", "type", "motivation", "body", "target", w3c.ATTRIBUTES, w3c.SUGGESTED, w3c.DECISION, *_TIMES})
"""Members of a record that `Aspect`s are about, or that say nothing."""
_ITEMS = "items"


class Aspect(Enum):
    """What may change about a record."""

    TAG = "tag"
    TEXT = "text"
    """Other words are marked, or other fragments."""
    PLACE = "place"
    """The same words, elsewhere: the source was edited before them."""
    ATTRIBUTES = "attributes"
    NOTE = "note"
    STANDING = "standing"
    """Suggested, accepted or rejected."""
    ENDS = "ends"
    """Of a link."""
    DECISION = "decision"
    """Of a reviewer: what was decided, and of which annotations."""
    OTHER = "other"
    """What programs have written to it."""


class Revision(NamedTuple):
    """One record that came, went or changed."""

    before: Item | None
    after: Item | None
    aspects: frozenset[Aspect]
    """What changed, of one that is in both versions."""

    @property
    def item(self) -> Item:
        """The record as it is; of one that went, as it was."""
        found = self.after if self.after is not None else self.before
        assert found is not None
        return found


class Revised(NamedTuple):
    """An annotation, or what a reviewer said of some, with what became of it and of the links that go out from it."""

    item: Annotation | Remark | None
    """None for links whose source is in neither version."""
    own: Revision | None
    """None where only its links changed."""
    links: tuple[Revision, ...]


class Revisions(NamedTuple):
    """All that two versions of a set differ in."""

    annotations: tuple[Revised, ...]
    """In the order of a set's file."""
    members: tuple[tuple[str, str | None, str | None], ...]
    """Members of the page that differ, with their JSON before and after; None where there was none."""
    unknown: tuple[tuple[UnknownRecord, ...], tuple[UnknownRecord, ...]]
    """Records nobody understood that only one of the versions has: those that went, those that came."""

    def __bool__(self) -> bool:
        return bool(self.annotations or self.members or any(self.unknown))


def revisions(before: AnnotationSet, after: AnnotationSet) -> Revisions:
    """What lies between two versions of a set."""
    found = difference(before.records, after.records)
    changes = [
        *(Revision(None, item, frozenset()) for item in found.added),
        *(Revision(item, None, frozenset()) for item in found.removed),
        *(Revision(was, item, said) for was, item in found.changed if (said := _aspects(was, item))),
    ]
    there = {
        record.id: record
        for each in (before, after)
        for record in each.records
        if isinstance(record, Annotation | Remark)
    }
    own = {each.item.id: each for each in changes if not isinstance(each.item, Relation)}
    links: dict[str, list[Revision]] = {}
    for each in changes:
        if isinstance(each.item, Relation):
            links.setdefault(each.item.source, []).append(each)
    revised = [Revised(there.get(name), own.get(name), tuple(links.get(name, ()))) for name in {**own, **links}]
    return Revisions(
        tuple(sorted(revised, key=_order)),
        tuple(_members(before, after)),
        (_only_in(before, after), _only_in(after, before)),
    )


def _order(revised: Revised) -> tuple[int, int, int, str]:
    return file_order(revised.links[0].item) if revised.item is None else file_order(revised.item)


def _aspects(before: Item, after: Item) -> frozenset[Aspect]:
    """In what two versions of a record differ; empty where they say the same."""
    if not version_of(before.json).says_otherwise(version_of(after.json)):
        return frozenset()
    found = {
        Aspect.ATTRIBUTES: canonical(attributes_of(before)) != canonical(attributes_of(after)),
        Aspect.NOTE: before.note != after.note,
        Aspect.STANDING: _standing(before) != _standing(after),
    }
    if isinstance(before, Annotation) and isinstance(after, Annotation):
        found[Aspect.TAG] = before.tags != after.tags
        found[Aspect.TEXT] = before.quote != after.quote or len(before.targets) != len(after.targets)
        found[Aspect.PLACE] = [t.position for t in before.targets] != [t.position for t in after.targets]
    elif isinstance(before, Relation) and isinstance(after, Relation):
        found[Aspect.TAG] = before.name != after.name
        found[Aspect.ENDS] = (before.source, before.target) != (after.source, after.target)
    elif isinstance(before, Remark) and isinstance(after, Remark):
        found[Aspect.DECISION] = _decided(before) != _decided(after)
    else:
        found[Aspect.OTHER] = True
    is_other = _rest(before) != _rest(after)
    aspects = {aspect for aspect, differs in found.items() if differs} | ({Aspect.OTHER} if is_other else set())
    return frozenset(aspects or {Aspect.OTHER})


def attributes_of(item: Item) -> dict[str, Any]:
    """What is answered in a record's attributes; a remark has none."""
    return {} if isinstance(item, Remark) else dict(item.attributes)


def _standing(item: Item) -> object:
    is_suggestion = isinstance(item, Annotation) and item.is_suggestion
    said = None if isinstance(item, Remark) else item.suggested
    return is_suggestion, None if said is None else said.decision


def _decided(remark: Remark) -> tuple[str, tuple[str, ...]]:
    return canonical(None if remark.decision is None else dict(remark.decision)), remark.about


def _rest(item: Item) -> dict[str, str]:
    return {key: canonical(value) for key, value in decode(item.json).items() if key not in _TOLD}


def _members(before: AnnotationSet, after: AnnotationSet) -> list[tuple[str, str | None, str | None]]:
    old, new = dict(before.members), dict(after.members)
    return [
        (key, old.get(key), new.get(key))
        for key in {**old, **new}
        if key != _ITEMS and _value(old.get(key)) != _value(new.get(key))
    ]


def _value(line: str | None) -> str | None:
    return None if line is None else canonical(decode(line)) if line else ""


def _only_in(one: AnnotationSet, other: AnnotationSet) -> tuple[UnknownRecord, ...]:
    return tuple(each for each in _unknown(one) if each.json not in {there.json for there in _unknown(other)})


def _unknown(annotations: AnnotationSet) -> Sequence[UnknownRecord]:
    return [record for record in annotations.records if isinstance(record, UnknownRecord)]
