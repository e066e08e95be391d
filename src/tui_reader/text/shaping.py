"""Clusters: what one step of the caret covers, with what the terminal is sent for it and how wide that is.

A cluster is a base character with the marks, joiners and hidden controls that belong to it; a lam-alef; or an
emoji sequence. It is atomic in everything that follows (order, wrapping, painting, offsets), which is why a
mark never leaves its base. Joining (`joining`) is decided on source text in logical order, within one embedding
level. Words are shaped one by one and kept.

Where the terminal is to join (`Display.joined`), letters are sent as they are, each a cluster, and a ZWNJ behind a
letter that must not join the next. A ZWJ is never sent: `rich.cells` leaves out what follows it.

Where hidden characters are to be seen (`Display.hidden`), each is a cluster of its own (`hidden`), behind the one it
belongs to else; forms and order are the same.
"""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum
from functools import cache, lru_cache, partial
from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from tui_reader.text.bidi import LEVEL_RUN
from tui_reader.text.display import Display, usual_display
from tui_reader.text.joining import FINAL, JOINING, LAM, LAM_ALEF, MEDIAL, TATWEEL, forms, presentation_form
from tui_reader.text.sanitise import MAX_MARKS, heap, is_control, is_noncharacter, picture
from tui_reader.text.uax9 import BIDI_CLASS, REMOVED_BY_X9
from tui_reader.text.ucd import MIRRORED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence


class Kind(IntEnum):
    """What a cluster is to wrapping and to L1."""

    ORDINARY = 0
    SPACE = 1
    """White space (bidi class WS) that may hang at the end of a line."""
    TAB = 2
    LINE_SEPARATOR = 3
    """U+2028: ends the line, not the paragraph."""
    SEPARATOR = 4
    """A control of bidi class S or B, shown as a picture."""
    BREAK_AFTER = 5
    """Ordinary, and a line may end behind it."""
    GLUE = 6
    """White space that no line may end at: a no-break space."""
    INERT = 7
    """Ordinary to wrapping but white space to L1: a figure space, or a picture of what X9 removes (BN)."""


class Role(IntEnum):
    """What one character does to the cluster it meets."""

    BASE = 0
    """Begins a cluster."""
    EXTEND = 1
    """Zero cells wide and shown on the character before: marks, conjoining jamo."""
    HIDDEN = 2
    """Joiners, bidi controls, other default-ignorable characters: not sent, at most a sign instead or a ZWNJ."""
    CONTROL = 3
    """Begins a cluster that nothing extends: tab, controls, U+2028, U+2029."""
    PICTOGRAPH = 4
    """Begins a cluster, or goes on with an emoji sequence behind a ZWJ."""
    REGIONAL = 5
    """Begins a cluster, or completes a flag."""
    MODIFIER = 6
    """A skin tone: extends an emoji, else a base."""


_SEEN_THROUGH = frozenset({Role.HIDDEN, Role.EXTEND})

ZWNJ, ZWJ, NBSP = "\u200c", "\u200d", "\u00a0"
VARIATION_16 = "\ufe0f"
_WORD = re.compile("[^ ]+ *| +")
_CACHED_LENGTH = 64
"""Longer stretches (code points) than this hardly come twice."""
_LETTERS, _MARKS = "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5", "\u064b-\u065f\u0670"
_SIMPLE = re.compile(
    f"((?:[{_LETTERS}\u0640!-~\u00ab\u00bb\u060c\u061b\u061f\u0660-\u066d\u05d0-\u05ea\u06f0-\u06f9]"
    f"[{_MARKS}]{{0,{MAX_MARKS // 2}}})+)( *)"
)
"""A word in which every character that is not a mark is a cluster of its own, ordinary and one cell wide.

No letter has so many marks that a lam and its alef could have too many together.
"""
_MARKED = re.compile(f"(?s).[{_MARKS}]*")
_NO_MARKS = dict.fromkeys([*range(0x064B, 0x0660), 0x0670])
PREPENDED = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
"""Format characters that are signs to be seen (Prepended_Concatenation_Mark)."""
_ZWSP, _LINE_SEPARATOR, _PARAGRAPH_SEPARATOR, _REPLACEMENT = "\u200b", "\u2028", "\u2029", "\ufffd"
_NON_BREAKING_SPACES = frozenset("\u00a0\u202f")
_FIGURE_SPACE = "\u2007"
_NOT_AT_LINE_START = frozenset(
    "!%),.:;?]}\u3001\u3002\u3009\u300b\u300d\u300f\u3011\u3015\u30fb\u30fc\uff01\uff09\uff0c\uff0e\uff1a\uff1b\uff1f"
)
_NOT_AT_LINE_END = frozenset("([{\u3008\u300a\u300c\u300e\u3010\u3014\uff08")


