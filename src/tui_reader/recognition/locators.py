"""Pages and volumes in brackets: `ج 2، ص 15`, `2/315`, `كشف الظنون ج١ ص٢٢`, `ص201: سرح العيون`, `المصدر نفسه، 4`.

Where a word for a page stands, whatever comes before it is the work. Two numbers with a stroke between them are a
volume and a page only where they can be no date, no share and no score: alone the page is beyond all days of a month.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.recognition.author_years import LEAD, NO_AUTHORS, spelt_at
from tui_reader.text.folding import fold_text
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from tui_reader.text.folding import Folded

MOST_WORDS = 16
"""Of a work's names, with author, publisher and place."""
MOST_OF_SHORT = 6
"""Of one that is known by nothing but a number behind it."""
MOST_VOLUMES = 80
FIRST_YEAR, LAST_YEAR = 1300, 2100
DAYS, MONTHS = 31, 12
HOURS, MINUTES = 24, 60
_SHARES = frozenset({50, 100, 1000})

_PAGES = r"pp?|ص ?ص|ص|صفحه|صفحات|الصفحه|الصفحات|fols?|ورقه|الورقه"
_VOLUMES = r"vols?|مج|ج|م|المجلد|مجلد|الجزء|جزء"
_OTHERS = (
    r"chapter|chap|ch|sec|para|no|nn|n|فصل|الفصل|ف|باب|الباب|ب|القسم|ق|حديث|الحديث|ح|رقم|هامش|حاشيه|ه|ط|ت|عدد|العدد|ع"
    r"|الكتاب|ك|س"
)
_NUMBER = r"\d{1,4}(?: ?[-–—−] ?\d{1,4})?"
_AND_ON = r"(?:ff?\b\.?| ?(?:وما بعدها|ومابعدها|وما يليها))?"
_PIECE = rf"(?:{_PAGES}|{_VOLUMES}|{_OTHERS})[.:]{{0,2}} ?{_NUMBER}{_AND_ON}(?: ?[,،و] ?{_NUMBER})*"
_PIECES = rf"{_PIECE}(?: ?[,،/.-]? ?و?{_PIECE}){{0,3}}"
_PAIR = r"(?P<volume>\d{1,4}) ?(?P<stroke>[/:]) ?(?P<page>\d{1,4})(?P<more>(?: ?[-–—−,،] ?\d{1,4}){0,4})"
_PLACE = re.compile(rf"{LEAD}(?:في )?(?:(?P<pieces>{_PIECES})|{_PAIR})")
_WORK = re.compile(
    rf"{LEAD}(?:في )?(?P<work>[^\W\d_].{{0,140}}?)(?P<joint> ?[,،:.]{{1,2}} ?| |(?<=[»\"”]) ?)"
    rf"(?:(?P<pieces>{_PIECES})|{_PAIR}|(?P<alone>\d{{1,4}})|(?P<same>ن\.? ?ص{{1,2}}))"
)
_PLACE_BEFORE = re.compile(rf"{LEAD}(?P<pieces>{_PIECES}) ?[:،,] ?(?P<work>[^\W\d_][^:؛;]{{0,60}})")
_SINGLE = re.compile(rf"(?P<word>{_PAGES}|{_VOLUMES}|{_OTHERS})[.:]{{0,2}} ?(?P<number>{_NUMBER})")
_IS_PAGE = re.compile(_PAGES)
_IS_VOLUME = re.compile(_VOLUMES)
_WORD = re.compile(r"[^\W\d_]+")
_AGAIN = re.compile(
    r"(?:المصدر|المرجع) (?:نفسه|السابق نفسه|السابق|ذاته)|نفس (?:المصدر|المرجع)|(?:م\. ?ن|ن\. ?م|م\. ?س)\.?"
    r"|ibid\.?|op\. ?cit\.?|loc\. ?cit\.?"
)
_BETWEEN = re.compile(r"[;؛]|(?<=\d) (?=و[^\W\d_]{2}(?!\w{0,3} ?\d))")
_NUMBERED = frozenset(
    fold_text(
        """
        قانون القانون قرار القرار مادة المادة فقرة الفقرة رقم مرسوم المرسوم تعميم التعميم دورة جلسة ملف قضية القضية
        بتاريخ الموافق يوم الساعة ساعة مباراة نتيجة النتيجة بنتيجة نسبة بنسبة معدل المعدل درجة آية الآية سورة
        resolution no score by won rate ratio time at
        """
    ).split()
)
"""Words of what has numbers with a stroke between them, and is no work."""


class Located(NamedTuple):
    """Places in works: `الإدريسي 2/530; ليون 1/311`."""

    ref: str
    is_sure: bool
    """Whether it is that whatever stands beside it; two numbers with a stroke are where others are."""


def located(folded: Folded, start: int, end: int) -> Located | None:
    """The places in works that are all there is between two places of a folded text."""
    named: list[Located] = []
    begin = start
    text = folded.text[start:end]
    for cut in [*(match.span() for match in _BETWEEN.finditer(text)), (len(text), len(text))]:
        part = _part(folded, begin, start + cut[0], is_first=not named)
        if part is None:
            return None
        named.append(part)
        begin = start + cut[1]
    is_sure = any(one.is_sure for one in named)
    has_works = any(not one.ref[0].isdecimal() for one in named)
    return Located("; ".join(one.ref for one in named), is_sure) if is_sure or not has_works else None


