"""Markers of references in a text: `[9]`, `[ملاحظة 1]`, `¹`, `[citation needed]`, `(Smith, 2020)`, `(ج 2، ص 15)`.

A marker's span has its brackets; `[9][10]` is two markers, and what one pair of brackets names is one, however many
references that are: `[9، 10]`, `(Smith, 2020; Jones, 2021)`. What a marker refers to is its `ref`, several of them one
behind the other (`refs.refs` takes them apart):

- a number in ASCII digits, whatever digits the text uses: `9`; several, `9, 10`; first and last of a range, `9-11`;
- a group of notes and the number in it: `note 1`, also for `ملاحظة 1`; a letter, as it is written: `أ`;
- author and year: `Smith 2020`, `ابن خلدون 1377` (`author_years`); volume and page, with the work where that is named:
  `الإدريسي 2/530`, `2/15`, `ص 45` (`locators`); chapter and verse: `البقرة 255` (`scriptures`); keys (`typeset`);
- of what says that a reference is missing or wanting, what it asks for: `needed`, `who`, `dubious`, … (`requests`).

Not a marker: what an editor put into a quotation (`[اتفاق الدفاع المشترك]`, `[sic]`, `[T]he`), the number of an item at
the beginning of a line, of a page (`ص: [37]`), a year, an index (`x[1]`), an interval, an exponent, the article of a
law (`المادة(5)`), a number of things (`(12) طالبا`).

Everything is looked for in folded text (`text.folding`): vowel signs, tatweel and bidi controls in a marker and beside
it, digits and brackets of other scripts make no difference. Every pattern is bounded: the time taken is linear.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from tui_reader.recognition.author_years import author_years, spelt_at, year_of
from tui_reader.recognition.bracket_context import REACH, WORD_BEFORE, is_code, is_interval, is_page, opens_item
from tui_reader.recognition.found import Found, Recognised
from tui_reader.recognition.locators import located
from tui_reader.recognition.note_numbers import COMPLETED, DOUBTFUL, bare_numbers, is_note, is_numbered, superscripts
from tui_reader.recognition.requests import request, status
from tui_reader.recognition.scriptures import scripture, tradition
from tui_reader.recognition.typeset import identified, keys, marked_up
from tui_reader.text.folding import fold, fold_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tui_reader.recognition.locators import Located
    from tui_reader.text.folding import Folded

ORIGIN = "citations"

MOST_IN_RANGE = 50
"""References that one range may name; a longer one is no range of references."""

_SQUARE = re.compile(
    r"(?P<stop>(?<=[.!?؟،,]))?\\?\^?\[(?P<inside>[^\[\]\n]{1,200})\]"
    r"(?::(?: ?(?:ص ?ص|ص|pp?)\.? ?)?\d{1,4}(?:[-–—]\d{1,4})?(?:[,،] ?\d{1,4}(?:[-–—]\d{1,4})?){0,4}"
    r"(?![\w%٪]|[:.,]\d)"
    r"|: \d{1,4}(?:[-–—]\d{1,4})?(?(stop)(?![\w%٪]|[:.,]\d)|(?= ?(?:[\[،؛;)]|[.,](?!\d)|\Z))))?"
)
"""Brackets, and the page that may stand behind them: `[12]:45`; `[2]: 117 [3]` where it can count nothing."""
_ROUND = re.compile(r"\^?\(([^()\[\]\n]{1,200})\)")

_NUMBER = r"[1-9]\d{0,3}"
_DASH = r" ?[-–—−‑‒] ?"
_LOCATOR = (
    r"(?: ?[,،:؛;]? ?(?:pp?|صص|ص ?ص|ص|صفحه|الصفحه|ج|مج|ف|الفصل|الباب|الماده|الشكل|الجدول|chapter|chap|ch|section|sec"
    r"|vol|figure|fig|table|eq|theorem|lemma|thm|def|appendix|app|§)\.? ?\d[\d ./–—-]{0,16}f{0,2}\.?)?"
)
_ONE = rf"{_NUMBER}(?:{_DASH}{_NUMBER})?{_LOCATOR}"
_NUMBERS = re.compile(
    r"(?:(?:see|cf\.?|انظر|راجع) )?"
    rf"(?:(?:المراجع|المرجع|المصادر|المصدر|refs\.?)(?: رقم)? ?)?\^?({_ONE}(?: ?(?:[,،;؛]|و|and) ?{_ONE})*)"
)
_PART = re.compile(rf"({_NUMBER})(?:{_DASH}({_NUMBER}))?{_LOCATOR}")
_RANGE = re.compile(rf"\[({_NUMBER})\]{_DASH}\[({_NUMBER})\]")
_MAY_REFER = re.compile(
    r"\d|^(?:حديث )?(?:رواه|اخرج|خرجه|متفق)|مصدر|مرجع|^م\.|^ن\.|ibid|cit|http|needed|required|وثيق|موثق|منبع|מקור"
    r"|(?:د\.? ?ت|n\.? ?d|press|forthcoming|تاريخ|الطبع)\.?$"
)
"""What round brackets hold of which any may be a marker: the others, nearly all there are, are not looked at twice."""
_LISTED = re.compile(r"(?:^|[:،؛,;]|(?<!\w)و) ?\(\d{1,3}\)")
"""Numbers of items in a sentence: `هي: (1) كذا (2) كذا`."""
_PAGE_OF_COPY = re.compile(r"ص ?:")
"""Where a page of the copy begins, as libraries of texts say it: `[ص: 249]`."""
_ADDRESS = re.compile(r"https?://[^\s<>]{4,}")
_FOOTNOTE = re.compile(r"\^([^\W_][\w-]{0,30})")
_GROUP = re.compile(
    r"([^\W\d_][^\W\d_]{0,14}(?:-[^\W\d_]{1,14})?)[ .]{1,2}([1-9]\d{0,3})|([^\W\d_]{1,2}) ?([1-9]\d{0,2})"
)
_LETTER = re.compile(r"[a-z]|الف|[اببتثجحخدذرزسشصضطظعغفقكلمنهوي]|[ivx]{1,5}|([a-z])\1")
_ALPHA = re.compile(r"[A-Z][A-Za-z]{1,5}\+?\d{2}[a-z]?|RFC ?\d{2,5}")
"""Labels of BibTeX's alpha style: `[Knu74]`, `[ABC+12]`."""
_GROUPS = {
    **dict.fromkeys(fold_text("ملاحظة ملاحظات ملحوظة حاشية هامش note notes footnote fn הערה یادداشت").split(), "note"),
    **dict.fromkeys(fold_text("nb n lower-alpha upper-alpha lower-roman lower-greek arabic-abajed").split(), ""),
    **dict.fromkeys(fold_text("web ref la وب مرجع معلومة أ ب م ع").split(), ""),
}
"""Groups of notes in their folded spelling, and what each is called in a `ref`; empty: what it is called itself."""

