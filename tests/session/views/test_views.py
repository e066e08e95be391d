"""Questions to annotated text: the answers are those of a naive definition, and listed as somebody wants them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readings import document_of
from strategies import prose

from tui_reader.annotations.anchoring import describe
from tui_reader.annotations.records.annotation import Annotation, new_annotation
from tui_reader.annotations.records.record import read_record
from tui_reader.annotations.records.relation import new_relation
from tui_reader.annotations.sets import new_set
from tui_reader.annotations.store import AnnotationStore
from tui_reader.annotations.tagset import default_tagset, parse_tagset
from tui_reader.session.layers import SetLayer
from tui_reader.session.views.arranging import Arranger, Order, grouped, passing
from tui_reader.session.views.coverage import Coverage, Share, covered
from tui_reader.session.views.passages import PassageMaker, source_key
from tui_reader.session.views.placed_set import PlacedSet, spans_of
from tui_reader.session.views.questions import COUNTED, NotInTagset, View, answers, counts
from tui_reader.session.views.tally import last_change
from tui_reader.text.bidi import Direction
from tui_reader.text.folding import fold_text
from tui_reader.text.paragraphs import LONG_PARAGRAPH
from tui_reader.text.segments import sentences
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from tui_reader.annotations.records.relation import Relation
    from tui_reader.session.views.passages import Passage

TEXT = "قال الوزير إن الأسعار ارتفعت.[9][10] وقالت الوزارة: «لا نعلم».\nThe bank said nothing (2020).\n\nنهاية.\n"
DOCUMENT = document_of(TEXT)
SOURCES, TARGETS = ("Claim", "Quote", "Evidence"), ("Citation",)
TAGS = [*SOURCES, *TARGETS, "Source", "Entity", "made up"]
LINKS = ["cites", "said_by", "restates"]
few = settings(max_examples=40)


class Made:
    """A set somebody has made, and its annotations by number."""

    def __init__(self, annotations: list[Annotation], relations: list[Relation]) -> None:
        self.annotations, self.relations = annotations, relations
        path = Path("annotations/doc.txt.amal.json")
        page = new_set(DOCUMENT, "amal", default_tagset().identifier, path)
        store = AnnotationStore(DOCUMENT, [*annotations, *relations])
        self.placed_set = PlacedSet.of(SetLayer(page, store, "amal"))

    def asked(self, view: View, tag: str = "") -> list[str]:
        """The ids of the answers."""
        return [answer.annotation.id for answer in answers(view, self.placed_set, default_tagset(), tag)]

    def passages(self, view: View, tag: str = "") -> list[Passage]:
        """The lines of the answers."""
        make = PassageMaker(DOCUMENT, Direction.AUTO)
        found = answers(view, self.placed_set, default_tagset(), tag)
        return [passage for answer in found for passage in make.passages(self.placed_set, answer)]


def annotation(
    number: int, spans: list[Span], tags: tuple[str, ...], attributes: dict[str, str] | None = None
) -> Annotation:
    """An annotation whose id is its number."""
    targets = [describe(DOCUMENT, span) for span in spans]
    return new_annotation(targets, source="doc.txt", tags=tags, attributes=attributes, new_id=lambda: f"urn:a{number}")


spans = st.integers(0, len(TEXT) - 1).flatmap(
    lambda start: st.integers(start + 1, min(start + 30, len(TEXT))).map(lambda end: Span(start, end))
)


@st.composite
def sets(draw: st.DrawFn) -> Made:
    """Sets with nested, discontinuous and overlapping annotations, and links that join anything to anything."""
    count = draw(st.integers(0, 9))
    annotations = [
        annotation(
            number,
            draw(st.lists(spans, min_size=1, max_size=2, unique=True)),
            draw(st.sampled_from([(), *((tag,) for tag in TAGS), ("Claim", "Entity")])),
            draw(st.sampled_from([None, {"citation_need": "not-needed"}, {"citation_need": "needed"}])),
        )
        for number in range(count)
    ]
    ids = st.sampled_from([f"urn:a{number}" for number in range(count + 1)])
    links = draw(st.lists(st.tuples(st.sampled_from(LINKS), ids, ids), max_size=9))
    relations = [
        new_relation(name, start, end, new_id=lambda number=number: f"urn:r{number}")
        for number, (name, start, end) in enumerate(links)
    ]
    return Made(annotations, relations)


def is_linked(made: Made, name: str, *, start: str | None = None, end: str | None = None) -> bool:
    """Whether there is a link of a name between annotations of the set, from or to one of them."""
    here = {each.id for each in made.annotations}
    return any(
        r.name == name and {r.source, r.target} <= here and start in (None, r.source) and end in (None, r.target)
        for r in made.relations
    )


def places(made: Made) -> dict[str, tuple[Span, ...]]:
    """Where each annotation lies."""
    return {each.id: spans_of(placed) for each, placed in made.placed_set.annotations}


@few
@given(sets())
def test_what_is_uncited_has_no_citation_stands_in_nothing_cited_and_needs_one(made: Made) -> None:
    where = places(made)
    cited = [a for a in made.annotations if {*a.tags} & {*SOURCES} and is_linked(made, "cites", start=a.id)]

    def is_inside(each: Annotation) -> bool:
        return all(
            any(outer.start <= span.start and span.end <= outer.end for c in cited for outer in where[c.id])
            for span in where[each.id]
        )

    may_cite = {
        a.id: a.tags
        for a in made.annotations
        if {*a.tags} & {*SOURCES}
        and not is_linked(made, "cites", start=a.id)
        and not is_inside(a)
        and a.attributes.get("citation_need") != "not-needed"
    }
    # Quotes and evidence are listed when they are asked for.
    assert set(made.asked(View.UNCITED)) == {name for name, tags in may_cite.items() if "Claim" in tags}
    for tag in SOURCES:
        assert set(made.asked(View.UNCITED, tag)) == {name for name, tags in may_cite.items() if tag in tags}


@pytest.mark.parametrize(("refs", "is_uncited"), [(["needed"], True), (["needed", "9"], False), (["dead link"], False)])
def test_who_asks_for_a_source_gives_none(refs: list[str], is_uncited: bool) -> None:
    claim = annotation(0, [Span(0, 28)], ("Claim",))
    asked = [annotation(n, [Span(29, 32)], ("Citation",), {"ref": ref}) for n, ref in enumerate(refs, 1)]
    links = [new_relation("cites", claim.id, one.id) for one in asked]
    assert (claim.id in Made([claim, *asked], links).asked(View.UNCITED)) is is_uncited


@few
@given(sets())
def test_the_other_questions_have_the_answers_of_their_definitions(made: Made) -> None:
    def those(tags: tuple[str, ...]) -> list[Annotation]:
        return [a for a in made.annotations if {*a.tags} & {*tags}]

    unused = {a.id for a in those(TARGETS) if not is_linked(made, "cites", end=a.id)}
    assert set(made.asked(View.UNUSED_CITATIONS)) == unused
    silent = {a.id for a in those(("Quote",)) if not is_linked(made, "said_by", start=a.id)}
    assert set(made.asked(View.UNATTRIBUTED)) == silent
    said = {a.id for a in made.annotations if is_linked(made, "said_by", start=a.id)}
    assert set(made.asked(View.BY_SOURCE)) == said | {a.id for a in those(("Quote", "Claim"))}
    for tag in TAGS:
        assert set(made.asked(View.TAG, tag)) == {a.id for a in those((tag,))}


@few
@given(sets())
def test_answers_come_in_the_order_of_the_document_and_are_as_many_as_are_counted(made: Made) -> None:
    where = places(made)
    for view in COUNTED:
        found = made.asked(view)
        assert found == sorted(found, key=lambda name: (min(where[name]), name))
        assert len(found) == counts(made.placed_set, default_tagset())[view]


@few
@given(sets(), st.sampled_from(COUNTED), st.sampled_from(TAGS))
def test_any_question_can_be_asked_of_one_tag(made: Made, view: View, tag: str) -> None:
    tags = {each.id: each.tags for each in made.annotations}
    # What may cite and is no claim is listed only when it is asked for.
    listed = {*made.asked(view), *(made.asked(view, tag) if view is View.UNCITED else ())}
    where = places(made)
    wanted = [name for name in listed if tag in tags[name]]
    assert made.asked(view, tag) == sorted(wanted, key=lambda name: (min(where[name]), name))


@few
@given(sets(), st.sampled_from([View.UNCITED, View.BY_SOURCE]))
def test_a_line_says_where_its_passage_is_and_what_stands_there(made: Made, view: View) -> None:
    where = places(made)
    for passage in made.passages(view):
        assert passage.spans == tuple(sorted(where[passage.id]))
        assert passage.context is not None
        assert passage.start == min(where[passage.id]).start
        assert fold_text(passage.context.passage) in passage.folded


@few
@given(sets())
def test_passages_are_grouped_by_who_says_them(made: Made) -> None:
    passages = made.passages(View.BY_SOURCE)
    groups = grouped(passages)
    assert sorted(map(id, passages)) == sorted(id(p) for _, members in groups for p in members)
    assert all(heading.total == len(members) for heading, members in groups)
    named = [heading.name for heading, _ in groups]
    assert None not in named[:-1]
    keys = [members[0].source_key for heading, members in groups if heading.name is not None]
    assert len(set(keys)) == len(keys)
    sizes = [heading.total for heading, _ in groups if heading.name is not None]
    assert sizes == sorted(sizes, reverse=True)
    expected = sum(
        len({r.target for r in made.relations if is_linked_pair(made, r) and r.source == a.id})
        for a in made.annotations
    )
    assert sum(sizes) == expected


def is_linked_pair(made: Made, relation: Relation) -> bool:
    """Whether a link says who says what, between annotations of the set."""
    here = {each.id for each in made.annotations}
    return relation.name == "said_by" and {relation.source, relation.target} <= here


@few
@given(sets(), st.sampled_from(Order))
def test_an_order_loses_nothing_and_the_words_nearest_to_a_passage_decide(made: Made, order: Order) -> None:
    passages = made.passages(View.TAG)
    found = Arranger().arranged(passages, order)
    assert sorted(map(id, found)) == sorted(map(id, passages))
    if order is Order.AFTER:
        words = [re.findall(r"\w+", fold_text(p.context.after[:60])) for p in found if p.context]
        assert words == sorted(words)


def test_contexts_are_compared_from_the_passage_outwards() -> None:
    text_spans = {quote: Span(TEXT.index(quote), TEXT.index(quote) + len(quote)) for quote in ("إن", "«لا", "said")}
    made = Made([annotation(n, [span], ("Claim",)) for n, span in enumerate(text_spans.values())], [])
    before = [p.quote for p in Arranger().arranged(made.passages(View.UNCITED), Order.BEFORE)]
    after = [p.quote for p in Arranger().arranged(made.passages(View.UNCITED), Order.AFTER)]
    # bank, الوزارة, الوزير; nothing, الأسعار, نعلم.
    assert before == ["said", "«لا", "إن"]
    assert after == ["said", "إن", "«لا"]


def test_all_words_that_are_typed_must_stand_in_a_line_in_whatever_spelling() -> None:
    span = Span(TEXT.index("الأسعار"), TEXT.index("الأسعار") + 7)
    passages = Made([annotation(1, [span], ("Claim",))], []).passages(View.UNCITED)
    assert passing(passages, "الوزير اسعار") == passages == passing(passages, "claim doc.txt")
    assert passing(passages, "الوزير غير") == []


@pytest.mark.parametrize("spelt", ["وزارة الدفاع", "وزاره  الدفاع", "«وزارة الدفاع»،", "وِزارة الدّفاع", "وزارة\nالدفاع"])
def test_a_source_is_the_same_however_it_is_spelt(spelt: str) -> None:
    assert source_key(spelt) == source_key("وزارة الدفاع")


TAGSET = """
name = "small"
version = 1
[[tag]]
name = "Fact"
[[tag]]
name = "Ref"
"""
CITES = '[[relation]]\nname = "cites"\n'


@pytest.mark.parametrize("more", ["", CITES, f'{CITES}from = ["Fact"]\n'])
def test_a_tagset_without_the_words_for_a_question_is_told_of(more: str) -> None:
    tagset, problems = parse_tagset(TAGSET + more, Path("tagset.toml"))
    assert tagset is not None and not problems
    made = Made([], [])
    for view in COUNTED:
        with pytest.raises(NotInTagset, match="small@1"):
            answers(view, made.placed_set, tagset)
        assert counts(made.placed_set, tagset)[view] is None


def test_who_may_cite_is_what_the_tagset_says() -> None:
    tagset, _ = parse_tagset(f'{TAGSET}{CITES}from = ["Fact"]\nto = ["Ref"]\n', Path("tagset.toml"))
    assert tagset is not None
    fact, ref, claim = (
        annotation(n, [Span(4 * n, 4 * n + 3)], (tag,)) for n, tag in enumerate(["Fact", "Ref", "Claim"])
    )
    apart = Made([fact, ref, claim], []).placed_set
    assert [a.annotation for a in answers(View.UNCITED, apart, tagset)] == [fact]
    assert [a.annotation for a in answers(View.UNUSED_CITATIONS, apart, tagset)] == [ref]
    linked = Made([fact, ref, claim], [new_relation("cites", fact.id, ref.id)]).placed_set
    assert counts(linked, tagset) == dict.fromkeys(COUNTED) | {View.UNCITED: 0, View.UNUSED_CITATIONS: 0}


# How much of a document is annotated


@few
@given(st.lists(prose, min_size=1, max_size=4).map("\n".join), st.data())
def test_coverage_is_that_of_a_naive_count(text: str, data: st.DataObject) -> None:
    document = document_of(text)
    marked = [
        Span(start, min(len(text), start + data.draw(st.integers(1, 40))))
        for start in data.draw(st.lists(st.integers(0, len(text) - 1), max_size=4))
    ]
    *_, found = covered(document, marked)

    def share(stretches: list[Span]) -> Share:
        return Share(sum(any(s.overlaps(m) for m in marked) for s in stretches), len(stretches))

    begins = 0
    all_sentences, all_paragraphs = [], []
    for line in text.split("\n"):
        all_sentences += [span.shifted(begins) for span in sentences(line)]
        all_paragraphs += [Span(begins, begins + len(line))] if line.strip() else []
        begins += len(line) + 1
    assert found == Coverage(share(all_sentences), share(all_paragraphs))


def test_a_paragraph_of_any_length_is_counted_piece_by_piece() -> None:
    sentence = "قال الوزير إن الأسعار ارتفعت.[9] "
    count = 20 * LONG_PARAGRAPH // len(sentence)
    document = document_of(sentence * count)
    marked = [Span(number * len(sentence) + 3, number * len(sentence) + 7) for number in range(0, count, 5)]
    *_, found = covered(document, marked)
    assert found == Coverage(Share(len(marked), count), Share(1, 1))


# When


moments = st.sampled_from(
    [
        "2026-01-31T12:00:00Z",
        "2026-01-31T12:00:01Z",
        "2026-01-31T12:00:00.5Z",
        "2026-01-31T15:00:00+02:00",
        "long ago",
        "",
    ]
)


@few
@given(st.lists(st.tuples(moments, moments), max_size=6))
def test_the_last_change_is_the_latest_that_any_annotation_says(said: list[tuple[str, str]]) -> None:
    made = []
    for number, (created, modified) in enumerate(said):
        record = json.loads(annotation(number, [Span(0, 3)], ("Claim",)).json)
        record |= {"created": created, "modified": modified}
        found = read_record(record, json.dumps(record))
        if isinstance(found, Annotation):
            made.append(found)
    expected = [moment for each in made if (moment := each.modified or each.created) is not None]
    assert last_change(made) == max(expected, default=None)


def test_what_has_a_narrower_tag_is_an_answer_too() -> None:
    below = '[[tag]]\nname = "Number"\nparent = "Fact"\n'
    tagset, problems = parse_tagset(f'{TAGSET}{below}{CITES}from = ["Fact"]\nto = ["Ref"]\n', Path("tagset.toml"))
    assert tagset is not None and not problems
    number, fact = annotation(1, [Span(0, 3)], ("Number",)), annotation(2, [Span(4, 7)], ("Fact",))
    made = Made([number, fact], []).placed_set
    assert [a.annotation for a in answers(View.UNCITED, made, tagset)] == [number, fact]
    assert [a.annotation for a in answers(View.TAG, made, tagset, "Fact")] == [number, fact]
    assert [a.annotation for a in answers(View.TAG, made, tagset, "Number")] == [number]
