"""Annotations that wait for somebody to say whether they are where they belong, after their source has changed."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations.anchoring import Orphan, Placement, State, confirmed, original_targets, reattached, rejected
from tui_reader.annotations.changes import Batch, Update
from tui_reader.documents.matching import matches
from tui_reader.language import listed, tr, tr_count
from tui_reader.session.annotating.fragments import put
from tui_reader.session.refused import NotYet, Refused
from tui_reader.text.excerpt import ELLIPSIS
from tui_reader.text.search import Query, QueryKind
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.annotations.records.annotation import Annotation
    from tui_reader.annotations.records.targets import TextQuote
    from tui_reader.annotations.store import AnnotationStore
    from tui_reader.documents.document import Document
    from tui_reader.session.entries import Entry
    from tui_reader.session.reader import ReaderSession

CONTEXT_SHOWN = 40
"""Code points before and behind a quote that are shown with it."""
MOST_SHOWN = 1000
"""Code points of a quote that are shown; of a longer one its beginning and its end."""
SEED = 16
"""Code points next to a lost quote by which the place is sought where it once stood."""
LEAST_SEED = 4
NEIGHBOURHOOD = 1 << 18
"""Offsets to either side of where a lost quote once stood in which something like it is sought."""
MOST_LOOK_ALIKES = 500
_NEWLINE = "[\n\r\x1c-\x1e\x85\u2028\u2029]"

_CUT_BEHIND = r"\A(?:\s|\S+(?=\s)|(?s:.))"
_CUT_AFTER = r"(?:\s|(?<=\s)\S+|(?s:.))\Z"
"""A word that is cut at the end of a text, or the blank beside one that is not."""


class Tally(NamedTuple):
    """How many annotations of a set were found how."""

    exact: int
    moved: int
    changed: int
    lost: int

    @classmethod
    def of(cls, store: AnnotationStore) -> Tally:
        """Those of a set as they are now."""
        states = store.states
        return cls(states[State.EXACT], states[State.MOVED], states[State.CHANGED], states[None])

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self)

    @property
    def to_confirm(self) -> int:
        """Those that were found, but not as they were made."""
        return self.moved + self.changed

    @property
    def unsettled(self) -> int:
        """Those that wait for somebody."""
        return self.to_confirm + self.lost

    @property
    def words(self) -> str:
        """All that there are: `40 annotations in place, 3 moved, 1 changed, 1 lost`."""
        return listed(
            [
                tr_count(self.exact, "{count} annotation in place", "{count} annotations in place"),
                *([tr_count(self.moved, "{count} moved", "{count} moved")] if self.moved else []),
                *([tr_count(self.changed, "{count} changed", "{count} changed")] if self.changed else []),
                *([tr_count(self.lost, "{count} lost", "{count} lost")] if self.lost else []),
            ]
        )

    @property
    def unsettled_words(self) -> str:
        """Those that wait, for the status line: `3 to confirm, 1 lost`; empty where none does."""
        return listed(
            [
                *([tr_count(self.to_confirm, "{count} to confirm", "{count} to confirm")] if self.to_confirm else []),
                *([tr_count(self.lost, "{count} lost", "{count} lost")] if self.lost else []),
            ]
        )


class Shown(NamedTuple):
    """A quote with some text around it."""

    text: str
    quote: Span
    """The quote in it."""
    differs: tuple[Span, ...]
    """What is not in the text it is compared with."""


class Comparison(NamedTuple):
    """An annotation's text as it was, and as it is."""

    before: Shown
    now: Shown | None
    """None where it was not found."""


