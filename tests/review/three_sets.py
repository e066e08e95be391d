"""Three annotators' sets on a text, the same ones each time, that differ in every way sets can; and sides by chance.

`three_sets(document, folder)` gives the sets, `write_three_sets` puts a source and its sets on the disk as people have
them, `three_sides` gives what `compare` is given. Any text will do that has some words.
"""

from __future__ import annotations

import itertools
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from hypothesis import strategies as st

from tui_reader.annotations.anchoring import describe
from tui_reader.annotations.file import save
from tui_reader.annotations.records.annotation import new_annotation
from tui_reader.annotations.records.relation import new_relation
from tui_reader.annotations.records.targets import Target
from tui_reader.annotations.sets import new_set
from tui_reader.annotations.store import AnnotationStore
from tui_reader.annotations.tagset import default_tagset
from tui_reader.documents.decoded import DecodedDocument
from tui_reader.documents.files import read_document
from tui_reader.review.sides import Side, Unit
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tui_reader.annotations.records.record import Record
    from tui_reader.annotations.sets import AnnotationSet
    from tui_reader.documents.document import Document

SEED = Path(__file__).parents[2] / "seeds" / "000_0dcc0fd3091f3b6a.txt"
ANNOTATORS = ("amal", "badria", "chafiq")
BEGIN = datetime(2026, 1, 31, 12, 0, 0, tzinfo=UTC)
CASES = 16
"""Stretches of the text that are annotated, each in another way."""


class _Annotator:
    """One person's set in the making."""

    def __init__(self, name: str, document: Document, path: Path) -> None:
        self._document = document
        self._name = name
        self._numbers = itertools.count()
        self._empty = new_set(
            document, name, default_tagset().identifier, path, language="ar", direction="rtl", new_id=self._id
        )
        self._records: list[Record] = []

    def _id(self) -> str:
        return uuid5(NAMESPACE_URL, f"{self._name}/{next(self._numbers)}").urn

    def _now(self) -> datetime:
        return BEGIN + timedelta(seconds=len(self._records))

    def mark(self, tags: str | Sequence[str], *spans: Span, note: str | None = None, **answers: Any) -> str:
        """An annotation of these code points, or of the document where there are none; its id."""
        targets = [describe(self._document, self._document.span_of(span)) for span in spans] or [Target()]
        made = new_annotation(
            targets,
            source=self._empty.source_iri,
            tags=[tags] if isinstance(tags, str) else tags,
            note=note,
            attributes=answers,
            now=self._now,
            new_id=self._id,
        )
        self._records.append(made)
        return made.id

    def link(self, name: str, source: str, target: str, **answers: Any) -> None:
        """A relation from one annotation to another one."""
        made = new_relation(name, source, target, attributes=answers, now=self._now, new_id=self._id)
        self._records.append(made)

    @property
    def set(self) -> AnnotationSet:
        """All that was marked."""
        return self._empty.with_records(self._records)


