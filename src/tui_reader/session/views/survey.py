"""A look through documents and their sets, one after the other: what answers a question, and how far each is.

A document is read, asked and let go again; what is open is asked as it is, with all that is not saved yet. Screen and
command line both have this, so they say the same. What was found in a document is believed as long as its files are
what they were: looking again costs what has changed.
"""

from __future__ import annotations

import time
from bisect import bisect_left
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from tui_reader.annotations import folders
from tui_reader.documents.files import read_document
from tui_reader.documents.stamp import Stamp
from tui_reader.errors import DocumentError, ExitCode, FileProblem, Stopped, TuiReaderError
from tui_reader.language import tr
from tui_reader.session.files.kept_counts import counted
from tui_reader.session.files.opening import find_tagset, tagset_path
from tui_reader.session.layers import load_layer
from tui_reader.session.views.coverage import covered
from tui_reader.session.views.passages import PassageMaker
from tui_reader.session.views.placed_set import PlacedSet, spans_of
from tui_reader.session.views.questions import NotInTagset, View, answers
from tui_reader.session.views.tally import Tally, tally_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from tui_reader.annotations.tagset import Tagset
    from tui_reader.documents.document import Document
    from tui_reader.session.library.shelf import Shelf
    from tui_reader.session.reader import ReaderSession
    from tui_reader.session.views.passages import Passage
    from tui_reader.settings import Settings
    from tui_reader.text.bidi import Direction


QUICK = 500
"""Annotations of which nobody notices that they are asked."""


class BadTagset(TuiReaderError):
    """A tagset that cannot be read, so that another one was used."""

    exit_code = ExitCode.UNREADABLE


class Asked(NamedTuple):
    """What a survey is to find out."""

    view: View | None = None
    """The question whose answers are listed; None where none is."""
    tag: str = ""
    """The tag that what is listed must have; empty where any will do."""
    covers: bool = False
    """Whether it is to be known how much of each document is annotated: that takes reading all of it."""
    others: bool = False
    """Whether the sets of other annotators are asked too."""


class Findings(NamedTuple):
    """What was found in one document."""

    path: Path
    passages: Sequence[Passage] = ()
    tally: Tally | None = None
    """None where the document could not be read."""
    problems: Sequence[TuiReaderError] = ()
    """What is wrong with it, its sets or its tagset, and what that has no words for."""
    other_sets: int = 0
    """Sets of other annotators that were not asked."""


class OpenReading(NamedTuple):
    """A document that is open, as it is now. To be made by the thread that changes it."""

    document: Document
    sets: Sequence[PlacedSet]
    tagset: Tagset
    direction: Direction
    other_sets: int

    @classmethod
    def of(cls, session: ReaderSession) -> OpenReading:
        """What is open now, with the sets that are shown."""
        hidden = 0 if session.shows_others else len(session.others)
        sets = [PlacedSet.of(layer) for layer in session.layers]
        return cls(session.document, sets, session.tagset, session.page.direction, hidden)


_Key: TypeAlias = tuple[object, ...]


class Place(NamedTuple):
    """A document to be looked at."""

    path: Path
    opened: Path | None = None
    """The folder it was opened with."""
    sets: tuple[Path, ...] | None = None
    """The sets that are asked, whosever they are; None for those that stand where sets of the document do."""


def places_on(shelf: Shelf, here: Path, *, only_here: bool = False) -> list[Place]:
    """All documents of a library and the one that is open, or only that."""
    paths = [entry.path for entry in shelf.library.documents]
    if only_here or here not in paths:
        paths = [here, *(() if only_here else paths)]
    return [Place(path, shelf.opened_folder(path)) for path in paths]


