"""The reading screen: library, text and annotations side by side, and how they hear of each other.

What can be done stands in the table (`commands.table`) and in the groups of commands this screen is made of. Each
calls the session, then has the panes show what has changed; nothing here knows how text is laid out or how
annotations are kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from tui_reader.annotations.changes import changes_sides, touched
from tui_reader.annotations.records.annotation import Annotation
from tui_reader.language import tr, tr_count
from tui_reader.session.annotating.linking import kinds_at
from tui_reader.session.files.saving import Saving
from tui_reader.session.geometry import is_mirrored
from tui_reader.text.excerpt import isolated, label_text
from tui_reader.text.span import Span
from tui_reader.ui.background import Told
from tui_reader.ui.commands.annotating import keys_of_links
from tui_reader.ui.commands.annotating_everywhere import EverywhereCommands
from tui_reader.ui.commands.arranging import ArrangingCommands, Panes
from tui_reader.ui.commands.citing import CitingCommands
from tui_reader.ui.commands.confirming import ConfirmingCommands
from tui_reader.ui.commands.conversing import ConversingCommands
from tui_reader.ui.commands.finding import FindingCommands
from tui_reader.ui.commands.moving import MovingCommands
from tui_reader.ui.commands.questioning import QuestioningCommands
from tui_reader.ui.commands.reopening import ReopeningCommands
from tui_reader.ui.commands.saving_again import SavingCommands
from tui_reader.ui.commands.settling import SettlingCommands
from tui_reader.ui.commands.spans import SpanCommands
from tui_reader.ui.commands.table import BY_USE, COMMANDS, TAG_BINDING, bindings, tag_binding
from tui_reader.ui.commands.unquoted import UnquotedCommands
from tui_reader.ui.commands.viewing import ViewingCommands
from tui_reader.ui.own_screen import OwnScreen
from tui_reader.ui.panes.keys_line import KeysLine
from tui_reader.ui.panes.library_pane import LibraryPane
from tui_reader.ui.panes.prompt_bar import PromptBar
from tui_reader.ui.panes.reading_pane import ReadingPane
from tui_reader.ui.panes.sidebar import Sidebar
from tui_reader.ui.panes.status_line import StatusLine
from tui_reader.ui.panes.text_rows import CONFLICT_SIGN
from tui_reader.ui.review.reviewing import ReviewingCommands

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import Binding

    from tui_reader.annotations.changes import Change
    from tui_reader.session.reader import ReaderSession
    from tui_reader.ui.key_map import KeyMap


class ReaderScreen(
    MovingCommands,
    UnquotedCommands,
    CitingCommands,
    SpanCommands,
    SettlingCommands,
    ConfirmingCommands,
    FindingCommands,
    ArrangingCommands,
    SavingCommands,
    ReopeningCommands,
    QuestioningCommands,
    ViewingCommands,
    EverywhereCommands,
    ReviewingCommands,
    ConversingCommands,
    OwnScreen[None],
):
    """Library, text and annotations of one reading."""

    TABLE = COMMANDS
    BINDINGS: ClassVar = bindings(TABLE)
    FOOTER = BY_USE
    AUTO_FOCUS = "#reading-pane"

    DEFAULT_CSS = """
    ReaderScreen { layout: vertical; }
    #panes { height: 1fr; }
    .pane-box { height: 1fr; }
    .pane-title {
        height: 1; padding: 0 1; background: $panel; color: $text-muted; text-style: bold;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    #library-box { border-right: vkey $panel; }
    #sidebar-box { border-left: vkey $panel; }
    .-mirrored #library-box { dock: right; border-right: none; border-left: vkey $panel; }
    .-mirrored #sidebar-box { dock: left; border-left: none; border-right: vkey $panel; }
    .pane-box:focus-within .pane-title { color: $foreground; background: $primary-muted; }
    """

    class WatchWent(Told):
        """It is known which bidi controls of the document are suspicious."""

    class SaveSettled(Message):
        """A save has succeeded or failed."""

    def __init__(self, session: ReaderSession, keys: KeyMap) -> None:
        super().__init__()
        self.session = session
        self._keys = keys
        self.saving = self._new_saving(session)
        self.bind_tagset()

    def _new_saving(self, session: ReaderSession) -> Saving:
        session.subscribe(self._annotations_changed)
        # Posting is safe from the saver's thread, and does not make it wait for this one.
        return Saving(session, lambda: self.post_message(self.SaveSettled()))

    def bind_tagset(self) -> None:
        """Gives every tag its key: one that was chosen for it, else, where it is in the short list, its own."""
        if self.is_attached:
            self._keys = self.app.map_keys(self.session.tagset)
        commands = {
            key: [each for each in bound if not (each.id or "").startswith(TAG_BINDING)]
            for key, bound in self._bindings.key_to_bindings.items()
        }
        table: dict[str, list[Binding]] = {}
        for number, tag in enumerate(self.session.tagset.tags):
            name = TAG_BINDING + tag.name
            # Textual puts the chosen keys in the place of what stands here.
            key = self._keys.tags.get(name) or (name if self._keys.keys.get(name) else "")
            if key:
                table[key] = [tag_binding(key, number, tag)]
        # In the footer and in the help tags stand in the order of the tagset.
        found = {"space": commands.pop("space"), **table}
        for key, bound in commands.items():
            for each in bound:
                # A command whose key a tag has stands under its name until it has another one, or none, by the map.
                found.setdefault((each.id or key) if key in table else key, []).append(each)
        self._bindings.key_to_bindings = found

    def compose(self) -> ComposeResult:
        settings, looks = self.app.settings, self.app.looks_for(self.session)
        with Panes(id="panes", classes="-mirrored" if is_mirrored(settings.mirror, self.session.page) else None):
            with Vertical(id="library-box", classes="pane-box"):
                yield Static(label_text(tr("Library")), id="library-title", classes="pane-title", markup=False)
                yield LibraryPane(self.app.shelf, self.session.document.path)
            yield ReadingPane(self.session, looks, measure=settings.measure, align=settings.align)
            with Vertical(id="sidebar-box", classes="pane-box"):
                yield Static(label_text(tr("Annotations")), id="sidebar-title", classes="pane-title", markup=False)
                yield Sidebar(self.session, looks, lambda: self.times)
        yield PromptBar()
        yield StatusLine()
        yield KeysLine()

    def on_mount(self) -> None:
        self.share_width()
        self.show_status()
        self.show_list_title()
        self.app.theme_changed_signal.subscribe(self, lambda _: self.new_looks())

    def new_looks(self) -> None:
        """Paints again in the colours of the present theme and tagset."""
        self.text.looks = self.sidebar.looks = self.app.looks_for(self.session)
        self.text.refresh()
        self.sidebar.refresh()

    def show_session(self, session: ReaderSession) -> None:
        """Shows another reading in place of this one, which has been closed."""
        self.close_review()
        self._take(session)
        self.holding = False
        self.count.drop()
        self.forget_what_waits()
        self.close_check()
        self.sidebar.show_session(session)
        self.library.show_current(session.document.path)
        self.arrange_sides()
        self.text.focus()
        self.refresh_bindings()
        self.show_status()
        self.show_list_title()

    def go_on_with(self, session: ReaderSession, rows_to_caret: int | None) -> None:
        """Shows a reading that goes on where this one is. `rows_to_caret`: where the caret is to stand, if not where
        the row at the top tells.
        """
        top = self.sidebar.window.top
        self._take(session)
        if rows_to_caret is not None:
            self.text.put_caret(rows_to_caret)
        self.sidebar.show_session(session)
        self.sidebar.scroll_to_place(top)
        self.sidebar.follow()
        self.resume_search()
        self.resume_filter()
        self.show_check_again()
        self.refresh_bindings()
        self.show_status()
        self.tell_review()

    def _take(self, session: ReaderSession) -> None:
        self.session.own.store.complete()
        self.session.end_search()
        self.end_adjusting()
        self.saving.close()
        suggests = self.session.suggestions is not None
        self.close_queue()
        self.session = session
        self.saving = self._new_saving(session)
        self.suggest_again(shown=suggests)
        self.bind_tagset()
        self.new_looks()
        self.text.show_session(session)
        self.show_answers()

    def show_sets(self) -> None:
        """Shows the sets that have been read, and does what was waiting for them."""
        self.sidebar.show_session(self.session)
        # The numbers of paragraphs are known now, and how much room they need.
        self.text.show_session(self.session)
        # The window stays where the person has put it.
        self.resume_filter()
        self.show_answers()
        self.ask_others()
        self.show_status()
        self.tell_review()
        self.do_what_waited()

    def sets_changed(self) -> None:
        """Shows sets that have changed on the disk, at the same place."""
        self.sidebar.reload()
        self.resume_filter()
        self.text.refresh()
        self.show_answers()
        self.show_status()
        self._count_in_library()
        self.tell_review()

    def tagset_changed(self) -> None:
        self.bind_tagset()
        self.new_looks()
        self.resume_filter()
        self.show_answers()
        self.refresh_bindings()
        if self.review is not None:
            self.review.new_looks()

    def action_note_or_hit(self) -> None:
        """With hits in sight the next hit; else a note on the selection or on the annotation at the caret."""
        searching = self.session.search is not None and self.session.selection is None
        if searching and self.focused is self.text:
            self.action_hit(True)
        else:
            self.action_note()

    def show_status(self) -> None:
        if self.review is not None and self.is_under_review:
            self.review.show_status()
            return
        self.show_suggested()
        trojan = self.session.trojan
        waiting = self.confirming.tally.unsettled_words
        conflicts = self.conflicts.words
        suspicious = trojan.words(Span(0, 0) if trojan.done else self.text.span_in_sight)
        key_of = self.app.key_of
        self.query_one(StatusLine).show(
            self.session,
            self.saving.words,
            save_key=key_of("save") if self.saving.error is not None else "",
            alarm=self.saving.alarm,
            mode=self._mode(),
            trojan=(suspicious, key_of("suspect")),
            source=self.session.source_problem and tr("not as on the disk"),
            conflicts=(conflicts and f"{CONFLICT_SIGN} {conflicts}", key_of("conflict")),
            check=(waiting, key_of("check")),
            suggestion=self.suggestion_words(),
        )

    def _mode(self) -> str:
        """What is under way, for the status line."""
        return "  ".join(filter(None, (self.count.typed, self._mode_without_count())))

    def _mode_without_count(self) -> str:
        if self.jump_words:
            return self.jump_words
        start = self.session.own.store.get(self.session.link_start or "")
        if isinstance(start, Annotation):
            return tr("LINK: {keys}", keys=keys_of_links(kinds_at(self.session.tagset, start)))
        if self.looked_words:
            return self.looked_words
        if self.holding:
            return f"{tr('SELECT')}  {self.in_hand_words}".rstrip()
        if self.in_hand_words:
            return self.in_hand_words
        if self.link_words:
            return self.link_words
        search = self.session.search
        if search is None:
            return ""
        return f"{search.words} {search.query.kind.words}"

    def show_list_title(self) -> None:
        chosen = self.session.filter
        listed, all_of_them = len(self.session.listed), len(self.session.entries)
        more = "+" if self.filter_timer is not None else ""
        title = (
            tr("Annotations {listed}{more} of {all_of_them}", listed=listed, more=more, all_of_them=all_of_them)
            if listed != all_of_them
            else tr("Annotations {listed}", listed=listed)
        )
        if chosen.tag is not None:
            name = isolated(self.session.tagset.shown_name(chosen.tag))
            title += "  " + (tr("tag: {name}", name=name) if chosen.tag else tr("tag: none"))
        if chosen.unsettled:
            title += f"  {tr('to be checked')}"
        if chosen.remarked:
            title += f"  {tr('with remarks')}"
        if chosen.text:
            title += f"  {isolated(chosen.text)}"
        if waiting := self.session.own.store.suggestion_count:
            title += " · " + tr_count(waiting, "{count} suggested", "{count} suggested")
        # Its size stays; laying out the whole screen for it would be dear.
        self.query_one("#sidebar-title", Static).update(label_text(title, 80), layout=False)

    def show_library_title(self) -> None:
        """Shows how many documents there are, as far as they are known, or what is being typed to find one."""
        pane = self.library
        library = self.app.shelf.library
        count = f"{len(library.documents)}{'' if library.is_complete else '…'}"
        title = tr("Library {count}", count=count)
        if pane.typed.text:
            typed = isolated(pane.typed.text)
            title = tr("Find: {typed}" if pane.typed.is_found else "Find: {typed} (none)", typed=typed)
        self.query_one("#library-title", Static).update(label_text(title, 80), layout=False)

    def _annotations_changed(self, change: Change) -> None:
        self.keep_going()
        if self.is_under_review and not changes_sides(change):
            # What lies under the review is shown anew when that ends.
            self.tell_review(change)
            return
        self.sidebar.reload(self.session.links.ends(touched(change)))
        if self.session.filter.remarked:
            self.filter_again()
        self.text.refresh()
        self.show_answers()
        self.show_list_title()
        if self.is_checking:
            self.call_later(self.show_check_again)
        self._count_in_library()
        self.tell_review(change)

    def _count_in_library(self) -> None:
        own, *others = (layer.store.annotation_count for layer in (self.session.own, *self.session.others))
        self.library.count_again(own, own + sum(others))

    def on_reader_screen_save_settled(self) -> None:
        self.app.save_settled()

    def on_reader_screen_watch_went(self, message: WatchWent) -> None:
        self.show_status()
        message.shown_by(self)

    def on_sidebar_chosen(self) -> None:
        self.caret_moved()

    def on_sidebar_jumped(self) -> None:
        self.caret_moved()
        self.focus_text()

    def on_filling_library_counted(self) -> None:
        self.show_library_title()
        self.share_width()

    def on_filling_library_failed(self, message: LibraryPane.Failed) -> None:
        first, *rest = message.words
        more = tr_count(len(rest), "{first} (and {count} more)", "{first} (and {count} more)", first=first)
        self.tell(more if rest else first, warn=True)

    def on_library_pane_picked(self, message: LibraryPane.Picked) -> None:
        self.app.open_document(message.path)

    def on_library_pane_reviewed(self, message: LibraryPane.Reviewed) -> None:
        self.app.open_document(message.path, self.action_review)

    async def on_key(self, event: events.Key) -> None:
        if self.is_typing:
            return
        if self.takes_label(event) or self._counts(event):
            event.stop()
            event.prevent_default()
            self.show_status()
            return
        if event.character is None or await self.takes_as_latin(event):
            return
        if self.takes_letter(event.character):
            event.stop()
            event.prevent_default()

    def takes_letter(self, letter: str) -> bool:
        return self.takes_link_key(letter)

    def _counts(self, event: events.Key) -> bool:
        """Takes a digit of a count, or drops what was typed of one for escape; whether the key was that."""
        was_typed = bool(self.count.typed)
        if was_typed and event.key == "escape":
            self.count.drop()
            return True
        # In the library digits find names. A tag may have a digit for its key, which begins no count then.
        is_digit = event.character is not None and event.character.isdecimal()
        may_begin = is_digit and self.focused in (self.text, self.sidebar) and event.key not in self.active_bindings
        if (was_typed or may_begin) and self.count.takes(event.character):
            return True
        self.count.hand_on()
        if was_typed:
            self.show_status()
        return False

    def on_screen_suspend(self) -> None:
        self.count.drop()
        self.end_jump()
