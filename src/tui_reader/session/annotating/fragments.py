"""Annotations of several stretches of text: a selection is added to one, or taken out of it.

An annotation's fragments stand in the order of the text, and none touches another: what is only parted by white space
from a fragment that is added is one with it. A fragment that stays is not written anew; what other programs have said
of one goes on with what becomes of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.annotations.anchoring import Placement, State
from tui_reader.annotations.changes import Update
from tui_reader.language import tr
from tui_reader.session.refused import Refused
from tui_reader.text.span import Span
from tui_reader.text.span_sets import difference, union

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.annotations.records.annotation import Annotation
    from tui_reader.session.entries import Entry
    from tui_reader.session.reader import ReaderSession

WIDEST_GAP = 64
"""Offsets of white space between two fragments that are made one."""


def in_hand(session: ReaderSession) -> Entry | None:
    """The annotation that is meant by what is done with the selection.

    It is the one out of which the selection was drawn, if it began inside of it and goes beyond; else the one that was
    chosen or worked on last; else the one that the caret was on last.
    """
    selection, anchor = session.selection, session.anchor
    if selection is not None and anchor is not None:
        for entry in session.at(anchor):
            begins_inside = any(span.start < anchor < span.end for span in entry.spans)
            is_inside = any(span.start <= selection.start and selection.end <= span.end for span in entry.spans)
            if begins_inside and not is_inside and entry.layer is session.own:
                return entry
    known = (session.entry(name) for name in (session.in_hand, session.was_at) if name is not None)
    return next((entry for entry in known if entry is not None), None)


def add_selection(session: ReaderSession) -> Annotation:
    """Makes the selected text a fragment of the annotation in hand; what that is then."""
    selection = session.selection
    if selection is None:
        raise Refused(tr("Select the text to be added first: {select.grow} takes the word at the caret"))
    entry = in_hand(session)
    if entry is None:
        raise Refused(tr("Go to the annotation first, then select the text to be added"))
    annotation, spans = _with_text(session, entry)
    added = session.trimmed(selection)
    if union(spans) == union([*spans, added]):
        raise Refused(tr("This is a part of it already"))
    reach = Span(_over_space(session, added.start, -1), _over_space(session, added.end, 1))
    touched = [span for span in spans if span.start <= reach.end and reach.start <= span.end]
    joined = [added, *touched]
    whole = Span(min(span.start for span in joined), max(span.end for span in joined))
    return put(session, annotation, union([*spans, whole]), at=added.start)


def take_out(session: ReaderSession) -> Annotation:
    """Takes the selected text, or the fragment at the caret, out of an annotation; what that is then.

    With a selection it is taken out of the annotation in hand, if that has a part in it, else out of the one at the
    caret, else out of the innermost one that has.
    """
    selection = session.selection
    entry = session.focused if selection is None else _losing(session, selection)
    if entry is None:
        raise Refused(tr("There is no annotation here"))
    annotation, spans = _with_text(session, entry)
    if selection is None:
        taken = next((span for span in spans if span.contains(session.caret)), None)
        if taken is None:
            raise Refused(tr("Go to the part that is to be taken out, or select it"))
    else:
        taken = session.trimmed(selection)
    left = [span for span in spans if not span.overlaps(taken)]
    for piece in difference((span for span in spans if span.overlaps(taken)), taken):
        words = session.document.stripped(piece)
        left += [] if words is None else [session.page.snapped_span(*words)]
    if not left:
        raise Refused(tr("Nothing of its text would be left: {delete} deletes the annotation"))
    return put(session, annotation, union(left), at=taken.start)


def _losing(session: ReaderSession, selection: Span) -> Entry | None:
    found = [(layer, one.id) for layer in session.layers for one in layer.store.overlapping(selection)]
    inside = [entry for layer, name in found if (entry := session.entry(layer.scoped(name))) is not None]
    inside.sort(key=lambda entry: (entry.layer is not session.own, sum(span.length for span in entry.spans)))
    meant = in_hand(session)
    for wanted in (None if meant is None else meant.id, session.focus_id):
        for entry in inside:
            if entry.id == wanted:
                return entry
    return inside[0] if inside else None


def settled(session: ReaderSession, entry: Entry) -> tuple[Annotation, tuple[Span, ...]]:
    """One of one's own annotations, and where it lies for certain. Raises Refused where that is to be settled first."""
    annotation = session.own_annotation(entry.id)
    placed = session.own.store.placement(annotation.id)
    if not isinstance(placed, Placement):
        raise Refused(tr("This annotation is lost: {attach} puts it on the selected text"))
    if placed.state is not State.EXACT:
        raise Refused(
            tr(
                "This annotation is not where it was made: "
                "{confirm} confirms where it is, or {attach} puts it elsewhere"
            )
        )
    if not placed.spans:
        raise Refused(tr("This annotation is about the whole document: {attach} puts it on the selected text"))
    return annotation, placed.spans


def _with_text(session: ReaderSession, entry: Entry) -> tuple[Annotation, tuple[Span, ...]]:
    annotation, spans = settled(session, entry)
    if not all(span.length for span in spans):
        raise Refused(tr("This annotation is about no text: {attach} puts it on the selected text"))
    return annotation, spans


def put(session: ReaderSession, annotation: Annotation, spans: Sequence[Span], *, at: int | None = None) -> Annotation:
    """Puts an annotation that is in its place on other fragments, in order, each with some text, as one change.

    The caret goes to `at`. A fragment that it has already keeps its selectors. Raises Refused where nothing changes.
    """
    placed = session.own.store.placement(annotation.id)
    old = placed.spans if isinstance(placed, Placement) else ()
    if tuple(spans) == old:
        raise Refused(tr("That is where it is already"))
    origins = [_origins(span, old) for span in spans]
    free = [number for number in range(len(annotation.targets)) if all(number not in one for one in origins)]
    for one in origins:
        if not one and free:
            one.append(free.pop(0))
    targets = [
        annotation.targets[one[0]] if one and old[one[0] :] and old[one[0]] == span else session.described(span)
        for span, one in zip(spans, origins, strict=True)
    ]
    changed = annotation.with_fragments(targets, origins)
    session.own.store.apply(Update(annotation, changed))
    session.focus(annotation.id, at)
    return changed


def _origins(span: Span, old: Sequence[Span]) -> list[int]:
    """The numbers of the fragments that one is, or was made from."""
    same = [number for number, one in enumerate(old) if one == span]
    return same[:1] or [number for number, one in enumerate(old) if one.overlaps(span)]


def _over_space(session: ReaderSession, offset: int, by: int) -> int:
    """The furthest place towards one side that only white space of the same paragraph lies between."""
    paragraph = session.page.paragraph_at(offset)
    if by < 0:
        text = session.document.slice(Span(max(paragraph.start, offset - WIDEST_GAP), offset))
        return offset - len(text) + len(text.rstrip())
    text = session.document.slice(Span(offset, min(paragraph.end, offset + WIDEST_GAP)))
    return offset + len(text) - len(text.lstrip())
