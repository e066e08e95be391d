"""The forms of a verb, as they are written without vowel marks.

Arabic conjugation by the written shape of three forms: the past and the present of the third person, and the active
participle (Wright, A Grammar of the Arabic Language, I §§ 91-178). English by the rules of its spelling.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


LEFT_OUT = "-"
"""In place of a form that is left out."""


class Tense(Enum):
    """What kind of form it is."""

    PAST = "past"
    PRESENT = "present"
    PARTICIPLE = "participle"


class Shape(NamedTuple):
    """One form as it is written."""

    written: str
    tense: Tense
    is_plural: bool = False
    """Two or more: an Arabic subject stands before it then."""
    is_bare: bool = False
    """The form without any ending, which is the one that looks like a noun."""
    is_feminine: bool = False
    """Whether the subject of an Arabic verb is feminine."""


def arabic(past: str, present: str, participle: str) -> Iterator[Shape]:
    """The forms of the third person, and of the participle those that stand beside a clause (`قائلا`)."""
    if past != LEFT_OUT:
        yield from _arabic_past(past)
    if present != LEFT_OUT:
        yield from _arabic_present(present)
    if participle != LEFT_OUT:
        yield from _arabic_participle(participle, is_weak=present[-1] in "يوى")


def _arabic_past(past: str) -> Iterator[Shape]:
    yield Shape(past, Tense.PAST, is_bare=True)
    if past[-1] in "ىا":
        stem = past[:-1]
        yield Shape(f"{stem}ت", Tense.PAST, is_feminine=True)
        for ending in ("وا", "يا", "تا", "ين"):
            yield Shape(stem + ending, Tense.PAST, is_plural=True)
        return
    yield Shape(f"{past}ت", Tense.PAST, is_feminine=True)
    for ending in ("وا", "ا", "تا"):
        yield Shape(past + ending, Tense.PAST, is_plural=True)
    # A long vowel before the last letter is short where that one closes a syllable: قال, قلن.
    stem = past[:-2] + past[-1] if past[-2] == "ا" else past
    yield Shape(f"{stem}ن", Tense.PAST, is_plural=True)
    if stem != past and len(past) == len("قال"):
        # قلت: of most other verbs it is written as that of a woman, ذكرت.
        for ending in ("ت", "نا"):
            yield Shape(stem + ending, Tense.PAST, is_plural=True)


def _arabic_present(present: str) -> Iterator[Shape]:
    stem = present[:-1] if present[-1] in "يوى" else present
    dual = {"ى": "يان", "ي": "يان", "و": "وان"}.get(present[-1], "ان")
    for prefix in "يت":
        yield Shape(prefix + present[1:], Tense.PRESENT, is_feminine=prefix == "ت")
        yield Shape(f"{prefix}{stem[1:]}{dual}", Tense.PRESENT, is_plural=True)
    for ending in ("ون", "وا"):
        yield Shape(stem + ending, Tense.PRESENT, is_plural=True)


def _arabic_participle(participle: str, *, is_weak: bool) -> Iterator[Shape]:
    stem = f"{participle}ي" if is_weak else participle
    yield Shape(f"{stem}ا", Tense.PARTICIPLE)
    yield Shape(f"{stem}ة", Tense.PARTICIPLE)
    for ending in ("ين", "ون", "ات"):
        yield Shape((stem if ending == "ات" else participle) + ending, Tense.PARTICIPLE, is_plural=True)


def english(base: str, past: str = "", past_participle: str = "") -> Iterator[Shape]:
    """All forms of a verb; the irregular ones as given."""
    yield Shape(base, Tense.PRESENT, is_plural=True, is_bare=True)
    is_y = base[-1] == "y" and base[-2] not in "aeiou"
    if is_y:
        yield Shape(f"{base[:-1]}ies", Tense.PRESENT)
    else:
        yield Shape(f"{base}{'es' if base.endswith(('s', 'sh', 'ch', 'x', 'z')) else 's'}", Tense.PRESENT)
    stem = base[:-1] if base[-1] == "e" else base
    if base in _DOUBLED:
        stem += base[-1]
    past = past or (f"{base[:-1]}ied" if is_y else f"{stem}ed")
    for form in dict.fromkeys((past, past_participle or past)):
        yield Shape(form, Tense.PAST)
    yield Shape(f"{stem if not is_y else base}ing", Tense.PARTICIPLE)


_DOUBLED = frozenset({"admit"})
