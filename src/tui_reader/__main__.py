"""The program: what opens documents goes straight to them, all else by way of the command line's parser.

`python -m tui_reader` is `tui-reader`.
"""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tui_reader.crash import reported
from tui_reader.telling import guard_standard_error, told

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = frozenset(
    {
        "open",
        "show",
        "list",
        "validate",
        "reanchor",
        "recover",
        "report",
        "compare",
        "agreement",
        "review",
        "suggest",
        "backups",
        "doctor",
        "tagset",
        "keys",
        "merge-driver",
    }
)
"""Those of the parser."""


def plain_paths(words: Sequence[str]) -> list[Path] | None:
    """What is to be opened, where the command line says nothing else: then no parser need be imported."""
    if words and words[0] == "open":
        words = words[1:]
    elif words and words[0] in COMMANDS:
        return None
    if any(word.startswith("-") for word in words) or "_TUI_READER_COMPLETE" in os.environ:
        return None
    return [Path(word) for word in words]


def main() -> None:
    """Does what the words behind the program's name say."""
    guard_standard_error()
    with reported(), told():
        paths = plain_paths(sys.argv[1:])
        if paths is None:
            from tui_reader.cli import program

            program.main()
        else:
            # What is imported stays for good. The app has the collector look at what comes once it stands.
            gc.disable()
            from tui_reader.launch import open_app

            open_app(paths, {})


if __name__ == "__main__":
    main()
