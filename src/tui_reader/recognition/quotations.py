"""What stands between quotation marks: « », “ ”, „ “, ‹ ›, ‘ ’, " ", nested and over several paragraphs.

Whether a mark opens or closes is a matter of the whole paragraph. A straight mark says nothing by itself, a curly one
is often typed the wrong way round, a guillemet points inwards in some languages, a blank stands on the wrong side. So
every reading of all marks has a cost: what a mark does against its form, against the letters and blanks beside it, that
one is left over, that one is nested. The reading that costs least is taken (a beam search over the stacks of what is
open: time grows with the number of marks). What it leaves over is `unbalanced`.

An apostrophe, a mark in a Hebrew abbreviation (צה"ל) and an inch behind a number are no marks. A quotation that is
opened again in each paragraph, or opened once and closed in a later one, is one Quote with a fragment for each
paragraph. Spans are without the marks and the white space inside them.

Names and single words have marks too, hardly any of them somebody's words: they are found like all others, with a low
score and without `quote_type`. Words in the middle of a sentence of the writer's are `mixed`, whole sentences, and what
stands behind a colon, `direct`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.recognition.found import NOTHING, Found, Recognised
from tui_reader.text.paragraphs import PARAGRAPH_END
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

ORIGIN = "quotations"

WIDTH = 12
"""Readings of the marks so far that are followed up at a time."""
DEEPEST = 4
"""Quotations in one another."""
LEFT_OVER = 3.0
"""What it costs that a mark opens or closes nothing."""
NESTED = 0.6
"""What it costs that one opens within another with the same sign."""
NESTED_OTHERWISE = 0.2
UNLIKE = 0.4
"""What it costs that a quotation ends in another form of the sign it began with: `“…"`."""
MIXED = 2.4
"""What it costs that it ends in another sign: `«…”`."""
NEVER = 6.0
UNMARKED = 3
"""Paragraphs of a quotation that follow one another without a mark."""

_MARK = re.compile("""''|``|<<|>>|\\(\\(|\\)\\)|[«»“”„‟"＂‹›‘’‚‛'﴾﴿「」『』《》]""")
_FAMILIES = {
    **dict.fromkeys("«»《》", "guillemet"),
    **dict.fromkeys(("<<", ">>"), "guillemet"),
    **dict.fromkeys("‹›", "single guillemet"),
    **dict.fromkeys(("''", "``", *'“”„‟"＂'), "double"),
    **dict.fromkeys("‘’‚‛'", "single"),
    **dict.fromkeys(("((", "))"), "brackets"),
    **dict.fromkeys("﴾﴿", "verse"),
    **dict.fromkeys("「」", "corner"),
    **dict.fromkeys("『』", "double corner"),
}
_OPENS = frozenset(["``", "«", "<<", "《", "‹", "“", "„", "‟", "‘", "‚", "‛", "((", "﴿", "「", "『"])
_CLOSES = frozenset(["»", ">>", "》", "›", "”", "’", "))", "﴾", "」", "』"])
_TURNED = {**dict.fromkeys("»«›‹”“", 1.2), **dict.fromkeys("‘’", 0.6)}
"""Those that do the contrary in some languages, or where somebody typed them by their looks, and what that costs."""
_MIXED = frozenset("«»“”")
_HIDDEN = frozenset(
    "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)
_OPENERS = frozenset("([{<—–-/=")
_ENDERS = frozenset(".,،؛;!?؟…:)]}>/—–-")
_CLITICS = re.compile(
    r"(?:^|[^\w])[\u064b-\u0652]*(?:[وفبكلס]|ال|وال|بال|فال|كال|لل|ول|وب|فب|ولل|ה|ב|ל|מ|ש|כ|ו|וב|של)\Z"
)
_ELISIONS = re.compile(r"(?:tis|twas|em|cause|til|till|n|bout|round|\d\ds?)\b", re.IGNORECASE)
_HEBREW = re.compile("[א-ת]")
_MOST_LOOKED_AT = 16
_IS_TEXT = re.compile(r"[^()*/=+^]*[^\W\d_]{2,}\W+[^\W\d_]{2}")
_WORD = re.compile(r"[^\W_]+")
_INTRODUCED = re.compile(
    r"(?:[:：]|\b(?:أن|إن|بأن|بأنه|أنه|قائلا|قائلًا|قائلة|said|says|that|asked|wrote|replied|added),?)\s*\Z"
)
_PART_OF_SENTENCE = re.compile(r"(?:^|\s)[وف]?[بلك]ـ?\s?\Z")
"""Before words of somebody's that are fitted into the sentence: بـ"دعم عسكري"."""
_SENTENCE_END = re.compile(r"[.!?؟…]")


class _Mark(NamedTuple):
    column: int
    end: int
    sign: str
    family: str
    opening: float
    """What it costs that it opens a quotation."""
    closing: float
    leaving: float
    """What it costs that it does neither."""


class _Pair(NamedTuple):
    opening: _Mark
    closing: _Mark


class _Reading(NamedTuple):
    """The marks of a paragraph, and what each does."""

    pairs: tuple[_Pair, ...]
    unclosed: tuple[_Mark, ...]
    unopened: tuple[_Mark, ...]


def quotations(text: str) -> Recognised:
    """All quotations of a paragraph, or of several, as Quote, by where they begin."""
    readings, continued = _joined(_readings(text))
    found = [
        _found(text, (Span(pair.opening.end, pair.closing.column),), pair.opening.family)
        for reading in readings
        for pair in reading.pairs
    ]
    found += [_found(text, spans, family) for spans, family in continued]
    return Recognised(tuple(sorted((one for one in found if one is not None), key=lambda one: one.spans)))


def unbalanced_marks(text: str) -> Recognised:
    """The quotation marks that open or close nothing, as Issue: somebody should look at the source.

    Unsure where one may go on in another paragraph.
    """
    readings, _ = _joined(_readings(text))
    within = len(text) - len(text.lstrip()), len(text.rstrip())
    found = []
    for mark in sorted(mark for reading in readings for mark in (*reading.unclosed, *reading.unopened)):
        is_at_edge = mark.column == within[0] or mark.end == within[1]
        span, score = Span(mark.column, mark.end), 0.3 if is_at_edge else 0.7
        found.append(Found((span,), "Issue", "unbalanced", score, {"issue_type": "source-error"}))
    return Recognised(tuple(found))


@lru_cache(maxsize=1)
def _readings(text: str) -> tuple[tuple[Span, _Reading], ...]:
    """Each paragraph with how its marks are read; asked for what they hold, and for what is left over."""
    ends = [*PARAGRAPH_END.finditer(text)]
    starts = [0, *(end.end() for end in ends)]
    spans = [Span(start, end) for start, end in zip(starts, [*(end.start() for end in ends), len(text)], strict=True)]
    return tuple((span, _read(list(_marks(text, span)))) for span in spans)


def _joined(readings: Sequence[tuple[Span, _Reading]]) -> tuple[list[_Reading], list[tuple[tuple[Span, ...], str]]]:
    """The readings without the marks of quotations over several paragraphs, and those with their families."""
    rest = [reading for _, reading in readings]
    continued: list[tuple[tuple[Span, ...], str]] = []
    begun: list[tuple[int, _Mark]] = []
    for number, (span, reading) in enumerate(readings):
        again = reading.unclosed[:1]
        closing = next((mark for mark in reading.unopened if begun and mark.family == begun[0][1].family), None)
        is_again = bool(begun and again and again[0].family == begun[0][1].family and _begins(span, again[0]))
        reopened = next((pair for pair in reading.pairs if begun and _begins_as(span, pair, begun[0][1])), None)
        if begun and is_again:
            begun.append((number, again[0]))
            continue
        if begun and (reopened is not None or closing is not None):
            end = closing if reopened is None or closing is not None else reopened.closing
            fragments = [Span(mark.end, readings[at][0].end) for at, mark in begun]
            # A paragraph between them, or the last one, may go on without a mark of its own.
            begin = reopened.opening.end if reopened is not None and end is reopened.closing else span.start
            fragments += [readings[at][0] for at in range(begun[-1][0] + 1, number)]
            assert end is not None
            fragments.append(Span(begin, end.column))
            continued.append((tuple(fragments), begun[0][1].family))
            for at, mark in begun:
                rest[at] = rest[at]._replace(unclosed=tuple(one for one in rest[at].unclosed if one is not mark))
            rest[number] = rest[number]._replace(
                pairs=tuple(pair for pair in reading.pairs if pair.closing is not end),
                unopened=tuple(mark for mark in reading.unopened if mark is not end),
            )
            begun = []
        if rest[number].unclosed or not begun or number - begun[-1][0] > UNMARKED:
            begun = [(number, mark) for mark in rest[number].unclosed[-1:]]
    return rest, continued


def _begins(span: Span, mark: _Mark) -> bool:
    return mark.column <= span.start + 2


def _begins_as(span: Span, pair: _Pair, mark: _Mark) -> bool:
    return pair.opening.sign == mark.sign and _begins(span, pair.opening)


def _marks(text: str, within: Span) -> Iterator[_Mark]:
    for match in _MARK.finditer(text, *within):
        mark = _weighed(text, within, match)
        if mark is not None:
            yield mark


def _weighed(text: str, within: Span, match: re.Match[str]) -> _Mark | None:
    """What it costs that a mark opens, closes or does nothing; None where it is no mark."""
    sign, column, end = match[0], match.start(), match.end()
    family = _FAMILIES[sign]
    before, after = _visible(text, column - 1, -1, within), _visible(text, end, 1, within)
    if family == "single" and _is_apostrophe(text, sign, before, after, end):
        return None
    if sign == '"' and _HEBREW.match(before) and _is_gershayim(text, column):
        return None
    opening, closing = _by_context(text, column, before, after)
    leaving = LEFT_OVER
    if sign in _OPENS or sign in _CLOSES:
        as_typed, turned = (opening, closing) if sign in _OPENS else (closing, opening)
        as_typed = min(as_typed, 0.7) if as_typed > 1 else 0.0
        turned = turned + _TURNED[sign] if sign in _TURNED and turned < 1 else NEVER
        opening, closing = (as_typed, turned) if sign in _OPENS else (turned, as_typed)
    elif family == "double" and before.isdigit():
        leaving = 0.5
    if family == "single":
        if closing == 0 and before in "sS" and after.isspace() and text[end + 1 : end + 2].islower():
            # Of several, as in the boys' house.
            closing = 1.0
            # Left over it is an apostrophe, or the letter ʿayn.
        leaving = 0.3 if sign in "'’" and closing < opening else 0.9
    elif family == "brackets" or sign in ("<<", ">>"):
        leaving = 0.3
    return _Mark(column, end, sign, family, opening, closing, leaving)


def _visible(text: str, place: int, step: int, within: Span) -> str:
    """The next character to one side that shows and is no mark; a blank at the edge of the paragraph."""
    for _ in range(_MOST_LOOKED_AT):
        if not within.contains(place):
            return " "
        character = text[place]
        if character not in _HIDDEN and (character not in _FAMILIES or character in "<>()"):
            return character
        place += step
    return " "


def _is_letter(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character)[0] == "M" or character in "_%٪"


def _is_apostrophe(text: str, sign: str, before: str, after: str, end: int) -> bool:
    if sign not in "'’‘":
        return False
    if _is_letter(before) and _is_letter(after):
        # Arabic has no apostrophe: what stands behind a letter there opens, و'نص'.
        return before.isascii() or after.isascii() or sign != "'"
    return not _is_letter(before) and _ELISIONS.match(text, end) is not None


def _is_gershayim(text: str, column: int) -> bool:
    """Whether a mark behind a Hebrew letter stands in an abbreviation: before its last letter, as in צה"ל."""
    behind = re.compile("[א-ת]+").match(text, column + 1)
    if behind is None:
        return False
    before = re.search("[א-ת]+\\Z", text[max(0, column - _MOST_LOOKED_AT) : column])
    return len(behind[0]) == 1 or (before is not None and len(before[0]) > 2)


def _by_context(text: str, column: int, before: str, after: str) -> tuple[float, float]:
    """What what stands before and behind a mark makes opening and closing cost."""
    blank_before = before.isspace() or before in _OPENERS or before == ":"
    blank_after = after.isspace() or after in _ENDERS
    is_clitic = _is_letter(before) and _CLITICS.search(text[max(0, column - 8) : column]) is not None
    if before == "ـ" or (is_clitic and _is_letter(after)):
        return 0.1, 2.5
    if is_clitic and after.isspace() and text[column - 1 : column] == before:
        # `ب” نص”`: typed by its looks, the blank on its inner side.
        return 0.6, 0.8
    if blank_before and blank_after:
        return 0.5, 0.5
    if blank_before:
        return 0.0, NEVER if before in "([{" else 3.0
    if blank_after:
        return 3.0, 0.0
    if _is_letter(before):
        # Behind a closing mark a bracket begins as often as a letter: "…"[9].
        return (0.8, 1.0) if _is_letter(after) else (2.0, 0.0)
    return (0.3, 0.7) if before in ",،؛;" else (0.6, 0.6)


class _State(NamedTuple):
    """One way to read the marks so far."""

    cost: float
    open: tuple[int, ...]
    """What is open, by the numbers of the marks."""
    done: tuple[Any, ...] | None
    """What the latest mark did and all before it: (number, number of the mark it closes or None, the state before)."""


def _read(marks: list[_Mark]) -> _Reading:
    states = [_State(0.0, (), None)]
    for number, mark in enumerate(marks):
        best: dict[tuple[int, ...], _State] = {}
        for state in states:
            for following in _steps(marks, number, mark, state):
                known = best.get(following.open)
                if known is None or following.cost < known.cost:
                    best[following.open] = following
        states = sorted(best.values(), key=lambda state: state.cost)[:WIDTH]
    last = min(states, key=lambda state: state.cost + sum(marks[one].leaving for one in state.open))
    pairs: list[_Pair] = []
    did = last.done
    unopened: list[_Mark] = []
    while did is not None:
        number, opened, did = did
        if opened is None:
            unopened.append(marks[number])
        else:
            pairs.append(_Pair(marks[opened], marks[number]))
    unclosed = [marks[number] for number in last.open]
    left = sorted(mark for mark in unopened if mark.leaving >= 1)
    return _Reading(
        tuple(sorted(pairs)),
        tuple(sorted([*(mark for mark in unclosed if mark.leaving >= 1), *(one for one in left if _is_opener(one))])),
        tuple(one for one in left if not _is_opener(one)),
    )


def _is_opener(mark: _Mark) -> bool:
    return mark.opening < mark.closing


def _steps(marks: list[_Mark], number: int, mark: _Mark, state: _State) -> Iterator[_State]:
    yield _State(state.cost + mark.leaving, state.open, (number, None, state.done))
    if len(state.open) < DEEPEST and mark.opening < NEVER:
        same = any(marks[one].family == mark.family for one in state.open)
        nested = 0.0 if not state.open else NESTED if same else NESTED_OTHERWISE
        yield _State(state.cost + mark.opening + nested, (*state.open, number), state.done)
    if state.open and mark.closing < NEVER:
        opened = marks[state.open[-1]]
        is_like = opened.family == mark.family
        if is_like or (opened.sign in _MIXED and mark.sign in _MIXED):
            unlike = (0.0 if _belong(opened.sign, mark.sign) else UNLIKE) if is_like else MIXED
            # Of two readings that cost the same, the one with the shorter quotations.
            length = min(mark.column - opened.end, 1 << 16) / (1 << 20)
            yield _State(
                state.cost + mark.closing + unlike + length, state.open[:-1], (number, state.open[-1], state.done)
            )


_BELONGING = {
    "«": "»",
    "»": "«",
    "“": "”",
    "”": "“",
    "„": "“”",
    "‹": "›",
    "›": "‹",
    "‘": "’",
    "‚": "‘’",
    "﴿": "﴾",
    "《": "》",
}


def _belong(opening: str, closing: str) -> bool:
    return opening == closing or closing in _BELONGING.get(opening, "") or len(opening) == 2


def _found(text: str, spans: tuple[Span, ...], family: str) -> Found | None:
    trimmed = tuple(span for span in (_trimmed(text, span) for span in spans) if span.length)
    if not trimmed or (family == "brackets" and not _IS_TEXT.match(text, *trimmed[0])):
        return None
    score, kind = _kind(text, trimmed, spans[0].start, family)
    attributes: Mapping[str, Any] = NOTHING if kind is None else {"quote_type": kind}
    return Found(trimmed, "Quote", ORIGIN, score, attributes)


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and (text[start].isspace() or text[start] in _HIDDEN):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _HIDDEN):
        end -= 1
    return Span(start, end)


def _kind(text: str, spans: tuple[Span, ...], begin: int, family: str) -> tuple[float, str | None]:
    """How likely it is what somebody said, and whether its very words."""
    if family == "verse":
        return 0.95, "direct"
    words = len(_WORD.findall(text[spans[0].start : min(spans[0].end, spans[0].start + 400)]))
    lead = text[max(0, begin - 24) : max(0, begin - 1)]
    if family == "brackets":
        return (0.6, "direct") if words > 3 else (0.2, None)
    introduced = _INTRODUCED.search(lead)
    if len(spans) > 1 or words >= 12 or (introduced is not None and words >= 3):
        return 0.95, "direct"
    if introduced is not None and introduced[0].strip() == ":":
        return 0.7, "direct"
    if words >= 7 or (words >= 4 and _SENTENCE_END.search(text[spans[0].start : spans[0].end])):
        return 0.85, "direct"
    if words >= 4:
        return 0.6, "mixed"
    if words == 3 or _PART_OF_SENTENCE.search(lead):
        return 0.4, "mixed"
    return 0.25, None
