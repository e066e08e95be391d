"""What a marker's `ref` says, taken apart: `9, 11-13` are two references, `Smith 2020; Jones 2021` too.

Apart from what writes a `ref` (`citations`), as who only shows it need not know how markers are found.
"""

from __future__ import annotations

import re

_NUMBERS = r"[\d, -]+"
_NUMBERS_APART = r"[,،;؛]|(?<=\d) ?(?:و|and) ?(?=\d)"
_APART = r"[;؛]"


_REQUESTS = frozenset({"needed", "who", "when", "where", "clarify", "dubious"})


def is_request(ref: object) -> bool:
    """Whether a `ref` names no reference but asks for one: that of `[citation needed]`."""
    return ref in _REQUESTS


def refs(ref: str) -> list[str]:
    """The references that a `ref` names, one by one."""
    parts = ref.split("," if re.fullmatch(_NUMBERS, ref) else ";")
    return [part.strip() for part in parts if part.strip()]


def ref_at(ref: str, before: str) -> int:
    """Which of the references a marker names is the one at a place in it, by what stands in it before that."""
    apart = _NUMBERS_APART if re.fullmatch(_NUMBERS, ref) else _APART
    return max(0, min(len(re.findall(apart, before)), len(refs(ref)) - 1))
