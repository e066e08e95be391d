"""Gamma of all that was compared: the one figure that takes long, so it is made only where somebody asks for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui_reader.agreement.bootstrap import Interval, Sureness
from tui_reader.agreement.gamma import gamma
from tui_reader.agreement.value import Undefined
from tui_reader.language import tr
from tui_reader.review.figure import GAMMA, OVERALL, At, Figure, Figures
from tui_reader.review.read_documents import continuum_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui_reader.agreement.gamma import Gamma
    from tui_reader.review.figure import ComparedDocument


def with_gamma(
    found: Figures,
    documents: Sequence[ComparedDocument],
    goes_on: Callable[[float], bool] = lambda _: True,
    *,
    seed: int = 0,
) -> tuple[Figures, bool]:
    """The same figures of the same documents, and gamma among those of all; whether it is exact.

    It is not where a best alignment is too hard to find, and the best that was found had to do. `goes_on` is told which
    part is done, 0 to 1, and says whether to go on: Stopped is raised when it says no.
    """
    continua = [continuum_of(compared, range(len(compared.comparison.sides))) for compared in documents]
    result = gamma(continua, seed=seed, goes_on=goes_on)
    groups = tuple(
        At(number, group.number) for number, compared in enumerate(documents) for group in compared.comparison.groups
    )
    figure = Figure(GAMMA, None, OVERALL, result.value, len(documents), groups, lambda: _sureness(result))
    overall = replace(found.overall, figures=(*found.overall.figures, figure))
    return replace(found, parts=(overall, *found.parts[1:])), result.is_exact


def _sureness(result: Gamma) -> Sureness:
    """Where it would lie if other random texts had been drawn."""
    if isinstance(result.value, Undefined):
        return result.value
    if result.interval is None:
        return Undefined(tr("random texts differ too much"))
    return Interval(*result.interval)
