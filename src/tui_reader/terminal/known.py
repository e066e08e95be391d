"""Which terminals there are, what each does with right-to-left text, and by what it is known.

What is measured on real terminals and what is only known from their documentation is told in docs/terminals. A
terminal's own answers say more than variables, which leak from a terminal into the next one started from it, and get
lost on the way through SSH and sudo.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.terminal import switches
from tui_reader.text.encoders import Encoder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui_reader.terminal.replies import Replies
    from tui_reader.terminal.switches import Switch


class Kind(NamedTuple):
    """A family of terminals that do the same with text."""

    name: str
    encoder: Encoder = Encoder.VISUAL
    switch: Switch = switches.NOTHING
    """What keeps it from reordering; nothing where it does not, or where nothing does."""
    mouse_as_sent: bool = True
    """Whether, where it reorders, it says of the mouse where that was sent which is shown at the pointer, as
    terminals do that reorder what they have in their rows while they draw. Else it says where the pointer is."""

    @property
    def in_words(self) -> str:
        """What it does, for a person."""
        if self.switch.on:
            return "orders rows by itself unless told not to"
        return _WORDS[self.encoder]


_WORDS = {
    Encoder.VISUAL: "leaves cells where they are put",
    Encoder.RUNS: "orders rows by itself, always",
    Encoder.KITTY: "draws right-to-left words from right to left",
    Encoder.INVERSE: "orders rows by itself, always, and drops what could fence them",
}

VTE = Kind("VTE", switch=switches.RECOMMENDED)
OLD_VTE = Kind("VTE before 0.58")
MINTTY = Kind("mintty", switch=switches.MODE_AND_DIRECTION)
WEZTERM = Kind("WezTerm", switch=switches.MODE)
MLTERM = Kind("mlterm", switch=switches.MLTERM)
KONSOLE = Kind("Konsole", Encoder.RUNS)
KITTY = Kind("kitty", Encoder.KITTY)
ITERM = Kind("iTerm2", Encoder.INVERSE, mouse_as_sent=False)
OLD_ITERM = Kind("iTerm2 before 3.7")
APPLE = Kind("Terminal.app", Encoder.RUNS)
PUTTY = Kind("PuTTY", Encoder.INVERSE)
XTERM = Kind("xterm")
ALACRITTY = Kind("Alacritty")
FOOT = Kind("foot")
GHOSTTY = Kind("Ghostty")
CONTOUR = Kind("Contour")
RIO = Kind("Rio")
WINDOWS = Kind("Windows Terminal")
XTERM_JS = Kind("xterm.js")
QTERMINAL = Kind("QTerminal", Encoder.INVERSE, mouse_as_sent=False)
TERMINOLOGY = Kind("Terminology")
RXVT = Kind("rxvt")
ST = Kind("st")
LINUX = Kind("Linux console")
DUMB = Kind("a dumb terminal")
TMUX, ZELLIJ, SCREEN = Kind("tmux"), Kind("zellij"), Kind("GNU screen")
MULTIPLEXERS = frozenset({TMUX, ZELLIJ, SCREEN})
"""They hand cells on to a terminal around them, and swallow what would switch it."""
WITH_MODE_8 = frozenset({VTE, MINTTY, WEZTERM})
"""Those that answer for mode 8: one that does not know it is none of them."""

_BY_NAME = {
    "vte": VTE,
    "mintty": MINTTY,
    "wezterm": WEZTERM,
    "mlterm": MLTERM,
    "konsole": KONSOLE,
    "kitty": KITTY,
    "iterm2": ITERM,
    "putty": PUTTY,
    "xterm": XTERM,
    "alacritty": ALACRITTY,
    "foot": FOOT,
    "ghostty": GHOSTTY,
    "contour": CONTOUR,
    "rio": RIO,
    "windows terminal": WINDOWS,
    "xterm.js": XTERM_JS,
    "rxvt-unicode": RXVT,
    "terminology": TERMINOLOGY,
    "tmux": TMUX,
    "zellij": ZELLIJ,
}
"""By the name in XTVERSION."""
_BY_SECONDARY = {
    "0;136;0": PUTTY,
    "24;279;0": MLTERM,
    "77": MINTTY,
    "82": RXVT,
    "83": SCREEN,
    "84": TMUX,
    "85": RXVT,
}
"""By all of DA2, or by its first number, where that is a letter's (M, R, S, T, U)."""
_BY_TERM = {
    "xterm-kitty": KITTY,
    "kitty": KITTY,
    "mlterm": MLTERM,
    "konsole": KONSOLE,
    "putty": PUTTY,
    "alacritty": ALACRITTY,
    "foot": FOOT,
    "xterm-ghostty": GHOSTTY,
    "ghostty": GHOSTTY,
    "contour": CONTOUR,
    "rio": RIO,
    "wezterm": WEZTERM,
    "mintty": MINTTY,
    "vte": VTE,
    "gnome": VTE,
    "rxvt": RXVT,
    "rxvt-unicode": RXVT,
    "st": ST,
    "linux": LINUX,
    "dumb": DUMB,
    "tmux": TMUX,
    "screen": SCREEN,
}
"""By TERM, without what follows a known name (`-256color`, `-direct`, `-extra`)."""
_BY_PROGRAM = {
    "iterm.app": ITERM,
    "apple_terminal": APPLE,
    "wezterm": WEZTERM,
    "vscode": XTERM_JS,
    "hyper": XTERM_JS,
    "tabby": XTERM_JS,
    "mintty": MINTTY,
    "ghostty": GHOSTTY,
    "contour": CONTOUR,
    "rio": RIO,
    "kitty": KITTY,
    "alacritty": ALACRITTY,
    "terminology": TERMINOLOGY,
    "tmux": TMUX,
    "zellij": ZELLIJ,
}
"""By TERM_PROGRAM."""
_BY_VARIABLE = {
    "WT_SESSION": WINDOWS,
    "KONSOLE_VERSION": KONSOLE,
    "VTE_VERSION": VTE,
    "MLTERM": MLTERM,
    "WEZTERM_PANE": WEZTERM,
    "GHOSTTY_RESOURCES_DIR": GHOSTTY,
    "ALACRITTY_WINDOW_ID": ALACRITTY,
    "KITTY_WINDOW_ID": KITTY,
    "XTERM_VERSION": XTERM,
}
"""By a variable's being there."""
_QT = "0;115;0"
"""DA2 of QTerminal, and of Konsole before it told its name."""
_VTE_SECONDARY = re.compile(r"(?:1|61|65);[0-9]{4,5};[01]")
"""DA2 of VTE. Others say the same; of them, only VTE knows mode 8."""
SWITCHABLE = frozenset({1, 2})
"""DECRPM of mode 8 where it is known and can be changed."""
ALWAYS_IMPLICIT = 3
"""DECRPM of mode 8 where it is known and cannot be reset."""
FIRST_VTE, FIRST_ITERM = 5800, (3, 7)
"""Versions from which they order rows."""
_NAME_AND_VERSION = re.compile(
    r"\s*(?P<name>[A-Za-z][A-Za-z.-]*(?: Terminal)?[0-9]?)[\s(/v]*(?P<version>[0-9][0-9.]*)?"
)


