"""The same words wherever they stand as words, with clitics and in whatever spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.text.folding import fold_text
from tui_reader.text.word_finder import WordFinder

WORDS = ["وزير", "بيت", "كتاب", "لجنة", "فرنسا", "سلام", "minister", "وزارة الدفاع"]
PREFIXES = ["", "و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "فال", "كال", "وبال", "ول", "وب", "لل", "ولل", "فلل"]
AFTER = ["", ".", "،", " ", "»", "[9]", "\n", "؟"]
marks = st.sampled_from(["", "َ", "ِ", "ّ", "ـ", "ٌ"])


def found(words: str, text: str, *, clitics: bool = True) -> list[tuple[str, str]]:
    """What is found: with its clitics, and without."""
    finder = WordFinder(words, clitics=clitics)
    hits = [text[span.start : span.end] for span in finder.find(text)]
    return [(hit, hit[finder.bare(hit).start :]) for hit in hits]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("قال الوزير", [("الوزير", "الوزير")]),
        ("قال والوزير", [("والوزير", "الوزير")]),
        ("قال للوزير", [("للوزير", "لوزير")]),
        ("قال وبالوزير", [("وبالوزير", "الوزير")]),
        ("قال ووزير", [("ووزير", "وزير")]),
        ("قال الوَزِيرُ", [("الوَزِيرُ", "الوَزِيرُ")]),
        ("قال وَالْوَزِير", [("وَالْوَزِير", "الْوَزِير")]),
        ("«الوزير»، الوزير.", [("الوزير", "الوزير")] * 2),
        ("الوزيرة والوزيران تحالفوزير الوزيري", []),
        ("لوزير-الوزير", [("لوزير", "وزير"), ("الوزير", "الوزير")]),
    ],
)
def test_a_word_with_the_article_is_found_with_clitics_and_without_the_article(
    text: str, hits: list[tuple[str, str]]
) -> None:
    assert found("الوزير", text) == hits


def test_words_of_their_own_are_found_alone_when_that_is_wanted() -> None:
    assert found("الوزير", "الوزير والوزير وزير", clitics=False) == [("الوزير", "الوزير")]
    assert found("وزير", "الوزير والوزير وزير", clitics=False) == [("وزير", "وزير")]


def test_a_name_that_only_looks_as_if_it_had_the_article_is_sought_whole() -> None:
    assert found("الله", "له الله والله") == [("الله", "الله"), ("والله", "الله")]


def test_several_words_have_clitics_at_the_first() -> None:
    text = "ووزارة الدفاع وزارة  الدفاع لوزارة الدفاعات"
    assert found("وزارة الدفاع", text) == [("ووزارة الدفاع", "وزارة الدفاع"), ("وزارة  الدفاع",) * 2]


@given(
    st.sampled_from(WORDS),
    st.lists(st.tuples(st.sampled_from(PREFIXES), st.sampled_from(AFTER), marks), min_size=1, max_size=6),
)
def test_every_word_with_clitics_is_found_whole_and_bare(word: str, pieces: list[tuple[str, str, str]]) -> None:
    """In whatever order, with vowel signs between clitic and word and behind it."""
    is_arabic = not word.isascii()
    wanted, text = [], ""
    for prefix, after, mark in pieces:
        written = f"{prefix if is_arabic else ''}{word}{mark if is_arabic else ''}"
        text += f"{written}{after} "
        wanted.append(written)
    hits = found(word, text)
    assert [hit for hit, _ in hits] == wanted
    assert all(fold_text(bare) == fold_text(word) for _, bare in hits)


@given(st.text(st.sampled_from("ابوفكلسهيرز َّـ ‌\n.،x"), max_size=60), st.sampled_from(WORDS), st.booleans())
def test_a_hit_is_a_word_that_ends_with_what_was_sought(text: str, word: str, clitics: bool) -> None:
    finder = WordFinder(word, clitics=clitics)
    end = 0
    for span in finder.find(text):
        assert end <= span.start < span.end
        end = span.end
        hit = text[span.start : span.end]
        assert fold_text(hit).endswith(fold_text(word))
        assert not text[span.end : span.end + 1].isalnum()
        assert not text[: span.start][-1:].isalnum()
        assert fold_text(hit[finder.bare(hit).start :]) == fold_text(word)
        assert clitics or fold_text(hit) == fold_text(word)
