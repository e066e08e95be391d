"""What could be tagged in a document, and is not yet: found where somebody looks, kept apart from annotations.

A suggestion is a value made by recognisers from the text, or a record of the set that waits for somebody. Nothing is
written until that one decides (`accepting`). What is annotated already at a place, or was decided there before, is
suggested no more: that is asked of the store each time, so undoing a decision brings its suggestion back.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from itertools import islice
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple

from tui_reader.annotations.anchoring import Placement
from tui_reader.annotations.records.annotation import Annotation
from tui_reader.annotations.suggested_before import is_decided
from tui_reader.documents.matching import matches
from tui_reader.documents.pieces import Piece, pieces_from, pieces_over
from tui_reader.recent import Recent
from tui_reader.recognition.found import NOTHING, Recognised
from tui_reader.recognition.recognisers import RECOGNISERS
from tui_reader.recognition.speaking import BLANK, REACH, speaker_before
from tui_reader.session.decorations import Decoration, Layer
from tui_reader.text.folding import fold_text
from tui_reader.text.search import Query
from tui_reader.text.span import Span
from tui_reader.text.span_sets import shared_part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from tui_reader.annotations.store import AnnotationStore
    from tui_reader.annotations.tagset import Tagset
    from tui_reader.recognition.found import Found, Recogniser
    from tui_reader.session.reader import ReaderSession

KEPT_PIECES = 512
"""Pieces of which it is remembered what was found in them: more than any screen shows, with a page on either side."""
LEAST_SHARED = 0.5
"""How much of two places they must have in common, of all that either of them covers, to be taken for the same."""
PATIENCE, FRAME = 0.004, 0.03
"""Seconds for which painting waits until a text is looked at, and after which it is taken for another painting."""
CONTEXT_COMPARED = 8
"""Letters next to a rejected text that has lost its place by which it is known again."""


class Suggestion(NamedTuple):
    """Text that could have a tag."""

    spans: tuple[Span, ...]
    """Offsets, one span per fragment, in order."""
    tag: str
    origin: str
    """The recogniser or the command that suggests it."""
    score: float | None = None
    """From 0 to 1: how sure that is."""
    attributes: Mapping[str, Any] = NOTHING
    record: Annotation | None = None
    """The record of the set that it is, where it is one."""

    @property
    def extent(self) -> Span:
        """From its first character to behind its last."""
        return Span(self.spans[0].start, self.spans[-1].end)

    @property
    def key(self) -> tuple[int, int, str]:
        """What suggestions are sorted by, and told apart: where they begin and end, and their tag."""
        return (*self.extent, self.tag)

    def covers(self, offset: int) -> bool:
        """Whether the character at an offset is one of it."""
        return any(span.contains(offset) for span in self.spans)


class Partner(NamedTuple):
    """What a suggestion belongs together with."""

    relation: str
    is_source: bool
    """Whether the link goes out from the suggestion that was asked about."""
    other: Suggestion
    record_id: str | None = None
    """The link's id, where it is a record of the set."""


class _Seen(NamedTuple):
    """What the recognisers find in a piece; beyond its edges too, for what belongs together."""

    found: tuple[Suggestion, ...]
    joins: tuple[tuple[str, int, int], ...]


