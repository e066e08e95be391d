"""`review --accept` and `review --adjudicate`: deciding by rule, and the set that comes of what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tui_reader.cli.output import Progress, print_lines
from tui_reader.errors import ExitCode, SaveError
from tui_reader.telling import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tui_reader.annotations.commit import Committed
    from tui_reader.review.decisions import Decisions
    from tui_reader.review.strategies import Strategy
    from tui_reader.session.layers import SetLayer
    from tui_reader.session.review.adjudicating import Written
    from tui_reader.settings import Settings


def strategy_of(name: str) -> Strategy:
    """The rule that `--accept` names. Raises UsageError."""
    from tui_reader.review.strategies import strategy_named

    try:
        return strategy_named(name)
    except (ValueError, ZeroDivisionError):
        message = f"--accept {name}: is no rule; there are agreed, majority, a number of people (2) or a part (60%)"
        raise click.UsageError(message) from None


def decide(
    source: Path,
    named: Sequence[Path],
    settings: Settings,
    *,
    rule: Strategy | None,
    adjudicate: bool,
    output: Path | None,
) -> ExitCode:
    """Decides by a rule, makes the adjudicated set, or both in this order; what came of it is printed.

    Raises FileProblem and SaveError.
    """
    from tui_reader.documents.files import read_document
    from tui_reader.review.decisions import Decisions
    from tui_reader.review.matching import compare
    from tui_reader.session.files.opening import SetFiles
    from tui_reader.session.layers import own_layer
    from tui_reader.session.review.sides_of import sides_of

    progress = Progress()

    def tell(part: float) -> bool:
        progress.tell(source, part)
        return True

    document = read_document(source, settings.encoding)
    there = sides_of(document, settings, named, goes_on=tell)
    for words in (*map(str, there.problems), *there.remarks):
        say(words)
    if not there.sides:
        say(f"{source}: there is nothing to compare")
        return ExitCode.UNREADABLE if there.problems else ExitCode.USAGE
    files = SetFiles(document, settings, None)
    own = own_layer(files.own_path, document, files.annotator, files.tagset.identifier)
    comparison = compare(there.sides, tell, symmetric=files.tagset.symmetric_relations)
    decisions = Decisions(comparison, own.store, own.annotations)
    own.store.subscribe(decisions.take)
    lines: list[str] = []
    if rule is not None:
        lines += _accepted(rule, decisions, own)
    if adjudicate:
        from tui_reader.session.review.adjudicating import write_adjudicated

        lines += _told(write_adjudicated(decisions, own, files.tagset, output), decisions)
    print_lines(lines)
    return ExitCode.OK if there.is_whole and not there.problems else ExitCode.UNREADABLE


def _accepted(rule: Strategy, decisions: Decisions, own: SetLayer) -> Iterator[str]:
    from tui_reader.review.decisions import Standing
    from tui_reader.review.strategies import decided_by
    from tui_reader.session.upkeep.writing import write_change
    from tui_reader.text.sanitise import printable

    if own.read_only_because:
        raise SaveError(own.path, own.read_only_because)
    before = decisions.counts[Standing.OPEN]
    change = decided_by(rule, decisions)
    if change is not None:
        _say_how(own.path, write_change(own, change))
    count, left = before - decisions.counts[Standing.OPEN], decisions.counts[Standing.OPEN]
    yield printable(f"{own.path}: {count} accepted ({rule.name}), {left} open")


def _told(written: Written, decisions: Decisions) -> Iterator[str]:
    from tui_reader.review.verdicts import Way
    from tui_reader.text.sanitise import printable

    made, path = written.adjudicated, written.path
    _say_how(path, written.committed)
    held = ", ".join(f"{made.ways[way]} {way.value}" for way in Way)
    links = "1 link" if made.links == 1 else f"{made.links} links"
    done = "written" if written.is_new else "is as it was"
    yield printable(f"{path}: {done}: {held}, {links}; not in it: {made.rejected} rejected, {made.open} open")
    if made.stale:
        yield printable(f"{path}: {made.stale} decided before their sets changed: review them again")
    if made.lost:
        yield printable(f"{path}: {len(made.lost)} accepted whose text is not there any more, not in it")
    gone = len(decisions.without_group)
    if gone:
        yield printable(f"{path}: {gone} decided whose annotations are not there any more, not in it")


def _say_how(path: Path, committed: Committed) -> None:
    if not committed.saved.durable:
        say(f"{path}: written; the disk has not confirmed it")
    if committed.backup_error is not None:
        say(f"{path}: what was there has no backup ({committed.backup_error})")
