"""Quotation marks: which belong together, what they hold, which are left over."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import hostile_text, inline_text

from tui_reader.recognition.quotations import quotations, unbalanced_marks
from tui_reader.text.span import Span


def quoted(text: str) -> list[str]:
    return ["|".join(text[span.start : span.end] for span in one.spans) for one in quotations(text).found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال «شارل ميشيل» إن “الهدنة قائمة” ثم ‹غادر›.", ["شارل ميشيل", "الهدنة قائمة", "غادر"]),
        ('ووعد بـ "دعم عسكري" وبـ"دعم" و"مال"، كما قال', ["دعم عسكري", "دعم", "مال"]),
        ('"بداية الفقرة ونهايتها"', ["بداية الفقرة ونهايتها"]),
        ('قال: " نص بفراغات " ثم "نص "ثم قال "آخر"', ["نص بفراغات", "نص", "آخر"]),
        (
            '"كانت من منطقة "لاتشين" الأذرية" ثم قال: "نعم".',
            ['كانت من منطقة "لاتشين" الأذرية', "لاتشين", "نعم"],
        ),
        ("قال «إن الوزير قال «لا» أمس» وسكت", ["إن الوزير قال «لا» أمس", "لا"]),
        ("«outer “inner ‘deep’ inner” outer»", ["outer “inner ‘deep’ inner” outer", "inner ‘deep’ inner", "deep"]),
        ("قال ”نص معكوس“ و„نص ألماني“ و»deutsche Worte« هنا", ["نص معكوس", "نص ألماني", "deutsche Worte"]),
        ('and “mixed" too', ["mixed"]),
        ("طائرة من طراز «بايبر واريور 3” وحلق بها «فوق» الحقول", ["بايبر واريور 3", "فوق"]),
        ("It's the boys' house, O’Brien said.", []),
        ("He said: ‘The boys’ house is big,’ and left.", ["The boys’ house is big,"]),
        ("’Tis 'quoted' by O'Neill's friends in the '90s", ["quoted"]),
        ('צה"ל אמר "שלום" ויו"ר ב"הארץ" כתב', ["שלום", "הארץ"]),
        ('شاشة 55" و"سامسونج" بطول 12" فقط', ["سامسونج"]),
        ('"نص كامل."[9][10] وقال.', ["نص كامل."]),
        ('("قوس") و"(قوس)" و"[كذا]"', ["قوس", "(قوس)", "[كذا]"]),
        ("روي أن ((الدين النصيحة)) و<<نص>> وقوله ﴿قل هو الله أحد﴾", ["الدين النصيحة", "نص", "قل هو الله أحد"]),
        ("المساحة ((a+b)*(c+d)) و(قوس (داخل قوس))", []),
        ('قال \u200f"\u200fنص\u200f"\u200f، و\u202b"آخر"\u202c', ["نص", "آخر"]),
        ('"" و«»', []),
        ("قال ’نص‘ و''آخر'' و``ثالث''", ["نص", "آخر", "ثالث"]),
        ("وصفته ب” مصادر مقربة” وقال ل” آخر”.", ["مصادر مقربة", "آخر"]),
        ("‘Abd al-Rahman and the Qur’an’s ‘ulama’ said “yes”", ["ulama", "yes"]),
        ('وقال إن "بلاده "لن تتخلى" عن حقوقها" و""نعم""', ['بلاده "لن تتخلى" عن حقوقها', "لن تتخلى", '"نعم"', "نعم"]),
        ('("أ") -"ب"- "ج"/"د" :" هـ " ."و"', ["أ", "ب", "ج", "د", "هـ", "و"]),
    ],
)
def test_what_belongs_together(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected
    assert unbalanced_marks(text).found == ()


@pytest.mark.parametrize(
    ("text", "expected", "left"),
    [
        ('غير مغلق "نص ثم "نص" تمام.', ["نص"], [9]),
        ("«نص مفتوح بلا إغلاق", [], [0]),
        ("نص مغلق» بلا فتح ثم «نص» تام", ["نص"], [7]),
        ('قال "نعم', [], [4]),
    ],
)
def test_what_is_left_over(text: str, expected: list[str], left: list[int]) -> None:
    assert quoted(text) == expected
    assert [issue.extent for issue in unbalanced_marks(text).found] == [Span(column, column + 1) for column in left]


def test_a_mark_at_the_edge_of_a_paragraph_may_go_on_in_another() -> None:
    at_edge, inside = unbalanced_marks("«نص مفتوح ثم «آخر» هنا").found, unbalanced_marks("قال «نص مفتوح").found
    assert at_edge[0].score < 0.5 < inside[0].score


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\u2029"])
def test_a_quotation_over_paragraphs_is_one(newline: str) -> None:
    again = newline.join(["قال: «الأولى", "«الثانية", "«الأخيرة» ثم انتهى «وهذا» عادي."])
    once = newline.join(['قال "بداية', "وسط", 'نهاية" تم'])
    assert quoted(again) == ["الأولى|الثانية|الأخيرة", "وهذا"]
    assert quoted(once) == ["بداية|وسط|نهاية"]
    assert unbalanced_marks(again).found == unbalanced_marks(once).found == ()


def test_a_name_in_marks_counts_less_than_a_sentence_somebody_said() -> None:
    name, part, said = quotations(
        'في "يريفان" قال إنه يشعر "بالقلق البالغ من هذا" ثم أضاف: "لن نقبل أن يستمر هذا الوضع يومًا واحدًا".'
    ).found
    assert name.score < part.score < said.score
    assert "quote_type" not in name.attributes
    assert quotations('وطالب بـ "دعم عسكري" عاجل').found[0].attributes["quote_type"] == "mixed"
    assert (part.attributes["quote_type"], said.attributes["quote_type"]) == ("mixed", "direct")


WORDS = st.lists(
    st.sampled_from(["قال", "الوزير", "إن", "الهدنة", "قائمة", "the", "river", "rose"]), min_size=1, max_size=4
).map(" ".join)
PAIRS = st.sampled_from([("«", "»"), ("“", "”"), ('"', '"'), ("‹", "›"), ("„", "“")])


@st.composite
def nested(draw: st.DrawFn, depth: int = 2) -> tuple[str, list[str]]:
    """A text in which everything is quoted rightly, and what stands in its marks, by where it begins."""
    text, inside = draw(WORDS), []
    for _ in range(draw(st.integers(0, 3))):
        opening, closing = draw(PAIRS)
        words, deeper = draw(nested(depth - 1)) if depth else (draw(WORDS), [])
        inside += [words, *deeper]
        before, behind = draw(st.sampled_from(["", "و", "بـ"])), draw(st.sampled_from(["", ".", "،", "[3]"]))
        text += f" {before}{opening}{words}{closing}{behind} {draw(WORDS)}"
    return text, inside


@given(nested())
def test_what_is_nested_rightly_is_found_as_it_was_meant(made: tuple[str, list[str]]) -> None:
    text, inside = made
    assert quoted(text) == inside
    assert unbalanced_marks(text).found == ()


@given(st.one_of(hostile_text, inline_text))
def test_whatever_comes_quotations_are_nested_and_marks_left_over_are_marks(text: str) -> None:
    extents = [one.extent for one in quotations(text).found]
    for span in extents:
        assert 0 <= span.start < span.end <= len(text)
        assert not text[span.start].isspace() and not text[span.end - 1].isspace()
    for one in extents:
        for other in extents:
            is_apart = one.end <= other.start or other.end <= one.start
            assert (
                is_apart
                or (one.start <= other.start and other.end <= one.end)
                or (other.start <= one.start and one.end <= other.end)
            )
    assert all(not text[issue.extent.start].isalnum() for issue in unbalanced_marks(text).found)


@pytest.mark.parametrize("unit", ['"', "«", "«»", '"ا', '("', "\u200f", "'", "((", "“a"])
def test_many_marks_take_time_in_proportion(unit: str) -> None:
    # The time limit of a test is the measure: what grew with the square would take hours.
    assert len(quotations(unit * 6000).found) <= 6000