class Clusters(NamedTuple):
    """The clusters of a stretch of text, in logical order. The sequences run side by side."""

    starts: Sequence[int]
    """Column (code points) at which each cluster begins."""
    glyphs: Sequence[str]
    """What the terminal is sent: mirrored, joined or raw, without any hidden character but a ZWNJ. May be empty."""
    widths: Sequence[int]
    """Cells, by `rich.cells`, which Textual measures with. 0 for a tab: its width depends on the line."""
    kinds: bytes
    """A `Kind` for each."""
    levels: bytes
    """Embedding level of each cluster's base, before L1."""

    def part(self, first: int, last: int) -> Clusters:
        """The clusters with the numbers first <= number < last; columns stay as they are."""
        chosen = slice(first, last)
        return Clusters(
            self.starts[chosen], self.glyphs[chosen], self.widths[chosen], self.kinds[chosen], self.levels[chosen]
        )

    @staticmethod
    def joined(parts: Iterable[Clusters]) -> Clusters:
        """Stretches of one paragraph, one behind the other, as one."""
        stretches = list(parts)
        return Clusters(
            list(chain.from_iterable(part.starts for part in stretches)),
            list(chain.from_iterable(part.glyphs for part in stretches)),
            list(chain.from_iterable(part.widths for part in stretches)),
            b"".join(part.kinds for part in stretches),
            b"".join(part.levels for part in stretches),
        )


Shape = tuple[tuple[int, ...], tuple[str, ...], tuple[int, ...], bytes, bytes]
"""Of each cluster of a stretch: its length (code points), glyph, width, kind and level, as in `Clusters`.

Nothing but tuples, strings and bytes: the garbage collector need not look into the many that are kept.
"""


class _Roles(dict[str, Role]):
    def __missing__(self, character: str) -> Role:
        self[character] = found = _role(character)
        return found


def _role(character: str) -> Role:
    code = ord(character)
    if is_control(character) or character in (_LINE_SEPARATOR, _PARAGRAPH_SEPARATOR):
        return Role.CONTROL
    category = unicodedata.category(character)
    if character in PREPENDED:
        return Role.BASE
    if (
        category == "Cf"
        or character in "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"
        or 0x180B <= code <= 0x180F
        or 0xFE00 <= code <= 0xFE0F
        or 0xE0000 <= code <= 0xE0FFF
    ):
        return Role.HIDDEN
    if 0x1F1E6 <= code <= 0x1F1FF:
        return Role.REGIONAL
    if 0x1F3FB <= code <= 0x1F3FF:
        return Role.MODIFIER
    if category in ("Mn", "Me", "Mc") or (cell_len(character) == 0 and category != "Cs"):
        return Role.EXTEND
    if category == "So" or 0x1F000 <= code <= 0x1FAFF:
        return Role.PICTOGRAPH
    return Role.BASE


_ROLE = _Roles()


def role_of(character: str) -> Role:
    """What a character does to the cluster it meets."""
    return _ROLE[character]


