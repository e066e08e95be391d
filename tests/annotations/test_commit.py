"""A set comes to the disk: whatever somebody else has done to the file meanwhile, nothing of either side goes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from annotation_cases import annotate
from plain_document import SPEC_TEXT, PlainDocument

from tui_reader.annotations import file
from tui_reader.annotations.commit import Committed, commit
from tui_reader.annotations.dropping import Dropping, DropRefused
from tui_reader.annotations.file import AnnotationSet, Known, new_set
from tui_reader.annotations.records.annotation import Annotation
from tui_reader.annotations.records.record import UnknownRecord
from tui_reader.errors import SaveError
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DOCUMENT = PlainDocument(SPEC_TEXT)
MANY = 40


def record(number: int, note: str = "") -> Annotation:
    """One annotation of many that differ."""
    return annotate(DOCUMENT, Span(number % 40, number % 40 + 3), name=f"urn:n{number:03d}", note=note or f"n{number}")


@pytest.fixture
def empty(tmp_path: Path) -> AnnotationSet:
    """A set of amal's, not on the disk yet."""
    path = tmp_path / "annotations" / "doc.txt.amal.json"
    return new_set(replace_path(DOCUMENT, tmp_path), "amal", "claims-citations@1", path)


def replace_path(document: PlainDocument, folder: Path) -> PlainDocument:
    return PlainDocument(SPEC_TEXT, folder / "doc.txt")


@pytest.fixture
def many(empty: AnnotationSet) -> Known:
    """A set that is on the disk."""
    return known_after(commit(Known(), empty.with_records(map(record, range(MANY)))))


def known_after(committed: Committed) -> Known:
    return Known(committed.set, committed.saved.text_hash)


def of(known: Known) -> AnnotationSet:
    assert known.base is not None
    return known.base


def notes(path: Path) -> list[str | None]:
    """The notes in the file, sorted."""
    return sorted(note_of(each) for each in file.load(path).set.records)


def note_of(each: object) -> str:
    return each.note or "" if isinstance(each, Annotation) else "?"


def changed(known: Known, **new: str | None) -> AnnotationSet:
    """The set with some notes changed, by number; None takes the annotation away."""
    there = {each.id: each for each in of(known).records}
    for key, note in new.items():
        number = int(key.removeprefix("n"))
        if note is None:
            del there[f"urn:n{number:03d}"]  # type: ignore[arg-type]
        else:
            there[f"urn:n{number:03d}"] = record(number, note)
    return of(known).with_records(there.values())


def test_a_set_that_was_never_saved_is_saved(empty: AnnotationSet) -> None:
    done = commit(Known(), empty.with_records([record(1)]))
    assert notes(empty.path) == ["n1"]
    assert done.saved.text_hash == file.hash_of(empty.path)
    assert done.merged is None and not done.was_gone and done.saved.durable


def test_what_is_there_already_is_not_written(many: Known) -> None:
    status = of(many).path.stat()
    done = commit(many, of(many))
    assert done.saved.text_hash == many.text_hash
    now = of(many).path.stat()
    assert (now.st_ino, now.st_mtime_ns) == (status.st_ino, status.st_mtime_ns)


def test_a_file_in_another_layout_is_not_written_for_its_looks(many: Known) -> None:
    path = of(many).path
    path.write_text(path.read_text(encoding="utf-8").replace('": ', '" :   '), encoding="utf-8")
    content = path.read_bytes()
    loaded = file.load(path)
    commit(Known(loaded.set, loaded.text_hash), loaded.set)
    assert path.read_bytes() == content


def test_what_another_program_wrote_is_merged(many: Known) -> None:
    commit(many, changed(many, n1="theirs", n2=None, n77="new there"), deleted={"urn:n002"})
    done = commit(many, changed(many, n3="mine", n4=None, n88="new here"), deleted={"urn:n004"})
    assert done.merged is not None and not done.merged.conflicts
    here = notes(of(many).path)
    assert {"theirs", "mine", "new there", "new here"} < set(here)
    assert not {"n1", "n2", "n3", "n4"} & set(here)
    assert len(here) == MANY


def test_what_both_changed_is_there_twice(many: Known) -> None:
    commit(many, changed(many, n1="theirs"))
    done = commit(many, changed(many, n1="mine"))
    assert done.merged is not None and len(done.merged.conflicts) == 1
    assert {"theirs", "mine"} < set(notes(of(many).path))


def test_a_merge_that_brings_nothing_of_mine_writes_nothing(many: Known) -> None:
    commit(many, changed(many, n1="theirs"))
    status = of(many).path.stat()
    done = commit(many, of(many))
    assert note_of(next(r for r in done.set.records if r.id == "urn:n001")) == "theirs"
    assert of(many).path.stat().st_mtime_ns == status.st_mtime_ns


def test_after_a_merge_the_base_is_what_was_handed_over(many: Known) -> None:
    """As long as nobody has taken in what was merged: what they did must not look like what was undone here."""
    commit(many, changed(many, n77="new there"))
    mine = changed(many, n3="mine")
    commit(many, mine)
    again = mine.with_records([*mine.records, record(99)])
    commit(Known(mine, None), again)
    assert {"new there", "mine", "n99"} < set(notes(of(many).path))


def test_a_deleted_file_is_written_anew_with_everything(many: Known) -> None:
    of(many).path.unlink()
    done = commit(many, changed(many, n1="mine"))
    assert done.was_gone
    assert len(notes(of(many).path)) == MANY


def test_a_file_that_came_meanwhile_is_merged(many: Known) -> None:
    mine = of(many).with_records([record(99)])
    done = commit(Known(), mine)
    assert done.merged is not None
    assert len(notes(of(many).path)) == MANY + 1


