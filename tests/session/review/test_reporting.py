"""Where a report is offered to be written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tui_reader.session.review.reporting import offered_path

if TYPE_CHECKING:
    import pytest

OWN = Path("/home/rana/annotations/كتاب.txt.rana.json")


def test_a_report_is_offered_beside_the_set_of_who_reviews() -> None:
    assert offered_path(Path("/home/rana/seeds/كتاب.txt"), OWN) == Path("/home/rana/annotations/كتاب.review.html")


def test_the_next_one_is_offered_where_the_last_was_and_in_its_form() -> None:
    last = Path("/home/rana/reports/first.md")
    assert offered_path(Path("/home/rana/seeds/كتاب.txt"), OWN, last) == Path("/home/rana/reports/كتاب.review.md")


def test_the_place_does_not_depend_on_where_one_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert offered_path(Path("a.txt"), Path("annotations/a.txt.rana.json")) == tmp_path / "annotations/a.review.html"
