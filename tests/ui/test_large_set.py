"""A large set on the screen: what is not seen is not laid out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sets import make_set

from tui_reader.annotations import file, folders
from tui_reader.annotations.tagset import default_tagset_text
from tui_reader.documents.files import read_document
from tui_reader.session.reading import shown_sets
from tui_reader.ui import watching
from tui_reader.ui.panes.sidebar import Sidebar, SidebarRows

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from hands import Hands

    from tui_reader.session.entries import Entry

    Reader = Callable[..., AbstractAsyncContextManager[Hands]]

MANY, OTHERS = 2000, 600
PATIENCE = 200
"""Turns of the loop a filter may take."""


@pytest.fixture
def large(seeds: Path) -> Path:
    """A document with a large set."""
    path = seeds / "large.txt"
    path.write_text("قال الوزير إن الأسعار ارتفعت كثيرا في هذا العام. ثم نفى ذلك\n" * MANY, encoding="utf-8")
    document = read_document(path)
    document.count()
    own = folders.annotation_path(path, "amal", opened=seeds)
    file.save(own, make_set(document, own, MANY, annotator="amal"))
    return path


async def test_a_tag_among_many_lays_out_a_handful_of_rows(
    reader: Reader, large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reader(large) as hands:
        session = hands.app.reading.session
        assert len(session.listed) == MANY
        await hands.press("ctrl+down", "right", "space")
        laid_out: list[str] = []
        lay_out = SidebarRows._lay_out

        def counted(rows: SidebarRows, entry: Entry) -> object:
            laid_out.append(entry.id)
            return lay_out(rows, entry)

        monkeypatch.setattr(SidebarRows, "_lay_out", counted)
        await hands.press("c")
        assert len(session.listed) == MANY + 1
        assert session.focus_id in laid_out and len(laid_out) <= 4
        await hands.press("ctrl+z")
        assert len(session.listed) == MANY and len(laid_out) <= 8


async def test_the_last_of_many_is_a_key_away(reader: Reader, large: Path) -> None:
    async with reader(large) as hands:
        session = hands.app.reading.session
        hands.app.screen.query_one(Sidebar).focus()
        await hands.press("end")
        last = session.listed[MANY - 1]
        assert session.focus_id == last.id
        assert any(row.startswith("▌") for row in hands.rows("#sidebar"))
        await hands.press("up")
        assert session.focus_id == session.listed.id_at(MANY - 2)


async def test_the_list_is_filtered_while_one_types(reader: Reader, large: Path) -> None:
    async with reader(large) as hands:
        session = hands.app.reading.session
        await hands.press("f")
        await hands.paste("الوزير")
        for _ in range(PATIENCE):
            if not session.advance_filter(0):
                break
            await hands.pilot.pause()
        passing = [entry for entry in session.entries if "وزير" in entry.quote]
        assert passing and {entry.id for entry in passing} <= {entry.id for entry in session.listed}
        await hands.press("escape")
        assert len(session.listed) == MANY


async def test_a_filter_comes_to_its_end_whatever_changes_the_list(
    reader: Reader, large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "LOOK_EVERY", 0.05)
    monkeypatch.setattr(shown_sets, "FIRST_FILTERED", 0.0)
    async with reader(large) as hands:
        session = hands.app.reading.session

        async def seen(passes: Callable[[Entry], bool]) -> None:
            """Waits until all are listed that pass, and the title says how many."""
            count = sum(map(passes, session.entries))
            await hands.until(lambda: hands.rows("#sidebar-title")[0].split()[1] == str(count))
            assert len(session.listed) == count > 256

        await hands.press("F")
        assert session.filter.tag == "Claim"
        await seen(lambda entry: "Claim" in entry.annotation.tags)
        theirs = folders.annotation_path(large, "badria", opened=large.parent)
        file.save(theirs, make_set(session.document, theirs, OTHERS, annotator="badria", seed=2))
        await hands.until(lambda: session.others)
        await seen(lambda entry: "Claim" in entry.annotation.tags)
        await hands.press("o")
        await seen(lambda entry: "Claim" in entry.annotation.tags)
        tagset = default_tagset_text().replace('name = "Source"', 'name = "Source"\nparent = "Claim"')
        (theirs.parent / "tagset.toml").write_text(tagset, encoding="utf-8")
        await hands.until(lambda: session.tagset.descends("Source", "Claim"))
        await seen(lambda entry: not {"Claim", "Source"}.isdisjoint(entry.annotation.tags))
