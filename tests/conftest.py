"""For every test: a home of its own, no configuration but its own, and hypothesis without a deadline; and a desk."""

from __future__ import annotations

import gc
import os
import shutil
from contextlib import contextmanager
from types import SimpleNamespace
from typing import TYPE_CHECKING
from unittest.mock import patch

import at_rest
import pytest
from desk import Desk
from effort import IS_JUDGED
from hypothesis import HealthCheck, settings
from strategies import SEEDS

from tui_reader import language
from tui_reader.annotations import bulk
from tui_reader.ui import opening

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# A busy machine would miss any deadline.
settings.register_profile(
    "everywhere",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=IS_JUDGED,
    max_examples=60 if IS_JUDGED else 100,
)
settings.load_profile("everywhere")
at_rest.use()


NOT_OURS = {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "LANGUAGE"}


@contextmanager
def at_home_in(folder: Path) -> Iterator[Path]:
    """Nothing of the user's settings, state or terminal is there; all of it is in a folder."""
    own = {
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_STATE_HOME": str(folder / "state"),
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "TUI_READER_CONFIG": str(folder / "config.toml"),
        "LANG": "C.UTF-8",
    }
    with patch.dict(os.environ):
        for name in list(os.environ):
            if name.startswith(("TUI_READER_", "TEXTUAL", "LC_")) or name in NOT_OURS:
                del os.environ[name]
        os.environ.update(own)
        yield folder


@pytest.fixture(autouse=True, scope="session")
def _away_from_the_users_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What several tests share is made before any of them has a home of its own."""
    with at_home_in(tmp_path_factory.mktemp("shared-home")):
        yield


@pytest.fixture(autouse=True, scope="session")
def _collector_of_the_tests() -> Iterator[None]:
    """An app takes its process for its own: it keeps for good what is there, and looks through all of it for garbage.

    Here that would be whatever a thousand tests have left, and looked through with each document that is opened.
    """

    def nothing() -> None:
        pass

    app = SimpleNamespace(freeze=nothing, unfreeze=nothing, collect=nothing)
    app.enable, app.disable, app.isenabled = gc.enable, gc.disable, gc.isenabled
    with patch.object(opening, "gc", app), patch.object(bulk, "gc", app):
        # What stays is what was there before the first of them.
        gc.collect()
        gc.freeze()
        gc.set_threshold(50_000, 20, 20)
        yield
        gc.unfreeze()


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty home folder."""
    with at_home_in(tmp_path_factory.mktemp("home")) as folder:
        yield folder
    language.use(language.ENGLISH)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A folder with the sample documents in `seeds`; every app opened in it is ended after the test."""
    folder = tmp_path / "desk"
    shutil.copytree(SEEDS, folder / "seeds")
    found = Desk(folder)
    yield found
    found.close()
