"""What is seen of a text that is all there: hidden characters and vowel signs, shown and hidden by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tui_reader.session.decorations import Layer
from tui_reader.text.hidden import sign_of
from tui_reader.text.span import Span
from tui_reader.ui.dialogs.inspector import Inspector

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from hands import Hands

    Reader = Callable[..., AbstractAsyncContextManager[Hands]]

TEXT = "می\u200cخواهم a\u200eb \u202eabc\u202c مُحَمَّد\n" + "".join(f"سطر رقم {n} مُحَمَّد\n" for n in range(200))


@pytest.fixture
def document(seeds: Path) -> Path:
    path = seeds / "hidden.txt"
    path.write_text(TEXT, encoding="utf-8", newline="")
    return path


def text_of(hands: Hands) -> str:
    return "\n".join(hands.rows("#reading-pane"))


async def test_a_key_shows_and_hides_what_has_no_look_of_its_own(reader: Reader, document: Path) -> None:
    signs = [*map(sign_of, "\u200c\u200e\u202e\u202c")]
    async with reader(document) as hands:
        plain = text_of(hands)
        assert not any(sign in plain for sign in signs)
        await hands.press("H")
        assert all(text_of(hands).count(sign) == 1 for sign in signs)
        assert "hidden shown" in hands.rows("StatusLine")[0]
        await hands.press("H")
        assert text_of(hands) == plain
        assert "hidden shown" not in hands.rows("StatusLine")[0]


async def test_signs_have_a_style_that_text_has_not(reader: Reader, document: Path) -> None:
    async with reader(document) as hands:
        await hands.press("H")
        pane = hands.app.reading.text
        style = {segment.text: segment.style for segment in pane.render_line(0)}[sign_of("\u200c")]
        letters = {segment.style for segment in pane.render_line(3) if "ﺳ" in segment.text}
        assert style is not None
        assert letters
        assert all(letter is not None and letter.color != style.color for letter in letters)
        override = {segment.text: segment.style for segment in pane.render_line(0)}[sign_of("\u202e")]
        assert override is not None
        assert override.color not in (style.color, next(iter(letters)).color)


async def test_a_key_hides_vowel_signs_and_hits_over_them_are_still_painted(reader: Reader, document: Path) -> None:
    async with reader(document) as hands:
        session = hands.app.reading.session
        await hands.press("slash")
        await hands.paste("محمد")
        await hands.press("enter")
        hit = session.search.current
        assert "\u064f" in text_of(hands)
        painted = hands.app.reading.text.render_line(0)
        await hands.press("V")
        assert not set("\u064f\u064e\u0651") & set(text_of(hands))
        assert "no vowel signs" in hands.rows("StatusLine")[0]
        assert session.search.current == hit
        assert any(d.layer is Layer.CURRENT_HIT and d.span == hit for d in session.decorations(hit))
        bare = hands.app.reading.text.render_line(0)
        assert cells(bare) == cells(painted)


def cells(strip: object) -> list[object]:
    return [segment.style for segment in strip for _ in range(segment.cell_length)]  # type: ignore[attr-defined]


async def test_the_reading_place_and_the_selection_stay(reader: Reader, document: Path) -> None:
    async with reader(document) as hands:
        session, pane = hands.app.reading.session, hands.app.reading.text
        await hands.press("pagedown", "pagedown", "space")
        top, selection = session.page.start_of(pane.window.top), session.selection
        for key in ("H", "V", "H", "V"):
            await hands.press(key)
            assert session.page.start_of(pane.window.top) == top
            assert session.selection == selection


async def test_a_caret_on_a_hidden_character_goes_to_the_letter_it_belongs_to(reader: Reader, document: Path) -> None:
    async with reader(document) as hands:
        session = hands.app.reading.session
        await hands.press("H")
        session.move(2)
        assert session.caret == 2
        await hands.press("H")
        assert session.caret == 1


async def test_other_documents_are_shown_the_same_way(reader: Reader, document: Path, seeds: Path) -> None:
    async with reader(document) as hands:
        await hands.press("H", "V")
        other = next(path for path in seeds.iterdir() if path != document and path.suffix == ".txt")
        hands.app.open_document(other)
        await hands.finish()
        display = hands.app.reading.session.page.display
        assert (display.hidden, display.harakat) == (True, False)
        assert "hidden shown, no vowel signs" in hands.rows("StatusLine")[0]


async def test_the_configuration_says_how_text_is_shown_at_first(reader: Reader, document: Path) -> None:
    async with reader(document, hidden=True, harakat=False) as hands:
        assert sign_of("\u200c") in text_of(hands)
        assert "\u064f" not in text_of(hands)


async def test_suspicious_controls_are_told_and_gone_to_one_after_the_other(reader: Reader, seeds: Path) -> None:
    path = seeds / "trojan.txt"
    path.write_text("a\u202eb\u202c\n" + "سطر\n" * 300 + "\u2067x\nend\n", encoding="utf-8", newline="")
    async with reader(path) as hands:
        await hands.finish()
        session = hands.app.reading.session
        assert "1 override, 1 unclosed control (B)" in hands.rows("StatusLine")[0]
        await hands.press("H")
        visited = []
        for _ in range(3):
            await hands.press("B")
            await hands.finish()
            visited.append(session.document.slice(Span(session.caret, session.caret + 1)))
        assert visited == ["\u202e", "\u2067", "\u202e"]
        assert any("RIGHT-TO-LEFT OVERRIDE: turns" in words for words in hands.said)
        await hands.press("H", "B")
        assert session.suspect == session.document.end - len("\u2067x\nend\n")
        await hands.press("B")
        assert session.suspect == 1


async def test_without_suspicious_controls_there_is_no_word(reader: Reader, seeds: Path) -> None:
    path = seeds / "harmless.txt"
    path.write_text("\u2067نص\u2069 \u202babc\u202c \u200e\u200f\n", encoding="utf-8", newline="")
    async with reader(path) as hands:
        await hands.finish()
        assert "unclosed" not in hands.rows("StatusLine")[0]
        await hands.press("B")
        await hands.finish()
        assert hands.said == ["No bidi override and no unbalanced control here"]


async def test_the_inspector_tells_of_the_caret_and_goes_to_its_neighbours(reader: Reader, document: Path) -> None:
    async with reader(document) as hands:
        session = hands.app.reading.session
        await hands.press("home", "i")
        assert isinstance(hands.app.screen, Inspector)
        assert "U+0645      ARABIC LETTER MEEM" in hands.rows("CodePointList")[0]
        await hands.press("left")
        assert session.caret == 1
        rows = hands.rows("CodePointList")
        assert "U+06CC" in rows[0]
        assert "final" in rows[0]
        assert "U+200C      ZERO WIDTH NON-JOINER" in rows[1]
        await hands.press("right", "ctrl+c")
        assert session.caret == 0
        assert "U+0645 ARABIC LETTER MEEM gc=Lo bc=AL level=1 jt=D initial" in hands.app.clipboard
        await hands.press("escape", "end", "i")
        assert "LINE FEED" in hands.rows("CodePointList")[0]
        await hands.press("ctrl+c", "down", "left", "i")
        assert not isinstance(hands.app.screen, Inspector)


@pytest.mark.parametrize("size", [(120, 36), (40, 10), (8, 4)])
async def test_nothing_hostile_is_ever_shown_in_the_inspector(
    reader: Reader, seeds: Path, size: tuple[int, int]
) -> None:
    path = seeds / "hostile.txt"
    path.write_text("\x1b[31m\x9b\u202e[/x]\u200d👨\u200d👩 a" + "\u0301" * 1000 + "\n", encoding="utf-8", newline="")
    async with reader(path, size) as hands:
        await hands.press("i")
        for _ in range(12):
            shown = "".join("".join(hands.rows(name)) for name in ("CodePointList", "#inspector-sent"))
            assert not set("\x1b\x9b\u202e\u200d") & set(shown)
            await hands.press("right")


async def test_what_is_quoted_is_shown_as_the_text_is(reader: Reader, document: Path) -> None:
    async with reader(document) as hands:
        await hands.press("space", "space", "space", "c")
        joiner, plain = sign_of("\u200c"), "\n".join(hands.rows("#sidebar"))
        assert "\u064f" in plain
        assert joiner not in plain
        await hands.press("V", "H")
        shown = "\n".join(hands.rows("#sidebar"))
        assert "\u064f" not in shown
        assert joiner in shown
        await hands.press("V", "H")
        assert "\n".join(hands.rows("#sidebar")) == plain
