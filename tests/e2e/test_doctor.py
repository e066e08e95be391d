"""`tui-reader doctor` in terminals that say one thing and another, and where there is none."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from program import PATIENCE, PROGRAM, environment, run, said
from terminal import Terminal

from tui_reader.doctor import card
from tui_reader.doctor.widths import SAMPLES
from tui_reader.settings import state_folder
from tui_reader.terminal.choice import TerminalBidi
from tui_reader.terminal.inquiry import QUESTIONS
from tui_reader.terminal.picked import FILE, pick, picked_in
from tui_reader.terminal.switches import RECOMMENDED
from tui_reader.text.encoders import Encoder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

pytestmark = pytest.mark.pty

ASKS = "Which row reads right?"


def picked() -> dict[str, TerminalBidi]:
    return picked_in(state_folder() / FILE)


def doctor(*arguments: str, columns: int = 100, name: str = "", silent: bool = False, **env: str | None) -> Terminal:
    command = [*PROGRAM, "doctor", *arguments]
    return Terminal(command, columns, 60, env=environment(**env), name=name, silent=silent)


def answered(terminal: Terminal, *keys: str) -> str:
    """What stands on the screen when the doctor was given these keys and has ended."""
    terminal.wait_for(ASKS)
    for key in keys:
        terminal.send(key.encode())
    assert terminal.wait_for_exit(PATIENCE) == 0
    assert terminal.echoes
    return terminal.text


def test_it_says_what_it_found_and_why() -> None:
    with doctor(name="Konsole 22.12.3") as terminal:
        text = answered(terminal, "\r")
    assert re.search(r"Terminal: +Konsole\n", text)
    assert re.search(r"Encoder: +runs", text)
    assert re.search(r"Decided: +probed: Konsole, known by its answer to XTVERSION", text)
    assert "XTVERSION Konsole 22.12.3" in text
    assert re.search(r"Colours: +truecolor", text)
    assert "leave it at 2" in text
    assert "Nothing was changed" in text
    assert card.model() in text
    assert card.rows(100)[Encoder.VISUAL].rstrip() in text
    assert picked() == {}


def test_what_is_picked_is_kept_for_this_terminal_and_can_be_taken_back(home: Path) -> None:
    with doctor(name="Konsole 22.12.3") as terminal:
        text = answered(terminal, "x", "1")
    assert "visual for Konsole" in text
    assert str(state_folder() / FILE) in text.replace("\n", "")
    assert picked() == {"Konsole": TerminalBidi.VISUAL}
    with doctor(name="Konsole 23.4") as terminal:
        text = answered(terminal, "n")
    assert "picked: visual was picked in tui-reader doctor for Konsole" in text
    assert "else runs:" in text
    assert picked() == {"Konsole": TerminalBidi.VISUAL}
    with doctor("--forget", name="Konsole 23.4") as terminal:
        assert terminal.wait_for_exit(PATIENCE) == 0
        assert "nothing is picked for Konsole any more" in terminal.text
    assert picked() == {}


def test_what_is_done_anyway_is_not_kept() -> None:
    pick(state_folder() / FILE, "Konsole", TerminalBidi.KITTY)
    with doctor(name="Konsole 22.12.3") as terminal:
        assert "anyway" in answered(terminal, "2")
    assert picked() == {}


def test_the_first_row_of_a_terminal_that_is_switched_means_explicit() -> None:
    pick(state_folder() / FILE, "VTE", TerminalBidi.RUNS)
    pick(state_folder() / FILE, "xterm", TerminalBidi.EXPLICIT)
    with doctor(name="XTerm(379)") as terminal:
        answered(terminal, "1")
        assert terminal.order == 1
    assert picked() == {"VTE": TerminalBidi.RUNS, "xterm": TerminalBidi.EXPLICIT}


def test_a_terminal_is_switched_while_the_card_is_shown_and_put_back() -> None:
    with doctor(name="VTE(7600)") as terminal:
        answered(terminal, "q")
        raw = bytes(terminal.raw)
    first = card.rows(100)[Encoder.VISUAL].encode()
    on, off = raw.rindex(RECOMMENDED.on), raw.rindex(b"\x1b[8h")
    assert on < raw.index(first) < raw.index(ASKS.encode()) < off
    assert raw.index(QUESTIONS) == 0


def test_ctrl_c_gives_the_terminal_back() -> None:
    with doctor() as terminal:
        terminal.wait_for(ASKS)
        terminal.send(b"\x03")
        assert terminal.wait_for_exit(PATIENCE) == 130
        assert terminal.echoes
        assert terminal.order == 1


def test_a_choice_that_stands_over_what_is_picked_is_told() -> None:
    with doctor(name="XTerm(379)", TUI_READER_TERMINAL_BIDI="runs") as terminal:
        text = answered(terminal, "3")
    assert "chosen: runs was chosen" in text
    assert "counts for more" in text


# Widths


class Measuring(Terminal):
    """A terminal that answers with widths of its own, one for each sample."""

    def __init__(self, widths: Sequence[int], *arguments: str) -> None:
        self._widths = list(widths)
        super().__init__([*PROGRAM, "doctor", *arguments], 100, 60, env=environment())

    def _answer(self, query: re.Match[bytes]) -> None:
        if query["position"] and self._widths:
            self.send(b"\x1b[7;%dR" % (self._widths.pop(0) + 1))
        else:
            super()._answer(query)


def expected_widths() -> list[int]:
    report: list[dict[str, Any]] = json.loads(run("doctor", "--json").stdout)["widths"]
    return [row["expected"] for row in report]


def test_characters_of_another_width_are_named_with_what_follows() -> None:
    widths = expected_widths()
    samples = [sample.name for sample in SAMPLES]
    for name, width in (("flag", 4), ("ZWNJ between letters", 3), ("lam and alef, raw", 1)):
        widths[samples.index(name)] = width
    with Measuring(widths) as terminal:
        text = answered(terminal, "q")
    total = len(samples)
    assert f"{total - 3} of {total} samples" in text
    assert re.search(r"flag: 4, taken for 2: rows that hold one are shifted", text)
    assert "ZWNJ between letters: 3, taken for 2: words" in text
    assert "lam and alef, raw: 1, taken for 2:" in text
    # Nothing of the samples stays.
    assert "😀" not in text


def test_a_terminal_that_agrees_has_nothing_named() -> None:
    widths = expected_widths()
    with Measuring(widths, "--json") as terminal:
        assert terminal.wait_for_exit(PATIENCE) == 0
        report = json.loads(bytes(terminal.raw)[bytes(terminal.raw).index(b"{") :])
    assert all(row["found"] == row["expected"] for row in report["widths"])
    assert report["asked"] is True


# Terminals that say little, nothing, or too much


def test_a_silent_terminal_gets_a_report_too() -> None:
    with doctor(silent=True) as terminal:
        text = answered(terminal, "4")
    assert "none came" in text
    assert "not known: the terminal does not say" in text
    assert "inverse for unknown xterm-256color" in text


def test_a_narrow_terminal_is_shown_no_card() -> None:
    with doctor(columns=60, name="kitty(0.30)") as terminal:
        assert terminal.wait_for_exit(PATIENCE) == 0
        assert "needs 71 columns" in terminal.text


def test_a_hostile_name_is_harmless() -> None:
    name = "VTE\x07\x9b31m\x1b]0;owned\x07" + "x" * 3000
    with doctor("--json", name=name.replace("\x1b", "")) as terminal:
        assert terminal.wait_for_exit(PATIENCE) == 0
        raw = bytes(terminal.raw)
    report = raw[raw.index(b"{") :].decode("ascii")
    assert "\x07" not in report
    assert "\x1b" not in report
    assert len(json.loads(report)["replies"]["XTVERSION"]) <= 64


# Without a terminal


def test_without_a_terminal_it_says_what_can_be_known() -> None:
    result = run("doctor", env={"KONSOLE_VERSION": "221203", "TERM": "xterm-256color", "TMUX": None, "STY": None})
    assert result.returncode == 0
    text = result.stdout.decode()
    assert "Konsole, known by KONSOLE_VERSION" in text
    assert "not asked: standard input and output are no terminal" in text
    assert ASKS not in text
    assert said(result) == ""


def test_json_is_ascii_and_whole_without_a_terminal() -> None:
    result = run("doctor", "--json", env={"TERM_PROGRAM": "x\x1b[31m\u202e" + "y" * 500})
    assert result.returncode == 0
    report = json.loads(result.stdout.decode("ascii"))
    assert report["asked"] is False
    assert report["variables"]["TERM_PROGRAM"] == "x?[31m?" + "y" * 73
    assert {row["sample"] for row in report["widths"]} == {sample.name for sample in SAMPLES}
    assert all(row["found"] is None for row in report["widths"])


# In tmux


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
@pytest.mark.parametrize(
    ("name", "identity", "terminal", "encoder"),
    [
        ("Konsole 22.12.3", {}, "Konsole in tmux", "runs"),
        ("XTerm(379)", {}, "xterm in tmux", "visual"),
        # Silent to tmux's question, known by the variables of tmux's client.
        ("", {"VTE_VERSION": "7006"}, "VTE in tmux", "runs"),
    ],
)
def test_a_real_tmux_is_looked_through(
    tmp_path: Path, name: str, identity: dict[str, str], terminal: str, encoder: str
) -> None:
    report, socket = tmp_path / "report.json", tmp_path / "socket"
    inside = f"{shlex.join(PROGRAM)} doctor --json > {shlex.quote(str(report))}; sleep 60"
    command = ["tmux", "-S", str(socket), "-f", "/dev/null", "new", f"echo ready; read go; {inside}"]
    try:
        with Terminal(command, 100, 30, env=environment(), name=name, identity=identity) as shown:
            # First the terminal is to tell tmux its name.
            shown.wait_for("ready")
            shown.wait_for(lambda shown: b"\x1b[>q" in shown.raw)
            shown.settle().send(b"\r")
            shown.wait_for(lambda _: report.exists() and report.read_bytes().endswith(b"}\n"))
    finally:
        subprocess.run(["tmux", "-S", socket, "kill-server"], check=False, capture_output=True, timeout=PATIENCE)
    found = json.loads(report.read_bytes())
    assert (found["terminal"], found["encoder"]) == (terminal, encoder)
    assert found["replies"]["XTVERSION"].startswith("tmux ")
    assert found["switch"] == {"on": "", "off": ""}
    assert all(row["found"] is not None for row in found["widths"])
