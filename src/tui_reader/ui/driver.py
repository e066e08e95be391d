"""Textual's driver on a stage that is there already: the first screen stays until the app's own covers it.

It reads the keyboard itself, because three things come through it that Textual knows nothing of: what was typed
before it was there, what the terminal answers late to questions it did not ask, and escapes in what is pasted. And
it outlives a terminal that goes away.
"""

from __future__ import annotations

import asyncio
import os
import re
import select
import signal
import termios
from codecs import getincrementaldecoder
from contextlib import suppress
from functools import partial
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.message import Message

from tui_reader.terminal.inquiry import LATEST
from tui_reader.terminal.last_answer import (
    LEAST_PATIENCE,
    PATIENCE,
    QUESTION,
    can_be_asked,
    type_again,
    typed_before,
    unfinished,
)
from tui_reader.terminal.pastes import Pastes
from tui_reader.terminal.replies import MOST_HELD
from tui_reader.terminal.stage import ENTER_SCREEN, LEAVE_SCREEN, SHOW_CURSOR

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from threading import Event
    from typing import TextIO

    from textual._parser import Peek1, Read1, TokenCallback

    from tui_reader.terminal.policy import Decision
    from tui_reader.terminal.stage import Stage

_USUAL_KEYS, _NO_FOCUS = "\x1b[<u", "\x1b[?1004l"
"""The end of kitty's protocol for keys, and of reports of the focus."""
LOOK = 0.1
"""Seconds after which it is looked whether the app is leaving, and whether an escape was a key."""
MAY_BE_A_KEY = 0.02
"""Seconds for which the rest is waited for of what may be a key or the beginning of an answer."""
HALF_A_REPLY = 1.0
"""Seconds for which the rest of what can only be an answer is waited for."""

_MODE_REPORT = re.compile(rb"\x1b\[\?[0-9]+;[0-9]\$y")
"""The answer to what Textual asks every terminal at the start (DECRPM)."""


class AnsweredLate(Message):
    """The terminal has answered when it had been decided already what is done for it."""

    def __init__(self, decision: Decision) -> None:
        super().__init__()
        self.decision = decision
        """What would have been decided."""


def driver_on(stage: Stage) -> type[LinuxDriver]:
    """A driver class for an app that comes onto a stage."""

    class StageDriver(LinuxDriver):
        """Enters the alternate screen only where it is not shown, as terminals clear it each time."""

        _typed_ahead: bytes | None = None
        """What was typed when the app was leaving; None where that cannot be told from what the terminal says."""

        def start_application_mode(self) -> None:
            # Nothing else than writing is done with it.
            self._file = _Lasting(self._file)  # type: ignore[arg-type, assignment]
            super().start_application_mode()  # type: ignore[no-untyped-call]
            self.attrs_before = stage.modes
            # A signal that comes while Textual's handler is at work would be told of first, and the older size last.
            asyncio.get_running_loop().add_signal_handler(signal.SIGWINCH, self._tell_size)

        def stop_application_mode(self) -> None:
            """As Textual's, but the terminal is told to report nothing more before it is listened to no more."""
            self._disable_bracketed_paste()
            self._enable_line_wrap()
            self._disable_in_band_window_resize()
            # The keyboard's protocol belongs to the alternate screen.
            self.write(_USUAL_KEYS)
            self.write(_NO_FOCUS)
            self.disable_input()
            with suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, stage.modes)
            self.write(LEAVE_SCREEN)
            self.write(SHOW_CURSOR)

        def disable_input(self) -> None:
            """Ends the thread that reads. What was typed ahead is for whoever has the terminal next."""
            if self._key_thread is None:
                return
            signal.signal(signal.SIGWINCH, signal.SIG_DFL)
            self._disable_mouse_support()
            self.exit_event.set()
            self._key_thread.join()
            self._key_thread = None
            self.exit_event.clear()
            # Who did not leave was typing for the app, not for a shell.
            if self._typed_ahead is not None and not self._app.return_code:
                type_again(self.fileno, self._typed_ahead)
                return
            with suppress(termios.error):
                termios.tcflush(self.fileno, termios.TCIFLUSH)

        def _tell_size(self) -> None:
            if not self._in_band_window_resize:
                size = Size(*self._get_terminal_size())
                self.send_message(events.Resize(size, size))

        def write(self, data: str) -> None:
            if data == ENTER_SCREEN:
                if stage.on_screen:
                    return
                stage.on_screen = True
                data = stage.entering
            elif data == LEAVE_SCREEN:
                stage.on_screen = False
                data = stage.leaving
            super().write(data)

        def _sigcont_application(self, *_: object) -> None:
            # Where a terminal goes away, the system sends this too.
            if not os.isatty(self.fileno):
                return
            # Stopped by others: Textual, which did not hear of it, would begin a second time and never end both.
            if not self._must_signal_resume:
                self.suspend_application_mode()
                self._must_signal_resume = True
            super()._sigcont_application()

        def run_input_thread(self) -> None:
            keys = _Keys(stage)
            parser = _Parser(self._debug)
            decoder = getincrementaldecoder("utf-8")("replace")
            received = keys.typed_before()
            while True:
                # Half of a letter is no text yet, and to the parser no text is the end of all.
                if typed := decoder.decode(received):
                    for message in parser.feed(typed):
                        self.process_message(message)
                for message in parser.tick():
                    self.process_message(message)
                if (decision := keys.late_decision()) is not None:
                    self.send_message(AnsweredLate(decision))
                if self.exit_event.is_set():
                    break
                received = keys.read(self.fileno, self.exit_event)
            self._typed_ahead = None
            if can_be_asked(self.fileno):
                self.write(QUESTION)
                self._typed_ahead = keys.typed_ahead(self.fileno)

    return StageDriver


