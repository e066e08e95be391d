"""Looks for quotes in a text of which a letter is another one in each: prints the seconds that takes.

lost_quotes.py FILE COUNT
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

from tui_reader.annotations.anchoring import CONTEXT, anchor_all
from tui_reader.annotations.records.annotation import Annotation, new_annotation
from tui_reader.annotations.records.targets import Target, TextQuote
from tui_reader.documents.files import read_document
from tui_reader.text.span import Span

LENGTHS = (8, 20, 60, 200)
"""Code points of quotes."""
MOVED = 5
"""Code points by which every position is wrong."""


def main(path: Path, count: int) -> float:
    """Seconds for all of them at once."""
    chance = random.Random(1)
    document = read_document(path)
    document.count()
    text = document.code_points

    def mistyped() -> Annotation:
        start, length = chance.randrange(CONTEXT, text.length - max(LENGTHS) - CONTEXT), chance.choice(LENGTHS)
        quote = text.slice(Span(start, start + length))
        quote = f"{quote[: length // 2]}ظ{quote[length // 2 + 1 :]}"
        before = text.slice(Span(start - CONTEXT, start))
        after = text.slice(Span(start + length, start + length + CONTEXT))
        span = Span(start + MOVED, start + MOVED + length)
        return new_annotation([Target(TextQuote(quote, before, after), span)], source=path.name)

    annotations = [mistyped() for _ in range(count)]
    began = time.perf_counter()
    anchor_all(document, annotations)
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.stdout.write(f"{main(Path(sys.argv[1]), int(sys.argv[2]))}\n")
