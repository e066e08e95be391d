"""Suggestions for one's own set, put there for somebody to decide later: those that are neither there nor decided.

The id of one follows from what it is and whose set it is put into. So two branches of a repository that each ask for
suggestions put the same ones there, and their merge has each once.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from tui_reader.annotations.anchoring import Placement, describe
from tui_reader.annotations.changes import Add, Batch
from tui_reader.annotations.records.annotation import new_suggestion
from tui_reader.annotations.records.relation import new_relation
from tui_reader.annotations.records.suggested import Suggested
from tui_reader.annotations.suggested_before import is_decided, is_suggested
from tui_reader.documents.standing import Standing, standing_of
from tui_reader.errors import DocumentError
from tui_reader.language import tr
from tui_reader.session.upkeep.writing import write_change

if TYPE_CHECKING:
    from tui_reader.annotations.changes import Change
    from tui_reader.annotations.commit import Committed
    from tui_reader.annotations.records.annotation import Annotation
    from tui_reader.annotations.records.relation import Relation
    from tui_reader.annotations.store import AnnotationStore
    from tui_reader.annotations.tagset import Tagset
    from tui_reader.documents.document import Document
    from tui_reader.recognition.found import Found
    from tui_reader.session.layers import SetLayer
    from tui_reader.session.suggestions.suggesters import Key, Stretch

_SUGGESTED = UUID("6f0d3f0e-0c0b-5b53-8c3c-6f1c2b7f4a19")
"""The namespace in which suggestions are named (RFC 9562, 5.5)."""


class Proposals:
    """What is to be put into a set."""

    def __init__(self, document: Document, layer: SetLayer, tagset: Tagset) -> None:
        """`document` is counted, and `layer` may be changed."""
        self.taken: list[Found] = []
        """What is new, in the order it was given; spans are offsets."""
        self.known = 0
        """How many were there already, as suggestions or annotations, or were rejected."""
        self.without_tag: Counter[str] = Counter()
        """How many have which tag that the tagset does not know."""
        self.damaged = 0
        """How many are on text that no file of annotations can hold."""
        self._document = document
        self._layer = layer
        self._tagset = tagset
        self._new: dict[Key, Annotation] = {}
        self._origins: dict[Key, str] = {}
        self._joins: dict[tuple[str, Key, Key], None] = {}

    def take(self, stretch: Stretch) -> None:
        """Looks at what was found in a piece."""
        for found in stretch.found:
            self._origins[found.spans, found.tag] = found.origin
            self._propose(found)
        self._joins |= dict.fromkeys(stretch.joins)

    @property
    def change(self) -> Change | None:
        """The one change that puts all of it into the set; None where there is nothing."""
        links = (self._link(*join) for join in self._joins)
        changes = [Add(item) for item in (*self._new.values(), *links) if item is not None]
        return Batch(tuple(changes)) if changes else None

    def _propose(self, found: Found) -> None:
        store, tag = self._layer.store, self._tagset.tag(found.tag)
        key = found.spans, found.tag
        if tag is None:
            self.without_tag[found.tag] += 1
        elif key in self._new or is_decided(store, tag.name, found.spans) or is_suggested(store, tag.name, found.spans):
            self.known += 1
        else:
            try:
                targets = [describe(self._document, span) for span in found.spans]
                places = [(*target.position, target.words) for target in targets if target.position is not None]
                self._new[key] = new_suggestion(
                    targets,
                    source=self._layer.annotations.source_iri,
                    tag=found.tag,
                    origin=found.origin,
                    score=found.score,
                    attributes=tag.answers_in(found.attributes),
                    new_id=partial(self._new_id, found.origin, found.tag, places),
                )
            except ValueError:
                self.damaged += 1
            else:
                self.taken.append(found)

    def _link(self, relation: str, source: Key, target: Key) -> Relation | None:
        """The link between two, one of which is new; what joins two that were there is somebody's own affair."""
        kind = self._tagset.relation(relation)
        if kind is None or not kind.joins(source[1], target[1]) or not {source, target} & self._new.keys():
            return None
        first, second = self._id_of(source), self._id_of(target)
        if first is None or second is None:
            return None
        new_id = partial(self._new_id, relation, first, second)
        return new_relation(relation, first, second, suggested=Suggested(self._origins[source]), new_id=new_id)

    def _new_id(self, *what: object) -> str:
        """The id of a suggestion that is this: always the same in this set, as long as nothing has it."""
        said = [self._layer.annotator, self._layer.annotations.source_iri, *what]
        name = uuid5(_SUGGESTED, json.dumps(said, ensure_ascii=False)).urn
        # What was suggested once may be tagged elsewhere by now.
        while name in self._layer.store:
            name = uuid5(_SUGGESTED, name).urn
        return name

    def _id_of(self, key: Key) -> str | None:
        return self._new[key].id if key in self._new else _there(self._layer.store, key)


def _there(store: AnnotationStore, key: Key) -> str | None:
    """The annotation or suggestion of a set with just these spans and this tag."""
    spans, tag = key
    for annotation in (*store.overlapping(spans[0]), *store.suggestions_overlapping(spans[0])):
        placed = store.placement(annotation.id)
        if tag in annotation.tags and isinstance(placed, Placement) and placed.spans == spans:
            return annotation.id
    return None


def put(proposals: Proposals, document: Document, layer: SetLayer) -> Committed:
    """Writes what is proposed into the file of the set, with all that somebody else has written there meanwhile.

    Raises SaveError, and DocumentError where the document has changed since it was read.
    """
    change = proposals.change
    assert change is not None, "somebody looked whether there is anything"
    if standing_of(document) is not Standing.AS_READ:
        raise DocumentError(document.path, tr("has changed while it was read; nothing was written"))
    return write_change(layer, change)
