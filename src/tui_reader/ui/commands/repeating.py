"""The change that was made last, and the key that makes it again.

Every group of commands that changes annotations hands its changes to `change`, each as a function that looks where one
is. So whatever a key or a dialog has changed can be repeated, and no command has to know that it is.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from tui_reader.language import tr
from tui_reader.session.annotating.repeating import LastChange, go_behind, select_unit, unit_selected
from tui_reader.session.refused import Refused
from tui_reader.ui.commands.base import ReadingBase, Result

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui_reader.session.annotating.repeating import Unit


class RepeatingCommands(ReadingBase):
    """What the groups of commands that change something stand on."""

    last_change: LastChange | None = None

    def change(
        self, make: Callable[[], Result], again: Callable[[], object] | None = None, *, within: Unit | None = None
    ) -> Result:
        """Makes a change, and gives what that gives; if it has changed anything, it is the one that is repeated.

        `again` makes it elsewhere, where that is not the same as to make it here. Where nothing is selected it is
        repeated on the next annotation, or on the next of the stretches `within` which it looks for its place.
        """
        unit, on_selection = unit_selected(self.session), self.session.selection is not None
        with self._watched() as has_changed:
            result = make()
        if has_changed():
            self.last_change = LastChange(again or make, on_selection, unit, within)
        return result

    @contextmanager
    def _watched(self) -> Iterator[Callable[[], bool]]:
        """Tells whether something has been changed since."""
        store = self.session.own.store
        before = store.revision
        yield lambda: store.revision != before

    def action_repeat(self) -> None:
        """Makes the last change again where one is; with a count, on as many as that says, this one the first."""
        last = self.last_change
        if last is None:
            self.tell(tr("Nothing has been changed yet that could be repeated"), warn=True)
            return
        with self.session.own.store.as_one():
            for number in range(self.times):
                if number and not self._go_on(last):
                    break
                if not self._repeated(last):
                    break

    def _repeated(self, last: LastChange) -> bool:
        in_list = self.focused is self.sidebar
        if last.unit is not None and self.session.selection is None and not in_list:
            select_unit(self.session, last.unit)
        with self._watched() as has_changed:
            last.again()
        return has_changed()

    def _go_on(self, last: LastChange) -> bool:
        """Goes to the next of what a change is repeated on; whether there is one."""
        if last.unit is not None and self.focused is not self.sidebar:
            return go_behind(self.session, last.unit)
        if last.on_selection and self.focused is not self.sidebar:
            return False
        if last.within is not None:
            return go_behind(self.session, last.within)
        try:
            self.session.focus_next()
        except Refused:
            return False
        return True
