"""What was measured, as one Markdown table with medians, ratios and goals, and as JSON with all single values."""

from __future__ import annotations

import json
import os
import platform
import re
import statistics
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from figures import ORDER, Figure, Figures, percentile_95
from goals import GOALS, Goal
from programs import OWN

import tui_reader

if TYPE_CHECKING:
    from collections.abc import Iterator

FEWEST_FOR_P95 = 20
"""With fewer values than this a 95th percentile is hardly more than the greatest of them."""
HEADS = ("ms, unless said otherwise", "text", "screen", "program", "n", "median", "p95", "ratio", "to", "goal", "")
LEFT = 4
"""How many columns hold words; figures follow, to the right."""


def report(about: dict[str, str], figures: Figures) -> str:
    """Everything, as it is printed and kept."""
    facts = "\n".join(f"- {name}: {value}" for name, value in about.items())
    judged = [goal.is_met(ratio) for goal, ratio in _judged(figures)]
    verdict = f"{judged.count(True)} goals met, {judged.count(False)} missed."
    said = "".join(f"{sentence}\n" for sentence in figures.sentences)
    return f"{facts}\n\n{table(figures)}\n\n{said}{verdict}"


def table(figures: Figures) -> str:
    """A row for every figure, and one more for every further goal it has."""
    rows = [HEADS, *_rows(figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    rule = ["-" * width if place < LEFT else "-" * (width - 1) + ":" for place, width in enumerate(widths)]
    lines = []
    for row in (HEADS, rule, *rows[1:]):
        cells = [
            cell.ljust(width) if place < LEFT else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _rows(figures: Figures) -> Iterator[tuple[str, ...]]:
    ordered = figures.all()
    texts, screens = (list(dict.fromkeys(figure[place] for figure in ordered)) for place in (1, 2))
    ordered.sort(key=lambda f: (ORDER.index(f.what), screens.index(f.screen), texts.index(f.text)))
    previous = ""
    for figure in ordered:
        what = "" if figure.what == previous else figure.what
        previous = figure.what
        own = [goal for goal in GOALS if figure.program == OWN and (goal.what, goal.text) == figure[:2]]
        compared = [cells for goal in own if (cells := _comparison(goal, figures, figure.screen))]
        values = _values(figures, figure)
        yield (what, *figure[1:], *values, *(compared[0] if compared else ("",) * 4))
        for cells in compared[1:]:
            yield (*("",) * (LEFT + len(values)), *cells)


def _values(figures: Figures, figure: Figure) -> tuple[str, str, str]:
    values = figures.values.get(figure, [])
    if figure in figures.remarks:
        return str(len(values)), figures.remarks[figure], ""
    p95 = f"{percentile_95(values):.1f}" if len(values) >= FEWEST_FOR_P95 else ""
    return str(len(values)), f"{statistics.median(values):.1f}", p95


def _comparison(goal: Goal, figures: Figures, screen: str) -> tuple[str, str, str, str] | None:
    ratio = goal.ratio(figures, screen)
    if ratio is None:
        return None
    name = goal.name + " (p95)" * goal.to_p95
    if goal.most is None:
        return f"{ratio:.2f}", name, "", ""
    return f"{ratio:.2f}", name, f"{goal.most:g}", "met" if goal.is_met(ratio) else "missed"


def _judged(figures: Figures) -> Iterator[tuple[Goal, float]]:
    """Every goal that has a limit, with every ratio there is for it."""
    for goal in GOALS:
        for screen in dict.fromkeys(figure.screen for figure in figures.all()):
            ratio = goal.ratio(figures, screen)
            if ratio is not None and goal.most is not None:
                yield goal, ratio


def as_json(about: dict[str, str], figures: Figures) -> str:
    """All single values."""
    measured = [
        {**figure._asdict(), "values": figures.values.get(figure, []), "remark": figures.remarks.get(figure)}
        for figure in figures.all()
    ]
    return json.dumps({**about, "measured": measured}, ensure_ascii=False, indent=1) + "\n"


def machine() -> dict[str, str]:
    """What the figures depend on."""
    packages = ("textual", "rich", "python-bidi", "arabic-reshaper", "click")
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": f"{processor()}, {len(os.sched_getaffinity(0))} cores, {platform.system()} {platform.release()}",
        "load": f"{os.getloadavg()[0]:.2f} before",
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "packages": ", ".join(f"{package} {metadata.version(package)}" for package in packages),
        "tui-reader": tui_reader.__version__,
    }


def processor() -> str:
    """What the machine says it is."""
    try:
        found = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    except OSError:
        found = None
    return found[1] if found else platform.machine()
