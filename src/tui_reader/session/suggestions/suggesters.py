"""Who is asked for suggestions: recognisers, files of terms, commands, and what was tagged before.

Settings say who, or whoever asks. Most look at a paragraph and have an answer at once; commands take their time, and
may look at the whole document. Either way what they find is told piece by piece, so a document of any length is never
in memory as a whole.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from tui_reader.annotations.records.annotation import Annotation
from tui_reader.documents.pieces import pieces_from
from tui_reader.errors import FileProblem, Stopped
from tui_reader.language import tr
from tui_reader.recognition.command import Command, InMemory, ask
from tui_reader.recognition.found import Found, Recognised
from tui_reader.recognition.gazetteer import TAGGED_BEFORE, Gazetteer, read_terms, tagged_before
from tui_reader.recognition.recognisers import RECOGNISERS, merged
from tui_reader.recognition.speaking import BLANK, REACH, speaker_before
from tui_reader.settings import RECOGNISERS as NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from pathlib import Path

    from tui_reader.annotations.records.record import Record
    from tui_reader.documents.document import Document
    from tui_reader.documents.pieces import Piece
    from tui_reader.recognition.found import Recogniser
    from tui_reader.settings import Settings, Suggester
    from tui_reader.text.span import Span

MOST_FAILURES = 3
"""Paragraphs in a row with which a command has failed, before it is not asked about this document any more."""
MOST_TOLD = 20
"""Problems of which each is told."""

Key: TypeAlias = "tuple[tuple[Span, ...], str]"
"""What is found is told apart by: its spans and its tag."""


class Stretch(NamedTuple):
    """What was found in a piece of a document. Spans are offsets."""

    found: tuple[Found, ...]
    """What begins in the piece, in order."""
    joins: tuple[tuple[str, Key, Key], ...] = ()
    """Relation, and the keys of what it joins; one end of it may begin in the next piece or the one before."""
    end: int = 0
    """Offset behind the piece."""


class _Looked(NamedTuple):
    """A piece and what was found in it."""

    piece: Piece
    recognised: Recognised


class Suggesters:
    """Those that are asked."""

    def __init__(
        self,
        settings: Settings,
        only: Collection[str] | None = None,
        *,
        gazetteers: Iterable[Path] = (),
        default_tag: str = "",
        tagged: Iterable[tuple[str, str]] = (),
    ) -> None:
        """`only`: names of recognisers and of declared suggesters; None for those that the settings choose.

        `gazetteers` are files of terms besides, `default_tag` is that of terms without one in these. `tagged` are texts
        that have been tagged, each with its tag.
        """
        self.problems: list[str] = []
        """What is wrong with files of terms: a line each."""
        self.tags: set[str] = set()
        """Those of the terms in these files, and of what commands have found."""
        chosen = settings.suggest if only is None else only
        self._recognisers: list[Recogniser] = []
        self.commands: list[tuple[Command, Suggester]] = []
        for name in NAMES if chosen is None else [name for name in NAMES if name in chosen]:
            if name != TAGGED_BEFORE:
                self._recognisers.append(RECOGNISERS[name])
            elif gazetteer := tagged_before(tagged):
                self._recognisers.append(gazetteer)
        for name, declared in settings.suggesters.items():
            if chosen is not None and name not in chosen:
                continue
            if declared.gazetteer is not None:
                self._take_terms(declared.gazetteer, declared.tag, name)
            else:
                self.commands.append((Command(name, declared.command, declared.timeout, declared.tag), declared))
        for path in gazetteers:
            self._take_terms(path, default_tag)

    def recognise(self, text: str) -> Recognised:
        """What all but the commands find in the text of a paragraph."""
        return merged(recogniser(text) for recogniser in self._recognisers)

    def look_through(
        self, document: Document, told: list[str], goes_on: Callable[[float], bool] = lambda _: True
    ) -> Iterator[Stretch]:
        """What all find in a document that is counted, piece by piece in its order.

        What goes wrong with a command is put into `told`. `goes_on` is told which part is done, 0 to 1, and says
        whether to go on: Stopped is raised when it says no.
        """
        given = sorted(self.commanded(document, told, goes_on), key=_begin)
        first = 0
        earlier: deque[_Looked] = deque(maxlen=REACH + BLANK)
        for piece in pieces_from(document, 0):
            if not goes_on(document.part_before(piece.own.start)):
                raise Stopped(tr("the search was given up"))
            last = bisect_left(given, piece.own.end, first, key=_begin)
            looked = _Looked(piece, self._look_at(piece))
            yield _stretch(looked, earlier, given[first:last])
            earlier.appendleft(looked)
            first = last

    def commanded(
        self, document: Document, told: list[str], goes_on: Callable[[float], bool] = lambda _: True
    ) -> Iterator[Found]:
        """What the commands find in a document that is counted, in offsets and in no order. Arguments as above."""
        for command, declared in self.commands:
            for found in _found_by(command, declared, document, told, goes_on):
                self.tags.add(found.tag)
                yield found

    def _look_at(self, piece: Piece) -> Recognised:
        text = piece.text
        return self.recognise(text) if text.strip() else Recognised()

    def _take_terms(self, path: Path, tag: str, name: str | None = None) -> None:
        try:
            terms, faults = read_terms(path, tag)
        except FileProblem as problem:
            self.problems.append(str(problem))
            return
        _tell(self.problems, (f"{path}:{fault.line}: {fault.message}" for fault in faults))
        self.tags |= {term.tag for term in terms}
        self._recognisers.append(Gazetteer(terms) if name is None else Gazetteer(terms, name))


def examples(records: Iterable[Record]) -> Iterator[tuple[str, str]]:
    """The texts that somebody has tagged, each with its tag; not what is only suggested, or in fragments."""
    for record in records:
        if isinstance(record, Annotation) and not record.is_suggestion and len(record.targets) == 1:
            quote = record.targets[0].quote
            if quote is not None:
                yield from ((quote.exact, tag) for tag in record.tags)


def _stretch(looked: _Looked, earlier: Iterable[_Looked], given: list[Found]) -> Stretch:
    """What a piece tells; `earlier` are those before it, the nearest first, `given` what was found in it otherwise."""
    piece, recognised = looked
    shifted = [_shifted(found, piece.start) for found in recognised.found]
    keys = [(found.spans, found.tag) for found in shifted]
    own = [found for found in shifted if piece.own.contains(found.extent.start)]
    joins = [(join.relation, keys[join.source], keys[join.target]) for join in recognised.joins]
    if recognised.awaiting:
        before = speaker_before(earlier, lambda each: each.piece.text, lambda each: each.recognised)
        if before is not None:
            speaker = _shifted(before[1], before[0].piece.start)
            joins += [("said_by", keys[quote], (speaker.spans, speaker.tag)) for quote in recognised.awaiting]
    return Stretch(
        merged([Recognised(tuple(own)), Recognised(tuple(given))]).found,
        tuple(join for join in joins if piece.own.contains(join[1][0][0].start)),
        piece.own.end,
    )


def _found_by(
    command: Command, declared: Suggester, document: Document, told: list[str], goes_on: Callable[[float], bool]
) -> Iterator[Found]:
    if declared.per != "document":
        yield from _by_paragraph(command, document, told, goes_on)
        return
    answer = ask(command, document.code_points, partial(_stops, goes_on, 0.0))
    _tell(told, answer.problems)
    for found in answer.found:
        yield found._replace(spans=tuple(map(document.span_of, found.spans)))


def _by_paragraph(
    command: Command, document: Document, told: list[str], goes_on: Callable[[float], bool]
) -> Iterator[Found]:
    failures = 0
    for piece in pieces_from(document, 0):
        text = piece.text
        if not text.strip():
            continue
        part = document.part_before(piece.own.start)
        answer = ask(command, InMemory(text), partial(_stops, goes_on, part))
        _tell(told, answer.problems)
        for found in answer.found:
            shifted = _shifted(found, piece.start)
            if piece.own.contains(shifted.extent.start):
                yield shifted
        failures = failures + 1 if answer.has_failed else 0
        if failures == MOST_FAILURES:
            return


def _stops(goes_on: Callable[[float], bool], part: float) -> bool:
    return not goes_on(part)


def _shifted(found: Found, by: int) -> Found:
    return found._replace(spans=tuple(span.shifted(by) for span in found.spans))


def _begin(found: Found) -> int:
    return found.extent.start


def _tell(told: list[str], problems: Iterable[str]) -> None:
    """Adds what was not told before, as long as anybody would read it."""
    for problem in problems:
        if len(told) < MOST_TOLD and problem not in told:
            told.append(problem)
