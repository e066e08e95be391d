"""What others do to one's own set while it is open."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from readings import document_of

from tui_reader.annotations.backups import FOLDER, Backups
from tui_reader.annotations.tagset import default_tagset
from tui_reader.session.files.saving import Saving
from tui_reader.session.layers import own_layer
from tui_reader.session.page import Page
from tui_reader.session.reader import ReaderSession
from tui_reader.settings import state_folder
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

DOCUMENT = document_of("قال الوزير: ارتفعت الأسعار\n")


def reading_of(path: Path) -> tuple[ReaderSession, Saving]:
    own = own_layer(path, DOCUMENT, "amal", default_tagset().identifier)
    session = ReaderSession(DOCUMENT, Page(DOCUMENT), own, [], default_tagset())
    return session, Saving(session, lambda: None)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "annotations" / "doc.txt.amal.json"


@pytest.fixture
def saving(path: Path) -> Iterator[Saving]:
    """Keeps up a reading whose set, on the disk, has one claim."""
    session, saving = reading_of(path)
    session.select(Span(0, 3))
    session.tag_selection("Claim")
    assert saving.finish()
    yield saving
    saving.close()


def deleted(path: Path) -> None:
    path.unlink()


def damaged(path: Path) -> None:
    path.write_bytes(b"{")


@pytest.mark.parametrize("happens", [deleted, damaged])
def test_what_another_program_takes_away_can_be_put_back(
    path: Path, saving: Saving, happens: Callable[[Path], None]
) -> None:
    there = path.read_bytes()
    happens(path)
    seen = saving.look()
    assert seen is not None and seen.loaded is None
    backups = Backups(state_folder() / FOLDER, path)
    assert json.loads(backups.all()[-1].content()) == json.loads(there)
    backups.restore(backups.all()[-1].number)
    assert json.loads(path.read_bytes()) == json.loads(there)


def test_a_set_that_was_damaged_before_is_no_news_until_it_is_mended(path: Path, saving: Saving) -> None:
    whole = path.read_bytes()
    damaged(path)
    session, again = reading_of(path)
    assert session.own.read_only_because
    assert again.look() is None
    path.write_bytes(whole)
    seen = again.look()
    assert seen is not None and seen.layer is not None
    assert again.take(seen) is not None
    assert not session.own.read_only_because
    assert [entry.quote for entry in session.entries] == ["قال"]


def test_of_a_damaged_set_that_goes_nothing_is_said_to_be_kept(path: Path, saving: Saving) -> None:
    damaged(path)
    _, again = reading_of(path)
    path.unlink()
    assert again.look() is None