_CLITIC = re.compile(r"(?:(?<!\w)[وفبكل]|\s)\Z")
"""What a marker is not glued to: a blank, or a conjunction that is written together with what follows."""
_CLOSES_VERSE = re.compile(r"[}﴾»\"”)] ?\Z")


def citations(text: str) -> Recognised:
    """All markers of a paragraph, by where they begin, as Citation with `ref`; none overlap."""
    folded = fold(text)
    found = chain(
        _marked_up(folded),
        _ranges(folded),
        _in_square(folded),
        _in_round(folded),
        (_found(folded, *number) for number in chain(superscripts(folded.text), bare_numbers(folded))),
    )
    return Recognised(tuple(_apart(sorted(found, key=lambda one: (one.extent.start, -one.extent.end)))))


def _apart(found: Iterable[Found]) -> Iterator[Found]:
    """What does not begin in what was found before."""
    end = 0
    for one in found:
        if one.extent.start >= end:
            end = one.extent.end
            yield one


def _found(
    folded: Folded, place: tuple[int, int], ref: str | None, score: float, others: Mapping[str, str] | None = None
) -> Found:
    attributes = {**({} if ref is None else {"ref": ref}), **(others or {})}
    return Found((folded.span(*place),), "Citation", ORIGIN, score, attributes)


def _asked_for(folded: Folded, place: tuple[int, int], wanted: str, score: float) -> Found:
    said = status(wanted)
    return _found(folded, place, wanted, score, None if said is None else {"citation_status": said})


