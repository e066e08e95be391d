"""What a reviewer's keys take until they are seen, with few annotations of three people and with many."""

from __future__ import annotations

import shutil
from functools import partial
from typing import TYPE_CHECKING

from figures import KEY, REVIEW_KEYS, Figure
from programs import OWN, own
from reading import IDLE
from workbench import LIMIT, ROOT, Size

from tui_reader.annotations import file
from tui_reader.documents.files import read_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from workbench import Workbench

SCREEN = Size(120, 36)
FEW, MANY = 20, 5_000
"""Annotations of each set: the few are the first of the many, so that keys go through the same scene."""
PEOPLE = ("amal", "badria", "chafiq")
DOCUMENT, REVIEWER = "document.txt", "bench"
COPIES = 400
"""Of the sample texts that the document is made of."""
TIMES = 8
PRESSED = (b"n", b"j", b"o", b"1", b"z", b"s")
"""In the order of REVIEW_KEYS."""


def reviewing(bench: Workbench) -> Iterator[tuple[str, Callable[[], None]]]:
    """All that is measured here, by name."""
    for count in (FEW, MANY):
        yield f"{KEY}, in a review of {len(PEOPLE)} x {count:,} annotations", partial(press_keys, bench, count)


def press_keys(bench: Workbench, count: int) -> None:
    """Presses each key some times."""
    made = _annotated(bench, count)
    with bench.home() as home:
        # What is decided is forgotten with the copy.
        copy = shutil.copytree(made, home / "annotated")
        program = own("review", "--annotations", copy / "annotations", "--reviewer", REVIEWER)
        figures = [Figure(key, f"{len(PEOPLE)} x {count:,} annotations", str(SCREEN), OWN) for key in REVIEW_KEYS]
        with bench.screen(SCREEN, *program.command, copy / DOCUMENT) as terminal:
            with bench.judging(figures[0]):
                terminal.wait_for(lambda rows: any("decided" in row for row in rows), LIMIT)
            terminal.settle(IDLE, LIMIT, LIMIT)
            for figure, key in zip(figures, PRESSED, strict=True):
                for _ in range(TIMES):
                    bench.time(figure, lambda key=key: terminal.press(key, LIMIT).first)
                    terminal.settle(IDLE, LIMIT, LIMIT)


def _annotated(bench: Workbench, count: int) -> Path:
    """A folder with a document and everybody's set of it, made once."""
    from sets import make_set

    made = bench.folder / f"to-review-{count}"
    if not (made / "annotations").exists():
        made.mkdir(parents=True, exist_ok=True)
        texts = [text.read_text(encoding="utf-8") for text in sorted((ROOT / "seeds").glob("*.txt"))]
        whole = "\n".join(f"{number}\n{text.strip()}" for number in range(COPIES) for text in texts)
        (made / DOCUMENT).write_text(f"{whole}\n", encoding="utf-8")
        document = read_document(made / DOCUMENT)
        document.count()
        for seed, name in enumerate(PEOPLE):
            path = made / "annotations" / f"{DOCUMENT}.{name}.json"
            path.parent.mkdir(exist_ok=True)
            annotations = make_set(document, path, MANY, annotator=name, seed=seed)
            file.save(path, annotations.with_records(annotations.records[:count]) if count < MANY else annotations)
    return made
