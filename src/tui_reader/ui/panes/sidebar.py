"""The sidebar: the annotations of a reading, in document order, each with its quote, note and links.

A block of its rows is one annotation. Only the ones in the window are laid out; an annotation is chosen by
going to it, so that text and list always show the same one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.message import Message
from textual.strip import Strip

from tui_reader.annotations.anchoring import Orphan
from tui_reader.language import is_rtl, tr, tr_count
from tui_reader.session.annotating.linking import cited
from tui_reader.session.settling.conflicts import conflict_words
from tui_reader.session.window import ListRows, Place
from tui_reader.text.excerpt import interface_direction, isolated, label_line, reading_direction, rows_of, shortened
from tui_reader.ui.panes.text_rows import CONFLICT_SIGN, UNSETTLED_SIGN
from tui_reader.ui.widgets.painting import line_segments, row_of
from tui_reader.ui.widgets.rows_view import RowsView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual import events

    from tui_reader.annotations.records.annotation import Annotation
    from tui_reader.annotations.records.relation import Relation
    from tui_reader.session.entries import Entry
    from tui_reader.session.listing import Listing
    from tui_reader.session.reader import ReaderSession
    from tui_reader.text.layout import Line
    from tui_reader.ui.looks import Looks

QUOTE_ROWS, NOTE_ROWS, ANSWER_ROWS, LINK_ROWS = 3, 3, 4, 6
"""Most rows an annotation gets for each."""
MOST_REFS = 6
"""References that stand beside what cites them."""
REMARKS_SIGN = "❝"
"""Before what is said about an annotation."""
INDENT = 2
WASTED = 4
"""Cells at the end of a row that a word may leave empty."""
KEPT = 1000
"""Annotations whose rows are remembered, far more than any window holds."""


class _Row(NamedTuple):
    """One row of an annotation."""

    line: Line
    look: str
    """`label`, `quote`, `note`, `answers`, `link`, `warning`, `heading` or `blank`."""
    link: str | None = None
    """Id of the link it is about."""


class SidebarRows(ListRows):
    """The rows of the listed annotations, laid out when they are asked for."""

    def __init__(self, session: ReaderSession) -> None:
        self.session = session
        self.width = 30
        self._rows: dict[str, tuple[Entry, list[_Row]]] = {}

    @property
    def entries(self) -> Listing:
        """The annotations listed now."""
        return self.session.listed

    def forget(self, ids: Iterable[str] | None = None) -> None:
        """Lays out again the annotations with these ids; None: all of them."""
        if ids is None:
            self._rows.clear()
            return
        for entry_id in ids:
            self._rows.pop(entry_id, None)

    def resize(self, width: int) -> None:
        """Lays out for another width, in cells."""
        if width != self.width:
            self.width = width
            self._rows.clear()

    @property
    def block_count(self) -> int:
        """Annotations listed."""
        return len(self.entries)

    def row_count(self, block: int) -> int:
        """Rows of one annotation."""
        return len(self.rows(block))

    def rows(self, block: int) -> list[_Row]:
        """An annotation's rows; those of the first lost one begin with a heading."""
        rows = self._laid_out(block)[1]
        if block != self.entries.placed_count:
            return rows
        words = tr_count(self.block_count - block, "{count} lost", "{count} lost")
        return [_Row(label_line(f"── {words} ──", max(4, self.width - INDENT)), "heading"), *rows]

    def entry(self, block: int) -> Entry:
        """The annotation whose rows these are."""
        return self._laid_out(block)[0]

    def _laid_out(self, block: int) -> tuple[Entry, list[_Row]]:
        entry_id = self.entries.id_at(block)
        found = self._rows.get(entry_id)
        if found is None:
            if len(self._rows) >= KEPT:
                self._rows.clear()
            entry = self.entries[block]
            found = self._rows[entry_id] = entry, self._lay_out(entry)
        return found

    def _lay_out(self, entry: Entry) -> list[_Row]:
        width = max(4, self.width - INDENT)
        rows = [_Row(label_line(self._label(entry), width), "label")]
        if state := entry.state_words:
            sign = "✗" if isinstance(entry.placed, Orphan) else UNSETTLED_SIGN
            rows += [_Row(line, "warning") for line in rows_of(f"{sign} {state}", width, 2, interface_direction())]
        if conflict := conflict_words(entry):
            lines = rows_of(f"{CONFLICT_SIGN} {conflict}", width, 2, interface_direction())
            rows += [_Row(line, "warning") for line in lines]
        # What is quoted from the text is shown as the text is.
        display, note = self.session.page.display, entry.annotation.note
        quote = entry.quote_in(QUOTE_ROWS * (width - WASTED))
        lines = rows_of(quote, width, QUOTE_ROWS, reading_direction(quote), display) if quote else []
        rows += [_Row(line, "quote") for line in lines]
        if note:
            rows += [_Row(line, "note") for line in rows_of(note, width, NOTE_ROWS, reading_direction(note))]
        if entry.annotation.attributes:
            lines = rows_of(self._answers(entry.annotation), width, ANSWER_ROWS, interface_direction())
            rows += [_Row(line, "answers") for line in lines]
        rows += self._link_rows(entry, width)
        if said := self._remarks(entry):
            lines = rows_of(f"{REMARKS_SIGN} {said}", width, 2, interface_direction())
            rows += [_Row(line, "warning") for line in lines]
        rows.append(_Row(shortened("", width), "blank"))
        return rows

    def _link_rows(self, entry: Entry, width: int) -> list[_Row]:
        links, tagset, rows = self.session.links.of(entry), self.session.tagset, []
        chosen = self.session.chosen_link if entry.id == self.session.focus_id else None
        place = next((number for number, link in enumerate(links) if link.id == chosen), 0)
        first = max(0, place - LINK_ROWS + 1)
        display = self.session.page.display._replace(hidden=False)
        for link in links[first : first + LINK_ROWS]:
            sign = link.sign(tagset)
            if link.relation.conflict is not None:
                sign = f"{CONFLICT_SIGN} {sign}"
            name = isolated(tagset.shown_relation(link.relation.name))
            # The isolates in it are ours: they get no signs.
            line = label_line(f"{sign} {name}: {isolated(link.words(tagset))}", width, display=display)
            rows.append(_Row(line, "link", link.id))
            if link.relation.attributes:
                rows.append(_Row(label_line(self._answers(link.relation), width), "answers", link.id))
        if len(links) > LINK_ROWS:
            more = tr_count(len(links) - LINK_ROWS, "{count} more link", "{count} more links")
            rows.append(_Row(label_line(f"… {more}", width), "link"))
        return rows

    def _remarks(self, entry: Entry) -> str:
        """What others say of an annotation, in a few words; empty where nobody says anything."""
        if not any(layer.store.remarks_about(entry.annotation.id) for layer in self.session.layers):
            return ""
        # Most sets have none.
        from tui_reader.session.conversing import said_of, summary

        return summary(said_of(self.session, entry), self.session.tagset)

    def _answers(self, item: Annotation | Relation) -> str:
        """What is said of an annotation or a link in its attributes."""
        # Many sets have none.
        from tui_reader.session.annotating.answering import answered

        return answered(item, self.session.tagset)

    def _label(self, entry: Entry) -> str:
        tag = self.session.tagset.tag(entry.annotation.tags[0]) if entry.annotation.tags else None
        key = f"{tag.key} " if tag is not None and tag.key else ""
        names = ", ".join(isolated(self.session.tagset.shown_name(tag)) for tag in entry.annotation.tags)
        name = names or (tr("Note") if entry.annotation.note else tr("Highlight"))
        by = "" if entry.layer is self.session.own else f"  · {isolated(entry.layer.annotator)}"
        refs = cited(entry.layer.store, entry.annotation)
        shown = "".join(f"[{ref}]" for ref in refs[:MOST_REFS]) + ("…" if len(refs) > MOST_REFS else "")
        numbers = f" {isolated(shown)}" if refs else ""
        about = f"  · {tr('the whole document')}" if entry.annotation.is_on_document else ""
        return f"{key}{name}{numbers}{about}{by}"


