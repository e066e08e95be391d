"""Commands that go along links, from annotation to annotation, and among annotations that lie on each other."""

from __future__ import annotations

from tui_reader.language import tr
from tui_reader.session.nesting import go_outward
from tui_reader.text.excerpt import isolated
from tui_reader.ui.commands.repeating import RepeatingCommands


class LinkCommands(RepeatingCommands):
    """Where one gets by what is linked to, or lies around, the annotation one is at."""

    def action_partner(self, forward: bool) -> None:
        """Goes along a link of the annotation at the caret, to the next partner, or back; with a count, so many."""
        links = self.session.links
        self.attempt_times(links.go_on if forward else links.go_back)
        self.text.refresh()
        self.caret_moved()

    def on_sidebar_followed(self) -> None:
        self.action_partner(True)
        self.focus_text()

    def action_outer(self) -> None:
        """Chooses the next larger of the annotations at the caret; after the largest, the smallest."""
        self.attempt(lambda: go_outward(self.session))
        self.caret_moved()

    def remove_link(self, link_id: str) -> None:
        """Removes one link."""
        relation = self.attempt(lambda: self.session.links.remove(link_id))
        if relation is not None:
            name = isolated(self.session.tagset.shown_relation(relation.name))
            self.after_command(tr("Removed the link {link}; {undo} brings it back", link=name))

    @property
    def link_words(self) -> str:
        """Which link one is at, for the status line; empty where one is at none."""
        link = self.session.links.chosen
        if link is None:
            return ""
        number, count = self.session.links.counted
        tagset = self.session.tagset
        name = isolated(tagset.shown_relation(link.relation.name))
        return tr("{sign} {link}, {number} of {count}", sign=link.sign(tagset), link=name, number=number, count=count)
