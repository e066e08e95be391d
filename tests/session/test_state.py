"""What is kept from day to day: places, recent documents, what keys chose; and files in which nothing is right."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from program import PATIENCE, environment

from tui_reader.session import alone
from tui_reader.session import state as module
from tui_reader.session.alone import alone_in
from tui_reader.session.state import BEFORE, BROKEN, RECENT, REMEMBERED, ReadingPlace, ReadingState
from tui_reader.text.bidi import Direction

HEAD = b"tui-reader-state 1\n"
names = st.binary(min_size=1, max_size=12).filter(
    lambda name: b"/" not in name and b"\0" not in name and name.strip(b".")
)
places = st.builds(
    ReadingPlace,
    st.integers(0, 10**12),
    st.integers(0, 10**12),
    st.one_of(st.none(), st.sampled_from(list(Direction))),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a state file is to be."""
    return tmp_path / "state" / "state.txt"


def write(path: Path, content: bytes) -> None:
    """Puts a state file there."""
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)


def choose(path: Path, **values: bool | str | None) -> None:
    """Chooses settings in a window, which is then left."""
    state = ReadingState(path)
    state.choose(**values)
    state.remember(Path("/any.txt"), ReadingPlace(0, 0))


# Places


def test_a_place_is_there_in_the_next_run(tmp_path: Path, path: Path) -> None:
    ReadingState(path).remember(tmp_path / "a.txt", ReadingPlace(12, 40, Direction.RTL))
    assert ReadingState(path).place_of(tmp_path / "a.txt") == ReadingPlace(12, 40, Direction.RTL)
    assert ReadingState(path).place_of(tmp_path / "b.txt") is None


def test_a_direction_said_for_all_documents_is_that_of_all_and_takes_none_away(tmp_path: Path, path: Path) -> None:
    ReadingState(path).remember(tmp_path / "a.txt", ReadingPlace(1, 1, Direction.RTL))
    state = ReadingState(path, directions=False)
    assert state.place_of(tmp_path / "a.txt") == ReadingPlace(1, 1)
    state.remember(tmp_path / "a.txt", ReadingPlace(5, 5))
    assert ReadingState(path).place_of(tmp_path / "a.txt") == ReadingPlace(5, 5, Direction.RTL)


def test_a_document_is_known_by_whatever_way_leads_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_bytes(b"a")
    (tmp_path / "link.txt").symlink_to("a.txt")
    state = ReadingState(tmp_path / "state.txt")
    state.remember(tmp_path / "a.txt", ReadingPlace(3, 4))
    monkeypatch.chdir(tmp_path)
    for path in ("a.txt", "link.txt", "./x/../a.txt"):
        assert state.place_of(tmp_path / path) == ReadingPlace(3, 4)
        assert ReadingState(tmp_path / "state.txt").place_of((tmp_path / path).relative_to(tmp_path)) is not None


@given(st.dictionaries(names, places, max_size=6))
def test_any_name_and_any_place_come_back(
    tmp_path_factory: pytest.TempPathFactory, documents: dict[bytes, ReadingPlace]
) -> None:
    path = tmp_path_factory.mktemp("state") / "state.txt"
    for name, place in documents.items():
        ReadingState(path).remember(Path("/documents") / os.fsdecode(name), place)
    state = ReadingState(path)
    assert state.remarks == []
    assert [document.name for document in state.recent()] == [os.fsdecode(name) for name in reversed(documents)]
    for name, place in documents.items():
        assert state.place_of(Path("/documents") / os.fsdecode(name)) == place


def test_the_latest_are_kept(tmp_path: Path, path: Path) -> None:
    lines = [f"document {number} {number} - {tmp_path}/{number}.txt\n" for number in range(REMEMBERED)]
    write(path, HEAD + "".join(lines).encode())
    ReadingState(path).remember(tmp_path / "new.txt", ReadingPlace(7, 7))
    fresh = ReadingState(path)
    assert fresh.place_of(tmp_path / "new.txt") == ReadingPlace(7, 7)
    assert fresh.place_of(tmp_path / "0.txt") is None
    assert fresh.place_of(tmp_path / "1.txt") == ReadingPlace(1, 1)


