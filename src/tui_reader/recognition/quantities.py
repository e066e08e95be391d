"""Dates, and numbers with what they count: `٢٧ سبتمبر ٢٠٢٠`, `17 ربيع الأول 1442 هـ`, `١٢٪`, `$5 million`, `3,000 كم²`.

Both names of Arabic months (نوفمبر, تشرين الثاني) and those of the Maghreb, Hijri and English ones; years where a word
says that they are years; digits of all scripts, thousands in groups. A plain number without a unit is found only where
a noun follows that is counted. Looked for in folded text (`text.folding`) by patterns that read every number at most
a few times: the time taken is linear.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.recognition.found import Found, Recognised
from tui_reader.text.folding import fold, fold_text
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from tui_reader.text.folding import Folded

ORIGIN = "quantities"


def _any_of(words: str) -> str:
    """A pattern for one of several phrases that are divided by `|`, the longest first."""
    phrases = (fold_text(" ".join(phrase.split())) for phrase in words.split("|") if phrase.strip())
    return "(?:" + "|".join(re.escape(phrase) for phrase in sorted(set(phrases), key=len, reverse=True)) + ")"


_MONTH = _any_of(
    """يناير|فبراير|مارس|أبريل|إبريل|مايو|يونيو|يونية|يوليو
    |يولية|يوليوز|أغسطس|غشت|سبتمبر|شتنبر|أكتوبر|نوفمبر|نونبر|ديسمبر
    |دجنبر|جانفي|فيفري|أفريل|ماي|جوان|جويلية|أوت|كانون الثاني|شباط|آذار|نيسان|أيار|نوار|حزيران|تموز|آب|أيلول
    |تشرين الأول
    |تشرين الثاني|كانون الأول|january|february|march|april|may|june|july|august|september|october|november|december
    |jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec"""
)
_HIJRI_MONTH = _any_of(
    """محرم|المحرم|صفر|ربيع الأول|ربيع الثاني|ربيع الآخر|جمادى الأولى|جمادى الأول|جمادى الآخرة|جمادى الثانية|جمادى الآخر
    |رجب|شعبان|رمضان|شوال|ذو القعدة|ذي القعدة|ذو الحجة|ذي الحجة|muharram|safar|rajab|sha'ban|ramadan|shawwal"""
)
_WEEKDAY = _any_of(
    """السبت|الأحد|الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة
    |monday|tuesday|wednesday|thursday|friday|saturday|sunday"""
)
_UNIT = _any_of(
    """كيلومترا مربعا|كيلومتر مربع|كيلومترات مربعة|كيلو متر مربع|كيلو متر|كيلومترا|كيلومترات
    |كيلومتر|كلم²|كم²|كم2|كم مربع|كلم|كم
    |مترا مربعا|متر مربع|أمتار مربعة|مترا|أمتار|متر|م²|م³|مترا مكعبا|متر مكعب|سنتيمترا|سنتيمتر|سم|ملليمتر|ميليمتر
    |ملم|مم
    |ميلا مربعا|ميل مربع|ميلا|أميال|ميل|قدما|أقدام|قدم|قدم مربع|بوصة|هكتارا|هكتارات|هكتار|فدانا|فدان|دونما|دونم
    |كيلوغراما|كيلوغرام|كيلوجراما|كيلوجرام|كيلو|كغم|كغ|كجم|غراما|غرام|جراما|جرام|ملغ|طنا|أطنان|طن|لترا|لترات|لتر
    |مليلتر
    |برميلا|براميل|برميل|درجة مئوية|درجة|درجات|ميغاواط|ميجاوات|كيلوواط|غيغاواط|واط|هرتز|ميغابايت|غيغابايت|بايت
    |عاما|أعوام|عام|سنة|سنوات|سنين|شهرا|أشهر|شهور|شهر|أسبوعا|أسابيع|أسبوع|يوما|أيام|يوم|ساعة|ساعات|دقيقة|دقائق
    |ثانية|ثوان
    |شخصا|أشخاص|شخص|نسمة|فردا|أفراد|فرد|قتيلا|قتلى|قتيل|جريحا|جرحى|جريح|مصابا|مصابين|جنديا|جنود|جندي|مقاتلا
    |مقاتلين|مقاتل
    |لاجئا|لاجئين|لاجئ|نازحا|نازحين|طالبا|طلاب|طالب|موظفا|موظفين|مدنيا|مدنيين|ضحية|ضحايا|حالة|حالات|إصابة|إصابات
    |مرة|مرات
    |دولة|دول|مدينة|مدن|قرية|قرى|صوتا|أصوات|صوت|مقعدا|مقاعد|مقعد|نقطة|نقاط|كتابا|كتب|صفحة|صفحات|طائرة|طائرات|دبابة
    |دبابات
    |صاروخا|صواريخ|سفينة|سفن|مرضى|مريضا|عملية|عمليات|رجلا|رجل|رجال|امرأة|نساء|طفلا|أطفال|طفل|أسرة|عائلة|شركة|شركات
    |km²|km2|sq km|square kilometres|square kilometers|square miles|kilometres|kilometers|kilometre|kilometer|kms
    |km|miles
    |mile|metres|meters|metre|meter|cm|mm|feet|foot|ft|inches|inch|yards|acres|hectares|ha|kg|kilograms
    |kilogrammes|grams
    |tonnes|tons|tonne|ton|lb|lbs|pounds|litres|liters|litre|liter|barrels|degrees|°c|°f|mw|gw|kw|kwh|mhz|ghz|hz
    |mb|gb|tb
    |years|year|months|month|weeks|week|days|day|hours|hour|minutes|minute|seconds|second|people|persons|inhabitants
    |soldiers|troops|casualties|deaths|cases|times|votes|seats|points|per cent|percent|percentage points"""
)
_CURRENCY = _any_of(
    """دولارا أمريكيا|دولار أمريكي|دولارا|دولارات|دولار
    |يورو|جنيها إسترلينيا|جنيه إسترليني|جنيه استرليني|جنيها مصريا|جنيه مصري
    |جنيها|جنيهات|جنيه|ريالا سعوديا|ريال سعودي|ريالا|ريالات|ريال|درهما إماراتيا|درهم إماراتي|درهما|دراهم|درهم
    |دينارا كويتيا
    |دينار كويتي|دينار عراقي|دينار أردني|دينار تونسي|دينار جزائري|دينارا|دنانير|دينار|ليرة سورية|ليرة لبنانية
    |ليرة تركية
    |ليرة|ليرات|روبية|روبل|ين|يوان|فرنكا|فرنك|شيكل|شيقل|تومان|us dollars|dollars|dollar|euros|euro|pounds sterling
    |usd|eur|gbp
    |egp|sar|aed|yen|yuan|rupees|roubles|rubles|riyals|dinars|dirhams|lira"""
)
_SCALE = _any_of(
    "ألفا|آلاف|ألف|مليونا|ملايين|مليون|مليارا|مليارات|مليار|بليون|بلايين|تريليون"
    "|thousand|million|billion|trillion|bn|mn"
)
_PERCENT = (
    r"(?: ?[%٪]| ?(?:بالميه|بالمييه|في الميه|في المييه|بالمايه|في المايه|بالمءه)(?![^\W_])| (?:per ?cent|pct)(?!\w))"
)

