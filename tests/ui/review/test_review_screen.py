"""The review screen among the others: opened and left, followed when files change under it, on screens of any size."""

from __future__ import annotations

import json
import shutil
import signal
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest
from textual.geometry import Region
from three_sets import write_three_sets

from tui_reader.annotations import store as stores
from tui_reader.language import LANGUAGES, use
from tui_reader.review.groups import State
from tui_reader.ui import opening, source_following, watching
from tui_reader.ui.commands import pacing
from tui_reader.ui.commands.table import NO_KEY, binding_words
from tui_reader.ui.panes.help_panel import HelpPanel
from tui_reader.ui.review import deciding
from tui_reader.ui.review.screen import ReviewScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from hands import Hands

    Reader = Callable[..., AbstractAsyncContextManager[Hands]]


@pytest.fixture
def source(seeds: Path) -> Path:
    """A document of which amal, badria and chafiq have sets; amal is at the keyboard."""
    return write_three_sets(seeds / "three")[0]


def set_path(source: Path, annotator: str) -> Path:
    return source.parent / "annotations" / f"{source.name}.{annotator}.json"


async def opened(hands: Hands, **how: object) -> ReviewScreen:
    hands.app.reading.open_review(**how)  # type: ignore[arg-type]
    await hands.finish()
    await hands.pilot.pause()
    screen = hands.app.screen
    assert isinstance(screen, ReviewScreen)
    return screen


async def test_who_comes_back_has_the_reading_as_it_was(reader: Reader, source: Path) -> None:
    async with reader(source, (100, 24)) as hands:
        await hands.press("pagedown", "down", "shift+left", "shift+left")
        session = hands.app.reading.session
        before = session.caret, session.anchor, session.focus_id, hands.rows("#reading-pane")
        await hands.press("M")
        await hands.finish()
        await hands.press("n", "n", "tab", "end", "q")
        assert hands.app.screen is hands.app.reading
        assert (session.caret, session.anchor, session.focus_id, hands.rows("#reading-pane")) == before
        await hands.press("M")
        await hands.finish()
        assert isinstance(hands.app.screen, ReviewScreen)


async def test_a_document_of_the_library_is_opened_and_reviewed(reader: Reader, source: Path) -> None:
    async with reader(size=(120, 24)) as hands:
        await hands.finish()
        library = hands.app.reading.library
        library.focus()
        library.show_current(source)
        await hands.press("M")
        await hands.until(lambda: isinstance(hands.app.screen, ReviewScreen))
        assert hands.app.reading.session.document.path == source
        await hands.press("q")
        library.focus()
        await hands.press("m")
        assert library.typed.text == "m"
        await hands.press("M")
        assert library.typed.text == "mM"


async def test_where_nobody_has_annotated_there_is_nothing_to_review(reader: Reader) -> None:
    async with reader(messages=True) as hands:
        await hands.press("M")
        assert hands.app.screen is hands.app.reading
        assert "Nobody has a set of annotations" in hands.said[0]


async def test_the_set_of_one_annotator_is_reviewed_in_the_same_way(reader: Reader, source: Path) -> None:
    for name in ("amal", "chafiq"):
        set_path(source, name).unlink()
    async with reader(source, (100, 24)) as hands:
        screen = await opened(hands)
        assert {group.state for group in screen.review.groups} == {State.ALONE}
        assert len(screen.review.groups) == 22
        assert not any(" · " in row for row in hands.rows("#reading-pane")), "there is nobody to be told from"
        before = screen.review.current
        await hands.press("n")
        assert before is not None
        assert screen.review.current == before + 1


