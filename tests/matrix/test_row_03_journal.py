"""Row 3: a journal that was cut or damaged gives what stands before the damage, and says how much it does not give."""

from __future__ import annotations

import errno
import fcntl
import os
import random
import signal
import stat
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from naive import journal as naive
from program import PATIENCE, environment

from tui_reader.annotations import journal
from tui_reader.annotations.changes import Add, Batch, Remove, Update
from tui_reader.annotations.journal import FOLDER, Journal, edits_of, header_for, left_anywhere, sides
from tui_reader.annotations.records.annotation import new_annotation
from tui_reader.annotations.records.record import UnknownRecord
from tui_reader.annotations.records.targets import Target, TextQuote
from tui_reader.errors import SaveError
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tui_reader.annotations.journal import Edit
    from tui_reader.annotations.records.annotation import Annotation

NOTES = ("رقم بلا مصدر", "שאלה", "a\nb", "ـ\u202e", '"\\', "😀")
PAGE = '{\n"type": "AnnotationPage",\n"items": []\n}\n'


def annotation(number: int, note: str | None = None) -> Annotation:
    target = Target(TextQuote("ارتفعت الأسعار", "قال: ", " بنسبة"), Span(number, number + 14))
    note = NOTES[number % len(NOTES)] if note is None else note
    return new_annotation([target], source="../a.txt", tags=["Claim"], note=note, new_id=lambda: f"urn:uuid:a{number}")


def some_changes(count: int) -> list[list[Edit]]:
    """What a person does: tags, notes, one thing taken away, and several at once."""
    changes: list[list[Edit]] = []
    for number in range(count):
        first = annotation(number)
        second = first.with_note(NOTES[-number % len(NOTES)])
        changes.append(edits_of(Add(first)))
        if number % 3 == 1:
            changes.append(edits_of(Update(first, second)))
        if number % 3 == 2:
            changes.append(edits_of(Batch((Update(first, second), Remove(second)))))
    return changes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state" / FOLDER


@pytest.fixture
def set_path(tmp_path: Path) -> Path:
    path = tmp_path / "annotations" / "a.txt.amal.json"
    path.parent.mkdir()
    return path


@pytest.fixture
def begun(folder: Path, set_path: Path) -> Iterator[Journal]:
    made = begin(folder, set_path)
    yield made
    made.close()


def begin(folder: Path, set_path: Path) -> Journal:
    return Journal(folder, header_for(set_path, set_path.parents[1] / "a.txt", "amal", PAGE))


def content_of(changes: Sequence[list[Edit]], folder: Path, set_path: Path) -> tuple[bytes, list[int]]:
    """A journal of these changes, and how long it was after each."""
    written = begin(folder, set_path)
    sizes = []
    for edits in changes:
        written.append(edits)
        assert written.path is not None
        sizes.append(written.path.stat().st_size)
    assert written.path is not None
    content = written.path.read_bytes()
    written.close(remove=True)
    return content, sizes


def flat(changes: Sequence[list[Edit]]) -> list[Edit]:
    return [edit for edits in changes for edit in edits]


