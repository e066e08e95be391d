"""One reading of one document: where the caret is, what is selected, what is annotated, what is sought.

It is made of what stands in `reading`. Every command of the app is a method there or here, or a module that is given
the session, and can be called without a screen. A command that cannot be done raises `Refused` with a sentence for the
person; nothing has changed then.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tui_reader.language import tr
from tui_reader.session.decorating import decorations
from tui_reader.session.reading.changing import Changing
from tui_reader.session.reading.finding import Finding
from tui_reader.session.refused import Refused
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.annotations.tagset import Tagset
    from tui_reader.documents.document import Document
    from tui_reader.session.annotating.adjusting import Adjusting
    from tui_reader.session.decorations import Decoration
    from tui_reader.session.layers import SetLayer
    from tui_reader.session.links import Links
    from tui_reader.session.listing import Listing
    from tui_reader.session.page import Page
    from tui_reader.session.suggestions.suggesting import Suggestions
    from tui_reader.text.display import Display

MARKER_BRACKETS = ("[", "]")
"""What is looked at as a marker, as digits are: only then what recognises them is imported."""


class ReaderSession(Changing, Finding):
    """A document, its sets of annotations, and the state of reading it."""

    def __init__(self, document: Document, page: Page, own: SetLayer, others: list[SetLayer], tagset: Tagset) -> None:
        super().__init__(document, page, own, others, tagset)
        self.counted = 0.0
        """Which part of the document is counted, from 0 to 1, while the sets are to come."""
        self.adjusting: Adjusting | None = None
        """The annotation whose ends are being moved."""
        self.suggestions: Suggestions | None = None
        """What could be tagged, while that is shown."""
        self.move(page.first_letter())

    def take_sets(self, own: SetLayer, others: list[SetLayer], entries: Listing) -> None:
        """Puts the sets that have been read, and the entries in them, in place of what stood for them."""
        if own is not self.own:
            own.store.subscribe(self._changed)
        self.replace_sets(own, others, entries)
        self.came_to(self.caret)

    def grow_selection(self) -> None:
        """Selects the hit of the search, the marker or the word at the caret; grows to sentence, then paragraph."""
        selection = self.selection
        hit = None if self.search is None else self.search.current
        if selection is None and hit is not None and self.at_hit() == hit.start:
            self.select(hit)
            return
        if selection is None:
            word = self._marker_here() or self.page.word_at(self.caret)
            if not word.length:
                raise Refused(tr("There is no word here"))
            self.select(word)
            return
        last = max(selection.start, selection.end - 1)
        for find in (self.page.word_at, self.page.sentence_at, self.page.paragraph_at):
            first, final = find(selection.start), find(last)
            # Between words the one beside is found, which has no part in the selection.
            start = first.start if first.contains(selection.start) else selection.start
            grown = Span(start, final.end if final.contains(last) else selection.end)
            if grown != selection:
                self.select(grown)
                return
        raise Refused(tr("The whole paragraph is selected"))

    def _marker_here(self) -> Span | None:
        """The marker of a reference the caret is on, brackets and all."""
        character = self.document.slice(Span(self.caret, self.caret + 1))
        if character not in MARKER_BRACKETS and not character.isdigit():
            return None
        from tui_reader.session.annotating.citing import marker_at

        return marker_at(self, self.caret)

    def selected_text(self) -> str:
        """Source text of the selection in logical order; of the focused annotation when nothing is selected."""
        if not self.document.is_intact:
            raise Refused(self.source_problem or tr("The document has changed on the disk and is being read again"))
        if self.selection is not None:
            self.require_moderate(self.selection)
            return self.document.slice(self.selection)
        entry = self.focused
        if entry is not None and any(span.length for span in entry.spans):
            return " ".join(self.document.slice(span) for span in entry.spans)
        raise Refused(tr("Nothing is selected: {select.grow} takes the word at the caret"))

    def clear(self) -> bool:
        """Ends what is under way: a link, the selection, going along links, the search. Whether there was anything."""
        if self.link_start is not None:
            self.link_start = None
        elif self.anchor is not None:
            self.anchor = None
        elif self.links.end_walk():
            pass
        elif self.search is not None:
            self.end_search()
        else:
            return False
        return True

    @property
    def gaining(self) -> str | None:
        """Id of the annotation that a selection would be added to."""
        if self.selection is None:
            return None
        from tui_reader.session.annotating.fragments import in_hand

        entry = in_hand(self)
        can_gain = entry is not None and entry.layer is self.own and any(span.length for span in entry.spans)
        return entry.id if entry is not None and can_gain else None

    @cached_property
    def links(self) -> Links:
        """The links of the annotations shown, and the walk along them."""
        from tui_reader.session.links import Links

        return Links(self)

    @property
    def chosen_link(self) -> str | None:
        """Id of the link one is at, in the scope of its set: chosen in the sidebar, or gone along; None at none."""
        chosen = self.links.chosen
        return None if chosen is None else chosen.id

    def decorations(self, within: Span) -> Iterator[Decoration]:
        """Everything that is painted over a stretch of text, from all sources."""
        return decorations(self, within)

    def show_as(self, display: Display) -> None:
        """Shows the text in another way; caret and selection stay, between clusters as they are then.

        On a control that was gone to unseen the caret comes to stand when it is seen.
        """
        suspect = self.suspect_here()
        self.page.display = display
        self.caret = self.page.snapped(self.caret if suspect is None else suspect)
        self.anchor = None if self.anchor is None else self.page.snapped(self.anchor)
