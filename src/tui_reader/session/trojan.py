"""Where a document has overrides and unbalanced bidi controls: near a place at once, in all of it once it is counted.

Nobody walks through a file for them. The counting, which reads all of it, notes the stretches with controls
(`Document.controlled`), and only these are looked at. Until then there is what is on the screen.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tui_reader.documents.matching import matches
from tui_reader.language import listed, tr, tr_count
from tui_reader.text.bidi import EXPLICIT_CONTROL, base_level
from tui_reader.text.controls import ControlFinder, Fault, suspects
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.documents.document import Document
    from tui_reader.text.paragraphs import Paragraph

MOST_COUNTED = 10_000
"""Faults after which no more are counted."""
REACH = 1 << 16
"""Columns of a long paragraph, to either side of as many, in which what is opened and closed is looked for."""
_FINDER = ControlFinder()


class TrojanWatch:
    """The controls with a fault in one document.

    `run` is for a worker thread; everything else may be asked at any time.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._near = _Faults()
        self._found: Counter[Fault] = Counter()
        self.done = False
        """Whether all of the document has been looked at."""

    def run(self) -> Iterator[None]:
        """Looks through a document that is counted, and comes back every few milliseconds. Raises `NotCounted`."""
        faults, found = _Faults(), Counter[Fault]()
        for stretch in self._document.controlled:
            for controls in matches(self._document, _FINDER, *stretch):
                found.update(filter(None, (faults.at(self._document, start) for start in controls.starts)))
                yield
                if found.total() >= MOST_COUNTED:
                    break
            if found.total() >= MOST_COUNTED:
                break
        self._found, self.done = found, True
        yield

    def words(self, within: Span) -> str:
        """How many of which faults there are, in the document or, until that is known, in a span of it."""
        found = self._found if self.done else Counter(fault for _, fault in self.between(within))
        words = listed(_counted(fault, found[fault]) for fault in Fault if found[fault])
        return tr("at least {found}", found=words) if found.total() >= MOST_COUNTED else words

    def between(self, within: Span) -> list[tuple[int, Fault]]:
        """The controls with a fault in a span of the document, by offset."""
        if not EXPLICIT_CONTROL.search(self._document.slice(within)):
            return []
        return [
            (start, fault)
            for controls in matches(self._document, _FINDER, *within)
            for start in controls.starts
            if (fault := self._near.at(self._document, start)) is not None
        ]

    def look_forward(self, offset: int) -> Iterator[tuple[int, Fault] | None]:
        """The steps of looking for the first control with a fault from an offset on, then from the beginning.

        None for every stretch without one, which takes a millisecond or two; ends when all has been looked at.
        """
        document, faults = self._document, _Faults()
        places = document.controlled if document.is_counted else [Span(0, document.end)]
        behind = [Span(max(span.start, offset), span.end) for span in places if span.end > offset]
        before = [Span(span.start, min(span.end, offset)) for span in places if span.start < offset]
        for stretch in (*behind, *before):
            for controls in matches(document, _FINDER, *stretch):
                found = ((start, faults.at(document, start)) for start in controls.starts)
                yield next(((start, fault) for start, fault in found if fault is not None), None)


class _Faults:
    """The faults of the paragraph, or of the piece of a long one, that was asked about last."""

    def __init__(self) -> None:
        self._piece: tuple[int, int] | None = None
        self._faults: dict[int, Fault] = {}

    def at(self, document: Document, offset: int) -> Fault | None:
        """What is the matter with the control at an offset; None where nothing is."""
        paragraph = document.paragraph_at(offset)
        column = offset - paragraph.start
        piece = paragraph.start, column // REACH if paragraph.is_long else 0
        if piece != self._piece:
            self._piece, self._faults = piece, _faults_in(paragraph, piece[1])
        return self._faults.get(column)


def _faults_in(paragraph: Paragraph, piece: int) -> dict[int, Fault]:
    begin = max(0, piece - 1) * REACH
    text = paragraph.slice(begin, (piece + 2) * REACH) if paragraph.is_long else paragraph.text
    found = suspects(text, base_level(text) if begin == 0 else 0)
    return {begin + column: fault for column, fault in found}


def fault_words(fault: Fault) -> str:
    """What is the matter with a control."""
    match fault:
        case Fault.OVERRIDE:
            return tr("turns letters round")
        case Fault.UNCLOSED:
            return tr("is not closed")
        case Fault.UNOPENED:
            return tr("closes nothing")
        case Fault.TOO_DEEP:
            return tr("is nested too deep")


def _counted(fault: Fault, count: int) -> str:
    match fault:
        case Fault.OVERRIDE:
            return tr_count(count, "{count} override", "{count} overrides")
        case Fault.UNCLOSED:
            return tr_count(count, "{count} unclosed control", "{count} unclosed controls")
        case Fault.UNOPENED:
            return tr_count(count, "{count} unopened control", "{count} unopened controls")
        case Fault.TOO_DEEP:
            return tr_count(count, "{count} control too deep", "{count} controls too deep")