def clusters(text: str, levels: bytes, display: Display | None = None) -> Clusters:
    """The clusters of one paragraph (without the newline that ends it), given its embedding levels.

    Every column of `text` lies in exactly one cluster. Hidden characters belong to the cluster before them,
    at the beginning of the paragraph to the one after. One that keeps apart what stands on both sides, as an RLM
    between numbers, is a cluster without width.
    """
    display = usual_display() if display is None else display
    shape_run, shape_long_run = _shapers(display)
    shapes: list[Shape] = []
    for start, end, level in _runs(text, levels):
        shape = shape_run if end - start <= _CACHED_LENGTH else shape_long_run
        after_joiner = start > 0 and text[start - 1] != " " and _follows_joiner(text, start)
        shapes.append(shape(text[start:end], level, after_joiner))
    lengths, glyphs, widths, kinds, found_levels = zip(*shapes, strict=True) if shapes else ((),) * 5
    together = chain.from_iterable
    found = Clusters(
        list(accumulate(together(lengths), initial=0))[:-1],
        list(together(glyphs if display.joined else map(_kept_apart, glyphs, (*glyphs[1:], ())))),
        list(together(widths)),
        b"".join(kinds),
        b"".join(found_levels),
    )
    if not (display.hidden and text):
        return found
    # Who sees what is usual has no need of the signs.
    from tui_reader.text.hidden import with_signs

    return with_signs(text, levels, found)


def _kept_apart(glyphs: tuple[str, ...], following: tuple[str, ...]) -> tuple[str, ...]:
    """What is sent raw for a stretch, so that its last letter does not join a letter of the one behind it.

    Between letters there is such an edge only where the level changes.
    """
    if following and glyphs[-1][:1] in JOINING and following[0][:1] in JOINING and glyphs[-1][-1] != ZWNJ:
        return (*glyphs[:-1], glyphs[-1] + ZWNJ)
    return glyphs


def _follows_joiner(text: str, column: int) -> bool:
    """Whether a ZWJ stands before a column, with nothing between that joining does not see through."""
    before = column - 1
    while before >= 0 and _ROLE[text[before]] in _SEEN_THROUGH:
        if text[before] == ZWJ:
            return True
        if _stops_joining(text[before]):
            return False
        before -= 1
    return False


def _stops_joining(hidden: str) -> bool:
    """Whether a hidden character has Joining_Type U: ZWNJ and the isolate controls."""
    return hidden == ZWNJ or "\u2066" <= hidden <= "\u2069"


def _first_shown(text: str) -> int:
    column = 0
    while column < len(text) and _ROLE[text[column]] is Role.HIDDEN:
        column += 1
    return column


def _runs(text: str, levels: bytes) -> Iterator[tuple[int, int, int]]:
    """Stretches (start and end column, level) that can be shaped by themselves: words of one level, with their spaces.

    No stretch begins with a character that belongs to the cluster before it.
    """
    shown = _first_shown(text)
    if shown == len(text):
        if text:
            yield 0, shown, levels[0]
        return
    # Where the stretch at hand begins; hidden characters before the first shown one go with it.
    start = 0
    levels = _levels_of_clusters(text, levels, shown)
    for run in LEVEL_RUN.finditer(levels, shown):
        first, end = run.span()
        level = levels[first]
        for word in _WORD.finditer(text, first, end):
            begins = word.start()
            if begins == first:
                continue
            if _ROLE[text[begins]] in _SEEN_THROUGH:
                begins = _end_of_extension(text, begins, end)
            if begins < end:
                yield start, begins, level
                start = begins
        yield start, end, level
        start = end


def _levels_of_clusters(text: str, levels: bytes, shown: int) -> bytes:
    """The levels, with those of characters that belong to the cluster before them made equal to its level."""
    changed: bytearray | None = None
    end = shown
    for run in LEVEL_RUN.finditer(levels, shown):
        start = run.start()
        # A heap of marks and controls has many runs, and is gone through once.
        if start > shown and start >= end and _belongs_to_previous(text, start):
            changed = bytearray(levels) if changed is None else changed
            end = _end_of_extension(text, start, len(text))
            apart = _divider(text, levels, start, end) if end < len(text) else end
            if apart < end and not levels[apart] < min(changed[start - 1], levels[end]):
                apart = end
            changed[start:apart] = changed[start - 1 : start] * (apart - start)
            changed[apart:end] = levels[apart : apart + 1] * (end - apart)
    return levels if changed is None else bytes(changed)


