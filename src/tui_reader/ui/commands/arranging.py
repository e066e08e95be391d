"""Commands that show and hide panes, and go from one to the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.message import Message

from tui_reader.language import tr
from tui_reader.session.geometry import SIDEBAR_FROM, is_mirrored, share, usual_panes
from tui_reader.ui.commands.showing import ShowingCommands

if TYPE_CHECKING:
    from textual import events
    from textual.widget import Widget

    from tui_reader.ui.panes.library_pane import LibraryPane
    from tui_reader.ui.panes.sidebar import Sidebar


class Panes(Horizontal):
    """The panes side by side. A help panel beside them takes some of the screen's width."""

    class Resized(Message):
        """There is another width to share out, in cells."""

        def __init__(self, width: int) -> None:
            super().__init__()
            self.width = width

    def on_resize(self, event: events.Resize) -> None:
        self.post_message(self.Resized(event.size.width))


class ArrangingCommands(ShowingCommands):
    """Which panes are there."""

    panes_width = 0
    """Cells the panes have between them; 0 before they have been laid out."""

    def __init__(self) -> None:
        super().__init__()
        self.wants: dict[str, bool | None] = {"library-box": None, "sidebar-box": None}
        """Whether the person has asked for a pane (True) or sent it away (False) since the app was opened."""

    def on_resize(self, event: events.Resize) -> None:
        # Before the screen is laid out, which is painted at once; what the panes get indeed is heard behind it.
        if self.panes_width:
            self.panes_width += event.size.width - self.outer_size.width
            self.share_width()

    def on_panes_resized(self, message: Panes.Resized) -> None:
        self.panes_width = message.width
        self.share_width()

    def shown_otherwise(self) -> None:
        self.arrange_sides()
        self.sidebar.reload()

    def share_width(self, asked_for: str = "") -> None:
        """Shows the panes there is room for, and those that were asked for; `asked_for` is asked for just now."""
        width, several = self.panes_width or self.app.size.width, self._are_several
        usual = usual_panes(self.app.settings, width, several=several)
        library, sidebar = (
            True if name == asked_for else self._is_wanted(name, width, usually)
            for name, usually in zip(self.wants, usual, strict=True)
        )
        shares = share(width, several=several, library=library, sidebar=sidebar)
        for name, cells in (("library-box", shares.library), ("sidebar-box", shares.sidebar)):
            box = self.query_one(f"#{name}")
            box.display = cells > 0
            box.styles.width = cells
        self.text.display = shares.text > 0

    def _is_wanted(self, name: str, width: int, usual: bool | None) -> bool | None:
        """Whether a pane is to be there. The one that one is in stays, also beside its help.

        One that was asked for where there was room for it does not come before the text that somebody reads.
        """
        wanted = self.wants[name]
        if wanted is not False and self.focused is not None and self.query_one(f"#{name}") in self.focused.ancestors:
            return True
        return usual if wanted is None or (wanted and width < SIDEBAR_FROM) else wanted

    @property
    def _are_several(self) -> bool:
        return len(self.app.shelf.library.documents) > 1

    def arrange_sides(self) -> None:
        """Puts library and annotations on the sides where they belong beside this document."""
        mirrored = is_mirrored(self.app.settings.mirror, self.session.page)
        self.query_one(Panes).set_class(mirrored, "-mirrored")

    def focus_text(self) -> None:
        if not self.text.display:
            for name in self.wants:
                self.wants[name] = False
            self.share_width()
        self.text.focus()

    def action_toggle_others(self) -> None:
        """Shows or hides what other annotators have done."""
        if not self.session.others:
            self.tell(tr("No other annotator has a set for this document"), warn=True)
            return
        self.session.show_others(not self.session.shows_others)
        self.sidebar.reload()
        self.resume_filter()
        self.text.refresh()
        self.caret_moved()
        self.acknowledge(
            tr("Other annotators' sets are shown") if self.session.shows_others else tr("Only your own set is shown")
        )

    def action_toggle_library(self) -> None:
        """Shows or hides the library."""
        shown = self._toggle("library-box", self.library)
        usual = share(self.panes_width, several=self._are_several).library > 0
        self._keep(library=None if shown == usual else shown)

    def action_toggle_sidebar(self) -> None:
        """Shows or hides the annotations."""
        shown = self._toggle("sidebar-box", self.sidebar)
        usual = share(self.panes_width, several=self._are_several).sidebar > 0
        self._keep(sidebar=None if shown == usual else shown)

    def show_sidebar(self) -> None:
        if not self.query_one("#sidebar-box").display:
            self._toggle("sidebar-box", self.sidebar)

    def _keep(self, **panes: bool | None) -> None:
        """Keeps what was chosen for the next time, but where it was only a look at a pane in front of the text."""
        if self.panes_width >= SIDEBAR_FROM:
            self.app.choose(**panes)

    def _toggle(self, name: str, pane: LibraryPane | Sidebar) -> bool:
        """Shows or hides a pane; whether it is now to be shown."""
        shown = not self.query_one(f"#{name}").display
        self.wants[name] = shown
        if shown and self.panes_width < SIDEBAR_FROM:
            for other in self.wants:
                if other != name:
                    self.wants[other] = False
        self.share_width(name if shown else "")
        if shown:
            pane.focus()
        else:
            self.focus_text()
        return shown

    def action_focus_pane(self, by: int) -> None:
        """Goes to the next pane that is shown."""
        panels = self.query("#check, #suggestion-panel")
        panes: list[Widget] = [self.library, *panels, self.text, self.sidebar]
        panes += [*self.query("#suggestions"), *self.query("#answers")]
        if self.prompt.is_open:
            panes.append(self.prompt.field)
        panes += self.query("HelpPanel")
        shown_panes = [pane for pane in panes if all(node.display for node in pane.ancestors_with_self)]
        place = shown_panes.index(self.focused) if self.focused in shown_panes else 0
        shown_panes[(place + by) % len(shown_panes)].focus()
