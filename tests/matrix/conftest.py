"""What the rows of the matrix share."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from faults import Forge

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def forge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forge]:
    """A process in which things go wrong."""
    with Forge(tmp_path_factory.mktemp("home")) as found:
        yield found


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leaves out where there is no Linux what needs it."""
    for item in items:
        if sys.platform != "linux" and item.get_closest_marker("linux_only"):
            item.add_marker(pytest.mark.skip(reason="needs Linux"))
