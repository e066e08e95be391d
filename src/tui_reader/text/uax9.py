"""Embedding levels by our own reading of UAX #9: the second opinion on python-bidi, and its stand-in.

The rules stand in the order of the standard, one function each, so that they can be read beside it. Input is
one paragraph; output is one level per code point, before L1. Characters that X9 removes get the level of the
character before them (section 5.2, "retaining BNs and explicit formatting characters").
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.text.ucd import CLOSING_BRACKET, UNASSIGNED_BIDI_CLASS

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_DEPTH = 125
"""BD2."""
MAX_BRACKET_STACK = 63
"""BD16."""

REMOVED_BY_X9 = frozenset({"RLE", "LRE", "RLO", "LRO", "PDF", "BN"})
ISOLATE_INITIATORS = frozenset({"LRI", "RLI", "FSI"})
NEUTRAL_OR_ISOLATE = frozenset({"B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI"})
STRONG_AS_RTL = frozenset({"R", "EN", "AN"})
"""What counts as R where neutrals are resolved (N0 to N2)."""

_CANONICAL = {"\u2329": "\u3008", "\u232a": "\u3009"}
"""Brackets that are canonically equivalent to others and pair with them (BD16)."""
_CLOSING = {_CANONICAL.get(o, o): _CANONICAL.get(c, c) for o, c in CLOSING_BRACKET.items()}
_BRACKETS = frozenset(CLOSING_BRACKET) | frozenset(CLOSING_BRACKET.values())


class _BidiClasses(dict[str, str]):
    """Bidi_Class of a character, looked up once."""

    def __missing__(self, character: str) -> str:
        found = unicodedata.bidirectional(character) or _class_of_unassigned(ord(character))
        self[character] = found
        return found


def _class_of_unassigned(code_point: int) -> str:
    noncharacter = code_point & 0xFFFE == 0xFFFE or 0xFDD0 <= code_point <= 0xFDEF
    if noncharacter or 0xE0000 <= code_point <= 0xE0FFF or 0xFFF0 <= code_point <= 0xFFF8:
        return "BN"
    for low, high, name in UNASSIGNED_BIDI_CLASS:
        if low <= code_point <= high:
            return name
    return "L"


BIDI_CLASS = _BidiClasses()


class _Sequence(NamedTuple):
    """An isolating run sequence (BD13): the columns it holds, and the types around it (X10)."""

    columns: list[int]
    level: int
    sos: str
    eos: str


def levels(text: str, base_level: int) -> list[int]:
    """The embedding level of each code point of one paragraph, before L1.

    `text` holds no paragraph separator but perhaps a last one; `base_level` is 0 or 1.
    """
    originals = [BIDI_CLASS[character] for character in text]
    found = list(originals)
    embedding = _explicit(originals, found, base_level)
    for sequence in _isolating_run_sequences(originals, embedding, base_level):
        types = [found[column] for column in sequence.columns]
        _weak(types, sequence.sos)
        _brackets(text, types, originals, sequence)
        _neutral(types, sequence)
        for column, kind in zip(sequence.columns, types, strict=True):
            embedding[column] = _implicit(sequence.level, kind)
    _fill_removed(originals, embedding, base_level)
    return embedding


def first_strong(text: str) -> int | None:
    """0 or 1 by the first L, R or AL outside isolates (P2, P3); None where there is none."""
    depth = 0
    for character in text:
        kind = BIDI_CLASS[character]
        if kind in ISOLATE_INITIATORS:
            depth += 1
        elif kind == "PDI":
            depth = max(0, depth - 1)
        elif depth == 0:
            if kind == "L":
                return 0
            if kind in ("R", "AL"):
                return 1
            if kind == "B":
                return None
    return None


def _matching_pdi(originals: Sequence[str]) -> dict[int, int]:
    """Column of each isolate initiator to the column of its PDI, where it has one (BD9)."""
    matches: dict[int, int] = {}
    open_initiators: list[int] = []
    for column, kind in enumerate(originals):
        if kind in ISOLATE_INITIATORS:
            open_initiators.append(column)
        elif kind == "PDI" and open_initiators:
            matches[open_initiators.pop()] = column
    return matches


def _fsi_is_rtl(originals: Sequence[str], start: int, end: int) -> bool:
    """P2 and P3 on what stands between an FSI and its PDI (X5c)."""
    depth = 0
    for kind in originals[start:end]:
        if kind in ISOLATE_INITIATORS:
            depth += 1
        elif kind == "PDI":
            depth -= 1
        elif depth == 0 and kind in ("L", "R", "AL"):
            return kind != "L"
    return False


def _explicit(originals: Sequence[str], found: list[str], base_level: int) -> list[int]:
    """X1 to X8: levels by embeddings, overrides and isolates; overrides change `found`."""
    if not any(k in REMOVED_BY_X9 or k in ISOLATE_INITIATORS or k == "PDI" for k in originals):
        return [base_level] * len(originals)
    matches = _matching_pdi(originals)
    stack: list[tuple[int, str | None, bool]] = [(base_level, None, False)]
    overflow_isolates = overflow_embeddings = valid_isolates = 0
    result: list[int] = []
    for column, kind in enumerate(originals):
        level, override, _ = stack[-1]
        result.append(level)
        if kind in ("RLE", "LRE", "RLO", "LRO"):  # X2 to X5
            deeper = _next_level(level, odd=kind[0] == "R")
            if deeper <= MAX_DEPTH and not overflow_isolates and not overflow_embeddings:
                stack.append((deeper, kind[0] if kind[2] == "O" else None, False))
            elif not overflow_isolates:
                overflow_embeddings += 1
        elif kind in ISOLATE_INITIATORS:  # X5a to X5c
            if override:
                found[column] = override
            overflow = overflow_isolates or overflow_embeddings
            # An overflowing isolate needs no direction, and looking for it in each would take quadratic time.
            rtl = kind == "RLI" or (
                kind == "FSI"
                and not overflow
                and _fsi_is_rtl(originals, column + 1, matches.get(column, len(originals)))
            )
            deeper = _next_level(level, odd=rtl)
            if deeper <= MAX_DEPTH and not overflow:
                valid_isolates += 1
                stack.append((deeper, None, True))
            else:
                overflow_isolates += 1
        elif kind == "PDI":  # X6a
            if overflow_isolates:
                overflow_isolates -= 1
            elif valid_isolates:
                overflow_embeddings = 0
                while not stack[-1][2]:
                    stack.pop()
                stack.pop()
                valid_isolates -= 1
            level, override, _ = stack[-1]
            result[column] = level
            if override:
                found[column] = override
        elif kind == "PDF":  # X7
            if not overflow_isolates:
                if overflow_embeddings:
                    overflow_embeddings -= 1
                elif not stack[-1][2] and len(stack) > 1:
                    stack.pop()
        elif kind == "B":  # X8
            result[column] = base_level
        elif kind != "BN" and override:  # X6
            found[column] = override
    return result


def _next_level(level: int, *, odd: bool) -> int:
    return (level + 1) | 1 if odd else (level + 2) & ~1


def _isolating_run_sequences(originals: Sequence[str], embedding: Sequence[int], base_level: int) -> list[_Sequence]:
    """X10 with BD13: level runs joined across isolates, with the type before and after each sequence."""
    kept = [c for c, kind in enumerate(originals) if kind not in REMOVED_BY_X9]
    if not kept:
        return []
    runs: list[list[int]] = []
    place: dict[int, int] = {}
    """Order of each kept column among the kept ones."""
    for order, column in enumerate(kept):
        place[column] = order
        if runs and embedding[runs[-1][-1]] == embedding[column]:
            runs[-1].append(column)
        else:
            runs.append([column])
    matches = _matching_pdi(originals)
    closing = set(matches.values())
    run_that_starts = {run[0]: run for run in runs}
    sequences: list[_Sequence] = []
    for run in runs:
        if run[0] in closing:
            continue
        columns = list(run)
        while originals[columns[-1]] in ISOLATE_INITIATORS and columns[-1] in matches:
            columns += run_that_starts[matches[columns[-1]]]
        level = embedding[columns[0]]
        before, after = place[columns[0]] - 1, place[columns[-1]] + 1
        level_before = embedding[kept[before]] if before >= 0 else base_level
        unmatched = originals[columns[-1]] in ISOLATE_INITIATORS
        level_after = embedding[kept[after]] if after < len(kept) and not unmatched else base_level
        sequences.append(
            _Sequence(columns, level, _direction(max(level, level_before)), _direction(max(level, level_after)))
        )
    return sequences


def _direction(level: int) -> str:
    return "R" if level & 1 else "L"


def _weak(types: list[str], sos: str) -> None:
    """W1 to W7, in place."""
    previous = sos
    for i, kind in enumerate(types):  # W1
        if kind == "NSM":
            types[i] = "ON" if previous in ISOLATE_INITIATORS or previous == "PDI" else previous
        previous = types[i]
    strong = sos
    for i, kind in enumerate(types):  # W2, W3
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            types[i] = "AN"
    for i, kind in enumerate(types):
        if kind == "AL":
            types[i] = "R"
    for i in range(1, len(types) - 1):  # W4
        if types[i] in ("ES", "CS"):
            before, after = types[i - 1], types[i + 1]
            if before == after and (before == "EN" or (before == "AN" and types[i] == "CS")):
                types[i] = before
    i = 0
    while i < len(types):  # W5, W6
        if types[i] != "ET":
            i += 1
            continue
        start = i
        while i < len(types) and types[i] == "ET":
            i += 1
        beside_number = (start > 0 and types[start - 1] == "EN") or (i < len(types) and types[i] == "EN")
        types[start:i] = ["EN" if beside_number else "ON"] * (i - start)
    strong = sos
    for i, kind in enumerate(types):  # W6, W7
        if kind in ("ES", "CS"):
            types[i] = "ON"
        elif kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            types[i] = "L"


def _bracket_pairs(text: str, types: Sequence[str], columns: Sequence[int]) -> list[tuple[int, int]]:
    """BD16: pairs as places in the sequence, by opening bracket."""
    pairs: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    for i, column in enumerate(columns):
        character = text[column]
        if character not in _BRACKETS or types[i] != "ON":
            continue
        character = _CANONICAL.get(character, character)
        if character in _CLOSING:
            if len(stack) == MAX_BRACKET_STACK:
                break
            stack.append((_CLOSING[character], i))
            continue
        for depth in range(len(stack) - 1, -1, -1):
            if stack[depth][0] == character:
                pairs.append((stack[depth][1], i))
                del stack[depth:]
                break
    return sorted(pairs)


def _brackets(text: str, types: list[str], originals: Sequence[str], sequence: _Sequence) -> None:
    """N0, in place."""
    embedding = _direction(sequence.level)
    columns = sequence.columns
    for opening, closing in _bracket_pairs(text, types, columns):
        inside = {_strong_for_neutrals(kind) for kind in types[opening + 1 : closing]}
        if embedding in inside:
            resolved = embedding
        elif inside & {"L", "R"}:
            before = next(
                (s for i in range(opening - 1, -1, -1) if (s := _strong_for_neutrals(types[i]))), sequence.sos
            )
            resolved = before if before != embedding else embedding
        else:
            continue
        for bracket in (opening, closing):
            types[bracket] = resolved
            for i in range(bracket + 1, len(types)):
                if originals[columns[i]] != "NSM":
                    break
                types[i] = resolved


def _strong_for_neutrals(kind: str) -> str | None:
    if kind == "L":
        return "L"
    return "R" if kind in STRONG_AS_RTL else None


def _neutral(types: list[str], sequence: _Sequence) -> None:
    """N1 and N2, in place."""
    i = 0
    while i < len(types):
        if types[i] not in NEUTRAL_OR_ISOLATE:
            i += 1
            continue
        start = i
        while i < len(types) and types[i] in NEUTRAL_OR_ISOLATE:
            i += 1
        before = _strong_for_neutrals(types[start - 1]) if start else sequence.sos
        after = _strong_for_neutrals(types[i]) if i < len(types) else sequence.eos
        resolved = before if before and before == after else _direction(sequence.level)
        types[start:i] = [resolved] * (i - start)


def _implicit(level: int, kind: str) -> int:
    """I1 and I2."""
    if level & 1:
        return level if kind == "R" else level + 1
    return level + 1 if kind == "R" else level + 2 if kind in ("AN", "EN") else level


def _fill_removed(originals: Sequence[str], embedding: list[int], base_level: int) -> None:
    before = base_level
    for column, kind in enumerate(originals):
        if kind in REMOVED_BY_X9:
            embedding[column] = before
        else:
            before = embedding[column]
