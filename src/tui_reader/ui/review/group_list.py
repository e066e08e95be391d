"""The list of groups of a review: how far people agree on each, who says what, and what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.message import Message

from tui_reader.language import tr
from tui_reader.review.words import SIGNS, state_words
from tui_reader.session.decorations import REJECTED
from tui_reader.session.window import ListRows, Place
from tui_reader.text.excerpt import isolated, label_line, reading_direction, shortened
from tui_reader.ui.review.pane import DECIDED_SIGNS
from tui_reader.ui.widgets.painting import line_segments, row_of
from tui_reader.ui.widgets.rows_view import RowsView

if TYPE_CHECKING:
    from textual import events
    from textual.strip import Strip

    from tui_reader.review.groups import Group
    from tui_reader.session.review.review_session import ReviewSession
    from tui_reader.text.layout import Line
    from tui_reader.ui.looks import Looks

ROWS_EACH = 2
"""Rows of a group: what is the matter, and what it is about."""
INDENT = 2
MOST_QUOTED = 200
"""Code points of a quote that are looked at to show it on a row."""


class GroupRows(ListRows):
    """Some rows for each group that is listed."""

    def __init__(self, review: ReviewSession) -> None:
        self.review = review

    @property
    def block_count(self) -> int:
        return len(self.review.listed)

    def row_count(self, block: int) -> int:
        return ROWS_EACH


class GroupList(RowsView):
    """Lists groups and goes to the chosen one."""

    HELP = """
## Groups

**{groups.up}** and **{groups.down}** go from group to group, the text and the lanes follow; **{groups.jump}** goes back
to the text.
**{review.sort}** sorts by place, by least agreement or what is undecided first, **{review.filter}** filters.
"""

    BINDINGS: ClassVar = [
        Binding("up", "choose(-1)", "Previous", show=False, id="groups.up"),
        Binding("down", "choose(1)", "Next", show=False, id="groups.down"),
        Binding("pageup", "choose(-10)", "Ten back", show=False, id="groups.page_up"),
        Binding("pagedown", "choose(10)", "Ten on", show=False, id="groups.page_down"),
        Binding("home,ctrl+home", "choose_end(False)", "First", show=False, id="groups.first"),
        Binding("end,ctrl+end", "choose_end(True)", "Last", show=False, id="groups.last"),
        Binding("enter", "jump", "Go to text", id="groups.jump"),
    ]

    COMPONENT_CLASSES: ClassVar[set[str]] = {"group-list--muted", "group-list--chosen"}

    DEFAULT_CSS = """
    GroupList {
        height: 1fr;
        & > .group-list--muted { color: $text-muted; }
        & > .group-list--chosen { background: $boost; }
        &:focus > .group-list--chosen { background: $primary-muted; }
    }
    """

    class Went(Message):
        """The person went to another group."""

    class Jumped(Message):
        """The person wants to be in the text."""

    def __init__(self, review: ReviewSession, looks: Looks) -> None:
        super().__init__(GroupRows(review), id="groups")
        self.review = review
        self.looks = looks

    def show_again(self) -> None:
        """Shows the list as it is now, with the group one is at in sight."""
        self.window.scroll_to(self.window.top)
        self._bring_chosen()
        self.forget_places()

    def fit(self) -> None:
        super().fit()
        self._bring_chosen()

    def _bring_chosen(self) -> None:
        rank = self.review.listed.rank(self.review.current)
        if rank is not None:
            self.window.show(Place(rank, ROWS_EACH - 1))
            self.window.show(Place(rank, 0))

    def row_strip(self, place: Place, width: int) -> Strip:
        group = self.review.groups[self.review.listed.number_at(place.block)]
        is_here = group.number == self.review.current
        base = self.base_style
        if is_here:
            base += Style(bgcolor=self.get_component_rich_style("group-list--chosen").bgcolor)
        colour = Style(color=self.looks.state_label(group.state.value).color, bold=True)
        mark = Segment("▌" if is_here else " ", base + colour)
        if place.row:
            quote = self._quote(group)
            line = shortened(quote, max(4, width - INDENT), reading_direction(quote), self.review.reading.page.display)
            muted = base + Style(color=self.get_component_rich_style("group-list--muted").color)
            return row_of([[mark], [Segment(" ", base)], line_segments(line, muted, base)], width, base)
        who = self._who(group)
        decided = " " if self.review.is_open(group) else DECIDED_SIGNS[REJECTED * self.review.is_rejected(group)]
        sign = Segment(SIGNS[group.state], base + colour)
        tail = f" {who} {decided}"
        line = self._label(group, max(2, width - INDENT - 1 - len(tail)))
        label = line_segments(line, base + Style(bold=is_here), base)
        return row_of([[mark], [sign], [Segment(" ", base)], label, [Segment(tail, base)]], width, base)

    def _label(self, group: Group, width: int) -> Line:
        """Its tags, and what is the matter with it where there is room for that: the sign says it too."""
        tags = [self.review.reading.tagset.shown_name(tag) for tag in group.tags] or [tr("no tag")]
        names, words = "/".join(map(isolated, tags)), state_words(group.state)
        fits = len("/".join(tags)) + len(words) + 3 <= width
        return label_line(f"{names} · {words}" if fits else names, width)

    def _who(self, group: Group) -> str:
        """The numbers of those who have something here."""
        return "".join("·" if unit is None else str((side + 1) % 10) for side, unit in enumerate(group.units))

    def _quote(self, group: Group) -> str:
        unit = group.present[0][1]
        return unit.annotation.quote[:MOST_QUOTED] or (tr("the whole document") if not unit.spans else "")

    def blank_strip(self, row: int, width: int) -> Strip:
        base = self.base_style
        if row or len(self.review.listed):
            return super().blank_strip(row, width)
        if self.review.compared is None:
            words = tr("Comparing…")
        else:
            words = tr("Nothing passes the filter.") if self.review.groups else tr("Nothing is annotated.")
        return row_of([[Segment(" ", base)], line_segments(label_line(words, max(2, width - 1)), base)], width, base)

    def action_choose(self, by: int) -> None:
        """Goes so many groups further down or up."""
        rank = self.review.listed.rank(self.review.current)
        self._go_to((0 if rank is None else rank) + by)

    def action_choose_end(self, last: bool) -> None:
        """Goes to the first group, or to the last."""
        self._go_to(len(self.review.listed) - 1 if last else 0)

    def action_jump(self) -> None:
        """Goes to the text."""
        self.post_message(self.Jumped())

    def _go_to(self, rank: int) -> None:
        count = len(self.review.listed)
        if count:
            self.review.choose(self.review.listed.number_at(min(max(rank, 0), count - 1)))
            self.post_message(self.Went())

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if not self.takes_bar(event) and event.y < len(self.visible_places):
            self._go_to(self.visible_places[event.y].block)
