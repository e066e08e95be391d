"""A page with breaks in it: nothing between two parts is lost, and a broken line costs no other."""

from __future__ import annotations

from pathlib import Path

import pytest
from annotation_cases import spec_set
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.annotations.file import serialise
from tui_reader.annotations.page import parts
from tui_reader.annotations.salvage import salvaged

TEXT = serialise(spec_set(Path("/sets"))[1])
LINES = TEXT.split("\n")
RECORDS = range(7, 10)
junk = st.text(st.sampled_from('{}[]",:0e-\\u tn\n<=>a\x00\ufffd'), min_size=1, max_size=12)


def items(text: str) -> list[str]:
    """The items that can be read, without the comma behind them."""
    return [text[part.start : part.end] for part in salvaged(text) if len(part.pointer) > 1 and not part.broken]


def test_of_a_whole_page_it_is_what_stands_on_it() -> None:
    assert list(salvaged(TEXT)) == list(parts(TEXT))


@given(st.integers(0, len(TEXT)), st.integers(0, 40), junk)
def test_parts_are_in_order_and_nothing_between_them_says_anything(place: int, length: int, put: str) -> None:
    text = TEXT[:place] + put + TEXT[place + length :]
    end = 0
    for part in salvaged(text):
        assert end <= part.start <= part.end
        if part.broken or len(part.pointer) > 1:
            # Between items there are commas, and the brackets and members around them.
            assert part.pointer[:1] != ("items",) or not text[end : part.start].strip(" \t\r\n,[]}") or not end
        end = part.end


@given(st.sampled_from(RECORDS), st.data())
def test_a_broken_line_costs_that_line_alone(number: int, data: st.DataObject) -> None:
    line = LINES[number]
    place = data.draw(st.integers(0, len(line)))
    broken = line[:place] + data.draw(junk.filter(lambda text: "\n" not in text)) + line[place:]
    kept = [record.rstrip(",") for record in (LINES[other] for other in RECORDS if other != number)]
    found = items("\n".join([*LINES[:number], broken, *LINES[number + 1 :]]))
    assert [record for record in found if record in kept] == kept


@given(st.integers(0, len(TEXT)))
def test_a_cut_costs_what_is_behind_it_and_the_line_it_goes_through(place: int) -> None:
    whole = [
        LINES[number].rstrip(",") for number in RECORDS if len("\n".join(LINES[: number + 1]).rstrip(",")) <= place
    ]
    assert items(TEXT[:place]) == whole


def test_marks_of_a_merge_cost_nothing() -> None:
    marked = [*LINES[:7], "<<<<<<< ours", *LINES[7:8], "=======", *LINES[8:9], ">>>>>>> theirs", *LINES[9:]]
    text = "\n".join(marked)
    assert items(text) == [line.rstrip(",") for line in LINES[7:10]]
    assert [text[part.start : part.end] for part in salvaged(text) if part.broken] == [
        "<<<<<<< ours\n",
        "=======\n",
        ">>>>>>> theirs\n",
    ]


@pytest.mark.parametrize("put", ["]", ",]", ",]}", "]}"])
def test_a_bracket_behind_a_record_costs_no_other(put: str) -> None:
    first = LINES[7].rstrip(",")
    for broken in (f"{first}{put}", f"{first},{put}"):
        kept = [record.rstrip(",") for record in LINES[8:10]]
        assert [record for record in items("\n".join([*LINES[:7], broken, *LINES[8:]])) if record in kept] == kept


def test_a_comma_that_is_missing_costs_nothing_and_is_told() -> None:
    text = TEXT.replace("},\n{", "}\n{", 1)
    assert items(text) == items(TEXT)
    assert [(part.start, part.end) for part in salvaged(text) if part.broken] == [(text.index("}\n{") + 2,) * 2]


def test_a_broken_member_costs_no_record() -> None:
    text = TEXT.replace('"creator"', "creator")
    members = [part.pointer for part in salvaged(text) if len(part.pointer) == 1 and not part.broken]
    assert items(text) == items(TEXT)
    assert ("tui:source",) in members and ("creator",) not in members


def test_what_is_no_page_is_one_broken_part() -> None:
    for text in ("[1", "<<<<", '"x', "{]", "{\n" * 100):
        [part] = salvaged(text)
        assert part.broken and part.end == len(text)
