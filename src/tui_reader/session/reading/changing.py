"""Changes of one's own annotations: what may be changed, what is, and how it is taken back.

Each is one change of the store. What cannot be done raises `Refused`; nothing has changed then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.annotations.anchoring import describe
from tui_reader.annotations.changes import Add, Update, touched
from tui_reader.annotations.history import Outdated
from tui_reader.annotations.records.annotation import new_annotation
from tui_reader.documents.standing import Standing, standing_of
from tui_reader.language import tr
from tui_reader.session.reading.focus import Focus
from tui_reader.session.refused import NotYet, Refused
from tui_reader.session.wording import nearest_in, words_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tui_reader.annotations.changes import Change, Item
    from tui_reader.annotations.records.annotation import Annotation
    from tui_reader.annotations.records.targets import Target
    from tui_reader.annotations.tagset import Tagset
    from tui_reader.documents.document import Document
    from tui_reader.session.entries import Entry
    from tui_reader.session.layers import SetLayer
    from tui_reader.session.page import Page
    from tui_reader.text.span import Span

MOST_SELECTED = 1 << 20
"""From the beginning to the end of what is copied or annotated, in offsets."""


def require_sound(text: str) -> None:
    """Raises Refused for text with damaged bytes."""
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        raise Refused(tr("There are damaged bytes in this text, which no file of annotations can hold"))


class Changing(Focus):
    """A reading whose own set is worked on."""

    def __init__(self, document: Document, page: Page, own: SetLayer, others: list[SetLayer], tagset: Tagset) -> None:
        super().__init__(document, page, own, others, tagset)
        self.link_start: str | None = None
        """Id of the annotation from which a link is being drawn."""
        self.source_problem = ""
        """Why the document cannot be annotated as it is on the disk; empty where nothing is known of that."""
        self._observers: list[Callable[[Change], None]] = []
        own.store.subscribe(self._changed)

    # What may be changed

    def require_writable(self) -> None:
        """Raises NotYet or Refused where one's own annotations may not be changed now."""
        if self.own.is_to_come:
            raise NotYet(tr("The annotations are still being read; this is done as soon as they are"))
        if self.own.read_only_because:
            raise Refused(tr("Your set is open for reading only: {reason}", reason=self.own.read_only_because))

    def require_current(self) -> None:
        """Raises NotYet or Refused where the text on the disk is another than that which is read."""
        standing = standing_of(self.document)
        if standing is Standing.AS_READ:
            return
        if self.source_problem:
            raise Refused(self.source_problem)
        if standing is Standing.GONE:
            raise Refused(tr("The document is no longer on the disk: it can be read here, but not annotated"))
        raise NotYet(tr("The document has changed on the disk; this is done as soon as it is read again"))

    def own_annotation(self, annotation_id: str) -> Annotation:
        """One of one's own annotations, to be changed. Raises Refused where there is none, or it may not be."""
        self.require_writable()
        entry = self.entry(annotation_id)
        if entry is None:
            raise Refused(tr("There is no annotation here"))
        if entry.layer is not self.own:
            raise Refused(
                tr("This annotation is {annotator}'s; only your own can be changed", annotator=entry.layer.annotator)
            )
        return entry.annotation

    def require_new(self, there: Iterable[Entry], tags: tuple[str, ...]) -> None:
        """Raises Refused where one of these, which lie where another one is to lie, says the same."""
        for entry in there:
            if entry.annotation.tags == tags and entry.layer is self.own and not entry.annotation.note:
                raise Refused(
                    tr("This is tagged {tag} already", tag=self.tagset.shown_name(tags[0]))
                    if tags
                    else tr("This is highlighted already")
                )

    @staticmethod
    def require_moderate(span: Span) -> None:
        """Raises Refused for more text than can be copied or annotated."""
        if span.length > MOST_SELECTED:
            raise Refused(tr("Too much is selected for that: take a megabyte at most"))

    def trimmed(self, span: Span) -> Span:
        """Without the white space at both ends: nobody means to annotate it."""
        self.require_moderate(span)
        text = self.document.slice(span)
        stripped = self.document.stripped(span)
        if stripped is None:
            raise Refused(tr("Only white space is selected"))
        require_sound(text)
        return self.page.snapped_span(*stripped)

    def described(self, span: Span) -> Target:
        """What leads back to a span, which has to be the one on the disk, before it was described and after.

        Raises Refused also where there are damaged bytes, and NotYet.
        """
        self.require_current()
        require_sound(self.document.slice(span))
        target = describe(self.document, span)
        self.require_current()
        return target

    # New annotations

    def tag_selection(self, tag: str) -> Annotation:
        """Tags the selected text."""
        return self._annotate(tags=(tag,))

    def highlight_selection(self) -> Annotation:
        """Marks the selected text without a tag."""
        return self._annotate()

    def note_selection(self, note: str) -> Annotation:
        """Writes a note on the selected text."""
        return self._annotate(note=note)

    def annotate(self, targets: Sequence[Target], tags: tuple[str, ...] = (), note: str | None = None) -> Annotation:
        """Makes an annotation, and goes to it."""
        annotation = new_annotation(
            targets,
            source=self.own.annotations.source_iri,
            tags=tags,
            note=note,
            direction=None if note is None else self.direction_of(note),
        )
        self.own.store.apply(Add(annotation))
        self.focus(annotation.id)
        return annotation

    def _annotate(self, tags: tuple[str, ...] = (), note: str | None = None) -> Annotation:
        self.require_writable()
        selection = self.selection
        if selection is None:
            raise Refused(tr("Nothing is selected: {select.grow} takes the word at the caret"))
        span = self.trimmed(selection)
        if note is None:
            self.require_new((entry for entry in self.at(span.start) if entry.spans == (span,)), tags)
        return self.annotate((self.described(span),), tags, note)

    # Those that are there

    def write_note(self, annotation_id: str, note: str, begun_on: Annotation | None = None) -> None:
        """Puts a note on an annotation; an empty one takes it away.

        `begun_on` is the annotation as it was when the note was begun: what has been done to it elsewhere since stays,
        as two versions where both cannot be had.
        """
        here = self.own.store.get(annotation_id)
        annotation = self.own_annotation(annotation_id) if begun_on is None or here == begun_on else begun_on
        self.require_writable()
        text = note.strip()
        if text == (annotation.note or ""):
            return
        if not text and not annotation.tags:
            changed = annotation.with_note(None)
        else:
            changed = annotation.with_note(text or None, direction=self.direction_of(text))
        if here == annotation:
            self.own.store.apply(Update(annotation, changed))
        else:
            self._merge_in(annotation, changed, here)

    def retag(self, annotation_id: str, tag: str | None) -> None:
        """Gives an annotation another tag; None leaves a plain highlight."""
        annotation = self.own_annotation(annotation_id)
        tags = () if tag is None else (tag,)
        if annotation.tags == tags:
            raise Refused(
                tr("It is tagged {tag} already", tag=self.tagset.shown_name(tag))
                if tag
                else tr("It has no tag already")
            )
        self.own.store.apply(Update(annotation, annotation.retagged(tags)))

    def delete(self, annotation_id: str) -> None:
        """Removes an annotation together with its links."""
        self.own_annotation(annotation_id)
        self.own.store.apply(self.own.store.removal(annotation_id))
        if self.link_start == annotation_id:
            self.link_start = None

    @staticmethod
    def direction_of(text: str) -> str:
        """How words run that somebody writes: `rtl` or `ltr`, as files say it."""
        from tui_reader.text.bidi import base_level

        return "rtl" if base_level(text) else "ltr"

    def _merge_in(self, before: Annotation, after: Annotation, here: Item | None) -> None:
        """Makes a change of what has changed, or gone, meanwhile."""
        from tui_reader.annotations.difference import difference
        from tui_reader.annotations.merging import merge

        page = self.own.annotations
        theirs = page.with_records([] if here is None else [here])
        merged = merge(page.with_records([before]), page.with_records([after]), theirs)
        self.own.store.apply(difference(theirs.records, merged.set.records).change)

    # The way back, and who hears of changes

    def undo(self) -> str:
        """Takes the last change back; what that was."""
        change = self._history(self.own.store.begin_undo)
        if change is None:
            raise Refused(tr("Nothing to undo"))
        return self._after_history(change)

    def redo(self) -> str:
        """Does again what was taken back last; what that is."""
        change = self._history(self.own.store.begin_redo)
        if change is None:
            raise Refused(tr("Nothing to redo"))
        return self._after_history(change)

    def subscribe(self, callback: Callable[[Change], None]) -> None:
        """Calls `callback` after every change to one's own annotations."""
        self._observers.append(callback)

    @staticmethod
    def _history(step: Callable[[], Change | None]) -> Change | None:
        try:
            return step()
        except Outdated:
            raise Refused(tr("This was changed elsewhere meanwhile; it stays as it is now")) from None

    def _after_history(self, change: Change) -> str:
        # Of many it is the one that is least far from here.
        annotation = nearest_in(change, self.document.code_point_of(self.caret))
        if annotation is not None and self.entry(annotation.id) is not None:
            self.focus(annotation.id)
        elif annotation is not None and annotation.targets[0].position is not None:
            self.move(self.document.offset_of(annotation.targets[0].position.start))
        return words_for(change, self.tagset)

    def _changed(self, change: Change) -> None:
        self.own.describe_source(self.document)
        self.own.declare_terms(change)
        self.list_again(touched(change))
        if self.focus_id is not None and self.entry(self.focus_id) is None:
            self.came_to(self.caret)
        if self.link_start is not None and self.link_start not in self.own.store:
            self.link_start = None
        for callback in self._observers:
            callback(change)
