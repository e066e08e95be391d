"""The way in: the short one is the parser's, it takes little along, and the table of colours is the app's."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st
from program import PATIENCE, SOURCES, environment
from strategies import SEEDS

from tui_reader import theme_colours
from tui_reader.__main__ import COMMANDS, plain_paths
from tui_reader.cli.program import cli
from tui_reader.launch import FirstDocument
from tui_reader.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

REPOSITORY = Path(__file__).parents[1]
WORDS = st.one_of(
    st.sampled_from(
        ["open", "show", "list", "validate", "tagset", "--", "-", "--theme", "nord", "--help", "-x", "", "."]
    ),
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=8),
)


@given(st.lists(WORDS, max_size=4))
def test_the_short_way_is_taken_only_where_the_parser_would_say_the_same(words: list[str]) -> None:
    paths = plain_paths(words)
    opened: list[tuple[Sequence[Path], dict[str, Any]]] = []
    if paths is not None:
        with patch("tui_reader.launch.open_app", lambda *given: opened.append(given)):
            cli.main(words, prog_name="tui-reader", standalone_mode=False)
        [(parsed, chosen)] = opened
        assert list(parsed) == paths
        assert set(chosen.values()) == {None}


def test_the_short_way_knows_the_commands_of_the_parser() -> None:
    assert set(cli.commands) == COMMANDS
    assert plain_paths(["seeds"]) == plain_paths(["open", "seeds"]) == [Path("seeds")]
    assert plain_paths([]) == []


def test_the_first_screen_takes_along_nothing_it_can_do_without(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from tui_reader import launch\n"
        "state = launch.ReadingState(Path(sys.argv[2]))\n"
        "assert len(state.recent()) == 1 and state.chosen\n"
        "settings = launch.chosen_settings({})._replace(**state.chosen)\n"
        "first = launch.FirstDocument([Path(sys.argv[1])], settings)\n"
        "screen = launch.first_screen(first.page, None, settings, (200, 60), several=True)\n"
        "assert len(screen) > 200 * 60\n"
        "print(*sys.modules)\n"
    )
    state = tmp_path / "state.txt"
    state.write_text("tui-reader-state 1\nchosen library true\ndocument 1 2 rtl /a%25%0A.txt\t/نص.txt\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", code, SEEDS, state], env=environment(), capture_output=True, timeout=PATIENCE, check=True
    )
    modules = set(done.stdout.decode().split())
    packages = {name.partition(".")[0] for name in modules}
    dear = {
        "textual",
        "click",
        "asyncio",
        "dataclasses",
        "inspect",
        "json",
        "fcntl",
        "tomllib",
        "platformdirs",
        "shutil",
    }
    assert "tui_reader" in packages
    assert not packages & dear
    rooms = {".".join(name.split(".")[1:3]) for name in modules if name.startswith("tui_reader.")}
    # What is only for some terminals, some languages, and what nobody has asked for yet.
    unusual = {"arabic", "doctor", "annotations", "ui", "terminal.tmux", "text.cell_rows", "text.row_levels"}
    unusual |= {f"text.{name}" for name in ("hidden", "harakat", "controls", "inspection", "editing", "search")}
    assert not rooms & unusual
    assert not any(room.startswith("text.encode_") for room in rooms)


def test_the_app_takes_along_only_what_stands_on_its_screen(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text("نص")
    code = (
        "import asyncio, sys\n"
        "from pathlib import Path\n"
        "from tui_reader import launch\n"
        "from tui_reader.session.files.opening import begin_reading\n"
        "from tui_reader.session.library.shelf import Shelf\n"
        "from tui_reader.ui.app import ReaderApp\n"
        "settings, state = launch.chosen_settings({}), launch.ReadingState(None)\n"
        "first = launch.FirstDocument([Path(sys.argv[1])], settings)\n"
        "shelf = Shelf(first.library, settings, Path(sys.argv[2]))\n"
        "ReaderApp(begin_reading(first.entry.path, settings, None, first.page), shelf, settings, state)\n"
        "print(*sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path, tmp_path / "cache"],
        env=environment(),
        capture_output=True,
        timeout=PATIENCE,
        check=True,
    )
    rooms = {name.partition(".")[2] for name in done.stdout.decode().split() if name.startswith("tui_reader.")}
    assert "ui.reader_screen" in rooms
    for room in ("recognition.", "ui.dialogs", "agreement", "review", "cli", "arabic", "doctor"):
        assert not {name for name in rooms if name.startswith(room)} - {"recognition.refs"}, room
    # What is typed into, resized with, checked with; what saves, merges and recovers; what encodes rows.
    first_used = {"ui.widgets.text_field", "ui.panes.adjust_bar", "ui.panes.confirm_panel", "ui.panes.queue_panel"}
    first_used |= {f"annotations.{name}" for name in ("commit", "merging", "journal", "backups", "saver", "recovery")}
    first_used |= {"session.files.following", "session.files.recovery", "text.cell_rows", "text.editing"}
    assert not rooms & first_used


def test_of_a_folder_no_more_is_listed_than_the_first_screen_needs(tmp_path: Path) -> None:
    for name in ("a/1.txt", "a/2.txt", "b/3.txt", "b/c/4.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("نص")
    listed = []

    def scandir(path: Path) -> object:
        listed.append(Path(path).name)
        return real(path)

    real = os.scandir
    with patch("os.scandir", scandir):
        first = FirstDocument([tmp_path], Settings())
        assert first.entry.name == "1.txt"
        assert first.is_one_of_several
        assert set(listed) == {tmp_path.name, "a"}


def test_one_document_is_not_several(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text("نص")
    assert not FirstDocument([tmp_path], Settings()).is_one_of_several
    assert not FirstDocument([tmp_path / "1.txt", tmp_path / "1.txt"], Settings()).is_one_of_several


def test_documents_that_cannot_be_opened_are_passed_over_and_told(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_bytes(b"")
    (tmp_path / "2.txt").write_text("نص")
    first = FirstDocument([tmp_path], Settings())
    assert first.entry.name == "2.txt"
    assert first.is_one_of_several
    assert first.remarks == [f"{tmp_path / '1.txt'}: is empty"]


def test_the_table_of_colours_is_what_the_app_paints_today() -> None:
    done = subprocess.run(
        [sys.executable, REPOSITORY / "tools" / "make_theme_colours.py"],
        env=environment(PYTHONPATH=str(SOURCES), COLORTERM="truecolor"),
        capture_output=True,
        timeout=PATIENCE,
        check=True,
    )
    assert done.stdout.decode() == Path(str(theme_colours.__file__)).read_text(encoding="utf-8")