def three_sets(document: Document, folder: Path) -> list[AnnotationSet]:
    """The sets of ANNOTATORS, as they would lie in a folder of annotations. Raises ValueError for too short a text."""
    assert document.count()
    text = "".join(piece for _, piece in document.code_points.pieces())
    words = [Span(*match.span()) for match in re.finditer(r"\S+", text)]
    stride = min(len(words) // CASES, 12)
    part = stride // 3
    if not part:
        raise ValueError("too short a text to be annotated in every way")
    numbers = itertools.count()

    def stretches() -> tuple[Span, Span, Span]:
        """Three stretches of words that follow each other, where nothing was marked yet."""
        first = stride * next(numbers)
        edges = [(first + part * number, first + part * (number + 1) - 1) for number in range(3)]
        one, other, last = (Span(words[begin].start, words[end].end) for begin, end in edges)
        return one, other, last

    paths = [folder / f"{document.path.name}.{name}.json" for name in ANNOTATORS]
    a, b, c = people = [_Annotator(name, document, path) for name, path in zip(ANNOTATORS, paths, strict=True)]

    # All say the same, but for their notes.
    one, _, last = stretches()
    for person, note in zip(people, (None, "رقم بلا مصدر", "check this"), strict=True):
        whole = Span(one.start, last.end)
        person.mark("Claim", whole, note=note, check_worthiness="CFS", claim_type=["numerical", "causal"])
    # Another tag.
    one, _, last = stretches()
    for person, tag in zip(people, ("Claim", "Quote", "Claim"), strict=True):
        person.mark(tag, Span(one.start, last.end))
    # Other boundaries, each of their own.
    one, other, last = stretches()
    for person, (first, end) in zip(people, ((one, last), (one, other), (other, last)), strict=True):
        person.mark("Claim", Span(first.start, end.end))
    # Two fragments, or one.
    one, _, last = stretches()
    for person, fragments in zip(people, ((one, last), (one, last), (Span(one.start, last.end),)), strict=True):
        person.mark("Quote", *fragments, quote_type="direct")
    # Other answers, and none.
    one, other, _ = stretches()
    for person, verdict in zip(people, ({"verdict": "unverified"}, {"verdict": "refuted"}, {}), strict=True):
        person.mark("Claim", Span(one.start, other.end), **verdict)
    # A link with an answer, with another one, and none.
    one, _, last = stretches()
    for person, support in zip(people, ("full", "partial", None), strict=True):
        claim, citation = person.mark("Claim", one), person.mark("Citation", last)
        if support is not None:
            person.link("cites", claim, citation, support=support)
    # A link that all have.
    one, _, last = stretches()
    for person in people:
        person.link("said_by", person.mark("Quote", last), person.mark("Source", one))
    # A link the other way round.
    one, _, last = stretches()
    for person, is_turned in zip(people, (False, False, True), strict=True):
        ends = [person.mark("Claim", one), person.mark("Claim", last)]
        person.link("evidence_for", *(reversed(ends) if is_turned else ends))
    # Missing for one.
    one, _, _ = stretches()
    for person in (a, b):
        person.mark("Claim", one)
    # Missing for two.
    _, other, _ = stretches()
    c.mark("Citation", other, ref="9")
    # One long one, or two.
    one, other, last = stretches()
    a.mark("Claim", Span(one.start, last.end))
    for person in (b, c):
        person.mark("Claim", one)
        person.mark("Claim", Span(other.start, last.end))
    # One inside another one, and who has only that.
    one, other, last = stretches()
    for person in people:
        person.mark("Quote", Span(one.start, other.end))
        if person is not c:
            person.mark("Claim", Span(one.start, last.end))
    # A point, and another one.
    one, _, last = stretches()
    for person, place in zip(people, (one.start, one.start, last.end), strict=True):
        person.mark("Issue", Span(place, place), issue_type="ocr")
    # A highlight and a tag.
    one, _, _ = stretches()
    for person, tags in zip(people, ((), (), ("Evidence",)), strict=True):
        person.mark(tags, one)
    # Several tags.
    one, other, _ = stretches()
    for person, tags in zip(people, (("Claim", "Quote"), ("Quote", "Claim"), ("Quote",)), strict=True):
        person.mark(tags, Span(one.start, other.end))
    # The same text twice, with two tags, marked in one order and the other.
    one, _, _ = stretches()
    for person, tags in zip(people, (("Claim", "Quote"), ("Quote", "Claim"), ("Claim",)), strict=True):
        for tag in tags:
            person.mark(tag, one)
    # The document as a whole.
    a.mark("Issue", issue_type="ambiguous")
    b.mark("Issue", issue_type="other")
    assert next(numbers) == CASES
    return [person.set for person in people]


def write_three_sets(folder: Path, source: Path = SEED) -> tuple[Path, list[Path]]:
    """A copy of a source in a folder, and its three sets in `annotations` beside it: the paths of both."""
    copy, annotations = folder / source.name, folder / "annotations"
    annotations.mkdir(parents=True, exist_ok=True)
    copy.write_bytes(source.read_bytes())
    sets = three_sets(read_document(copy), annotations)
    for each in sets:
        save(each.path, each)
    return copy, [each.path for each in sets]


def document_with(text: str) -> DecodedDocument:
    """A text as a document that was never on a disk."""
    return DecodedDocument(Path("seeds/doc.txt"), text)


def side_of(annotations: AnnotationSet, document: Document) -> Side:
    """A set as one of the sides under comparison."""
    store = AnnotationStore(document, annotations.records, source_unchanged=True)
    assert annotations.annotator is not None
    return Side.of(annotations.annotator, annotations.path, store.placements(), annotations.records, document)


def three_sides(document: Document | None = None) -> list[Side]:
    """The three sets as sides; without a document on the text of a seed."""
    if document is None:
        document = document_with(SEED.read_text(encoding="utf-8"))
    return [side_of(each, document) for each in three_sets(document, Path("annotations"))]


def unit(
    name: str, *spans: tuple[int, int], tags: Sequence[str] = ("Claim",), answers: Mapping[str, Any] | None = None
) -> Unit:
    """A unit with an id, on these code points of a text nobody knows; on the document where there are none."""
    places = tuple(sorted(Span(*span) for span in spans))
    made = new_annotation(
        [Target(position=place) for place in places] or [Target()],
        source="doc.txt",
        tags=tags,
        attributes=answers,
        now=lambda: BEGIN,
        new_id=lambda: name,
    )
    return Unit(made, places, places)


def side(name: str, units: Sequence[Unit], links: Sequence[tuple[str, str, str]] = ()) -> Side:
    """Somebody's side with these units, and links as (name, id, id)."""
    ids = (f"{name}-r{number}" for number in itertools.count())
    relations = tuple(
        new_relation(kind, source, target, now=lambda: BEGIN, new_id=lambda: next(ids))
        for kind, source, target in links
    )
    return Side(name, Path(f"annotations/doc.txt.{name}.json"), tuple(units), relations, ())


_starts = st.integers(0, 12)
_fragments = st.one_of(
    st.builds(lambda start, length: [(start, start + length)], _starts, st.integers(0, 8)),
    st.builds(
        lambda start, one, gap, other: [(start, start + one), (start + one + gap, start + one + gap + other)],
        _starts,
        st.integers(1, 4),
        st.integers(1, 3),
        st.integers(1, 4),
    ),
    st.just([]),
)
_said = st.tuples(
    _fragments,
    st.sampled_from([("Claim",), ("Quote",), ("Claim", "Quote"), ()]),
    st.sampled_from([{}, {}, {"certainty": "asserted"}, {"certainty": "denied", "verdict": "refuted"}]),
)


@st.composite
def random_sides(draw: st.DrawFn, *, least: int = 1, most: int = 4, units: int = 5) -> list[Side]:
    """From `least` to `most` sides of at most `units` units, close together and often the same, with some links."""
    pool = draw(st.lists(_said, min_size=1, max_size=units))
    sides = []
    for name in "abcdefgh"[: draw(st.integers(least, most))]:
        said = draw(st.lists(st.one_of(st.sampled_from(pool), _said), max_size=units))
        own = [
            unit(f"{name}{number}", *fragments, tags=tags, answers=answers)
            for number, (fragments, tags, answers) in enumerate(said)
        ]
        ends = st.sampled_from([each.id for each in own]) if own else st.nothing()
        links = st.lists(st.tuples(st.sampled_from(["cites", "restates"]), ends, ends), max_size=3)
        sides.append(side(name, own, draw(links) if own else ()))
    return sides
