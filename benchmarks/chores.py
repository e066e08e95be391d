"""What is measured beside reading: annotations, folders, checking, and the layout by itself."""

from __future__ import annotations

import json
import shutil
import time
from functools import partial
from typing import TYPE_CHECKING

from annotating import annotating
from figures import FOLDER, LAYOUT, LITERAL, MATCHED, MUTATED, RELOCATED, TAG, UNITIZED, VALIDATE, Figure
from goals import FIND, JSON_LOAD
from programs import HERE, OWN, own
from reading import IDLE
from reviewing import reviewing
from safety import safety
from texts import FIRST_LINE, NEEDLE
from workbench import LIMIT, ROOT, Size

from tui_reader.annotations import file
from tui_reader.documents.files import read_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from workbench import Workbench

SCREEN = Size(80, 24)
WIDTH = 80
"""Cells of a row of text: what the app takes at most, unless told otherwise."""
FEW, MANY = 5, 50_000
"""Annotations of a set."""
DOCUMENT, ANNOTATOR = "document.txt", "bench"
SMALL, LARGE = 2, 10_000
"""Documents of a folder."""
TAGS = 8
SELECT, CLAIM, UNDO, NEXT_PARAGRAPH = b" ", b"c", b"z", b"\x1b[1;5B"
LAYOUT_TEXT = "100 kB"
MUTATIONS = 10_000
"""Quotes that are looked for in edited texts."""
ALPHA_SECTIONS, GAMMA_SECTIONS = 5_000, 200
"""Of each of three observers."""
LOST, LOST_TEXT = 200, "10 MB"
"""Quotes of a text in none of which a letter is as it was in the middle."""
MATCHES = 5_000
"""Annotations of each of the sets that are matched."""


def chores(bench: Workbench) -> Iterator[tuple[str, Callable[[], None]]]:
    """Everything measured here, by name; only that is prepared which is asked for."""
    for count in (FEW, MANY):
        yield f"{TAG}, {count:,} annotations", partial(tag, bench, count)
    yield from annotating(bench)
    yield from reviewing(bench)
    yield f"{VALIDATE}, {MANY:,} annotations", partial(validate, bench)
    for count in (SMALL, LARGE):
        yield f"{FOLDER}, {count:,} documents", partial(folder, bench, count)
    yield from safety(bench, partial(_annotated, bench))
    yield LAYOUT, partial(layout, bench)
    yield f"{MUTATED}, {MUTATIONS:,}", partial(mutate, bench)
    yield f"{RELOCATED}, {LOST}", partial(relocate, bench)
    yield UNITIZED, partial(unitize, bench)
    yield f"{MATCHED}, {MATCHES:,}", partial(match, bench)


def tag(bench: Workbench, count: int) -> None:
    """Tags words of a text that has so many annotations already."""
    made = _annotated(bench, count).parent.parent
    figure = Figure(TAG, f"{count:,} annotations", str(SCREEN), OWN)
    with bench.home() as home:
        # Saved annotations are forgotten with the copy.
        copy = shutil.copytree(made, home / "annotated")
        program = own("--annotations", copy / "annotations", "--annotator", ANNOTATOR)
        with bench.screen(SCREEN, *program.command, copy / DOCUMENT) as terminal:
            with bench.judging(figure):
                terminal.wait_for(program.shows(FIRST_LINE), LIMIT)
            terminal.settle(IDLE, LIMIT, LIMIT)
            for _ in range(TAGS):
                with bench.judging(figure):
                    terminal.press(NEXT_PARAGRAPH, LIMIT)
                    terminal.press(SELECT, LIMIT)
                bench.time(figure, lambda: terminal.press(CLAIM, LIMIT).first)
                terminal.settle(IDLE, LIMIT, LIMIT)


def validate(bench: Workbench) -> None:
    """Checks a large set, from process to process, beside reading it as mere JSON."""
    path = _annotated(bench, MANY)
    load = "import json, sys; json.load(open(sys.argv[1], encoding='utf-8'))"
    for program, arguments in ((JSON_LOAD, ("-c", load, path)), (OWN, ("-m", "tui_reader", "validate", path))):
        figure = Figure(VALIDATE, f"{MANY:,} annotations", "", program)
        bench.time(figure, lambda arguments=arguments: _seconds(bench, arguments))


