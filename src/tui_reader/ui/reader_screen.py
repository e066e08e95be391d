"""The reading screen: panes side by side, and a method for every command of the table.

A command calls the session and then asks the panes to show what has changed; nothing here knows how text is
laid out or how annotations are kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.keys import _character_to_key
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, Static

from tui_reader.session.reader import Filter, Refused
from tui_reader.session.saving import Saving
from tui_reader.text.bidi import Direction
from tui_reader.text.excerpt import isolated, shown
from tui_reader.ui.commands import COMMANDS, GO_BY_NAME, bindings
from tui_reader.ui.dialogs import Choice, NoteEditor, TagPicker
from tui_reader.ui.keyboard_layouts import LATIN_KEY
from tui_reader.ui.library_pane import LibraryPane
from tui_reader.ui.prompt_bar import PromptBar
from tui_reader.ui.reading_pane import ReadingPane
from tui_reader.ui.sidebar import Sidebar
from tui_reader.ui.status_line import StatusLine
from tui_reader.ui.text_field import TextField

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult
    from textual.timer import Timer

    from tui_reader.annotations.model import Annotation
    from tui_reader.annotations.store import Change
    from tui_reader.session.reader import Entry, ReaderSession
    from tui_reader.ui.app import ReaderApp

LIBRARY_FROM, SIDEBAR_FROM = 116, 64
"""Widths (cells) from which library and sidebar are there without being asked for."""
TAG_BINDING = "tagset."
SEARCH_SLICE = 0.012
"""Seconds of searching between two looks at the keyboard."""


Result = TypeVar("Result")


class Panes(Horizontal):
    """The panes side by side. A help panel beside them takes some of the screen's width."""

    class Resized(Message):
        """There is another width to share out, in cells."""

        def __init__(self, width: int) -> None:
            super().__init__()
            self.width = width

    def on_resize(self, event: events.Resize) -> None:
        self.post_message(self.Resized(event.size.width))


