"""What was found out about a terminal, as a value: for a person in lines, for a bug report in JSON.

Everything a terminal or a variable said is shown as printable ASCII, and no more of it than is of use.
"""

from __future__ import annotations

import json
import os
import platform
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from tui_reader import __version__
from tui_reader.text.encoders import Encoder
from tui_reader.text.sanitise import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tui_reader.doctor.widths import Width
    from tui_reader.terminal.choice import TerminalBidi
    from tui_reader.terminal.policy import Decision, Evidence

VARIABLES = (
    *("TERM", "TERM_PROGRAM", "TERM_PROGRAM_VERSION", "LC_TERMINAL", "LC_TERMINAL_VERSION", "COLORTERM", "NO_COLOR"),
    *("VTE_VERSION", "KONSOLE_VERSION", "KITTY_WINDOW_ID", "MLTERM", "WT_SESSION", "WEZTERM_PANE", "XTERM_VERSION"),
    *("ALACRITTY_WINDOW_ID", "GHOSTTY_RESOURCES_DIR", "TMUX", "STY", "ZELLIJ", "SSH_TTY"),
    *("LANG", "LC_ALL", "LC_CTYPE", "TEXTUAL_COLOR_SYSTEM", "TUI_READER_TERMINAL_BIDI"),
)
"""What may decide something."""
MOST = 80
"""Characters of a variable that are shown."""
_UNPRINTABLE = re.compile(r"[^ -~]")


class Report(NamedTuple):
    """All that is known."""

    evidence: Evidence
    decision: Decision
    detected: Decision
    """What would be decided if nobody had chosen or picked anything."""
    choice: TerminalBidi
    """What settings say."""
    unasked: str
    """Why the terminal was not asked; empty where it was."""
    size: tuple[int, int] | None
    """Columns and rows."""
    widths: list[Width]
    picked_in: Path

    def as_json(self) -> str:
        """For a bug report; ASCII."""
        replies = self.evidence.replies
        value: dict[str, Any] = {
            "version": __version__,
            "python": platform.python_version(),
            "system": platform.system(),
            "terminal": self.decision.terminal,
            "rule": self.decision.rule,
            "reason": self.decision.reason,
            "encoder": self.decision.encoder,
            "switch": {"on": self.decision.switch.on.decode(), "off": self.decision.switch.off.decode()},
            "detected": {"encoder": self.detected.encoder, "rule": self.detected.rule, "reason": self.detected.reason},
            "setting": self.choice,
            "asked": not self.unasked,
            "unasked": self.unasked or None,
            "replies": {
                "mode 8": replies.order,
                "mode ?1243": replies.arrows,
                "XTVERSION": replies.name or None,
                "DA2": replies.secondary or None,
                "DA1": replies.attributes,
            },
            "tmux clients": [{"TERM": _short(c.term), "XTVERSION": _short(c.name)} for c in self.evidence.clients],
            "variables": _variables(self.evidence.environment),
            "colours": colour_system(self.evidence.environment),
            "size": self.size,
            "widths": [
                {"sample": width.sample.name, "expected": width.expected, "found": width.found} for width in self.widths
            ],
        }
        return json.dumps(value, ensure_ascii=True, indent=1)

    def lines(self) -> Iterator[str]:
        """For a person; printable."""
        decision, replies = self.decision, self.evidence.replies
        yield f"Terminal:  {decision.terminal}"
        yield f"Encoder:   {decision.encoder}, {_ENCODERS[decision.encoder]}"
        yield f"Decided:   {decision.rule}: {decision.reason}"
        if decision.encoder is not self.detected.encoder or decision.rule is not self.detected.rule:
            yield f"           else {self.detected.encoder}: {self.detected.reason}"
        switch = decision.switch
        sent = f"sent {_visible(switch.on)} before, {_visible(switch.off) or 'nothing'} after" if switch.on else "none"
        yield f"Switch:    {sent}"
        if self.unasked:
            yield f"Answers:   not asked: {self.unasked}"
        else:
            told = {"XTVERSION": replies.name, "mode 8": replies.order, "DA2": replies.secondary}
            told["DA1"] = replies.attributes or ""
            said = ", ".join(f"{name} {value}" for name, value in told.items() if value not in ("", None))
            yield f"Answers:   {said or 'none came'}"
        said = ", ".join(f"{name}={value}" for name, value in _variables(self.evidence.environment).items())
        yield f"Variables: {printable(said) or 'none'}"
        colours = colour_system(self.evidence.environment)
        yield f"Colours:   {colours or 'none'} (COLORTERM, TERM{', NO_COLOR' if not colours else ''})"
        if self.size is not None:
            yield f"Size:      {self.size[0]}x{self.size[1]}"
        yield from self._width_lines()

    def _width_lines(self) -> Iterator[str]:
        known = [width for width in self.widths if width.found is not None]
        if not known:
            yield "Widths:    not known: the terminal does not say where its cursor is"
            return
        wrong = [width for width in known if width.differs]
        yield f"Widths:    {len(known) - len(wrong)} of {len(known)} samples are as wide as they are taken to be"
        for width in wrong:
            yield f"           {width.sample.name}: {width.found}, taken for {width.expected}: {width.follows}"


_ENCODERS = {
    Encoder.VISUAL: "cells in visual order, letters joined here",
    Encoder.RUNS: "runs of letters in logical order, fenced",
    Encoder.KITTY: "words in logical order",
    Encoder.INVERSE: "what the bidi algorithm turns into the right row; where there is no such text, nearly",
}


def colour_system(environment: Mapping[str, str]) -> str:
    """What Textual makes of the terminal: truecolor, 256, standard; empty for none."""
    if environment.get("NO_COLOR"):
        return ""
    from rich.console import Console

    wanted = environment.get("TEXTUAL_COLOR_SYSTEM", "auto")
    system: Any = wanted if wanted in ("standard", "256", "truecolor", "windows") else "auto"
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 - no path is made of it
        console = Console(file=nowhere, force_terminal=True, color_system=system, _environ=dict(environment))
        return console.color_system or ""


def _variables(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: _short(environment[name]) for name in VARIABLES if name in environment}


def _short(words: str) -> str:
    return _UNPRINTABLE.sub("?", words)[:MOST]


def _visible(sequence: bytes) -> str:
    return sequence.decode().replace("\x1b", " ESC ").replace("\x07", " BEL ").strip()
