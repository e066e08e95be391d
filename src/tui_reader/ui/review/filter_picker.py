"""Asks by what the groups of a review are to be filtered: one thing more, or one less, or the words that are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from rich.style import Style

from tui_reader.language import tr, tr_count
from tui_reader.session.review.filtering import GroupFilter, facets
from tui_reader.text.excerpt import isolated, label_line
from tui_reader.text.folding import fold_text
from tui_reader.ui.dialogs.picker import Picker
from tui_reader.ui.widgets.painting import line_segments, row_of
from tui_reader.ui.widgets.pick_list import PickList

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.strip import Strip

    from tui_reader.session.review.review_session import ReviewSession
    from tui_reader.session.window import Place

CHOSEN_SIGN = "✓"
"""Stands before what is filtered by already; to take it once more ends that."""


class FilterOffer(NamedTuple):
    """One line of the list."""

    words: str
    is_chosen: bool
    chosen: GroupFilter
    folded: str
    """What is typed to find it, folded."""


class FilterList(PickList[FilterOffer]):
    """Things to filter by, one to a row."""

    def row_strip(self, place: Place, width: int) -> Strip:
        offer = self.list.items[place.block]
        style = self.rich_style + Style(reverse=place.block == self.marked, bold=offer.is_chosen)
        line = label_line(offer.words, max(2, width - 4))
        lead = f" {CHOSEN_SIGN if offer.is_chosen else ' '} "
        return row_of([[Segment(lead, style)], line_segments(line, style)], width, style)


class ReviewFilter(Picker[FilterOffer]):
    """Type to find what to filter by, or the words that groups are to have. Ends with the filter that comes of it."""

    DEFAULT_CSS = "ReviewFilter > Vertical { height: 24; }"

    def __init__(self, review: ReviewSession) -> None:
        title = tr("Filter groups; what is chosen goes together")
        super().__init__(FilterList(id="filters"), tr("what to filter by, or words of the text"), title)
        self._now = review.chosen
        self._offers = list(_offers(review))

    def found(self, typed: str) -> Sequence[FilterOffer]:
        """What fits what is typed; last of all the words themselves."""
        wanted = fold_text(typed).split()
        found = [offer for offer in self._offers if all(word in offer.folded for word in wanted)]
        if typed.strip():
            words = tr("with the words {typed}", typed=isolated(typed.strip()))
            found.append(FilterOffer(words, False, self._now.with_text(typed), ""))
        return found


def _offers(review: ReviewSession) -> Iterator[FilterOffer]:
    now = review.chosen
    if not now.is_empty:
        count = len(review.groups)
        words = tr_count(count, "all {count} group", "all {count} groups")
        yield FilterOffer(words, False, GroupFilter(), fold_text(words))
    if now.text:
        words = tr("with the words {typed}", typed=isolated(now.text))
        yield FilterOffer(words, True, now.with_text(""), fold_text(words))
    if now.among is not None:
        yield FilterOffer(now.among_words, True, now._replace(among=None, among_words=""), fold_text(now.among_words))
    for facet in facets(review):
        yield FilterOffer(f"{facet.words}  ({facet.groups})", facet.is_chosen, facet.chosen, fold_text(facet.words))