async def test_named_sets_are_compared_wherever_they_are_and_followed(
    reader: Reader, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "LOOK_EVERY", 0.05)
    elsewhere = shutil.move(set_path(source, "chafiq"), tmp_path / "sent.json")
    async with reader(source, (100, 24)) as hands:
        screen = await opened(hands, named=[set_path(source, "badria"), elsewhere])
        review = screen.review
        assert [review.name_of(side) for side in range(2)] == ["badria", "chafiq"]
        review.choose(5)
        screen.went()
        before, count = review.group, len(review.groups)
        page = json.loads(elsewhere.read_bytes())
        page["items"] = page["items"][1:]
        elsewhere.write_text(json.dumps(page, ensure_ascii=False), encoding="utf-8")
        await hands.until(lambda: review.group is not before)
        assert len(review.groups) <= count
        again = review.compared
        await hands.pilot.pause(0.3)
        assert review.compared is again, "what has not changed is not compared again"
        assert before is not None
        assert review.group is not None
        assert {unit.id for _, unit in review.group.present} & {unit.id for _, unit in before.present}


async def test_what_changes_on_the_disk_is_compared_anew_and_one_stays_where_one_is(
    reader: Reader, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module, name, value in (
        (watching, "LOOK_EVERY", 0.05),
        (source_following, "QUIET", 0.0),
        (opening, "REST", 0.0),
    ):
        monkeypatch.setattr(module, name, value)
    async with reader(source, (100, 24)) as hands:
        screen = await opened(hands)
        review = screen.review
        review.choose(7)
        screen.went()
        ids = {unit.id for _, unit in review.groups[7].present}
        # A set goes,
        set_path(source, "chafiq").unlink()
        await hands.until(lambda: len(review.comparison.sides) == 2)
        assert review.group is not None
        assert {unit.id for _, unit in review.group.present} <= ids
        # and the source is edited.
        before = review.comparison
        source.write_text("عنوان جديد\n" + source.read_text(encoding="utf-8"), encoding="utf-8")
        await hands.until(lambda: review.comparison is not before)
        await hands.finish()
        assert screen.session is hands.app.reading.session
        assert {unit.id for _, unit in review.group.present} <= ids
        [span] = review.group.spans
        assert screen.session.document.slice(span) == review.group.present[0][1].annotation.quote
        await hands.press("n")
        assert review.current == 8


async def test_in_a_blind_review_nobody_is_known_by_name_or_place(reader: Reader, source: Path) -> None:
    async with reader(source, (100, 24)) as hands:
        screen = await opened(hands, is_blind=True)
        order = [side.annotator for side in screen.review.comparison.sides]
        assert sorted(order) == ["amal", "badria", "chafiq"]
        shown = "\n".join(row for pane in ("#lanes", "#groups", "#reading-pane") for row in hands.rows(pane))
        assert not any(name in shown for name in order)
        await hands.press("q")
        again = await opened(hands, is_blind=True)
        assert [side.annotator for side in again.review.comparison.sides] == order


async def test_another_document_ends_the_review(reader: Reader, source: Path, seeds: Path) -> None:
    async with reader(source, (100, 24)) as hands:
        await opened(hands)
        other = next(path for path in seeds.glob("*.txt") if path != source)
        hands.app.open_document(other)
        await hands.until(lambda: hands.app.screen is hands.app.reading)
        assert hands.app.reading.session.document.path == other
        assert hands.app.reading.review is None


async def test_another_document_ends_a_review_when_the_dialog_over_it_has_ended(
    reader: Reader, source: Path, seeds: Path
) -> None:
    async with reader(source) as hands:
        await opened(hands)
        await hands.press("F")
        dialog = hands.app.screen
        other = next(path for path in seeds.glob("*.txt"))
        hands.app.open_document(other)
        await hands.finish()
        assert hands.app.screen is dialog
        await hands.press("escape")
        await hands.until(lambda: hands.app.screen is hands.app.reading)
        assert hands.app.reading.session.document.path == other
        await hands.press("space")
        assert hands.app.reading.session.selection is not None


async def test_keys_of_an_arabic_keyboard_are_those_of_the_same_place(reader: Reader, source: Path) -> None:
    async with reader(source, (100, 24)) as hands:
        screen = await opened(hands)
        await hands.press("ى")
        assert screen.review.listed.rank(screen.review.current) == 2


async def test_the_palette_offers_what_can_be_done_in_a_review(reader: Reader, source: Path) -> None:
    async with reader(source, (100, 24)) as hands:
        screen = await opened(hands)
        await hands.press("ctrl+p")
        await hands.paste("blind names of annotators"[6:])
        await hands.press("enter")
        await hands.pilot.pause()
        assert screen.review.is_blind


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (20, 6)])
async def test_on_every_screen_there_is_text_and_every_row_is_as_wide_as_its_pane(
    reader: Reader, source: Path, size: tuple[int, int]
) -> None:
    async with reader(source, size) as hands:
        screen = await opened(hands)
        for keys in (["n"], ["tab"], ["n", "f4"], ["f4"]):
            await hands.press(*keys)
            for pane in (screen.text, screen.groups, screen.lanes):
                if pane.size.width and pane.display:
                    for strip in pane.render_lines(Region(0, 0, *pane.size)):
                        assert strip.cell_length == pane.size.width
        assert screen.text.size.height >= 1


