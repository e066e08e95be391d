"""Kappa: the examples of the literature, and what other programs make of tables by chance."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, repeat

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask

from tui_reader.agreement.kappa import cohen, fleiss, light
from tui_reader.agreement.value import Undefined

LABELS = st.sampled_from("abcd")
PAIRS = st.lists(st.tuples(LABELS, LABELS), min_size=1, max_size=40)


def three_of_each(labels: st.SearchStrategy[str]) -> st.SearchStrategy[list[tuple[str, ...]]]:
    return st.lists(st.tuples(labels, labels, labels), min_size=1, max_size=40)


def task(items: list[tuple[str, ...]]) -> AnnotationTask:
    """The same items as NLTK takes them."""
    return AnnotationTask([(who, item, label) for item, labels in enumerate(items) for who, label in enumerate(labels)])


def with_annotators(items: list[tuple[str, ...]]) -> Counter[tuple[tuple[int, str], ...]]:
    return Counter(tuple(enumerate(labels)) for labels in items)


def test_cohen_of_fifty_proposals() -> None:
    # Two readers say yes or no to fifty proposals (the example of Wikipedia's article on Cohen's kappa).
    table = {("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15}
    assert cohen(table) == pytest.approx(0.4)


def test_fleiss_of_fourteen_raters() -> None:
    # Ten subjects, fourteen raters, five categories (the example of Wikipedia's article on Fleiss' kappa).
    counts = """0 0 0 0 14
    0 2 6 4 2
    0 0 3 5 6
    0 3 9 2 0
    2 2 8 1 1
    7 7 0 0 0
    3 2 6 3 0
    2 5 3 2 2
    6 5 2 1 0
    0 2 2 3 7"""
    rows = [[int(number) for number in line.split()] for line in counts.splitlines()]
    table = Counter(tuple(label for label, times in enumerate(row) for _ in repeat(None, times)) for row in rows)
    assert fleiss(table) == pytest.approx(0.210, abs=0.0005)


@given(PAIRS)
def test_cohen_is_what_nltk_says(pairs: list[tuple[str, str]]) -> None:
    value = cohen(Counter(pairs))
    assume(not isinstance(value, Undefined))
    assert value == pytest.approx(task(pairs).kappa())


@given(three_of_each(LABELS))
def test_fleiss_is_what_nltk_says(items: list[tuple[str, ...]]) -> None:
    value = fleiss(Counter(items))
    assume(not isinstance(value, Undefined))
    assert value == pytest.approx(task(items).pi())


@given(three_of_each(LABELS))
def test_light_is_the_mean_of_all_pairs(items: list[tuple[str, ...]]) -> None:
    value = light(with_annotators(items))
    pairs = [cohen(Counter((labels[a], labels[b]) for labels in items)) for a, b in combinations(range(3), 2)]
    if any(isinstance(pair, Undefined) for pair in pairs):
        assert isinstance(value, Undefined)
    else:
        assert value == pytest.approx(sum(pairs) / 3)


@given(PAIRS)
def test_cohen_is_symmetric(pairs: list[tuple[str, str]]) -> None:
    assert cohen(Counter(pairs)) == cohen(Counter((other, one) for one, other in pairs))


@given(st.lists(LABELS, min_size=1))
def test_who_says_the_same_agrees_fully_or_has_used_one_label(labels: list[str]) -> None:
    values = [
        cohen(Counter((label, label) for label in labels)),
        light(Counter(((0, label), (1, label), (2, label)) for label in labels)),
        fleiss(Counter((label, label, label) for label in labels)),
    ]
    if len(set(labels)) > 1:
        assert values == [1, 1, 1]
    else:
        assert all(isinstance(value, Undefined) for value in values)
        assert "only one label" in values[0].reason


def test_each_answers_always_the_same_but_not_as_the_other() -> None:
    assert cohen({("yes", "no"): 7}) == 0


@pytest.mark.parametrize(("figure", "whom"), [(cohen, "two"), (light, "two"), (fleiss, "all")])
@pytest.mark.parametrize("table", [{}, {("a", "b"): 0}])
def test_of_nothing_there_is_no_figure(figure, whom, table) -> None:
    if figure is light:
        table = {tuple(enumerate(labels)): count for labels, count in table.items()}
    assert figure(table) == Undefined(f"nothing was labelled by {whom} annotators")


def test_fleiss_wants_as_many_labels_of_all() -> None:
    assert fleiss({("a", "b"): 1, ("a", "b", "b"): 1}) == Undefined(
        "not all were labelled by the same number of annotators"
    )
    assert fleiss({("a",): 3}) == Undefined("there is only one annotator")


def test_light_says_that_it_is_a_pair_that_has_no_figure() -> None:
    items = [("a", "a", "a"), ("a", "a", "b")]
    assert light(with_annotators(items)) == Undefined("a pair of annotators has used only one label")


def test_light_leaves_out_who_has_labelled_nothing_together() -> None:
    table = {((0, "a"), (1, "a")): 3, ((0, "b"), (1, "b")): 2, ((2, "a"),): 5}
    assert light(table) == 1
