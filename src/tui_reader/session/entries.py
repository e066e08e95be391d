"""Annotations as people see them listed: each with its place and its author, and what a filter asks of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations.anchoring import Placement
from tui_reader.text.folding import fold_text

if TYPE_CHECKING:
    from tui_reader.annotations.anchoring import Placed
    from tui_reader.annotations.model import Annotation
    from tui_reader.session.layers import SetLayer
    from tui_reader.text.span import Span


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
        """Where it lies; empty for an orphan."""
        return self.placed.spans if isinstance(self.placed, Placement) else ()

    @property
    def start(self) -> int | None:
        """Offset of its first character; None for an orphan."""
        return min(self.spans).start if self.spans else None

    @property
    def quote(self) -> str:
        """Its text, as it was when it was annotated."""
        return " … ".join(t.quote.exact for t in self.annotation.targets if t.quote)

    def folded_words(self) -> str:
        """Everything it says, as it is compared: quote, note and tags."""
        return fold_text(f"{self.quote} {self.annotation.note or ''} {' '.join(self.annotation.tags)}")


class Filter(NamedTuple):
    """Which annotations the sidebar lists; an empty filter lets all through."""

    tag: str | None = None
    text: str = ""
    folded: str = ""
    """`text` as it is compared."""

    @classmethod
    def of(cls, tag: str | None = None, text: str = "") -> Filter:
        """A filter by tag, and by text in quote or note, folded."""
        return cls(tag, text, fold_text(text).strip())

    @property
    def is_empty(self) -> bool:
        """Whether it lets everything through."""
        return self.tag is None and not self.folded

    def tells(self, entry: Entry) -> bool:
        """Whether an annotation has the tag that is asked for."""
        return self.tag is None or self.tag in (entry.annotation.tags or ("",))

    def finds(self, words: str) -> bool:
        """Whether the text that is asked for is among an annotation's folded words."""
        return self.folded in words