def _divider(text: str, levels: bytes, start: int, end: int) -> int:
    """The column of the hidden character with the lowest level, behind which no mark stands; `end` for none.

    Where its level is lower than that of both its neighbours, L2 does not reverse these as one.
    """
    lowest = end
    for column in range(start, end):
        if _ROLE[text[column]] is not Role.HIDDEN:
            lowest = end
        elif BIDI_CLASS[text[column]] not in REMOVED_BY_X9 and (lowest == end or levels[column] < levels[lowest]):
            lowest = column
    return lowest


def _belongs_to_previous(text: str, column: int) -> bool:
    role = _ROLE[text[column]]
    if role is Role.HIDDEN:
        return True
    return role is Role.EXTEND and _ROLE[text[column - 1]] is not Role.CONTROL


def _end_of_extension(text: str, column: int, end: int) -> int:
    while column < end and _belongs_to_previous(text, column):
        column += 1
    return column


@cache
def _shapers(display: Display) -> tuple[Callable[[str, int, bool], Shape], Callable[[str, int, bool], Shape]]:
    """`_shape_run` for one way of showing text, with a cache of its own and without one."""
    shape_run = partial(_shape_run, display)
    return lru_cache(maxsize=1 << 13)(shape_run), shape_run


def _shape_run(display: Display, text: str, level: int, after_joiner: bool) -> Shape:
    """The clusters of a stretch of one level.

    A ZWJ has no level of its own: one that ends the stretch before (`after_joiner`) joins the first letter.
    """
    simple = None if after_joiner else _SIMPLE.fullmatch(text)
    if simple is not None:
        return _shape_simple(simple[1], len(simple[2]), level, display)
    builder = _Builder(text, level, after_joiner, display)
    for column in range(len(text)):
        builder.add(column)
    return builder.finish()


def _shape_simple(word: str, spaces: int, level: int, display: Display) -> Shape:
    """The same for a word of letters, digits and signs one cell wide, with or without marks, and spaces behind it.

    Nearly every word is one, and what holds for each of its characters need not be asked again.
    """
    bases = word.translate(_NO_MARKS)
    places = forms(bases) if display.joined else ()
    glyphs = list(map(presentation_form, bases, places)) if display.joined else list(bases)
    if level & 1:
        glyphs = [MIRRORED.get(glyph, glyph) for glyph in glyphs]
    lengths = [1] * len(glyphs)
    if len(bases) != len(word):
        marked = _MARKED.findall(word)
        lengths = list(map(len, marked))
        if not display.harakat:
            marked = list(map(_without_harakat, marked))
        glyphs = [glyph + cluster[1:] for glyph, cluster in zip(glyphs, marked, strict=True)]
    # From the end, so that what is still to be done keeps its place.
    for lam in range(len(bases) - 2, -1, -1) if display.joined and LAM in bases else ():
        alef = lam + 1
        if bases[lam] == LAM and bases[alef] in LAM_ALEF:
            ligature = LAM_ALEF[bases[alef]][places[lam] in (MEDIAL, FINAL)]
            glyphs[lam : alef + 1] = [ligature + glyphs[lam][1:] + glyphs[alef][1:]]
            lengths[lam : alef + 1] = [lengths[lam] + lengths[alef]]
    count = len(glyphs)
    return (
        (*lengths, *(1,) * spaces),
        (*glyphs, *(" ",) * spaces),
        (1,) * (count + spaces),
        bytes(count) + bytes((Kind.SPACE,)) * spaces,
        bytes((level,)) * (count + spaces),
    )