class Sidebar(RowsView):
    """Lists the annotations and goes to the chosen one."""

    HELP = """
## Annotations

**Up** and **down** go from annotation to annotation, the text follows; **{sidebar.jump}** goes back to the text there.
A tag's key gives the chosen annotation that tag, **{note}** edits its note, **{delete}** deletes it, **{link}** begins
a link. **Left** and **right** choose one of its links: **{sidebar.jump}** goes to the other end, **{delete}** removes
that link alone. **{filter.text}** filters by text, **{filter.tag}** by tag, **{filter.unsettled}** by what is to be
checked after the text has changed: **{check}** goes through that.

**{attributes}** answers what the tagset asks about the chosen annotation, or about the link of it that is chosen.

**{conflict}** goes to the next annotation that was changed twice, and asks which version stays.

❝ stands before what others say of an annotation: **{discussion}** shows it, and answers. **{discussion.next}** goes to
the next one of which something is said, **{filter.remarked}** lists these alone.
"""

    FOOTER = ("sidebar.jump", "attributes", "note", "delete", "link", "undo")
    BINDINGS: ClassVar = [
        Binding("up", "choose(-1)", "Previous", show=False, id="sidebar.up"),
        Binding("down", "choose(1)", "Next", show=False, id="sidebar.down"),
        Binding("pageup", "choose(-5)", "Five back", show=False, id="sidebar.page_up"),
        Binding("pagedown", "choose(5)", "Five on", show=False, id="sidebar.page_down"),
        Binding("home,ctrl+home", "choose_end(False)", "First", show=False, id="sidebar.first"),
        Binding("end,ctrl+end", "choose_end(True)", "Last", show=False, id="sidebar.last"),
        Binding("right", "choose_link(True)", "Next link", show=False, id="sidebar.link_right"),
        Binding("left", "choose_link(False)", "Link before", show=False, id="sidebar.link_left"),
        Binding("enter", "jump", "Go to text", id="sidebar.jump"),
    ]

    COMPONENT_CLASSES: ClassVar[set[str]] = {"sidebar--muted", "sidebar--warning", "sidebar--chosen"}

    DEFAULT_CSS = """
    Sidebar {
        height: 2fr;
        & > .sidebar--muted { color: $text-muted; }
        & > .sidebar--warning { color: $text-warning; }
        & > .sidebar--chosen { background: $boost; }
        &:focus > .sidebar--chosen { background: $primary-muted; }
    }
    """

    class Chosen(Message):
        """The person went to another annotation."""

    class Jumped(Message):
        """The person wants to be in the text, at the chosen annotation."""

    class Followed(Message):
        """The person wants to go along the chosen link."""

    def __init__(self, session: ReaderSession, looks: Looks, times: Callable[[], int] = lambda: 1) -> None:
        """`times` says how often a motion is to be made."""
        self.rows = SidebarRows(session)
        self._times = times
        super().__init__(self.rows, id="sidebar")
        self.session = session
        self.looks = looks
        self._followed: tuple[str | None, str | None] | None = None
        """The annotation that was brought into the window last, and the link of it that was chosen."""
        self._gaining: str | None = None
        """The annotation that the selection would be added to."""

    def show_session(self, session: ReaderSession) -> None:
        """Lists the annotations of another reading."""
        self.session = self.rows.session = session
        self.window.top = Place(0, 0)
        self.reload()

    def reload(self, ids: Iterable[str] | None = None) -> None:
        """Shows the list as it is now; of what it showed before only annotations with these ids have changed.

        None: all may have.
        """
        self.rows.forget(ids)
        self._followed = None
        self.window.scroll_to(self.window.top)
        self.forget_places()

    def follow(self) -> None:
        """Brings the chosen annotation into the window and marks it and its link, if they are others than before."""
        gaining = self.session.gaining
        if gaining != self._gaining:
            self._gaining = gaining
            self.refresh()
        chosen = self.session.focus_id, self.session.chosen_link
        if chosen == self._followed:
            return
        # Of many links those around the chosen one are shown.
        links_before = None if self._followed is None else self._followed[1]
        if chosen[0] is not None and (chosen[1] is not None or links_before is not None):
            self.rows.forget([chosen[0]])
            self.forget_places()
        self._followed = chosen
        self._bring_chosen()
        self.refresh()

    def _bring_chosen(self) -> None:
        block = self._chosen_block()
        if block is not None:
            self.show_place(Place(block, self.rows.row_count(block) - 1))
            self.show_place(Place(block, 0))

    def fit(self) -> None:
        self.rows.resize(max(1, self.size.width - 1))
        super().fit()
        # Another panel may have taken the room it stood in.
        self._bring_chosen()

    def _chosen_block(self) -> int | None:
        return self.rows.entries.rank(self.session.focus_id)

    def row_strip(self, place: Place, width: int) -> Strip:
        entry = self.rows.entry(place.block)
        row = self.rows.rows(place.block)[place.row]
        chosen = entry.id == self.session.focus_id and row.look not in ("blank", "heading")
        base = self.base_style
        if chosen:
            base += Style(bgcolor=self.get_component_rich_style("sidebar--chosen").bgcolor)
        is_at_link = chosen and row.link is not None and row.link == self.session.chosen_link
        mark = "▌" if chosen else " "
        if is_at_link:
            mark = "◂" if is_rtl() else "▸"
        elif row.look == "label" and entry.id == self._gaining:
            mark = "+"
        name = entry.annotation.tags[0] if entry.annotation.tags else ""
        colour = self.looks.label(name)
        style = base
        match row.look:
            case "label":
                style = base + Style(color=colour.color, bold=True, underline=chosen)
            case "note":
                style = base + Style(italic=True)
            case "link" if is_at_link:
                style = base + Style(bold=True, underline=True)
            case "link" | "answers":
                style = base + Style(color=self.get_component_rich_style("sidebar--muted").color)
            case "warning" | "heading":
                style = base + Style(color=self.get_component_rich_style("sidebar--warning").color, bold=True)
        lead = [Segment(mark, base + Style(color=colour.color))], [Segment(" " * (INDENT - 1), base)]
        return row_of([*lead, line_segments(row.line, style, base)], width, base)

    def _words_of_nothing(self) -> list[str]:
        """What stands where nothing is listed, row by row."""
        if not self.session.filter.is_empty:
            return [tr("Nothing passes the filter.")]
        reason = self.session.own.read_only_because
        if reason:
            return [tr("No annotations yet."), tr("Only for reading:"), reason]
        waiting = self.session.own.store.suggestion_count and self.session.suggestions is None
        return [*_empty(), *(["", tr("{suggestions}  shows suggestions.")] if waiting else [])]

    def blank_strip(self, row: int, width: int) -> Strip:
        if self.rows.entries:
            return Strip.blank(width, self.base_style)
        words = self._words_of_nothing()
        if row >= len(words):
            return Strip.blank(width, self.base_style)
        style = self.base_style + Style(color=self.get_component_rich_style("sidebar--muted").color)
        line = label_line(words[row], max(4, width - 1))
        return row_of([[Segment(" ", style)], line_segments(line, style)], width, style)

    def action_choose(self, by: int) -> None:
        """Goes on or back by so many annotations."""
        if not self.rows.entries:
            return
        by *= self._times()
        if abs(by) == 1 and self.session.chosen_link is not None and self.session.links.choose_beside(by):
            self.post_message(self.Chosen())
            return
        block = self._chosen_block()
        target = (0 if by > 0 else len(self.rows.entries) - 1) if block is None else block + by
        self._choose(target)

    def action_choose_end(self, last: bool) -> None:
        """Goes to the first or the last annotation."""
        if self.rows.entries:
            self._choose(len(self.rows.entries) - 1 if last else 0)

    def _choose(self, block: int) -> None:
        block = min(max(block, 0), len(self.rows.entries) - 1)
        self.session.focus(self.rows.entries.id_at(block))
        self.post_message(self.Chosen())

    def action_choose_link(self, right: bool) -> None:
        """Chooses the next link of the chosen annotation, or the one before; before the first, none."""
        if self.session.links.choose_beside(1 if right is not is_rtl() else -1):
            self.post_message(self.Chosen())

    def action_jump(self) -> None:
        """Goes to the text; where a link is chosen, to its other end."""
        if self.session.links.is_chosen_by_hand:
            self.post_message(self.Followed())
        elif self.session.focus_id is not None:
            self.session.focus(self.session.focus_id)
            self.post_message(self.Jumped())

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if self.takes_bar(event) or event.y >= len(self.visible_places):
            return
        place = self.visible_places[event.y]
        link = self.rows.rows(place.block)[place.row].link
        self._choose(place.block)
        if link is not None:
            self.session.links.choose(link)

    def on_click(self, event: events.Click) -> None:
        if event.chain == 2 and event.x < self.row_width:
            self.action_jump()


def _empty() -> list[str]:
    """What stands where there is no annotation yet, row by row."""
    return [
        tr("No annotations yet."),
        "",
        tr("{select.grow}  takes the word,"),
        tr("then the sentence;"),
        tr("a tag's key tags it."),
    ]
