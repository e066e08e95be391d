"""Markers of references in a text: `[9]`, `[٩]`, `[ملاحظة 1]`, `¹`, `[citation needed]`, `(Smith, 2020)`.

A marker's span has its brackets; `[9][10]` is two markers. Where one pair of brackets names several references
(`[9، 10]`, `[3, 9-11]`, `(Smith, 2020; Jones, 2021)`), each is found by itself, without brackets, as they belong to
none of them alone. What a marker refers to is its `ref`:

- a number in ASCII digits, whatever digits the text uses: `9`; the first and the last of a range: `9-11`;
- a group of notes and the number in it: `note 1`, also for `ملاحظة 1`; a letter, as it is written: `أ`;
- author and year: `Smith 2020`, `ابن خلدون 1377`; author, volume and page: `الإدريسي 2/530`;
- of what says that a reference is missing or wanting, what it asks for: `needed`, `who`, `dubious`, … (`requests`).

Not a marker: what an editor put into a quotation (`[اتفاق الدفاع المشترك]`, `[sic]`, `[T]he`), the number of an item at
the beginning of a line, of a page (`ص: [37]`), a year, an index (`x[1]`), an interval, an exponent, the article of a
law (`المادة(5)`).

Everything is looked for in folded text (`text.folding`): vowel signs, tatweel and bidi controls in a marker and beside
it, digits and brackets of other scripts make no difference. Every pattern is bounded: the time taken is linear.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from tui_reader.recognition.author_years import author_years, located, spelt_at
from tui_reader.recognition.found import Found, Recognised
from tui_reader.recognition.requests import request, status
from tui_reader.text.folding import fold, fold_text
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.text.folding import Folded

ORIGIN = "citations"

MOST_IN_RANGE = 50
"""References that one range may name; a longer one is no range of references."""

_SQUARE = re.compile(r"\\?\[([^\[\]\n]{1,160})\]")
_ROUND = re.compile(r"\(([^()\[\]\n]{1,160})\)")
_SUPERSCRIPT = re.compile(r"⁽[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}⁾|(?<![⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺])[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}(?![⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ])")
_SUPERSCRIPT_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", "⁽⁾")

_NUMBER = r"[1-9]\d{0,3}"
_DASH = r" ?[-–—−‑‒] ?"
_LOCATOR = r"(?: ?[,،:؛;] ?(?:pp?|ص|صص|صفحه|الصفحه|ج|مج|ف|ch|chap|sec|vol|fig)\.? ?\d[^\]]{0,40})?"
_NUMBERS = re.compile(rf"\^?({_NUMBER}(?:{_DASH}{_NUMBER})?(?: ?[,،;؛] ?{_NUMBER}(?:{_DASH}{_NUMBER})?)*){_LOCATOR}")
_PART = re.compile(rf"{_NUMBER}(?:{_DASH}{_NUMBER})?")
_ENDS = re.compile(_DASH)
_FOOTNOTE = re.compile(r"\^([^\W_][\w-]{0,30})")
_GROUP = re.compile(
    r"([^\W\d_][^\W\d_]{0,14}(?:-[^\W\d_]{1,14})?)[ .]{1,2}([1-9]\d{0,3})|([^\W\d_]{1,2}) ?([1-9]\d{0,2})"
)
_LETTER = re.compile(r"[a-z]|[اببتثجحخدذرزسشصضطظعغفقكلمنهوي]|[ivx]{1,5}|([a-z])\1")
_GROUPS = {
    **dict.fromkeys(fold_text("ملاحظة ملاحظات ملحوظة حاشية هامش note notes footnote fn הערה یادداشت").split(), "note"),
    **dict.fromkeys(fold_text("nb n lower-alpha upper-alpha lower-roman lower-greek arabic-abajed").split(), ""),
    **dict.fromkeys(fold_text("web ref la وب مرجع معلومة أ ب م").split(), ""),
}
"""Groups of notes in their folded spelling, and what each is called in a `ref`; empty: what it is called itself."""

_NUMBERED = frozenset(
    fold_text(
        """
        مادة المادة رقم الرقم فقرة الفقرة باب الباب فصل الفصل جدول الجدول شكل الشكل صفحة الصفحة بند البند عدد العدد
        قرار القرار آية الآية سورة السورة مرحلة المرحلة ملحق الملحق صورة الصورة معادلة المعادلة مجموعة المجموعة سؤال
        السؤال مثال المثال تمرين التمرين درس الدرس جزء الجزء مجلد المجلد قسم القسم نموذج النموذج خريطة الخريطة قناة
        القناة حلقة الحلقة لواء اللواء فئة الفئة نقطة النقطة قانون القانون طبعة الطبعة ص ج ط ع م ف
        """
    ).split()
)
"""Nouns that a number in round brackets belongs to."""
_BEFORE_INTERVALS = frozenset(
    fold_text(
        "interval range matrix vector list array set between domain "
        "الفترة فترة المجال مجال المدى المصفوفة المتجه القائمة"
    ).split()
)
_UNITS = frozenset(
    fold_text("km cm mm dm nm ft mi yd sq in متر المتر كم سم مم دم كلم ميل قدم كيلومتر سنتيمتر هكتار بوصة").split()
)
_OPERATORS = ("=", "∈", "×", "÷", "^", "= ", "∈ ", "× ", "÷ ", "^ ", "+ ", "* ", '": ')
"""What stands before an array or an index, and behind no word of a text: C++[3] is one."""
_OPERATORS_BEHIND = ("=", " =", " +", "->", "`")
_CLITIC = re.compile(r"(?:(?<!\w)[وفبكل]|\s)\Z")
"""What a marker is not glued to: a blank, or a conjunction that is written together with what follows."""
_LINE_END = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_PAGE_BEFORE = re.compile(r"(?:^|[\s،,;؛(])(?:pp?|ص|صص|ص ص|صفحه) ?[.:]{1,2} ?\Z")
"""A number in square brackets is that of a page: `(الكيلاني، الطريق إلى القدس، ص: [37])`."""
_WORD_BEFORE = re.compile(r"[^\W_][\w'’-]*\Z")
_REACH = 24


def citations(text: str) -> Recognised:
    """All markers of a paragraph, by where they begin, as Citation with `ref`."""
    folded = fold(text)
    found = chain(_in_square(folded), _in_round(folded), _raised(folded))
    return Recognised(tuple(sorted(found, key=lambda one: one.spans)))


def _found(folded: Folded, match: re.Match[str], ref: str, score: float, said: str | None = None) -> Found:
    attributes = {"ref": ref} if said is None else {"ref": ref, "citation_status": said}
    return Found((folded.span(*match.span()),), "Citation", ORIGIN, score, attributes)


def _each(folded: Folded, match: re.Match[str], named: list[tuple[Span, str]], score: float) -> Iterator[Found]:
    """What a pair of brackets names: itself, or each of several with its place in the folded text."""
    for place, ref in named:
        span = folded.span(*(place if len(named) > 1 else match.span()))
        yield Found((span,), "Citation", ORIGIN, score, {"ref": ref})


def _in_square(folded: Folded) -> Iterator[Found]:
    text = folded.text
    for match in _SQUARE.finditer(text):
        inside = match[1].removesuffix("\\").strip()
        wanted = request(inside)
        if _PAGE_BEFORE.search(text[max(0, match.start() - _REACH) : match.start()]):
            continue
        if wanted is not None:
            yield _found(folded, match, wanted, 0.97, status(wanted))
        elif not (_counts_item(text, match) or _is_code(folded, match)):
            yield from _numbered(folded, match, inside)
            yield from _each(folded, match, author_years(folded, *match.span(1)), 0.8)


def _numbered(folded: Folded, match: re.Match[str], inside: str) -> Iterator[Found]:
    text = folded.text
    is_glued = match.start() > 0 and not _CLITIC.search(text[max(0, match.start() - 3) : match.start()])
    numbers = _NUMBERS.fullmatch(inside)
    if numbers is not None:
        begin = match.start(1) + match[1].index(numbers[1])
        named = _references(numbers[1], begin)
        years = [ref for _, ref in named if _is_year(ref)]
        if not years and not (len(named) > 1 and _is_interval(text, match)):
            yield from _each(folded, match, named, 0.98 if is_glued else 0.9)
        elif len(named) == 1 and is_glued and _has_neighbour(text, match, named[0][1]):
            yield from _each(folded, match, named, 0.8)
    elif (footnote := _FOOTNOTE.fullmatch(inside)) is not None:
        yield _found(folded, match, footnote[1], 0.9)
    elif (group := _GROUP.fullmatch(inside)) is not None:
        name, number = group[1] or group[3], group[2] or group[4]
        if name in _GROUPS and (group[1] or is_glued):
            yield _found(folded, match, f"{_GROUPS[name] or _spelt(folded, match, name)} {number}", 0.95)
        elif is_glued and group[1] and name not in _NUMBERED:
            yield _found(folded, match, f"{_spelt(folded, match, name)} {number}", 0.6)
    elif is_glued and _LETTER.fullmatch(inside) and _is_note_letter(folded, match, inside):
        yield _found(folded, match, _spelt(folded, match, inside), 0.85)


def _references(numbers: str, begin: int) -> list[tuple[Span, str]]:
    """What `9, 11-13` names, each with its place, where it begins at `begin`; none where it names no references."""
    refs: list[tuple[Span, str]] = []
    for part in _PART.finditer(numbers):
        first, *last = sorted(int(end) for end in _ENDS.split(part[0]))
        if last and not 0 < last[0] - first <= MOST_IN_RANGE:
            return []
        refs.append((Span(*part.span()).shifted(begin), "-".join(map(str, (first, *last)))))
    return refs


def _is_year(ref: str) -> bool:
    return 1000 <= int(ref.partition("-")[0]) < 2200


def _is_interval(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - _REACH) : match.start()].split()
    return bool(before) and before[-1] in _BEFORE_INTERVALS


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


def _counts_item(text: str, match: re.Match[str]) -> bool:
    """Whether it opens a line on which something follows: an entry in a list of references."""
    before = text[max(0, match.start() - _REACH) : match.start()]
    line = _LINE_END.split(before)[-1]
    if line.strip(" \t*-•^") or (line == before and match.start() > _REACH):
        return False
    rest = _LINE_END.split(text[match.end() : match.end() + 2 * _REACH], maxsplit=1)[0]
    return bool(re.sub(r"\[[^\[\]]*\]", "", rest).strip(" .,،؛;\t"))


def _is_code(folded: Folded, match: re.Match[str]) -> bool:
    """Whether it is an index, an array or part of a formula."""
    text, before = folded.text, folded.text[max(0, match.start() - _REACH) : match.start()]
    if before.endswith(_OPERATORS) or text.startswith(_OPERATORS_BEHIND, match.end()):
        return True
    word = _WORD_BEFORE.search(before)
    if word is None:
        return False
    spelt = spelt_at(folded, match.start() - len(word[0]), match.start())
    is_name = spelt.isascii() and ("_" in spelt or (len(spelt) == 1 and spelt.islower()))
    return is_name and not before.removesuffix(word[0]).endswith((".", "-", "'", "’"))


def _in_round(folded: Folded) -> Iterator[Found]:
    text = folded.text
    for match in _ROUND.finditer(text):
        inside = match[1].strip()
        if request(inside) == "needed" and " " in inside:
            yield _found(folded, match, "needed", 0.9)
        elif inside.isdecimal():
            if _is_safe(text, match, inside):
                yield _found(folded, match, inside, 0.75)
        else:
            named = author_years(folded, *match.span(1)) or located(folded, *match.span(1))
            yield from _each(folded, match, named, 0.85)


def _is_safe(text: str, match: re.Match[str], number: str) -> bool:
    """Whether a number in round brackets can only be that of a footnote: right behind a word or its full stop."""
    if len(number) > 3 or number[0] == "0" or match.start() == 0:
        return False
    before = text[max(0, match.start() - _REACH) : match.start()]
    if text[match.end() : match.end() + 1].isalnum() or _counts_item(text, match):
        return False
    word = _WORD_BEFORE.search(before)
    if word is None:
        letters = before.rstrip("\"'”’»«“.,،؛;:!?؟)]}")
        return before != letters and before[-1] not in "([«“" and letters[-1:].isalpha()
    name = word[0]
    is_numbered = name in _NUMBERED or (name[0] in "وفبكل" and name[1:] in _NUMBERED)
    return not name.isascii() and not is_numbered and len(name) > 1 and not name[-1].isdecimal()


def _raised(folded: Folded) -> Iterator[Found]:
    text = folded.text
    for match in _SUPERSCRIPT.finditer(text):
        number = match[0].translate(_SUPERSCRIPT_DIGITS)
        if number[0] != "0" and not _counts_item(text, match) and _is_raised_marker(text, match):
            yield _found(folded, match, number, 0.9 if match[0][0] == "⁽" else 0.8)


def _is_raised_marker(text: str, match: re.Match[str]) -> bool:
    """Whether a raised number is neither an exponent nor part of a formula or of a unit."""
    if match[0][0] == "⁽":
        return True
    before = text[max(0, match.start() - _REACH) : match.start()]
    if text[match.end() : match.end() + 1].isalpha() or not before or before[-1].isspace():
        return False
    word = _WORD_BEFORE.search(before.rstrip(")") if before.endswith(")") else before)
    if word is None:
        return before[-1] in "\"'”’»“.,،؛;:!?؟)]…"
    name = word[0]
    if len(name) == 1 or name[-1].isdecimal() or name in _UNITS or name.endswith("متر"):
        return False
    return not before[: len(before) - len(name)].rstrip().endswith(_OPERATORS) or not name.isascii()
