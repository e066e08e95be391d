"""What two sides left in two states, on the screen: seen in text, list and status line, settled by a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hostile import HOSTILE

from tui_reader import language
from tui_reader.annotations import file
from tui_reader.annotations.anchoring import describe
from tui_reader.annotations.merging import merge
from tui_reader.annotations.records.annotation import Annotation, new_annotation
from tui_reader.documents.files import read_document
from tui_reader.text.span import Span
from tui_reader.ui.dialogs.conflict_dialog import ConflictDialog
from tui_reader.ui.widgets.text_view import TextView

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from hands import Hands

    Reader = Callable[..., AbstractAsyncContextManager[Hands]]


def leave_conflicts(seeds: Path, mine: str = "لي", theirs: str = "لهم") -> list[Annotation]:
    """Saves a set of the first sample: of its three annotations one was edited twice, one deleted by one side."""
    source = sorted(seeds.glob("*.txt"))[0]
    document = read_document(source)
    document.count()
    path = seeds.parent / "annotations" / f"{source.name}.amal.json"
    empty = file.new_set(document, "amal", "claims-citations@1", path)
    first, second, third = (
        new_annotation((describe(document, span),), source=empty.source_iri, tags=("Claim",))
        for span in (Span(0, 3), Span(10, 20), Span(30, 40))
    )
    base = empty.with_records([first, second, third])
    merged = merge(
        base,
        base.with_records([first.with_note(mine), second]),
        base.with_records([first.with_note(theirs), second, third.with_tags(["Quote"])]),
    )
    path.parent.mkdir(exist_ok=True)
    file.save(path, merged.set)
    return [first, second, third]


def shown(hands: Hands) -> str:
    """What the question says, in logical order."""
    return "\n".join(view.text for view in hands.app.screen.query(TextView))


def status(hands: Hands) -> str:
    return hands.rows("#status-line")[0]


async def test_a_conflict_is_seen_in_the_text_the_list_and_the_status_line(seeds: Path, reader: Reader) -> None:
    leave_conflicts(seeds)
    async with reader() as hands:
        assert "≠ 2 conflicts (C)" in status(hands)
        rows = hands.rows("#sidebar")
        assert {row.strip("▌ ") for row in rows if "≠" in row} == {
            "≠ conflict: version 1 of 2",
            "≠ conflict: version 2 of 2",
            "≠ conflict: deleted elsewhere",
        }
        assert any("≠" in row for row in hands.rows("#reading-pane"))


@pytest.mark.parametrize(("key", "notes"), [("1", {"لهم"}), ("2", {"لي"}), ("٢", {"لي"}), ("3", {"لي", "لهم"})])
async def test_one_key_settles_a_conflict_and_one_takes_that_back(
    seeds: Path, reader: Reader, key: str, notes: set[str]
) -> None:
    leave_conflicts(seeds)
    async with reader() as hands:
        await hands.press("C")
        assert isinstance(hands.app.screen, ConflictDialog)
        assert "لهم" in shown(hands) and "لي" in shown(hands) and "amal" in shown(hands)
        await hands.press(key)
        entries = hands.app.reading.session.entries
        assert {entry.annotation.note for entry in entries if entry.annotation.note} == notes
        assert "≠ 1 conflict (C)" in status(hands)
        assert not any("of 2" in row for row in hands.rows("#sidebar"))
        await hands.press("z")
        assert "≠ 2 conflicts (C)" in status(hands)
        assert {entry.annotation.note for entry in entries if entry.annotation.note} == {"لي", "لهم"}


async def test_conflicts_are_settled_one_after_the_other_until_none_is_left(seeds: Path, reader: Reader) -> None:
    third = leave_conflicts(seeds)[2]
    async with reader() as hands:
        await hands.press("C", "1", "C")
        assert "deleted" in shown(hands)
        await hands.press("2")
        assert hands.app.reading.session.own.store.get(third.id) is None
        assert "≠" not in status(hands)
        await hands.press("C")
        assert any("Nothing is in conflict" in words for words in hands.said)
    path = next((seeds.parent / "annotations").glob("*.amal.json"))
    assert b'tui:conflict":' not in path.read_bytes().split(b'"items"')[1]


async def test_who_decides_later_finds_the_next_one(seeds: Path, reader: Reader) -> None:
    leave_conflicts(seeds)
    async with reader() as hands:
        await hands.press("C")
        first = shown(hands)
        await hands.press("escape", "C")
        second = shown(hands)
        await hands.press("escape", "C")
        assert first != second and shown(hands) == first
        assert "≠ 2 conflicts (C)" in hands.app.reading.query_one("#status-line").render_line(0).text


async def test_the_question_is_asked_in_arabic(seeds: Path, reader: Reader) -> None:
    leave_conflicts(seeds)
    language.use("ar")
    async with reader() as hands:
        await hands.press("C")
        assert "أي صيغة تبقى؟" in shown(hands) and "version" not in shown(hands)


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 12), (20, 6)], ids=str)
async def test_the_question_fits_every_screen_and_long_versions_scroll(
    seeds: Path, reader: Reader, size: tuple[int, int]
) -> None:
    leave_conflicts(seeds, mine="كلمة " * 500, theirs="أخرى\n" * 100)
    async with reader(size=size) as hands:
        await hands.press("C", "down", "down", "up")
        dialog = hands.app.screen
        assert isinstance(dialog, ConflictDialog)
        await hands.pilot.pause()
        box = dialog.query("Vertical").first().region
        answers = dialog.query(".conflict--answers").first().region
        assert size[1] < 12 or (dialog.region.contains_region(box) and box.contains_region(answers))
        await hands.press("2")
        assert not isinstance(hands.app.screen, ConflictDialog)


async def test_nothing_in_a_version_reaches_the_terminal(seeds: Path, reader: Reader) -> None:
    hostile = "".join(text[:40] for text in HOSTILE.values() if text.isprintable() or "\ud800" not in text)
    leave_conflicts(seeds, mine=hostile, theirs=f"{hostile}[/x][@click=app.quit]")
    async with reader() as hands:
        await hands.press("C")
        screen = hands.app.screen
        assert isinstance(screen, ConflictDialog)
        for view in screen.query(TextView):
            for y in range(view.size.height):
                words = "".join(segment.text for segment in view.render_line(y))
                assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in words)
