"""The figures of a review, worked out by a thread part by part, and shown as far as they are."""

from __future__ import annotations

from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from tui_reader.agreement.value import Undefined
from tui_reader.annotations.tagset import in_language
from tui_reader.language import current, tr, tr_count
from tui_reader.review.figure import ComparedDocument, Kind
from tui_reader.review.figure_words import (
    NO_NUMBER,
    figure_name,
    interval_words,
    label_words,
    number_words,
    scope_words,
    value_words,
)
from tui_reader.review.figures import part_makers
from tui_reader.text.excerpt import isolated
from tui_reader.text.folding import fold_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui_reader.agreement.confusion import Confusion
    from tui_reader.review.figure import At, Figure, Part
    from tui_reader.session.review.review_session import ReviewSession


class FigureRow(NamedTuple):
    """A line of the list: a figure, a cell of the matrix of tags, or what those below it are about."""

    words: str
    folded: str
    """What is typed to find it, folded: with what it is about."""
    key: tuple[object, ...]
    """By what it is known again."""
    number: str = ""
    figure: Figure | None = None
    groups: tuple[At, ...] = ()
    about: str = ""
    """What its groups are: a figure and what that is about."""
    is_heading: bool = False

    @property
    def interval(self) -> str:
        """Where the figure may lie, as far as that is known by now."""
        known = None if self.figure is None else self.figure.known_interval
        return "" if known is None else interval_words(known)

    @property
    def at_length(self) -> str:
        """All there is to say of it."""
        figure = self.figure
        if figure is None:
            return self.about
        value = value_words(figure.value)
        if self.interval:
            value = tr("{value} (95 %: {interval})", value=value, interval=self.interval)
        return f"{self.about}: {value}"


_Section: TypeAlias = tuple[FigureRow, list[FigureRow]]


class Figuring:
    """The figures of one comparison. `run` is for a thread; everything else may be looked at any time."""

    def __init__(self, review: ReviewSession) -> None:
        names = tuple(review.name_of(side) for side in range(len(review.comparison.sides)))
        document = review.reading.document
        self._compared = ComparedDocument(document.path.name, review.comparison, document.code_points.length, names)
        self._tagset = review.reading.tagset
        self._symmetric = self._tagset.symmetric_relations
        self.parts: list[Part] = []
        """In their order; grows while `run` is at work."""
        self.is_done = False
        self._at_work = Lock()
        self._made: list[list[_Section]] = []
        """The rows of the first of the parts."""

    def is_of(self, review: ReviewSession) -> bool:
        """Whether these are the figures of what is compared now, under the names it has now."""
        names = tuple(review.name_of(side) for side in range(len(review.comparison.sides)))
        return review.comparison is self._compared.comparison and names == self._compared.annotators

    def run(self) -> Iterator[None]:
        """Works them out, and then their intervals; comes back after each piece of work.

        What was given up is gone on with by the next thread, when the one before has come to the end of its piece.
        """
        for number, make in enumerate(part_makers([self._compared], symmetric=self._symmetric)):
            with self._at_work:
                if number == len(self.parts):
                    self.parts.append(make())
            yield
        for part in tuple(self.parts):
            for figure in part.figures:
                _ = figure.interval
                yield
        self.is_done = True
        yield

    def rows(self, typed: str = "") -> list[FigureRow]:
        """What there is so far that fits what is typed, with what it is about above it."""
        wanted = fold_text(typed).split()
        found: list[FigureRow] = []
        for heading, rows in self._sections():
            fitting = [row for row in rows if all(word in row.folded for word in wanted)]
            found += [heading, *fitting] if fitting else []
        return found

    def _sections(self) -> Iterator[_Section]:
        for number, part in enumerate(tuple(self.parts)):
            if number == len(self._made):
                self._made.append(list(self._sections_of(part)))
            yield from self._made[number]

    def _sections_of(self, part: Part) -> Iterator[_Section]:
        about = scope_words(part.scope, self._tagset.shown_name)
        words = tr("Tag {name}", name=about) if part.scope.kind is Kind.TAG else about
        rows = [self._row(figure, words) for figure in part.figures]
        yield FigureRow(words, fold_text(words), (part.scope,), is_heading=True), rows
        # What is given for what by whom is asked once all figures of a pair are known.
        if part.confusion is not None and (part.scope.kind is Kind.PAIR or len(self._compared.annotators) != 2):
            heading = _matrix_words(part)
            cells = list(self._cells(part.confusion, heading, part))
            yield FigureRow(heading, fold_text(heading), (part.scope, "matrix"), is_heading=True), cells

    def _row(self, figure: Figure, about: str) -> FigureRow:
        name = figure_name(figure, self._attribute_name)
        number = NO_NUMBER if isinstance(figure.value, Undefined) else number_words(figure.value)
        words = f"{name} · {about}"
        return FigureRow(name, fold_text(words), (figure.scope, figure.name), number, figure, figure.groups, words)

    def _cells(self, matrix: Confusion[At], about: str, part: Part) -> Iterator[FigureRow]:
        """What is not empty of the matrix, the most frequent first; of a symmetric one each once."""
        order = {label: place for place, label in enumerate(matrix.labels)}
        cells = [cell for cell in matrix.cells if not matrix.is_symmetric or order[cell[0]] <= order[cell[1]]]
        for row, column in sorted(cells, key=lambda cell: (-matrix.count(*cell), order[cell[0]], order[cell[1]])):
            called = self._tagset.shown_name
            words = tr("{one} / {other}", one=label_words(row, called), other=label_words(column, called))
            groups = tuple(sorted(set(matrix.cells[row, column])))
            folded = fold_text(f"{words} {about}")
            number = str(matrix.count(row, column))
            yield FigureRow(words, folded, (part.scope, row, column), number, None, groups, f"{about}: {words}")

    def _attribute_name(self, name: str) -> str:
        """What an attribute is called on the screen; where another one is called the same, with its name in files."""
        shown = self._attribute_names.get(name, name)
        is_alone = sum(each == shown for each in self._attribute_names.values()) <= 1
        return shown if is_alone else tr("{words} ({name})", words=shown, name=name)

    @cached_property
    def _attribute_names(self) -> dict[str, str]:
        attributes = (attribute for tag in self._tagset.tags for attribute in tag.attributes)
        return {each.name: in_language(each.names, current(), each.name) for each in attributes}


def _matrix_words(part: Part) -> str:
    if part.scope.kind is Kind.PAIR:
        return tr(
            "Tags given by {one} and by {other}", one=isolated(part.scope.names[0]), other=isolated(part.scope.names[1])
        )
    return tr("Tags given for the same")


def groups_words(groups: Iterable[At]) -> str:
    """How many groups a figure opens."""
    count = len(tuple(groups))
    return tr_count(count, "{list.take} lists {count} group", "{list.take} lists {count} groups")
