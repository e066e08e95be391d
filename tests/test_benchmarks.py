"""What the bench says can be relied on: its texts, what it takes for shown, and how it judges."""

from __future__ import annotations

import math
from pathlib import Path
from unittest.mock import patch

import pytest
import windowed_find
from figures import FIRST_TEXT, Figure, Figures, percentile_95
from goals import GOALS, Goal
from hypothesis import given
from hypothesis import strategies as st
from programs import EMACS, OWN, Program, own
from report import report
from texts import BESIDE_NEEDLE, FIRST_LINE, LAST_LINE, NEEDLE, NEEDLE_AT, pieces, source_words, text_file

from tui_reader.text.layout import lay_out

WORDS = source_words(Path(__file__).parent.parent / "seeds")
GOAL = next(goal for goal in GOALS if goal.what == FIRST_TEXT and goal.to_program == EMACS and goal.most is not None)


@pytest.mark.parametrize("one_line", [False, True])
@pytest.mark.parametrize("size", [10_000, 3_000_000])
def test_a_text_has_its_size_its_ends_and_one_needle_where_it_is_searched(size: int, one_line: bool) -> None:
    text = b"".join(pieces(WORDS, size, one_line=one_line))
    assert size <= len(text) < size + 10_000
    assert text.decode().startswith(FIRST_LINE)
    assert text.decode().endswith(f"{LAST_LINE}\n")
    assert text.count(NEEDLE.encode()) == 1
    assert text.find(f"{NEEDLE} {BESIDE_NEEDLE}".encode()) == pytest.approx(NEEDLE_AT * size, abs=10_000)
    assert (text.count(b"\n") == 1) == one_line


def test_a_text_is_written_once(tmp_path: Path) -> None:
    path = text_file(tmp_path, WORDS, 10_000)
    written = path.stat()
    assert text_file(tmp_path, WORDS, 10_000) == path
    assert path.stat() == written
    assert text_file(tmp_path, WORDS[1:], 10_000) != path


@given(st.binary(max_size=60), st.binary(min_size=1, max_size=6), st.integers(1, 9))
def test_a_search_in_windows_finds_what_a_search_finds(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, wanted: bytes, window: int
) -> None:
    path = tmp_path_factory.mktemp("find") / "file"
    path.write_bytes(data)
    with patch.object(windowed_find, "WINDOW", window):
        assert windowed_find.find(path, wanted) == data.find(wanted)


def test_letters_in_any_order_and_form_count_as_shown_by_a_peer_and_only_the_right_ones_by_us() -> None:
    right = lay_out(FIRST_LINE, 80).line(0).text().strip()
    peer = Program("peer", ("peer",), b"", b"")
    for row in (FIRST_LINE, FIRST_LINE[::-1], right):
        screen = ["", f"   {row} |", ""]
        assert peer.shows(FIRST_LINE)(screen)
        assert own().shows(FIRST_LINE)(screen) == (row == right)
    assert not peer.shows(FIRST_LINE)([LAST_LINE])


def judged(ours: list[float], theirs: list[float], remark: str = "") -> tuple[float | None, str]:
    figures = Figures()
    figure = Figure(GOAL.what, GOAL.text, "80x24", OWN)
    for name, values in ((OWN, ours), (EMACS, theirs)):
        if values:
            figures.values[figure._replace(program=name)] = values
    if remark:
        figures.remarks[figure] = remark
    return GOAL.ratio(figures, "80x24"), report({}, figures)


def test_a_goal_is_met_up_to_its_limit_and_missed_beyond() -> None:
    most = GOAL.most or math.nan
    ratio, printed = judged([most * 100] * 3, [100, 1, 1000])
    assert ratio == pytest.approx(most)
    assert "1 goals met, 0 missed" in printed
    ratio, printed = judged([most * 100 + 2] * 3, [100, 1, 1000])
    assert "0 goals met, 1 missed" in printed
    assert "missed |" in printed


def test_what_took_too_long_is_said_and_is_a_goal_missed() -> None:
    ratio, printed = judged([], [100], "over 20 s")
    assert ratio == math.inf
    assert "over 20 s" in printed
    assert "missed |" in printed


def test_without_the_peer_nothing_is_judged() -> None:
    ratio, printed = judged([100], [])
    assert ratio is None
    assert "0 goals met, 0 missed" in printed


@given(st.lists(st.floats(0, 1e6), min_size=1))
def test_95_of_100_values_do_not_exceed_the_percentile(values: list[float]) -> None:
    percentile = percentile_95(values)
    assert sum(value <= percentile for value in values) >= 0.95 * len(values)
    assert sum(value < percentile for value in values) < 0.95 * len(values)


def test_goals_are_of_the_reader_and_each_stands_once() -> None:
    named = [(goal.what, goal.text, goal.name) for goal in GOALS]
    assert len(set(named)) == len(named)
    assert all(
        isinstance(goal, Goal) and (goal.to_program, goal.to_text, goal.to_what) != (OWN, *goal[:2]) for goal in GOALS
    )
