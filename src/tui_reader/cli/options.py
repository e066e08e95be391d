"""Options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tui_reader.terminal.choice import TerminalBidi
from tui_reader.text.bidi import Direction

if TYPE_CHECKING:
    from collections.abc import Callable

PATH = click.Path(path_type=Path, readable=False)
"""Whether it can be read is found out by reading it, which says more, with another exit code."""


def shared(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Options that several commands have."""
    options = {
        "encoding": click.option("--encoding", metavar="NAME", help="What the documents are encoded in."),
        "direction": click.option(
            "--direction",
            type=click.Choice([way.value for way in Direction]),
            help="Base direction of paragraphs: by first strong letter (auto), by most letters, or fixed.",
        ),
        "annotations": click.option(
            "--annotations", type=PATH, metavar="DIR", help="The folder annotation sets are kept in."
        ),
        "terminal_bidi": click.option(
            "--terminal-bidi",
            type=click.Choice([way.value for way in TerminalBidi]),
            help="How text goes to a terminal that may order rows by itself; auto: the terminal is asked.",
        ),
        "annotator": click.option("--annotator", metavar="NAME", help="Whose annotations these are."),
    }

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        for name in reversed(names):
            command = options[name](command)
        return command

    return decorate
