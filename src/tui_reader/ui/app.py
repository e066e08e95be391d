"""The app: a theme, a screen, a way in and a way out. What it does is in the screen and the session."""

from __future__ import annotations

import asyncio
import re
import signal
import sys
import threading
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual.binding import Binding
from textual.color import Color
from textual.widgets._toast import ToastRack
from textual.worker import WorkerFailed

from tui_reader import language
from tui_reader.annotations import bulk
from tui_reader.annotations.dropping import Dropping, DropRefused
from tui_reader.errors import ExitCode, SaveError
from tui_reader.language import tr, tr_count
from tui_reader.session.files.drafts import Drafts
from tui_reader.settings import config_path, state_folder
from tui_reader.telling import say
from tui_reader.text.encoders import Encoder
from tui_reader.text.excerpt import interface_direction, isolated, rows_of
from tui_reader.text.layout import MIN_WIDTH
from tui_reader.text.sanitise import composed
from tui_reader.ui.commands.base import ReadingBase
from tui_reader.ui.commands.table import key_words
from tui_reader.ui.driver import AnsweredLate, driver_on
from tui_reader.ui.encoding import RowEncoding
from tui_reader.ui.guard import ControlGuard
from tui_reader.ui.keeping_drafts import DraftKeeper
from tui_reader.ui.key_map import reading_keys, told, usual_keys
from tui_reader.ui.keys_in_turn import KeysInTurn
from tui_reader.ui.looks import Looks
from tui_reader.ui.panes.status_line import StatusLine
from tui_reader.ui.reader_screen import ReaderScreen
from tui_reader.ui.recovering import Recovering
from tui_reader.ui.source_following import SourceFollowing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from rich.console import RenderableType
    from textual import events
    from textual.driver import Driver
    from textual.filter import LineFilter
    from textual.notifications import SeverityLevel

    from tui_reader.annotations.tagset import Tagset
    from tui_reader.session.files.opening import Opened
    from tui_reader.session.library.shelf import Shelf
    from tui_reader.session.reader import ReaderSession
    from tui_reader.session.state import ReadingState
    from tui_reader.settings import Settings
    from tui_reader.terminal.policy import Decision
    from tui_reader.terminal.stage import Stage
    from tui_reader.ui.dialogs.dialog import Dialog
    from tui_reader.ui.dialogs.palette import Offer
    from tui_reader.ui.key_map import KeyMap

Answer = TypeVar("Answer")

TOAST_CELLS, TOAST_SHARE, TOAST_FRAME, TOAST_ROWS = 62, 90, 8, 4
"""Cells of a toast, hundredths of the screen it takes at most, cells of it that are not for words, rows of these."""
TURN = 0.001
"""Seconds after which a thread lets others go on."""
KEYS_FROM_RIGHT = {"library.close": "right", "library.open_folder": "left"}
"""Keys of an interface that is read from the right: what is inside a folder stands further left."""
AGAIN = {"r": Dropping.REFUSED, "b": Dropping.UNDONE, "a": Dropping.ALLOWED}
"""The answers with which what was not saved is tried again before the app is left."""
MOST_REMARKS = 3
"""Remarks about files that are shown at once."""
_PLACE = r"(/[^\n\u2066-\u2069]*?): "
"""The file, and the line in it, that a remark begins with."""


