"""What stands around brackets: whether they open an item of a list, are an index or an interval, or say a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.recognition.author_years import spelt_at
from tui_reader.text.folding import fold_text

if TYPE_CHECKING:
    from tui_reader.text.folding import Folded

REACH = 24
"""Code points that are looked at on either side."""

WORD_BEFORE = re.compile(r"[^\W_][\w'’-]*\Z")
OPERATORS = ("=", "∈", "×", "÷", "^", "= ", "∈ ", "× ", "÷ ", "^ ", "+ ", "* ", '": ')
"""What stands before an array or an index, and behind no word of a text: C++[3] is one."""
_OPERATORS_BEHIND = ("=", " =", " +", "->", "`")
_LINE_END = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BRACKETS = re.compile(r"\[[^\[\]]*\]")
_PAGE_BEFORE = re.compile(r"(?:^|[\s،,;؛(])(?:pp?|ص|صص|ص ص|صفحه) ?[.:]{1,2} ?\Z")
"""A number in square brackets is that of a page: `(الكيلاني، الطريق إلى القدس، ص: [37])`."""
_BEFORE_INTERVALS = frozenset(
    fold_text(
        "interval range matrix vector list array set between domain "
        "الفترة فترة المجال مجال المدى المصفوفة المتجه القائمة"
    ).split()
)


def before(text: str, place: int) -> str:
    """What stands right before a place."""
    return text[max(0, place - REACH) : place]


def is_page(text: str, place: int) -> bool:
    """Whether a word for a page leads to a place."""
    return _PAGE_BEFORE.search(before(text, place)) is not None


def is_interval(text: str, match: re.Match[str]) -> bool:
    """Whether a word for a range of numbers stands before brackets."""
    words = before(text, match.start()).split()
    return bool(words) and words[-1] in _BEFORE_INTERVALS


def opens_item(text: str, match: re.Match[str]) -> bool:
    """Whether it opens a line on which something follows: an entry in a list of references."""
    near = before(text, match.start())
    line = _LINE_END.split(near)[-1]
    if _BRACKETS.sub("", line).strip(" \t*-•^") or (line == near and match.start() > REACH):
        return False
    rest = _LINE_END.split(text[match.end() : match.end() + 2 * REACH], maxsplit=1)[0]
    return bool(_BRACKETS.sub("", rest).strip(" .,،؛;\t"))


def is_code(folded: Folded, match: re.Match[str]) -> bool:
    """Whether it is an index, an array or part of a formula."""
    text, near = folded.text, before(folded.text, match.start())
    if (near.endswith(OPERATORS) and match[0][0] != "^") or text.startswith(_OPERATORS_BEHIND, match.end()):
        return True
    word = WORD_BEFORE.search(near)
    if word is None:
        return False
    spelt = spelt_at(folded, match.start() - len(word[0]), match.start())
    is_name = spelt.isascii() and ("_" in spelt or (len(spelt) == 1 and spelt.islower()))
    return is_name and not near.removesuffix(word[0]).endswith((".", "-", "'", "’"))
