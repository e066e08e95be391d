"""What differs between a text as it was and as it is: word by word, and by letters where a word became one like it."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_WORDS = 1500
"""Words of longer texts are not compared: what is between their common ends differs."""
ALIKE = 0.7
"""Words that have less in common differ as a whole."""
_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
"""Combining marks, which `re` takes for no part of a word."""
_WORD = re.compile(rf"\s+|[\w{_MARKS}]+|[^\w\s]")


class Differing(NamedTuple):
    """The stretches, in order, of two texts that are only in the one of them."""

    before: tuple[Span, ...]
    now: tuple[Span, ...]


def differing(before: str, now: str) -> Differing:
    """Compares two texts; spans are of code points."""
    old, new = [*_words(before)], [*_words(now)]
    head = _common(old, new, before, now)
    tail = _common(old[head:][::-1], new[head:][::-1], before, now)
    old, new = old[head : len(old) - tail], new[head : len(new) - tail]
    if max(len(old), len(new)) > MOST_WORDS:
        ends = _joined(old), _joined(new)
        return Differing(*(() if span is None else (span,) for span in ends))
    gone: list[Span] = []
    come: list[Span] = []
    matcher = SequenceMatcher(
        None, [_text(before, word) for word in old], [_text(now, word) for word in new], autojunk=False
    )
    for kind, first, last, from_, to in matcher.get_opcodes():
        if kind == "equal":
            continue
        was, is_ = _joined(old[first:last]), _joined(new[from_:to])
        if was is not None and is_ is not None and last - first == to - from_ == 1:
            letters = _letters(_text(before, was), _text(now, is_))
            if letters is not None:
                gone += [span.shifted(was.start) for span in letters.before]
                come += [span.shifted(is_.start) for span in letters.now]
                continue
        gone += [was] if was is not None else []
        come += [is_] if is_ is not None else []
    return Differing(tuple(gone), tuple(come))


def _letters(before: str, now: str) -> Differing | None:
    """The letters in which two words differ; None where they have little in common."""
    matcher = SequenceMatcher(None, before, now, autojunk=False)
    if matcher.ratio() < ALIKE:
        return None
    codes = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    return Differing(
        tuple(Span(first, last) for _, first, last, _, _ in codes if first < last),
        tuple(Span(first, last) for _, _, _, first, last in codes if first < last),
    )


def _words(text: str) -> Iterator[Span]:
    return (Span(*word.span()) for word in _WORD.finditer(text))


def _text(text: str, span: Span) -> str:
    return text[span.start : span.end]


def _common(old: list[Span], new: list[Span], before: str, now: str) -> int:
    """How many words two lists begin with together."""
    count = 0
    while count < min(len(old), len(new)) and _text(before, old[count]) == _text(now, new[count]):
        count += 1
    return count


def _joined(words: list[Span]) -> Span | None:
    return Span(words[0].start, words[-1].end) if words else None
