"""Commands that search the text, go to a place in it, and filter the list of annotations."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from tui_reader.errors import NotCounted
from tui_reader.session.entries import Filter
from tui_reader.text.excerpt import isolated
from tui_reader.ui.reading_base import ReadingBase

if TYPE_CHECKING:
    from textual.timer import Timer

    from tui_reader.ui.prompt_bar import PromptBar

SEARCH_SLICE = 0.012
"""Seconds of searching or filtering between two looks at the keyboard."""


class FindingCommands(ReadingBase):
    """What is looked for, and the line in which one types it."""

    search_exact = False
    search_origin = 0
    search_timer: Timer | None = None
    filter_timer: Timer | None = None

    def action_search(self) -> None:
        """Asks what to search."""
        self.search_origin = self.session.caret
        self.prompt.open("search", "/exact" if self.search_exact else "/")

    def action_switch_search(self) -> None:
        """Searches exactly instead of folded, or the other way round."""
        self.search_exact = not self.search_exact
        if self.session.search is not None:
            self._search(self.session.search.query.needle)
        self.tell("Search: exact" if self.search_exact else "Search: folded")

    def on_prompt_bar_switched(self, message: PromptBar.Switched) -> None:
        self.search_exact = not self.search_exact
        self.prompt.relabel("/exact" if self.search_exact else "/")
        self._search(message.value)

    def on_prompt_bar_changed(self, message: PromptBar.Changed) -> None:
        if message.purpose == "search":
            self._search(message.value)
        elif message.purpose == "filter":
            self._filter(Filter.of(self.session.filter.tag, message.value))

    def on_prompt_bar_cancelled(self, message: PromptBar.Cancelled) -> None:
        if message.purpose == "search":
            self.session.search = None
            self.session.move(self.search_origin)
            self.text.refresh()
        elif message.purpose == "filter":
            self._filter(Filter.of(self.session.filter.tag))
        self.focus_text()
        self.caret_moved()

    def on_prompt_bar_submitted(self, message: PromptBar.Submitted) -> None:
        if message.purpose == "goto":
            self.focus_text()
            self._go_to(message.value)
            return
        if message.purpose == "search":
            search = self.session.search
            if search is not None and search.done and not search.count:
                self.session.search = None
                self.tell(f"Not found: {isolated(message.value)}", warn=True)
            self.text.refresh()
        if message.purpose == "filter" and self.sidebar.display:
            self.sidebar.focus()
        else:
            self.focus_text()
        self.caret_moved()

    def _search(self, needle: str) -> None:
        self.session.start_search(needle, exact=self.search_exact, origin=self.search_origin)
        if self.search_timer is None and self.session.search is not None and not self.session.search.done:
            self.search_timer = self.set_interval(2 * SEARCH_SLICE, self._search_on)
        self._show_search()

    def _search_on(self) -> None:
        """Goes on searching for a moment; painting shows hits that come into sight."""
        if not self.session.advance_search(SEARCH_SLICE) and self.search_timer is not None:
            self.search_timer.stop()
            self.search_timer = None
        self._show_search()

    def _show_search(self) -> None:
        search = self.session.search
        self.text.refresh()
        self.caret_moved()
        if self.prompt.is_open and self.prompt.purpose == "search":
            more = "" if search is None or search.done else "+"
            self.prompt.say("" if search is None else f"{search.number}/{search.count}{more}  ctrl+t exact/folded")

    def action_hit(self, forward: bool) -> None:
        """Goes to the next hit or the one before."""
        self.attempt(self.session.next_hit if forward else self.session.previous_hit)
        self.text.refresh()
        self.caret_moved()

    def action_goto(self) -> None:
        """Asks for a percentage or a paragraph."""
        self.prompt.open("goto", "Go to (50% or a paragraph's number)")

    def _go_to(self, typed: str) -> None:
        digits = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in typed.strip())
        number = digits.rstrip("%٪ ")
        try:
            value = float(number)
        except ValueError:
            self.tell(f"{isolated(typed)} is neither a percentage nor a number", warn=True)
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
        self.prompt.open("filter", "Filter", self.session.filter.text)

    def action_filter_tag(self) -> None:
        """Lists the annotations of one tag after the other, then all again."""
        order: list[str | None] = [None, *self.session.tags_in_use]
        now = self.session.filter.tag
        following = order[(order.index(now) + 1) % len(order)] if now in order else None
        self._filter(Filter.of(following, self.session.filter.text))

    def _filter(self, to: Filter) -> None:
        self.session.filter = to
        if self.filter_timer is None and self.session.advance_filter(0):
            self.filter_timer = self.set_interval(2 * SEARCH_SLICE, self._filter_on)
        self._show_filtered()

    def _filter_on(self) -> None:
        """Goes on filtering for a moment; what passes joins the list."""
        if not self.session.advance_filter(SEARCH_SLICE) and self.filter_timer is not None:
            self.filter_timer.stop()
            self.filter_timer = None
        self._show_filtered()

    def _show_filtered(self) -> None:
        self.sidebar.reload(())
        self.sidebar.follow()
        self.show_list_title()
