"""Joining forms and clusters: what stands on the screen for words of the scripts that people read here."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from oracles import FriBidi, joined_letters
from rich.cells import cell_len
from strategies import EMOJI, JOINERS, LETTERS, MARKS, hostile_text, prose

from tui_reader.text import joining, shaping
from tui_reader.text.bidi import Direction, paragraph_levels
from tui_reader.text.display import Display
from tui_reader.text.layout import ShapedParagraph, lay_out
from tui_reader.text.sanitise import HEAPS, MAX_MARKS
from tui_reader.text.shaping import Clusters, Kind
from tui_reader.text.ucd import DUAL_JOINING, MIRRORED, PRESENTATION_FORMS, RIGHT_JOINING


def shape(text: str) -> Clusters:
    return ShapedParagraph(text).clusters


def glyphs(text: str) -> list[str]:
    return list(shape(text).glyphs)


def sent(text: str) -> str:
    """What is sent for a word, in logical order."""
    return "".join(glyphs(text))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("سلام", "ﺳﻼﻡ"),
        ("العربية", "ﺍﻟﻌﺮﺑﻴﺔ"),
        ("شيء", "ﺷﻲﺀ"),
        ("مؤسسة", "ﻣﺆﺳﺴﺔ"),
        ("می‌خواهم", "ﻣﯽﺧﻮﺍﻫﻢ"),
        ("کتاب‌های", "ﮐﺘﺎﺏﻫﺎﯼ"),
        ("پژوهشگران", "ﭘﮋﻭﻫﺸﮕﺮﺍﻥ"),
        ("ٹیلی", "ﭨﯿﻠﯽ"),
        ("بڑے", "ﺑﮍﮮ"),
        ("ہیں", "ﮨﯿﮟ"),
        ("چھوٹے", "ﭼﮭﻮﭨﮯ"),
        ("ئۇيغۇر", "ﺋﯘﻳﻐﯘﺭ"),
        ("ھۆرمەت", "ﮬﯚﺭﻣەﺕ"),
        ("ۋە", "ﯞە"),
        ("دەبێت", "ﺩەﺑێﺖ"),
        ("ٱلله", "ﭐﻟﻠﻪ"),
    ],
)
def test_letters_of_a_word_take_the_forms_of_their_places(word, expected):
    assert sent(word) == expected


def test_the_name_of_god_stays_four_letters_and_keeps_its_harakat():
    assert sent("الله") == "ﺍﻟﻠﻪ"
    assert glyphs("الل\u0651\u064eه\u064f") == ["ﺍ", "ﻟ", "ﻠ\u0651\u064e", "ﻪ\u064f"]
    assert sum(shape("الل\u0651\u064eه\u064f").widths) == 4


@pytest.mark.parametrize(
    "mark", [*"\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0653\u0670\u0610\u06d6\u08d3\u0302"]
)
def test_marks_stay_on_their_letter_and_do_not_break_joining(mark):
    assert glyphs(f"ب{mark}ي{mark}ت{mark}") == [f"ﺑ{mark}", f"ﻴ{mark}", f"ﺖ{mark}"]
    assert list(shape(f"ب{mark}ي{mark}ت{mark}").widths) == [1, 1, 1]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("لا", ["ﻻ"]),
        ("لآ", ["ﻵ"]),
        ("لأ", ["ﻷ"]),
        ("لإ", ["ﻹ"]),
        ("بلا", ["ﺑ", "ﻼ"]),
        ("للأ", ["ﻟ", "ﻸ"]),
        ("دلا", ["ﺩ", "ﻻ"]),
        ("ل\u064eا", ["ﻻ\u064e"]),
        ("ل\u0651\u0650أ\u064e", ["ﻷ\u0651\u0650\u064e"]),
        ("لاّ", ["ﻻ\u0651"]),
        ("ل\u200cا", ["ﻝ", "ﺍ"]),
        ("ل\u200dا", ["ﻟ", "ﺎ"]),
        ("ل\u200eا", ["ﻟ", "ﺎ"]),
        ("ل\u034fا", ["ﻟ", "ﺎ"]),
        ("لـا", ["ﻟ", "ـ", "ﺎ"]),
        ("ل\u2067ا\u2069", ["ﻝ", "ﺍ"]),
        ("لٱ", ["ﻟ", "ﭑ"]),
        ("لا\u064eلا", ["ﻻ\u064e", "ﻻ"]),
    ],
)
def test_lam_and_alef_are_one_cluster_unless_a_control_keeps_them_apart(word, expected):
    assert glyphs(word) == expected


RAW = Display(joined=False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("سلام", [*"سلام"]),
        ("لَا", ["ل\u064e", "ا"]),
        ("می\u200cخواهم", ["م", "ی\u200c", *"خواهم"]),
        ("بَ\u200cب", ["ب\u064e\u200c", "ب"]),
        ("ب\u200c\u064eب", ["ب\u064e\u200c", "ب"]),
        ("ل\u200dا", [*"لا"]),
        ("ب\u2067\u2069ب", ["ب\u200c", "ب"]),
        ("ب\u200fب", [*"بب"]),
        ("ب\u202dب\u202c", ["ب\u200c", "ب"]),
        (" \u200cب", [" ", "ب"]),
        ("\u200cب", ["ب"]),
        ("a\u200cb", ["a", "b"]),
        ("«ب»(", [*"»ب«)"]),
    ],
)
def test_where_the_terminal_joins_letters_are_sent_as_they_are_and_kept_apart_where_they_do_not_join(text, expected):
    found = ShapedParagraph(text, Direction.RTL if text.startswith("«") else Direction.AUTO, RAW).clusters
    assert list(found.glyphs) == expected
    assert list(found.widths) == [1] * len(expected)


@given(prose)
def test_raw_letters_are_those_of_the_source(text):
    """Joined or raw, the same letters in the same order, but for brackets that are mirrored and ZWNJ."""
    found = ShapedParagraph(text, display=RAW).clusters
    for start, end, glyph in zip(found.starts, [*found.starts[1:], len(text)], found.glyphs, strict=True):
        letters = re.sub("[\u200c\u200d\u200e\u200f]", "", text[start:end])
        assert glyph.replace("\u200c", "") in (letters, MIRRORED.get(letters))


@given(hostile_text)
def test_no_joiner_is_sent_that_would_hide_the_character_behind_it(text):
    assert "\u200d" not in "".join(ShapedParagraph(text, display=RAW).clusters.glyphs)


@given(hostile_text)
def test_ways_of_showing_text_do_not_meet_in_the_cache(text):
    for display in (Display(), RAW, Display(harakat=False)):
        expected = ShapedParagraph(text, display=display).clusters
        shaping._shapers.cache_clear()
        assert ShapedParagraph(text, display=display).clusters == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("مُحَمَّدٌ", "محمد"),
        ("آأإؤئٱ آ ه\u0654 ى\u0655", "آأإؤئٱ آ ه\u0654 ى\u0655"),
        ("هٰذا ٱلرَّحۡمَٰنِ ۖ", "هذا ٱلرحمن "),
        ("שְׁלוֹם בְּרֵאשִׁ֖ית", "שלום בראשית"),
        ("e\u0301 \u0915\u0947", "e\u0301 \u0915\u0947"),
        ("ܡܰܠܟܳܐ", "ܡܠܟܐ"),
    ],
)
def test_harakat_can_be_left_out_and_marks_that_make_a_letter_cannot(text, expected):
    shown, plain = ShapedParagraph(text, display=RAW), ShapedParagraph(text, display=RAW._replace(harakat=False))
    assert "".join(plain.clusters.glyphs).replace("\u00a0", " ") == expected
    assert plain.clusters._replace(glyphs=shown.clusters.glyphs) == shown.clusters


@given(hostile_text, st.booleans())
def test_harakat_left_out_leave_everything_at_its_place(text, joined):
    shown = ShapedParagraph(text, display=Display(joined)).clusters
    plain = ShapedParagraph(text, display=Display(joined, harakat=False)).clusters
    marked = [mark for mark in shown.glyphs if mark[-1:] in HEAPS]
    if not any(marked):
        assert plain._replace(glyphs=shown.glyphs) == shown


@pytest.mark.parametrize("joined", [True, False])
@pytest.mark.parametrize("mark", ["\u064e", "\u0301", "\u05b0"])
@pytest.mark.parametrize("base", ["ب", "a", "中", " ", ""])
def test_a_base_with_more_marks_than_any_script_writes_shows_how_many_in_one_more_cell(base, mark, joined):
    def shown(count: int) -> str:
        text = f"{base}{mark * count}"
        found = ShapedParagraph(text, display=Display(joined))
        assert found.cluster_count == 1
        assert found.start_of(1) == len(text)
        assert found.clusters.widths[0] == cell_len(base or " ") + (count > MAX_MARKS)
        return unicodedata.normalize("NFKC", found.clusters.glyphs[0])

    alone = unicodedata.normalize("NFKC", base or " ")
    assert shown(8).count(mark) == 8 or mark == "\u0301"
    assert [shown(9), shown(12), shown(20)] == [alone + "9", alone + "12", alone + "20"]
    assert shown(21) == shown(1000) == alone + "\u2295"


def test_marks_of_a_lam_alef_are_counted_together():
    many = ShapedParagraph("ل" + "\u064e" * 5 + "ا" + "\u064f" * 5).clusters
    assert list(many.glyphs) == ["ﻻ\u2469"]
    few = ShapedParagraph("ل" + "\u064e" * 4 + "ا" + "\u064f" * 4).clusters
    assert list(few.glyphs) == ["ﻻ" + "\u064e" * 4 + "\u064f" * 4]


def test_the_source_of_a_lam_alef_with_marks_is_all_of_it():
    paragraph = ShapedParagraph("سَلِّامُ")
    assert [paragraph.start_of(cluster) for cluster in range(paragraph.cluster_count + 1)] == [0, 2, 6, 8]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ـهـ", "ـﻬـ"),
        ("\u200dه\u200d", "ﻬ"),
        ("\u200dه", "ﻪ"),
        ("ه\u200d", "ﻫ"),
        ("ا\u200dب", "ﺍﺐ"),
        ("ب\u200c\u200dب", "ﺏﺐ"),
        ("ب\u200cب", "ﺏﺏ"),
        ("ب\u2066ب\u2069", "ﺏﺏ"),
        ("ب\u2067\u2069ب", "ﺏﺏ"),
        ("ب\u200fب", "ﺑﺐ"),
    ],
)
def test_joiners_and_tatweel_act_on_their_neighbours_and_only_tatweel_is_sent(text, expected):
    assert sent(text) == expected


@pytest.mark.parametrize("before", ["", "the medial form is ", "(", "a", "12 ", "ا "])
def test_a_joiner_acts_on_the_letter_behind_it_whatever_the_levels_around(before):
    assert sent(f"{before}\u200dه\u200d")[-1] == "ﻬ"


def test_letters_of_different_levels_do_not_join():
    assert sent("ب\u202dب\u202c") == "ﺏﺏ"


def test_letters_without_presentation_forms_are_sent_as_they_are_and_join_their_neighbours():
    assert sent("بټب") == "ﺑټﺐ"
    assert sent("بړب") == "ﺑړﺏ"


@given(st.sampled_from(sorted(DUAL_JOINING)), st.sampled_from(sorted(DUAL_JOINING | RIGHT_JOINING)))
def test_every_letter_joins_as_its_type_says(first, second):
    found = "".join(glyphs(f"{first}\u064e{second}\u064e")).replace("\u064e", "")
    forms = (PRESENTATION_FORMS.get(first, "\0" * 4)[2], PRESENTATION_FORMS.get(second, "\0" * 4)[1])
    if first == "\u0644" and len(found) == 1:
        assert unicodedata.normalize("NFKC", found) == first + second
        return
    assert found[0] in (forms[0], first) and (forms[0] == "\0" or found[0] == forms[0])
    assert forms[1] == "\0" or found[1] == forms[1]


@given(st.one_of(prose, st.text(st.sampled_from([*LETTERS, *JOINERS, *MARKS[:8], " ", "ـ", "\u200f", "\u2067", "("]))))
def test_forms_are_those_of_the_core_specification(text):
    fribidi = FriBidi.load()
    if fribidi is None:
        pytest.skip("libfribidi is not installed")
    text = re.sub("[ݒࢠࡰܐߊ]", "ب", text)
    paragraph = ShapedParagraph(text)
    expected = joined_letters(text, list(paragraph_levels(text, paragraph.base_level)), fribidi)
    for column, shown in expected.items():
        if "\ufb50" <= shown <= "\ufefc":
            cluster = paragraph.cluster_at(column)
            assert paragraph.clusters.glyphs[cluster][0] == shown


def test_presentation_forms_in_the_source_are_left_alone():
    assert sent("ﺳﻼﻡ ﷲ ﷺ") == "ﺳﻼﻡ ﷲ ﷺ"
    assert sent("بﺎب") == "ﺏﺎﺏ"


@pytest.mark.parametrize("emoji", [emoji for emoji in EMOJI if emoji[0] > "\u2000" and emoji[0] != "\u200d"])
def test_an_emoji_sequence_is_one_cluster_without_its_joiners(emoji):
    found = shape(f"ب{emoji}ب")
    assert len(found.glyphs) == 3
    assert "\u200d" not in found.glyphs[1]
    assert found.widths[1] == cell_len(found.glyphs[1])


def test_flags_are_pairs():
    iran, palestine = "\U0001f1ee\U0001f1f7", "\U0001f1f5\U0001f1f8"
    assert glyphs(iran + palestine) == [iran, palestine]
    assert glyphs(iran + palestine[0]) == [iran, palestine[0]]


@pytest.mark.parametrize(
    ("control", "shown"),
    [
        ("\x00", "␀"),
        ("\x07", "␇"),
        ("\x1b", "␛"),
        ("\x7f", "␡"),
        ("\x9b", "␦"),
        ("\x0c", "␌"),
        ("\u2029", "␤"),
    ],
)
def test_controls_are_pictures_that_no_mark_joins(control, shown):
    assert glyphs(f"ا{control}\u0301ب") == ["ﺍ", shown, "\u00a0\u0301", "ﺏ"]


@pytest.mark.parametrize("character", ["\ud800", "\udcff", "\ufdd0", "\uffff", "\U0010fffe"])
def test_what_cannot_be_sent_is_a_replacement_character(character):
    assert glyphs(f"ا{character}ب") == ["ﺍ", "\ufffd", "ﺏ"]


def test_a_mark_without_a_letter_stands_on_a_no_break_space():
    assert glyphs("\u0651ب") == ["\u00a0\u0651", "ﺏ"]
    assert glyphs(" \u0651") == ["\u00a0\u0651"]


@pytest.mark.parametrize("hidden", ["\u200f", "\u061c", "\u202b", "\u2068", "\ufeff", "\u00ad", "\u2060"])
def test_hidden_characters_belong_to_a_neighbour(hidden):
    paragraph = ShapedParagraph(f"{hidden}ا{hidden}ب")
    assert list(paragraph.clusters.starts) == [0, 3]
    assert list(paragraph.clusters.glyphs) == ["ﺍ", "ﺏ"]
    assert [*ShapedParagraph(hidden).clusters.glyphs] == [""]


@pytest.mark.parametrize(
    ("blank", "kind"),
    [
        (" ", Kind.SPACE),
        ("\u3000", Kind.SPACE),
        ("\u2003", Kind.SPACE),
        ("\u00a0", Kind.GLUE),
        ("\u202f", Kind.GLUE),
        ("\u2007", Kind.INERT),
        ("\t", Kind.TAB),
        ("\u2028", Kind.LINE_SEPARATOR),
        ("\x1f", Kind.SEPARATOR),
        ("\x1c", Kind.SEPARATOR),
        ("\x85", Kind.SEPARATOR),
        ("\x0b", Kind.SEPARATOR),
        ("\x00", Kind.INERT),
        ("\x0c", Kind.INERT),
        (" \u0651", Kind.ORDINARY),
    ],
)
def test_what_blanks_are_to_wrapping_and_to_l1(blank, kind):
    assert shape(f"ا{blank}ب").kinds[1] == kind


@given(hostile_text)
def test_words_come_out_the_same_from_the_cache_and_without_it(text):
    expected = shape(text)
    shaping._shapers.cache_clear()
    joining.reshaped.cache_clear()
    assert shape(text) == expected


@pytest.mark.parametrize(("part", "kept"), joining.USUAL_FORMS.items())
def test_the_forms_that_are_kept_are_those_that_arabic_reshaper_gives(part, kept):
    assert joining.reshaped(part) == kept


@pytest.mark.parametrize("length", [joining.USUAL_LENGTH, joining.USUAL_LENGTH + 1])
def test_a_joined_part_is_shaped_alike_whether_its_forms_are_kept_or_asked_for(length):
    assert sent("س" * length) == "ﺳ" + "ﺴ" * (length - 2) + "ﺲ"


def test_a_word_longer_than_is_cached_is_shaped_alike():
    assert sent("دار" * 40) == sent("دار") * 40
    assert sent("سل" * 40 + "ام") == "ﺳ" + "ﻠﺴ" * 39 + "ﻼﻡ"


def test_a_configuration_file_for_arabic_reshaper_in_the_environment_changes_nothing(tmp_path):
    configuration = tmp_path / "reshaper.ini"
    configuration.write_text(
        "[ArabicReshaper]\ndelete_harakat = yes\ndelete_tatweel = yes\nsupport_ligatures = yes\n"
        "language = Kurdish\nshift_harakat_position = yes\nuse_unshaped_instead_of_isolated = yes\n"
        "ARABIC LIGATURE ALLAH = yes\n",
        encoding="utf-8",
    )
    program = (
        "from tui_reader.text.layout import lay_out\n"
        "print(ascii(lay_out('اللَّهُ سـلا\u200dم ئۇيغۇر', 40).line(0).text()))"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    answers = {
        subprocess.run(
            [sys.executable, "-X", "utf8", "-c", program], env=env, capture_output=True, text=True, check=True
        ).stdout
        for env in (
            environment,
            {**environment, "PYTHON_ARABIC_RESHAPER_CONFIGURATION_FILE": str(configuration)},
        )
    }
    assert len(answers) == 1


simple_words = st.text(st.sampled_from("ابلملادرةىئءآأإـ،؟٣۴אש(«a1!\u064e\u0651\u0670"), min_size=1, max_size=10).map(
    lambda word: word.lstrip("\u064e\u0651\u0670") or "ل"
)


@given(simple_words, st.integers(0, 2), st.integers(0, 1), st.builds(Display, st.booleans(), harakat=st.booleans()))
def test_a_plain_word_is_shaped_as_by_the_rules_for_all_words(word, spaces, level, display):
    builder = shaping._Builder(word + " " * spaces, level, after_joiner=False, display=display)
    for column in range(len(word) + spaces):
        builder.add(column)
    assume(shaping._SIMPLE.fullmatch(word))
    assert shaping._shape_simple(word, spaces, level, display) == builder.finish()


def test_every_character_of_plain_words_is_ordinary_and_one_cell_wide_or_a_mark_upon_one():
    plain = [chr(point) for point in range(0x20, 0x3000) if shaping._SIMPLE.fullmatch("a" + chr(point))]
    for character in plain:
        found = shaping._Builder(character, 1, after_joiner=False, display=Display())
        found.add(0)
        lengths, _, widths, kinds, _ = found.finish()
        mark = shaping._SIMPLE.fullmatch(character) is None
        assert (lengths, widths) == ((1,), (1,))
        assert mark or kinds in (b"%c" % Kind.ORDINARY, b"%c" % Kind.SPACE)


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("א5\u200f3", "35א"),
        ("א\u2066a\u2069\u2066b\u2069", "baא"),
        ("abא\u200eב", "abאב"),
        ("א5\u200f3\u200f\u202a", "35א"),
        ("א1\u202b\u202c2", "12א"),
        ("א5\u200f\u05b03", "5\u05b03א"),
    ],
)
def test_a_control_that_keeps_apart_what_stands_on_both_sides_does_so_unseen(text, order):
    assert "".join(lay_out(text, 20).line(0).glyphs) == order
