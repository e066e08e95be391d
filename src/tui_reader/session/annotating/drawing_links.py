"""A link is drawn between two annotations, and links are taken away. What cannot be done raises `Refused`.

It may be drawn from either end: which one it begins at is for the tagset to say. Where that leaves both ways, it begins
where the person began.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.annotations.changes import Add, Batch, Remove
from tui_reader.annotations.records.relation import new_relation
from tui_reader.language import tr
from tui_reader.session.annotating.linking import are_linked, directed, kinds_at, may_begin, may_end, nearest
from tui_reader.session.refused import Refused
from tui_reader.session.wording import tag_words

if TYPE_CHECKING:
    from tui_reader.annotations.records.annotation import Annotation
    from tui_reader.annotations.records.relation import Relation
    from tui_reader.annotations.tagset import RelationType
    from tui_reader.session.reader import ReaderSession


def begin_link(session: ReaderSession, annotation_id: str) -> list[RelationType]:
    """Begins to draw a link at an annotation; the kinds of link it may have."""
    annotation = session.own_annotation(annotation_id)
    kinds = kinds_at(session.tagset, annotation)
    if not kinds:
        raise Refused(tr("The tagset has no link for this tag"))
    session.link_start = annotation_id
    return kinds


def finish_link(session: ReaderSession, kind: RelationType) -> Relation:
    """Links the annotation where `begin_link` was called and the focused one.

    While the focus still is on the former, the nearest annotation that fits is taken, those behind it first.
    """
    if session.link_start is None:
        raise Refused(tr("No link has been begun"))
    start = session.own_annotation(session.link_start)
    if not may_begin(kind, start) and not may_end(kind, start):
        raise Refused(tr("{link} cannot join {tag}", link=kind.shown_name, tag=tag_words(start, session.tagset)))
    if session.focus_id in (None, session.link_start):
        end = _nearest(session, kind, start)
    else:
        end = session.own_annotation(session.focus_id or "")
    ends = directed(kind, start, end)
    if ends is None:
        both = [tag_words(each, session.tagset) for each in (start, end)]
        raise Refused(tr("{link} cannot join {tag} and {other}", link=kind.shown_name, tag=both[0], other=both[1]))
    if are_linked(session.own.store, kind, *ends):
        raise Refused(tr("These two are linked by {link} already", link=kind.shown_name))
    relation = new_relation(kind.name, *(each.id for each in ends))
    session.own.store.apply(Add(relation))
    session.link_start = None
    session.focus(start.id)
    return relation


def unlink(session: ReaderSession, annotation_id: str) -> int:
    """Removes all links of an annotation; how many there were."""
    session.own_annotation(annotation_id)
    relations = session.own.store.relations_of(annotation_id)
    if not relations:
        raise Refused(tr("This annotation has no links"))
    session.own.store.apply(Batch(tuple(Remove(relation) for relation in relations)))
    return len(relations)


def _nearest(session: ReaderSession, kind: RelationType, start: Annotation) -> Annotation:
    entry = session.entry(start.id)
    if entry is not None and entry.start is not None:
        found = nearest(session.own.store, kind, start, session.page.paragraph_at(entry.start))
        if found is not None:
            return found
    raise Refused(tr("Go to the other end of {link}, then press {key}", link=kind.shown_name, key=kind.key))
