"""Commands about annotation sets: `validate`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tui_reader.cli.options import PATH
from tui_reader.cli.output import Progress, print_lines
from tui_reader.errors import AnnotationFileError, ExitCode, SaveError
from tui_reader.telling import say
from tui_reader.text.sanitise import printable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tui_reader.annotations.problems import Problem


@click.command()
@click.argument("paths", nargs=-1, required=True, type=PATH)
@click.option("--strict", is_flag=True, help="Warnings count: end with 1 for them too.")
@click.option(
    "--fix", is_flag=True, help="Put right what can be put right without guessing; `backups` has the old file."
)
@click.option("--dry-run", is_flag=True, help="With --fix: only say what would be put right.")
def validate(paths: tuple[Path, ...], strict: bool, fix: bool, dry_run: bool) -> None:
    """Check annotation sets and tagsets: every problem as `file:line: path: message`.

    What is right, and odd all the same, is a warning and says so: `file:line: path: warning: message`. With --fix, what
    was put right says `fixed`, and what could not be read is kept in a file beside the set; all else is still told.
    Ends with 1 if anything is wrong.
    """
    from tui_reader.session.upkeep.checking import check

    if dry_run and not fix:
        raise click.UsageError("--dry-run goes with --fix")
    found = _Found(strict)
    if fix:
        print_lines(found.mended(paths, dry_run))
    else:
        print_lines(map(found.line, check(paths, Progress().tell)))
    sys.exit(found.code)


class _Found:
    """What was found, as it is printed, and the exit code that it means."""

    def __init__(self, strict: bool) -> None:
        self._strict = strict
        self.code = ExitCode.OK

    def line(self, problem: Problem) -> str:
        """How it is printed."""
        if self.code is ExitCode.OK and (self._strict or not problem.is_warning):
            self.code = ExitCode.FOUND_PROBLEMS
        return printable(str(problem))

    def mended(self, paths: tuple[Path, ...], dry_run: bool) -> Iterator[str]:
        """Puts the sets right, or only says how; then what is still wrong."""
        from tui_reader.annotations.backups import FOLDER, Backups
        from tui_reader.annotations.problems import Problem
        from tui_reader.annotations.repair import Unrepairable
        from tui_reader.session.upkeep.checking import Checker, files_of, is_set
        from tui_reader.session.upkeep.mending import mend, would_mend
        from tui_reader.settings import state_folder

        checker = Checker(Progress().tell)
        verb = "would be fixed" if dry_run else "fixed"
        # All are known before anything is written beside them.
        for path in [file for named in paths for file in files_of(named)]:
            content = None
            if is_set(path):
                try:
                    mended = would_mend(path) if dry_run else mend(path, Backups(state_folder() / FOLDER, path))
                except SaveError as error:
                    self.code = error.exit_code
                    say(str(error))
                except Unrepairable as error:
                    yield self.line(Problem(path, None, "$", f"cannot be fixed: {error.reason}"))
                except AnnotationFileError:
                    content = None  # Said when it is checked.
                else:
                    content = mended.content if dry_run else None
                    for repair in mended.repairs:
                        yield printable(str(repair._replace(message=f"{verb}: {repair.message}")))
                    if mended.beside is not None:
                        yield printable(f"{path}: $: {verb}: what cannot be read is in {mended.beside}")
            yield from map(self.line, checker.check(path, content))
