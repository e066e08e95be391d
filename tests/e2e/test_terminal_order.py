"""The terminal is asked, switched, and given back as it was found; nobody's keys are lost, and no answer is a key."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING

import pytest
from desk import ANNOTATOR, FIRST, Desk, saved
from program import PATIENCE, PROGRAM, SOURCES, environment
from terminal import Terminal, key_bytes
from text_area import shown_text

from tui_reader.errors import ExitCode
from tui_reader.settings import state_folder
from tui_reader.terminal.choice import TerminalBidi
from tui_reader.terminal.inquiry import QUESTIONS
from tui_reader.terminal.picked import FILE, pick
from tui_reader.terminal.switches import MLTERM, MODE, RECOMMENDED
from tui_reader.text.excerpt import label_text
from tui_reader.ui.driver import MAY_BE_A_KEY

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

pytestmark = pytest.mark.pty

ENTERS, LEAVES = b"\x1b[?1049h", b"\x1b[?1049l"
VTE_ANSWERS = b"\x1b[8;1$y\x1b[?1243;1$y\x1bP>|VTE(7600)\x1b\\\x1b[>65;7600;1c\x1b[?65;1;9c"
MENTION = f"seeds/{FIRST}"
TRIALS = 10


def check_that_it_is_switched_and_put_back(terminal: Terminal, on: bytes, off: bytes, times: int = 1) -> None:
    """Switched before the screen is entered, put back when it is left; and neither anywhere else."""
    raw = bytes(terminal.raw)
    assert raw.count(on + ENTERS) == raw.count(ENTERS) == times
    assert raw.count(LEAVES + off) == raw.count(LEAVES) == times
    assert raw.count(b"\x1b[8l") == (times if b"\x1b[8l" in on else 0)
    assert raw.count(b"\x1b[8h") == (times if b"\x1b[8h" in off else 0)
    assert terminal.echoes


# At the start


@pytest.mark.parametrize(
    ("name", "identity", "on", "off"),
    [
        ("VTE(7600)", {}, RECOMMENDED.on, RECOMMENDED.off),
        ("", {}, MODE.on, MODE.off),
        ("XTerm(379)", {}, b"", b""),
        ("Konsole 22.12.3", {}, b"", b""),
        ("mlterm(3.9.3)", {}, MLTERM.on, MLTERM.off),
        ("tmux 3.3a", {"TERM_PROGRAM": "tmux"}, b"", b""),
    ],
    ids=str,
)
def test_each_terminal_is_sent_what_it_needs(
    desk: Desk, name: str, identity: dict[str, str], on: bytes, off: bytes
) -> None:
    terminal = desk.open(MENTION, name=name, identity=identity)
    assert bytes(terminal.raw).startswith(QUESTIONS)
    assert bytes(terminal.raw).count(QUESTIONS) == 1
    terminal.press("ctrl+q")
    assert terminal.wait_for_exit() == 0
    check_that_it_is_switched_and_put_back(terminal, on, off)


@pytest.mark.parametrize(("way", "asked"), [("visual", False), ("explicit", True)])
@pytest.mark.parametrize("by", ["option", "variable", "configuration"])
def test_what_a_person_says_holds(desk: Desk, home: Path, way: str, asked: bool, by: str) -> None:
    options = ["--terminal-bidi", way] if by == "option" else []
    variables = {"TUI_READER_TERMINAL_BIDI": way} if by == "variable" else {}
    if by == "configuration":
        (home / "config.toml").write_text(f'terminal-bidi = "{way}"')
    terminal = desk.open(*options, MENTION, name="XTerm(379)", **variables).press("ctrl+q")
    assert terminal.wait_for_exit() == 0
    assert (QUESTIONS in terminal.raw) is asked
    check_that_it_is_switched_and_put_back(terminal, *(MODE if way == "explicit" else (b"", b"")))


def test_a_way_that_is_not_there_is_told_in_a_line(desk: Desk, home: Path) -> None:
    terminal = desk.open(MENTION, ready="", TUI_READER_TERMINAL_BIDI="sideways")
    assert terminal.wait_for_exit() == 2
    said = bytes(terminal.raw).decode().strip()
    assert said.startswith("tui-reader: TUI_READER_TERMINAL_BIDI: must be one of auto,")
    assert "\n" not in said
    terminal = desk.open("--terminal-bidi", "sideways", MENTION, ready="")
    assert terminal.wait_for_exit() == 2
    (home / "config.toml").write_text('terminal-bidi = "sideways"')
    terminal = desk.open(MENTION)
    assert "config.toml: terminal-bidi: must be one of" in bytes(terminal.raw).decode()


def test_what_was_picked_for_this_terminal_holds_and_for_no_other(desk: Desk) -> None:
    pick(state_folder() / FILE, "VTE", TerminalBidi.VISUAL)
    terminal = desk.open(MENTION, name="VTE(7600)").press("ctrl+q")
    assert terminal.wait_for_exit() == 0
    check_that_it_is_switched_and_put_back(terminal, b"", b"")
    terminal = desk.open(MENTION, name="mintty 3.7.0").press("ctrl+q")
    assert terminal.wait_for_exit() == 0
    assert b"\x1b[8l" in terminal.raw


@pytest.mark.parametrize("variables", [{"TERM": "linux"}, {"TERM_PROGRAM": "Apple_Terminal"}], ids=str)
def test_those_that_would_print_the_questions_are_not_asked(desk: Desk, variables: dict[str, str]) -> None:
    words = [f"{name}={value}" for name, value in variables.items()]
    with Terminal(["env", *words, *PROGRAM, MENTION], cwd=desk.folder, env=environment()) as terminal:
        terminal.wait_for("nothing to save")
        terminal.settle()
        assert QUESTIONS not in terminal.raw
        assert ENTERS in terminal.raw


# Answers and keys


def expected_after_keys(desk: Desk) -> tuple[object, str]:
    usual = desk.open(MENTION, rows=14).press("pagedown", "pagedown", "left", "space")
    return shown_text(usual, desk.first).places, usual.rows[-2]


TYPED = [key_bytes(key) for key in ("pagedown", "pagedown", "left", "space")]
ANSWER_PIECES = [b"\x1b[8;1", b"$y\x1b[?1243;1$y\x1bP", b">|VTE(76", b"00)\x1b\\\x1b[>65;7600;1c\x1b[?65;1;9c"]


@pytest.mark.parametrize("answers", ["before", "between", "after", "never"])
def test_keys_and_answers_that_come_together_are_told_apart(desk: Desk, answers: str) -> None:
    expected = expected_after_keys(desk)
    terminal = desk.open(MENTION, rows=14, ready="", wait=False, silent=True)
    terminal.wait_for(lambda terminal: QUESTIONS in terminal.raw)
    pieces = {
        "before": [VTE_ANSWERS, *TYPED],
        "between": [
            TYPED[0] + b"\x1b[8;1$y" + TYPED[1] + b"\x1bP>|VTE(7600)\x1b\\",
            TYPED[2] + b"\x1b[>65;7600;1c\x1b[?65;1;9c" + TYPED[3],
        ],
        "after": [*TYPED, VTE_ANSWERS],
        "never": TYPED,
    }[answers]
    for piece in pieces:
        terminal.send(piece)
    terminal.wait_for("selected")
    terminal.settle()
    assert (shown_text(terminal, desk.first).places, terminal.rows[-2]) == expected
    terminal.press("ctrl+q")
    assert terminal.wait_for_exit() == 0
    if answers != "never":
        check_that_it_is_switched_and_put_back(terminal, RECOMMENDED.on, RECOMMENDED.off)


@pytest.mark.parametrize("pieces", [[VTE_ANSWERS], ANSWER_PIECES], ids=["whole", "in pieces"])
def test_answers_that_come_late_are_nobodys_keys(desk: Desk, pieces: list[bytes]) -> None:
    terminal = desk.open(MENTION, rows=14, silent=True)
    before = terminal.text
    for piece in pieces:
        terminal.send(piece)
        # Longer than is waited behind an escape that may be a key.
        terminal.settle(2 * MAY_BE_A_KEY)
    terminal.settle(0.5)
    assert terminal.text == before
    # Nothing waits for more, either.
    terminal.press("pagedown", "pagedown", "left", "space")
    assert (shown_text(terminal, desk.first).places, terminal.rows[-2]) == expected_after_keys(desk)


def test_an_answer_that_comes_late_and_changes_something_is_told(desk: Desk) -> None:
    terminal = desk.open(MENTION, silent=True)
    terminal.send(b"\x1bP>|Konsole 22.12.3\x1b\\\x1b[>1;115;0c\x1b[?62;1;4c")
    terminal.wait_for("Konsole answered too late; its way is:")
    terminal.wait_for("runs")


def test_half_an_answer_does_not_swallow_what_is_typed_later(desk: Desk) -> None:
    terminal = desk.open(MENTION, rows=14, silent=True)
    terminal.send(b"\x1bP>|VTE")
    terminal.settle(1.5)
    terminal.press("pagedown", "pagedown", "left", "space")
    assert (shown_text(terminal, desk.first).places, terminal.rows[-2]) == expected_after_keys(desk)


def test_answers_may_come_in_any_order_and_split_letters_of_what_is_typed(desk: Desk) -> None:
    """The last answer is there first; each other is cut in two by a letter that is cut in two itself."""
    terminal = desk.open(MENTION, silent=True).press("/")
    terminal.wait_for("/folded")
    written = "وقع الانفجار"
    letters = written.encode()
    answers = [b"\x1b[?65;1;9c", b"\x1b[>65;7600;1c", b"\x1bP>|VTE(7600)\x1b\\", b"\x1b[?1243;1$y", b"\x1b[8;1$y"]
    for place, answer in enumerate(answers):
        start = 1 + 4 * place
        half = len(answer) // 2
        # The last answer was the first: from then on no half of one is waited for, and each comes whole.
        cut = [answer[:half], answer[half:]] if not place else [answer]
        for piece in [letters[0 if not place else start - 4 : start], *cut]:
            terminal.send(piece)
            terminal.settle(0.01)
    terminal.send(letters[start:])
    terminal.wait_for(lambda terminal: label_text(written, 60) in terminal.text)


@pytest.mark.parametrize("key", ["n", "t", "ctrl+p", "g", "?", "ctrl+f"])
def test_answers_that_come_while_something_opens_are_not_typed_into_it(desk: Desk, tmp_path: Path, key: str) -> None:
    usual = desk.open(MENTION).press("space", key)
    # On a busy machine it is this process that is too late with the rest of what may be a key: that shows nothing.
    for trial in range(TRIALS):
        # What was typed in a trial that came to nothing is offered again, where it is kept.
        terminal = desk.open(MENTION, silent=True, XDG_STATE_HOME=str(tmp_path / f"trial {trial}")).press("space")
        if sent_in_time(terminal, [key_bytes(key) + ANSWER_PIECES[0], *ANSWER_PIECES[1:]]):
            break
    terminal.wait_for(lambda terminal: terminal.text == usual.text)


def sent_in_time(terminal: Terminal, pieces: Sequence[bytes]) -> bool:
    """Sends the pieces of answers; whether each came while it was still waited for."""
    latest = 0.0
    for piece in pieces:
        before = time.monotonic()
        terminal.send(piece)
        terminal.settle(0.01)
        latest = max(latest, time.monotonic() - before)
    return latest < MAY_BE_A_KEY


def test_half_a_letter_typed_before_the_app_is_there_is_not_the_end_of_typing(desk: Desk) -> None:
    terminal = desk.open(MENTION, ready="", wait=False)
    terminal.wait_for(lambda terminal: QUESTIONS in terminal.raw)
    first, second = "ش".encode()[:1], "ش".encode()[1:]
    terminal.send(first)
    terminal.wait_for(ANNOTATOR)
    terminal.settle().send(second)
    terminal.press("/")
    terminal.wait_for("/folded")


NO_KEYS = ["\x1b[1114112u", "\x1b[99999999999u", "\x1b[1;1:1:1:1A", "\x1b[97;1;99999999u", "\x1b[55296u"]


def test_what_is_no_key_does_no_harm(desk: Desk) -> None:
    desk.write("a.txt", "قال الوزير\n")
    terminal = desk.open("a.txt").press("space", "n")
    terminal.wait_for("Note on")
    for number, sequence in enumerate(NO_KEYS):
        terminal.settle().send(b"%d" % number + sequence.encode() + b";")
        terminal.wait_for("".join(f"{each};" for each in range(number + 1)))
    terminal.press("enter")
    saved(terminal)
    [item] = desk.items("a.txt")
    assert item["body"][0]["value"] == "0;1;2;3;4;"


PASTES = [
    "before\x1b[31mafter",
    "\x1b",
    "\x1bd\x1bz\x1b[A\x1bOPafter",
    "\x1b[200~\x1b[5~" * 3 + "d" * 40,
    "\x1b[?62;22c\x1bP>|Konsole 22\x1b\\ after",
    "\x1b[201",
    "\x1b[1114112u",
]


@pytest.mark.parametrize("silent", [False, True], ids=["answers", "silent"])
def test_escapes_in_what_is_pasted_are_no_keys(desk: Desk, silent: bool) -> None:
    desk.write("a.txt", "قال الوزير\n" * len(PASTES))
    terminal = desk.open("a.txt", silent=silent)
    notes: list[str] = []
    for pasted in PASTES:
        terminal.press("space", "n")
        terminal.wait_for("Note on")
        for piece in ("[", "\x1b[200~", pasted[:3], pasted[3:], "\x1b[201~", "]"):
            terminal.send(piece.encode())
            terminal.settle(0.01)
        terminal.press("enter")
        saved(terminal)
        notes.append(f"[{pasted}]".replace("\x1b", ""))
        assert [item["body"][0]["value"] for item in desk.items("a.txt")] == notes, pasted
        terminal.press("down", "home")


def test_a_paste_where_nothing_can_be_pasted_does_nothing(desk: Desk) -> None:
    terminal = desk.open(MENTION).press("space", "c", "escape")
    saved(terminal)
    before = terminal.text
    terminal.send(b"\x1b[200~\x1bd\x1b[31mdq\x11" + b"\x1bd" * 20 + b"\x1b[201~")
    terminal.settle(0.3)
    assert terminal.text == before


def test_escape_is_a_key_in_a_terminal_that_answers_nothing(desk: Desk) -> None:
    terminal = desk.open(MENTION, silent=True).press("space")
    assert "selected" in terminal.text
    terminal.press("escape")
    terminal.wait_for(lambda terminal: "selected" not in terminal.text)


def test_answers_are_not_left_to_the_shell(desk: Desk, tmp_path: Path) -> None:
    """A file that cannot be opened ends the program while its questions are on their way."""
    script = f'{" ".join(PROGRAM)} missing.txt; read -r -t 2 left; echo "left=[$left]"; stty sane'
    with Terminal(["bash", "-c", script], cwd=desk.folder, env=environment(), name="VTE(7600)") as terminal:
        terminal.wait_for("missing.txt")
        terminal.send(b"\r")
        terminal.wait_for("left=[]")


# Ways out


def with_sitecustomize(folder: Path, code: str) -> str:
    """A Python path on which something else is done first."""
    (folder / "sitecustomize.py").write_text(code)
    return f"{folder}:{SOURCES}"


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)], ids=["TERM", "HUP", "INT"]
)
def test_signals_put_the_terminal_back(desk: Desk, number: signal.Signals, code: int) -> None:
    desk.write("a.txt", "قال الوزير\n")
    terminal = desk.open("a.txt", name="VTE(7600)").press("space", "c")
    terminal.signal(number)
    assert terminal.wait_for_exit() == code
    check_that_it_is_switched_and_put_back(terminal, RECOMMENDED.on, RECOMMENDED.off)
    assert b"Traceback" not in terminal.raw
    assert len(desk.items("a.txt")) == 1


@pytest.mark.parametrize("place", ["Textual's import", "the app"])
def test_an_exception_puts_the_terminal_back(desk: Desk, tmp_path: Path, place: str) -> None:
    if place == "the app":
        # `run` sets the interval once the app is imported.
        hook = (
            "import sys\n"
            "real = sys.setswitchinterval\n"
            "def set_and_spoil(seconds):\n"
            "    from tui_reader.ui.reader_screen import ReaderScreen\n"
            "    ReaderScreen.action_tag = lambda *_: 1 / 0\n"
            "    real(seconds)\n"
            "sys.setswitchinterval = set_and_spoil\n"
        )
        path = with_sitecustomize(tmp_path, hook)
    else:
        (tmp_path / "textual").mkdir()
        (tmp_path / "textual" / "__init__.py").write_text("1 / 0\n")
        path = f"{tmp_path}:{SOURCES}"
    terminal = desk.open(
        MENTION, name="VTE(7600)", PYTHONPATH=path, **({} if place == "the app" else {"ready": "", "wait": False})
    )
    if place == "the app":
        terminal.press("space", "c")
    assert terminal.wait_for_exit() == ExitCode.FAULT
    check_that_it_is_switched_and_put_back(terminal, RECOMMENDED.on, RECOMMENDED.off)


def wait_for_stop(terminal: Terminal) -> None:
    """Until the program is stopped."""
    assert os.WIFSTOPPED(os.waitpid(terminal.process.pid, os.WUNTRACED)[1])


def test_a_stop_puts_the_terminal_back_and_going_on_switches_it_again(desk: Desk) -> None:
    # Only who has begun a process is told that it has stopped.
    desk.is_cold = True
    terminal = desk.open(MENTION, name="VTE(7600)")
    shown = terminal.text
    for times in (1, 2):
        entered = terminal.raw.count(ENTERS)
        terminal.signal(signal.SIGTSTP)
        wait_for_stop(terminal)
        terminal.settle()
        check_that_it_is_switched_and_put_back(terminal, RECOMMENDED.on, RECOMMENDED.off, times)
        cleared = len(terminal.raw)
        terminal.signal(signal.SIGCONT)
        terminal.wait_for(lambda terminal, entered=entered: terminal.raw.count(ENTERS) > entered)
        terminal.settle(0.5)
        assert terminal.text == shown
        again = bytes(terminal.raw[cleared:])
        # Every row is painted again.
        assert all(b"\x1b[%d;1H" % row in again for row in range(1, 30))
    terminal.press("pagedown", "ctrl+q")
    assert terminal.wait_for_exit() == 0
    check_that_it_is_switched_and_put_back(terminal, RECOMMENDED.on, RECOMMENDED.off, 3)


# Printing


def show(desk: Desk, *arguments: str, name: str = "VTE(7600)", silent: bool = False) -> Terminal:
    command = [*PROGRAM, "show", *arguments]
    return Terminal(command, cwd=desk.folder, env=environment(), name=name, silent=silent)


def test_what_is_printed_is_printed_in_a_switched_terminal(desk: Desk) -> None:
    with show(desk, MENTION) as terminal:
        assert terminal.wait_for_exit(PATIENCE) == 0
        raw = bytes(terminal.raw)
        assert raw.startswith(QUESTIONS + RECOMMENDED.on)
        assert raw.endswith(RECOMMENDED.off)
        assert terminal.echoes
    with show(desk, MENTION, name="XTerm(379)") as terminal:
        assert terminal.wait_for_exit(PATIENCE) == 0
        assert b"\x1b[8l" not in terminal.raw


def test_what_was_typed_for_the_shell_is_left_to_it(desk: Desk) -> None:
    """A line that waits already is not read away by the questions of a command that only prints."""
    script = f'sleep 1; {" ".join(PROGRAM)} show {MENTION} > /dev/tty; read -r line; echo "line=[$line]"'
    with Terminal(["bash", "-c", script], cwd=desk.folder, env=environment(), name="VTE(7600)") as terminal:
        terminal.send(b"ls -l\n")
        terminal.wait_for("line=[ls -l]")
        assert QUESTIONS not in terminal.raw


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)], ids=["TERM", "HUP", "INT"]
)
def test_printing_that_is_interrupted_puts_the_terminal_back(desk: Desk, number: signal.Signals, code: int) -> None:
    desk.write("long.txt", "سطر من النص\n" * 200_000)
    with show(desk, "long.txt") as terminal:
        terminal.wait_for(lambda terminal: len(terminal.raw) > 5000)
        terminal.signal(number)
        assert terminal.wait_for_exit(PATIENCE) == code
        raw = bytes(terminal.raw)
        assert len(raw) < 1_000_000
        assert raw.count(RECOMMENDED.off) == 1
        # But for the end of a line.
        assert not raw[raw.index(RECOMMENDED.off) + len(RECOMMENDED.off) :].strip()
        assert b"Traceback" not in raw


def test_printing_that_is_stopped_puts_the_terminal_back_meanwhile(desk: Desk) -> None:
    desk.write("long.txt", "سطر من النص\n" * 20_000)
    with show(desk, "long.txt") as terminal:
        terminal.wait_for(lambda terminal: len(terminal.raw) > 5000)
        terminal.send(b"\x1a")
        terminal.wait_for(lambda terminal: RECOMMENDED.off in terminal.raw)
        wait_for_stop(terminal)
        stopped = len(terminal.raw)
        terminal.signal(signal.SIGCONT)
        terminal.wait_for(lambda terminal: RECOMMENDED.on in terminal.raw[stopped:])
        assert terminal.wait_for_exit(PATIENCE) == 0
        assert bytes(terminal.raw).endswith(RECOMMENDED.off)


def test_the_author_is_on_the_screen(desk: Desk) -> None:
    # One after the other is started, and waits for none.
    started = [
        desk.open(MENTION, ready="", wait=False, **said) for said in ({}, {"silent": True}, {"name": "kitty(0.26.5)"})
    ]
    for terminal in started:
        terminal.wait_for(ANNOTATOR)
