"""Commands about annotation sets: `validate`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tui_reader.cli.options import PATH
from tui_reader.cli.output import print_lines
from tui_reader.errors import ExitCode
from tui_reader.text.sanitise import printable

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("paths", nargs=-1, required=True, type=PATH)
def validate(paths: tuple[Path, ...]) -> None:
    """Check annotation sets and tagsets: every problem as `file:line: path: message`."""
    from tui_reader.session.checking import check

    problems = list(check(paths))
    print_lines(printable(str(problem)) for problem in problems)
    if problems:
        sys.exit(ExitCode.FOUND_PROBLEMS)
