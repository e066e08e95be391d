"""What an item of a page can be: an annotation, a relation, a remark, or what nobody here understands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from tui_reader.annotations import w3c
from tui_reader.annotations.records.annotation import Annotation
from tui_reader.annotations.records.relation import Relation
from tui_reader.annotations.records.remark import Remark
from tui_reader.annotations.w3c import Misunderstood
from tui_reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class UnknownRecord:
    """An item of the page that is none of these: kept and written back as it came."""

    json: str
    reason: str
    """One line: why it was not understood."""
    id: str | None = None


Record: TypeAlias = Annotation | Relation | Remark | UnknownRecord


def read_record(record: Any, json: str) -> Annotation | Relation | Remark:
    """What one item of a page says; `json` is the item's own text on one line. Raises Misunderstood."""
    if not isinstance(record, dict):
        raise Misunderstood((), tr("must be an object, not {value}", value=w3c.describe_value(record)))
    if not isinstance(record.get("id"), str) or not record["id"]:
        raise Misunderstood(("id",), tr("must be a string that is not empty"))
    if "Annotation" not in w3c.as_list(record.get("type")):
        raise Misunderstood(
            ("type",), tr('must be "Annotation", not {value}', value=w3c.describe_value(record.get("type")))
        )
    kinds = w3c.motivations(record)
    on_text = any(isinstance(t, dict) and "selector" in t for t in w3c.as_list(record.get("target")))
    if w3c.LINKING in kinds and not on_text:
        return Relation.read(record, json)
    if not w3c.ABOUT_ANNOTATIONS.isdisjoint(kinds):
        return Remark.read(record, json)
    return Annotation.read(record, json)


def count_records(records: Iterable[Record]) -> tuple[int, int]:
    """How many annotations there are, and how many links between them: what is only suggested is neither."""
    annotations, suggestions, links = 0, set(), []
    for record in records:
        if isinstance(record, Relation):
            links.append(record)
        elif isinstance(record, Annotation) and record.is_suggestion:
            suggestions.add(record.id)
        else:
            annotations += isinstance(record, Annotation)
    return annotations, sum(link.source not in suggestions and link.target not in suggestions for link in links)
