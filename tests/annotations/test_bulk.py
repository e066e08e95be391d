"""What stays is not looked through by the collector of cycles, also when more has come."""

from __future__ import annotations

import gc

from tui_reader.annotations.bulk import keep_what_there_is, let_go, without_collecting


def test_what_is_kept_stays_frozen_when_more_is_made_until_it_is_let_go() -> None:
    let_go()
    try:
        with without_collecting():
            assert not gc.isenabled()
        assert gc.get_freeze_count() == 0
        keep_what_there_is()
        kept = gc.get_freeze_count()
        with without_collecting():
            made = [[number] for number in range(1000)]
        assert gc.get_freeze_count() >= kept + len(made) and gc.isenabled()
    finally:
        let_go()
    assert gc.get_freeze_count() == 0 and gc.isenabled()