class Confirming:
    """One's own annotations that wait, in the order of the list, and what may be done about each.

    Every change is one of the store's: it can be taken back. What cannot be done raises Refused.
    """

    def __init__(self, session: ReaderSession) -> None:
        self._session = session

    @property
    def _store(self) -> AnnotationStore:
        return self._session.own.store

    @property
    def tally(self) -> Tally:
        """How many there are."""
        return Tally.of(self._store)

    def beside(self, entry_id: str | None, *, forward: bool = True) -> Entry | None:
        """The next one behind an annotation, from the last to the first; from the caret where none is named."""
        entries, waiting = self._session.entries, self._store.unsettled
        if not waiting:
            return None
        rank = entries.rank(entry_id)
        if rank is None:
            rank = entries.rank_from(self._session.caret) - (1 if forward else 0)
        count = len(entries)
        for step in range(1, count + 1):
            place = (rank + (step if forward else -step)) % count
            if entries.id_at(place) in waiting:
                return entries[place]
        return None

    def waits(self, entry_id: str | None) -> bool:
        """Whether an annotation is one of them."""
        return entry_id in self._store.unsettled

    def go_to(self, entry: Entry) -> None:
        """Puts the caret on it. Of a lost one, what may be it is selected, else the caret goes where it once was."""
        session = self._session
        session.focus(entry.id)
        if isinstance(entry.placed, Orphan):
            guess = suggestion(session.document, entry.annotation)
            if guess is None:
                return
            if guess.length:
                session.select(guess)
            else:
                session.move(guess.start)
            session.focus_id = entry.id

    def comparison(self, entry: Entry) -> Comparison:
        """What it was made on, and what stands where it is now."""
        return compared(self._session.document, entry)

    def confirm(self, entry_id: str) -> None:
        """Says that an annotation belongs where it was found."""
        annotation, placed = self._found(entry_id)
        self._change([(annotation, confirmed(annotation, self._session.document, placed.spans))])

    def moved(self) -> list[str]:
        """Ids of those whose text is as it was, elsewhere."""
        return [name for name in self._store.unsettled if self._state(name) is State.MOVED]

    def confirmations(self, ids: list[str]) -> Iterator[tuple[Annotation, Annotation]]:
        """Annotations with what they are when they are confirmed where they are; made as they are asked for."""
        for name in ids:
            annotation, placed = self._found(name)
            yield annotation, confirmed(annotation, self._session.document, placed.spans)

    def take(self, changes: list[tuple[Annotation, Annotation]]) -> None:
        """Makes the changes of `confirmations` at one stroke. Raises Refused when something has changed meanwhile."""
        if not changes:
            return
        self._found(changes[0][0].id)
        try:
            self._change(changes)
        except ValueError:
            raise Refused(tr("The annotations have changed meanwhile")) from None

    def reject(self, entry_id: str) -> None:
        """Says that what was found is not it: it is lost, until its text is back or it is put somewhere by hand."""
        annotation, placed = self._found(entry_id)
        self._change([(annotation, rejected(annotation, self._session.document, placed.spans))])

    def delete(self, entry_id: str) -> None:
        """Removes an annotation together with its links."""
        self._session.delete(entry_id)

    def attach(self, entry_id: str) -> None:
        """Puts an annotation on the text that is selected; a point at the caret where none is."""
        session = self._session
        annotation = session.own_annotation(entry_id)
        if session.selection is not None:
            span = session.trimmed(session.selection)
        elif original_targets(annotation)[0].is_point:
            span = Span(session.caret, session.caret)
        else:
            raise Refused(
                tr("Select the text that the annotation belongs to first: {select.grow} takes the word at the caret")
            )
        if entry_id not in self._store.unsettled:
            put(session, annotation, (span,))
            return
        session.require_current()
        changed = reattached(annotation, session.document, (span,))
        session.require_current()
        self._change([(annotation, changed)])
        session.focus(entry_id)

    def _found(self, entry_id: str) -> tuple[Annotation, Placement]:
        annotation = self._session.own_annotation(entry_id)
        placed = self._store.placement(annotation.id)
        if isinstance(placed, Orphan):
            raise Refused(tr("This annotation is lost: select its text, then put it there"))
        if placed.state is State.EXACT:
            raise Refused(tr("This annotation is where it was made: nothing is to be confirmed"))
        try:
            self._session.require_current()
        except NotYet:
            # Where it is found then, nobody has seen yet.
            raise Refused(tr("The document has just changed on the disk: look at it again")) from None
        return annotation, placed

    def _state(self, entry_id: str) -> State | None:
        placed = self._store.placement(entry_id)
        return None if isinstance(placed, Orphan) else placed.state

    def _change(self, changes: list[tuple[Annotation, Annotation]]) -> None:
        updates = tuple(Update(before, after) for before, after in changes)
        self._store.apply(updates[0] if len(updates) == 1 else Batch(updates))


