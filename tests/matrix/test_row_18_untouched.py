"""Row 18: opening, reading and leaving write nothing; one change is one line.

`tests/annotations/test_file.py` has the same of the file alone, for any set; here a whole visit is looked at, and the
program in a terminal.
"""

from __future__ import annotations

import difflib
import json
from typing import TYPE_CHECKING

import pytest
from desk import ANNOTATOR
from naive.visits import NaiveVisit
from readers import APP, NAIVE, Command, opened
from strategies import SEEDS
from visit import Visit, tags_in

from tui_reader.annotations import file
from tui_reader.session.annotating.drawing_links import begin_link, finish_link
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desk import Desk

    Sit = Callable[[Path], Visit | NaiveVisit]

TEXT = "قال الوزير: ارتفعت الأسعار [9] كثيرا\nونفى ذلك آخرون\n" * 5


def some(visit: Visit) -> None:
    """A few tags, out of order."""
    for start, end, tag in ((12, 18, "Claim"), (0, 3, "Quote"), (38, 42, "Source")):
        visit.tag(start, end, tag)


def many(visit: Visit) -> None:
    """A tag on nearly every letter: more than are written at once."""
    for start in range(0, 180, 2):
        visit.tag(start, start + 3, "Claim")
        visit.session.select(Span(start, start + 5))
        visit.session.highlight_selection()


def with_notes_and_links(visit: Visit) -> None:
    """Notes of several lines, and links."""
    some(visit)
    visit.tag(50, 54, "Citation")
    _, first, *_, second = visit.session.entries
    session = visit.session
    session.write_note(first.id, "سطر\nand another \u2028 \\ ' ,\n")
    [kind, *_] = begin_link(session, first.id)
    session.focus(second.id)
    finish_link(session, kind)


def emptied(visit: Visit) -> None:
    """Everything taken away again."""
    some(visit)
    for _ in range(3):
        visit.session.delete(visit.session.entries[0].id)


LAYOUTS = {"some": some, "many": many, "notes and links": with_notes_and_links, "emptied": emptied}


@pytest.fixture(params=[*LAYOUTS, "with what others have put in"])
def document(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A document with a set that this program has written, laid out in some way."""
    path = tmp_path / "مصدر [9].txt"
    path.write_text(TEXT, encoding="utf-8")
    visit = Visit(path)
    LAYOUTS.get(request.param, some)(visit)
    visit.close()
    assert visit.saving.error is None
    if request.param not in LAYOUTS:
        put_in(visit.path)
    return path


def put_in(path: Path) -> None:
    """What other programs and later versions may have in a set, in the order in which this program writes it."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    lines.insert(-1, ',\n"x:later": {"a": [1.50, 1e3, "é\\u00e9", null]}\n')
    first = next(number for number, line in enumerate(lines) if line.startswith('{"'))
    lines[first] = lines[first].replace('{"', '{"x:kept": [0.10], "', 1)
    last = lines.index("]\n")
    lines[last - 1 : last] = [lines[last - 1].replace("\n", ",\n"), '{"id": 5, "type": "Strange"}\n']
    path.write_text("".join(lines).replace("\n]\n,", "\n],"), encoding="utf-8")
    json.loads(path.read_bytes())
    file.save(path, file.load(path).set)


def check_untouched(document: Path, sit: Sit) -> None:
    """A visit in which nothing is said: the file was not written, not even with the same bytes."""
    path = sit(document).path
    before, stamp = path.read_bytes(), path.stat()
    visit = sit(document)
    visit.look()
    visit.close()
    now = path.stat()
    assert path.read_bytes() == before
    assert (now.st_ino, now.st_mtime_ns, now.st_ctime_ns) == (stamp.st_ino, stamp.st_mtime_ns, stamp.st_ctime_ns)
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def check_one_line(document: Path, sit: Sit) -> None:
    """A tag is one line more, another tag is one line changed; commas are no part of a line."""
    # With the first of all come the brackets around it.
    expected = ["+"] if tags_in(sit(document).path) else ["-", "+", "+", "+"]
    assert changes(document, sit, lambda visit: visit.tag(45, 47, "Claim")) == expected
    assert changes(document, sit, lambda visit: visit.retag(0, "Citation")) == ["-", "+"]


def changes(document: Path, sit: Sit, change: Callable[[Visit | NaiveVisit], None]) -> list[str]:
    """What a change does to the lines of the file."""
    visit = sit(document)
    before = lines_of(visit.path)
    change(visit)
    visit.close()
    return [line[0] for line in difflib.unified_diff(before, lines_of(visit.path), n=0, lineterm="")][3:]


def lines_of(path: Path) -> list[str]:
    """The lines of a set, without the comma before the next record."""
    return [line.removesuffix(",") for line in path.read_text(encoding="utf-8").split("\n")]


def test_looking_writes_nothing(document: Path) -> None:
    check_untouched(document, Visit)


def test_one_change_is_one_line(document: Path) -> None:
    check_one_line(document, Visit)


@pytest.mark.parametrize("check", [check_untouched, check_one_line])
def test_a_naive_sitting_writes_all_of_it(document: Path, check: Callable[[Path, Sit], None]) -> None:
    with pytest.raises(AssertionError):
        check(document, NaiveVisit)


def check_folder(desk: Desk, command: Command) -> None:
    """The program reads, searches, goes everywhere and is left: every file in the folder is as it was."""
    (desk.folder / "a.txt").write_bytes((SEEDS / "003_4ad2e9aeba37fcb1.txt").read_bytes())
    before = {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in desk.folder.rglob("*")}
    files = desk.files()
    with opened(desk, command, "a.txt") as terminal:
        terminal.wait_for(ANNOTATOR)
        terminal.press("pagedown", "space", "escape", "/")
        terminal.type("من").press("enter", "n", "escape", "f2", "f4", "i", "escape", "H", "V", "D", "o", "]", "B")
        terminal.press("ctrl+p", "escape", "t", "escape", "?", "?", "ctrl+q")
        assert terminal.wait_for_exit() == 0
    assert desk.files() == files
    assert {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in desk.folder.rglob("*")} == before


@pytest.mark.pty
def test_reading_in_the_app_leaves_the_folder_as_it_was(desk: Desk) -> None:
    check_folder(desk, APP)


@pytest.mark.pty
def test_a_naive_reader_leaves_something(desk: Desk) -> None:
    with pytest.raises(AssertionError):
        check_folder(desk, NAIVE)
