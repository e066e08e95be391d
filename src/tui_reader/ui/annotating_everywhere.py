"""The command that annotates the same words everywhere."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui_reader.language import tr, tr_count
from tui_reader.text.excerpt import isolated
from tui_reader.ui.reading_base import ReadingBase

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui_reader.session.everywhere import Annotated, Everywhere, Occurrence
    from tui_reader.ui.tag_picker import Choice

MOST_WORDS = 200
"""Code points of what is sought: nobody means a paragraph."""


class EverywhereCommands(ReadingBase):
    """One tag for the same words, wherever they stand."""

    def action_everywhere(self) -> None:
        """Lists where the selected words stand, or those of the annotation one is at, to be annotated alike."""
        session = self.session

        def sought() -> str:
            session.require_writable()
            return " ".join(session.selected_text().split())

        words = self.attempt(sought)
        if words is None:
            return
        if len(words) > MOST_WORDS:
            self.tell(tr("That is too long to be looked for everywhere"), warn=True)
            return
        entry = None if session.selection is not None else session.focused
        if entry is not None and entry.annotation.tags:
            self._show_everywhere(words, entry.annotation.tags[0])
            return
        from tui_reader.ui.tag_picker import TagPicker, Tags

        def picked(choice: Choice | None) -> None:
            if choice is not None:
                self._show_everywhere(words, choice.name)

        title = tr("Tag {quote} everywhere", quote=isolated(words))
        self.app.ask(TagPicker(Tags.of(session), self.text.looks, title=title, can_make=False), picked)

    def _show_everywhere(self, words: str, tag: str) -> None:
        from tui_reader.ui.everywhere_dialog import EverywhereDialog, HitList

        session = self.session
        hits = HitList(self.text.looks, tag, session.page.display, session.document.path)
        dialog = EverywhereDialog(
            hits,
            words,
            tag,
            session.tagset,
            partial(self._new_everywhere, tag),
            self._annotate_hits,
            self._take_back_hits,
        )
        self.app.ask(dialog, self._everywhere_done)

    def _everywhere_done(self, count: int | None) -> None:
        if count:
            self.after_command(
                tr_count(count, "Annotated {count} place everywhere", "Annotated {count} places everywhere")
            )

    def _new_everywhere(self, tag: str, words: str, clitics: bool, only_here: bool) -> Everywhere:
        from tui_reader.session.everywhere import Everywhere, OpenDocument
        from tui_reader.session.views.survey import places_on

        return Everywhere(
            words,
            tag,
            places_on(self.app.shelf, self.session.document.path, only_here=only_here),
            self.app.settings,
            OpenDocument.of(self.session, tag),
            clitics,
        )

    def _annotate_hits(
        self, tag: str, hits: Sequence[Occurrence], with_clitics: bool, goes_on: Callable[[], bool]
    ) -> list[Annotated]:
        """Annotates hits document by document, what is open in one change; in a thread."""
        from tui_reader.session.everywhere import Annotated, add_here, annotate_elsewhere, annotations_for
        from tui_reader.session.views.survey import Place

        session, done = self.session, []
        for path in dict.fromkeys(hit.path for hit in hits):
            spans = [hit.span(with_clitics=with_clitics) for hit in hits if hit.path == path]
            if path == session.document.path:
                source = session.own.annotations.source_iri
                made = annotations_for(session.document, spans, tag, source, goes_on)
                self.app.call_from_thread(add_here, session, made)
                done.append(Annotated(path, made))
            else:
                texts = [hit.text_of(with_clitics=with_clitics) for hit in hits if hit.path == path]
                place = Place(path, self.app.shelf.opened_folder(path))
                wanted = list(zip(spans, texts, strict=True))
                done.append(annotate_elsewhere(place, self.app.settings, tag, wanted, goes_on))
        return done

    def _take_back_hits(self, done: list[Annotated]) -> None:
        from tui_reader.session.everywhere import take_back_elsewhere, take_back_here
        from tui_reader.session.views.survey import Place

        for each in reversed(done):
            if each.path == self.session.document.path:
                self.app.call_from_thread(take_back_here, self.session)
            else:
                place = Place(each.path, self.app.shelf.opened_folder(each.path))
                take_back_elsewhere(place, self.app.settings, each)
