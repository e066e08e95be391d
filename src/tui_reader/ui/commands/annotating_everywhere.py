"""The command that annotates the same words everywhere."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from tui_reader.errors import FileProblem, Stopped
from tui_reader.language import tr, tr_count
from tui_reader.session.refused import Refused
from tui_reader.text.excerpt import isolated
from tui_reader.ui.commands.base import ReadingBase
from tui_reader.ui.commands.table import key_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from tui_reader.session.annotating.everywhere import Annotated, Everywhere, Occurrence, Stroke
    from tui_reader.session.views.survey import Place
    from tui_reader.ui.dialogs.everywhere_dialog import Done
    from tui_reader.ui.dialogs.tag_picker import Choice

Of = TypeVar("Of")

MOST_WORDS = 200
"""Code points of what is sought: nobody means a paragraph."""


class EverywhereCommands(ReadingBase):
    """One tag for the same words, wherever they stand."""

    def __init__(self) -> None:
        super().__init__()
        self._strokes: list[Done] = []
        """What was annotated in all documents and can be taken back, stroke by stroke."""

    def action_everywhere(self) -> None:
        """Lists where the selected words stand, or those of the annotation one is at, to be annotated alike."""
        self.attempt(self._ask_everywhere)

    def _ask_everywhere(self) -> None:
        session = self.session
        session.require_writable()
        words = " ".join(session.selected_text().split())
        if len(words) > MOST_WORDS:
            self.tell(tr("That is too long to be looked for everywhere"), warn=True)
            return
        entry = None if session.selection is not None else session.focused
        if entry is not None and entry.annotation.tags:
            self._show_everywhere(words, entry.annotation.tags[0])
            return
        from tui_reader.ui.dialogs.tag_picker import TagPicker, Tags

        def picked(choice: Choice | None) -> None:
            if choice is not None:
                self._show_everywhere(words, choice.name)

        title = tr("Tag {quote} everywhere", quote=isolated(words))
        self.app.ask(TagPicker(Tags.of(session), self.text.looks, title=title, can_make=False), picked)

    def _show_everywhere(self, words: str, tag: str) -> None:
        from tui_reader.ui.dialogs.everywhere_dialog import EverywhereDialog, HitList

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
            self._strokes,
        )
        self.app.ask(dialog, self._everywhere_done)

    def _everywhere_done(self, count: int | None) -> None:
        if count:
            words = tr_count(count, "Annotated {count} place everywhere", "Annotated {count} places everywhere")
            if self.session.selection is not None:
                self.session.move(self.session.selection.start)
                self.holding = False
            # Undo knows only what is open.
            back = self.app.keys_of("everywhere.take_back", "f7").split(",")[0]
            how = tr("{key} and then {back} takes it back", key=self.app.key_of("everywhere"), back=key_words(back))
            self.after_command()
            self.tell(f"{words}\n{how}")

    def _new_everywhere(self, tag: str, words: str, clitics: bool, only_here: bool) -> Everywhere:
        from tui_reader.session.annotating.everywhere import Everywhere, OpenDocument
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
    ) -> Stroke:
        """Annotates hits document by document, each in one change; in a thread."""
        from tui_reader.session.annotating.everywhere import add_here, annotate_elsewhere, annotations_for

        def annotated(path: Path) -> Annotated:
            wanted = [
                (hit.span(with_clitics=with_clitics), hit.text_of(with_clitics=with_clitics))
                for hit in hits
                if hit.path == path
            ]
            session = self.session
            if path != session.document.path:
                return annotate_elsewhere(self._place(path), self.app.settings, tag, wanted, goes_on)
            made = annotations_for(session.document, wanted, tag, session.own.annotations.source_iri, goes_on)
            self.app.call_from_thread(lambda: add_here(self.session, session.document, made))
            return made

        return _each(annotated, dict.fromkeys(hit.path for hit in hits))

    def _take_back_hits(self, done: Sequence[Annotated]) -> Stroke:
        from tui_reader.session.annotating.everywhere import take_back_elsewhere, take_back_here

        def taken_back(each: Annotated) -> Annotated:
            if each.path == self.session.document.path:
                self.app.call_from_thread(lambda: take_back_here(self.session, each))
            else:
                take_back_elsewhere(self._place(each.path), self.app.settings, each)
            return each

        return _each(taken_back, reversed(done))

    def _place(self, path: Path) -> Place:
        from tui_reader.session.views.survey import Place

        return Place(path, self.app.shelf.opened_folder(path))


def _each(do: Callable[[Of], Annotated], things: Iterable[Of]) -> Stroke:
    """Does something in one document after the other; what cannot be done in one is told, and done in the next."""
    from tui_reader.session.annotating.everywhere import Stroke

    done: list[Annotated] = []
    problems: list[str] = []
    for each in things:
        try:
            done.append(do(each))
        except Stopped:
            break
        except (Refused, FileProblem) as problem:
            problems.append(str(problem))
    return Stroke(done, problems)
