"""The app without a terminal, on a copy of the sample documents."""

from __future__ import annotations

import shutil
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from folders import make_folder
from hands import Hands
from strategies import SEEDS

from tui_reader.documents.library import Library
from tui_reader.session.files.opening import begin_reading
from tui_reader.session.library.shelf import Shelf
from tui_reader.session.state import ReadingState
from tui_reader.settings import Settings
from tui_reader.ui.app import ReaderApp

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """A folder with the sample documents."""
    shutil.copytree(SEEDS, tmp_path / "seeds")
    return tmp_path / "seeds"


@pytest.fixture
def reader(seeds: Path, tmp_path: Path) -> Callable[..., AbstractAsyncContextManager[Hands]]:
    """Opens the app on a document, by default the first sample, and gives it to somebody."""

    @asynccontextmanager
    async def opened(
        path: Path | None = None,
        size: tuple[int, int] = (120, 36),
        *,
        wait: bool = True,
        messages: bool = False,
        **settings: object,
    ) -> AsyncIterator[Hands]:
        chosen = Settings(annotator="amal", **settings)
        shelf = Shelf(Library.find([seeds]), chosen)
        document = path or shelf.library.documents[0].path
        reading = begin_reading(document, chosen, shelf.opened_folder(document))
        app = ReaderApp(reading, shelf, chosen, ReadingState(tmp_path / "state.txt"))
        async with app.run_test(size=size, notifications=messages) as pilot:
            await pilot.pause()
            if wait and reading.sets_to_come is not None:
                await app.workers.wait_for_complete()
                await pilot.pause()
            yield Hands(app, pilot)
            assert app.reading.saving.close() or app.reading.saving.error is not None

    return opened


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., AbstractAsyncContextManager[Hands]]:
    """Opens a folder of 260 documents, the first with sets, as the program does: with that one alone at first."""

    @asynccontextmanager
    async def opened(*, per_folder: int | None = None, fill_in: bool = True) -> AsyncIterator[Hands]:
        chosen = Settings(annotator="amal")
        library = Library([make_folder(tmp_path / "work", 260, sets=1, per_folder=per_folder)])
        shelf = Shelf(library, chosen, tmp_path / "cache")
        first = next(library.each_document()).path
        reading = begin_reading(first, chosen, shelf.opened_folder(first))
        app = ReaderApp(reading, shelf, chosen, ReadingState(tmp_path / "state.txt"))
        async with app.run_test(size=(130, 30)) as pilot:
            await pilot.pause()
            if fill_in:
                await app.workers.wait_for_complete()
            yield Hands(app, pilot)
            assert app.reading.saving.close()

    return opened
