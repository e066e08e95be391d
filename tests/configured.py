"""The settings that an environment and its configuration file give."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tui_reader.settings import Settings, said_settings

if TYPE_CHECKING:
    from collections.abc import Mapping


def load_settings(environment: Mapping[str, str] = os.environ) -> tuple[Settings, list[str]]:
    """The settings before the command line has its say, and what was wrong with the configuration file."""
    values, problems = said_settings(environment)
    return Settings(**values), problems
