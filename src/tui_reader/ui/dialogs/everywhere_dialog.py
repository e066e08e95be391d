"""The same words everywhere: each place in its context, annotated by a key, or all of them at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.containers import Vertical

from tui_reader.language import tr, tr_count
from tui_reader.session.annotating.everywhere import Annotated, Everywhere, Occurrence, Stroke
from tui_reader.session.library.folder_search import documents_counted
from tui_reader.text.excerpt import interface_direction, isolated
from tui_reader.ui.background import Told, work
from tui_reader.ui.dialogs.concordance_list import ConcordanceList, room_beside
from tui_reader.ui.dialogs.dialog import Dialog
from tui_reader.ui.widgets.painting import row_of
from tui_reader.ui.widgets.text_field import TextField
from tui_reader.ui.widgets.text_view import TextView

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.strip import Strip

    from tui_reader.annotations.tagset import Tagset
    from tui_reader.session.window import Place
    from tui_reader.text.display import Display
    from tui_reader.ui.looks import Looks

    Annotate = Callable[[str, Sequence[Occurrence], bool, Callable[[], bool]], Stroke]
    """Annotates hits with a tag, with their clitics or without, as long as it is told to go on; for a thread."""
    Done = tuple[Sequence[Occurrence], Sequence[Annotated]]
    """What one key has annotated: the places, and the annotations in each document."""

DONE_SIGN = "✓"


class HitList(ConcordanceList[Occurrence]):
    """Places in their contexts, those that are annotated with a sign."""

    def __init__(self, looks: Looks, tag: str, display: Display, here: Path) -> None:
        """`here` is the document that is open."""
        super().__init__(looks, display, here, id="everywhere-hits")
        self.done: set[Occurrence] = set()
        self.with_clitics = False
        self._tag = tag

    def grow(self, hits: Sequence[Occurrence]) -> None:
        """Shows hits of which the first ones were shown before."""
        self.list.items = hits
        self.name_documents(hits)
        self.forget_places()

    def path_of(self, item: Occurrence) -> Path:
        return item.path

    def row_strip(self, place: Place, width: int) -> Strip:
        hit = self.list.items[place.block]
        style = self.base_style + Style(reverse=place.block == self.marked)
        pieces = [[Segment(f"{DONE_SIGN if hit in self.done else ' '} ", style + Style(bold=True))]]
        pieces += self.name_pieces(place, width, style)
        context = hit.context(with_clitics=self.with_clitics)
        pieces.append(self.passage_piece(context, self._tag, room_beside(pieces, width), style))
        return row_of(pieces, width, style)


class EverywhereDialog(Dialog[int]):
    """Ends with how many places were annotated."""

    BINDINGS: ClassVar = [
        Binding("escape", "leave", "Close", id="everywhere.leave"),
        Binding("up", "mark(-1)", "Up", show=False, priority=True, id="list.up"),
        Binding("down", "mark(1)", "Down", show=False, priority=True, id="list.down"),
        Binding("pageup", "mark(-10)", "Ten up", show=False, priority=True, id="list.page_up"),
        Binding("pagedown", "mark(10)", "Ten down", show=False, priority=True, id="list.page_down"),
        Binding("enter", "take", "Annotate this place, or search what was typed", priority=True, id="everywhere.take"),
        Binding("f5", "take_all", "Annotate all that are listed", priority=True, id="everywhere.take_all"),
        Binding("f6", "drop", "Take this place off the list", priority=True, id="everywhere.drop"),
        Binding("f7", "take_back", "Take back what was annotated last", priority=True, id="everywhere.take_back"),
        Binding(
            "ctrl+t", "switch", "With clitics, without them, or words alone", priority=True, id="everywhere.switch"
        ),
        Binding("ctrl+o", "only_here", "This document or all", priority=True, id="everywhere.only_here"),
    ]

    DEFAULT_CSS = """
    EverywhereDialog { align: center middle; }
    EverywhereDialog > Vertical {
        width: 96%; height: 90%; background: $surface; border: round $primary; padding: 0 1;
    }
    EverywhereDialog TextView { color: $text-muted; }
    """

    class Went(Told):
        """The search has come further."""

        def __init__(self, search: Everywhere) -> None:
            super().__init__()
            self.search = search

    def __init__(
        self,
        hits: HitList,
        words: str,
        tag: str,
        tagset: Tagset,
        new_search: Callable[[str, bool, bool], Everywhere],
        annotate: Annotate,
        take_back: Callable[[Sequence[Annotated]], Stroke],
        done: list[Done],
    ) -> None:
        """`new_search` is told the words, whether clitics count, and whether only this document is searched.

        `take_back` is called in a thread, as `annotate` is, and tells what it has taken back. `done` is what can be
        taken back, stroke by stroke; it outlives the dialog.
        """
        super().__init__()
        self.hits = hits
        self.search = new_search(words, True, False)
        self._words, self._tag, self._tagset = words, tag, tagset
        self._new_search, self._annotate, self._take_back = new_search, annotate, take_back
        self._clitics, self._only_here = True, False
        self._done = done
        self._count = 0
        """How many places have been annotated."""
        self._dropped: set[Occurrence] = set()
        self._is_busy = False
        self._waiting: list[Callable[[], object]] = []
        """What was asked for while something is being written, or before anything was found, in order."""
        self._is_left = False

    def compose(self) -> ComposeResult:
        with Vertical():
            yield TextView(id="everywhere-title", direction=interface_direction())
            yield TextField(self._words, placeholder=tr("words to annotate everywhere"), id="everywhere-field")
            yield self.hits
            yield TextView(id="everywhere-words", wrap=False, direction=interface_direction())
            yield TextView(
                tr(
                    "{everywhere.take} annotates · {everywhere.take_all} all · {everywhere.drop} not this one · "
                    "{everywhere.take_back} takes back · {everywhere.switch} clitics · {everywhere.only_here} documents"
                ),
                direction=interface_direction(),
            )

    def on_mount(self) -> None:
        self.query_one(TextField).focus()
        self._begin()

    def on_unmount(self) -> None:
        # However it went away: nobody is interested any more.
        self.search.cancel()
        self._is_left = True

    # The search

    def _begin(self) -> None:
        self.search.cancel()
        self.search = self._new_search(self._words, self._clitics, self._only_here)
        self._dropped.clear()
        self.hits.show(())
        self._show_words()
        self.run_worker(partial(self._search_on, self.search), thread=True, group="everywhere")

    def _search_on(self, search: Everywhere) -> None:
        def tell() -> Told:
            went = self.Went(search)
            self.post_message(went)
            return went

        work(search.run(), lambda: bool(search.hits), tell)

    def on_everywhere_dialog_went(self, message: Went) -> None:
        if message.search is self.search:
            self._list_again()
            self._do_what_waited()
        message.shown_by(self)

    def _list_again(self) -> None:
        hits = self.search.hits[:]
        self.hits.grow([hit for hit in hits if hit not in self._dropped] if self._dropped else hits)
        self.hits.mark(0)
        self._show_words()

    def _show_words(self, said: str = "") -> None:
        tag = isolated(self._tagset.shown_name(self._tag))
        if not self._clitics:
            way = tr("as words of their own only")
        elif self.hits.with_clitics:
            way = tr("together with what is written in front of them")
        else:
            way = tr("without what is written in front of them")
        where = tr("this document") if self._only_here else documents_counted(len(self.search.places))
        title = tr("Annotate everywhere as {tag}: {way}; in {where}", tag=tag, way=way, where=where)
        self.query_one("#everywhere-title", TextView).update(title)
        words = [said, self.search.status, *(isolated(str(problem)) for problem in self.search.problems[:1])]
        self.query_one("#everywhere-words", TextView).update(" · ".join(filter(None, words)))

    # What keys do

    def action_mark(self, by: int) -> None:
        """Marks another place."""
        if not self._waits(partial(self.action_mark, by), for_hits=True):
            self.hits.mark(by)

    def action_switch(self) -> None:
        """Has clitics left out of what is annotated, or taken in, or finds only words without any."""
        if not self._clitics:
            self._clitics, self.hits.with_clitics = True, False
            self._begin()
        elif self.hits.with_clitics:
            self._clitics = self.hits.with_clitics = False
            self._begin()
        else:
            self.hits.with_clitics = True
            self.hits.refresh()
            self._show_words()

    def action_only_here(self) -> None:
        """Searches this document only, or all again."""
        self._only_here = not self._only_here
        self._begin()

    def action_drop(self) -> None:
        """Takes the marked place off the list: it is not annotated with the others."""
        if not self._waits(self.action_drop, for_hits=True) and self.hits.item is not None:
            self._dropped.add(self.hits.item)
            self._list_again()

    def action_take(self) -> None:
        """Annotates the marked place and goes to the next; searches first what has been typed."""
        typed = self.query_one(TextField).value
        is_new = bool(typed.strip()) and typed != self._words
        if self._waits(self.action_take, for_hits=not is_new):
            return
        if is_new:
            self._words = typed
            self._begin()
        elif self.hits.item is not None:
            self._take([self.hits.item])

    def on_pick_list_taken(self) -> None:
        # A click marks; only keys annotate.
        self.hits.refresh()

    def action_take_all(self) -> None:
        """Annotates all that are listed."""
        if not self._waits(self.action_take_all, for_hits=True):
            self._take(list(self.hits.list.items))

    def _take(self, wanted: list[Occurrence]) -> None:
        open_hits = [hit for hit in wanted if hit not in self.hits.done]
        if not open_hits:
            self._show_words(tr("This is annotated already") if wanted else "")
            self.hits.mark(1)
            return
        self._in_thread(
            lambda: self._annotate(self._tag, open_hits, self.hits.with_clitics, lambda: not self._is_left),
            lambda done: self._taken(open_hits, done),
        )

    def _taken(self, wanted: list[Occurrence], stroke: Stroke) -> None:
        paths = {each.path for each in stroke.done}
        hits = [hit for hit in wanted if hit.path in paths]
        count = sum(len(each.annotations) for each in stroke.done)
        self.hits.done.update(hits)
        self._count += count
        if hits:
            self._done.append((hits, [each for each in stroke.done if each.annotations]))
        if len(wanted) == len(hits) == 1:
            self.hits.mark(1)
        self.hits.refresh()
        self._show_words(_said(tr_count(count, "Annotated {count} place", "Annotated {count} places"), stroke))

    def action_take_back(self) -> None:
        """Takes back what was annotated last."""
        if self._waits(self.action_take_back):
            return
        if not self._done:
            self._show_words(tr("Nothing to undo"))
            return
        hits, done = self._done.pop()
        is_listed = self.hits.done.issuperset(hits)

        def took_back(stroke: Stroke) -> None:
            # What could not be taken back stays, and does not stand in the way of what was done before.
            paths = {each.path for each in done} - {each.path for each in stroke.done}
            self.hits.done.difference_update(hit for hit in hits if hit.path not in paths)
            count = sum(len(each.annotations) for each in stroke.done)
            self._count -= count if is_listed else 0
            if is_listed:
                self.hits.refresh()
            else:
                self._begin()
            self._show_words(_said(tr_count(count, "Took back {count} place", "Took back {count} places"), stroke))

        self._in_thread(lambda: self._take_back(done), took_back)

    @property
    def _is_early(self) -> bool:
        """Whether nothing has been found yet, and something may be."""
        return not self.search.is_done and not self.hits.list.items

    def _waits(self, action: Callable[[], object], *, for_hits: bool = False) -> bool:
        """Whether an action has to wait for what is being written, or for the first hits; it is done then."""
        waits = self._is_busy or bool(self._waiting) or (for_hits and self._is_early)
        if waits:
            self._waiting.append(action)
        return waits

    def _do_what_waited(self) -> None:
        while self._waiting and not self._is_busy and not self._is_early:
            action, *behind = self._waiting
            self._waiting = []
            action()
            self._waiting += behind

    def _in_thread(self, do: Callable[[], Stroke], then: Callable[[Stroke], object]) -> None:
        """Does what may take long."""
        self._is_busy = True
        self._show_words(tr("writing…"))

        def finish(stroke: Stroke) -> None:
            self._is_busy = False
            if not self.is_attached:
                return
            if stroke.problems:
                self._waiting.clear()
            then(stroke)
            self._do_what_waited()

        self.run_worker(lambda: self.app.call_from_thread(finish, do()), thread=True, group="annotating")

    def action_leave(self) -> None:
        """Closes the list; what was annotated stays. Pressed twice, it does not wait for anything to be found."""
        gives_up = not self._is_busy and self.action_leave in self._waiting
        if gives_up or not self._waits(self.action_leave):
            self.dismiss(self._count)


def _said(words: str, stroke: Stroke) -> str:
    """What was done, and what was in the way."""
    return " · ".join([words, *map(isolated, stroke.problems[:1])])
