"""The panel under the text in which one suggestion after the other is decided on, by a key for each."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding

from tui_reader.ui.panes.queue_panel import QueuePanel


class SuggestionPanel(QueuePanel):
    """One suggestion with the text around it, and the keys to decide on it."""

    HELP = """
## Suggestions, a key for each

One suggestion after the other is shown with the text around it; the next one comes as soon as you have decided.

**{suggestion.accept}** accepts it, **{suggestion.reject}** rejects it, a tag's key accepts it with that tag.
**{suggestion.later}** leaves it for later. **{suggestion.back}** takes the last decision back, and you are at that one
again. **{suggestion.end}** ends it: you stay where you are.

**{suggestion.questions}** goes over to the questions of the tagset that are open.
"""

    BINDINGS: ClassVar = [
        Binding("enter", "decide('accept')", "Accept", id="suggestion.accept"),
        Binding("backspace", "decide('reject')", "Reject", id="suggestion.reject"),
        Binding("space,semicolon,down", "decide('leave')", "Later", id="suggestion.later"),
        Binding("z,ctrl+z", "decide('undo')", "Back", id="suggestion.back"),
        Binding("colon,up", "decide('undo')", "Back", show=False, id="suggestion.back_again"),
        Binding("escape", "decide('close')", "End", id="suggestion.end"),
        Binding("tab", "decide('questions')", "Questions", id="suggestion.questions"),
    ]

    def __init__(self) -> None:
        super().__init__(id="suggestion-panel")