def _part(folded: Folded, start: int, end: int, *, is_first: bool) -> Located | None:
    raw = folded.text[start:end]
    words = raw.strip()
    start += len(raw) - len(raw.lstrip())
    if not is_first and words[:1] == "و":
        start, words = start + 1, words[1:]
    again = _AGAIN.fullmatch(words)
    if again is not None:
        return Located(spelt_at(folded, start, start + len(words)), is_sure=True)
    place = _PLACE.fullmatch(words)
    if place is not None:
        return _alone(place)
    behind = _PLACE_BEFORE.fullmatch(words)
    if behind is not None:
        return _before_work(folded, behind, start)
    work = _WORK.fullmatch(words)
    return None if work is None else _in_work(folded, work, start)


def _alone(match: re.Match[str]) -> Located | None:
    """A place that stands by itself."""
    if match["pieces"] is not None:
        singles = [*_SINGLE.finditer(match["pieces"])]
        has_page = any(_IS_PAGE.fullmatch(one["word"]) for one in singles)
        has_others = len({one["word"] for one in singles}) > 1
        return Located(_normal(singles), is_sure=True) if has_page or has_others else None
    volume, page = int(match["volume"]), int(match["page"])
    if match["stroke"] == ":" or not 0 < volume <= MOST_VOLUMES or not page:
        return None
    is_sure = bool(match["more"]) or (DAYS < page < FIRST_YEAR and page not in _SHARES)
    return Located(f"{volume}/{page}", is_sure)


def _before_work(folded: Folded, match: re.Match[str], start: int) -> Located | None:
    """A place that is said before the work it is in."""
    singles = [*_SINGLE.finditer(match["pieces"])]
    names = _WORD.findall(match["work"])
    is_page = _IS_PAGE.fullmatch(singles[0]["word"]) or _IS_VOLUME.fullmatch(singles[0]["word"])
    if not is_page or len(names) > MOST_OF_SHORT or _is_numbered(names):
        return None
    begin = Span(*match.span("work")).shifted(start)
    return Located(f"{spelt_at(folded, begin.start, begin.end).strip()} {_normal(singles)}", is_sure=True)


def _in_work(folded: Folded, match: re.Match[str], start: int) -> Located | None:
    names = _WORD.findall(match["work"])
    begin = Span(*match.span("work")).shifted(start)
    work = spelt_at(folded, begin.start, begin.end).strip(" ,،:.")
    has_comma = match["joint"].strip() != ""
    if match["pieces"] is not None:
        singles = [*_SINGLE.finditer(match["pieces"])]
        has_page = any(_IS_PAGE.fullmatch(one["word"]) for one in singles)
        is_volume = has_comma and _IS_VOLUME.fullmatch(singles[0]["word"]) and len(names) <= MOST_OF_SHORT
        if len(names) > MOST_WORDS or not (has_page or (is_volume and not _is_numbered(names))):
            return None
        return Located(f"{work} {_normal(singles)}", is_sure=True)
    if not 0 < len(names) <= MOST_OF_SHORT or _is_numbered(names):
        return None
    if match["stroke"] is not None:
        is_place = _is_place(int(match["volume"]), int(match["page"]), match["stroke"], has_comma=has_comma)
        return Located(f"{work} {match['volume']}/{match['page']}", is_sure=True) if is_place else None
    if match["same"] is not None:
        return Located(f"{work} {match['same']}", is_sure=True)
    is_again = _AGAIN.fullmatch(match["work"].strip(" ,،:.")) is not None
    return Located(f"{work} {match['alone']}", is_again) if has_comma else None


def is_page_word(word: str) -> bool:
    """Whether a folded word, or a letter, stands before numbers of pages, volumes, chapters."""
    return _IS_PAGE.fullmatch(word) is not None or _IS_VOLUME.fullmatch(word) is not None


def _is_numbered(names: list[str]) -> bool:
    return any(name in NO_AUTHORS or name in _NUMBERED for name in names)


def _is_place(one: int, other: int, stroke: str, *, has_comma: bool) -> bool:
    """Whether two numbers behind a name are volume and page; typed by their looks, also page and volume."""
    volume, page = min(one, other), max(one, other)
    if stroke == ":":
        return (one <= MOST_VOLUMES < FIRST_YEAR > other) and (one >= HOURS or other >= MINUTES)
    if not 0 < volume <= MOST_VOLUMES or FIRST_YEAR <= page <= LAST_YEAR or page in _SHARES:
        return False
    return page > DAYS or (has_comma and one <= other and page > MONTHS)


def _normal(singles: list[re.Match[str]]) -> str:
    """`2/15` of a volume and a page; else every number behind its word."""
    numbers = [re.sub(r" ?[-–—−] ?", "-", one["number"]) for one in singles]
    words = [one["word"] for one in singles]
    if len(singles) == 2 and _IS_VOLUME.fullmatch(words[0]) and _IS_PAGE.fullmatch(words[1]):
        return "/".join(numbers)
    return " ".join(f"{word} {number}" for word, number in zip(words, numbers, strict=True))
