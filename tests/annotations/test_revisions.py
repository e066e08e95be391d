"""What became of a set between two versions is told thing by thing, and nothing is told where they say the same."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from annotation_cases import clock, numbered, spec_set

from tui_reader.annotations.anchoring import describe
from tui_reader.annotations.records.annotation import Annotation, new_annotation, new_suggestion
from tui_reader.annotations.records.relation import Relation, new_relation
from tui_reader.annotations.revisions import Aspect, revisions
from tui_reader.annotations.strict_json import decode, encode
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tui_reader.annotations.records.record import Record
    from tui_reader.annotations.sets import AnnotationSet

later = clock(60)


def changed(before: AnnotationSet, name: str, change: Callable[[Any], Record]) -> AnnotationSet:
    """The set with another version of one record."""
    return before.with_records([change(record) if record.id == name else record for record in before.records])


def test_what_only_was_written_at_another_time_is_no_change(tmp_path: Path) -> None:
    _, before, claim, _, relation = spec_set(tmp_path)
    after = changed(before, claim.id, lambda it: it.with_tags(it.tags, now=later))
    after = changed(after, relation.id, lambda it: it.with_note(None, now=later))
    assert before.records != after.records
    assert not revisions(before, after)


@pytest.mark.parametrize(
    ("change", "aspects"),
    [
        (lambda it: it.with_tags(["Quote"], now=later), {Aspect.TAG}),
        (lambda it: it.with_tags([*it.tags, "Quote"], now=later), {Aspect.TAG}),
        (lambda it: it.with_note("أوضح", now=later), {Aspect.NOTE}),
        (lambda it: it.with_note(None, now=later), {Aspect.NOTE}),
        (lambda it: it.with_attributes({"check_worthiness": "NFS"}, now=later), {Aspect.ATTRIBUTES}),
        (lambda it: it.with_attributes({**it.attributes, "n": True}, now=later), {Aspect.ATTRIBUTES}),
        (lambda it: it.with_targets(it.targets * 2, now=later), {Aspect.TEXT, Aspect.PLACE}),
        (
            lambda it: it.with_targets([replace(it.targets[0], position=Span(1, 25))], now=later),
            {Aspect.PLACE},
        ),
    ],
)
def test_each_thing_that_changes_is_told(
    tmp_path: Path, change: Callable[[Annotation], Annotation], aspects: set[Aspect]
) -> None:
    _, before, claim, _, _ = spec_set(tmp_path)
    [revised] = revisions(before, changed(before, claim.id, change)).annotations
    assert revised.own is not None
    assert revised.own.aspects == aspects
    assert not revised.links


def test_what_came_and_went_is_told_where_it_is(tmp_path: Path) -> None:
    document, before, claim, citation, relation = spec_set(tmp_path)
    new = new_annotation([describe(document, Span(0, 3))], source="doc.txt", tags=["Cue"], new_id=numbered("n"))
    after = before.with_records([new, claim])
    found = revisions(before, after)
    assert [(each.item, each.own is None, len(each.links)) for each in found.annotations] == [
        (new, False, 0),
        (claim, True, 1),
        (citation, False, 0),
    ]
    assert found.annotations[1].links[0].before == relation
    assert found.annotations[1].links[0].after is None
    back = revisions(after, before)
    assert [each.item for each in back.annotations] == [new, claim, citation]


def test_a_link_that_leads_elsewhere_is_told_at_its_source(tmp_path: Path) -> None:
    _, before, claim, citation, relation = spec_set(tmp_path)
    other = new_relation("cites", claim.id, citation.id, new_id=lambda: "urn:uuid:other")
    assert isinstance(other, Relation)
    after = changed(before, relation.id, lambda it: it.with_end(citation.id, "urn:uuid:gone", now=later))
    [revised] = revisions(before, after).annotations
    assert (revised.item, revised.own) == (claim, None)
    assert [link.aspects for link in revised.links] == [{Aspect.ENDS}]


def test_a_suggestion_that_was_accepted_has_another_standing(tmp_path: Path) -> None:
    document, empty, *_ = spec_set(tmp_path)
    place = [describe(document, Span(0, 3))]
    one = new_suggestion(place, source="doc.txt", tag="Cue", origin="attributions")
    [revised] = revisions(empty.with_records([one]), empty.with_records([one.accepted()])).annotations
    assert revised.own is not None
    assert Aspect.STANDING in revised.own.aspects


def test_what_another_program_wrote_is_told(tmp_path: Path) -> None:
    from tui_reader.annotations.records.record import read_record

    _, before, claim, _, _ = spec_set(tmp_path)

    def written(annotation: Annotation) -> Record:
        record = {**decode(annotation.json), "x:rating": 3}
        return read_record(record, encode(record))

    [revised] = revisions(before, changed(before, claim.id, written)).annotations
    assert revised.own is not None
    assert revised.own.aspects == {Aspect.OTHER}


def test_members_of_the_page_are_told_but_not_how_they_are_spelt(tmp_path: Path) -> None:
    _, before, *_ = spec_set(tmp_path)
    members = [(key, '"claims@2"' if key == "tui:tagset" else line) for key, line in before.members]
    found = revisions(before, replace(before, members=tuple(members)))
    assert found.members == (("tui:tagset", '"claims-citations@1"', '"claims@2"'),)
    spelt = [(key, line.replace(": ", ":  ")) for key, line in reversed(before.members)]
    assert not revisions(before, replace(before, members=tuple(spelt)))
