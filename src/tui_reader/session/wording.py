"""What a change does, in words for the person who made it."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from tui_reader.annotations.changes import Add, Batch, Remove, Update
from tui_reader.annotations.records.annotation import Annotation
from tui_reader.annotations.records.decision_shape import REJECTED
from tui_reader.annotations.records.relation import Relation
from tui_reader.annotations.records.remark import Remark
from tui_reader.language import listed, tr, tr_count
from tui_reader.text.excerpt import beginning, isolated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.annotations.changes import Change
    from tui_reader.annotations.difference import Difference
    from tui_reader.annotations.tagset import Tagset

NAMED = 40
"""Code points of the text by which a record is named."""


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


def nearest_in(change: Change, code_point: int) -> Annotation | None:
    """The annotation in a change that was made for the place nearest to one; one without a place where all are."""

    def distance(annotation: Annotation) -> float:
        position = annotation.targets[0].position
        return inf if position is None else abs(position.start - code_point)

    return min(annotations_in(change), key=distance, default=None)


def words_for(change: Change, tagset: Tagset) -> str:
    """What a change does, in a few words. `tagset` says what tags and links are called."""
    match change:
        case Add(Annotation() as annotation) | Update(_, Annotation() as annotation) if annotation.is_suggestion:
            name = annotation_name(annotation, tagset)
            is_rejected = annotation.is_rejected_suggestion
            return (
                tr("rejected {annotation}", annotation=name)
                if is_rejected
                else tr("suggested {annotation}", annotation=name)
            )
        case Remove(Annotation() as annotation) if annotation.is_rejected_suggestion:
            return tr("suggested {annotation}", annotation=annotation_name(annotation, tagset))
        case Update(Annotation() as suggestion, Annotation() as annotation) if suggestion.is_suggestion:
            return tr("accepted {annotation}", annotation=annotation_name(annotation, tagset))
        case Add(Annotation() as annotation):
            return tr("added {annotation}", annotation=annotation_name(annotation, tagset))
        case Remove(Annotation() as annotation):
            return tr("removed {annotation}", annotation=annotation_name(annotation, tagset))
        case Update(Annotation() as before, Annotation() as annotation) if before.targets != annotation.targets:
            return tr("changed the text of {annotation}", annotation=annotation_name(annotation, tagset))
        case Update(_, Annotation() as annotation):
            return tr("changed {annotation}", annotation=annotation_name(annotation, tagset))
        case Add(Relation() as relation):
            return tr("linked by {link}", link=tagset.shown_relation(relation.name))
        case Remove(Relation() as relation):
            return tr("removed the link {link}", link=tagset.shown_relation(relation.name))
        case Update(_, Relation() as relation):
            return tr("changed the link {link}", link=tagset.shown_relation(relation.name))
        case Add(Remark() as remark) | Update(_, Remark() as remark) if remark.verdict is not None:
            if remark.verdict == REJECTED:
                return tr("rejected {annotation}", annotation=annotation_name(remark, tagset))
            return tr("accepted {annotation}", annotation=annotation_name(remark, tagset))
        case Remove(Remark() as remark) if remark.verdict is not None:
            return tr("took back what was decided: {annotation}", annotation=annotation_name(remark, tagset))
        case Add(Remark() as remark):
            return tr("commented «{words}»", words=isolated(beginning(remark.note or "", NAMED)))
        case Remove(Remark() as remark):
            return tr("removed the comment «{words}»", words=isolated(beginning(remark.note or "", NAMED)))
        case Update(_, Remark() as remark):
            return tr("changed the comment «{words}»", words=isolated(beginning(remark.note or "", NAMED)))
        case Batch(changes):
            first = next((c for c in changes if any(annotations_in(c))), changes[0])
            words, more = words_for(first, tagset), len(changes) - 1
            return (
                tr_count(more, "{words} and {count} more", "{words} and {count} more", words=words) if more else words
            )
    raise AssertionError(change)


def difference_words(name: str, news: Difference) -> str:
    """What somebody else has changed in a file, by its name."""
    parts = [
        tr_count(len(news.added), "{count} new", "{count} new") if news.added else "",
        tr_count(len(news.changed), "{count} changed", "{count} changed") if news.changed else "",
        tr_count(len(news.removed), "{count} gone", "{count} gone") if news.removed else "",
    ]
    changes = listed(filter(None, parts))
    if not changes:
        return tr("{name} has changed on the disk", name=isolated(name))
    return tr("{name} has changed on the disk: {changes}", name=isolated(name), changes=changes)


def origin_words(origin: str) -> str:
    """Who suggests something, as it is called on the screen; a command by its own name."""
    recognisers = {
        "citations": tr("citations"),
        "quotations": tr("quotations"),
        "attributions": tr("attributions"),
        "quantities": tr("quantities"),
        "tagged-before": tr("tagged before"),
    }
    return recognisers.get(origin) or isolated(origin)


def tag_words(annotation: Annotation | Remark, tagset: Tagset) -> str:
    """The tags of an annotation, or of what was decided, as they are called on the screen."""
    return ", ".join(map(tagset.shown_name, annotation.tags)) or tr("a highlight")


def annotation_name(annotation: Annotation | Remark, tagset: Tagset, length: int = NAMED) -> str:
    """An annotation, or what was decided, by its tags and the first so many code points of its text."""
    if annotation.is_on_document:
        return tr("{tag} on the whole document", tag=tag_words(annotation, tagset))
    words = isolated(beginning(annotation.targets[0].words or "", length))
    return f"{tag_words(annotation, tagset)} «{words}»"
