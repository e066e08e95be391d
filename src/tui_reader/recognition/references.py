"""The list of references of a document: which of its entries a marker leads to.

A list stands under a heading (المراجع, الهوامش, References, Notes, …), mostly near the end. An entry bears the number
(`1.`, `[1]`, `^1`, `١-`), or it is the one in that place: then the lines are counted, or those that begin with `^`
where some do. What names author and year leads to the entry that has both, what names a work to the one with its words.

A key has its entry anywhere (`[^key]: …`, `[fn:key] …`, `\\bibitem{key}`). Without a list, so has a number: the next
line behind the marker that begins with it in brackets, as notes at the foot of a page do.

Only so much of a document is looked at: its end, else what follows the marker, as where every chapter has its list.
"""

from __future__ import annotations

import re
from itertools import islice, takewhile
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.recognition.locators import is_page_word
from tui_reader.recognition.scriptures import scripture
from tui_reader.text.folding import fold_text
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tui_reader.text.paragraphs import Paragraph, Paragraphs

MOST_PARAGRAPHS = 4000
"""Paragraphs that are looked at on either side."""
MOST_OFFSETS = 1 << 20
"""How far they may reach, in offsets."""
MOST_OF_REF = 500
"""Code points of a `ref` that can lead anywhere: it may be anybody's words."""
_LOOKED_AT = 400
"""Code points of a paragraph that are looked at: names and the year stand in front."""
_LONGEST_HEADING = 60


def _folded(phrases: str) -> frozenset[str]:
    return frozenset(fold_text(phrase.strip()) for phrase in phrases.split("|"))


_REFERENCES = _folded(
    "مراجع|المراجع|قائمة المراجع|ثبت المراجع|المراجع والمصادر|المصادر والمراجع|مصادر|المصادر|قائمة المصادر"
    "|مصادر ومراجع|مراجع ومصادر|مصادر وهوامش|مراجع وهوامش|هوامش ومراجع|الهوامش والمراجع|المراجع والهوامش"
    "|استشهادات|الاستشهادات|قائمة المصادر والمراجع|قائمة المراجع والمصادر|ثبت المصادر|ثبت المصادر والمراجع"
    "|ثبت المراجع والمصادر|المصادر والهوامش|الهوامش والمصادر|مراجع البحث|مصادر البحث|مراجع الدراسة|مصادر الدراسة"
    "|مراجع الفصل|المراجع العربية|المراجع الأجنبية|مراجع عربية|مراجع أجنبية|المراجع المستعملة|إحالات|الإحالات"
    "|التوثيق|list of references|references cited|selected bibliography|bibliographic references"
    "|notes and sources|sources and notes|literature|فهرست مراجع|ارجاعات|فهرس المراجع|بيبليوغرافيا|ببليوغرافيا"
    "|references|reference list|bibliography|sources|works cited|literature cited|citations|notes and references"
    "|references and notes|footnotes and references|cited sources|endnotes|מקורות|ביבליוגרפיה|הערות שוליים|منابع"
    "|پانویس|پانویس‌ها|فهرست منابع|حوالہ جات"
)
_NOTES = _folded(
    "هوامش البحث|هوامش الفصل|هوامش الدراسة|حواشي الفصل|هوامش المقال|تعليقات|تعليقات وهوامش|یادداشت|پی‌نوشت"
    "|پی‌نوشت‌ها|ملاحظات|الملاحظات|هوامش|الهوامش|حواش|حواشي|الحواشي|حاشية|هوامش وملاحظات|ملاحظات وهوامش|notes"
    "|footnotes|end notes|explanatory notes|notes and citations|הערות|یادداشت‌ها|توضیحات"
)
_OTHERS = _folded(
    "وصلات خارجية|روابط خارجية|انظر أيضا|اقرأ أيضا|طالع أيضا|قراءات أخرى|للاستزادة|معرض صور|ملاحق|فهرس|فهرس المحتويات"
    "|external links|see also|further reading|gallery|appendix|index|קישורים חיצוניים|ראו גם"
    "|پیوند به بیرون|جستارهای وابسته"
)
_AROUND_HEADING = re.compile(r"^[\W_]*(?:\d{1,2}[.)-] ?)?|(?: ?\[[^\]]{1,20}\])?[\W_]*$")
_NUMBERED = re.compile(
    r"\W{0,4}?(?:[\[(⁽]?\^? ?(?P<label>\d{1,4})(?:[\])⁾]:?|(?= ?[.)\-–—:/\t])|(?= ))[.)\-–—:/ \t]*\^?)"
)
_MARKED = re.compile(r"\s*(?:\d{1,4}[.)] ?)?[\^↑]")
_IN_BRACKETS = re.compile(r"\W{0,3}?[\[(]\^?(?P<label>\d{1,4})[\])]:?\s")
_KEYED = r"\W{{0,3}}?(?:\[(?:\^|fn:)?{key}\]:?|\\bibitem(?:\[[^\]]{{0,60}}\])?\{{{key}\}}|@\w{{2,20}}\{{{key},)"
"""An entry of Markdown, of Org, of LaTeX and of BibTeX."""
_PLACE = re.compile(r"(?P<work>[^\W\d_].{3,}?) (?:\d{1,4}/\d{1,4}|[^\W\d_]{1,8} \d.*|\d{1,4}|ن\.? ?ص{1,2})$")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_ABJAD = "ابجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_YEAR = re.compile(r"(?P<author>.+?) (?P<year>\d{3,4}[a-zابج]?)(?:, ?\d{4}[a-z]?)*$")
_AUTHOR_WORD = re.compile(r"[^\W\d_]{2,}")
_NO_NAMES = _folded("et|al|and|the|of|وآخرون|وآخرين|وزملاؤه|وزملائه|آخرون")


