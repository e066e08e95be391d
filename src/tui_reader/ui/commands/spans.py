"""Commands that put annotations on other text: parts are added and taken out, ends are moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.language import tr, tr_count
from tui_reader.session.wording import annotation_name
from tui_reader.ui.commands.repeating import RepeatingCommands

if TYPE_CHECKING:
    from textual.widget import Widget

    from tui_reader.annotations.records.annotation import Annotation
    from tui_reader.ui.panes.adjust_bar import AdjustBar
    from tui_reader.ui.panes.reading_pane import ReadingPane


class SpanCommands(RepeatingCommands):
    """Which text an annotation is about."""

    _adjusted_from: Widget | None = None
    """The pane that had the focus before an annotation was resized."""

    _adjust_bar: AdjustBar | None = None

    @property
    def adjust_bar(self) -> AdjustBar:
        """The line that has the keys while an annotation is resized; made for the first one."""
        if self._adjust_bar is None:
            from tui_reader.ui.panes.adjust_bar import AdjustBar

            self._adjust_bar = AdjustBar()
            self.mount(self._adjust_bar, before=self.prompt)
        return self._adjust_bar

    def action_add_fragment(self) -> None:
        """Makes the selection a part of the annotation in hand."""
        self.change(self._add_fragment)

    def _add_fragment(self) -> None:
        from tui_reader.session.annotating.fragments import add_selection

        changed = self.attempt(lambda: add_selection(self.session))
        if changed is not None:
            self._put(changed, tr("Added to {annotation}", annotation=self._words(changed)))

    def action_take_out(self) -> None:
        """Takes the selection, or the part at the caret, out of an annotation."""
        self.change(self._take_out)

    def _take_out(self) -> None:
        from tui_reader.session.annotating.fragments import take_out

        changed = self.attempt(lambda: take_out(self.session))
        if changed is not None:
            self._put(changed, tr("Taken out of {annotation}", annotation=self._words(changed)))

    def _put(self, changed: Annotation, words: str) -> None:
        self.holding = False
        parts = len(changed.targets)
        count = tr_count(parts, "{count} part now; {undo} takes it back", "{count} parts now; {undo} takes it back")
        self.after_command(f"{words}\n{count}")

    def _words(self, annotation: Annotation) -> str:
        return annotation_name(annotation, self.session.tagset)

    @property
    def in_hand_words(self) -> str:
        """To which annotation a selection would be added, for the status line; empty where there is no selection."""
        entry = None if self.session.gaining is None else self.session.entry(self.session.gaining)
        if entry is None:
            return ""
        return f"{self.app.key_of('fragment.add')} {annotation_name(entry.annotation, self.session.tagset, 16)}"

    # Resizing and moving

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offers nothing else while an annotation is resized: no other command is to change it."""
        return self.session.adjusting is None and super().check_action(action, parameters)

    def action_adjust(self) -> None:
        """Begins to resize or move the annotation at the caret."""
        entry = self.focused_entry()
        if entry is None:
            return
        from tui_reader.session.annotating.adjusting import Adjusting

        session = self.session
        adjusting = self.attempt(lambda: Adjusting(session, entry))
        if adjusting is None:
            return
        self.app.clear_notifications()
        session.adjusting = adjusting
        session.link_start = None
        self.holding = False
        self._adjusted_from = self.focused
        self._show_adjusting()
        self.adjust_bar.focus()
        self.refresh_bindings()

    def on_adjust_bar_pressed(self, message: AdjustBar.Pressed) -> None:
        adjusting = self.session.adjusting
        if adjusting is None:
            self.end_adjusting()
            return
        from tui_reader.session.annotating.adjusting import Step

        match message.how:
            case "step":
                self.attempt(lambda: adjusting.go(Step[message.step], right=message.onward))
            case "go":
                self.attempt(lambda: adjusting.move(Step[message.step], forward=message.onward))
            case "part":
                adjusting.change_part(forward=message.onward)
            case "whole":
                adjusting.move_whole()
            case "undo":
                self.attempt(adjusting.undo)
            case "end":
                self._end(keep=message.onward)
                return
        self._show_adjusting()

    def on_reading_pane_end_pulled(self, message: ReadingPane.EndPulled) -> None:
        adjusting = self.session.adjusting
        if adjusting is None:
            return
        if message.is_first:
            adjusting.take(message.offset)
        self.attempt(lambda: adjusting.pull(message.offset))
        self._show_adjusting()

    def _end(self, *, keep: bool) -> None:
        adjusting = self.session.adjusting
        if adjusting is None:
            return
        if not keep or adjusting.is_unchanged:
            adjusting.give_up()
            self.end_adjusting()
            return

        def done() -> bool:
            adjusting.keep()
            return True

        kept = self.attempt(done)
        self.end_adjusting()
        if kept:
            self.acknowledge(tr("It is here now; {undo} takes it back"))

    def _show_adjusting(self) -> None:
        adjusting = self.session.adjusting
        entry = None if adjusting is None else self.session.entry(adjusting.id)
        if adjusting is None or entry is None:
            self.end_adjusting()
            return
        self.adjust_bar.show(annotation_name(entry.annotation, self.session.tagset), adjusting.part)
        self.text.refresh()
        self.caret_moved()

    def end_adjusting(self) -> None:
        """Shows the annotations as they are; who resized one is where they were."""
        self.session.adjusting = None
        bar = self._adjust_bar
        if bar is None or not bar.is_open:
            return
        had_focus = bar.has_focus
        bar.close()
        self.refresh_bindings()
        if had_focus and self._adjusted_from is not None:
            self._adjusted_from.focus()
        self.text.refresh()
        self.caret_moved()
