"""`backups`: earlier versions of sets, and the way back to one."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

from tui_reader.cli.options import PATH, shared
from tui_reader.cli.output import print_lines
from tui_reader.errors import ExitCode, TuiReaderError
from tui_reader.language import counted
from tui_reader.telling import fail, say
from tui_reader.text.sanitise import printable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tui_reader.annotations.backups import Account, Backups

MOST_NAMED = 3
"""Sets that are named where one has to be."""


@click.command()
@click.argument("path", type=PATH, required=False)
@click.option("--restore", type=click.IntRange(1), metavar="NUMBER", help="Put this one back in the set's place.")
@click.option(
    "--restore-since",
    type=click.DateTime(("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d")),
    metavar="MOMENT",
    help='Put back, of each set and tagset in PATH, the first version kept since then: "2026-03-01 14:30".',
)
@click.option("--json", "as_json", is_flag=True, help="A JSON array with everything that is known.")
@shared("annotator", "annotations")
def backups(
    path: Path | None, restore: int | None, restore_since: datetime | None, as_json: bool, **chosen: Any
) -> None:
    """List the earlier versions of an annotation set, of the sets of a document or in a folder, or of all there are.

    The set need not be there any more. What is there becomes a backup itself before another takes its place. A tagset
    that was migrated has backups too. A version is kept when a command puts another in its place, so --restore-since
    with the moment before many sets were changed takes that back. While somebody annotates one is kept every ten
    minutes.
    """
    if restore is not None and restore_since is not None:
        raise click.UsageError("--restore and --restore-since do not go together")
    from tui_reader.annotations.backups import FOLDER, Backups, sets_with_backups
    from tui_reader.launch import chosen_settings
    from tui_reader.session.upkeep.meant_sets import meant_sets
    from tui_reader.settings import state_folder

    folder = state_folder() / FOLDER
    remembered = sets_with_backups(folder)
    sets = remembered if path is None else meant_sets(path, chosen_settings(chosen), remembered)
    kept = [there for there in (Backups(folder, a_set) for a_set in sets) if there.all()]
    if path is not None and not kept:
        if not os.path.exists(path):  # noqa: PTH110 - a name that is too long is that of nothing
            fail(f"{path}: is not there, and there are no backups of it", ExitCode.UNREADABLE)
        say(f"{path}: there are no backups of it")
    if restore is not None:
        _restore(kept, path, restore)
    elif restore_since is not None:
        _restore_since(kept, path, _with_zone(restore_since))
    elif as_json:
        from tui_reader.printing import printable_json

        now = datetime.now(UTC)
        print_lines(printable_json(_as_json(there.set_path, a, now) for there in kept for a in there.accounts()))
    else:
        print_lines(line for there in kept for line in _lines(there.set_path, there.accounts()))


def _restore(kept: list[Backups], path: Path | None, number: int) -> None:
    if path is None:
        raise click.UsageError("--restore needs the path of a set, or of a document with one set")
    if not kept:
        fail(f"{path}: there is nothing to restore", ExitCode.UNREADABLE)
    if len(kept) > 1:
        names = ", ".join(str(there.set_path) for there in kept[:MOST_NAMED])
        more = f" and {len(kept) - MOST_NAMED} more" if len(kept) > MOST_NAMED else ""
        words = f"{path}: has several sets with backups, name one of them ({names}{more}), or use --restore-since"
        fail(words, ExitCode.USAGE)
    _put_back(kept[0], number)


def _restore_since(kept: list[Backups], path: Path | None, moment: datetime) -> None:
    if path is None:
        raise click.UsageError("--restore-since needs the path of a set, of a document or of a folder")
    code, count = ExitCode.OK, 0
    for there in kept:
        first = next((backup for backup in there.all() if backup.made >= moment), None)
        if first is None:
            continue
        try:
            _put_back(there, first.number)
            count += 1
        except TuiReaderError as error:
            say(str(error))
            code = max(code, error.exit_code)
    if not count and code is ExitCode.OK:
        fail(f"{path}: nothing was kept since {moment:%Y-%m-%d %H:%M:%S}", ExitCode.UNREADABLE)
    sys.exit(code)


def _with_zone(moment: datetime) -> datetime:
    """A moment of the clock on the wall."""
    try:
        return moment.astimezone()
    except (ValueError, OverflowError):
        # In the first and the last year there is the zone may lead out of time.
        return moment.replace(tzinfo=UTC)


def _put_back(there: Backups, number: int) -> None:
    """Restores one version and says so. Raises AnnotationFileError and SaveError."""
    restored = there.restore(number)
    if not restored.is_new:
        say(f"{there.set_path}: is that version already")
        return
    was = "" if restored.kept is None else f"; what was there is backup {restored.kept.number}"
    unconfirmed = "" if restored.durable else "; the disk has not confirmed it"
    say(f"{there.set_path}: restored backup {number}{was}{unconfirmed}")
    if restored.other_names:
        say(f"{there.set_path}: had other names (hard links); under them it stays as it was")


def _lines(path: Path, accounts: list[Account]) -> Iterator[str]:
    from tui_reader.annotations.backups import is_tagset

    yield printable(str(path))
    now = datetime.now(UTC)
    numbers = max(len(str(account.backup.number)) for account in accounts)
    counts = max(len(str(account.annotations)) for account in accounts)
    lengths = max(len(str(account.length)) for account in accounts)
    for account in accounts:
        backup = account.backup
        moment = backup.made.astimezone().strftime("%Y-%m-%d %H:%M")
        noun = "tag" if is_tagset(path) else "annotation"
        what = f"{noun} " if account.annotations == 1 else f"{noun}s"
        what = f"{account.annotations:{counts}} {what}  {account.length:{lengths}} bytes"
        if account.problem:
            what = f"broken: {account.problem}"
        yield printable(f"  {backup.number:{numbers}}  {moment}  {what}  {age(now - backup.made)}")


def age(passed: timedelta) -> str:
    """How long ago something was, in the largest unit there is one of."""
    seconds = passed.total_seconds()
    for unit, length in (("day", 86400), ("hour", 3600), ("minute", 60)):
        if seconds >= length:
            count = int(seconds // length)
            return f"{counted(count, unit, f'{unit}s')} ago"
    return "just now" if seconds >= 0 else "dated in the future"


def _as_json(path: Path, account: Account, now: datetime) -> dict[str, Any]:
    from tui_reader.annotations.w3c import timestamp

    return {
        "set": str(path),
        "number": account.backup.number,
        "made": timestamp(account.backup.made),
        "age_seconds": int((now - account.backup.made).total_seconds()),
        "annotations": account.annotations,
        "bytes": account.length,
        "problem": account.problem or None,
        "backup": str(account.backup.path),
    }
