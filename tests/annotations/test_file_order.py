from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.annotations import file_order
from tui_reader.annotations.file_order import FileOrder
from tui_reader.annotations.records.annotation import Annotation, new_annotation
from tui_reader.annotations.records.targets import Target
from tui_reader.text.span import Span


def record(number: int) -> Annotation:
    """An annotation that stands at its number."""
    position = Span(number // 2, number // 2 + 1)
    return new_annotation((Target(None, position),), source="x", new_id=lambda: f"urn:{number:02d}")


RECORDS = [record(number) for number in range(40)]


@pytest.fixture(autouse=True, scope="module")
def small_blocks() -> object:
    """Blocks of two, so that few records fill many."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(file_order, "BLOCK", 2)
        yield


@given(st.lists(st.sampled_from(RECORDS), unique_by=id), st.lists(st.sampled_from(RECORDS)))
def test_records_stay_in_order_whatever_comes_and_goes(first: list[Annotation], toggled: list[Annotation]) -> None:
    order = FileOrder(first)
    here = {one.id: one for one in first}
    for one in toggled:
        before, expected = order.blocks, sorted(here)
        if here.pop(one.id, None) is None:
            here[one.id] = one
            order.add(one)
        else:
            order.remove(one)
        assert [kept.id for kept in chain.from_iterable(order.blocks)] == sorted(here)
        assert [kept.id for kept in chain.from_iterable(before)] == expected, "a snapshot stays what it was"
        assert len(set(map(id, order.blocks)) - set(map(id, before))) <= 2, "the other blocks are shared"
