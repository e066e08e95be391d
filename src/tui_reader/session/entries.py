"""Annotations as people see them listed: each with its place and its author, and what a filter asks of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations.anchoring import Placement, State
from tui_reader.annotations.records.targets import BETWEEN_FRAGMENTS
from tui_reader.language import tr
from tui_reader.text.folding import fold_text

if TYPE_CHECKING:
    from collections.abc import Set

    from tui_reader.annotations.anchoring import Placed
    from tui_reader.annotations.records.annotation import Annotation
    from tui_reader.session.layers import SetLayer
    from tui_reader.text.span import Span

LEAST_OF_FRAGMENT = 8
"""Code points that are shown of a fragment at least."""


class Entry(NamedTuple):
    """One annotation as the sidebar lists it."""

    annotation: Annotation
    layer: SetLayer
    placed: Placed

    @property
    def id(self) -> str:
        """The annotation's id, in the scope of its set: the only one in a reading."""
        return self.layer.scoped(self.annotation.id)

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where it lies; empty for an orphan, and for what is about the whole document."""
        return self.placed.spans if isinstance(self.placed, Placement) else ()

    @property
    def start(self) -> int | None:
        """Offset of its first character; None where it lies nowhere in the text."""
        return min(self.spans).start if self.spans else None

    @property
    def quote(self) -> str:
        """Its text, as it was when it was annotated; of a point the words around it, of the document nothing."""
        return self.annotation.quote

    def quote_in(self, length: int) -> str:
        """Its text in about so many code points: of several fragments the beginning of each, so that all are seen."""
        targets, quote = self.annotation.targets, self.quote
        if len(targets) < 2 or len(quote) <= length:
            return quote
        share = max(LEAST_OF_FRAGMENT, length // len(targets) - len(BETWEEN_FRAGMENTS))
        words = (target.words for target in targets)
        return BETWEEN_FRAGMENTS.join(one if len(one) <= share else f"{_begun(one, share - 1)}…" for one in words)

    @property
    def title(self) -> str:
        """What it is on, in a sentence."""
        return self.quote or (tr("the whole document") if self.annotation.is_on_document else "")

    @property
    def is_unsettled(self) -> bool:
        """Whether somebody should look at it: it is lost, or not as it was made and nobody has confirmed it."""
        return not isinstance(self.placed, Placement) or self.placed.state is not State.EXACT

    @property
    def state_words(self) -> str:
        """What became of it, and why it waits; empty where it is as it was made."""
        placed = self.placed
        if not isinstance(placed, Placement):
            return tr("lost: {reason}", reason=placed.reason)
        match placed.state:
            case State.EXACT:
                return ""
            case State.MOVED:
                return tr("moved, not confirmed")
            case State.CHANGED if placed.likeness == 1.0:
                return tr("changed in spelling, not confirmed")
            case State.CHANGED:
                return tr("changed, {percent} % as it was", percent=int(100 * placed.likeness))

    def folded_words(self) -> str:
        """Everything it says, as it is compared: quote, note and tags."""
        return fold_text(f"{self.quote} {self.annotation.note or ''} {' '.join(self.annotation.tags)}")


class Filter(NamedTuple):
    """Which annotations the sidebar lists; an empty filter lets all through."""

    tag: str | None = None
    text: str = ""
    folded: str = ""
    """`text` as it is compared."""
    unsettled: bool = False
    """Whether only those are listed at which somebody should look."""
    remarked: bool = False
    """Whether only those are listed of which something is said."""

    @classmethod
    def of(cls, tag: str | None = None, text: str = "", *, unsettled: bool = False, remarked: bool = False) -> Filter:
        """A filter by tag, by text in quote or note, folded, by whether somebody should look, and by remarks."""
        return cls(tag, text, fold_text(text).strip(), unsettled, remarked)

    @property
    def is_empty(self) -> bool:
        """Whether it lets everything through."""
        return self == Filter(text=self.text)

    @property
    def asks_for_words(self) -> bool:
        """Whether it asks for nothing but words."""
        return not (self.tag is not None or self.unsettled or self.remarked)

    def tells(self, entry: Entry, below: Set[str] = frozenset()) -> bool:
        """Whether an annotation has the tag that is asked for, or one of those `below` it, and is in the state."""
        tags = entry.annotation.tags or ("",)
        has_tag = self.tag is None or self.tag in tags or not below.isdisjoint(tags)
        return has_tag and (entry.is_unsettled or not self.unsettled)

    def finds(self, words: str) -> bool:
        """Whether the text that is asked for is among an annotation's folded words."""
        return self.folded in words


def _begun(words: str, length: int) -> str:
    """The first words of some, in so many code points; of one that is longer, its beginning."""
    begun = words[:length]
    return (begun if words[length].isspace() else begun.rpartition(" ")[0] or begun).rstrip()
