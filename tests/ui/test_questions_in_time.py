"""A set changes while a person is at something else: no key is taken for an answer, and nothing goes unasked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tui_reader.annotations.backups import FOLDER, Backups
from tui_reader.settings import state_folder
from tui_reader.ui import opening, set_following, source_following, watching
from tui_reader.ui.dialogs.questions import NoteEditor, Question

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from hands import Hands

    Reader = Callable[..., AbstractAsyncContextManager[Hands]]

WORDS = " ".join(f"كلمة{number}" for number in range(40))


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are looked at often."""
    monkeypatch.setattr(watching, "LOOK_EVERY", 0.05)
    monkeypatch.setattr(set_following, "HANDS_OFF", 0.2)
    monkeypatch.setattr(source_following, "QUIET", 0.0)
    monkeypatch.setattr(opening, "REST", 0.0)


@pytest.fixture
def path(seeds: Path) -> Path:
    path = seeds / "words.txt"
    path.write_text(f"{WORDS}\n", encoding="utf-8")
    return path


async def tag_ten(hands: Hands) -> Path:
    """Tags ten words; the set, which is saved."""
    for _ in range(10):
        await hands.press("space", "c", "ctrl+left")
    saving = hands.app.reading.saving
    assert len(hands.app.reading.session.own.store) == 10
    await hands.until(lambda: saving.words == "saved" and saving.look() is None)
    return hands.app.reading.session.own.path


def rob(path: Path) -> None:
    """Another program leaves two annotations in a set."""
    page = json.loads(path.read_bytes())
    page["items"] = page["items"][:2]
    path.write_text(json.dumps(page), encoding="utf-8")


async def test_what_is_typed_is_no_answer_to_a_question_that_comes_up(reader: Reader, path: Path) -> None:
    async with reader(path) as hands:
        own = await tag_ten(hands)
        await hands.press("space", "n")
        assert isinstance(hands.app.screen, NoteEditor)
        rob(own)
        await hands.pilot.pause(0.6)
        # `t` would take what is on the disk.
        await hands.press("t", "b", "t")
        assert isinstance(hands.app.screen, NoteEditor)
        await hands.press("escape")
        await hands.until(lambda: isinstance(hands.app.screen, Question))
        assert len(hands.app.reading.session.own.store) == 10
        await hands.press("b")
        await hands.until(lambda: len(json.loads(own.read_bytes())["items"]) == 10)


async def test_what_is_done_while_another_document_is_opened_is_saved_first(
    reader: Reader, path: Path, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = seeds / "other.txt"
    other.write_text("نص آخر\n", encoding="utf-8")
    async with reader(path) as hands:
        begin = opening.begin_reading
        before = hands.app.reading.session
        damage = b"{"

        def slow(*given: object) -> object:
            # The disk has it all; then one more change is made, and cannot be saved.
            hands.app.call_from_thread(change)
            return begin(*given)  # type: ignore[arg-type]

        def change() -> None:
            monkeypatch.setattr(opening, "begin_reading", begin)
            before.own.path.parent.mkdir(exist_ok=True)
            before.own.path.write_bytes(damage)
            before.grow_selection()
            before.tag_selection("Claim")

        monkeypatch.setattr(opening, "begin_reading", slow)
        hands.app.open_document(other)
        await hands.until(lambda: any("stays open" in said for said in hands.said))
        assert hands.app.reading.session is before and len(before.own.store) == 1
        before.own.path.unlink()
        hands.app.reading.saving.again()
        hands.app.open_document(other)
        await hands.until(lambda: hands.app.reading.session.document.path == other)
        assert len(json.loads(before.own.path.read_bytes())["items"]) == 1


async def test_with_document_and_set_replaced_at_once_the_set_of_before_is_told_of_and_a_backup(
    reader: Reader, path: Path
) -> None:
    async with reader(path) as hands:
        own = await tag_ten(hands)
        kept = Backups(state_folder() / FOLDER, own)
        count = len(kept.all())
        # As `git checkout` does.
        path.write_text(f"نص آخر {WORDS}\n", encoding="utf-8")
        own.unlink()
        before = hands.app.reading.session
        await hands.until(lambda: hands.app.reading.session is not before)
        await hands.until(lambda: any("tui-reader backups" in " ".join(said.split()) for said in hands.said))
        assert len(kept.all()) > count
        assert len(json.loads(kept.all()[-1].content())["items"]) == 10


async def test_who_quits_with_the_only_copy_is_asked(reader: Reader, path: Path) -> None:
    async with reader(path) as hands:
        own = await tag_ten(hands)
        own.unlink()
        await hands.until(lambda: hands.app.reading.saving.alarm)
        await hands.press("ctrl+q")
        await hands.until(lambda: isinstance(hands.app.screen, Question))
        await hands.press("b")
        await hands.until(lambda: own.exists())
        assert len(json.loads(own.read_bytes())["items"]) == 10
