"""What a person makes of suggestions: each decision is one change of the set, in which it is written down who suggested
what and what became of it.

What belongs together is accepted together: with a quotation who says it, by which verb, and the links to them. A link
needs an annotation at both ends, so the one that is accepted last brings it.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations.anchoring import Placement, State
from tui_reader.annotations.changes import Add, Batch, Update
from tui_reader.annotations.records.annotation import Annotation, new_annotation
from tui_reader.annotations.records.relation import Relation, new_relation
from tui_reader.annotations.records.suggested import Decision, Suggested
from tui_reader.language import tr
from tui_reader.session.annotating.linking import are_linked, may_join
from tui_reader.session.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tui_reader.annotations.changes import Change
    from tui_reader.annotations.records.targets import Target
    from tui_reader.annotations.tagset import RelationType
    from tui_reader.session.reader import ReaderSession
    from tui_reader.session.suggestions.suggesting import Partner, Suggestion, Suggestions


class Decided(NamedTuple):
    """A change that is ready to be made, and what it is about."""

    changes: tuple[Change, ...]
    annotations: tuple[Annotation, ...]
    """What was accepted; empty where all was rejected."""


class Tie(NamedTuple):
    """What a suggestion belongs together with, and how."""

    partner: Partner
    kind: RelationType
    waits: Suggestion | None
    """The partner, if nobody has decided on it."""


class Accepting:
    """Saying yes or no to suggestions of a reading. What cannot be raises Refused or NotYet: nothing has changed."""

    def __init__(self, session: ReaderSession, suggestions: Suggestions) -> None:
        self._session = session
        self.suggestions = suggestions

    def accept(self, suggestions: Sequence[Suggestion]) -> tuple[Annotation, ...]:
        """Makes annotations of suggestions, of those they belong to, and links between them; what they have become."""
        return self._drained(self.acceptances(suggestions))

    def change(self, suggestion: Suggestion, tag: str) -> tuple[Annotation, ...]:
        """The same for one that gets another tag than was suggested."""
        return self._drained(self.acceptances([suggestion], tag))

    def reject(self, suggestions: Sequence[Suggestion]) -> None:
        """Writes down that suggestions are none, so that nobody is asked again."""
        self._drained(self.rejections(suggestions))

    def acceptances(self, suggestions: Iterable[Suggestion | None], tag: str | None = None) -> Iterator[Decided | None]:
        """The steps of accepting many: None for each, at the end what is to be made (`take`).

        None among the suggestions is a step of whoever looks for them.
        """
        self._session.require_writable()
        made: dict[tuple[int, int, str], Annotation] = {}
        changes: list[Change] = []
        ties: list[tuple[Suggestion, Tie]] = []
        for chosen in suggestions:
            waiting = deque() if chosen is None else deque([(chosen, chosen.tag if tag is None else tag)])
            while waiting:
                suggestion, own_tag = waiting.popleft()
                if suggestion.key in made:
                    continue
                annotation = made[suggestion.key] = self._accepted(suggestion, own_tag)
                changes.append(Add(annotation) if suggestion.record is None else Update(suggestion.record, annotation))
                for tie in self._ties(suggestion):
                    ties.append((suggestion, tie))
                    waits = tie.waits
                    if tie.partner.is_source and waits is not None and tie.kind.joins(own_tag, waits.tag):
                        waiting.append((waits, waits.tag))
            yield None
        linked: set[tuple[str, str, str]] = set()
        for suggestion, tie in ties:
            changes += self._link(suggestion, tie, made, linked)
            yield None
        yield Decided(tuple(changes), tuple(made.values()))

    def rejections(self, suggestions: Iterable[Suggestion | None]) -> Iterator[Decided | None]:
        """The steps of rejecting many."""
        self._session.require_writable()
        changes: list[Change] = []
        for suggestion in suggestions:
            if suggestion is not None and suggestion.record is not None:
                changes.append(Update(suggestion.record, suggestion.record.rejected_suggestion()))
            elif suggestion is not None:
                changes.append(Add(self._new(suggestion, suggestion.tag, Decision.REJECTED)))
            yield None
        yield Decided(tuple(changes), ())

    def take(self, decided: Decided) -> None:
        """Makes a change that is ready; of many records it is begun. Raises Refused where the set is another by now."""
        if not decided.changes:
            return
        session = self._session
        session.require_writable()
        try:
            session.own.store.begin(decided.changes[0] if len(decided.changes) == 1 else Batch(decided.changes))
        except ValueError:
            raise Refused(tr("The annotations have changed meanwhile")) from None
        # What is at the caret is an annotation now, or none.
        session.move(session.caret)

    def _drained(self, steps: Iterator[Decided | None]) -> tuple[Annotation, ...]:
        for decided in steps:
            if decided is not None:
                self.take(decided)
                self._session.own.store.complete()
                return decided.annotations
        return ()

    # What a decision changes

    def _accepted(self, suggestion: Suggestion, tag: str) -> Annotation:
        if suggestion.record is None:
            return self._new(suggestion, tag, Decision.ACCEPTED if tag == suggestion.tag else Decision.CHANGED)
        record = suggestion.record
        # One that was found elsewhere than it was written down is settled there.
        targets = () if self._stands_as_written(record) else self._described(suggestion)
        return record.accepted(targets) if tag == suggestion.tag else record.changed_to((tag,), targets)

    def _stands_as_written(self, record: Annotation) -> bool:
        placed = self._session.own.store.placement(record.id)
        return isinstance(placed, Placement) and placed.state is State.EXACT

    def _described(self, suggestion: Suggestion) -> tuple[Target, ...]:
        session = self._session
        return tuple(session.described(session.trimmed(span)) for span in suggestion.spans)

    def _new(self, suggestion: Suggestion, tag: str, decision: Decision) -> Annotation:
        kind = self._session.tagset.tag(tag)
        changed = decision is Decision.CHANGED
        said = Suggested(suggestion.origin, suggestion.score, decision, suggestion.tag if changed else None)
        return new_annotation(
            self._described(suggestion),
            source=self._session.own.annotations.source_iri,
            tags=(tag,),
            attributes=None if kind is None else kind.answers_in(suggestion.attributes),
            suggested=said,
        )

    def _ties(self, suggestion: Suggestion) -> Iterator[Tie]:
        """What a suggestion belongs together with, by links that there are in the tagset."""
        for partner in self.suggestions.partners(suggestion):
            kind = self._session.tagset.relation(partner.relation)
            if kind is not None:
                yield Tie(partner, kind, self.suggestions.open_like(partner.other))

    def _link(
        self,
        suggestion: Suggestion,
        tie: Tie,
        made: dict[tuple[int, int, str], Annotation],
        linked: set[tuple[str, str, str]],
    ) -> Iterator[Change]:
        """The link of an accepted suggestion to what is accepted with it, or is annotated already."""
        store, (partner, kind, waits) = self._session.own.store, tie
        annotation = made[suggestion.key]
        other = made.get(waits.key) if waits is not None else self.suggestions.annotated_as(partner.other)
        if other is None:
            return
        source, target = (annotation, other) if partner.is_source else (other, annotation)
        ends = (kind.name, source.id, target.id)
        if ends in linked or not may_join(kind, source, target):
            return
        linked.add(ends)
        record = None if partner.record_id is None else store.get(partner.record_id)
        if isinstance(record, Relation):
            yield Update(record, record.accepted())
        elif not are_linked(store, kind, source, target):
            said = Suggested(suggestion.origin, suggestion.score, Decision.ACCEPTED)
            yield Add(new_relation(kind.name, source.id, target.id, suggested=said))
