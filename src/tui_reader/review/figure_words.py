"""What figures are called and how they are written: the same on the screen, on the command line, and in a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.agreement.value import Undefined
from tui_reader.language import tr
from tui_reader.review import figure as measures
from tui_reader.review.figure import Kind
from tui_reader.text.excerpt import isolated

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.agreement.bootstrap import Sureness
    from tui_reader.agreement.confusion import Label
    from tui_reader.agreement.value import Value
    from tui_reader.review.figure import Figure, Scope

DECIMALS = 3
NO_NUMBER = "–"
"""Stands where a figure is undefined and why is told elsewhere."""


def figure_name(figure: Figure, called: Callable[[str], str] = str) -> str:
    """What a figure is, but for what it is about. `called` gives the name of an attribute on the screen."""
    name = measure_words(figure.measure)
    if figure.attribute is None:
        return name
    return tr("{measure}: {attribute}", measure=name, attribute=isolated(called(figure.attribute)))


def measure_words(measure: str) -> str:
    """What a measure is called."""
    return {
        measures.F1_EXACT: tr("F1, same text and tags"),
        measures.F1_OVERLAP: tr("F1, overlapping, same tags"),
        measures.F1_EXACT_PLACE: tr("F1, same text, any tags"),
        measures.F1_OVERLAP_PLACE: tr("F1, overlapping, any tags"),
        measures.COHEN: tr("Cohen's kappa"),
        measures.FLEISS: tr("Fleiss' kappa"),
        measures.ALPHA: tr("Krippendorff's alpha"),
        measures.UNITIZING: tr("Unitizing alpha"),
        measures.UNITIZING_BINARY: tr("Unitizing alpha, marked or not"),
        measures.UNITIZING_CODING: tr("Unitizing alpha, tags where both marked"),
        measures.RELATION_F1: tr("F1 of links"),
        measures.GAMMA: tr("Gamma"),
    }[measure]


def short_words(measure: str) -> str:
    """The same where there is little room: at the head of a column."""
    return {
        measures.F1_EXACT: tr("F1 exact"),
        measures.F1_OVERLAP: tr("F1 overlap"),
        measures.F1_EXACT_PLACE: tr("F1 place"),
        measures.F1_OVERLAP_PLACE: tr("F1 meeting"),
        measures.COHEN: tr("Cohen"),
        measures.FLEISS: tr("Fleiss"),
        measures.ALPHA: tr("alpha"),
        measures.UNITIZING: tr("u-alpha"),
        measures.UNITIZING_BINARY: tr("u-alpha marked"),
        measures.UNITIZING_CODING: tr("u-alpha tags"),
        measures.RELATION_F1: tr("F1 links"),
    }[measure]


def kind_words(kind: Kind) -> str:
    """What figures are about, in general."""
    return {
        Kind.OVERALL: tr("Overall"),
        Kind.PAIR: tr("Pairs of annotators"),
        Kind.TAG: tr("Tags"),
        Kind.DOCUMENT: tr("Documents"),
    }[kind]


def scope_words(scope: Scope, called: Callable[[str], str] = str) -> str:
    """What a figure is about. `called` gives the name of a tag on the screen."""
    match scope.kind:
        case Kind.OVERALL:
            return kind_words(scope.kind)
        case Kind.PAIR:
            one, other = map(isolated, scope.names)
            return tr("{one} and {other}", one=one, other=other)
        case Kind.TAG:
            return isolated(called(scope.names[0]))
        case Kind.DOCUMENT:
            return isolated(scope.names[0])


def label_words(label: Label | None, called: Callable[[str], str] = str) -> str:
    """A row or column of a confusion matrix: the tags of an annotation, or that there is none."""
    if label is None:
        return tr("nothing")
    return "+".join(isolated(called(tag)) for tag in label) or tr("no tag")


def value_words(value: Value) -> str:
    """A figure, or why there is none."""
    return tr("undefined: {reason}", reason=value.reason) if isinstance(value, Undefined) else number_words(value)


def number_words(number: float) -> str:
    """A number as people read it. What is not quite 1 is never shown as 1."""
    shown = f"{number:.{DECIMALS}f}"
    if number < 1 and float(shown) == 1:
        return f"{1 - 10**-DECIMALS:.{DECIMALS}f}"
    return shown.removeprefix("-") if float(shown) == 0 else shown


def interval_words(sureness: Sureness) -> str:
    """Where a figure may lie; empty where that cannot be said."""
    if isinstance(sureness, Undefined):
        return ""
    return f"{number_words(sureness.low)}–{number_words(sureness.high)}"
