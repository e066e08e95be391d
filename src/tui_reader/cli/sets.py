"""Commands about annotation sets: `validate`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tui_reader.cli.options import PATH
from tui_reader.cli.output import Progress, print_lines
from tui_reader.errors import ExitCode
from tui_reader.text.sanitise import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tui_reader.annotations.problems import Problem


@click.command()
@click.argument("paths", nargs=-1, required=True, type=PATH)
@click.option("--strict", is_flag=True, help="Warnings count: end with 1 for them too.")
def validate(paths: tuple[Path, ...], strict: bool) -> None:
    """Check annotation sets and tagsets: every problem as `file:line: path: message`.

    What is right, and odd all the same, is a warning and says so: `file:line: path: warning: message`. Ends with 1 if
    anything is wrong.
    """
    from tui_reader.session.checking import check

    found = Found(strict)
    print_lines(found.lines(check(paths, Progress().tell)))
    found.leave()


class Found:
    """What was found, as it is printed, and the exit code that it means."""

    def __init__(self, strict: bool) -> None:
        self._strict = strict
        self._is_wrong = False

    def lines(self, problems: Iterable[Problem]) -> Iterator[str]:
        """A line for each."""
        for problem in problems:
            self._is_wrong = self._is_wrong or self._strict or not problem.is_warning
            yield printable(str(problem))

    def leave(self) -> None:
        """Ends the program where something is wrong."""
        if self._is_wrong:
            sys.exit(ExitCode.FOUND_PROBLEMS)
