"""Whole rows against programs and rules that share nothing with the core: FriBidi, HarfBuzz, chapter 9."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles import FriBidi, presentation_forms, visual_row
from rich.cells import cell_len
from strategies import BIDI_CONTROLS, NASTY_PARAGRAPHS, prose, real_paragraphs, real_texts

from tui_reader.text.bidi import Direction
from tui_reader.text.layout import ShapedParagraph, lay_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.text.layout import Line, ParagraphLayout

FONTS = [
    Path("/usr/share/fonts/truetype") / name
    for name in (
        "dejavu/DejaVuSans.ttf",
        "noto/NotoSansArabic-Regular.ttf",
        "noto/NotoNaskhArabic-Regular.ttf",
    )
]
LANGUAGES_OF_THE_ARABIC_SCRIPT = {"ar", "fa", "ur", "ug", "ps", "ckb", "sd"}

reading_widths = st.integers(20, 130)
DIRECTION_MARKS = ["\u200e", "\u200f", "\u061c"]
"""No embeddings and isolates: FriBidi 1.0 looks beyond the beginning of an embedding for what stands before a
bracket (N0), and lets the text of one isolate decide about the neutrals of another."""
prose_with_marks = st.lists(
    st.tuples(st.sampled_from(["", "", "", *DIRECTION_MARKS]), prose).map("".join), min_size=1, max_size=6
).map(" ".join)


@pytest.fixture(scope="module")
def fribidi() -> FriBidi:
    found = FriBidi.load()
    if found is None:
        pytest.skip("libfribidi is not installed")
    return found


def lines(layout: ParagraphLayout) -> Iterator[Line]:
    return (layout.line(row) for row in range(layout.row_count))


def check_order(text: str, width: int, direction: Direction, fribidi: FriBidi) -> None:
    """The bases of the clusters of every row stand in FriBidi's order.

    Blanks at the end of a row are left out: a control behind them belongs to the word that comes next, while
    FriBidi lets it keep them from the end of the row.
    """
    layout = lay_out(text, width, direction)
    paragraph = fribidi.paragraph(text, layout.shaped.base_level)
    for line in lines(layout):
        end = line.end
        while end > line.start and (text[end - 1].isspace() or text[end - 1] in BIDI_CONTROLS):
            end -= 1
        # Controls before the first letter of a paragraph belong to its cluster.
        ours = [
            next((c for c in range(cluster.start, cluster.end) if text[c] not in BIDI_CONTROLS), cluster.start)
            for cluster in line.placed
            if cluster.start < end
        ]
        bases = set(ours)
        assert ours == [column for column in paragraph.visual_order(line.start, end) if column in bases]


def check_rows(text: str, width: int, direction: Direction, fribidi: FriBidi) -> None:
    """Every row is what FriBidi's levels and mirroring and the joining rules of chapter 9 give for it."""
    layout = lay_out(text, width, direction)
    base = layout.shaped.base_level
    for line in lines(layout):
        expected = visual_row(text, base, line.start, line.end, fribidi)
        if base:
            assert line.text() == " " * (width - cell_len(expected)) + expected
        else:
            assert line.text().rstrip(" ") == expected


@given(prose, reading_widths, st.sampled_from(Direction))
def test_rows_of_prose_stand_in_fribidis_order(fribidi, text, width, direction):
    check_order(text, width, direction, fribidi)


@given(prose_with_marks, reading_widths, st.sampled_from(Direction))
def test_rows_of_prose_with_marks_stand_in_fribidis_order(fribidi, text, width, direction):
    check_order(text, width, direction, fribidi)


@given(prose, reading_widths, st.sampled_from(Direction))
def test_rows_of_prose_are_ordered_mirrored_joined_and_aligned(fribidi, text, width, direction):
    check_rows(text, width, direction, fribidi)


@given(prose_with_marks, reading_widths)
def test_rows_of_prose_with_marks_are_ordered_mirrored_joined_and_aligned(fribidi, text, width):
    check_rows(text, width, Direction.RTL, fribidi)


@pytest.mark.parametrize("direction", Direction)
def test_every_row_of_the_real_texts(fribidi, direction):
    for text in real_paragraphs():
        for width in range(20, 131, 11):
            check_order(text, width, direction, fribidi)
            check_rows(text, width, direction, fribidi)


