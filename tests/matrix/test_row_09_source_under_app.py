"""Row 9, under the running app: the source is edited while it is open, and the reading goes on at the same place.

What the four states are is `test_row_09_*` of anchoring; here the file changes in every way in which editors, scripts
and disks change files, and a person in a real terminal sees the same text as before, annotates what is seen, and is
told of what became of the annotations.
"""

from __future__ import annotations

import json
import re
from hashlib import sha256
from typing import TYPE_CHECKING, TypeAlias

import pytest
from desk import SECOND, quote_of, saved, span_of, tags_of
from naive.not_looking import open_and_look_no_more

from tui_reader.session.files.opening import open_reading
from tui_reader.session.refused import Refused
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
    terminal.press("g").type("50%").press("enter").wait_for("line 15")
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


# What became of the annotations

FILLER = [f"Paragraph {number} stays as it is, whatever becomes of what stands around it." for number in range(12)]
MOVED = "The mayor said that the bridge is safe"
CHANGED = "The ministry reported that prices of wheat rose sharply this year"
LOST = "A spokesman denied all of it at length"


@pytest.fixture
def checked(desk: Desk) -> Terminal:
    """An app on a document with three annotations, of which one has moved, one has changed, and one is lost."""
    text = [*FILLER[:3], CHANGED, *FILLER[3:6], LOST, *FILLER[6:9], MOVED, *FILLER[9:]]
    desk.write(NAME, "\n".join(text) + "\n")
    terminal = desk.open(NAME)
    for quote in (CHANGED, LOST, MOVED):
        terminal.press("/").type(quote).press("enter", "space", "c", "escape")
    saved(terminal)
    text[3] = CHANGED.replace("wheat", "rice")
    text[7] = "Something else is told here"
    replaced(desk.folder / NAME, text_of(["A title that was not there before", *text]))
    told(terminal, "0 annotations in place, 1 moved, 1 changed, 1 lost (X)")
    terminal.wait_for("2 to confirm, 1 lost")
    return terminal


def by_quote(desk: Desk) -> dict[str, tuple[int, int]]:
    return {quote_of(item): span_of(item) for item in desk.items(NAME)}


@pytest.mark.pty
def test_what_has_moved_changed_or_is_lost_is_marked_in_the_list_and_in_the_text(checked: Terminal) -> None:
    assert "moved, not confirmed" in checked.text
    assert "changed, 9" in checked.text
    assert "1 lost ──" in checked.text
    assert re.search(r"The mayor said that the bridge is safe +\?c", checked.text)
    # Only what waits is listed.
    checked.press("U")
    checked.wait_for("to be checked")


@pytest.mark.pty
def test_one_goes_through_what_waits_and_settles_each_with_a_key(desk: Desk, checked: Terminal) -> None:
    before = by_quote(desk)
    checked.press("ctrl+home", "X")
    checked.wait_for("prices of rice")
    assert "prices of wheat" in checked.text
    checked.press("c").wait_for("1 to confirm, 1 lost")
    checked.press("c").wait_for("lost:")
    saved(checked)
    after = by_quote(desk)
    text = (desk.folder / NAME).read_text()
    assert set(after) == {CHANGED.replace("wheat", "rice"), LOST, MOVED}
    assert all(text[slice(*span)] == quote for quote, span in after.items() if quote != LOST)
    assert after[LOST] == before[LOST]
    # The lost one is put where it belongs by hand; the rest of the text is in sight meanwhile.
    checked.press("tab", "/").type("Something else").press("enter", "space", "A")
    saved(checked)
    checked.wait_for(lambda terminal: "1 lost" not in terminal.text)
    assert text[slice(*by_quote(desk)["Something else"])] == "Something else"
    source = json.loads(desk.set_path(NAME).read_bytes())["tui:source"]
    assert source["sha256"] == sha256(text.encode()).hexdigest()
    # Everything can be taken back.
    checked.press("z", "z", "z")
    saved(checked)
    assert by_quote(desk) == before
    checked.wait_for("2 to confirm, 1 lost")


@pytest.mark.pty
def test_what_is_not_it_is_rejected_and_stays_lost_at_the_next_start(desk: Desk, checked: Terminal) -> None:
    checked.press("ctrl+home", "X", "x")
    checked.wait_for("1 to confirm, 2 lost")
    checked.press("m").wait_for("2 lost")
    saved(checked)
    checked.press("ctrl+q").wait_for_exit()
    again = desk.open(NAME)
    again.wait_for("2 lost")
    assert "to confirm" not in again.text
    again.press("X", "d", "d")
    again.wait_for("All annotations are checked")
    saved(again)
    assert set(by_quote(desk)) == {MOVED}


@pytest.mark.pty
def test_the_panel_obeys_an_arabic_keyboard_too(desk: Desk, checked: Terminal) -> None:
    checked.press("ctrl+home", "X")
    checked.type("ؤ")  # The key of c.
    checked.wait_for("1 to confirm, 1 lost")


# What stands beside the source


@pytest.mark.pty
def test_a_tagset_that_changes_is_in_use_at_once_and_a_broken_one_is_told_of(desk: Desk, path: Path) -> None:
    tagset = desk.folder / "annotations" / "tagset.toml"
    tagset.parent.mkdir()
    first = 'name = "own"\nversion = 1\n[[tag]]\nname = "Doubt"\nkey = "b"\n'
    tagset.write_text(first)
    terminal = desk.open(NAME)
    terminal.wait_for("b Doubt")
    tagset.write_text(first + '[[tag]]\nname = "Proof"\nkey = "p"\n')
    terminal.wait_for("p Proof")
    tagset.write_text("name = [")
    terminal.wait_for("stay as they were")
    assert "p Proof" in terminal.text
    terminal.press("space", "p")
    saved(terminal)
    assert tags_of(desk.items(NAME)[0]) == ["Proof"]


@pytest.mark.pty
def test_a_document_of_the_list_that_has_vanished_is_told_of_when_it_is_opened(desk: Desk) -> None:
    terminal = desk.open("seeds", columns=140)
    terminal.wait_for("Library 2")
    terminal.press("f2", "f2", "end")
    (desk.seeds / SECOND).unlink()
    terminal.press("enter")
    told(terminal, "no such file")
    assert desk.items() == []


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
