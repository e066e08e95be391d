"""The annotations of one set while they are worked on: every change is a value that has an inverse.

The store applies changes, remembers how to take them back, tells who asked to be told, and hands out
immutable snapshots. It belongs to one thread; a snapshot may go to any.
"""

from __future__ import annotations

from collections import deque
from contextlib import contextmanager
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations.anchoring import Orphan, Placed, Placement, State
from tui_reader.annotations.backlinks import Backlinks
from tui_reader.annotations.bulk import without_collecting
from tui_reader.annotations.changes import Add, Batch, Change, Item, Remove, Update, steps
from tui_reader.annotations.file_order import FileOrder
from tui_reader.annotations.history import History
from tui_reader.annotations.records.annotation import Annotation
from tui_reader.annotations.records.record import Record, UnknownRecord
from tui_reader.annotations.records.relation import Relation
from tui_reader.annotations.records.remark import Remark
from tui_reader.annotations.whereabouts import Standing, Whereabouts, has_place
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set

    from tui_reader.annotations.file_order import Block
    from tui_reader.annotations.placings import Placings
    from tui_reader.documents.document import Document

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
        self._unknown: tuple[UnknownRecord, ...] = ()
        self._items: dict[str, Item] = {}
        self._backlinks = Backlinks()
        self._history = History()
        self._observers: list[Callable[[Change], object]] = []
        self.revision = 0
        """Grows by one with every applied change, undo and redo included."""
        self._under_way: deque[Add | Remove | Update] = deque()
        """The steps that are still to be done of a change that was begun."""
        self._fill(records)
        self._in_file_order = FileOrder(self._items.values())
        self._places = Whereabouts(document, self._items.values(), progress, source_unchanged=source_unchanged)

    def _fill(self, records: Iterable[Record]) -> None:
        unknown = []
        for record in records:
            if isinstance(record, UnknownRecord):
                unknown.append(record)
            elif record.id in self._items:
                raise ValueError(f"two records have the id {record.id}")
            else:
                self._items[record.id] = record
                self._backlinks.add(record)
        self._unknown = tuple(unknown)

    # Changes

    def apply(self, change: Change) -> None:
        """Do a change: all of it, or none of it where a ValueError says it does not fit what is here."""
        self.complete()
        self._perform(change)
        self._history.add(change)
        self._tell(change)

    @contextmanager
    def as_one(self) -> Iterator[None]:
        """What is applied within is taken back at one stroke."""
        self.complete()
        before = len(self._history)
        try:
            yield
        finally:
            self._history.join(before)

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
        back = self._history.take_back(self._perform)
        if back is not None:
            self._tell(back)
        return back

    def redo(self) -> Change | None:
        """Do again what was last taken back; that change, or None. Raises Outdated as `undo` does."""
        self.complete()
        change = self._history.do_again(self._perform)
        if change is not None:
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
        self._history.add(change)
        self._begin(change)

    def begin_undo(self) -> Change | None:
        """Begin to take the last change back; as `undo` otherwise."""
        self.complete()
        back = self._history.take_back(self._require_fit)
        if back is not None:
            self._begin(back)
        return back

    def begin_redo(self) -> Change | None:
        """Begin to do again what was last taken back; as `redo` otherwise."""
        self.complete()
        change = self._history.do_again(self._require_fit)
        if change is not None:
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
        return self._history.last

    def inherit_history(self, other: AnnotationStore) -> None:
        """Go on with the changes that can be taken back in another store, which this one stands in for."""
        self._history = other._history
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
                waiting.extend(self._backlinks.left_hanging(doomed.keys(), current))
        changes = tuple(Remove(item) for item in reversed(doomed.values()))
        return changes[0] if len(changes) == 1 else Batch(changes)

    def is_quick(self, change: Change) -> bool:
        """Whether a change brings only what lies where it says it does: a search costs what the document is long."""
        return self._places.is_quick(change)

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
        if not has_place(item):
            raise KeyError(record_id)
        return self._places.among(item).by_id[record_id]

    def spans_of(self, annotation: Annotation) -> tuple[Span, ...]:
        """Where an annotation or a suggestion of this set lies in the text, nowhere if it has lost its place."""
        placed = self._places.among(annotation).by_id[annotation.id]
        return () if isinstance(placed, Orphan) else placed.spans

    @property
    def on_document(self) -> list[Annotation]:
        """The annotations about the document as a whole, sorted by id."""
        return [self._annotation(name) for name in sorted(self._counted.on_document)]

    @property
    def annotations(self) -> list[tuple[Annotation, Placement]]:
        """The annotations that have a place in the text, sorted by the (start, end, id) of their first fragment."""
        return self._in_order(Standing.COUNTED)

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
        return self._backlinks.marked

    def is_in_conflict(self, record_id: str) -> bool:
        """Whether this record bears the mark of a conflict, or there is a copy of it that does."""
        return self._backlinks.is_in_conflict(record_id)

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
        return self._overlapping(span, Standing.COUNTED)

    def relations_of(self, record_id: str) -> list[Relation]:
        """The relations that join the annotation with this id to another one, sorted by id."""
        return [relation for relation in self.ties_of(record_id) if self._counts(relation)]

    def ties_of(self, record_id: str) -> list[Relation]:
        """The relations that go out from or lead to a record, be it or the other end only suggested, sorted by id."""
        return self._backlinks.relations_of(record_id)

    # Questions about remarks

    @property
    def document(self) -> Document:
        """The document the annotations lie in."""
        return self._places.document

    @property
    def remarks(self) -> list[Remark]:
        """All remarks, sorted by id."""
        found = [item for item in self._items.values() if isinstance(item, Remark)]
        return sorted(found, key=lambda remark: remark.id)

    def remarks_about(self, record_id: str) -> list[Remark]:
        """What was said of a record, which may be one of another set, sorted by id."""
        return self._backlinks.remarks_about(record_id)

    @property
    def has_unsettled_decisions(self) -> bool:
        """Whether the text of a decision was found, but not as it was, or not found at all."""
        return bool(self._places.placings[Standing.DECISION].unsettled)

    # Questions about suggestions

    @property
    def suggestions(self) -> list[tuple[Annotation, Placement]]:
        """The suggestions nobody has decided on that have a place, in the order of `annotations`."""
        return self._in_order(Standing.PENDING)

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
        return self._overlapping(span, Standing.PENDING)

    def rejected_overlapping(self, span: Span) -> list[Annotation]:
        """The suggestions somebody has said no to that share a character with `span`."""
        return self._overlapping(span, Standing.REJECTED)

    @property
    def lost_rejections(self) -> list[Annotation]:
        """The suggestions somebody has said no to whose place cannot be told any more."""
        rejected = self._places.placings[Standing.REJECTED]
        return [self._annotation(name) for name in rejected.unsettled if isinstance(rejected.by_id[name], Orphan)]

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

    def _perform(self, change: Change) -> None:
        """Change the state, whole or not at all, and count it."""
        done: list[Add | Remove | Update] = []
        with self._places.found_together(change):
            try:
                for step in steps(change):
                    self._step(step)
                    done.append(step)
            except ValueError:
                for step in reversed(done):
                    self._step(step.inverse())
                raise
        self.revision += 1

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
        self._backlinks.add(item)
        self._places.add(item)

    def _leave(self, item: Item) -> None:
        self._backlinks.remove(item)
        self._places.remove(item)
        del self._items[item.id]
        self._in_file_order.remove(item)

    def _tell(self, change: Change) -> None:
        for callback in tuple(self._observers):
            callback(change)

    @property
    def _counted(self) -> Placings:
        return self._places.placings[Standing.COUNTED]

    @property
    def _pending(self) -> Placings:
        return self._places.placings[Standing.PENDING]

    def _annotation(self, record_id: str) -> Annotation:
        item = self._items[record_id]
        assert isinstance(item, Annotation)
        return item

    def _in_order(self, standing: Standing) -> list[tuple[Annotation, Placement]]:
        placings = self._places.placings[standing]
        placed = ((self._annotation(name), placings.by_id[name]) for name in placings.in_order())
        return [(annotation, place) for annotation, place in placed if isinstance(place, Placement)]

    def _overlapping(self, span: Span, standing: Standing) -> list[Annotation]:
        return [self._annotation(name) for name in self._places.placings[standing].overlapping(span)]

    def _counts(self, relation: Relation) -> bool:
        """Whether a relation is more than a suggestion: none of its ends is one."""
        ends = (self._items.get(name) for name in (relation.source, relation.target))
        return not any(isinstance(end, Annotation) and end.is_suggestion for end in ends)

    def _size(self, annotation: Annotation) -> int:
        return sum(span.length for span in self.spans_of(annotation))


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
