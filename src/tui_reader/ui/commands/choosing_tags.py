"""Asking for a tag: the list of tags, and what it does to the tagset."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.keys import key_to_character

from tui_reader.annotations.tagset import add_tag_to_file
from tui_reader.errors import AnnotationFileError, SaveError
from tui_reader.language import tr
from tui_reader.session.files.opening import tagset_in, tagset_path
from tui_reader.text.excerpt import isolated
from tui_reader.ui.commands.base import ReadingBase
from tui_reader.ui.commands.table import TAG_BINDING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from tui_reader.annotations.tagset import Tag
    from tui_reader.ui.dialogs.tag_picker import Choice, Tags


class TagChoosing(ReadingBase):
    """A screen on which a tag can be asked for."""

    def pick_tag(
        self, title: str, take: Callable[[Choice], object], *, there: Collection[str] = (), with_note: bool = False
    ) -> None:
        """Opens the list of tags; `there` are given already, and with a note also that or no tag may be chosen."""
        from tui_reader.ui.dialogs.tag_picker import TagPicker, Tags

        picker = TagPicker(
            Tags.of(self.session),
            self.text.looks,
            title=title,
            there=there,
            with_note=with_note,
            list_it=self._list_tag,
            key_of=self.key_of_tag,
        )

        def picked(choice: Choice | None) -> None:
            if choice is not None and (not choice.is_new or self._add_tag(choice.name)):
                take(choice)

        self.app.ask(picker, picked)

    def _list_tag(self, choice: Choice) -> Tags | None:
        """Lists a tag for good or no longer, or adds one to the tagset; the tags there are then."""
        from tui_reader.ui.dialogs.tag_picker import Tags

        tag = self.session.tagset.tag(choice.name)
        if tag is None:
            return Tags.of(self.session) if self._add_tag(choice.name) else None
        on = self.app.settings.tags
        if choice.name in on:
            self.app.choose(tags=tuple(name for name in on if name != choice.name))
        elif tag.off_by_default or not tag.shown:
            self.app.choose(tags=(*on, choice.name))
        else:
            self.tell(tr("{tag} is always listed", tag=isolated(tag.shown_name)))
            return None
        try:
            tagset = tagset_in(tagset_path(self.session.own.path, self.app.settings.annotations))
        except AnnotationFileError as error:
            self.tell(tr("{error}; the tags stay as they were", error=error), warn=True)
            return None
        self.session.tagset = tagset.with_on(self.app.settings.tags)
        self.tagset_changed()
        listed = self.session.tagset.tag(choice.name)
        if listed is not None:
            self._tell_listed(listed)
        return Tags.of(self.session)

    def _tell_listed(self, tag: Tag) -> None:
        name, key = isolated(tag.shown_name), self.key_of_tag(tag)
        if tag.off_by_default or not tag.shown:
            self.tell(tr("{tag} is listed no longer, but is found by typing", tag=name))
        elif tag.key and not key:
            taken, binding = isolated(tag.key), isolated(TAG_BINDING + tag.name)
            words = tr(
                "{tag} is listed now. Its key {key} does something else: {binding} gives it one in the configuration",
                tag=name,
                key=taken,
                binding=binding,
            )
            self.tell(words, warn=True)
        else:
            self.tell(
                tr("{tag} is listed now; its key is {key}", tag=name, key=key)
                if key
                else tr("{tag} is listed now", tag=name)
            )

    def _add_tag(self, name: str) -> bool:
        """Adds a tag to the tagset file; whether that went well."""
        path = tagset_path(self.session.own.path, self.app.settings.annotations)
        try:
            self.session.tagset = add_tag_to_file(path, name).with_on(self.app.settings.tags)
        except (OSError, ValueError, SaveError) as error:
            self.tell(tr("The tag could not be added: {error}", error=error), warn=True)
            return False
        self.tagset_changed()
        self.tell(tr("{tag} is in the tagset now, in {file}", tag=isolated(name), file=isolated(path.name)))
        return True

    def key_of_tag(self, tag: Tag) -> str:
        """The key that applies a tag; empty where none does."""
        bindings = self._bindings.key_to_bindings.items()
        key = next((key for key, bound in bindings if bound[0].id == TAG_BINDING + tag.name), "")
        return key_to_character(key) or key