class _Lasting:
    """A terminal as a stream. Once it takes nothing more, nothing is written, and the program ends as by SIGHUP.

    An exception would end the thread that writes, and all who have something to write would wait for it for ever.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._is_gone = False

    def write(self, text: str) -> int:
        """Writes text while there is a terminal; its length."""
        self._attempt(partial(self._stream.write, text))
        return len(text)

    def flush(self) -> None:
        """Sends what was written."""
        self._attempt(self._stream.flush)

    def _attempt(self, act: Callable[[], object]) -> None:
        if self._is_gone:
            return
        try:
            act()
        except OSError:
            self._is_gone = True
            # The system tells only who has the terminal as the one that controls it.
            os.kill(os.getpid(), signal.SIGHUP)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class _Parser(XTermParser):
    """Textual's parser, which survives what is no key: a number beyond Unicode, a number that is none."""

    def parse(self, token_callback: TokenCallback[Message]) -> Generator[Read1 | Peek1, str, None]:
        while not self.is_eof:
            with suppress(ValueError, OverflowError):
                yield from super().parse(token_callback)


class _Keys:
    """What a person types and pastes, without the answers between."""

    def __init__(self, stage: Stage) -> None:
        self._pastes = Pastes()
        self._inquiry = stage.inquiry
        self._waits_for_answers = bool(stage.inquiry and stage.inquiry.asked and not stage.inquiry.replies.complete)
        self._waited = 0.0
        self._answers, self._answered_at = 0, 0.0
        self._latest = b""
        self._began_at = monotonic()
        self._has_answered = False
        """Whether Textual's questions were answered: where nobody else asks, that tells that the terminal does."""

    def typed_before(self) -> bytes:
        """What was typed before this was made."""
        return self._pastes.feed(self._inquiry.take_typed()) if self._inquiry is not None else b""

    def late_decision(self) -> Decision | None:
        """What is decided now that the last answer has come, once."""
        if self._inquiry is None or not (self._waits_for_answers and self._inquiry.replies.complete):
            return None
        self._waits_for_answers = False
        return self._inquiry.decision()

    def typed_ahead(self, keyboard: int) -> bytes | None:
        """What was typed before the terminal has answered `QUESTION`; None where it does not in time."""
        begun = unfinished(self._latest)
        if self._inquiry is None or not self._inquiry.asked:
            patience = PATIENCE if self._has_answered else self._began_at + LATEST - monotonic()
            return typed_before(keyboard, 1, max(LEAST_PATIENCE, patience), begun)
        if self._inquiry.replies.complete:
            return typed_before(keyboard, 1, PATIENCE, begun)
        typed = typed_before(keyboard, 2, max(LEAST_PATIENCE, self._inquiry.time_left), begun)
        self._inquiry.wait_no_more()
        return typed

    def read(self, keyboard: int, leaves: Event) -> bytes:
        """What has come, within a short time; nothing where that is nothing, or an answer, or the app leaves."""
        replies = self._inquiry.replies if self._inquiry is not None and self._inquiry.asked else None
        # Answers come in a row: behind one, what may be a key is the beginning of the next.
        is_answering = monotonic() - self._answered_at < HALF_A_REPLY
        may_be_a_key = replies is not None and replies.may_be_keys and not is_answering
        patience = MAY_BE_A_KEY if may_be_a_key else LOOK
        if select.select([keyboard], [], [], patience)[0]:
            if leaves.is_set():
                return b""
            self._waited = 0.0
            received = b""
            with suppress(OSError):
                received = os.read(keyboard, 4096)
            if not received:
                # The terminal has gone away; the signal that says so is on its way.
                sleep(LOOK)
            self._latest = (self._latest + received)[-MOST_HELD:]
            self._has_answered = self._has_answered or _MODE_REPORT.search(self._latest) is not None
            received = self._pastes.feed(received)
            if replies is None:
                return received
            typed = replies.feed(received)
            if replies.count != self._answers:
                self._answers, self._answered_at = replies.count, monotonic()
            return typed
        self._waited += patience
        if self._waited >= LOOK:
            self._pastes.wait_no_more()
        if replies is not None and replies.held and (may_be_a_key or self._waited >= HALF_A_REPLY):
            return replies.let_go()
        return b""
