"""Times the passes of the layout over one text, in a process that has seen no other, and prints them as JSON.

    layout_passes.py FILE WIDTH

The text is laid out twice: at first sight, and again when all its words are known.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import perf_counter

from tui_reader.text.bidi import base_level, paragraph_levels
from tui_reader.text.layout import ParagraphLayout, ShapedParagraph, lay_out
from tui_reader.text.shaping import clusters


def time_passes(paragraphs: list[str], width: int) -> dict[str, float]:
    """Microseconds per row of each pass over all paragraphs. `all` is what opening a paragraph costs."""
    spent = dict.fromkeys(("levels", "clusters", "wrap + lines", "all"), 0.0)
    rows = 0
    for text in paragraphs:
        before = perf_counter()
        levels = paragraph_levels(text, base_level(text))
        levels_done = perf_counter()
        clusters(text, levels)
        clusters_done = perf_counter()
        spent["levels"] += levels_done - before
        spent["clusters"] += clusters_done - levels_done
        shaped = ShapedParagraph(text)
        before = perf_counter()
        layout = ParagraphLayout(shaped, width)
        for row in range(layout.row_count):
            layout.line(row)
        spent["wrap + lines"] += perf_counter() - before
        rows += layout.row_count
    spent["all"] = spent["levels"] + spent["clusters"] + spent["wrap + lines"]
    return {name: 1e6 * seconds / rows for name, seconds in spent.items()}


def main() -> None:
    paragraphs = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    width = int(sys.argv[2])
    # What is loaded and checked once for a whole session is not part of a row's cost.
    lay_out("سلام", width)
    passes = {"first sight": time_passes(paragraphs, width), "again": time_passes(paragraphs, width)}
    sys.stdout.write(json.dumps(passes))


if __name__ == "__main__":
    main()
