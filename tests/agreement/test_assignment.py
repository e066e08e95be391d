"""The assignment is the best there is, the same each time, and bounded where that would take too long."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.agreement.assignment import Effort, assignment
from tui_reader.errors import Stopped

COLUMNS = 5
weights = st.lists(st.dictionaries(st.integers(0, COLUMNS - 1), st.integers(1, 6), max_size=COLUMNS), max_size=5)


def best_sum(rows: list[dict[int, int]], used: frozenset[int] = frozenset()) -> int:
    """By trying all."""
    if not rows:
        return 0
    first, *others = rows
    taken = [weight + best_sum(others, used | {column}) for column, weight in first.items() if column not in used]
    return max(best_sum(others, used), *taken) if taken else best_sum(others, used)


def weight_of(rows: list[dict[int, int]], columns: list[int | None]) -> int:
    return sum(row[column] for row, column in zip(rows, columns, strict=True) if column is not None)


def is_one_to_one(columns: list[int | None]) -> bool:
    taken = [column for column in columns if column is not None]
    return len(taken) == len(set(taken))


@given(weights)
def test_nothing_weighs_more(rows: list[dict[int, int]]) -> None:
    columns = assignment(rows)
    assert is_one_to_one(columns)
    assert weight_of(rows, columns) == best_sum(rows)


@given(weights)
def test_it_does_not_matter_in_which_order_columns_are_told(rows: list[dict[int, int]]) -> None:
    assert assignment([dict(reversed(row.items())) for row in rows]) == assignment(rows)


@given(weights, st.integers(0, 12))
def test_it_stays_bounded(rows: list[dict[int, int]], pairs: int) -> None:
    columns = assignment(rows, Effort(pairs))
    assert is_one_to_one(columns)
    # Who is left takes nothing only where nothing is free.
    taken = set(columns)
    assert all(
        column is not None or taken >= row.keys() for row, column in zip(rows, columns, strict=True) if not pairs
    )


def test_a_row_gives_way_to_one_that_has_nothing_else() -> None:
    assert assignment([{0: 5, 1: 4}, {0: 3}]) == [1, 0]
    assert assignment([{0: 5, 1: 1}, {0: 3}]) == [0, None]


def test_it_can_be_stopped() -> None:
    crowd = [{column: 1000 - abs(row - column) for column in range(400)} for row in range(400)]
    with pytest.raises(Stopped):
        assignment(crowd, Effort(10**6, lambda: False))
