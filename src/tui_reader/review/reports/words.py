"""What a report calls things, in the language of the interface."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui_reader.annotations.tagset import value_words
from tui_reader.language import listed, tr

if TYPE_CHECKING:
    from datetime import datetime

    from tui_reader.agreement.confusion import Label
    from tui_reader.text.span import Span


def standing_words(standing: str) -> str:
    """What became of a group."""
    return {
        "open": tr("open"),
        "accepted": tr("accepted"),
        "rejected": tr("rejected"),
        "stale": tr("to be decided again"),
    }[standing]


def how_words(how: str) -> str:
    """How what was accepted came about."""
    named = {
        "unanimous": tr("as all have it"),
        "adjudicated": tr("one of several versions"),
        "edited": tr("edited by the reviewer"),
    }
    return named.get(how, how)


def label_words(label: Label | None) -> str:
    """A row or column of a confusion matrix."""
    if label is None:
        return tr("nothing")
    return listed(label) if label else tr("no tag")


def time_words(moment: datetime | None) -> str:
    """A moment as everybody reads it."""
    return "" if moment is None else moment.strftime("%Y-%m-%d %H:%M UTC")


def attribute_words(value: Any) -> str:
    """An answer: several with commas between."""
    return listed(map(value_words, value)) if isinstance(value, list) else value_words(value)


def place_words(places: tuple[Span, ...]) -> str:
    """Code points, first and behind the last; of several fragments all."""
    return " ".join(f"{place.start}–{place.end}" if place.length else str(place.start) for place in places)