def _marked_up(folded: Folded) -> Iterator[Found]:
    for place, wanted, ref in marked_up(folded):
        if wanted is not None:
            yield _asked_for(folded, place, wanted, 0.95)
        else:
            yield _found(folded, place, ref, 0.95)


def _ranges(folded: Folded) -> Iterator[Found]:
    """`[1]-[3]`: a range of which both ends have brackets."""
    for match in _RANGE.finditer(folded.text):
        if 0 < int(match[2]) - int(match[1]) <= MOST_IN_RANGE:
            yield _found(folded, match.span(), f"{match[1]}-{match[2]}", 0.95)


def _in_square(folded: Folded) -> Iterator[Found]:
    text = folded.text
    for match in _SQUARE.finditer(text):
        inside = match["inside"].removesuffix("\\").strip()
        if is_page(text, match.start()):
            continue
        wanted = request(inside)
        if wanted is not None:
            yield _asked_for(folded, match.span(), wanted, 0.97)
        elif not (opens_item(text, match) or is_code(folded, match)):
            one = _numbered(folded, match, inside) or _worded(folded, match, inside)
            if one is not None:
                yield one


def _worded(folded: Folded, match: re.Match[str], inside: str) -> Found | None:
    """A marker in square brackets that says in words what it refers to."""
    if _PAGE_OF_COPY.match(inside):
        return None
    label = spelt_at(folded, *match.span("inside")).removesuffix("\\").strip()
    if (places := scripture(inside)) is not None:
        return _found(folded, match.span(), places, 0.9, _quoted(folded, match))
    if (key := keys(label) or identified(label)) is not None:
        return _found(folded, match.span(), key, 0.9)
    if (
        named := author_years(folded, *match.span("inside")) or _sure(located(folded, *match.span("inside")))
    ) is not None:
        return _found(folded, match.span(), named, 0.8)
    if tradition(inside) or _ALPHA.fullmatch(label):
        return _found(folded, match.span(), label, 0.7)
    return None


def _sure(place: Located | None) -> str | None:
    return place.ref if place is not None and place.is_sure else None


def _quoted(folded: Folded, match: re.Match[str]) -> Mapping[str, str] | None:
    """Right behind words of scripture, it is what they are quoted from."""
    before = folded.text[max(0, match.start() - REACH) : match.start()]
    return {"citation_function": "quotation-source"} if _CLOSES_VERSE.search(before) else None


def _numbered(folded: Folded, match: re.Match[str], inside: str) -> Found | None:
    """A marker in square brackets that is a number, several, or a note's."""
    text = folded.text
    is_glued = match.start() > 0 and not _CLITIC.search(text[max(0, match.start() - 3) : match.start()])
    numbers = _NUMBERS.fullmatch(inside)
    if numbers is not None:
        word = WORD_BEFORE.search(text[max(0, match.start() - REACH) : match.start()].rstrip())
        if not is_glued and word is not None and is_numbered(word[0], COMPLETED):
            # What an editor says it is: `القرن [21]`.
            return None
        named = _references(numbers[1])
        years = [ref for ref in named if _is_year(ref)]
        if named and not years and not (len(named) > 1 and is_interval(text, match)):
            return _found(folded, match.span(), ", ".join(named), 0.98 if is_glued else 0.9)
        if len(named) == 1 and is_glued and _has_neighbour(text, match, named[0]):
            return _found(folded, match.span(), named[0], 0.8)
        return None
    if (footnote := _FOOTNOTE.fullmatch(inside)) is not None:
        return _found(folded, match.span(), footnote[1], 0.9)
    if (group := _GROUP.fullmatch(inside)) is not None:
        name, number = group[1] or group[3], group[2] or group[4]
        if name in _GROUPS and (group[1] or is_glued):
            return _found(folded, match.span(), f"{_GROUPS[name] or _spelt(folded, match, name)} {number}", 0.95)
        if is_glued and group[1] and not is_numbered(name):
            return _found(folded, match.span(), f"{_spelt(folded, match, name)} {number}", 0.6)
    elif is_glued and _LETTER.fullmatch(inside) and _is_note_letter(folded, match, inside):
        return _found(folded, match.span(), _spelt(folded, match, inside), 0.85)
    return None


