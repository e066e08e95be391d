"""Commands that search the text, go to a place in it, and filter the list of annotations."""

from __future__ import annotations

import unicodedata
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any

from textual.message import Message

from tui_reader.errors import NotCounted, QueryError
from tui_reader.language import tr
from tui_reader.session.entries import Filter
from tui_reader.session.trojan import fault_words
from tui_reader.text.excerpt import isolated
from tui_reader.text.search import Query, QueryKind
from tui_reader.text.span import Span
from tui_reader.ui.background import Found, Told, look, work
from tui_reader.ui.commands.base import ReadingBase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.timer import Timer

    from tui_reader.session.library.folder_search import FolderSearch, FoundLine
    from tui_reader.session.reader import ReaderSession
    from tui_reader.session.searching import Search
    from tui_reader.text.controls import Fault
    from tui_reader.ui.dialogs.folder_dialog import FolderDialog
    from tui_reader.ui.panes.prompt_bar import PromptBar

PATIENCE = 0.005
"""Seconds the keyboard waits for an answer before somebody else goes on looking for it."""
TOGETHER = 0.005
"""Seconds after a letter in which the next one may come before anything is searched: words are pasted too."""
FILTER_SLICE = 0.012
"""Seconds of filtering between two looks at the keyboard."""


class FindingCommands(ReadingBase):
    """What is looked for, and the line in which one types it."""

    search_kind = QueryKind.FOLDED
    search_origin = 0
    search_timer: Timer | None = None
    """Runs while more letters may come together with those that were typed."""
    filter_timer: Timer | None = None
    folder_search: FolderSearch | None = None
    """The last search through the library, and which of its lines was taken."""
    folder_marked = 0

    class SearchWent(Told):
        """A search has come further, has found its first hit, or is over."""

        def __init__(self, search: Search) -> None:
            super().__init__()
            self.search = search

    class HitFound(SearchWent):
        """The next hit has been found where the search had not been yet; None where there is none."""

        def __init__(self, search: Search, hit: Span | None) -> None:
            super().__init__(search)
            self.hit = hit

    class SuspectFound(Message):
        """The next control with a fault has been found far away; None where there is none at all."""

        def __init__(self, session: ReaderSession, found: tuple[int, Fault] | None) -> None:
            super().__init__()
            self.session = session
            self.found = found

    def action_search(self) -> None:
        """Asks what to search."""
        self.search_origin = self.session.caret
        self.prompt.open("search", f"/{self.search_kind.words}")

    def action_switch_search(self) -> None:
        """Searches folded, exactly or for a regular expression, one after the other."""
        self.search_kind = self.search_kind.following
        if self.session.search is None:
            self.acknowledge(tr("Search: {kind}", kind=self.search_kind.words))
        else:
            self._search(self.session.search.query.needle)

    def on_prompt_bar_switched(self, message: PromptBar.Switched) -> None:
        self.search_kind = self.search_kind.following
        self.prompt.relabel(f"/{self.search_kind.words}")
        self._search(message.value)

    def on_prompt_bar_changed(self, message: PromptBar.Changed) -> None:
        if message.purpose == "search":
            self._stop_waiting()
            self.search_timer = self.set_timer(TOGETHER, partial(self._search, message.value))
        elif message.purpose == "filter":
            self._filter_by(text=message.value)

    def on_prompt_bar_cancelled(self, message: PromptBar.Cancelled) -> None:
        if self.takes_typed(message.purpose, None):
            return
        if message.purpose == "search":
            self._stop_waiting()
            self.session.end_search()
            self.session.move(self.search_origin)
            self.text.refresh()
        elif message.purpose == "filter":
            self._filter_by(text="")
        self.focus_text()
        self.caret_moved()

    def on_prompt_bar_submitted(self, message: PromptBar.Submitted) -> None:
        if self.takes_typed(message.purpose, message.value):
            return
        if message.purpose == "goto":
            self.focus_text()
            self._go_to(message.value)
            return
        if message.purpose == "search":
            if self.search_timer is not None:
                self._search(message.value)
            if self._says_not_found():
                self.session.end_search()
            self.text.refresh()
        if message.purpose == "filter" and self.sidebar.display:
            self.sidebar.focus()
        else:
            self.focus_text()
        self.caret_moved()

    def _stop_waiting(self) -> None:
        if self.search_timer is not None:
            self.search_timer.stop()
            self.search_timer = None

    def _search(self, needle: str) -> None:
        """Begins another search, which goes on in a thread of its own while the person does."""
        self._stop_waiting()
        try:
            search = self.session.start_search(needle, self.search_kind, origin=self.search_origin)
        except QueryError as mistake:
            self._show_search(str(mistake))
            return
        if search is None:
            self._show_search()
            return
        steps, until = search.run(), monotonic() + PATIENCE
        # A regular expression may take a second for a single stretch.
        if self.search_kind is not QueryKind.REGEX:
            while monotonic() < until and next(steps, search) is None:
                pass
        if search.running:
            self.run_worker(partial(self._search_on, search, steps), thread=True, group="search")
        self._search_went(search)

    def resume_search(self) -> None:
        """Searches again what was searched in the document as it was before; the caret stays."""
        search = self.session.search
        if search is not None:
            self.run_worker(partial(self._search_on, search, search.run()), thread=True, group="search")

    def _search_on(self, search: Search, steps: Iterator[None]) -> None:
        """Searches to the end, in a thread of its own."""

        def tell() -> Told:
            went = self.SearchWent(search)
            self.post_message(went)
            return went

        work(steps, lambda: search.first, tell)

    def on_finding_commands_search_went(self, message: SearchWent) -> None:
        if message.search is self.session.search:
            self._search_went(message.search)
        message.shown_by(self)

    def _search_went(self, search: Search) -> None:
        """Shows how far a search has come; its first hit as soon as there is one."""
        if self.session.show_first_hit() is not None:
            self._show_search()
        elif self.prompt.is_open and search.current is None and not search.running:
            # What was found for the letters before this one is no hit any more.
            self.session.move(self.search_origin)
            self._show_search()
        elif not self.prompt.is_open:
            self._says_not_found()
        self._show_progress()

    def _says_not_found(self) -> bool:
        """Whether a search is over without a hit; if so, says it."""
        search = self.session.search
        if search is None or search.running or search.count:
            return False
        self.tell(search.problem or tr("Not found: {text}", text=isolated(search.query.needle)), warn=True)
        return True

    def _show_search(self, problem: str = "") -> None:
        self.text.refresh()
        self.caret_moved()
        self._show_progress(problem)

    def _show_progress(self, problem: str = "") -> None:
        # The window stays where the person has put it.
        search = self.session.search
        self.show_status()
        if self.prompt.is_open and self.prompt.purpose == "search":
            words = problem or ("" if search is None else search.words)
            following = self.search_kind.following.words
            words = tr("{found}  {prompt.search_kind}: {following}", found=words, following=following)
            self.prompt.say(words)

    def action_hit(self, forward: bool) -> None:
        """Goes to the next hit or the one before, as often as the count says while that takes no time."""
        for _ in range(self.times):
            if not self._went_to_hit(forward=forward):
                return

    def _went_to_hit(self, *, forward: bool) -> bool:
        search = self.session.search
        steps = self.attempt(lambda: self.session.look_for_hit(forward=forward))
        if search is None or steps is None:
            return False
        until = monotonic() + PATIENCE
        # A regular expression may take a second where the search has not been.
        while search.query.kind is not QueryKind.REGEX or not search.running:
            hit = next(steps, search)
            if isinstance(hit, Span):
                self._go_to_hit(hit)
                return True
            if hit is not None:
                return False
            if monotonic() > until:
                break
        self._look_on(steps, partial(self.HitFound, search))
        return False

    def on_finding_commands_hit_found(self, message: HitFound) -> None:
        if message.search is self.session.search and message.hit is not None:
            self._go_to_hit(message.hit)

    def _go_to_hit(self, hit: Span) -> None:
        self.session.go_to_hit(hit)
        self._show_search()

    def action_next_suspect(self) -> None:
        """Goes to the next bidi control that makes a text look like another."""
        session = self.session
        steps = session.look_for_suspect()
        until = monotonic() + PATIENCE
        for found in steps:
            if found is not None:
                self._go_to_suspect(*found)
                return
            if monotonic() > until:
                self._look_on(steps, partial(self.SuspectFound, session))
                return
        self._go_to_no_suspect()

    def _look_on(self, steps: Iterator[Found | None], message: Callable[[Found | None], Message]) -> None:
        """Looks for what is far away, in a thread of its own, in place of what was looked for before."""
        looking = partial(look, steps, lambda found: self.post_message(message(found)))
        self.run_worker(looking, thread=True, group="hit", exclusive=True)

    def on_finding_commands_suspect_found(self, message: SuspectFound) -> None:
        if message.session is not self.session:
            return
        if message.found is None:
            self._go_to_no_suspect()
        else:
            self._go_to_suspect(*message.found)

    def _go_to_no_suspect(self) -> None:
        self.tell(tr("No bidi override and no unbalanced control here"))

    def _go_to_suspect(self, offset: int, fault: Fault) -> None:
        self.session.go_to_suspect(offset)
        self.caret_moved()
        control = self.session.document.slice(Span(offset, offset + 1))
        name, what = unicodedata.name(control), fault_words(fault)
        if self.session.page.display.hidden:
            self.tell(tr("{name}: {fault}", name=name, fault=what), warn=True)
        else:
            key = self.app.key_of("hidden")
            self.tell(tr("{name}: {fault}; {key} shows it", name=name, fault=what, key=key), warn=True)

    def action_search_folder(self) -> None:
        """Asks what to search in all documents."""
        from tui_reader.ui.dialogs.folder_dialog import FolderDialog

        before = self.folder_search
        searched = before or self.session.search
        dialog = FolderDialog(
            [entry.path for entry in self.app.shelf.library.documents],
            self.text.looks,
            needle="" if searched is None else searched.query.needle,
            kind=self.search_kind if searched is None else searched.query.kind,
            encoding=self.app.settings.encoding,
            before=before,
            marked=self.folder_marked,
        )
        self.app.ask(dialog, partial(self._folder_searched, dialog))

    def _folder_searched(self, dialog: FolderDialog, line: FoundLine | None) -> None:
        """Keeps what was found for the next time, and opens the document at the hit that was taken."""
        self.folder_search, self.folder_marked = dialog.search, dialog.marked
        if line is not None and line.span is not None and dialog.search is not None:
            show = partial(self._show_found, dialog.search.query, line.span.start)
            self.app.open_document(line.path, show)

    def _show_found(self, query: Query, offset: int) -> None:
        """Searches in the document that is open now, from a hit on."""
        self.search_kind = query.kind
        self.search_origin = offset
        self._search(query.needle)

    def action_goto(self) -> None:
        """Goes to the paragraph whose number was typed before the key; else asks for one, or for a percentage."""
        if self.count.given:
            self._go_to(str(self.count.given))
            return
        self.prompt.open("goto", tr("Go to"), placeholder=tr("50% or a paragraph's number"))

    def action_goto_percent(self) -> None:
        """Goes so far into the document as was typed before the key; else asks."""
        if self.count.given:
            self._go_to(f"{self.count.given}%")
        else:
            self.action_goto()

    def _go_to(self, typed: str) -> None:
        digits = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in typed.strip())
        number = digits.rstrip("%٪ ")
        try:
            value = float(number)
        except ValueError:
            self.tell(tr("{typed} is neither a percentage nor a number", typed=isolated(typed)), warn=True)
            return
        if digits != number:
            offset = self.session.offset_at_percent(min(max(value, 0.0), 100.0))
        else:
            try:
                offset = self.session.document.numbered(int(value)).start
            except NotCounted as error:
                self.tell(str(error), warn=True)
                return
        self.session.move(offset)
        self.text.scroll_to_place(self.session.page.place_of(offset))
        self.caret_moved(margin=0)

    def action_filter_text(self) -> None:
        """Asks for words that the listed annotations must have."""
        self.prompt.open("filter", tr("Filter"), self.session.filter.text)

    def action_filter_tag(self) -> None:
        """Lists the annotations of one tag after the other, then all again."""
        order: list[str | None] = [None, *self.session.tags_in_use]
        now = self.session.filter.tag
        following = order[(order.index(now) + 1) % len(order)] if now in order else None
        self._filter_by(tag=following)

    def action_filter_unsettled(self) -> None:
        """Lists only the annotations at which somebody should look, or all again."""
        waits = self.session.own.is_to_come or any(layer.store.unsettled for layer in self.session.layers)
        if not waits and not self.session.filter.unsettled:
            self.tell(tr("No annotation waits to be checked"))
            return
        self._filter_by(unsettled=not self.session.filter.unsettled)

    def action_filter_remarked(self) -> None:
        """Lists only the annotations of which something is said, or all again."""
        self._filter_by(remarked=not self.session.filter.remarked)

    def _filter_by(self, **changed: Any) -> None:
        """Filters by what was filtered by before, but for what is changed."""
        before = self.session.filter._asdict()
        del before["folded"]
        self._filter(Filter.of(**(before | changed)))

    def _filter(self, to: Filter) -> None:
        self.session.filter = to
        if self.filter_timer is None and self.session.advance_filter(0):
            self.filter_timer = self.set_interval(2 * FILTER_SLICE, self._filter_on)
        self._show_filtered()

    def resume_filter(self) -> None:
        self._filter(self.session.filter)

    def filter_again(self) -> None:
        """Looks at all annotations anew, where others may pass than before."""
        self._filter_by()

    def _filter_on(self) -> None:
        """Goes on filtering for a moment; what passes joins the list."""
        if not self.session.advance_filter(FILTER_SLICE) and self.filter_timer is not None:
            self.filter_timer.stop()
            self.filter_timer = None
        self._show_filtered()

    def _show_filtered(self) -> None:
        self.sidebar.reload(())
        self.sidebar.follow()
        self.show_list_title()