class ReaderScreen(Screen[None]):
    """Library, text and annotations of one reading."""

    BINDINGS: ClassVar = bindings()
    AUTO_FOCUS = "#reading-pane"
    app: ReaderApp

    DEFAULT_CSS = """
    ReaderScreen { layout: vertical; }
    #panes { height: 1fr; }
    .pane-box { height: 1fr; }
    .pane-title {
        height: 1; padding: 0 1; background: $panel; color: $text-muted; text-style: bold;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    #library-box { width: 28; border-right: vkey $panel; }
    #sidebar-box { width: 38; border-left: vkey $panel; }
    .pane-box:focus-within .pane-title { color: $foreground; background: $primary-muted; }
    """

    def __init__(self, session: ReaderSession) -> None:
        super().__init__()
        self.session = session
        self.saving = self._new_saving(session)
        self._wants: dict[str, bool | None] = {"library-box": None, "sidebar-box": None}
        """Whether the person has asked for a pane (True) or sent it away (False)."""
        self._width = 0
        """Cells the panes have between them; 0 before they have been laid out."""
        self._goal_cell: int | None = None
        """The cell that up and down try to keep to."""
        self._holding = False
        """Whether moving selects without shift."""
        self._search_exact = False
        self._search_origin = 0
        self._search_timer: Timer | None = None
        self._bind_tagset()

    def _new_saving(self, session: ReaderSession) -> Saving:
        session.subscribe(self._annotations_changed)
        return Saving(session, lambda: self.app.call_from_thread(self._show_status))

    def _bind_tagset(self) -> None:
        """Gives every tag in the short list its key, where no command has it."""
        taken = {key for command in COMMANDS for key in command.keys.split(",")}
        commands = {
            key: bound
            for key, bound in self._bindings.key_to_bindings.items()
            if not (bound[0].id or "").startswith(TAG_BINDING)
        }
        table: dict[str, list[Binding]] = {}
        for number, tag in enumerate(self.session.tagset.tags):
            key = _character_to_key(tag.key) if tag.key else ""
            if tag.shown and key and key not in taken:
                words = shown(tag.name, 16)
                table[key] = [Binding(key, f"tag({number})", words, id=f"{TAG_BINDING}{number}")]
        # The footer shows keys in this order: what one does most comes first.
        grow = commands.pop("space")
        self._bindings.key_to_bindings = {"space": grow, **table, **commands}

    def compose(self) -> ComposeResult:
        app = self.app
        with Panes(id="panes"):
            with Vertical(id="library-box", classes="pane-box"):
                yield Static("Library", classes="pane-title", markup=False)
                yield LibraryPane(app.shelf, self.session.document.path)
            yield ReadingPane(
                self.session,
                app.looks_for(self.session),
                measure=app.settings.measure,
                align=app.settings.align,
            )
            with Vertical(id="sidebar-box", classes="pane-box"):
                yield Static("Annotations", id="sidebar-title", classes="pane-title", markup=False)
                yield Sidebar(self.session, app.looks_for(self.session))
        yield PromptBar()
        yield StatusLine()
        yield Footer()

    def on_mount(self) -> None:
        self._arrange()
        self._show_status()
        self.app.theme_changed_signal.subscribe(self, lambda _: self._new_looks())

    def on_panes_resized(self, message: Panes.Resized) -> None:
        self._width = message.width
        self._arrange()

    # Panes

    @property
    def text(self) -> ReadingPane:
        """The reading pane."""
        return self.query_one(ReadingPane)

    @property
    def sidebar(self) -> Sidebar:
        """The annotation sidebar."""
        return self.query_one(Sidebar)

    @property
    def library(self) -> LibraryPane:
        """The library pane."""
        return self.query_one(LibraryPane)

    @property
    def prompt(self) -> PromptBar:
        """The line where one types."""
        return self.query_one(PromptBar)

    def _arrange(self) -> None:
        """Shows the panes there is room for, and those that were asked for."""
        width = self._width or self.app.size.width
        several = len(self.app.shelf.library.documents) > 1
        by_itself = {"library-box": several and width >= LIBRARY_FROM, "sidebar-box": width >= SIDEBAR_FROM}
        if self._wants["library-box"] and width < LIBRARY_FROM:
            by_itself["sidebar-box"] = False
        for name, wanted in self._wants.items():
            self.query_one(f"#{name}").display = by_itself[name] if wanted is None else wanted
        self.query_one("#sidebar-box").styles.width = min(42, max(26, width * 3 // 10))
        beside = [name for name in self._wants if self.query_one(f"#{name}").display]
        # Where two panes do not fit, the one that was asked for stands in front of the text.
        crowded = width < SIDEBAR_FROM and bool(beside)
        self.text.display = not crowded
        for name in beside if crowded else ():
            self.query_one(f"#{name}").styles.width = "1fr"
        if not crowded:
            self.query_one("#library-box").styles.width = 28

    def _new_looks(self) -> None:
        looks = self.app.looks_for(self.session)
        self.text.looks = self.sidebar.looks = looks
        self.text.refresh()
        self.sidebar.refresh()

    def show_session(self, session: ReaderSession) -> None:
        """Shows another reading in place of this one, which has been closed."""
        self.session = session
        self.saving = self._new_saving(session)
        self._holding, self._goal_cell = False, None
        self._bind_tagset()
        self.text.looks = self.sidebar.looks = self.app.looks_for(session)
        self.text.show_session(session)
        self.sidebar.show_session(session)
        self.library.show_current(session.document.path)
        self.text.focus()
        self.refresh_bindings()
        self._show_status()

    def _show_status(self) -> None:
        if not self.is_attached:
            return
        mode = ""
        if self.session.link_start is not None:
            keys = "  ".join(f"{k.key} {k.name}" for k in self.session.tagset.relations if k.shown and k.key)
            mode = f"LINK: {keys}"
        elif self._holding:
            mode = "SELECT"
        elif self.session.search is not None:
            search = self.session.search
            more = "" if search.done else "+"
            mode = f"{search.number}/{search.count}{more} {'exact' if search.query.exact else 'folded'}"
        failed = self.saving.error is not None
        self.query_one(StatusLine).show(self.session, self.saving.words, alarm=failed, mode=mode)
        listed, all_of_them = len(self.session.listed), len(self.session.entries)
        title = f"Annotations {all_of_them}" if listed == all_of_them else f"Annotations {listed} of {all_of_them}"
        if self.session.filter.tag is not None:
            title += f"  tag: {self.session.filter.tag or 'none'}"
        if self.session.filter.text:
            title += f"  {isolated(self.session.filter.text)}"
        self.query_one("#sidebar-title", Static).update(shown(title, 80))

    def _caret_moved(self) -> None:
        self.text.follow()
        self.sidebar.follow()
        self._show_status()

    def _annotations_changed(self, change: Change) -> None:
        self.sidebar.reload()
        self.text.refresh()
        own = self.session.own.store.annotations
        others = sum(len(layer.store.annotations) for layer in self.session.others)
        self.library.count_again(self.session.document.path, len(own) + others)

    def tell(self, words: str, *, warn: bool = False) -> None:
        """Says something at the edge of the screen."""
        self.app.say(words, warn=warn)

    def run_command(self, words: str = "") -> None:
        """Shows what a command has changed, and says so."""
        self._caret_moved()
        if words:
            self.tell(words)

    def on_reading_pane_caret_moved(self) -> None:
        self._goal_cell = None
        self._caret_moved()

    def on_sidebar_chosen(self) -> None:
        self._caret_moved()

    def on_sidebar_jumped(self) -> None:
        self._caret_moved()
        self._focus_text()

    def on_library_pane_picked(self, message: LibraryPane.Picked) -> None:
        self.app.open_document(message.path)

    def on_key(self, event: events.Key) -> None:
        latin = LATIN_KEY.get(event.character or "")
        bound = event.key in self._bindings.key_to_bindings
        if latin and not bound and not isinstance(self.focused, TextField):
            event.stop()
            self.app.simulate_key(_character_to_key(latin))
        elif self.session.link_start is not None and event.character:
            kinds = [kind for kind in self.session.tagset.relations if kind.shown and kind.key == event.character]
            if kinds and not isinstance(self.focused, TextField):
                event.stop()
                event.prevent_default()
                relation = self._try(lambda: self.session.finish_link(kinds[0]))
                if relation is not None:
                    self.run_command(f"Linked by {kinds[0].name}")

    def _try(self, command: Callable[[], Result]) -> Result | None:
        """The result of a command; None, and a word to the person, when it is refused."""
        try:
            return command()
        except Refused as refusal:
            self.tell(str(refusal), warn=True)
            return None

    # Moving and selecting

    def action_move(self, motion: str, extend: bool) -> None:
        """Moves the caret; selects when extending."""
        offset = GO_BY_NAME[motion](self.session.page, self.session.caret)
        self._goal_cell = None
        self.session.move(offset, extend=extend or self._holding)
        self._caret_moved()

    def action_move_row(self, by: int, extend: bool) -> None:
        """Moves the caret a line up or down, on the same cell."""
        page = self.session.page
        here = page.place_of(self.session.caret)
        there = self.text.window.moved(here, by)
        if self._goal_cell is None:
            self._goal_cell, _ = page.caret_cell(self.session.caret)
        if there == here:
            offset = page.document.length if by > 0 else page.start_of(here)
        else:
            offset = page.at_cell(there, self._goal_cell)
        self.session.move(offset, extend=extend or self._holding)
        self._caret_moved()

    def action_turn_page(self, by: int, extend: bool) -> None:
        """A page up or down."""
        self.text.turn_page(by, extend=extend or self._holding)
        self._caret_moved()

    def action_scroll_text(self, by: int) -> None:
        """Scrolls by lines; the caret stays in sight."""
        self.text.scroll_rows(by)
        visible = self.text.visible_places
        here = self.session.page.place_of(self.session.caret)
        if visible and not visible[0] <= here <= visible[-1]:
            cell, _ = self.session.page.caret_cell(self.session.caret)
            edge = visible[0] if here < visible[0] else visible[-1]
            self.session.move(self.session.page.at_cell(edge, cell), extend=self._holding)
        self._caret_moved()

    def action_centre(self) -> None:
        """Brings the caret's line to the middle."""
        self.text.centre_caret()

    def action_grow_selection(self) -> None:
        """Selects the word, then the sentence, then the paragraph."""
        self._try(self.session.grow_selection)
        self._caret_moved()

    def action_hold_selection(self) -> None:
        """Makes motions select, or stops it."""
        self._holding = not self._holding
        self._show_status()

    def action_clear(self) -> None:
        """Ends what is under way; from a side pane, goes back to the text."""
        if self.focused is not self.text and self.text.display:
            self._focus_text()
            return
        if not self.text.display:
            self._wants = dict.fromkeys(self._wants, False)
            self._arrange()
            self._focus_text()
            return
        if self._holding:
            self._holding = False
            self.session.anchor = None
        else:
            self.session.clear()
        self.text.refresh()
        self._caret_moved()

    def action_copy(self) -> None:
        """Puts the selected source text on the clipboard."""
        text = self._try(self.session.selected_text)
        if text is not None:
            self.app.copy_to_clipboard(text)
            self.tell(f"Copied {len(text)} characters")

    def _focus_text(self) -> None:
        if not self.text.display:
            for name in self._wants:
                self._wants[name] = False
            self._arrange()
        self.text.focus()

    # Annotating

    def _annotated(self, annotation: Annotation | None, words: str) -> None:
        if annotation is not None:
            self._holding = False
            self.run_command(words)

    def action_tag(self, number: int) -> None:
        """Tags the selection; in the sidebar, gives the chosen annotation another tag."""
        tag = self.session.tagset.tags[number].name
        if self.focused is self.sidebar and self.session.focus_id is not None:
            self._retag(tag)
        else:
            self._annotated(self._try(lambda: self.session.tag_selection(tag)), "")

    def _retag(self, tag: str | None) -> None:
        focus = self.session.focus_id
        if focus is not None:
            self._try(lambda: self.session.retag(focus, tag))
            self._caret_moved()

    def action_highlight(self) -> None:
        """Highlights the selection; in the sidebar, takes the tag off the chosen annotation."""
        if self.focused is self.sidebar:
            self._retag(None)
        else:
            self._annotated(self._try(self.session.highlight_selection), "")

    def action_pick_tag(self) -> None:
        """Opens the list of tags for the selection, or for the chosen annotation."""
        retagging = self.session.selection is None or self.focused is self.sidebar
        entry = self._focused_entry() if retagging else None
        if retagging and entry is None:
            return
        quote = entry.quote if entry else self.session.selected_text()
        picker = TagPicker(
            self.session.tagset,
            self.text.looks,
            title=f"{'Re-tag' if entry else 'Tag'} «{isolated(quote)}»",
            can_make=True,
        )
        self.app.push_screen(picker, lambda choice: self._tag_picked(choice, retag=entry is not None))

    def _tag_picked(self, choice: Choice | None, *, retag: bool) -> None:
        if choice is None:
            return
        if choice.is_new and not self.app.add_tag(self.session, choice.name):
            return
        if choice.is_new:
            self._bind_tagset()
            self._new_looks()
        if retag:
            self._retag(choice.name)
        else:
            self._annotated(self._try(lambda: self.session.tag_selection(choice.name)), "")

    def _focused_entry(self) -> Entry | None:
        entry = self.session.focused
        if entry is None:
            self.tell("Nothing is selected and no annotation is here: space takes the word", warn=True)
        return entry

    def action_note(self) -> None:
        """With hits in sight the next hit; else a note on the selection or on the annotation at the caret."""
        if self.session.search is not None and self.session.selection is None and self.focused is self.text:
            self.action_hit(True)
            return
        if self.session.selection is not None and self.focused is not self.sidebar:
            editor = NoteEditor("", self.session.selected_text())
            self.app.push_screen(editor, self._note_on_selection)
            return
        entry = self._focused_entry()
        if entry is not None:
            editor = NoteEditor(entry.annotation.note or "", entry.quote)
            self.app.push_screen(editor, lambda note: self._note_on(entry.id, note))

    def _note_on_selection(self, note: str | None) -> None:
        if note and note.strip():
            self._annotated(self._try(lambda: self.session.note_selection(note.strip())), "")

    def _note_on(self, annotation_id: str, note: str | None) -> None:
        if note is not None:
            self._try(lambda: self.session.write_note(annotation_id, note))
            self._caret_moved()

    def action_link(self) -> None:
        """Begins a link from the annotation at the caret."""
        entry = self._focused_entry()
        if entry is None:
            return
        kinds = self._try(lambda: self.session.begin_link(entry.id))
        if kinds:
            keys = ", ".join(f"{kind.key} {kind.name}" for kind in kinds if kind.key)
            self.tell(f"Go to the other annotation and press {keys}; at once for the nearest")
        self.text.refresh()
        self._caret_moved()

    def action_unlink(self) -> None:
        """Removes the links of the annotation at the caret."""
        entry = self._focused_entry()
        if entry is not None:
            count = self._try(lambda: self.session.unlink(entry.id))
            if count:
                self.run_command(f"Removed {count} link{'s' if count > 1 else ''}; z brings back")

    def action_delete(self) -> None:
        """Deletes the annotation at the caret."""
        entry = self._focused_entry()
        if entry is None:
            return
        place = next((i for i, e in enumerate(self.session.listed) if e.id == entry.id), 0)

        def delete() -> bool:
            self.session.delete(entry.id)
            return True

        if self._try(delete):
            listed = self.session.listed
            if self.focused is self.sidebar and listed:
                self.session.focus(listed[min(place, len(listed) - 1)].id)
            self.run_command("Deleted; z brings it back")

    def action_undo(self) -> None:
        """Takes the last change back."""
        words = self._try(self.session.undo)
        if words:
            self.run_command(f"Undone: {words}")

    def action_redo(self) -> None:
        """Does again what was taken back."""
        words = self._try(self.session.redo)
        if words:
            self.run_command(f"Done again: {words}")

    def action_beside(self, forward: bool) -> None:
        """Goes to the next annotation or the one before."""
        self._try(self.session.focus_next if forward else self.session.focus_previous)
        self._caret_moved()

    # Searching, filtering, going somewhere

    def action_search(self) -> None:
        """Asks what to search."""
        self._search_origin = self.session.caret
        self.prompt.open("search", "/exact" if self._search_exact else "/")

    def action_switch_search(self) -> None:
        """Searches exactly instead of folded, or the other way round."""
        self._search_exact = not self._search_exact
        if self.session.search is not None:
            self._search(self.session.search.query.needle)
        self.tell("Search: exact" if self._search_exact else "Search: folded")

    def on_prompt_bar_switched(self, message: PromptBar.Switched) -> None:
        self._search_exact = not self._search_exact
        self.prompt.relabel("/exact" if self._search_exact else "/")
        self._search(message.value)

    def on_prompt_bar_changed(self, message: PromptBar.Changed) -> None:
        if message.purpose == "search":
            self._search(message.value)
        elif message.purpose == "filter":
            self._filter(Filter.of(self.session.filter.tag, message.value))

    def on_prompt_bar_cancelled(self, message: PromptBar.Cancelled) -> None:
        if message.purpose == "search":
            self.session.search = None
            self.session.move(self._search_origin)
            self.text.refresh()
        elif message.purpose == "filter":
            self._filter(Filter.of(self.session.filter.tag))
        self._focus_text()
        self._caret_moved()

    def on_prompt_bar_submitted(self, message: PromptBar.Submitted) -> None:
        if message.purpose == "search":
            search = self.session.search
            if search is not None and search.done and not search.count:
                self.session.search = None
                self.tell(f"Not found: {isolated(message.value)}", warn=True)
            self.text.refresh()
        elif message.purpose == "goto":
            self._go_to(message.value)
        if message.purpose == "filter" and self.sidebar.display:
            self.sidebar.focus()
        else:
            self._focus_text()
        self._caret_moved()

    def _search(self, needle: str) -> None:
        self.session.start_search(needle, exact=self._search_exact, origin=self._search_origin)
        if self._search_timer is None and self.session.search is not None and not self.session.search.done:
            self._search_timer = self.set_interval(2 * SEARCH_SLICE, self._search_on)
        self._show_search()

    def _search_on(self) -> None:
        """Goes on searching for a moment; painting shows hits that come into sight."""
        if not self.session.advance_search(SEARCH_SLICE) and self._search_timer is not None:
            self._search_timer.stop()
            self._search_timer = None
        self._show_search()

    def _show_search(self) -> None:
        search = self.session.search
        self.text.refresh()
        self._caret_moved()
        if self.prompt.is_open and self.prompt.purpose == "search":
            more = "" if search is None or search.done else "+"
            self.prompt.say("" if search is None else f"{search.number}/{search.count}{more}  ctrl+t exact/folded")

    def action_hit(self, forward: bool) -> None:
        """Goes to the next hit or the one before."""
        self._try(self.session.next_hit if forward else self.session.previous_hit)
        self.text.refresh()
        self._caret_moved()

    def action_goto(self) -> None:
        """Asks for a percentage or a paragraph."""
        self.prompt.open("goto", "Go to (50% or a paragraph's number)")

    def _go_to(self, typed: str) -> None:
        import unicodedata

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
            count = self.session.document.paragraph_count
            offset = self.session.document.paragraph(min(max(int(value), 1), count) - 1).start
        self.session.move(offset)
        self.text.scroll_to_place(self.session.page.place_of(offset))
        self._caret_moved()

    def action_filter_text(self) -> None:
        """Asks for words that the listed annotations must have."""
        self.prompt.open("filter", "Filter", self.session.filter.text)

    def action_filter_tag(self) -> None:
        """Lists the annotations of one tag after the other, then all again."""
        names = list(dict.fromkeys(t for e in self.session.entries for t in (e.annotation.tags or ("",))))
        order: list[str | None] = [None, *names]
        now = self.session.filter.tag
        following = order[(order.index(now) + 1) % len(order)] if now in order else None
        self._filter(Filter.of(following, self.session.filter.text))

    def _filter(self, to: Filter) -> None:
        self.session.filter = to
        self.sidebar.reload()
        self.sidebar.follow()
        self._show_status()

    # View and file

    def action_toggle_others(self) -> None:
        """Shows or hides what other annotators have done."""
        if not self.session.others:
            self.tell("No other annotator has a set for this document", warn=True)
            return
        self.session.show_others(not self.session.shows_others)
        self.sidebar.reload()
        self.text.refresh()
        self._caret_moved()
        self.tell("Other annotators' sets are shown" if self.session.shows_others else "Only your own set is shown")

    def action_next_direction(self) -> None:
        """Finds the direction of paragraphs another way."""
        ways = list(Direction)
        way = ways[(ways.index(self.session.page.direction) + 1) % len(ways)]
        self.session.page.direction = way
        self.text.forget_places()
        self._caret_moved()
        self.tell(f"Direction of paragraphs: {way}")

    def action_toggle_library(self) -> None:
        """Shows or hides the library."""
        self._toggle("library-box", self.library)

    def action_toggle_sidebar(self) -> None:
        """Shows or hides the annotations."""
        self._toggle("sidebar-box", self.sidebar)

    def _toggle(self, name: str, pane: LibraryPane | Sidebar) -> None:
        self._wants[name] = not self.query_one(f"#{name}").display
        if self._wants[name] and self._width < SIDEBAR_FROM:
            for other in self._wants:
                if other != name:
                    self._wants[other] = False
        self._arrange()
        if self._wants[name]:
            pane.focus()
        else:
            self._focus_text()

    def action_focus_pane(self, by: int) -> None:
        """Goes to the next pane that is shown."""
        panes = [self.library, self.text, self.sidebar]
        shown_panes = [pane for pane in panes if all(node.display for node in (pane, pane.parent))]  # type: ignore[union-attr]
        place = shown_panes.index(self.focused) if self.focused in shown_panes else 0
        shown_panes[(place + by) % len(shown_panes)].focus()

    def action_save(self) -> None:
        """Tries again what could not be saved."""
        if self.saving.again():
            self.tell("Saving again")
        elif self.saving.error is None:
            self.tell("Everything is saved: every change is written at once")
