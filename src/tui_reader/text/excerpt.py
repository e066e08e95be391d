"""Text from anywhere on one line or a few: titles, quotes, names, messages. Cut by clusters, never by cells."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from tui_reader import language
from tui_reader.text.bidi import Direction
from tui_reader.text.layout import MIN_WIDTH, Line, lay_out
from tui_reader.text.sanitise import composed, printable
from tui_reader.text.uax9 import first_strong

if TYPE_CHECKING:
    from tui_reader.text.display import Display
    from tui_reader.text.span import Span

ELLIPSIS = "…"


def shortened(text: str, width: int, direction: Direction = Direction.AUTO, display: Display | None = None) -> Line:
    """Text on one line of at most `width` cells, with an ellipsis at its end where it was cut.

    Runs of white space, newlines among them, count as one space.
    """
    text = " ".join(text.split())
    layout = lay_out(text, width, direction, display)
    if layout.row_count == 1:
        return layout.line(0)
    room = lay_out(text, max(1, width - 1), direction, display).line(0)
    return lay_out(text[: room.end].rstrip() + ELLIPSIS, width, direction, display).line(0)


def beginning(text: str, length: int) -> str:
    """The first so many code points of a text, on one line, the last of them an ellipsis where it was cut."""
    words = " ".join(text.split())
    return words if len(words) <= length else words[: length - 1].rstrip() + ELLIPSIS


def both_ends(text: str, width: int, direction: Direction = Direction.AUTO) -> Line:
    """Text on one line of at most `width` cells, with an ellipsis in its middle where something was left out.

    Whole words are left of it; without any the ellipsis stands at the end. Runs of white space count as one space.
    """
    text = " ".join(text.split())
    layout = lay_out(text, width, direction)
    if layout.row_count == 1:
        return layout.line(0)
    half = (width - 3) // 2
    if half < MIN_WIDTH:
        return shortened(text, width, direction)
    first = text[: lay_out(text, half, direction).line(0).end].rstrip()
    places = range(len(first), len(text))
    begin = bisect_left(places, True, key=lambda place: lay_out(text[place:], half, direction).row_count == 1)
    last = text[places[begin] :]
    if text[places[begin] - 1] != " ":
        _, _, last = last.partition(" ")
    if not last:
        return shortened(text, width, direction)
    return shortened(f"{first} {ELLIPSIS} {last}", width, direction)


def cut(text: str, width: int, direction: Direction = Direction.AUTO) -> str:
    """As much of a paragraph as fits one line of `width` cells, with an ellipsis where that is not all.

    White space stays, so that the columns of what is left are those of the whole.
    """
    if lay_out(text, width, direction).row_count == 1:
        return text
    room = lay_out(text, max(1, width - 1), direction).line(0)
    return text[: room.end].rstrip() + ELLIPSIS


def around(text: str, span: Span, width: int) -> tuple[Line, Span]:
    """One line of at most `width` cells around a span of a paragraph, and the span's columns on that line.

    What is cut, before or behind, has an ellipsis in its place. White space is shown as it is.
    """
    whole = lay_out(text, width, Direction.AUTO)
    if whole.row_count == 1:
        return whole.line(0), span
    # A third of the line is for what stands before.
    nearest = max(0, span.start - width // 3)
    begin = text.find(" ", nearest, span.start) + 1 or nearest
    layout = lay_out(text[begin:], max(MIN_WIDTH, width - 2), Direction.AUTO)
    row = layout.line(layout.row_of(span.start - begin))
    start, end = begin + row.start, begin + row.end
    lead, tail = ELLIPSIS if start else "", ELLIPSIS if end < len(text) else ""
    line = lay_out(f"{lead}{text[start:end].rstrip()}{tail}", width, Direction.AUTO).line(0)
    return line, span.shifted(len(lead) - start)


def rows_of(
    text: str, width: int, most: int, direction: Direction = Direction.AUTO, display: Display | None = None
) -> list[Line]:
    """Text wrapped to at most `most` lines of `width` cells, the last with an ellipsis where more would follow."""
    lines: list[Line] = []
    paragraphs = text.splitlines() or [""]
    for number, paragraph in enumerate(paragraphs):
        layout = lay_out(paragraph, width, direction, display)
        for row in range(layout.row_count):
            line = layout.line(row)
            if len(lines) == most - 1:
                more = row + 1 < layout.row_count or number + 1 < len(paragraphs)
                rest = paragraph[line.start :]
                return [*lines, shortened(f"{rest}{ELLIPSIS}", width, direction, display) if more else line]
            lines.append(line)
    return lines


def interface_direction() -> Direction:
    """The base direction of what the program says itself."""
    return Direction.RTL if language.is_rtl() else Direction.LTR


def reading_direction(text: str) -> Direction:
    """That of somebody's words among those of the interface: each paragraph's own; where none has any, as around it."""
    return interface_direction() if first_strong(text) is None else Direction.AUTO


def label_line(text: str, width: int, direction: Direction | None = None, display: Display | None = None) -> Line:
    """Words of the interface on one line of at most `width` cells, with an ellipsis where they were cut.

    Whose words they quote should stand in `isolated`. Without a direction it is that of the interface.
    """
    return shortened(composed(text), width, direction or interface_direction(), display)


def label_text(text: str, width: int = 60) -> str:
    """The same as a string: what to send, in visual order.

    It has no way back to its source, and is only good for what shows it as it is: messages, titles, what is printed.
    """
    return "".join(label_line(text, width).glyphs)


def name_line(name: str, width: int) -> Line:
    """The name of a file or folder on one line, which begins where the interface is read from."""
    return label_line(isolated(name) if language.is_rtl() else printable(name), width)


def isolated(text: str) -> str:
    """Somebody's words, to be put among others: in an isolate (FSI ... PDI), so that neither disturbs the other."""
    return f"{language.FIRST_STRONG_ISOLATE}{printable(text)}{language.POP_ISOLATE}"
