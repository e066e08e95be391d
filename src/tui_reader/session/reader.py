"""One reading of one document: where the caret is, what is selected, what is annotated, what is sought.

Every command of the app is a method here and can be called without a screen. A command that cannot be done
raises `Refused` with a sentence for the person; nothing has changed then.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tui_reader.annotations.anchoring import describe
from tui_reader.annotations.bulk import without_collecting
from tui_reader.annotations.changes import Add, Change, Update, touched
from tui_reader.annotations.history import Outdated
from tui_reader.annotations.records.annotation import Annotation, new_annotation
from tui_reader.documents.standing import Standing, standing_of
from tui_reader.errors import NotCounted, TuiReaderError
from tui_reader.language import tr
from tui_reader.session.decorating import decorations
from tui_reader.session.entries import Entry, Filter
from tui_reader.session.filtering import Filtering
from tui_reader.session.listing import Listing, key_of
from tui_reader.session.searching import Search
from tui_reader.session.trojan import TrojanWatch
from tui_reader.session.wording import nearest_in, words_for
from tui_reader.text.search import Query, QueryKind
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tui_reader.annotations.changes import Item
    from tui_reader.annotations.records.targets import Target
    from tui_reader.annotations.tagset import Tagset
    from tui_reader.documents.document import Document
    from tui_reader.session.annotating.adjusting import Adjusting
    from tui_reader.session.decorations import Decoration
    from tui_reader.session.layers import SetLayer
    from tui_reader.session.links import Links
    from tui_reader.session.page import Page
    from tui_reader.session.suggestions.suggesting import Suggestions
    from tui_reader.text.controls import Fault
    from tui_reader.text.display import Display

MOST_SELECTED = 1 << 20
"""From the beginning to the end of what is copied or annotated, in offsets."""
MARKER_BRACKETS = ("[", "]")
"""What is looked at as a marker, as digits are: only then what recognises them is imported."""
FIRST_FILTERED = 0.01
"""Seconds a filter may take before the first entries are shown."""


class Refused(TuiReaderError):
    """A command that cannot be done now, and why, in words for the person at the keyboard."""


class NotYet(Refused):
    """A command that can be done as soon as the annotations, or a document that has changed, are read."""


def require_sound(text: str) -> None:
    """Raises Refused for text with damaged bytes."""
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        raise Refused(tr("There are damaged bytes in this text, which no file of annotations can hold"))


class ReaderSession:
    """A document, its sets of annotations, and the state of reading it."""

    def __init__(self, document: Document, page: Page, own: SetLayer, others: list[SetLayer], tagset: Tagset) -> None:
        self.document = document
        self.page = page
        self.own = own
        """The set that the person at the keyboard changes."""
        self.others = others
        """Sets by other annotators of the same source; shown, never changed."""
        self.tagset = tagset
        self.counted = 0.0
        """Which part of the document is counted, from 0 to 1, while the sets are to come."""
        self.shows_others = True
        self.caret = 0
        self.anchor: int | None = None
        """Where the selection began; None when there is none."""
        self.reading_offset = 0
        """First character of the row that the person put at the top of the reading pane."""
        self.focus_id: str | None = None
        """The annotation commands are about: chosen by hand, or the innermost one at the caret."""
        self.in_hand: str | None = None
        """The annotation that was chosen or worked on last: what is done with a selection elsewhere is done to it."""
        self.was_at: str | None = None
        """The annotation that the caret was on last."""
        self.adjusting: Adjusting | None = None
        """The annotation whose ends are being moved."""
        self.link_start: str | None = None
        """Id of the annotation from which a link is being drawn."""
        self.search: Search | None = None
        self.trojan = TrojanWatch(document)
        self.suggestions: Suggestions | None = None
        """What could be tagged, while that is shown."""
        self.suspect: int | None = None
        """Offset of the control with a fault that was gone to last."""
        self.source_problem = ""
        """Why the document cannot be annotated as it is on the disk; empty where nothing is known of that."""
        self.filter = Filter()
        self._entries: Listing | None = None
        self._filtering: Filtering | None = None
        self._words: dict[str, str] = {}
        self._observers: list[Callable[[Change], None]] = []
        own.store.subscribe(self._changed)
        self.move(page.first_letter())

    def list_entries(self, layers: Iterable[SetLayer]) -> Listing:
        """The entries of sets that are or will be shown. Needs nothing of the reading: any thread may do it."""
        with without_collecting():
            keys = (key_of(Entry(a, layer, p)) for layer in layers for a, p in layer.store.placements())
            return Listing(self.entry, keys)

    def take_sets(self, own: SetLayer, others: list[SetLayer], entries: Listing) -> None:
        """Puts the sets that have been read, and the entries in them, in place of what stood for them."""
        if own is not self.own:
            own.store.subscribe(self._changed)
        self.own, self.others = own, others
        self._entries, self._filtering = entries if self.shows_others else None, None
        self._focus_around(self.caret)

    # Caret and selection

    @property
    def selection(self) -> Span | None:
        """The selected stretch of text, None when nothing is selected."""
        if self.anchor is None or self.anchor == self.caret:
            return None
        return Span(min(self.anchor, self.caret), max(self.anchor, self.caret))

    @property
    def selected_length(self) -> int:
        """Code points selected; an estimate over several paragraphs while they are not counted."""
        if self.selection is None:
            return 0
        try:
            return self.document.code_point_span(self.selection).length
        except NotCounted:
            return self.selection.length

    def move(self, offset: int, *, extend: bool = False) -> None:
        """Puts the caret on an offset; `extend` selects from where it was."""
        if not extend:
            self.anchor = None
        elif self.anchor is None:
            self.anchor = self.caret
        self.caret = self.page.snapped(offset)
        if extend and self.anchor is not None and self.anchor == self.caret:
            self.anchor = None
        self._focus_around(self.caret)

    def drag(self, start: int, offset: int) -> None:
        """Selects from one cluster that was pointed at to another, both of them included."""
        if offset >= start:
            self.select(Span(start, self.page.cluster_end(offset)))
        else:
            self.anchor, self.caret = self.page.cluster_end(start), self.page.snapped(offset)
            self._focus_around(self.caret)

    def select(self, span: Span) -> None:
        """Selects a span; the caret goes to its end."""
        widened = self.page.snapped_span(*span)
        self.anchor, self.caret = widened.start, widened.end
        self._focus_around(widened.start)

    def grow_selection(self) -> None:
        """Selects the hit of the search, the marker or the word at the caret; grows to sentence, then paragraph."""
        selection = self.selection
        hit = None if self.search is None else self.search.current
        if selection is None and hit is not None and self._at_hit() == hit.start:
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
            self._require_moderate(self.selection)
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

    # What is there

    @property
    def layers(self) -> list[SetLayer]:
        """The sets that are shown, one's own first."""
        return [self.own, *self.others] if self.shows_others else [self.own]

    @property
    def entries(self) -> Listing:
        """All annotations shown, in document order, then those that have lost their place."""
        if self._entries is None:
            self._entries = self.list_entries(self.layers)
        return self._entries

    def _is_remarked(self, entry: Entry) -> bool:
        # Most sets have no remarks.
        from tui_reader.session.remarked import is_remarked

        return is_remarked(self, entry)

    @property
    def listed(self) -> Listing:
        """The entries that the filter lets through, as far as `advance_filter` has come."""
        return self._filtered().listed

    def advance_filter(self, seconds: float) -> bool:
        """Goes on filtering for a while; whether there is more to look at."""
        filtering = self._filtered()
        filtering.advance(seconds)
        return not filtering.done

    def _filtered(self) -> Filtering:
        if self._filtering is None or self._filtering.chosen is not self.filter:
            below = frozenset[str]() if self.filter.tag is None else self.tagset.below(self.filter.tag)
            self._filtering = Filtering(self.entries, self.filter, self._words, below, self._is_remarked)
            self._filtering.advance(FIRST_FILTERED)
        return self._filtering

    @property
    def tags_in_use(self) -> list[str]:
        """Tags of the annotations shown, and those above them: the tagset's in its order, then others, "" for none."""
        used = set[str]().union(*(layer.store.tags for layer in self.layers))
        used |= {tag.name for tag in self.tagset.tags if not used.isdisjoint(self.tagset.below(tag.name))}
        known = {tag.name: number for number, tag in enumerate(self.tagset.tags)}
        return sorted(used, key=lambda tag: (not tag, known.get(tag, len(known)), tag))

    def entry(self, entry_id: str) -> Entry | None:
        """The entry of an annotation that is shown."""
        for layer in self.layers:
            item = layer.item(entry_id)
            if isinstance(item, Annotation) and not item.is_suggestion:
                return Entry(item, layer, layer.store.placement(item.id))
        return None

    @property
    def focused(self) -> Entry | None:
        """The entry that commands are about."""
        return None if self.focus_id is None else self.entry(self.focus_id)

    @property
    def gaining(self) -> str | None:
        """Id of the annotation that a selection would be added to."""
        if self.selection is None:
            return None
        from tui_reader.session.annotating.fragments import in_hand

        entry = in_hand(self)
        can_gain = entry is not None and entry.layer is self.own and any(span.length for span in entry.spans)
        return entry.id if entry is not None and can_gain else None

    def at(self, offset: int) -> list[Entry]:
        """The annotations on a character, innermost first."""
        found = [Entry(a, layer, layer.store.placement(a.id)) for layer in self.layers for a in layer.store.at(offset)]
        return sorted(found, key=lambda e: sum(span.length for span in e.spans))

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
        suspect = self._suspect_here()
        self.page.display = display
        self.caret = self.page.snapped(self.caret if suspect is None else suspect)
        self.anchor = None if self.anchor is None else self.page.snapped(self.anchor)

    # From annotation to annotation

    def focus(self, entry_id: str, at: int | None = None) -> None:
        """Chooses an annotation and puts the caret on its first character, or where else `at` says."""
        entry = self.entry(entry_id)
        if entry is None:
            raise Refused(tr("This annotation is not shown"))
        self.anchor = None
        place = entry.start if at is None else at
        if place is not None:
            self.caret = self.page.snapped(place)
        self.focus_id = self.in_hand = entry_id

    def focus_next(self, times: int = 1) -> None:
        """Goes so many annotations on in the list, or as far as there are any."""
        self._focus_beside(times, forward=True)

    def focus_previous(self, times: int = 1) -> None:
        """Goes back."""
        self._focus_beside(times, forward=False)

    def _focus_beside(self, times: int, *, forward: bool) -> None:
        listed, count = self.listed, self.listed.placed_count
        if not count:
            raise Refused(tr("No annotations to go to"))
        place = listed.rank(self.focus_id)
        start = None if place is None else listed[place].start
        # Of one about the whole document any place is its place.
        if place is not None and place < count and (start is None or self.caret == self.page.snapped(start)):
            place += 1 if forward else -1
        else:
            place = listed.rank_from(self.caret + forward)
            place = place if forward else place - 1
        if not 0 <= place < count:
            raise Refused(tr("No annotation after this one") if forward else tr("No annotation before this one"))
        place += times - 1 if forward else 1 - times
        self.focus(listed.id_at(min(max(place, 0), count - 1)))

    def _focus_around(self, offset: int) -> None:
        """Has commands be about the innermost annotation at an offset, if not about another one there already."""
        self.was_at = self.focus_id or self.was_at
        here = self.at(offset)
        if all(entry.id != self.focus_id for entry in here):
            self.focus_id = here[0].id if here else None
        self.was_at = self.focus_id or self.was_at

    # Changing annotations

    def tag_selection(self, tag: str) -> Annotation:
        """Tags the selected text."""
        return self._annotate(tags=(tag,))

    def highlight_selection(self) -> Annotation:
        """Marks the selected text without a tag."""
        return self._annotate()

    def note_selection(self, note: str) -> Annotation:
        """Writes a note on the selected text."""
        return self._annotate(note=note)

    def _annotate(self, tags: tuple[str, ...] = (), note: str | None = None) -> Annotation:
        self.require_writable()
        selection = self.selection
        if selection is None:
            raise Refused(tr("Nothing is selected: {select.grow} takes the word at the caret"))
        span = self.trimmed(selection)
        if note is None:
            self.require_new((entry for entry in self.at(span.start) if entry.spans == (span,)), tags)
        return self.annotate((self.described(span),), tags, note)

    def require_new(self, there: Iterable[Entry], tags: tuple[str, ...]) -> None:
        """Raises Refused where one of these, which lie where another one is to lie, says the same."""
        for entry in there:
            if entry.annotation.tags == tags and entry.layer is self.own and not entry.annotation.note:
                raise Refused(
                    tr("This is tagged {tag} already", tag=self.tagset.shown_name(tags[0]))
                    if tags
                    else tr("This is highlighted already")
                )

    def annotate(self, targets: Sequence[Target], tags: tuple[str, ...] = (), note: str | None = None) -> Annotation:
        """Makes an annotation, and goes to it."""
        annotation = new_annotation(
            targets,
            source=self.own.annotations.source_iri,
            tags=tags,
            note=note,
            direction=None if note is None else self.direction_of(note),
        )
        self.own.store.apply(Add(annotation))
        self.focus(annotation.id)
        return annotation

    def described(self, span: Span) -> Target:
        """What leads back to a span, which has to be the one on the disk, before it was described and after.

        Raises Refused also where there are damaged bytes, and NotYet.
        """
        self.require_current()
        require_sound(self.document.slice(span))
        target = describe(self.document, span)
        self.require_current()
        return target

    def require_current(self) -> None:
        """Raises NotYet or Refused where the text on the disk is another than that which is read."""
        standing = standing_of(self.document)
        if standing is Standing.AS_READ:
            return
        if self.source_problem:
            raise Refused(self.source_problem)
        if standing is Standing.GONE:
            raise Refused(tr("The document is no longer on the disk: it can be read here, but not annotated"))
        raise NotYet(tr("The document has changed on the disk; this is done as soon as it is read again"))

    @staticmethod
    def _require_moderate(span: Span) -> None:
        if span.length > MOST_SELECTED:
            raise Refused(tr("Too much is selected for that: take a megabyte at most"))

    def trimmed(self, span: Span) -> Span:
        """Without the white space at both ends: nobody means to annotate it."""
        self._require_moderate(span)
        text = self.document.slice(span)
        stripped = self.document.stripped(span)
        if stripped is None:
            raise Refused(tr("Only white space is selected"))
        require_sound(text)
        return self.page.snapped_span(*stripped)

    def write_note(self, annotation_id: str, note: str, begun_on: Annotation | None = None) -> None:
        """Puts a note on an annotation; an empty one takes it away.

        `begun_on` is the annotation as it was when the note was begun: what has been done to it elsewhere since stays,
        as two versions where both cannot be had.
        """
        here = self.own.store.get(annotation_id)
        annotation = self.own_annotation(annotation_id) if begun_on is None or here == begun_on else begun_on
        self.require_writable()
        text = note.strip()
        if text == (annotation.note or ""):
            return
        if not text and not annotation.tags:
            changed = annotation.with_note(None)
        else:
            changed = annotation.with_note(text or None, direction=self.direction_of(text))
        if here == annotation:
            self.own.store.apply(Update(annotation, changed))
        else:
            self._merge_in(annotation, changed, here)

    def _merge_in(self, before: Annotation, after: Annotation, here: Item | None) -> None:
        """Makes a change of what has changed, or gone, meanwhile."""
        from tui_reader.annotations.difference import difference
        from tui_reader.annotations.merging import merge

        page = self.own.annotations
        theirs = page.with_records([] if here is None else [here])
        merged = merge(page.with_records([before]), page.with_records([after]), theirs)
        self.own.store.apply(difference(theirs.records, merged.set.records).change)

    def retag(self, annotation_id: str, tag: str | None) -> None:
        """Gives an annotation another tag; None leaves a plain highlight."""
        annotation = self.own_annotation(annotation_id)
        tags = () if tag is None else (tag,)
        if annotation.tags == tags:
            raise Refused(
                tr("It is tagged {tag} already", tag=self.tagset.shown_name(tag))
                if tag
                else tr("It has no tag already")
            )
        self.own.store.apply(Update(annotation, annotation.retagged(tags)))

    def delete(self, annotation_id: str) -> None:
        """Removes an annotation together with its links."""
        self.own_annotation(annotation_id)
        self.own.store.apply(self.own.store.removal(annotation_id))
        if self.link_start == annotation_id:
            self.link_start = None

    def own_annotation(self, annotation_id: str) -> Annotation:
        """One of one's own annotations, to be changed. Raises Refused where there is none, or it may not be."""
        self.require_writable()
        entry = self.entry(annotation_id)
        if entry is None:
            raise Refused(tr("There is no annotation here"))
        if entry.layer is not self.own:
            raise Refused(
                tr("This annotation is {annotator}'s; only your own can be changed", annotator=entry.layer.annotator)
            )
        return entry.annotation

    def require_writable(self) -> None:
        """Raises NotYet or Refused where one's own annotations may not be changed now."""
        if self.own.is_to_come:
            raise NotYet(tr("The annotations are still being read; this is done as soon as they are"))
        if self.own.read_only_because:
            raise Refused(tr("Your set is open for reading only: {reason}", reason=self.own.read_only_because))

    @staticmethod
    def direction_of(text: str) -> str:
        """How words run that somebody writes: `rtl` or `ltr`, as files say it."""
        from tui_reader.text.bidi import base_level

        return "rtl" if base_level(text) else "ltr"

    def undo(self) -> str:
        """Takes the last change back; what that was."""
        change = self._history(self.own.store.begin_undo)
        if change is None:
            raise Refused(tr("Nothing to undo"))
        return self._after_history(change)

    def redo(self) -> str:
        """Does again what was taken back last; what that is."""
        change = self._history(self.own.store.begin_redo)
        if change is None:
            raise Refused(tr("Nothing to redo"))
        return self._after_history(change)

    @staticmethod
    def _history(step: Callable[[], Change | None]) -> Change | None:
        try:
            return step()
        except Outdated:
            raise Refused(tr("This was changed elsewhere meanwhile; it stays as it is now")) from None

    def _after_history(self, change: Change) -> str:
        # Of many it is the one that is least far from here.
        annotation = nearest_in(change, self.document.code_point_of(self.caret))
        if annotation is not None and self.entry(annotation.id) is not None:
            self.focus(annotation.id)
        elif annotation is not None and annotation.targets[0].position is not None:
            self.move(self.document.offset_of(annotation.targets[0].position.start))
        return words_for(change, self.tagset)

    def subscribe(self, callback: Callable[[Change], None]) -> None:
        """Calls `callback` after every change to one's own annotations."""
        self._observers.append(callback)

    def _changed(self, change: Change) -> None:
        self.own.describe_source(self.document)
        self.own.declare_terms(change)
        self._list_again(touched(change))
        if self.focus_id is not None and self.entry(self.focus_id) is None:
            self._focus_around(self.caret)
        if self.link_start is not None and self.link_start not in self.own.store:
            self.link_start = None
        for callback in self._observers:
            callback(change)

    def _list_again(self, ids: Iterable[str]) -> None:
        """Puts one's own annotations where they now belong in the lists."""
        if self._entries is None:
            return
        filtering = self._filtered()
        for entry_id in map(self.own.scoped, ids):
            self._words.pop(entry_id, None)
            self._entries.discard(entry_id)
            filtering.went(entry_id)
            entry = self.entry(entry_id)
            if entry is not None:
                self._entries.add(key_of(entry))
                filtering.came(key_of(entry))

    def show_others(self, show: bool) -> None:
        """Shows or hides the sets of other annotators."""
        self.shows_others = show
        self._entries = self._filtering = None
        self._focus_around(self.caret)

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
        at = self._at_hit()
        return self.search.look_forward(at + 1) if forward else self.search.look_back(at)

    def _at_hit(self) -> int:
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
        last = self._suspect_here()
        return self.trojan.look_forward(self.caret if last is None else last + 1)

    def _suspect_here(self) -> int | None:
        """The control gone to last, if the caret is still on it or on what it belongs to."""
        last = self.suspect
        return last if last is not None and self.page.snapped(last) == self.caret else None

    def go_to_suspect(self, offset: int) -> None:
        """Puts the caret on a control with a fault, or on what it belongs to."""
        self.move(offset)
        self.suspect = offset

    # Places

    def offset_at_percent(self, percent: float) -> int:
        """The beginning of the line that far into the document."""
        return self.page.line_start(self.document.offset_behind(min(percent / 100, 1.0)))

    @property
    def percent(self) -> int:
        """How far into the document the caret is."""
        return round(100 * self.document.part_before(self.caret))