class Suggestions:
    """The suggestions for a reading that nobody has decided on."""

    def __init__(
        self,
        session: ReaderSession,
        recognise: Recogniser,
        *,
        least: float = 0.0,
        all_tags: bool = True,
        when_late: Callable[[], object] = lambda: None,
    ) -> None:
        """`recognise` is given text of a paragraph; what it is less sure of than `least` (0 to 1) is left out.

        `all_tags`: recognisers suggest tags that are off by default too, as all others do, whom somebody has declared.
        `when_late` is called when there was no time to look at all that is painted: `catch_up` does that later.
        """
        self._session = session
        self._recognise = recognise
        self._least = least
        self._all_tags = all_tags
        self._when_late = when_late
        self._late: dict[int, Piece] = {}
        self._spent = self._looked_at = 0.0
        """Seconds spent on looking at what is being painted, and when that was done last (`monotonic`)."""
        self._recognised: Recent[int, Recognised] = Recent(KEPT_PIECES)
        self._seen: Recent[int, _Seen] = Recent(KEPT_PIECES)
        self._open: dict[int, list[Suggestion]] = {}
        self._open_at: tuple[AnnotationStore, int, Tagset] | None = None
        """The state of the set, and the tagset, for which `_open` is true."""
        self._of_document: list[Suggestion] = []
        """What was found by looking at the whole document, in order."""
        self._lost: dict[tuple[str, str], list[Annotation]] = {}
        """What was rejected and has lost its place, by tag and folded text."""
        self._here: tuple[tuple[object, ...], Suggestion | None] = (), None
        self.current: Suggestion | None = None
        """The one that was gone to last."""
        self.looked_to = 0
        """The offset at which they are being looked for, or were last."""

    # Where they are

    def overlapping(self, span: Span) -> list[Suggestion]:
        """Those that share a character with a span, in order."""
        pieces = pieces_over(self._session.document, span)
        return list(_over(span, (each for piece in pieces for each in self.beginning_in(piece))))

    def in_time(self, span: Span) -> list[Suggestion]:
        """The same, but those in text for which there is no time before the screen is painted (`catch_up`)."""
        pieces = [piece for piece in pieces_over(self._session.document, span) if self._is_in_time(piece)]
        return list(_over(span, (each for piece in pieces for each in self.beginning_in(piece))))

    def here(self) -> Suggestion | None:
        """The one at the caret: the one that was gone to, else the shortest."""
        store, caret = self._session.own.store, self._session.caret
        # Each row that is painted asks.
        state = (caret, self.current, store, store.revision, self._session.tagset, self._session.own.is_to_come)
        if self._here[0] != state:
            self._here = state, self._find_here(caret)
        return self._here[1]

    def _find_here(self, caret: int) -> Suggestion | None:
        at_caret = [each for each in self.overlapping(Span(caret, caret + 1)) if each.covers(caret)]
        if self.current is not None:
            chosen = next((each for each in at_caret if each.key == self.current.key), None)
            if chosen is not None:
                return chosen
        return min(at_caret, key=lambda each: (each.extent.length, each.key), default=None)

    def selected(self) -> Iterator[Suggestion | None]:
        """The steps of looking for those that have a part in the selection, in order: None for each piece of the text.

        Where nothing is selected it is the one at the caret.
        """
        selection = self._session.selection
        if selection is None:
            yield self.here()
            return
        for piece in pieces_over(self._session.document, selection):
            self.looked_to = piece.own.start
            yield from _over(selection, self.beginning_in(piece))
            yield None

    def look_forward(self, key: tuple[int, int, str] | None = None) -> Iterator[Suggestion | None]:
        """The steps of looking for what comes behind a key, or else behind the caret: None for each piece without."""
        behind = (self._session.caret, -1, "") if key is None else key
        for piece in pieces_from(self._session.document, behind[0]):
            self.looked_to = piece.own.start
            yield next((each for each in self.beginning_in(piece) if each.key > behind), None)

    def look_back(self, key: tuple[int, int, str] | None = None) -> Iterator[Suggestion | None]:
        """The same back to the beginning, for what comes before a key."""
        before = (self._session.caret, -1, "") if key is None else key
        for piece in pieces_from(self._session.document, before[0], backwards=True):
            self.looked_to = piece.own.start
            yield next((each for each in reversed(self.beginning_in(piece)) if each.key < before), None)

    def go_to(self, suggestion: Suggestion) -> None:
        """Puts the caret on the first character of one."""
        self._session.move(suggestion.extent.start)
        self.current = suggestion

    def alike(self, suggestion: Suggestion) -> Iterator[Suggestion | None]:
        """The suggestions of the same words with the same tag in the whole document; None for a place without."""
        document = self._session.document
        words = self._words(suggestion)
        seen: set[tuple[int, int, str]] = set()
        for stretch in matches(document, Query(document.slice(suggestion.spans[0]))):
            self.looked_to = stretch.stretch.start
            yield None
            for start, end in zip(stretch.starts, stretch.ends, strict=True):
                self.looked_to = start
                yield None
                for each in self.overlapping(Span(start, end)):
                    if each.key not in seen and each.tag == suggestion.tag and self._words(each) == words:
                        seen.add(each.key)
                        yield each

    def decorations(self, within: Span) -> Iterator[Decoration]:
        """What is painted over a stretch of text."""
        here = self.here()
        for suggestion in self.in_time(within):
            layer = Layer.SUGGESTION if suggestion != here else Layer.CURRENT_SUGGESTION
            for span in suggestion.spans:
                yield Decoration(span, layer, suggestion.tag, 8 if layer is Layer.SUGGESTION else 22)

    def look_ahead(self, span: Span) -> None:
        """Has what is likely to be shown next looked at before that."""
        for piece in pieces_over(self._session.document, span):
            self.beginning_in(piece)

    def catch_up(self, seconds: float) -> bool:
        """Looks for a while at what there was no time for; whether that is all."""
        until = monotonic() + seconds
        while self._late:
            self.beginning_in(self._late.popitem()[1])
            if monotonic() > until:
                break
        return not self._late

    def _is_in_time(self, piece: Piece) -> bool:
        """Whether a piece is looked at already, or can be before the screen has to be painted."""
        if self._seen.get(piece.own.start) is not None:
            return True
        now = monotonic()
        if now - self._looked_at > FRAME:
            self._spent = 0.0
        if self._spent < PATIENCE:
            self._seen_in(piece)
            self._looked_at = monotonic()
            self._spent += self._looked_at - now
            return True
        if not self._late:
            self._when_late()
        self._late[piece.own.start] = piece
        return False

    def ask(self, recognise: Recogniser) -> None:
        """Has other recognisers look at the text from now on."""
        self._recognise = recognise
        self._recognised.clear()
        self._seen.clear()
        self._forget()

    def take(self, found: Iterable[Found]) -> None:
        """Suggests besides what was found by looking at the whole document. Its spans are offsets."""
        come = [Suggestion(tuple(sorted(f.spans)), f.tag, f.origin, f.score, f.attributes) for f in found]
        self._of_document = sorted([*self._of_document, *come], key=lambda each: each.key)
        self._forget()

    def _forget(self) -> None:
        self._open.clear()
        self._here = (), None

    # What belongs together

    def partners(self, suggestion: Suggestion) -> list[Partner]:
        """What a suggestion belongs together with, whether that is suggested still, annotated already or rejected."""
        partners = []
        if suggestion.record is not None:
            store = self._session.own.store
            for tie in store.ties_of(suggestion.record.id):
                goes_out = tie.source == suggestion.record.id
                record = store.get(tie.target if goes_out else tie.source)
                other = self._of_record(record) if isinstance(record, Annotation) else None
                if other is not None:
                    partners.append(Partner(tie.name, goes_out, other, tie.id))
        for piece in pieces_over(self._session.document, Span(suggestion.extent.start, suggestion.extent.start + 1)):
            if not piece.own.start <= suggestion.extent.start <= piece.own.end:
                continue
            partners += self._partners_in(self._seen_in(piece), suggestion)
            # Who speaks may go on to in the next paragraphs.
            for further in islice(pieces_from(self._session.document, piece.own.start), 1, 1 + REACH + BLANK):
                if self._recognised_in(further).awaiting:
                    inside = self._partners_in(self._seen_in(further), suggestion)
                    partners += [each for each in inside if further.own.contains(each.other.extent.start)]
        return partners

    def _partners_in(self, seen: _Seen, suggestion: Suggestion) -> Iterator[Partner]:
        same = {n for n, each in enumerate(seen.found) if each.tag == suggestion.tag and is_near(each, suggestion)}
        for relation, source, target in seen.joins:
            if source in same or target in same:
                yield Partner(relation, source in same, seen.found[target if source in same else source])

    def open_like(self, suggestion: Suggestion) -> Suggestion | None:
        """The suggestion with this tag at (nearly) this place that nobody has decided on."""
        return next(
            (
                each
                for each in self.overlapping(suggestion.extent)
                if each.tag == suggestion.tag and is_near(each, suggestion)
            ),
            None,
        )

    def annotated_as(self, suggestion: Suggestion) -> Annotation | None:
        """One's own annotation that a suggestion has become, or that was there before it with its tag.

        A narrower tag will do; and one that came from the same origin and was tagged otherwise since.
        """
        store, tagset = self._session.own.store, self._session.tagset
        for annotation in store.overlapping(suggestion.extent):
            placed = store.placement(annotation.id)
            if isinstance(placed, Placement) and shared_part(placed.spans, suggestion.spans) >= LEAST_SHARED:
                was = annotation.suggested
                is_tagged = any(tagset.descends(tag, suggestion.tag) for tag in annotation.tags)
                if is_tagged or (was is not None and was.origin == suggestion.origin):
                    return annotation
        return None

    # Inside

    def beginning_in(self, piece: Piece) -> list[Suggestion]:
        """Those that begin in a piece, in order."""
        own = self._session.own
        state = own.store, own.store.revision, self._session.tagset
        if self._open_at != state or len(self._open) > KEPT_PIECES:
            self._open.clear()
            self._open_at = state
            self._lost = defaultdict(list)
            for annotation in own.store.lost_rejections:
                quote = annotation.targets[0].quote
                if quote is not None and annotation.tags:
                    self._lost[annotation.tags[0], fold_text(quote.exact)].append(annotation)
        found = self._open.get(piece.own.start)
        if found is None:
            found = self._open[piece.own.start] = self._open_in(piece)
        return found

    def _open_in(self, piece: Piece) -> list[Suggestion]:
        if self._session.own.is_to_come:
            return []
        whole = self._of_document
        first = bisect_left(whole, piece.own.start, key=lambda each: each.extent.start)
        given = whole[first : bisect_left(whole, piece.own.end, first, key=lambda each: each.extent.start)]
        live = [each for each in self._seen_in(piece).found if piece.own.contains(each.extent.start)]
        pending, rejected = self._recorded(piece.reach)
        # What is written down comes before what is found anew, then who is surer.
        found = [
            *(each for each in pending if piece.own.contains(each.extent.start)),
            *sorted((*live, *given), key=lambda each: -(each.score or 0)),
        ]
        taken = self._taken(found)
        kept: list[Suggestion] = []
        known: defaultdict[str, list[Suggestion]] = defaultdict(list)
        """By tag what was rejected, and what is kept."""
        for each in rejected:
            known[each.tag].append(each)
        for each in found:
            if not self._is_wanted(each) or any(is_near(other, each) for other in known[each.tag]):
                continue
            start, end = each.extent
            if any(start < stop and begin < end for begin, stop in taken) and self._is_decided(each):
                continue
            if not self._is_lost_rejected(each):
                kept.append(each)
                known[each.tag].append(each)
        return sorted(kept, key=lambda each: each.key)

    def _taken(self, suggestions: Sequence[Suggestion]) -> list[Span]:
        """The extents of what somebody has decided on near some suggestions: elsewhere nothing need be asked."""
        if not suggestions:
            return []
        starts, ends = zip(*(each.extent for each in suggestions), strict=True)
        store, span = self._session.own.store, Span(min(starts), max(ends))
        placed = (store.placement(a.id) for a in (*store.overlapping(span), *store.rejected_overlapping(span)))
        spans = (p.spans for p in placed if isinstance(p, Placement))
        # A point lies on the character behind it.
        return [Span(min(each).start, max(max(s.end, s.start + 1) for s in each)) for each in spans]

    def _is_decided(self, suggestion: Suggestion) -> bool:
        store = self._session.own.store
        return is_decided(store, suggestion.tag, suggestion.spans) or self.annotated_as(suggestion) is not None

    def _is_wanted(self, suggestion: Suggestion) -> bool:
        """Whether it has a tag there is, and is sure enough; what is in the set somebody has asked for already."""
        tag = self._session.tagset.tag(suggestion.tag)
        if tag is None or suggestion.record is not None:
            return tag is not None
        is_sure = suggestion.score is None or suggestion.score >= self._least
        return is_sure and (self._all_tags or not tag.off_by_default or suggestion.origin not in RECOGNISERS)

    def _recorded(self, span: Span) -> tuple[list[Suggestion], list[Suggestion]]:
        """The suggestions in the set that have a part in a span: those that wait, and those that were rejected."""
        store = self._session.own.store
        recorded = (store.suggestions_overlapping(span), store.rejected_overlapping(span))
        pending, rejected = ([found for each in some if (found := self._of_record(each))] for some in recorded)
        return pending, rejected

    def _of_record(self, annotation: Annotation) -> Suggestion | None:
        placed = self._session.own.store.placement(annotation.id)
        if not isinstance(placed, Placement) or not annotation.tags:
            return None
        said, spans = annotation.suggested, tuple(sorted(placed.spans))
        origin, score = ("", None) if said is None else (said.origin, said.score)
        return Suggestion(spans, annotation.tags[0], origin, score, annotation.attributes, annotation)

    def _is_lost_rejected(self, suggestion: Suggestion) -> bool:
        """Whether it is one that was rejected, whose place could not be told when the text had changed."""
        if not self._lost:
            return False
        document, (start, end) = self._session.document, suggestion.spans[0]
        for annotation in self._lost.get((suggestion.tag, fold_text(document.slice(Span(start, end)))), ()):
            quote = annotation.targets[0].quote
            before = fold_text(document.slice(Span(max(0, start - 4 * CONTEXT_COMPARED), start)))[-CONTEXT_COMPARED:]
            after = fold_text(document.slice(Span(end, end + 4 * CONTEXT_COMPARED)))[:CONTEXT_COMPARED]
            if quote is not None and (
                (before and fold_text(quote.prefix).endswith(before))
                or (after and fold_text(quote.suffix).startswith(after))
            ):
                return True
        return False

    def _seen_in(self, piece: Piece) -> _Seen:
        return self._seen.get_or_make(piece.own.start, lambda: self._look_at(piece))

    def _recognised_in(self, piece: Piece) -> Recognised:
        text = piece.text
        return self._recognised.get_or_make(
            piece.own.start, lambda: self._recognise(text) if text.strip() else Recognised()
        )

    def _look_at(self, piece: Piece) -> _Seen:
        recognised = self._recognised_in(piece)
        found = [_shifted(each, piece.start) for each in recognised.found]
        joins = [(join.relation, join.source, join.target) for join in recognised.joins]
        if recognised.awaiting:
            before = islice(pieces_from(self._session.document, piece.own.start, backwards=True), 1, None)
            speaker = speaker_before(before, lambda each: each.text, self._recognised_in)
            if speaker is not None:
                joins += [("said_by", quote, len(found)) for quote in recognised.awaiting]
                found.append(_shifted(speaker[1], speaker[0].start))
        return _Seen(tuple(found), tuple(joins))

    def _words(self, suggestion: Suggestion) -> str:
        return " … ".join(fold_text(self._session.document.slice(span)) for span in suggestion.spans)


def _shifted(found: Found, start: int) -> Suggestion:
    """What was found in text that begins at an offset."""
    spans = tuple(span.shifted(start) for span in sorted(found.spans))
    return Suggestion(spans, found.tag, found.origin, found.score, found.attributes)


def _over(span: Span, suggestions: Iterable[Suggestion]) -> Iterator[Suggestion]:
    """Those that share a character with a span."""
    start, end = span
    for each in suggestions:
        for first, last in each.spans:
            if first < end and start < last:
                yield each
                break


def is_near(one: Suggestion, other: Suggestion) -> bool:
    """Whether two suggestions are about (nearly) the same text."""
    if one.spans[0].start >= other.spans[-1].end or other.spans[0].start >= one.spans[-1].end:
        return False
    return shared_part(one.spans, other.spans) >= LEAST_SHARED
