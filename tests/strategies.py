"""Text for property tests: mixed-direction prose, hostile text, and the real texts of the repository.

`prose` reads like what people annotate; `hostile_text` holds all that a file may hold in one paragraph.
"""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from tui_reader.text.display import Display

TESTS = Path(__file__).parent
SEEDS = TESTS.parent / "seeds"
TEXTS = TESTS / "data" / "texts"


def real_texts() -> dict[str, str]:
    """Name to text: the sample sources, and one text per language, named by its BCP 47 code."""
    paths = [*sorted(SEEDS.glob("*.txt")), *sorted(TEXTS.glob("*.txt"))]
    return {path.stem: path.read_text(encoding="utf-8") for path in paths}


def real_paragraphs() -> list[str]:
    """Every paragraph of the real texts that holds more than white space."""
    return [line for text in real_texts().values() for line in text.split("\n") if line.strip()]


def _split(*sentences: str) -> list[str]:
    return " ".join(sentences).split()


ARABIC = _split("قال الرئيس إن الاتفاقية وُقِّعت في القاهرة بعد مفاوضات لأنَّ الآراء مُتَبايِنة حول الإصلاح واللغة")
PERSIAN = _split("او گفت که می‌خواهم کتاب‌های پژوهشگران ایرانی را به‌سرعت بخوانم چون آینده‌ی گروه مهم است")
URDU = _split("ہیں۔ انہوں نے ٹیلی ویژن پر بڑے لوگوں کے ساتھ گفتگو کی جس میں چھوٹے بھائی بھی تھے")
UYGHUR = _split("ئۇيغۇر ھۆرمەت ۋە ھوقۇقتا باپباراۋەر بولۇپ تۇغۇلغان ئەركىن")
HEBREW = _split("הממשלה אמרה שְׁלוֹם לירושלים ובן־גוריון ז״ל כתב צה״ל")
LATIN = _split("Reuters Python C++ F# e-mail naïve Aliyev's NATO/EU file_name.txt O'Neill #tag @user a.m. Ḥamās")
NUMBERS = _split(
    "9 2020 1991-1994 3.14 -5 +20 10% 10%- $50 €1,000.50 12:30 31/12/1999 2024-01-31 +98-21-555-0100 (021)",
    "٣٫٥ ١٩٩١-١٩٩٤ ١٠٪ ۱۳۹۹ ۱۲٬۰۰۰ 5°C 7½ 1/2 ±3 4×6 1,2;3 ٢٠٢٠/١٢ 70km ۵٫۵٪ №7 §4",
)
WEB = _split(
    "https://example.org/a-b?q=سلام&n=1#x http://مثال.إختبار/ info@example.org www.a.co.il/ב v1.0-rc",
    'C:\\data\\ملف.txt <b>نص</b> f(x)=2x+1 a<b x≤y {"مفتاح":[1,2]} [[ويكي|Wiki]] &lrm; 1.2.3.4:8080',
)
REFERENCES = [*_split("[9][10] [ب] (أ) «حادث» “quote” ‘q’ „x“"), "(43 ميل)", "[note 3]", "(Ilham Aliyev)"]
OPENING = _split("( [ { « \" ' “ ‹ < ؛ - – # * … _")
CLOSING = _split(") ] } » \" ' ” › > . ، ؟ : ! ؛ % … - ـ / [4]")

NASTY_PARAGRAPHS = [
    "في لغة C++ (وليس C#) نكتب f(x) = 2x + 1؛ راجع https://example.org/ar/دليل?q=a&n=1 أو info@example.org (2024)!",
    'قال: «أعلن (الناطق باسم [وزارة الخارجية]) أن "NATO/EU" وافقا على 10%–15% من 1,234.50 $ يوم 31/12/1999».[9][10]',
    "هاتف: +98 (21) 555-0100، فاكس 021-555 0101 (داخلي 12)، الساعة 12:30–14:45، درجة الحرارة -5°C أو ٢٣٫٥°م.",
    "Aliyev said: «إن الحرب (1991-1994) انتهت» and then left (في 2020) for C:\\data\\ملف.txt, v1.2.3-beta.",
    "او گفت: «می‌خواهم کتاب‌های Harry Potter (جلد ۳) را در ۱۲٬۵۰۰ تومان (۵٫۵٪ تخفیف) بخرم» – #کتاب @user1!",
    'הוא אמר "שלום (hello, world)" ב־12:30, ורכש 3×4 מ"מ ב־₪1,000.50 (\u200fז״ל 50% \u200e-5).',
    "المعادلة: a² + b² = c² ≤ 3×10⁻⁵ [انظر (Smith et al., 2001؛ §4.2)]، والمجموعة {1، 2، 3} ⊂ ℕ.",
    '<b>نص</b> {"مفتاح": [1, "قيمة", null]} // تعليق؛ if (a<b && c>=d) { return «لا»; }',
    "سعر النفط: 85.30$ للبرميل (+1.5%)، و€79,10؛ اليورو/الدولار = 1.08–1.10، و±0.5٪.",
    "الآية ﴿قُلْ هُوَ اللَّهُ أَحَدٌ﴾ [الإخلاص: 1]، والحديث: «إِنَّمَا الأَعْمَالُ بِالنِّيَّاتِ» (البخاري، 1/9).",
    "ۋە «ئۇيغۇر (Uyghur) تىلى» 2020-يىلى 12-ئاينىڭ 3-كۈنى (http://uy.example.cn/ئا?b=1) دە، 50%تىن ئارتۇق.",
    "انہوں نے کہا: “ہم ۵۰٪ (fifty percent) تک” – ‘ٹھیک ہے’؟ ای میل: a.b-c@x.pk، فون ۰۳۰۰-۱۲۳۴۵۶۷۔",
    "א(ב[ג{ד<e>ה}ו]ז)ח a(ب[c{د<ه>e}f]g)h 1(2[3{4]5)6}7 «ק \"ר 'ש' ת\" x» ((a)) ((ب)) [[ويكي|Wiki]]",
]
"""Arabic, Persian, Urdu, Uyghur and Hebrew with all that usually goes wrong beside right-to-left words."""


