"""What was measured, as a table with medians and with ratios to the least that is possible."""

from __future__ import annotations

import math
import os
import platform
import re
import statistics
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import tui_reader

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FIRST_TEXT = "fork to first text"
START, TURN, RESIZE = "fork to first full frame", "page turn", "resize"
PROCESS = "process"
FEWEST_FOR_P95 = 20
"""With fewer values than this a 95th percentile is hardly more than the greatest of them."""


class Row(NamedTuple):
    """A row of the table: what is measured, on which screen, of which program."""

    what: str
    screen: str
    program: str


FLOOR = {
    FIRST_TEXT: "bare app",
    START: "bare app",
    TURN: "ready-made strips",
    RESIZE: "ready-made strips",
    PROCESS: "python -c pass",
}
"""The program that others are compared with, by what is measured."""


def percentile_95(values: Sequence[float]) -> float:
    """The smallest value that 95 of 100 values do not exceed."""
    return sorted(values)[math.ceil(0.95 * len(values)) - 1]


def floor_of(row: Row, rows: Sequence[Row]) -> Row | None:
    """The row that another is compared with: the same measurement of the floor's program, on the same text."""
    floor = FLOOR.get(row.what)
    if floor is None:
        return None
    text = row.program.partition(", ")[2]
    candidates = (Row(row.what, row.screen, floor), Row(row.what, row.screen, f"{floor}, {text}"))
    return next((candidate for candidate in candidates if candidate in rows), None)


def table(values: Mapping[Row, Sequence[float]]) -> str:
    """All measurements, grouped by what was measured."""
    heads = ("ms, unless said otherwise", "screen", "program", "n", "median", "p95", "to floor")
    lines: list[tuple[str, ...]] = []
    medians = {row: statistics.median(measured) for row, measured in values.items()}
    order = list(dict.fromkeys(row.what for row in values))
    screens = list(dict.fromkeys(row.screen for row in values))
    ordered = sorted(values, key=lambda row: (order.index(row.what), screens.index(row.screen)))
    for row in ordered:
        measured = values[row]
        floor = floor_of(row, ordered)
        lines.append(
            (
                *row,
                str(len(measured)),
                f"{medians[row]:.1f}",
                f"{percentile_95(measured):.1f}" if len(measured) >= FEWEST_FOR_P95 else "",
                f"{medians[row] / medians[floor]:.2f}" if floor else "",
            )
        )
    widths = [max(map(len, column)) for column in zip(heads, *lines, strict=True)]
    printed = []
    previous = None
    for line in (heads, *lines):
        if previous is not None and line[0] != previous:
            printed.append("")
        shown = ["" if line[0] == previous else line[0], *line[1:]]
        previous = line[0]
        words = [cell.ljust(width) for cell, width in zip(shown[:3], widths[:3], strict=True)]
        figures = [cell.rjust(width) for cell, width in zip(shown[3:], widths[3:], strict=True)]
        printed.append("  ".join([*words, *figures]).rstrip())
    return "\n".join(printed)


def machine() -> dict[str, str]:
    """What the figures depend on."""
    packages = ("textual", "rich", "python-bidi", "arabic-reshaper", "click")
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": f"{_processor()}, {len(os.sched_getaffinity(0))} cores, {platform.system()} {platform.release()}",
        "load": f"{os.getloadavg()[0]:.2f} before",
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "packages": ", ".join(f"{package} {metadata.version(package)}" for package in packages),
        "tui-reader": tui_reader.__version__,
    }


def _processor() -> str:
    try:
        found = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    except OSError:
        found = None
    return found[1] if found else platform.machine()
