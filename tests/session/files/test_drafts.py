"""Notes that were being typed: kept by what they are about, whatever is in them, and never at the cost of the start."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import hostile_text

from tui_reader.session.files.drafts import FILE, MOST, Draft, Drafts, on_annotation, on_span
from tui_reader.text.span import Span

SET, DOCUMENT = Path("annotations/a.txt.amal.json"), Path("a.txt")


@given(st.dictionaries(hostile_text, hostile_text.filter(bool), max_size=5))
def test_what_was_typed_is_there_again(tmp_path_factory: pytest.TempPathFactory, notes: dict[str, str]) -> None:
    folder = tmp_path_factory.mktemp("state") / "tui-reader"
    for name, text in notes.items():
        assert Drafts(folder).keep(on_annotation(SET, name), text)
    drafts = Drafts(folder)
    assert {name: drafts.get(on_annotation(SET, name)) for name in notes} == notes
    assert drafts.count_about(SET) == len(notes)
    for name in notes:
        drafts.drop(on_annotation(SET, name))
    assert drafts.count_about(SET) == 0


def test_notes_are_told_apart_by_what_they_are_about(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    names = [on_annotation(SET, "urn:1"), on_span(DOCUMENT, Span(0, 3)), on_span(DOCUMENT, Span(0, 4))]
    for name in names:
        drafts.keep(name, name)
    assert [drafts.get(name) for name in names] == names
    assert (drafts.count_about(SET), drafts.count_about(DOCUMENT), drafts.count_about(SET, DOCUMENT)) == (1, 2, 3)
    assert drafts.get(on_span(Path("b.txt"), Span(0, 3))) == ""


def test_the_latest_are_kept(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    for number in range(MOST + 2):
        drafts.keep(str(number), "note")
    assert (drafts.get("1"), drafts.get("2"), drafts.get(str(MOST + 1))) == ("", "note", "note")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b'{"a": 1}', b"[" * 100_000])
def test_a_damaged_file_costs_the_notes_only(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    drafts = Drafts(tmp_path)
    assert drafts.get("a") == ""
    assert drafts.keep("a", "note") and drafts.get("a") == "note"


def test_where_nothing_can_be_kept_nothing_fails(tmp_path: Path) -> None:
    (tmp_path / "state").write_bytes(b"a file where the folder should be")
    drafts = Drafts(tmp_path / "state")
    assert not drafts.keep("a", "note")
    drafts.drop("a")


def test_what_is_typed_is_kept_until_it_ends(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    draft = Draft(drafts, "a", "راجع")
    assert (draft.text, draft.begun) == ("راجع", "")
    for typed in ("راجع ا", "راجع المصدر"):
        assert draft.keep(typed)
        # The program is killed here: the next one goes on with it.
        assert Draft(drafts, "a", "راجع").text == typed
    # What is as it was need not be gone on with.
    assert draft.keep("راجع") and Draft(drafts, "a", "راجع").begun == ""
    assert draft.keep("راجع المصدر")
    gone_on_with = Draft(drafts, "a", "راجع")
    assert gone_on_with.keep("راجع") and Draft(drafts, "a", "راجع").begun == "راجع"
    gone_on_with.end()
    assert Draft(drafts, "a", "راجع").begun == ""
    # A thread that comes late keeps nothing of what has ended.
    gone_on_with.keep("راجع المصادر")
    assert Draft(drafts, "a", "راجع").begun == ""


def test_nothing_is_written_while_nothing_is_typed(tmp_path: Path) -> None:
    draft = Draft(Drafts(tmp_path), "a", "note")
    assert draft.keep("note") and not (tmp_path / FILE).exists()
    assert draft.differs("note and more") and draft.keep("note and more")
    written = (tmp_path / FILE).stat().st_mtime_ns
    assert not draft.differs("note and more") and draft.keep("note and more")
    assert (tmp_path / FILE).stat().st_mtime_ns == written


def test_windows_that_type_at_the_same_time_keep_what_each_has(tmp_path: Path) -> None:
    drafts = [Draft(Drafts(tmp_path), str(number)) for number in range(4)]
    threads = [
        threading.Thread(target=lambda draft=draft: [draft.keep(f"note {length}") for length in range(10)])  # type: ignore[misc]
        for draft in drafts
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [Drafts(tmp_path).get(str(number)) for number in range(4)] == ["note 9"] * 4


def test_a_thread_of_an_earlier_draft_that_comes_late_writes_nothing_over_the_one_that_goes_on(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    earlier = Draft(drafts, "a", "note")
    earlier.note("راجع")
    earlier.hand_over()
    later = Draft(drafts, "a", "note")
    assert later.text == "راجع"
    assert later.keep("راجع المصدر")
    assert earlier.keep_noted()
    assert Draft(drafts, "a", "note").text == "راجع المصدر"
