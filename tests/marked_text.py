"""Caret and selection written into a text.

`⟨` and `⟩` stand around the selection, whose caret is at `⟩` or, written `⟨|`, at its beginning; a `|` alone is the
caret, which is at the end where there is none. All else is the text, in logical order.
"""

from __future__ import annotations

from typing import NamedTuple


class Marked(NamedTuple):
    """A text, and code points of it."""

    text: str
    caret: int
    anchor: int | None


def unmarked(marked: str) -> Marked:
    """A text with marks, as what they say."""
    backwards = "⟨|" in marked
    plain = marked.replace("⟨|", "⟨")
    if "⟨" not in plain:
        caret = plain.find("|")
        text = plain.replace("|", "", 1)
        return Marked(text, len(text) if caret < 0 else caret, None)
    start = plain.index("⟨")
    end = plain.index("⟩") - 1
    text = plain.replace("⟨", "").replace("⟩", "")
    return Marked(text, start, end) if backwards else Marked(text, end, start)


def with_marks(text: str, caret: int, anchor: int | None = None) -> str:
    """The same back."""
    if anchor is None or anchor == caret:
        return f"{text[:caret]}|{text[caret:]}"
    start, end = sorted((caret, anchor))
    return f"{text[:start]}{'⟨|' if caret == start else '⟨'}{text[start:end]}⟩{text[end:]}"
