"""`reanchor`: annotation sets whose sources have changed, put onto them again, with a report."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from tui_reader.cli.options import PATH, shared
from tui_reader.cli.output import Progress, print_lines
from tui_reader.errors import ExitCode, FileProblem, TuiReaderError
from tui_reader.telling import say
from tui_reader.text.sanitise import printable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tui_reader.session.upkeep.reanchoring import Outcome, Reanchored

SHOWN = 60
"""Code points of a text that a line repeats."""
STATES = ("exact", "moved", "changed", "orphan")


@click.command()
@click.argument("paths", nargs=-1, required=True, type=PATH)
@click.option("--dry-run", is_flag=True, help="Only report; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="A JSON array with everything that was found.")
@shared("encoding")
def reanchor(paths: tuple[Path, ...], dry_run: bool, as_json: bool, encoding: str | None) -> None:
    """Find annotations again in sources that have changed: those of sets, and of all sets in folders.

    An annotation is exact (where it was made), moved, changed (in another spelling, or most of it), or an orphan.
    Those that are moved or changed get new selectors, and a mark until somebody confirms them in tui-reader; the old
    selectors are kept. Orphans stay as they are. Ends with 1 if there are any, with 3 if a set or its source could
    not be read, and with 4 if a set could not be written.
    """
    work = _Work(paths, encoding, dry_run=dry_run)
    if as_json:
        from tui_reader.printing import printable_json

        print_lines(printable_json(_as_json(one, is_written=written) for one, written in work.results()))
    else:
        print_lines(printable(line) for line in work.lines())
    if work.codes:
        sys.exit(max(work.codes))


class _Work:
    """All sets under some paths, one after the other, and what is to be said in the end."""

    def __init__(self, paths: tuple[Path, ...], encoding: str | None, *, dry_run: bool) -> None:
        self._paths = paths
        self._encoding = encoding
        self._dry_run = dry_run
        self._progress = Progress()
        self.codes: set[ExitCode] = set()

    def results(self) -> Iterator[tuple[Reanchored, bool]]:
        """Each set that could be read, and whether it was written."""
        from tui_reader.session.upkeep.reanchoring import reanchor as put_anew
        from tui_reader.session.upkeep.reanchoring import sets_under

        for path in (found for named in self._paths for found in sets_under(named)):
            try:
                one = put_anew(path, encoding=self._encoding, progress=partial(self._tell, path))
                written = one.is_changed and not self._dry_run and self._write(one)
            except TuiReaderError as error:
                say(str(error) if isinstance(error, FileProblem) else f"{path}: {error}")
                self.codes.add(error.exit_code if isinstance(error, FileProblem) else ExitCode.UNREADABLE)
                continue
            if one.counts[None]:
                self.codes.add(ExitCode.FOUND_PROBLEMS)
            yield one, written

    def lines(self) -> Iterator[str]:
        """A line for each annotation that is not where it was made, one for each set, and one for all."""
        totals = dict.fromkeys(STATES, 0)
        sets = 0
        for one, written in self.results():
            sets += 1
            for outcome in one.outcomes:
                yield f"{one.set.path}: {_line(outcome)}"
            counts = _counts(one)
            totals = {state: totals[state] + counts[state] for state in STATES}
            remark = "" if not one.is_changed else "; written" if written else "; not written (--dry-run)"
            yield f"{one.set.path}: {_counted(counts)}{remark}"
        if sets != 1:
            yield f"{sets} sets: {_counted(totals)}"

    def _tell(self, path: Path, part: float) -> bool:
        self._progress.tell(path, part)
        return True

    def _write(self, one: Reanchored) -> bool:
        from tui_reader.annotations.backups import FOLDER, Backups
        from tui_reader.annotations.commit import commit
        from tui_reader.annotations.file import Known
        from tui_reader.settings import state_folder

        path = one.set.path
        backups = Backups(state_folder() / FOLDER, path)
        committed = commit(Known(one.loaded.set, one.loaded.text_hash), one.set, backups=backups)
        if not committed.saved.durable:
            say(f"{path}: written; the disk has not confirmed it")
        if committed.backup_error is not None:
            say(f"{path}: what was there has no backup ({committed.backup_error})")
        return True


def _counts(one: Reanchored) -> dict[str, int]:
    counts = dict.fromkeys(STATES, 0)
    for state, count in one.counts.items():
        counts["orphan" if state is None else state.value] += count
    return counts


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {state}" for state, count in counts.items())


def _line(outcome: Outcome) -> str:
    where = "" if outcome.was_at is None else f" {outcome.was_at.start}-{outcome.was_at.end}"
    if outcome.state is None:
        return f"orphan{where} «{_shown(outcome.old)}»: {outcome.reason}"
    if outcome.is_at is not None:
        where += f" -> {outcome.is_at.start}-{outcome.is_at.end}"
    texts = f"«{_shown(outcome.old)}»"
    if outcome.new != outcome.old:
        texts += f" -> «{_shown(outcome.new)}»"
    return f"{outcome.state.value}{where} {texts}: {outcome.reason}"


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 1]}…"


def _as_json(one: Reanchored, *, is_written: bool) -> dict[str, Any]:
    from tui_reader.text.safe_json import json_path

    return {
        "path": json_path(one.set.path),
        "source": json_path(one.document.path),
        **_counts(one),
        "changed_set": one.is_changed,
        "written": is_written,
        "annotations": [
            {
                "id": outcome.annotation.id,
                "state": "orphan" if outcome.state is None else outcome.state.value,
                "reason": outcome.reason,
                "quote": outcome.old,
                "text": outcome.new or None,
                "was": None if outcome.was_at is None else list(outcome.was_at),
                "is": None if outcome.is_at is None else list(outcome.is_at),
            }
            for outcome in one.outcomes
        ],
    }
