"""Figures as values for other programs: JSON, and rows of a table. The keys are told in `docs/agreement.md`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui_reader.agreement.value import Undefined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_reader.agreement.confusion import Confusion, Label
    from tui_reader.review.figure import At, Figure, Figures, Part

COLUMNS = ("scope", "of", "and", "measure", "attribute", "value", "low", "high", "items", "groups", "undefined")
"""Of the rows: `of` and `and` name the pair, `of` alone the tag or the document."""


def json_value(figures: Figures) -> dict[str, Any]:
    """All figures, with whatever numbers there are in full."""
    return {
        "annotators": list(figures.annotators),
        "documents": list(figures.documents),
        "figures": [figure_value(figure) for part in figures.parts for figure in part.figures],
        "confusion": [_confusion_value(part, part.confusion) for part in figures.parts if part.confusion is not None],
    }


def figure_value(figure: Figure) -> dict[str, Any]:
    """One figure. `value` is null where it is undefined, and `undefined` says why; `interval` where there is none."""
    value, found = figure.value, figure.interval
    return {
        "scope": figure.scope.kind.value,
        "names": list(figure.scope.names),
        "measure": figure.measure,
        "attribute": figure.attribute,
        "value": None if isinstance(value, Undefined) else value,
        "undefined": value.reason if isinstance(value, Undefined) else None,
        "interval": None if isinstance(found, Undefined) else list(found),
        "items": figure.items,
        "groups": len(figure.groups),
    }


def rows(figures: Figures) -> Iterator[Sequence[object]]:
    """All figures, a row each, in COLUMNS."""
    for part in figures.parts:
        for figure in part.figures:
            value, found = figure.value, figure.interval
            of, other = (*figure.scope.names, None, None)[:2]
            is_undefined = isinstance(value, Undefined)
            yield (
                figure.scope.kind.value,
                of,
                other,
                figure.measure,
                figure.attribute,
                None if is_undefined else value,
                *((None, None) if isinstance(found, Undefined) else found),
                figure.items,
                len(figure.groups),
                value.reason if isinstance(value, Undefined) else None,
            )


def _confusion_value(part: Part, matrix: Confusion[At]) -> dict[str, Any]:
    """Labels are arrays of tags, null for nothing marked; `counts` a row for each label, with a number for each."""

    def value(label: Label | None) -> list[str] | None:
        return None if label is None else list(label)

    return {
        "scope": part.scope.kind.value,
        "names": list(part.scope.names),
        "labels": [value(label) for label in matrix.labels],
        "counts": [[matrix.count(row, column) for column in matrix.labels] for row in matrix.labels],
    }
