"""A book as it is often read: unpacked in memory, with all that is packed in what is packed."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def read(path: Path) -> str:
    """The text of a file, of an archive, and of what is packed in that."""
    return _text(path.read_bytes())


def _text(content: bytes) -> str:
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(_text(archive.read(name)) for name in archive.namelist())


if __name__ == "__main__":
    import sys
    from pathlib import Path

    sys.stdout.write(read(Path(sys.argv[1]))[:100])