def _references(numbers: str) -> list[str]:
    """What `9, 11-13` names; nothing where it names no references."""
    refs: list[str] = []
    for part in _PART.finditer(numbers):
        ends = sorted(int(end) for end in (part[1], part[2]) if end)
        if len(ends) > 1 and not 0 < ends[1] - ends[0] <= MOST_IN_RANGE:
            return []
        refs.append("-".join(map(str, ends)))
    return refs


def _is_year(ref: str) -> bool:
    return 1000 <= int(ref.partition("-")[0]) < 2200


def _has_neighbour(text: str, match: re.Match[str], ref: str) -> bool:
    """Whether a marker with nearly the same number stands right beside this one: `[1021][1022]`."""
    before = re.search(r"\[(\d{3,4})\]\Z", text[max(0, match.start() - 6) : match.start()])
    behind = re.match(r"\[(\d{3,4})\]", text[match.end() : match.end() + 6])
    near = [int(beside[1]) for beside in (before, behind) if beside is not None]
    return ref.isdecimal() and any(abs(number - int(ref)) <= MOST_IN_RANGE for number in near)


def _spelt(folded: Folded, match: re.Match[str], name: str) -> str:
    place = folded.text.index(name, match.start(), match.end())
    return spelt_at(folded, place, place + len(name))


def _is_note_letter(folded: Folded, match: re.Match[str], inside: str) -> bool:
    text, end = folded.text, match.end()
    if end < len(text) and (text[end].isalnum() or text[end] in "('’"):
        # An editor has changed a letter of a word: [T]he.
        return False
    spelt = _spelt(folded, match, inside)
    before = text[match.start() - 1]
    is_ending = inside in {"s", "d", "e", "r", "n", "y"} and before.isalpha()
    return not is_ending and not (spelt.isupper() and before.isalpha() and len(inside) > 1)


def _in_round(folded: Folded) -> Iterator[Found]:
    text = folded.text
    doubtful: list[tuple[re.Match[str], int]] = []
    unsure: list[tuple[re.Match[str], str]] = []
    has_places = False
    for match in _ROUND.finditer(text):
        inside = match[1].strip()
        number = inside.lstrip("^¬")
        if not _MAY_REFER.search(inside):
            continue
        if request(inside) == "needed" and " " in inside:
            yield _found(folded, match.span(), "needed", 0.9)
        elif number.isdecimal() and not _is_year(number):
            score = is_note(text, match, number)
            if score > DOUBTFUL:
                yield _found(folded, match.span(), number, score)
            elif score:
                doubtful.append((match, int(number)))
        elif (places := scripture(inside)) is not None:
            yield _found(folded, match.span(), places, 0.85, _quoted(folded, match))
        elif (ref := _named(folded, match, inside)) is not None:
            yield _found(folded, match.span(), ref, 0.85)
        elif (place := located(folded, *match.span(1))) is not None:
            has_places = has_places or (place.is_sure and place.ref[0].isdecimal())
            if place.is_sure:
                yield _found(folded, match.span(), place.ref, 0.85)
            else:
                unsure.append((match, place.ref))
    if has_places:
        for match, ref in unsure:
            yield _found(folded, match.span(), ref, 0.7)
    if doubtful and not _LISTED.search(text):
        for match, number in _in_turn(doubtful):
            yield _found(folded, match.span(), str(number), DOUBTFUL)


def _in_turn(numbers: list[tuple[re.Match[str], int]]) -> Iterator[tuple[re.Match[str], int]]:
    """Those that one begins or goes on: notes are numbered one after the other."""
    for place, (match, number) in enumerate(numbers):
        before = numbers[place - 1][1] if place else 0
        behind = numbers[place + 1][1] if place + 1 < len(numbers) else 0
        if before == number - 1 > 0 or behind == number + 1:
            yield match, number


def _named(folded: Folded, match: re.Match[str], inside: str) -> str | None:
    """What round brackets refer to in words."""
    within = match.span(1)
    label = spelt_at(folded, *within).strip()
    named = author_years(folded, *within) or year_of(folded, *within) or identified(label)
    is_link = folded.text[match.start() - 1 : match.start()] != "]" and _ADDRESS.fullmatch(label)
    return named or (label if is_link or tradition(inside) else None)
