"""Commands that decide what becomes of the group one is at, a key or two for each."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from tui_reader.language import listed, tr, tr_count
from tui_reader.session.drafts import on_annotation
from tui_reader.text.excerpt import isolated
from tui_reader.ui.choosing_tags import TagChoosing
from tui_reader.ui.writing import WritingCommands

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from tui_reader.session.review.deciding import Bounds, Deciding, PreMerge
    from tui_reader.session.review.merging_answers import Contested
    from tui_reader.session.review.review_session import ReviewSession
    from tui_reader.ui.discussion_dialog import Meant
    from tui_reader.ui.keyed_choice import Offer
    from tui_reader.ui.reason_picker import Grounds
    from tui_reader.ui.tag_picker import Choice

LEVELS = (0.2, 0.4, 0.6, 0.8, 1.0)
"""How sure one may say one is."""


class DecidingCommands(TagChoosing, WritingCommands):
    """What the reviewer says of a group."""

    review: ReviewSession

    @cached_property
    def deciding(self) -> Deciding:
        """The decisions of this review."""
        # Who only looks at a review needs none of this.
        from tui_reader.session.review.deciding import Deciding

        return Deciding(self.review)

    # What every command ends with

    def groups_decided(self, numbers: Iterable[int]) -> None:
        """Shows what was decided of groups."""
        raise NotImplementedError

    def _decide(self, make: Callable[[], object], words: str = "") -> bool:
        """Makes a decision on the group one is at, and goes on to the next that is open; whether it was made."""
        number, was_open = self.review.current, self.review.group is not None and self.review.is_open(self.review.group)

        def made() -> bool:
            make()
            return True

        if not self.attempt(made):
            return False
        # Who looks again at what was decided stays there.
        if was_open and self.review.current == number and self.app.settings.review_goes_on:
            self.deciding.go_on()
        self.after_command(words)
        return True

    def _decidable(self) -> bool:
        """Whether there is a group, and one may decide; who may not is told why."""

        def may() -> bool:
            self.deciding.require_group()
            return True

        return bool(self.attempt(may))

    # Accepting

    def action_accept_side(self, number: int) -> None:
        """Accepts what the annotator of a number says."""
        self._decide(lambda: self.deciding.accept(number - 1))

    def action_accept_proposed(self) -> None:
        """Accepts the version that is chosen in the lanes; confirms what was decided before a set changed."""
        self._decide(self.deciding.accept_proposed)

    def action_accept_agreed(self) -> None:
        """Accepts all groups of which everybody says the same."""
        done = self.attempt(lambda: self.deciding.pre_merge(self.deciding.agreed))
        if done is not None:
            self._pre_merged(done)

    def action_choose_boundaries(self) -> None:
        """Asks where the accepted annotation begins and ends."""
        if not self._decidable():
            return
        choices = self.attempt(self.deciding.boundaries)
        if choices:
            title = tr("Where does it begin and end?")
            self._choose(title, [_of_bounds(each) for each in choices], self._with_bounds)

    def _with_bounds(self, bounds: Bounds) -> None:
        self._decide(lambda: self.deciding.accept_with_bounds(bounds))

    def action_choose_tag(self) -> None:
        """Asks which tag the accepted annotation has."""
        if self._decidable():
            title = tr("Accepted with the tag")
            self.pick_tag(title, self._with_tag, there=self.deciding.base.tags)

    def _with_tag(self, choice: Choice) -> None:
        self._decide(lambda: self.deciding.accept_with_tag(choice.name))

    # Merging

    def action_merge(self) -> None:
        """Accepts the answers and links of all together; what they answer in several ways is asked."""
        if not self._decidable():
            return
        found = self.deciding.merged
        self._ask_answers(list(found.contested), dict(found.attributes))

    def _ask_answers(self, contested: list[Contested], attributes: dict[str, Any]) -> None:
        """Asks one question after the other, then whose links count."""
        if not contested:
            self._ask_links(attributes)
            return
        question, *others = contested

        def answered(value: _Given) -> None:
            self._ask_answers(others, {**attributes, **value})

        offers = [
            self._offer(str(number), answer.words, {question.name: answer.value}, self._names(answer.sides))
            for number, answer in enumerate(question.answers, start=1)
        ]
        offers.append(self._offer("0", tr("no answer"), {}))
        self._choose(tr("{name}: which answer?", name=isolated(question.shown_name)), offers, answered)

    def _ask_links(self, attributes: dict[str, Any]) -> None:
        choices = self.deciding.links
        if len(choices) < 2:
            self._decide(lambda: self.deciding.accept_merged(attributes, None))
            return
        offers = [self._offer("a", tr("those of all"), (None,))]
        offers += [
            self._offer(str(side + 1), isolated(self.review.name_of(side)), ((side,),), words) for side, words in choices
        ]
        title = tr("Whose links count?")
        self._choose(title, offers, lambda sides: self._decide(partial(self.deciding.accept_merged, attributes, *sides)))

    def _names(self, sides: Iterable[int]) -> str:
        return listed(isolated(self.review.name_of(side)) for side in sides)

    # Rejecting

    def action_reject_group(self) -> None:
        """Asks why, and rejects all versions of the group."""
        if not self._decidable():
            return
        from tui_reader.ui.reason_picker import ReasonPicker

        title = tr("Why is it rejected?")
        self.app.ask(ReasonPicker(self.session.tagset, title=title), self._rejected)

    def _rejected(self, grounds: Grounds | None) -> None:
        if grounds is not None:
            self._decide(lambda: self.deciding.reject(grounds.reason or None))

    # Saying

    def action_choose_confidence(self) -> None:
        """Asks how sure one is of the decision."""
        if not self._decidable():
            return
        names = (tr("a guess"), tr("not sure"), tr("rather sure"), tr("sure"), tr("very sure"))
        offers = [
            self._offer(str(number), f"{name} ({round(100 * level)} %)", (level,))
            for number, (level, name) in enumerate(zip(LEVELS, names, strict=True), start=1)
        ]
        offers.append(self._offer("0", tr("say nothing of it"), (None,)))
        self._choose(tr("How sure are you?"), offers, self._sure)

    def _sure(self, level: tuple[float | None]) -> None:
        def said() -> bool:
            self.deciding.say_confidence(*level)
            return True

        if self.attempt(said):
            self.after_command()
