"""The review screen: text with groups, lanes of the group one is at, list of groups; laid over the reading screen.

The reading goes on under it: there saving, following of files, and what is asked about them are at home, and it tells
this screen what has changed (`reading_changed`). Each group of commands is a class of its own that this one is made of.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from tui_reader.annotations.changes import changes_sides
from tui_reader.annotations.file import hash_of
from tui_reader.errors import Stopped
from tui_reader.language import tr
from tui_reader.session.geometry import share
from tui_reader.session.review.comparing import (
    compared,
    is_the_same,
    named_layers,
    taken_down,
    usual_layers,
    without_order,
)
from tui_reader.session.review.filtering import filter_words
from tui_reader.session.review.listing import Order
from tui_reader.text.excerpt import label_text
from tui_reader.text.span import Span
from tui_reader.ui.commands.arranging import Panes
from tui_reader.ui.commands.finding import FindingCommands
from tui_reader.ui.commands.moving import MovingCommands
from tui_reader.ui.commands.saving_again import SavingCommands
from tui_reader.ui.commands.showing import ShowingCommands
from tui_reader.ui.commands.table import bindings, key_words
from tui_reader.ui.own_screen import OwnScreen
from tui_reader.ui.panes.keys_line import KeysLine
from tui_reader.ui.panes.prompt_bar import PromptBar
from tui_reader.ui.panes.reading_pane import CARET_MARGIN
from tui_reader.ui.panes.status_line import StatusLine
from tui_reader.ui.review.decision_pane import DecisionPane
from tui_reader.ui.review.figuring import FiguringCommands
from tui_reader.ui.review.group_list import GroupList
from tui_reader.ui.review.handing_over import HandingOverCommands
from tui_reader.ui.review.lanes_pane import LanesPane, Versions
from tui_reader.ui.review.pane import ReviewPane
from tui_reader.ui.review.table import BY_USE_IN_REVIEW, COMMANDS_OF_REVIEW
from tui_reader.ui.widgets.text_field import TextField

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from textual import events
    from textual.app import ComposeResult
    from textual.widget import Widget

    from tui_reader.annotations.changes import Change
    from tui_reader.session.layers import SetLayer
    from tui_reader.session.review.comparing import Compared, Part
    from tui_reader.session.review.filtering import GroupFilter
    from tui_reader.session.review.review_session import Prepared, ReviewSession
    from tui_reader.ui.review.filter_picker import FilterOffer
    from tui_reader.ui.review.reviewing import ReviewingCommands

TELL_EVERY = 0.2
"""Seconds between two times that it is told how far a comparison is."""


class ReviewScreen(
    MovingCommands,
    FindingCommands,
    ShowingCommands,
    SavingCommands,
    HandingOverCommands,
    FiguringCommands,
    OwnScreen[None],
):
    """One review over the reading of its document."""

    TABLE = COMMANDS_OF_REVIEW
    BINDINGS: ClassVar = bindings(TABLE)
    FOOTER = BY_USE_IN_REVIEW
    AUTO_FOCUS = "#reading-pane"

    DEFAULT_CSS = """
    ReviewScreen { layout: vertical; }
    ReviewScreen #panes { height: 1fr; }
    ReviewScreen .pane-box { height: 1fr; }
    ReviewScreen .pane-title {
        height: 1; padding: 0 1; background: $panel; color: $text-muted; text-style: bold;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    ReviewScreen #groups-box { border-left: vkey $panel; }
    ReviewScreen .-mirrored #groups-box { dock: left; border-left: none; border-right: vkey $panel; }
    ReviewScreen .pane-box:focus-within .pane-title { color: $foreground; background: $primary-muted; }
    """

    class CompareWent(Message):
        """A comparison has come further: the part that is done, from 0 to 1."""

        def __init__(self, part: float) -> None:
            super().__init__()
            self.part = part

    class WasCompared(Message):
        """A comparison is done."""

        def __init__(self, found: Compared, prepared: Prepared | None, problems: Sequence[str]) -> None:
            super().__init__()
            self.found = found
            self.prepared = prepared
            self.problems = problems

    def __init__(self, review: ReviewSession, reader: ReviewingCommands, named: Sequence[Path] = ()) -> None:
        """`named` are the sets to be compared; without any all there are."""
        super().__init__()
        self.review = review
        self.reader = reader
        self.session, self.saving = reader.session, reader.saving
        self._named = named
        self.decided_last = set()
        self._read: dict[Path, SetLayer] = {}
        """Sets that the reading has not, by their paths."""
        self._watched: set[Path] = set()
        """Those of them that are watched."""
        self._rewritten: set[Path] = set()
        """Those of them that were written since they were read."""
        self._begins_blind = review.is_blind
        self._compared_part = 0.0
        self._wants_groups: bool | None = None
        self._is_over = False

    def compose(self) -> ComposeResult:
        settings, looks = self.app.settings, self.app.looks_for(self.session)
        mirrored = self.reader.query_one(Panes).has_class("-mirrored")
        with Panes(id="panes", classes="-mirrored" if mirrored else None):
            yield ReviewPane(self.review, looks, measure=settings.measure, align=settings.align)
            with Vertical(id="groups-box", classes="pane-box"):
                yield Static(label_text(tr("Groups")), id="groups-title", classes="pane-title", markup=False)
                yield GroupList(self.review, looks)
        with Versions(id="versions"):
            yield LanesPane(self.review, looks)
            yield DecisionPane(self.deciding)
        yield PromptBar()
        yield StatusLine()
        yield KeysLine()

    def on_mount(self) -> None:
        self.share_width(self.app.size.width)
        self.app.theme_changed_signal.subscribe(self, lambda _: self.new_looks())
        self.compare()
        self.show_review()

    # Panes

    @property
    def groups(self) -> GroupList:
        """The list of groups."""
        return self.query_one(GroupList)

    @property
    def lanes(self) -> LanesPane:
        """The lanes of the group one is at."""
        return self.query_one(LanesPane)

    @property
    def review_text(self) -> ReviewPane:
        """The text with the groups."""
        return self.query_one(ReviewPane)

    def on_panes_resized(self, message: Panes.Resized) -> None:
        self.share_width(message.width)

    def share_width(self, width: int) -> None:
        """Shares out so many cells among text and list."""
        shares = share(width, several=False, library=False, sidebar=self._wants_groups)
        box = self.query_one("#groups-box")
        box.display = shares.sidebar > 0
        box.styles.width = shares.sidebar
        self.text.display = shares.text > 0

    def focus_text(self) -> None:
        if not self.text.display:
            self._wants_groups = None
            self.share_width(self.app.size.width)
        self.text.focus()

    def action_toggle_groups(self) -> None:
        """Shows or hides the list of groups."""
        self._wants_groups = not self.query_one("#groups-box").display
        self.share_width(self.query_one(Panes).size.width)
        if self._wants_groups:
            self.groups.focus()
        else:
            self.focus_text()

    def action_focus_pane(self, by: int) -> None:
        """Goes to the next pane that is shown."""
        panes: list[Widget] = [self.text, self.groups, self.lanes]
        if self.prompt.is_open:
            panes.append(self.prompt.query_one(TextField))
        panes += self.query("HelpPanel")
        shown = [pane for pane in panes if all(node.display for node in pane.ancestors_with_self)]
        place = shown.index(self.focused) if self.focused in shown else 0
        shown[(place + by) % len(shown)].focus()

    def shown_otherwise(self) -> None:
        self.groups.show_again()
        self.lanes.show_again()

    def new_looks(self) -> None:
        """Paints again in the colours of the present theme and tagset."""
        self.text.looks = self.groups.looks = self.lanes.looks = self.app.looks_for(self.session)
        self.show_review()

    # Comparing

    def compare(self) -> None:
        """Has the sets compared, in a thread; what has not changed since the last time is not looked at again."""
        before = self.review.compared
        # Sets that are named may have to be read first.
        parts = None if self._named else self._take_down(usual_layers(self.session), before)
        if before is not None and parts is not None and is_the_same(parts, before):
            self.review.take(before)
            return
        # Textual describes a worker by the `repr` of what it calls: of a `partial` that is all sets, word for word.
        self.run_worker(lambda: self._compare(parts, before), thread=True, group="compare", exclusive=True)

    def _compare(self, parts: tuple[Part, ...] | None, before: Compared | None) -> None:
        worker, told_at = get_current_worker(), monotonic()
        problems: list[str] = []

        def goes_on(part: float) -> bool:
            nonlocal told_at
            if monotonic() - told_at > TELL_EVERY:
                told_at = monotonic()
                self.post_message(self.CompareWent(part))
            return not worker.is_cancelled

        if parts is None:
            written = frozenset(self._rewritten)
            self._rewritten -= written
            layers, problems = named_layers(self.session, self._named, self._read, written)
            if worker.is_cancelled:
                return
            parts = self.app.call_from_thread(self._take_down, layers, before)
        try:
            found = compared(self.session.document, parts, before, goes_on, self.session.tagset.symmetric_relations)
        except Stopped:
            return
        if not worker.is_cancelled:
            self.post_message(self.WasCompared(found, self.review.prepare(found.comparison), problems))

    def _take_down(self, layers: Sequence[SetLayer], before: Compared | None) -> tuple[Part, ...]:
        if self._begins_blind:
            # Nobody is known by a place in the alphabet.
            layers = without_order(layers, self.session.document)
        known = (self.session.own, *self.session.others)
        self._read = {layer.path: layer for layer in layers if all(layer is not each for each in known)}
        for path in self._read.keys() - self._watched:
            self.app.watch_file(path, partial(self._set_written, path))
        self._watched = set(self._read)
        return taken_down(layers, before)

    def _set_written(self, path: Path) -> None:
        """Has a set compared anew, if another version of it is on the disk. Called in the thread that watches."""
        layer = self._read.get(path)
        with suppress(OSError):
            if layer is None or hash_of(path) == layer.known.text_hash:
                return
        self._rewritten.add(path)
        self.app.call_from_thread(self.compare)

    def on_review_screen_compare_went(self, message: CompareWent) -> None:
        self._compared_part = message.part
        self.show_status()

    def on_review_screen_was_compared(self, message: WasCompared) -> None:
        self._compared_part = 1.0
        is_first = self.review.compared is None
        self.review.take(message.found, message.prepared)
        # Numbers of groups are those of one comparison.
        self.decided_last.clear()
        if is_first and self.review.current is not None:
            self.review.choose(self.review.current)
        self.show_review()
        self.caret_moved()
        self.app.say_remarks(message.problems)

    def reading_changed(self, change: Change | None = None) -> None:
        """Shows what has become of the reading under this screen. `change` is what one's own set has gone through."""
        if self._is_over:
            return
        is_other = self.session is not self.reader.session
        self.session, self.saving = self.reader.session, self.reader.saving
        if is_other:
            # What was placed on the text as it was is of no use any more.
            self._read, self._watched = {}, set()
            self.review.go_on_with(self.session)
            self.text.show_session(self.session)
        if is_other or change is None:
            self.compare()
            self.show_review()
        elif changes_sides(change) and any(layer is self.session.own for layer in self.review.layers):
            self.compare()
        else:
            self.decided_last |= self.review.decisions_changed(change)
            if self.session.own.store.is_under_way:
                self.show_status()
            else:
                self.show_review()

    # What is shown

    def show_review(self) -> None:
        """Shows groups, list and lanes as they are now."""
        self.review_text.show_review()
        self.groups.show_again()
        self.show_group()
        self.show_list_title()
        self.show_status()

    def show_group(self) -> None:
        """Shows what is said of the group one is at, and what was decided."""
        self.lanes.show_again()
        self.query_one(DecisionPane).show_again(key_words(self.app.keys_of("review.accept", "enter").split(",")[0]))

    def went(self) -> None:
        """Shows the group one has gone to."""
        self.groups.show_again()
        self.show_group()
        self.text.follow(CARET_MARGIN)
        self.text.refresh()
        self.show_status()

    def caret_moved(self, *, margin: int = CARET_MARGIN) -> None:
        if self.review.choose_at(self.session.caret):
            self.groups.show_again()
            self.show_group()
            self.text.refresh()
        self.text.follow(margin)
        self.show_status()

    def show_list_title(self) -> None:
        listed, count = len(self.review.listed), len(self.review.groups)
        title = (
            tr("Groups {listed} of {count}", listed=listed, count=count)
            if listed != count
            else tr("Groups {listed}", listed=listed)
        )
        order = "" if self.review.order is Order.PLACE else self.review.order.words
        title = " · ".join(filter(None, (title, filter_words(self.review), order)))
        self.query_one("#groups-title", Static).update(label_text(title, 80), layout=False)

    def show_status(self) -> None:
        trojan = self.session.trojan
        suspicious = trojan.words(Span(0, 0) if trojan.done else self.text.span_in_sight)
        self.query_one(StatusLine).show(
            self.session,
            self.saving.words,
            save_key=self.app.key_of("save") if self.saving.error is not None else "",
            alarm=self.saving.alarm,
            mode=self._mode,
            trojan=(suspicious, self.app.key_of("suspect")),
            source=self.session.source_problem and tr("not as on the disk"),
            conflicts=("", ""),
            check=("", ""),
            suggestion=("", ""),
        )

    @property
    def _mode(self) -> str:
        search = self.session.search
        if search is not None:
            return f"{search.words} {search.query.kind.words}"
        if self.review.compared is None:
            return tr("comparing… {percent}%", percent=int(100 * self._compared_part))
        decided, count = self.review.decided_count, len(self.review.groups)
        words = tr("{decided} of {count} decided", decided=decided, count=count)
        return f"{words} · {tr('blind')}" if self.review.is_blind else words

    # Commands

    def on_group_list_went(self) -> None:
        self.went()

    def on_group_list_jumped(self) -> None:
        self.focus_text()

    def on_lanes_pane_chosen(self, message: LanesPane.Chosen) -> None:
        self.review.chosen_side = message.side
        self.lanes.show_again()

    def action_group(self, by: int) -> None:
        """Goes so many groups on in the list."""
        self.attempt(lambda: self.review.step(by))
        self.went()

    def action_open_group(self, forward: bool) -> None:
        """Goes to the next group that is to be decided, or to the one before."""
        self.attempt(lambda: self.review.step_open(forward=forward))
        self.went()

    def action_lane(self) -> None:
        """Chooses the next version in the lanes."""
        self.attempt(lambda: self.review.choose_version(1))
        self.lanes.show_again()

    def action_sort(self) -> None:
        """Sorts the groups another way."""
        orders = list(Order)
        self.review.order = orders[(orders.index(self.review.order) + 1) % len(orders)]
        self.went()
        self.show_list_title()
        self.acknowledge(tr("Groups: {order}", order=self.review.order.words))

    def action_filter_groups(self) -> None:
        """Asks by what the groups are to be filtered."""
        from tui_reader.ui.review.filter_picker import ReviewFilter

        def chosen(offer: FilterOffer | None) -> None:
            if offer is not None:
                self.filter_groups(offer.chosen)

        self.app.ask(ReviewFilter(self.review), chosen)

    def filter_groups(self, chosen: GroupFilter) -> None:
        """Lists other groups; one is at the nearest of them."""
        self.review.chosen = chosen
        self.went()
        self.show_list_title()

    def action_blind(self) -> None:
        """Hides or shows the names of annotators."""
        self.review.is_blind = not self.review.is_blind
        self.show_group()
        self.show_status()
        self.acknowledge(tr("Names are hidden") if self.review.is_blind else tr("Names are shown"))

    def action_clear(self) -> None:
        """Ends what is under way; where nothing is, says how one leaves.

        Who presses the key once too often goes nowhere: in the reading keys annotate that decide here.
        """
        if self.gives_up_rule():
            return
        if self.focused is self.text and not self.holding and not self._is_under_way:
            self.tell(tr("{review.leave} goes back to the reading"))
        else:
            super().action_clear()

    @property
    def _is_under_way(self) -> bool:
        return self.session.anchor is not None or self.session.search is not None or self.prompt.is_open

    def action_leave(self) -> None:
        """Goes back to the reading, which is as it was; not while a change is half done."""
        if self.session.own.store.is_under_way and not self._is_over:
            self.tell(tr("All decisions are just being written down: a moment"))
            return
        self.workers.cancel_group(self, "compare")
        self.dismiss()

    def close(self) -> None:
        """Goes away, as soon as there is nothing over this screen."""
        self._is_over = True
        if self.is_active:
            self.action_leave()

    def on_screen_resume(self) -> None:
        if self._is_over:
            self.action_leave()

    async def on_key(self, event: events.Key) -> None:
        if not isinstance(self.focused, TextField):
            await self.takes_as_latin(event)

    # What groups of commands ask of a screen and this one has not

    def stop_looking(self) -> bool:
        return False

    def close_check(self) -> None:
        pass

    def close_queue(self) -> None:
        pass
