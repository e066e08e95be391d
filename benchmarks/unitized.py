#!/usr/bin/env python3
"""Times the agreement on spans of three observers who marked much the same: alpha for unitizing, then gamma.

    unitized.py ALPHA_SECTIONS GAMMA_SECTIONS

Prints milliseconds by name, as JSON.
"""

from __future__ import annotations

import json
import random
import sys
import time

from tui_reader.agreement.gamma import gamma
from tui_reader.agreement.sections import Continuum, Section
from tui_reader.agreement.unitizing import unitizing_alphas
from tui_reader.text.span import Span

OBSERVERS, EACH = 3, 200
"""Code points of a text for each section."""
TAGS = ("Claim", "Quote", "Source", "Citation", "Person", "Number")


def marked(count: int, seed: int = 1) -> Continuum:
    """A text and what was marked on it: words to paragraphs, some in two pieces, some ends off, some left out."""
    chance = random.Random(seed)
    length = count * EACH
    truth = [
        (chance.randrange(length - 500), chance.choice((6, 20, 60, 150, 400)), chance.choice(TAGS))
        for _ in range(count)
    ]
    return Continuum(
        length, [[_section(*each, chance) for each in truth if chance.random() < 0.9] for _ in range(OBSERVERS)]
    )


def _section(start: int, size: int, tag: str, chance: random.Random) -> Section:
    start += chance.choice((0, 0, 0, 1, 4))
    end = start + size + chance.choice((0, 0, 0, 2, 9))
    middle = start + size // 2
    pieces = (Span(start, middle), Span(middle + 2, end)) if chance.random() < 0.1 else (Span(start, end),)
    return Section(pieces, tag if chance.random() < 0.9 else chance.choice(TAGS))


def main() -> int:
    alpha_sections, gamma_sections = map(int, sys.argv[1:])
    taken = {}
    for name, text, work in (
        ("alpha for unitizing", marked(alpha_sections), unitizing_alphas),
        ("gamma", marked(gamma_sections), gamma),
    ):
        before = time.perf_counter()
        work([text])
        taken[name] = 1000 * (time.perf_counter() - before)
    sys.stdout.write(json.dumps(taken) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
