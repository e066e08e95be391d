"""Figures as tables for people, in the cells of a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.agreement.value import Undefined
from tui_reader.language import counted
from tui_reader.review import figure as measures
from tui_reader.review.figure import MEASURES, OF_ATTRIBUTES, Kind
from tui_reader.review.figure_words import (
    NO_NUMBER,
    figure_name,
    interval_words,
    kind_words,
    label_words,
    number_words,
    scope_words,
    short_words,
)
from tui_reader.text.excerpt import isolated, label_line, label_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_reader.agreement.confusion import Confusion
    from tui_reader.review.figure import At, Figure, Figures

INDENT = 2
NAME = 42
"""Cells of a name, where there is room."""
NARROWEST_NAME = 20
COLUMN = 8
"""Cells of a number, at least."""
COLUMNS = {
    Kind.PAIR: (
        measures.F1_EXACT,
        measures.F1_OVERLAP,
        measures.COHEN,
        measures.ALPHA,
        measures.UNITIZING,
        measures.RELATION_F1,
    ),
    Kind.TAG: (measures.F1_EXACT, measures.F1_OVERLAP, measures.COHEN, measures.ALPHA, measures.UNITIZING),
    Kind.DOCUMENT: (
        measures.F1_EXACT,
        measures.F1_OVERLAP,
        measures.COHEN,
        measures.ALPHA,
        measures.UNITIZING,
        measures.RELATION_F1,
    ),
}
"""What of a part stands on its line; all of it is in JSON and CSV."""


def table_rows(figures: Figures, width: int) -> Iterator[str]:
    """Lines of at most `width` cells, in visual order, safe for a terminal."""
    return _Tables(figures, width).rows()


class _Tables:
    """The tables, and the notes on what they leave undefined."""

    def __init__(self, figures: Figures, width: int) -> None:
        self._figures = figures
        self._width = width
        self._notes: dict[str, str] = {}
        """The sign of each reason why a figure is undefined."""

    def rows(self) -> Iterator[str]:
        yield from self._head()
        yield from self._overall()
        yield from self._attributes()
        for kind in COLUMNS:
            yield from self._by(kind)
        if self._figures.overall.confusion is not None:
            yield from self._matrix(self._figures.overall.confusion)
        if self._notes:
            yield ""
        for reason, sign in self._notes.items():
            yield label_text(f"{sign} undefined: {reason}", self._width)

    def _head(self) -> Iterator[str]:
        annotators, documents = self._figures.annotators, self._figures.documents
        groups = {at for figure in self._figures.overall.figures for at in figure.groups}
        names = ", ".join(map(isolated, annotators))
        yield label_text(f"{counted(len(annotators), 'annotator', 'annotators')}: {names}", self._width)
        documents_words = counted(len(documents), "document", "documents")
        yield label_text(f"{documents_words}, {counted(len(groups), 'group', 'groups')} of annotations", self._width)

    def _overall(self) -> Iterator[str]:
        part = self._figures.overall
        name = min(NAME, self._width - 32)
        yield ""
        yield _cell(kind_words(Kind.OVERALL), name + INDENT) + _numbers(("", "95 %", "of"), (COLUMN, 14, COLUMN))
        for measure in (*MEASURES, measures.GAMMA):
            figure = part.figure(measure)
            if figure is not None:
                cells = (self._number(figure), interval_words(figure.interval), str(figure.items))
                yield _line(figure_name(figure), name, _numbers(cells, (COLUMN, 14, COLUMN)))

    def _attributes(self) -> Iterator[str]:
        part = self._figures.overall
        names = list(dict.fromkeys(figure.attribute for figure in part.figures if figure.attribute is not None))
        if names:
            lines = [
                (isolated(name), [part.figure(f"{measure}:{name}") for measure in OF_ATTRIBUTES]) for name in names
            ]
            yield from self._table("Attributes", OF_ATTRIBUTES, lines)

    def _by(self, kind: Kind) -> Iterator[str]:
        parts = self._figures.of(kind)
        if parts:
            lines = [(scope_words(part.scope), [part.figure(measure) for measure in COLUMNS[kind]]) for part in parts]
            yield from self._table(kind_words(kind), COLUMNS[kind], lines)

    def _table(
        self, title: str, columns: Sequence[str], lines: Sequence[tuple[str, Sequence[Figure | None]]]
    ) -> Iterator[str]:
        heads = [short_words(measure) for measure in columns]
        widths = [max(COLUMN, len(head) + 2) for head in heads]
        name = max(NARROWEST_NAME, min(NAME, self._width - sum(widths) - INDENT))
        shown = max(1, sum(sum(widths[: count + 1]) <= self._width - name - INDENT for count in range(len(widths))))
        yield ""
        yield _cell(title, name + INDENT) + _numbers(heads[:shown], widths)
        for about, figures in lines:
            numbers = [NO_NUMBER if figure is None else self._number(figure) for figure in figures[:shown]]
            yield _line(about, name, _numbers(numbers, widths))

    def _number(self, figure: Figure) -> str:
        if not isinstance(figure.value, Undefined):
            return number_words(figure.value)
        return self._notes.setdefault(figure.value.reason, f"{NO_NUMBER}{_letter(len(self._notes))}")

    def _matrix(self, matrix: Confusion[At]) -> Iterator[str]:
        """The matrix of tags; where it is too wide, what it counts, the most frequent first."""
        if not matrix.labels:
            return
        names = {label: label_words(label) for label in matrix.labels}
        counts = {label: [matrix.count(label, other) for other in matrix.labels] for label in matrix.labels}
        widths = [max(4, min(12, label_line(name, 12).right) + 2) for name in names.values()]
        room = max(NARROWEST_NAME, min(NAME, self._width - sum(widths) - INDENT))
        yield ""
        if room + INDENT + sum(widths) <= self._width:
            heads = "".join(
                _cell(name, width - 2, to_right=True, lead=2)
                for name, width in zip(names.values(), widths, strict=True)
            )
            yield _cell("Tags given for the same", room + INDENT) + heads
            for label, name in names.items():
                yield _line(name, room, _numbers([str(count) if count else "·" for count in counts[label]], widths))
            return
        yield label_text("Tags given for the same", self._width)
        order = list(matrix.labels)
        pairs = [(matrix.count(one, other), one, other) for at, one in enumerate(order) for other in order[at:]]
        for count, one, other in sorted(pairs, key=lambda pair: -pair[0]):
            if count:
                yield f"{count:>{COLUMN}}  " + label_text(f"{names[one]} / {names[other]}", self._width - COLUMN - 2)


def _line(name: str, width: int, numbers: str) -> str:
    return f"{'':{INDENT}}{_cell(name, width)}{numbers}"


def _cell(text: str, width: int, *, to_right: bool = False, lead: int = 0) -> str:
    """Words cut to so many cells, and blanks up to there; behind `lead` blanks."""
    line = label_line(text, width)
    words, blanks = "".join(line.glyphs), " " * (width - line.right)
    return " " * lead + (blanks + words if to_right else words + blanks)


def _numbers(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "".join(cell.rjust(width) for cell, width in zip(cells, widths, strict=False)).rstrip(" ")


def _letter(number: int) -> str:
    """a, b, …, z, aa, …"""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters
