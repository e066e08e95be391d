"""What the project promises, as data: a figure of tui-reader, what it is compared with, and the greatest ratio."""

from __future__ import annotations

from typing import NamedTuple

from figures import (
    APART,
    CHANGE,
    DAMAGED,
    END,
    END_AT_ONCE,
    FAULTS,
    FIRST_KEY,
    FIRST_TEXT,
    FOLDED,
    FOLDER,
    HELD,
    KEYS,
    LITERAL,
    LOST,
    PEAK,
    PRIVATE,
    PRIVATE_AFTER,
    READY,
    RESIDENT,
    RESIZE,
    REVIEW_KEYS,
    SHOWN,
    TAG,
    TURN,
    TURN_END,
    TURN_MIDDLE,
    VALIDATE,
    Figure,
    Figures,
)
from programs import BARE, EMACS, OWN, STRIPS, TEXT_AREA

KB, MB, HUNDRED, GB, LINE = "10 kB", "10 MB", "100 MB", "1 GB", "10 MB line"
FIND, JSON_LOAD = "windowed bytes.find", "json.load"
BARE_WRITE = "write, fsync, rename, fsync"
LAST_ONE_WINS, LOOKS_FIRST = "the last one wins", "looks first, no lock"
MEMORY_SHARE = 0.02
"""Of a file's size, that its reader may hold in memory besides what every Textual app does."""


class Goal(NamedTuple):
    """A figure, what it is compared with on the same screen, and how far it may go."""

    what: str
    text: str
    most: float | None
    """The greatest ratio; None where the ratio is only shown."""
    name: str
    """A short name for what it is compared with."""
    to_what: str
    to_text: str
    to_program: str = OWN
    p95: bool = False
    """Whether 95th percentiles are compared, else medians."""
    to_p95: bool = False
    allowance: float = 0.0
    """What is added to the other figure before the comparison, in its unit."""

    def ratio(self, figures: Figures, screen: str) -> float | None:
        """How the figures of a screen compare; None where one of them was not measured."""
        own = figures.statistic(Figure(self.what, self.text, screen, OWN), p95=self.p95)
        other = figures.statistic(Figure(self.to_what, self.to_text, screen, self.to_program), p95=self.to_p95)
        if own is None or other is None:
            return None
        # What both gave up is no better for it.
        return float("inf") if own == float("inf") else own / (other + self.allowance)

    def is_met(self, ratio: float) -> bool:
        """Whether a ratio is what was promised; to two places, as it is shown."""
        return self.most is None or round(ratio, 2) <= self.most


def _to_emacs(what: str, text: str, most: float | None, *, p95: bool = False, to: str | None = None) -> Goal:
    return Goal(what, text, most, "Emacs", to or what, text, EMACS, p95, p95)


def _to_turns(what: str, text: str, most: float) -> Goal:
    return Goal(what, text, most, "page down", TURN, text)


def _memory(what: str, text: str, size: int) -> Goal:
    allowance = MEMORY_SHARE * size / 2**20
    to_what = what if what in (PRIVATE, PEAK) else PRIVATE if what == PRIVATE_AFTER else RESIDENT
    return Goal(what, text, 1, "bare app + 2 %", to_what, "", BARE, allowance=allowance)


GOALS = (
    _to_emacs(FIRST_TEXT, KB, 0.5),
    _to_emacs(FIRST_TEXT, MB, None),
    _to_emacs(FIRST_TEXT, HUNDRED, 0.15),
    _to_emacs(FIRST_TEXT, GB, 0.05),
    Goal(FIRST_TEXT, LINE, 1.5, MB, FIRST_TEXT, MB),
    *(Goal(READY, text, most, "bare app", READY, "", BARE) for text, most in ((KB, 1.25), (MB, None), (HUNDRED, None))),
    Goal(READY, GB, 1.1, KB, READY, KB),
    Goal(FIRST_KEY, KB, None, "page down", TURN, KB, to_p95=True),
    *(_to_emacs(TURN, text, 1, p95=True) for text in (MB, HUNDRED)),
    *(Goal(TURN, text, 2.5, "strips", TURN, "", STRIPS, p95=True, to_p95=True) for text in (MB, HUNDRED)),
    Goal(TURN, MB, 0.05, "TextArea", TURN, MB, TEXT_AREA),
    Goal(TURN, GB, 1.5, KB, TURN, KB, p95=True, to_p95=True),
    *(Goal(what, LINE, 2, MB, TURN, MB, p95=True, to_p95=True) for what in (TURN, TURN_MIDDLE, TURN_END)),
    *(Goal(HELD, text, 1, "page down", TURN, text, to_p95=True) for text in (MB, HUNDRED)),
    *(_to_emacs(END, text, 0.5) for text in (HUNDRED, GB)),
    *(_to_emacs(END_AT_ONCE, text, 0.5) for text in (HUNDRED, GB)),
    *(_to_turns(what, text, 3) for what in (END, END_AT_ONCE) for text in (HUNDRED, GB)),
    _to_turns(RESIZE, HUNDRED, 3),
    *(_to_emacs(LITERAL, text, 0.1) for text in (HUNDRED, GB)),
    *(Goal(LITERAL, text, 2, "find", LITERAL, text, FIND) for text in (HUNDRED, GB)),
    *(_to_emacs(FOLDED, text, 0.3, to=LITERAL) for text in (HUNDRED, GB)),
    *(
        _memory(what, text, size)
        for what in (PRIVATE, PRIVATE_AFTER, RESIDENT, PEAK)
        for text, size in ((HUNDRED, 10**8), (GB, 10**9))
    ),
    Goal(TAG, "50,000 annotations", 1.5, "5", TAG, "5 annotations"),
    *(Goal(key, "5,000 annotations", 1.5, "5", key, "5 annotations") for key in KEYS),
    *(Goal(key, "3 x 5,000 annotations", 1.5, "3 x 20", key, "3 x 20 annotations") for key in REVIEW_KEYS),
    Goal(VALIDATE, "50,000 annotations", 3, JSON_LOAD, VALIDATE, "50,000 annotations", JSON_LOAD),
    *(
        Goal(CHANGE, f"{count} annotations", None, "bare", CHANGE, f"{count} annotations", BARE_WRITE)
        for count in ("5", "50,000")
    ),
    Goal(LOST, "200 kills", 0, "shown", SHOWN, "200 kills"),
    Goal(FAULTS, "by chance", 0, "all", DAMAGED, "by chance"),
    Goal(APART, "2 x 100 additions", 0, LAST_ONE_WINS, APART, "2 x 100 additions", LAST_ONE_WINS),
    Goal(APART, "2 x 100 additions", 0, LOOKS_FIRST, APART, "2 x 100 additions", LOOKS_FIRST),
    Goal(FOLDER, "10,000 documents", 1.25, "2", FOLDER, "2 documents"),
)
