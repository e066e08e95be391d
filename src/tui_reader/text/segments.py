"""Words and sentences of one paragraph's text, and motion by them.

Words follow UAX #29 (word boundary rules), with these choices: apostrophes and gershayim join letters,
separators join digits (3.14, ١٬٠٠٠), a percent sign belongs to its number, hyphens, slashes and other full
stops split, every ideograph and hiragana stands alone, and hidden controls do not end a word.

Sentences end at full stops, question and exclamation marks and ellipses of any script, together with the
closing quotes and brackets and the citation markers that follow: `.»[9][10] و` ends after `[10]`, and so does
`. [ملاحظة 1] و` after its marker. A full stop after an abbreviation, an initial or a list number ends none, nor does
one inside a number, a name or a web address. The space between sentences belongs to none.

All positions are columns: code points from the beginning of the text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from functools import cache, lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_HIDDEN = "\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_IDEOGRAPHS = "\u3041-\u309f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_BLOCKS_WITH_MARKS = (
    range(0x300, 0x3100),
    range(0xA600, 0xAC00),
    range(0xFB00, 0xFE30),
    range(0x10000, 0x12000),
    range(0x16A00, 0x17000),
    range(0x1BC00, 0x1F000),
    range(0xE0100, 0xE01F0),
)

_ALWAYS_STOPS = "؟۔⸮։।॥።。！？｡"
_CLOSERS = "”’»›)\\]}】」』"
_CITATION = (
    r"\^?\[[^\[\]]{1,40}\](?::(?: ?(?:ص|pp?)\.? ?)?\d{1,4}(?:[-–—]\d{1,4})?|[-–](?=\[\d))?"
    r"|\^?\([\^¬]?\d{1,3}\)|\{\{[^{}\n]{1,80}\}\}|\\[a-z]{0,6}cite[a-z]{0,8}\{[^{}\n]{1,80}\}"
    r"|<ref[^<>\n]{0,80}(?:/>|>[^<\n]{0,200}</ref>)"
    r"|⁽[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}⁾|[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:[,،][⁰¹²³⁴⁵⁶⁷⁸⁹]+)*"
)
_SPACED_CITATION = (
    rf"\[[{_HIDDEN}]{{0,4}}(?:(?:(?:ملاحظة|ملحوظة|هامش|note|nb|fn) )?\d{{1,4}}(?: ?[,،–-] ?\d{{1,4}})*"
    rf"|بحاجة [^\[\]]{{1,30}}|[^\[\]]{{1,30}} needed|[^\[\]]{{1,20}}: ?\d{{1,3}}(?:[-–]\d{{1,3}})?)[{_HIDDEN}]{{0,4}}\]"
)
_LINE = re.compile(r"[^\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
_LETTER_AFTER = rf"[\s\"'«“‘(\[{_HIDDEN}]*(\S)"
_WORD_CHARACTER = r"[^\W_]"
_GOES_ON = ",،;؛:"
_ELLIPSIS = re.compile(r"\.{2,}|[…‥]")

# In lower case and without their last full stop; single letters and initials need not stand here.
_TITLES_AND_ABBREVIATIONS = """
dr mr mrs ms prof st sr jr rev hon gen lt sgt capt gov sen vs cf al ca approx ed eds ibid viz dept univ
inc ltd corp jan feb apr aug sept oct nov dec bzw usw mme mlle ph.d مج تح تق
"""
_ABBREVIATIONS = frozenset(_TITLES_AND_ABBREVIATIONS.split())
_ABBREVIATIONS_BEFORE_NUMBERS = frozenset(
    {"no", "nos", "vol", "vols", "pp", "ch", "fig", "figs", "art", "sec", "col", "abb", "nr", "تر"}
)
_LONGEST_TOKEN = 32
_LONGEST_WEB_ADDRESS = 2048


def words(text: str) -> list[Span]:
    """All words, in order."""
    return list(_words_in(text, 0, len(text)))


def word_at(text: str, column: int) -> Span:
    """The word at a column; between words the one that ends there, else the next one, else the last.

    A text without words gives an empty span at the column.
    """
    column = min(max(0, column), len(text))
    # No word holds a space, so only what stands between two of them need be looked at.
    chunk_start = text.rfind(" ", 0, column) + 1
    chunk_end = text.find(" ", column)
    before = None
    for word in _words_in(text, chunk_start, chunk_end if chunk_end >= 0 else len(text)):
        if word.start > column:
            break
        if column < word.end:
            return word
        before = word
    if before and before.end == column:
        return before
    following = next_word(text, column)
    start = following if following < len(text) else _last_word_start(text, column)
    return Span(column, column) if start is None else next(_words_in(text, start, len(text)))


def next_word(text: str, column: int) -> int:
    """Where the first word after the column begins; the length of the text when there is none."""
    begin = text.rfind(" ", 0, max(0, column)) + 1
    return next((word.start for word in _words_in(text, begin, len(text)) if word.start > column), len(text))


def previous_word(text: str, column: int) -> int:
    """Where the last word that begins before the column begins; 0 when there is none."""
    return _last_word_start(text, column) or 0


def sentences(text: str) -> list[Span]:
    """All sentences, in order; what follows the last stop is one too. A blank text has none."""
    return list(_sentences(text))


def sentence_at(text: str, column: int) -> Span:
    """The sentence at a column; between sentences the one that ends there, else the next one, else the last.

    A blank text gives an empty span at the column.
    """
    found = _sentences(text)
    if not found:
        column = min(max(0, column), len(text))
        return Span(column, column)
    number = max(0, bisect_right(found, column, key=_start) - 1)
    is_past = column > found[number].end and number + 1 < len(found)
    return found[number + is_past]


def next_sentence(text: str, column: int) -> int:
    """Where the first sentence after the column begins; the length of the text when there is none."""
    found = _sentences(text)
    number = bisect_right(found, column, key=_start)
    return found[number].start if number < len(found) else len(text)


def previous_sentence(text: str, column: int) -> int:
    """Where the last sentence that begins before the column begins; 0 when there is none."""
    found = _sentences(text)
    number = bisect_left(found, column, key=_start)
    return found[number - 1].start if number else 0


def _start(span: Span) -> int:
    return span.start


@cache
def _marks() -> str:
    """All combining marks, for use inside a regular-expression class: `re` has no name for them."""
    marks = [code for code in chain.from_iterable(_BLOCKS_WITH_MARKS) if unicodedata.category(chr(code))[0] == "M"]
    firsts = [code for code, before in zip(marks, [-1, *marks], strict=False) if code != before + 1]
    lasts = [code for code, after in zip(marks, [*marks[1:], -1], strict=True) if code != after - 1]
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in zip(firsts, lasts, strict=True))


@cache
def _word_pattern() -> re.Pattern[str]:
    marks = _marks()
    # Marks and joiners always belong to the letter before them, other hidden controls only inside a word.
    letter = rf"[^\W{_IDEOGRAPHS}](?:[{marks}\u200c\u200d]|[{_HIDDEN}]+(?=[\w{marks}]))*"
    letter_joiner = rf"(?:['’ʼ׳״](?<=[^\W\d_].|[{marks}].)(?=[^\W\d_])|\"(?<=[א-ת].)(?=[א-ת]))"
    digit_joiner = r"[.,'’٫٬](?<=\d.)(?=\d)"
    return re.compile(
        rf"[{_IDEOGRAPHS}][{marks}]*|{letter}(?:(?:{letter_joiner}|{digit_joiner})?{letter})*(?:(?<=\d)[%٪‰؉])?",
        re.DOTALL,
    )


@cache
def _stop_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<stop>[.!?…‥{_ALWAYS_STOPS}]+)"
        # A straight quote before a letter opens rather than closes.
        rf"(?:[{_HIDDEN}]|(?P<citation>{_CITATION})|[{_CLOSERS}]|[\"'](?!\w))*"
        rf"(?P<spaced_citation>(?:[{_HIDDEN}]{{0,4}}[ \xa0]?[{_HIDDEN}]{{0,4}}{_SPACED_CITATION})*)"
    )


def _words_in(text: str, start: int, end: int) -> Iterator[Span]:
    return (Span(*match.span()) for match in _word_pattern().finditer(text, start, end))


def _last_word_start(text: str, column: int) -> int | None:
    end = min(column, len(text))
    while end > 0:
        begin = text.rfind(" ", 0, end)
        # The last word may be cut at the column here; where it begins is the same.
        starts = [word.start for word in _words_in(text, begin + 1, end)]
        if starts:
            return starts[-1]
        end = begin
    return None


@lru_cache(maxsize=8)
def _sentences(text: str) -> tuple[Span, ...]:
    """Kept for the last few texts, as motion asks for the same one again and again."""
    found: list[Span] = []
    for line in _LINE.finditer(text):
        found.extend(_sentences_of_line(text, line.start(), line.end()))
    return tuple(found)


def _sentences_of_line(text: str, start: int, end: int) -> list[Span]:
    found: list[Span] = []
    begin = seen = start
    has_words = False
    for stop in _stop_pattern().finditer(text, start, end):
        has_words = has_words or _has_words(text, seen, stop.start())
        seen = stop.end()
        if has_words and _ends_sentence(text, begin, stop, end):
            found.append(_trimmed(text, begin, stop.end()))
            begin, has_words = stop.end(), False
    rest = _trimmed(text, begin, end)
    if rest.length and (not found or _has_words(text, rest.start, rest.end)):
        found.append(rest)
    elif rest.length:
        # A stray quote or marker after the last stop.
        found[-1] = Span(found[-1].start, rest.end)
    return found


def _has_words(text: str, start: int, end: int) -> bool:
    return re.compile(_WORD_CHARACTER).search(text, start, end) is not None


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _ends_sentence(text: str, begin: int, match: re.Match[str], line_end: int) -> bool:
    stop, stop_start, end = match["stop"], match.start(), match.end()
    if end == line_end:
        return True
    if text[stop_start - 1] in "([" and end > match.end("stop"):
        # An aside, such as (!) or [...].
        return False
    following = re.compile(_LETTER_AFTER).match(text, end, line_end)
    if following is None:
        return True
    if text[end] in _GOES_ON or following[1] in _GOES_ON:
        return False
    has_citation = bool(match["citation"] or match["spaced_citation"])
    if text[end].isspace():
        if following[1].islower():
            return False
        return stop != "." or has_citation or not _is_abbreviation(text, begin, stop_start, following[1])
    if _is_in_web_address(text, begin, stop_start):
        return False
    if has_citation or any(character in _ALWAYS_STOPS for character in stop):
        return True
    # With no space after it a stop divides right-to-left words only; elsewhere it is in a name or address.
    return (
        not _ELLIPSIS.search(stop)
        and _is_right_to_left(following[1])
        and _is_right_to_left(_last_letter(text, begin, stop_start))
        and not _is_abbreviation(text, begin, stop_start, following[1])
    )


def _is_abbreviation(text: str, begin: int, stop_start: int, following: str) -> bool:
    """Whether the full stop at `stop_start` belongs to the word before it, in a sentence from `begin` on."""
    start = stop_start
    while start > begin and stop_start - start < _LONGEST_TOKEN and _is_in_token(text[start - 1]):
        start -= 1
    token = "".join(filter(_is_letter_or_stop, text[start:stop_start])).strip(".").casefold()
    parts = token.split(".")
    if all(part.isdecimal() for part in parts):
        # A number that opens a sentence counts an item of a list.
        return not _has_words(text, begin, start)
    if all(len(part) == 1 for part in parts) or token in _ABBREVIATIONS:
        return True
    return token in _ABBREVIATIONS_BEFORE_NUMBERS and following.isdecimal()


def _is_in_token(character: str) -> bool:
    return character == "." or character.isalnum() or unicodedata.category(character) in {"Mn", "Cf"}


def _is_letter_or_stop(character: str) -> bool:
    return character == "." or (character.isalnum() and character != "ـ")


def _is_in_web_address(text: str, begin: int, column: int) -> bool:
    nearest = max(begin, column - _LONGEST_WEB_ADDRESS)
    run = text[nearest:column].rpartition(" ")[2]
    return "://" in run or "www." in run


def _last_letter(text: str, begin: int, column: int) -> str:
    """The letter before a column, over its marks and closing quotes; empty when there is none."""
    while column > begin and (text[column - 1] in "\"'”’»)" or unicodedata.category(text[column - 1]) in {"Mn", "Cf"}):
        column -= 1
    return text[column - 1 : column]


def _is_right_to_left(character: str) -> bool:
    return unicodedata.bidirectional(character) in {"R", "AL"} if character else False
