"""The fixture of these tests: a folder with documents, in which the app can be opened."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from desk import Desk
from strategies import SEEDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A folder with the sample documents in `seeds`; every app opened in it is ended after the test."""
    folder = tmp_path / "desk"
    shutil.copytree(SEEDS, folder / "seeds")
    found = Desk(folder)
    yield found
    found.close()
