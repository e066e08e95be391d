"""What stays is not looked through by the collector of cycles, also when more has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.annotations import bulk
from tui_reader.annotations.bulk import keep_what_there_is, let_go, without_collecting

if TYPE_CHECKING:
    import pytest


class Collector:
    """What counts of `gc` here: whether it is at work, and whether all there is is frozen."""

    def __init__(self) -> None:
        self.is_on, self.is_frozen = True, False

    def enable(self) -> None:
        self.is_on = True

    def disable(self) -> None:
        self.is_on = False

    def isenabled(self) -> bool:
        return self.is_on

    def freeze(self) -> None:
        self.is_frozen = True

    def unfreeze(self) -> None:
        self.is_frozen = False


def test_what_is_kept_stays_frozen_when_more_is_made_until_it_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    collector = Collector()
    monkeypatch.setattr(bulk, "gc", collector)
    monkeypatch.setattr(bulk, "_is_kept", False)
    for is_kept in (False, True, False):
        if is_kept:
            keep_what_there_is()
        else:
            let_go()
        with without_collecting():
            assert not collector.is_on
        assert collector.is_on and collector.is_frozen == is_kept
