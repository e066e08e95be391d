"""`tui-reader doctor`: asks the terminal, says what was found, shows the test card, and keeps what is picked."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack, suppress
from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.doctor import card
from tui_reader.doctor.report import Report
from tui_reader.doctor.widths import measured, unmeasured
from tui_reader.terminal.choice import TerminalBidi
from tui_reader.terminal.inquiry import Inquiry, is_asked
from tui_reader.terminal.output import keyboard_of, taken
from tui_reader.terminal.picked import pick, picked_in
from tui_reader.terminal.policy import Evidence, Rule, decide
from tui_reader.terminal.replies import Replies
from tui_reader.terminal.switches import switched
from tui_reader.text.encoders import Encoder
from tui_reader.text.sanitise import printable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 1.0
"""Seconds for the answers of a terminal far away; the app has less."""
_INDENT = " " * 11
"""Before the second row of an entry."""
_LEAVE = frozenset(b"qQ\r\n\x1b\x04")
_NONE_IS_RIGHT = frozenset(b"nN0")


class Ends(NamedTuple):
    """File descriptors of one terminal."""

    keyboard: int
    screen: int


def consult(choice: TerminalBidi, picked: Path, *, as_json: bool) -> None:
    """All of it. `choice` is what settings say, `picked` the file of what people picked.

    Without a terminal to talk to there is a report of what can be known without one. Raises SaveError or OSError
    where what was picked cannot be kept.
    """
    line = _terminal()
    with ExitStack() as given_back:
        if line is not None:
            given_back.enter_context(taken(line.keyboard))
        report = _report(choice, picked, line)
        if as_json:
            _say(report.as_json())
            return
        columns = report.size[0] if report.size is not None and sys.stdout.isatty() else 0
        for words in report.lines():
            _say_wrapped(words, columns)
        if line is None or not columns:
            return
        if columns < card.CARD_WIDTH:
            _say(f"The test card needs {card.CARD_WIDTH} columns.")
            return
        # Some terminals show what is there already in the new way: the card is to be seen as the app would be.
        with switched(line.screen, report.decision.switch):
            _show_card(columns)
            way = _picked_way(report, line)
    if way is not None:
        _keep(report, way)


def forget(picked: Path) -> str:
    """Takes back what was picked for this terminal; what it is called."""
    line = _terminal()
    with ExitStack() as given_back:
        if line is not None:
            given_back.enter_context(taken(line.keyboard))
        report = _report(TerminalBidi.AUTO, picked, line, measure=False)
    pick(picked, report.decision.terminal, TerminalBidi.AUTO)
    return report.decision.terminal


def _terminal() -> Ends | None:
    """The terminal of standard input, written to by whichever output goes there."""
    for screen in (sys.stdout, sys.stderr):
        keyboard = keyboard_of(screen)
        if keyboard is not None:
            return Ends(keyboard, screen.fileno())
    return None


def _report(choice: TerminalBidi, picked: Path, line: Ends | None, *, measure: bool = True) -> Report:
    asked = line is not None and is_asked(TerminalBidi.AUTO, os.environ)
    widths = unmeasured()
    if line is not None:
        inquiry = Inquiry(TerminalBidi.AUTO, os.environ, picked, line.keyboard, line.screen, PATIENCE)
        try:
            evidence = inquiry.evidence()
        finally:
            inquiry.end()
    else:
        evidence = Evidence(Replies(), os.environ)
    decision = decide(choice, evidence, picked_in(picked))
    if line is not None and asked and evidence.replies.complete and measure:
        with switched(line.screen, decision.switch):
            widths = measured(line.keyboard, line.screen)
    size = None
    if line is not None:
        with suppress(OSError):
            columns, rows = os.get_terminal_size(line.screen)
            size = columns, rows
    unasked = ""
    if not asked:
        unasked = "standard input and output are no terminal" if line is None else "it prints what it is asked"
    detected = decide(TerminalBidi.AUTO, evidence, {})
    return Report(evidence, decision, detected, choice, unasked, size, widths, picked)


def _show_card(columns: int) -> None:
    """The rows, numbered."""
    _say("")
    _say("One row, as each encoder sends it. First its words in Latin, at their places, read from the right:")
    _say("")
    _say(card.model())
    for row in card.rows(columns).values():
        _say(row)
    _say("")
    _say("In the right row letters are joined, the number is 2020, borders and the 1 are at their places.")


def _picked_way(report: Report, line: Ends) -> TerminalBidi | None:
    """What the person picks; None where nothing is to be changed."""
    encoders = list(Encoder)
    now = encoders.index(report.decision.encoder) + 1
    _ask(f"Which row reads right? 1-{len(encoders)}, n for none, Enter to leave it at {now}: ")
    for key in _keys(line.keyboard):
        if key in _NONE_IS_RIGHT:
            _say("n")
            _say("Nothing was changed. What `tui-reader doctor --json` prints would help whoever mends this.")
            return None
        number = key - ord("0")
        if 1 <= number <= len(encoders):
            _say(str(number))
            encoder = encoders[number - 1]
            if encoder is Encoder.VISUAL and report.decision.switch.on:
                return TerminalBidi.EXPLICIT
            return TerminalBidi(encoder)
    _say("")
    _say("Nothing was changed.")
    return None


def _keys(keyboard: int) -> Iterator[int]:
    """What is typed, byte by byte, until a key that leaves or the end of the terminal."""
    while True:
        try:
            typed = os.read(keyboard, 64)
        except OSError:
            return
        if typed.startswith(b"\x1b") and len(typed) > 1:
            # An arrow, say, or an answer that comes late.
            continue
        for key in typed:
            if key in _LEAVE:
                return
            yield key
        if not typed:
            return


def _keep(report: Report, way: TerminalBidi) -> None:
    terminal, path = report.decision.terminal, report.picked_in
    detected = report.detected
    same = detected.encoder == (Encoder.VISUAL if way is TerminalBidi.EXPLICIT else Encoder(way))
    if same and bool(detected.switch.on) == (way is TerminalBidi.EXPLICIT):
        # What is done anyway is better not kept: another version of the terminal may need something else.
        if terminal in picked_in(path):
            pick(path, terminal, TerminalBidi.AUTO)
        _say(f"That is what is done for {terminal} anyway; nothing had to be kept.")
    else:
        pick(path, terminal, way)
        _say(f"Kept: {way} for {terminal}. To undo it: tui-reader doctor --forget")
        _say(f"It is in {printable(str(path))}")
    if report.decision.rule is Rule.CHOSEN:
        _say(f"But {report.choice} is chosen by TUI_READER_TERMINAL_BIDI or the configuration, which counts for more.")


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def _say_wrapped(words: str, columns: int) -> None:
    for row in wrap(words, columns, subsequent_indent=_INDENT) if columns else [words]:
        _say(row)


def _ask(words: str) -> None:
    sys.stdout.write(words)
    sys.stdout.flush()
