"""The figures of a review as a list, part by part."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from review.three_sets import write_three_sets

from tui_reader.review.figure import ComparedDocument, Figures
from tui_reader.review.figure_words import interval_words, value_words
from tui_reader.review.figures import figures
from tui_reader.session.files.opening import open_reading
from tui_reader.session.review.comparing import compared, taken_down, usual_layers
from tui_reader.session.review.figuring import Figuring
from tui_reader.session.review.review_session import ReviewSession
from tui_reader.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> ReviewSession:
    source, _ = write_three_sets(tmp_path_factory.mktemp("three"))
    return reviewed(source)


def reviewed(source: Path) -> ReviewSession:
    session = open_reading(source, Settings(annotator="reviewer")).session
    review = ReviewSession(session)
    review.take(compared(session.document, taken_down(usual_layers(session), None), None, lambda _: True))
    return review


@pytest.fixture(scope="module")
def figuring(review: ReviewSession) -> Figuring:
    found = Figuring(review)
    for _ in found.run():
        pass
    return found


@pytest.fixture(scope="module")
def wanted(review: ReviewSession) -> Figures:
    """The figures as everybody has them from the code."""
    length = review.reading.document.code_points.length
    return figures([ComparedDocument("doc", review.comparison, length)], symmetric=["restates"])


def test_all_figures_are_there_as_everybody_has_them(figuring: Figuring, wanted: Figures) -> None:
    shown = [row for row in figuring.rows() if row.figure is not None]
    meant = [figure for part in wanted.parts for figure in part.figures]
    assert [row.figure for row in shown] == meant
    for row, figure in zip(shown, meant, strict=True):
        assert value_words(figure.value) in row.at_length
        assert interval_words(figure.interval) in row.at_length
        assert row.groups == figure.groups
        assert row.number in (value_words(figure.value), "–")


def test_cells_of_the_matrix_open_their_groups(figuring: Figuring, wanted: Figures, review: ReviewSession) -> None:
    found = {row.key: row for row in figuring.rows() if row.figure is None and not row.is_heading}
    for part in wanted.parts:
        if part.confusion is None:
            continue
        for (one, other), groups in part.confusion.cells.items():
            row = found.get((part.scope, one, other)) or found[part.scope, other, one]
            assert row.groups == tuple(sorted(set(groups)))
            assert row.number == str(len(groups))
            for at in row.groups:
                tags = {tag for _, unit in review.groups[at.group].present for tag in unit.tags}
                assert {*(one or ()), *(other or ())} <= tags


def test_parts_are_there_before_all_is(review: ReviewSession) -> None:
    found = Figuring(review)
    steps = found.run()
    assert found.rows() == []
    next(steps)
    first = found.rows()
    assert first[0].is_heading and not found.is_done
    assert all(not row.interval for row in first)
    next(steps)
    assert found.rows()[: len(first)] == first
    for _ in steps:
        pass
    assert found.is_done
    assert any(row.interval for row in found.rows())


def test_what_was_given_up_is_gone_on_with(review: ReviewSession) -> None:
    found = Figuring(review)
    steps = found.run()
    next(steps)
    next(steps)
    before = tuple(found.parts)
    for _ in found.run():
        pass
    # Who was at work on a piece then comes to its end, and changes nothing.
    next(steps)
    assert tuple(found.parts[:2]) == before
    assert [part.scope for part in found.parts] == list(dict.fromkeys(part.scope for part in found.parts))


def test_what_is_typed_finds_figures_and_keeps_what_they_are_about(figuring: Figuring) -> None:
    rows = figuring.rows("kappa badria amal")
    assert [row.is_heading for row in rows[:2]] == [True, False]
    assert all("kappa" in row.words for row in rows if not row.is_heading)
    assert all(not (one.is_heading and other.is_heading) for one, other in pairwise(rows))
    assert figuring.rows("no such figure") == []


def test_hidden_names_stay_hidden(review: ReviewSession) -> None:
    review.is_blind = True
    try:
        found = Figuring(review)
        for _ in found.run():
            pass
        words = " ".join(row.about + row.words for row in found.rows())
        assert "amal" not in words and "badria" not in words
        assert "A" in words
    finally:
        review.is_blind = False
    assert not found.is_of(review)


def test_other_sets_have_other_figures(figuring: Figuring, review: ReviewSession, tmp_path: Path) -> None:
    assert figuring.is_of(review)
    source, paths = write_three_sets(tmp_path)
    paths[0].unlink()
    assert not figuring.is_of(reviewed(source))
