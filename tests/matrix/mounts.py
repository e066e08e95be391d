"""File systems of one's own: small ones, and ones that cannot be written, in a private mount namespace.

Root may have one; a common user may where the system lets him be root of a user namespace (`user_namespaces(7)`).
"""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_NAMESPACES = (("unshare", "--mount"), ("unshare", "--map-root-user", "--mount"))


@cache
def _namespace() -> Sequence[str]:
    """The command that gives a process mounts of its own; none where nothing does."""
    if shutil.which("unshare") and shutil.which("mount"):
        for command in _NAMESPACES:
            tried = (*command, "sh", "-c", "mount -t tmpfs -o size=16k tmpfs /mnt")
            if subprocess.run(tried, capture_output=True, check=False).returncode == 0:
                return command
    return ()


def _mounted(mounting: str, folder: Path) -> list[str]:
    if not _namespace():
        pytest.skip("neither root nor a user namespace: nothing can be mounted here")
    return [*_namespace(), "sh", "-c", f'{mounting} && shift && exec "$@"', "sh", str(folder)]


def small_disk(folder: Path, size: int) -> list[str]:
    """What stands before a command for which a folder is an empty disk of so many bytes. Skips where it cannot be."""
    return _mounted(f'mount -t tmpfs -o size={size} tmpfs "$1"', folder)


def read_only_disk(folder: Path) -> list[str]:
    """What stands before a command for which a folder lies on a file system that cannot be written."""
    return _mounted('mount --bind "$1" "$1" && mount -o remount,bind,ro "$1"', folder)
