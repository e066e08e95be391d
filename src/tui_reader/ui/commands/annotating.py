"""Commands that make, change, link and go through annotations."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui_reader.language import listed, tr, tr_count
from tui_reader.session.annotating.drawing_links import begin_link, finish_link, unlink
from tui_reader.session.files.drafts import on_annotation, on_span
from tui_reader.text.excerpt import isolated
from tui_reader.ui.commands.choosing_tags import TagChoosing
from tui_reader.ui.commands.following_links import LinkCommands
from tui_reader.ui.commands.undoing import UndoingCommands
from tui_reader.ui.commands.writing import WritingCommands

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from tui_reader.annotations.records.annotation import Annotation
    from tui_reader.annotations.tagset import RelationType
    from tui_reader.ui.dialogs.tag_picker import Choice


class AnnotatingCommands(LinkCommands, TagChoosing, WritingCommands, UndoingCommands):
    """What is said about the text."""

    def _annotated(self, annotation: Annotation | None, words: str) -> None:
        if annotation is not None:
            self.holding = False
            self.after_command(words)

    def action_tag(self, number: int) -> None:
        """Tags the selection; in the sidebar, gives the chosen annotation another tag."""
        chosen = self.session.tagset.tags[number]
        if chosen.key and self.takes_link_key(chosen.key):
            return
        self.change(partial(self._tag, chosen.name))

    def _tag(self, tag: str) -> None:
        if self.takes_suggestion(tag):
            return
        if self.focused is self.sidebar and self.session.focus_id is not None:
            self._retag(tag)
        else:
            # A command may have to wait, and the session be another one then.
            self._annotated(self.attempt(lambda: self.session.tag_selection(tag)), "")

    def _retag(self, tag: str | None) -> None:
        focus = self.session.focus_id
        if focus is not None:
            self.attempt(lambda: self.session.retag(focus, tag))
            self.caret_moved()

    def action_highlight(self) -> None:
        """Highlights the selection; in the sidebar, takes the tag off the chosen annotation."""
        self.change(self._highlight)

    def _highlight(self) -> None:
        if self.focused is self.sidebar:
            self._retag(None)
        else:
            self._annotated(self.attempt(lambda: self.session.highlight_selection()), "")

    def action_pick_tag(self) -> None:
        """Opens the list of tags for the selection, or for the chosen annotation."""
        retagging = self.session.selection is None or self.focused is self.sidebar
        entry = self.focused_entry() if retagging else None
        if retagging and entry is None:
            return
        quote = entry.title if entry else self.attempt(self.session.selected_text)
        if quote is not None:
            title = tr("Re-tag {quote}" if entry else "Tag {quote}", quote=isolated(quote))
            self.pick_tag(title, partial(self._tag_picked, retag=entry is not None))

    def _tag_picked(self, choice: Choice, *, retag: bool) -> None:
        self.change(partial(self._retag if retag else self._tag, choice.name))

    @property
    def tagset_help(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """What the help says of tags and links: under each heading keys and words."""
        from tui_reader.ui.dialogs.tag_picker import guidance_of

        tagset, link = self.session.tagset, self.app.key_of("link")
        return {
            tr("Tags"): [
                (self.key_of_tag(tag) or "·", f"{'  ' * depth}{tag.shown_name}: {guidance_of(tag)}")
                for tag, depth in tagset.in_tree()
            ],
            tr("Links"): [
                (f"{link} {kind.key}" if kind.shown and kind.key else "·", f"{kind.shown_name}: {guidance_of(kind)}")
                for kind in tagset.relations
            ],
        }

    def action_note(self) -> None:
        """Asks for a note on the selection, or on the annotation at the caret."""
        session = self.session
        selection = session.selection
        if selection is not None and self.focused is not self.sidebar:
            quote = self.attempt(session.selected_text)
            if quote is not None:
                self.edit_note(on_span(session.document.path, selection), "", quote, self._note_on_selection)
            return
        entry = self.focused_entry()
        if entry is not None:
            name, annotation = on_annotation(entry.layer.path, entry.annotation.id), entry.annotation
            put = partial(self._note_on, entry.id, annotation if entry.layer is session.own else None)
            self.edit_note(name, annotation.note or "", entry.title, put)

    def edit_note(self, name: str, note: str, quote: str, put: Callable[[str], bool]) -> None:
        """Asks for a note: `name` is that of the draft of it, `put` says whether it has been put in its place."""
        title = tr("Note on {quote}", quote=isolated(quote))
        self.write(name, note, title, lambda text: self.change(partial(put, text), partial(self._note_here, text)))

    def _note_here(self, note: str) -> None:
        """Puts a note where another one was put before."""
        if self.session.selection is not None and self.focused is not self.sidebar:
            self._note_on_selection(note)
        elif (entry := self.focused_entry()) is not None:
            self._note_on(entry.id, None, note)

    def _note_on_selection(self, note: str) -> bool:
        if not note.strip():
            return True
        annotation = self.attempt(lambda: self.session.note_selection(note.strip()))
        self._annotated(annotation, "")
        return annotation is not None or self.something_waits

    def _note_on(self, annotation_id: str, begun_on: Annotation | None, note: str) -> bool:
        def write() -> bool:
            self.session.write_note(annotation_id, note, begun_on)
            return True

        is_written = self.attempt(write)
        self.caret_moved()
        return bool(is_written) or self.something_waits

    def action_link(self) -> None:
        """Begins a link from the annotation at the caret."""
        entry = self.focused_entry()
        if entry is None:
            return
        kinds = self.attempt(lambda: begin_link(self.session, entry.id))
        if kinds:
            keys = keys_of_links(kinds)
            self.acknowledge(tr("Go to the other annotation and press {keys}; at once for the nearest", keys=keys))
        self.text.refresh()
        self.caret_moved()

    def takes_link_key(self, character: str) -> bool:
        """Finishes a link that has been begun, if this is the key of a kind of link; whether it was."""
        if self.session.link_start is None:
            return False
        kind = next((k for k in self.session.tagset.relations if k.shown and k.key == character), None)
        if kind is None:
            return False
        self.change(partial(self._finish_link, kind), partial(self._link_to_nearest, kind))
        return True

    def _finish_link(self, kind: RelationType) -> None:
        if self.attempt(lambda: finish_link(self.session, kind)) is not None:
            self.after_command(tr("Linked by {link}", link=isolated(kind.shown_name)))

    def _link_to_nearest(self, kind: RelationType) -> None:
        entry = self.focused_entry()
        kinds = None if entry is None else self.attempt(partial(begin_link, self.session, entry.id))
        if kinds:
            self._finish_link(kind)
            self.session.link_start = None
            self.caret_moved()

    def action_unlink(self) -> None:
        """Removes the links of the annotation at the caret."""
        self.change(self._unlink)

    def _unlink(self) -> None:
        entry = self.focused_entry()
        if entry is not None:
            count = self.attempt(lambda: unlink(self.session, entry.id))
            if count:
                self.after_command(
                    tr_count(
                        count,
                        "Removed {count} link; {undo} brings it back",
                        "Removed {count} links; {undo} brings them back",
                    )
                )

    def action_delete(self) -> None:
        """Deletes the annotation at the caret; in the sidebar, the link of it that is chosen."""
        self.change(self._delete)

    def _delete(self) -> None:
        link = self.session.chosen_link if self.focused is self.sidebar else None
        if link is not None:
            self.remove_link(link)
            return
        entry = self.focused_entry()
        if entry is None:
            return
        place = self.session.listed.rank(entry.id) or 0

        def delete() -> bool:
            self.session.delete(entry.id)
            return True

        if self.attempt(delete):
            listed = self.session.listed
            if self.focused is self.sidebar and listed:
                self.session.focus(listed[min(place, len(listed) - 1)].id)
            self.after_command(tr("Deleted; {undo} brings it back"))

    def action_beside(self, forward: bool) -> None:
        """Goes to the next annotation or the one before, with a count so many on."""
        go, times = self.session.focus_next if forward else self.session.focus_previous, self.times
        self.attempt(lambda: go(times))
        self.caret_moved()


def keys_of_links(kinds: Iterable[RelationType]) -> str:
    """Kinds of link with their keys. The name comes first: in whose language it is, the whole is read."""
    return listed(f"{kind.shown_name} ({kind.key})" for kind in kinds if kind.key)
