"""What documents are called in lists."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import hostile_text

from tui_reader.documents.title import MAX_WORDS_LENGTH, title_of

FIRST = "وقع إطلاق النار في 9 نوفمبر 2020، بالقرب من يراس، في أرمينيا، على بعد كيلومترات قليلة"


def test_first_words_are_cut_between_words() -> None:
    title = title_of("\n \n" + FIRST + "\nبعد")
    assert FIRST.startswith(title + " ")
    assert len(title) <= MAX_WORDS_LENGTH < len(title) + 15


def test_a_word_without_end_is_cut_between_letters_and_their_marks() -> None:
    assert title_of("شَ" * 100) == "شَ" * (MAX_WORDS_LENGTH // 2)
    assert title_of("س" + "شَ" * 100) == "س" + "شَ" * (MAX_WORDS_LENGTH // 2 - 1)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("مقدمة\n\n## الفصل الأول ##\nنص", "الفصل الأول"),
        ("العنوان\n=====\nنص", "العنوان"),
        ("العنوان\r\n---\r\nنص", "العنوان"),
        ("```\n# not a heading\n```\n# عنوان", "عنوان"),
        ("~~~\n```\n# code\n~~~~\n# عنوان", "عنوان"),
        ("---\ntitle: x\n# yaml\n---\n# عنوان", "عنوان"),
        ("---\nlang: ar\n---\nنص فقط", "نص فقط"),
        ("- item\n---\n# عنوان", "عنوان"),
        ("# **خبر** عن [باكو](https://example.org) و`code`", "خبر عن باكو وcode"),
        ("#hashtag\nنص", "#hashtag"),
        ("#\n# عنوان", "عنوان"),
        ("    # code\n", "# code"),
    ],
)
def test_markdown_is_called_after_its_first_heading(text: str, title: str) -> None:
    assert title_of(text, markdown=True) == title


def test_plain_text_has_no_headings() -> None:
    assert title_of("# عنوان\nنص") == "# عنوان"


@given(st.lists(hostile_text).map("\n".join), st.booleans())
def test_a_title_is_one_short_line(text: str, markdown: bool) -> None:
    title = title_of(text, markdown=markdown)
    assert len(title.splitlines()) <= 1
    assert len(title) <= 2 * MAX_WORDS_LENGTH
    assert title == title.strip()