@pytest.mark.parametrize("text", NASTY_PARAGRAPHS)
def test_every_row_of_nasty_paragraphs_at_every_width(fribidi, text):
    for width in range(30, 121):
        for direction in (Direction.AUTO, Direction.RTL, Direction.LTR):
            check_rows(text, width, direction, fribidi)


@pytest.mark.parametrize("text", [*real_paragraphs(), *NASTY_PARAGRAPHS])
def test_letters_of_a_row_can_be_read_back(text):
    """NFKC undoes presentation forms: the letters shown are those of the source, each as often."""

    def letters(shown: str) -> list[str]:
        folded = unicodedata.normalize("NFKC", shown)
        return sorted(character for character in folded if unicodedata.category(character) in ("Lo", "Mn", "Nd"))

    shown = "".join(line.text() for line in lines(lay_out(text, 60)))
    assert letters(shown.replace("\u00a0", " ")) == letters(text)


def _shaped_glyphs(font, text: str) -> dict[int, set[int]]:
    """Column to the glyphs HarfBuzz draws for it, without ligatures and contextual variants."""
    import uharfbuzz

    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.direction, buffer.script = "rtl", "Arab"
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.CHARACTERS
    uharfbuzz.shape(font, buffer, dict.fromkeys(("rlig", "liga", "dlig", "clig", "calt", "locl"), False))
    found: dict[int, set[int]] = {}
    for glyph in buffer.glyph_infos:
        found.setdefault(glyph.cluster, set()).add(glyph.codepoint)
    return found


def _arabic_paragraphs() -> list[str]:
    texts = real_texts()
    seeds = [text for name, text in texts.items() if name[0].isdigit()]
    named = [texts[name] for name in sorted(LANGUAGES_OF_THE_ARABIC_SCRIPT)]
    return [line for text in [*seeds, *named] for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_a_font_shapes_each_letter_of_real_text_into_the_form_we_send(path):
    """By glyph: what HarfBuzz makes of the source letter is what the font holds for our presentation form."""
    uharfbuzz = pytest.importorskip("uharfbuzz")
    if not path.exists():
        pytest.skip(f"{path} is not installed")
    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))))
    source = {form: pair for pair, form in presentation_forms().items()}
    checked = 0
    for text in _arabic_paragraphs():
        drawn = _shaped_glyphs(font, text)
        clusters = ShapedParagraph(text).clusters
        for start, glyph in zip(clusters.starts, clusters.glyphs, strict=True):
            if glyph[:1] not in source:
                assert not glyph or (glyph[0], "<isolated>") not in presentation_forms()
                continue
            letters, form = source[glyph[0]]
            if len(letters) == 2:
                # Shown as one; without its ligature the font draws the lam, joined to the alef behind it.
                form = {"<isolated>": "<initial>", "<final>": "<medial>"}[form]
            expected = {font.get_nominal_glyph(ord(presentation_forms()[letters[0], form]))}
            if form == "<isolated>":
                expected.add(font.get_nominal_glyph(ord(letters)))
            if expected == {None}:
                continue
            checked += 1
            assert drawn[start] & expected, f"{text[start - 3 : start + 4]}: {unicodedata.name(glyph[0])}"
    assert checked > 4500


def test_the_ligature_of_lam_and_alef_is_drawn_where_the_font_draws_one():
    uharfbuzz = pytest.importorskip("uharfbuzz")
    if not FONTS[0].exists():
        pytest.skip(f"{FONTS[0]} is not installed")
    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(FONTS[0]))))
    for text in ["لا", "سلام", "لَا", "كَلِّا", "ل\u200cا", "ل\u200dا", "لٱ", "للا", "لـا"]:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.direction, buffer.script = "rtl", "Arab"
        uharfbuzz.shape(font, buffer)
        ligatures = {font.get_nominal_glyph(point) for point in (0xFEFB, 0xFEFC)}
        drawn = any(glyph.codepoint in ligatures for glyph in buffer.glyph_infos)
        ours = any(glyph[:1] in ("\ufefb", "\ufefc") for glyph in ShapedParagraph(text).clusters.glyphs)
        assert ours == drawn, text
