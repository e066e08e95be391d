"""What killed programs left, put into the set as it is by now."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from annotation_cases import FIRST_MARKER, SECOND_MARKER, annotate, clock, spec_set

from tui_reader.annotations import file
from tui_reader.annotations.backups import Backups
from tui_reader.annotations.changes import Add, Remove, Update
from tui_reader.annotations.journal import Journal, digest_of, edits_of, header_for, left_anywhere
from tui_reader.annotations.recovery import recover, recovery
from tui_reader.errors import AnnotationFileError, SaveError

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.annotations.changes import Change
    from tui_reader.annotations.journal import Left
    from tui_reader.annotations.records.annotation import Annotation
    from tui_reader.annotations.sets import AnnotationSet


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state" / "journals"


@pytest.fixture
def made(tmp_path: Path) -> AnnotationSet:
    """A set on the disk."""
    _, annotations, *_ = spec_set(tmp_path)
    file.save(annotations.path, annotations)
    return annotations


@pytest.fixture
def claim(tmp_path: Path) -> Annotation:
    return spec_set(tmp_path)[2]


@pytest.fixture
def new(tmp_path: Path) -> Annotation:
    return annotate(spec_set(tmp_path)[0], SECOND_MARKER, name="urn:uuid:new", tags=["Citation"])


def leave(folder: Path, annotations: AnnotationSet, *changes: Change, cut: int = 0, page: str | None = None) -> None:
    """Leaves a journal of these changes behind, the last bytes cut off."""
    begun = file.serialise(annotations.with_records(())) if page is None else page
    written = Journal(folder, header_for(annotations.path, annotations.path, "amal", begun, now=clock()))
    for change in changes:
        written.append(edits_of(change))
    path = written.path
    written.close()
    if path is not None and cut:
        os.truncate(path, path.stat().st_size - cut)


def left(folder: Path, annotations: AnnotationSet) -> list[Left]:
    mine = digest_of(annotations.path)
    return [each for each in left_anywhere(folder) if each.digest == mine]


def on_disk(annotations: AnnotationSet) -> AnnotationSet:
    loaded = file.load(annotations.path)
    assert not loaded.problems
    return loaded.set


def test_what_came_changed_and_went_is_in_the_set(
    folder: Path, made: AnnotationSet, claim: Annotation, new: Annotation
) -> None:
    relation = made.records[-1]
    changed = claim.with_note("غير ذلك", now=clock(9))
    leave(folder, made, Add(new), Update(claim, changed), Remove(relation))
    before = made.path.read_bytes()
    found = recovery(left(folder, made))
    assert found is not None and made.path.read_bytes() == before
    assert found.difference == ((new,), ((claim, changed),), (relation,), None)
    recover(found)
    assert on_disk(made).records == made.with_records([made.records[1], changed, new]).records
    assert list(folder.iterdir()) == []


def test_a_set_that_was_never_saved_is_made(folder: Path, made: AnnotationSet, new: Annotation) -> None:
    made.path.unlink()
    made.path.parent.rmdir()
    leave(folder, made, Add(new))
    found = recovery(left(folder, made))
    assert found is not None
    recover(found)
    assert on_disk(made) == made.with_records([new])


def test_what_is_in_the_set_already_is_not_written_again(folder: Path, made: AnnotationSet, claim: Annotation) -> None:
    changed = claim.with_note("x", now=clock(9))
    leave(folder, made, Update(claim, changed))
    file.save(made.path, made.with_records([changed, *made.records[1:]]))
    before = made.path.stat()
    found = recovery(left(folder, made))
    assert found is not None and not found.difference
    recover(found)
    assert made.path.stat().st_ino == before.st_ino and list(folder.iterdir()) == []


def test_what_somebody_else_changed_meanwhile_is_kept_beside_it(
    folder: Path, made: AnnotationSet, claim: Annotation, new: Annotation
) -> None:
    mine, theirs = (claim.with_note(note, now=clock(9)) for note in ("mine", "theirs"))
    leave(folder, made, Update(claim, mine))
    file.save(made.path, made.with_records([theirs, new, *made.records[1:]]))
    found = recovery(left(folder, made))
    assert found is not None and len(found.conflicts) == 1
    recover(found)
    notes = [getattr(record, "note", None) for record in on_disk(made).records]
    assert "mine" in notes and "theirs" in notes and new in on_disk(made).records


def test_a_stale_journal_does_not_take_a_newer_version_back(
    folder: Path, made: AnnotationSet, claim: Annotation, new: Annotation
) -> None:
    leave(folder, made, Add(new))
    later = claim.with_note("later", now=clock(99))
    file.save(made.path, made.with_records([later, *made.records[1:]]))
    found = recovery(left(folder, made))
    assert found is not None
    recover(found)
    assert {later, new} <= set(on_disk(made).records)


def test_journals_of_several_programs_are_all_taken_in(
    folder: Path, made: AnnotationSet, claim: Annotation, new: Annotation, tmp_path: Path
) -> None:
    other = annotate(spec_set(tmp_path)[0], FIRST_MARKER, name="urn:uuid:other")
    leave(folder, made, Add(new))
    leave(folder, made, Add(other), Update(claim, claim.with_note("x", now=clock(9))))
    found = recovery(left(folder, made))
    assert found is not None and len(found.journals) == 2
    recover(found)
    assert {new, other} <= set(on_disk(made).records) and len(on_disk(made).records) == len(made.records) + 2


def test_a_journal_that_was_written_anew_after_a_fault_is_taken_in_once(
    folder: Path, made: AnnotationSet, claim: Annotation, new: Annotation
) -> None:
    first, second = (claim.with_note(note, now=clock(9)) for note in ("first", "second"))
    written = Journal(
        folder, header_for(made.path, made.path, "amal", file.serialise(made.with_records(())), now=clock())
    )
    written.append(edits_of(Update(claim, first)))
    assert written.path is not None
    for stem in ("0", "z"):
        written.path.with_name(f"{written.path.name.partition('-')[0]}-{stem}.journal").write_bytes(
            written.path.read_bytes()
        )
    written.append(edits_of(Update(first, second)))
    written.append(edits_of(Add(new)))
    written.close()
    found = recovery(left(folder, made))
    assert found is not None and len(found.journals) == 3 and found.conflicts == ()
    recover(found)
    assert {second, new} <= set(on_disk(made).records) and len(on_disk(made).records) == len(made.records) + 1
    assert list(folder.iterdir()) == []


def test_of_a_journal_that_was_cut_the_beginning_is_taken_and_the_file_kept(
    folder: Path, made: AnnotationSet, claim: Annotation, new: Annotation
) -> None:
    leave(folder, made, Add(new), Remove(claim), cut=4)
    found = recovery(left(folder, made))
    assert found is not None and found.difference.added == (new,) and not found.difference.removed
    recover(found)
    assert new in on_disk(made).records and claim in on_disk(made).records
    assert [entry.suffix for entry in folder.iterdir()] == [".set-aside"] and left(folder, made) == []


def test_of_a_journal_without_a_header_nothing_can_be_told(folder: Path, made: AnnotationSet, new: Annotation) -> None:
    leave(folder, made, Add(new))
    [path] = folder.iterdir()
    path.write_bytes(b"x" + path.read_bytes())
    assert recovery(left(folder, made)) is None and path.exists()


@pytest.mark.parametrize("content", [b"", b"[]", b'{"type": "AnnotationPage", "tui:format": 99, "items": []}'])
def test_what_is_damaged_or_newer_is_left_as_it_is(
    folder: Path, made: AnnotationSet, new: Annotation, content: bytes
) -> None:
    leave(folder, made, Add(new))
    made.path.write_bytes(content)
    with pytest.raises(SaveError):
        recovery(left(folder, made))
    assert made.path.read_bytes() == content and len(left(folder, made)) == 1


def test_another_set_in_its_place_is_left_as_it_is(folder: Path, made: AnnotationSet, new: Annotation) -> None:
    leave(folder, made, Add(new))
    file.save(made.path, replace(made.copied_for("hana"), path=made.path))
    with pytest.raises(SaveError):
        recovery(left(folder, made))
    assert len(left(folder, made)) == 1


def test_a_set_that_is_gone_and_was_never_described_is_refused(
    folder: Path, made: AnnotationSet, new: Annotation
) -> None:
    leave(folder, made, Add(new), page="{}")
    made.path.unlink()
    with pytest.raises(AnnotationFileError):
        recovery(left(folder, made))
    assert len(left(folder, made)) == 1


def test_a_failed_save_leaves_set_and_journal(
    monkeypatch: pytest.MonkeyPatch, folder: Path, made: AnnotationSet, new: Annotation
) -> None:
    leave(folder, made, Add(new))
    found = recovery(left(folder, made))
    before = made.path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        assert found is not None
        with pytest.raises(SaveError):
            recover(found)
    assert made.path.read_bytes() == before and len(left(folder, made)) == 1


def test_what_was_there_becomes_a_backup(folder: Path, made: AnnotationSet, new: Annotation, tmp_path: Path) -> None:
    leave(folder, made, Add(new))
    before = made.path.read_bytes()
    backups = Backups(tmp_path / "state" / "backups", made.path)
    found = recovery(left(folder, made))
    assert found is not None
    recover(found, backups)
    assert [backup.content() for backup in backups.all()] == [before]