class Survey:
    """Asks one document after the other. `run` is for a worker thread; everything else may be looked at any time."""

    def __init__(
        self,
        places: Iterable[Place],
        asked: Asked,
        settings: Settings,
        here: OpenReading | None = None,
        before: Survey | None = None,
        progress: Callable[[Path, float], object] = lambda _path, _part: None,
        *,
        now: Callable[[], int] = time.time_ns,
    ) -> None:
        """`before` is an earlier survey, of which is believed what is still so.

        `progress` is told which part of which document has been read, 0 to 1. `now` gives nanoseconds since 1970.
        """
        self._now = now
        self.asked = asked
        self.findings: list[Findings] = []
        """In the order of the documents; grows while `run` is at work."""
        self.is_done = False
        self.looked_at = 0
        """How many documents have been asked."""
        self._places = places
        self._numbers: list[int] = []
        """Which document each of the findings is about."""
        self._settings = settings
        self._here = here
        self._known: dict[Path, tuple[_Key, Findings]] = (
            before._known if before is not None and before.asked == asked else {}
        )
        """What is believed as long as what it depends on is the same."""
        self._progress = progress
        self._finder = folders.SetFinder(settings.annotations)
        self._tagsets: dict[Path, tuple[Tagset, list[str]]] = {}
        self._cancelled = False
        self.is_quick = here is not None and sum(len(each.placements) for each in here.sets) <= QUICK
        """Whether what is open is asked in no time."""

    def cancel(self) -> None:
        """Ends `run`, in another thread, soon."""
        self._cancelled = True

    def run(self) -> Iterator[None]:
        """Looks at the documents, and comes back after each piece of work; ends at once when cancelled."""
        for number, place in self._in_turn():
            for found in self._look_at(place):
                if self._cancelled:
                    return
                if found is not None:
                    at = bisect_left(self._numbers, number)
                    self._numbers.insert(at, number)
                    self.findings.insert(at, found)
                yield
            self.looked_at += 1
        self.is_done = True
        yield

    def take(self) -> Findings:
        """The first of the findings, which are let go of and not believed later: there may be no end of them."""
        del self._numbers[0]
        found = self.findings.pop(0)
        self._known.pop(found.path, None)
        return found

    def _in_turn(self) -> Iterable[tuple[int, Place]]:
        """The documents, each with its number; what is open comes first, as somebody looks at it."""
        here = self._here
        if here is None:
            return enumerate(self._places)
        return sorted(enumerate(self._places), key=lambda pair: pair[1].path != here.document.path)

    def _look_at(self, place: Place) -> Iterator[Findings | None]:
        here = self._here
        if here is not None and place.path == here.document.path:
            if here.document.count(partial(self._goes_on, place.path)):
                yield from self._ask(here.document, here.sets, here.tagset, here.direction, (), here.other_sets)
            return
        own = folders.set_name(place.path.name, self._settings.annotator)
        if place.sets is None:
            paths = self._finder.sets_for(place.path, place.opened)
            chosen = [path for path in paths if self.asked.others or path.name == own]
        else:
            paths = chosen = list(place.sets)
        if not chosen and not self.asked.covers:
            empty = tally_of((), self._tagset_for(place)[0])
            yield Findings(place.path, tally=empty, other_sets=len(paths))
            return
        key = self._key(place, chosen)
        known = self._known.get(place.path)
        if known is not None and known[0] == key:
            yield known[1]
            return
        for found in self._read(place, chosen, own, len(paths) - len(chosen)):
            # What is written over while it is read is read again the next time.
            if found is not None and key is not None and self._key(place, chosen) == key:
                self._known[place.path] = key, found
            yield found

    def _key(self, place: Place, sets: Sequence[Path]) -> _Key | None:
        """All that what is found in a document depends on; None where that is not sure."""
        state = _state_of((place.path, *sets), self._now())
        direction, encoding = self._settings.direction, self._settings.encoding
        return None if state is None else (tuple(sets), state, self._tagset_for(place)[0], direction, encoding)

    def _read(self, place: Place, chosen: Sequence[Path], own: str, left: int) -> Iterator[Findings | None]:
        goes_on = partial(self._goes_on, place.path)
        try:
            document = read_document(place.path, self._settings.encoding)
            if not counted(document, goes_on) and not self._cancelled:
                raise DocumentError(place.path, tr("was written over while it was read"))
        except FileProblem as error:
            yield Findings(place.path, problems=(error,), other_sets=left)
            return
        # Who has given up hears no more.
        yield None
        sets: list[PlacedSet] = []
        problems: list[TuiReaderError] = []
        for path in chosen:
            scope = "" if path.name == own else path.name
            annotator = folders.annotator_in(path)
            try:
                sets.append(PlacedSet.of(load_layer(path, document, annotator, scope, goes_on)))
            except FileProblem as error:
                problems.append(error)
            except Stopped:
                return
            yield None
        tagset, remarks = self._tagset_for(place)
        problems += map(BadTagset, remarks)
        yield from self._ask(document, sets, tagset, self._settings.direction, problems, left)

    def _ask(
        self,
        document: Document,
        sets: Sequence[PlacedSet],
        tagset: Tagset,
        direction: Direction,
        problems: Sequence[TuiReaderError],
        left: int,
    ) -> Iterator[Findings | None]:
        asked, problems = self.asked, list(problems)
        passages: list[Passage] = []
        if asked.view is not None:
            make = PassageMaker(document, direction)
            try:
                for placed_set in sets:
                    for answer in answers(asked.view, placed_set, tagset, asked.tag):
                        passages += make.passages(placed_set, answer)
                        yield None
            except NotInTagset as error:
                problems.append(error)
        tally = tally_of(sets, tagset)
        if asked.covers:
            spans = [span for each in sets for _, placed in each.annotations for span in spans_of(placed)]
            for coverage in covered(document, spans):
                tally = tally._replace(coverage=coverage)
                yield None
        yield Findings(document.path, passages, tally, problems, left)

    def _tagset_for(self, place: Place) -> tuple[Tagset, list[str]]:
        """The tagset of a document's own set, and what is wrong with that."""
        folder = self._finder.folders_for(place.path, place.opened)[0]
        path = tagset_path(folder / place.path.name, self._settings.annotations)
        if path not in self._tagsets:
            remarks: list[str] = []
            self._tagsets[path] = find_tagset(path, remarks), remarks
        return self._tagsets[path]

    def has_tag(self, name: str) -> bool:
        """Whether a tagset of what was looked at has a tag."""
        return any(tagset.tag(name) is not None for tagset, _ in self._tagsets.values())

    def _goes_on(self, path: Path, part: float) -> bool:
        self._progress(path, part)
        return not self._cancelled


def _state_of(paths: Iterable[Path], now: int) -> tuple[Stamp, ...] | None:
    """What the file system says of files; None where it says nothing that could be trusted a moment later."""
    try:
        stamps = tuple(Stamp.of(path.stat()) for path in paths)
    except (OSError, ValueError):
        return None
    return stamps if all(stamp.is_settled(now) for stamp in stamps) else None
