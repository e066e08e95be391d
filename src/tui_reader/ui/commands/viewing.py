"""Commands that list what answers a question in the documents, and go from the list to the text and back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui_reader.language import tr
from tui_reader.ui.commands.base import ReadingBase

if TYPE_CHECKING:
    from tui_reader.session.views.passages import Passage
    from tui_reader.session.views.survey import Asked, Findings, Survey
    from tui_reader.ui.dialogs.passage_dialog import Left, PassageDialog
    from tui_reader.ui.dialogs.passage_list import Row
    from tui_reader.ui.dialogs.tag_picker import Choice
    from tui_reader.ui.dialogs.views_dialog import ViewChoice


class ViewingCommands(ReadingBase):
    """What is open, what is answered, and all passages of a kind."""

    left_list: Left | None = None
    """The list from which one has gone into the text."""
    last_survey: Survey | None = None
    """What has been counted for the list of views."""

    def action_views(self) -> None:
        """Goes back to the list one has come from; else lists the views."""
        # Who has opened another document has other things in mind.
        if self.left_list is not None and self.left_list.gone_to == self.session.document.path:
            self._show_passages(self.left_list)
        else:
            self._show_views()

    def action_examples(self) -> None:
        """Lists all passages with the tag of the annotation one is at, or with one that is chosen."""
        entry = self.session.focused
        if entry is not None and entry.annotation.tags:
            self._show_tag(entry.annotation.tags[0], is_from_views=False)
        else:
            self._pick_tag(is_from_views=False)

    def _show_views(self) -> None:
        # Nobody who never looks at a list need import what it takes.
        from tui_reader.session.views.survey import Asked
        from tui_reader.ui.dialogs.views_dialog import ViewsDialog

        survey = self._survey(Asked(), False, self.last_survey)
        self.last_survey = survey
        self.app.ask(ViewsDialog(survey, self.session.document.path), self._view_picked)

    def _view_picked(self, choice: ViewChoice | None) -> None:
        from tui_reader.session.views.questions import View
        from tui_reader.session.views.survey import Asked

        if choice is None:
            return
        if choice.view is None:
            self._show_documents()
        elif choice.view is View.TAG:
            self._pick_tag(is_from_views=True)
        else:
            self._show_list(Asked(choice.view), is_from_views=True)

    def _pick_tag(self, *, is_from_views: bool) -> None:
        from tui_reader.ui.dialogs.tag_picker import TagPicker, Tags

        def picked(choice: Choice | None) -> None:
            if choice is not None:
                self._show_tag(choice.name, is_from_views=is_from_views)

        picker = TagPicker(Tags.of(self.session), self.text.looks, title=tr("Passages with a tag"), can_make=False)
        self.app.ask(picker, picked)

    def _show_tag(self, tag: str, *, is_from_views: bool) -> None:
        from tui_reader.session.views.questions import View
        from tui_reader.session.views.survey import Asked

        self._show_list(Asked(View.TAG, tag), is_from_views=is_from_views)

    def _show_list(self, asked: Asked, *, is_from_views: bool) -> None:
        from tui_reader.session.views.arranging import Order
        from tui_reader.ui.dialogs.passage_dialog import Left

        self._show_passages(Left(asked, False, Order.PLACE, "", None, 0, None, is_from_views=is_from_views))

    def _show_passages(self, left: Left) -> None:
        from tui_reader.ui.dialogs.passage_dialog import PassageDialog
        from tui_reader.ui.dialogs.passage_list import PassageList

        session = self.session
        rows = PassageList(self.text.looks, session.tagset, session.page.display, session.document.path)
        dialog = PassageDialog(rows, session.tagset, self._survey, left, (session.document.path, session.caret))
        self.app.ask(dialog, partial(self._passage_taken, dialog))

    def _passage_taken(self, dialog: PassageDialog, row: Row | None) -> None:
        from tui_reader.session.views.passages import Passage

        if isinstance(row, Passage):
            self.left_list = dialog.left._replace(gone_to=row.path)
            self.app.open_document(row.path, partial(self._show_passage, row))
        elif dialog.left.is_from_views or self.left_list is not None:
            self.left_list = None
            self._show_views()

    def _show_passage(self, passage: Passage) -> None:
        """Goes to a passage of the document that is open now."""
        session = self.session
        if session.entry(passage.id) is not None:
            session.focus(passage.id)
        elif passage.start is not None:
            session.move(min(passage.start, session.document.end))
        self.caret_moved()

    def _show_documents(self) -> None:
        from tui_reader.session.views.survey import Asked
        from tui_reader.ui.dialogs.progress_dialog import ProgressDialog

        session = self.session
        survey = self._survey(Asked(covers=True), False, None)

        def picked(found: Findings | None) -> None:
            if found is None:
                self._show_views()
            else:
                self.app.open_document(found.path)

        self.app.ask(ProgressDialog(survey, session.tagset, session.document.path), picked)

    def _survey(self, asked: Asked, only_here: bool, before: Survey | None) -> Survey:
        """A look through all documents, or the one that is open, which is asked as it is now."""
        from tui_reader.session.views.survey import OpenReading, Survey, places_on

        session = self.session
        places = places_on(self.app.shelf, session.document.path, only_here=only_here)
        # Sets that are still being read are read once more rather than taken for empty.
        reading = None if session.own.is_to_come else OpenReading.of(session)
        asked = asked._replace(others=session.shows_others)
        return Survey(places, asked, self.app.settings, reading, before)
