"""What several tests of annotations share: a clock that stands, ids in order, texts and sets to work on."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from plain_document import SPEC_TEXT, PlainDocument

from tui_reader.annotations.anchoring import describe
from tui_reader.annotations.file import AnnotationSet, new_set
from tui_reader.annotations.records.annotation import Annotation, new_annotation
from tui_reader.annotations.records.relation import Relation, new_relation
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable

SEED = Path(__file__).parents[2] / "seeds" / "000_0dcc0fd3091f3b6a.txt"
CLAIM = Span(15, 39)
FIRST_MARKER = Span(41, 44)
SECOND_MARKER = Span(44, 48)
BEGIN = datetime(2026, 1, 31, 12, 0, 0, tzinfo=UTC)

LETTERS = "ابتثجحخدرسصطعفقكلمنهوي ءآأإةىَُِّْـ٠١٢٣،؛؟.«»[]\n\u200d\u200c😀👨👩👧🏽e\u0301\r"
arabic_texts = st.text(st.sampled_from(LETTERS), min_size=1, max_size=200)


def clock(seconds: int = 0) -> Callable[[], datetime]:
    """A clock that always shows the same moment."""
    return lambda: BEGIN + timedelta(seconds=seconds)


def numbered(prefix: str = "a") -> Callable[[], str]:
    """Ids that tell their order."""
    numbers = itertools.count(1)
    return lambda: f"urn:uuid:{prefix}{next(numbers):04d}"


def annotate(document: PlainDocument, *spans: Span, name: str = "urn:uuid:a0001", **says: Any) -> Annotation:
    """An annotation of these spans."""
    targets = [describe(document, span) for span in spans]
    return new_annotation(targets, source="../seeds/doc.txt", now=clock(), new_id=lambda: name, **says)


def spec_set(folder: Path) -> tuple[PlainDocument, AnnotationSet, Annotation, Annotation, Relation]:
    """The example of the file format: a claim, a citation, and the relation between them."""
    document = PlainDocument(SPEC_TEXT, folder / "seeds" / "doc.txt")
    claim = annotate(
        document,
        CLAIM,
        tags=["Claim"],
        note="رقم بلا مصدر",
        language="ar",
        direction="rtl",
        attributes={"check_worthiness": "CFS", "claim_type": ["numerical"]},
    )
    citation = annotate(document, FIRST_MARKER, name="urn:uuid:a0002", tags=["Citation"], attributes={"ref": "9"})
    relation = new_relation("cites", claim.id, citation.id, now=clock(), new_id=lambda: "urn:uuid:r0001")
    empty = new_set(
        document,
        "amal",
        "claims-citations@1",
        folder / "annotations" / "doc.txt.amal.json",
        language="ar",
        direction="rtl",
        new_id=lambda: "urn:uuid:page",
    )
    return document, empty.with_records([claim, citation, relation]), claim, citation, relation