class _Line(NamedTuple):
    span: Span
    """Offsets of the whole paragraph."""
    text: str
    """How it begins, folded."""


class _List(NamedTuple):
    is_notes: bool
    lines: list[_Line]


def entry_for(text: Paragraphs, ref: str, marker: int = 0) -> Span | None:
    """The entry that a `ref` leads to (offsets of its paragraph, without the marker's own); None where there is none.

    `ref` is as `citations` gives it (of a range the first counts), `marker` the offset of the marker.
    """
    if len(ref) > MOST_OF_REF:
        return None
    end = _reach(text.paragraphs(max(0, text.end - 1), backwards=True))
    lists = _lists(end[::-1])
    found = _found(lists, ref)
    if found is None:
        behind = _reach(text.paragraphs(marker))
        found = _found(_lists(behind), ref) or _labelled([*behind[1:], *end], ref)
    return None if found is None or found.span.contains(marker) else found.span


def _labelled(lines: Sequence[_Line], ref: str) -> _Line | None:
    """The first entry that says itself, without a list, which it is."""
    if ref.isdecimal():
        numbered = ((line, _IN_BRACKETS.match(line.text)) for line in lines)
        return next((line for line, label in numbered if label is not None and label["label"] == ref), None)
    keyed = re.compile(_KEYED.format(key=re.escape(fold_text(ref))))
    return next((line for line in lines if keyed.match(line.text)), None)


def _reach(paragraphs: Iterable[Paragraph]) -> list[_Line]:
    """The paragraphs nearest to one end of the text, or to a place, as far as one may look."""
    first: list[int] = []

    def is_near(paragraph: Paragraph) -> bool:
        first[:] = first or [paragraph.start]
        return abs(paragraph.start - first[0]) <= MOST_OFFSETS

    near = islice(takewhile(is_near, paragraphs), MOST_PARAGRAPHS)
    return [_Line(_extent(paragraph), _text(paragraph)) for paragraph in near]


