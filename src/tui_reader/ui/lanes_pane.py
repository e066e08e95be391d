"""The lanes of a review: what each annotator says of the group one is at, one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.message import Message

from tui_reader.language import is_rtl, tr
from tui_reader.review.groups import State
from tui_reader.session.review.words import SIGNS, differences_words
from tui_reader.session.window import ItemRows, Place
from tui_reader.text.bidi import Direction
from tui_reader.text.excerpt import interface_direction, isolated, label_line, rows_of
from tui_reader.text.layout import Line, lay_out
from tui_reader.ui.painting import Painted, line_segments, row_of
from tui_reader.ui.rows_view import RowsView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual import events
    from textual.geometry import Size
    from textual.strip import Strip

    from tui_reader.review.groups import Group
    from tui_reader.session.review.lanes import Lane
    from tui_reader.session.review.review_session import ReviewSession
    from tui_reader.ui.looks import Looks

TEXT_ROWS, OTHER_ROWS = 4, 2
"""Most rows of a lane for its text, and for its attributes, its links and its note each."""
INDENT = 2


class _Row(NamedTuple):
    """One row of the lanes."""

    line: Line
    look: str
    """`title`, `name`, `text` or `other`."""
    lane: Lane | None = None


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
        height: auto; max-height: 45%; border-top: tall $panel;
        & > .lanes--muted { color: $text-muted; }
        & > .lanes--chosen { background: $boost; }
        & > .lanes--title { color: $text-accent; text-style: bold; }
        &:focus { border-top: tall $accent; }
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
        before = len(self.rows.items)
        self._fill(max(8, self.size.width - 1))
        # The screen is laid out only where there are more or fewer rows than before.
        self.refresh(layout=before != len(self.rows.items))
        self.window.scroll_to(Place(0, 0))
        self._bring_chosen()
        self.forget_places()

    def _bring_chosen(self) -> None:
        rows = [at for at, row in enumerate(self.rows.items) if row.lane and row.lane.side == self.review.chosen_side]
        if rows:
            self.window.show(Place(rows[-1], 0))
            self.window.show(Place(rows[0], 0))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        self._fill(max(8, width - 1))
        return max(1, len(self.rows.items))

    def fit(self) -> None:
        self._fill(max(8, self.size.width - 1))
        super().fit()
        self._bring_chosen()

    def _fill(self, width: int) -> None:
        group = self.review.group
        self.rows.items = [] if group is None else list(self._lay_out(group, width - INDENT))

    def _lay_out(self, group: Group, width: int) -> Iterator[_Row]:
        yield _Row(label_line(self._title(group), width), "title")
        for lane in self.review.lanes.lanes(group):
            yield _Row(label_line(self._head(group, lane), width), "name", lane)
            if lane.unit is None:
                continue
            if lane.text:
                direction = Direction.RTL if self._is_rtl(group) else Direction.LTR
                layout = lay_out(lane.text, width, direction, self.review.reading.page.display)
                for row in range(min(TEXT_ROWS, layout.row_count)):
                    yield _Row(layout.line(row), "text", lane)
            for sign, words, state in (
                (SIGNS[State.ATTRIBUTES], lane.answers, State.ATTRIBUTES),
                ("", lane.links, State.RELATIONS),
                ("“", isolated(lane.note) if lane.note else "", None),
            ):
                if words:
                    lead = f"{sign} " if sign and (state is None or state in group.differences) else ""
                    for line in rows_of(f"{lead}{words}", width, OTHER_ROWS, interface_direction()):
                        yield _Row(line, "other", lane)

    def _is_rtl(self, group: Group) -> bool:
        return self.review.reading.page.is_rtl(group.spans[0].start)

    def _title(self, group: Group) -> str:
        where = self.review.listed.rank(group.number)
        count = len(self.review.listed)
        number = "" if where is None else tr("Group {number} of {count}", number=where + 1, count=count)
        return " · ".join(filter(None, (number, differences_words(group))))

    def _head(self, group: Group, lane: Lane) -> str:
        tagset = self.review.reading.tagset
        if lane.unit is None:
            said = f"{SIGNS[State.MISSING]} {tr('nothing here')}"
        else:
            names = ", ".join(isolated(tagset.shown_name(tag)) for tag in lane.unit.tags) or tr("no tag")
            said = f"{SIGNS[State.TAG]} {names}" if State.TAG in group.differences else names
            said += "" if lane.unit.spans else f" · {tr('the whole document')}"
        return f"{lane.side + 1} {isolated(lane.name)}  {said}"

    def row_strip(self, place: Place, width: int) -> Strip:
        row = self.rows.items[place.block]
        base = self.base_style
        is_chosen = row.lane is not None and row.lane.side == self.review.chosen_side
        if is_chosen:
            base += Style(bgcolor=self.get_component_rich_style("lanes--chosen").bgcolor)
        muted = base + Style(color=self.get_component_rich_style("lanes--muted").color)
        style, painted = base, []
        match row.look:
            case "title":
                style = base + self.get_component_rich_style("lanes--title", partial=True)
            case "name" if row.lane is not None and row.lane.unit is not None:
                tags = row.lane.unit.tags
                style = base + Style(color=self.looks.label(tags[0] if tags else "").color, bold=True)
            case "text" if row.lane is not None:
                style = muted
                own = base + Style(underline=True, bold=True)
                painted = [Painted(*span, own) for span in row.lane.marked]
                for first, last in row.lane.disputed:
                    inside = any(span.start <= first and last <= span.end for span in row.lane.marked)
                    painted.append(Painted(first, last, (own if inside else muted) + Style(overline=True, italic=True)))
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
        if lane is not None and lane.unit is not None:
            self.post_message(self.Chosen(lane.side))
