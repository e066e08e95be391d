"""The annotations of one set while they are worked on: every change is a value that has an inverse.

The store applies changes, remembers how to take them back, tells who asked to be told, and hands out
immutable snapshots. It belongs to one thread; a snapshot may go to any.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from contextlib import contextmanager
from enum import Enum, auto
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple, TypeGuard

from tui_reader.annotations.about import Remark
from tui_reader.annotations.anchoring import (
    Orphan,
    Placed,
    Placement,
    State,
    anchor_all,
    is_placed_as,
    stands_in_place,
)
from tui_reader.annotations.bulk import without_collecting
from tui_reader.annotations.changes import Add, Batch, Change, Item, Remove, Update, steps
from tui_reader.annotations.file_order import FileOrder
from tui_reader.annotations.model import Annotation, Record, Relation, UnknownRecord
from tui_reader.annotations.placings import Placings
from tui_reader.text.span import Span
from tui_reader.text.span_sets import shared_part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set

    from tui_reader.annotations.anchoring import Placeable
    from tui_reader.annotations.file_order import Block
    from tui_reader.documents.document import Document

__all__ = ["Add", "AnnotationStore", "Batch", "Change", "Item", "Outdated", "Remove", "Snapshot", "Update"]


class Outdated(ValueError):
    """A change that cannot be taken back or done again: what it is about was changed elsewhere meanwhile."""


MOSTLY = 0.5
"""More than this part of what two places cover is in both: they are about the same text."""


PIECE = 64
"""Steps of a change that are done at a time where a person waits for others: some 20 ms."""


class Snapshot(NamedTuple):
    """All records at one revision."""

    revision: int
    blocks: tuple[Block, ...]
    """The records in the order of the file, some hundred to a block."""

    @property
    def records(self) -> tuple[Record, ...]:
        """All of them, in the order of the file."""
        return tuple(chain.from_iterable(self.blocks))


class _Standing(Enum):
    """What a record with a place is: only the first is counted as an annotation."""

    COUNTED = auto()
    PENDING = auto()
    """It is suggested, and nobody has decided."""
    REJECTED = auto()
    DECISION = auto()
    """It is no annotation, but what a reviewer decided of some."""


class AnnotationStore:
    """The records of one set, and where its annotations lie in one document.

    Suggestions and remarks are records among others, and no annotations: no question but those that name them tells
    of them.
    """

    def __init__(
        self,
        document: Document,
        records: Iterable[Record] = (),
        *,
        source_unchanged: bool = True,
        progress: Callable[[float], bool] = lambda _: True,
    ) -> None:
        """`source_unchanged`: the document's bytes are those the records were made on.

        `progress` is told which part of the annotations that have lost their place is found again, 0 to 1, and says
        whether to go on. Raises ValueError when two annotations or relations have the same id, Stopped when
        `progress` says no.
        """
        self._document = document
        self._source_unchanged = source_unchanged
        self._unknown: tuple[UnknownRecord, ...] = ()
        self._items: dict[str, Item] = {}
        self._in_file_order = FileOrder()
        self._placings = {standing: Placings() for standing in _Standing}
        self._marked: dict[str, str | None] = {}
        """Ids of the records that bear the mark of a conflict; of copies, those of their originals."""
        self._copied: Counter[str] = Counter()
        """How many copies each original has."""
        self._relations: dict[str, dict[str, Relation]] = defaultdict(dict)
        self._remarks: dict[str, dict[str, Remark]] = defaultdict(dict)
        """Remarks by id, for each record that they are about."""
        self._done: list[Change] = []
        self._undone: list[Change] = []
        self._observers: list[Callable[[Change], object]] = []
        self.revision = 0
        """Grows by one with every applied change, undo and redo included."""
        self._gone: dict[str, tuple[Placeable, Placed]] = {}
        """Those that have left, and where they were: they mostly come back, and a search takes long."""
        self._under_way: deque[Add | Remove | Update] = deque()
        """The steps that are still to be done of a change that was begun."""
        self._coming: Mapping[str, tuple[Placeable, Placed]] = {}
        """Those that the change under way brings, and where they will be."""
        self._fill(records, progress)

    def _fill(self, records: Iterable[Record], progress: Callable[[float], bool]) -> None:
        unknown = []
        for record in records:
            if isinstance(record, UnknownRecord):
                unknown.append(record)
            elif record.id in self._items:
                raise ValueError(f"two records have the id {record.id}")
            else:
                self._items[record.id] = record
                self._count_conflict(record)
                self._tie(record)
        self._unknown = tuple(unknown)
        self._in_file_order = FileOrder(self._items.values())
        lying = [item for item in self._items.values() if _lies(item)]
        found = anchor_all(self._document, lying, source_unchanged=self._source_unchanged, progress=progress)
        placed: defaultdict[_Standing, list[tuple[Placeable, Placed]]] = defaultdict(list)
        for item in lying:
            placed[_standing(item)].append((item, found[item.id]))
        self._placings = {standing: Placings(placed[standing]) for standing in _Standing}

    # Changes

    def apply(self, change: Change) -> None:
        """Do a change: all of it, or none of it where a ValueError says it does not fit what is here."""
        self.complete()
        self._perform(change)
        self._done.append(change)
        self._undone.clear()
        self._tell(change)

    @contextmanager
    def as_one(self) -> Iterator[None]:
        """What is applied within is taken back at one stroke."""
        self.complete()
        before = len(self._done)
        try:
            yield
        finally:
            together = self._done[before:]
            if len(together) > 1:
                self._done[before:] = [Batch(tuple(chain.from_iterable(map(steps, together))))]

    def take_in(self, change: Change, unknown: Sequence[UnknownRecord] | None = None) -> None:
        """Do a change that was made elsewhere and is not to be taken back here, whole or not at all (ValueError).

        `unknown`: the records nobody understood as they are there; None where they are the same.
        """
        self.complete()
        self._perform(change)
        if unknown is not None:
            self._unknown = tuple(unknown)
        self._tell(change)

    def undo(self) -> Change | None:
        """Take the last change back; the change that did so, or None when there was nothing to take back.

        Raises Outdated when what it was about was changed elsewhere meanwhile; the change is then forgotten.
        """
        self.complete()
        if not self._done:
            return None
        change = self._done.pop()
        back = change.inverse()
        self._perform_again(back)
        self._undone.append(change)
        self._tell(back)
        return back

    def redo(self) -> Change | None:
        """Do again what was last taken back; that change, or None. Raises Outdated as `undo` does."""
        self.complete()
        if not self._undone:
            return None
        change = self._undone.pop()
        self._perform_again(change)
        self._done.append(change)
        self._tell(change)
        return change

    # Changes of many records, piece by piece

    @property
    def is_under_way(self) -> bool:
        """Whether a change was begun that is not done yet."""
        return bool(self._under_way)

    def begin(self, change: Change) -> None:
        """Do the first piece of a change, for `go_on` to do the rest. It is one to `undo`; observers hear of pieces.

        Whatever else is to be done meanwhile has all of it done first. Raises ValueError, and does nothing, where the
        change does not fit what is here.
        """
        self.complete()
        self._require_fit(change)
        self._done.append(change)
        self._undone.clear()
        self._begin(change)

    def begin_undo(self) -> Change | None:
        """Begin to take the last change back; as `undo` otherwise."""
        self.complete()
        if not self._done:
            return None
        back = self._done[-1].inverse()
        self._require_fit_again(back, self._done)
        self._undone.append(self._done.pop())
        self._begin(back)
        return back

    def begin_redo(self) -> Change | None:
        """Begin to do again what was last taken back; as `redo` otherwise."""
        self.complete()
        if not self._undone:
            return None
        change = self._undone[-1]
        self._require_fit_again(change, self._undone)
        self._done.append(self._undone.pop())
        self._begin(change)
        return change

    def go_on(self) -> bool:
        """Do another piece of what was begun; whether there is more."""
        piece = tuple(islice(self._under_way, PIECE))
        if piece:
            for _ in piece:
                self._under_way.popleft()
            change = piece[0] if len(piece) == 1 else Batch(piece)
            with without_collecting():
                self._perform(change)
                self._tell(change)
        return self.is_under_way

    def complete(self) -> None:
        """Do at once all that is left of what was begun."""
        while self.go_on():
            pass

    @property
    def last_change(self) -> Change | None:
        """What `undo` would take back."""
        return self._done[-1] if self._done else None

    def inherit_history(self, other: AnnotationStore) -> None:
        """Go on with the changes that can be taken back in another store, which this one stands in for."""
        self._done, self._undone = other._done, other._undone
        self.revision = other.revision + 1

    def removal(self, record_id: str) -> Change:
        """The change that takes a record away, with the relations that would be left hanging, and what was said of it.

        Raises KeyError for an id that is not here.
        """
        doomed: dict[str, Item] = {}
        waiting = [record_id]
        while waiting:
            current = waiting.pop()
            if current not in doomed:
                doomed[current] = self._items[current]
                waiting.extend(self._relations.get(current, ()))
                remarks = self._remarks.get(current, {}).values()
                waiting.extend(remark.id for remark in remarks if doomed.keys() >= set(remark.about))
        changes = tuple(Remove(item) for item in reversed(doomed.values()))
        return changes[0] if len(changes) == 1 else Batch(changes)

    def is_quick(self, change: Change) -> bool:
        """Whether a change brings only what lies where it says it does: a search costs what the document is long."""
        return all(
            stands_in_place(self._document, item, source_unchanged=self._source_unchanged)
            for item in self._to_be_placed(change)
        )

    def subscribe(self, callback: Callable[[Change], object]) -> Callable[[], None]:
        """Call `callback` after every change, undo and redo, with the change; the answer ends that."""
        self._observers.append(callback)

        def unsubscribe() -> None:
            if callback in self._observers:
                self._observers.remove(callback)

        return unsubscribe

    def snapshot(self) -> Snapshot:
        """All records as they are now, those nobody understood among them."""
        return Snapshot(self.revision, (*self._in_file_order.blocks, self._unknown))

    # Questions

    def __len__(self) -> int:
        """Annotations, suggestions, relations, and remarks."""
        return len(self._items)

    def __contains__(self, record_id: object) -> bool:
        return record_id in self._items

    def get(self, record_id: str) -> Item | None:
        """The annotation, the suggestion, the relation or the remark with this id."""
        return self._items.get(record_id)

    def placement(self, record_id: str) -> Placed:
        """Where an annotation, a suggestion or what was decided lies, or why it lies nowhere. Raises KeyError."""
        item = self._items[record_id]
        if not _lies(item):
            raise KeyError(record_id)
        return self._among(item).by_id[record_id]

    @property
    def on_document(self) -> list[Annotation]:
        """The annotations about the document as a whole, sorted by id."""
        return [self._annotation(name) for name in sorted(self._counted.on_document)]

    @property
    def annotations(self) -> list[tuple[Annotation, Placement]]:
        """The annotations that have a place in the text, sorted by the (start, end, id) of their first fragment."""
        return self._in_order(_Standing.COUNTED)

    @property
    def annotation_count(self) -> int:
        """Annotations, those without a place among them."""
        return len(self._counted.by_id)

    @property
    def states(self) -> Mapping[State | None, int]:
        """How many annotations were found in which state; None: those without a place."""
        return self._counted.states

    @property
    def unsettled(self) -> Set[str]:
        """Ids of the annotations that wait for somebody: found, but not as they were made, or not found at all."""
        return self._counted.unsettled

    @property
    def marked(self) -> Set[str]:
        """Ids of the records that bear the mark of a conflict."""
        return self._marked.keys()

    def is_in_conflict(self, record_id: str) -> bool:
        """Whether this record bears the mark of a conflict, or there is a copy of it that does."""
        return record_id in self._marked or record_id in self._copied

    @property
    def tags(self) -> set[str]:
        """The tags that are given to some annotation; the empty one where an annotation has none."""
        return {tag for tag, count in self._counted.tags.items() if count}

    def placements(self) -> Iterator[tuple[Annotation, Placed]]:
        """Every annotation with its place or why it has none, in no order."""
        return ((self._annotation(name), placed) for name, placed in self._counted.by_id.items())

    @property
    def orphans(self) -> list[tuple[Annotation, Orphan]]:
        """The annotations without a place, sorted by where they once were."""
        lost = [(annotation, placed) for annotation, placed in self.placements() if isinstance(placed, Orphan)]
        return sorted(lost, key=lambda pair: (pair[0].targets[0].position or Span(-1, -1), pair[0].id))

    @property
    def relations(self) -> list[Relation]:
        """All relations between annotations, sorted by id."""
        found = [item for item in self._items.values() if isinstance(item, Relation) and self._counts(item)]
        return sorted(found, key=lambda relation: relation.id)

    @property
    def unknown(self) -> Sequence[UnknownRecord]:
        """The records nobody understood, in the file's order."""
        return self._unknown

    def at(self, offset: int) -> list[Annotation]:
        """The annotations that cover the character at `offset`, the one with the fewest characters first.

        A point lies on the character behind it.
        """
        return sorted(self.overlapping(Span(offset, offset + 1)), key=self._size)

    def overlapping(self, span: Span) -> list[Annotation]:
        """The annotations that share a character with `span`, by the first fragment that does."""
        return self._overlapping(span, _Standing.COUNTED)

    def relations_of(self, record_id: str) -> list[Relation]:
        """The relations that join the annotation with this id to another one, sorted by id."""
        return [relation for relation in self.ties_of(record_id) if self._counts(relation)]

    def ties_of(self, record_id: str) -> list[Relation]:
        """The relations that go out from or lead to a record, be it or the other end only suggested, sorted by id."""
        return [relation for _, relation in sorted(self._relations.get(record_id, {}).items())]

    # Questions about remarks

    @property
    def document(self) -> Document:
        """The document the annotations lie in."""
        return self._document

    @property
    def remarks(self) -> list[Remark]:
        """All remarks, sorted by id."""
        found = [item for item in self._items.values() if isinstance(item, Remark)]
        return sorted(found, key=lambda remark: remark.id)

    def remarks_about(self, record_id: str) -> list[Remark]:
        """What was said of a record, which may be one of another set, sorted by id."""
        return [remark for _, remark in sorted(self._remarks.get(record_id, {}).items())]

    @property
    def has_unsettled_decisions(self) -> bool:
        """Whether the text of a decision was found, but not as it was, or not found at all."""
        return bool(self._placings[_Standing.DECISION].unsettled)

    # Questions about suggestions

    @property
    def suggestions(self) -> list[tuple[Annotation, Placement]]:
        """The suggestions nobody has decided on that have a place, in the order of `annotations`."""
        return self._in_order(_Standing.PENDING)

    @property
    def suggestion_count(self) -> int:
        """Suggestions nobody has decided on, those without a place among them."""
        return len(self._pending.by_id)

    @property
    def has_moved_suggestions(self) -> bool:
        """Whether a suggestion nobody has decided on was found, but not as it was made."""
        return any(self._pending.states[state] for state in (State.MOVED, State.CHANGED))

    def suggestions_overlapping(self, span: Span) -> list[Annotation]:
        """The suggestions nobody has decided on that share a character with `span`."""
        return self._overlapping(span, _Standing.PENDING)

    def rejected_overlapping(self, span: Span) -> list[Annotation]:
        """The suggestions somebody has said no to that share a character with `span`."""
        return self._overlapping(span, _Standing.REJECTED)

    @property
    def lost_rejections(self) -> list[Annotation]:
        """The suggestions somebody has said no to whose place cannot be told any more."""
        rejected = self._placings[_Standing.REJECTED]
        return [self._annotation(name) for name in rejected.unsettled if isinstance(rejected.by_id[name], Orphan)]

    def is_decided(self, tag: str, spans: Sequence[Span]) -> bool:
        """Whether nobody need be asked any more whether these spans should have this tag.

        They, or more than half of what they and it cover, have it; they were suggested for it and got another one; or
        somebody said no to just this.
        """
        extent = Span(min(span.start for span in spans), max(span.end for span in spans))
        for annotation in self.overlapping(extent):
            suggested = annotation.suggested
            if suggested is not None and suggested.tag == tag:
                return True
            if tag in annotation.tags and shared_part(self._spans(annotation), spans) > MOSTLY:
                return True
        return any(
            tag in rejected.tags and tuple(self._spans(rejected)) == tuple(spans)
            for rejected in self.rejected_overlapping(extent)
        )

    def is_suggested(self, tag: str, spans: Sequence[Span]) -> bool:
        """Whether just these spans are suggested for this tag, and nobody has decided."""
        extent = Span(min(span.start for span in spans), max(span.end for span in spans))
        pending = self.suggestions_overlapping(extent)
        return any(tag in one.tags and tuple(self._spans(one)) == tuple(spans) for one in pending)

    # Inside

    def _begin(self, change: Change) -> None:
        self._under_way.extend(steps(change))
        self.go_on()

    def _require_fit(self, change: Change) -> None:
        """Raises ValueError where a step of a change does not fit what is here when its turn comes."""
        will_be: dict[str, Item | None] = {}
        for step in steps(change):
            name = (step.before if isinstance(step, Update) else step.item).id
            _require_fit(step, will_be[name] if name in will_be else self._items.get(name))
            will_be[name] = None if isinstance(step, Remove) else step.after if isinstance(step, Update) else step.item

    def _require_fit_again(self, change: Change, history: list[Change]) -> None:
        """Raises Outdated where a change of the history does not fit any more; it is forgotten then."""
        try:
            self._require_fit(change)
        except ValueError as error:
            history.pop()
            raise Outdated(str(error)) from None

    def _perform(self, change: Change) -> None:
        """Change the state, whole or not at all, and count it."""
        self._coming = self._placed_at_once(change)
        done: list[Add | Remove | Update] = []
        try:
            for step in steps(change):
                self._step(step)
                done.append(step)
        except ValueError:
            for step in reversed(done):
                self._step(step.inverse())
            raise
        finally:
            self._coming = {}
        self.revision += 1

    def _perform_again(self, change: Change) -> None:
        try:
            self._perform(change)
        except ValueError as error:
            raise Outdated(str(error)) from None

    def _step(self, change: Add | Remove | Update) -> None:
        _require_fit(change, self._items.get((change.before if isinstance(change, Update) else change.item).id))
        match change:
            case Add(item):
                self._enter(item)
            case Remove(item):
                self._leave(item)
            case Update(before, after):
                self._leave(before)
                self._enter(after)

    def _enter(self, item: Item) -> None:
        self._items[item.id] = item
        self._in_file_order.add(item)
        self._count_conflict(item)
        self._tie(item)
        if _lies(item):
            self._among(item).add(item, self._found(item))

    def _found(self, item: Placeable) -> Placed:
        """Where a record lies: what left with the same targets lies where it lay."""
        for known in (self._gone.pop(item.id, None), self._coming.get(item.id)):
            if known is not None and is_placed_as(known[0], item):
                return known[1]
        return anchor_all(self._document, (item,), source_unchanged=self._source_unchanged)[item.id]

    def _to_be_placed(self, change: Change) -> Iterator[Placeable]:
        """The records that a change brings, but for those of which it is known where they lie."""
        for step in steps(change):
            item = step.item if isinstance(step, Add) else step.after if isinstance(step, Update) else None
            if item is not None and _lies(item):
                left = step.before if isinstance(step, Update) else self._gone.get(item.id, (None,))[0]
                if left is None or not (_lies(left) and is_placed_as(left, item)):
                    yield item

    def _placed_at_once(self, change: Change) -> Mapping[str, tuple[Placeable, Placed]]:
        """Where the records that a change brings lie, where they are several: one search serves all."""
        new = {item.id: item for item in self._to_be_placed(change)}
        if len(new) < 2:
            return {}
        placed = anchor_all(self._document, new.values(), source_unchanged=self._source_unchanged)
        return {name: (item, placed[name]) for name, item in new.items()}

    def _leave(self, item: Item) -> None:
        self._untie(item)
        if _lies(item):
            self._gone[item.id] = item, self._among(item).remove(item)
        del self._items[item.id]
        self._in_file_order.remove(item)
        original = self._marked.pop(item.id, None)
        if original is not None:
            self._copied[original] -= 1
            self._copied += Counter()

    def _count_conflict(self, item: Item) -> None:
        mark = item.conflict
        if mark is not None:
            self._marked[item.id] = mark.of
            self._copied.update([mark.of] if mark.of else ())

    def _tie(self, item: Item) -> None:
        """Have the records know that this one is about."""
        if isinstance(item, Relation):
            for end in (item.source, item.target):
                self._relations[end][item.id] = item
        elif isinstance(item, Remark):
            for name in item.about:
                self._remarks[name][item.id] = item

    def _untie(self, item: Item) -> None:
        if isinstance(item, Relation):
            for end in {item.source, item.target}:
                del self._relations[end][item.id]
                if not self._relations[end]:
                    del self._relations[end]
        elif isinstance(item, Remark):
            for name in set(item.about):
                del self._remarks[name][item.id]
                if not self._remarks[name]:
                    del self._remarks[name]

    def _tell(self, change: Change) -> None:
        for callback in tuple(self._observers):
            callback(change)

    @property
    def _counted(self) -> Placings:
        return self._placings[_Standing.COUNTED]

    @property
    def _pending(self) -> Placings:
        return self._placings[_Standing.PENDING]

    def _among(self, item: Placeable) -> Placings:
        return self._placings[_standing(item)]

    def _annotation(self, record_id: str) -> Annotation:
        item = self._items[record_id]
        assert isinstance(item, Annotation)
        return item

    def _in_order(self, standing: _Standing) -> list[tuple[Annotation, Placement]]:
        placings = self._placings[standing]
        placed = ((self._annotation(name), placings.by_id[name]) for name in placings.in_order())
        return [(annotation, place) for annotation, place in placed if isinstance(place, Placement)]

    def _overlapping(self, span: Span, standing: _Standing) -> list[Annotation]:
        return [self._annotation(name) for name in self._placings[standing].overlapping(span)]

    def _counts(self, relation: Relation) -> bool:
        """Whether a relation is more than a suggestion: none of its ends is one."""
        ends = (self._items.get(name) for name in (relation.source, relation.target))
        return not any(isinstance(end, Annotation) and end.is_suggestion for end in ends)

    def _spans(self, annotation: Annotation) -> tuple[Span, ...]:
        placed = self._among(annotation).by_id[annotation.id]
        return () if isinstance(placed, Orphan) else placed.spans

    def _size(self, annotation: Annotation) -> int:
        return sum(span.length for span in self._spans(annotation))


def _require_fit(step: Add | Remove | Update, there: Item | None) -> None:
    """Raises ValueError where a step does not fit what is there under its id."""
    if isinstance(step, Add):
        if there is not None:
            raise ValueError(f"{step.item.id} is already there")
        return
    before = step.before if isinstance(step, Update) else step.item
    if there is not before and there != before:
        raise ValueError(f"{before.id} is not there as the change knows it")
    if isinstance(step, Update) and (step.after.id != before.id or type(step.after) is not type(before)):
        raise ValueError(f"{before.id} cannot become {step.after.id}: an update keeps the id and the kind")


def _lies(item: object) -> TypeGuard[Placeable]:
    """Whether a record has a place: a relation is where its ends are, and a comment where what it is about is."""
    return isinstance(item, Annotation) or (isinstance(item, Remark) and bool(item.targets))


def _standing(item: Placeable) -> _Standing:
    if not isinstance(item, Annotation):
        return _Standing.DECISION
    if not item.is_suggestion:
        return _Standing.COUNTED
    return _Standing.REJECTED if item.is_rejected_suggestion else _Standing.PENDING