def _extent(paragraph: Paragraph) -> Span:
    return Span(paragraph.start, paragraph.start + _LOOKED_AT if paragraph.is_long else paragraph.end)


def _text(paragraph: Paragraph) -> str:
    return fold_text(paragraph.slice(0, _LOOKED_AT)).translate(_SUPERSCRIPTS)


def _lists(lines: Sequence[_Line]) -> list[_List]:
    """What stands under each heading of a list."""
    found: list[_List] = []
    under: _List | None = None
    for line in lines:
        heading = _AROUND_HEADING.sub("", line.text) if len(line.text) <= _LONGEST_HEADING else ""
        if heading in _REFERENCES or heading in _NOTES:
            under = _List(heading in _NOTES, [])
            found.append(under)
        elif heading in _OTHERS:
            under = None
        elif under is not None and line.text.strip() and not line.text.startswith("#"):
            under.lines.append(line)
    return found


def _found(lists: list[_List], ref: str) -> _Line | None:
    group, _, number = ref.rpartition(" ")
    first = ref.partition("-")[0]
    notes = [one for one in lists if one.is_notes]
    if first.isdecimal():
        return _with_number(sorted(lists, key=lambda one: one.is_notes), int(first))
    letter = fold_text(ref)
    if len(letter) == 1:
        return _with_number(notes, _place_of_letter(letter))
    if scripture(fold_text(f"{group}: {number}")) is not None:
        return None
    year, place = _YEAR.match(ref), _PLACE.match(ref)
    found = None
    if year is not None:
        found = _with_author(lists, year["author"], year["year"])
    elif number.isdecimal() and " " not in group and not is_page_word(fold_text(group)):
        found = _with_number(notes, int(number))
    return found if found is not None or place is None else _with_words(lists, place["work"])


def _place_of_letter(letter: str) -> int:
    return _ABJAD.find(letter) + 1 if letter in _ABJAD else ord(letter) - ord("a") + 1


def _with_number(lists: list[_List], number: int) -> _Line | None:
    """The entry that bears a number; where none bears any, the one in that place."""
    for one in lists:
        labels = [_NUMBERED.match(line.text) for line in one.lines]
        for line, label in zip(one.lines, labels, strict=True):
            if label is not None and int(label["label"]) == number:
                return line
    for one in lists:
        labelled = sum(_NUMBERED.match(line.text) is not None for line in one.lines)
        marked = [line for line in one.lines if _MARKED.match(line.text)]
        lines = marked or (one.lines if 2 * labelled < len(one.lines) else [])
        if 0 < number <= len(lines):
            return lines[number - 1]
    return None


def _with_author(lists: list[_List], author: str, year: str) -> _Line | None:
    """The entry that has the year and as many of the author's names as possible, the first of them in any case."""
    names = [name for name in _AUTHOR_WORD.findall(fold_text(author)) if name not in _NO_NAMES]
    best: tuple[int, _Line] | None = None
    for line in (line for one in lists for line in one.lines):
        words = set(_AUTHOR_WORD.findall(line.text))
        has_year = re.search(rf"(?<!\d){re.escape(fold_text(year))}(?!\w)", line.text)
        score = sum(name in words for name in names)
        if has_year and names and names[0] in words and (best is None or score > best[0]):
            best = score, line
    return None if best is None else best[1]


def _with_words(lists: list[_List], work: str) -> _Line | None:
    """The entry that has most of the words of a work's names, the first of them in any case."""
    names = [name for name in _AUTHOR_WORD.findall(fold_text(work)) if name not in _NO_NAMES]
    entries = [(line, set(_AUTHOR_WORD.findall(line.text))) for one in lists for line in one.lines]
    scored = [(sum(name in words for name in names), line) for line, words in entries if names and names[0] in words]
    score, best = max(scored, key=lambda one: one[0], default=(0, None))
    return best if 2 * score > len(names) else None
