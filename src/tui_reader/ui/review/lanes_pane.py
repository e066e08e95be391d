"""The lanes of a review: what each annotator says of the group one is at, one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.containers import Vertical
from textual.message import Message

from tui_reader.language import is_rtl, listed, tr
from tui_reader.review.groups import State
from tui_reader.review.words import SIGNS, differences_words
from tui_reader.session.review.lanes import AT_LENGTH, IN_SHORT
from tui_reader.session.window import ItemRows, Place
from tui_reader.text.bidi import Direction
from tui_reader.text.excerpt import interface_direction, isolated, label_line, rows_of
from tui_reader.text.layout import Line, lay_out
from tui_reader.ui.panes.confirm_panel import lift_messages
from tui_reader.ui.widgets.painting import Painted, line_segments, row_of
from tui_reader.ui.widgets.rows_view import RowsView

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual import events
    from textual.strip import Strip

    from tui_reader.review.groups import Group
    from tui_reader.session.review.lanes import Lane
    from tui_reader.session.review.review_session import ReviewSession
    from tui_reader.ui.looks import Looks

TEXT_ROWS, HEAD_ROWS, OTHER_ROWS = 4, 2, 2
"""Most rows of a lane for its text, for who says it, and for attributes, links and notes each."""
INDENT = 2


class _Row(NamedTuple):
    """One row of the lanes."""

    line: Line
    look: str
    """`title`, `name`, `text` or `other`."""
    lane: Lane | None = None


class Versions(Vertical):
    """What is said of the group one is at: always as high, so that the text stays where it is."""

    DEFAULT_CSS = """
    Versions {
        height: 40%; min-height: 5; max-height: 16; border-top: tall $panel;
        &:focus-within { border-top: tall $accent; }
    }
    """

    def on_resize(self) -> None:
        lift_messages(self.screen, self.outer_size.height)


class LanesPane(RowsView):
    """Shows the versions of one group; one of them is chosen."""

    HELP = """
## Lanes

