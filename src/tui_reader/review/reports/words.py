"""What a report calls things, in the language of the interface."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui_reader.annotations.tagset import value_words
from tui_reader.language import listed, tr

if TYPE_CHECKING:
    from datetime import datetime

    from tui_reader.review.reports.content import Figure, FigureTable
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
    words = {
        "unanimous": tr("as all have it"),
        "adjudicated": tr("one of several versions"),
        "edited": tr("edited by the reviewer"),
    }
    return words.get(how, how)


def scope_words(table: FigureTable) -> str:
    """What figures are about, but for the names."""
    return {
        "overall": tr("Overall"),
        "pair": tr("Pair"),
        "tag": tr("Tag"),
        "document": tr("Document"),
    }[table.scope]


def figure_words(figure: Figure) -> str:
    """A figure with its interval."""
    return f"{figure.words} {figure.interval_words}" if figure.interval_words else figure.words


def time_words(moment: datetime | None) -> str:
    """A moment as everybody reads it."""
    return "" if moment is None else moment.strftime("%Y-%m-%d %H:%M UTC")


def attribute_words(value: Any) -> str:
    """An answer: several with commas between."""
    return listed(map(value_words, value)) if isinstance(value, list) else value_words(value)


def place_words(places: tuple[Span, ...]) -> str:
    """Code points, first and behind the last; of several fragments all."""
    return " ".join(f"{place.start}–{place.end}" if place.length else str(place.start) for place in places)
