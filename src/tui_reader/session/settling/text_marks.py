"""Two texts with what only one of them has in marks that any terminal and any font can show, as `git diff` has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.session.settling.differing import differing
from tui_reader.text.excerpt import ELLIPSIS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.text.span import Span

GONE, COME = ("[-", "-]"), ("{+", "+}")
"""What stands around words that only the first text has, and that only the second one has."""
KEPT = 30
"""Code points of a long stretch that both have which are left at its beginning and at its end."""


def marked(before: str, now: str) -> tuple[str, str]:
    """Both texts on one line each, with marks; of long stretches that both have, the ends."""
    one, other = (" ".join(text.split()) for text in (before, now))
    found = differing(one, other)
    return _marked(one, found.before, GONE), _marked(other, found.now, COME)


def _marked(text: str, spans: Sequence[Span], marks: tuple[str, str]) -> str:
    parts: list[str] = []
    place = 0
    for span in spans:
        parts += [_shortened(text[place : span.start]), marks[0], text[span.start : span.end], marks[1]]
        place = span.end
    return "".join([*parts, _shortened(text[place:])])


def _shortened(text: str) -> str:
    """What is in both texts, without its middle."""
    return text if len(text) <= 3 * KEPT else f"{text[:KEPT]}{ELLIPSIS}{text[-KEPT:]}"