def holds_nothing_wrong(edits_in: Callable[[bytes], Sequence[Edit]], content: bytes, changes: list[list[Edit]]) -> None:
    """However a bit of it is changed, what is read is what was written up to some change."""
    beginnings = [flat(changes[:count]) for count in range(len(changes) + 1)]
    for place in range(8 * len(content)):
        damaged = bytearray(content)
        damaged[place // 8] ^= 1 << place % 8
        assert list(edits_in(bytes(damaged))) in beginnings, place


def test_cut_at_every_byte_it_gives_what_was_confirmed_before(folder: Path, set_path: Path) -> None:
    changes = some_changes(9)
    content, sizes = content_of(changes, folder, set_path)
    assert sizes[-1] == len(content)
    for length in range(len(content) + 1):
        found = journal.understood(content[:length])
        whole = [count for count, size in enumerate(sizes, 1) if size <= length]
        assert list(found.edits) == flat(changes[: len(whole)])
        if whole:
            assert found.header is not None and found.header.set_path == set_path
            assert found.lost_bytes == length - sizes[len(whole) - 1]


def test_no_bit_that_is_turned_gives_a_wrong_record(folder: Path, set_path: Path) -> None:
    changes = some_changes(2)
    content, _ = content_of(changes, folder, set_path)
    holds_nothing_wrong(lambda damaged: journal.understood(damaged).edits, content, changes)


def test_the_naive_journal_gives_wrong_records(tmp_path: Path) -> None:
    changes = some_changes(2)
    naive.write(tmp_path / "journal", changes)
    content = (tmp_path / "journal").read_bytes()
    assert naive.edits_in(content) == flat(changes)
    with pytest.raises(AssertionError):
        holds_nothing_wrong(naive.edits_in, content, changes)


@pytest.mark.slow
def test_no_damage_of_twenty_thousand_gives_a_wrong_record(folder: Path, set_path: Path) -> None:
    changes = some_changes(60)
    content, sizes = content_of(changes, folder, set_path)
    beginnings = {tuple(flat(changes[:count])) for count in range(len(changes) + 1)}
    chance = random.Random(5)
    for _ in range(20_000):
        place = chance.randrange(8 * len(content))
        damaged = bytearray(content)
        damaged[place // 8] ^= 1 << place % 8
        found = journal.understood(bytes(damaged))
        assert found.edits in beginnings
        assert found.edits == tuple(flat(changes[: sum(size <= place // 8 for size in sizes)]))
        assert found.lost_bytes > 0


@given(st.data())
def test_no_line_can_be_left_out_moved_or_given_twice(data: st.DataObject) -> None:
    content = content_of_five()
    lines = content.splitlines(keepends=True)
    chosen = data.draw(st.lists(st.sampled_from(lines), max_size=len(lines) + 2))
    right = 0
    while right < min(len(chosen), len(lines)) and chosen[right] == lines[right]:
        right += 1
    found = journal.understood(b"".join(chosen))
    length = sum(map(len, lines[:right]))
    assert found.edits == journal.understood(content[:length]).edits
    assert len(found.edits) >= right - 1 and found.lost_bytes == sum(map(len, chosen[right:]))


@cache
def content_of_five() -> bytes:
    """A journal of `some_changes(5)`."""
    with TemporaryDirectory() as place:
        return content_of(some_changes(5), Path(place) / FOLDER, Path(place) / "a.json")[0]


@given(st.binary(max_size=300))
def test_whatever_the_file_is_nothing_is_raised(content: bytes) -> None:
    assert journal.understood(content) == journal.Found(None, (), len(content))


# What is on the disk when


def test_nothing_is_written_before_the_first_change(folder: Path, begun: Journal) -> None:
    assert not folder.parent.exists()
    begun.append(some_changes(1)[0])
    assert begun.path is not None and len(list(folder.iterdir())) == 1


def test_nobody_else_may_read_it(folder: Path, begun: Journal) -> None:
    begun.append(some_changes(1)[0])
    assert begun.path is not None
    assert stat.S_IMODE(begun.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_an_append_returns_when_line_and_name_are_confirmed(
    monkeypatch: pytest.MonkeyPatch, folder: Path, begun: Journal
) -> None:
    confirmed: list[Path] = []
    sync = os.fsync

    def synced(descriptor: int) -> None:
        confirmed.append(Path(f"/proc/self/fd/{descriptor}").readlink())
        sync(descriptor)

    if not Path("/proc/self/fd").exists():
        pytest.skip("there is no /proc")
    monkeypatch.setattr(os, "fsync", synced)
    begun.append(some_changes(1)[0])
    begun.append(some_changes(1)[0])
    assert confirmed[-3:] == [begun.path, folder, begun.path]


def test_a_line_is_written_at_once(monkeypatch: pytest.MonkeyPatch, begun: Journal) -> None:
    begun.append(some_changes(1)[0])
    written: list[bytes] = []
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: (written.append(bytes(data)), write(descriptor, data))[1])
    begun.append(flat(some_changes(9)))
    assert len(written) == 1 and written[0].endswith(b"\n") and written[0].count(b"\n") == 1


def test_after_a_save_only_what_came_later_is_left(begun: Journal) -> None:
    first, second = some_changes(1)[0], edits_of(Add(annotation(7)))
    begun.append(first)
    position = begun.position
    begun.append(second)
    begun.truncate(position)
    assert begun.path is not None
    # Both are there, as to merge the first once more does no harm; nothing would be if the second were cut off.
    assert list(journal.read(begun.path).edits) == [*first, *second]
    begun.truncate(begun.position)
    assert journal.read(begun.path).edits == ()
    begun.append(second)
    assert journal.read(begun.path) == (journal.read(begun.path).header, tuple(second), 0)


def test_it_is_found_where_only_what_is_open_for_writing_can_be_locked(
    monkeypatch: pytest.MonkeyPatch, folder: Path, set_path: Path, begun: Journal
) -> None:
    flock = fcntl.flock

    def flock_of_nfs(descriptor: int, operation: int) -> None:
        if operation & fcntl.LOCK_EX and fcntl.fcntl(descriptor, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        flock(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", flock_of_nfs)
    edits = some_changes(1)[0]
    begun.append(edits)
    assert left_anywhere(folder) == []
    begun.close()
    [left] = left_anywhere(folder)
    assert left.header is not None and list(left.edits) == edits


def test_a_journal_that_was_emptied_goes_with_its_owner(folder: Path, begun: Journal) -> None:
    begun.append(some_changes(1)[0])
    begun.truncate()
    begun.close()
    assert list(folder.iterdir()) == []


def test_what_is_not_saved_is_left_when_its_owner_goes(folder: Path, set_path: Path, begun: Journal) -> None:
    edits = flat(some_changes(4))
    begun.append(edits)
    begun.close()
    [left] = left_anywhere(folder)
    assert list(left.edits) == edits


# A disk that will not


class Failing:
    """A call of the system that fails as often as it is told to."""

    def __init__(self, name: str, number: int, *, writes: int = 0) -> None:
        self.real, self.number, self.writes, self.times = getattr(os, name), number, writes, 0

    def __call__(self, descriptor: int, *given: bytes) -> int | None:
        if self.times:
            self.times -= 1
            if self.writes:
                self.real(descriptor, given[0][: self.writes])
            raise OSError(self.number, os.strerror(self.number))
        return self.real(descriptor, *given)


@pytest.mark.parametrize(
    ("name", "number", "writes"),
    [("write", errno.ENOSPC, 0), ("write", errno.EIO, 20), ("fsync", errno.EIO, 0), ("fsync", errno.ENOSPC, 0)],
)
@pytest.mark.parametrize("already", [0, 1])
def test_a_failed_append_is_told_and_made_good_by_the_next(
    monkeypatch: pytest.MonkeyPatch,
    folder: Path,
    set_path: Path,
    begun: Journal,
    name: str,
    number: int,
    writes: int,
    already: int,
) -> None:
    changes = some_changes(6)
    for edits in changes[:already]:
        begun.append(edits)
    disk = Failing(name, number, writes=writes)
    monkeypatch.setattr(os, name, disk)
    for edits in changes[already : already + 2]:
        disk.times = 1
        with pytest.raises(SaveError) as caught:
            begun.append(edits)
        assert str(folder) in str(caught.value)
        if begun.path is not None and name == "write":
            assert list(journal.read(begun.path).edits) == flat(changes[:already])
            assert journal.read(begun.path).lost_bytes == 0
    begun.append(changes[already + 2])
    assert begun.path is not None
    assert list(journal.read(begun.path).edits) == flat(changes[: already + 3])
    assert [entry.name for entry in folder.iterdir()] == [begun.path.name]
    begun.append(changes[already + 3])
    assert list(journal.read(begun.path).edits) == flat(changes[: already + 4])
    assert left_anywhere(folder) == []


def test_a_file_is_never_confirmed_again_after_it_could_not_be(
    monkeypatch: pytest.MonkeyPatch, begun: Journal, folder: Path
) -> None:
    changes = some_changes(3)
    begun.append(changes[0])
    before = begun.path
    disk = Failing("fsync", errno.EIO)
    monkeypatch.setattr(os, "fsync", disk)
    disk.times = 1
    with pytest.raises(SaveError):
        begun.append(changes[1])
    assert before is not None and list(journal.read(before).edits)[: len(changes[0])] == changes[0]
    begun.append(changes[2])
    assert begun.path != before and not before.exists()


def test_what_the_disk_would_not_take_is_forgotten_when_the_set_has_it(
    monkeypatch: pytest.MonkeyPatch, begun: Journal, folder: Path
) -> None:
    disk = Failing("fsync", errno.EIO)
    monkeypatch.setattr(os, "fsync", disk)
    disk.times = 1
    with pytest.raises(SaveError):
        begun.append(some_changes(1)[0])
    begun.truncate(begun.position)
    begun.close()
    assert list(folder.iterdir()) == []


def test_a_state_folder_that_cannot_be_is_told(tmp_path: Path, set_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    with pytest.raises(SaveError):
        begin(tmp_path / "state" / FOLDER, set_path).append(some_changes(1)[0])


# Who finds it

OWNER = """
import os, signal, sys
from pathlib import Path
from tui_reader.annotations.journal import Journal, header_for
folder, set_path = map(Path, sys.argv[1:3])
made = Journal(folder, header_for(set_path, Path("a.txt"), "amal", "{}"))
made.append([(None, '{"id": "urn:uuid:a"}')])
print("written", flush=True)
sys.stdin.read()
"""


def owner(folder: Path, set_path: Path) -> subprocess.Popen[bytes]:
    """A process with a journal of one change."""
    started = subprocess.Popen(
        [sys.executable, "-c", OWNER, folder, set_path],
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert started.stdout is not None and started.stdout.readline() == b"written\n"
    return started


def ended(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=PATIENCE)


def test_the_journal_of_the_living_is_theirs_and_that_of_the_dead_is_found(folder: Path, set_path: Path) -> None:
    process = owner(folder, set_path)
    try:
        assert left_anywhere(folder) == []
    finally:
        ended(process)
    [left] = left_anywhere(folder)
    assert left.edits == ((None, '{"id": "urn:uuid:a"}'),) and left.lost_bytes == 0
    assert left.header is not None
    assert (left.header.set_path, left.header.annotator, left.header.page) == (set_path, "amal", "{}")
    assert left.digest == journal.digest_of(set_path) != journal.digest_of(set_path.with_name("other.json"))


def test_a_set_that_is_reached_by_another_name_has_the_same_journals(
    folder: Path, set_path: Path, begun: Journal, tmp_path: Path
) -> None:
    (tmp_path / "way").symlink_to(set_path.parent)
    begun.append(some_changes(1)[0])
    begun.close()
    [left] = left_anywhere(folder)
    assert left.digest == journal.digest_of(tmp_path / "way" / set_path.name)


def test_a_set_whose_name_is_no_text_has_a_journal_too(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xff\x9b31m\n.json")
    made = begin(folder, path)
    made.append(some_changes(1)[0])
    made.close()
    [left] = left_anywhere(folder)
    assert left.header is not None and left.header.set_path == path


def test_empty_ones_are_removed_and_broken_ones_reported(folder: Path, set_path: Path) -> None:
    content, _ = content_of([[]], folder, set_path)
    stem = journal.digest_of(set_path)
    (folder / f"{stem}-1.journal").write_bytes(b"")
    (folder / f"{stem}-2.journal").write_bytes(content.splitlines(keepends=True)[0])
    (folder / f"{stem}-3.journal").write_bytes(b"x" + content)
    (folder / f"{stem}-4.journal").mkdir()
    os.mkfifo(folder / f"{stem}-5.journal")
    (folder / f"{stem}-6.journal").symlink_to("nowhere")
    (folder / f"{stem}-7.set-aside").write_bytes(content)
    found = left_anywhere(folder)
    assert {(left.path.name[-9], left.header, left.edits) for left in found} == {("3", None, ()), ("6", None, ())}
    assert found[0].lost_bytes == len(content) + 1
    assert not (folder / f"{stem}-1.journal").exists() and not (folder / f"{stem}-2.journal").exists()
    assert (folder / f"{stem}-3.journal").exists()


def test_what_is_set_aside_is_kept_and_found_no_more(folder: Path, set_path: Path, begun: Journal) -> None:
    begun.append(some_changes(1)[0])
    begun.close()
    [left] = left_anywhere(folder)
    aside = journal.set_aside(left.path)
    assert left_anywhere(folder) == [] and journal.read(aside).edits == left.edits
    journal.remove(left.path)


# What it comes to


def test_it_comes_to_what_was_first_and_last_of_each_record() -> None:
    kept, changed, gone, passing = (annotation(number) for number in range(4))
    once, twice = changed.with_note("one"), changed.with_note("two")
    edits = [
        *edits_of(Add(kept)),
        *edits_of(Update(changed, once)),
        *edits_of(Add(passing)),
        *edits_of(Batch((Update(once, twice), Remove(gone)))),
        *edits_of(Remove(passing)),
    ]
    found = sides(edits)
    assert found.before == [changed, gone]
    assert found.after == [kept, twice]
    assert sides([*edits, *edits]).after == found.after


def test_what_is_undone_comes_to_nothing() -> None:
    change = Batch((Add(annotation(1)), Add(annotation(2))))
    assert sides([*edits_of(change), *edits_of(change.inverse())]) == ([], [])


def test_a_record_of_a_later_version_is_kept_as_it_is() -> None:
    found = sides([(None, '{"id": "x", "type": "Annotation", "target": 7}'), (None, "[")])
    assert all(isinstance(record, UnknownRecord) for record in found.after)
    assert [record.json for record in found.after] == ['{"id": "x", "type": "Annotation", "target": 7}', "["]


@given(
    st.lists(st.tuples(st.integers(0, 4), st.sampled_from(["add", "note", "remove"]), st.text(max_size=3)), max_size=12)
)
def test_applied_to_the_first_it_gives_the_last(doings: list[tuple[int, str, str]]) -> None:
    now = {f"urn:uuid:a{number}": annotation(number) for number in range(3)}
    begin_with, edits = dict(now), []
    for number, doing, note in doings:
        identity = f"urn:uuid:a{number}"
        there = now.get(identity)
        if doing == "add" and there is None:
            now[identity] = annotation(number, note)
            edits += edits_of(Add(now[identity]))
        elif doing == "note" and there is not None:
            now[identity] = there.with_note(note)
            edits += edits_of(Update(there, now[identity]))
        elif doing == "remove" and there is not None:
            edits += edits_of(Remove(now.pop(identity)))
    found = sides(edits)
    for record in found.before:
        assert begin_with.pop(record.id or "") == record
    assert {**begin_with, **{record.id: record for record in found.after}} == now
