"""The matrix of what is labelled how."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from nltk.metrics import ConfusionMatrix

from tui_reader.agreement.confusion import confusion

LABEL = st.sampled_from([("claim",), ("claim", "quote"), (), None])
ITEMS = st.lists(st.lists(LABEL, min_size=3, max_size=3), max_size=30)


@given(st.lists(st.tuples(LABEL, LABEL), min_size=1, max_size=40))
def test_of_two_it_is_what_nltk_counts(pairs) -> None:
    pairs = [pair for pair in pairs if pair != (None, None)]
    found = confusion(enumerate(pairs), pair=True)
    if not pairs:
        assert found.labels == ()
        return
    expected = ConfusionMatrix([str(one) for one, _ in pairs], [str(other) for _, other in pairs])
    known = {str(label) for pair in pairs for label in pair}
    for row in found.labels:
        for column in found.labels:
            if {str(row), str(column)} <= known:
                assert found.count(row, column) == expected[str(row), str(column)]
    assert sum(len(items) for items in found.cells.values()) == len(pairs)


@given(ITEMS)
def test_of_several_it_is_symmetric_and_counts_every_pair(items) -> None:
    found = confusion(enumerate(items))
    for row in found.labels:
        for column in found.labels:
            assert found.cells.get((row, column), ()) == found.cells.get((column, row), ())
    once = sum(found.count(row, column) for at, row in enumerate(found.labels) for column in found.labels[at:])
    given = [sum(label is not None for label in labels) for labels in items]
    # Three pairs, without those of which both have marked nothing.
    assert once == sum({3: 3, 2: 3, 1: 2, 0: 0}[count] for count in given)


def test_a_cell_holds_what_it_was_counted_from() -> None:
    claim, quote = ("claim",), ("quote",)
    items = [("a", [claim, claim]), ("b", [claim, quote]), ("c", [None, quote]), ("d", [claim, quote])]
    found = confusion(items, pair=True)
    assert found.labels == (claim, quote, None)
    assert found.cells[claim, quote] == ("b", "d")
    assert found.cells[None, quote] == ("c",)
    assert (quote, claim) not in found.cells