class Known(NamedTuple):
    """A terminal that was found, and by what."""

    kind: Kind
    by: str
    """What told, in words: `its answer to XTVERSION`, `TERM`."""


def by_name(told: str) -> Kind | None:
    """The terminal of a name that XTVERSION gave, as `VTE(7006)`, `Konsole 22.12.3`, `tmux 3.4`."""
    found = _NAME_AND_VERSION.match(told)
    if found is None:
        return None
    kind = _BY_NAME.get(found["name"].lower())
    return _of_version(kind, found["version"] or "")


def name_in(told: str) -> str:
    """The name without the version."""
    found = _NAME_AND_VERSION.match(told)
    return found["name"] if found else told


def by_term(term: str) -> Kind | None:
    """The terminal that has a TERM of its own; None for `xterm-256color`, which many say they are."""
    word = term.lower()
    while word:
        if word in _BY_TERM:
            return _BY_TERM[word]
        word = word.rpartition("-")[0]
    return None


def by_replies(replies: Replies, environment: Mapping[str, str]) -> Known | None:
    """The terminal as its answers show it, where they do. Old Konsole and QTerminal differ in a variable only."""
    if kind := by_name(replies.name):
        return Known(kind, "its answer to XTVERSION")
    first, _, _ = replies.secondary.partition(";")
    if kind := _BY_SECONDARY.get(replies.secondary) or _BY_SECONDARY.get(first):
        return Known(kind, "its device attributes")
    if replies.secondary == _QT and not replies.name:
        return Known(KONSOLE if "KONSOLE_VERSION" in environment else QTERMINAL, "its device attributes")
    if replies.order in SWITCHABLE and _VTE_SECONDARY.fullmatch(replies.secondary):
        return Known(VTE, "its device attributes")
    return None


def by_environment(environment: Mapping[str, str], *, outer: bool = False, mode_8: bool = True) -> Known | None:
    """The terminal as variables have it; with `outer` the one around a multiplexer, without `mode_8` one without it."""
    for kind, by in _candidates(environment):
        if not (outer and kind in MULTIPLEXERS) and (mode_8 or kind not in WITH_MODE_8):
            return Known(kind, by)
    return None


def _candidates(environment: Mapping[str, str]) -> list[tuple[Kind, str]]:
    found: list[tuple[Kind | None, str]] = [(by_term(environment.get("TERM") or "dumb"), "TERM")]
    for name, version in (("TERM_PROGRAM", "TERM_PROGRAM_VERSION"), ("LC_TERMINAL", "LC_TERMINAL_VERSION")):
        word = environment.get(name, "").lower()
        kind = _BY_PROGRAM.get(word) or _BY_NAME.get(word)
        found.append((_of_version(kind, environment.get(version, "")), name))
    for name, kind in _BY_VARIABLE.items():
        if value := environment.get(name):
            found.append((_of_version(kind, value), name))
    return [(kind, by) for kind, by in found if kind is not None]


def _of_version(kind: Kind | None, version: str) -> Kind | None:
    """The kind that a version belongs to; one that is not told is taken for a new one."""
    numbers = tuple(int(part) for part in re.findall(r"[0-9]{1,9}", version))
    if kind is VTE and numbers and numbers[0] < FIRST_VTE:
        return OLD_VTE
    if kind is ITERM and numbers and numbers < FIRST_ITERM:
        return OLD_ITERM
    return kind
