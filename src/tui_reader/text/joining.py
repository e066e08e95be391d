"""Which form each Arabic letter has beside its neighbours.

arabic-reshaper is asked only about bare letters that it knows, one joined part of a word at a time, so its answer
has the part's length; `ucd` says what the form of the letter itself is. What it answers for the parts that nearly
all words are made of is kept here, as importing it takes as long as laying out a screen; the tests ask it again.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from tui_reader.text.ucd import DUAL_JOINING, PRESENTATION_FORMS, RIGHT_JOINING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TATWEEL = "\u0640"
JOINING = DUAL_JOINING | RIGHT_JOINING | frozenset(PRESENTATION_FORMS) | {TATWEEL}
"""Letters that have forms, and the tatweel that others join with."""
LAM = "\u0644"
LAM_ALEF = {
    "\u0622": ("\ufef5", "\ufef6"),
    "\u0623": ("\ufef7", "\ufef8"),
    "\u0625": ("\ufef9", "\ufefa"),
    "\u0627": ("\ufefb", "\ufefc"),
}
"""The alef to the isolated and the final form of its ligature with a lam before it."""

_FORMS_APART = frozenset("\u0649\u067f\u0680\u0683\u0684\u0687\u06a4\u06a6\u06ad\u06b1\u06b3")
"""Letters beside whose initial and medial forms Konsole 22.12 was seen to draw other forms unjoined."""

ISOLATED, FINAL, INITIAL, MEDIAL = range(4)
"""Places in a value of `ucd.PRESENTATION_FORMS`."""

_DUAL_PROXY, _RIGHT_PROXY, _NO_JOINING = "\u0628", "\u062f", " "
USUAL_LENGTH = 16
"""Letters of the longest joined part whose forms are known."""
USUAL_FORMS: dict[str, tuple[int, ...]] = {_NO_JOINING: (ISOLATED,)}
for _length in range(USUAL_LENGTH):
    _duals, _forms = _DUAL_PROXY * _length, (INITIAL, *(MEDIAL,) * (_length - 1))[:_length]
    _last = FINAL if _length else ISOLATED
    USUAL_FORMS |= {
        _duals + _DUAL_PROXY: (*_forms, _last),
        _duals + _RIGHT_PROXY: (*_forms, _last),
        _duals + _DUAL_PROXY + _NO_JOINING: (*_forms, _last, ISOLATED),
        _duals + TATWEEL: (*_forms, ISOLATED),
    }
"""Joined parts of proxies that have a tatweel at most at their end, with the answers of arabic-reshaper."""
_FORM_OF_PROXY = {
    form: place for proxy in (_DUAL_PROXY, _RIGHT_PROXY) for place, form in enumerate(PRESENTATION_FORMS[proxy])
}


@lru_cache(maxsize=1 << 10)
def presentation_form(letter: str, place: int) -> str:
    """The form Unicode has for a letter there, else the letter itself: never another letter that looks alike.

    What is on the screen can be copied from it, and must then still be the word.
    """
    form = PRESENTATION_FORMS.get(letter, "\0\0\0\0")[place]
    return letter if form == "\0" else form


def forms(word: str) -> tuple[int, ...]:
    """ISOLATED, FINAL, INITIAL or MEDIAL for each letter of a word of joining letters."""
    return tuple(form for part in _JOINED.findall(word.translate(_PROXIES)) for form in _forms_of_proxies(part))


def parts_with_lam_alef(word: str, places: Sequence[int]) -> Iterator[range]:
    """The joined parts of a word of joining letters that end in a lam and its alef, and may be sent in forms though
    what is around them is not: all their letters have forms, which are drawn as they join.

    `places` are the `forms` of the word. Each part is a range of numbers of letters.
    """
    for lam in range(len(word) - 1):
        if word[lam] != LAM or word[lam + 1] not in LAM_ALEF:
            continue
        first = lam
        while first and (places[first - 1] in (INITIAL, MEDIAL) or word[first - 1] == TATWEEL):
            first -= 1
        if all(_has_form(word[i], places[i]) for i in range(first, lam)):
            yield range(first, lam + 2)


def _has_form(letter: str, place: int) -> bool:
    return letter == TATWEEL or (letter not in _FORMS_APART and presentation_form(letter, place) != letter)


def _forms_of_proxies(proxies: str) -> tuple[int, ...]:
    """The same for one joined part of a word of proxies."""
    return USUAL_FORMS.get(proxies) or reshaped(proxies)


@lru_cache(maxsize=1 << 10)
def reshaped(proxies: str) -> tuple[int, ...]:
    """The same as arabic-reshaper says."""
    shaped = _reshaper().reshape(proxies)
    if len(shaped) != len(proxies):
        raise AssertionError(f"arabic-reshaper gave {len(shaped)} letters for {len(proxies)}")
    return tuple(_FORM_OF_PROXY.get(form, ISOLATED) for form in shaped)


@lru_cache(maxsize=1)
def _reshaper() -> Any:
    """arabic-reshaper told to change nothing but forms, whatever configuration the environment names."""
    from arabic_reshaper import ArabicReshaper

    names = (
        "delete_harakat",
        "delete_tatweel",
        "shift_harakat_position",
        "support_ligatures",
        "support_zwj",
        "use_unshaped_instead_of_isolated",
    )
    reshaper = ArabicReshaper({"language": "Arabic", **dict.fromkeys(names, False)})
    # It asks for all of them with every word, and what it asks reads them from text each time.
    reshaper.configuration = _Switches({name: reshaper.configuration.getboolean(name) for name in names})
    return reshaper


class _Switches(dict[str, bool]):
    """A section of a configuration that has been read."""

    def getboolean(self, name: str) -> bool:
        return self[name]


class _Proxies(dict[int, str]):
    """By code point, a letter of the same joining type that arabic-reshaper is sure to know."""

    def __missing__(self, code_point: int) -> str:
        letter = chr(code_point)
        if letter == TATWEEL:
            proxy = TATWEEL
        elif letter in DUAL_JOINING:
            proxy = _DUAL_PROXY
        else:
            proxy = _RIGHT_PROXY if letter in RIGHT_JOINING else _NO_JOINING
        self[code_point] = proxy
        return proxy


_PROXIES = _Proxies()
_JOINED = re.compile(f"[{_DUAL_PROXY}{TATWEEL}]*[{_RIGHT_PROXY}{_NO_JOINING}]|[{_DUAL_PROXY}{TATWEEL}]+")
"""Finds the parts of a word of proxies that join with nothing around them, which are few."""
