"""Row 9, under the running app: the source is edited while it is open, and the reading goes on at the same place.

What the four states are is `test_row_09_*` of anchoring; here the file changes in every way in which editors, scripts
and disks change files, and a person in a real terminal sees the same text as before, annotates what is seen, and is
told of what became of the annotations.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

import pytest
from desk import quote_of, saved, span_of, tags_of
from naive.not_looking import open_and_look_no_more

from tui_reader.session.opening import open_reading
from tui_reader.session.reader import Refused
from tui_reader.settings import Settings
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desk import Desk
    from terminal import Terminal

    from tui_reader.session.reader import ReaderSession

    Opens: TypeAlias = Callable[[Path, Settings], ReaderSession]

LINES = [f"line {number} says that the price of wheat is {number * 7919 % 9973} today" for number in range(1, 201)]
NAME = "doc.txt"


def text_of(lines: list[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()


def written_over(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def replaced(path: Path, content: bytes) -> None:
    """As editors save: another file takes the name."""
    new = path.with_name(".new")
    new.write_bytes(content)
    new.replace(path)


def moved_away_first(path: Path, content: bytes) -> None:
    """As editors save that keep a backup: for a moment there is no file."""
    path.rename(path.with_name("doc.txt~"))
    path.write_bytes(content)


WAYS = [written_over, replaced, moved_away_first]
Way: TypeAlias = "Callable[[Path, bytes], None]"


@pytest.fixture
def path(desk: Desk) -> Path:
    """A document of many lines, all different."""
    desk.write(NAME, text_of(LINES).decode())
    return desk.folder / NAME


def lines_in_sight(terminal: Terminal) -> list[int]:
    """The numbers of the lines in the reading pane."""
    found = (re.search(r"line (\d+) says", row) for row in terminal.rows)
    return [int(line[1]) for line in found if line]


def told(terminal: Terminal, words: str) -> None:
    """Waits for words in a toast or a status line, which may be wrapped."""

    def are_there(terminal: Terminal) -> bool:
        """words on the screen, wherever the rows end"""
        # Toasts stand at the right edge, with a bar before each of their rows.
        toast = " ".join(row.rpartition("▌")[2].strip() for row in terminal.rows if "▌" in row)
        return words in terminal.text or words in toast

    terminal.wait_for(are_there)


# At the same place


@pytest.mark.pty
@pytest.mark.parametrize("way", WAYS)
def test_the_same_lines_stay_in_sight_and_what_is_tagged_is_what_was_seen(desk: Desk, path: Path, way: Way) -> None:
    terminal = desk.open(NAME)
    terminal.press("pagedown", "pagedown", "ctrl+down", "space")
    before = lines_in_sight(terminal)
    changed = ["a new title", "and another line", *LINES]
    changed[20] = "this line is another"
    way(path, text_of(changed))
    told(terminal, "changed on the disk")
    assert lines_in_sight(terminal.settle()) == before
    terminal.press("c")
    saved(terminal)
    [item] = desk.items(NAME)
    start, end = span_of(item)
    text = path.read_text()
    assert text[start:end] == quote_of(item) == "line"
    assert text[:start].endswith("\n")
    assert any(text[start:].startswith(LINES[number - 1]) for number in before)


@pytest.mark.pty
def test_caret_selection_and_search_are_where_they_were(desk: Desk, path: Path) -> None:
    terminal = desk.open(NAME)
    sought = LINES[150].removeprefix("line 151 says that the price of wheat ")
    terminal.press("/").type(sought).press("enter")
    terminal.wait_for("1 of 1")
    before = lines_in_sight(terminal)
    replaced(path, text_of(["new"] * 5 + LINES))
    told(terminal, "was read again")
    terminal.wait_for("1 of 1")
    assert lines_in_sight(terminal.settle()) == before
    # The hit is where the caret stands: it is what is taken.
    terminal.press("space", "q")
    saved(terminal)
    [item] = desk.items(NAME)
    assert quote_of(item) == sought
    assert tags_of(item) == ["Quote"]
    start, end = span_of(item)
    assert path.read_text()[start:end] == sought


@pytest.mark.pty
def test_what_is_tagged_before_the_change_is_noticed_is_on_its_own_text(desk: Desk, path: Path) -> None:
    terminal = desk.open(NAME)
    terminal.press("pagedown", "ctrl+down", "space")
    written_over(path, text_of(["a line more"] * 40 + LINES))
    # At once: nobody has looked since.
    terminal.press("c")
    saved(terminal)
    [item] = desk.items(NAME)
    start, end = span_of(item)
    assert path.read_text()[start:end] == quote_of(item) == "line"


@pytest.mark.pty
def test_a_file_of_the_size_that_stays_on_the_disk(desk: Desk) -> None:
    lines = [f"line {number} says that wheat costs {number * 7919} today" for number in range(1, 30_001)]
    path = desk.folder / "large.txt"
    path.write_bytes(text_of(lines))
    terminal = desk.open("large.txt")
    terminal.press("g").type("50%").press("enter")
    before = lines_in_sight(terminal)
    saved_or_nothing = re.compile(r"nothing to save")
    terminal.wait_for(lambda terminal: saved_or_nothing.search(terminal.text))
    written_over(path, text_of(["new title", *lines]))
    told(terminal, "was read again")
    assert lines_in_sight(terminal.settle()) == before
    path.write_bytes(text_of(lines)[: path.stat().st_size // 4])
    # Wherever one goes before it is noticed.
    terminal.press("ctrl+end", "pageup", "pagedown", "ctrl+home")
    terminal.wait_for("line 1 says")
    terminal.press("ctrl+end")
    assert lines_in_sight(terminal)[-1] < 8000


@pytest.mark.pty
def test_a_log_that_grows_disturbs_nobody(desk: Desk, path: Path) -> None:
    terminal = desk.open(NAME)
    terminal.press("pagedown")
    before = lines_in_sight(terminal)
    for number in range(30):
        with path.open("ab") as log:
            log.write(f"entry {number}\n".encode())
        terminal.settle(0.1, 0.1)
        assert lines_in_sight(terminal) == before

    def is_read_to_its_end(terminal: Terminal) -> bool:
        """the last entry, where the document ends"""
        return "entry 29" in terminal.press("ctrl+end").text

    terminal.wait_for(is_read_to_its_end, timeout=60)


# Nothing to be read


@pytest.mark.pty
def test_a_document_that_is_deleted_stays_readable_and_is_read_again_when_it_comes_back(desk: Desk, path: Path) -> None:
    terminal = desk.open(NAME)
    path.unlink()
    told(terminal, "no longer on the disk")
    terminal.press("pagedown", "space", "c")
    terminal.wait_for("not annotated")
    assert desk.items(NAME) == []
    assert "line 30 says" in terminal.text
    path.write_bytes(text_of(["new", *LINES]))
    told(terminal, "was read again")
    terminal.settle().press("c")
    saved(terminal)
    [item] = desk.items(NAME)
    start, end = span_of(item)
    assert path.read_text()[start:end] == quote_of(item)


@pytest.mark.pty
@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "is empty"), (b"\x7fELF\x00\x01\x02\x00" * 100, "cannot be read")],
    ids=["truncated to nothing", "binary"],
)
def test_what_cannot_be_read_is_told_and_the_text_stays(desk: Desk, path: Path, content: bytes, reason: str) -> None:
    terminal = desk.open(NAME)
    before = lines_in_sight(terminal)
    path.write_bytes(content)
    told(terminal, reason)
    assert lines_in_sight(terminal.settle()) == before
    terminal.wait_for("not as on the disk")
    terminal.press("space", "c").settle()
    assert desk.items(NAME) == []
    path.write_bytes(text_of(LINES[1:]))
    terminal.wait_for(lambda terminal: "not as on the disk" not in terminal.text)
    terminal.press("c")
    saved(terminal)
    assert len(desk.items(NAME)) == 1


@pytest.mark.pty
def test_a_file_that_is_only_touched_changes_nothing(desk: Desk, path: Path) -> None:
    terminal = desk.open(NAME)
    terminal.press("space")
    replaced(path, text_of(LINES))
    terminal.press("c")
    saved(terminal)
    assert len(desk.items(NAME)) == 1
    assert "changed on the disk:" not in terminal.text


# Not looking


def check_nothing_is_described_that_is_not_there(opens: Opens, path: Path) -> None:
    """Whatever a reading says of a text that has changed under it is true of the text on the disk, or is not said."""
    path.write_bytes(text_of(LINES))
    session = opens(path, Settings(annotator="amal"))
    path.write_bytes(text_of(["a line more", *LINES]))
    session.select(Span(0, 4))
    try:
        annotation = session.tag_selection("Claim")
    except Refused:
        return
    [target] = annotation.targets
    assert target.quote is not None
    assert target.position is not None
    assert path.read_text()[target.position.start : target.position.end] == target.quote.exact


def test_nothing_is_described_that_is_not_there(tmp_path: Path) -> None:
    check_nothing_is_described_that_is_not_there(lambda *given: open_reading(*given).session, tmp_path / NAME)


def test_who_does_not_look_describes_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        check_nothing_is_described_that_is_not_there(open_and_look_no_more, tmp_path / NAME)
