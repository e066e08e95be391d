"""Every terminal of the table, by its answers and by its variables; who decides against whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.terminal import switches
from tui_reader.terminal.choice import TerminalBidi
from tui_reader.terminal.policy import Decision, Evidence, Rule, decide
from tui_reader.terminal.replies import Replies
from tui_reader.terminal.switches import MLTERM, MODE, MODE_AND_DIRECTION, NOTHING, RECOMMENDED
from tui_reader.terminal.tmux import Client
from tui_reader.text.encoders import Encoder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tui_reader.terminal.switches import Switch

VISUAL, RUNS, KITTY, INVERSE = Encoder


def answered(
    order: int | None = None, name: str = "", secondary: str = "", attributes: str | None = "62;c", arrows: int = 0
) -> Replies:
    """What a terminal answered; nothing to the rest."""
    replies = Replies()
    if order is not None:
        replies.feed(b"\x1b[8;%d$y\x1b[?1243;%d$y" % (order, arrows))
    if name:
        replies.feed(b"\x1bP>|%s\x1b\\" % name.encode())
    if secondary:
        replies.feed(b"\x1b[>%sc" % secondary.encode())
    if attributes is not None:
        replies.feed(b"\x1b[?%sc" % attributes.rstrip("c;").encode())
    return replies


def decided(
    replies: Replies | None = None,
    environment: Mapping[str, str] | None = None,
    clients: Sequence[Client] = (),
    choice: TerminalBidi = TerminalBidi.AUTO,
    picked: Mapping[str, TerminalBidi] | None = None,
) -> Decision:
    """The decision; without replies for a terminal that is silent."""
    variables = {"TERM": "xterm-256color", **(environment or {})}
    return decide(choice, Evidence(replies or Replies(), variables, clients), picked or {})


# By their answers, as real ones gave them.


@pytest.mark.parametrize(
    ("replies", "terminal", "encoder", "on"),
    [
        (answered(1, secondary="65;7006;1", attributes="65;1;9"), "VTE", VISUAL, RECOMMENDED),
        (answered(1, "VTE(7600)", "61;7600;1"), "VTE", VISUAL, RECOMMENDED),
        (answered(None, "Konsole 22.12.3", "1;115;0"), "Konsole", RUNS, NOTHING),
        (answered(0, "kitty(0.26.5)", "1;4000;26"), "kitty", KITTY, NOTHING),
        (answered(0, secondary="24;279;0"), "mlterm", VISUAL, MLTERM),
        (answered(None, secondary="0;136;0", attributes="6"), "PuTTY", INVERSE, NOTHING),
        (answered(0, "XTerm(379)", "41;379;0"), "xterm", VISUAL, NOTHING),
        (answered(None, secondary="0;115;0", attributes="1;2"), "QTerminal", INVERSE, NOTHING),
        (answered(None, "terminology 1.13.0", "61;337;0"), "Terminology", VISUAL, NOTHING),
        (answered(0, secondary="85;95;0", attributes="1;2"), "rxvt", VISUAL, NOTHING),
        (answered(1, "mintty 3.6.4", "77;30604;0"), "mintty", VISUAL, MODE_AND_DIRECTION),
        (answered(2, "WezTerm 20240203-110809-5046fc22"), "WezTerm", VISUAL, MODE),
        (answered(None, "iTerm2 3.7.1"), "iTerm2", INVERSE, NOTHING),
        (answered(None, "iTerm2 3.10.0"), "iTerm2", INVERSE, NOTHING),
        (answered(None, "iTerm2 3.5.11"), "iTerm2 before 3.7", VISUAL, NOTHING),
        (answered(0, "foot(1.16.2)"), "foot", VISUAL, NOTHING),
        (answered(0, "ghostty 1.0.1"), "Ghostty", VISUAL, NOTHING),
        (answered(0, "contour 0.4.3"), "Contour", VISUAL, NOTHING),
        (answered(0, "xterm.js(5.6.0)"), "xterm.js", VISUAL, NOTHING),
        (answered(1), "a terminal with mode 8", VISUAL, MODE),
        (answered(3), "a terminal that cannot be switched", RUNS, NOTHING),
    ],
)
def test_a_terminal_is_known_by_what_it_answers(replies: Replies, terminal: str, encoder: Encoder, on: Switch) -> None:
    # Variables of the terminal it was started from do not count.
    leaks: list[dict[str, str]] = [{}, {"KITTY_WINDOW_ID": "1"}, {"VTE_VERSION": "7006", "COLORTERM": "truecolor"}]
    for leaked in leaks if terminal != "a terminal with mode 8" else leaks[:2]:
        decision = decided(replies, leaked)
        assert (decision.terminal, decision.encoder, decision.rule) == (terminal, encoder, Rule.PROBED)
        assert decision.switch.on == on.on
        assert terminal in decision.reason


@pytest.mark.parametrize(
    ("replies", "as_sent"),
    [
        (answered(None, "Konsole 22.12.3", "1;115;0"), True),
        (answered(None, secondary="0;136;0"), True),
        (answered(None, secondary="0;115;0", attributes="1;2"), False),
    ],
)
def test_it_is_known_of_which_place_a_terminal_that_reorders_tells_the_mouse(replies: Replies, as_sent: bool) -> None:
    assert decided(replies).mouse_as_sent is as_sent
    # Seen in VTE in tmux, too, which lets nobody tell it to leave rows alone.
    assert decided(None, {"TMUX": "/x", "VTE_VERSION": "7006", "TERM": "tmux-256color"}).mouse_as_sent


def test_old_konsole_is_told_from_qterminal_by_its_variable() -> None:
    replies = answered(None, secondary="0;115;0", attributes="1;2")
    assert decided(replies, {"KONSOLE_VERSION": "210800"}).encoder is RUNS


# By variables, where it is silent.


@pytest.mark.parametrize(
    ("environment", "terminal", "encoder", "switch"),
    [
        ({"VTE_VERSION": "7006"}, "VTE", VISUAL, RECOMMENDED),
        ({"VTE_VERSION": "5800"}, "VTE", VISUAL, RECOMMENDED),
        ({"VTE_VERSION": "5605"}, "VTE before 0.58", VISUAL, NOTHING),
        ({"KONSOLE_VERSION": "221203"}, "Konsole", RUNS, NOTHING),
        ({"TERM": "konsole-256color"}, "Konsole", RUNS, NOTHING),
        ({"KITTY_WINDOW_ID": "1"}, "kitty", KITTY, NOTHING),
        ({"TERM": "xterm-kitty"}, "kitty", KITTY, NOTHING),
        ({"TERM_PROGRAM": "iTerm.app", "TERM_PROGRAM_VERSION": "3.7.0"}, "iTerm2", INVERSE, NOTHING),
        ({"TERM_PROGRAM": "iTerm.app", "TERM_PROGRAM_VERSION": "3.6.10"}, "iTerm2 before 3.7", VISUAL, NOTHING),
        ({"LC_TERMINAL": "iTerm2", "LC_TERMINAL_VERSION": "3.7beta1"}, "iTerm2", INVERSE, NOTHING),
        ({"TERM_PROGRAM": "Apple_Terminal"}, "Terminal.app", RUNS, NOTHING),
        ({"TERM_PROGRAM": "WezTerm"}, "WezTerm", VISUAL, MODE),
        ({"TERM_PROGRAM": "vscode"}, "xterm.js", VISUAL, NOTHING),
        ({"TERM_PROGRAM": "mintty"}, "mintty", VISUAL, MODE_AND_DIRECTION),
        ({"TERM_PROGRAM": "ghostty"}, "Ghostty", VISUAL, NOTHING),
        ({"TERM": "xterm-ghostty"}, "Ghostty", VISUAL, NOTHING),
        ({"WT_SESSION": "a-b"}, "Windows Terminal", VISUAL, NOTHING),
        ({"MLTERM": "3.9.0"}, "mlterm", VISUAL, MLTERM),
        ({"TERM": "mlterm-256color"}, "mlterm", VISUAL, MLTERM),
        ({"TERM": "foot"}, "foot", VISUAL, NOTHING),
        ({"TERM": "foot-extra"}, "foot", VISUAL, NOTHING),
        ({"TERM": "alacritty", "KONSOLE_VERSION": "221203"}, "Alacritty", VISUAL, NOTHING),
        ({"TERM": "putty-256color"}, "PuTTY", INVERSE, NOTHING),
        ({"TERM": "contour-latest"}, "Contour", VISUAL, NOTHING),
        ({"TERM": "st-256color"}, "st", VISUAL, NOTHING),
        ({"TERM": "rxvt-unicode-256color"}, "rxvt", VISUAL, NOTHING),
        ({"TERM": "linux"}, "Linux console", VISUAL, NOTHING),
        ({"TERM": "dumb"}, "a dumb terminal", VISUAL, NOTHING),
        ({"TERM": ""}, "a dumb terminal", VISUAL, NOTHING),
    ],
    ids=str,
)
def test_a_silent_terminal_is_known_by_its_variables(
    environment: dict[str, str], terminal: str, encoder: Encoder, switch: Switch
) -> None:
    decision = decided(None, environment)
    assert decision[:3] == (encoder, switch, terminal)
    assert decision.rule is Rule.VARIABLES


def test_one_that_answers_and_has_no_mode_8_is_none_of_those_that_have_it() -> None:
    decision = decided(answered(None, attributes="6"), {"VTE_VERSION": "7006"})
    assert decision.switch.on != RECOMMENDED.on
    assert decision.rule is Rule.UNKNOWN


def test_nobody_knows_means_visual_order_and_the_one_sequence_all_pass_over() -> None:
    assert decided()[:2] == (VISUAL, MODE)
    assert decided(answered(0))[:2] == (VISUAL, NOTHING)
    assert decided(answered(None, "Warp(v0.2)"), {"KONSOLE_VERSION": "1"})[:3] == (VISUAL, MODE, "unknown Warp 62")


# What is put back.


@pytest.mark.parametrize(
    ("order", "arrows", "off"),
    [
        (1, 1, b"\x1b[?1243h\x1b[0 k\x1b[8h"),
        (1, 2, b"\x1b[0 k\x1b[8h"),
        (2, 1, b"\x1b[?1243h\x1b[0 k"),
    ],
)
def test_modes_are_put_back_as_they_were_found(order: int, arrows: int, off: bytes) -> None:
    assert decided(answered(order, "VTE(7600)", arrows=arrows)).switch.off == off


def test_unknown_modes_are_put_back_to_the_default() -> None:
    assert decided(None, {"VTE_VERSION": "7006"}).switch.off == b"\x1b[?1243h\x1b[0 k\x1b[8h"


def test_xterm_is_sent_nothing() -> None:
    assert decided(answered(0, "XTerm(379)")).switch == switches.NOTHING


# Through multiplexers.


def client(term: str = "xterm-256color", name: str = "", **environment: str) -> Client:
    return Client(term, name, environment)


@pytest.mark.parametrize(
    ("clients", "variables", "encoder", "terminal"),
    [
        ([client(name="Konsole 22.12.3")], {}, RUNS, "Konsole in tmux"),
        ([client("xterm-kitty", "kitty(0.26.5)")], {}, KITTY, "kitty in tmux"),
        ([client("xterm-kitty")], {}, KITTY, "kitty in tmux"),
        ([client(name="XTerm(379)")], {"KONSOLE_VERSION": "221203"}, VISUAL, "xterm in tmux"),
        ([client(VTE_VERSION="7006")], {}, RUNS, "VTE in tmux"),
        ([client(name="iTerm2 3.7.0")], {}, INVERSE, "iTerm2 in tmux"),
        ([client("mlterm", MLTERM="3.9.0")], {}, RUNS, "mlterm in tmux"),
        ([client(name="mintty 3.7.0")], {}, RUNS, "mintty in tmux"),
        ([], {"KONSOLE_VERSION": "221203"}, RUNS, "Konsole in tmux"),
        ([client()], {}, VISUAL, "an unknown terminal in tmux"),
        ([client("tmux-256color", "tmux 3.3a")], {}, VISUAL, "an unknown terminal in tmux"),
        ([client(name="Konsole 22.12.3"), client(name="XTerm(379)")], {}, RUNS, "Konsole in tmux"),
    ],
    ids=str,
)
@pytest.mark.parametrize("told", [True, False], ids=["answers", "is silent"])
def test_tmux_is_looked_through(
    clients: list[Client], variables: dict[str, str], encoder: Encoder, terminal: str, told: bool
) -> None:
    inside = {"TERM": "tmux-256color", "TERM_PROGRAM": "tmux", "TMUX": "/tmp/tmux-0/default,1,0", **variables}
    replies = answered(None, "tmux 3.3a", "84;0;0", "1;2") if told else None
    decision = decided(replies, inside, clients)
    assert (decision.encoder, decision.terminal) == (encoder, terminal)
    # tmux swallows them.
    assert decision.switch == switches.NOTHING
    assert ("of several" in decision.reason) == (len(clients) > 1)


@pytest.mark.parametrize(
    ("inside", "terminal"),
    [
        ({"TERM": "xterm-256color", "ZELLIJ": "0"}, "zellij"),
        ({"TERM": "screen-256color", "STY": "1.pts-0"}, "GNU screen"),
        ({"TERM": "screen", "TMUX": "/tmp/x"}, "tmux"),
    ],
    ids=str,
)
def test_others_are_looked_through_by_variables(inside: dict[str, str], terminal: str) -> None:
    assert decided(None, {**inside, "KONSOLE_VERSION": "1"})[:3] == (RUNS, NOTHING, f"Konsole in {terminal}")
    assert decided(None, {**inside, "VTE_VERSION": "7006"})[:3] == (RUNS, NOTHING, f"VTE in {terminal}")
    assert decided(None, inside)[:3] == (VISUAL, NOTHING, f"an unknown terminal in {terminal}")


def test_a_terminal_started_from_tmux_is_not_in_it() -> None:
    leaked = {"TMUX": "/tmp/x", "TERM_PROGRAM": "tmux"}
    assert decided(answered(0, "XTerm(379)"), leaked).terminal == "xterm"
    assert decided(answered(None), {**leaked, "TERM": "alacritty"}).terminal == "Alacritty"


# Who decides.


@pytest.mark.parametrize("choice", list(TerminalBidi)[1:])
def test_a_choice_stands_over_all(choice: TerminalBidi) -> None:
    picked = {"Konsole": TerminalBidi.KITTY}
    decision = decided(answered(None, "Konsole 22.12.3"), choice=choice, picked=picked)
    assert decision.rule is Rule.CHOSEN
    assert decision.encoder == (VISUAL if choice is TerminalBidi.EXPLICIT else Encoder(choice))
    assert decision.switch == (MODE if choice is TerminalBidi.EXPLICIT else NOTHING)
    assert choice in decision.reason


def test_explicit_switches_in_the_way_of_the_terminal() -> None:
    assert decided(answered(0, secondary="24;279;0"), choice=TerminalBidi.EXPLICIT).switch == MLTERM
    assert decided(answered(1, "VTE(7006)"), choice=TerminalBidi.EXPLICIT).switch.on == RECOMMENDED.on


@pytest.mark.parametrize("way", list(TerminalBidi)[1:])
def test_what_was_picked_for_a_terminal_stands_over_what_is_found(way: TerminalBidi) -> None:
    decision = decided(answered(None, "Konsole 23.4.0"), picked={"Konsole": way, "xterm": TerminalBidi.VISUAL})
    assert decision.rule is Rule.PICKED
    assert decision.encoder == (VISUAL if way is TerminalBidi.EXPLICIT else Encoder(way))
    other = decided(answered(None, "kitty(0.30)"), picked={"Konsole": way})
    assert other.rule is Rule.PROBED


# Hostile words.

WORDS = st.text(max_size=30)
VARIABLES = st.dictionaries(
    st.sampled_from(["TERM", "TERM_PROGRAM", "TERM_PROGRAM_VERSION", "VTE_VERSION", "KONSOLE_VERSION", "TMUX", "STY"]),
    WORDS,
)


@given(st.binary(max_size=80), VARIABLES, st.lists(st.builds(Client, WORDS, WORDS, VARIABLES), max_size=2))
def test_whatever_is_answered_something_printable_is_decided(
    data: bytes, variables: dict[str, Any], clients: list[Client]
) -> None:
    replies = Replies()
    replies.feed(data)
    decision = decide(TerminalBidi.AUTO, Evidence(replies, variables, clients), {})
    for words in (decision.terminal, decision.reason):
        assert words.isascii()
        assert words.isprintable()
        assert len(words) < 250
