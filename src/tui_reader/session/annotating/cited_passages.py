"""A paragraph with its markers of references, and what each of them backs.

Markers side by side, `[9][10]`, are a group. What one backs stands before it; where the name of a work leads to what is
said in it (`وذكرت (الجابري، 2018) أن …`), or only words that attribute are before it (`According to the bank [3], …`),
behind it; and where markers are a paragraph of their own, in the one above.
"""

from __future__ import annotations

import re
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from tui_reader.recognition.citations import citations
from tui_reader.session.page import SEGMENT_REACH
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui_reader.session.reader import ReaderSession

MOST_BLANK = 4
"""Paragraphs that are looked at for the next one with anything in it."""
_HIDDEN = "\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff"
_BETWEEN = re.compile(rf"[\s{_HIDDEN},،؛;–-]*\Z")
"""What may stand between two markers of a group."""
_SAID_BEHIND = re.compile(r"\s*[:،,]?\s*(?:[وف]?ب?[أإا]ن(?:ه|ها|هم|هما)?(?!\w)|that\b|[«“\"])")
"""What leads on to what somebody says whose work is named first: `وذكرت (الجابري، 2018) أن`."""
_LEADS_ON = re.compile(r"\s*(?:[,،:«“\"]|[وف]?ب?[أإا]ن(?:ه|ها|هم|هما)?(?!\w)|that\b)")
"""The same behind a marker that follows words that attribute: `According to the bank [3], growth`."""
_ANOTHER_CLAUSE = re.compile(r"\s*(?:[وف]\w|ثم\b|(?:and|but|while|who|which)\b)")
"""What goes on with something else: `قال كذا[8] وزاد كذا`."""
_AROUND = (
    " \t\n\r\xa0\u2009\u202f\u3000"
    "\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069.…,،؛;:!?؟–—-"
)
"""What is no part of a claim at its beginning and its end; nor are brackets around markers behind and before it."""
_LEAD, _TAIL, _BLANK = f"{_AROUND}])", f"{_AROUND}[(", f"{_AROUND}[]()"


class Marker(NamedTuple):
    """One marker and what it says."""

    span: Span
    """Offsets, brackets included."""
    found: Mapping[str, Any]
    """Its attributes."""


