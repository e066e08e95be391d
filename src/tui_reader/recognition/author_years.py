"""Authors and years in brackets: `Smith et al., 2020: 15; Jones 2019`, `ابن خلدون، 1377`, `الجابري، ١٩٨٤، ص ١٢`.

Not every word before a year is an author. Months, seasons, places, wars and the like are known by name; an English
author has a capital letter; an Arabic one has a comma or a page behind it, or looks like a surname.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.text.folding import fold_text
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.text.folding import Folded

MOST_AUTHORS_WORDS = 8
MOST_ARABIC_WORDS = 5

LEAD = (
    r"(?:(?:see also|see|cf\.?|e\.g\.?,?|i\.e\.,?|also|quoted in|cited in"
    r"|انظر ايضا|انظر|ينظر|راجع|نقلا عن|عن|مثل)(?: ?[:،,])? )?"
)
_YEAR = r"(?:1[0-9]\d\d|20\d\d|[1-9]\d{2}(?= ?ه))"
_NO_YEAR = r"n\.? ?d\.?|in press|forthcoming|د\.? ?ت\.?|بدون تاريخ|بلا تاريخ|تحت الطبع"
_PAGE_WORD = r"(?:pp?|ch|chap|sec|vol|para|fig|no|ص ?ص|ص|صفحه|ج|مج)"
_LOCATOR = rf"(?: ?[,،:] ?(?:{_PAGE_WORD}\.? ?)?\d[\d –—/.-]*f{{0,2}})*"
_REST = r"[^\d,،;؛:()\[\]]"
_PART = re.compile(
    rf"{LEAD}(?P<author>[^\W\d_]{_REST}{{0,60}}?(?:[,،] (?:& |and |و)?[^\W\d_]{_REST}{{0,40}}?){{0,4}})"
    rf"(?P<comma> ?[,،:] ?| )"
    rf"(?:(?P<year>{_YEAR})(?P<letter>[a-z]|[ابج])?(?: ?[هم]\.?)?|(?P<no_year>{_NO_YEAR}))"
    rf"(?P<others>(?:, ?{_YEAR}[a-z]?){{0,4}})(?P<locator>{_LOCATOR})"
)
_BETWEEN = re.compile(r"[;؛]|(?<=\d{4})[a-z]? ?(?:[&,،] ?(?:و ?)?|and |و ?)(?=[^\W\d_][^\d,،;؛]{2,40}[,،]? ?\d{4})")
_YEAR_ALONE = re.compile(rf" ?({_YEAR}[a-z]?)")
_ET_AL = re.compile(r",? ?\bet\.? al\.?$|،? ?و ?(?:اخرون|اخرين|زملاوه|زملايه)$")
_NARRATED = re.compile(rf"(?P<year>{_YEAR}[a-z]?(?:, ?{_YEAR}[a-z]?){{0,3}})(?P<locator>{_LOCATOR})")
_HAS_PAGE = re.compile(r"[^\W\d_]|:")
_LAST_NAME = re.compile(r"[^\W\d_][\w'’-]*\Z")
_REACH = 60
_WORD = re.compile(r"[^\W\d_](?:[^\W_]|['’-](?=\w))*")
_PARTICLES = frozenset(
    fold_text("and et de la le van von der den del della di du da dos ibn bin abu al el ben y of the for").split()
)

NO_AUTHORS = frozenset(
    fold_text(
        """
        january february march april may june july august september october november december jan feb mar apr jun jul
        aug sep sept oct nov dec spring summer autumn fall winter monday tuesday wednesday thursday friday saturday
        sunday since until till before after from in on by about circa ca around between during act law war battle
        revolution election elections edition version olympics cup season episode born died established founded
        released published reign reigned film novel album song figure fig table chapter section page vol volume ibid
        bc ad ce prize award pandemic

        يناير فبراير مارس أبريل إبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر جانفي فيفري أفريل ماي جوان
        جويلية أوت كانون شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين محرم صفر ربيع جمادى رجب شعبان رمضان شوال ذو ذي
        القعدة الحجة السبت الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة عام سنة العام السنة منذ حتى قبل بعد في من إلى
        نحو حوالي بين خلال تقريبا أي كان كانت ولد ولدت مواليد توفي توفيت ت م ق قرن القرن حرب معركة ثورة مؤتمر
        اتفاقية معاهدة قانون قرار انتخابات طبعة الطبعة كأس بطولة موسم دورة فيلم رواية مسلسل ألبوم أغنية مجلة جريدة شكل
        جدول فصل صفحة مادة رقم صدر صدرت نشر نشرت تأسس تأسست أسس المتوفى المتوفاة متوفى وفاته مولده الموافق
        تعديل إصدار تحديث نسخة تقدير تقديرات إحصاء تعداد فاز حكم هجري ميلادي هجرية جائزة جائحة وباء كورونا
        """
    ).split()
)
"""Words that stand before a year in brackets, but in no author's name."""
_PLACES = frozenset(
    fold_text(
        """
        london paris new york washington tokyo beijing berlin rome moscow cairo vienna geneva brussels boston chicago
        rio athens madrid oxford cambridge usa uk us eu france germany italy egypt iraq syria iran china japan russia
        india turkey england britain spain canada

        القاهرة بيروت دمشق بغداد الرياض عمان تونس الجزائر الرباط باريس لندن برلين روما موسكو واشنطن نيويورك طوكيو بكين
        مدريد جنيف فيينا بروكسل إسطنبول أنقرة طهران القدس غزة الإسكندرية مكة المدينة دبي أبوظبي الدوحة الكويت الخرطوم
        صنعاء طرابلس مصر سوريا سورية العراق لبنان الأردن فلسطين السعودية المغرب ليبيا السودان اليمن قطر البحرين تركيا
        إيران فرنسا ألمانيا بريطانيا إيطاليا روسيا الصين اليابان الهند أمريكا الولايات المتحدة
        """
    ).split()
)
"""Where something was published, or happened: not an author where nothing else is named."""


