"""What differs between two texts: what is left without it is the same in both."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.session.settling import differing as module
from tui_reader.session.settling.differing import differing

if TYPE_CHECKING:
    from tui_reader.text.span import Span

texts = st.text("ab اب12 .\n", max_size=60)


def without(text: str, spans: tuple[Span, ...]) -> str:
    """A text without some stretches of it."""
    return "".join(letter for place, letter in enumerate(text) if not any(span.contains(place) for span in spans))


@given(texts, texts)
def test_what_is_in_neither_stretch_is_the_same_in_both(before: str, now: str) -> None:
    found = differing(before, now)
    assert without(before, found.before) == without(now, found.now)
    for spans, text in ((found.before, before), (found.now, now)):
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert sorted(spans) == list(spans)


@given(texts)
def test_equal_texts_do_not_differ(text: str) -> None:
    assert differing(text, text) == ((), ())


@pytest.mark.parametrize(
    ("before", "now", "gone", "come"),
    [
        ("قال الوزير ذلك", "قال الرئيس ذلك", ["الوزير"], ["الرئيس"]),
        ("ارتفعت الأسعار", "ارتفعت أسعار", ["ال"], []),
        ("بنسبة ١٢٪", "بنسبة ١٣٪", ["١٢"], ["١٣"]),
        ("قالَ الوزيرُ", "قالَ الوزيرِ", ["ُ"], ["ِ"]),
        ("قال الوزير", "قال أمس الوزير", [], ["أمس "]),
    ],
)
def test_words_and_letters(before: str, now: str, gone: list[str], come: list[str]) -> None:
    found = differing(before, now)
    assert [before[span.start : span.end] for span in found.before] == gone
    assert [now[span.start : span.end] for span in found.now] == come


def test_very_long_texts_differ_between_their_common_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_WORDS", 5)
    before, now = "begin a b c d e f end", "begin u v w x y z end"
    assert [before[span.start : span.end] for span in differing(before, now).before] == ["a b c d e f"]
