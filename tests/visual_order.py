"""Rule L2, place by place."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from tui_reader.text.bidi import visual_runs

if TYPE_CHECKING:
    from collections.abc import Sequence


def visual_order(levels: Sequence[int]) -> list[int]:
    """The places of a line's items from left to right."""
    return list(chain.from_iterable(visual_runs(bytes(levels))))
