"""The program, but that it writes over what is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.__main__ import main
from tui_reader.annotations import atomic
from tui_reader.annotations.page import reason_of
from tui_reader.errors import SaveError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def write_over(path: Path, pieces: Iterable[bytes], *_: object) -> atomic.Replaced:
    """Opens the file, which is empty then, and writes."""
    try:
        with path.open("wb") as stream:
            stream.writelines(pieces)
    except OSError as error:
        raise SaveError(path, reason_of(error)) from None
    return atomic.Replaced(durable=True)


if __name__ == "__main__":
    atomic.replace_by = write_over
    main()
