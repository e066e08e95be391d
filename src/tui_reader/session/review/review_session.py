"""A review: a reading, and over it the groups of what several sets say, one of which the person is at.

Document, caret, search, saving and undo are those of the reading. What is decided is written by the store of the
reading's own set, so it can be taken back as everything can.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations.bulk import without_collecting
from tui_reader.language import tr
from tui_reader.review.decisions import Decisions, Standing
from tui_reader.review.groups import Comparison, Group
from tui_reader.review.replies import Voice
from tui_reader.review.sides import letter, names_of
from tui_reader.session.refused import Refused
from tui_reader.session.review.decided import accepted_sides
from tui_reader.session.review.filtering import GroupFilter
from tui_reader.session.review.lanes import AT_LENGTH, LaneMaker
from tui_reader.session.review.listing import GroupListing, Order
from tui_reader.session.review.places import GroupPlaces, covered

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.annotations.changes import Change
    from tui_reader.session.layers import SetLayer
    from tui_reader.session.reader import ReaderSession
    from tui_reader.session.review.comparing import Compared
    from tui_reader.session.review.lanes import Extent, Lane


class Prepared(NamedTuple):
    """Decisions that were read while the person may have gone on."""

    revision: int
    """Of the reviewer's set, which they are good for."""
    decisions: Decisions


