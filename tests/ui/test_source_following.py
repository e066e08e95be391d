"""The source changes under the app: what waits, what is kept, and what happens when something goes wrong meanwhile.

That a person in a real terminal stays at the same place is `tests/matrix/test_row_09_source_under_app.py`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tui_reader.documents import files
from tui_reader.documents.in_file import FileDocument
from tui_reader.ui import opening, source_following, watching
from tui_reader.ui.commands import confirming

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from hands import Hands

    Reader = Callable[..., AbstractAsyncContextManager[Hands]]

LINES = [f"في السطر رقم {number} قال الوزير إن أسعار القمح {number * 7919 % 9973} ارتفعت" for number in range(1, 121)]


@pytest.fixture(autouse=True)
def in_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for a file to become quiet."""
    monkeypatch.setattr(watching, "LOOK_EVERY", 0.05)
    monkeypatch.setattr(source_following, "QUIET", 0.0)
    monkeypatch.setattr(source_following, "AWAY", 0.0)
    monkeypatch.setattr(opening, "REST", 0.0)


@pytest.fixture
def path(seeds: Path) -> Path:
    path = seeds / "lines.txt"
    write(path, LINES)
    return path


def write(path: Path, lines: list[str]) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def exact(path: Path) -> list[tuple[str, str]]:
    """Each quote on the disk, and what stands in the source where it should be."""
    text = path.read_text(encoding="utf-8")
    page = json.loads((path.parent.parent / "annotations" / f"{path.name}.amal.json").read_bytes())
    found = []
    for item in page["items"]:
        quote, position = item["target"]["selector"]
        found.append((quote["exact"], text[position["start"] : position["end"]]))
    return found


def words(row: str) -> str:
    """What a row shows of the text."""
    return row.strip("0123456789 ?cq")


def read_again(hands: Hands, path: Path) -> Callable[[], bool]:
    """Whether what is read is what is on the disk."""
    return lambda: hands.app.reading.session.document.stamp == files.Stamp.of(path.stat())


@pytest.mark.parametrize("large", [False, True], ids=["in memory", "in its file"])
async def test_the_place_the_filter_the_panes_and_the_history_stay(
    reader: Reader, path: Path, monkeypatch: pytest.MonkeyPatch, large: bool
) -> None:
    if large:
        monkeypatch.setattr(files, "DECODED_BYTES", 0)
    async with reader(path) as hands:
        screen = hands.app.reading
        await hands.press("space", "c", "pagedown", "ctrl+down", "space", "q", "F", "f4")
        before = screen.session
        assert isinstance(before.document, FileDocument) is large
        await hands.press("space", "space")
        selected, filtered, top = before.selected_text(), before.filter, hands.rows("#reading-pane")
        write(path, ["عنوان لم يكن من قبل", *LINES])
        await hands.until(read_again(hands, path))
        await hands.until(lambda: not hands.app.reading.session.own.is_to_come)
        session = screen.session
        assert session is not before
        assert session.selected_text() == selected
        assert session.filter == filtered
        # The paragraphs have other numbers, and their annotations are to be confirmed; nothing else is other.
        assert list(map(words, hands.rows("#reading-pane"))) == list(map(words, top))
        assert not screen.query_one("#sidebar-box").display
        await hands.press("z", "z")
        assert len(session.own.store) == 0
        await hands.press("y", "y")
        await hands.pilot.pause()
        assert screen.saving.finish()
        assert len(exact(path)) == 2


async def test_what_is_tagged_too_early_is_done_when_the_document_is_read_again(reader: Reader, path: Path) -> None:
    async with reader(path) as hands:
        await hands.press("pagedown", "ctrl+down", "space", "space")
        write(path, ["عنوان"] * 7 + LINES)
        await hands.press("c")
        assert hands.app.reading.something_waits or hands.app.reading.session.own.store
        await hands.until(lambda: len(hands.app.reading.session.own.store) == 1)
        assert hands.app.reading.saving.finish()
        [(quote, there)] = exact(path)
        assert quote == there != ""


