from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from annotation_cases import CLAIM, FIRST_MARKER, annotate, clock
from hypothesis import given
from hypothesis import strategies as st
from plain_document import SPEC_TEXT, PlainDocument

from tui_reader.annotations import w3c
from tui_reader.annotations.anchoring import describe
from tui_reader.annotations.records.annotation import Annotation, Mark, new_annotation
from tui_reader.annotations.records.record import read_record
from tui_reader.annotations.records.relation import Relation, new_relation
from tui_reader.annotations.records.targets import Target, TextQuote
from tui_reader.annotations.w3c import Misunderstood
from tui_reader.text.span import Span

DOCUMENT = PlainDocument(SPEC_TEXT)
POINT = {"type": "TextPositionSelector", "start": 4, "end": 4}
WHOLE: list[Any] = [
    "../seeds/doc.txt",
    ["../seeds/doc.txt"],
    {"source": "../seeds/doc.txt", "ex:on": [1]},
    [{"source": "../seeds/doc.txt", "selector": []}],
    {"source": "../seeds/doc.txt", "selector": None},
]
words = st.text("ادعاء claim", min_size=1, max_size=8)

FOREIGN: dict[str, Any] = {
    "rights": "CC0",
    "id": "urn:uuid:f1",
    "type": ["Annotation", "ex:Special"],
    "motivation": "tagging",
    "modified": "2025-01-01T00:00:00Z",
    "creator": {"id": "https://example.org/u/1", "name": "سلمى"},
    "body": [
        {"type": "Image", "id": "https://example.org/i.png"},
        {"type": "TextualBody", "purpose": "tagging", "value": "Claim", "ex:confidence": 0.5},
        {"type": "TextualBody", "purpose": "commenting", "value": "أولى", "language": "ar", "ex:k": [1]},
        {"type": "TextualBody", "purpose": "commenting", "value": "ثانية"},
    ],
    "target": {
        "source": "../seeds/doc.txt",
        "ex:on": {"target": [None, True]},
        "selector": [
            {"type": "TextQuoteSelector", "exact": "قال", "prefix": "", "suffix": " ال", "ex:q": 1},
            {"type": "XPathSelector", "value": "/p[1]"},
            {"type": "TextPositionSelector", "start": 0, "end": 3, "ex:p": {"deep": []}},
        ],
    },
    "tui:attributes": {"verdict": "refuted", "ex:mine": {"a": 1}},
}


def foreign() -> Annotation:
    line = json.dumps(FOREIGN, ensure_ascii=False)
    record = read_record(json.loads(line), line)
    assert isinstance(record, Annotation)
    return record


def without(value: Any, *owned: str) -> Any:
    """A JSON value less the members of these names, wherever they are."""
    if isinstance(value, dict):
        return {key: without(member, *owned) for key, member in value.items() if key not in owned}
    return [without(member, *owned) for member in value] if isinstance(value, list) else value


def test_a_new_annotation_is_written_as_the_format_says() -> None:
    claim = annotate(
        DOCUMENT,
        CLAIM,
        tags=["Claim"],
        note="رقم",
        language="ar",
        direction="rtl",
        attributes={"verdict": "refuted"},
    )
    assert claim.json == (
        '{"id": "urn:uuid:a0001", "type": "Annotation", "motivation": "tagging", '
        '"created": "2026-01-31T12:00:00Z", "modified": "2026-01-31T12:00:00Z", '
        '"body": [{"type": "TextualBody", "purpose": "tagging", "value": "Claim"}, '
        '{"type": "TextualBody", "purpose": "commenting", "value": "رقم", "language": "ar", '
        '"textDirection": "rtl"}], '
        '"target": {"source": "../seeds/doc.txt", "selector": [{"type": "TextQuoteSelector", '
        '"exact": "ارتفعت الأسعار بنسبة ١٢٪", "prefix": "قال الوزير 😀: «", "suffix": "».[9][10]\\n"}, '
        '{"type": "TextPositionSelector", "start": 15, "end": 39}]}, '
        '"tui:attributes": {"verdict": "refuted"}}'
    )


def test_without_a_tag_it_is_a_highlight() -> None:
    highlight = annotate(DOCUMENT, CLAIM)
    assert (highlight.motivation, highlight.tags, highlight.note) == ("highlighting", (), None)
    assert "body" not in json.loads(highlight.json)
    tagged = highlight.with_tags(["Quote"], now=clock(1))
    assert (tagged.motivation, tagged.tags) == ("tagging", ("Quote",))
    assert list(json.loads(tagged.json))[-2:] == ["body", "target"]
    noted = tagged.with_tags([]).with_note("تعليق")
    assert (noted.motivation, noted.tags, noted.note) == ("commenting", (), "تعليق")
    assert noted.with_note(None).motivation == "highlighting"