class ReaderApp(KeysInTurn[None], SourceFollowing, Recovering, RowEncoding[None]):
    """tui-reader."""

    TITLE = "tui-reader"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar = [
        Binding("ctrl+q", "quit", "Quit", id="quit"),
        Binding(RowEncoding.COMMAND_PALETTE_BINDING, "command_palette", "palette", show=False, id="palette"),
        Binding("question_mark,f1", "toggle_help", "Help", id="help"),
    ]
    CSS = """
    ToastRack { margin-bottom: 2; }
    Toast { width: 62; max-width: 90%; text-wrap: nowrap; }
    .-rtl Static, .-rtl Toast { text-align: right; }
    .-rtl HelpPanel { split: left; border-left: none; border-right: vkey $foreground 30%; }
    .-rtl ToastHolder { align-horizontal: left; }
    """

    def __init__(
        self,
        opened: Opened,
        shelf: Shelf,
        settings: Settings,
        state: ReadingState,
        driver_class: type[Driver] | None = None,
        encoder: Encoder = Encoder.VISUAL,
        *,
        mouse_as_sent: bool = True,
    ) -> None:
        """With another `encoder` than `visual`, what is usual (`display`) is to go with it."""
        super().__init__(driver_class)
        self.set_class(language.is_rtl(), "-rtl")
        self.encoder = encoder
        self.mouse_as_sent = mouse_as_sent
        self.settings = settings
        self.shelf = shelf
        self.state = state
        self.touched_at = monotonic()
        self._opened = opened
        self.key_map = reading_keys(opened.session.tagset, settings.keys, settings.tags)
        self.reading = ReaderScreen(opened.session, self.key_map)
        self._remarks = opened.remarks
        self._guard = ControlGuard()
        self.drafts = DraftKeeper(self, Drafts(state_folder()))
        self.failure: BaseException | None = None
        """What ended the app and should not have happened."""
        self.last_words = ""
        """What is to be said once the terminal is given back."""
        self.begin: Callable[[], object] | None = None
        """What is to be done when all is on the screen."""
        self.restore_place(opened.session)
        if settings.theme in self.available_themes:
            self.theme = settings.theme
        else:
            themes = ", ".join(sorted(self.available_themes))
            self._remarks = [
                *self._remarks,
                tr("There is no theme called {name}; there are {names}", name=settings.theme, names=themes),
            ]
        self._remarks = [*self._remarks, *told(self.key_map.problems, config_path())]
        self._put_keys_in_force()
        language.name_keys(self._key_in_sentence)

    def get_default_screen(self) -> ReaderScreen:
        return self.reading

    def on_mount(self) -> None:
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            self._loop_handler(number)
        asyncio.get_running_loop().set_exception_handler(self._task_failed)
        # The terminal has cleared its alternate screen, and Textual paints only what has changed.
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))
        # What is wrong with keys stands last, and is not known to all who tell the rest.
        self.say_remarks(self._remarks, told_by="keys" if self.key_map.problems else "validate")
        self.keep_place()
        self.read_sets(self._opened)

    def on_resize(self, event: events.Resize) -> None:
        # One that was made smaller and as large again, before anybody looked, has lost what it showed too.
        if self.screen_stack and event.size == self.screen.outer_size:
            self.screen.refresh()

    def on_ready(self) -> None:
        self.call_after_refresh(bulk.keep_what_there_is)
        if self.begin is not None:
            self.call_after_refresh(self.begin)

    def on_unmount(self) -> None:
        bulk.let_go()

    def _loop_handler(self, number: signal.Signals) -> None:
        asyncio.get_running_loop().add_signal_handler(number, partial(self.leave, 128 + number))

    def leave(self, return_code: int) -> None:
        """Leaves without a question. A change of many records that is under way is done to its end, and kept whole."""
        self.reading.session.own.store.complete()
        self.exit(return_code=return_code)

    def _handle_exception(self, error: Exception) -> None:
        if self._exit:
            # Who is told to leave before all widgets are there has some that miss each other.
            self._close_messages_no_wait()
            return
        # A worker's exception comes wrapped in one that says nothing about the place.
        self.failure = self.failure or (error.error if isinstance(error, WorkerFailed) else error)
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        # Textual would print what the variables hold, which is what is being read.
        self._close_messages_no_wait()

    def panic(self, *renderables: RenderableType) -> None:
        self._close_messages_no_wait()

    def _task_failed(self, _: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Ends the app for an exception that nobody waited for; the loop itself would print it over the screen."""
        error = context.get("exception")
        if error is not None and not self._exit:
            self.failure = self.failure or error
            self.call_later(self.exit, return_code=ExitCode.FAULT)

    def thread_failed(self, failed: threading.ExceptHookArgs) -> None:
        """Ends the app as an exception in the app does; to be called from the thread that had it."""
        if self.failure is None and not issubclass(failed.exc_type, SystemExit):
            self.failure = failed.exc_value
            self.call_later(self.exit, return_code=ExitCode.FAULT)

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*super().get_line_filters(), self._guard]

    def looks_for(self, session: ReaderSession) -> Looks:
        """How decorations look in the present theme with a session's tagset."""
        variables = self.theme_variables
        return Looks(
            Color.parse(variables["surface"]),
            Color.parse(variables["foreground"]),
            Color.parse(variables["primary"]),
            {tag.name: tag.colour for tag in session.tagset.tags},
            monochrome=self.no_color,
        )

    def choose_theme(self, name: str) -> None:
        """Paints in the colours of another theme, on the days to come too."""
        self.theme = name
        self.choose(theme=name)

    def map_keys(self, tagset: Tagset) -> KeyMap:
        """Has the keys of another tagset's tags in force, and those that commands have beside them."""
        self.key_map = reading_keys(tagset, self.settings.keys, self.settings.tags)
        self._put_keys_in_force()
        return self.key_map

    def _put_keys_in_force(self) -> None:
        self.set_keymap({**(KEYS_FROM_RIGHT if language.is_rtl() else {}), **self.key_map.for_textual})

    def key_of(self, command: str) -> str:
        """The shortest key of a binding, by its id, as a person would write it; empty where it has none."""
        keys = self.keys_of(command, usual_keys(command)).split(",")
        return min(map(key_words, keys), key=len)

    def _key_in_sentence(self, name: str) -> str | None:
        return (self.key_of(name) or tr("(no key)")) if usual_keys(name) else None

    def keys_of(self, name: str, usual: str) -> str:
        """The keys of a binding, by its id, with commas between."""
        return self.key_map.keys.get(name, usual)

    def say(self, words: str, *, warn: bool = False) -> None:
        """Shows a line at the edge of the screen, safe and in order."""
        # Only the latest one: a pile of them would hide the text.
        self.clear_notifications()
        severity = "warning" if warn else "information"
        self.notify(words, severity=severity, markup=False, timeout=6 if warn else 3)  # type: ignore[arg-type]

    def _refresh_notifications(self) -> None:
        super()._refresh_notifications()
        self.call_later(self._clear_toast_rack)

    def _clear_toast_rack(self) -> None:
        # Textual leaves the holder of a toast that was taken away where it is, with a row of margin: after some dozens
        # of them the rack is higher than the screen.
        for rack in self.screen.query(ToastRack):
            shown = {rack._toast_id(notification) for notification in self._notifications}
            for holder in rack.children:
                if holder.id not in shown:
                    holder.remove()

    def key_begins(self) -> None:
        if isinstance(self.screen, ReadingBase):
            self.screen.query_one(StatusLine).acknowledge("")

    def ask(self, dialog: Dialog[Answer], answered: Callable[[Answer | None], None] | None = None) -> None:
        """Puts a question over the screen. What was said there before is about something else, and would cover it."""
        self.clear_notifications()
        self.push_screen(dialog, answered)

    def ask_with_keys(
        self,
        lines: Sequence[str],
        answers: Mapping[str, str],
        answered: Callable[[str | None], object],
        otherwise: str = "",
    ) -> None:
        # Dialogs are imported when the first one is opened.
        from tui_reader.ui.dialogs.questions import Question

        def ended(key: str | None) -> None:
            answered(key)

        self.ask(Question(lines, answers, otherwise), ended)

    def show_long(self, title: str, lines: Sequence[str], then: Callable[[], object]) -> None:
        from tui_reader.ui.dialogs.questions import LongText

        def ended(_: None) -> None:
            then()

        self.ask(LongText(title, lines), ended)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Shows words as they are, safe and in order, whoever has them to say."""
        super().notify(_toast(message, self.size.width), title=title, severity=severity, timeout=timeout, markup=False)

    def action_help_quit(self) -> None:
        """Says what quits, as people press ctrl+c for it. Textual would read the name of a chosen key as markup."""
        keys = [key for key, bound in self.active_bindings.items() if bound.binding.action in ("quit", "app.quit")]
        if keys:
            self.say(tr("{key} quits", key=isolated(keys[0])))

    def on_delivery_complete(self, event: events.DeliveryComplete) -> None:
        # Textual would say where a picture of the screen is, and read the name of the folder as markup.
        event.prevent_default()
        if event.path is not None:
            self.say(tr("Saved as {copy}", copy=isolated(str(event.path))))

    def on_wrong_row(self) -> None:
        self.say(tr("This terminal moves letters by itself, and does not show every row rightly"), warn=True)

    def on_answered_late(self, event: AnsweredLate) -> None:
        decision = event.decision
        if decision.encoder is not self.encoder:
            words = tr(
                "{terminal} answered too late; its way is: --terminal-bidi {way}",
                terminal=isolated(decision.terminal),
                way=decision.encoder.value,
            )
            self.notify(words, severity="warning", markup=False, timeout=20)

    def say_remarks(self, remarks: Sequence[str], *, told_by: str = "validate") -> None:
        """Shows what is to be said about files, the first few of it; `told_by` is the command that tells all of it."""
        for remark in remarks[:MOST_REMARKS]:
            self.notify(remark, severity="warning", markup=False, timeout=10)
        if len(remarks) > MOST_REMARKS:
            count = len(remarks) - MOST_REMARKS
            command = isolated(f"tui-reader {told_by}")
            more = tr_count(count, "and {count} more: {command}", "and {count} more: {command}", command=command)
            self.notify(more, severity="warning", markup=False, timeout=10)

    # The way out

    async def action_quit(self) -> None:
        """Leaves, once everything is on the disk, or once the person has decided."""
        self.reading.session.own.store.complete()
        saving = self.reading.saving
        is_finished = await asyncio.to_thread(self.finish)
        if self._exit:
            # A signal has ended it meanwhile.
            return
        if is_finished and not saving.only_here:
            self.exit()
            return
        error = saving.error
        if saving.only_here:
            answers = {"b": tr("save it again, and quit")}
        elif isinstance(error, DropRefused):
            answers = {"b": tr("put back what is gone, save, and quit"), "a": tr("save all the same, and quit")}
        else:
            answers = {"r": tr("try again, and quit")}
        answers["s"] = tr("save a copy, and quit")
        if saving.only_here and saving.is_kept:
            answers["q"] = tr("quit; tui-reader backups has it")
        elif saving.is_journalled and not saving.only_here:
            answers["q"] = tr("quit; at the next start the changes are offered")
        else:
            answers["q"] = tr("quit, and lose what is not saved")
        reason = error.reason if error else saving.only_here or tr("the disk has not answered yet")
        name = isolated(self.reading.session.own.path.name)
        self.ask_with_keys([tr("Not everything is saved in {name}:", name=name), reason], answers, self._leave_unsaved)

    def _leave_unsaved(self, answer: str | None) -> None:
        if answer in AGAIN:
            if self.reading.saving.only_here:
                self.reading.saving.put_back()
            else:
                self.reading.saving.again(AGAIN[answer])
            self.call_later(self.action_quit)
        elif answer == "s":
            try:
                copy = self.reading.saving.save_copy()
            except SaveError as error:
                self.say(str(error), warn=True)
                return
            # Whatever is said to a shell is in English.
            self.last_words = f"Saved as {copy}"
            self.exit(return_code=ExitCode.NOT_WRITTEN)
        elif answer == "q":
            self.exit(return_code=ExitCode.NOT_WRITTEN)

    # Help

    def action_command_palette(self) -> None:
        """Opens the palette over a screen with a reading on it."""
        # Dialogs are imported when the first one is opened.
        from tui_reader.ui.dialogs.palette import Palette, offers_of

        if isinstance(self.screen, ReadingBase):
            self.ask(Palette(offers_of(self)), _run_offer)

    def action_toggle_help(self) -> None:
        """Shows or hides the help for the pane or the field one is in."""
        from tui_reader.ui.panes.help_panel import HelpPanel

        panels = self.screen.query(HelpPanel)
        if panels:
            panels.first().close()
        else:
            self.screen.mount(HelpPanel())


def _run_offer(offer: Offer | None) -> None:
    if offer is not None:
        offer.run()


def _toast(words: str, screen: int) -> str:
    """Words as rows that fit a toast on a screen of so many cells, ready to be sent."""
    width = min(TOAST_CELLS, screen * TOAST_SHARE // 100) - TOAST_FRAME
    place = re.match(_PLACE, words)
    if place:
        # A path that begins a sentence would lose its first slash to the other end of the row.
        words = f"{isolated(place[1])}{words[place.end(1) :]}"
    rows = rows_of(composed(words), max(MIN_WIDTH, width), TOAST_ROWS, interface_direction())
    return "\n".join("".join(row.glyphs) for row in rows)


def run(
    opened: Opened,
    shelf: Shelf,
    settings: Settings,
    state: ReadingState,
    stage: Stage,
    decision: Decision,
    begin: Callable[[ReaderApp], object] | None = None,
) -> int:
    """Runs the app to its end, on a stage that shows the first screen already; the exit code.

    `begin` is called when all of it is on the screen.
    """
    # Long work is done in threads; where one is at it, a key should not wait for its turn five times as long.
    sys.setswitchinterval(TURN)
    driver, as_sent = driver_on(stage), decision.mouse_as_sent
    app = ReaderApp(opened, shelf, settings, state, driver, decision.encoder, mouse_as_sent=as_sent)
    if begin is not None:
        app.begin = partial(begin, app)
    threading.excepthook = app.thread_failed
    try:
        app.run()
    finally:
        # However the app ended: what was changed is waited for.
        app.remember_place()
        app.drafts.keep_now()
        saved = app.reading.saving.close()
        shelf.close()
    if app.failure is not None:
        raise app.failure
    if app.last_words:
        stage.leave()
        say(app.last_words)
    return app.return_code or (ExitCode.OK if saved else ExitCode.NOT_WRITTEN)
