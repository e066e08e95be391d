"""The same words wherever they stand, in one document or in all that are open, and one tag for those a person wants.

Words are found folded and with clitics (`text.word_finder`); what has the tag already is counted and not offered. In
the document that is open an annotation comes into its reading; in another one its set is read, changed and committed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations.anchoring import describe
from tui_reader.annotations.changes import Add, Batch, Remove
from tui_reader.annotations.records.annotation import Annotation, new_annotation
from tui_reader.annotations.records.suggested import Decision, Suggested
from tui_reader.documents.files import read_document
from tui_reader.documents.matching import matches
from tui_reader.documents.standing import Standing, standing_of
from tui_reader.errors import FileProblem, Stopped, TuiReaderError
from tui_reader.language import tr, tr_count
from tui_reader.session.files.kept_counts import counted
from tui_reader.session.files.opening import SetFiles
from tui_reader.session.layers import own_layer
from tui_reader.session.reading.changing import require_sound
from tui_reader.session.refused import Refused
from tui_reader.session.upkeep.writing import write_change
from tui_reader.session.views.placed_set import spans_of
from tui_reader.text.contexts import Context, Contexts
from tui_reader.text.span import Span
from tui_reader.text.word_finder import WordFinder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from tui_reader.annotations.anchoring import Placed
    from tui_reader.annotations.store import AnnotationStore
    from tui_reader.documents.document import Document
    from tui_reader.session.layers import SetLayer
    from tui_reader.session.reader import ReaderSession
    from tui_reader.session.views.survey import Place
    from tui_reader.settings import Settings
    from tui_reader.text.bidi import Direction

ORIGIN = "annotate-all"
"""What a record says of how it came to be."""
MOST_LISTED = 5_000
"""Hits that can be looked at, and annotated at once; beyond that they are counted only."""


class Occurrence(NamedTuple):
    """One place where the words stand."""

    path: Path
    """The document."""
    whole: Span
    """Offsets of the word, or words, with their clitics."""
    bare: Span
    """The same without the clitics in front."""
    text: str
    """What stands there, clitics and all."""
    whole_context: Context
    bare_context: Context

    def span(self, *, with_clitics: bool) -> Span:
        """What is annotated."""
        return self.whole if with_clitics else self.bare

    def text_of(self, *, with_clitics: bool) -> str:
        """What is annotated, as it is spelt."""
        return self.text if with_clitics else self.text[self.bare.start - self.whole.start :]

    def context(self, *, with_clitics: bool) -> Context:
        """What is annotated, with what stands around it."""
        return self.whole_context if with_clitics else self.bare_context


class OpenDocument(NamedTuple):
    """The document of a reading, and what is annotated in it. To be made by the thread that changes it."""

    document: Document
    direction: Direction
    tagged: frozenset[Span]

    @classmethod
    def of(cls, session: ReaderSession, tag: str) -> OpenDocument:
        """What is open now."""
        return cls(session.document, session.page.direction, _tagged(session.own.store.placements(), tag))


@dataclass
class Everywhere:
    """Looks for words. `run` is for a worker thread; everything else may be asked at any time."""

    words: str
    tag: str
    places: Sequence[Place]
    settings: Settings
    here: OpenDocument
    clitics: bool = True
    """Whether words count that something is written together with."""
    hits: list[Occurrence] = field(default_factory=list)
    """In the order of the documents, without those that have the tag; grows while `run` is at work."""
    count: int = 0
    """All of these, also those that are not listed."""
    tagged: int = 0
    """Places that have the tag already."""
    documents_seen: int = 0
    problems: list[TuiReaderError] = field(default_factory=list)
    """Documents and sets that cannot be read."""
    is_cancelled: bool = False

    @property
    def is_done(self) -> bool:
        """Whether all has been looked at."""
        return self.documents_seen == len(self.places)

    def cancel(self) -> None:
        """Ends `run`, in another thread, soon."""
        self.is_cancelled = True

    def run(self) -> Iterator[None]:
        """Looks through the documents, and comes back after every stretch of text; ends at once when cancelled."""
        finder = WordFinder(self.words, clitics=self.clitics)
        # What is open comes first: somebody looks at it.
        for place in sorted(self.places, key=lambda place: place.path != self.here.document.path):
            try:
                yield from self._look(place, finder)
            except (FileProblem, Refused) as problem:
                self.problems.append(problem)
            except Stopped:
                return
            if self.is_cancelled:
                return
            self.documents_seen += 1
            yield

    def _look(self, place: Place, finder: WordFinder) -> Iterator[None]:
        is_here = place.path == self.here.document.path
        document = self.here.document if is_here else read_document(place.path, self.settings.encoding)
        contexts = Contexts(document, self.here.direction if is_here else self.settings.direction)
        tagged: frozenset[Span] | None = self.here.tagged if is_here else None
        for found in matches(document, finder):
            if self.is_cancelled:
                return
            for start, end in zip(found.starts, found.ends, strict=True):
                if tagged is None:
                    tagged = self._tagged_in(document, place)
                whole = Span(start, end)
                text = document.slice(whole)
                bare = Span(start + finder.bare(text).start, end)
                if not tagged.isdisjoint((whole, bare)):
                    self.tagged += 1
                    continue
                self.count += 1
                if len(self.hits) < MOST_LISTED:
                    around, bare_around = contexts.of((whole,)), contexts.of((bare,))
                    self.hits.append(Occurrence(document.path, whole, bare, text, around, bare_around))
            yield

    def _tagged_in(self, document: Document, place: Place) -> frozenset[Span]:
        """What has the tag in the set of a document that is not open: a set is read only where there is a hit."""
        files = SetFiles(document, self.settings, place.opened)
        if not files.own_path.exists():
            return frozenset()
        _count(document, self._goes_on)
        return _tagged(_own_layer(files, self._goes_on).store.placements(), self.tag)

    def _goes_on(self, _: float) -> bool:
        return not self.is_cancelled

    @property
    def status(self) -> str:
        """How far it is, for a person."""
        words = tr_count(self.count, "{count} place", "{count} places") if self.count else tr("Nothing found")
        if self.tagged:
            has_it = tr_count(self.tagged, "{count} has the tag already", "{count} have the tag already")
            words += f" · {has_it}"
        if len(self.hits) < self.count and self.count > MOST_LISTED:
            words += " · " + tr("the first {count} are listed", count=MOST_LISTED)
        if not self.is_done and not self.is_cancelled:
            words += "  (" + tr("{seen} of {count} searched", seen=self.documents_seen, count=len(self.places)) + "…)"
        return words


class Annotated(NamedTuple):
    """What has been annotated at one stroke, in one document."""

    path: Path
    annotations: tuple[Annotation, ...]

    @property
    def change(self) -> Batch:
        """The one change that did it."""
        return Batch(tuple(map(Add, self.annotations)))


class Stroke(NamedTuple):
    """What one key has annotated, or taken back, document by document."""

    done: Sequence[Annotated]
    problems: Sequence[str] = ()
    """What could not be done, in words."""


def annotations_for(
    document: Document,
    wanted: Sequence[tuple[Span, str]],
    tag: str,
    source: str,
    goes_on: Callable[[], bool] = lambda: True,
) -> Annotated:
    """Annotations of places, each a span and the text that was seen there, which nobody has yet. For any thread.

    Raises Refused where that text is not there any more, or the document on the disk is another one; Stopped.
    """
    _require_as_read(document)
    for span, text in wanted:
        if document.slice(span) != text:
            raise Refused(_changed_words(document.path))
        require_sound(text)
    made = []
    for span, _ in wanted:
        if not goes_on():
            raise Stopped(tr("the search was given up"))
        said = Suggested(ORIGIN, None, Decision.ACCEPTED)
        made.append(new_annotation((describe(document, span),), source=source, tags=(tag,), suggested=said))
    _require_as_read(document)
    return Annotated(document.path, tuple(made))


def add_here(session: ReaderSession, document: Document, made: Annotated) -> None:
    """Brings annotations that were made for a document into its reading as one change.

    Raises Refused where that is of another document by now, and NotYet.
    """
    if session.document is not document:
        raise Refused(_changed_words(made.path))
    session.require_writable()
    session.own.store.apply(made.change)


def take_back_here(session: ReaderSession, done: Annotated) -> None:
    """Takes annotations of a reading away again, and stays where one is. Raises Refused where one was worked on."""
    session.require_writable()
    store = session.own.store
    _require_as_made(store, done)
    anchor, caret = session.anchor, session.caret
    if store.last_change == done.change:
        session.undo()
    else:
        store.apply(_removal(done))
    session.move(caret)
    session.anchor = anchor


def annotate_elsewhere(
    place: Place, settings: Settings, tag: str, wanted: Sequence[tuple[Span, str]], goes_on: Callable[[], bool]
) -> Annotated:
    """Annotates places of a document that is not open, each a span and the text that was seen there, in its set.

    What has the tag by now is left alone. Raises Refused where that text is not there any more or the set is only for
    reading, FileProblem, Stopped.
    """
    document = read_document(place.path, settings.encoding)
    _count(document, lambda _: goes_on())
    layer = _own_layer(SetFiles(document, settings, place.opened), lambda _: goes_on())
    tagged = _tagged(layer.store.placements(), tag)
    new = [(span, text) for span, text in wanted if span not in tagged]
    made = annotations_for(document, new, tag, layer.annotations.source_iri, goes_on)
    if made.annotations:
        write_change(layer, made.change)
    return made


def take_back_elsewhere(place: Place, settings: Settings, done: Annotated) -> None:
    """Takes annotations away again. Raises FileProblem, and Refused where one was worked on."""
    document = read_document(place.path, settings.encoding)
    _count(document, lambda _: True)
    layer = _own_layer(SetFiles(document, settings, place.opened), lambda _: True)
    _require_as_made(layer.store, done)
    write_change(layer, _removal(done))


def _count(document: Document, goes_on: Callable[[float], bool]) -> None:
    """Counts a document: annotations need that. Raises Stopped, and Refused where it is written over meanwhile."""
    if not counted(document, goes_on):
        if goes_on(0.0):
            raise Refused(_changed_words(document.path))
        raise Stopped(tr("the search was given up"))


def _own_layer(files: SetFiles, goes_on: Callable[[float], bool]) -> SetLayer:
    layer = own_layer(files.own_path, files.document, files.annotator, files.tagset.identifier, goes_on)
    if layer.read_only_because:
        raise Refused(f"{files.own_path}: {layer.read_only_because}")
    return layer


def _tagged(placements: Iterator[tuple[Annotation, Placed]], tag: str) -> frozenset[Span]:
    return frozenset(span for annotation, placed in placements if tag in annotation.tags for span in spans_of(placed))


def _require_as_read(document: Document) -> None:
    # One that is being counted has been read again since it was searched.
    if standing_of(document) is not Standing.AS_READ or not document.is_counted:
        raise Refused(_changed_words(document.path))


def _changed_words(path: Path) -> str:
    return tr("{name}: has changed on the disk; search once more", name=path.name)


def _require_as_made(store: AnnotationStore, done: Annotated) -> None:
    if any(store.get(annotation.id) != annotation or store.ties_of(annotation.id) for annotation in done.annotations):
        raise Refused(tr("{name}: was worked on since; it stays as it is", name=done.path.name))


def _removal(done: Annotated) -> Batch:
    return Batch(tuple(map(Remove, done.annotations)))