def folder(bench: Workbench, count: int) -> None:
    """Opens a folder; the frame is whole when there is text, and a footer."""
    from folders import make_folder

    made = bench.folder / f"documents-{count}"
    documents = made / "texts" if made.exists() else make_folder(made, count)
    figure = Figure(FOLDER, f"{count:,} documents", str(SCREEN), OWN)
    with bench.screen(SCREEN, *own().command, documents) as terminal:
        with bench.judging(figure):
            shown = terminal.wait_for(lambda rows: all(rows[row].strip() for row in (0, -2, -1)), LIMIT)
        bench.note(figure, 1000 * (shown - terminal.started))


def find(bench: Workbench, text: str, size: Size) -> None:
    """The floor of every search."""
    figure = Figure(LITERAL, text, str(size), FIND)
    with bench.judging(figure):
        printed = bench.python(HERE / "windowed_find.py", bench.text(text), NEEDLE)
    bench.note(figure, 1000 * float(printed))


def layout(bench: Workbench) -> None:
    """The passes of the layout, over a text of which nothing is known, and again."""
    figure = Figure(LAYOUT, LAYOUT_TEXT, f"{WIDTH} cells", "")
    with bench.judging(figure):
        printed = bench.python(HERE / "layout_passes.py", bench.text(LAYOUT_TEXT), str(WIDTH))
    for state, passes in json.loads(printed).items():
        for name, microseconds in passes.items():
            bench.note(figure._replace(program=f"{name}, {state}"), microseconds)


def mutate(bench: Workbench) -> None:
    """Counts in which state quotes are found in edited texts, and how many of them where they are not."""
    figure = Figure(MUTATED, f"of {MUTATIONS:,}", "", OWN)
    with bench.judging(figure):
        printed = bench.python(HERE / "mutated_quotes.py", str(MUTATIONS), ROOT / "seeds", ROOT / "tests/data/texts")
    for name, number in json.loads(printed).items():
        bench.note(figure._replace(program=name), number)


def relocate(bench: Workbench) -> None:
    """Looks for quotes that are all changed, in one text."""
    figure = Figure(RELOCATED, f"{LOST} in {LOST_TEXT}", "", OWN)
    with bench.judging(figure):
        printed = bench.python(HERE / "lost_quotes.py", bench.text(LOST_TEXT), str(LOST))
    bench.note(figure, 1000 * float(printed))


def unitize(bench: Workbench) -> None:
    """Works out how far three observers agree, beside no other program."""
    figure = Figure(UNITIZED, "", "", "")
    with bench.judging(figure):
        printed = bench.python(HERE / "unitized.py", str(ALPHA_SECTIONS), str(GAMMA_SECTIONS))
    for name, milliseconds in json.loads(printed).items():
        sections = ALPHA_SECTIONS if name != "gamma" else GAMMA_SECTIONS
        bench.note(figure._replace(text=f"3 x {sections:,}", program=name), milliseconds)


def match(bench: Workbench) -> None:
    """Puts what three annotators marked into groups: as people mark a text, and as nobody does."""
    figure = Figure(MATCHED, f"{MATCHES:,} annotations each", "", OWN)
    with bench.judging(figure):
        printed = bench.python(HERE / "many_sides.py", bench.text(LOST_TEXT), str(MATCHES))
    for name, seconds in json.loads(printed).items():
        bench.note(figure._replace(text=f"{MATCHES:,} annotations each, {name}"), 1000 * seconds)


def _seconds(bench: Workbench, arguments: tuple[str | Path, ...]) -> float:
    before = time.perf_counter()
    bench.python(*arguments)
    return time.perf_counter() - before


def _annotated(bench: Workbench, count: int) -> Path:
    """A set of so many annotations in a folder beside their document, made once."""
    from sets import make_set

    made = bench.folder / f"annotated-{count}"
    path = made / "annotations" / f"{DOCUMENT}.{ANNOTATOR}.json"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        document = read_document(shutil.copy(bench.text("10 MB"), made / DOCUMENT))
        document.count()
        file.save(path, make_set(document, path, count, annotator=ANNOTATOR))
    return path
