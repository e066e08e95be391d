"""Large annotation sets for any document: the same set for the same document, number and seed.

The annotations are spread over the whole text, of a word to a sentence each, some with a note, an attribute or
more than one tag, and some of them linked. They are made from slices, not with `describe`, which makes sure of
each quote by a search: a set of 50,000 is there in seconds.
"""

from __future__ import annotations

import random
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from tui_reader.annotations.anchoring import CONTEXT
from tui_reader.annotations.records.annotation import Annotation, new_annotation
from tui_reader.annotations.records.relation import new_relation
from tui_reader.annotations.records.targets import Target, TextQuote
from tui_reader.annotations.sets import AnnotationSet, new_set
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tui_reader.annotations.records.record import Record
    from tui_reader.documents.document import Document

TAGSET = "claims-citations@1"
_TAGS = ("Claim", "Quote", "Source", "Citation")
_NOTES = ("راجع المصدر", "رقم بلا مصدر؛ يُراجع", "Compare with the English text.", "سطر أول\nوسطر ثانٍ")
_MOMENT = datetime(2026, 1, 31, 12, tzinfo=UTC)
_WORDS = re.compile(r"\S+(?:\s+\S+)*")


def make_set(document: Document, path: Path, count: int, *, annotator: str = "bench", seed: int = 1) -> AnnotationSet:
    """A set of exactly `count` annotations, and a link for every fiftieth, to be saved at `path`.

    Raises ValueError for a document with less than a word for each of them, NotCounted for one not counted yet.
    """
    chance = random.Random(seed)
    empty = new_set(document, annotator, TAGSET, path, new_id=lambda: _new_id(chance))
    annotations = [_annotation(document, span, empty.source_iri, chance) for span in _spans(document, count, chance)]
    links: list[Record] = []
    for first, second in zip(annotations[::50], annotations[1::50], strict=False):
        if "Claim" in first.tags and "Citation" in second.tags:
            links.append(new_relation("cites", first.id, second.id, now=_now, new_id=lambda: _new_id(chance)))
    return empty.with_records([*annotations, *links])


def _spans(document: Document, count: int, chance: random.Random) -> Iterator[Span]:
    """One span in each of `count` equal parts of the text."""
    text = document.code_points
    for number in range(count):
        start = text.length * number // count
        end = text.length * (number + 1) // count
        words = _WORDS.search(text.slice(Span(start, end)))
        if words is None:
            raise ValueError(f"{document.path}: too short for {count} annotations")
        length = min(len(words[0]), chance.choice((6, 12, 40, 90)))
        quote = words[0][:length].rstrip()
        yield Span(start + words.start(), start + words.start() + len(quote))


def _annotation(document: Document, span: Span, source: str, chance: random.Random) -> Annotation:
    text = document.code_points
    before = text.slice(Span(max(0, span.start - CONTEXT), span.start))
    after = text.slice(Span(span.end, span.end + CONTEXT))
    tags = () if chance.random() < 0.02 else (chance.choice(_TAGS),)
    note = chance.choice(_NOTES) if chance.random() < 0.1 else None
    return new_annotation(
        (Target(TextQuote(text.slice(span), before, after), span),),
        source=source,
        tags=tags,
        note=note,
        direction=None if note is None else "rtl",
        attributes={"check_worthiness": "CFS"} if tags == ("Claim",) and chance.random() < 0.1 else None,
        now=_now,
        new_id=lambda: _new_id(chance),
    )


def _now() -> datetime:
    return _MOMENT


def _new_id(chance: random.Random) -> str:
    return UUID(int=chance.getrandbits(128), version=4).urn
