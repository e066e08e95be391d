"""A change of a set that is not open: it is made and written at once, with a backup of what was there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.annotations.backups import FOLDER, Backups
from tui_reader.annotations.changes import Remove, steps
from tui_reader.annotations.commit import commit
from tui_reader.settings import state_folder

if TYPE_CHECKING:
    from tui_reader.annotations.changes import Change
    from tui_reader.annotations.commit import Committed
    from tui_reader.session.layers import SetLayer


def write_change(layer: SetLayer, change: Change) -> Committed:
    """Makes a change in a set and writes its file, with all that somebody else has written there meanwhile.

    Raises SaveError.
    """
    layer.store.apply(change)
    layer.declare_terms(change)
    mine = layer.annotations.with_snapshot(layer.store.snapshot())
    deleted = [step.item.id for step in steps(change) if isinstance(step, Remove)]
    return commit(layer.known, mine, deleted=deleted, backups=Backups(state_folder() / FOLDER, layer.path))
