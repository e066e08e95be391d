"""How many characters must be put in, taken out or replaced: Levenshtein's distance, a row of the table at a time.

Myers, "A fast bit-vector algorithm for approximate string matching based on dynamic programming" (1999), in the
form of Hyyrö (2003): a column of the table is two integers of as many bits as the pattern has characters.
"""

from __future__ import annotations


def distances(pattern: str, text: str, *, anchored: bool = False) -> list[int]:
    """For each end from 0 to `len(text)` the least distance from `pattern` to a piece of `text` that ends there.

    `anchored`: the piece begins where the text does, so that the last number is the distance of the two. Takes
    time in proportion to `len(text)`, and to `len(pattern)` for patterns of more than some hundred characters.
    """
    size = len(pattern)
    if not size:
        return list(range(len(text) + 1)) if anchored else [0] * (len(text) + 1)
    places: dict[str, int] = {}
    for number, character in enumerate(pattern):
        places[character] = places.get(character, 0) | 1 << number
    every, last, first = (1 << size) - 1, 1 << (size - 1), int(anchored)
    plus, minus, score = every, 0, size
    found = [score]
    for character in text:
        equal = places.get(character, 0)
        down = equal | minus
        across = (((equal & plus) + plus) ^ plus) | equal
        more, less = minus | ~(across | plus), plus & across
        if more & last:
            score += 1
        elif less & last:
            score -= 1
        more, less = more << 1 | first, less << 1
        plus, minus = (less | ~(down | more)) & every, more & down & every
        found.append(score)
    return found


def distance(one: str, other: str) -> int:
    """The distance of two texts."""
    shorter, longer = sorted((one, other), key=len)
    start = 0
    while start < len(shorter) and shorter[start] == longer[start]:
        start += 1
    end = 0
    while end < len(shorter) - start and shorter[-1 - end] == longer[-1 - end]:
        end += 1
    return distances(shorter[start : len(shorter) - end], longer[start : len(longer) - end], anchored=True)[-1]
