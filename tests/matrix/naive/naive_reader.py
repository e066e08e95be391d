"""A reader as one writes it in an afternoon, to be run on one file: every row about a program has to see its faults.

It shows a text as it is, keeps marks in memory until it is left, and believes that nothing goes wrong: no signal is
handled, no terminal given back, no text kept out of a traceback, no screen too small. Keys: space and c mark the first
word, g is a fault, / searches, ctrl+q saves and leaves; all others do nothing.
"""

import json
import os
import shutil
import signal
import sys
import termios
import textwrap
import tty


def send(text: str) -> None:
    """Sends text to the terminal, whatever is in it."""
    sys.stdout.write(text)
    sys.stdout.flush()


def show(text: str, marks: list[str]) -> None:
    """Paints everything."""
    columns, rows = shutil.get_terminal_size()
    lines = textwrap.wrap(text[:20_000], columns - 2)[: rows - 2]
    send("\x1b[H\x1b[2J" + "\r\n".join(lines) + f"\r\nAnnotations {len(marks)}  100%  amal  saved")


def main() -> None:
    """Opens the file, shows it, and listens."""
    path = sys.argv[-1]
    with open(path) as file:  # noqa: PTH123 - as it would be written
        text = file.read()
    before = termios.tcgetattr(0)
    tty.setraw(0)
    send("\x1b[?1049h\x1b[?25l\x1b[?1003h\x1b[?2004h\x1b[8l")
    marks: list[str] = []
    history: list[str] = []
    # A stop would be passed over where no shell looks after it.
    signal.signal(signal.SIGTSTP, lambda *_: os.kill(os.getpid(), signal.SIGSTOP))
    signal.signal(signal.SIGWINCH, lambda *_: show(text, marks))
    show(text, marks)
    while (key := os.read(0, 1)) != b"\x11":
        if key == b"c":
            marks.append(text.split()[0])
            history.append(text * 50)
        elif key == b"g":
            raise ValueError(text)
        show(text, marks)
    folder, name = os.path.split(path)
    os.makedirs(os.path.join(folder, "annotations"), exist_ok=True)  # noqa: PTH103, PTH118
    with open(os.path.join(folder, "annotations", f"{name}.amal.json"), "w") as file:  # noqa: PTH118, PTH123
        json.dump({"items": [{"target": {"selector": [{"exact": mark}]}} for mark in marks]}, file, indent=2)
    send("\x1b[8h\x1b[?2004l\x1b[?1003l\x1b[?25h\x1b[?1049l")
    termios.tcsetattr(0, termios.TCSANOW, before)


main()
