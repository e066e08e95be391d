"""Commands about suggestions: show them, go from one to the next, accept, change or reject them, one or many.

What takes long is done a moment at a time: it needs what belongs to the event loop, and the keyboard has its turns.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from textual.worker import get_current_worker

from tui_reader.errors import Stopped
from tui_reader.language import tr, tr_count
from tui_reader.session.refused import Refused
from tui_reader.session.wording import origin_words
from tui_reader.text.excerpt import isolated
from tui_reader.ui.background import TELL_EVERY
from tui_reader.ui.commands.repeating import RepeatingCommands

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from textual.timer import Timer

    from tui_reader.annotations.records.record import Record
    from tui_reader.recognition.found import Found
    from tui_reader.session.reader import ReaderSession
    from tui_reader.session.suggestions.accepting import Accepting, Decided
    from tui_reader.session.suggestions.suggesting import Suggestion, Suggestions
    from tui_reader.ui.panes.suggestion_list import SuggestionList

    Chosen: TypeAlias = Iterator[Suggestion | None]

Sought = TypeVar("Sought")

PATIENCE = 0.02
"""Seconds the keyboard waits for what was asked for before it is done a moment at a time."""
MOMENT, REST = 0.008, 0.008
"""Seconds of such work, and between two times of it."""
LISTED_AFTER = 0.02
"""Seconds after which the suggestions in sight are listed: once for several keys that follow each other fast."""


class SuggestingCommands(RepeatingCommands):
    """What could be tagged, and what a person makes of it."""

    looking: Timer | None = None
    """Runs while something is looked for a moment at a time."""
    _is_listed = False
    """Whether the list of suggestions is there: looking for it costs more than all else that a key does."""
    listing: Timer | None = None
    """Runs until the suggestions in sight are to be listed."""
    _looked_words = ""
    """What that is."""
    _looked_at: Callable[[], int] | None = None
    """The offset it is at, where suggestions do not know."""

    # Showing them

    def action_toggle_suggestions(self) -> None:
        """Shows or hides suggestions."""
        if self.session.suggestions is None:
            self._suggest()
            on, yes, no = (self.app.key_of(f"suggestion.{name}") for name in ("next", "accept", "reject"))
            self.tell(
                tr("Suggestions are shown: {on} goes to the next, {yes} accepts, {no} rejects", on=on, yes=yes, no=no)
            )
        else:
            self.stop_looking()
            self.close_queue()
            self.session.suggestions = None
            self.acknowledge(tr("Suggestions are not shown"))
        self.text.refresh()
        self.sidebar.refresh()
        self.show_status()

    def _suggest(self) -> Suggestions:
        """Has suggestions shown in this reading."""
        # Recognisers and their word lists are imported when somebody wants suggestions.
        from tui_reader.recognition.recognisers import RECOGNISERS, recognise
        from tui_reader.session.suggestions.suggesting import Suggestions

        if self.session.suggestions is None:
            asked = self.app.settings.suggest
            names = [name for name in RECOGNISERS if asked is None or name in asked]
            self.session.suggestions = Suggestions(
                self.session,
                lambda text: recognise(text, names),
                least=self.app.settings.least_score,
                all_tags=asked is not None,
                when_late=self._when_late,
            )
            self.ask_others()
            self.text.refresh()
        return self.session.suggestions

    def ask_others(self) -> None:
        """Has files of terms, commands and what was tagged before asked too, as soon as the set is read."""
        settings, session = self.app.settings, self.session
        suggestions, own = session.suggestions, session.own
        if suggestions is None or own.is_to_come:
            return
        if settings.suggesters or own.store.annotation_count:
            records = own.store.snapshot().records
            asking = partial(self._ask_others, session, suggestions, records)
            self.run_worker(asking, thread=True, group="suggesters", exclusive=True)

    def _ask_others(self, session: ReaderSession, suggestions: Suggestions, records: Sequence[Record]) -> None:
        """Asks them, in a thread, and tells what they find as it comes."""
        from tui_reader.session.suggestions.suggesters import Suggesters, examples

        worker = get_current_worker()

        def goes_on(_: float = 0.0) -> bool:
            return not worker.is_cancelled and self.session is session and session.suggestions is suggestions

        def take(how: Callable[[], object]) -> None:
            if goes_on():
                how()
                self.text.refresh()
                # Something may be suggested at the caret now.
                self.show_status()

        suggesters = Suggesters(self.app.settings, tagged=examples(records))
        if not goes_on():
            return
        self.app.call_from_thread(take, partial(suggestions.ask, suggesters.recognise))
        told = list(suggesters.problems)
        found: list[Found] = []
        told_at = monotonic()
        with suppress(Stopped):
            for each in suggesters.commanded(session.document, told, goes_on):
                found.append(each)
                if monotonic() - told_at > TELL_EVERY:
                    self.app.call_from_thread(take, partial(suggestions.take, found))
                    found, told_at = [], monotonic()
        if goes_on():
            self.app.call_from_thread(take, partial(suggestions.take, found))
            unknown = sorted(tag for tag in suggesters.tags if session.tagset.tag(tag) is None)
            told += [
                tr("The tagset has no tag {tag}: what is suggested with it is not shown", tag=isolated(tag))
                for tag in unknown
            ]
            self.app.call_from_thread(partial(self.app.say_remarks, told_by="suggest"), told)

    def show_suggested(self) -> None:
        """Lists the suggestions in sight beside the text, as long as there are any to be shown."""
        suggestions = self.session.suggestions
        if suggestions is None:
            if self._is_listed:
                self._is_listed = False
                self.query("#suggestions").remove()
            return
        if self.listing is None:
            # Behind the text, for which somebody waits.
            self.listing = self.set_timer(LISTED_AFTER, self._list_suggested)

    def _list_suggested(self) -> None:
        from tui_reader.ui.panes.suggestion_list import SuggestionList

        self.listing, suggestions = None, self.session.suggestions
        if suggestions is None:
            return
        self._is_listed = True
        if not self.query("#suggestions"):
            self.query_one("#sidebar-box").mount(SuggestionList(self.session, self.text.looks))
        for each in self.query(SuggestionList):
            items = suggestions.in_time(self.text.span_in_sight)
            each.show(self.session, self.text.looks, items, suggestions.here())

    def on_suggestion_list_picked(self, message: SuggestionList.Picked) -> None:
        self._go_to_suggestion(message.suggestion)

    def on_suggestion_list_beside(self, message: SuggestionList.Beside) -> None:
        self.action_suggestion(message.forward)

    def on_reading_pane_scrolled(self) -> None:
        self.show_suggested()

    def _when_late(self) -> None:
        """Has looked at what there was no time for, when the screen is painted."""
        suggestions = self.session.suggestions

        def catch_up() -> None:
            if suggestions is None or suggestions is not self.session.suggestions:
                return
            if suggestions.catch_up(MOMENT):
                self.text.refresh()
                self.show_status()
            else:
                self.set_timer(REST, catch_up)

        self.set_timer(REST, catch_up)

    def suggest_again(self, *, shown: bool) -> None:
        """Has suggestions shown in a reading that has come in place of another, if they were in that."""
        self.stop_looking()
        if shown:
            self._suggest()

    def suggestion_words(self) -> tuple[str, str]:
        """What is suggested at the caret, and the keys to decide on it; empty where nothing is."""
        suggestions = self.session.suggestions
        here = None if suggestions is None else suggestions.here()
        if here is None:
            return "", ""
        keys = (self.app.key_of(f"suggestion.{name}") for name in ("accept", "reject", "next"))
        return self.words_of(here), " ".join(keys)

    def words_of(self, suggestion: Suggestion) -> str:
        """What a suggestion is, who makes it and how sure that is."""
        tag, origin = isolated(self.session.tagset.shown_name(suggestion.tag)), origin_words(suggestion.origin)
        if suggestion.score is None:
            return tr("{tag}? {origin}", tag=tag, origin=origin)
        return tr("{tag}? {origin} {percent}%", tag=tag, origin=origin, percent=round(100 * suggestion.score))

    # Going from one to another

    def action_suggestion(self, forward: bool) -> None:
        """Goes to the next suggestion or the one before, however far that is."""
        suggestions = self._suggest()
        here = suggestions.here()
        key = None if here is None else here.key
        steps = suggestions.look_forward(key) if forward else suggestions.look_back(key)
        nothing = tr("No suggestion after this one") if forward else tr("No suggestion before this one")
        self._in_moments(steps, self._go_to_suggestion, lambda: self.tell(nothing), tr("looking for suggestions"))

    def _go_to_suggestion(self, suggestion: Suggestion) -> None:
        if self.session.suggestions is not None:
            self.holding = False
            self.session.suggestions.go_to(suggestion)
            self.caret_moved()

    # Deciding

    def action_accept(self) -> None:
        """Accepts the suggestion at the caret, or those that are selected."""
        self._decide_chosen(accept=True)

    def action_reject(self) -> None:
        """Rejects the suggestion at the caret, or those that are selected."""
        self._decide_chosen(accept=False)

    def action_accept_alike(self) -> None:
        """Accepts all suggestions of the same words with the same tag."""
        self._decide_alike(accept=True)

    def action_reject_alike(self) -> None:
        """Rejects all suggestions of the same words with the same tag."""
        self._decide_alike(accept=False)

    def takes_suggestion(self, tag: str) -> bool:
        suggestions = self.session.suggestions
        if suggestions is None or not self._is_in_text or self.session.selection is not None:
            return False
        here = suggestions.here()
        if here is None:
            return False
        self._decide(lambda accepting, here: accepting.acceptances(here, tag))
        return True

    def _decide_chosen(self, *, accept: bool) -> None:
        self._decide(
            lambda accepting, chosen: accepting.acceptances(chosen) if accept else accepting.rejections(chosen),
        )

    def _decide(self, steps_of: Callable[[Accepting, Chosen], Iterator[Decided | None]]) -> None:
        """Decides on what is chosen, which is looked for when it is done: a command may have to wait."""
        self.change(lambda: self.attempt(partial(self._take_steps, steps_of)))

    def _decide_alike(self, *, accept: bool) -> None:
        def steps(accepting: Accepting, chosen: Chosen) -> Iterator[Decided | None]:
            alike = _alike(accepting.suggestions, chosen)
            return accepting.acceptances(alike) if accept else accepting.rejections(alike)

        self.attempt(partial(self._take_steps, steps))

    def _take_steps(self, steps_of: Callable[[Accepting, Chosen], Iterator[Decided | None]]) -> None:
        """Takes the steps of a decision on what is chosen to their end and makes it. Raises Refused and NotYet."""
        from tui_reader.session.suggestions.accepting import Accepting

        session = self.session
        if not self._is_in_text:
            return
        if session.suggestions is None:
            key = self.app.key_of("suggestions")
            raise Refused(tr("No suggestions are shown: {key} shows them", key=key))
        accepting = Accepting(session, session.suggestions)

        def take(decided: Decided) -> None:
            if not decided.changes:
                key = self.app.key_of("suggestion.next")
                self.tell(tr("No suggestion here: {key} goes to the next", key=key), warn=True)
                return
            accepting.take(decided)
            self.holding = False
            self.after_command()
            self.decided(len(decided.annotations) or len(decided.changes), _done_words(decided))

        self._in_moments(steps_of(accepting, session.suggestions.selected()), take, lambda: None, tr("deciding"))

    def decided(self, took: int, words: str) -> None:
        """A decision has taken so many suggestions away; `words` say what it was."""
        if words:
            self.acknowledge(words)

    @property
    def _is_in_text(self) -> bool:
        return self.focused is self.text or (self.focused is not None and self.focused.id == "suggestions")

    # A moment at a time

    @property
    def looked_words(self) -> str:
        """What is under way a moment at a time, and at which part of the document; empty where nothing is."""
        suggestions = self.session.suggestions
        if self.looking is None or suggestions is None:
            return ""
        place = suggestions.looked_to if self._looked_at is None else self._looked_at()
        part = self.session.document.part_before(place)
        return tr("{doing} {percent}%", doing=self._looked_words, percent=int(100 * part))

    def _in_moments(
        self,
        steps: Iterator[Sought | None],
        found: Callable[[Sought], object],
        nothing: Callable[[], object],
        words: str,
        place: Callable[[], int] | None = None,
    ) -> None:
        """Takes steps until one has found something, or to their end; says `words` while that takes long.

        `place` is the offset they have come to, where it is not suggestions that are looked for.

        Raises what the first steps raise; what later ones refuse is told.
        """
        self.stop_looking()
        session = self.session

        def go_on(seconds: float) -> None:
            result, is_over = some_steps(steps, seconds)
            if is_over:
                self.stop_looking()
            if result is not None:
                found(result)
            elif is_over:
                nothing()

        def later() -> None:
            if session is not self.session or session.suggestions is None:
                self.stop_looking()
                return
            said = self.looked_words
            try:
                go_on(MOMENT)
            except Refused as refusal:
                self.stop_looking()
                self.tell(str(refusal), warn=True)
            if self.looked_words not in ("", said):
                self.show_status()

        # Made first, as what is found at once may look for something itself.
        self.looking, self._looked_words, self._looked_at = self.set_interval(MOMENT + REST, later), words, place
        try:
            go_on(PATIENCE)
        except Refused:
            self.stop_looking()
            raise
        if self.looking is not None:
            self.show_status()

    def stop_looking(self) -> bool:
        if self.looking is None:
            return False
        self.looking.stop()
        self.looking = None
        return True


def _alike(suggestions: Suggestions, chosen: Chosen) -> Chosen:
    """The steps of looking for all that is like the first of those that are chosen."""
    for each in chosen:
        yield None
        if each is not None:
            yield from suggestions.alike(each)
            return


def some_steps(steps: Iterator[Sought | None], seconds: float) -> tuple[Sought | None, bool]:
    """Takes steps for a while: what one of them has found, and whether that is all."""
    until = monotonic() + seconds
    for result in steps:
        if result is not None:
            return result, True
        if monotonic() > until:
            return None, False
    return None, True


def _done_words(decided: Decided) -> str:
    """What was done; nothing where it is plain to see."""
    if not decided.annotations:
        return tr_count(
            len(decided.changes),
            "Rejected {count} suggestion; {undo} brings it back",
            "Rejected {count} suggestions; {undo} brings them back",
        )
    if len(decided.changes) == 1:
        return ""
    return tr_count(
        len(decided.annotations),
        "Accepted {count} suggestion; {undo} takes it back",
        "Accepted {count} suggestions; {undo} takes it back",
    )
