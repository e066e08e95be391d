"""What keys do in the review screen, as acts: a few keys in a review of the three sets, and what has changed then."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, NamedTuple

import pytest
from acts import Stage, shown_otherwise
from three_sets import write_three_sets

from tui_reader.session.review.filtering import GroupFilter
from tui_reader.session.review.listing import Order
from tui_reader.ui.review.screen import ReviewScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from hands import Hands

    Reader = Callable[..., AbstractAsyncContextManager[Hands]]

SIZE = (110, 24)
"""Cells of the screen: to paint it is most of the work."""


class ReviewAct(NamedTuple):
    """What one command does in one situation."""

    command: str
    """Id of the binding that is shown at work."""
    before: str
    """Keys that lead to the situation, from the first group on, where one is in the text."""
    keys: str
    """Textual's names of keys, with blanks between; what stands in quotes is pasted."""
    after: str = ""
    """What is another way then, as `name=value` of `state`, with blanks between."""
    said: str = ""
    """What stands in the message on the screen."""
    sees: str = ""
    """What stands on a row of the screen."""
    misses: str = ""
    """What stands on none."""

    def __str__(self) -> str:
        return f"{self.command}: {self.keys!r} after {self.before!r}"


def state(hands: Hands) -> dict[str, str]:
    """Where one is in the review, and how it is shown."""
    screen = hands.app.reading.review
    if screen is None:
        return {"screen": "reading"}
    review, session = screen.review, screen.session
    rank = review.listed.rank(review.current)
    focused = screen.focused
    return {
        "screen": type(hands.app.screen).__name__,
        "at": "-" if rank is None else f"{rank + 1}/{len(review.listed)}",
        "side": str(review.chosen_side + 1),
        "order": review.order.value,
        "blind": str(review.is_blind).lower(),
        "filtered": str(not review.chosen.is_empty).lower(),
        "focus": "" if focused is None else focused.id or "",
        "selected": str(session.selected_length),
        "caret": str(session.caret),
        "search": "" if session.search is None else session.search.query.needle,
        "hidden": str(session.page.display.hidden).lower(),
        "harakat": str(session.page.display.harakat).lower(),
        "direction": session.page.direction.value,
        "decided": str(review.decided_count),
        "list": str(screen.query_one("#groups-box").display).lower(),
    }


async def play(reader: Reader, acts: Sequence[ReviewAct], folder: Path) -> None:
    """Plays acts in one review of the three sets, and fails with all that went otherwise than they say."""
    source, _ = write_three_sets(folder / "acts")
    wrong: list[str] = []
    async with reader(source, SIZE, messages=True) as hands:
        stage = Stage(hands)
        for act in acts:
            await _begin(hands)
            await stage.tap(*shlex.split(act.before, posix=False))
            await stage.settle()
            hands.app.clear_notifications()
            before = state(hands)
            await stage.tap(*shlex.split(act.keys, posix=False))
            await stage.settle()
            expected = before | dict(pair.split("=", 1) for pair in act.after.split())
            shown = await stage.seen(act.sees, act.misses)
            found, said = state(hands), "\n".join(hands.said)
            if act.after.startswith("screen=reading"):
                expected = {"screen": "reading"}
            told = [str(act)]
            told += [
                f"{name}: {found.get(name)!r}, not {value!r}"
                for name, value in expected.items()
                if found.get(name) != value
            ]
            told += shown_otherwise(act, said, shown)
            if told[1:]:
                wrong.append("\n".join(told))
    if wrong:
        pytest.fail("\n\n".join(wrong), pytrace=False)


async def _begin(hands: Hands) -> None:
    """A review as it is when it has just been opened, at the first group that has a place."""
    app, reader = hands.app, hands.app.reading
    while len(app.screen_stack) > 1 and app.screen is not reader.review:
        await app.pop_screen()
    session = reader.session
    session.end_search()
    session.anchor = None
    while session.own.store.last_change is not None:
        session.own.store.undo()
    session.move(session.page.first_letter())
    if not isinstance(app.screen, ReviewScreen):
        reader.review = None
        reader.open_review()
        await Stage(hands).settle()
    screen = app.screen
    assert isinstance(screen, ReviewScreen)
    if screen.prompt.is_open:
        screen.prompt.close()
    screen.holding = False
    review = screen.review
    review.order, review.chosen, review.is_blind = Order.PLACE, GroupFilter(), False
    session.show_as(session.page.display._replace(hidden=False, harakat=True))
    review.choose(1)
    screen.focus_text()
    if not screen.query_one("#groups-box").display:
        screen.action_toggle_groups()
        screen.focus_text()
    session.page.direction = app.settings.direction
    screen.show_review()
    await Stage(hands).settle()
