"""A link is drawn from one annotation to another, and links are taken away. What cannot be done raises `Refused`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.annotations.model import new_relation
from tui_reader.annotations.store import Add, Batch, Remove
from tui_reader.language import tr
from tui_reader.session.annotating.linking import are_linked, kinds_from, may_begin, may_join, nearest
from tui_reader.session.reader import Refused
from tui_reader.session.wording import tag_words

if TYPE_CHECKING:
    from tui_reader.annotations.model import Annotation, Relation
    from tui_reader.annotations.tagset import RelationType
    from tui_reader.session.reader import ReaderSession


def begin_link(session: ReaderSession, annotation_id: str) -> list[RelationType]:
    """Begins to draw a link from an annotation; the kinds of link it may have."""
    annotation = session.own_annotation(annotation_id)
    kinds = kinds_from(session.tagset, annotation)
    if not kinds:
        raise Refused(tr("The tagset has no link that begins at this tag"))
    session.link_start = annotation_id
    return kinds


def finish_link(session: ReaderSession, kind: RelationType) -> Relation:
    """Links the annotation where `begin_link` was called to the focused one.

    While the focus still is on the former, the nearest annotation behind it that fits is taken.
    """
    if session.link_start is None:
        raise Refused(tr("No link has been begun"))
    start = session.own_annotation(session.link_start)
    if not may_begin(kind, start):
        raise Refused(tr("{link} cannot begin at {tag}", link=kind.shown_name, tag=tag_words(start, session.tagset)))
    if session.focus_id in (None, session.link_start):
        end = _nearest(session, kind, start)
    else:
        end = session.own_annotation(session.focus_id or "")
    if not may_join(kind, start, end):
        raise Refused(tr("{link} cannot lead to {tag}", link=kind.shown_name, tag=tag_words(end, session.tagset)))
    if are_linked(session.own.store, kind, start, end):
        raise Refused(tr("These two are linked by {link} already", link=kind.shown_name))
    relation = new_relation(kind.name, start.id, end.id)
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
    raise Refused(tr("Go to the annotation that {link} leads to, then press {key}", link=kind.shown_name, key=kind.key))
