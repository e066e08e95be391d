"""Sets put onto their sources as these are now: what was found where, and the set that says so.

An annotation that was found elsewhere, or changed, gets new selectors and a mark (`anchoring.reanchored`), one that
was not found stays as it is. Suggestions are put anew too, and nobody is told of them; so are decisions whose text
stands elsewhere now, while one whose text has changed keeps its quote, and is asked again by who reviews. That the
set was made on the source of today is written down only if that makes nothing exact that is not: on a source that has
not changed since, a position alone is believed, and a quote without the text around it. So the page keeps its old
SHA-256 while it has an orphan, or an annotation without a quote.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations import file, w3c
from tui_reader.annotations.anchoring import Orphan, State, anchor_all, describe, original_targets, reanchored
from tui_reader.annotations.records.annotation import Annotation
from tui_reader.annotations.records.record import UnknownRecord
from tui_reader.annotations.records.remark import Remark
from tui_reader.annotations.records.targets import BETWEEN_FRAGMENTS, WORDS_AROUND, Target, TextQuote
from tui_reader.annotations.sets import describe_bytes
from tui_reader.annotations.source_paths import source_at
from tui_reader.documents.files import read_document
from tui_reader.errors import AnnotationFileError, Stopped
from tui_reader.language import tr
from tui_reader.session.files.opening import TAGSET_FILE
from tui_reader.session.upkeep.checking import files_of
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from tui_reader.annotations.anchoring import Placed, Placement
    from tui_reader.annotations.file import Loaded
    from tui_reader.annotations.sets import AnnotationSet
    from tui_reader.documents.document import Document


class Outcome(NamedTuple):
    """What became of one annotation that is not where it was made, or waits from an earlier time."""

    annotation: Annotation
    state: State | None
    """None for an orphan."""
    reason: str
    old: str
    """Its quote, as it was when somebody made it."""
    new: str
    """The text it is about now; empty for an orphan."""
    was_at: Span | None
    """Code points from its first character to its last, as it was made; None where it does not say."""
    is_at: Span | None
    """The same of where it is now."""


class Reanchored(NamedTuple):
    """A set as it is to be after its source has changed."""

    loaded: Loaded
    set: AnnotationSet
    """The very one that was loaded if there is nothing to be written."""
    document: Document
    counts: Counter[State | None]
    outcomes: list[Outcome]
    """In the order of the set, but for those that are where they were made."""

    @property
    def is_changed(self) -> bool:
        """Whether there is something to be written."""
        return self.set is not self.loaded.set


def sets_under(path: Path) -> Iterator[Path]:
    """The sets under a path, as `validate` finds them. Raises AnnotationFileError."""
    return (found for found in files_of(path) if found.name != TAGSET_FILE and not found.name.startswith("."))


def reanchor(
    path: Path, *, encoding: str | None = None, progress: Callable[[float], bool] = lambda _: True
) -> Reanchored:
    """Looks where the annotations of a set are in its source; nothing is written.

    `progress` is told which part is done, 0 to 1, and says whether to go on. Raises AnnotationFileError for a set
    that cannot be read, is damaged or says nothing of its source, LeadsOut for one whose source lies outside,
    DocumentError, and Stopped.
    """
    loaded = file.load(path)
    if loaded.read_only:
        raise AnnotationFileError(path, tr("the file is damaged, or of a newer version"))
    source = loaded.set.source
    if source is None:
        raise AnnotationFileError(path, tr("does not say which source it is about"))
    document = read_document(source_at(path, source.path), encoding)
    if not document.count(lambda part: progress(part / 2)):
        raise Stopped(tr("the search was given up"))
    annotations = [record for record in loaded.set.records if isinstance(record, Annotation)]
    decisions = [record for record in loaded.set.records if isinstance(record, Remark) and record.targets]
    unchanged = source.sha256 == document.fingerprint
    placed = anchor_all(
        document, [*annotations, *decisions], source_unchanged=unchanged, progress=lambda part: progress(0.5 + part / 2)
    )
    is_of_today = unchanged or _may_be_of_today(loaded.set, placed)
    fresh = {a.id: _anew(a, document, placed[a.id], with_context=is_of_today and not unchanged) for a in annotations}
    moved = {each.id: _put_anew(each, document, placed[each.id]) for each in decisions}
    records = [
        fresh[record.id]
        if isinstance(record, Annotation)
        else moved.get(record.id, record)
        if isinstance(record, Remark)
        else record
        for record in loaded.set.records
    ]
    changed = loaded.set
    if any(new is not old for new, old in zip(records, loaded.set.records, strict=True)):
        changed = changed.with_records(records).with_literal(w3c.ANCHORED)
    if is_of_today and not unchanged:
        changed = changed.about(describe_bytes(document))
    told = [(a, placed[a.id]) for a in annotations if not a.is_suggestion]
    outcomes = [outcome for a, place in told if (outcome := _outcome(a, fresh[a.id], place, document))]
    counts = Counter(place.state if not isinstance(place, Orphan) else None for _, place in told)
    return Reanchored(loaded, changed, document, counts, outcomes)


def _anew(annotation: Annotation, document: Document, placed: Placed, *, with_context: bool) -> Annotation:
    """The annotation with the selectors it should have: the same one if they are right, or nobody knows better.

    `with_context`: prefix and suffix of what is where it was made are to be as the source has them too.
    """
    if isinstance(placed, Orphan) or annotation.is_on_document:
        return annotation
    is_described = _is_described(annotation, document, placed, with_context=with_context)
    return annotation if is_described else reanchored(annotation, document, placed)


def _put_anew(decision: Remark, document: Document, placed: Placed) -> Remark:
    """A decision with the selectors of where its text stands now: the same one where that is as it was, or changed."""
    if isinstance(placed, Orphan) or placed.state is State.CHANGED or decision.is_on_document:
        return decision
    places = [document.code_point_span(span) for span in placed.spans]
    if places == [target.position for target in decision.targets]:
        return decision
    return decision.with_targets([describe(document, span) for span in placed.spans])


def _is_described(annotation: Annotation, document: Document, placed: Placement, *, with_context: bool) -> bool:
    """Whether the selectors lead straight to where it is: also of one that was re-anchored before, and waits."""
    text = document.code_points
    for target, span in zip(annotation.targets, placed.spans, strict=True):
        place, quote = document.code_point_span(span), target.quote
        if target.position not in (place, None) or quote is None or text.slice(place) != quote.exact:
            # Nobody can say more of a position alone, which is believed while the source is as it was.
            return quote is None
        around = Span(max(0, place.start - len(quote.prefix)), place.end + len(quote.suffix))
        # Of a point nothing else is there to agree.
        if (with_context or target.is_point) and text.slice(around) != f"{quote.prefix}{quote.exact}{quote.suffix}":
            return False
    return True


def _may_be_of_today(annotations: AnnotationSet, placed: Mapping[str, Placed]) -> bool:
    lying = [record for record in annotations.records if isinstance(record, Annotation | Remark)]
    lost = any(
        isinstance(placed.get(record.id), Orphan)
        for record in lying
        if not (isinstance(record, Annotation) and record.is_suggestion)
    )
    quoted = all(target.is_whole or target.is_quoted for record in lying for target in record.targets)
    not_understood = any(isinstance(record, UnknownRecord) for record in annotations.records)
    return not lost and quoted and not not_understood


def _outcome(before: Annotation, after: Annotation, placed: Placed, document: Document) -> Outcome | None:
    quotes = [target.words for target in original_targets(before)]
    positions = [target.position for target in original_targets(before) if target.position is not None]
    old = BETWEEN_FRAGMENTS.join(quotes)
    was_at = _hull(positions)
    if isinstance(placed, Orphan):
        return Outcome(after, None, placed.reason, old, "", was_at, None)
    if placed.state is State.EXACT:
        return None
    new = BETWEEN_FRAGMENTS.join(_text(document, span) for span in placed.spans)
    is_at = _hull([document.code_point_span(span) for span in placed.spans])
    return Outcome(after, placed.state, placed.reason, old, new, was_at, is_at)


def _text(document: Document, span: Span) -> str:
    """The text of a span; of a point as its words say it."""
    if span.length:
        return document.slice(span)
    text, place = document.code_points, document.code_point_span(span).start
    before, after = (Span(max(0, place - WORDS_AROUND), place), Span(place, place + WORDS_AROUND))
    return Target(TextQuote("", text.slice(before), text.slice(after))).words


def _hull(spans: list[Span]) -> Span | None:
    return Span(min(span.start for span in spans), max(span.end for span in spans)) if spans else None