class _Part(NamedTuple):
    author: str
    year: str


def author_years(folded: Folded, start: int, end: int) -> str | None:
    """Authors with their years, `Smith 2020; Jones 2019`, if that is all between two places of a folded text."""
    refs: list[str] = []
    author = ""
    for place in _parts(folded.text[start:end]):
        begin = start + place.start
        words = folded.text[begin : start + place.end]
        match, year = _PART.fullmatch(words), _YEAR_ALONE.fullmatch(words)
        if match is not None:
            found = _read(folded, match, begin)
            if found is None:
                return None
            author = found.author
            refs.append(f"{author} {found.year}{match['others']}")
        elif author and year is not None:
            refs.append(f"{author} {year[1]}")
        else:
            return None
    return "; ".join(refs) or None


def _parts(text: str) -> Iterator[Span]:
    """What stands between semicolons, or between a year and the next author."""
    begin = 0
    for cut in [*(match.span() for match in _BETWEEN.finditer(text)), (len(text), len(text))]:
        words = text[begin : cut[0]]
        yield Span(begin + len(words) - len(words.lstrip()), begin + len(words.rstrip()))
        begin = cut[1]


def year_of(folded: Folded, start: int, end: int) -> str | None:
    """`Devlin et al. 2019` of a year in brackets between two places, where the authors stand before them.

    Only `et al.` and a page behind the year tell authors from all else that has a year in brackets.
    """
    inside = _NARRATED.fullmatch(folded.text[start:end].strip())
    if inside is None:
        return None
    before = folded.text[max(0, start - 1 - _REACH) : start - 1].rstrip()
    others = _ET_AL.search(before)
    name = _LAST_NAME.search(before if others is None else before[: others.start()])
    if name is None or (others is None and not _HAS_PAGE.search(inside["locator"])):
        return None
    offset = max(0, start - 1 - _REACH)
    is_plain = name[0].isascii() and not _is_name(folded, offset + name.start(), name[0])
    if others is None and (name[0] in NO_AUTHORS or is_plain):
        return None
    stop = others.end() if others is not None else name.end()
    return f"{spelt_at(folded, offset + name.start(), offset + stop)} {inside['year']}"


def _read(folded: Folded, match: re.Match[str], begin: int) -> _Part | None:
    name = _ET_AL.sub("", match["author"])
    words = _WORD.findall(name)
    is_sure = name != match["author"] or bool(match["locator"])
    if not words or any(word in NO_AUTHORS for word in words) or all(word in _PLACES for word in words):
        return None
    if words[0].isascii():
        is_author = len(words) <= MOST_AUTHORS_WORDS and _is_name(folded, begin + match.start("author"), name)
    else:
        has_comma = match["comma"].strip() != ""
        is_author = len(words) <= MOST_ARABIC_WORDS and (has_comma or is_sure or _is_like_surname(words))
    if not is_author:
        return None
    author = spelt_at(folded, begin + match.start("author"), begin + match.end("author"))
    year = f"{match['year']}{match['letter'] or ''}" if match["year"] else match["no_year"]
    return _Part(author, year)


def _is_name(folded: Folded, start: int, name: str) -> bool:
    """Whether every word has a capital letter, but for those that names have between others."""
    capitals = 0
    for word in _WORD.finditer(name):
        place = start + word.start()
        shown = spelt_at(folded, place, place + len(word[0]))
        if any(character.isupper() for character in shown[:4]):
            capitals += 1
        elif word[0] not in _PARTICLES:
            return False
    return capitals > 0


def _is_like_surname(words: list[str]) -> bool:
    is_nisba = words[-1].startswith("ال") and words[-1].endswith("ي")
    return len(words) <= 2 and (words[0] in {"ابن", "ابو", "بن", "عبد"} or is_nisba)


def spelt_at(folded: Folded, start: int, end: int) -> str:
    """A stretch of folded text as its source spells it, without what does not show, its digits in ASCII."""
    span = folded.span(start, end)
    shown = (character for character in folded.source[span.start : span.end] if fold_text(character))
    return "".join(str(int(character)) if character.isdecimal() else character for character in shown)
