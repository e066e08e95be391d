"""The lanes of a group: who says the same has one, and its text says what is marked whatever is left out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from three_sets import write_three_sets

from tui_reader.annotations.records.targets import POINT_SIGN
from tui_reader.review.groups import State
from tui_reader.session.files.opening import open_reading
from tui_reader.session.review.comparing import compared, taken_down, usual_layers
from tui_reader.session.review.lanes import AT_LENGTH, IN_SHORT, Extent, LaneMaker
from tui_reader.settings import Settings
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.review.groups import Comparison
    from tui_reader.session.reader import ReaderSession


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> ReaderSession:
    source, _ = write_three_sets(tmp_path_factory.mktemp("lanes"))
    return open_reading(source, Settings(annotator="rania")).session


@pytest.fixture(scope="module")
def made(reading: ReaderSession) -> tuple[Comparison, LaneMaker]:
    found = compared(reading.document, taken_down(usual_layers(reading), None), None, lambda _: True)
    return found.comparison, LaneMaker(reading, found.comparison, found.places)


@pytest.mark.parametrize("extent", [AT_LENGTH, IN_SHORT])
def test_every_side_has_one_lane_and_who_says_the_same_shares_it(
    made: tuple[Comparison, LaneMaker], extent: Extent
) -> None:
    comparison, maker = made
    for group in comparison.groups:
        lanes = maker.lanes(group, extent)
        assert sorted(side for lane in lanes for side in lane.sides) == [0, 1, 2]
        said = [lane.said for lane in lanes]
        assert len(set(said)) == len(said)
        assert (len(lanes) == 1) == (not group.differences)
        for lane in lanes:
            assert (lane.said is None) == (group.units[lane.sides[0]] is None)


def test_what_is_marked_in_a_lane_is_what_was_annotated(
    reading: ReaderSession, made: tuple[Comparison, LaneMaker]
) -> None:
    comparison, maker = made
    for group in comparison.groups:
        for lane in maker.lanes(group):
            unit = group.units[lane.sides[0]]
            if lane.said is None or unit is None or not unit.spans:
                continue
            marked = "".join(lane.said.text[slice(*span)] for span in lane.said.marked)
            quote = "".join(reading.document.slice(span) for span in unit.spans) or POINT_SIGN
            assert marked.replace("\n", " ") == quote.replace("\r\n", " ").replace("\n", " ")


@pytest.mark.parametrize("extent", [AT_LENGTH, IN_SHORT])
def test_the_text_is_the_same_in_all_lanes_and_differs_only_where_boundaries_do(
    made: tuple[Comparison, LaneMaker], extent: Extent
) -> None:
    comparison, maker = made
    for group in comparison.groups:
        said = [lane.said for lane in maker.lanes(group, extent) if lane.said is not None]
        assert len({each.text.replace(POINT_SIGN, "") for each in said}) == 1
        marked = {each.marked for each in said}
        if State.BOUNDARIES in group.differences and all(unit.spans for _, unit in group.present):
            assert len(marked) > 1
            assert all(each.disputed for each in said) or POINT_SIGN in "".join(each.text for each in said)
        else:
            assert not any(each.disputed for each in said)


def test_of_a_long_annotation_its_ends_are_shown(tmp_path: Path) -> None:
    text = "بداية " + "كلمة " * 3000 + "نهاية"
    source = tmp_path / "long.txt"
    source.write_text(text, encoding="utf-8")
    session = open_reading(source, Settings(annotator="rania")).session
    for end in (session.document.end, session.document.end - 7):
        session.annotate((session.described(Span(0, end)),), ("Claim",))
    found = compared(session.document, taken_down(usual_layers(session), None), None, lambda _: True)
    maker = LaneMaker(session, found.comparison, found.places)
    for group in found.comparison.groups:
        [lane] = maker.lanes(group)
        assert lane.said is not None
        assert len(lane.said.text) < 400
        assert lane.said.text.startswith("بداية")
        assert "…" in lane.said.text


@pytest.mark.parametrize("extent", [AT_LENGTH, IN_SHORT])
def test_around_what_is_marked_stand_whole_words(
    reading: ReaderSession, made: tuple[Comparison, LaneMaker], extent: Extent
) -> None:
    comparison, maker = made
    words = set(reading.document.slice(Span(0, reading.document.end)).split())
    for group in comparison.groups:
        marked = [span for _, unit in group.present for span in unit.spans if span.length]
        [said, *_] = [lane.said for lane in maker.lanes(group, extent) if lane.said is not None]
        if not marked or POINT_SIGN in said.text:
            continue
        # What is marked begins and ends with a word in these sets.
        around = said.text.split()
        for word in (around[0].removeprefix("…") or around[1], around[-1].removesuffix("…") or around[-2]):
            assert word in words