class ReviewSession:
    """One review of one document."""

    def __init__(self, reading: ReaderSession, *, is_blind: bool = False) -> None:
        self.reading = reading
        self._names: tuple[str, ...] = ()
        self._is_placed = False
        """Whether the groups lie on the text as it is read now."""
        self.compared: Compared | None = None
        """None until the sets have been compared for the first time."""
        self.comparison = Comparison((), ())
        self.places = GroupPlaces(self.comparison)
        self._lane_maker = LaneMaker(reading, self.comparison, self.places)
        self._is_blind = is_blind
        self.decisions: Decisions | None = None
        """Those of the reviewer; None until there is something to decide."""
        self.current: int | None = None
        """The number of the group one is at."""
        self.chosen_side = 0
        """The number of the side whose version is chosen in the lanes; what is proposed is that."""
        self._order = Order.PLACE
        self._filter = GroupFilter()
        self._listed: GroupListing | None = None

    # What is compared

    def prepare(self, comparison: Comparison) -> Prepared | None:
        """The decisions on a comparison, for `take`: to read thousands takes a while, so any thread may ask for them.

        None where somebody decides meanwhile.
        """
        own = self.reading.own
        revision = own.store.revision
        # The store belongs to another thread: what is read while it changes is of another revision, and not taken.
        with suppress(KeyError, RuntimeError), without_collecting():
            return Prepared(revision, Decisions(comparison, own.store, own.annotations))
        return None

    def take(self, compared: Compared, prepared: Prepared | None = None) -> None:
        """Shows another comparison. The group one is at stays, as far as anything of it is still there."""
        self._is_placed = True
        before = None if self.group is None else self._members(self.group)
        chosen = self.comparison.sides[self.chosen_side].path if self.comparison.sides else None
        self.compared, self.comparison, self.places = compared, compared.comparison, compared.places
        self._lane_maker = LaneMaker(self.reading, self.comparison, self.places)
        self._names = names_of(self.comparison.sides)
        self.decisions = self._decisions_on(self.comparison, prepared)
        self._listed = None
        sides = [side.path for side in self.comparison.sides]
        if self._filter.side is not None or self._filter.among is not None:
            self._filter = self._filter._replace(side=None, among=None, among_words="")
        self.chosen_side = sides.index(chosen) if chosen in sides else 0
        self.current = None
        numbers = {path: number for number, path in enumerate(sides)}
        for path, unit_id in before or ():
            number = self.comparison.group_numbers.get((numbers.get(path, -1), unit_id))
            if number is not None:
                self.current = number
                break
        else:
            self.choose_at(self.reading.caret)
        if self.current is None and self.comparison.groups:
            self.current = self.listed.number_at(0) if len(self.listed) else 0
        self._choose_lane()

    def _decisions_on(self, comparison: Comparison, prepared: Prepared | None) -> Decisions:
        own = self.reading.own
        found = self.decisions
        if found is None or not found.is_over(comparison, own.store):
            is_current = prepared is not None and prepared.revision == own.store.revision
            found = prepared.decisions if prepared is not None and is_current else None
        if found is None or not found.is_over(comparison, own.store):
            found = Decisions(comparison, own.store, own.annotations)
        found.hear(self._others_heard())
        return found

    def go_on_with(self, reading: ReaderSession) -> None:
        """Goes on over another version of the document: until it is compared anew, no group has a place."""
        self.reading = reading
        self.places = GroupPlaces(Comparison((), ()))
        self._is_placed = False

    def _members(self, group: Group) -> list[tuple[Path, str]]:
        return [(self.comparison.sides[side].path, unit.id) for side, unit in group.present]

    @property
    def layers(self) -> list[SetLayer]:
        """The sets that are compared, in the order of the sides."""
        return [] if self.compared is None else [part.layer for part in self.compared.parts]

    @property
    def groups(self) -> tuple[Group, ...]:
        """All groups, in document order."""
        return self.comparison.groups

    @property
    def group(self) -> Group | None:
        """The group one is at."""
        return None if self.current is None else self.groups[self.current]

    @property
    def is_blind(self) -> bool:
        """Whether names of annotators are hidden."""
        return self._is_blind

    @is_blind.setter
    def is_blind(self, is_blind: bool) -> None:
        self._is_blind = is_blind
        if self.decisions is not None:
            self.decisions.hear(self._others_heard())

    def name_of(self, side: int) -> str:
        """A side's name: its annotator, with its file where two are called alike; in a blind review a letter."""
        if self.is_blind:
            return letter(side)
        return self._names[side]

    def _others_heard(self) -> list[Voice]:
        """Who else speaks of these annotations, as other reviewers do; nobody where names are hidden."""
        compared = {side.path for side in self.comparison.sides}
        others = () if self.is_blind else self.reading.others
        return [Voice(layer.annotator, layer.store.remarks_about) for layer in others if layer.path not in compared]

    # What is decided

    def standing(self, group: Group) -> Standing:
        """How a group stands with the reviewer."""
        return Standing.OPEN if self.decisions is None else self.decisions.standing(group)

    def is_open(self, group: Group) -> bool:
        """Whether a group is still to be decided, or again."""
        return self.standing(group) is not Standing.DECIDED

    def is_rejected(self, group: Group) -> bool:
        """Whether it was decided that nothing comes of a group."""
        decision = None if self.decisions is None else self.decisions.of(group)
        return decision is not None and decision.outcome is None

    @property
    def decided_count(self) -> int:
        """How many groups are decided."""
        return len(self.groups) - self.listed.open_count

    def decisions_changed(self, change: Change) -> set[int]:
        """Takes in a change of the reviewer's own set; the numbers of the groups that are decided otherwise by it."""
        touched: set[int] = set() if self.decisions is None else self.decisions.take(change)
        if self._listed is not None:
            for number in touched:
                self._listed.update(number)
        return touched

    # The list

    @property
    def listed(self) -> GroupListing:
        """The groups that are listed, in their order."""
        if self._listed is None:
            words = () if self.compared is None else self.compared.words
            self._listed = GroupListing(self.groups, words, self._order, self._filter, self.standing)
        return self._listed

    @property
    def order(self) -> Order:
        """How the groups are sorted."""
        return self._order

    @order.setter
    def order(self, order: Order) -> None:
        self._order = order
        if self._listed is not None:
            self._listed.sort_by(order)

    @property
    def chosen(self) -> GroupFilter:
        """Which groups are listed."""
        return self._filter

    @chosen.setter
    def chosen(self, chosen: GroupFilter) -> None:
        self._filter, self._listed = chosen, None
        if self.listed.rank(self.current) is None and len(self.listed):
            self.choose(self.listed.number_at(min(self.listed.rank_near(self.current or 0), len(self.listed) - 1)))

    # Where one is

    def choose(self, number: int) -> None:
        """Goes to a group; the caret goes to its beginning."""
        self.current = number
        self._choose_lane()
        spans = covered(self.groups[number])
        if spans and self._is_placed:
            self.reading.move(spans[0].start)

    def choose_at(self, offset: int) -> bool:
        """Goes to the innermost group on a character, if one is not at one there already; whether one went."""
        here = self.places.at(offset)
        if not here or any(group.number == self.current for group in here):
            return False
        self.current = here[0].number
        self._choose_lane()
        return True

    def step(self, by: int) -> None:
        """Goes so many groups on in the list, or back."""
        self._require_compared()
        count = len(self.listed)
        if not count:
            raise Refused(tr("No group is listed"))
        rank = self.listed.rank(self.current)
        if rank is None:
            there = self.listed.rank_near(self.current or 0) + by - (by > 0)
        else:
            there = rank + by
            if abs(by) == 1 and not 0 <= there < count:
                raise Refused(tr("This is the last group of the list") if by > 0 else tr("This is the first group"))
        self.choose(self.listed.number_at(min(max(there, 0), count - 1)))

    def step_open(self, *, forward: bool) -> None:
        """Goes to the next group that is to be decided, or to the one before."""
        self._require_compared()
        number = self.listed.next_open(self.current, forward=forward)
        if number is None:
            raise Refused(tr("Everything that is listed is decided"))
        self.choose(number)

    def _require_compared(self) -> None:
        if not self._is_placed:
            raise Refused(tr("The sets are still being compared"))

    # Lanes

    @property
    def lanes(self) -> list[Lane]:
        """The versions of the group one is at."""
        return self.lanes_of(AT_LENGTH)

    def lanes_of(self, extent: Extent) -> list[Lane]:
        """The versions of the group one is at, with so much of the text."""
        return [] if self.group is None else self._lane_maker.lanes(self.group, extent)

    def choose_version(self, by: int) -> None:
        """Chooses the next version in the lanes."""
        versions = [lane.sides for lane in self.lanes if lane.said is not None]
        if not versions:
            raise Refused(tr("No group is here"))
        place = next((place for place, sides in enumerate(versions) if self.chosen_side in sides), -by)
        self.chosen_side = versions[(place + by) % len(versions)][0]

    def _choose_lane(self) -> None:
        """The version that was accepted is chosen, else the first that most say; never that of who has nothing here."""
        group = self.group
        if group is None:
            return
        decision = None if self.decisions is None else self.decisions.of(group)
        if accepted := accepted_sides(self.decisions, group, decision):
            self.chosen_side = accepted[0]
            return
        versions = [lane.sides for lane in self.lanes if lane.said is not None]
        if versions:
            self.chosen_side = max(versions, key=len)[0]
