"""Numbers of footnotes without square brackets: `كلمة(1)`, `كلمة (1)،`, `^(1)`, `word.¹`, and bare ones: `انتهى.» ٢ .`

Numbers in round brackets, or raised, are much else: items, quantities, articles of laws, exponents. What stands before
and behind decides.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.recognition.bracket_context import OPERATORS, WORD_BEFORE, before, opens_item
from tui_reader.text.folding import fold_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.text.folding import Folded

MOST_DIGITS = 3
SHORT = 60
"""Code points of a heading."""
DOUBTFUL = 0.4
"""How sure a number is that is only a note's where the next ones are: `الحسن (1) عن أبيه (2) قال`."""

NUMBERED = frozenset(
    fold_text(
        """
        مادة مادتين مواد رقم رقما أرقام فقرة باب فصل جدول شكل صفحة بند عدد عدده عددها عددهم قرار آية سورة مرحلة
        ملحق صورة صور معادلة مجموعة سؤال مثال تمرين درس جزء مجلد قسم نموذج خريطة قناة حلقة لواء فئة نقطة نقطتين
        نقاط قانون طبعة نسخة إصدار دفعة وحدة خطوة حالة تجربة عينة رسم لوحة مسألة حديث أطروحة فرضية افتراض مقدمة
        نتيجة ملاحظة خيار بديل رمز حاشية ملف مجال مستوى عمود صف سطر بيت قضية دعوى جلسة دورة لجنة محطة قاعة غرفة
        قرن القرن بوابة طابق شارع خط بحث مبحث مطلب شرط هدف محور ص ج ط ع م ف ق س
        """
    ).split()
)
"""Nouns, without clitics and article, that a number in round brackets belongs to."""
COMPLETED = frozenset(fold_text("قرن القرن عام سنة مادة فقرة بند باب فصل جزء مجلد صفحة ص ج آية سورة").split())
"""Those to which an editor gives a number in square brackets: `خلال القرن [21]`."""
_COUNTED = frozenset(
    fold_text(
        """
        بنسبة نسبة بعدد بعد قبل نحو حوالي حدود زهاء قرابة لمدة مدة خلال كل من إلى على في عن بين أو أم مع ثم منذ حتى
        لكل بلغ يبلغ تبلغ بلغت وصل وصلت بقيمة قيمة قيمته قيمتها قدره قدرها بمعدل معدل بمبلغ مبلغ سعر بسعر بطول طول
        عرض ارتفاع عمق مساحة بمساحة وزن بوزن سن عمر بعمر سنة عام عاما واحد واحدة اثنين اثنان اثنتين ثلاث ثلاثة أربع
        أربعة خمس خمسة ست ستة سبع سبعة ثمان ثماني ثمانية تسع تسعة عشر عشرة عشرين عشرون ثلاثين ثلاثون أربعين أربعون
        خمسين خمسون ستين ستون سبعين سبعون ثمانين ثمانون تسعين تسعون مئة مائة ألف آلاف مليون ملايين فوق تحت أكثر أقل
        يوم شهر يساوي تساوي رتبة المرتبة المركز الرقم أصل مسافة بمسافة بين منهم منها
        """
    ).split()
)
"""Words before which a number in brackets counts something, or is said once more in digits."""
_THINGS = frozenset(
    fold_text(
        """
        ألف آلاف مليون ملايين مليار مئة مائة كم كلم متر أمتار سم مم ملم كغ كغم كجم طن أطنان لتر ميل أميال قدم هكتار
        فدان يوم أيام يوما شهر أشهر شهور سنة سنوات سنين عام أعوام أسبوع أسابيع ساعة ساعات دقيقة دقائق ثانية ثوان
        درجة درجات شخص أشخاص فرد أفراد نسمة هدف أهداف لقب ألقاب بطولة بطولات مباراة مباريات نقطة نقاط مقعد مقاعد صوت
        أصوات مرة مرات دولة دول مدينة مدن قرية قرى بلدية ولاية ولايات محافظة محافظات منطقة مناطق لاعب لاعبين طالب
        طلاب عضو أعضاء مادة مواد كتاب كتب صفحة صفحات باب أبواب فصل فصول نوع أنواع قسم أقسام حالة حالات عملية عمليات
        شركة شركات دولار دولارات يورو ريال ريالات درهم دراهم دينار دنانير جنيه جنيهات ليرة في بالمئة بالمائة رجل
        رجال جندي جنود امرأة نساء طفل أطفال قتيل قتلى جريح جرحى وزراء وزير فرق فريق وحدة وحدات ورقة ورقات فروع فرع
        فئات فئة فتيات فنادق فندق وظيفة وظائف وفيات وفاة وجبات فنانين فلسطينيين فصيل فصائل وثيقة وثائق وفود وفد ورش
        ورشة فقرة فقرات وجه وجوه
        """
    ).split()
)
"""What is counted."""
_SURAH_BEFORE = re.compile(r"سوره (?:\S+ ){1,2}?\Z")
_FRONTS = re.compile(r"[وف]?(?:[بك]?ال|لل)")
_UNITS = frozenset(
    fold_text("km cm mm dm nm ft mi yd sq in متر المتر كم سم مم دم كلم ميل قدم كيلومتر سنتيمتر هكتار بوصة").split()
)
_WORD_BEHIND = re.compile(r"[\s\"'«“(]{0,3}([^\W\d_]+)")
_STOP_BEHIND = re.compile(r" ?[.،,؛;:»”!؟?)\]]|\s*\Z|\s*\n")
_OF_A_LAW = re.compile(r"\d\([^\W\d_]{1,3}\)\Z")
"""501(c)(3)."""
_QUOTES = frozenset("»”")
_CLOSING = "\"'”’»«“.,،؛;:!?؟)]}"