class _Builder:
    """Gathers the clusters of one stretch, character by character."""

    def __init__(self, text: str, level: int, after_joiner: bool, display: Display) -> None:
        self.text = text
        self.level = level
        self.display = display
        self.starts: list[int] = []
        self.bases: list[str] = []
        self.tails: list[str] = []
        """What is sent behind each base, of marks no more than may be."""
        self.marks: list[int] = []
        """Number of marks on each base that are to be seen."""
        self.extended: set[int] = set()
        """Clusters of more than a base and hidden characters."""
        self.cut: set[int] = set()
        """Clusters whose letter must not join the next."""
        self.word: list[tuple[str, int]] = [(TATWEEL, -1)] if after_joiner else []
        """Joining letters since the last character that stops joining, each with the cluster it is the base
        of; -1 for a joiner."""
        self.open = False
        """Whether the last cluster can be extended."""
        self.joined_emoji = False
        """Whether the last character was a ZWJ behind a pictograph."""
        self.leading_hidden = False

    def add(self, column: int) -> None:
        character = self.text[column]
        role = _ROLE[character]
        if role is Role.HIDDEN:
            self._add_hidden(column, character)
            return
        goes_on = self.open and (
            role is Role.EXTEND
            or (role is Role.PICTOGRAPH and self.joined_emoji)
            or (role is Role.REGIONAL and self._completes_flag())
            or (role is Role.MODIFIER and _ROLE[self.bases[-1]] is Role.PICTOGRAPH)
        )
        self.joined_emoji = False
        if goes_on:
            self._extend(character, role)
            if self.word and unicodedata.category(character) not in ("Mn", "Me"):
                self._join()  # Spacing marks and jamo are not transparent to joining.
            return
        if self.leading_hidden:
            self.leading_hidden = False
        else:
            self._begin(column)
        self.open = role is not Role.CONTROL
        if role is Role.EXTEND:
            # A mark with no base: the standard's way to show it alone is on a no-break space.
            self.bases[-1] = NBSP
            self._extend(character, role)
        else:
            self.bases[-1] = character
        if character in JOINING:
            self.word.append((character, len(self.bases) - 1))
        elif role is not Role.EXTEND:
            self._join()

    def _begin(self, column: int) -> None:
        self.starts.append(column)
        self.bases.append("")
        self.tails.append("")
        self.marks.append(0)

    def _extend(self, character: str, role: Role) -> None:
        self.extended.add(len(self.bases) - 1)
        if role is Role.EXTEND:
            if not (self.display.harakat or _without_harakat(character)):
                return
            self.marks[-1] += 1
            if self.marks[-1] > MAX_MARKS:
                return
        self.tails[-1] += character

    def _add_hidden(self, column: int, character: str) -> None:
        if not self.bases:
            self._begin(column)
            self.leading_hidden = True
        if character == VARIATION_16 and self.open and not self.tails[-1]:
            self.tails[-1] = character
        elif character == ZWJ:
            self.joined_emoji = self.open and _ROLE[self.bases[-1]] is Role.PICTOGRAPH
            self.word.append((TATWEEL, -1))
        elif _stops_joining(character):
            self._join()
            if self.bases[-1]:
                self.cut.add(len(self.bases) - 1)
        if self.word and self.word[-1][1] >= 0:
            # Transparent to joining (Joining_Type T), but it keeps a lam and an alef apart.
            self.word.append(("", -1))

    def _completes_flag(self) -> bool:
        return _ROLE[self.bases[-1]] is Role.REGIONAL and len(self.bases) - 1 not in self.extended

    def _join(self) -> None:
        """Gives the letters gathered their forms, and makes lam-alefs one cluster."""
        word, self.word = self.word, []
        if not word or not self.display.joined:
            return
        places = forms("".join(letter for letter, _ in word))
        position = 0
        for i, (letter, cluster) in enumerate(word):
            if not letter:
                continue
            place = places[position]
            position += 1
            if cluster < 0 or not self.bases[cluster]:
                continue
            after, alef = word[i + 1] if i + 1 < len(word) else ("", -1)
            if letter == LAM and after in LAM_ALEF and alef == cluster + 1:
                self.bases[cluster] = LAM_ALEF[after][place in (MEDIAL, FINAL)]
                self.tails[cluster] += self.tails[alef]
                self.marks[cluster] += self.marks[alef]
                if alef in self.extended:
                    self.extended.add(cluster)
                self.bases[alef] = self.tails[alef] = ""
            else:
                self.bases[cluster] = presentation_form(letter, place)

    def finish(self) -> Shape:
        self._join()
        starts: list[int] = []
        glyphs: list[str] = []
        kinds: list[Kind] = []
        for number, base in enumerate(self.bases):
            if not base and not self.leading_hidden:
                continue  # The alef of a lam-alef: its lam holds both.
            starts.append(self.starts[number])
            glyphs.append(self._glyph(number))
            kinds.append(_kind(base, number in self.extended))
        self._allow_breaks(starts, kinds)
        lengths = (after - start for start, after in pairwise([*starts, len(self.text)]))
        levels = bytes((self.level,)) * len(starts)
        return tuple(lengths), tuple(glyphs), tuple(map(cell_len, glyphs)), bytes(kinds), levels

    def _glyph(self, number: int) -> str:
        base, marks, rtl = self.bases[number], self.marks[number], bool(self.level & 1)
        if marks > MAX_MARKS:
            return _glyph(base, "", rtl) + heap(marks)
        glyph = _glyph(base, self.tails[number], rtl)
        return glyph + ZWNJ if number in self.cut and base in JOINING and not self.display.joined else glyph

    def _allow_breaks(self, starts: Sequence[int], kinds: list[Kind]) -> None:
        """Marks the ordinary clusters behind which a line may end: ideographs and ZWSP.

        Not hyphens: ranges of numbers and names of several parts are read as one.
        """
        text = self.text
        for i in range(len(starts) - 1):
            last, after = text[starts[i + 1] - 1], text[starts[i + 1]]
            if kinds[i] is not Kind.ORDINARY or after == " ":
                continue
            if last == _ZWSP or (
                (_is_ideographic(text[starts[i]]) or _is_ideographic(after))
                and after not in _NOT_AT_LINE_START
                and last not in _NOT_AT_LINE_END
            ):
                kinds[i] = Kind.BREAK_AFTER