@pytest.mark.parametrize("spoken", LANGUAGES)
async def test_every_binding_of_a_pane_is_in_its_help(reader: Reader, source: Path, spoken: str) -> None:
    use(spoken)
    async with reader(source, (140, 36), lang=spoken, keys={"review.sort": "f6"}) as hands:
        screen = await opened(hands)
        for pane in (screen.text, screen.groups, screen.lanes):
            pane.focus()
            await hands.press("f1")
            panel = screen.query_one(HelpPanel)
            told = {key: words for group in panel.offered for keys, words in group.items() for key in keys.split()}
            for active in screen.active_bindings.values():
                if active.binding.key != NO_KEY and not active.binding.system:
                    assert told[hands.app.get_key_display(active.binding)]
                    assert binding_words(active.binding, at_length=True) in told.values()
            prose = "\n".join("".join(item.line.glyphs) for item in panel.rows.items if item.key is None)
            assert "{" not in prose, "ids of bindings stand for keys"
            await hands.press("f1")
        await hands.press("f6")
        assert screen.review.order.value == "likeness"


@pytest.mark.parametrize("by_signal", [False, True], ids=["by key", "by signal"])
async def test_a_rule_is_done_piece_by_piece_and_is_one_change(
    reader: Reader, source: Path, monkeypatch: pytest.MonkeyPatch, by_signal: bool
) -> None:
    monkeypatch.setattr(stores, "PIECE", 1)
    monkeypatch.setattr(pacing, "REST", 0.05)
    async with reader(source, messages=True) as hands:
        screen = await opened(hands)
        review, store = screen.review, screen.session.own.store
        await hands.press("p")
        await hands.finish()
        await hands.press("4")
        await hands.until(lambda: store.is_under_way)
        first = review.decided_count
        assert 0 < first < 20
        await hands.press("x")
        assert any("a moment" in said for said in hands.said), "nothing else is decided meanwhile"
        await hands.press("q")
        assert hands.app.screen is screen, "nor left"
        await hands.until(lambda: not store.is_under_way)
        decided = review.decided_count
        assert decided > first and any(f"Decided {decided} groups" in said for said in hands.said)
        await hands.press("z")
        hands.app.reading.session.own.store.complete()
        assert review.decided_count == 0, "one key takes all of it back"
        await hands.press("y")
        # Who leaves has all of it.
        if by_signal:
            hands.app.leave(128 + signal.SIGTERM)
        else:
            await hands.app.action_quit()
        assert not store.is_under_way and review.decided_count == decided


async def test_who_thinks_better_of_a_rule_has_decided_nothing(
    reader: Reader, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on, begun = Event(), Event()
    made = deciding.decisions_by

    def slow(*about: Any) -> Any:
        begun.set()
        goes_on.wait(10)
        return made(*about)

    monkeypatch.setattr(deciding, "decisions_by", slow)
    async with reader(source, messages=True) as hands:
        screen = await opened(hands)
        await hands.press("p")
        await hands.finish()
        await hands.press("4")
        await hands.until(begun.is_set)
        await hands.press("escape")
        goes_on.set()
        await hands.finish()
        assert any("nothing was decided" in said for said in hands.said)
        assert screen.review.decided_count == 0 and hands.app.screen is screen
        await hands.press("a")
        assert screen.review.decided_count == 1, "one can go on by hand"