@pytest.mark.parametrize("target", WHOLE)
@given(tags=st.lists(words, max_size=2, unique=True), note=st.none() | words)
def test_what_is_about_the_whole_source_stays_so_and_keeps_every_unknown_key(
    target: Any, tags: list[str], note: str | None
) -> None:
    line = json.dumps(FOREIGN | {"target": target}, ensure_ascii=False)
    record = read_record(json.loads(line), line)
    assert isinstance(record, Annotation) and record.is_on_document and record.targets == (Target(),)
    changed = record.with_tags(tags).with_note(note).with_targets(record.targets)
    again = json.loads(changed.json)
    assert changed.is_on_document and read_record(again, changed.json) == changed
    assert w3c.sources_of(again) == ["../seeds/doc.txt"]
    changing = ("body", "modified", "motivation", "target")
    assert without(again, *changing) == without(FOREIGN, *changing) and again["target"] == target
    # Put on a part of the text it is about that, and about the whole again when it is put back.
    part = changed.with_targets([Target(position=CLAIM)])
    assert part.targets == (Target(position=CLAIM),) and w3c.sources_of(json.loads(part.json)) == ["../seeds/doc.txt"]
    assert part.with_targets([Target()]).targets == (Target(),)


def test_a_new_annotation_of_the_document_and_of_a_point_are_written_as_the_standard_says() -> None:
    whole = new_annotation([Target()], source="../seeds/doc.txt", tags=["Issue"])
    assert json.loads(whole.json)["target"] == {"source": "../seeds/doc.txt"}
    point = annotate(DOCUMENT, Span(4, 4), tags=["Issue"])
    assert json.loads(point.json)["target"]["selector"] == [
        {"type": "TextQuoteSelector", "exact": "", "prefix": "قال ", "suffix": SPEC_TEXT[4:36]},
        {"type": "TextPositionSelector", "start": 4, "end": 4},
    ]
    for made in (whole, point):
        assert read_record(json.loads(made.json), made.json) == made
    with pytest.raises(ValueError, match="whole source or about parts"):
        new_annotation([Target(), Target(position=CLAIM)], source="d")


def test_every_fragment_of_a_discontinuous_span_is_a_target() -> None:
    pieces = annotate(DOCUMENT, CLAIM, FIRST_MARKER, tags=["Quote"])
    assert [target.position for target in pieces.targets] == [CLAIM, FIRST_MARKER]
    assert len(json.loads(pieces.json)["target"]) == 2


def test_a_change_says_when_and_leaves_the_old_value_as_it_was() -> None:
    before = annotate(DOCUMENT, CLAIM, tags=["Claim"])
    after = before.with_tags(["Quote"], now=clock(90))
    assert before.tags == ("Claim",)
    assert after.created == before.created
    assert after.modified == datetime(2026, 1, 31, 12, 1, 30, tzinfo=UTC)


@given(
    st.lists(words, max_size=3, unique=True),
    st.none() | words,
    st.dictionaries(words, st.booleans() | words | st.integers() | st.lists(words), max_size=3),
)
def test_what_is_asked_for_is_what_is_read_back(tags: list[str], note: str | None, attributes: dict[str, Any]) -> None:
    changed = foreign().with_tags(tags).with_note(note).with_attributes(attributes)
    assert changed.tags == tuple(tags)
    assert changed.note == (note if note is not None else "ثانية")
    assert changed.attributes == attributes
    assert read_record(json.loads(changed.json), changed.json) == changed


def test_a_change_of_tags_keeps_every_unknown_key() -> None:
    changed = json.loads(foreign().with_tags(["Quote"]).json)
    assert without(changed, "value", "modified") == without(FOREIGN, "value", "modified")
    assert changed["body"][1] == FOREIGN["body"][1] | {"value": "Quote"}
    assert [body.get("value") for body in changed["body"]] == [None, "Quote", "أولى", "ثانية"]
    more = json.loads(foreign().with_tags(["Quote", "Claim"]).json)["body"]
    assert more[1] == FOREIGN["body"][1] and more[2]["value"] == "Quote" and more[3:] == FOREIGN["body"][2:]
    none = json.loads(foreign().with_tags([]).json)["body"]
    assert none == [FOREIGN["body"][0], *FOREIGN["body"][2:]]