class Passage:
    """The paragraph at an offset, or so much of a long one as lies around it, with its markers."""

    def __init__(self, session: ReaderSession, offset: int) -> None:
        paragraph = session.document.paragraph_at(offset)
        column = paragraph.column(offset)
        begin = max(0, column - SEGMENT_REACH) if paragraph.is_long else 0
        self._session = session
        self._paragraph_start = paragraph.start
        self.start = paragraph.start + begin
        self.text = paragraph.slice(begin, column + SEGMENT_REACH if paragraph.is_long else paragraph.length)
        found = citations(self.text).found
        self.markers = [Marker(one.extent.shifted(self.start), one.attributes) for one in found]
        self.groups = self._grouped()

    def _grouped(self) -> list[list[Marker]]:
        groups = [[marker] for marker in self.markers[:1]]
        for before, marker in pairwise(self.markers):
            if _BETWEEN.match(self.slice(before.span.end, marker.span.start)):
                groups[-1].append(marker)
            else:
                groups.append([marker])
        return groups

    def slice(self, start: int, end: int) -> str:
        """The text between two offsets."""
        return self.text[max(0, start - self.start) : max(0, end - self.start)]

    def marker_at(self, offset: int) -> Marker | None:
        """The marker that covers an offset."""
        return next((marker for marker in self.markers if marker.span.contains(offset)), None)

    def group_of(self, marker: Marker) -> list[Marker]:
        """The markers side by side with one, itself among them."""
        return next((group for group in self.groups if marker in group), [marker])

    def group_from(self, offset: int, sentence: Span) -> list[Marker] | None:
        """The first markers behind an offset that stand in a sentence or right behind it."""
        group = next((group for group in self.groups if group[0].span.start >= offset), None)
        if group is None or (
            group[0].span.start > sentence.end and not self._is_blank(sentence.end, group[0].span.start)
        ):
            return None
        return group

    def group_ending(self, end: int) -> list[Marker] | None:
        """The markers behind one of which nothing comes up to an offset."""
        ending = (group for group in self.groups if any(self._is_end(marker.span.end, end) for marker in group))
        return next(ending, None)

    def group_behind(self, end: int) -> list[Marker] | None:
        """The markers in the end of what ends at an offset, else the next ones in its sentence."""
        return self.group_ending(end) or self.group_from(end, self._session.page.sentence_at(max(self.start, end - 1)))

    def _is_end(self, offset: int, end: int) -> bool:
        return offset <= end and self._is_blank(offset, end)

    def _is_blank(self, start: int, end: int) -> bool:
        return not self.slice(start, end).strip(_BLANK)

    @property
    def end(self) -> int:
        """Behind its last character."""
        return self.start + len(self.text)

    @property
    def is_markers(self) -> bool:
        """Whether nothing stands in it but markers: those of what stands above."""
        edges = [self.start, *(edge for marker in self.markers for edge in marker.span), self.end]
        return bool(self.markers) and all(self._is_blank(*gap) for gap in zip(edges[::2], edges[1::2], strict=True))

    def neighbour(self, *, above: bool) -> Passage | None:
        """The next paragraph with anything in it, above or below."""
        document = self._session.document
        near = islice(document.paragraphs(self._paragraph_start, backwards=above), 1, 1 + MOST_BLANK)
        found = next((one for one in near if one.slice(0, SEGMENT_REACH).strip()), None)
        return None if found is None else Passage(self._session, found.end if above else found.start)

    def led_to(self, group: list[Marker]) -> int | None:
        """Where that begins which markers back that stand before it; None for those that stand behind.

        They do in `وذكرت (الجابري، 2018) أن …`, `وقال (ص 142): «…»`, `According to the bank [3], …`. Where nothing
        parts who says it from what is said, `أعلنت باكو[12] مسؤوليتها`, that is all of it.
        """
        start, end = group[0].span.start, group[-1].span.end
        if self.slice(start, start + 1) == "(" and _SAID_BEHIND.match(self.text, end - self.start):
            return end
        sentence = self._session.page.sentence_at(start)
        if end >= sentence.end or self._is_blank(end, sentence.end):
            return None
        begin = max((one[-1].span.end for one in self.groups if one[-1].span.end <= start), default=self.start)
        begin = max(begin, sentence.start)
        cue = _attributed_in(self.slice(begin, start), self.slice(end, sentence.end))
        if cue is None:
            return None
        is_parted = self.slice(begin, start).rstrip().endswith((",", "،"))
        if is_parted or _LEADS_ON.match(self.text, end - self.start):
            return end
        if cue:
            return end + cue
        return None if _ANOTHER_CLAUSE.match(self.text, end - self.start) else begin

    def group_leading(self, offset: int) -> list[Marker] | None:
        """The markers in the sentence at an offset that lead to it."""
        sentence = self._session.page.sentence_at(offset)
        inside = (group for group in self.groups if sentence.start <= group[0].span.start < offset)
        return next((group for group in reversed([*inside]) if self.led_to(group) is not None), None)

    def group_below(self, end: int) -> list[Marker] | None:
        """The markers that are a paragraph of their own, below the sentence that ends this one."""
        if self._session.page.sentence_at(max(self.start, end - 1)).end < self.start + len(self.text.rstrip()):
            return None
        below = self.neighbour(above=False)
        return [*below.markers] if below is not None and below.is_markers else None

    def backed(self, group: list[Marker]) -> list[Span]:
        """The clause, the sentence and the paragraph that some markers may back."""
        begin = self.led_to(group)
        if begin is not None:
            end = self._session.page.sentence_at(group[-1].span.end).end
            last = self.group_ending(end)
            return self.before(end if last is None else last[0].span.start, begin)
        above = self.neighbour(above=True) if self.is_markers else None
        return self.before(group[0].span.start) if above is None else above.before(above.end)

    def before(self, end: int, begin: int | None = None) -> list[Span]:
        """The clause, the sentence and the paragraph up to an offset; `begin`: where the clause does, if that is known.

        Of a sentence of which nothing stands before the offset, those of the one before it.
        """
        last = self.start + len(self.slice(self.start, end).rstrip(_TAIL))
        sentence = self._session.page.sentence_at(max(self.start, last - 1))
        behind = [group[-1].span.end for group in self.groups if sentence.start <= group[-1].span.end < last]
        if begin is None:
            begin = max(behind, default=sentence.start)
        starts = (begin, sentence.start, self._paragraph_start)
        return [self.trimmed(Span(start, end)) for start in starts]

    def trimmed(self, span: Span) -> Span:
        """Without white space and stops at either end."""
        text = self.slice(*span)
        end = max(span.start, self.start) + len(text.rstrip(_TAIL))
        if span.start < self.start:
            # Of a long paragraph only what is near is looked at.
            return Span(span.start, end)
        start = span.start + len(text) - len(text.lstrip(_LEAD))
        return Span(start, max(start, end))


def _attributed_in(before: str, behind: str) -> int | None:
    """Whether all that stands before a marker in its sentence attributes what stands `behind` it; None if it does not.

    Else where in that the words end which go on with it: `The bank [3] says growth fell`; 0 where there are none.
    """
    # What recognises who says something is imported when a marker stands within a sentence.
    from tui_reader.recognition.attributions import attributions

    end = len(before)
    found = [one for one in attributions(before + behind).found if one.tag in ("Cue", "Source")]
    ends = [one.extent for one in found if one.extent.end <= end]
    if not ends or before[max(span.end for span in ends) :].strip(_AROUND):
        return None
    left = before
    for span in ends:
        left = left[: span.start] + " " * span.length + left[span.end :]
    # `However, according to`, `ووفقًا ل`: one word may stand before them, and letters be written together with them.
    words = [word for word in re.findall(r"\w+", left) if len(word) > 1]
    if len(words) > 1 or (words and left.index(words[0]) > min(span.start for span in ends)):
        return None
    cues = [one.extent for one in found if one.tag == "Cue"]
    if any(cue.end <= end for cue in cues):
        return 0
    if not cues or behind[: cues[0].start - end].strip():
        return None
    # A verb of another language begins a sentence of its own.
    is_same = before.strip(_AROUND)[-1].isascii() is (before + behind)[cues[0].start].isascii()
    return cues[0].end - end if is_same else None
