"""Gamma: how far observers agree on units and categories at once, once their units are aligned in the best way.

After Mathet, Widlöcher & Métivier (2015), The unified and holistic method gamma for inter-annotator agreement measure
and alignment, Computational Linguistics 41: 1 - observed / expected disorder. The observed disorder is that of the best
alignment, for each unit an observer has on average. The expected one is the mean over random texts, each made of what
was really marked: for every observer one of them is drawn, whose units are all moved on by a random way, those beyond
the end coming in at the beginning (section 5.2). As many are drawn as the precision asks for (section 5.3).

This is slow, so there is a bound on the work. Where units crowd together so much that it is reached, alignments are the
best that were found, and no more random texts are drawn than can be aligned. Several texts are taken for one in which
no unit can be aligned with one of another text.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from math import ceil, fsum, sqrt
from typing import TYPE_CHECKING

from tui_reader.agreement.alignment import MOST_STEPS, best_alignment
from tui_reader.agreement.dissimilarity import Dissimilarity, Unit
from tui_reader.agreement.sections import pieces_of
from tui_reader.agreement.value import Undefined
from tui_reader.errors import Stopped
from tui_reader.language import tr
from tui_reader.text.span import Span
from tui_reader.text.span_sets import difference

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui_reader.agreement.sections import Continuum, Section
    from tui_reader.agreement.value import Value

EVENLY = Dissimilarity()
"""Positions and categories weigh the same."""
FIRST_SAMPLES = 30
"""Random texts that tell how many more are needed."""
MOST_STEPS_IN_ALL = 30 * MOST_STEPS
"""Of work on all random texts, about; from FIRST_SAMPLES on there are no more of them than that allows."""
_NORMAL_95 = 1.96
"""Standard deviations to each side that hold 95 of 100 normally distributed values."""


@dataclass(frozen=True)
class Gamma:
    """What gamma is, and what it was worked out from."""

    value: Value
    """1 where all agree, 0 where the disorder is that of random texts, below where it is greater."""
    observed: Value
    expected: Value
    interval: tuple[float, float] | None
    """Where the value would lie 95 times of 100 if other random texts were drawn. It says nothing of other texts or
    other observers."""
    samples: int
    """Random texts that were drawn."""
    is_exact: bool
    """Whether every alignment was certainly the best. If not, some are only the best that were found with as much work
    as may be done."""


def gamma(
    continua: Sequence[Continuum],
    *,
    seed: int = 0,
    precision: float = 0.02,
    dissimilarity: Dissimilarity = EVENLY,
    goes_on: Callable[[float], bool] = lambda _: True,
) -> Gamma:
    """Gamma over one text or several, the same for the same seed.

    `precision` is how far the expected disorder may be off, as a part of it, 95 times of 100: the paper's are 0.01,
    0.02 and 0.05. Where alignments are much work it may be off by more, which the interval says. `goes_on` is told how
    much is done, 0 to 1, and says whether to go on; if not, Stopped is raised. A section without a place is left out,
    one in several pieces is one unit. Raises ValueError where a section lies outside its text.
    """
    texts = [_Text.of(continuum) for continuum in continua if len(continuum.observers) > 1]
    if not texts:
        return _undefined(tr("there is only one annotator"))
    if not any(units for text in texts for units in text.observers):
        return _undefined(tr("nobody marked anything"))
    progress = _Progress(goes_on)
    observed, is_exact, _ = _disorder([text.observers for text in texts], dissimilarity, progress.look)
    progress.step()
    draw = random.Random(seed)
    disorders: list[float] = []
    steps = 0
    while len(disorders) < progress.samples:
        disorder, is_best, work = _disorder(_sampled(texts, draw), dissimilarity, progress.look)
        disorders.append(disorder)
        steps += work
        is_exact = is_exact and is_best
        progress.step()
        if len(disorders) == FIRST_SAMPLES:
            affordable = MOST_STEPS_IN_ALL * FIRST_SAMPLES // max(1, steps)
            progress.samples = max(FIRST_SAMPLES, min(affordable, _needed(disorders, precision)))
    expected, deviation = _mean_and_deviation(disorders)
    if not expected:
        return _undefined(tr("random texts would agree as well"))
    half = _NORMAL_95 * deviation / sqrt(len(disorders))
    interval = (1 - observed / (expected - half), 1 - observed / (expected + half)) if half < expected else None
    return Gamma(1 - observed / expected, observed, expected, interval, len(disorders), is_exact)


def _undefined(reason: str) -> Gamma:
    why = Undefined(reason)
    return Gamma(why, why, why, None, 0, True)


class _Progress:
    """How many of the alignments are made."""

    def __init__(self, goes_on: Callable[[float], bool]) -> None:
        self._goes_on, self._done = goes_on, 0
        self.samples = FIRST_SAMPLES

    def look(self) -> None:
        """Asks whether to go on. Raises Stopped if not."""
        if not self._goes_on(min(1.0, self._done / (self.samples + 1))):
            raise Stopped

    def step(self) -> None:
        """One more is made."""
        self._done += 1
        self.look()


@dataclass(frozen=True)
class _Text:
    """A continuum, its sections as units."""

    length: int
    observers: list[list[Unit]]
    mean: float
    """Length of a unit."""

    @classmethod
    def of(cls, continuum: Continuum) -> _Text:
        length = continuum.length
        observers = [[unit for each in marked if (unit := _unit(each, length))] for marked in continuum.observers]
        lengths = [unit.end - unit.start for units in observers for unit in units]
        return cls(length, observers, sum(lengths) / len(lengths) if lengths else 0.0)


def _unit(section: Section, length: int) -> Unit | None:
    pieces = pieces_of(section, length) or [Span(span.start, span.start) for span in section.spans[:1]]
    return Unit.of(tuple(pieces), section.category) if pieces else None


def _disorder(
    texts: Sequence[Sequence[Sequence[Unit]]], dissimilarity: Dissimilarity, look: Callable[[], None]
) -> tuple[float, bool, int]:
    """That of the best alignments, per unit an observer has on average; whether they are certainly the best; and how
    many steps of work they were. Each text may have its part of the work."""
    units = sum(len(marked) for observers in texts for marked in observers)
    alignments = [
        best_alignment(
            observers, dissimilarity, look, most_steps=MOST_STEPS * sum(map(len, observers)) // max(1, units)
        )
        for observers in texts
    ]
    per_observer = fsum(sum(map(len, observers)) / len(observers) for observers in texts)
    return (
        fsum(each.disorder for each in alignments) / per_observer,
        all(each.is_exact for each in alignments),
        sum(each.steps for each in alignments),
    )


def _sampled(texts: Sequence[_Text], draw: random.Random) -> list[list[list[Unit]]]:
    """Each text with random units, and at least one in all."""
    while True:
        sampled = [_moved(text, draw) for text in texts]
        if any(units for observers in sampled for units in observers):
            return sampled


def _moved(text: _Text, draw: random.Random) -> list[list[Unit]]:
    """For each observer the units of one of them, drawn by chance, moved on by a random way, round the end of the text.

    Two ways are half a mean unit apart or more, where there is room: else units that were marked alike would be moved
    alike, and chance would agree as people do.
    """
    ways: list[int] = []
    found = []
    for _ in text.observers:
        way = _way(text, ways, draw)
        ways.append(way)
        units = text.observers[int(draw.random() * len(text.observers))]
        found.append([unit.shifted(way if unit.start + way < text.length else way - text.length) for unit in units])
    return found


def _way(text: _Text, ways: Sequence[int], draw: random.Random) -> int:
    """A place of the text by chance, evenly among those that are far enough from all others."""
    apart = ceil(text.mean / 2)
    free = [Span(0, text.length)]
    for way in ways:
        for start in (way - apart - text.length, way - apart, way - apart + text.length):
            free = difference(free, Span(start, start + 2 * apart))
    chosen = int(draw.random() * (sum(span.length for span in free) or text.length))
    for span in free:
        if chosen < span.length:
            return span.start + chosen
        chosen -= span.length
    return chosen


def _needed(disorders: Sequence[float], precision: float) -> int:
    """How many samples hold the mean to the precision, judged by how much these differ."""
    mean, deviation = _mean_and_deviation(disorders)
    return ceil((_NORMAL_95 * deviation / (mean * precision)) ** 2) if mean else 0


def _mean_and_deviation(values: Sequence[float]) -> tuple[float, float]:
    mean = fsum(values) / len(values)
    return mean, sqrt(fsum((value - mean) ** 2 for value in values) / (len(values) - 1))