_SUPERSCRIPT = re.compile(
    r"⁽[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}⁾"
    r"|(?<![⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺])[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}(?:[⁻–-][⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})?(?![⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ])"
)
_SUPERSCRIPT_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻–", "0123456789--", "⁽⁾")
_RAISED = re.compile("[⁰¹²³⁴-⁹⁽]")
_DIGIT_OF_BOOKS = re.compile("[١-٩۱-۹]")
_BARE = re.compile(r"[1-9]\d?(?= ?[.،؛»](?!\d)|(?P<quote> [«“])| [وف][^\W\d_]{2}|\s*\Z)")
_QUOTED = re.compile(r"[»”\"]([1-9]\d?)(?=[\s.،؛»]|\Z)(?!\.\d)")
_STOPPED = re.compile(r"(?:[.،؛»”\"!؟]|(?P<colon>:)) ?\Z")


def is_note(text: str, match: re.Match[str], number: str) -> float:
    """How sure a number in round brackets is that of a footnote; 0 where it is none.

    Behind a blank it is only sure (over `DOUBTFUL`) before a stop.
    """
    if len(number) > MOST_DIGITS or number[0] == "0" or match.start() == 0 or opens_item(text, match):
        return 0
    near = before(text, match.start())
    if text[match.end() : match.end() + 1].isalnum():
        return 0
    if match[0][0] == "^" or match[1].strip()[0] in "^¬":
        # Raised, as who cannot raise writes it; an exponent stands behind a letter of a formula.
        return 0 if near[-1:].isascii() and (near[-1:].isalnum() or near[-1:] == ")") else 0.9
    is_glued = not near[-1:].isspace()
    word = WORD_BEFORE.search(near.rstrip())
    if word is None:
        if _OF_A_LAW.search(near) or near.rstrip()[-1:] == ":" or not _closes(near.rstrip()) or _counts(text, match):
            return 0
        is_closed = near.rstrip()[-1:] in _QUOTES and _STOP_BEHIND.match(text, match.end())
        return 0.75 if is_glued else 0.5 if is_closed else 0
    if not _is_noted(word[0], text, match, is_glued=is_glued):
        return 0
    if is_glued:
        return 0.75
    stop = _STOP_BEHIND.match(text, match.end())
    # A short line without a stop is a heading: its number says which part it is.
    is_stopped = stop is not None and (stop[0].strip() or match.start() > SHORT)
    return 0.6 if is_stopped and len(number) < MOST_DIGITS else DOUBTFUL


