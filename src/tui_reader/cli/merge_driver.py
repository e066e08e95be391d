"""`merge-driver`: what git asks when two branches have changed one annotation set.

Its arguments and what it answers are those of gitattributes(5), "Defining a custom merge driver".
"""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import click

from tui_reader.cli.options import PATH
from tui_reader.errors import AnnotationFileError, ExitCode
from tui_reader.telling import say_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tui_reader.annotations.merging import Merged

MOST_CONFLICTS = 127
"""The greatest number of conflicts that `git merge-file` tells of; above it are its failures."""
_SHOWN = 60
"""Code points of a quote that a line repeats."""


@click.command("merge-driver")
@click.argument("base", type=PATH)
@click.argument("ours", type=PATH)
@click.argument("theirs", type=PATH)
@click.argument("path", type=PATH, required=False)
def merge_driver(base: Path, ours: Path, theirs: Path, path: Path | None) -> None:
    """Merge two versions of an annotation set for git, record by record.

    BASE is what both began with (empty: nothing), OURS the present branch's file, where the result goes, THEIRS the
    other's; PATH is what the file is called. Answers 0 where all is merged and 1 where there are conflicts: what
    both sides changed stands in OURS twice, marked, until somebody settles it in tui-reader. What cannot be read as
    a set is merged by lines, as git itself does it, and is a conflict then.
    """
    from tui_reader.annotations.merging_files import merge_files

    name = path or ours
    try:
        merged = merge_files(base, ours, theirs)
    except AnnotationFileError as error:
        side = {base: "the common ancestor", ours: "our version", theirs: "their version"}.get(error.path, "a version")
        say_line(f"{name}: {side} {error.reason}")
        sys.exit(_merged_by_lines(base, ours, theirs, name))
    lines = list(_conflicts(merged))
    for line in lines:
        say_line(f"{name}: {line}")
    if lines:
        sys.exit(ExitCode.FOUND_PROBLEMS)


def _merged_by_lines(base: Path, ours: Path, theirs: Path, name: Path) -> ExitCode:
    """What git does with a file that nobody knows to merge. A set in which it leaves its markers is never written."""
    labels = (word for label in ("ours", "base", "theirs") for word in ("-L", label))
    try:
        status = subprocess.run(
            ["git", "merge-file", "--quiet", *labels, ours, base, theirs], stdin=subprocess.DEVNULL, check=False
        ).returncode
    except OSError:
        status = -1
    if 0 <= status <= MOST_CONFLICTS:
        say_line(f"{name}: merged line by line; it has to be looked at")
        return ExitCode.FOUND_PROBLEMS
    say_line(f"{name}: not merged; our version is left as it was")
    return ExitCode.UNREADABLE


def _conflicts(merged: Merged) -> Iterator[str]:
    """One line for each thing both sides changed."""
    from tui_reader.annotations.records.conflict_marks import ConflictKind

    records = {record.id: record for record in merged.set.records if record.id}
    for conflict in merged.conflicts:
        what = "changed on both sides, both are kept"
        if conflict.kind is ConflictKind.DELETED:
            what = "deleted on one side, changed or linked on the other, kept"
        yield f"{_named(records[conflict.id])}: {what}"
    for key in merged.members:
        yield f"{key}: changed on both sides, ours stands"


def _named(record: object) -> str:
    """A record as a person may know it again: its tags and its text, or its name, or its id."""
    from tui_reader.annotations.records.annotation import Annotation
    from tui_reader.annotations.records.relation import Relation
    from tui_reader.annotations.records.remark import Remark

    if isinstance(record, Remark):
        return f"{'comment' if record.verdict is None else 'decision'} {record.id}"
    if isinstance(record, Annotation):
        quote = " ".join(record.quote.split()) or ("the whole source" if record.is_on_document else record.id)
        quote = quote if len(quote) <= _SHOWN else f"{quote[: _SHOWN - 1]}…"
        return f"{', '.join(record.tags) or 'highlight'} «{quote}»"
    if isinstance(record, Relation):
        return f"link {record.name} {record.id}"
    return str(getattr(record, "id", ""))
