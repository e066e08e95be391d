"""What an annotator's keys take until they are seen, in a document with few annotations and with many."""

from __future__ import annotations

import shutil
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from figures import KEY, Figure
from programs import OWN, own
from reading import IDLE
from workbench import LIMIT, ROOT, Size

from tui_reader.annotations import file
from tui_reader.annotations.records.annotation import Annotation
from tui_reader.annotations.records.relation import new_relation
from tui_reader.documents.files import read_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pty_screen import PtyScreen
    from workbench import Workbench

SCREEN = Size(120, 36)
FEW, MANY = 5, 5_000
"""Annotations of the document."""
DOCUMENT, ANNOTATOR = "document.txt", "bench"
COPIES = 400
"""Of the sample texts that the document is made of: 1.8 million code points, with markers, quotations and cues."""
TIMES = 8
LINKED = 3
"""Every third annotation is linked to the next."""

NEXT_PARAGRAPH, LEFT, PAGE_DOWN = b"\x1b[1;5B", b"\x1b[D", b"\x1b[6~"
ESCAPE, ENTER, BACKSPACE = b"\x1b", b"\r", b"\x7f"


class Key(NamedTuple):
    """A key that is timed, and what is pressed around it."""

    name: str
    key: bytes
    before: tuple[bytes, ...] = ()
    after: tuple[bytes, ...] = ()


KEYS = (
    Key("tag", b"c", (NEXT_PARAGRAPH, b" ")),
    Key("next annotation", b"]"),
    Key("along a link", b"}", (b"]",)),
    Key("attributes", b"a", (b"]",), (ESCAPE,)),
    Key("resize by a word", LEFT, (b"]", b"m"), (ESCAPE,)),
    Key("cite", b"x", (NEXT_PARAGRAPH,), (b"z",)),
    Key("undo", b"z", (NEXT_PARAGRAPH, b" ", b"c")),
    Key("labels to jump", b"w", (), (ESCAPE,)),
    Key("list of tags", b"t", (NEXT_PARAGRAPH, b" "), (ESCAPE, ESCAPE)),
    Key("a letter of a filter", "ا".encode(), (b"f",), (ESCAPE, ESCAPE)),
    Key("same words everywhere", b"O", (b"]",), (ESCAPE, ESCAPE)),
    Key("list of views", b"p", (), (ESCAPE,)),
    Key("page down", PAGE_DOWN),
)
SUGGESTIONS = (
    Key("next suggestion", b";"),
    Key("accept a suggestion", ENTER, (b";",)),
    Key("reject a suggestion", BACKSPACE, (b";",)),
    Key("page down with suggestions", PAGE_DOWN),
    Key("way through suggestions", b"Q", (), (ESCAPE,)),
)
"""These come when suggestions are shown."""
SHOW_SUGGESTIONS = b"S"


def annotating(bench: Workbench) -> Iterator[tuple[str, Callable[[], None]]]:
    """All that is measured here, by name."""
    for count in (FEW, MANY):
        yield f"{KEY}, {count:,} annotations", partial(press_keys, bench, count)


def press_keys(bench: Workbench, count: int) -> None:
    """Presses each key some times, in a document that has so many annotations at the beginning."""
    made = _annotated(bench, count).parent.parent
    with bench.home() as home:
        # Saved annotations are forgotten with the copy.
        copy = shutil.copytree(made, home / "annotated")
        program = own("--annotations", copy / "annotations", "--annotator", ANNOTATOR)
        with bench.screen(SCREEN, *program.command, copy / DOCUMENT) as terminal:
            with bench.judging(Figure(f"{KEY}: {KEYS[0].name}", f"{count:,} annotations", str(SCREEN), OWN)):
                terminal.wait_for(lambda rows: any("saved" in row for row in rows), LIMIT)
            terminal.settle(IDLE, LIMIT, LIMIT)
            for key in KEYS:
                _time(bench, terminal, key, count)
            terminal.press(SHOW_SUGGESTIONS, LIMIT)
            for key in SUGGESTIONS:
                _time(bench, terminal, key, count)


def _time(bench: Workbench, terminal: PtyScreen, key: Key, count: int) -> None:
    figure = Figure(f"{KEY}: {key.name}", f"{count:,} annotations", str(SCREEN), OWN)
    for _ in range(TIMES):
        with bench.judging(figure):
            for before in key.before:
                terminal.press(before, LIMIT)
        bench.time(figure, lambda: terminal.press(key.key, LIMIT).first)
        for after in key.after:
            terminal.press(after, LIMIT)
        # Saving, which is not timed here, is over then.
        terminal.settle(IDLE, LIMIT, LIMIT)


def _annotated(bench: Workbench, count: int) -> Path:
    """A set of so many annotations and their links in a folder beside their document, made once."""
    from sets import make_set

    made = bench.folder / f"to-annotate-{count}"
    path = made / "annotations" / f"{DOCUMENT}.{ANNOTATOR}.json"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        texts = [text.read_text(encoding="utf-8") for text in sorted((ROOT / "seeds").glob("*.txt"))]
        whole = "\n".join(f"{number}\n{text.strip()}" for number in range(COPIES) for text in texts)
        (made / DOCUMENT).write_text(f"{whole}\n", encoding="utf-8")
        document = read_document(made / DOCUMENT)
        document.count()
        empty = make_set(document, path, count, annotator=ANNOTATOR)
        annotations = [record for record in empty.records if isinstance(record, Annotation)]
        pairs = list(pairwise(annotations))[::LINKED]
        links = [new_relation("cites", first.id, second.id) for first, second in pairs]
        file.save(path, empty.with_records([*annotations, *links]))
    return path
