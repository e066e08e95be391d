"""Records about other records: read, written, placed, merged and checked as all are, and no annotations."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from annotation_cases import clock, spec_set
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from plain_document import SPEC_TEXT, PlainDocument
from pyld import jsonld
from test_json_ld import OPTIONS, TUI, listed
from test_validate import SCHEMA

from tui_reader.annotations.changes import Add, Update
from tui_reader.annotations.check import check_record
from tui_reader.annotations.file import new_set, parse, serialise
from tui_reader.annotations.records.annotation import Annotation
from tui_reader.annotations.records.decision_shape import faults
from tui_reader.annotations.records.record import read_record
from tui_reader.annotations.records.remark import Remark, new_remark
from tui_reader.annotations.repair import repaired
from tui_reader.annotations.shape import read_at
from tui_reader.annotations.store import AnnotationStore
from tui_reader.annotations.strict_json import decode
from tui_reader.annotations.w3c import DECISION, Misunderstood
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable

DOCUMENT = PlainDocument(SPEC_TEXT)
VALIDATOR = Draft202012Validator(SCHEMA["$defs"]["record"] | {"$defs": SCHEMA["$defs"]})
PATH = Path("annotations/doc.txt.rana.json")
texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12) | st.sampled_from(['"', "\\", "نعم", "{}"])


def target(start: int = 15, end: int = 39) -> dict[str, Any]:
    quote = {"type": "TextQuoteSelector", "exact": SPEC_TEXT[start:end], "prefix": SPEC_TEXT[:start], "suffix": ""}
    return {"source": "doc.txt", "selector": [quote, {"type": "TextPositionSelector", "start": start, "end": end}]}


def decision(**more: Any) -> dict[str, Any]:
    made: dict[str, Any] = {
        "verdict": "accepted",
        "how": "edited",
        "members": {"doc.txt.amal.json": {"id": "urn:uuid:a", "version": "1f"}, "doc.txt.badria.json": None},
        "target": [target()],
        "outcome": {"tags": ["Claim"], "attributes": {"verdict": "refuted"}},
    }
    return made | more


def remark(name: str = "urn:uuid:d", about: tuple[str, ...] = ("urn:uuid:a",), **says: Any) -> Remark:
    return new_remark(about, now=clock(), new_id=lambda: name, **says)


@st.composite
def remarks(draw: st.DrawFn) -> Remark:
    about = tuple(draw(st.lists(texts, min_size=1, max_size=3)))
    says: dict[str, Any] = {"note": draw(st.none() | texts), "direction": draw(st.sampled_from([None, "rtl"]))}
    if draw(st.booleans()):
        members = draw(st.dictionaries(texts, st.none() | st.fixed_dictionaries({"id": texts, "version": texts})))
        made = decision(members=members, confidence=draw(st.floats(0, 1)), reason=draw(texts))
        if draw(st.booleans()):
            made["outcome"] = {
                "tags": draw(st.lists(texts, max_size=2)),
                "note": draw(texts),
                "relations": draw(st.lists(texts)),
            }
        else:
            made = {key: value for key, value in made.items() if key not in ("how", "outcome")} | {
                "verdict": "rejected"
            }
        says["decision"] = made
    return remark(draw(texts), about, **says)


@given(remarks(), st.booleans())
@settings(deadline=None)
def test_the_quick_reader_finds_the_same_and_checks_find_nothing(made: Remark, ascii_only: bool) -> None:
    line = json.dumps(json.loads(made.json), ensure_ascii=ascii_only)
    general = read_record(decode(line), line)
    assert isinstance(general, Remark) and not list(check_record(decode(line)))
    quick = read_at(line, 0)
    if quick is not None:
        assert (quick.record, quick.end) == (general, len(line))
    assert (
        list(Draft202012Validator(SCHEMA["$defs"]["record"] | {"$defs": SCHEMA["$defs"]}).iter_errors(decode(line)))
        == []
    )


def test_the_usual_ones_are_read_quickly() -> None:
    for made in (
        remark(note="لماذا؟"),
        remark(decision=decision()),
        remark(about=("a", "b"), decision=decision(strategy="2")),
    ):
        assert read_at(made.json, 0) is not None


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"verdict": "maybe"}, ("verdict",)),
        ({"how": None}, ("how",)),
        ({"members": []}, ("members",)),
        ({"members": {"x": {"id": "a"}}}, ("members", "x", "version")),
        ({"members": {"x": 1}}, ("members", "x")),
        ({"target": []}, ("target",)),
        ({"target": [{"source": "d", "selector": {"type": "x"}}]}, ("target", 0)),
        ({"target": [target(), {"source": "d"}]}, ("target",)),
        ({"outcome": None}, ("outcome",)),
        ({"outcome": {"tags": "Claim"}}, ("outcome", "tags")),
        ({"outcome": {"relations": "none"}}, ("outcome", "relations")),
        ({"confidence": 1.5}, ("confidence",)),
        ({"confidence": True}, ("confidence",)),
        ({"reason": ""}, ("reason",)),
    ],
)
def test_what_is_wrong_with_a_decision_is_told_where_it_is(change: dict[str, Any], pointer: tuple[Any, ...]) -> None:
    wrong = decision(**change)
    assert [place for place, _ in faults(wrong)] == [pointer]
    record = json.loads(remark(decision=decision()).json) | {DECISION: wrong}
    assert [finding.pointer for finding in check_record(record)] == [(DECISION, *pointer)]
    with pytest.raises(Misunderstood) as caught:
        read_record(record, "")
    assert caught.value.pointer == (DECISION, *pointer)
    assert not VALIDATOR.is_valid(record)
    page = serialise(new_set(DOCUMENT, "rana", "t@1", PATH)).replace("[]", f"[\n{json.dumps(record)}\n]")
    loaded = parse(PATH, page)
    assert len(loaded.problems) == 1 and serialise(loaded.set) == page, "it is told, and kept as it came"


CHANGES: list[Callable[[Remark], Remark]] = [
    lambda one: one.with_note("لا", direction="rtl", now=clock()),
    lambda one: one.with_decision(decision(confidence=0.5), ["urn:uuid:b"], now=clock()),
    lambda one: one.with_targets(one.targets),
    lambda one: one.in_place_of("urn:uuid:e", now=clock()),
    lambda one: one.without_conflict(),
]


@pytest.mark.parametrize("change", CHANGES)
def test_keys_of_others_survive_every_change(change: Callable[[Remark], Remark]) -> None:
    made = decision(**{"ex:k": [1]})
    record = json.loads(remark(decision=made, note="نعم").json) | {"ex:k": {"a": 1}}
    record["body"] = [{**record["body"][0], "ex:k": 2}, {"type": "SpecificResource", "source": "urn:x"}]
    after = json.loads(change(Remark.read(record, json.dumps(record))).json)
    assert (after["ex:k"], after[DECISION]["ex:k"], after["body"][0]["ex:k"]) == ({"a": 1}, [1], 2)
    assert after["body"][1] == record["body"][1]


def test_the_store_places_them_and_counts_them_nowhere(tmp_path: Path) -> None:
    document, annotations, claim, *_ = spec_set(tmp_path)
    store = AnnotationStore(document, annotations.records)
    counts = store.annotation_count, len(store.relations), store.states, store.at(20)
    made, reply = remark(about=(claim.id,), decision=decision()), remark("urn:uuid:p", ("urn:uuid:d",), note="؟")
    for change in (Add(made), Add(reply), Update(made, made.with_note("ملاحظة", now=clock()))):
        store.apply(change)
    placed = store.placement("urn:uuid:d")
    assert not isinstance(placed, str) and getattr(placed, "spans", None) == (Span(15, 39),)
    assert (store.annotation_count, len(store.relations), store.states, store.at(20)) == counts
    assert [one.id for one in store.remarks_about(claim.id)] == ["urn:uuid:d"] and len(store.remarks) == 2
    with pytest.raises(KeyError):
        store.placement("urn:uuid:p")
    text = serialise(annotations.with_snapshot(store.snapshot()))
    assert serialise(annotations.with_records(parse(annotations.path, text).set.records)) == text
    removal = store.removal(claim.id)
    store.apply(removal)
    assert not store.remarks, "what was said of it alone goes with it, and what answers to that"
    store.undo()
    assert serialise(annotations.with_snapshot(store.snapshot())) == text


def test_to_json_ld_what_is_ours_is_a_literal_and_the_rest_is_the_standards() -> None:
    made = [remark(decision=decision(), note="نعم"), remark("urn:uuid:p", ("urn:uuid:d",), note="؟")]
    page = json.loads(serialise(new_set(DOCUMENT, "rana", "t@1", PATH).with_records(made).with_literal(DECISION)))
    (expanded,) = jsonld.expand(page, OPTIONS)
    items = expanded["http://www.w3.org/ns/activitystreams#items"][0]["@list"]
    kinds = [item["http://www.w3.org/ns/oa#motivatedBy"][0]["@id"].rpartition("#")[2] for item in items]
    assert kinds == ["moderating", "replying"]
    assert items[0][f"{TUI}decision"][0]["@value"] == decision()
    assert items[1]["http://www.w3.org/ns/oa#hasTarget"] == [{"@id": "urn:uuid:d"}]
    assert listed(jsonld.compact([expanded], page["@context"], OPTIONS)) == listed(page)


def test_repairing_leaves_them_as_they_are() -> None:
    made = [remark(decision=decision(), note="نعم"), remark("urn:uuid:p", ("urn:uuid:d",), note="؟")]
    text = serialise(new_set(DOCUMENT, "rana", "t@1", PATH).with_records(made))
    assert repaired(PATH, text.encode()).text == text
    assert not any(isinstance(record, Annotation) for record in parse(PATH, text).set.records)