def _without_harakat(text: str) -> str:
    from tui_reader.text.harakat import without_harakat

    return without_harakat(text)


def _is_ideographic(character: str) -> bool:
    return "\u2e80" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff" or character >= "\U00020000"


def _glyph(base: str, tail: str, rtl: bool) -> str:
    if not base or base in ("\t", _LINE_SEPARATOR):
        return ""
    if is_control(base) or base == _PARAGRAPH_SEPARATOR:
        return picture(base)
    if _is_unshowable(base):
        return _REPLACEMENT
    if base.isspace():
        return (NBSP if tail else " ") + tail if cell_len(base) == 1 else base + tail
    return (MIRRORED.get(base, base) if rtl else base) + tail


def _is_unshowable(base: str) -> bool:
    """Lone surrogates, noncharacters, and what has no width by itself (a skin tone without an emoji)."""
    return "\ud800" <= base <= "\udfff" or is_noncharacter(base) or not cell_len(base)


def _kind(base: str, extended: bool) -> Kind:
    if base == "\t":
        return Kind.TAB
    if base == _LINE_SEPARATOR:
        return Kind.LINE_SEPARATOR
    if extended or not base:
        return Kind.ORDINARY
    bidi_class = BIDI_CLASS[base]
    if bidi_class in ("S", "B"):
        return Kind.SEPARATOR
    if bidi_class == "BN" or is_control(base) or base == _FIGURE_SPACE:
        return Kind.INERT
    if base.isspace():
        return Kind.GLUE if base in _NON_BREAKING_SPACES else Kind.SPACE
    return Kind.ORDINARY