_BEGIN = r"(?<![\d.,٫٬/×*^_-])(?:(?<!\w)|(?<=\b[وفبكل]))"
"""Where a number may begin: not within another one, behind a word only where that is a clitic."""
_NO_LETTER = r"(?![^\W_])"
_NO_DIGIT = r"(?!\d|[.,٫٬]\d)"
_CLITIC = r"(?<!\w)(?:[وفبكل]{1,2}|ال|وال|بال|لل)?"
_GROUPS = rf"\d{{1,3}}(?:[,٬.’' ]\d{{3}})+(?!\d)(?:[.,٫]\d{{1,6}})?{_NO_DIGIT}"
_NUMBER = rf"(?:{_GROUPS}|\d{{1,15}}(?:[.,٫]\d{{1,6}})?{_NO_DIGIT})"
_TO = r"(?: ?[-–—−] ?| الي | حتي | و| to | and )"
_COUNT = rf"[+±~≈−-]?{_NUMBER}(?:{_TO}{_NUMBER})?(?: {_SCALE}{_NO_LETTER})?"

_YEAR = r"[12]\d{3}(?!\d)"
_MODERN_YEAR = r"(?:1[0-9]|20)\d\d(?!\d)"
_ERAS = r"ق\. ?م\.?|ق ?م|للهجره|هجريه?|ميلاديه?|للميلاد|ه|قبل الميلاد|بعد الميلاد|ce|bce|bc|ad|ah"
_ERA = rf"(?: ?(?:{_ERAS}|م){_NO_LETTER}\.?)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d)"
_TIME = r"(?:[t ]\d\d:\d\d(?::\d\d)?z?)?"
_MONTH_NUMBER = r"(?:1[0-2]|0?[1-9])"
_MONTHS = rf"(?:{_MONTH}(?: ?[/(] ?{_MONTH}\)?)?|{_HIJRI_MONTH}){_NO_LETTER}"
_LEAD = rf"(?:(?:يوم )?{_WEEKDAY}(?: الموافق)?(?: ل)?[,،]? )?"
_DIGITS_BEGIN = rf"{_BEGIN}{_LEAD}" + r"(?<![\d.,٫٬/-])"
_THE = r"(?:,? (?:من )?(?:شهر )?(?:عام |سنه |of )?|, ?)"
_YEAR_WORD = "(?:عام|سنه|عامي|سنتي|العام|السنه|اعوام|سنوات)"
_SINCE = "(?:in|as of|since|until|by|before|after|from|during|the year|منذ|حتي|في|قبل|بعد)"
_NO_COUNT = rf"(?![%٪]| ?[-–—]\d|[.,٬٫]\d| ?{_UNIT}{_NO_LETTER}| {_SCALE}{_NO_LETTER})"

