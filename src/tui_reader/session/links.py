"""The links of annotations as one follows them: who is at the other end, the one that is chosen, the way back.

A walk begins at an annotation and visits its partners one after the other; from where somebody has gone by other
means a new walk begins. Nothing here changes an annotation, but for `remove`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations.records.annotation import Annotation
from tui_reader.annotations.records.relation import Relation
from tui_reader.annotations.records.remark import Remark
from tui_reader.language import is_rtl, tr
from tui_reader.session.refused import Refused
from tui_reader.session.wording import tag_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tui_reader.annotations.tagset import Tagset
    from tui_reader.session.entries import Entry
    from tui_reader.session.layers import SetLayer
    from tui_reader.session.reader import ReaderSession

MOST_STEPS_BACK = 200
"""Annotations one came from that are remembered."""
MOST_KNOWN = 100
"""Annotations whose links are kept: some are asked for several times for each key."""


class Link(NamedTuple):
    """A relation as it is seen from the annotation at one of its ends."""

    id: str
    """The relation's id, in the scope of its set."""
    relation: Relation
    other: Entry | None
    """The annotation at the other end, if it is shown."""
    outgoing: bool
    is_missing: bool
    """Whether the other end is in no set of the document, shown or not."""

    def sign(self, tagset: Tagset) -> str:
        """An arrow in the direction of reading: on to the other end, back from it, or both where that says the same."""
        kind = tagset.relation(self.relation.name)
        if kind is not None and kind.symmetric:
            return "↔"
        return "→" if self.outgoing is not is_rtl() else "←"

    def words(self, tagset: Tagset) -> str:
        """What is at the other end: its text, else its tag, else why there is nothing to be said of it."""
        if self.other is None:
            return tr("(missing)") if self.is_missing else tr("(not shown)")
        return self.other.quote or tag_words(self.other.annotation, tagset)


class _Walk(NamedTuple):
    """Where somebody goes from partner to partner."""

    origin: str
    """The annotation whose partners are visited."""
    link: str
    """The link gone along last."""
    at: str
    """The annotation at the end of it."""
    before: str | None
    """From where a walk of one partner has led to the origin: there it does not lead back, if it leads anywhere."""


