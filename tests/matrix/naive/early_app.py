"""The app, but for a word: it says `saved` as soon as something was handed to the thread that saves."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from tui_reader.__main__ import main
from tui_reader.annotations.set_file import SetFile
from tui_reader.session.files.saving import Saving

if TYPE_CHECKING:
    from tui_reader.annotations.set_file import Job

SLOW = 0.5
"""Seconds that its disk takes: a busy one can."""


def write_slowly(self: SetFile, job: Job, write: Any = SetFile.write) -> Any:
    """Saves when the word has long been on the screen."""
    time.sleep(SLOW)
    return write(self, job)


if __name__ == "__main__":
    SetFile.write = write_slowly  # type: ignore[method-assign]
    Saving.words = property(lambda _: "saved")  # type: ignore[assignment, method-assign]
    main()
