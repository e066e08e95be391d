"""Documents that stay in their files: read at once, annotated as soon as they are counted."""

from __future__ import annotations

import asyncio
import json
import threading
from typing import TYPE_CHECKING

import pytest

from tui_reader.documents import files, in_file
from tui_reader.documents.counting import Counts
from tui_reader.documents.in_file import FileDocument
from tui_reader.text.span import Span
from tui_reader.ui import opening

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from hands import Hands

    Reader = Callable[..., AbstractAsyncContextManager[Hands]]

LINE = "قال الوزير 😀 إن الأسعار ارتفعت"


@pytest.fixture(autouse=True)
def everything_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small files are read in windows too, and counting does not rest."""
    monkeypatch.setattr(files, "DECODED_BYTES", 0)
    monkeypatch.setattr(in_file, "_LONG_BYTES", 4000)
    monkeypatch.setattr(opening, "REST", 0.0)


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Documents are counted only when this is set."""
    may_count = threading.Event()
    count = Counts.run

    def wait_and_count(counts: Counts, progress: Callable[[float], bool]) -> bool:
        while not may_count.wait(0.01):
            if not progress(0.5):
                return False
        return count(counts, progress)

    monkeypatch.setattr(Counts, "run", wait_and_count)
    yield may_count
    may_count.set()


@pytest.fixture
def large(seeds: Path) -> Path:
    """A document of many paragraphs."""
    path = seeds / "large.txt"
    path.write_text(f"{LINE}\n" * 500, encoding="utf-8")
    return path


def exact(annotation_file: Path) -> list[tuple[str, int, int]]:
    """Quote and position of every annotation in a file."""
    found = []
    for item in json.loads(annotation_file.read_text(encoding="utf-8"))["items"]:
        quote, position = item["target"]["selector"]
        found.append((quote["exact"], position["start"], position["end"]))
    return found


async def test_what_is_tagged_before_the_text_is_counted_waits_for_it(
    reader: Reader, large: Path, counting: threading.Event
) -> None:
    async with reader(large, wait=False) as hands:
        session = hands.app.reading.session
        assert isinstance(session.document, FileDocument)
        await hands.press("ctrl+end", "ctrl+left", "space", "c")
        assert "reading annotations" in hands.rows("#status-line")[0]
        assert len(session.entries) == 0
        await hands.press("ctrl+home")
        counting.set()
        await hands.finish()
        assert len(session.entries) == 1
        assert session.caret == 0, "who has gone elsewhere stays there"
        (span,) = session.entries[0].spans
        assert session.document.slice(span) == "ارتفعت"
        assert hands.app.reading.saving.finish()
        ((quote, start, end),) = exact(session.own.path)
        text = large.read_text(encoding="utf-8")
        assert text[start:end] == quote == "ارتفعت"
        assert start == text.rindex("ارتفعت")


async def test_annotations_made_before_are_shown_once_the_text_is_counted(
    reader: Reader, large: Path, counting: threading.Event
) -> None:
    counting.set()
    async with reader(large) as hands:
        await hands.press("ctrl+end", "ctrl+left", "space", "c")
        assert hands.app.reading.saving.finish()
    counting.clear()
    async with reader(large, wait=False) as hands:
        session = hands.app.reading.session
        assert len(session.entries) == 0
        counting.set()
        await hands.finish()
        (span,) = session.entries[0].spans
        assert session.document.slice(span) == "ارتفعت"
        assert (
            session.document.paragraph_at(span.start).start == session.document.paragraph_at(session.document.end).start
        )


@pytest.mark.parametrize("way", ["another document", "the end"])
async def test_nobody_leaves_before_what_waited_is_done(
    reader: Reader, large: Path, counting: threading.Event, way: str
) -> None:
    second = large.with_name("second.txt")
    second.write_text(LINE, encoding="utf-8")
    async with reader(large, wait=False) as hands:
        first = hands.app.reading.session
        await hands.press("space", "c")
        if way == "the end":
            leaving = asyncio.create_task(hands.app.action_quit())
        else:
            hands.app.open_document(second)
        await hands.pilot.pause(0.1)
        assert hands.app.reading.session is first
        counting.set()
        if way == "the end":
            await leaving
        else:
            await hands.finish()
            await hands.finish()
            assert hands.app.reading.session.document.path == second
    ((quote, start, _),) = exact(first.own.path)
    assert (quote, start) == ("قال", 0)


async def test_who_waits_for_what_waited_waits_no_more_once_the_app_is_ended(
    reader: Reader, large: Path, counting: threading.Event
) -> None:
    async with reader(large, wait=False) as hands:
        await hands.press("ctrl+right", "space", "c")
        assert hands.app.reading.something_waits
        leaving = asyncio.create_task(hands.app.action_quit())
        await hands.pilot.pause(0.05)
        # As a signal has it.
        hands.app.leave(143)
        try:
            await asyncio.wait_for(leaving, 5)
            assert hands.app.reading.something_waits
        finally:
            hands.app.reading.forget_what_waits()
        assert hands.app.return_code == 143


async def test_a_long_paragraph_is_walked_from_end_to_end(reader: Reader, seeds: Path) -> None:
    path = seeds / "line.txt"
    path.write_text(" ".join(f"{LINE} {number}" for number in range(2000)), encoding="utf-8")
    async with reader(path, size=(80, 24)) as hands:
        session, text = hands.app.reading.session, hands.app.reading.text
        seen = [session.page.line_span(place) for place in text.visible_places]
        await hands.press("ctrl+end")
        last = [session.page.line_span(place) for place in text.visible_places]
        assert hands.rows("#status-line")[0].split()[1] == "100%"
        assert last[-1].end == session.document.paragraph_at(0).end
        await hands.press("ctrl+home")
        while seen[-1] != last[-1]:
            await hands.press("pagedown")
            shown = [session.page.line_span(place) for place in text.visible_places]
            assert shown[-1].end > seen[-1].end
            seen += [span for span in shown if span.start >= seen[-1].end]
        assert [span.start for span in seen[1:]] == [span.end for span in seen[:-1]]
        whole = session.document.slice(Span(0, session.document.end))
        assert whole == path.read_text(encoding="utf-8")
