"""An annotation whose ends are being moved, or that is moved as a whole; nothing is changed before `keep`.

What moves is one fragment. It always has some text, whole clusters of it, and no white space at its ends. Steps to the
left or right are onward where the paragraph runs that way, and back where it does not, as the caret goes by words: so
an end that is moved on through words of the other direction never turns round.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from tui_reader.language import tr
from tui_reader.session.annotating.fragments import put, settled
from tui_reader.session.decorations import Decoration, Layer
from tui_reader.session.refused import NotYet, Refused
from tui_reader.text.span import Span
from tui_reader.text.span_sets import union

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.session.entries import Entry
    from tui_reader.session.reader import ReaderSession


class Part(Enum):
    """What moves."""

    START = "start"
    END = "end"
    WHOLE = "whole"


class Step(Enum):
    """How far it moves."""

    LETTER = "letter"
    WORD = "word"
    SENTENCE = "sentence"


MOST_STEPS = 10_000
"""Places without text that are passed over at once."""


class Adjusting:
    """One annotation as it would be."""

    def __init__(self, session: ReaderSession, entry: Entry) -> None:
        """Begins with the end of the fragment at the caret. Raises Refused for what cannot be put elsewhere."""
        self._session = session
        self._annotation, before = settled(session, entry)
        self._was = before
        self.id = entry.id
        self._caret = session.caret
        here = [span for span in before if span.contains(session.caret)]
        self._others = list(before)
        self._moving = (here or [min(before, key=lambda span: abs(span.start - session.caret))])[0]
        self._others.remove(self._moving)
        self.part = Part.WHOLE if self.is_point else Part.END
        self._steps: list[tuple[Span, list[Span], Part]] = []
        """What moved, what did not, and which end, before each step."""
        session.anchor = None
        self._show()

    @property
    def spans(self) -> list[Span]:
        """Where the annotation would be."""
        return [self._moving] if self.is_point else union([*self._others, self._moving])

    @property
    def is_point(self) -> bool:
        """Whether it is a place without text, which has no ends to be moved."""
        return not self._moving.length

    @property
    def is_unchanged(self) -> bool:
        """Whether it is where it was."""
        return self.spans == sorted(self._was)

    @property
    def active(self) -> Span:
        """The cluster at the end that moves; the whole fragment where all of that does."""
        page, (start, end) = self._session.page, self._moving
        if self.is_point or self.part is Part.START:
            return Span(start, page.after_cluster(start))
        if self.part is Part.END:
            return Span(page.snapped(end - 1), end)
        return self._moving

    def change_part(self, *, forward: bool) -> None:
        """Has the next end of the annotation move, from its first fragment to the last and to the first again."""
        if self.is_point:
            return
        spans = sorted([*self._others, self._moving])
        ends = [(span, part) for span in spans for part in (Part.START, Part.END)]
        here = self._moving, Part.END if self.part is Part.WHOLE else self.part
        self._others.append(self._moving)
        self._moving, self.part = ends[(ends.index(here) + (1 if forward else -1)) % len(ends)]
        self._others.remove(self._moving)
        self._show()

    def move_whole(self) -> None:
        """Has all of the fragment move, or again its end."""
        self.part = Part.END if self.part is Part.WHOLE and not self.is_point else Part.WHOLE
        self._show()

    def go(self, step: Step, *, right: bool) -> None:
        """Moves to a side of the screen."""
        at = self._moving.start if self.part is Part.START else self._moving.end
        self.move(step, forward=right is not self._session.page.is_rtl(at))

    def move(self, step: Step, *, forward: bool) -> None:
        """Moves on, or back. Raises Refused where no text would be left, or there is none to go to."""
        start, end = self._moving
        if self.is_point:
            place = self._start_beside(start, step, forward=forward)
            moved = Span(place, place)
        elif self.part is Part.START:
            moved = Span(self._start_beside(start, step, forward=forward), end)
        elif self.part is Part.END:
            moved = Span(start, self._end_beside(end, step, forward=forward))
        else:
            moved = Span(self._start_beside(start, step, forward=forward), self._end_beside(end, step, forward=forward))
            if self._moving.start == moved.start or self._moving.end == moved.end:
                moved = self._moving
        if moved.length <= 0 and not self.is_point:
            raise Refused(tr("Nothing of its text would be left: {delete} deletes the annotation"))
        if moved == self._moving:
            raise Refused(tr("It goes no further"))
        self._note_step()
        self._moving = moved if self.is_point else self._session.trimmed(moved)
        self._show()

    def _note_step(self) -> None:
        self._steps.append((self._moving, [*self._others], self.part))

    def undo(self) -> None:
        """Takes the last step back, which is a key or one pull. Raises Refused where there was none."""
        now = self.spans
        while self._steps:
            self._moving, self._others, self.part = self._steps.pop()
            # A pull may have led nowhere.
            if self.spans != now:
                self._show()
                return
        raise Refused(tr("Nothing has been moved yet: {adjust.give_up} leaves it as it was"))

    def take(self, offset: int) -> None:
        """Has the end of the annotation move that is nearest to a character that was pointed at."""
        self._note_step()
        if self.is_point:
            return
        spans = [*self._others, self._moving]
        ends = [(span, part) for span in spans for part in (Part.START, Part.END)]

        def distance(end: tuple[Span, Part]) -> int:
            span, part = end
            return abs(offset - (span.start if part is Part.START else span.end - 1))

        self._moving, self.part = min(ends, key=distance)
        self._others = [span for span in spans if span != self._moving]
        self._show()

    def pull(self, offset: int) -> None:
        """Moves the end to a character that is pointed at, which is to be inside. It stays where no text is left."""
        page, (start, end) = self._session.page, self._moving
        if self.is_point:
            self._moving = Span(page.snapped(offset), page.snapped(offset))
        else:
            is_start = self.part is Part.START
            pulled = Span(page.snapped(offset), end) if is_start else Span(start, page.cluster_end(offset))
            if pulled.length <= 0 or self._session.document.stripped(pulled) is None:
                return
            self._moving = self._session.trimmed(pulled)
        self._show()

    def _start_beside(self, start: int, step: Step, *, forward: bool) -> int:
        """The next place on that side where text begins; the same where there is none."""
        page, document = self._session.page, self._session.document
        at = start
        for _ in range(MOST_STEPS):
            match step:
                case Step.LETTER:
                    after = page.after_cluster(at) if forward else self._before(at)
                case Step.WORD:
                    after = page.next_word(at) if forward else page.previous_word(at)
                case Step.SENTENCE:
                    after = page.next_sentence(at) if forward else page.previous_sentence(at)
            if after == at:
                return start
            at = after
            if document.slice(Span(at, page.after_cluster(at))).strip():
                return at
        return start

    def _end_beside(self, end: int, step: Step, *, forward: bool) -> int:
        """The next place on that side where text ends; the same where there is none."""
        page, document = self._session.page, self._session.document
        at = end
        for _ in range(MOST_STEPS):
            if step is Step.LETTER:
                after = page.after_cluster(at) if forward else self._before(at)
            else:
                after = self._segment_end(at, step, forward=forward)
            if after == at:
                return end
            at = after
            if document.slice(Span(self._before(at), at)).strip():
                return at
            # What is no word may stand before blanks.
            passed = document.stripped(Span(end, at)) if forward else None
            if passed is not None:
                return page.snapped_span(*passed).end
        return end

    def _segment_end(self, at: int, step: Step, *, forward: bool) -> int:
        """The end of a word or sentence next to an end; where there is none in the paragraph, that of the next one."""
        page = self._session.page
        find, next_start, start_before = (
            (page.word_at, page.next_word, page.previous_word)
            if step is Step.WORD
            else (page.sentence_at, page.next_sentence, page.previous_sentence)
        )
        if forward:
            here = find(at)
            if here.end > at and here.length:
                return here.end
            beyond = next_start(at)
            return max(beyond, find(beyond).end) if beyond > at else at
        start = at
        while (start_now := start_before(start)) < start:
            start = start_now
            found = find(start)
            if found.length and found.end < at and found.contains(start):
                return found.end
        return start

    def _before(self, offset: int) -> int:
        """Where the cluster before an offset begins; past a newline, the end of the paragraph above."""
        document = self._session.document
        paragraph = document.paragraph_at(offset)
        if offset > paragraph.start:
            return self._session.page.snapped(offset - 1)
        above = document.preceding(paragraph)
        return offset if above is None else above.end

    def decorations(self) -> Iterator[Decoration]:
        """What is painted in place of the annotation as it is."""
        for span in () if self.is_point else self.spans:
            for tag in self._annotation.tags or ("",):
                yield Decoration(span, Layer.ANNOTATION, tag, 10)
            yield Decoration(span, Layer.FOCUS, "", 20)
        yield Decoration(self.active, Layer.EDGE, "", 22)

    def keep(self) -> None:
        """Puts the annotation there, as one change. Raises Refused where that changes nothing."""
        own = self._session.own_annotation(self.id)
        if own != self._annotation:
            raise Refused(tr("The annotation has been changed elsewhere meanwhile"))
        try:
            put(self._session, own, self.spans, at=self._moving.start)
        except NotYet:
            # Where its ends are then, nobody has seen yet.
            raise Refused(tr("The document has just changed on the disk: look at it again")) from None

    def give_up(self) -> None:
        """Leaves the annotation where it is, and the caret where it was."""
        self._session.caret = self._session.page.snapped(min(self._caret, self._session.document.end))

    def _show(self) -> None:
        self._session.caret = self._session.page.snapped(self.active.start)