def test_an_unchanged_place_is_not_written_again(tmp_path: Path, path: Path) -> None:
    ReadingState(path).remember(tmp_path / "a.txt", ReadingPlace(1, 1))
    before = path.stat()
    ReadingState(path).remember(tmp_path / "a.txt", ReadingPlace(1, 1))
    now = path.stat()
    assert (now.st_ino, now.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_nobody_else_may_look_into_the_folder(path: Path) -> None:
    choose(path, library=True)
    assert path.parent.stat().st_mode & 0o077 == 0


def test_without_a_file_nothing_is_written(tmp_path: Path) -> None:
    state = ReadingState(None)
    state.choose(hidden=True)
    state.remember(tmp_path / "a.txt", ReadingPlace(1, 2))
    assert state.place_of(tmp_path / "a.txt") == ReadingPlace(1, 2)
    assert state.recent() == [tmp_path / "a.txt"]
    assert list(tmp_path.iterdir()) == []


# Recent documents


def test_what_was_open_last_comes_first_whichever_window_it_was_in(tmp_path: Path, path: Path) -> None:
    one, two = ReadingState(path), ReadingState(path)
    one.remember(tmp_path / "a.txt", ReadingPlace(1, 1))
    two.remember(tmp_path / "b.txt", ReadingPlace(2, 2))
    one.remember(tmp_path / "c.txt", ReadingPlace(3, 3))
    two.remember(tmp_path / "a.txt", ReadingPlace(1, 1))
    assert [document.name for document in one.recent()] == ["a.txt", "c.txt", "b.txt"]


def test_a_document_is_offered_by_the_path_it_was_opened_by(tmp_path: Path, path: Path) -> None:
    (tmp_path / "real\ttab.txt").write_bytes(b"a")
    (tmp_path / "link.txt").symlink_to("real\ttab.txt")
    ReadingState(path).remember(tmp_path / "link.txt", ReadingPlace(1, 1))
    assert ReadingState(path).recent() == [tmp_path / "link.txt"]
    assert ReadingState(path).place_of(tmp_path / "real\ttab.txt") == ReadingPlace(1, 1)


def test_one_taken_off_the_list_stays_off_and_a_window_can_bring_it_back(tmp_path: Path, path: Path) -> None:
    one, two = ReadingState(path), ReadingState(path)
    for name in "abc":
        one.remember(tmp_path / name, ReadingPlace(1, 1))
    two.forget(tmp_path / "b")
    assert [document.name for document in one.recent()] == ["c", "a"]
    assert ReadingState(path).place_of(tmp_path / "b") is None
    one.remember(tmp_path / "b", ReadingPlace(2, 2))
    assert [document.name for document in ReadingState(path).recent()] == ["b", "c", "a"]


def test_the_list_has_an_end(tmp_path: Path, path: Path) -> None:
    state = ReadingState(path)
    for number in range(RECENT + 5):
        state.remember(tmp_path / f"{number}.txt", ReadingPlace(1, 1))
    assert len(state.recent()) == RECENT
    assert state.recent()[0].name == f"{RECENT + 4}.txt"


# What was chosen


def test_what_was_chosen_is_there_in_the_next_run_and_can_be_taken_back(path: Path) -> None:
    choose(path, library=False, sidebar=True, harakat=False, theme="solarized-dark")
    assert ReadingState(path).chosen == {"library": False, "sidebar": True, "harakat": False, "theme": "solarized-dark"}
    choose(path, library=None, sidebar=False)
    assert ReadingState(path).chosen == {"sidebar": False, "harakat": False, "theme": "solarized-dark"}


def test_two_windows_keep_what_each_chose(tmp_path: Path, path: Path) -> None:
    one, two = ReadingState(path), ReadingState(path)
    one.choose(library=False)
    two.choose(hidden=True)
    one.remember(tmp_path / "a.txt", ReadingPlace(1, 1))
    two.remember(tmp_path / "b.txt", ReadingPlace(2, 2))
    fresh = ReadingState(path)
    assert fresh.chosen == {"library": False, "hidden": True}
    assert fresh.place_of(tmp_path / "a.txt") == ReadingPlace(1, 1)
    assert fresh.place_of(tmp_path / "b.txt") == ReadingPlace(2, 2)


def test_programs_that_write_at_once_lose_nothing(tmp_path: Path, path: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from tui_reader.session.state import ReadingPlace, ReadingState\n"
        "state = ReadingState(Path(sys.argv[1]))\nsys.stdin.read(1)\n"
        "for number in range(25):\n"
        "    state.remember(Path('/documents', sys.argv[2] + str(number)), ReadingPlace(number, number))\n"
    )
    writers = [
        subprocess.Popen([sys.executable, "-c", code, path, name], stdin=subprocess.PIPE, env=environment())
        for name in "ab"
    ]
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write(b"g")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate(timeout=PATIENCE)
        assert writer.returncode == 0
    fresh = ReadingState(path)
    assert len(fresh.recent()) == 50
    assert all(fresh.place_of(Path(f"/documents/{name}{n}")) == ReadingPlace(n, n) for name in "ab" for n in range(25))


def test_threads_of_one_window_lose_nothing(path: Path) -> None:
    state = ReadingState(path)

    def remember(name: str) -> None:
        for number in range(10):
            state.remember(Path("/documents", f"{name}{number}"), ReadingPlace(1, 1))

    threads = [threading.Thread(target=remember, args=[name]) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ReadingState(path).recent()) == 30


def test_a_window_that_never_ends_writing_is_not_waited_for(
    tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alone, "PATIENCE", 0.02)
    state = ReadingState(path)
    state.remember(tmp_path / "a.txt", ReadingPlace(1, 1))
    with alone_in(path.parent):
        state.choose(hidden=True)
        state.remember(tmp_path / "b.txt", ReadingPlace(2, 2))
        assert state.place_of(tmp_path / "b.txt") == ReadingPlace(2, 2)
    state.remember(tmp_path / "c.txt", ReadingPlace(3, 3))
    fresh = ReadingState(path)
    assert fresh.chosen == {"hidden": True}
    assert [document.name for document in fresh.recent()] == ["c.txt", "b.txt", "a.txt"]


# Files in which not everything is right

GOOD = HEAD + b"chosen hidden true\ndocument 3 4 - /good.txt\n"


@pytest.mark.parametrize(
    "damaged",
    [
        GOOD + b"document 12 40 - /cut/off",
        GOOD + b"\n",
        GOOD + b"document -1 2 - /a\n",
        GOOD + b"document 1 2 sideways /a\n",
        GOOD + b"document 1 2 - relative\n",
        GOOD + b"document 1 2 - /nul%00\n",
        GOOD + b"document 1111111111111111111111 2 - /a\n",
        GOOD + b"chosen theme true\n",
        GOOD + b"chosen hidden maybe\n",
        GOOD + b"chosen annotator eve\n",
        GOOD.replace(b"tui", b"tvi"),
        GOOD + bytes(100),
        b"\xff" + GOOD,
    ],
)
def test_what_can_be_read_is_used_and_the_rest_set_aside(path: Path, damaged: bytes) -> None:
    write(path, damaged)
    state = ReadingState(path)
    [remark] = state.remarks
    assert remark.startswith(f"{path}: is damaged")
    assert path.read_bytes() == damaged, "looking changes nothing"
    assert state.chosen == {"hidden": True}
    assert state.place_of(Path("/good.txt")) == ReadingPlace(3, 4)
    state.remember(Path("/new.txt"), ReadingPlace(1, 2))
    assert path.with_name(path.name + BROKEN).read_bytes() == damaged
    fresh = ReadingState(path)
    assert fresh.remarks == []
    assert [str(document) for document in fresh.recent()] == ["/new.txt", "/good.txt"]


@given(st.one_of(st.binary(max_size=80), st.binary(max_size=40).map(HEAD.__add__)))
def test_any_bytes_are_lived_with(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("state") / "state.txt"
    write(path, content)
    state = ReadingState(path)
    state.remember(Path("/a.txt"), ReadingPlace(1, 2))
    assert state.place_of(Path("/a.txt")) == ReadingPlace(1, 2)
    fresh = ReadingState(path)
    kept = path.read_bytes() == content
    assert kept == any("nothing is remembered" in remark for remark in state.remarks)
    assert kept or fresh.place_of(Path("/a.txt")) == ReadingPlace(1, 2)
    assert kept or fresh.remarks == []


@given(st.data())
def test_every_cut_and_every_flipped_bit_costs_a_line_at_most(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("state") / "state.txt"
    lines = [b"document %d 0 - /document-%d.txt\n" % (number, number) for number in range(1, 6)]
    whole = HEAD + b"".join(lines)
    cut = data.draw(st.integers(len(HEAD), len(whole)))
    write(path, whole[:cut])
    left = ReadingState(path)
    assert len(left.recent()) == whole[len(HEAD) : cut].count(b"\n")
    at, bit = data.draw(st.integers(len(HEAD), len(whole) - 1)), data.draw(st.integers(0, 7))
    flipped = bytearray(whole)
    flipped[at] ^= 1 << bit
    write(path, bytes(flipped))
    found = {str(document) for document in ReadingState(path).recent()}
    # Where two lines have become one, both are gone.
    assert len({f"/document-{number}.txt" for number in range(1, 6)} - found) <= 2


@pytest.mark.parametrize("later", [b"tui-reader-state 2\nanything\n", b"tui-reader-state 999"])
def test_a_newer_version_is_left_alone(path: Path, later: bytes) -> None:
    write(path, later)
    state = ReadingState(path)
    [remark] = state.remarks
    assert "newer version" in remark
    state.choose(hidden=True)
    state.remember(Path("/a.txt"), ReadingPlace(1, 2))
    state.forget(Path("/b.txt"))
    assert path.read_bytes() == later
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    assert state.place_of(Path("/a.txt")) == ReadingPlace(1, 2)
    assert state.recent() == [Path("/a.txt")]


@pytest.mark.parametrize("kind", ["folder", "fifo", "link to nowhere", "loop", "device"])
def test_what_is_no_file_is_left_alone_and_waited_for_by_nobody(path: Path, kind: str) -> None:
    path.parent.mkdir()
    match kind:
        case "folder":
            path.mkdir()
        case "fifo":
            os.mkfifo(path)
        case "link to nowhere":
            path.symlink_to("nowhere")
        case "loop":
            path.symlink_to(path.name)
        case "device":
            path.symlink_to("/dev/zero")
    state = ReadingState(path)
    assert len(state.remarks) == 1
    state.remember(Path("/a.txt"), ReadingPlace(1, 2))
    assert state.recent() == [Path("/a.txt")]
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    assert path.is_symlink() == (kind in ("link to nowhere", "loop", "device"))


def test_a_file_without_end_is_read_to_an_end(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 200)
    write(path, GOOD + b"document 5 6 - /other.txt\n" * 100)
    state = ReadingState(path)
    assert len(state.remarks) == 1
    assert state.place_of(Path("/good.txt")) == ReadingPlace(3, 4)


def test_a_file_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    state = ReadingState(tmp_path / "file" / "state.txt")
    state.choose(hidden=True)
    for number in range(3):
        state.remember(tmp_path / f"{number}.txt", ReadingPlace(1, 2))
    assert state.place_of(tmp_path / "0.txt") == ReadingPlace(1, 2)
    assert len(state.recent()) == 3
    # When it can be written at last, all of it is.
    (tmp_path / "file").unlink()
    state.remember(tmp_path / "last.txt", ReadingPlace(1, 2))
    fresh = ReadingState(tmp_path / "file" / "state.txt")
    assert len(fresh.recent()) == 4
    assert fresh.chosen == {"hidden": True}


# The file there was before


def test_places_kept_before_there_was_such_a_file_are_taken_over(path: Path) -> None:
    write(path.with_name(BEFORE), json.dumps({"places": {"/a.txt": [1, 2], "/نص.txt": [3, 4]}}).encode())
    state = ReadingState(path)
    assert state.remarks == []
    assert state.place_of(Path("/a.txt")) == ReadingPlace(1, 2)
    state.remember(Path("/b.txt"), ReadingPlace(5, 6))
    assert [str(document) for document in ReadingState(path).recent()] == ["/b.txt", "/نص.txt", "/a.txt"]
    assert path.with_name(BEFORE).exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"[]",
        b"null",
        b'{"places": 5}',
        b'{"places": {"/a.txt": [1]}}',
        b'{"places": {"/a.txt": [-1, 2]}}',
        b'{"places": {"/a.txt": [true, 2]}}',
        b'{"places": {"/a.txt": [1.5, 2]}}',
        b"[" * 100_000,
    ],
)
def test_one_that_is_broken_costs_the_places_and_no_more(path: Path, content: bytes) -> None:
    write(path.with_name(BEFORE), content)
    state = ReadingState(path)
    assert state.place_of(Path("/a.txt")) is None
    state.remember(Path("/a.txt"), ReadingPlace(1, 2))
    assert ReadingState(path).place_of(Path("/a.txt")) == ReadingPlace(1, 2)