def test_a_change_of_the_note_touches_the_first_comment_alone() -> None:
    changed = json.loads(foreign().with_note("جديدة", direction="rtl").json)
    assert changed["body"][2] == FOREIGN["body"][2] | {"value": "جديدة", "textDirection": "rtl"}
    assert without(changed, "body", "modified") == without(FOREIGN, "body", "modified")
    assert [changed["body"][0], changed["body"][1], changed["body"][3]] == [
        FOREIGN["body"][0],
        FOREIGN["body"][1],
        FOREIGN["body"][3],
    ]


def test_a_change_of_attributes_keeps_the_order_and_all_else() -> None:
    changed = json.loads(foreign().with_attributes({"ex:mine": {"a": 1}, "new": True, "verdict": "supported"}).json)
    assert list(changed["tui:attributes"].items()) == [
        ("verdict", "supported"),
        ("ex:mine", {"a": 1}),
        ("new", True),
    ]
    assert without(changed, "tui:attributes", "modified") == without(FOREIGN, "tui:attributes", "modified")
    assert "tui:attributes" not in json.loads(foreign().with_attributes({}).json)


def test_new_targets_keep_the_source_and_the_other_selectors() -> None:
    one, two = describe(DOCUMENT, CLAIM), describe(DOCUMENT, FIRST_MARKER)
    moved = foreign().with_targets([one])
    assert moved.targets == (one,)
    owned = ("exact", "prefix", "suffix", "start", "end", "modified")
    assert without(json.loads(moved.json), *owned) == without(FOREIGN, *owned)
    split = foreign().with_targets([one, two])
    assert split.targets == (one, two)
    assert [target["source"] for target in json.loads(split.json)["target"]] == ["../seeds/doc.txt"] * 2
    assert split.with_targets([two]).targets == (two,)
    with pytest.raises(ValueError, match="needs a target"):
        split.with_targets([])


def test_a_position_alone_and_a_quote_alone_are_targets() -> None:
    quote_only, position_only = Target(TextQuote("قال")), Target(position=Span(0, 3))
    made = new_annotation([quote_only, position_only], source="x")
    assert made.targets == (quote_only, position_only)


def test_the_short_forms_of_the_standard_are_read_and_survive_a_change() -> None:
    record: dict[str, Any] = {
        "id": "urn:uuid:s",
        "type": "Annotation",
        "bodyValue": "تعليق",
        "target": {"source": "d", "selector": {"type": "TextQuoteSelector", "exact": "قال"}},
    }
    short = read_record(record, json.dumps(record))
    assert isinstance(short, Annotation)
    assert (short.motivation, short.note, short.tags) == ("commenting", "تعليق", ())
    tagged = short.with_tags(["Claim"])
    assert (tagged.note, tagged.tags) == ("تعليق", ("Claim",))
    assert "bodyValue" not in json.loads(tagged.json)
    moved = json.loads(short.with_targets([Target(TextQuote("لا"))]).json)
    assert moved["target"]["selector"]["exact"] == "لا"


def test_a_body_without_purpose_means_what_the_annotation_is_for() -> None:
    record = FOREIGN | {"body": {"type": "TextualBody", "value": "Claim"}}
    bare = read_record(record, json.dumps(record))
    assert isinstance(bare, Annotation) and bare.tags == ("Claim",)
    assert bare.with_note("لماذا").tags == ("Claim",)
    assert bare.with_tags([]).tags == ()