def _closes(near: str) -> bool:
    letters = near.rstrip(_CLOSING)
    return near != letters and near[-1] not in "([«“" and letters[-1:].isalpha()


def _is_noted(name: str, text: str, match: re.Match[str], *, is_glued: bool) -> bool:
    """Whether a word can have a note on it, rather than a number of its own."""
    if name.isascii() or len(name) <= 1 or name[-1].isdecimal() or _is_among(name, NUMBERED):
        return False
    if _counts(text, match) or _SURAH_BEFORE.search(before(text, match.start())):
        return False
    return is_glued or not _is_among(name, _COUNTED)


def is_numbered(name: str, nouns: frozenset[str] = NUMBERED) -> bool:
    """Whether a folded word says what it is that has a number: one of these nouns, with or without clitics."""
    return _is_among(name, nouns)


def _is_among(name: str, words: frozenset[str]) -> bool:
    article = _FRONTS.match(name)
    shorter = [name[article.end() :]] if article is not None else [name[1:], name[2:]] if name[0] in "وفبكل" else []
    return any(word in words for word in (name, *shorter))


def _counts(text: str, match: re.Match[str]) -> bool:
    """Whether what follows is what the number counts: `(12) طالبا`."""
    word = _WORD_BEHIND.match(text, match.end())
    return word is not None and (word[1] in _THINGS or (word[1][-1] == "ا" and len(word[1]) > MOST_DIGITS))


def superscripts(text: str) -> Iterator[tuple[tuple[int, int], str, float]]:
    """Raised numbers that are neither exponents nor part of a formula or of a unit: place, number, how sure."""
    if not _RAISED.search(text):
        return
    for match in _SUPERSCRIPT.finditer(text):
        number = match[0].translate(_SUPERSCRIPT_DIGITS)
        if number[0] != "0" and not opens_item(text, match) and _is_raised_marker(text, match):
            yield match.span(), number, 0.9 if match[0][0] == "⁽" else 0.8


def _is_raised_marker(text: str, match: re.Match[str]) -> bool:
    if match[0][0] == "⁽":
        return True
    near = before(text, match.start())
    if text[match.end() : match.end() + 1].isalpha() or not near or near[-1].isspace():
        return False
    word = WORD_BEFORE.search(near.rstrip(")") if near.endswith(")") else near)
    if word is None:
        return near[-1] in "\"'”’»“.,،؛;:!?؟)]…"
    name = word[0]
    if len(name) == 1 or name[-1].isdecimal() or name in _UNITS or name.endswith("متر"):
        return False
    return not near[: len(near) - len(name)].rstrip().endswith(OPERATORS) or not name.isascii()


def bare_numbers(folded: Folded) -> Iterator[tuple[tuple[int, int], str, float]]:
    """Numbers that have lost what raised them, behind a stop: `من قريب. ٧ وقال`: place, number, how sure.

    In digits of books; in ASCII ones far more is counted than noted, but for those glued to the end of a quotation.
    """
    text = folded.text
    for match in _QUOTED.finditer(text):
        word = _WORD_BEHIND.match(text, match.end())
        is_end = match.start() > 0 and (text[match.start() - 1].isalnum() or text[match.start() - 1] in ".،؛!؟")
        if is_end and (word is None or word[1] not in _THINGS):
            yield match.span(1), match[1], 0.5
    if not _DIGIT_OF_BOOKS.search(folded.source):
        return
    for match in _BARE.finditer(text):
        stop = _STOPPED.search(before(text, match.start()))
        if stop is None or (stop["colon"] and not match["quote"]):
            continue
        word = _WORD_BEHIND.match(text, match.end())
        letters = before(text, match.start()).rstrip(_CLOSING + " ")
        is_arabic = letters[-1:].isalpha() and not letters[-1:].isascii() and len(letters) > 1 and letters[-2].isalpha()
        is_plain = folded.source[folded.starts[match.start()]].isascii()
        if is_arabic and not is_plain and (word is None or word[1] not in _THINGS):
            yield match.span(), match[0], 0.5
