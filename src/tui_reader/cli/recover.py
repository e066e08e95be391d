"""`recover`: changes that programs were killed before they could save."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from tui_reader.cli.options import PATH, shared
from tui_reader.cli.output import on_a_terminal, output_terminal, print_lines, print_rows
from tui_reader.errors import ExitCode, FileProblem
from tui_reader.telling import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tui_reader.annotations.changes import Item
    from tui_reader.annotations.difference import Difference
    from tui_reader.session.upkeep.left_changes import LeftChanges

WIDTH = 72
"""Cells of what is said of an annotation."""


@click.command()
@click.argument("paths", nargs=-1, type=PATH)
@click.option("--discard", is_flag=True, help="Set the changes aside; the files that hold them are kept.")
@click.option("--json", "as_json", is_flag=True, help="A JSON array with everything that is known.")
@shared("annotator", "annotations")
def recover(paths: tuple[Path, ...], discard: bool, as_json: bool, **chosen: Any) -> None:
    """Put changes into annotation sets that a program was killed before it could save; without PATHS list them.

    A path is that of a set, of a document with sets, or of a folder with either. What somebody else has changed
    meanwhile is kept as well.
    """
    from tui_reader.annotations.journal import FOLDER
    from tui_reader.launch import chosen_settings
    from tui_reader.session.upkeep.left_changes import all_left, meant
    from tui_reader.settings import state_folder

    if discard and not paths:
        raise click.UsageError("--discard needs the paths of sets or documents")
    settings = chosen_settings(chosen)
    found = all_left(state_folder() / FOLDER)
    codes = [ExitCode.OK]
    if paths:
        by_path = {path: meant(path, settings, found) for path in paths}
        codes += [_nothing_of(path) for path, left in by_path.items() if not left]
        found = [one for one in found if any(one in left for left in by_path.values())]
    elif not found:
        say("no program has left changes behind")
    if as_json:
        from tui_reader.printing import printable_json

        print_lines(printable_json(map(_as_json, found)))
    elif not paths:
        terminal = output_terminal(settings.terminal_bidi)
        lines = (line for one in found for line in _lines(one))
        print_rows(([(line, "")] for line in lines), terminal, in_faces=on_a_terminal())
        if found:
            say("tui-reader recover PATH puts them into a set, with --discard it sets them aside")
    if paths:
        codes += [_discarded(one) if discard else _recovered(one, state_folder()) for one in found]
    elif any(one.lost_bytes or one.problem for one in found):
        codes.append(ExitCode.FOUND_PROBLEMS)
    sys.exit(max(codes))


def _nothing_of(path: Path) -> ExitCode:
    say(f"{path}: no program has left changes of it behind")
    # A name that is too long is that of nothing.
    is_there = os.path.exists(path)  # noqa: PTH110 - `Path.exists` raises OSError for it
    return ExitCode.OK if is_there else ExitCode.UNREADABLE


def _recovered(left: LeftChanges, state: Path) -> ExitCode:
    from tui_reader.annotations.backups import FOLDER, Backups
    from tui_reader.annotations.recovery import recover as put_back

    for journal in left.journals:
        if journal.lost_bytes:
            say(f"{journal.path}: {journal.lost_bytes} bytes cannot be read; the file is kept")
    try:
        if left.problem is not None:
            raise left.problem
        if left.recovery is not None:
            committed = put_back(left.recovery, Backups(state / FOLDER, left.path))
            words = [f"recovered {_counted(left.recovery.difference)}"]
            if conflicts := len(left.recovery.conflicts):
                words.append(f"{conflicts} changed by somebody else too: both versions are kept, to be settled")
            if not committed.saved.durable:
                words.append("the disk has not confirmed it, so the journal stays")
            if committed.saved.other_names:
                words.append("its other names (hard links) stay with what was there")
            if committed.backup_error is not None:
                words.append(f"what was there has no backup ({committed.backup_error})")
            say(f"{left.path}: {'; '.join(words)}")
    except FileProblem as error:
        say(str(error))
        return error.exit_code
    return ExitCode.FOUND_PROBLEMS if left.lost_bytes else ExitCode.OK


def _discarded(left: LeftChanges) -> ExitCode:
    from tui_reader.annotations.journal import set_aside

    for journal in left.journals:
        try:
            say(f"{left.path}: set aside as {set_aside(journal.path)}")
        except FileProblem as error:
            say(str(error))
            return error.exit_code
    return ExitCode.OK


def _counted(difference: Difference) -> str:
    counts = {"added": len(difference.added), "changed": len(difference.changed), "deleted": len(difference.removed)}
    words = [f"{count} {word}" for word, count in counts.items() if count]
    if difference.unknown is not None:
        words.append("records that are not understood here")
    return ", ".join(words) or "nothing that was not there already"


def _lines(left: LeftChanges) -> Iterator[str]:
    from tui_reader.text.excerpt import isolated, label_text
    from tui_reader.text.sanitise import printable

    yield printable(str(left.path))
    for journal in left.journals:
        if journal.header is not None:
            began = journal.header.began.astimezone().strftime("%Y-%m-%d %H:%M")
            annotator = label_text(isolated(journal.header.annotator), WIDTH)
            yield f"  begun {began} by {annotator} over {printable(str(journal.header.source_path))}"
        if journal.lost_bytes:
            yield printable(f"  {journal.lost_bytes} bytes cannot be read: {journal.path}")
    if left.problem is not None:
        yield printable(f"  {left.problem.reason}")
    if left.recovery is None:
        return
    difference = left.recovery.difference
    changed = tuple(after for _, after in difference.changed)
    for sign, items in (("+", difference.added), ("~", changed), ("-", difference.removed)):
        yield from (f"  {sign} {_label(item)}" for item in items)
    if difference.unknown is not None:
        yield "  ~ records that are not understood here"
    if not difference:
        yield "  nothing that is not there already"
    if conflicts := len(left.recovery.conflicts):
        yield f"  ! {conflicts} changed by somebody else too: both versions would be kept, to be settled"


def _label(item: Item) -> str:
    from tui_reader.annotations.records.relation import Relation
    from tui_reader.annotations.records.remark import Remark
    from tui_reader.text.excerpt import isolated, label_text

    if isinstance(item, Relation):
        return label_text(f"{isolated(item.name)} (link)", WIDTH)
    if isinstance(item, Remark):
        kind = "comment" if item.verdict is None else f"decision: {item.verdict}"
        words = item.note or " … ".join(target.words for target in item.targets)
        return label_text(f"{kind} ({isolated(words)})" if words else kind, WIDTH)
    quote = "the whole document" if item.is_on_document else item.quote
    tags = " ".join(map(isolated, item.tags)) or "highlight"
    note = f" ({isolated(item.note)})" if item.note else ""
    return label_text(f"{tags}: {isolated(quote)}{note}", WIDTH)


def _as_json(left: LeftChanges) -> dict[str, Any]:
    from tui_reader.annotations.difference import Difference
    from tui_reader.annotations.strict_json import decode
    from tui_reader.annotations.w3c import timestamp

    journals = []
    for journal in left.journals:
        told: dict[str, Any] = {"path": str(journal.path), "lost_bytes": journal.lost_bytes}
        if journal.header is not None:
            told["source"] = str(journal.header.source_path)
            told["annotator"] = journal.header.annotator
            told["began"] = timestamp(journal.header.began)
        journals.append(told)
    difference = Difference((), (), ()) if left.recovery is None else left.recovery.difference
    return {
        "set": str(left.path),
        "journals": journals,
        "added": [decode(item.json) for item in difference.added],
        "changed": [decode(after.json) for _, after in difference.changed],
        "deleted": [decode(item.json) for item in difference.removed],
        "conflicts": [] if left.recovery is None else [conflict.id for conflict in left.recovery.conflicts],
        "problem": None if left.problem is None else left.problem.reason,
    }
