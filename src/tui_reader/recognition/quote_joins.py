"""Which words between quotation marks were said by whom, and which are a name.

A quotation belongs to a cue that introduces it in its own sentence, that follows it at once (`"...", said`), or that
introduced the quotation before it. A cue without a source of its own has that of the cue before it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui_reader.recognition.attributed import Attributed
    from tui_reader.recognition.words import Words
    from tui_reader.text.span import Span

_AFTER = 3
"""Marks between a quotation and the cue that follows it."""
_SUBJECT = 22
"""Words of a subject between a quotation and its verb."""


class Speech(NamedTuple):
    """A quotation, by its place among those given, the cue that attributes it, and who speaks."""

    quote: int
    cue: int
    speaker: tuple[int, int] | None
    """Which cue it belongs to, and which of its sources it is."""


def speeches(
    words: Words, cues: Sequence[Attributed], quotes: Sequence[Span], is_name: Callable[[int, int], bool]
) -> list[Speech]:
    """The quotations (columns, without their marks) that somebody said.

    `is_name` is asked of a quotation, by its number, and the place of the word before it.
    """
    columns = [words.span(place, place).start for place in range(len(words.all))]
    starts = [columns[cue.first] for cue in cues]
    speakers = _speakers(words, cues)
    sources = sorted(words.span(phrase.first, phrase.last) for cue in cues for phrase in cue.sources)
    found: list[Speech] = []
    before: Speech | None = None
    end_before = 0
    for number, quote in enumerate(quotes):
        if _is_within(quote, sources):
            continue
        first, last = bisect_left(columns, quote.start), bisect_left(columns, quote.end)
        cue = _tagging(words, cues, starts, last, quote)
        if cue is None or is_name(number, first - 2):
            cue = _following(words, cues, starts, first, last, quote)
        if cue is None and not is_name(number, first - 2):
            cue = _introducing(words, cues, starts, first, quote)
        if cue is None and before is not None and _goes_on(words, first, end_before):
            cue = before.cue
        if cue is not None:
            before, end_before = Speech(number, cue, speakers[cue]), last
            found.append(before)
    return found


def last_speaker(cues: Sequence[Attributed]) -> tuple[int, int] | None:
    """Who goes on to speak behind a text: which cue names them, and which of its sources it is."""
    speaking = (number for number in range(len(cues) - 1, -1, -1) if cues[number].sources and not cues[number].is_noun)
    number = next(speaking, None)
    return None if number is None else (number, len(cues[number].sources) - 1)


def _is_within(quote: Span, sources: Sequence[Span]) -> bool:
    """Whether a quotation is part of what names a source; none of these overlap but for a subject of two verbs."""
    at = bisect_right(sources, quote.start, key=lambda source: source.start)
    return any(source.start <= quote.start and quote.end <= source.end for source in sources[max(0, at - 2) : at])


def _introducing(words: Words, cues: Sequence[Attributed], starts: list[int], first: int, quote: Span) -> int | None:
    """The nearest cue before the quotation, with no end of a sentence in between."""
    number = bisect_left(starts, quote.start) - 1
    if number < 0 or first == 0:
        return None
    cue = cues[number]
    opening = first - 1
    return number if cue.last < opening and words.sentence_end[cue.last] >= opening else None


def _tagging(words: Words, cues: Sequence[Attributed], starts: list[int], last: int, quote: Span) -> int | None:
    """The expression right behind a quotation anywhere in a sentence: `وصفه بأنه "حاسم" وفق تعبيره`."""
    number = bisect_left(starts, quote.end)
    if number == len(cues) or not cues[number].is_tag:
        return None
    between = range(last, cues[number].first)
    marks = {"،", ",", "-", "(", "»", "”", '"'}
    return number if len(between) <= _AFTER and all(words.all[place].text in marks for place in between) else None


def _following(
    words: Words, cues: Sequence[Attributed], starts: list[int], first: int, last: int, quote: Span
) -> int | None:
    """The cue right behind the quotation, or behind its subject there; only where the quotation opens its sentence."""
    if first >= 2 and words.sentence_end[first - 2] > first - 1 and words.sentence_start[first - 1] != first - 1:
        return None
    number = bisect_left(starts, quote.end)
    if number == len(cues):
        return None
    cue = cues[number]
    begins = min([cue.first, *(phrase.first for phrase in cue.sources)])
    between = range(last, begins)
    if len(between) <= _AFTER and not any(
        words.all[place].is_word or words.all[place].text in {".", "\n"} for place in between
    ):
        return number
    # `", he told`: a pronoun in between
    if len(between) <= _AFTER + 1 and words.all[cue.first - 1].text in {"he", "she", "they", "it"}:
        return number
    return None


def _goes_on(words: Words, first: int, end_before: int) -> bool:
    """Whether a quotation opens its sentence, the next one behind another quotation's."""
    if first == 0 or words.sentence_start[first - 1] != first - 1:
        return False
    return first - 1 - end_before <= 2 * _SUBJECT


def _speakers(words: Words, cues: Sequence[Attributed]) -> list[tuple[int, int] | None]:
    found: list[tuple[int, int] | None] = []
    latest: tuple[int, int] | None = None
    for number, cue in enumerate(cues):
        own = (number, len(cue.sources) - 1) if cue.sources else None
        found.append(own or (None if cue.is_nameless else latest))
        if not (cue.is_noun or _is_aside(words, cue)):
            latest = own or latest
    return found


def _is_aside(words: Words, cue: Attributed) -> bool:
    """Whether a cue tells what somebody else said meanwhile: `في وقت أعربت طهران عن`."""
    before = [word.text for word in words.all[max(0, cue.first - 2) : cue.first]]
    return before in (["في", "وقت"], ["في", "حين"])
