"""Kills the app at a random moment while somebody tags, and looks whether what it had shown as saved is there."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from private_home import private_environment
from pty_screen import PtyScreen

import tui_reader
from tui_reader.errors import ExitCode

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping, Sequence

SEED = Path(__file__).resolve().parent.parent / "seeds" / "000_0dcc0fd3091f3b6a.txt"
DOCUMENT, ANNOTATOR = "document.txt", "bench"
COLUMNS, ROWS = 100, 24
PARAGRAPHS = 30
"""Of a document: more than are tagged in a life."""
TAG, NEXT_PARAGRAPH = b" c", b"\x1b[1;5B"
LONGEST, PAUSE = 1.2, 0.12
"""Seconds from the first tag to the death at most, and between two tags."""
PATIENCE = 60.0
_COUNT = re.compile(r"\bAnnotations (\d+)")
_SAVED = re.compile(rf"\b{ANNOTATOR} +saved *$")


class Life(NamedTuple):
    """What became of the annotations of one life; they are made one in each paragraph, from the first on."""

    shown: int
    """So many stood on the screen, and that they were saved, before the death."""
    kept: int
    """So many are in the set, one in each paragraph from the first on."""
    recovered: int
    """So many when what was left unsaved has been recovered."""

    @property
    def lost(self) -> int:
        """Those that were shown as saved and are not in the set."""
        return max(0, self.shown - self.kept)


def live(folder: Path, chance: random.Random, app: Sequence[str | Path] = (sys.executable, "-m", "tui_reader")) -> Life:
    """Opens a new document in a new folder, tags, and dies. Raises NotShown, SubprocessError."""
    folder.mkdir()
    words = re.findall(r"[^\W\d_]{4,}", SEED.read_text(encoding="utf-8"))
    lines = [" ".join(words[start : start + 4]) for start in range(PARAGRAPHS)]
    (folder / DOCUMENT).write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "annotations").mkdir()
    environment = private_environment(folder / "home", Path(tui_reader.__file__).parents[1])
    command = (*app, "--annotator", ANNOTATOR, folder / DOCUMENT)
    with PtyScreen(command, COLUMNS, ROWS, _with_compiled(environment), folder) as terminal:
        terminal.wait_for(lambda rows: bool(_COUNT.search("\n".join(rows))), PATIENCE)
        terminal.settle()
        left = chance.uniform(0, LONGEST)
        while left > 0:
            terminal.send(TAG)
            pause = min(left, chance.uniform(0, PAUSE))
            terminal.watch(pause)
            left -= pause
            terminal.send(NEXT_PARAGRAPH)
        terminal.kill()
        shown = max(map(_shown_as_saved, terminal.frames()), default=0)
    kept = _kept(folder, lines)
    recovered = subprocess.run(
        [sys.executable, "-m", "tui_reader", "recover", "--annotator", ANNOTATOR, folder / DOCUMENT],
        env=_with_compiled(environment),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    if recovered.returncode not in (ExitCode.OK, ExitCode.FOUND_PROBLEMS):
        raise subprocess.SubprocessError(recovered.stderr.decode(errors="replace"))
    life = Life(shown, kept, _kept(folder, lines))
    shutil.rmtree(folder)
    return life


def _shown_as_saved(rows: Sequence[str]) -> int:
    """How many annotations stand on a screen that says they are saved."""
    counts = [int(found[1]) for row in rows if (found := _COUNT.search(row))]
    return counts[0] if counts and any(_SAVED.search(row.rstrip()) for row in rows) else 0


def _kept(folder: Path, lines: Sequence[str]) -> int:
    """How many annotations are in the set: one in each paragraph, and none left out before one that is there."""
    path = folder / "annotations" / f"{DOCUMENT}.{ANNOTATOR}.json"
    if not path.exists():
        return 0
    text = "\n".join(lines)
    starts = [item["target"]["selector"][1]["start"] for item in json.loads(path.read_bytes())["items"]]
    paragraphs = sorted(text.count("\n", 0, start) for start in starts)
    return next((place for place, paragraph in enumerate(paragraphs) if paragraph != place), len(paragraphs))


def _with_compiled(environment: Mapping[str, str]) -> dict[str, str]:
    """Compiled code is where it is for whoever runs this: it would take half of every life to compile it."""
    return {name: value for name, value in environment.items() if name != "PYTHONPYCACHEPREFIX"}
