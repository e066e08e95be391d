"""Figures of what several people have marked."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask
from three_sets import document_with, random_sides, side, three_sides, unit

from tui_reader.agreement.bootstrap import Interval
from tui_reader.agreement.value import Undefined
from tui_reader.errors import Stopped
from tui_reader.review.figure import MEASURES, OVERALL, RELATION_F1, ComparedDocument, Figures, Kind, Part, Scope
from tui_reader.review.figure_words import interval_words, measure_words, number_words, short_words, value_words
from tui_reader.review.figures import figures
from tui_reader.review.matching import compare
from tui_reader.review.read_documents import tags_of

LENGTH = 60
"""Code points of a text that holds all units made here."""


def document(*sides, name: str = "doc.txt", length: int = LENGTH) -> ComparedDocument:
    return ComparedDocument(name, compare(sides), length)


def of(*sides, **options) -> Figures:
    return figures([document(*sides)], **options)


def value(part: Part | None, name: str):
    assert part is not None
    figure = part.figure(name)
    assert figure is not None, name
    return figure.value


def values(found: Figures):
    """All values by what they are about; pairs whichever is named first."""
    return {
        (part.scope.kind, tuple(sorted(part.scope.names)), figure.name): (figure.value, figure.items)
        for part in found.parts
        for figure in part.figures
    }


# Worked by hand

ONE = side(
    "amal",
    [
        unit("a1", (0, 10)),
        unit("a2", (12, 20), tags=("Quote",)),
        unit("a3", (22, 30)),
        unit("a4", (32, 40), tags=("Quote",)),
    ],
)
OTHER = side(
    "basma",
    [unit("b1", (0, 10)), unit("b2", (12, 20)), unit("b3", (22, 28)), unit("b5", (50, 55), tags=("Quote",))],
)


def test_f1_of_a_pair() -> None:
    overall = of(ONE, OTHER).overall
    # Of eight marks two are alike in all, two more in place or in tag.
    assert value(overall, "f1-exact") == 2 * 1 / 8
    assert value(overall, "f1-overlap") == 2 * 2 / 8
    assert value(overall, "f1-exact-place") == 2 * 2 / 8
    assert value(overall, "f1-overlap-place") == 2 * 3 / 8


def test_kappa_is_on_what_both_have_marked() -> None:
    overall = of(ONE, OTHER).overall
    assert overall.figure("cohen").items == 3
    # (Claim, Claim), (Quote, Claim), (Claim, Claim): the other one has used one label only, chance has it all.
    assert value(overall, "cohen") == 0
    assert value(overall, "alpha") == pytest.approx(1 - 5 * 2 / (2 * 1 * 5))


def test_of_a_tag_only_its_marks_count() -> None:
    found = of(ONE, OTHER)
    claim, quote = (found.part(Scope(Kind.TAG, (tag,))) for tag in ("Claim", "Quote"))
    assert value(claim, "f1-exact") == 2 * 1 / 5
    assert value(claim, "f1-overlap") == 2 * 2 / 5
    assert value(quote, "f1-exact") == 0
    assert [at.group for at in quote.figure("f1-exact").groups] == [1, 3, 4]


def test_the_matrix_says_what_was_given_for_what() -> None:
    found = of(ONE, OTHER)
    pair = found.part(Scope(Kind.PAIR, ("amal", "basma"))).confusion
    assert pair.count(("Claim",), ("Claim",)) == 2
    assert pair.count(("Quote",), ("Claim",)) == 1
    assert pair.count(("Claim",), ("Quote",)) == 0
    assert pair.count(("Quote",), None) == 1
    assert [at.group for at in pair.cells[None, ("Quote",)]] == [4]
    assert found.overall.confusion.count(("Claim",), ("Quote",)) == 1


def test_links_count_where_both_ends_are_marked_by_both() -> None:
    links = [("cites", "a1", "a2"), ("cites", "a2", "a3"), ("restates", "a3", "a1"), ("cites", "a1", "a4")]
    one = side("amal", ONE.units, links)
    other = side("basma", OTHER.units, [("cites", "b1", "b2"), ("restates", "b1", "b3"), ("cites", "b1", "b5")])
    # Without what has an end that only one has marked there are three links and two. One is the same.
    figure = of(one, other).overall.figure(RELATION_F1)
    assert (figure.value, figure.items) == (2 * 1 / 5, 4)
    assert [at.group for at in figure.groups] == [0, 1, 2]
    # And one more where the direction does not matter.
    assert value(of(one, other, symmetric=["restates"]).overall, RELATION_F1) == 2 * 2 / 5


def test_without_links_it_is_said_why() -> None:
    assert value(of(ONE, OTHER).overall, RELATION_F1) == Undefined("nobody linked anything")
    apart = side("amal", ONE.units, [("cites", "a1", "a4")])
    assert value(of(apart, OTHER).overall, RELATION_F1) == Undefined(
        "no link has both ends where both annotators marked something"
    )


def test_answers_that_are_numbers_lie_nearer_or_farther() -> None:
    def sides(answers):
        return [
            side(
                name,
                [
                    unit(f"{name}{at}", (at * 5, at * 5 + 4), answers={"sure": each[who]})
                    for at, each in enumerate(answers)
                ],
            )
            for who, name in enumerate(("amal", "basma"))
        ]

    near = of(*sides([(1, 1), (2, 3), (9, 9), (4, 5)])).overall
    far = of(*sides([(1, 1), (2, 9), (9, 3), (4, 5)])).overall
    assert value(near, "alpha:sure") > value(far, "alpha:sure")
    named = of(*sides([("1", "1"), ("2", "3"), ("9", "9"), ("4", "5")])).overall
    assert value(named, "alpha:sure") == pytest.approx(1 - 7 * 4 / (8 * 8 - 2 * 2 - 2 * 2 - 4))
    # What has no answer is left out.
    some = of(*sides([(1, 1), (2, 3)]), side("celia", [unit("c", (0, 4))])).overall
    assert some.figure("alpha:sure").items == 2


def test_true_is_not_the_number_one() -> None:
    one = side("amal", [unit("a1", (0, 5), answers={"is_it": True}), unit("a2", (6, 9), answers={"is_it": 1})])
    other = side("basma", [unit("b1", (0, 5), answers={"is_it": 1}), unit("b2", (6, 9), answers={"is_it": 1})])
    assert value(of(one, other).overall, "cohen:is_it") < 1


def test_the_same_values_in_another_order_are_the_same_answer() -> None:
    one = side("amal", [unit("a1", (0, 5), answers={"kind": ["x", "y"]}), unit("a2", (6, 9), answers={"kind": ["x"]})])
    other = side(
        "basma", [unit("b1", (0, 5), answers={"kind": ["y", "x"]}), unit("b2", (6, 9), answers={"kind": ["x"]})]
    )
    assert value(of(one, other).overall, "cohen:kind") == 1


# Whatever is marked


@settings(max_examples=20)
@given(random_sides(least=2), st.randoms(use_true_random=False))
def test_the_order_of_the_sides_does_not_matter(sides, mixed) -> None:
    assert values(of(*mixed.sample(sides, len(sides)))) == values(of(*sides))


@settings(max_examples=30)
@given(random_sides(least=1, most=1))
def test_who_says_the_same_agrees_fully(sides) -> None:
    only = sides[0]
    same = [
        side(name, only.units, [(link.name, link.source, link.target) for link in only.relations]) for name in "xyz"
    ]
    for figure in of(*same).overall.figures:
        assert figure.value == 1 or isinstance(figure.value, Undefined), figure.name


@settings(max_examples=10)
@given(random_sides(least=2))
def test_figures_stay_within_their_bounds_and_tell_their_groups(sides) -> None:
    compared = document(*sides)
    for part in figures([compared]).parts:
        for figure in part.figures:
            assert figure.groups == tuple(sorted(set(figure.groups)))
            assert all(at.group < len(compared.comparison.groups) for at in figure.groups)
            if isinstance(figure.value, Undefined):
                assert figure.value.reason
                assert isinstance(figure.interval, Undefined)
                continue
            assert figure.value <= 1
            if figure.measure.startswith("f1"):
                assert figure.value >= 0
            if isinstance(figure.interval, Interval):
                assert figure.interval.low <= figure.interval.high <= 1


@settings(max_examples=30)
@given(random_sides(least=2, most=2))
def test_of_two_annotators_the_pair_is_all_there_is(sides) -> None:
    found = of(*sides)
    pair = found.of(Kind.PAIR)[0]
    assert [(figure.name, figure.value, figure.items) for figure in pair.figures] == [
        (figure.name, figure.value, figure.items) for figure in found.overall.figures
    ]


@settings(max_examples=30)
@given(random_sides(least=3, most=3))
def test_cohen_of_a_pair_is_what_nltk_says_of_the_groups(sides) -> None:
    compared = document(*sides)
    for one, other in ((0, 1), (0, 2), (1, 2)):
        both = [group.units for group in compared.comparison.groups if group.units[one] and group.units[other]]
        labels = [
            (who, str(item), frozenset(tags_of(units[who]))) for item, units in enumerate(both) for who in (one, other)
        ]
        part = figures([compared]).part(Scope(Kind.PAIR, (sides[one].annotator, sides[other].annotator)))
        found = value(part, "cohen")
        if not isinstance(found, Undefined):
            assert found == pytest.approx(AnnotationTask(labels).kappa())


LENGTHS = st.lists(st.integers(4, 7), min_size=1, max_size=2)


@settings(max_examples=8)
@given(LENGTHS)
def test_the_farther_spans_are_shifted_the_less_people_agree(lengths: list[int]) -> None:
    places = [(at * 30, at * 30 + length) for at, length in enumerate(lengths)]
    still = side("amal", [unit(f"a{at}", place) for at, place in enumerate(places)])
    before = None
    for by in range(min(lengths)):
        moved = side("basma", [unit(f"b{at}", (start + by, end + by)) for at, (start, end) in enumerate(places)])
        overall = of(still, moved).overall
        exact, overlap, stretches = (value(overall, name) for name in ("f1-exact", "f1-overlap", "u-alpha"))
        assert (exact, overlap) == (float(by == 0), 1)
        assert (stretches == 1) == (by == 0)
        assert before is None or stretches < before
        before = stretches
    apart = side("basma", [unit(f"b{at}", (end, end + 2)) for at, (_, end) in enumerate(places)])
    assert value(of(still, apart).overall, "f1-overlap") == 0


# Several documents


def test_documents_are_added_up() -> None:
    one = side("amal", ONE.units, [("cites", "a1", "a2"), ("cites", "a2", "a3")])
    other = side("basma", OTHER.units, [("cites", "b1", "b2")])
    found = figures([document(one, other, name="one.txt"), document(other, one, name="other.txt")])
    alone = of(one, other).overall
    assert found.documents == ("one.txt", "other.txt")
    assert [part.scope.names for part in found.of(Kind.DOCUMENT)] == [("one.txt",), ("other.txt",)]
    for name in ("f1-exact", "cohen", "relation-f1"):
        assert value(found.overall, name) == pytest.approx(value(alone, name))
    assert found.overall.figure("f1-exact").items == 2 * alone.figure("f1-exact").items
    assert {at.document for at in found.overall.figure("f1-exact").groups} == {0, 1}


def test_who_has_not_read_a_document_has_not_left_anything_out() -> None:
    celia = side("celia", ONE.units)
    found = figures([document(ONE, OTHER, name="one.txt"), document(ONE, celia, name="other.txt")])
    assert found.annotators == ("amal", "basma", "celia")
    assert [part.scope.names for part in found.of(Kind.PAIR)] == [("amal", "basma"), ("amal", "celia")]
    assert value(found.part(Scope(Kind.PAIR, ("amal", "celia"))), "f1-exact") == 1
    # 8 marks of the one pair, 8 of the other.
    assert value(found.overall, "f1-exact") == 2 * (1 + 4) / 16


def test_of_one_document_there_are_no_figures_by_document() -> None:
    assert of(ONE, OTHER).of(Kind.DOCUMENT) == ()


# Who and what


def test_two_sets_of_one_annotator_are_told_apart() -> None:
    again = side("amal", OTHER.units)
    again = type(again)(again.annotator, Path("annotations/other.json"), again.units, again.relations, ())
    assert of(ONE, again).annotators == ("amal (doc.txt.amal.json)", "amal (other.json)")


def test_names_may_be_hidden() -> None:
    hidden = document(ONE, OTHER)._replace(annotators=("A", "B"))
    assert figures([hidden]).annotators == ("A", "B")


def test_one_annotator_has_nobody_to_agree_with() -> None:
    found = of(ONE)
    assert {part.scope.kind for part in found.parts} == {Kind.OVERALL, Kind.TAG}
    reasons = {figure.value for part in found.parts for figure in part.figures}
    assert reasons == {Undefined("there is only one annotator")}


def test_nothing_marked_is_no_agreement() -> None:
    found = of(side("amal", []), side("basma", []))
    for figure in found.overall.figures:
        assert isinstance(figure.value, Undefined), figure.name
    assert value(found.overall, "f1-exact") == Undefined("nobody marked anything")


def test_long_work_can_be_given_up() -> None:
    told: list[float] = []

    def goes_on(part: float) -> bool:
        told.append(part)
        return len(told) < 3

    with pytest.raises(Stopped):
        figures([document(ONE, OTHER)], goes_on)
    assert told == sorted(told)


def test_three_sets_of_a_seed_differ_in_every_way() -> None:
    sides = three_sides()
    text = document_with((Path(__file__).parents[2] / "seeds" / "000_0dcc0fd3091f3b6a.txt").read_text(encoding="utf-8"))
    found = figures([ComparedDocument("seed", compare(sides), text.code_points.length)])
    for name in MEASURES:
        assert 0 < value(found.overall, name) < 1, name
    assert found.part(OVERALL) is found.overall


# Words


def test_every_measure_has_a_name() -> None:
    assert len({measure_words(measure) for measure in MEASURES}) == len(MEASURES)
    assert len({short_words(measure) for measure in MEASURES}) == len(MEASURES)


@pytest.mark.parametrize(
    ("number", "words"),
    [(0.7434, "0.743"), (-0.25, "-0.250"), (1.0, "1.000"), (0.99996, "0.999"), (-0.0001, "0.000"), (0.0, "0.000")],
)
def test_numbers_have_three_decimals_and_only_1_is_1(number: float, words: str) -> None:
    assert number_words(number) == words


def test_what_is_undefined_says_why() -> None:
    assert value_words(Undefined("nobody marked anything")) == "undefined: nobody marked anything"
    assert interval_words(Undefined("there are too few to draw from")) == ""
    assert interval_words(Interval(0.5, 1.0)) == "0.500–1.000"
