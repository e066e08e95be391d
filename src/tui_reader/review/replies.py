"""What people say to one another about annotations and decisions: comments, and answers to them."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations.changes import Add
from tui_reader.annotations.records.remark import Remark, new_remark
from tui_reader.annotations.records.written import utc_now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tui_reader.annotations.changes import Change
    from tui_reader.annotations.records.written import Clock
    from tui_reader.annotations.store import AnnotationStore
    from tui_reader.review.groups import Comparison

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Reply(NamedTuple):
    """One thing that somebody said."""

    remark: Remark
    annotator: str
    """Who said it."""
    is_own: bool
    """Whether it stands in the reviewer's own set, and may be changed there."""
    depth: int = 0
    """0 for what is about an annotation or a decision; one more than what it answers."""
    side: int | None = None
    """The number of the side whose set it stands in; None where that is not compared."""

    @property
    def id(self) -> str:
        """That of the record."""
        return self.remark.id

    @property
    def text(self) -> str:
        """What was said; empty where something was only decided."""
        return self.remark.note or ""

    @property
    def created(self) -> datetime | None:
        """When it was said, in UTC."""
        return self.remark.created


class Voice(NamedTuple):
    """A set in which somebody may have said something."""

    annotator: str
    about: Callable[[str], Iterable[Remark]]
    """The remarks in it about the record with an id."""
    is_own: bool = False
    side: int | None = None
    """The number of the side whose set it is; None where it is not compared."""


class Replies:
    """All that was said in several sets, by what it is about."""

    def __init__(self, voices: Sequence[Voice]) -> None:
        """Where two sets have the same remark, it is that of the later one."""
        self._voices = voices

    @classmethod
    def between(
        cls, comparison: Comparison, store: AnnotationStore, reviewer: str, others: Iterable[Voice] = ()
    ) -> Replies:
        """What was said in the sets that are compared, by `others` who are not, and in the reviewer's own set, of which
        `store` has the records."""
        voices = [
            Voice(side.annotator, _by_subject(side.remarks), side=number)
            for number, side in enumerate(comparison.sides)
        ]
        return cls([*voices, *others, Voice(reviewer, store.remarks_about, is_own=True)])

    def about(self, names: Iterable[str], most: int | None = None) -> list[Reply]:
        """What was said of these records, the earliest first, each with the answers to it behind it; at most so many.

        None of these records is among them.
        """
        names = tuple(names)
        found: list[Reply] = []
        seen = set(names)
        waiting = self._directly(names, 0)
        # How deep it goes is up to the sets: nothing here calls itself.
        while waiting and len(found) != most:
            reply = waiting.pop()
            if reply.id not in seen:
                seen.add(reply.id)
                found.append(reply)
                waiting += self._directly((reply.id,), reply.depth + 1)
        return found

    def _directly(self, names: Iterable[str], depth: int) -> list[Reply]:
        """What is about one of these records itself, the latest first."""
        said = {
            remark.id: Reply(remark, remark.creator or voice.annotator, voice.is_own, depth, voice.side)
            for voice in self._voices
            for name in names
            for remark in voice.about(name)
        }
        return sorted(said.values(), key=_order, reverse=True)


def commented(about: Iterable[str], comment: str, *, direction: str | None = None, now: Clock = utc_now) -> Change:
    """That somebody says something of these records. `direction` is `ltr` or `rtl` where it is known."""
    return Add(new_remark(list(dict.fromkeys(about)), note=comment, direction=direction, now=now))


def _by_subject(remarks: Iterable[Remark]) -> Callable[[str], Iterable[Remark]]:
    found: defaultdict[str, list[Remark]] = defaultdict(list)
    for remark in remarks:
        for name in remark.about:
            found[name].append(remark)
    return lambda name: found.get(name, ())


def _order(reply: Reply) -> tuple[datetime, str]:
    return reply.created or _LONG_AGO, reply.id
