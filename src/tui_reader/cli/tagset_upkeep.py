"""`tagset validate` and `tagset adopt`: what is wrong or odd in a tagset, and the tags that sets have besides it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tui_reader.cli.options import PATH
from tui_reader.cli.output import print_lines
from tui_reader.errors import ExitCode, FileProblem
from tui_reader.telling import say
from tui_reader.text.sanitise import printable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tui_reader.annotations.problems import Problem
    from tui_reader.session.upkeep.adopting import Adoption


@click.command("validate")
@click.argument("paths", nargs=-1, required=True, type=PATH)
@click.option("--strict", is_flag=True, help="Warnings count: end with 1 for them too.")
def validate_command(paths: tuple[Path, ...], strict: bool) -> None:
    """Check tagsets: every problem as `file:line: path: message`.

    What is right, and odd all the same, is a warning: a key that a command of the reader has, answers that have no key.
    A folder stands for the tagset.toml in it, else for that of its documents. Ends with 1 if anything is wrong.
    """
    found: list[Problem] = []
    print_lines(printable(str(problem)) for problem in _kept(paths, found))
    if any(strict or not problem.is_warning for problem in found):
        sys.exit(ExitCode.FOUND_PROBLEMS)


def _kept(paths: tuple[Path, ...], found: list[Problem]) -> Iterator[Problem]:
    for path in paths:
        for problem in _problems(path):
            found.append(problem)
            yield problem


def _problems(path: Path) -> list[Problem]:
    from tui_reader.annotations.page import decode_page, read_bytes
    from tui_reader.annotations.tagset import parse_tagset
    from tui_reader.annotations.tagset_doubts import doubts
    from tui_reader.session.upkeep.meant_tagset import meant_tagset
    from tui_reader.ui.answer_keys import ANSWER_KEYS
    from tui_reader.ui.commands.table import keys_taken

    path = meant_tagset(path)
    text = decode_page(path, read_bytes(path))
    tagset, problems = parse_tagset(text, path)
    found = problems if tagset is None else list(doubts(tagset, text, path, keys_taken(), len(ANSWER_KEYS)))
    return sorted(found, key=lambda problem: problem.line or 0)


@click.command("adopt")
@click.argument("paths", nargs=-1, required=True, type=PATH)
@click.option("--tag", "names", multiple=True, metavar="NAME", help="Only this tag; may be given more than once.")
@click.option("--dry-run", is_flag=True, help="Only say what would be added; write nothing.")
def adopt_command(paths: tuple[Path, ...], names: tuple[str, ...], dry_run: bool) -> None:
    """Add the tags that sets have, and their tagset does not know, to the tagset's file.

    The text of the file stays as it is, and what was there is among the `backups`. Sets are those named, and all in
    folders; each is looked at with the tagset beside or above it. Ends with 1 if a tag cannot be added, with 3 if a set
    or tagset cannot be read, with 4 if a tagset cannot be written.
    """
    codes: set[ExitCode] = set()
    print_lines(printable(line) for line in _adopted(paths, names, codes, dry_run=dry_run))
    if codes:
        sys.exit(max(codes))


def _adopted(paths: tuple[Path, ...], names: tuple[str, ...], codes: set[ExitCode], *, dry_run: bool) -> Iterator[str]:
    from tui_reader.session.upkeep.adopting import adoption, tags_in
    from tui_reader.session.upkeep.migrating import by_tagset, sets_to_migrate

    count = 0
    for tagset, sets in by_tagset(sets_to_migrate(paths)):
        used, errors = tags_in(sets)
        for error in errors:
            say(str(error))
            codes.add(ExitCode.UNREADABLE)
        try:
            found = adoption(tagset, used, names)
            for name, reason in found.refused.items():
                say(f"{tagset}: {name!r} cannot be added: {reason}")
                codes.add(ExitCode.FOUND_PROBLEMS)
            if found.adopted and not dry_run:
                _write(found)
        except FileProblem as error:
            say(str(error))
            codes.add(error.exit_code)
            continue
        verb = "would add" if dry_run else "added"
        for name, times in found.adopted.items():
            count += 1
            yield f"{tagset}: {verb} {name} ({times} annotation{'s' * (times != 1)})"
    if not count and not codes:
        yield "no tag is used that its tagset does not know"


def _write(found: Adoption) -> None:
    from tui_reader.annotations.backups import FOLDER, Backups
    from tui_reader.session.upkeep.migrating import write_tagset
    from tui_reader.settings import state_folder

    if not write_tagset(found.tagset, Backups(state_folder() / FOLDER, found.tagset.path)):
        say(f"{found.tagset.path}: written; the disk has not confirmed it")