def damaged(page: str) -> str:
    return page[: len(page) // 2]


def emptied(_: str) -> str:
    return ""


def newer(page: str) -> str:
    return page.replace('"tui:format": 1', '"tui:format": 2')


def somebody_elses(page: str) -> str:
    return page.replace('"nickname": "amal"', '"nickname": "badria"')


def about_another_source(page: str) -> str:
    return page.replace("../doc.txt", "../other.txt").replace('"sha256": "', '"sha256": "0')


@pytest.mark.parametrize("happens", [damaged, emptied, newer, somebody_elses, about_another_source])
def test_what_is_no_version_of_the_set_is_left_as_it_is(many: Known, happens: Callable[[str], str]) -> None:
    path = of(many).path
    page = happens(path.read_text(encoding="utf-8"))
    path.write_text(page, encoding="utf-8")
    with pytest.raises(SaveError, match="left as it is"):
        commit(many, changed(many, n1="mine"))
    assert path.read_text(encoding="utf-8") == page
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_what_cannot_be_read_is_left_as_it_is(many: Known) -> None:
    path = of(many).path
    path.unlink()
    path.mkdir()
    with pytest.raises(SaveError):
        commit(many, changed(many, n1="mine"))
    assert path.is_dir()


# Many that go


@pytest.fixture
def robbed(many: Known) -> AnnotationSet:
    """What another program has left of the set: a fourth of it, and one that is new."""
    kept = [each for each in of(many).records if int((each.id or "")[-3:]) % 4 == 0]
    return commit(many, of(many).with_records([*kept, record(99)]), dropping=Dropping.ALLOWED).set


def test_many_do_not_go_unasked(many: Known, robbed: AnnotationSet) -> None:
    with pytest.raises(DropRefused) as refused:
        commit(many, changed(many, n0="mine"))
    assert (refused.value.lost, refused.value.there) == (MANY * 3 // 4, MANY)
    assert len(notes(robbed.path)) == MANY // 4 + 1


def test_many_go_when_somebody_says_so(many: Known, robbed: AnnotationSet) -> None:
    commit(many, changed(many, n0="mine"), dropping=Dropping.ALLOWED)
    assert len(notes(robbed.path)) == MANY // 4 + 1
    assert "mine" in notes(robbed.path)


def test_what_another_program_took_away_comes_back_when_somebody_says_so(many: Known, robbed: AnnotationSet) -> None:
    commit(many, changed(many, n0="mine"), dropping=Dropping.UNDONE)
    here = notes(robbed.path)
    assert len(here) == MANY + 1
    assert {"mine", "n99", "n1"} < set(here)


def test_many_do_not_go_unasked_where_as_many_others_came(many: Known) -> None:
    others = [annotate(DOCUMENT, Span(3, 6), name=f"urn:o{number:03d}", note="theirs") for number in range(MANY)]
    commit(many, of(many).with_records(others), dropping=Dropping.ALLOWED)
    with pytest.raises(DropRefused):
        commit(many, changed(many, n0="mine"))


def test_what_a_program_lost_by_itself_does_not_go(many: Known) -> None:
    with pytest.raises(DropRefused):
        commit(many, of(many).with_records(()))
    assert len(notes(of(many).path)) == MANY


def test_who_deletes_is_not_asked(many: Known) -> None:
    kept = changed(many, **{f"n{number}": None for number in range(10)})
    commit(many, kept, deleted={f"urn:n{number:03d}" for number in range(10)})
    assert len(notes(of(many).path)) == MANY - 10


def test_a_few_go_unasked(many: Known) -> None:
    commit(many, changed(many, n1=None, n2=None, n3=None, n4=None, n5=None))
    assert len(notes(of(many).path)) == MANY - 5


# What is written


def test_a_record_that_is_not_what_its_line_says_is_not_written(many: Known) -> None:
    wrong = replace(record(1), note="said nowhere")
    before = of(many).path.read_bytes()
    with pytest.raises(SaveError, match="could not be read again"):
        commit(many, of(many).with_records([*of(many).records[1:], wrong]))
    assert of(many).path.read_bytes() == before


def test_a_record_nobody_understood_that_breaks_the_page_is_not_written(many: Known) -> None:
    broken = UnknownRecord('{"id": "urn:x"}, "type": "y"', "not understood")
    before = of(many).path.read_bytes()
    with pytest.raises(SaveError, match="could not be read again"):
        commit(many, of(many).with_records([*of(many).records, broken]))
    assert of(many).path.read_bytes() == before


def test_who_writes_without_a_lock_while_it_is_saved_loses_nothing(
    many: Known, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = of(many).path
    theirs = file.serialise(changed(many, n1="theirs"))
    real = file.save
    times = []

    def slow(*arguments: object) -> object:
        if not times:
            path.with_name("new").write_text(theirs, encoding="utf-8")
            path.with_name("new").replace(path)
        times.append(1)
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(file, "save", slow)
    commit(many, changed(many, n2="mine"))
    assert {"theirs", "mine"} < set(notes(path))
    assert len(times) == 2


def test_who_never_stops_writing_is_told_of(many: Known, monkeypatch: pytest.MonkeyPatch) -> None:
    path = of(many).path
    real = file.save

    def slow(*arguments: object) -> object:
        path.with_name("new").write_bytes(path.read_bytes())
        path.with_name("new").replace(path)
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(file, "save", slow)
    with pytest.raises(SaveError, match="again and again"):
        commit(many, changed(many, n2="mine"))
    assert len(notes(path)) == MANY
    assert [each.name for each in path.parent.iterdir()] == [path.name]
