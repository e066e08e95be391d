"""The sets of other annotators as they are written, come and go: shown in their order, and told of once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tui_reader.session.entries import Filter
from tui_reader.session.files.following import look_at_others
from tui_reader.session.files.opening import open_reading
from tui_reader.settings import Settings
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.session.files.opening import SetFiles
    from tui_reader.session.reader import ReaderSession

TEXT = "قال الوزير: ارتفعت الأسعار\n"


class Desk:
    """A reading, and what badria does meanwhile."""

    def __init__(self, folder: Path) -> None:
        self.document = folder / "a.txt"
        self.document.write_text(TEXT, encoding="utf-8")
        self.folder = folder / "annotations"
        self.folder.mkdir()
        opened = open_reading(self.document, Settings(annotator="amal"))
        assert opened.files is not None
        self.session: ReaderSession = opened.session
        self.files: SetFiles = opened.files

    def write(self, name: str, *spans: tuple[int, int]) -> Path:
        """Puts a set there with annotations of these spans."""
        path = self.folder / f"a.txt.{name}.json"
        items = [
            {
                "id": f"urn:{name}:{start}",
                "type": "Annotation",
                "motivation": "highlighting",
                "target": {
                    "source": "../a.txt",
                    "selector": [
                        {"type": "TextQuoteSelector", "exact": TEXT[start:end]},
                        {"type": "TextPositionSelector", "start": start, "end": end},
                    ],
                },
            }
            for start, end in spans
        ]
        page = {"type": "AnnotationPage", "creator": {"type": "Person", "nickname": name}, "items": items}
        path.write_text(json.dumps(page), encoding="utf-8")
        return path

    def look(self) -> list[str] | None:
        """Looks and takes in what is seen, as the app does; what is said of it."""
        seen = look_at_others(self.session, self.files)
        if seen is None:
            return None
        assert seen.own_revision == self.session.own.store.revision
        self.session.take_sets(self.session.own, seen.others, seen.entries)
        return seen.words

    @property
    def quotes(self) -> list[str]:
        return [entry.quote for entry in self.session.entries]

    @property
    def listed(self) -> list[str]:
        """Those that the filter lets through."""
        while self.session.advance_filter(1):
            pass
        return [entry.quote for entry in self.session.listed]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_set_comes_changes_and_goes(desk: Desk) -> None:
    assert desk.look() is None
    path = desk.write("badria", (4, 10))
    (words,) = desk.look() or []
    assert "has come: 1 annotation" in words
    assert desk.quotes == ["الوزير"]
    assert desk.look() is None
    desk.write("badria", (4, 10), (0, 3))
    (words,) = desk.look() or []
    assert "1 new" in words
    assert desk.quotes == ["قال", "الوزير"]
    path.unlink()
    (words,) = desk.look() or []
    assert "is gone" in words
    assert desk.quotes == []


def test_a_set_that_is_damaged_is_told_of_once_and_stays_as_it_was(desk: Desk) -> None:
    path = desk.write("badria", (4, 10))
    desk.look()
    path.write_bytes(b"{")
    assert len(desk.look() or []) == 1
    assert desk.quotes == ["الوزير"]
    assert desk.look() is None
    desk.write("badria", (0, 3))
    assert desk.look() is not None
    assert desk.quotes == ["قال"]


def test_a_set_written_again_with_the_same_in_it_is_not_read_again(desk: Desk) -> None:
    path = desk.write("badria", (4, 10))
    desk.look()
    (layer,) = desk.session.others
    path.write_bytes(path.read_bytes())
    assert desk.look() is None
    assert desk.session.others == [layer]


def test_a_filter_asks_the_words_that_are_there_now(desk: Desk) -> None:
    desk.write("badria", (4, 10))
    desk.look()
    desk.session.filter = Filter.of(text="الوزير")
    assert desk.listed == ["الوزير"]
    path = desk.write("badria", (4, 10))
    page = json.loads(path.read_bytes())
    page["items"][0] |= {"bodyValue": "راجع"}
    path.write_text(json.dumps(page), encoding="utf-8")
    desk.look()
    desk.session.filter = Filter.of(text="راجع")
    assert desk.listed == ["الوزير"]


def test_what_is_done_here_afterwards_is_heard_of_once(desk: Desk) -> None:
    for name in ("badria", "camil"):
        desk.write(name, (4, 10))
        desk.look()
    heard: list[object] = []
    desk.session.subscribe(heard.append)
    desk.session.select(Span(0, 3))
    desk.session.highlight_selection()
    assert len(heard) == 1
    assert desk.quotes == ["قال", "الوزير", "الوزير"]
