"""The answers to the questions of a review, as they are offered: each with its key and what it comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui_reader.language import tr, tr_count
from tui_reader.text.excerpt import isolated
from tui_reader.ui.keyed_choice import Offer, beside_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tui_reader.session.review.deciding import Bounds, PreMerge
    from tui_reader.session.review.merging_answers import Contested
