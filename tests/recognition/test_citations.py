"""Markers of references: all that are there, none that is not, and what each refers to."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import hostile_text

from tui_reader.recognition.citations import citations
from tui_reader.recognition.refs import refs

if TYPE_CHECKING:
    import random

CARRIERS = [
    "اندلعت الحرب في خريف ذلك العام واستمرت ستة أسابيع",
    "وقال المتحدث باسم الوزارة «إن الهدنة قائمة» ثم غادر القاعة",
    "The river rises in the eastern highlands and reaches the plain after two days",
    "تأسست المدينة على ضفة النهر، وسكنها الناس من قبائل شتى",
]
DIGITS = {"ascii": "0123456789", "arabic": "٠١٢٣٤٥٦٧٨٩", "persian": "۰۱۲۳۴۵۶۷۸۹", "devanagari": "०१२३४५६७८९"}


def found_in(text: str) -> list[tuple[str, str]]:
    """Each marker as it stands in the text, and its ref."""
    return [(text[one.extent.start : one.extent.end], one.attributes["ref"]) for one in citations(text).found]


def refs_in(text: str) -> list[str]:
    return [ref for _, ref in found_in(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("كانت البداية.[9][10] وكانت", [("[9]", "9"), ("[10]", "10")]),
        ("نص[9، 10] ثم", [("[9، 10]", "9, 10")]),
        ("نص[9,10] ثم[9-11]", [("[9,10]", "9, 10"), ("[9-11]", "9-11")]),
        ("نص[٣، ٩–١١] و[1 و2] ثم [1؛ 2]", [("[٣، ٩–١١]", "3, 9-11"), ("[1 و2]", "1, 2"), ("[1؛ 2]", "1, 2")]),
        ("as shown [1]-[3], [5]–[7] and [2][4]", [("[1]-[3]", "1-3"), ("[5]–[7]", "5-7"), ("[2]", "2"), ("[4]", "4")]),
        ("نص[12]:45 ثم[9]:112–114، و[1]:ص 5.", [("[12]:45", "12"), ("[9]:112–114", "9"), ("[1]:ص 5", "1")]),
        ("الجهود،[2]: 117 [3] بما في ذلك [4]: 12 شخصا", [("[2]: 117", "2"), ("[3]", "3"), ("[4]", "4")]),
        ("بعثة جامعة وارسو.[2]: 117 ويعتقد أن", [("[2]: 117", "2")]),
        ("مثل مطابقة النتيجة [18] وتقدير التباين", [("[18]", "18")]),
        (
            "نص[9 ص 12] و[3، الفصل 2] and [4, p. 7; 5, pp. 8–9]",
            [
                ("[9 ص 12]", "9"),
                ("[3، الفصل 2]", "3"),
                ("[4, p. 7; 5, pp. 8–9]", "4, 5"),
            ],
        ),
        ("كما في[المرجع 4] و[المصادر 5، 6]", [("[المرجع 4]", "4"), ("[المصادر 5، 6]", "5, 6")]),
        ("قول الحسن (1) عن أبيه (2) قال ذلك (3).", [("(1)", "1"), ("(2)", "2"), ("(3)", "3")]),
        ("وكان أميرًا على الكوفة (٤)، ثم", [("(٤)", "4")]),
        ('قال: "استقبلوا القبلة"1. وفي «الحسام الماحق» (100).', [("1", "1"), ("(100)", "100")]),
        ("كلمة^(١) وأخرى(¬2) وثالثة^[3]", [("^(١)", "1"), ("(¬2)", "2"), ("^[3]", "3")]),
        ("الأكحل،⁶ ثم.⁷⁻⁹", [("⁶", "6"), ("⁷⁻⁹", "7-9")]),
        ("يعوده من قريب. ٧ وقال ابن إسحاق: ٩ «كان الوليد» ١٠ .", [("٧", "7"), ("٩", "9"), ("١٠", "10")]),
        ("نص[٩] ونص[۹]", [("[٩]", "9"), ("[۹]", "9")]),
        ("التي وراءها. [10] ومن ضمنهم", [("[10]", "10")]),
        ("تسمى الأقمار،[ملاحظة 1] والتي", [("[ملاحظة 1]", "note 1")]),
        ("the moons[note 2] and[nb 3]", [("[note 2]", "note 2"), ("[nb 3]", "nb 3")]),
        ("السكان[أ] والمساحة[lower-alpha 1]", [("[أ]", "أ"), ("[lower-alpha 1]", "lower-alpha 1")]),
        ("the census[a] of", [("[a]", "a")]),
        ("السكان¹ والمساحة،² ثم ⁽³⁾", [("¹", "1"), ("²", "2"), ("⁽³⁾", "3")]),
        ("vitamin B[5] in C++[3] at 100$[6] or <br>[7]</b>", [("[5]", "5"), ("[3]", "3"), ("[6]", "6"), ("[7]", "7")]),
        ("| الخلية [9] | café[2]** |", [("[9]", "9"), ("[2]", "2")]),
        ("عدد السكان 37٬832٬892[1] نسمة", [("[1]", "1")]),
        ("الكلام(١)، ثم انتهى.(2)", [("(١)", "1"), ("(2)", "2")]),
        ("the page[^3] and \\[4\\] here", [("[^3]", "3"), ("\\[4\\]", "4")]),
        ("كما ورد[9، ص 12] هنا", [("[9، ص 12]", "9")]),
        ("ن[\u200f9\u200f]\u200f[\u061c10\u061c]، و\u2067[1\u06402]\u2069", ["9", "10", "12"]),
    ],
)
def test_numbers_and_notes(text: str, expected: list[tuple[str, str]] | list[str]) -> None:
    assert found_in(text) == expected or refs_in(text) == expected


@pytest.mark.parametrize(
    ("marker", "ref"),
    [
        ("[بحاجة لمصدر]", "needed"),
        ("[بحاجة إلى مصدر]", "needed"),
        ("[بحاجة لمصدر أفضل]", "needed"),
        ("[بِحاجةٍ إلى توثيق]", "needed"),
        ("[مصدر؟]", "needed"),
        ("[محل شك]", "dubious"),
        ("[من صاحب هذا الرأي؟]", "who"),
        ("[مَن؟]", "who"),
        ("[متى؟]", "when"),
        ("[بحاجة لتوضيح]", "clarify"),
        ("[وصلة مكسورة]", "dead link"),
        ("[بحاجة لمصدر|تاريخ=مايو 2020]", "needed"),
        ("[بحاجة لمصدر - 12 مايو 2020]", "needed"),
        ("[وفقًا لمن؟]", "who"),
        ("[أخفق التحقق]", "verify"),
        ("[حدد الصفحة]", "page"),
        ("[citation needed]", "needed"),
        ("[Citation Needed]", "needed"),
        ("[better source needed]", "needed"),
        ("[who?]", "who"),
        ("[according to whom?]", "who"),
        ("[clarification needed]", "clarify"),
        ("[dubious – discuss]", "dubious"),
        ("[page needed]", "page"),
        ("[failed verification]", "verify"),
        ("[when?]", "when"),
        ("[דרוש מקור]", "needed"),
        ("[نیازمند منبع]", "needed"),
        ("(citation needed)", "needed"),
    ],
)
@pytest.mark.parametrize("before", ["جملة", "جملة.", "جملة "])
def test_what_asks_for_something(marker: str, ref: str, before: str) -> None:
    assert found_in(f"{before}{marker} وبعدها") == [(marker, ref)]


@pytest.mark.parametrize(
    ("marker", "named"),
    [
        ("(Smith, 2020)", ["Smith 2020"]),
        ("(Smith et al., 2020: 15)", ["Smith et al. 2020"]),
        ("(van Dijk, 1998a, pp. 12-15)", ["van Dijk 1998a"]),
        ("(Smith & Jones, 2019; Brown, 2018)", ["Smith & Jones 2019", "Brown 2018"]),
        ("(Smith, 2019; 2020)", ["Smith 2019", "Smith 2020"]),
        ("(see O'Brien 2001)", ["O'Brien 2001"]),
        ("(الأمم المتحدة، 2019)", ["الأمم المتحدة 2019"]),
        ("(جامعة القاهرة، 2019)", ["جامعة القاهرة 2019"]),
        ("(World Bank, 2019)", ["World Bank 2019"]),
        ("(ابن خلدون، 1377)", ["ابن خلدون 1377"]),
        ("(الإدريسي، 2 / 530)", ["الإدريسي 2/530"]),
        ("(ابن الفرضي، 249؛ الضبي، 2 / 90؛ ليون، ن.ص)", ["ابن الفرضي 249", "الضبي 2/90", "ليون ن.ص"]),
        ("(الجابري، ١٩٨٤، ص ١٢)", ["الجابري 1984"]),
        ("(الجابري وآخرون، 1990)", ["الجابري وآخرون 1990"]),
        ("(انظر: الجابري، 1990)", ["الجابري 1990"]),
        ("(الجابري، د.ت)", ["الجابري د.ت"]),
        ("(Ali, 2010 & Smith, 2012)", ["Ali 2010", "Smith 2012"]),
        ("(أحمد، 2010 وعلي، 2012)", ["أحمد 2010", "علي 2012"]),
        ("(Smith, 2020, chap. 3)", ["Smith 2020"]),
        ("(علي شمس، واخرون ، 2023، ص 137)", ["علي شمس، واخرون 2023"]),
        ("(Minh, N., & Ngan, H. 2021, P.27)", ["Minh, N., & Ngan, H. 2021"]),
    ],
)
def test_authors_and_years(marker: str, named: list[str]) -> None:
    assert found_in(f"كما ورد {marker}.") == [(marker, "; ".join(named))]
    assert refs("; ".join(named)) == named


@pytest.mark.parametrize("text", ["(القاهرة، 20)", "(النسبة، 1 / 2)", "(الكيلاني، الطريق إلى القدس، ص: [37])"])
def test_numbers_and_pages_behind_a_name_are_no_markers_by_themselves(text: str) -> None:
    assert found_in(f"كما ورد {text}.") == []


@pytest.mark.parametrize(
    "text",
    [
        "قال إن «[اتفاق الدفاع المشترك] لا يشمل ذلك»",
        "it is so [sic] and [...] the […] end",
        "[T]he end of the boy[s] who want[ed] it",
        "قال [و]هو يبتسم",
        "جاء في عام [1998] ثم (1998) و(1914-1918) و(نوفمبر 2020) و(May 2020) و[2020-01-01] و[12:30]",
        "(حرب أكتوبر، 1973) و(القاهرة، 1950) و(London, 2012) و(ولد 1950) و(ت. 808 هـ) و(in 1987)",
        "[1] الجابري، محمد. تكوين العقل العربي",
        "  [12] Smith, J. A History",
        "(3) ثم يأتي القسم الثالث",
        "x[1] = 5, items_b[2], v = [1, 2, 3], in [0, 1], the interval [1, 5]",
        "مساحتها 5 كم² و7 م² و10⁵ و x² و E=mc² و 10⁻³",
        "المادة(5) والفقرة(3) من القانون و f(1) و printf(3)",
        "قائمة المدن[عدل] وغيرها [لغات أخرى] و(sub-provincial [الإنجليزية])",
        "[ ] todo [x] done",
        "انظر [الشكل 1] و[الجدول 2] و`arr[3]` و(جائزة نوبل، 1988) و(يوليو، 2019) و(الولايات المتحدة، 2019)",
        "رواه البخاري (5027)، سورة البقرة (255) (New York, 2001)",
        "![x](y) [a](b) [[File:x.jpg]] [https://x.org 5]",
        "array of [0] and [007]",
        "ثم [من] قال",
        "تعادلا (2/1) في (12/5) و(12/5/2020) بنسبة (25/100) و(320 / 932) سنة (قرار 67/181) عند (10:30)",
        "فاز (محمد، 20) على (يونس 12) في (النساء: 900) و(القاهرة 10:30) و(ص.ب 123) و(5 ص)",
        "سجل (12) طالبا و(30) يوما وعدد المدن (50) بنسبة (20) من أصل خمسة (5) أعضاء",
        "أنواعها هي: (1) الأول (2) الثاني (3) الثالث",
        "صورة (37) توضح رمز الاستجابة (1) وتدعم النقطتين (١) و(٣) هنا",
        "له 5 فلوس، 10 فلوس، 6 وحدات و ٣ مدن، ٦ وثائق",
        "عظمة الكون (٢)",
        "the 501(c)(3) corporation; خلال القرن [21] وفي (Vol. 1, Vol. 2) و(المتوفى :1359 هـ)",
        "عدد المقاعد المتنازع حولها (200)، وهدافها تيلمو (380).",
        "[مسألة] [14] لو نسي الرجل، كل [ ص: 249 ] ذلك",
        "وعام (2018، 2019) مسلم (20) و(مسلم 20) وفي (5/12) انظر (Item 3, p.) ثم",
        "Devlin (2019) and فيلم (1972) and Frenzy (1972) then printed [كذا] and [2020]:5",
    ],
)
def test_what_is_no_marker(text: str) -> None:
    assert found_in(text) == []


@pytest.mark.parametrize(
    ("marker", "ref"),
    [
        ("(ج 2، ص 15)", "2/15"),
        ("[2/315]", "2/315"),
        ("(2/315)", "2/315"),
        ("(17/ 298)", "17/298"),
        ("(ص ٤٥)", "ص 45"),
        ("(ص١٤٩-١٥١)", "ص 149-151"),
        ("[ص 82]", "ص 82"),
        ("(م٢ ف٢)", "م 2 ف 2"),
        ("(كشف الظنون ج١ ص٢٢)", "كشف الظنون 1/22"),
        ("(لسان العرب 3/ 949)", "لسان العرب 3/949"),
        ("(طبقات الأمم، ص ٨٨)", "طبقات الأمم ص 88"),
        ("(ص201: سرح العيون)", "سرح العيون ص 201"),
        ("(ج1: البيان)", "البيان ج 1"),
        ("(ابن خلدون، المقدمة، ط. بيروت، ص 15)", "ابن خلدون، المقدمة، ط. بيروت ص 15"),
        ("(الوفيات 130/3 وطبقات ابن سعد 209/6)", "الوفيات 130/3; طبقات ابن سعد 209/6"),
        ("(انظر خطط المقريزي ج١ ص١٠٧)", "خطط المقريزي 1/107"),
        ("(المصدر نفسه، ص 4)", "المصدر نفسه ص 4"),
        ("(المرجع السابق: 24)", "المرجع السابق 24"),
        ("(Ibid., p. 12)", "Ibid p 12"),
        ("(Gibbon, vol. 2, p. 15)", "Gibbon 2/15"),
        ("(pp. 12–15)", "pp 12-15"),
    ],
)
def test_volumes_and_pages(marker: str, ref: str) -> None:
    assert found_in(f"كما ورد في كتابه {marker} وغيره.") == [(marker, ref)]


def test_where_one_volume_and_page_is_sure_all_others_are() -> None:
    text = "في المبسوط (1/ 105)، والإنصاف (1/ 9)، والمدونة (3 / 1489) والقاهرة (القاهرة، 20)"
    assert refs_in(text) == ["1/105", "1/9", "3/1489"]
    assert refs_in("فازوا (1/ 9) ثم (3 / 1489)") == []
    assert refs_in("في المبسوط (1/ 22-23).") == ["1/22"]


@pytest.mark.parametrize(
    ("marker", "ref"),
    [
        ("[البقرة: 255]", "البقرة 255"),
        ("(الْبَقَرَة: ٢٥٥-٢٥٧)", "البقرة 255-257"),
        ("[سورة آل عمران آية: 103]", "آل عمران 103"),
        ("(سورة النور، الآية 31)", "النور 31"),
        ("(الغاشية: ٢١، ٢٢)", "الغاشية 21,22"),
        ("[النساء: 3؛ المائدة: 5]", "النساء 3; المائدة 5"),
        ("(الآية 7 من سورة الحشر)", "الحشر 7"),
        ("(Quran 2:255)", "2:255"),
        ("(متى 16: 16-20)", "متى 16:16-20"),
        ("[1 Cor. 13:4]", "1 Cor 13:4"),
        ("(رواه مسلم)", "رواه مسلم"),
        ("(صحيح البخاري 5027)", "صحيح البخاري 5027"),
    ],
)
def test_scripture(marker: str, ref: str) -> None:
    assert found_in(f"كما قال فيها {marker} وغيرها.") == [(marker, ref)]


def test_words_of_scripture_are_quoted_from_where_they_stand() -> None:
    (one,) = citations("قال تعالى: {وَأَحَلَّ اللَّهُ الْبَيْعَ} [البقرة: 275].").found
    assert one.attributes == {"ref": "البقرة 275", "citation_function": "quotation-source"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"as \cite{Knuth84} and \citep[p.~3]{a, b} but \nocite{c}", ["Knuth84", "a; b"]),
        ("as said [@Smith2020, p. 3; -@b] by a@b.com [a@b.com]", ["Smith2020; b"]),
        ("نص[fn:٣] and [cite:@key]", ["3", "key"]),
        ("نص{{بحاجة لمصدر|تاريخ=مايو 2020}} و{{sfn|الجابري|١٩٨٤}} و{{صندوق|اسم}}", ["needed", "الجابري 1984"]),
        ('نص<ref name="Abc" /> ثم <ref name=x>كتاب (Smith, 2020)</ref>', ["Abc", "x"]),
        (
            "see [doi:10.1000/182] and (https://doi.org/10.5/x) [Knu74]",
            ["doi:10.1000/182", "https://doi.org/10.5/x", "Knu74"],
        ),
        ("نص (https://sahl.io/sa) [نص](https://a.org)", ["https://sahl.io/sa"]),
        (
            "لاحظ Devlin وآخرون (2019) أن Smith et al. (2020) وقال Jones (2018, p. 5)",
            [
                "Devlin وآخرون 2019",
                "Smith et al. 2020",
                "Jones 2018",
            ],
        ),
    ],
)
def test_what_authors_and_typesetters_write(text: str, expected: list[str]) -> None:
    assert refs_in(text) == expected


MARKERS = st.one_of(
    st.tuples(st.integers(1, 999), st.sampled_from(sorted(DIGITS))).map(
        lambda pair: (f"[{str(pair[0]).translate(str.maketrans(DIGITS['ascii'], DIGITS[pair[1]]))}]", str(pair[0]))
    ),
    st.integers(1, 40).map(lambda number: (f"[ملاحظة {number}]", f"note {number}")),
    st.sampled_from([("[بحاجة لمصدر]", "needed"), ("[citation needed]", "needed"), ("[محل شك]", "dubious")]),
    st.sampled_from([("(Smith et al., 2020)", "Smith et al. 2020"), ("(ابن خلدون، 1377)", "ابن خلدون 1377")]),
)


@given(st.sampled_from(CARRIERS), st.lists(MARKERS, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_markers_inserted_anywhere_are_found_and_no_others(
    carrier: str, markers: list[tuple[str, str]], chance: random.Random
) -> None:
    words = carrier.split()
    text, expected = words[0], []
    places = sorted(chance.sample(range(len(words)), k=min(len(markers), len(words))))
    for number, word in enumerate(words):
        text = word if number == 0 else f"{text} {word}"
        if number in places:
            marker, ref = markers[places.index(number)]
            text += chance.choice(["", ".", "،", "»", "\u200f", ".\u200e"])
            expected.append((len(text), len(text) + len(marker), ref))
            text += marker + chance.choice(["", "\u200f", "."])
    assert [(*one.extent, one.attributes["ref"]) for one in citations(text).found] == expected


@given(
    st.integers(1, 999),
    st.sampled_from(sorted(DIGITS)),
    st.lists(st.sampled_from("\u200f\u200e\u061c\u2067\u2069\u0640"), max_size=6),
)
def test_what_does_not_show_breaks_no_marker(number: int, system: str, hidden: list[str]) -> None:
    digits = str(number).translate(str.maketrans(DIGITS["ascii"], DIGITS[system]))
    marker = list(f"[{digits}]")
    for place, character in enumerate(hidden):
        marker.insert(1 + place % (len(marker) - 1), character)
    text = f"نهاية الجملة.{''.join(marker)} وبعدها"
    assert found_in(text) == [("".join(marker), str(number))]


@given(hostile_text)
def test_whatever_comes_spans_lie_in_the_text_and_refs_can_be_kept(text: str) -> None:
    for one in citations(text).found:
        assert 0 <= one.extent.start < one.extent.end <= len(text)
        ref = one.attributes["ref"]
        assert ref and not any(unicodedata.category(character) in {"Cf", "Cc"} for character in ref)
        assert all(character in DIGITS["ascii"] for character in ref if character.isdecimal())


@pytest.mark.parametrize(
    "unit", ["[", "[9]", "(", "[9، ", "¹", "(a, ", "[\u200f", "(Smith & ", "[a-", "]", "\\[", "[1-", "١[٩]\n"]
)
def test_hostile_text_takes_time_in_proportion(unit: str) -> None:
    # The time limit of a test is the measure: what grew with the square would take hours.
    assert len(citations(unit * (200_000 // len(unit))).found) <= 200_000
