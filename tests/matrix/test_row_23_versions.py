"""Row 23: what every earlier version has written is read, all of it, and kept when something is added to it.

The files are in `tests/data/versions`, which tells of them.
"""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from configured import load_settings
from desk import ANNOTATOR
from naive.loaders import KnowsItsOwn, places_of_now
from program import PROGRAM, run, said
from readers import opened
from strategies import TESTS
from visit import Visit, items_in, tags_in

from tui_reader.annotations.journal import Left, read
from tui_reader.annotations.recovery import recover, recovery
from tui_reader.session.library.shelf_cache import cache_name
from tui_reader.session.state import ReadingPlace, ReadingState

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desk import Desk
    from naive.visits import NaiveVisit

VERSIONS = TESTS / "data" / "versions"
WHERE = b"/tmp/amal/work"
"""Where the folder was when the files were written."""
TAGS = ["Claim", "Citation", "Quote"]
NOTE = "ملاحظة من سطر"
NUMBERS = sorted(path.name for path in VERSIONS.iterdir() if path.is_dir())


@pytest.fixture(params=NUMBERS)
def version(request: pytest.FixtureRequest) -> Path:
    """The files of one version."""
    return VERSIONS / str(request.param)


@pytest.fixture
def work(version: Path, tmp_path: Path) -> Path:
    """The folder that was open, where it can be worked in."""
    shutil.copytree(version / "work", tmp_path / "work")
    return tmp_path / "work"


def put_state(version: Path, home: Path, work: Path) -> Path:
    """The version's own files in the user's folders, as though it had been used here; the state folder."""
    state = home / "state" / "tui-reader"
    shutil.copytree(version / "state", state)
    for path in state.glob("*.*"):
        path.write_bytes(path.read_bytes().replace(WHERE, bytes(work)))
    shutil.copy(version / "config" / "config.toml", home / "config.toml")
    cache = home / "cache" / "tui-reader"
    cache.mkdir(parents=True, exist_ok=True)
    for path in (version / "cache").glob("*"):
        shutil.copy(path, cache / cache_name([work / "folder"]))
    return state


def check_kept(document: Path, visit: Callable[[Path], Visit | NaiveVisit]) -> None:
    """A tag is added: all that was in the set is in it still, to the letter."""
    path = visit(document).path
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"items": [', '"x:member": {"a": 1.50},\n"items": [', 1), encoding="utf-8")
    before = set(lines_of(path))
    one = visit(document)
    one.tag(1800, 1805, "Source")
    one.close()
    assert sorted(tags_in(path)) == sorted([*TAGS, "Source"])
    assert before <= set(lines_of(path))


def lines_of(path: Path) -> list[str]:
    """The lines of a set, without the comma before the next record."""
    return [line.removesuffix(",") for line in path.read_text(encoding="utf-8").split("\n")]


def check_places(state: Path, work: Path, place_of: Callable[[Path, Path], object]) -> None:
    """The place where the text was left is known."""
    assert place_of(state, work / "folder" / "source.txt") is not None


def test_there_are_some() -> None:
    assert len(NUMBERS) >= 4
    told = (VERSIONS / "README.md").read_text(encoding="utf-8")
    assert all(f"| `{number}` |" in told for number in NUMBERS)


def test_a_set_is_read_whole_and_every_annotation_is_in_its_place(work: Path) -> None:
    visit = Visit(work / "folder" / "source.txt")
    assert visit.session.own.problems == ()
    assert not visit.session.own.read_only_because
    entries = visit.session.entries
    assert [tag for entry in entries for tag in entry.annotation.tags] == TAGS
    assert [entry.annotation.note for entry in entries if entry.annotation.note] == [NOTE]
    for entry in entries:
        assert [visit.session.document.slice(span) for span in entry.spans] == [entry.quote]
    before = visit.path.read_bytes()
    visit.close()
    assert visit.path.read_bytes() == before
    validated = run("validate", work)
    assert validated.returncode == 0, said(validated)


def test_what_is_added_takes_nothing_away(work: Path) -> None:
    check_kept(work / "folder" / "source.txt", Visit)


def test_a_naive_loader_keeps_what_it_knows(work: Path) -> None:
    with pytest.raises(AssertionError):
        check_kept(work / "folder" / "source.txt", KnowsItsOwn)


def test_the_state_is_read(version: Path, work: Path, home: Path) -> None:
    state = put_state(version, home, work)

    def place_of(folder: Path, document: Path) -> ReadingPlace | None:
        found = ReadingState(folder / "state.txt")
        assert found.remarks == []
        assert found.recent() == [document]
        return found.place_of(document)

    check_places(state, work, place_of)


@pytest.mark.parametrize("number", NUMBERS[:3])
def test_a_naive_loader_of_state_knows_todays_alone(number: str, tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        check_places(
            VERSIONS / number / "state",
            tmp_path,
            lambda folder, document: places_of_now((folder / "reading-places.json").read_bytes()),
        )


def test_the_settings_are_understood(version: Path) -> None:
    settings, problems = load_settings({"TUI_READER_CONFIG": str(version / "config" / "config.toml")})
    assert problems == []
    assert (settings.annotator, settings.measure, settings.theme) == ("amal", 66, "textual-light")
    assert settings.keys == {"highlight": "x"}


def test_a_cache_of_then_makes_no_difference(version: Path, work: Path, home: Path) -> None:
    without = json.loads(run("list", "--json", "folder", cwd=work).stdout)
    put_state(version, home, work)
    listed = run("list", "--json", "folder", cwd=work)
    assert json.loads(listed.stdout) == without
    assert listed.stderr == b""
    assert [len(each["sets"]) for each in without] == [1, 0]


@pytest.mark.pty
def test_the_app_opens_it_all(version: Path, work: Path, home: Path, desk: Desk) -> None:
    state = put_state(version, home, work)
    desk.folder = work
    with opened(desk, (*PROGRAM, "open"), "folder", columns=130) as terminal:
        terminal.wait_for("amal  saved")
        terminal.wait_for(lambda terminal: re.search(r"source\.txt +4\b", terminal.text))
        terminal.press("ctrl+q")
        assert terminal.wait_for_exit() == 0
    assert ReadingState(state / "state.txt").recent() == [work / "folder" / "source.txt"]


@pytest.mark.parametrize(
    "journal", sorted(VERSIONS.glob("*/state/journals/*.journal")), ids=lambda path: path.parts[-4]
)
def test_what_a_killed_program_left_is_recovered(journal: Path, tmp_path: Path) -> None:
    shutil.copytree(journal.parents[2] / "work", tmp_path / "work")
    path = tmp_path / "work" / "annotations" / f"source.txt.{ANNOTATOR}.json"
    copy = tmp_path / journal.name
    shutil.copy(journal, copy)
    found = read(copy)
    assert found.header is not None
    assert found.lost_bytes == 0
    before = items_in(path)
    # It names the folder of then.
    left = Left(copy, found.header._replace(set_path=path), found.edits, 0)
    recovered = recovery([left])
    assert recovered is not None
    assert recovered.conflicts == ()
    recover(recovered)
    assert sorted(tags_in(path)) == sorted([*TAGS, "Source"])
    assert all(item in items_in(path) for item in before)
    assert not copy.exists()
