"""`review --report`: what came of reviews, as a page, as Markdown, or for programs and spreadsheets."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from tui_reader import language
from tui_reader.cli.output import Progress, print_pieces
from tui_reader.errors import ExitCode, FileProblem, SaveError
from tui_reader.telling import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_reader.review.reports import Form
    from tui_reader.session.review.meant_documents import Meant
    from tui_reader.session.review.reporting import Part
    from tui_reader.settings import Settings

STANDARD_OUTPUT = "-"


class Target(NamedTuple):
    """Where a report goes, and as what."""

    path: Path | None
    """None: standard output."""
    form: Form
    force: bool


def target_of(name: str, form: str | None, *, force: bool) -> Target:
    """What is asked for; a form that nobody named is the one that the file's name ends with. Raises UsageError."""
    from tui_reader.review.reports import Form

    path = None if name == STANDARD_OUTPUT else Path(name)
    found = Form(form) if form is not None else None if path is None else Form.of(path)
    if found is None:
        known = ", ".join(each.value for each in Form)
        raise click.UsageError(f"--report {name}: name the format with --format, or by the end of the name: {known}")
    return Target(path, found, force)


def write_report(paths: Sequence[Path], settings: Settings, target: Target, *, is_blind: bool) -> ExitCode:
    """Writes a report of documents: files, or folders with all that is in them, of each all sets or those named.

    Raises FileProblem and SaveError.
    """
    from tui_reader.session.review import reporting

    parts, codes = _parts(paths, settings)
    if not parts:
        say("there is no set of annotations to report on")
        return max(codes, default=ExitCode.USAGE)
    if is_blind:
        parts = reporting.blind(parts)
    path, form, force = target
    if path is not None:
        # What takes long is not begun for nothing.
        try:
            reporting.require_writable(path, parts, force=force)
        except SaveError as error:
            raise SaveError(path, f"{error.reason}{_hint(path, parts)}") from None
    tell = partial(_tell, Progress(), "figures")
    is_durable = True
    # What is read in a browser need not be what a shell can show.
    with _speaking(settings.lang):
        made = reporting.report(parts, settings.annotator, datetime.now(UTC).replace(microsecond=0), tell)
        if path is None:
            print_pieces(reporting.pieces(made, form))
        else:
            is_durable = reporting.write_report(made, form, path, parts, force=force).durable
    if not is_durable:
        say(f"{path}: written; the disk has not confirmed it")
    return max(codes, default=ExitCode.OK)


def _hint(path: Path, parts: Sequence[Part]) -> str:
    """What helps where a report may not be written, if anything does."""
    from tui_reader.session.review.reporting import require_writable

    try:
        require_writable(path, parts, force=True)
    except SaveError:
        return ""
    return "; --force writes over it"


def _parts(paths: Sequence[Path], settings: Settings) -> tuple[list[Part], list[ExitCode]]:
    """What is reported on, and the exit codes of what could not be read, or not as a whole, which is told of."""
    from tui_reader.session.review.meant_documents import meant_documents
    from tui_reader.session.review.reporting import read_part

    problems: list[FileProblem] = []
    meant = meant_documents(paths, settings, problems)
    found: list[Part] = []
    codes: list[ExitCode] = []
    progress = Progress()
    for each in meant:
        try:
            part, read = read_part(_named_only(each), settings, partial(_tell, progress, each.path))
        except FileProblem as error:
            problems.append(error)
            continue
        problems += read.problems
        if not read.is_whole:
            codes.append(ExitCode.UNREADABLE)
        for words in read.remarks:
            say(words)
        if part is not None:
            found.append(part)
    for problem in problems:
        say(str(problem))
    return found, [*codes, *(problem.exit_code for problem in problems)]


def _named_only(meant: Meant) -> Meant:
    """A document with the sets that were named, if any were, and no others."""
    return meant._replace(is_meant=not meant.named)


@contextmanager
def _speaking(name: str) -> Iterator[None]:
    """Has the interface speak a language for a while; all that is said to a shell is English."""
    language.use(name)
    try:
        yield
    finally:
        language.use(language.ENGLISH)


def _tell(progress: Progress, what: Path | str, part: float) -> bool:
    progress.tell(what, part)
    return True
