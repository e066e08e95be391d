"""Matches what three annotators marked in one text: prints the seconds that takes, as JSON by what they marked.

many_sides.py FILE COUNT
"""

from __future__ import annotations

import json
import random
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from sets import make_set

from tui_reader.annotations.records.annotation import Annotation, new_annotation
from tui_reader.annotations.records.targets import Target
from tui_reader.annotations.store import AnnotationStore
from tui_reader.documents.files import read_document
from tui_reader.review.matching import compare
from tui_reader.review.sides import Side, Unit
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.documents.document import Document

SIDES = 3
TAGS = ("Claim", "Quote", "Source", "Citation")
SLIP = 5
"""Code points by which a boundary is another one, where it is."""

Mark: TypeAlias = "Callable[[int, random.Random], tuple[Span, str]]"
"""What the annotation with some number is on, and its tag."""


def usual(document: Document, count: int) -> list[Side]:
    """Sets of which most is the same: one in ten is missing, has another tag, or begins or ends elsewhere."""
    whole = make_set(document, Path("set.json"), count)
    sides = []
    for number in range(SIDES):
        chance = random.Random(number)
        records = [
            _slipped(record, document, chance) if isinstance(record, Annotation) else record
            for record in whole.records
            if chance.random() > 0.1
        ]
        store = AnnotationStore(document, records, source_unchanged=True)
        sides.append(Side.of(f"{number}", Path(f"{number}.json"), store.placements(), records, document))
    return sides


def _slipped(annotation: Annotation, document: Document, chance: random.Random) -> Annotation:
    place = annotation.targets[0].position
    assert place is not None
    if chance.random() < 0.1:
        place = Span(max(0, place.start - SLIP), place.end)
    elif chance.random() < 0.1:
        place = Span(place.start, min(place.end + SLIP, document.code_points.length))
    tags = [chance.choice(TAGS)] if chance.random() < 0.1 else annotation.tags
    return annotation.with_targets([Target(position=place)]).with_tags(tags)


def marked(count: int, mark: Mark) -> list[Side]:
    """Sets whose annotations lie as `mark` has it, each annotator's by another chance."""
    models = {tag: new_annotation([Target()], source="text", tags=[tag]) for tag in TAGS}
    sides = []
    for number in range(SIDES):
        chance = random.Random(number)
        units = []
        for each in range(count):
            span, tag = mark(each, chance)
            units.append(Unit(replace(models[tag], id=f"{number}-{each}"), (span,), (span,)))
        sides.append(Side(f"{number}", Path(f"{number}.json"), tuple(units), (), ()))
    return sides


def at_random(count: int) -> Mark:
    """Anything anywhere, three deep on the average."""

    def mark(_: int, chance: random.Random) -> tuple[Span, str]:
        start = chance.randrange(60 * count)
        return Span(start, start + chance.randrange(1, 200)), chance.choice(TAGS)

    return mark


def nested(count: int) -> Mark:
    """Each inside the one before."""

    def mark(number: int, chance: random.Random) -> tuple[Span, str]:
        inside = 2 * number + chance.randrange(3)
        return Span(inside, 8 * count - inside), chance.choice(TAGS)

    return mark


def crowded(count: int) -> Mark:
    """All over one place."""

    def mark(_: int, chance: random.Random) -> tuple[Span, str]:
        return Span(chance.randrange(2 * count), 4 * count + chance.randrange(2 * count)), chance.choice(TAGS)

    return mark


def main(path: Path, count: int) -> dict[str, float]:
    """Seconds for each kind of sets."""
    document = read_document(path)
    document.count()
    found = {}
    for name, sides in {
        "most is the same": usual(document, count),
        "at random": marked(count, at_random(count)),
        "all nested": marked(count, nested(count)),
        "all over one place": marked(count, crowded(count)),
    }.items():
        began = time.perf_counter()
        compare(sides)
        found[name] = time.perf_counter() - began
    return found


if __name__ == "__main__":
    sys.stdout.write(f"{json.dumps(main(Path(sys.argv[1]), int(sys.argv[2])))}\n")
