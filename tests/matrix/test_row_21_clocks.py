"""Row 21: whatever the clocks say, a set that somebody else has changed is not written over.

`tests/session/library/test_shelf_cache.py` has the same of the cache, which believes a stamp only where it can be
believed.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from naive.visits import LatestWins, NaiveVisit
from visit import Visit, tags_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Sit = Callable[[Path], Visit | NaiveVisit]

TEXT = "قال الوزير: ارتفعت الأسعار [9] كثيرا\nونفى ذلك آخرون\n"
TICK = 2
"""Seconds between two times that FAT can tell apart."""
LATER = "2099-12-31T23:59:59Z"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A document with a set of two annotations."""
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    visit = Visit(path)
    visit.tag(0, 3, "Claim")
    visit.tag(12, 18, "Source")
    visit.close()
    return path


def keep_time(path: Path, was: os.stat_result) -> None:
    """As programs do that copy with times: archives, synchronisers."""
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))


def coarse_time(path: Path, was: os.stat_result) -> None:
    """As on a disk that knows whole ticks only, where both are of one tick."""
    tick = int(was.st_mtime) // TICK * TICK
    os.utime(path, (tick, tick))


def earlier_time(path: Path, was: os.stat_result) -> None:
    """As where the clock was set back between the two."""
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns - 10**12))


def check_found(document: Path, sit: Sit, timing: Callable[[Path, os.stat_result], None]) -> None:
    """Somebody changes a letter or five of a set that is open; then something is added to it here."""
    path = sit(document).path
    timing(path, path.stat())
    visit = sit(document)
    was, before = path.stat(), path.read_bytes()
    theirs = before.replace(b'"Claim"', b'"Quote"')
    assert len(theirs) == len(before)
    assert theirs != before
    path.write_bytes(theirs)
    timing(path, was)
    visit.tag(38, 42, "Citation")
    visit.close()
    # What both did is there; or else nothing was written, and that is said.
    tags = tags_in(path)
    assert "Quote" in tags
    assert "Citation" in tags or (isinstance(visit, Visit) and visit.saving.error is not None)


def check_own_change_counts(document: Path, sit: Sit) -> None:
    """An annotation was last changed by a clock that went ahead; what is done to it today is kept all the same."""
    path = sit(document).path
    text = path.read_text(encoding="utf-8")
    lines = [
        line.replace('"type": "Annotation"', f'"type": "Annotation", "modified": "{LATER}"', 1)
        if line.startswith('{"id"')
        else line
        for line in text.replace('"modified"', '"x:modified"').split("\n")
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert LATER in path.read_text(encoding="utf-8")
    visit = sit(document)
    visit.retag(0, "Quote")
    visit.close()
    assert "Quote" in tags_in(path)
    if isinstance(visit, Visit):
        assert visit.saving.error is None


@pytest.mark.parametrize("timing", [keep_time, coarse_time, earlier_time])
def test_a_change_is_found_by_what_is_in_the_file(document: Path, timing: Callable[..., None]) -> None:
    check_found(document, Visit, timing)


@pytest.mark.parametrize("timing", [keep_time, coarse_time])
def test_a_naive_sitting_believes_the_time(document: Path, timing: Callable[..., None]) -> None:
    with pytest.raises(AssertionError):
        check_found(document, NaiveVisit, timing)


def test_what_is_done_now_counts_whatever_the_clock_said(document: Path) -> None:
    check_own_change_counts(document, Visit)


def test_where_the_latest_wins_it_does_not(document: Path) -> None:
    with pytest.raises(AssertionError):
        check_own_change_counts(document, LatestWins)
