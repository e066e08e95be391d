from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.text.comparing import compared, compared_text

texts = st.text("ابتأإىةَُِّْـ٠١٢،\n\u200d\u200ce\u0301é\r ﻻ가", max_size=80) | st.text(max_size=60)


@given(texts)
def test_the_map_leads_every_character_back_to_what_it_is_made_of(text: str) -> None:
    found = compared(text)
    assert found.text == compared_text(text)
    assert len(found.starts) == len(found.text)
    assert list(found.starts) == sorted(found.starts)
    for character, start in zip(found.text, found.starts, strict=True):
        assert character in compared_text(text[start])


@given(texts)
def test_composition_makes_no_difference(text: str) -> None:
    assert compared_text(unicodedata.normalize("NFC", text)) == compared_text(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("قال\r\n الوزير", "قال الوزير"),
        ("سطر\n\n\tآخر", "سطر اخر"),
        ("\ufeffبداية", "بدايه"),
        ("ٱلۡكِتَٰبُ", "الكتٰب"),
        ("٢٠٢٦ عام", "2026 عام"),
        ("ﻻ ﻣﺤﻤـــد", "لا محمد"),
        ("각", "각"),
    ],
)
def test_spellings_that_are_the_same(one: str, other: str) -> None:
    assert compared_text(one) == compared_text(other)