def test_a_relation_goes_from_its_target_to_its_body() -> None:
    relation = new_relation(
        "cites",
        "urn:uuid:a",
        "urn:uuid:c",
        note="ص",
        attributes={"support": "full"},
        now=clock(),
        new_id=lambda: "r",
    )
    assert (relation.name, relation.source, relation.target) == ("cites", "urn:uuid:a", "urn:uuid:c")
    assert json.loads(relation.json) == {
        "id": "r",
        "type": "Annotation",
        "motivation": "linking",
        "created": "2026-01-31T12:00:00Z",
        "modified": "2026-01-31T12:00:00Z",
        "body": [
            {"type": "SpecificResource", "source": "urn:uuid:c", "purpose": "linking"},
            {"type": "TextualBody", "purpose": "tagging", "value": "cites"},
            {"type": "TextualBody", "purpose": "commenting", "value": "ص"},
        ],
        "target": "urn:uuid:a",
        "tui:attributes": {"support": "full"},
    }
    changed = relation.with_name("restates").with_note(None).with_attributes({}, now=clock(5))
    assert isinstance(changed, Relation)
    assert (changed.name, changed.note, changed.attributes) == ("restates", None, {})
    assert (changed.source, changed.target) == (relation.source, relation.target)
    assert changed.modified == relation.modified + timedelta(seconds=5) if relation.modified else False


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"id": 7}, ("id",)),
        ({"id": ""}, ("id",)),
        ({"type": "Note"}, ("type",)),
        ({"target": None}, ("target",)),
        ({"target": "urn:uuid:x"}, ("target",)),
        ({"target": [{"id": "d"}]}, ("target", 0)),
        ({"target": [{"source": "d"}, {"source": "d", "selector": POINT}]}, ("target",)),
        ({"tui:attributes": []}, ("tui:attributes",)),
        ({"motivation": "replying", "target": {"source": "d", "selector": POINT}}, ()),
        ({"motivation": "moderating", "target": ["urn:uuid:x", {}]}, ()),
        ({"motivation": "moderating", "target": "urn:uuid:x", "tui:decision": 1}, ("tui:decision",)),
        ({"motivation": "linking", "target": ["urn:uuid:x", "urn:uuid:y"]}, ("target",)),
        ({"motivation": "linking", "target": "urn:uuid:x", "body": []}, ("body",)),
    ],
)
def test_what_cannot_be_understood_is_named(change: dict[str, Any], pointer: tuple[str | int, ...]) -> None:
    with pytest.raises(Misunderstood) as caught:
        read_record(FOREIGN | change, "")
    assert caught.value.pointer == pointer


@pytest.mark.parametrize("offset", [-1, 1.5, 15.0, True, "3", None])
def test_only_whole_numbers_from_0_are_offsets(offset: Any) -> None:
    target = {"selector": {"type": "TextPositionSelector", "start": offset, "end": 20}}
    with pytest.raises(Misunderstood, match="must be an integer >= 0"):
        read_record(FOREIGN | {"target": target}, "")


def test_timestamps_are_utc_to_the_second() -> None:
    cairo = timezone(timedelta(hours=2))
    moment = datetime(2026, 1, 31, 14, 0, 0, 999_999, tzinfo=cairo)
    assert w3c.timestamp(moment) == "2026-01-31T12:00:00Z"
    assert w3c.read_timestamp("2026-01-31T14:00:00+02:00") == datetime(2026, 1, 31, 12, tzinfo=UTC)
    assert w3c.read_timestamp("yesterday") is None and w3c.read_timestamp(5) is None
    assert w3c.read_timestamp("0001-01-01T00:00:00+14:00") is None


def test_text_that_no_file_can_hold_is_refused_when_it_is_said() -> None:
    with pytest.raises(ValueError, match="surrogate"):
        annotate(DOCUMENT, CLAIM, note="\ud800")


def test_a_mark_keeps_the_selectors_that_somebody_made_until_it_is_settled() -> None:
    one, two, three = describe(DOCUMENT, CLAIM), describe(DOCUMENT, FIRST_MARKER), describe(DOCUMENT, Span(4, 10))
    made = foreign()
    first = json.loads(made.json)["target"]["selector"]
    assert made.mark is None
    moved = made.with_mark("moved", [one], now=clock())
    assert moved.mark == Mark("moved", made.targets) and moved.targets == (one,)
    again = moved.with_mark("changed", [two], now=clock())
    assert again.mark == Mark("changed", made.targets) and again.targets == (two,)
    assert json.loads(again.json)["tui:anchored"]["from"] == [first]
    settled = again.settled([three], now=clock())
    assert settled.mark is None and settled.targets == (three,)
    assert json.loads(settled.json)["tui:earlier"] == [[first]]
    twice = settled.settled([one, two], now=clock())
    assert json.loads(twice.json)["tui:earlier"] == [[first], [json.loads(settled.json)["target"]["selector"]]]
    owned = ("exact", "prefix", "suffix", "start", "end", "modified", "tui:anchored", "tui:earlier")
    for changed in (moved, again, settled):
        assert without(json.loads(changed.json), *owned) == without(FOREIGN, *owned)


@pytest.mark.parametrize(
    "mark", ["moved", {}, {"state": "exact", "from": []}, {"state": "moved", "from": [[{"type": "x"}]]}, {"from": 1}]
)
def test_a_mark_with_something_wrong_in_it_is_none_and_is_kept(mark: Any) -> None:
    record = FOREIGN | {"tui:anchored": mark}
    found = read_record(record, json.dumps(record))
    assert isinstance(found, Annotation) and found.mark is None
    assert json.loads(found.with_tags(["Claim"]).json)["tui:anchored"] == mark
