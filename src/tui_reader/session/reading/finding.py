"""What is sought in a document, gone to: hits of the search, and bidi controls with a fault."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tui_reader.language import tr
from tui_reader.session.reading.caret import Caret
from tui_reader.session.refused import Refused
from tui_reader.session.searching import Search
from tui_reader.session.trojan import TrojanWatch
from tui_reader.text.search import Query, QueryKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.text.controls import Fault
    from tui_reader.text.span import Span


class Finding(Caret):
    """A caret that goes to what is sought."""

    search: Search | None = None
    suspect: int | None = None
    """Offset of the control with a fault that was gone to last."""

    @cached_property
    def trojan(self) -> TrojanWatch:
        """The bidi controls of the document."""
        return TrojanWatch(self.document)

    # Search

    def start_search(
        self, needle: str, kind: QueryKind = QueryKind.FOLDED, *, origin: int | None = None
    ) -> Search | None:
        """Begins to look for text from the caret on, in place of what was looked for; None for an empty needle.

        Whoever calls this has the search `run` and then calls `show_first_hit`. Raises `QueryError`.
        """
        self.end_search()
        if needle:
            self.search = Search(self.document, Query(needle, kind), self.caret if origin is None else origin)
        return self.search

    def end_search(self) -> None:
        """Looks for nothing any more."""
        if self.search is not None:
            self.search.cancel()
        self.search = None

    def show_first_hit(self) -> Span | None:
        """Goes to the first hit as soon as it is known, unless one has gone to another already."""
        search = self.search
        return None if search is None or search.current is not None or search.goes_on else self.go_to_hit(search.first)

    def look_for_hit(self, *, forward: bool) -> Iterator[Span | None]:
        """The steps of looking for the next hit or the one before, without going there (`Search.look_forward`)."""
        if self.search is None:
            raise Refused(tr("Nothing is being searched: / begins"))
        at = self.at_hit()
        return self.search.look_forward(at + 1) if forward else self.search.look_back(at)

    def at_hit(self) -> int:
        """Where the hit at the caret begins, which may be inside the cluster the caret is on; else the caret."""
        hit = None if self.search is None else self.search.current
        return hit.start if hit is not None and self.page.snapped(hit.start) == self.caret else self.caret

    def go_to_hit(self, hit: Span | None) -> Span | None:
        """Puts the caret on a hit of the search."""
        if hit is not None and self.search is not None:
            self.move(hit.start)
            self.search.current = hit
        return hit

    # Controls with a fault

    def look_for_suspect(self) -> Iterator[tuple[int, Fault] | None]:
        """The steps of looking for the next bidi control with a fault, without going there."""
        last = self.suspect_here()
        return self.trojan.look_forward(self.caret if last is None else last + 1)

    def suspect_here(self) -> int | None:
        """The control gone to last, if the caret is still on it or on what it belongs to."""
        last = self.suspect
        return last if last is not None and self.page.snapped(last) == self.caret else None

    def go_to_suspect(self, offset: int) -> None:
        """Puts the caret on a control with a fault, or on what it belongs to."""
        self.move(offset)
        self.suspect = offset
