"""The list of annotations: always what sorting all of them would give, and changed without looking at all of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readings import document_of, fresh
from sets import make_set

from tui_reader.annotations import file
from tui_reader.annotations.records import written
from tui_reader.annotations.store import AnnotationStore
from tui_reader.annotations.tagset import default_tagset
from tui_reader.errors import TuiReaderError
from tui_reader.session.entries import Entry, Filter
from tui_reader.session.files.saving import Saving
from tui_reader.session.layers import SetLayer, own_layer
from tui_reader.session.listing import key_of
from tui_reader.session.page import Page
from tui_reader.session.reader import ReaderSession
from tui_reader.session.reading import shown_sets
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MANY = 2000
LONG_TEXT = "قال الوزير إن الأسعار ارتفعت كثيرا في هذا العام. ثم نفى ذلك\n" * MANY
WORDS = [f"كلمة{number}" for number in range(12)]
FILTERS = (
    Filter.of(),
    Filter.of(tag="Claim"),
    Filter.of(text="كلمة1"),
    Filter.of(tag="", text="كلمة"),
    Filter.of(text="x"),
)


def sorted_anew(session: ReaderSession, chosen: Filter) -> list[str]:
    """The ids that should be listed, by looking at everything."""
    entries = [Entry(a, layer, p) for layer in session.layers for a, p in layer.store.placements()]
    passing = [entry for entry in entries if chosen.tells(entry) and chosen.finds(entry.folded_words())]
    return [key.id for key in sorted(map(key_of, passing))]


DOES: dict[str, Callable[[ReaderSession, int], object]] = {
    "tag": lambda session, _: session.tag_selection("Claim"),
    "highlight": lambda session, _: session.highlight_selection(),
    "retag": lambda session, _: session.retag(session.focus_id or "", "Quote"),
    "note": lambda session, _: session.write_note(session.focus_id or "", "كلمة1"),
    "delete": lambda session, _: session.delete(session.focus_id or ""),
    "undo": lambda session, _: session.undo(),
    "redo": lambda session, _: session.redo(),
    "filter": lambda session, number: setattr(session, "filter", FILTERS[number % len(FILTERS)]),
}
numbers = st.integers(0, len(WORDS) - 1)
commands = st.lists(st.tuples(st.sampled_from(["tag", "tag", "undo", *DOES]), numbers, numbers), max_size=25)


@given(commands)
def test_after_any_changes_the_list_is_what_sorting_and_filtering_everything_gives(
    given_commands: list[tuple[str, int, int]],
) -> None:
    session = fresh(" ".join(WORDS))
    starts = [sum(len(word) + 1 for word in WORDS[:number]) for number in range(len(WORDS))]
    assert list(session.listed) == []
    for name, first, last in given_commands:
        first, last = min(first, last), max(first, last)
        session.select(Span(starts[first], starts[last] + len(WORDS[last])))
        try:
            DOES[name](session, last)
        except TuiReaderError:
            continue
        assert [entry.id for entry in session.entries] == sorted_anew(session, Filter.of())
        assert [entry.id for entry in session.listed] == sorted_anew(session, session.filter)
        for number, entry in enumerate(session.listed):
            assert session.listed.rank(entry.id) == number and session.listed.id_at(number) == entry.id


@pytest.fixture
def large(tmp_path: Path) -> ReaderSession:
    """A reading with a large set on the disk."""
    document = document_of(LONG_TEXT)
    path = tmp_path / "annotations" / "doc.txt.bench.json"
    file.save(path, make_set(document, path, MANY))
    own: SetLayer = own_layer(path, document, "bench", default_tagset().identifier)
    assert own.store.annotation_count == MANY and not own.problems
    return ReaderSession(document, Page(document), own, [], default_tagset())


class Count:
    """How often something was called."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, owner: object, name: str) -> None:
        self.calls = 0
        original = getattr(owner, name)

        def counted(*given: object, **named: object) -> object:
            self.calls += 1
            return original(*given, **named)

        monkeypatch.setattr(owner, name, counted)


HANDFUL = 8


def test_one_tag_more_makes_and_reads_a_handful_of_records(
    large: ReaderSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    saving = Saving(large, lambda: None)
    before = large.own.path.read_bytes()
    assert len(large.listed) == MANY
    counts = [
        Count(monkeypatch, written, "encode"),
        Count(monkeypatch, written, "decode"),
        Count(monkeypatch, shown_sets, "key_of"),
        Count(monkeypatch, shown_sets, "Entry"),
        Count(monkeypatch, AnnotationStore, "placement"),
    ]
    large.select(Span(4, 10))
    large.tag_selection("Source")
    large.focus_next()
    large.focus_previous()
    assert saving.close()
    assert all(count.calls <= 10 * HANDFUL for count in counts[3:])
    assert all(count.calls <= HANDFUL for count in counts[:3])
    after = large.own.path.read_bytes()
    assert len(json.loads(after)["items"]) == len(json.loads(before)["items"]) + 1
    assert set(before.split(b"\n")) <= set(after.split(b"\n"))


def test_undo_looks_at_a_handful_of_entries(large: ReaderSession, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = [entry.id for entry in large.listed]
    large.delete(ids[MANY // 2])
    made = Count(monkeypatch, shown_sets, "Entry")
    large.undo()
    assert large.focus_id == ids[MANY // 2] and large.listed.rank(large.focus_id) == MANY // 2
    assert made.calls <= 10 * HANDFUL


def test_a_filter_lets_others_have_their_turn_and_finds_everything_in_the_end(
    large: ReaderSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shown_sets, "FIRST_FILTERED", 0)
    large.filter = Filter.of(tag="Claim")
    expected = sorted_anew(large, large.filter)
    assert 0 < len(large.listed) < len(expected)
    assert [entry.id for entry in large.listed] == expected[: len(large.listed)]
    # What changes meanwhile is listed once, whether the filter has come by or not.
    for start in (4, len(LONG_TEXT) - 20):
        large.select(Span(start, start + 6))
        large.tag_selection("Claim")
    large.delete(expected[0])
    large.delete(expected[-1])
    while large.advance_filter(0):
        pass
    assert [entry.id for entry in large.listed] == sorted_anew(large, large.filter)


def test_words_are_folded_once_for_all_filters(large: ReaderSession, monkeypatch: pytest.MonkeyPatch) -> None:
    folded = Count(monkeypatch, Entry, "folded_words")
    for text in ("ا", "ال", "الا"):
        large.filter = Filter.of(text=text)
        while large.advance_filter(1):
            pass
        assert [entry.id for entry in large.listed] and folded.calls <= MANY + HANDFUL
