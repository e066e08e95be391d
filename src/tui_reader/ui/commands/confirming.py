"""Commands that settle annotations whose source has changed: confirm them, reject them, put them where they belong."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from tui_reader.language import tr, tr_count
from tui_reader.session.annotating.fragments import in_hand
from tui_reader.session.refused import Refused
from tui_reader.session.settling.confirming import Confirming
from tui_reader.session.wording import tag_words
from tui_reader.ui.commands.repeating import RepeatingCommands

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.annotations.records.annotation import Annotation
    from tui_reader.session.entries import Entry
    from tui_reader.ui.panes.confirm_panel import ConfirmPanel

ROWS_ABOVE = 4
"""Rows between the top of the reading pane and what is shown in it of the annotation that is checked."""
AT_ONCE = 20
"""Annotations that are confirmed while the keyboard waits; more are described in a thread."""


class ConfirmingCommands(RepeatingCommands):
    """What becomes of annotations that are not where they were made."""

    _confirm_panel: ConfirmPanel | None = None

    @property
    def confirm_panel(self) -> ConfirmPanel:
        """The panel in which annotations are checked; made for the first one."""
        if self._confirm_panel is None:
            from tui_reader.ui.panes.confirm_panel import ConfirmPanel

            self._confirm_panel = ConfirmPanel()
            self.mount(self._confirm_panel, after="#panes")
        return self._confirm_panel

    @property
    def is_checking(self) -> bool:
        """Whether that panel is open."""
        return self._confirm_panel is not None and self._confirm_panel.is_open

    @property
    def _checked(self) -> Entry | None:
        """The annotation in it."""
        return None if self._confirm_panel is None else self._confirm_panel.shown

    @property
    def confirming(self) -> Confirming:
        """The annotations that wait."""
        return Confirming(self.session)

    def action_check(self) -> None:
        """Opens the panel at the next annotation to be checked; with the panel open, goes on to the next."""
        # What was said before would stand over the panel.
        self.app.clear_notifications()
        shown = self._checked
        self._check_beside(None if shown is None else shown.id)
        if self.is_checking:
            self.confirm_panel.focus()

    def action_confirm(self) -> None:
        """Confirms the annotation at the caret, or the one in the panel while that is used."""
        self._settle_focused(Confirming.confirm, tr("Confirmed; {undo} takes it back"))

    def action_attach(self) -> None:
        """Puts an annotation on the selected text: the one in the panel, else the one in hand.

        Without a selection the chosen one is taken into the panel.
        """
        if self._checked is not None:
            self._settle_focused(Confirming.attach, tr("It is here now; {undo} takes it back"))
            return
        if self.session.selection is not None and self.focused is not self.sidebar:
            meant = in_hand(self.session)
            if meant is not None:
                self._settle(meant.id, Confirming.attach, tr("It is here now; {undo} takes it back"))
                return
        entry = self.focused_entry()
        if entry is not None and self.attempt(lambda: self.session.own_annotation(entry.id)) is not None:
            self.app.clear_notifications()
            self._show_checked(entry.id)
            self.focus_text()

    def _settle_focused(self, settle: Callable[[Confirming, str], object], words: str) -> None:
        def settle_one() -> None:
            entry = self._checked or self.focused_entry()
            if entry is not None:
                self._settle(entry.id, settle, words)

        self.change(settle_one)

    def _settle(self, entry_id: str, settle: Callable[[Confirming, str], object], words: str) -> None:
        def done() -> bool:
            # It may have to wait until the document is read again: what waits is another then.
            settle(self.confirming, entry_id)
            return True

        shown, waited = self._checked, self.confirming.waits(entry_id)
        if self.attempt(done):
            self.after_command()
            if shown is not None and waited and not self.confirming.waits(entry_id):
                self._check_beside(entry_id, done=words)
                return
            self.tell_done(words)
            if shown is not None and not self.confirming.waits(entry_id):
                self.close_check()

    def on_confirm_panel_settled(self, message: ConfirmPanel.Settled) -> None:
        shown = self._checked
        if shown is None:
            return
        match message.how:
            case "confirm":
                self._settle(shown.id, Confirming.confirm, "")
            case "confirm_moved":
                self._confirm_moved()
            case "reject":
                self._settle(
                    shown.id, Confirming.reject, tr("It is lost until it is put somewhere; {undo} takes it back")
                )
            case "attach":
                self.action_attach()
            case "delete":
                self._settle(shown.id, Confirming.delete, tr("Deleted; {undo} brings it back"))
            case "next" | "previous":
                self._check_beside(shown.id, forward=message.how == "next")
            case "text":
                self.focus_text()
            case "close":
                self.close_check()

    def _check_beside(self, entry_id: str | None, *, forward: bool = True, done: str = "") -> None:
        """Shows the annotation to be checked next; where none is left, says so behind what was done."""
        if self.session.own.is_to_come:
            self.tell(tr("The annotations are still being read"), warn=True)
            return
        entry = self.confirming.beside(entry_id, forward=forward)
        if entry is None:
            was_open = self.is_checking
            self.close_check()
            words = tr("All annotations are checked") if was_open else tr("No annotation waits to be checked")
            self.tell("\n".join(filter(None, (done, words))))
            return
        self.tell_done(done)
        self.attempt(lambda: self.confirming.go_to(entry))
        self._show_checked(entry.id)
        self.text.put_caret(ROWS_ABOVE)
        self.caret_moved()

    def _show_checked(self, entry_id: str) -> None:
        entry = self.session.entry(entry_id)
        if entry is not None:
            confirming = self.confirming
            tag = tag_words(entry.annotation, self.session.tagset)
            self.confirm_panel.show(
                entry,
                tag,
                confirming.comparison(entry),
                confirming.tally,
                attach=self.app.key_of("attach"),
                has_selection=self.session.selection is not None,
            )

    def tell_done(self, words: str) -> None:
        """Says what was done, where there is anything to say."""
        if words:
            self.acknowledge(words)

    def close_check(self) -> None:
        """Takes the panel away; who used it is in the text again."""
        if self.is_checking:
            had_focus = self.confirm_panel.has_focus
            self.confirm_panel.close()
            if had_focus:
                self.focus_text()

    def show_check_again(self, done: str = "") -> None:
        """Shows what the panel shows as it is now; the next one where that is settled or gone."""
        shown = self._checked
        if shown is None or self.confirming.waits(shown.id):
            self.tell_done(done)
        if shown is None:
            return
        if self.confirming.waits(shown.id):
            self._show_checked(shown.id)
        else:
            self._check_beside(shown.id, done=done)

    # Confirming many

    def _confirm_moved(self) -> None:
        confirming = self.confirming
        ids = confirming.moved()
        if not ids:
            self.tell(tr("No annotation has only moved"), warn=True)
        elif len(ids) <= AT_ONCE:
            self._take_confirmed(confirming, self.attempt(lambda: list(confirming.confirmations(ids))))
        else:
            self.tell(tr_count(len(ids), "Confirming {count} annotation…", "Confirming {count} annotations…"))
            self.run_worker(partial(self._describe, confirming, ids), thread=True, group="confirm", exclusive=True)

    def _describe(self, confirming: Confirming, ids: list[str]) -> None:
        """Describes many annotations where they are now, in a thread."""
        worker = get_current_worker()
        changes = []
        try:
            for change in confirming.confirmations(ids):
                changes.append(change)
                if worker.is_cancelled:
                    return
        except Refused as refusal:
            self.app.call_from_thread(self.tell, str(refusal), warn=True)
            return
        self.app.call_from_thread(self._take_confirmed, confirming, changes)

    def _take_confirmed(self, confirming: Confirming, changes: list[tuple[Annotation, Annotation]] | None) -> None:
        if not changes:
            return

        def take() -> bool:
            confirming.take(changes)
            return True

        if self.attempt(take):
            words = tr_count(
                len(changes),
                "Confirmed {count} annotation; {undo} takes it back",
                "Confirmed {count} annotations; {undo} takes it back",
            )
            self.after_command()
            self.show_check_again(words)
