"""Which records name which: the relations that end at a record, the remarks about it, its copies in a conflict."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from tui_reader.annotations.records.relation import Relation
from tui_reader.annotations.records.remark import Remark

if TYPE_CHECKING:
    from collections.abc import Set

    from tui_reader.annotations.changes import Item


class Backlinks:
    """For each id, which may be one of another set, what names it; kept up with every change."""

    def __init__(self) -> None:
        self._relations: defaultdict[str, dict[str, Relation]] = defaultdict(dict)
        self._remarks: defaultdict[str, dict[str, Remark]] = defaultdict(dict)
        self._marked: dict[str, str | None] = {}
        """Ids of the records that bear the mark of a conflict; of copies, those of their originals."""
        self._copied: Counter[str] = Counter()
        """How many copies each original has."""

    def add(self, item: Item) -> None:
        """A record comes."""
        if isinstance(item, Relation):
            for end in (item.source, item.target):
                self._relations[end][item.id] = item
        elif isinstance(item, Remark):
            for name in item.about:
                self._remarks[name][item.id] = item
        mark = item.conflict
        if mark is not None:
            self._marked[item.id] = mark.of
            self._copied.update([mark.of] if mark.of else ())

    def remove(self, item: Item) -> None:
        """A record goes."""
        if isinstance(item, Relation):
            for end in {item.source, item.target}:
                _drop(self._relations, end, item.id)
        elif isinstance(item, Remark):
            for name in set(item.about):
                _drop(self._remarks, name, item.id)
        original = self._marked.pop(item.id, None)
        if original is not None:
            self._copied[original] -= 1
            self._copied += Counter()

    def relations_of(self, record_id: str) -> list[Relation]:
        """The relations that go out from or lead to a record, sorted by id."""
        return [relation for _, relation in sorted(self._relations.get(record_id, {}).items())]

    def remarks_about(self, record_id: str) -> list[Remark]:
        """What was said of a record, sorted by id."""
        return [remark for _, remark in sorted(self._remarks.get(record_id, {}).items())]

    def left_hanging(self, doomed: Set[str], record_id: str) -> list[str]:
        """Ids of what has no sense without a record: its relations, and the remarks about nothing but the doomed."""
        remarks = self._remarks.get(record_id, {}).values()
        return [*self._relations.get(record_id, ()), *(remark.id for remark in remarks if doomed >= set(remark.about))]

    @property
    def marked(self) -> Set[str]:
        """Ids of the records that bear the mark of a conflict."""
        return self._marked.keys()

    def is_in_conflict(self, record_id: str) -> bool:
        """Whether this record bears the mark of a conflict, or there is a copy of it that does."""
        return record_id in self._marked or record_id in self._copied


def _drop(table: dict[str, dict[str, Relation]] | dict[str, dict[str, Remark]], name: str, record_id: str) -> None:
    """Takes a record out of those that name another one."""
    del table[name][record_id]
    if not table[name]:
        del table[name]
