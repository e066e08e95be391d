"""A home folder with nothing of the user's in it, and the samples in it: for benchmarks and for pictures."""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class NotInstalled(Exception):
    """The app is not installed for the Python that runs."""


def private_environment(home: Path, package: Path) -> dict[str, str]:
    """An environment in which everything that is kept is kept below `home`.

    Python finds the packages in the folder `package`, and keeps compiled code below `home` too.
    """
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
        "HOME": str(home),
        "TMPDIR": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "PYTHONPATH": str(package),
        "PYTHONPYCACHEPREFIX": str(home / "compiled"),
    }


def package_folder() -> Path:
    """The folder that holds the package of the app. Raises NotInstalled."""
    package = find_spec("tui_reader")
    if package is None or package.origin is None:
        raise NotInstalled
    return Path(package.origin).parents[1]


def copy_samples(folder: Path) -> None:
    """Puts a copy of seeds/ and annotations/ into a folder."""
    for part in ("seeds", "annotations"):
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, folder / part)
