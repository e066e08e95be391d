"""The list of references of a document: which of its entries a marker leads to.

A list stands under a heading (المراجع, الهوامش, References, Notes, …), mostly near the end. An entry bears the number
(`1.`, `[1]`, `^1`, `١-`), or it is the one in that place: then the lines are counted, or those that begin with `^`
where some do. What names author and year leads to the entry that has both.

Only so much of a document is looked at: its end, else what follows the marker, as where every chapter has its list.
"""

from __future__ import annotations

import re
from itertools import islice, takewhile
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.text.folding import fold_text
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tui_reader.text.paragraphs import Paragraph, Paragraphs

MOST_PARAGRAPHS = 4000
"""Paragraphs that are looked at on either side."""
MOST_OFFSETS = 1 << 20
"""How far they may reach, in offsets."""
_LOOKED_AT = 400
"""Code points of a paragraph that are looked at: names and the year stand in front."""
_LONGEST_HEADING = 60


def _folded(phrases: str) -> frozenset[str]:
    return frozenset(fold_text(phrase.strip()) for phrase in phrases.split("|"))


_REFERENCES = _folded(
    "مراجع|المراجع|قائمة المراجع|ثبت المراجع|المراجع والمصادر|المصادر والمراجع|مصادر|المصادر|قائمة المصادر|مصادر ومراجع"
    "|مراجع ومصادر|مصادر وهوامش|مراجع وهوامش|هوامش ومراجع|الهوامش والمراجع|المراجع والهوامش|استشهادات|الاستشهادات"
    "|فهرس المراجع|بيبليوغرافيا|ببليوغرافيا|references|reference list|bibliography|sources|works cited|literature cited"
    "|citations|notes and references|references and notes|footnotes and references|cited sources|endnotes"
    "|מקורות|ביבליוגרפיה|הערות שוליים|منابع|پانویس|پانویس‌ها|فهرست منابع|حوالہ جات"
)
_NOTES = _folded(
    "ملاحظات|الملاحظات|هوامش|الهوامش|حواش|حواشي|الحواشي|حاشية|هوامش وملاحظات|ملاحظات وهوامش|notes|footnotes|end notes"
    "|explanatory notes|notes and citations|הערות|یادداشت‌ها|توضیحات"
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
_BOLD = re.compile(r"\s*[\[(]\^?(?P<label>\d{1,4})[\])]:?\s")
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
    end = _reach(text.paragraphs(max(0, text.end - 1), backwards=True))
    lists = _lists(end[::-1])
    found = _found(lists, ref)
    if found is None:
        found = _found(_lists(_reach(text.paragraphs(marker))), ref)
    if found is None:
        # Notes may stand at the end without a heading, if each says which it is.
        found = next((line for line in end if (bold := _BOLD.match(line.text)) and bold["label"] == ref), None)
    return None if found is None or found.span.contains(marker) else found.span


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
    year = _YEAR.match(ref)
    group, _, number = ref.rpartition(" ")
    first = ref.partition("-")[0]
    if first.isdecimal():
        return _with_number(sorted(lists, key=lambda one: one.is_notes), int(first))
    if group and number.isdecimal() and year is None:
        return _with_number([one for one in lists if one.is_notes], int(number))
    if len(ref) == 1:
        return _with_number([one for one in lists if one.is_notes], _place_of_letter(fold_text(ref)))
    if year is not None:
        return _with_author(lists, year["author"], year["year"])
    return None


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