async def test_what_was_selected_and_is_gone_is_not_tagged_elsewhere(reader: Reader, path: Path) -> None:
    async with reader(path) as hands:
        await hands.press("ctrl+down", "ctrl+down", "space", "space", "space")
        chosen = hands.app.reading.session.selected_text()
        write(path, [line for line in LINES if line.strip() != chosen.strip()])
        await hands.press("h")
        await hands.until(read_again(hands, path))
        await hands.until(lambda: not hands.app.reading.something_waits)
        assert len(hands.app.reading.session.own.store) == 0
        assert any("no longer in the document" in " ".join(said.split()) for said in hands.said)


async def test_while_annotations_are_not_saved_the_document_stays(
    reader: Reader, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reader(path) as hands:
        saving, before = hands.app.reading.saving, hands.app.reading.session
        monkeypatch.setattr(saving, "finish", lambda *_: False)
        write(path, LINES[1:])
        await hands.until(lambda: any("annotations are saved" in said for said in hands.said))
        assert hands.app.reading.session is before
        assert "not as on the disk" in hands.rows("#status-line")[0]
        monkeypatch.undo()
        monkeypatch.setattr(watching, "LOOK_EVERY", 0.05)
        await hands.until(read_again(hands, path))
        assert "not as on the disk" not in hands.rows("#status-line")[0]


async def test_a_document_that_is_touched_is_not_shown_again(reader: Reader, path: Path) -> None:
    async with reader(path) as hands:
        before = hands.app.reading.session
        write(path, LINES)
        await hands.until(read_again(hands, path))
        assert hands.app.reading.session is before
        assert not any("changed" in said for said in hands.said)


async def test_many_that_moved_are_confirmed_while_the_keyboard_is_free(
    reader: Reader, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confirming, "AT_ONCE", 2)
    async with reader(path) as hands:
        for _ in range(6):
            await hands.press("ctrl+down", "space", "space", "c")
        write(path, ["عنوان لم يكن من قبل", *LINES])
        await hands.until(lambda: hands.app.reading.confirming.tally.moved == 6)
        await hands.press("X", "m")
        await hands.until(lambda: hands.app.reading.confirming.tally.exact == 6)
        assert not hands.app.reading.confirm_panel.is_open
        assert hands.said == ["Confirmed 6 annotations; z takes it back\nAll annotations are checked"]
        await hands.press("z")
        assert hands.app.reading.confirming.tally.moved == 6
        await hands.press("y")
        assert hands.app.reading.saving.finish()
        assert all(quote == there for quote, there in exact(path))


async def test_any_annotation_can_be_put_on_another_text(reader: Reader, path: Path) -> None:
    async with reader(path) as hands:
        await hands.press("ctrl+down", "space", "c", "A")
        assert hands.app.reading.confirm_panel.is_open
        await hands.press("ctrl+down", "space", "A")
        assert not hands.app.reading.confirm_panel.is_open
        assert hands.app.reading.saving.finish()
        [(quote, there)] = exact(path)
        assert quote == there
        [entry] = hands.app.reading.session.entries
        assert entry.start is not None
        assert entry.start > len(LINES[0]) + len(LINES[1])


async def test_the_panel_says_what_to_press_and_goes_by_escape(reader: Reader, path: Path) -> None:
    async with reader(path) as hands:
        await hands.press("ctrl+down", "space", "c", "escape", "A")
        assert "then A puts it there" in hands.rows("#check-now")[0]
        await hands.press("space", "escape")
        assert hands.app.reading.confirm_panel.is_open
        await hands.press("escape")
        assert not hands.app.reading.confirm_panel.is_open


async def test_of_a_lost_one_only_that_is_offered_which_can_be_done(reader: Reader, path: Path) -> None:
    async with reader(path) as hands:
        await hands.press("ctrl+down", "space", "space", "c")
        write(path, ["عنوان لم يكن من قبل", *LINES])
        await hands.until(lambda: hands.app.reading.confirming.tally.moved == 1)
        await hands.press("X")
        assert "c Confirm" in hands.rows("#keys-line")[0]
        await hands.press("x")
        [row] = hands.rows("#keys-line")
        assert "Confirm  " not in row and "Not here" not in row
        assert "Attach here" in row


async def test_nothing_is_said_over_what_is_to_be_looked_at(reader: Reader, path: Path) -> None:
    async with reader(path, messages=True) as hands:
        await hands.press("ctrl+down", "space", "space", "c")
        write(path, ["عنوان لم يكن من قبل", *LINES])
        await hands.until(lambda: hands.app.reading.confirming.tally.moved == 1)
        await hands.press("X", "x")
        assert not hands.app.screen.query("Toast")
        assert "takes it back" in hands.rows("#status-line")[0]
        await hands.press("m")
        assert "takes it back" not in hands.rows("#status-line")[0]
        await hands.until(lambda: hands.app.screen.query("Toast"))
        toast, panel = hands.app.screen.query("Toast").last(), hands.app.reading.confirm_panel
        await hands.until(lambda: 0 < toast.region.bottom <= panel.region.y)
        await hands.press("escape")
        await hands.until(lambda: toast.region.bottom > panel.region.y)


async def test_with_nothing_to_check_all_annotations_stay_listed(reader: Reader, path: Path) -> None:
    async with reader(path) as hands:
        await hands.press("ctrl+down", "space", "c", "U")
        assert hands.said == ["No annotation waits to be checked"]
        assert hands.rows("#sidebar-title")[0].strip() == "Annotations 1"


async def test_another_document_closes_the_panel(reader: Reader, path: Path, seeds: Path) -> None:
    async with reader(path) as hands:
        await hands.press("ctrl+down", "space", "c", "A")
        hands.app.open_document(next(p for p in seeds.iterdir() if p != path))
        await hands.until(lambda: hands.app.reading.session.document.path != path)
        assert not hands.app.reading.confirm_panel.is_open
        write(path, LINES[5:])
        await hands.pilot.pause(0.3)
        assert hands.app.reading.session.document.path != path


async def test_a_note_that_is_being_written_meanwhile_comes_to_its_text(reader: Reader, path: Path) -> None:
    async with reader(path) as hands:
        await hands.press("pagedown", "ctrl+down", "space", "space", "n")
        chosen = hands.app.reading.session.selected_text()
        write(path, ["عنوان"] * 3 + LINES)
        await hands.until(read_again(hands, path))
        assert hands.app.screen is not hands.app.reading
        await hands.press("a", "b", "enter")
        assert hands.app.reading.saving.finish()
        [(quote, there)] = exact(path)
        assert quote == there == chosen.strip()


async def test_what_is_being_searched_meanwhile_goes_on_in_the_new_text(reader: Reader, path: Path) -> None:
    async with reader(path) as hands:
        await hands.press("slash")
        await hands.paste("الوزير")
        await hands.press("f3")
        write(path, ["الوزير في العنوان", *LINES])
        await hands.until(read_again(hands, path))
        await hands.finish()
        session = hands.app.reading.session
        assert session.search is not None
        assert session.search.count == len(LINES) + 1
        caret = session.caret
        await hands.press("escape")
        await hands.until(lambda: not hands.app.reading.prompt.is_open)
        assert session.document.paragraph_at(caret).text.strip()


async def test_the_sets_of_others_are_placed_anew_and_stay_shown_as_they_were(reader: Reader, path: Path) -> None:
    async with reader(path) as hands:
        await hands.press("ctrl+down", "space", "space", "c")
        assert hands.app.reading.saving.finish()
    own = path.parent.parent / "annotations" / f"{path.name}.amal.json"
    theirs = own.with_name(f"{path.name}.badria.json")
    theirs.write_text(own.read_text(encoding="utf-8").replace("amal", "badria"), encoding="utf-8")
    own.unlink()
    async with reader(path) as hands:
        assert [entry.layer.annotator for entry in hands.app.reading.session.entries] == ["badria"]
        write(path, ["عنوان لم يكن من قبل", *LINES])
        await hands.until(read_again(hands, path))
        [entry] = hands.app.reading.session.entries
        assert entry.is_unsettled
        assert any("moved, not confirmed" in row for row in hands.rows("#sidebar"))
        # They are theirs to confirm.
        await hands.press("X")
        assert not hands.app.reading.confirm_panel.is_open
        hands.app.reading.session.focus(entry.id)
        before = theirs.read_bytes()
        await hands.press("K", "A")
        assert not hands.app.reading.confirm_panel.is_open
        assert theirs.read_bytes() == before
