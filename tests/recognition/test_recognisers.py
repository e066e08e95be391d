from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import hostile_text, prose

from tui_reader.recognition.found import Found, Join, Recognised
from tui_reader.recognition.recognisers import RECOGNISERS, merged, recognise
from tui_reader.text.span import Span

TEXT = "قال الوزير: «ارتفعت الأسعار بنسبة ١٢٪ في العام الماضي».[9][10]"


def test_every_recogniser_says_that_it_was_it() -> None:
    for name, recogniser in RECOGNISERS.items():
        # Who is quoted is found with what is quoted.
        others = {"quotations"} if name == "attributions" else set()
        assert {found.origin for found in recogniser(f"{TEXT} ثم «سكت").found} == {name} | others


def test_all_of_them_together_find_what_each_of_them_finds() -> None:
    whole = recognise(TEXT, tuple(RECOGNISERS))
    alone = {(found.spans, found.tag) for name in RECOGNISERS for found in recognise(TEXT, [name]).found}
    assert {(found.spans, found.tag) for found in whole.found} == alone
    tags = {found.tag for found in whole.found}
    assert tags == {"Citation", "Quote", "Entity", "Source", "Cue"}
    ends = {(join.relation, whole.found[join.source].tag, whole.found[join.target].tag) for join in whole.joins}
    assert ends == {("said_by", "Quote", "Source"), ("signalled_by", "Quote", "Cue")}
    assert recognise(TEXT, ["citations"]) == RECOGNISERS["citations"](TEXT)
    assert recognise(TEXT, []) == Recognised()
    with pytest.raises(KeyError):
        recognise(TEXT, ["nobody"])


@given(prose | hostile_text)
def test_each_thing_is_found_once_in_the_order_of_the_text_inside_of_it(text: str) -> None:
    whole = recognise(text, tuple(RECOGNISERS))
    keys = [(found.spans, found.tag) for found in whole.found]
    assert keys == sorted(set(keys))
    for found in whole.found:
        assert 0 <= found.score <= 1
        assert all(0 <= span.start < span.end <= len(text) for span in found.spans)
    assert all(0 <= end < len(keys) for join in whole.joins for end in (join.source, join.target))
    assert recognise(text, tuple(RECOGNISERS)) == whole


def found(start: int, tag: str, origin: str, score: float, **attributes: str) -> Found:
    return Found((Span(start, start + 3),), tag, origin, score, attributes)


def test_of_the_same_the_surest_is_kept_with_what_only_another_answers() -> None:
    one = Recognised(
        (found(9, "Cue", "a", 0.5, stance="x", kind="y"), found(0, "Quote", "a", 0.5)), (Join("signalled_by", 1, 0),)
    )
    other = Recognised(
        (found(9, "Cue", "b", 0.7, stance="z"), found(0, "Quote", "b", 0.5)), (Join("signalled_by", 1, 0),)
    )
    assert merged([one, other]) == Recognised(
        (found(0, "Quote", "a", 0.5), found(9, "Cue", "b", 0.7, stance="z", kind="y")), (Join("signalled_by", 0, 1),)
    )


parts = st.lists(
    st.builds(
        lambda items: Recognised(tuple(found(*item) for item in items)),
        st.lists(
            st.tuples(st.integers(0, 3), st.sampled_from("AB"), st.sampled_from("xy"), st.sampled_from([0.2, 0.4])),
            max_size=4,
        ),
    ),
    max_size=4,
)


@given(parts)
def test_merging_once_more_changes_nothing(some: list[Recognised]) -> None:
    whole = merged(some)
    assert merged([whole]) == merged([whole, whole]) == whole
    best = {(each.spans, each.tag): 0.0 for part in some for each in part.found}
    for part in some:
        for each in part.found:
            best[each.spans, each.tag] = max(best[each.spans, each.tag], each.score)
    assert {(each.spans, each.tag): each.score for each in whole.found} == best
