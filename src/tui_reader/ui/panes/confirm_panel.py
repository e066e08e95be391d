"""The panel under the text in which annotations are checked whose source has changed: what each was, and what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message

from tui_reader.annotations.anchoring import Orphan
from tui_reader.language import tr
from tui_reader.text.excerpt import interface_direction, isolated
from tui_reader.ui.widgets.painting import Painted
from tui_reader.ui.widgets.text_view import TextView

if TYPE_CHECKING:
    from textual.screen import Screen

    from tui_reader.session.entries import Entry
    from tui_reader.session.settling.confirming import Comparison, Shown, Tally

MESSAGES_ABOVE = 2
"""Rows between messages and the bottom of the screen, as the app has it."""


class ConfirmPanel(Vertical, can_focus=True):
    """One annotation that waits, and the keys to settle it. The text above it can be gone through meanwhile."""

    HELP = """
## Checking annotations

The text has changed since these annotations were made. Above is what each was made on, below it what stands there
now; what differs is struck out in the one and underlined in the other.

**{check.confirm}** confirms that it belongs there, **{check.confirm_moved}** confirms all that only moved,
**{check.reject}** says that it does not: then it is lost. For a lost one select its text in the reading pane
(**{focus.next}** goes there), then **{attach}** puts it there. **{check.next}** and **{check.previous}** go to the
next and the one before, **{check.delete}** deletes it, **{undo}** takes the last step back, **{check.close}** ends
it.
"""

    FOOTER = ("check.confirm", "check.reject", "check.attach", "check.next", "check.close", "check.delete")
    BINDINGS: ClassVar = [
        Binding("c", "settle('confirm')", "Confirm", id="check.confirm"),
        Binding("m", "settle('confirm_moved')", "Confirm moved", id="check.confirm_moved"),
        Binding("x", "settle('reject')", "Not here", id="check.reject"),
        Binding("a", "settle('attach')", "Attach here", id="check.attach"),
        Binding("d,delete", "settle('delete')", "Delete", id="check.delete"),
        Binding("n,down,right_square_bracket", "settle('next')", "Next", id="check.next"),
        Binding("p,up,left_square_bracket", "settle('previous')", "Previous", show=False, id="check.previous"),
        Binding("enter", "settle('text')", "Go to text", show=False, id="check.text"),
        Binding("escape", "settle('close')", "Close", id="check.close"),
    ]

    COMPONENT_CLASSES: ClassVar[set[str]] = {"check--quote", "check--gone", "check--come"}

    DEFAULT_CSS = """
    ConfirmPanel {
        display: none; height: auto; max-height: 45%; padding: 0 1;
        background: $surface; border-top: tall $warning 60%;
        &.open { display: block; }
        &:focus { border-top: tall $warning; }
        & TextView { color: $text-muted; max-height: 5; }
        & #check-title { color: $text-warning; text-style: bold; max-height: 1; }
        & .check--quote { color: $foreground; text-style: bold; }
        & .check--gone { color: $text-error; }
        & .check--come { color: $text-success; }
    }
    """

    class Settled(Message):
        """A key was pressed about the annotation that is shown."""

        def __init__(self, how: str) -> None:
            super().__init__()
            self.how = how

    def __init__(self) -> None:
        super().__init__(id="check")
        self.shown: Entry | None = None
        """The annotation that is shown."""
        self._title_view = TextView(id="check-title", wrap=False, direction=interface_direction())
        self._before, self._now = TextView(id="check-before"), TextView(id="check-now")

    @property
    def is_open(self) -> bool:
        """Whether annotations are being checked."""
        return self.has_class("open")

    def show(
        self, entry: Entry, tag: str, comparison: Comparison, tally: Tally, *, attach: str, has_selection: bool
    ) -> None:
        """Shows an annotation, called by its tag, and how many wait with it.

        `attach` is the key that puts it on the selected text, whatever pane one is in; `has_selection`: there is a text
        on which a lost one can be put.
        """
        key = isolated(attach)
        self.shown = entry
        if not self.children:
            self.mount(self._title_view, self._before, self._now)
        self._title_view.update("   ".join(filter(None, (self._title(tag, entry.state_words), tally.unsettled_words))))
        gone = Style(strike=True) + self.get_component_rich_style("check--gone", partial=True)
        come = Style(underline=True) + self.get_component_rich_style("check--come", partial=True)
        self._before.update(*self._painted(comparison.before, gone))
        now = self._now
        if comparison.now is not None and entry.is_unsettled:
            now.update(*self._painted(comparison.now, come))
        elif has_selection and isinstance(entry.placed, Orphan):
            words = tr("What may be it is selected: {key} puts it there, or on any other text that you select", key=key)
            now.update(words)
        else:
            now.update(tr("Select the text that it belongs to, then {key} puts it there", key=key))
        self.add_class("open")
        self.refresh_bindings()

    @staticmethod
    def _title(tag: str, state: str) -> str:
        return tr("{tag}: {state}", tag=isolated(tag), state=state) if state else isolated(tag)

    def _painted(self, shown: Shown, differing: Style) -> tuple[str, list[Painted]]:
        quote = self.get_component_rich_style("check--quote", partial=True)
        return shown.text, [Painted(*shown.quote, quote), *(Painted(*span, differing) for span in shown.differs)]

    def on_resize(self) -> None:
        lift_messages(self.screen, self.outer_size.height)

    def on_hide(self) -> None:
        lift_messages(self.screen, 0)

    def close(self) -> None:
        """Goes away."""
        self.shown = None
        self.remove_class("open")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offers nothing that cannot be done with what is shown."""
        is_found = self.shown is None or not isinstance(self.shown.placed, Orphan)
        return is_found or action != "settle" or parameters[0] not in ("confirm", "reject")

    def action_settle(self, how: str) -> None:
        """Has the screen do what a key asks for."""
        self.post_message(self.Settled(how))


def lift_messages(screen: Screen[object], rows: int) -> None:
    """Has messages shown so many rows further up: what is to be looked at is not to be covered by what was done."""
    for rack in screen.query("ToastRack"):
        rack.styles.margin = (0, 0, MESSAGES_ABOVE + rows, 0)
