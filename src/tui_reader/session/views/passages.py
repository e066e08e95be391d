"""Passages as they are listed: an annotation with its place, what stands around it, and by what it is found."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations.anchoring import Orphan
from tui_reader.session.views.placed_set import spans_of
from tui_reader.text.contexts import Context, Contexts
from tui_reader.text.folding import fold_text
from tui_reader.text.sanitise import printable
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tui_reader.annotations.anchoring import Placed
    from tui_reader.annotations.records.annotation import Annotation
    from tui_reader.documents.document import Document
    from tui_reader.session.views.placed_set import PlacedSet
    from tui_reader.session.views.questions import Answer
    from tui_reader.text.bidi import Direction

MOST_OF_SOURCE = 200
"""Code points that are kept of the text that names a source."""
_EDGES = " \t.,:;!?،؛؟…\"'“”‘’«»‹›()[]{}-–—"
"""What a name is compared without, where it begins or ends."""


class Passage(NamedTuple):
    """One line of a list."""

    path: Path
    """The document."""
    annotator: str
    id: str
    """That of the annotation, in the scope of its set."""
    annotation_id: str
    """The same as it stands in the set."""
    tags: tuple[str, ...]
    spans: tuple[Span, ...]
    """Where it lies, as offsets; none where it has lost its place, or is about the whole document."""
    code_points: tuple[Span, ...]
    """The same in code points of the whole text."""
    context: Context | None
    """None where it lies nowhere."""
    quote: str
    """The text it was made on, all of it."""
    problem: str = ""
    """Why it has lost its place."""
    source: str | None = None
    """Who says it, as the text says that first; None where nobody does, or nobody asked."""
    source_key: str = ""
    """The same as it is compared."""
    folded: str = ""
    """What it is found by, folded as in a search."""

    @property
    def start(self) -> int | None:
        """Offset of its first character."""
        return min(self.spans).start if self.spans else None


class PassageMaker:
    """Makes lines of what is found in one document."""

    def __init__(self, document: Document, direction: Direction) -> None:
        """`direction` is how the base direction of a paragraph is found."""
        self._document = document
        self._contexts = Contexts(document, direction)

    def passages(self, placed_set: PlacedSet, answer: Answer) -> Iterator[Passage]:
        """The lines of an answer: one, or one for each source that says it."""
        annotation, placed, sources = answer
        spans = tuple(sorted(spans_of(placed)))
        context = self._contexts.of(spans) if spans else None
        passage = Passage(
            self._document.path,
            placed_set.annotator,
            placed_set.scoped(annotation.id),
            annotation.id,
            annotation.tags,
            spans,
            tuple(map(self._document.code_point_span, spans)),
            context,
            quote_of(annotation),
            placed.reason if isinstance(placed, Orphan) else "",
        )
        words = [self._document.path.name, placed_set.annotator, *annotation.tags, annotation.note or ""]
        words.append(passage.quote if context is None else context.text)
        passage = passage._replace(folded=fold_text(printable(" ".join(words))))
        if not sources:
            yield passage
        for source, place in sources:
            named = self.named(source, place)
            key = source_key(named)
            yield passage._replace(source=named, source_key=key, folded=f"{passage.folded} {key}")

    def named(self, source: Annotation, placed: Placed) -> str:
        """The text that names a source, on one line."""
        spans = sorted(spans_of(placed))
        room = MOST_OF_SOURCE // max(1, len(spans))
        pieces = [self._document.slice(Span(s.start, min(s.end, s.start + room))) for s in spans]
        return " ".join(" … ".join(pieces or [quote_of(source)[:MOST_OF_SOURCE]]).split())


def quote_of(annotation: Annotation) -> str:
    """The text an annotation was made on."""
    return " … ".join(target.quote.exact for target in annotation.targets if target.quote is not None)


def source_key(named: str) -> str:
    """What a source is told from others by: its name folded, without what stands at the ends of it."""
    folded = " ".join(fold_text(named).split())
    return folded.strip(_EDGES) or folded
