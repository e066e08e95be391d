"""Krippendorff's alpha for unitizing: how far observers mark the same stretches of a text with the same categories.

After Krippendorff, Mathet, Bouvry & Widlöcher (2016), On the reliability of unitizing textual continua: further
developments, Quality & Quantity 50, 2347-2364 (also Krippendorff 2019, Content Analysis, section 12.6). Every code
point is a place to which each observer gave a value, a gap being a value too. Disagreement at the same places is
divided by what it would be if the values given were drawn by chance, where no place is paired with one of its own unit.

The paper defines that for units which do not overlap. `coincidences` says how it is counted where they do; where they
do not, this is the paper's formula, number for number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_reader.agreement.coincidences import CategoryTally, Pool, Tally
from tui_reader.agreement.value import Undefined, nothing_marked
from tui_reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from fractions import Fraction

    from tui_reader.agreement.sections import Continuum
    from tui_reader.agreement.value import Value


@dataclass(frozen=True)
class CategoryAlphas:
    """How reliable one category is."""

    marking: Value
    """|u-alpha of the sections of this category alone: whether the same places were marked with it."""
    coding: Value
    """(k)u-alpha: where two observers marked the same places with whatever, whether both chose this category."""
    coverage: Value
    """How much `coding` speaks of, 0 to 1: the part of what was marked with this category that another observer marked
    with anything, as the mean over the other observers."""


@dataclass(frozen=True)
class UnitizingAlphas:
    """The u-alpha family: 1 where all agree, 0 where they agree no more than chance would make them."""

    overall: Value
    """u-alpha: which stretches were marked, and with what."""
    binary: Value
    """|u-alpha: what was marked at all, and what was left."""
    coding: Value
    """cu-alpha: which categories were chosen where two observers marked the same places."""
    coverage: Value
    """How much `coding` speaks of, 0 to 1: the part of all places that a pair of observers both marked."""
    categories: Mapping[str, CategoryAlphas]
    """In alphabetical order."""


def unitizing_alphas(continua: Iterable[Continuum]) -> UnitizingAlphas:
    """The family over one text or several, whose coincidences are added up: every code point counts the same.

    A text that only one observer read says nothing of agreement and is left out. Raises ValueError where a section lies
    outside its text. Takes time for each end of a section, and for each section that lies over it.
    """
    return alphas_of(map(Tally.of, continua))


def alphas_of(tallies: Iterable[Tally]) -> UnitizingAlphas:
    """The family from what was counted already, for who counts once and adds up often."""
    tally = sum(tallies, Tally())
    if tally.observers < 2:
        return _without(tally, Undefined(tr("there is only one annotator")))
    if not any(tally.everywhere.values):
        return _without(tally, nothing_marked())
    return UnitizingAlphas(
        _value(tally.everywhere.alpha(), tr("everybody marked all of the text with the same")),
        _value(tally.marked.alpha(), tr("everybody marked all of the text")),
        _coding(tally.met),
        float(tally.met.total / tally.everywhere.total),
        {name: _category(each, tally.met.total) for name, each in tally.categories.items()},
    )


def _without(tally: Tally, why: Undefined) -> UnitizingAlphas:
    return UnitizingAlphas(why, why, why, why, dict.fromkeys(tally.categories, CategoryAlphas(why, why, why)))


def _value(alpha: Fraction | None, otherwise: str) -> Value:
    return Undefined(otherwise) if alpha is None else float(alpha)


def _coding(met: Pool) -> Value:
    if not met.total:
        return Undefined(tr("no two annotators marked the same text"))
    return _value(met.alpha(), tr("all that two annotators marked was marked with the same"))


def _category(category: CategoryTally, met: Fraction) -> CategoryAlphas:
    if not category.marked:
        why = Undefined(tr("no text was marked with it"))
        return CategoryAlphas(why, why, why)
    return CategoryAlphas(
        _value(category.alone.alpha(), tr("everybody marked all of the text with it")),
        _category_coding(category, met),
        float(category.met / category.marked),
    )


def _category_coding(category: CategoryTally, met: Fraction) -> Value:
    """1 - (unlike / all) observed, divided by the same by chance: equation 13 of the paper."""
    if not category.met:
        return Undefined(tr("nobody else marked anything where it was marked"))
    if category.met == met:
        return Undefined(tr("all that two annotators marked was marked with it"))
    observed = (category.met - category.agreed) / category.met
    by_chance = category.met * (met - category.met) / (category.met * met - category.own)
    return float(1 - observed / by_chance)
