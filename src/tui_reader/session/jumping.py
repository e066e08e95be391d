"""Where one can jump to: the sentences and annotations in sight, each with a label of one letter or two.

Letters are those of a Latin keyboard, the ones under resting fingers first. Not among them is `b`, whose key types two
letters in the Arabic layout; in its place is the semicolon, which is under the little finger.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.session.reader import ReaderSession
    from tui_reader.text.span import Span

LETTERS = "fjdksla;ghrueiwoqptyvncmxz"
SHIFTED = {letter: ":" if letter == ";" else letter.upper() for letter in LETTERS}
"""What the same keys type with shift."""
LETTER_OF = {**{letter: letter for letter in LETTERS}, **{shifted: letter for letter, shifted in SHIFTED.items()}}


class Target(NamedTuple):
    """Something one can jump to."""

    span: Span
    entry_id: str | None
    """Of an annotation; None for a sentence."""


class JumpLabel(NamedTuple):
    """What is typed to go to a target, and where it is seen."""

    letters: str
    offset: int
    """Of the character over which the first letter stands."""
    target: Target


def targets(session: ReaderSession, within: Span) -> list[Target]:
    """The sentences and annotations that have a part in a stretch of text, in the order in which they begin."""
    found = [Target(span, None) for span in _sentences(session, within)]
    for layer in session.layers:
        for annotation in layer.store.overlapping(within):
            entry = session.entry(layer.scoped(annotation.id))
            spans = sorted(span for span in entry.spans if span.overlaps(within)) if entry else []
            if spans:
                found.append(Target(spans[0], layer.scoped(annotation.id)))
    return sorted(found, key=lambda target: (max(target.span.start, within.start), target.entry_id is None))


def _sentences(session: ReaderSession, within: Span) -> Iterator[Span]:
    page, at, end = session.page, within.start, within.start
    while at < within.end:
        sentence = page.sentence_at(at)
        # At the end of a paragraph the one before is found once more.
        if sentence.length and sentence.end > end:
            yield sentence
            end = sentence.end
        following = page.next_sentence(at)
        if following <= at:
            return
        at = following


def labelled(found: list[Target], within: Span) -> list[JumpLabel]:
    """Labels for targets: a letter for each where there are letters enough, else two.

    No label stands over another: one whose place is taken moves on in its own text. Where there is no room in it, or
    no letters are left, the target has none.
    """
    length = 1 if len(found) <= len(LETTERS) else 2
    names = map("".join, product(LETTERS, repeat=length))
    taken: set[int] = set()
    labels = []
    for target in found:
        first = max(target.span.start, within.start)
        last = max(first + 1, min(target.span.end, within.end) - length + 1)
        # With a gap, where there is room for one: two letters side by side look like one label.
        free = (
            at for gap in (1, 0) for at in range(first, last) if taken.isdisjoint(range(at - gap, at + length + gap))
        )
        place = next(free, None)
        if place is None:
            continue
        letters = next(names, None)
        if letters is None:
            break
        taken.update(range(place, place + length))
        labels.append(JumpLabel(letters, place, target))
    return labels