class Links:
    """The links of a reading, and which one a person is at."""

    def __init__(self, session: ReaderSession) -> None:
        self._session = session
        self._chosen: str | None = None
        self._walk: _Walk | None = None
        self._left: tuple[str | None, int] | None = None
        """Annotation and caret as they were when a link was chosen or gone along."""
        self._came_from: list[str] = []
        self._known: dict[str, list[Link]] = {}
        self._known_at: tuple[object, ...] = ()
        """The links of the annotations asked for lately, and of what they were read."""
        self._seen: tuple[object, frozenset[str], str | None] = (None, frozenset(), None)

    # Questions

    def of(self, entry: Entry) -> Sequence[Link]:
        """The links of an annotation, in the order of what is at their other ends; those of other sets among them."""
        state = self._state
        if state != self._known_at or len(self._known) > MOST_KNOWN:
            self._known, self._known_at = {}, state
        if entry.id not in self._known:
            self._known[entry.id] = self._links(entry)
        return self._known[entry.id]

    @property
    def _state(self) -> tuple[object, ...]:
        """What links depend on."""
        session = self._session
        return session.shows_others, *((layer.scope, layer.store, layer.store.revision) for layer in session.layers)

    def _links(self, entry: Entry) -> list[Link]:
        found: list[Link] = []
        own_id = entry.annotation.id
        for layer in self._session.layers:
            # Where another set has an annotation of the same id, its links are about that one.
            if layer is not entry.layer and own_id in layer.store:
                continue
            for relation in layer.store.relations_of(own_id):
                outgoing = relation.source == own_id
                other_id = relation.target if outgoing else relation.source
                other = self._end(layer, other_id)
                missing = other is None and not self._is_anywhere(other_id)
                found.append(Link(layer.scoped(relation.id), relation, other, outgoing, missing))
        far = self._session.document.end
        return sorted(
            found, key=lambda link: far if link.other is None or link.other.start is None else link.other.start
        )

    def _end(self, layer: SetLayer, annotation_id: str) -> Entry | None:
        """The annotation that a relation of a set names, in that set or, where it has none such, in another one."""
        for one in (layer, *(other for other in self._session.layers if other is not layer)):
            item = one.store.get(annotation_id)
            if isinstance(item, Annotation):
                return self._session.entry(one.scoped(annotation_id))
        return None

    def _is_anywhere(self, annotation_id: str) -> bool:
        session = self._session
        return any(annotation_id in layer.store for layer in (session.own, *session.others))

    def ends(self, annotation_ids: set[str]) -> Iterator[str]:
        """The ids of the entries, in all sets that are shown, that a change to these of one's own may show in."""
        shown_at = set(self._talked_about(annotation_ids))
        for layer in self._session.layers:
            for annotation_id in shown_at:
                if layer is self._session.own or annotation_id in layer.store:
                    yield layer.scoped(annotation_id)
                # What somebody cites stands beside that too.
                for relation in layer.store.relations_of(annotation_id):
                    yield from map(layer.scoped, (relation.source, relation.target))

    def _talked_about(self, ids: Iterable[str]) -> Iterator[str]:
        """These ids, and those of what remarks among them are about: an answer shows where the answered does."""
        waiting, seen = list(ids), set[str]()
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                yield name
                for layer in self._session.layers:
                    item = layer.store.get(name)
                    waiting += item.about if isinstance(item, Remark) else ()

    @property
    def partners(self) -> frozenset[str]:
        """Ids of the entries that are linked to the annotation one is at."""
        return self._around_focus()[0]

    @property
    def chosen_partner(self) -> str | None:
        """The one of them at the end of the link that is chosen."""
        return self._around_focus()[1]

    def _around_focus(self) -> tuple[frozenset[str], str | None]:
        # Asked for every row that is painted.
        session = self._session
        chosen = self._chosen if self._is_here else None
        state = session.focus_id, chosen, self._state
        if state != self._seen[0]:
            focused = session.focused
            links = [] if focused is None else self._passable(focused)
            names = frozenset(other.id for _, other in links)
            self._seen = state, names, next((other.id for link, other in links if link.id == chosen), None)
        return self._seen[1:]

    # The one that is chosen

    @property
    def _is_here(self) -> bool:
        """Whether the person is where a link was chosen last, or gone along."""
        return self._left == (self._session.focus_id, self._session.caret)

    @property
    def chosen(self) -> Link | None:
        """The link one is at, as it is seen from the annotation one is at; None where one is at none."""
        focused = self._session.focused
        if self._chosen is None or focused is None or not self._is_here:
            return None
        return next((link for link in self.of(focused) if link.id == self._chosen), None)

    @property
    def is_chosen_by_hand(self) -> bool:
        """Whether the link one is at was chosen, and not gone along."""
        return self._walk is None and self.chosen is not None

    def choose(self, link_id: str | None) -> None:
        """Is at a link of the annotation one is at; None: at that annotation itself."""
        self._chosen, self._walk = link_id, None
        self._left = self._session.focus_id, self._session.caret

    def choose_beside(self, by: int) -> bool:
        """Chooses a link so many further on in the list, before the first of which is none; whether there is one."""
        focused, chosen = self._session.focused, self.chosen
        ids = [] if focused is None else [link.id for link in self.of(focused)]
        place = by - 1 if chosen is None else ids.index(chosen.id) + by
        if not -1 <= place < len(ids):
            return False
        self.choose(None if place < 0 else ids[place])
        return True

    # Going along

    def go_on(self) -> Link:
        """Goes to the next partner of the annotation where the walk began, after the last to the first.

        Where a link is chosen by hand, along that. From the only partner there is one goes on to the partners of that.
        """
        focused = self._session.focused
        if focused is None:
            raise Refused(tr("There is no annotation here"))
        walk = self._walk if self._is_here else None
        if walk is None:
            origin, before, last = focused, None, self._chosen if self._is_here else None
        else:
            origin, before, last = self._session.entry(walk.origin) or focused, walk.before, walk.link
        links = self._onward(origin, before)
        place = next((number for number, (link, _) in enumerate(links) if link.id == last), -1)
        number = max(0, place) if walk is None else place + 1
        if walk is not None and number >= len(links) and len({other.id for _, other in links}) == 1:
            origin, before, number = focused, origin.id, 0
            links = self._onward(origin, before)
        if not links:
            if self.of(origin):
                raise Refused(tr("What this is linked to is missing, or not shown"))
            raise Refused(tr("This annotation has no links"))
        link, other = links[number % len(links)]
        self._go(origin.id, link, other, before)
        return link

    def go_back(self) -> None:
        """Goes back to the annotation one came from along a link."""
        session, walk = self._session, self._walk if self._is_here else None
        while self._came_from:
            name = self._came_from.pop()
            if session.entry(name) is None or name == session.focus_id:
                continue
            session.focus(name)
            self.choose(walk.link if walk is not None and walk.origin == name else None)
            self._walk = walk if walk is not None and walk.origin == name else None
            return
        raise Refused(tr("There is nowhere to go back to: links are gone along first"))

    def end_walk(self) -> bool:
        """Is at no link any more; whether one was at any."""
        was_at_one = self.chosen is not None
        self.choose(None)
        return was_at_one

    @property
    def counted(self) -> tuple[int, int]:
        """Which link it is that is chosen, from 1, and of how many: of the annotation where the walk began."""
        chosen, focused = self.chosen, self._session.focused
        if chosen is None or focused is None:
            return 0, 0
        origin = focused if self._walk is None else self._session.entry(self._walk.origin) or focused
        ids = [link.id for link in self.of(origin)]
        return (ids.index(chosen.id) + 1 if chosen.id in ids else 0), len(ids)

    def _onward(self, origin: Entry, before: str | None) -> list[tuple[Link, Entry]]:
        links = self._passable(origin)
        return [(link, other) for link, other in links if other.id != before] or links

    def _go(self, origin: str, link: Link, other: Entry, before: str | None) -> None:
        session = self._session
        if not self._came_from or self._came_from[-1] != origin:
            self._came_from.append(origin)
            del self._came_from[:-MOST_STEPS_BACK]
        session.focus(other.id)
        self.choose(link.id)
        self._walk = _Walk(origin, link.id, other.id, before)

    def _passable(self, entry: Entry) -> list[tuple[Link, Entry]]:
        """The links with somebody at the other end."""
        return [(link, link.other) for link in self.of(entry) if link.other is not None]

    # Changing

    def remove(self, link_id: str) -> Relation:
        """Removes one link; which that was."""
        session = self._session
        session.require_writable()
        layer = next((one for one in session.layers if isinstance(one.item(link_id), Relation)), None)
        relation = None if layer is None else layer.item(link_id)
        if layer is None or not isinstance(relation, Relation):
            raise Refused(tr("This link is not there any more"))
        if layer is not session.own:
            raise Refused(tr("This link is {annotator}'s; only your own can be changed", annotator=layer.annotator))
        session.own.store.apply(session.own.store.removal(relation.id))
        self.choose(None)
        return relation
