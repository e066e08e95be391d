"""Who goes on to speak from one paragraph to the next: `وقال الوزير ...`, and in a paragraph of its own `وأضاف: «...»`.

Recognisers see a paragraph alone. Of one with quotations whose speaker it does not name they say so, and of each who
spoke in it last; whoever knows the paragraphs looks back, a paragraph or two and never more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tui_reader.recognition.found import Found, Recognised

REACH = 2
"""Paragraphs before one in which its speaker is looked for."""
BLANK = 4
"""Blank ones between them that are passed over, all in all."""
_T = TypeVar("_T")


def speaker_before(
    earlier: Iterable[_T], text_of: Callable[[_T], str], look: Callable[[_T], Recognised]
) -> tuple[_T, Found] | None:
    """Who spoke last before a paragraph, and in which one: None where nobody did who is near enough.

    `earlier` are the paragraphs before it, the nearest first; no more than REACH of them are looked at.
    """
    seen = 0
    for passed, paragraph in enumerate(earlier):
        if seen == REACH or passed == REACH + BLANK:
            return None
        if not text_of(paragraph).strip():
            continue
        recognised = look(paragraph)
        if recognised.speaker is not None:
            return paragraph, recognised.found[recognised.speaker]
        seen += 1
    return None
