"""The conflicts in one's own set: where they are, what the two versions say, and how each is settled."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations.records.annotation import Annotation
from tui_reader.annotations.records.conflict_marks import ConflictKind
from tui_reader.annotations.records.decision_shape import REJECTED
from tui_reader.annotations.records.relation import Relation
from tui_reader.annotations.records.remark import Remark
from tui_reader.annotations.records.suggested import Decision
from tui_reader.annotations.records.targets import BETWEEN_FRAGMENTS
from tui_reader.annotations.settling import Settlement, original_of, settle, settlements
from tui_reader.language import tr, tr_count
from tui_reader.session.refused import Refused
from tui_reader.session.wording import tag_words
from tui_reader.text.excerpt import isolated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui_reader.annotations.changes import Item
    from tui_reader.annotations.store import AnnotationStore
    from tui_reader.session.annotating.answering import Question
    from tui_reader.session.entries import Entry
    from tui_reader.session.reader import ReaderSession


class Conflict(NamedTuple):
    """One record that two sides left in two states."""

    marked: Item
    """The record with the mark: of two versions the copy."""
    original: Item | None
    """The other version; None where there is but one."""
    ways: tuple[Settlement, ...]
    entry: Entry | None
    """The annotation at which a person sees it: of a link the one it goes out from."""


class Said(NamedTuple):
    """One thing a version says."""

    name: str
    """What kind of thing, in the language of the interface."""
    value: str
    """Empty where the version says nothing of it, and the other does."""
    differs: bool
    """Whether the other version says it otherwise."""


class Conflicts:
    """The conflicts of a reading. What cannot be settled raises Refused."""

    def __init__(self, session: ReaderSession) -> None:
        self._session = session

    @property
    def _store(self) -> AnnotationStore:
        return self._session.own.store

    @property
    def words(self) -> str:
        """How many there are; empty where there is none."""
        count = len(self._store.marked)
        return tr_count(count, "{count} conflict", "{count} conflicts") if count else ""

    def next(self, last_id: str | None = None) -> Conflict:
        """The conflict at the caret or the next one behind it, then the first.

        `last_id` names the marked record that was looked at last: while the caret is still there, the one behind it.
        """
        self._session.require_writable()
        marked = (item for name in self._store.marked if (item := self._store.get(name)) is not None)
        found = sorted(map(self._conflict, marked), key=self._order)
        if not found:
            raise Refused(tr("Nothing is in conflict here"))
        last = next((conflict for conflict in found if conflict.marked.id == last_id), None)
        if last is not None and last.entry is not None and last.entry.id == self._session.focus_id:
            return found[(found.index(last) + 1) % len(found)]
        entries = self._session.entries
        rank = entries.rank(self._session.focus_id)
        here = entries.rank_from(self._session.caret) if rank is None else rank
        return next((conflict for conflict in found if self._order(conflict)[0] >= here), found[0])

    def settle(self, conflict: Conflict, settlement: Settlement) -> None:
        """Ends a conflict; what stays is gone to."""
        session = self._session
        session.require_writable()
        is_as_seen = self._store.get(conflict.marked.id) == conflict.marked and (
            conflict.original is None or self._store.get(conflict.original.id) == conflict.original
        )
        if not is_as_seen:
            raise Refused(tr("This was changed elsewhere meanwhile: look at it again"))
        self._store.apply(settle(self._store, conflict.marked, settlement))
        kept = conflict.original if settlement in (Settlement.COPY, Settlement.ORIGINAL) else conflict.marked
        if kept is not None and session.entry(session.own.scoped(kept.id)) is not None:
            session.focus(session.own.scoped(kept.id))

    def _conflict(self, marked: Item) -> Conflict:
        store = self._store
        name = marked.source if isinstance(marked, Relation) else marked.id
        return Conflict(
            marked,
            original_of(store, marked),
            settlements(store, marked),
            self._session.entry(self._session.own.scoped(name)),
        )

    def _order(self, conflict: Conflict) -> tuple[int, str]:
        entries = self._session.entries
        rank = None if conflict.entry is None else entries.rank(conflict.entry.id)
        return len(entries) if rank is None else rank, conflict.marked.id

    # What it says

    def versions(self, conflict: Conflict) -> list[list[Said]]:
        """What each version says, the original first; of the text both are on, and what else they share, once each."""
        items = [conflict.marked] if conflict.original is None else [conflict.original, conflict.marked]
        said = [self._said(item) for item in items]
        names = list(dict.fromkeys(name for one in said for name in one))
        said = [{name: one.get(name, "") for name in names} for one in said]
        # By the name itself they are kept apart: two attributes may be called the same.
        shown = {isolated(asked.name): isolated(asked.shown_name) for item in items for asked in self._questions(item)}
        return [
            [
                Said(shown.get(name, name), value, any(other[name] != value for other in said))
                for name, value in one.items()
                if any(other[name] for other in said)
            ]
            for one in said
        ]

    def _said(self, item: Item) -> dict[str, str]:
        words = self._linked(item) if isinstance(item, Relation) else {tr("Text"): _text(item)}
        if isinstance(item, Remark):
            return words | self._decided(item)
        if isinstance(item, Annotation):
            words[tr("Tag")] = tag_words(item, self._session.tagset)
        words[tr("Note")] = item.note or ""
        words[tr("Suggestion")] = _decision(item)
        return words | {isolated(question.name): question.marked_words for question in self._questions(item)}

    def _questions(self, item: Item) -> list[Question]:
        # The list asks `conflict_words` of every annotation; most sets are in no conflict.
        from tui_reader.session.annotating.answering import questions_of

        return [] if isinstance(item, Remark) else questions_of(item, self._session.tagset)

    def _decided(self, remark: Remark) -> dict[str, str]:
        decision = remark.decision or {}
        verdict = {None: "", REJECTED: tr("rejected")}.get(decision.get("verdict"), tr("accepted"))
        tags = tag_words(remark, self._session.tagset) if decision.get("outcome") else ""
        reason = decision.get("reason", "")
        return {tr("Decision"): verdict, tr("Tag"): tags, tr("Reason"): reason, tr("Comment"): remark.note or ""}

    def _linked(self, link: Relation) -> dict[str, str]:
        ends = (self._store.get(name) for name in (link.source, link.target))
        start, end = (_text(item) if isinstance(item, Annotation) else tr("(not shown)") for item in ends)
        name = self._session.tagset.shown_relation(link.name)
        return {tr("Link"): name, tr("From"): start, tr("To"): end}


def conflict_words(entry: Entry) -> str:
    """What is the matter with an annotation in a conflict, in a few words; empty where it stands in none."""
    store, mark = entry.layer.store, entry.annotation.conflict
    if mark is None:
        return tr("conflict: version {number} of 2", number=1) if store.is_in_conflict(entry.annotation.id) else ""
    if mark.kind is ConflictKind.EDITED and original_of(store, entry.annotation) is not None:
        return tr("conflict: version {number} of 2", number=2)
    return tr("conflict: deleted elsewhere")


def heading(conflict: Conflict) -> str:
    """What happened, in a sentence."""
    mark = conflict.marked.conflict
    if conflict.original is not None:
        return tr("This was changed twice, each time in another way. Which version stays?")
    if mark is not None and mark.by is not None:
        return tr("{name} deleted this; elsewhere it was changed or linked. Does it stay?", name=isolated(mark.by))
    return tr("This was deleted; elsewhere it was changed or linked. Does it stay?")


def version_words(conflict: Conflict, item: Item) -> str:
    """Which version this is, whose, and when it was made."""
    mark = conflict.marked.conflict
    words = [tr("the version as it is")] if conflict.original is None else []
    if conflict.original is not None:
        words = [tr("first version") if item is conflict.original else tr("second version")]
    if item is conflict.marked and conflict.original is not None and mark is not None and mark.by is not None:
        words.append(isolated(mark.by))
    if item.modified is not None:
        words.append(isolated(item.modified.astimezone().strftime("%Y-%m-%d %H:%M")))
    return " · ".join(words)


def answers(conflict: Conflict) -> Mapping[str, tuple[Settlement, str]]:
    """The key for each way to settle a conflict, and what it does."""
    words = {
        Settlement.ORIGINAL: tr("keep the first version"),
        Settlement.COPY: tr("keep the second version"),
        Settlement.BOTH: tr("keep both, as two annotations"),
        Settlement.KEEP: tr("keep it"),
        Settlement.DELETE: tr("delete it, with its links"),
    }
    return {str(number): (way, words[way]) for number, way in enumerate(conflict.ways, start=1)}


def _text(item: Annotation | Remark) -> str:
    return (
        tr("the whole document")
        if item.is_on_document
        else BETWEEN_FRAGMENTS.join(target.words for target in item.targets)
    )


def _decision(item: Annotation | Relation) -> str:
    """What became of what was suggested; empty where nobody suggested it."""
    if item.suggested is None:
        return ""
    words = {
        None: tr("not decided"),
        Decision.ACCEPTED: tr("accepted"),
        Decision.CHANGED: tr("accepted, with a change"),
        Decision.REJECTED: tr("rejected"),
    }
    return words[item.suggested.decision]
