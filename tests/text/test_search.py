"""Finding text as it is spelt and as it is folded."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import MARKS, hostile_text, inline_text, prose, real_texts

from tui_reader.errors import QueryError
from tui_reader.text import unfolding
from tui_reader.text.folded_pattern import MOST_IGNORED
from tui_reader.text.folding import fold, fold_text
from tui_reader.text.search import Query, QueryKind

if TYPE_CHECKING:
    from tui_reader.text.span import Span

texts = st.one_of(prose, inline_text, hostile_text)


LIGATURES = "".join(unfolding.LIGATURES)
dense_text = st.text(
    st.sampled_from("اأآلهةيىم صسب\tﻻﻼﷲﷺﷻﱠﳏﵐﷴﬁﬀßﻡﻣ\u00a0\u2003\u0651\u0640\u200c\u200f\u0903\n"), max_size=24
)
"""Few characters, so that hits overlap, begin and end in ligatures, and stand beside marks."""
ligature_text = st.text(st.sampled_from(LIGATURES + "اللهم مح"), max_size=12)
searched_texts = st.one_of(texts, dense_text, dense_text, ligature_text)


def hits(needle: str, text: str, *, exact: bool = False) -> list[str]:
    query = Query(needle, QueryKind.LITERAL if exact else QueryKind.FOLDED)
    return [text[span.start : span.end] for span in query.find(text)]


def squeezed(text: str) -> str:
    """The folded text with runs of spaces made one."""
    return re.sub(r"[ \t]+", " ", fold_text(text))


def folded_hits(needle: str, text: str) -> list[Span]:
    """The hits by definition: the text is folded, runs of spaces are made one, and the needle is found in that."""
    folded = fold(text)
    kept = [m.start() for m in re.finditer(r"(?<![ \t])[ \t]|[^ \t]", folded.text)]
    squeezed = re.sub(r"[ \t]+", " ", folded.text)
    wanted = re.sub(r"[ \t]+", " ", fold_text(needle))
    starts = [folded.starts[place] for place in kept]
    found, last_end = [], 0
    while (at := squeezed.find(wanted, bisect_left(starts, last_end))) >= 0:
        end = at + len(wanted)
        end = kept[end] if end < len(kept) else len(folded.text)
        span = folded.span(kept[at], end)
        found.append(span)
        last_end = span.end
    return found


@pytest.mark.parametrize("needle", ["محمد", "مُحَمَّد", "مـحمد", "ﻣﺤﻤﺪ"])
def test_every_spelling_finds_every_spelling(needle: str) -> None:
    text = "قال مُحَمَّدٌ وﻣﺤﻤﺪ ومـحـمد وم\u200fحمد و«محمد»"
    assert hits(needle, text) == ["مُحَمَّدٌ", "ﻣﺤﻤﺪ", "مـحـمد", "م\u200fحمد", "محمد"]


def test_exact_search_finds_only_the_spelling_asked_for() -> None:
    assert hits("محمد", "مُحَمَّد محمد ﻣﺤﻤﺪ", exact=True) == ["محمد"]
    assert hits("nato", "NATO nato", exact=True) == ["nato"]


def test_an_empty_needle_finds_nothing() -> None:
    assert hits("", "نص") == hits("", "نص", exact=True) == hits("", "") == []


@pytest.mark.parametrize("needle", ["ُ", "ـ", "\u200c", "َّ"])
def test_a_needle_that_folds_to_nothing_is_looked_for_as_it_is(needle: str) -> None:
    assert hits(needle, f"مح{needle}مد") == [needle]
    assert hits(needle, "محمد") == []


def test_several_hits_in_one_character_are_one() -> None:
    assert hits("ل", "ﷲ لله") == ["ﷲ", "ل", "ل"]


@given(texts, st.data())
def test_exact_hits_are_those_of_str_find(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    needle = text[start : start + data.draw(st.integers(1, 4))] or "x"
    found = list(Query(needle, QueryKind.LITERAL).find(text))
    assert len(found) == text.count(needle)
    assert [span.start for span in found[:1]] == [column for column in [text.find(needle)] if column >= 0]
    assert all(text[span.start : span.end] == needle for span in found)


@given(texts, st.data())
def test_any_part_of_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    needle = text[start : start + data.draw(st.integers(1, 6))]
    spans = list(Query(needle).find(text))
    if needle:
        assert spans
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert all(squeezed(needle) in squeezed(text[span.start : span.end]) for span in spans)


@given(prose, st.lists(st.sampled_from([*MARKS[:5], "\u200f", "ـ"])), st.data())
def test_marks_inside_a_word_do_not_hide_it(text: str, marks: list[str], data: st.DataObject) -> None:
    word = "الأذربيجانية"
    for mark in marks:
        column = data.draw(st.integers(1, len(word)))
        word = word[:column] + mark + word[column:]
    assert any(hit.startswith("ا") for hit in hits("الأذربيجانية", f"{text} {word} {text}"))


@given(searched_texts, st.data())
def test_folded_hits_are_those_in_the_folded_text(text: str, data: st.DataObject) -> None:
    source = data.draw(st.one_of(st.just(text), searched_texts))
    start = data.draw(st.integers(0, len(source)))
    needle = source[start : start + data.draw(st.integers(1, 6))]
    if not fold_text(needle):
        return
    query = Query(needle)
    found = folded_hits(needle, text)
    assert list(query.find(text)) == found
    encoded = text.encode("utf-8", "surrogatepass")
    assert list(query.find_in_window(text, encoded)) == found
    assert not found or not query.is_absent(encoded)


@given(searched_texts, st.data())
def test_no_hit_is_longer_than_a_query_says(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    query = Query(text[start : start + data.draw(st.integers(1, 3))])
    assert all(span.length <= query.longest for span in query.find(text))


def test_a_word_stretched_without_end_is_not_found_for_ever() -> None:
    assert hits("محمد", f"م{MOST_IGNORED * 'ـ'}حمد") != []
    assert hits("محمد", f"م{(MOST_IGNORED + 1) * 'ـ'}حمد") == []
    (hit,) = Query("محمد").find(f"محمد{1000 * MARKS[0]}")
    assert hit.length <= Query("محمد").longest


@pytest.mark.parametrize("between", [" ", "  ", "\u00a0", "\t ", "\u2003\u200f "])
def test_a_space_finds_any_space_in_the_paragraph(between: str) -> None:
    assert hits("ابن سينا", f"قال ابن{between}سينا") == [f"ابن{between}سينا"]
    assert hits(f"ابن{between}سينا", "قال ابن سينا") == ["ابن سينا"]
    assert hits("ابن سينا", "قال ابن\nسينا") == []


def test_the_table_of_foldings_is_what_folding_does() -> None:
    table = {**unfolding.LETTERS, **unfolding.LIGATURES}
    ignored = re.compile(f"[{unfolding.IGNORED}]")
    for character in map(chr, [*range(0xD800), *range(0xE000, 0x110000)]):
        expected = "" if ignored.match(character) else table.get(character, character)
        # A newer Unicode has characters that the table does not know.
        known = unicodedata.unidata_version == unfolding.VERSION or expected != character
        assert not known or fold_text(character) == expected


def test_a_regular_expression_is_matched_with_what_is_written_paragraph_by_paragraph() -> None:
    text = "كتاب وكِتاب\nكتب ٢٠٢٠ Kitab\n\nxx"

    def found(pattern: str) -> list[str]:
        return [text[span.start : span.end] for span in Query(pattern, QueryKind.REGEX).find(text)]

    assert found("كتا?ب") == ["كتاب", "كتب"]
    assert found(r"\d+") == ["٢٠٢٠"]
    assert found(r"^\w+") == ["كتاب", "كتب", "xx"]
    assert found(r"b$|[^ك]+$") == ["\u0650تاب", "تب ٢٠٢٠ Kitab", "xx"], "never over the end of a paragraph"
    assert found(r"\p{Script=Latin}+") == ["Kitab", "xx"]
    assert found("x*") == ["xx"], "what is empty is no hit"
    assert found("") == []


@pytest.mark.parametrize(
    ("pattern", "place"), [("(كتاب", "at character 6"), ("كتاب[", "at character"), ("*", "at character 1")]
)
def test_a_mistake_in_an_expression_is_said_in_one_line_with_its_place(pattern: str, place: str) -> None:
    with pytest.raises(QueryError, match=place) as error:
        Query(pattern, QueryKind.REGEX)
    assert "\n" not in str(error.value)


@given(st.text(st.sampled_from("([{*+?|\\^$.)]}aا1,-:<>=!#&~P"), max_size=12), hostile_text)
def test_whatever_is_typed_as_an_expression_is_a_query_or_refused(pattern: str, text: str) -> None:
    try:
        query = Query(pattern, QueryKind.REGEX)
        assert all(0 <= span.start < span.end <= len(text) for span in query.find(text))
    except QueryError as refused:
        assert str(refused)


def test_an_expression_that_would_take_for_ever_is_given_up() -> None:
    query = Query(r"(ا|اا)+ب", QueryKind.REGEX)
    with pytest.raises(QueryError, match="too long"):
        list(query.find("ا" * 400 + "ج"))


def test_a_look_at_the_bytes_tells_texts_apart_in_which_a_word_stands_nowhere() -> None:
    encoded = "قال الوزير إن القسط طيب، وقُسـطَة".encode()
    assert Query("قسطنطينية").is_absent(encoded)
    assert Query("القسطا").is_absent(encoded)
    assert not Query("قسطه").is_absent(encoded)
    assert not Query("القسط  طيب").is_absent(encoded)


def test_a_real_text_holds_the_words_it_is_known_to_hold() -> None:
    text = real_texts()["000_0dcc0fd3091f3b6a"]
    assert len(hits("ارمينيا", text)) == text.count("أرمينيا") > 3
    assert hits("تشاهد", text) == ["تُشاهد"]
