"""What an encyclopedia's readers ask for in brackets: a source, a name, a date. Arabic, English, Hebrew and
Persian."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.text.folding import fold_text

if TYPE_CHECKING:
    from collections.abc import Iterator

_PHRASES = {
    "needed": """
        citation needed|citations needed|reference needed|references needed|source needed|sources needed
        attribution needed|cite needed|quotation needed|better source needed|additional citation needed
        additional citations needed|medical citation needed|primary source needed|non-primary source needed
        third-party source needed|full citation needed|reliable source needed|original source needed
        needs citation|needs a citation|needs source|needs a source|citation required|source required|citation missing
        no source|no citation|uncited|unsourced|original research|unreliable source|unreliable medical source
        unreliable fringe source|self-published source|source?|citation?|cite?|reference?
        غير موثق|غير موثقة|مصدر غير موثوق|مصدر غير موثوق به|مصدر غير موثوق فيه|المصدر غير موثوق|مصدر ذاتي النشر
        بحث أصلي|بحث أصلي؟|مصدر مطلوب|مطلوب مصدر|المصدر مطلوب|مطلوب توثيق|يرجى التوثيق|يرجى ذكر المصدر|وثق|وثق المصدر
        غير موثق؟|من دون دليل|بدون دليل|بلا دليل|هل من مصدر|حسب أي مصدر|أي مصدر؟|مصدر غير مستقل|مصدر أولي؟|ضعيف المصدر
        بلا مصدر|بدون مصدر|من دون مصدر|دون مصدر|بلا مرجع|بدون مرجع|من دون مرجع|أين المصدر|ما المصدر|ما مصدر ذلك
        مصدر؟|المصدر؟|مصدر مستقل؟|مصدر أفضل؟|مصدر موثوق؟|مرجع؟|المرجع؟
        דרוש מקור|דרושים מקורות|דרוש מקור אמין|דרוש מקור אמין יותר|מקור?
        نیازمند منبع بهتر|منبع بهتر|نیازمند ارجاع|بدون منبع|منبع مورد نیاز|نیازمند منبع دست اول|منبع نامعتبر
        نیازمند منبع|نیازمند یادکرد|نیازمند منبع معتبر|مدرک؟|منبع؟
    """,
    "who": """
        who?|whom?|by whom|by whom?|to whom?|according to whom|which?|whose?|who said this|who said this?|weasel words
        من؟|من هو؟|من هم؟|من هؤلاء؟|من قال؟|من قال ذلك|من قال هذا|من القائل|من صاحب هذا الرأي|من صاحب الرأي
        من الذي قال ذلك|من الذي قال هذا|من قبل من؟|بواسطة من|ممن؟|عند من|على لسان من|في رأي من|في نظر من|بحسب من؟
        من صاحب هذا القول|من صاحب هذا الادعاء|حسب من|بحسب من|وفق من|وفقا لمن|طبقا لمن|رأي من|من قبل من|على يد من
        לפי מי|מי?|על ידי מי
        کدام؟|توسط چه کسی؟|از نظر چه کسی؟|چه کسانی؟|چه کسی؟|به گفته چه کسی
    """,
    "clarify": """
        clarification needed|needs clarification|clarify|further explanation needed|explanation needed|example needed
        definition needed|context needed|specify|vague|ambiguous|which one?|why?|how?|what?|quantify|incomprehensible
        ما المقصود|ما المقصود؟|ما معنى هذا|ماذا يعني هذا|صياغة ملتبسة|صياغة مبهمة|كلمات مبهمة|كلمات مراوغة
        كلمة مطاطية|مبهم|مبهمة
        حدد|حدد أكثر|اذكر مثالا|مثل ماذا؟|نسبة إلى ماذا؟|من أي نوع؟|شفاف‌سازی
        توضيح|وضح|غامض|غامضة|غير واضح|غير واضحة|ماذا؟|ما هو؟|ما هي؟|لماذا؟|كيف؟|أي؟|أي منهم؟|كم؟
        דרושה הבהרה|הבהרה|איזה?|איך?|למה?
        نیازمند شفاف‌سازی
    """,
    "when": """
        when?|date missing|as of?|needs update|needs updating|time needed|timeframe?
        update|في أي سنة؟|في أي تاريخ؟|أي سنة؟|أي عام؟|بتاريخ؟|چه زمانی؟|کی؟
        متى؟|منذ متى؟|حتى متى؟|في أي عام؟
        מתי?
    """,
    "where": "where?|أين؟|في أين؟|איפה?|היכן?",
    "dubious": """
        dubious|disputed|contradictory|doubtful|speculation?|opinion?|neutrality is disputed|undue weight
        رأي؟|رأي شخصي|متنازع|مزاعم؟|هل هذا صحيح
        محل شك|محل خلاف|محل نزاع|محل جدل|موضع شك|مشكوك فيه|مشكوك فيها|مشكوك في صحته|مشكوك في صحتها|مشكوك بصحته
        متنازع عليه
        מפוקפק|שנוי במחלוקת
    """,
    "page": """
        page needed|pages needed|page number needed|page numbers needed|volume needed
        حدد الصفحة|صفحة مطلوبة|رقم الصفحة مطلوب|أين الصفحة|شماره صفحه
        الصفحة؟|رقم الصفحة|رقم الصفحة؟|أي صفحة؟|ما الصفحة؟|دون صفحة
        דרוש מספר עמוד
    """,
    "verify": """
        failed verification|verification needed|verify|verify source|verify credibility|not verified
        not in citation|not in citation given|not in the citation given|not in source|not in source given|unverified
        not specific enough to verify|need quotation to verify|needs verification
        أخفق التحقق|أخفق في التحقق|لم يتحقق منه|غير محقق|المصدر لا يذكر ذلك|غير وارد في المصدر|لا يوجد في المصدر
        تأكيد المصدر
        فشل التحقق|فشل في التحقق|غير موجود في المصدر|ليس في المصدر|غير مذكور في المصدر|المصدر لا يؤكد ذلك
        تحقق من المصدر
    """,
    "dead link": """
        dead link|permanent dead link|broken link|dead url|link rot
        وصلة مكسورة|وصلة معطلة|وصلة ميتة|وصلة مقطوعة|وصلة لا تعمل|وصلة مكسورة دائما|رابط مكسور|رابط معطل
        رابط ميت|رابط لا يعمل
        קישור שבור
    """,
}
"""Phrases by what they ask for. One that ends in a question mark asks only where it has one: `[من؟]`, not `[من]`."""

_WANTED = {
    "needed": "مصدر|مصادر|مرجع|مراجع|استشهاد|توثيق|إسناد|إثبات|اقتباس",
    "clarify": "توضيح|تفسير|شرح|تحديد|إيضاح|مثال|أمثلة",
    "when": "تحديث|تاريخ",
    "page": "رقم صفحة|رقم الصفحة|صفحة",
    "verify": "تحقق|تأكد|تأكيد|تدقيق|مراجعة",
}
"""What Arabic editors say something is in need of: `بحاجة لمصدر`, `بحاجة إلى توثيق أفضل`, `يحتاج إلى مصدر`."""

_STATUS = {"dead link": "dead-link", "verify": "failed-verification", "page": "page-needed"}
"""The `citation_status` some of them say."""

_SINCE = re.compile(
    r" ?[-–—,،:(|]? ?(?:discuss|ناقش|نقاش|see talk|since .{0,20}|منذ .{0,20}"
    r"|(?:\d{1,2} )?[^\W\d_]{1,12}(?: [^\W\d_]{1,6})? (?:19|20)\d\d|تاريخ ?=.{0,24}|date ?=.{0,24})\)?$"
)


def _phrases() -> Iterator[tuple[str, str]]:
    for kind, phrases in _PHRASES.items():
        for phrase in re.split(r"[|\n]", phrases):
            if phrase.strip():
                yield fold_text(phrase.strip()).replace("؟", "?"), kind


_KINDS = dict(_phrases())
_WANTED_WORDS = "|".join(f"(?P<{kind}>{fold_text(words)})" for kind, words in _WANTED.items())
_IN_NEED = re.compile(
    r"(?:في |ب)?(?:حاجه|يحتاج|تحتاج|محتاج|نحتاج)(?: الي (?:ال)?| لل| ل| (?:ال)?)"
    rf"(?:{_WANTED_WORDS})(?: [^\W\d_]{{2,12}}){{0,2}}"
)


def request(inside: str) -> str | None:
    """What is asked for by what stands in brackets, folded; None where it asks for nothing."""
    words = inside.rstrip(" .!")
    asks = words.endswith(("?", "؟"))
    words = words.rstrip("?؟ ")
    for said in (words, _SINCE.sub("", words)):
        kind = _KINDS.get(said) or (_KINDS.get(f"{said}?") if asks else None)
        if kind is not None:
            return kind
        in_need = _IN_NEED.fullmatch(said)
        if in_need is not None:
            return in_need.lastgroup
    return None


def status(kind: str) -> str | None:
    """The `citation_status` that a request says, if it says one."""
    return _STATUS.get(kind)
