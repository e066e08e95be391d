"""What standard output is sent: a document row by row as the reading pane lays it out, and JSON. No Textual in here."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tui_reader.session.decorations import Layer, Stretch, stretch_under, stretches
from tui_reader.session.window import Place
from tui_reader.text.encoders import Encoder, Faces, encode
from tui_reader.text.safe_json import safe_json
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui_reader.session.page import Page
    from tui_reader.session.reader import ReaderSession
    from tui_reader.text.layout import Line

RESET = "\x1b[0m"
ANSI_BACKGROUND = {
    "yellow": "43",
    "green": "42",
    "blue": "44",
    "cyan": "46",
    "magenta": "45",
    "orange": "48;5;208",
    "red": "41",
    "violet": "48;5;141",
    "grey": "47",
}
"""SGR backgrounds (ECMA-48) for the colours a tagset may name; the text on them is black."""


Row = Sequence[tuple[str, str]]
"""Stretches of text in visual order, each with the SGR it is to be in, or none."""


_ITALIC = "\x1b[3m"
_FACES = Faces(lambda sgr: (";1;" in sgr, sgr.endswith(_ITALIC)), lambda sgr: (sgr + _ITALIC,))


def plain_rows(page: Page) -> Iterator[Row]:
    """The rows of a document from top to bottom, without the blanks at their ends."""
    for place in _places(page):
        yield [(page.line(place).text().rstrip(" "), "")]


def tagged_rows(session: ReaderSession, *, colour: bool) -> Iterator[Row]:
    """The rows with the keys of the tags on each behind it, and, in colour, with the tagged text marked."""
    page = session.page
    for place in _places(page):
        line, span = page.line(place), page.line_span(place)
        pieces = list(stretches(session.decorations(span), span)) if span.length else []
        row = _marked(line, pieces, span.start - line.start, session) if colour else [(line.text(), "")]
        row.append((f"{' ' * (line.width - line.right)} {_letters(pieces, session)}", ""))
        yield _without_blank_end(row)


def sent(rows: Iterable[Row], encoder: Encoder, *, in_faces: bool) -> Iterator[str]:
    """What a terminal is sent for each row. A row that it cannot show rightly is sent as well as can be.

    `in_faces` is whether another face may be asked for where that keeps the order: not of what goes to a file.
    """
    for row in rows:
        stretches = encode(encoder, row, _FACES if in_faces else None).stretches
        yield "".join(f"{sgr}{text}{RESET}" if sgr else text for text, sgr in stretches)


def _without_blank_end(row: list[tuple[str, str]]) -> Row:
    while row and not row[-1][1]:
        text = row.pop()[0].rstrip(" ")
        if text:
            return [*row, (text, "")]
    return row


def _places(page: Page) -> Iterator[Place]:
    block: int | None = page.first_block
    while block is not None:
        for row in range(page.row_count(block)):
            yield Place(block, row)
        block = page.following(block)


def printable_json(values: Iterable[Any]) -> Iterator[str]:
    """The lines of a JSON list, those of a value as soon as it is there.

    Every character that a terminal would obey is escaped.
    """
    yield "["
    held = ""
    for value in values:
        if held:
            yield f"{held},"
        written = json.dumps([value], ensure_ascii=False, indent=1).split("\n")[1:-1]
        *lines, held = map(safe_json, written)
        yield from lines
    if held:
        yield held
    yield "]"


def _letters(pieces: list[Stretch], session: ReaderSession) -> str:
    names = dict.fromkeys(d.name for p in pieces for d in p.decorations if d.layer in (Layer.ANNOTATION, Layer.POINT))
    tags = [session.tagset.tag(name) for name in names]
    return "".join(tag.key if tag is not None and tag.key else "•" for tag in tags)


def _marked(line: Line, pieces: list[Stretch], paragraph_start: int, session: ReaderSession) -> list[tuple[str, str]]:
    marked = [(" " * line.left, "")]
    for cluster in line.placed:
        piece = stretch_under(pieces, Span(cluster.start, cluster.end).shifted(paragraph_start))
        wanted = _sgr(piece, session) if piece is not None else ""
        if marked[-1][1] == wanted:
            marked[-1] = marked[-1][0] + cluster.glyph, wanted
        else:
            marked.append((cluster.glyph, wanted))
    return marked


def _sgr(piece: Stretch, session: ReaderSession) -> str:
    names = [d.name for d in piece.decorations if d.layer is Layer.ANNOTATION]
    if not names:
        return ""
    tag = session.tagset.tag(names[-1])
    background = ANSI_BACKGROUND.get(tag.colour if tag else "grey", ANSI_BACKGROUND["grey"])
    return f"\x1b[30;4;{'1;' if len(names) > 1 else ''}{background}m"
