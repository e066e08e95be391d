"""Lists of passages over several documents: the numbers of the command line, jumps to other documents, and back."""

from __future__ import annotations

import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
from hands import Hands
from program import run
from sources import FIRST, SECOND, sample_folder

from tui_reader.documents.library import Library
from tui_reader.language import use
from tui_reader.session.files.opening import begin_reading
from tui_reader.session.library.shelf import Shelf
from tui_reader.session.state import ReadingState
from tui_reader.session.views.questions import View
from tui_reader.settings import Settings
from tui_reader.text.sanitise import printable
from tui_reader.text.span import Span
from tui_reader.ui.app import ReaderApp
from tui_reader.ui.dialogs.everywhere_dialog import EverywhereDialog
from tui_reader.ui.dialogs.passage_dialog import PassageDialog
from tui_reader.ui.dialogs.progress_dialog import ProgressDialog
from tui_reader.ui.dialogs.views_dialog import ViewsDialog

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

WORDS = {
    View.UNCITED: "Claims without",
    View.UNUSED_CITATIONS: "Citations that",
    View.BY_SOURCE: "by source",
    View.UNATTRIBUTED: "Quotes without",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The sample documents and their sets."""
    return sample_folder(tmp_path)


@asynccontextmanager
async def reading(folder: Path, size: tuple[int, int] = (120, 36)) -> AsyncIterator[Hands]:
    """The app on the folder, with the first document open."""
    settings = Settings(annotator="sample")
    shelf = Shelf(Library.find([folder / "seeds"]), settings)
    path = folder / "seeds" / FIRST
    opened = begin_reading(path, settings, shelf.opened_folder(path))
    app = ReaderApp(opened, shelf, settings, ReadingState(folder / "state.txt"))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        hands = Hands(app, pilot)
        await hands.finish()
        yield hands
        assert app.reading.saving.close()


def reported(folder: Path, *words: str) -> list[dict[str, Any]]:
    """What the command line says."""
    result = run("report", "--annotator", "sample", "--json", *words, "seeds", cwd=folder)
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


async def typed(hands: Hands, words: str) -> None:
    """Types into the field of a dialog, and takes what is found."""
    await hands.paste(words)
    await hands.press("enter")
    await hands.finish()


async def test_the_screen_says_what_the_command_line_says(folder: Path) -> None:
    async with reading(folder) as hands:
        for view, words in WORDS.items():
            listed = reported(folder, "--view", view.value)
            await hands.press("p")
            await hands.finish()
            rows = hands.rows("#views")
            [row] = [row for row in rows if words in row]
            answers = {(value["path"], value["id"]) for value in listed}
            here = sum(path.endswith(FIRST) for path, _ in answers)
            assert [int(number) for number in row.split()[-2:]] == [here, len(answers)]
            await typed(hands, words)
            dialog = hands.app.screen
            assert isinstance(dialog, PassageDialog)
            found = [p for each in dialog.survey.findings for p in each.passages]
            assert [p.annotation_id for p in found] == [value["id"] for value in listed]
            assert [[[*span] for span in p.code_points] for p in found] == [value["fragments"] for value in listed]
            await hands.press("escape", "escape")
        counted = reported(folder)
        await hands.press("p")
        await typed(hands, "progress")
        assert isinstance(hands.app.screen, ProgressDialog)
        for value, row in zip(counted, hands.rows("#progress"), strict=False):
            sentences = value["sentences"]
            numbers = [value["annotations"], value["uncited"], value["to_check"], value["suggestions"]]
            assert row.split()[1:5] == list(map(str, numbers))
            assert f"{sentences['annotated'] / sentences['total']:.0%}" in row


async def test_a_passage_of_another_document_is_gone_to_and_the_way_back_leads_to_where_one_was(folder: Path) -> None:
    async with reading(folder) as hands:
        await hands.press("p", "enter")
        await hands.finish()
        await hands.press("down", "down", "enter")
        await hands.finish()
        session = hands.app.reading.session
        assert session.document.path.name == SECOND
        wanted = reported(folder, "--view", "uncited")[2]
        assert session.focused is not None and session.focused.annotation.id == wanted["id"]
        await hands.press("p")
        await hands.finish()
        dialog = hands.app.screen
        assert isinstance(dialog, PassageDialog) and dialog.rows.marked == 2
        # Once it is answered the next one has its place.
        await hands.press("enter")
        await hands.finish()
        session = hands.app.reading.session
        session.delete(session.focus_id or "")
        await hands.press("p")
        await hands.finish()
        dialog = hands.app.screen
        assert isinstance(dialog, PassageDialog) and dialog.rows.marked == 2
        left = list(dialog.rows.list.items)
        assert wanted["id"] not in {getattr(row, "annotation_id", "") for row in left}
        await hands.press("escape")
        assert isinstance(hands.app.screen, ViewsDialog)


async def test_hidden_sets_of_others_are_not_asked_and_shown_ones_are(folder: Path) -> None:
    own = folder / "annotations" / f"{FIRST}.sample.json"
    own.with_name(f"{FIRST}.badria.json").write_bytes(own.read_bytes())
    async with reading(folder) as hands:
        counts = []
        for _ in range(2):
            await hands.press("E", "enter")
            await hands.finish()
            await hands.press("p")
            await hands.finish()
            dialog = hands.app.screen
            assert isinstance(dialog, PassageDialog)
            counts.append(len(dialog.survey.findings[0].passages))
            await hands.press("escape", "escape", "o")
        assert counts[0] == 2 * counts[1] > 0


async def test_in_arabic_names_stand_at_the_right_and_rows_are_whole(folder: Path) -> None:
    use("ar")
    async with reading(folder, (80, 24)) as hands:
        await hands.press("p", "enter")
        await hands.finish()
        rows = hands.rows("#passages")
        assert rows[0].rstrip().endswith(".txt") or "…" in rows[0][-4:]
        assert all(printable(row) == row for row in rows)
        await hands.press("escape")
        await hands.press("down", "down", "down", "down", "down", "enter")
        await hands.finish()
        assert isinstance(hands.app.screen, ProgressDialog)
        assert "%" in hands.rows("#progress")[0]


async def test_a_set_that_cannot_be_written_stops_no_other_document(folder: Path) -> None:
    async with reading(folder) as hands:
        session = hands.app.reading.session
        before = session.own.store.annotation_count
        start = session.document.slice(Span(0, session.document.end)).index("أرمينيا")
        session.select(Span(start, start + len("أرمينيا")))
        await hands.press("O")
        await typed(hands, "Entity")
        dialog = hands.app.screen
        assert isinstance(dialog, EverywhereDialog)
        own = folder / "annotations" / f"{SECOND}.sample.json"
        own.unlink()
        own.mkdir()
        await hands.press("f5")
        await hands.finish()
        done = session.own.store.annotation_count - before
        assert {hit.path.name for hit in dialog.hits.done} == {FIRST}
        assert 0 < done == len(dialog.hits.done) < len(dialog.hits.list.items)
        await hands.press("f7")
        await hands.finish()
        assert not dialog.hits.done and session.own.store.annotation_count == before
        own.rmdir()
        await hands.press("escape")