_DATE = re.compile(
    "|".join(
        (
            # 27 سبتمبر / أيلول 2020
            rf"{_BEGIN}{_LEAD}{_DAY}(?: ?[-–—و] ?{_DAY})? (?:من )?(?:شهر )?(?:of )?{_MONTHS}(?:{_THE}{_YEAR}{_ERA}?)?",
            # September 27, 2020
            rf"(?<!\w){_LEAD}{_MONTH}\.? {_DAY}(?:, ?{_YEAR})?",
            # سبتمبر 2020
            rf"{_CLITIC}(?P<month>{_MONTHS}\.?{_THE}{_YEAR}{_ERA}?)",
            # 2020-09-27, 27/9/2020
            rf"{_DIGITS_BEGIN}{_YEAR}(?P<dash>[-/.]){_MONTH_NUMBER}(?P=dash){_DAY}{_TIME}(?![\w/-])",
            rf"{_DIGITS_BEGIN}{_DAY}(?P<slash>[-/.]){_MONTH_NUMBER}(?P=slash)(?:{_YEAR}|\d\d)(?![\w/-])",
            # عام 1987, سنة ١٤٤٢ هـ, بين عامي 1991 و1994
            rf"{_CLITIC}{_YEAR_WORD} (?P<years>\d{{1,4}}(?!\d)(?:{_TO}\d{{2,4}}(?!\d))?{_ERA}?)",
            # 1442 هـ, 753 ق.م, 1979م
            rf"{_BEGIN}\d{{1,4}}(?:{_TO}\d{{1,4}})? ?(?:{_ERAS}){_NO_LETTER}\.?",
            rf"{_BEGIN}{_MODERN_YEAR}(?:{_TO}{_MODERN_YEAR})? ?م{_NO_LETTER}",
            # 1991-1994
            rf"{_BEGIN}{_YEAR} ?[-–—] ?(?:{_YEAR}|\d\d)(?![\w/-])",
            # in 1987, منذ 2001
            rf"(?<!\w)[وف]?{_SINCE} (?P<bare>{_MODERN_YEAR}){_NO_COUNT}",
            # (1987)
            rf"(?<=\(){_MODERN_YEAR}(?=\))",
        )
    )
)
_QUANTITY = re.compile(
    "|".join(
        (
            rf"{_BEGIN}{_COUNT}{_PERCENT}",
            rf"(?<!\w)(?:us)?[$€£¥₪₺₽₹] ?{_COUNT}",
            rf"{_BEGIN}{_COUNT} ?[$€£¥₪₺₽₹]",
            rf"{_BEGIN}{_COUNT} ?(?:(?:{_CURRENCY}|{_UNIT}){_NO_LETTER}|\({_UNIT}\))",
            rf"{_BEGIN}[+±−-]?{_NUMBER}(?:{_TO}{_NUMBER})? {_SCALE}{_NO_LETTER}",
            rf"{_BEGIN}{_GROUPS}",
        )
    )
)


def quantities(text: str) -> Recognised:
    """All dates and quantities of a paragraph as Entity with `entity_type`, by where they begin; none overlap."""
    folded = fold(text)
    found: list[Found] = []
    end = 0
    dates = [(*_extent(match), "date", 0.9) for match in _DATE.finditer(folded.text)]
    counts = [(*match.span(), "quantity", 0.85) for match in _QUANTITY.finditer(folded.text)]
    # Where both begin alike a date says more.
    for start, stop, kind, score in sorted(dates + counts, key=lambda one: (one[0], one[2], -one[1])):
        if start >= end:
            found.append(_found(folded, start, stop, kind, score))
            end = stop
    return Recognised(tuple(found))


def _extent(match: re.Match[str]) -> tuple[int, int]:
    """What is the date of a match: without the preposition or clitic that led to it."""
    return next((match.span(name) for name in ("years", "bare", "month") if match[name] is not None), match.span())


def _found(folded: Folded, start: int, end: int, kind: str, score: float) -> Found:
    while folded.text[end - 1].isspace():
        end -= 1
    span = folded.span(start, end)
    # The tatweel of هـ is no letter, but part of it.
    tatweel = folded.source.startswith("ـ", span.end)
    return Found((Span(span.start, span.end + tatweel),), "Entity", ORIGIN, score, {"entity_type": kind})