def _flat(strategy: st.SearchStrategy[list[str]], separator: str) -> st.SearchStrategy[str]:
    return strategy.map(separator.join)


words = st.sampled_from([*ARABIC, *PERSIAN, *URDU, *UYGHUR, *HEBREW, *LATIN, *NUMBERS, *WEB, *REFERENCES])
"""One word, number, address or reference, as written in running text."""

punctuated_words = st.builds(
    lambda opening, word, closing: opening + word + closing,
    st.sampled_from(["", "", "", "و", "بـ", "ה", *OPENING]),
    words,
    st.sampled_from(["", "", "", *CLOSING]),
)

prose = _flat(
    st.one_of(
        st.lists(punctuated_words, min_size=1, max_size=8),
        st.lists(punctuated_words, min_size=20, max_size=50),
    ),
    " ",
)
"""A paragraph of mixed right-to-left and left-to-right words, numbers and punctuation."""

BIDI_CONTROLS = [
    "\u200e",
    "\u200f",
    "\u061c",
    *map(chr, range(0x202A, 0x202F)),
    *map(chr, range(0x2066, 0x206A)),
]
JOINERS = ["\u200c", "\u200d"]
MARKS = [
    "\u064b",
    "\u0651",
    "\u0650",
    "\u0670",
    "\u0653",
    "\u0654",
    "\u05b0",
    "\u0301",
    "\u0483",
    "\u20dd",
    "\u0903",
]
EMOJI = [
    "\U0001f600",
    "\u2764\ufe0f",
    "\u2764",
    "1\ufe0f\u20e3",
    "#\u20e3",
    "\U0001f44d\U0001f3fd",
    "\U0001f3fd",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466",
    "\U0001f469\U0001f3fb\u200d\u2695\ufe0f",
    "\U0001f3f3\ufe0f\u200d\U0001f308",
    "\U0001f3f4\U000e0067\U000e0062\U000e007f",
    "\U0001f1ee\U0001f1f7",
    "\U0001f1f5\U0001f1f8",
    "\U0001f1ee",
    "\u200d\u2640\ufe0f",
]
WIDE = ["中", "文字", "日本語、", "「か」", "한국어", "\u1112\u1161\u11ab", "\uff21", "\u3000"]
BLANKS = [" ", " ", " ", "  ", "\t", "\u00a0", "\u202f", "\u2007", "\u2003", "\u200b", "\u1680", "\u2028"]
CONTROLS = [
    "\x00",
    "\x07",
    "\x08",
    "\x0b",
    "\x0c",
    "\x1b",
    "\x1b[31m",
    "\x1f",
    "\x7f",
    "\x80",
    "\x9b",
    "\x9f",
]
ODDITIES = [
    "\ud800",
    "\udc81",
    "\ufdd0",
    "\uffff",
    "\U0010ffff",
    "\ufffd",
    "\ufeff",
    "\u00ad",
    "\u034f",
    "\u2060",
    "\u3164",
    "\u0600",
    "\u06dd",
    "\ue000",
    "\u0378",
    "\U00010d50",
    "\ufe0f",
    "\u180e",
    "\U000e0041",
]
PRESENTED = ["ﻼ", "ﷲ", "ﷺ", "ﺳﻼﻡ", "ﭘ", "ﬁ", "ﬞ", "ﭏ"]
LETTERS = list("لاالآأإبتهةىيیکگپژچڤۆەېۋڭټړښٱٲڸݒࢠࡰܐߊމabzאבש")

inline_text = _flat(
    st.lists(
        st.one_of(
            words,
            st.sampled_from(LETTERS),
            st.sampled_from(BLANKS[:-1]),
            st.sampled_from([*MARKS, *JOINERS]),
            st.sampled_from([*EMOJI, *WIDE]),
            st.sampled_from([*OPENING, *CLOSING, *PRESENTED, "-", "ـ"]),
            st.sampled_from(BIDI_CONTROLS),
            st.sampled_from(ODDITIES),
        ),
        max_size=30,
    ),
    "",
)
"""Mixed scripts with marks, joiners, bidi controls, emoji sequences and odd code points; no control character."""

hostile_text = st.one_of(
    inline_text,
    _flat(
        st.lists(st.one_of(inline_text, st.sampled_from([*CONTROLS, *BLANKS])), max_size=8),
        "",
    ),
    st.text(st.characters(exclude_characters="\n\r\x1c\x1d\x1e\x85\u2029"), max_size=40),
)
"""Anything that one paragraph may hold: also controls, tabs, line separators and lone surrogates."""

widths = st.one_of(st.integers(2, 24), st.integers(2, 130))
"""Cells of a text area."""

displays = st.builds(Display, st.booleans(), st.booleans(), st.booleans(), st.booleans())
"""Every way of showing text."""