What each annotator says of the group one is at, in the same stretch of text: what one has marked is underlined, the
part on which they differ is in italics with a line above. The number is the key that accepts that version;
**{review.lane}** chooses the next one. **{review.blind}** hides the names.
"""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"lanes--muted", "lanes--chosen", "lanes--title"}

    DEFAULT_CSS = """
    LanesPane {
        height: 1fr;
        & > .lanes--muted { color: $text-muted; }
        & > .lanes--chosen { background: $boost; }
        & > .lanes--title { color: $text-accent; text-style: bold; }
        &:focus > .lanes--chosen { background: $primary-muted; }
    }
    """

    class Chosen(Message):
        """A version was clicked."""

        def __init__(self, side: int) -> None:
            super().__init__()
            self.side = side

    def __init__(self, review: ReviewSession, looks: Looks) -> None:
        self.rows = ItemRows[_Row]()
        super().__init__(self.rows, id="lanes")
        self.review = review
        self.looks = looks

    def show_again(self) -> None:
        """Shows the group one is at as it is now."""
        self._fill(max(8, self.size.width - 1))
        self.window.scroll_to(Place(0, 0))
        self._bring_chosen()
        self.forget_places()

    def _bring_chosen(self) -> None:
        rows = [at for at, row in enumerate(self.rows.items) if self._is_chosen(row)]
        if rows:
            self.window.show(Place(rows[-1], 0))
            self.window.show(Place(rows[0], 0))

    def fit(self) -> None:
        self._fill(max(8, self.size.width - 1))
        super().fit()
        self._bring_chosen()

    def _fill(self, width: int) -> None:
        group = self.review.group
        if group is None:
            self.rows.items = []
            return
        for extent in (AT_LENGTH, IN_SHORT):
            self.rows.items = list(self._lay_out(group, self.review.lanes_of(extent), width - INDENT))
            # All versions in sight at once say more than much of the text around them.
            if len(self.rows.items) <= self.size.height:
                break

    def _lay_out(self, group: Group, lanes: Sequence[Lane], width: int) -> Iterator[_Row]:
        yield _Row(label_line(self._title(group), width), "title")
        for lane in lanes:
            for line in rows_of(self._head(group, lane), width, HEAD_ROWS, interface_direction()):
                yield _Row(line, "name", lane)
            if lane.said is None:
                continue
            if lane.said.text:
                direction = Direction.RTL if self._is_rtl(group) else Direction.LTR
                layout = lay_out(lane.said.text, width, direction, self.review.reading.page.display)
                for row in range(min(TEXT_ROWS, layout.row_count)):
                    yield _Row(layout.line(row), "text", lane)
            for words in self._others(group, lane):
                for line in rows_of(words, width, OTHER_ROWS, interface_direction()):
                    yield _Row(line, "other", lane)

    def _others(self, group: Group, lane: Lane) -> Iterator[str]:
        """What is said besides text and tag; what is not the same for all has the sign of that."""
        said = lane.said
        if said is not None and said.answers:
            yield f"{SIGNS[State.ATTRIBUTES]} {said.answers}" if State.ATTRIBUTES in group.differences else said.answers
        if said is not None and said.links:
            yield said.links
        for side, note in lane.notes:
            lead = f"{self._who(side)}: " if len(lane.sides) > 1 else ""
            yield f"{lead}“{isolated(note)}”"

    def _is_rtl(self, group: Group) -> bool:
        return self.review.reading.page.is_rtl(group.spans[0].start)

    def _title(self, group: Group) -> str:
        where = self.review.listed.rank(group.number)
        count = len(self.review.listed)
        number = "" if where is None else tr("Group {number} of {count}", number=where + 1, count=count)
        return " · ".join(filter(None, (number, differences_words(group.differences, group.state))))

    def _head(self, group: Group, lane: Lane) -> str:
        tagset = self.review.reading.tagset
        who = listed(map(self._who, lane.sides))
        if lane.said is None:
            return f"{who}  {SIGNS[State.MISSING]} {tr('nothing here')}"
        names = ", ".join(isolated(tagset.shown_name(tag)) for tag in lane.said.tags) or tr("no tag")
        sign = f"{SIGNS[State.TAG]} " if State.TAG in group.differences else ""
        about = "" if lane.said.text else f" · {tr('the whole document')}"
        return f"{who}  {sign}{names}{about}"

    def _who(self, side: int) -> str:
        """The key that accepts what a side says, and its name."""
        return f"{side + 1} {isolated(self.review.name_of(side))}"

    def _is_chosen(self, row: _Row) -> bool:
        return row.lane is not None and row.lane.said is not None and self.review.chosen_side in row.lane.sides

    def row_strip(self, place: Place, width: int) -> Strip:
        row = self.rows.items[place.block]
        base = self.base_style
        is_chosen, said = self._is_chosen(row), None if row.lane is None else row.lane.said
        if is_chosen:
            base += Style(bgcolor=self.get_component_rich_style("lanes--chosen").bgcolor)
        muted = base + Style(color=self.get_component_rich_style("lanes--muted").color)
        style, painted = base, []
        match row.look:
            case "title":
                style = base + self.get_component_rich_style("lanes--title", partial=True)
            case "name" if said is not None:
                style = base + Style(color=self.looks.label(said.tags[0] if said.tags else "").color, bold=True)
            case "text" if said is not None:
                style = muted
                own = base + Style(underline=True, bold=True)
                painted = [Painted(*span, own) for span in said.marked]
                differing = Style(
                    color=self.looks.state_label(State.BOUNDARIES.value).color, overline=True, italic=True
                )
                for first, last in said.disputed:
                    inside = any(span.start <= first and last <= span.end for span in said.marked)
                    painted.append(Painted(first, last, (own if inside else muted) + differing))
            case _:
                style = muted
        mark = " "
        if is_chosen and row.look == "name":
            mark = "◂" if is_rtl() else "▸"
        elif is_chosen:
            mark = "▌"
        lead = [Segment(mark, base)], [Segment(" " * (INDENT - 1), base)]
        return row_of([*lead, line_segments(row.line, style, base, painted)], width, base)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if self.takes_bar(event) or event.y >= len(self.visible_places):
            return
        lane = self.rows.items[self.visible_places[event.y].block].lane
        if lane is not None and lane.said is not None:
            self.post_message(self.Chosen(lane.sides[0]))
