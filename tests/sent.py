"""A strict reading of what the app sends to a terminal: what is not of its own making is foreign.

The app sends letters, as many as a row has cells, SGR in true colours, moves to a cell of the screen, the marks
around a frame, and the shape of the mouse's pointer. Modes are set when it comes and put back when it goes. Only
copying sends more; and an encoder, where the terminal orders and joins letters: a fence between two stretches of
`runs`, and a non-joiner behind a letter that would join the next.
"""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui_reader.text.encoders import Encoder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SEQUENCE = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_](?:[^\x07\x1b]|\x1b(?!\\))*(?:\x07|\x1b\\)|[ -/]*[0-~])|\x1b"
)
_MOVE = re.compile(rb"\x1b\[(\d+);(\d+)H")
_SGR = re.compile(rb"\x1b\[([0-9;]*)m")
_CLIPBOARD = re.compile(rb"\x1b\]52;c;([^;]*)\x07")
_POINTER = re.compile(rb"\x1b\]22;[a-z-]+\x07")
_COLOUR = re.compile("[34]8;2(?:;(?:2[0-4][0-9]|25[0-5]|[01]?[0-9]?[0-9])){3}")
_ATTRIBUTES = frozenset("0123479") | {"21", "53", ""}

_ENTER, _LEAVE = b"\x1b[?1049h", b"\x1b[?1049l"
_FRAMES = frozenset({b"\x1b[?2026h", b"\x1b[?2026l"})
_ASKED = ["\x1b7", *(f"\x1b[{code}" for code in ("8$p", "?1243$p", ">q", ">c", "c")), "\x1b8", "\x1b[K"]
"""What is asked of the terminal before anything is shown, and the traces of it taken away."""
_ONCE = [
    *("?1049h", "2J", "8l", "?1004h", "?2004h", "?7l", ">25u", "?2026$p", "?2048$p"),
    *("?1049l", "8h", "?1004l", "?2004l", "?7h", "<u", "?25h"),
]
_TWICE = [f"?{mode}{way}" for mode in (1000, 1003, 1015, 1006) for way in "hl"] + ["?25l"]
_AT_MOST = {f"\x1b[{code}".encode(): times for times, codes in enumerate((_ONCE, _TWICE), start=1) for code in codes}
_AT_MOST |= {sequence.encode(): 1 for sequence in _ASKED} | {b"\x1b[c": 2}
"""Modes are set when the app comes and put back when it goes, and never between."""
_JOINERS = frozenset(map(repr, "\u200c\u200d"))
_LRM, _ZWNJ = (character.encode() for character in "\u200e\u200c")
# Letters and marks of the right-to-left scripts, in UTF-8: U+0590 to U+08FF. A fence is never beside another.
_BEHIND_A_LETTER = rb"(?<=[\xd6-\xdf][\x80-\xbf])" + _ZWNJ + rb"|(?<=\xe0[\xa0-\xa3][\x80-\xbf])" + _ZWNJ
_ADDED = {
    Encoder.RUNS: re.compile(_BEHIND_A_LETTER + rb"|(?<!" + _LRM + rb")" + _LRM + rb"(?!" + _LRM + rb")"),
    # There letters in a word with a non-joiner are sent in their forms, U+FB1D to U+FEFE.
    Encoder.INVERSE: re.compile(_BEHIND_A_LETTER + rb"|(?<=\xef[\xac-\xbb][\x80-\xbf])" + _ZWNJ),
}
"""What an encoder may add to a row, where it adds what is foreign otherwise."""
MOST_MARKS = 8
"""Characters of no width that stand one behind the other."""


def foreign(
    raw: bytes, columns: int, rows: int, *, copied: Iterable[str] = (), encoder: Encoder = Encoder.VISUAL
) -> list[str]:
    """Everything in the output of the app on a screen of some size that it has no reason to send.

    `copied` is what has been copied to the clipboard meanwhile.
    """
    sequences = list(SEQUENCE.finditer(raw))
    left = dict(_AT_MOST)
    clipboards = {base64.b64encode(text.encode()) for text in copied}
    found: list[str] = []
    column, end, is_away = 0, 0, True
    for match in sequences:
        sequence, text, end = match[0], raw[end : match.start()], match.end()
        move = _MOVE.fullmatch(sequence)
        # From one row to the next the app goes by a line end and a move; it never moves in the midst of a row.
        if is_away:
            _lines(text, found)
        else:
            column += _cells(text.removesuffix(b"\r\n") if move else text, found, encoder)
            if column > columns:
                found.append(f"{column} cells in a row")
        is_away = sequence == _LEAVE or (is_away and sequence != _ENTER)
        is_between = not text or text.endswith(b"\r\n") or column == columns
        if move is not None and is_between and _is_on_screen(move, columns, rows):
            column = int(move[2]) - 1
        elif left.get(sequence):
            left[sequence] -= 1
        elif not (
            sequence in _FRAMES or _is_sgr(sequence) or _POINTER.fullmatch(sequence) or _is_copy(sequence, clipboards)
        ):
            found.append(repr(sequence))
    _lines(raw[end:], found)
    return found


def _lines(text: bytes, found: list[str]) -> None:
    """What is said before the app takes the screen and after: whole lines."""
    *lines, rest = text.split(b"\r\n")
    # Words and emoji are spelt with joiners; no row has to be reckoned here.
    found.extend(what for line in [*lines, rest] for what in foreign_text(line) if what not in _JOINERS)
    if rest:
        found.append(f"unfinished: {rest!r}")


def _cells(text: bytes, found: list[str], encoder: Encoder) -> int:
    added = _ADDED.get(encoder)
    found.extend(foreign_text(added.sub(b"", text) if added is not None else text))
    return cell_len(text.decode("utf-8", "replace"))


def foreign_text(text: bytes) -> Iterator[str]:
    """What no text that is sent may hold: controls, bidi controls, what is invisible, heaps of marks, damaged UTF-8."""
    marks = 0
    for character in text.decode("utf-8", "surrogateescape"):
        category = unicodedata.category(character)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        is_noncharacter = ord(character) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(character) <= 0xFDEF
        if category in ("Cc", "Cf", "Cs", "Zl", "Zp") or is_noncharacter or marks > MOST_MARKS:
            yield repr(character)


def _is_sgr(sequence: bytes) -> bool:
    codes = _SGR.fullmatch(sequence)
    return codes is not None and set(_COLOUR.sub("", codes[1].decode()).split(";")) <= _ATTRIBUTES


def _is_copy(sequence: bytes, clipboards: set[bytes]) -> bool:
    copy = _CLIPBOARD.fullmatch(sequence)
    if copy is None:
        return False
    try:
        base64.b64decode(copy[1], validate=True)
    except binascii.Error:
        return False
    return copy[1] in clipboards


def _is_on_screen(move: re.Match[bytes], columns: int, rows: int) -> bool:
    return 1 <= int(move[1]) <= rows and 1 <= int(move[2]) <= columns
