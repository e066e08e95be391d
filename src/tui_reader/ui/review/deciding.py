"""Commands that decide what becomes of the group one is at, a key or two for each."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeVar

from tui_reader.language import listed, tr, tr_count
from tui_reader.session.files.drafts import on_annotation
from tui_reader.session.review.deciding import Deciding
from tui_reader.session.review.pre_merging import agreed, decisions_by, pre_merges, take
from tui_reader.text.excerpt import isolated
from tui_reader.ui.background import asked_often
from tui_reader.ui.commands.choosing_tags import TagChoosing
from tui_reader.ui.commands.conversing import ConversingCommands
from tui_reader.ui.commands.undoing import UndoingCommands

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

    from textual.worker import Worker

    from tui_reader.annotations.changes import Change
    from tui_reader.session.review.deciding import Bounds
    from tui_reader.session.review.merging_answers import Contested
    from tui_reader.session.review.pre_merging import PreMerge
    from tui_reader.session.review.review_session import ReviewSession
    from tui_reader.ui.dialogs.keyed_choice import Offer
    from tui_reader.ui.dialogs.tag_picker import Choice
    from tui_reader.ui.review.reason_picker import Grounds
    from tui_reader.ui.review.reviewing import ReviewingCommands

Value = TypeVar("Value")

AT_ONCE = 500
"""Groups that are looked through in no time."""


class DecidingCommands(TagChoosing, ConversingCommands, UndoingCommands):
    """What the reviewer says of a group."""

    review: ReviewSession
    reader: ReviewingCommands
    """The screen of the reading."""
    decided_last: set[int]
    """The numbers of the groups that were decided otherwise since somebody went back or forth."""
    _ruling: Worker[None] | None = None
    """Finds out what rules decide, or decides by one."""

    @cached_property
    def deciding(self) -> Deciding:
        """The decisions of this review."""
        return Deciding(self.review)

    def _decide(self, make: Callable[[], object]) -> bool:
        """Makes a decision on the group one is at, and goes on to the next that is open; whether it was made."""
        group = self.review.group
        was_open = group is not None and self.review.is_open(group)
        if not self.was_done(make):
            return False
        # Who looks again at what was decided stays there.
        if was_open and self.app.settings.next_undecided:
            self.deciding.go_on()
        self.went()
        return True

    def was_done(self, command: Callable[[], object]) -> bool:
        """Does something; whether it was not refused."""

        def done() -> bool:
            command()
            return True

        return bool(self.attempt(done))

    def _decidable(self) -> bool:
        """Whether there is a group and one may decide; who may not is told why."""
        return self.was_done(self.deciding.require_group)

    def _choose(
        self, title: str, offers: Sequence[Offer[Value]], take: Callable[[Value], object], words: str = ""
    ) -> None:
        """Asks what is to be done; nothing is, where the answer is none. `words` stand above the answers."""
        from tui_reader.ui.dialogs.keyed_choice import KeyedChoice

        def chosen(value: Value | None) -> None:
            if value is not None:
                take(value)

        self.app.ask(KeyedChoice(title, offers, words=words), chosen)

    def went(self) -> None:
        """Shows the group one has gone to."""
        raise NotImplementedError

    def action_undo(self) -> None:
        """Takes the last change back, and goes to the group it was about."""
        self._by_history(super().action_undo)

    def action_redo(self) -> None:
        """Does again what was taken back, and goes to the group it is about."""
        self._by_history(super().action_redo)

    def _by_history(self, go: Callable[[], None]) -> None:
        if not self.was_done(self.deciding.require_writable):
            return
        self.decided_last.clear()
        go()
        self.reader.when_done(self._went_by_history)

    def _went_by_history(self) -> None:
        if self.decided_last and self.review.current not in self.decided_last:
            self.review.choose(min(self.decided_last))
        self.went()

    # Accepting

    def action_accept_side(self, number: int) -> None:
        """Accepts what the annotator of a number says."""
        self._decide(lambda: self.deciding.accept(number - 1))

    def action_accept_proposed(self) -> None:
        """Accepts the version that is chosen in the lanes; confirms what was decided before a set changed."""
        self._decide(self.deciding.accept_proposed)

    def action_accept_agreed(self) -> None:
        """Accepts all groups in which everybody says the same."""
        self._find_out(lambda goes_on: agreed(self.review, goes_on), self._agreed)

    def _agreed(self, found: Sequence[PreMerge]) -> None:
        for one in found:
            self._pre_merge(one)

    def action_choose_boundaries(self) -> None:
        """Asks where the accepted annotation begins and ends."""
        if self._decidable():
            from tui_reader.ui.review.offers import offers_of_bounds

            ways = self.attempt(self.deciding.boundaries) or []
            title = tr("Where does it begin and end?")

            def chosen(way: Bounds) -> None:
                self._decide(partial(self.deciding.accept_with_bounds, way))

            if ways:
                self._choose(title, offers_of_bounds(ways), chosen)

    def action_choose_tag(self) -> None:
        """Asks which tag the accepted annotation has."""
        if self._decidable():

            def picked(choice: Choice) -> None:
                self._decide(partial(self.deciding.accept_with_tag, choice.name))

            self.pick_tag(tr("Accept with which tag?"), picked, there=self.deciding.base.tags)

    # Merging

    def action_merge(self) -> None:
        """Accepts the answers and links of all together; what they answer in several ways is asked."""
        if self._decidable():
            found = self.deciding.merged()
            self._ask_answers(found.contested, found.attributes)

    def _ask_answers(self, contested: Sequence[Contested], attributes: Mapping[str, Any]) -> None:
        """Asks one question after the other, then whose links count."""
        if not contested:
            self._ask_links(attributes)
            return
        from tui_reader.ui.review.offers import offers_of_answers

        def answered(answer: Mapping[str, Any]) -> None:
            self._ask_answers(contested[1:], {**attributes, **answer})

        title = tr("{name}: which answer?", name=isolated(contested[0].shown_name))
        self._choose(title, offers_of_answers(contested[0], self._names), answered)

    def _ask_links(self, attributes: Mapping[str, Any]) -> None:
        choices = self.deciding.links()
        if not choices:
            self._decide(partial(self.deciding.accept_merged, attributes))
            return
        from tui_reader.ui.review.offers import offers_of_links

        def chosen(sides: tuple[tuple[int, ...] | None]) -> None:
            self._decide(partial(self.deciding.accept_merged, attributes, *sides))

        self._choose(tr("Whose links count?"), offers_of_links(choices, self._names), chosen)

    def _names(self, sides: Iterable[int]) -> str:
        return listed(isolated(self.review.name_of(side)) for side in sides)

    # Rejecting, and what is said with a decision

    def action_reject_group(self) -> None:
        """Asks why, and rejects all versions of the group."""
        if self._decidable():
            from tui_reader.ui.review.reason_picker import ReasonPicker

            draft = self.app.drafts.draft(on_annotation(self.session.own.path, f"reason:{self.deciding.name}"))
            picker = ReasonPicker(self.session.tagset, title=tr("Why is it rejected?"), begun=draft.begun)
            self.ask_for_words(draft, picker, picker.field, self._rejected)

    def _rejected(self, grounds: Grounds) -> bool:
        done = self._decide(partial(self.deciding.reject, grounds.reason or None))
        return done or self.something_waits

    def action_choose_confidence(self) -> None:
        """Asks how sure one is of the decision."""
        if self._decidable():
            from tui_reader.ui.review.offers import offers_of_confidence

            def chosen(level: tuple[float | None]) -> None:
                if self.was_done(partial(self.deciding.say_confidence, *level)):
                    self.went()

            self._choose(tr("How sure are you?"), offers_of_confidence(), chosen)

    def action_comment(self) -> None:
        """Asks for a comment on the group one is at."""
        if self._decidable():
            deciding = self.deciding
            draft = on_annotation(self.session.own.path, f"comment:{deciding.name}")
            self.write(
                draft, deciding.comment, tr("Comment on {annotation}", annotation=deciding.title), self._commented
            )

    def _commented(self, text: str) -> bool:
        done = self.was_done(lambda: self.deciding.say_comment(text.strip()))
        self.went()
        return done or self.something_waits

    def action_reply(self) -> None:
        """Shows what is said about the group one is at, to be answered."""
        if self._decidable():
            deciding = self.deciding
            self.show_discussion(deciding.title, deciding.name, deciding.said(), deciding.say, deciding.author)

    def action_withdraw(self) -> None:
        """Takes away what was decided of the group one is at."""
        if self.was_done(self.deciding.take_away):
            self.went()
            self.acknowledge(tr("Not decided any more; {undo} brings the decision back"))

    # Many at once

    def action_pre_merge(self) -> None:
        """Asks by which rule all is decided that is not decided yet, saying how much each would decide."""
        self._find_out(lambda goes_on: pre_merges(self.review, goes_on), self._choose_rule)

    def _find_out(
        self,
        find: Callable[[Callable[[], bool]], list[PreMerge]],
        take: Callable[[list[PreMerge]], object],
    ) -> None:
        """Has a thread find out what rules decide; with thousands of groups that takes a while."""
        if not self.was_done(self.deciding.require_writable):
            return

        def run() -> None:
            goes_on = asked_often()
            found = find(goes_on)
            if goes_on():
                self.app.call_from_thread(take, found)

        if len(self.review.groups) > AT_ONCE:
            self.tell(tr("Looking through the groups…"))
        self._ruling = self.run_worker(run, thread=True, group="rules", exclusive=True)

    def _choose_rule(self, found: Sequence[PreMerge]) -> None:
        from tui_reader.ui.review.offers import offers_of_rules

        words = tr_count(
            self.review.listed.open_count,
            "{count} group is not decided. What is decided stays as it is.",
            "{count} groups are not decided. What is decided stays as it is.",
        )
        self._choose(tr("Decide by a rule"), offers_of_rules(found), self._pre_merge, words)

    def _pre_merge(self, found: PreMerge) -> None:
        """Has a thread make the decisions of a rule; meanwhile nothing else is decided."""

        def begun() -> None:
            self.deciding.require_writable()
            self.deciding.begin_writing()

        def run() -> None:
            goes_on = asked_often()
            change = decisions_by(self.review, found, goes_on)
            if goes_on():
                self.app.call_from_thread(self._take, found, change)

        if self.was_done(begun):
            if len(found.groups) > AT_ONCE:
                self.tell(tr("Deciding {count} groups…", count=len(found.groups)))
            self._ruling = self.run_worker(run, thread=True, group="rules", exclusive=True)

    def _take(self, found: PreMerge, change: Change | None) -> None:
        self.deciding.end_writing()
        count = self.attempt(lambda: take(self.review, found, change))
        if count is not None:
            self.reader.when_done(partial(self._taken, count))

    def _taken(self, count: int) -> None:
        self.went()
        self.tell(
            tr_count(
                count, "Decided {count} group; {undo} takes it back", "Decided {count} groups; {undo} takes it back"
            )
        )

    def gives_up_rule(self) -> bool:
        """Ends the thread that is at work on rules; whether there was one. Nothing has been decided then."""
        if self._ruling is None or self._ruling.is_finished:
            return False
        self._ruling.cancel()
        self._ruling = None
        self.deciding.end_writing()
        self.tell(tr("Given up: nothing was decided"))
        return True