def compared(document: Document, entry: Entry) -> Comparison:
    """An annotation's text when it was made, and where it is now, each with what stands around it."""
    # Who never checks anything needs no `difflib`.
    from tui_reader.session.settling.differing import differing

    quotes = [target.quote for target in original_targets(entry.annotation) if target.quote is not None]
    prefix = quotes[0].prefix if quotes else ""
    suffix = quotes[-1].suffix if quotes else ""
    before = _shown(prefix, " … ".join(quote.exact for quote in quotes), suffix)
    if not entry.spans:
        return Comparison(before, None)
    first, last = min(entry.spans), max(entry.spans)
    now = _shown(
        _behind(document, first.start, len(prefix)),
        " … ".join(document.slice(span) for span in entry.spans),
        _after(document, last.end, len(suffix)),
    )
    found = differing(before.text, now.text)
    return Comparison(
        before._replace(differs=_without_ends(found.before, found.now, before, now)),
        now._replace(differs=_without_ends(found.now, found.before, now, before)),
    )


def _without_ends(differs: tuple[Span, ...], others: tuple[Span, ...], shown: Shown, other: Shown) -> tuple[Span, ...]:
    """Without what is only there because as much is shown around both quotes: of longer words less is in sight."""
    first, last = len(ELLIPSIS), len(shown.text) - len(ELLIPSIS)
    if differs and differs[0].start == first and differs[0].end <= shown.quote.start:
        is_of_one = not others or others[0].start > first
        differs = differs[1:] if is_of_one else differs
    if differs and differs[-1].end == last and differs[-1].start >= shown.quote.end:
        is_of_one = not others or others[-1].end < len(other.text) - len(ELLIPSIS)
        differs = differs[:-1] if is_of_one else differs
    return differs


def _shown(prefix: str, quote: str, suffix: str) -> Shown:
    prefix, suffix = prefix[-CONTEXT_SHOWN:], suffix[:CONTEXT_SHOWN]
    if len(quote) > MOST_SHOWN:
        quote = f"{quote[: MOST_SHOWN // 2]} … {quote[-MOST_SHOWN // 2 :]}"
    lead = f"{ELLIPSIS}{prefix}"
    # On as few rows as it fits: where lines began is not the question.
    text = re.sub(_NEWLINE, " ", f"{lead}{quote}{suffix}{ELLIPSIS}")
    return Shown(text, Span(len(lead), len(lead) + len(quote)), ())


def _behind(document: Document, offset: int, length: int) -> str:
    """Words of up to so many code points that stand before an offset."""
    text = document.slice(Span(max(0, offset - 4 * length - 4), offset))
    return text if len(text) <= length else re.sub(_CUT_BEHIND, "", text[-length - 1 :])


def _after(document: Document, offset: int, length: int) -> str:
    """The same behind it."""
    text = document.slice(Span(offset, min(document.end, offset + 4 * length + 4)))
    return text if len(text) <= length else re.sub(_CUT_AFTER, "", text[: length + 1])


def suggestion(document: Document, annotation: Annotation) -> Span | None:
    """What a lost annotation may be about; where nothing is like it, the place (an empty span) where it once was.

    That is its quote nearest to where it stood, however it is spelt; else what stands between the words it stood
    between. Nothing is claimed: a person looks at it. None where nothing at all is known.
    """
    target = original_targets(annotation)[0]
    quote, position = target.quote, target.position
    near = document.offset_of(position.start) if position is not None else 0
    if quote is None:
        return None if position is None else Span(min(near, document.end), min(near, document.end))
    whole = _nearest(document, quote.exact, near)
    if whole is not None:
        return whole
    return _between(document, quote, near) or Span(min(near, document.end), min(near, document.end))


def _between(document: Document, quote: TextQuote, near: int) -> Span | None:
    """What stands between the ends of the context that were next to the quote, or where one of them stands."""
    before = _nearest(document, quote.prefix[-SEED:], near)
    after = _nearest(document, quote.suffix[:SEED], near if before is None else before.end)
    if before is not None and after is not None and 0 < after.start - before.end <= 3 * len(quote.exact) + SEED:
        return Span(before.end, after.start)
    if before is not None:
        return Span(before.end, before.end)
    return None if after is None else Span(after.start, after.start)


def _nearest(document: Document, text: str, near: int) -> Span | None:
    """Where a text stands, however it is spelt, that is nearest to an offset."""
    text = text.strip()
    if len(text) < LEAST_SEED:
        return None
    start, end = max(0, near - NEIGHBOURHOOD), min(document.end, near + NEIGHBOURHOOD)
    found = (
        Span(first, last)
        for stretch in matches(document, Query(text, QueryKind.FOLDED), start, end)
        for first, last in zip(stretch.starts, stretch.ends, strict=True)
    )
    return min(islice(found, MOST_LOOK_ALIKES), key=lambda span: abs(span.start - near), default=None)
