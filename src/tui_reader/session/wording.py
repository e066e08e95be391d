"""What a change does, in words for the person who made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.annotations.model import Annotation, Relation
from tui_reader.annotations.store import Add, Batch, Remove, Update
from tui_reader.text.excerpt import isolated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.annotations.store import Change


def annotations_in(change: Change) -> Iterator[Annotation]:
    """The annotations that a change adds, removes or changes, as they are after it; of a removed one, before."""
    match change:
        case Batch(changes):
            for inner in changes:
                yield from annotations_in(inner)
        case (
            Update(_, Annotation() as annotation) | Add(Annotation() as annotation) | Remove(Annotation() as annotation)
        ):
            yield annotation


def words_for(change: Change) -> str:
    """What a change does, in a few words."""
    match change:
        case Add(Annotation() as annotation):
            return f"added {_name(annotation)}"
        case Remove(Annotation() as annotation):
            return f"removed {_name(annotation)}"
        case Update(_, Annotation() as annotation):
            return f"changed {_name(annotation)}"
        case Add(Relation() as relation):
            return f"linked by {relation.name}"
        case Remove(Relation() as relation):
            return f"removed the link {relation.name}"
        case Update(_, Relation() as relation):
            return f"changed the link {relation.name}"
        case Batch(changes):
            first = next((c for c in changes if any(annotations_in(c))), changes[0])
            return words_for(first) + (f" and {len(changes) - 1} more" if len(changes) > 1 else "")
    raise AssertionError(change)


def _name(annotation: Annotation) -> str:
    quote = " ".join((annotation.targets[0].quote.exact if annotation.targets[0].quote else "").split())
    words = quote if len(quote) <= 40 else quote[:39] + "…"
    return f"{', '.join(annotation.tags) or 'a highlight'} «{isolated(words)}»"
