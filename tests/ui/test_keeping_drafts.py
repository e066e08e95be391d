"""What is being typed is on the disk a moment later, and gone on with where the program was killed meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from acts import Stage
from deciding_acts import begin, decided

from tui_reader.session.files.drafts import FILE, Drafts
from tui_reader.settings import state_folder
from tui_reader.ui import keeping_drafts
from tui_reader.ui.panes.answers_panel import AnswersPanel

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from acts import Reader
    from hands import Hands

    from tui_reader.ui.app import ReaderApp

WAS_TYPED = "This was being typed"
SCENE = "قال الوزير إن الأسعار ارتفعت.\namal - Claim: الأسعار ارتفعت\nbadria - Claim: ارتفعت"


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping_drafts, "INTERVAL", 0.01)


async def killed(hands: Hands, typed: str) -> None:
    """Waits until the disk has what is typed; from then on the program does nothing with it."""
    file = state_folder() / FILE
    for _ in range(300):
        if file.exists() and typed in file.read_text("utf-8"):
            break
        await hands.pilot.pause(0.01)
    else:
        pytest.fail("nothing was kept")
    hands.app.drafts.leave()


class ThreadsThatWait:
    """As much of an app as has things done: the threads it is asked for have not begun yet."""

    def __init__(self) -> None:
        self.threads: list[Callable[[], object]] = []
        self.tick: Callable[[], object] = list

    def set_interval(self, _: float, tick: Callable[[], object]) -> None:
        self.tick = tick

    def run_worker(self, work: Callable[[], object], **_: object) -> None:
        self.threads.append(work)


def test_a_thread_that_begins_late_writes_no_older_words(tmp_path: Path) -> None:
    app, drafts, field = ThreadsThatWait(), Drafts(tmp_path), ["راجع"]
    keeper = keeping_drafts.DraftKeeper(cast("ReaderApp", app), drafts)
    keeper.watch(keeper.draft("a"), lambda: field[0])
    app.tick()
    (begins_late,) = app.threads
    field[0] = "راجع المصدر"
    keeper.keep_now()
    begins_late()
    assert drafts.get("a") == "راجع المصدر"


async def test_a_reason_is_gone_on_with(reader: Reader, tmp_path: Path) -> None:
    async with reader(messages=True) as hands:
        screen, stage = await begin(hands, SCENE, tmp_path / "a.txt"), Stage(hands)
        await stage.tap("x", '"ليس ادعاء"')
        await killed(hands, "ليس ادعاء")
        await hands.app.pop_screen()
        await stage.tap("x")
        assert WAS_TYPED in await stage.seen(WAS_TYPED, "")
        await stage.tap('" بل رأي"', "enter")
        assert decided(screen.session) == ["- ليس ادعاء بل رأي"]
        assert "ليس ادعاء" not in (state_folder() / FILE).read_text("utf-8")
        await stage.tap("x")
        assert WAS_TYPED not in await stage.seen("Why is it rejected?", WAS_TYPED)


async def test_an_answer_is_gone_on_with_until_it_is_given_up(reader: Reader, tmp_path: Path) -> None:
    async with reader(messages=True) as hands:
        stage = Stage(hands)
        await stage.set('قال |الوزير.[9]\n- Citation{ref="9"}: [9]', tmp_path / "a.txt")
        await hands.press("]", "a", "enter")
        await hands.paste("10")
        await killed(hands, ':ref": "10"')
        hands.app.reading.query_one(AnswersPanel).end_writing()
        await hands.pilot.pause()
        await hands.press("enter")
        assert any(WAS_TYPED in said for said in hands.said)
        await hands.paste("1")
        await hands.press("enter")
        (entry,) = stage.session.entries
        assert entry.annotation.attributes == {"ref": "101"}
        await hands.press("up", "enter")
        await hands.paste("2")
        await killed(hands, ':ref": "2"')
        await hands.press("escape")
        assert ":ref" not in (state_folder() / FILE).read_text("utf-8")
        assert stage.session.entries[0].annotation.attributes == {"ref": "101"}
